//! When two values count as the same, and where they first differ.

use crate::{Number, Value};

use super::options::{Options, Path, Step};

/// Whether two scalars are the same data.
pub(super) fn same_scalar(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(Number::Float(a)), Value::Number(Number::Float(b))) => a == b || (a.is_nan() && b.is_nan()),
        (Value::Mapping(_) | Value::Sequence(_), _) | (_, Value::Mapping(_) | Value::Sequence(_)) => false,
        _ => a == b,
    }
}

/// A [`Step`] that owns its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OwnedStep {
    Key(String),
    Index(usize),
}

/// The path to the first place at which `original` would have to change to become `target`, in steps of the target; `None` if
/// there is no such place.
pub(super) fn first_difference(original: &Value, target: &Value, options: &Options<'_>) -> Option<Vec<OwnedStep>> {
    difference(original, target, options, &Path::ROOT)
}

/// Whether `original` at `path` need not change to become `target`.
pub(super) fn equal(original: &Value, target: &Value, options: &Options<'_>, path: &Path<'_>) -> bool {
    difference(original, target, options, path).is_none()
}

fn difference(original: &Value, target: &Value, options: &Options<'_>, path: &Path<'_>) -> Option<Vec<OwnedStep>> {
    match (original, target) {
        (Value::Mapping(from), Value::Mapping(to)) => {
            let mut known = 0;
            for (key, value) in from.iter() {
                let renamed = (options.rename)(path, key);
                let key = renamed.as_deref().unwrap_or(key);
                let below = path.key(key);
                match to.get(key) {
                    Some(wanted) => {
                        known += 1;
                        if let Some(found) = difference(value, wanted, options, &below) {
                            return Some(found);
                        }
                    }
                    None if (options.keep)(&below, value) => {}
                    None => return Some(owned(path)),
                }
            }
            (known < to.len()).then(|| owned(path))
        }
        (Value::Sequence(from), Value::Sequence(to)) => {
            if from.len() != to.len() {
                return Some(owned(path));
            }
            let mut pairs = from.iter().zip(to).enumerate();
            pairs.find_map(|(i, (value, wanted))| difference(value, wanted, options, &path.index(i)))
        }
        _ => {
            let same = same_scalar(original, target) || (options.same)(path, original, target);
            (!same).then(|| owned(path))
        }
    }
}

fn owned(path: &Path<'_>) -> Vec<OwnedStep> {
    let steps = path.steps().into_iter().map(|step| match step {
        Step::Key(key) => OwnedStep::Key(key.to_owned()),
        Step::Index(index) => OwnedStep::Index(index),
    });
    steps.collect()
}
