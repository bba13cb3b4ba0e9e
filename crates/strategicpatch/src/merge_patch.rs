//! JSON merge patch, RFC 7386.

use kubeyaml::Value;

use crate::error::{Failure, PatchError, Problem};
use crate::strategic::DEEPEST;

/// Applies a JSON merge patch: mappings merge key by key, null deletes a key, everything else takes the old value's place.
///
/// As evanphx/json-patch has it, nulls also go from mappings inside the lists of a patch, which the RFC would keep; not so where a list
/// takes the place of a mapping inside the tree.
///
/// # Errors
/// Only what is nested too deeply is refused.
pub fn merge_patch(tree: &mut Value, mut patch: Value) -> Result<(), PatchError> {
    if matches!(patch, Value::Sequence(_)) {
        prune(&mut patch, 0).map_err(Failure::from)?;
    }
    merge(tree, patch, 0).map_err(PatchError::from)
}

fn merge(tree: &mut Value, patch: Value, depth: usize) -> Result<(), Failure> {
    if depth > DEEPEST {
        return Err(Problem::TooDeep.into());
    }
    match (tree, patch) {
        (Value::Mapping(tree), Value::Mapping(patch)) => {
            for (key, mut value) in patch {
                if value.is_null() {
                    tree.remove(&key);
                } else if let Some(old) = tree.get_mut(&key).filter(|old| !old.is_null()) {
                    merge(old, value, depth + 1).map_err(|e| e.under_key(&key))?;
                } else {
                    prune(&mut value, depth + 1).map_err(|p| Failure::from(p).under_key(&key))?;
                    tree.insert(key, value);
                }
            }
        }
        (tree @ Value::Mapping(_), other) => *tree = other,
        (tree, mut other) => {
            prune(&mut other, depth)?;
            *tree = other;
        }
    }
    Ok(())
}

/// Takes the nulls out of mappings, at any depth.
fn prune(value: &mut Value, depth: usize) -> Result<(), Problem> {
    if depth > DEEPEST {
        return Err(Problem::TooDeep);
    }
    match value {
        Value::Mapping(map) => {
            map.retain(|_, value| !value.is_null());
            map.iter_mut().try_for_each(|(_, value)| prune(value, depth + 1))
        }
        Value::Sequence(list) => list.iter_mut().try_for_each(|item| prune(item, depth + 1)),
        _ => Ok(()),
    }
}
