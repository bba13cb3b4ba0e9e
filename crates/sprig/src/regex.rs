//! The regular expression functions.

use gotemplate::{Call, FuncError, List, Type, Value};

use crate::Outcome;
use crate::limits::{MAX_TEXT, text_of_size};
use crate::regexp::{Regexp, quote_meta};
use crate::show;

/// The expression in the first argument. Functions without `must` panic in Go, with a longer text.
fn compile(call: &Call<'_>) -> Result<Regexp, FuncError> {
    let source = call.string(0);
    Regexp::new(source.as_bytes()).map_err(|error| {
        if call.name().starts_with("must") {
            return FuncError::new(error.to_string());
        }
        let shown = if can_backquote(source.as_bytes()) {
            format!("`{source}`")
        } else {
            show::quoted(source.as_bytes())
        };
        FuncError::new(format!("regexp: Compile({shown}): {error}"))
    })
}

fn can_backquote(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| {
        !text
            .chars()
            .any(|c| c < ' ' && c != '\t' || matches!(c, '`' | '\x7f' | '\u{feff}'))
    })
}

/// A wrong expression matches nothing.
pub(crate) fn matches(call: &mut Call<'_>) -> Outcome {
    let text = call.string(1);
    let found = compile(call).is_ok_and(|regexp| regexp.is_match(text.as_bytes()));
    Ok(Value::Bool(found))
}

pub(crate) fn must_match(call: &mut Call<'_>) -> Outcome {
    let text = call.string(1);
    Ok(Value::Bool(compile(call)?.is_match(text.as_bytes())))
}

pub(crate) fn find(call: &mut Call<'_>) -> Outcome {
    let text = call.string(1);
    let regexp = compile(call)?;
    Ok(Value::string(regexp.find(text.as_bytes()).unwrap_or_default()))
}

pub(crate) fn find_all(call: &mut Call<'_>) -> Outcome {
    let text = call.string(1);
    let found = compile(call)?.find_all(text.as_bytes(), call.int(2));
    if found.is_empty() {
        return Ok(List::nil(Type::STRINGS).into());
    }
    let found = found.into_iter().map(|range| &text.as_bytes()[range]);
    Ok(List::strings(found).into())
}

/// A replaced text, or the error of one that became too long.
fn bounded(out: Option<Vec<u8>>) -> Outcome {
    text_of_size(out.as_ref().map(Vec::len))?;
    Ok(Value::string(out.unwrap_or_default()))
}

pub(crate) fn replace_all(call: &mut Call<'_>) -> Outcome {
    let (text, replacement) = (call.string(1), call.string(2));
    let out = compile(call)?.replace_all(text.as_bytes(), replacement.as_bytes(), MAX_TEXT);
    bounded(out)
}

pub(crate) fn replace_all_literal(call: &mut Call<'_>) -> Outcome {
    let (text, replacement) = (call.string(1), call.string(2));
    let out = compile(call)?.replace_all_literal(text.as_bytes(), replacement.as_bytes(), MAX_TEXT);
    bounded(out)
}

pub(crate) fn split(call: &mut Call<'_>) -> Outcome {
    let text = call.string(1);
    Ok(match compile(call)?.split(text.as_bytes(), call.int(2)) {
        Some(pieces) => List::strings(pieces).into(),
        None => List::nil(Type::STRINGS).into(),
    })
}

pub(crate) fn quote(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(quote_meta(call.string(0).as_bytes())))
}
