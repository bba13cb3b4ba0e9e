//! Changes to a document that leave every line they do not touch byte for byte as it was.
//!
//! [`set_value`] compares a document with the value that it is to have and gives the [`Edits`] that take it there. What is
//! equal stays as it is written; what is put in is written the way the document is. [`Edits::inverse`] gives the
//! [`restore::Record`] for the way back.
//!
//! ```
//! use kubeyaml::edit::{Options, restore::Record, set_value};
//! use kubeyaml::{Limits, Stream};
//!
//! let source = "mode: 0644   # octal\nports: [80, 443]\n";
//! let stream = Stream::parse(source.as_bytes(), &Limits::default())?;
//! let document = stream.to_documents()?.remove(0);
//! let target = kubeyaml::from_str("{mode: 420, ports: [80, 8080, 443], name: x}")?;
//!
//! let edits = set_value(&document, &target, &Options::default())?;
//! let edited = edits.apply(source);
//! assert_eq!(edited, "mode: 0644   # octal\nports: [80, 8080, 443]\nname: x\n");
//!
//! let record = edits.inverse(source).encode();
//! assert_eq!(Record::decode(&record)?.restore(&edited)?, source);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod align;
mod block;
mod changes;
mod checksum;
mod doubt;
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
