//! JSON as Go's `encoding/json` writes and reads it.

mod read;
mod write;

use gotemplate::{Call, FuncError, Value};

use crate::Outcome;

pub use read::{JsonError, parse};
pub use write::{JsonStyle, Unwritable, write};

fn text(call: &Call<'_>, style: JsonStyle) -> Result<Vec<u8>, FuncError> {
    write(call.arg(0), style).map_err(|error| FuncError::new(error.to_string()))
}

/// What cannot be written comes out empty.
pub(crate) fn to_json(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(text(call, JsonStyle::Compact).unwrap_or_default()))
}

pub(crate) fn to_pretty_json(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(text(call, JsonStyle::Pretty).unwrap_or_default()))
}

pub(crate) fn must_to_json(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(text(call, JsonStyle::Compact)?))
}

pub(crate) fn must_to_pretty_json(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(text(call, JsonStyle::Pretty)?))
}

pub(crate) fn to_raw_json(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(text(call, JsonStyle::Raw)?))
}

pub(crate) fn from_json(call: &mut Call<'_>) -> Outcome {
    let (value, _) = read::parse_leniently(call.string(0).as_bytes()).unwrap_or_default();
    Ok(value)
}

pub(crate) fn must_from_json(call: &mut Call<'_>) -> Outcome {
    parse(call.string(0).as_bytes()).map_err(|error| FuncError::new(error.to_string()))
}
