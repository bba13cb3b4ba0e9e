//! `eq`, `ne`, `lt`, `le`, `gt`, `ge`.

use crate::{FuncError, Kind, Value, format};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The classes of values that can be compared by value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Bool,
    Complex,
    Int,
    Float,
    String,
    Uint,
}

/// What is under a named type; anything else as it is, without a copy.
fn plain(value: &Value) -> Cow<'_, Value> {
    match value {
        Value::Object(_) => Cow::Owned(value.underlying()),
        other => Cow::Borrowed(other),
    }
}

fn class(value: &Value) -> Option<Class> {
    match value {
        Value::Bool(_) => Some(Class::Bool),
        Value::Int(..) => Some(Class::Int),
        Value::Uint(..) => Some(Class::Uint),
        Value::Float(..) => Some(Class::Float),
        Value::Complex(..) => Some(Class::Complex),
        Value::String(_) => Some(Class::String),
        _ => None,
    }
}

fn incompatible(a: &Value, b: &Value) -> FuncError {
    let name = |v: &Value| v.type_of().map_or_else(|| "<nil>".to_owned(), |t| t.to_string());
    FuncError::new(format!(
        "incompatible types for comparison: {} and {}",
        name(a),
        name(b)
    ))
}

/// Whether the first value equals one of the others.
pub(crate) fn eq(first: &Value, others: &[Value]) -> Result<bool, FuncError> {
    if others.is_empty() {
        return Err("missing argument for comparison".into());
    }
    for other in others {
        if equal(first, other)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn equal(a: &Value, b: &Value) -> Result<bool, FuncError> {
    let (x, y) = (plain(a), plain(b));
    match (&*x, &*y) {
        (Value::Bool(x), Value::Bool(y)) => Ok(x == y),
        (Value::Int(x, _), Value::Int(y, _)) => Ok(x == y),
        (Value::Uint(x, _), Value::Uint(y, _)) => Ok(x == y),
        (Value::Int(x, _), Value::Uint(y, _)) | (Value::Uint(y, _), Value::Int(x, _)) => {
            Ok(u64::try_from(*x) == Ok(*y))
        }
        (Value::Float(x, _), Value::Float(y, _)) => Ok(x == y),
        (Value::Complex(x, i), Value::Complex(y, j)) => Ok(x == y && i == j),
        (Value::String(x), Value::String(y)) => Ok(x == y),
        _ if class(&x) != class(&y) => {
            if matches!(a, Value::Nil) || matches!(b, Value::Nil) {
                return Ok(false);
            }
            Err(incompatible(a, b))
        }
        _ => equal_references(a, b),
    }
}

/// Values that are no scalars: equal when both are nil, or by identity, or struct by struct.
fn equal_references(a: &Value, b: &Value) -> Result<bool, FuncError> {
    let (kind_a, kind_b) = (a.kind(), b.kind());
    let type_name = |v: &Value| v.type_of().map_or_else(|| "<nil>".to_owned(), |t| t.to_string());
    if kind_a != kind_b && kind_a != Kind::Invalid && kind_b != Kind::Invalid {
        let shown = |verb: &str, v: &Value| {
            let text = format::sprintf(verb.as_bytes(), std::slice::from_ref(v)).unwrap_or_default();
            String::from_utf8_lossy(&text).into_owned()
        };
        return Err(FuncError::new(format!(
            "non-comparable types {}: {}, {}: {}",
            shown("%s", a),
            type_name(a),
            type_name(b),
            shown("%v", b)
        )));
    }
    if a.is_nil() || b.is_nil() {
        return Ok(a.is_nil() && b.is_nil());
    }
    if !b.type_of().is_some_and(|t| t.comparable()) {
        let text = format::sprintf(b"%s", std::slice::from_ref(b)).unwrap_or_default();
        let shown = String::from_utf8_lossy(&text).into_owned();
        return Err(FuncError::new(format!("non-comparable type {shown}: {}", type_name(b))));
    }
    Ok(identical(a, b))
}

/// Go's `==` on two interfaces holding these values.
pub(crate) fn identical(a: &Value, b: &Value) -> bool {
    if a.type_of() != b.type_of() {
        return false;
    }
    match (a, b) {
        (Value::List(x), Value::List(y)) => x.len() == y.len() && x.iter().zip(y.iter()).all(|(x, y)| identical(x, y)),
        (Value::Object(x), Value::Object(y)) => {
            (x.is_nil() && y.is_nil()) || std::rc::Rc::ptr_eq(x, y) || x.equals(&**y) || {
                match (x.underlying(), y.underlying()) {
                    (Some(x), Some(y)) => identical(&x, &y),
                    _ => false,
                }
            }
        }
        (Value::Nil, Value::Nil) => true,
        _ => equal(a, b).unwrap_or(false),
    }
}

pub(crate) fn lt(a: &Value, b: &Value) -> Result<bool, FuncError> {
    const BAD: &str = "invalid type for comparison";
    let (x, y) = (plain(a), plain(b));
    let (Some(class_x), Some(class_y)) = (class(&x), class(&y)) else {
        return Err(BAD.into());
    };
    match (&*x, &*y) {
        (Value::Int(x, _), Value::Int(y, _)) => Ok(x < y),
        (Value::Uint(x, _), Value::Uint(y, _)) => Ok(x < y),
        (Value::Int(x, _), Value::Uint(y, _)) => Ok(u64::try_from(*x).map_or(true, |x| x < *y)),
        (Value::Uint(x, _), Value::Int(y, _)) => Ok(u64::try_from(*y).is_ok_and(|y| *x < y)),
        (Value::Float(x, _), Value::Float(y, _)) => Ok(x.partial_cmp(y) == Some(Ordering::Less)),
        (Value::String(x), Value::String(y)) => Ok(x < y),
        _ if class_x == class_y => Err(BAD.into()),
        _ => Err(incompatible(a, b)),
    }
}

pub(crate) fn le(a: &Value, b: &Value) -> Result<bool, FuncError> {
    Ok(lt(a, b)? || equal(a, b)?)
}
