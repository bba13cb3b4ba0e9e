//! Types and kinds of values.

use gotemplate::{Call, Value};

use crate::Outcome;

fn type_name(value: &Value) -> String {
    value.type_of().map_or_else(|| "<nil>".to_owned(), |t| t.to_string())
}

pub(crate) fn type_of(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(type_name(call.arg(0))))
}

pub(crate) fn type_is(call: &mut Call<'_>) -> Outcome {
    let same = call.string(0) == type_name(call.arg(1)).as_str();
    Ok(Value::Bool(same))
}

/// As [`type_is`], and a pointer to the type will do.
pub(crate) fn type_is_like(call: &mut Call<'_>) -> Outcome {
    let (wanted, name) = (call.string(0), type_name(call.arg(1)));
    let pointed = name.strip_prefix('*').is_some_and(|inner| wanted == inner);
    Ok(Value::Bool(wanted == name.as_str() || pointed))
}

pub(crate) fn kind_of(call: &mut Call<'_>) -> Outcome {
    Ok(Value::from(call.arg(0).kind().name()))
}

pub(crate) fn kind_is(call: &mut Call<'_>) -> Outcome {
    Ok(Value::Bool(call.string(0) == call.arg(1).kind().name()))
}
