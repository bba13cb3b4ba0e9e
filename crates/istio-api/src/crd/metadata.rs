//! What the API server demands of an object's `metadata`.

use kubeyaml::{Mapping, Number, Value};

use super::path::At;
use super::report::Report;
use super::violation::ViolationKind;
use crate::suggestion;

/// The fields of ObjectMeta.
const FIELDS: [&str; 15] = [
    "annotations",
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "finalizers",
    "generateName",
    "generation",
    "labels",
    "managedFields",
    "name",
    "namespace",
    "ownerReferences",
    "resourceVersion",
    "selfLink",
    "uid",
];
/// The most that keys and values of all annotations may take together.
const MOST_ANNOTATIONS: usize = 256 << 10;

/// Whether a resource lives in a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Its objects live in namespaces.
    Namespaced,
    /// Its objects are the cluster's.
    Cluster,
}

/// Letters in lower case, digits and hyphens, at most 63, none at an end a hyphen.
pub(super) fn is_dns_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Parts like labels, but without a limit of their own, with dots between them, at most 253 characters.
pub(super) fn is_dns_subdomain(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        })
}

/// Letters, digits, `-`, `_`, `.`, at most 63, the first and the last a letter or digit.
fn is_label_name(text: &str) -> bool {
    let ends = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    (1..=63).contains(&bytes.len())
        && ends(bytes.first())
        && ends(bytes.last())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
}

/// A name, or a DNS name, a slash and a name.
fn is_qualified_name(text: &str) -> bool {
    match text.split_once('/') {
        Some((prefix, name)) => is_dns_subdomain(prefix) && is_label_name(name),
        None => is_label_name(text),
    }
}

const QUALIFIED: &str = "must consist of letters, digits, '-', '_' and '.', at most 63, and start and end with a letter or digit; \
                         a DNS name and '/' may stand before it";

/// Checks `metadata` of an object. The namespace may be missing: clients fill it in.
pub(super) fn check(metadata: Option<&Value>, scope: Scope, at: At<'_>, report: &mut Report) {
    let above = at;
    let at = above.field("metadata");
    let map = match metadata {
        Some(Value::Mapping(map)) => Some(map),
        None | Some(Value::Null) => None,
        Some(other) => {
            report.add(
                at,
                ViolationKind::Type,
                format!("must be an object, not {}", other.kind_name()),
            );
            return;
        }
    };
    let empty = Mapping::new();
    let check = Check {
        map: map.unwrap_or(&empty),
        at,
        report,
    };
    check.run(scope, true);
}

/// Checks `metadata` of an embedded resource, whose name may be missing.
pub(super) fn check_embedded(metadata: &Value, at: At<'_>, report: &mut Report) {
    let above = at;
    let at = above.field("metadata");
    match metadata {
        Value::Mapping(map) => Check { map, at, report }.run(Scope::Namespaced, false),
        Value::Null => {}
        other => report.add(
            at,
            ViolationKind::Type,
            format!("must be an object, not {}", other.kind_name()),
        ),
    }
}

/// The fields of `metadata` that ObjectMeta does not have.
pub(super) fn unknown_fields(metadata: &Value) -> impl Iterator<Item = (&str, Option<&'static str>)> {
    let keys = metadata.as_mapping().into_iter().flat_map(Mapping::keys);
    keys.filter(|key| !FIELDS.contains(key))
        .map(|key| (key, suggestion::nearest(key, FIELDS.into_iter())))
}

struct Check<'a, 'r> {
    map: &'a Mapping,
    at: At<'a>,
    report: &'r mut Report,
}

