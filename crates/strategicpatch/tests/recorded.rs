//! Patches applied, as recorded from k8s.io/apimachinery v0.35.3 and evanphx/json-patch v5.9.11. Where Go has an error, the text is ours.

use kubeschema::{Schema, Struct};
use kubeyaml::{Number, Value};
use serde_json::Value as Json;
use strategicpatch::{PatchError, UnknownFields, json_patch, merge_by_kind, merge_patch, strategic_merge};

fn tree(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(n) => match (n.as_i64(), n.as_u64()) {
            (Some(i), _) => Value::from(i),
            (None, Some(u)) => Value::Number(Number::Uint(u)),
            (None, None) => Value::from(n.as_f64().expect("a number is one of the three")),
        },
        Json::String(s) => Value::from(s.as_str()),
        Json::Array(items) => Value::Sequence(items.iter().map(tree).collect()),
        Json::Object(fields) => Value::Mapping(fields.iter().map(|(k, v)| (k.clone(), tree(v))).collect()),
    }
}

fn parsed(json: &str) -> Value {
    tree(&serde_json::from_str(json).expect("the test's JSON"))
}

fn named(name: &str) -> &'static Struct {
    let schema = Schema::get();
    schema
        .struct_named(&format!("v1.{name}"))
        .unwrap_or_else(|| panic!("{name} is not in the table"))
}

/// Runs `apply` on each case of a recording: struct, tree, patch.
fn replay(recording: &str, apply: impl Fn(&str, &mut Value, Value) -> Result<(), PatchError>) {
    assert!(recording.lines().count() > 6);
    for line in recording.lines() {
        let case: Json = serde_json::from_str(line).expect("a case a line");
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let mut got = tree(&case["doc"]);
        match apply(text("type"), &mut got, tree(&case["patch"])) {
            Ok(()) => assert_eq!(got, tree(&case["out"]), "{}", text("name")),
            Err(error) => assert_eq!(error.to_string(), text("error"), "{}", text("name")),
        }
    }
}

#[test]
fn strategic() {
    replay(include_str!("strategic.jsonl"), |ty, tree, patch| {
        strategic_merge(tree, patch, named(ty), UnknownFields::Refuse)
    });
}

#[test]
fn json_merge() {
    replay(include_str!("merge.jsonl"), |_, tree, patch| merge_patch(tree, patch));
}

#[test]
fn json() {
    replay(include_str!("json.jsonl"), |_, tree, patch| json_patch(tree, patch));
}

#[test]
fn unknown_fields_can_merge() {
    let mut tree =
        parsed(r#"{"spec": {"foo": {"a": 1, "l": [1, 2]}, "containers": [{"name": "a", "bar": {"x": 1}}]}}"#);
    let patch =
        parsed(r#"{"spec": {"foo": {"b": 2, "l": [3], "a": null}, "containers": [{"name": "a", "bar": {"y": 2}}]}}"#);
    strategic_merge(&mut tree, patch, named("Pod"), UnknownFields::Merge).expect("a patch that fits");
    let want = r#"{"spec": {"foo": {"b": 2, "l": [3]}, "containers": [{"name": "a", "bar": {"x": 1, "y": 2}}]}}"#;
    assert_eq!(tree, parsed(want));
}

#[test]
fn the_kind_decides_how_lists_merge() {
    let patch = || parsed(r#"{"spec": {"ports": [{"port": 1, "name": "new"}]}}"#);
    let mut service = parsed(r#"{"apiVersion": "v1", "kind": "Service", "spec": {"ports": [{"port": 2}]}}"#);
    merge_by_kind(&mut service, patch(), UnknownFields::Refuse).expect("a patch that fits");
    assert_eq!(
        service.get_path(&["spec", "ports"]),
        Some(&parsed(r#"[{"port": 1, "name": "new"}, {"port": 2}]"#))
    );
    let mut other = parsed(r#"{"apiVersion": "x.io/v1", "kind": "Service", "spec": {"ports": [{"port": 2}]}}"#);
    merge_by_kind(&mut other, patch(), UnknownFields::Refuse).expect("a patch that fits");
    assert_eq!(
        other.get_path(&["spec", "ports"]),
        Some(&parsed(r#"[{"port": 1, "name": "new"}]"#))
    );
}

#[test]
fn long_lists_merge_as_short_ones() {
    let env = |from: usize, to: usize| {
        (from..to)
            .map(|i| format!(r#"{{"name": "V{i}", "value": "{from}"}}"#))
            .collect::<Vec<_>>()
            .join(",")
    };
    let pod = |env: &str| {
        parsed(&format!(
            r#"{{"spec": {{"containers": [{{"name": "a", "env": [{env}]}}]}}}}"#
        ))
    };
    let mut tree = pod(&env(0, 3000));
    strategic_merge(&mut tree, pod(&env(2990, 3010)), named("Pod"), UnknownFields::Refuse).expect("a patch that fits");
    // The ten that both have keep their places; the ten that are new follow them.
    assert_eq!(tree, pod(&format!("{},{}", env(0, 2990), env(2990, 3010))));
}

#[test]
fn deep_patches_are_refused() {
    let mut deep = Value::Null;
    for _ in 0..400 {
        let inner = std::mem::take(&mut deep);
        deep = Value::Mapping([("a".to_owned(), inner)].into_iter().collect());
    }
    let mut tree = deep.clone();
    assert!(strategic_merge(&mut tree, deep.clone(), named("Pod"), UnknownFields::Merge).is_err());
    let mut tree = Value::Mapping(kubeyaml::Mapping::new());
    assert!(strategic_merge(&mut tree, deep.clone(), named("Pod"), UnknownFields::Merge).is_err());
    assert!(merge_patch(&mut tree, deep).is_err());
}
