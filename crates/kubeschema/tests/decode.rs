//! Trees through Go structs and back, as recorded from k8s.io/api v0.35.3 with sigs.k8s.io/yaml v1.6.0. Where Go has an error, the text is
//! ours.

use kubeschema::{Schema, Struct, Type, UnknownFields, decode, decode_owned};
use kubeyaml::{Mapping, Number, Value};
use serde_json::Value as Json;

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

fn named(name: &str) -> &'static Struct {
    let versions = ["v1", "v2"];
    let groups = ["core", "apps", "batch", "meta", "coordination", "autoscaling"];
    groups
        .iter()
        .flat_map(|group| {
            versions
                .iter()
                .rev()
                .map(move |version| format!("{group}/{version}.{name}"))
        })
        .find_map(|name| Schema::get().struct_named(&name))
        .unwrap_or_else(|| panic!("{name} is not in the table"))
}

fn go(json: &str, ty: &str, unknown: UnknownFields) -> kubeschema::Decoded {
    let json: Json = serde_json::from_str(json).expect("the test's JSON");
    decode(&tree(&json), &Type::Struct(named(ty).id()), unknown).expect("a tree that fits")
}

#[test]
fn as_go_decodes() {
    let mut cases = 0;
    for line in include_str!("decode.jsonl").lines() {
        let case: Json = serde_json::from_str(line).expect("a case a line");
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let got = decode(
            &tree(&case["doc"]),
            &Type::Struct(named(text("type")).id()),
            UnknownFields::Drop,
        );
        match got {
            Ok(got) => assert_eq!(got.value, tree(&case["out"]), "{}", text("name")),
            Err(error) => assert_eq!(error.to_string(), text("error"), "{}", text("name")),
        }
        cases += 1;
    }
    assert!(cases > 30);
}

#[test]
fn keeps_unknown_fields_and_reports_names() {
    let doc = r#"{"spec": {"containers": [{"Image": "nginx", "imagePulPolicy": "Always", "name": "a", "zzz": 1}], "x": {"y": null}}}"#;
    let got = go(doc, "Pod", UnknownFields::Keep);
    let unknown: Vec<_> = got
        .unknown
        .iter()
        .map(|u| (u.path.to_string(), u.within.go_type(), u.nearest()))
        .collect();
    assert_eq!(
        unknown,
        [
            (
                "spec.containers[0].imagePulPolicy".to_owned(),
                "v1.Container",
                Some("imagePullPolicy")
            ),
            ("spec.containers[0].zzz".to_owned(), "v1.Container", None),
            ("spec.x".to_owned(), "v1.PodSpec", None),
        ]
    );
    let renamed: Vec<_> = got.renamed.iter().map(|r| (r.path.to_string(), r.canonical)).collect();
    assert_eq!(renamed, [("spec.containers[0].Image".to_owned(), "image")]);
    let container = &got
        .value
        .get_path(&["spec", "containers"])
        .and_then(Value::as_sequence)
        .expect("containers")[0];
    assert_eq!(container.get("imagePulPolicy"), Some(&Value::from("Always")));
    assert_eq!(container.get("image"), Some(&Value::from("nginx")));
    assert_eq!(container.get("Image"), None);
    assert_eq!(got.value.get_path(&["spec", "x", "y"]), Some(&Value::Null));
    let keys: Vec<_> = container.as_mapping().expect("a container").keys().collect();
    assert_eq!(keys, ["image", "imagePulPolicy", "name", "zzz", "resources"]);
}

#[test]
fn reports_scalars_that_became_text() {
    let got = go(
        r#"{"metadata": {"annotations": {"a.b": 1.1}}, "spec": {"containers": null, "nodeName": true}}"#,
        "Pod",
        UnknownFields::Drop,
    );
    let coerced: Vec<_> = got
        .coerced
        .iter()
        .map(|c| (c.path.to_string(), c.text.as_str()))
        .collect();
    assert_eq!(
        coerced,
        [
            ("metadata.annotations[\"a.b\"]".to_owned(), "1.1"),
            ("spec.nodeName".to_owned(), "true")
        ]
    );
}

#[test]
fn deep_trees_are_no_danger() {
    let mut value = Value::Null;
    for _ in 0..5000 {
        let inner = std::mem::take(&mut value);
        value = Value::Mapping([("metadata".to_owned(), inner)].into_iter().collect());
    }
    let pod = Type::Struct(named("Pod").id());
    let got = decode(&value, &pod, UnknownFields::Drop).expect("what is unknown is passed over");
    assert_eq!(got.unknown.len(), 1);
}

/// Every tree that differs from `value` in one place: another value, another spelling of a key, a key more.
fn variants(value: &Value) -> Vec<Value> {
    let mut variants = vec![
        Value::Null,
        Value::Bool(true),
        Value::from(3),
        Value::from(1_i64 << 40),
        Value::from(1.5),
        Value::from(f64::INFINITY),
        Value::from(""),
        Value::from("1500m"),
        Value::from("2024-01-02T03:04:05.67Z"),
        Value::Sequence(vec![Value::Null]),
        Value::Mapping(Mapping::from_iter([("name".to_owned(), Value::from(7))])),
    ];
    match value {
        Value::Sequence(items) => {
            for (i, item) in items.iter().enumerate() {
                for variant in self::variants(item) {
                    let mut items = items.clone();
                    items[i] = variant;
                    variants.push(Value::Sequence(items));
                }
            }
        }
        Value::Mapping(entries) => {
            for (changed, value) in entries.iter() {
                for variant in self::variants(value) {
                    let mut entries = entries.clone();
                    entries.insert(changed, variant);
                    variants.push(Value::Mapping(entries));
                }
                let renamed = entries.iter().map(|(key, value)| {
                    let key = if key == changed {
                        key.to_uppercase()
                    } else {
                        key.to_owned()
                    };
                    (key, value.clone())
                });
                variants.push(Value::Mapping(renamed.collect()));
                let mut rivals = entries.clone();
                rivals.insert(changed.to_uppercase(), value.clone());
                rivals.insert("noSuchField", Value::Null);
                variants.push(Value::Mapping(rivals));
            }
        }
        _ => {}
    }
    variants
}

/// Whether the mappings of equal trees also have their keys in one order.
fn in_one_order(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Sequence(left), Value::Sequence(right)) => left.iter().zip(right).all(|(l, r)| in_one_order(l, r)),
        (Value::Mapping(left), Value::Mapping(right)) => left
            .iter()
            .zip(right.iter())
            .all(|((l, left), (r, right))| l == r && in_one_order(left, right)),
        _ => true,
    }
}

/// [`decode_owned`] leaves what it can where it is; [`decode`] builds everything anew.
#[test]
fn in_place_as_by_copy() {
    let mut fit = 0;
    let mut rejected = 0;
    for line in include_str!("decode.jsonl").lines() {
        let case: Json = serde_json::from_str(line).expect("a case a line");
        let ty = Type::Struct(named(case["type"].as_str().unwrap_or_default()).id());
        let document = tree(&case["doc"]);
        for document in variants(&document).into_iter().chain([document]) {
            for unknown in [UnknownFields::Keep, UnknownFields::Drop] {
                let expected = decode(&document, &ty, unknown);
                *if expected.is_ok() { &mut fit } else { &mut rejected } += 1;
                let got = decode_owned(document.clone(), &ty, unknown);
                assert_eq!(got, expected, "{document:?}");
                if let (Ok(got), Ok(expected)) = (got, expected) {
                    assert!(in_one_order(&got.value, &expected.value), "{document:?}");
                }
            }
        }
    }
    assert!(fit > 1000 && rejected > 1000);
}
