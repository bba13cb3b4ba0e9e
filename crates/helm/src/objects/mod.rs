//! The built-in objects of templates, with the Go types that Helm gives them.

mod capabilities;
mod chart;
mod files;
mod structure;
mod values;

pub(crate) use capabilities::capabilities;
pub(crate) use chart::chart;
pub(crate) use files::Files;
pub(crate) use values::Values;
