//! The injection of one document: find the workloads in it, inject their pods, write the changes into the text.

use kubeschema::{Decoded, Path, Schema, Step, Struct, Type, UnknownFields};
use kubeyaml::edit;
use kubeyaml::{Document, Mapping, NodeKind, NodeRef, Value};

use super::edit_rules::{Renames, edit_options};
use super::error::{Fault, InjectError};
use super::injector::Worker;
use super::report::{ObjectReport, Outcome, SkipReason, Warning};
use super::restore;
use super::uninjection;
use super::workload::{Class, Owner, PodLocation, classify};

/// What became of a document.
#[derive(Debug, Default)]
pub(super) struct DocumentOutcome {
    /// Its new text; `None` when it stays as it is.
    pub(super) text: Option<String>,
    /// Its objects.
    pub(super) reports: Vec<ObjectReport>,
}

/// Where an object stands, for messages and edits.
struct Place<'a, 'd> {
    file: &'a str,
    node: NodeRef<'d>,
    /// Path from the document's root.
    path: Vec<Step>,
}

/// What is collected while a document is walked through.
#[derive(Default)]
struct Walk {
    reports: Vec<ObjectReport>,
    renames: Renames,
}

/// How deep Lists may hold Lists.
const LIST_DEPTH: usize = 64;

