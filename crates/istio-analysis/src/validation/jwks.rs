//! Sets of keys in JSON (RFC 7517), as the library reads them that Istio uses (github.com/lestrrat-go/jwx).

use serde_json::{Map, Value};

/// A key, as far as it matters.
pub(super) struct Key {
    /// Whether it holds what must not be published.
    pub(super) is_private: bool,
}

/// Reads a set of keys, or a single key.
pub(super) fn parse(text: &str) -> Result<Vec<Key>, String> {
    let set: Value = serde_json::from_str(text).map_err(|error| {
        let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        let at = line
            .get(error.column().saturating_sub(1)..)
            .and_then(|rest| rest.chars().next());
        let place = at.map(|c| format!(" ({c:?})")).unwrap_or_default();
        format!("no JSON: {error}{place}")
    })?;
    let Value::Object(set) = set else {
        return Err("expected '{' of a key set".to_owned());
    };
    match set.get("keys") {
        None => Ok(vec![parse_key(&set).map_err(|e| format!("its sole key: {e}"))?]),
        Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(keys)) => {
            let parsed = keys.iter().enumerate().map(|(i, key)| {
                let key = key.as_object().ok_or_else(|| "not an object".to_owned());
                key.and_then(parse_key)
                    .map_err(|e| format!("key #{i} in \"keys\": {e}"))
            });
            parsed.collect()
        }
        Some(_) => Err("\"keys\" is no list".to_owned()),
    }
}

fn parse_key(key: &Map<String, Value>) -> Result<Key, String> {
    let kind = match key.get("kty") {
        Some(Value::String(kind)) => kind.as_str(),
        None | Some(Value::Null) => "",
        Some(_) => return Err("kty is no string".to_owned()),
    };
    let has_d = key.contains_key("d");
    // The members that hold numbers, and those that must be there.
    let (numbers, required): (&[&str], &[&str]) = match kind {
        "RSA" if has_d => (&["n", "e", "d", "p", "q", "dp", "dq", "qi"], &["n", "e"]),
        "RSA" => (&["n", "e"], &["n", "e"]),
        "EC" => (&["x", "y", "d"], &["crv", "x", "y"]),
        "OKP" => (&["x", "d"], &["crv", "x"]),
        "oct" => (&["k"], &["k"]),
        other => return Err(format!("the key type {other:?} is invalid")),
    };
    if let Some(missing) = required.iter().find(|name| !key.contains_key(**name)) {
        return Err(format!("the required field {missing} is missing"));
    }
    for name in numbers.iter().filter(|name| key.contains_key(**name)) {
        if !text_of(key, name)?.is_some_and(is_base64) {
            return Err(format!("{name} is not base64"));
        }
    }
    for name in ["crv", "alg", "kid", "use", "x5t", "x5t#S256", "x5u"] {
        text_of(key, name)?;
    }
    for name in ["key_ops", "x5c"] {
        let is_list = match key.get(name) {
            None | Some(Value::Null) => true,
            Some(Value::Array(items)) => items.iter().all(|item| item.is_string() || item.is_null()),
            Some(_) => false,
        };
        if !is_list {
            return Err(format!("{name} is no list of strings"));
        }
    }
    Ok(Key {
        is_private: has_d || kind == "oct",
    })
}

/// A member that is text, null being empty.
fn text_of<'k>(key: &'k Map<String, Value>, name: &str) -> Result<Option<&'k str>, String> {
    match key.get(name) {
        None => Ok(None),
        Some(Value::Null) => Ok(Some("")),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("{name} is no string")),
    }
}

/// Base64 of either alphabet, with or without padding.
fn is_base64(text: &str) -> bool {
    let text: Vec<u8> = text.bytes().filter(|b| !b"\r\n".contains(b)).collect();
    let body = match text.iter().rev().take_while(|b| **b == b'=').count() {
        0 => &text[..],
        padding @ 1..=2 if text.len().is_multiple_of(4) => &text[..text.len() - padding],
        _ => return false,
    };
    let standard = body.iter().any(|b| b"+/".contains(b));
    let extra: &[u8] = if standard { b"+/" } else { b"-_" };
    body.len() % 4 != 1 && body.iter().all(|b| b.is_ascii_alphanumeric() || extra.contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_and_keys() {
        let private = |text: &str| parse(text).map(|keys| keys.iter().map(|k| k.is_private).collect::<Vec<_>>());
        assert_eq!(private(r#"{"keys":[]}"#), Ok(vec![]));
        assert_eq!(private(r#"{"kty":"RSA","n":"AQ","e":"AQAB"}"#), Ok(vec![false]));
        assert_eq!(
            private(r#"{"keys":[{"kty":"EC","crv":"P-256","x":"AQ==","y":"AQ","d":"AQ"},{"kty":"oct","k":""}]}"#),
            Ok(vec![true, true])
        );
        for bad in [
            "",
            "foo",
            "null",
            "[]",
            "{}",
            r#"{"keys":1}"#,
            r#"{"keys":[1]}"#,
            r#"{"kty":"RSA","n":"AQ"}"#,
            r#"{"kty":"RSA","n":"A","e":"AQAB"}"#,
            r#"{"kty":"x"}"#,
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
