//! Equality and copies of whole trees of values, as Go's reflection makes them.

use gotemplate::{Call, FuncError, List, Map, Value};

use crate::{Outcome, versions};

/// Deeper trees are cut off: only a map that holds itself is that deep.
const MAX_DEPTH: usize = 400;

/// `reflect.DeepEqual`: types must be the same, a nil list is not an empty one.
pub(crate) fn deep_equal(a: &Value, b: &Value) -> bool {
    equal(a, b, MAX_DEPTH)
}

fn equal(a: &Value, b: &Value, depth: usize) -> bool {
    if depth == 0 {
        // As Go does with pairs that it is comparing already.
        return true;
    }
    match (a, b) {
        (Value::Nil, Value::Nil) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a, k), Value::Int(b, l)) => a == b && k == l,
        (Value::Uint(a, k), Value::Uint(b, l)) => a == b && k == l,
        (Value::Float(a, k), Value::Float(b, l)) => a == b && k == l,
        (Value::Complex(a, i), Value::Complex(b, j)) => a == b && i == j,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::List(a), Value::List(b)) => equal_lists(a, b, depth),
        (Value::Map(a), Value::Map(b)) => equal_maps(a, b, depth),
        (Value::Func(a), Value::Func(b)) => a.is_nil() && b.is_nil() && a.type_of() == b.type_of(),
        (Value::Object(x), Value::Object(y)) => {
            if x.type_of() != y.type_of() {
                return false;
            }
            match (x.underlying().or_else(|| x.elem()), y.underlying().or_else(|| y.elem())) {
                (Some(a), Some(b)) => equal(&a, &b, depth - 1),
                _ => x.equals(y.as_ref()) || x.is_nil() && y.is_nil() || equal_fields(a, b, depth),
            }
        }
        _ => false,
    }
}

fn equal_lists(a: &List, b: &List, depth: usize) -> bool {
    a.list_type() == b.list_type()
        && a.is_nil() == b.is_nil()
        && a.len() == b.len()
        && (std::ptr::eq(a.items(), b.items()) || a.iter().zip(b.iter()).all(|(a, b)| equal(a, b, depth - 1)))
}

fn equal_maps(a: &Map, b: &Map, depth: usize) -> bool {
    if a.map_type() != b.map_type() || a.is_nil() != b.is_nil() || a.len() != b.len() {
        return false;
    }
    a.same(b)
        || a.entries()
            .iter()
            .all(|(key, value)| b.get_value(key).is_some_and(|other| equal(value, &other, depth - 1)))
}

fn equal_fields(a: &Value, b: &Value, depth: usize) -> bool {
    let (Value::Object(a), Value::Object(b)) = (a, b) else {
        return false;
    };
    let (a, b) = (a.fields(), b.fields());
    !a.is_empty()
        && a.len() == b.len()
        && a.iter()
            .zip(&b)
            .all(|((n, _, a), (m, _, b))| n == m && equal(a, b, depth - 1))
}

pub(crate) fn deep_equal_call(call: &mut Call<'_>) -> Outcome {
    Ok(Value::Bool(deep_equal(call.arg(0), call.arg(1))))
}

/// A copy that shares no map with the original.
pub(crate) fn deep_copy(call: &mut Call<'_>) -> Outcome {
    if matches!(call.arg(0), Value::Nil) {
        return Err(FuncError::new("reflect: call of reflect.Value.Type on zero Value"));
    }
    copy(call.arg(0), MAX_DEPTH)
}

fn copy(value: &Value, depth: usize) -> Outcome {
    if depth == 0 {
        return Err(FuncError::new("deepCopy: nested too deeply"));
    }
    match value {
        Value::List(list) if !list.is_nil() => {
            let items = list
                .iter()
                .map(|item| copy(item, depth - 1))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(List::typed(list.type_of(), items).into())
        }
        Value::Map(map) if !map.is_nil() => {
            let copied = Map::typed(map.type_of());
            for (key, value) in map.entries() {
                copied.insert_value(key, copy(&value, depth - 1)?);
            }
            Ok(copied.into())
        }
        Value::Object(object) => match object.underlying() {
            // A named map or list comes out as a plain one: its contents must not be shared.
            Some(inner @ (Value::Map(_) | Value::List(_))) => copy(&inner, depth - 1),
            _ => Ok(versions::copied(value).unwrap_or_else(|| value.clone())),
        },
        other => Ok(other.clone()),
    }
}
