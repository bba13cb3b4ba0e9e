//! Merging maps in place, as mergo v1.0.2 does it for `merge` (what the target has stays) and `mergeOverwrite`.

use gotemplate::{Call, FuncError, Kind, Map, Type, Value};

use crate::Outcome;

/// Deeper merges are refused: only maps that hold themselves are that deep.
const MAX_DEPTH: usize = 400;

pub(crate) fn merge(call: &mut Call<'_>) -> Outcome {
    merge_all(call, false)
}

pub(crate) fn merge_overwrite(call: &mut Call<'_>) -> Outcome {
    merge_all(call, true)
}

/// Why maps cannot be merged.
enum MergeError {
    /// The library's own error, which the functions without `must` swallow.
    Types,
    /// A panic of the library.
    Panic(String),
}

/// Merges the second and all further arguments into the first, which is changed and given back.
fn merge_all(call: &mut Call<'_>, overwrite: bool) -> Outcome {
    let mut target = call.map(0);
    for i in 1..call.len() {
        let source = call.map(i);
        if target.is_nil() && !source.is_nil() {
            target = Map::typed(target.type_of());
        }
        match merge_into(&target, &source, overwrite, MAX_DEPTH) {
            Ok(()) => {}
            Err(MergeError::Panic(message)) => return Err(FuncError::new(message)),
            Err(MergeError::Types) if call.name().starts_with("must") => {
                return Err(FuncError::new("src and dst must be of same type"));
            }
            Err(MergeError::Types) => return Ok(Value::from("")),
        }
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

fn merge_into(target: &Map, source: &Map, overwrite: bool, depth: usize) -> Result<(), MergeError> {
    if depth == 0 {
        let message = "merge: maps nested too deeply".to_owned();
        return Err(MergeError::Panic(message));
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
        let pointed = old
            .as_ref()
            .is_some_and(|old| old.kind() == Kind::Pointer && !old.is_nil());
        if pointed && !overwrite && matches!(new_plain.kind(), Kind::Map | Kind::Struct) {
            return Err(MergeError::Types);
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
fn assign(target: &Map, source: &Map, key: Value, new: Value) -> Result<(), MergeError> {
    let (wanted, given) = (target.elem_type(), source.elem_type());
    if *wanted != Type::Any && wanted != given {
        return Err(MergeError::Panic(format!(
            "reflect.Value.SetMapIndex: value of type {given} is not assignable to type {wanted}"
        )));
    }
    target.insert_value(key, new);
    Ok(())
}
