//! Checking manifests one object at a time, as `validate` does: strict reading, fields, semantic rules, port names, labels.

use kubeyaml::{DuplicateKeys, Limits, Stream, Value};
use std::sync::Arc;

use crate::analysis::locate;
use crate::analyzers::service::port_has_protocol;
use crate::message::{Code, Message, Subject, codes, sort_and_merge};
use crate::schemas::{self, FindingKind};
use crate::snapshot::{FieldPath, Fields, FileOrigin, Kind, Origin, Source, Step, field};
use crate::validation::{self, Level, Metadata};

/// How deep Lists may stand in Lists.
const LISTS_DEEP: usize = 8;

/// What an object may have at its top.
const TOP_FIELDS: [&str; 5] = ["apiVersion", "kind", "metadata", "spec", "status"];

/// Labels that name the service of a workload in metrics, and its revision; the first that is there counts.
const SERVICE_LABELS: [&str; 3] = ["service.istio.io/canonical-name", "app.kubernetes.io/name", "app"];
const REVISION_LABELS: [&str; 3] = [
    "service.istio.io/canonical-revision",
    "app.kubernetes.io/version",
    "version",
];

/// How manifests are checked.
#[derive(Clone, Copy, Debug)]
pub struct CheckSettings<'a> {
    /// The namespace of objects that name none.
    pub default_namespace: &'a str,
    /// The namespace that Istio is installed in: its Services and Deployments may be as they are.
    pub istio_namespace: &'a str,
}

/// What a file holds that is wrong.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Errors and warnings, as messages `IST0106` and `IST0133`.
    pub messages: Vec<Message>,
    /// What is worth knowing and no warning: Deployments without the labels that metrics are named by.
    pub notes: Vec<String>,
    /// Objects of the kind IstioOperator, whose check is another crate's.
    pub operators: Vec<OperatorObject>,
}

/// An IstioOperator, with the way to report about it.
#[derive(Clone, Debug)]
pub struct OperatorObject {
    /// The object.
    pub object: Value,
    subject: Subject,
    origin: FileOrigin,
}

impl OperatorObject {
    /// The text of the document that holds it.
    #[must_use]
    pub fn document_text(&self) -> &str {
        self.origin.document_text()
    }

    /// A message that the object is wrong.
    #[must_use]
    pub fn error(&self, text: impl Into<String>, field: FieldPath) -> Message {
        self.message(&codes::SCHEMA_VALIDATION_ERROR, text.into(), field)
    }

    /// A message that something of the object works and yet surprises.
    #[must_use]
    pub fn warning(&self, text: impl Into<String>, field: FieldPath) -> Message {
        self.message(&codes::SCHEMA_WARNING, text.into(), field)
    }

    fn message(&self, code: &'static Code, text: String, field: FieldPath) -> Message {
        let mut message = Message::about(code, Some(self.subject.clone()));
        message.origin = Some(Origin::File(self.origin.clone()));
        message.with(text).near(field)
    }
}

/// Checks every document of a file.
#[must_use]
pub fn check_file(name: &str, bytes: &[u8], settings: CheckSettings<'_>) -> Checked {
    let mut checker = Checker {
        settings,
        checked: Checked::default(),
    };
    let limits = Limits::default();
    let stream = match Stream::parse(bytes, &limits) {
        Ok(stream) => stream,
        Err(error) => {
            let origin = origin_of_text(name, String::new());
            checker.unreadable(&origin, &error);
            return checker.finish();
        }
    };
    let source = Arc::new(Source::new(name, stream.text()));
    let (mut line, mut seen) = (1, 0);
    for document in stream.documents() {
        let mut origin = FileOrigin {
            source: Arc::clone(&source),
            document: seen..source.text.len(),
            first_line: line,
            items: Vec::new(),
        };
        match document {
            Ok(document) => {
                let range = document.range();
                line += source.text.get(seen..range.start).unwrap_or("").matches('\n').count();
                seen = range.start;
                origin.document = range;
                origin.first_line = line;
                match document.to_value_with(DuplicateKeys::Reject) {
                    Ok(value) => checker.document(value, &origin),
                    Err(error) => checker.unreadable(&origin, &error),
                }
            }
            Err(error) => checker.unreadable(&origin, &error),
        }
    }
    checker.finish()
}

fn origin_of_text(name: &str, text: String) -> FileOrigin {
    let document = 0..text.len();
    FileOrigin {
        source: Arc::new(Source::new(name, text)),
        document,
        first_line: 1,
        items: Vec::new(),
    }
}

struct Checker<'a> {
    settings: CheckSettings<'a>,
    checked: Checked,
}

