//! Differences between two sets of objects.

use std::collections::BTreeMap;

use kubeyaml::Value;

use super::{Identity, Manifest, Pattern};

/// What to compare.
#[derive(Clone, Debug, Default)]
pub struct DiffOptions {
    /// Only these objects; all when empty.
    pub select: Vec<Pattern>,
    /// Not these objects, or with a path not this part of them.
    pub ignore: Vec<(Pattern, Vec<String>)>,
}

impl DiffOptions {
    fn compares(&self, identity: &Identity) -> bool {
        (self.select.is_empty() || self.select.iter().any(|pattern| pattern.matches(identity)))
            && !self
                .ignore
                .iter()
                .any(|(pattern, path)| path.is_empty() && pattern.matches(identity))
    }

    fn tree(&self, manifest: &Manifest) -> Value {
        let mut tree = manifest.tree().into_owned();
        for (pattern, path) in &self.ignore {
            if !path.is_empty() && pattern.matches(manifest.identity()) {
                remove(&mut tree, path);
            }
        }
        tree
    }
}

/// Takes a part out; `*` is every key or item.
fn remove(value: &mut Value, path: &[String]) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    match value {
        Value::Mapping(map) if rest.is_empty() => map.retain(|key, _| first != "*" && key != first),
        Value::Mapping(map) => {
            for (key, value) in map.iter_mut() {
                if first == "*" || key == first {
                    remove(value, rest);
                }
            }
        }
        Value::Sequence(items) => {
            if rest.is_empty() {
                let mut index = 0;
                items.retain(|_| {
                    index += 1;
                    first != "*" && *first != (index - 1).to_string()
                });
            } else {
                for (index, item) in items.iter_mut().enumerate() {
                    if first == "*" || *first == index.to_string() {
                        remove(item, rest);
                    }
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What differs, one line each, sorted by object; empty when nothing does. Objects are the same by apiVersion, kind, namespace and name.
#[must_use]
pub fn diff(left: &[Manifest], right: &[Manifest], options: &DiffOptions) -> Vec<String> {
    let by_identity = |manifests: &[Manifest]| -> BTreeMap<Identity, Value> {
        manifests
            .iter()
            .filter(|manifest| options.compares(manifest.identity()))
            .map(|manifest| (manifest.identity().clone(), options.tree(manifest)))
            .collect()
    };
    let (left, right) = (by_identity(left), by_identity(right));
    let mut lines = Vec::new();
    for (identity, tree) in &left {
        match right.get(identity) {
            None => lines.push(format!("- {identity}: only in the first")),
            Some(other) => {
                let mut found = Vec::new();
                compare("", tree, other, &mut found);
                lines.extend(found.into_iter().map(|line| format!("~ {identity}: {line}")));
            }
        }
    }
    for identity in right.keys().filter(|identity| !left.contains_key(identity)) {
        lines.push(format!("+ {identity}: only in the second"));
    }
    lines
}

/// What differs between two trees, one line each.
#[must_use]
pub fn diff_trees(left: &Value, right: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", left, right, &mut found);
    found
}

fn compare(path: &str, left: &Value, right: &Value, found: &mut Vec<String>) {
    let at = if path.is_empty() { "(all)" } else { path };
    match (left, right) {
        (Value::Mapping(a), Value::Mapping(b)) => {
            for (key, value) in a.iter() {
                let at = step(path, key);
                match b.get(key) {
                    Some(other) => compare(&at, value, other, found),
                    None => found.push(format!("{at}: {} -> nothing", shown(value))),
                }
            }
            for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(key)) {
                found.push(format!("{}: nothing -> {}", step(path, key), shown(value)));
            }
        }
        (Value::Sequence(a), Value::Sequence(b)) => {
            for (index, (value, other)) in a.iter().zip(b).enumerate() {
                compare(&format!("{path}[{index}]"), value, other, found);
            }
            for (index, value) in a.iter().enumerate().skip(b.len()) {
                found.push(format!("{path}[{index}]: {} -> nothing", shown(value)));
            }
            for (index, value) in b.iter().enumerate().skip(a.len()) {
                found.push(format!("{path}[{index}]: nothing -> {}", shown(value)));
            }
        }
        _ if left == right => {}
        (Value::String(a), Value::String(b)) if a.contains('\n') || b.contains('\n') => match (held(a), held(b)) {
            (Some(a), Some(b)) if a != b => compare(path, &a, &b, found),
            _ => text(at, a, b, found),
        },
        _ => found.push(format!("{at}: {} -> {}", shown(left), shown(right))),
    }
}

/// The tree that a text spells, as entries of ConfigMaps do.
fn held(text: &str) -> Option<Value> {
    kubeyaml::from_str(text)
        .ok()
        .filter(|tree| matches!(tree, Value::Mapping(_) | Value::Sequence(_)))
}

/// The first line in which two texts differ.
fn text(at: &str, left: &str, right: &str, found: &mut Vec<String>) {
    let mut lines = left.lines().zip(right.lines()).enumerate();
    match lines.find(|(_, (a, b))| a != b) {
        Some((index, (a, b))) => found.push(format!("{at}: line {}: {a:?} -> {b:?}", index + 1)),
        None => {
            let (a, b) = (left.lines().count(), right.lines().count());
            found.push(format!("{at}: {a} lines -> {b} lines"));
        }
    }
}

fn step(path: &str, key: &str) -> String {
    let plain = !key.is_empty() && !key.contains(['.', '[', ']', ' ', '"']);
    match (plain, path.is_empty()) {
        (true, true) => key.to_owned(),
        (true, false) => format!("{path}.{key}"),
        (false, _) => format!("{path}[{key:?}]"),
    }
}

fn shown(value: &Value) -> String {
    let text = kubeyaml::json::to_string(value).unwrap_or_else(|_| value.kind_name().to_owned());
    match text.char_indices().nth(120) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(name: &str, replicas: i64) -> Manifest {
        let text = format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}}}\nspec: {{replicas: {replicas}}}"
        );
        Manifest::parse(&text).expect("an object").expect("an object")
    }

    #[test]
    fn objects_and_fields() {
        let left = [object("a", 1), object("b", 1)];
        let right = [object("a", 2), object("c", 1)];
        assert_eq!(
            diff(&left, &right, &DiffOptions::default()),
            [
                "~ Deployment//a: spec.replicas: 1 -> 2",
                "- Deployment//b: only in the first",
                "+ Deployment//c: only in the second"
            ]
        );
        assert!(diff(&left, &left, &DiffOptions::default()).is_empty());
        let options = DiffOptions {
            select: vec!["Deployment/a".parse().expect("a pattern")],
            ignore: vec![(
                "*/*".parse().expect("a pattern"),
                vec!["spec".to_owned(), "replicas".to_owned()],
            )],
        };
        assert!(diff(&left, &right, &options).is_empty());
    }

    #[test]
    fn text_that_holds_yaml_is_compared_as_such() {
        let config_map = |mesh: &str| {
            let text = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: istio}}\ndata: {{mesh: {mesh:?}}}");
            [Manifest::parse(&text).expect("an object").expect("an object")]
        };
        let left = config_map("rootNamespace: istio-system\ntrustDomain: a\n");
        let lines = |right: &str| diff(&left, &config_map(right), &DiffOptions::default());
        assert_eq!(
            lines("enableTracing: false\nrootNamespace: istio-system\ntrustDomain: b\n"),
            [
                "~ ConfigMap//istio: data.mesh.trustDomain: \"a\" -> \"b\"",
                "~ ConfigMap//istio: data.mesh.enableTracing: nothing -> false",
            ]
        );
        assert_eq!(
            lines("rootNamespace: istio-system\n# why\ntrustDomain: a\n"),
            ["~ ConfigMap//istio: data.mesh: line 2: \"trustDomain: a\" -> \"# why\""]
        );
    }
}
