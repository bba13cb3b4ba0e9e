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

/// The fields of one of these structs as its JSON form has them, in the order of the struct.
pub(crate) fn json_fields(value: &gotemplate::Value) -> Option<Vec<(&'static str, gotemplate::Value)>> {
    Some(value.downcast::<structure::Structure>()?.json_fields())
}