impl Worker<'_> {
    /// Injects the workloads of a document.
    pub(super) fn document(&self, file: &str, document: &Document<'_>) -> Result<DocumentOutcome, InjectError> {
        if let Some(original) = restore::original(document) {
            return self.restored_document(file, document, &original);
        }
        self.plain_document(file, document)
    }

    /// A document with the comment of an earlier injection is injected from the text it was made of.
    fn restored_document(
        &self,
        file: &str,
        document: &Document<'_>,
        original: &str,
    ) -> Result<DocumentOutcome, InjectError> {
        let limits = kubeyaml::Limits::default();
        let reparsed = kubeyaml::Stream::parse(original.as_bytes(), &limits).and_then(|stream| {
            let documents = stream.to_documents()?;
            match documents.as_slice() {
                [only] => Ok(Some(self.plain_document(file, only))),
                _ => Ok(None),
            }
        });
        match reparsed {
            Ok(Some(outcome)) => {
                let mut outcome = outcome?;
                let text = outcome.text.unwrap_or_else(|| original.to_owned());
                let unchanged = text == document.source();
                let first_line = document.position(document.range().start).line;
                for report in &mut outcome.reports {
                    report.line += first_line - 1;
                    if unchanged && report.outcome == Outcome::Injected {
                        report.outcome = Outcome::Unchanged;
                    }
                }
                Ok(DocumentOutcome {
                    text: (!unchanged).then_some(text),
                    reports: outcome.reports,
                })
            }
            _ => self.plain_document(file, document),
        }
    }

    fn plain_document(&self, file: &str, document: &Document<'_>) -> Result<DocumentOutcome, InjectError> {
        let Some(root) = document.root().filter(|root| !root.is_null()) else {
            return Ok(DocumentOutcome::default());
        };
        let read_error = |why: &kubeyaml::Error| InjectError::reading(file, why);
        if root.kind() != NodeKind::Mapping {
            let value = root.to_value().map_err(|why| read_error(&why))?;
            let message = format!(
                "a Kubernetes object must be a mapping with apiVersion and kind, not {}",
                value.kind_name()
            );
            return Err(InjectError::at_node(file, root, message));
        }
        let (api_version, kind) = type_meta(root);
        let class = classify(&api_version, &kind, &self.injector.options.template_paths);
        if class != Class::Other
            && let Some(twice) = root
                .duplicate_keys()
                .iter()
                .find(|twice| twice.first.as_text() == twice.again.as_text())
        {
            let message = format!(
                "the key {:?} is already set on line {}",
                twice.key,
                twice.first.position().line
            );
            return Err(InjectError::at_node(file, twice.again, message));
        }
        let value = document.to_value().map_err(|why| read_error(&why))?;
        let mut walk = Walk::default();
        let place = Place {
            file,
            node: root,
            path: Vec::new(),
        };
        let Some(target) = self.object(&value, &place, &mut walk, LIST_DEPTH)? else {
            return Ok(DocumentOutcome {
                text: None,
                reports: walk.reports,
            });
        };
        let rules = edit_options(&target, &walk.renames);
        let edits = edit::set_value(document, &target, &rules.options())
            .map_err(|why| InjectError::at_node(file, root, format!("the injected object cannot be written: {why}")))?;
        if edits.is_empty() {
            for report in &mut walk.reports {
                if report.outcome == Outcome::Injected {
                    report.outcome = Outcome::Unchanged;
                }
            }
            return Ok(DocumentOutcome {
                text: None,
                reports: walk.reports,
            });
        }
        let text = if self.injector.options.restore_comment {
            restore::with_comment(document, &edits)
        } else {
            edits.apply_range(document.text(), document.range())
        };
        Ok(DocumentOutcome {
            text: Some(text),
            reports: walk.reports,
        })
    }

    /// Injects an object. `None` when nothing about it changes.
    fn object(
        &self,
        value: &Value,
        place: &Place<'_, '_>,
        walk: &mut Walk,
        depth: usize,
    ) -> Result<Option<Value>, InjectError> {
        let (api_version, kind) = type_meta_of(value);
        match classify(api_version, kind, &self.injector.options.template_paths) {
            Class::List => self.list(value, place, walk, depth),
            Class::Workload(location) => self.workload(value, api_version, kind, &location, place, walk),
            Class::Other => {
                let owner = Owner::of(value, kind, api_version);
                walk.reports
                    .push(report(&owner, place, Outcome::NotAWorkload, Vec::new()));
                Ok(None)
            }
        }
    }

    fn list(
        &self,
        list: &Value,
        place: &Place<'_, '_>,
        walk: &mut Walk,
        depth: usize,
    ) -> Result<Option<Value>, InjectError> {
        if depth == 0 {
            let message = format!("Lists are nested more than {LIST_DEPTH} deep");
            return Err(InjectError::at_node(place.file, place.node, message));
        }
        let decoded = self.decode(list, "v1", "List", place, "List")?;
        let prefix = walk.renames.add(&place.path, &decoded);
        let mut target = decoded.value;
        let Some(items) = target
            .as_mapping_mut()
            .and_then(|l| l.get_mut("items"))
            .and_then(Value::as_sequence_mut)
        else {
            return Ok(None);
        };
        let items_node = field_node(place.node, "items");
        let mut changed = false;
        for (i, item) in items.iter_mut().enumerate() {
            let node = items_node.and_then(|n| n.resolved().item(i)).unwrap_or(place.node);
            let path = prefix
                .iter()
                .cloned()
                .chain([Step::Key("items".to_owned()), Step::Index(i)])
                .collect();
            let place = Place {
                file: place.file,
                node,
                path,
            };
            if item.as_mapping().is_some()
                && let Some(injected) = self.object(item, &place, walk, depth - 1)?
            {
                *item = injected;
                changed = true;
            }
        }
        Ok(changed.then_some(target))
    }

    fn workload(
        &self,
        value: &Value,
        api_version: &str,
        kind: &str,
        location: &PodLocation,
        place: &Place<'_, '_>,
        walk: &mut Walk,
    ) -> Result<Option<Value>, InjectError> {
        let stripped;
        let value = if self.injector.options.reinject {
            stripped = uninjection::without_injection(value, location);
            stripped.as_ref().unwrap_or(value)
        } else {
            value
        };
        let owner = Owner::of(value, kind, api_version);
        let object = describe(&owner);
        let decoded = match location.shape {
            Some((api_version, kind)) => self.decode(value, api_version, kind, place, &object)?,
            None => self.decode_named_template(value, location, place, &object)?,
        };
        walk.renames.add(&place.path, &decoded);
        let owner = Owner::of(&decoded.value, kind, api_version);
        let mut warnings: Vec<Warning> = decoded
            .unknown
            .iter()
            .map(|unknown| Warning::UnknownField {
                path: unknown.path.to_string(),
                suggestion: unknown.nearest().map(str::to_owned),
            })
            .collect();
        let mut target = decoded.value;
        let inner = location.inner_metadata.as_ref().map(|metadata| {
            let mut pod = Mapping::new();
            pod.insert("metadata", value_at(&target, metadata).cloned().unwrap_or_default());
            Value::Mapping(pod)
        });
        let pod = take_pod(&mut target, location);
        let namespace = pod
            .get_path(&["metadata", "namespace"])
            .and_then(Value::as_str)
            .filter(|n| !n.is_empty());
        let namespace = namespace.unwrap_or(&owner.namespace).to_owned();
        let pods: Vec<&Value> = std::iter::once(&pod).chain(inner.as_ref()).collect();
        if let Some(reason) = self.injector.policy.decide(&pods, &namespace, &mut warnings) {
            walk.reports
                .push(report(&owner, place, Outcome::Skipped(reason), warnings));
            return Ok(None);
        }
        let injected = match self.injector.options.webhook.as_deref() {
            Some(webhook) => self.admit(webhook, &pod, &namespace, &mut warnings),
            None => self.inject_pod(&pod, &owner, &mut warnings).map(Some),
        };
        let Some(mut injected) = injected.map_err(|fault| fault_in_object(fault, location, place, &object))? else {
            let skipped = Outcome::Skipped(SkipReason::Webhook);
            walk.reports.push(report(&owner, place, skipped, warnings));
            return Ok(None);
        };
        for (path, field) in [(&location.metadata, "metadata"), (&location.spec, "spec")] {
            if let Some(part) = injected.as_mapping_mut().and_then(|pod| pod.get_mut(field)) {
                set_at(&mut target, path, std::mem::take(part));
            }
        }
        walk.reports.push(report(&owner, place, Outcome::Injected, warnings));
        Ok(Some(target))
    }

    fn decode(
        &self,
        value: &Value,
        api_version: &str,
        kind: &str,
        place: &Place<'_, '_>,
        object: &str,
    ) -> Result<Decoded, InjectError> {
        match Schema::get().kind(api_version, kind) {
            Some(shape) => decode_as(value, shape, &[], place, object),
            None => Ok(Decoded {
                value: value.clone(),
                ..Decoded::default()
            }),
        }
    }

    /// Of a kind that the user located only the pod template has a known shape.
    fn decode_named_template(
        &self,
        value: &Value,
        location: &PodLocation,
        place: &Place<'_, '_>,
        object: &str,
    ) -> Result<Decoded, InjectError> {
        let template_path = &location.metadata[..location.metadata.len().saturating_sub(1)];
        let keys: Vec<&str> = template_path.iter().map(String::as_str).collect();
        let steps: Vec<Step> = template_path.iter().cloned().map(Step::Key).collect();
        let Some(template) = value.get_path(&keys).filter(|t| t.as_mapping().is_some()) else {
            let message = format!("there is no pod template at {}", template_path.join("."));
            return Err(InjectError::at_node(place.file, place.node, message).of(object));
        };
        let Some(shape) = Schema::get().struct_named("v1.PodTemplateSpec") else {
            return Ok(Decoded::default());
        };
        let mut decoded = decode_as(template, shape, &steps, place, object)?;
        let mut whole = value.clone();
        set_at(&mut whole, template_path, std::mem::take(&mut decoded.value));
        decoded.value = whole;
        Ok(decoded)
    }
}

