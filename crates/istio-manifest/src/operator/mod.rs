//! IstioOperator as people configure it: files and `--set` flags, merged into one tree.

mod set_flag;

pub use set_flag::{SetError, apply_set};

use kubeyaml::{Mapping, Value};

/// Lays `top` over `base` key by key; anything but two mappings is replaced.
pub fn merge(base: &mut Mapping, top: &Mapping) {
    for (key, value) in top.iter() {
        match (base.get_mut(key), value) {
            (Some(Value::Mapping(below)), Value::Mapping(above)) => merge(below, above),
            _ => {
                base.insert(key, value.clone());
            }
        }
    }
}