impl Checker<'_> {
    fn finish(mut self) -> Checked {
        locate(&mut self.checked.messages);
        sort_and_merge(&mut self.checked.messages);
        self.checked
    }

    fn unreadable(&mut self, origin: &FileOrigin, error: &kubeyaml::Error) {
        let mut message = Message::about(&codes::SCHEMA_VALIDATION_ERROR, None);
        if let Some(place) = error.position() {
            message.location = Some(crate::snapshot::Location {
                file: origin.source.name.clone(),
                line: place.line,
                column: place.column,
            });
        }
        let text = format!("the document cannot be read: {}", error.message());
        self.checked.messages.push(message.with(text));
    }

    fn document(&mut self, value: Value, origin: &FileOrigin) {
        if value.is_null() {
            return;
        }
        let Some(map) = value.as_mapping() else {
            let mut message = Message::about(&codes::SCHEMA_VALIDATION_ERROR, None);
            message.origin = Some(Origin::File(origin.clone()));
            let text = format!("a manifest is a mapping, but this is {}", value.kind_name());
            self.checked.messages.push(message.with(text));
            return;
        };
        if map
            .get("kind")
            .and_then(Value::as_str)
            .is_some_and(|kind| kind.ends_with("List"))
            && map.contains_key("items")
        {
            if origin.items.len() < LISTS_DEEP {
                for (index, item) in Fields::of(Some(&value)).items("items").enumerate() {
                    let mut of_item = origin.clone();
                    of_item.items.push(index);
                    if let Some(item) = item.value() {
                        self.document(item.clone(), &of_item);
                    }
                }
            }
            return;
        }
        Object::new(&value, origin, self).check();
    }
}

/// An object that is being checked.
struct Object<'v, 'c, 'a> {
    value: &'v Value,
    fields: Fields<'v>,
    subject: Subject,
    origin: &'v FileOrigin,
    checker: &'c mut Checker<'a>,
}

impl<'v, 'c, 'a> Object<'v, 'c, 'a> {
    fn new(value: &'v Value, origin: &'v FileOrigin, checker: &'c mut Checker<'a>) -> Self {
        let fields = Fields::of(Some(value));
        let metadata = fields.at("metadata");
        Self {
            value,
            fields,
            subject: Subject::new(fields.text("kind"), metadata.text("namespace"), metadata.text("name")),
            origin,
            checker,
        }
    }

    fn error(&mut self, text: impl Into<String>, place: FieldPath) {
        self.report(Level::Error, text.into(), place);
    }

    fn report(&mut self, level: Level, text: String, place: FieldPath) {
        let code = match level {
            Level::Error => &codes::SCHEMA_VALIDATION_ERROR,
            Level::Warning => &codes::SCHEMA_WARNING,
        };
        let mut message = Message::about(code, Some(self.subject.clone()));
        message.origin = Some(Origin::File(self.origin.clone()));
        self.checker.checked.messages.push(message.with(text).at(place));
    }

    fn check(mut self) {
        let (api_version, kind) = (self.fields.text("apiVersion"), self.fields.text("kind"));
        match Kind::of(api_version, kind) {
            Some(istio) if istio.is_istio() => self.check_istio(istio),
            _ if kind == "Service" => self.check_ports(),
            _ if kind == "Deployment" => self.check_labels(),
            _ if kind == "IstioOperator" && api_version == "install.istio.io/v1alpha1" => self.check_operator(),
            _ => {}
        }
    }

    /// A field at the top that objects do not have. Says whether there was one.
    fn check_top(&mut self) -> bool {
        let fields = self.value.as_mapping().into_iter().flat_map(|map| map.keys());
        let unknown: Vec<&str> = fields.filter(|field| !TOP_FIELDS.contains(field)).collect();
        for field in &unknown {
            self.error(format!("unknown field {field:?}"), field![*field]);
        }
        !unknown.is_empty()
    }

    fn check_istio(&mut self, kind: Kind) {
        // What Istio cannot read, its rules are not asked about.
        let before = self.checker.checked.messages.len();
        for finding in schemas::check(self.value) {
            let level = match finding.kind {
                FindingKind::Unreadable | FindingKind::UnknownField => Level::Error,
                FindingKind::Refused => Level::Warning,
            };
            self.report(level, finding.text, FieldPath::parse(&finding.path));
        }
        let unreadable = self.checker.checked.messages[before..]
            .iter()
            .any(|message| message.code == &codes::SCHEMA_VALIDATION_ERROR);
        if unreadable || self.check_top() {
            return;
        }
        let nothing = Value::Null;
        let metadata = self.fields.at("metadata").value().unwrap_or(&nothing);
        let metadata = Metadata::of(metadata).in_namespace(self.checker.settings.default_namespace);
        let spec = self.fields.at("spec").value().unwrap_or(&nothing);
        for finding in validation::validate(kind.group(), kind.name(), &metadata, spec) {
            let steps = finding.path.0.iter().map(|step| match step {
                validation::Step::Key(key) => Step::Key(key.clone()),
                validation::Step::Index(index) => Step::Index(*index),
            });
            self.report(finding.level, finding.text, FieldPath::new(steps.collect()));
        }
    }

