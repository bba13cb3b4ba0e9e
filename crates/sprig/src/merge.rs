//! Merging maps in place, as mergo v1.0.2 does it for `merge` (what the target has stays) and `mergeOverwrite`.

use gotemplate::{Call, FuncError, Map, Type, Value};

use crate::Outcome;

/// Deeper merges are refused: only maps that hold themselves are that deep.
const MAX_DEPTH: usize = 400;

pub(crate) fn merge(call: &mut Call<'_>) -> Outcome {
    merge_all(call, false)
}

pub(crate) fn merge_overwrite(call: &mut Call<'_>) -> Outcome {
    merge_all(call, true)
}

/// Merges the second and all further arguments into the first, which is changed and given back.
fn merge_all(call: &mut Call<'_>, overwrite: bool) -> Outcome {
    let mut target = call.map(0);
    for i in 1..call.len() {
        let source = call.map(i);
        if target.is_nil() && !source.is_nil() {
            target = Map::typed(target.type_of());
        }
        merge_into(&target, &source, overwrite, MAX_DEPTH)?;
    }
    Ok(target.into())
}

/// Empty in the library's sense: also nil, and the zero of a scalar.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(object) => match (object.underlying(), object.elem()) {
            (Some(inner), _) | (None, Some(inner)) => is_empty(&inner),
            (None, None) => object.is_nil(),
        },
        Value::Complex(..) => false,
        other => !other.truth(),
    }
}

fn merge_into(target: &Map, source: &Map, overwrite: bool, depth: usize) -> Result<(), FuncError> {
    if depth == 0 {
        return Err(FuncError::new("merge: maps nested too deeply"));
    }
    for (key, new) in source.entries() {
        if matches!(new, Value::Nil) {
            if overwrite {
                assign(target, source, key, Value::Nil)?;
            }
            continue;
        }
        let old = target.get_value(&key);
        let new_plain = new.underlying();
        let old_plain = old.as_ref().map(Value::underlying);
        if let (Some(Value::Map(inner)), Value::Map(source)) = (&old_plain, &new_plain) {
            // Even an empty map that is replaced below is filled first: others may hold it.
            if !inner.is_nil() {
                merge_into(inner, source, overwrite, depth - 1)?;
            }
        }
        let old_counts = old.as_ref().is_some_and(|old| !is_empty(old));
        if old_counts {
            let both_maps = matches!((&old_plain, &new_plain), (Some(Value::Map(_)), Value::Map(_)));
            if both_maps || !overwrite {
                continue;
            }
        }
        assign(target, source, key, new)?;
    }
    Ok(())
}

/// Sets an entry to one of `source`, whose type must fit.
fn assign(target: &Map, source: &Map, key: Value, new: Value) -> Result<(), FuncError> {
    let (wanted, given) = (target.elem_type(), source.elem_type());
    if *wanted != Type::Any && wanted != given {
        return Err(FuncError::new(format!(
            "reflect.Value.SetMapIndex: value of type {given} is not assignable to type {wanted}"
        )));
    }
    target.insert_value(key, new);
    Ok(())
}