fn decode_as(
    value: &Value,
    shape: &'static Struct,
    prefix: &[Step],
    place: &Place<'_, '_>,
    object: &str,
) -> Result<Decoded, InjectError> {
    let below = |path: &Path| -> Path { prefix.iter().chain(path.steps()).cloned().collect() };
    match kubeschema::decode(value, &Type::Struct(shape.id()), UnknownFields::Keep) {
        Ok(mut decoded) => {
            for path in decoded
                .renamed
                .iter_mut()
                .map(|r| &mut r.path)
                .chain(decoded.unknown.iter_mut().map(|u| &mut u.path))
            {
                *path = below(path);
            }
            Ok(decoded)
        }
        Err(why) => {
            let path = below(&why.path);
            Err(
                InjectError::at_node(place.file, node_at(place.node, path.steps()), why.problem.to_string())
                    .of(object)
                    .in_field(&path),
            )
        }
    }
}

fn report(owner: &Owner, place: &Place<'_, '_>, outcome: Outcome, warnings: Vec<Warning>) -> ObjectReport {
    ObjectReport {
        kind: owner.kind.clone(),
        namespace: owner.namespace.clone(),
        name: owner.name.clone(),
        line: place.node.position().line,
        outcome,
        warnings,
    }
}

fn describe(owner: &Owner) -> String {
    match (owner.namespace.as_str(), owner.name.as_str()) {
        ("", "") => owner.kind.clone(),
        ("", name) => format!("{} {name}", owner.kind),
        (namespace, name) => format!("{} {namespace}/{name}", owner.kind),
    }
}

