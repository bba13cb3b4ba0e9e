//! Emptiness, and choosing between values by it.

use gotemplate::{Call, FuncError, Kind, Value};

use crate::Outcome;

/// sprig's notion of empty: the zero number, false, nothing in it, or nil. Structs are never empty.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(object) => match object.underlying() {
            Some(inner) => is_empty(&inner),
            None => object.type_of().kind() != Kind::Struct && object.is_nil(),
        },
        other => !other.truth(),
    }
}

pub(crate) fn default(call: &mut Call<'_>) -> Outcome {
    if call.len() < 2 || is_empty(call.arg(1)) {
        return Ok(call.take(0));
    }
    Ok(call.take(1))
}

pub(crate) fn empty(call: &mut Call<'_>) -> Outcome {
    Ok(Value::Bool(is_empty(call.arg(0))))
}

pub(crate) fn coalesce(call: &mut Call<'_>) -> Outcome {
    let found = call.args().iter().find(|v| !is_empty(v));
    Ok(found.cloned().unwrap_or_default())
}

pub(crate) fn all(call: &mut Call<'_>) -> Outcome {
    Ok(Value::Bool(!call.args().iter().any(is_empty)))
}

pub(crate) fn any(call: &mut Call<'_>) -> Outcome {
    Ok(Value::Bool(call.args().iter().any(|v| !is_empty(v))))
}

pub(crate) fn ternary(call: &mut Call<'_>) -> Outcome {
    let index = if call.bool(2) { 0 } else { 1 };
    Ok(call.take(index))
}

pub(crate) fn fail(call: &mut Call<'_>) -> Outcome {
    Err(FuncError::new(call.string(0).to_str_lossy().into_owned()))
}
