//! Typed decoding: whether two documents are the same Kubernetes object.

use super::trees;
use kubeschema::{Schema, Type, UnknownFields, decode};
use kubeyaml::Value;

/// Whether Go's typed decoding makes the same object of both.
///
/// # Errors
/// The first differences, or why one of them does not decode.
pub(crate) fn same_object(recorded: &Value, ours: &Value) -> Result<(), String> {
    let recorded = canonical(recorded).map_err(|e| format!("the recorded one: {e}"))?;
    let ours = canonical(ours)?;
    trees::diff(&recorded, &ours).map_or(Ok(()), Err)
}

/// The object as Go writes it after reading it; the items of a `v1` List one by one; an unknown kind as it is.
fn canonical(value: &Value) -> Result<Value, String> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    // OpenShift 3 had its kinds in the core group.
    let api_version = match (text("apiVersion"), text("kind")) {
        ("v1", "DeploymentConfig") => "apps.openshift.io/v1",
        (api_version, _) => api_version,
    };
    let Some(kind) = Schema::get().kind(api_version, text("kind")) else {
        return Ok(value.clone());
    };
    let mut object = decode(value, &Type::Struct(kind.id()), UnknownFields::Drop)
        .map_err(|e| e.to_string())?
        .value;
    if text("kind") == "List"
        && let Some(items) = object
            .as_mapping_mut()
            .and_then(|map| map.get_mut("items"))
            .and_then(Value::as_sequence_mut)
    {
        for item in items {
            *item = canonical(item)?;
        }
    }
    Ok(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trees::from_json_text;

    const PLAIN: &str = r#"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},
        "spec":{"selector":{},"template":{"spec":{"containers":[{"name":"c"}]}}}}"#;
    const WRITTEN: &str = r#"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},
        "spec":{"selector":{},"strategy":{},"template":{"metadata":{},"spec":{"containers":
        [{"name":"c","resources":{}}]}}},"status":{}}"#;

    fn check(recorded: &str, ours: &str) -> Result<(), String> {
        same_object(&from_json_text(recorded)?, &from_json_text(ours)?)
    }

    #[test]
    fn fields_that_go_adds_make_no_difference() {
        assert_eq!(check(WRITTEN, PLAIN), Ok(()));
        let list = |item: &str| format!(r#"{{"apiVersion":"v1","kind":"List","metadata":{{}},"items":[{item}]}}"#);
        assert_eq!(check(&list(WRITTEN), &list(PLAIN)), Ok(()));
        assert!(check(&list(WRITTEN), &list(&PLAIN.replace("\"a\"", "\"b\""))).is_err());
    }

    #[test]
    fn other_values_and_unknown_kinds_do() {
        assert!(check(WRITTEN, &PLAIN.replace("\"c\"", "\"d\"")).is_err());
        assert!(check(r#"{"kind":"X","a":1}"#, r#"{"kind":"X"}"#).is_err());
    }
}