impl<'a> Check<'a, '_> {
    fn run(mut self, scope: Scope, name_needed: bool) {
        self.names(name_needed);
        self.namespace(scope);
        for field in ["resourceVersion", "selfLink", "uid"] {
            self.text(field);
        }
        self.counts();
        self.times();
        self.labels();
        self.annotations();
        self.finalizers();
        self.owners();
    }

    fn add(&mut self, field: &str, kind: ViolationKind, message: impl Into<String>) {
        self.report.add(self.at.field(field), kind, message.into());
    }

    /// The text of a field, empty if it is missing or null.
    fn text(&mut self, field: &str) -> &'a str {
        match self.map.get(field) {
            None | Some(Value::Null) => "",
            Some(Value::String(text)) => text,
            Some(other) => {
                self.add(
                    field,
                    ViolationKind::Type,
                    format!("must be a string, not {}", other.kind_name()),
                );
                ""
            }
        }
    }

    fn names(&mut self, needed: bool) {
        const DNS: &str = "must be a DNS name: lower case letters, digits, '-' and '.', at most 253, each part starting and ending \
                           with a letter or digit";
        let has_wrong_type =
            |value: Option<&Value>| value.is_some_and(|v| !matches!(v, Value::String(_) | Value::Null));
        let generate = self.text("generateName");
        // Something is appended to it.
        let sample = generate
            .strip_suffix('-')
            .map_or_else(|| generate.to_owned(), |start| format!("{start}a"));
        if !generate.is_empty() && !is_dns_subdomain(&sample) {
            self.add("generateName", ViolationKind::Invalid, format!("{generate:?} {DNS}"));
        }
        let name = self.text("name");
        if !name.is_empty() {
            if !is_dns_subdomain(name) {
                self.add("name", ViolationKind::Invalid, format!("{name:?} {DNS}"));
            }
        } else if needed && generate.is_empty() && !has_wrong_type(self.map.get("name")) {
            self.add("name", ViolationKind::Required, "a name or generateName is required");
        }
    }

    fn namespace(&mut self, scope: Scope) {
        let namespace = self.text("namespace");
        if namespace.is_empty() {
            return;
        }
        match scope {
            Scope::Cluster => self.add(
                "namespace",
                ViolationKind::Forbidden,
                "objects of this kind are not in namespaces",
            ),
            Scope::Namespaced if !is_dns_label(namespace) => self.add(
                "namespace",
                ViolationKind::Invalid,
                format!(
                    "{namespace:?} must consist of lower case letters, digits and '-', at most 63, and start and end with a letter \
                     or digit"
                ),
            ),
            Scope::Namespaced => {}
        }
    }

    fn counts(&mut self) {
        for field in ["generation", "deletionGracePeriodSeconds"] {
            match self.map.get(field) {
                None | Some(Value::Null) => {}
                // The API server counts generations itself, so that any integer will do.
                Some(Value::Number(Number::Int(_))) => {}
                Some(other) => {
                    let message = format!("must be an integer, not {}", other.kind_name());
                    self.add(field, ViolationKind::Type, message);
                }
            }
        }
    }

    fn times(&mut self) {
        for field in ["creationTimestamp", "deletionTimestamp"] {
            let text = self.text(field);
            if !text.is_empty() && super::format::parse_date_time(text).is_none() {
                self.add(
                    field,
                    ViolationKind::Type,
                    format!("{text:?} is no time such as 2006-01-02T15:04:05Z"),
                );
            }
        }
    }

    /// A map of texts.
    fn texts(&mut self, field: &'static str) -> Vec<(&'a str, &'a str)> {
        let map = match self.map.get(field) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Mapping(map)) => map,
            Some(other) => {
                self.add(
                    field,
                    ViolationKind::Type,
                    format!("must be an object, not {}", other.kind_name()),
                );
                return Vec::new();
            }
        };
        let at = self.at;
        let here = at.field(field);
        let mut texts = Vec::with_capacity(map.len());
        for (key, value) in map.iter() {
            match value {
                Value::String(text) => texts.push((key, text.as_str())),
                Value::Null => texts.push((key, "")),
                other => {
                    let message = format!("must be a string, not {}; quote it", other.kind_name());
                    self.report.add(here.key(key), ViolationKind::Type, message);
                }
            }
        }
        texts
    }

    fn labels(&mut self) {
        let at = self.at;
        let here = at.field("labels");
        for (key, value) in self.texts("labels") {
            if !is_qualified_name(key) {
                self.report
                    .add(here.key(key), ViolationKind::Invalid, format!("the key {QUALIFIED}"));
            }
            if !value.is_empty() && !is_label_name(value) {
                let message = format!(
                    "{value:?} must consist of letters, digits, '-', '_' and '.', at most 63, and start and end with a letter or digit"
                );
                self.report.add(here.key(key), ViolationKind::Invalid, message);
            }
        }
    }

    fn annotations(&mut self) {
        let at = self.at;
        let here = at.field("annotations");
        let mut total = 0;
        for (key, value) in self.texts("annotations") {
            if !is_qualified_name(&key.to_lowercase()) {
                self.report
                    .add(here.key(key), ViolationKind::Invalid, format!("the key {QUALIFIED}"));
            }
            total += key.len() + value.len();
        }
        if total > MOST_ANNOTATIONS {
            let message = format!("all annotations together may have {MOST_ANNOTATIONS} bytes, not {total}");
            self.add("annotations", ViolationKind::TooLong, message);
        }
    }

    /// The items of a list.
    fn list(&mut self, field: &'static str) -> &'a [Value] {
        match self.map.get(field) {
            None | Some(Value::Null) => &[],
            Some(Value::Sequence(items)) => items,
            Some(other) => {
                self.add(
                    field,
                    ViolationKind::Type,
                    format!("must be a list, not {}", other.kind_name()),
                );
                &[]
            }
        }
    }

    fn finalizers(&mut self) {
        let at = self.at;
        let here = at.field("finalizers");
        let items = self.list("finalizers");
        for (index, item) in items.iter().enumerate() {
            match item {
                Value::String(name) if is_qualified_name(name) => {}
                Value::String(_) => self
                    .report
                    .add(here.index(index), ViolationKind::Invalid, QUALIFIED.to_owned()),
                other => {
                    let message = format!("must be a string, not {}", other.kind_name());
                    self.report.add(here.index(index), ViolationKind::Type, message);
                }
            }
        }
        let has = |name: &str| items.iter().any(|item| item.as_str() == Some(name));
        if has("orphan") && has("foregroundDeletion") {
            self.add(
                "finalizers",
                ViolationKind::Invalid,
                "orphan and foregroundDeletion exclude each other",
            );
        }
    }

    fn owners(&mut self) {
        let at = self.at;
        let here = at.field("ownerReferences");
        let mut controllers = 0;
        for (index, owner) in self.list("ownerReferences").iter().enumerate() {
            let here = here.index(index);
            let Value::Mapping(owner) = owner else {
                self.report.add(
                    here,
                    ViolationKind::Type,
                    format!("must be an object, not {}", owner.kind_name()),
                );
                continue;
            };
            for field in ["apiVersion", "kind", "name", "uid"] {
                match owner.get(field) {
                    Some(Value::String(text)) if !text.is_empty() => {}
                    None | Some(Value::Null | Value::String(_)) => {
                        self.report.add(
                            here.field(field),
                            ViolationKind::Invalid,
                            "must not be empty".to_owned(),
                        );
                    }
                    Some(other) => {
                        let message = format!("must be a string, not {}", other.kind_name());
                        self.report.add(here.field(field), ViolationKind::Type, message);
                    }
                }
            }
            controllers += usize::from(owner.get("controller") == Some(&Value::Bool(true)));
        }
        if controllers > 1 {
            self.add(
                "ownerReferences",
                ViolationKind::Invalid,
                "only one owner may be the controller",
            );
        }
    }
}
