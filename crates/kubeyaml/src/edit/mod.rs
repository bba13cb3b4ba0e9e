//! Changes to a document that leave every line they do not touch byte for byte as it was.
//!
//! [`set_value`] compares a document with the value that it is to have and gives the [`Edits`] that take it there. What is
//! equal stays as it is written; what is put in is written the way the document is. [`Edits::inverse`] gives the
//! [`restore::Record`] for the way back.

mod align;
mod block;
mod changes;
mod checksum;
mod editor;
mod equal;
mod flow;
mod flow_style;
mod layout;
mod lines;
mod mapping;
mod options;
mod plan;
#[cfg(test)]
mod property_tests;
mod record_text;
mod render;
mod replace;
pub mod restore;
#[cfg(test)]
mod restore_tests;
mod scalar;
mod sequence;
mod set;
#[cfg(test)]
mod tests;

pub use changes::{Edit, Edits, Overlap};
pub use options::{IDENTITY, Identity, Keep, Options, Path, Placement, Rename, Same, Step};
pub use set::{EditError, set_value};