    fn is_istios_own(&self) -> bool {
        self.subject.namespace == self.checker.settings.istio_namespace
    }

    fn check_ports(&mut self) {
        if self.is_istios_own() {
            return;
        }
        for (index, port) in self.fields.at("spec").items("ports").enumerate() {
            if port.text("protocol").eq_ignore_ascii_case("UDP") {
                continue;
            }
            let place = field!["spec", "ports", index];
            let application = port.at("appProtocol");
            // A port number alone says nothing here.
            let named = port_has_protocol(
                without_number(port)
                    .as_ref()
                    .map_or(port, |port| Fields::of(Some(port))),
            );
            if application.is_set() {
                let plain = application.as_text();
                if !named || plain.starts_with("kubernetes.io/") {
                    let text = format!("appProtocol {plain:?} is no protocol that Istio selects by");
                    self.error(text, place.child("appProtocol"));
                }
            } else if !port.at("name").is_set() {
                let number = port.integer("port").unwrap_or(0);
                self.error(
                    format!("port {number} has no name, so that its protocol is not known"),
                    place.child("port"),
                );
            } else if !named {
                let name = port.text("name");
                let text =
                    format!("port name {name:?} says no protocol; name it PROTOCOL or PROTOCOL-SUFFIX, as in http-web");
                self.error(text, place.child("name"));
            }
        }
    }

    fn check_labels(&mut self) {
        if self.is_istios_own() {
            return;
        }
        let labels = self.fields.at("spec").at("template").at("metadata").at("labels");
        let has = |names: &[&str]| names.iter().any(|name| labels.at(name).is_set());
        if !has(&SERVICE_LABELS) || !has(&REVISION_LABELS) {
            let note = format!(
                "{}: without the labels app and version, metrics do not name its service and version",
                self.subject.friendly_name()
            );
            self.checker.checked.notes.push(note);
        }
    }

    fn check_operator(&mut self) {
        if !self.check_top() {
            self.checker.checked.operators.push(OperatorObject {
                object: self.value.clone(),
                subject: self.subject.clone(),
                origin: self.origin.clone(),
            });
        }
    }
}

/// A port with its name and `appProtocol` only.
fn without_number(port: Fields<'_>) -> Option<Value> {
    let map = port.value()?.as_mapping()?;
    let kept = map.iter().filter(|(key, _)| *key != "port");
    Some(Value::Mapping(
        kept.map(|(key, value)| (key.to_owned(), value.clone())).collect(),
    ))
}

/// Finds the places of messages, and puts them in order, once more were added to those of a check.
pub fn settle(messages: &mut Vec<Message>) {
    locate(messages);
    sort_and_merge(messages);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<String> {
        let settings = CheckSettings {
            default_namespace: "default",
            istio_namespace: "istio-system",
        };
        let checked = check_file("f.yaml", text.as_bytes(), settings);
        checked
            .messages
            .iter()
            .map(|message| {
                let line = message.location.as_ref().map_or(0, |place| place.line);
                format!("{line}: {}", message.text())
            })
            .collect()
    }

    #[test]
    fn odd_objects_never_stop_a_check() {
        for text in [
            "kind: Service\napiVersion: v1\n",
            "kind: Service\napiVersion: v1\nspec: []\n",
            "kind: Service\napiVersion: v1\nspec: {ports: [1, null, {port: x}]}\n",
            "kind: Deployment\napiVersion: apps/v1\nspec: {template: 3}\n",
            "kind: VirtualService\napiVersion: networking.istio.io/v1\nspec: 3\n",
            "kind: List\nitems: {}\n",
            "kind: List\nitems: [null, 1, {kind: List, items: [3]}]\n",
            "- 1\n",
            "'text'\n",
        ] {
            let _ = check(text);
        }
    }

    #[test]
    fn port_names_and_duplicate_keys_are_errors() {
        let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n  - port: 80\n  - port: 81\n    name: web\n  \
                       - port: 3306\n    name: sql\n  - port: 82\n    name: http-web\n";
        assert_eq!(check(service).len(), 3, "{:?}", check(service));
        let twice = "apiVersion: v1\nkind: ConfigMap\ndata: {a: '1', a: '2'}\n";
        assert!(check(twice)[0].starts_with("3: "), "{:?}", check(twice));
    }
}
