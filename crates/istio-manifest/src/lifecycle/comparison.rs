//! What would change in a cluster: live objects beside what a server-side dry run makes of them, as a unified diff of their YAML.

use kubeyaml::{Mapping, Value};
use similar::{ChangeTag, TextDiff};

use super::prune::Identity;

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is not there yet.
    Created,
    /// It is there and becomes another.
    Changed,
    /// It stays as it is.
    Unchanged,
    /// It goes.
    Removed,
}

/// A line of a unified diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The object, the names of both sides.
    Header(String),
    /// Where a group of lines stands.
    Hunk(String),
    /// On both sides.
    Context(String),
    /// Only in the cluster.
    Removed(String),
    /// Only in what would be.
    Added(String),
}

/// Compares two states of one object; `None` stands for an object that is not there. Fields that a server keeps for itself do not count.
#[must_use]
pub fn change(live: Option<&Value>, wanted: Option<&Value>) -> Change {
    match (live, wanted) {
        (None, None) => Change::Unchanged,
        (None, Some(_)) => Change::Created,
        (Some(_), None) => Change::Removed,
        (Some(live), Some(wanted)) if without_bookkeeping(live) == without_bookkeeping(wanted) => Change::Unchanged,
        (Some(_), Some(_)) => Change::Changed,
    }
}

/// The unified diff from `live` to `wanted`, three lines of context around each change; empty when nothing changes.
#[must_use]
pub fn unified_diff(identity: &Identity, live: Option<&Value>, wanted: Option<&Value>) -> Vec<Line> {
    let text = |object: Option<&Value>| object.map(to_shown).unwrap_or_default();
    let (before, after) = (text(live), text(wanted));
    if before == after {
        return Vec::new();
    }
    let side = |object: Option<&Value>, name: &str| match object {
        Some(_) => format!("{name}/{identity}"),
        None => "/dev/null".to_owned(),
    };
    let mut lines = vec![
        Line::Header(format!("--- {}", side(live, "live"))),
        Line::Header(format!("+++ {}", side(wanted, "wanted"))),
    ];
    let diff = TextDiff::from_lines(&before, &after);
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        lines.push(Line::Hunk(hunk.header().to_string()));
        lines.extend(hunk.iter_changes().map(|change| {
            let text = change.value().trim_end_matches('\n').to_owned();
            match change.tag() {
                ChangeTag::Equal => Line::Context(text),
                ChangeTag::Delete => Line::Removed(text),
                ChangeTag::Insert => Line::Added(text),
            }
        }));
    }
    lines
}

/// An object without what the API server and its controllers write down for themselves.
#[must_use]
pub fn without_bookkeeping(object: &Value) -> Value {
    const METADATA: [&str; 7] = [
        "managedFields",
        "resourceVersion",
        "uid",
        "creationTimestamp",
        "generation",
        "selfLink",
        "deletionGracePeriodSeconds",
    ];
    const ANNOTATIONS: [&str; 2] = [
        "kubectl.kubernetes.io/last-applied-configuration",
        "deployment.kubernetes.io/revision",
    ];
    let mut object = object.clone();
    let Some(fields) = object.as_mapping_mut() else {
        return object;
    };
    fields.remove("status");
    if let Some(metadata) = fields.get_mut("metadata").and_then(Value::as_mapping_mut) {
        for field in METADATA {
            metadata.remove(field);
        }
        if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_mapping_mut) {
            for annotation in ANNOTATIONS {
                annotations.remove(annotation);
            }
            if annotations.is_empty() {
                metadata.remove("annotations");
            }
        }
    }
    object
}

/// An object as people may see it.
fn to_shown(object: &Value) -> String {
    let mut object = without_bookkeeping(object);
    if let Some(fields) = object
        .as_mapping_mut()
        .filter(|fields| fields.get("kind").and_then(Value::as_str) == Some("Secret"))
    {
        hide_secrets(fields);
    }
    kubeyaml::to_string(&object)
}

/// Values of a Secret are never printed; that they differ still shows, by their length and a checksum that says nothing else.
fn hide_secrets(fields: &mut Mapping) {
    use std::hash::{DefaultHasher, Hash, Hasher};
    for field in ["data", "stringData"] {
        let Some(entries) = fields.get_mut(field).and_then(Value::as_mapping_mut) else {
            continue;
        };
        for (_, value) in entries.iter_mut() {
            let mut hasher = DefaultHasher::new();
            value.as_str().hash(&mut hasher);
            *value = Value::String(format!("(hidden, {:04x})", hasher.finish() & 0xffff));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::object;
    use super::*;

    fn deployment(replicas: i64) -> Value {
        object!({
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": "istiod", "namespace": "istio-system", "resourceVersion": replicas.to_string(), "managedFields": [{}],
                "annotations": {"deployment.kubernetes.io/revision": "1"}},
            "spec": {"replicas": replicas}, "status": {"replicas": replicas},
        })
    }

    #[test]
    fn a_diff_shows_the_changed_field_and_no_bookkeeping() {
        let (live, wanted) = (deployment(1), deployment(2));
        let lines = unified_diff(&Identity::of(&live), Some(&live), Some(&wanted));
        let text: Vec<String> = lines
            .iter()
            .map(|line| match line {
                Line::Header(text) | Line::Hunk(text) => text.clone(),
                Line::Context(text) => format!(" {text}"),
                Line::Removed(text) => format!("-{text}"),
                Line::Added(text) => format!("+{text}"),
            })
            .collect();
        assert_eq!(
            text,
            [
                "--- live/Deployment/istio-system/istiod",
                "+++ wanted/Deployment/istio-system/istiod",
                "@@ -4,4 +4,4 @@",
                "   name: istiod",
                "   namespace: istio-system",
                " spec:",
                "-  replicas: 1",
                "+  replicas: 2",
            ]
        );
        assert_eq!(change(Some(&live), Some(&wanted)), Change::Changed);
    }

    #[test]
    fn what_only_the_server_writes_is_no_change() {
        let live = deployment(1);
        let mut wanted = live.clone();
        let metadata = wanted
            .as_mapping_mut()
            .and_then(|fields| fields.get_mut("metadata")?.as_mapping_mut());
        metadata.expect("it has metadata").insert("resourceVersion", "77");
        assert_eq!(change(Some(&live), Some(&wanted)), Change::Unchanged);
        assert_eq!(unified_diff(&Identity::of(&live), Some(&live), Some(&wanted)), []);
        assert_eq!(change(None, Some(&live)), Change::Created);
        assert_eq!(change(Some(&live), None), Change::Removed);
    }

    #[test]
    fn secrets_differ_without_being_shown() {
        let secret = |text: &str| object!({"kind": "Secret", "metadata": {"name": "cacerts"}, "data": {"key": text}});
        let (live, wanted) = (secret("cHJpdmF0ZQ=="), secret("b3RoZXI="));
        let lines = unified_diff(&Identity::of(&live), Some(&live), Some(&wanted));
        let text = format!("{lines:?}");
        assert!(!text.contains("cHJpdmF0ZQ==") && !text.contains("b3RoZXI="), "{text}");
        assert!(lines.len() > 2);
    }
}
