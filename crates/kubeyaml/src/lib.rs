//! YAML as Kubernetes tools read and write it, with positions and edits that keep untouched bytes.

mod value;

pub use value::{Mapping, Number, Value};