fn fault_in_object(fault: Fault, location: &PodLocation, place: &Place<'_, '_>, object: &str) -> InjectError {
    let (start, rest) = match fault.path.steps() {
        [Step::Key(first), rest @ ..] if first == "metadata" => (&location.metadata[..], rest),
        [Step::Key(first), rest @ ..] if first == "spec" => (&location.spec[..], rest),
        rest => (&location.spec[..location.spec.len().saturating_sub(1)], rest),
    };
    let path: Path = start
        .iter()
        .cloned()
        .map(Step::Key)
        .chain(rest.iter().cloned())
        .collect();
    let error = InjectError::at_node(place.file, node_at(place.node, path.steps()), fault.message).of(object);
    if path.is_root() { error } else { error.in_field(&path) }
}

/// The node at a path, or the innermost one on the way there that exists.
fn node_at<'d>(node: NodeRef<'d>, path: &[Step]) -> NodeRef<'d> {
    let mut at = node;
    for step in path {
        let next = match step {
            Step::Key(key) => field_node(at, key),
            Step::Index(index) => at.resolved().item(*index),
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// The value under a key, in any case if there is none in this one.
fn field_node<'d>(node: NodeRef<'d>, key: &str) -> Option<NodeRef<'d>> {
    let node = node.resolved();
    node.get(key).or_else(|| {
        let mut entries = node.entries();
        entries
            .find(|e| e.key.as_text().is_some_and(|k| k.eq_ignore_ascii_case(key)))
            .map(|e| e.value)
    })
}

/// `apiVersion` and `kind` of a document.
fn type_meta(root: NodeRef<'_>) -> (String, String) {
    let text = |key| {
        field_node(root, key)
            .and_then(|n| n.resolved().as_text())
            .unwrap_or_default()
            .to_owned()
    };
    (text("apiVersion"), text("kind"))
}

fn type_meta_of(value: &Value) -> (&str, &str) {
    let text = |key: &str| {
        let map = value.as_mapping()?;
        let found = map
            .get(key)
            .or_else(|| map.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v));
        found.and_then(Value::as_str)
    };
    (text("apiVersion").unwrap_or_default(), text("kind").unwrap_or_default())
}

fn value_at<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

/// Sets the value at a path of keys, making mappings on the way.
fn set_at(value: &mut Value, path: &[String], new: Value) {
    let mut at = value;
    for key in path {
        if at.is_null() {
            *at = Value::Mapping(Mapping::new());
        }
        let Some(map) = at.as_mapping_mut() else { return };
        at = map.entry_or_null(key);
    }
    *at = new;
}

/// Takes metadata and spec of the pod out of an object, which gets them back once they are injected.
fn take_pod(object: &mut Value, location: &PodLocation) -> Value {
    let mut take = |path: &[String]| {
        let slot = path
            .iter()
            .try_fold(&mut *object, |at, key| at.as_mapping_mut()?.get_mut(key));
        slot.map(std::mem::take)
            .filter(|part| !part.is_null())
            .unwrap_or_else(|| Value::Mapping(Mapping::new()))
    };
    let mut pod = Mapping::new();
    pod.insert("metadata", take(&location.metadata));
    pod.insert("spec", take(&location.spec));
    pod.into()
}
