//! IstioOperator as people configure it: a profile, files and `--set` flags, merged into one tree and checked.
//!
//! - [`layering`]: base profile < profile < detected settings < files in order < flags in order;
//! - `set_flag`: the paths of `--set`;
//! - [`origin`]: which file and line, or which flag, gave a value;
//! - [`translation`]: top-level settings as the values that charts know them by;
//! - [`schema`]: the keys that are legal, with their types; [`validation`]: what is wrong with a tree.

mod input;
pub mod layering;
pub mod origin;
pub mod schema;
mod set_flag;
pub mod setting_names;
pub mod translation;
pub mod validation;

pub use input::{InputError, InputFile};
pub use layering::{LayeringError, Layers, Merged};
pub use origin::{Origin, Origins};
pub use set_flag::{SetError, SetFlag, SetKind, Step, Takes, apply};

use kubeyaml::{Mapping, Number, Value};

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

/// Makes every number a floating-point one, as it is after Go read it from JSON: templates print and compare it as such.
pub(crate) fn floats(value: &mut Value) {
    match value {
        Value::Number(number) => *number = Number::Float(number.as_f64()),
        Value::Sequence(items) => items.iter_mut().for_each(floats),
        Value::Mapping(map) => map.iter_mut().for_each(|(_, value)| floats(value)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// Makes every whole number an integer, as it is where JSON text is read into a typed field.
pub(crate) fn integers(value: &mut Value) {
    match value {
        Value::Number(Number::Float(float)) => {
            // Beyond this a float names no integer exactly.
            let whole = float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0;
            if whole {
                #[allow(clippy::cast_possible_truncation)]
                let int = *float as i64;
                *value = Value::Number(Number::Int(int));
            }
        }
        Value::Number(_) | Value::Null | Value::Bool(_) | Value::String(_) => {}
        Value::Sequence(items) => items.iter_mut().for_each(integers),
        Value::Mapping(map) => map.iter_mut().for_each(|(_, value)| integers(value)),
    }
}
