//! `kube-uninject`: the original bytes where the injection left its comment, else the object without what injections add.

use std::borrow::Cow;

use kubeyaml::edit::{self, Options};
use kubeyaml::{Document, Encoding, Limits, NodeKind, Stream, Value};

use super::error::InjectError;
use super::restore;
use super::stream::{byte_order_mark, encode};
use super::uninjection;
use super::workload::{Class, TemplatePath, classify};

/// An input without sidecars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uninjected {
    /// The text.
    pub text: String,
    /// What the input was encoded in.
    pub encoding: Encoding,
    /// What happened to the documents that were injected, in order.
    pub reports: Vec<UninjectReport>,
}

impl Uninjected {
    /// The bytes to write, in the encoding of the input.
    #[must_use]
    pub fn to_bytes(&self) -> Cow<'_, [u8]> {
        encode(&self.text, self.encoding)
    }
}

/// What became of an injected document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UninjectReport {
    /// The line on which the document starts.
    pub line: usize,
    /// Whether its original bytes are back. If not, its injection carried no usable comment, and what injections are known to add
    /// was taken out.
    pub exact: bool,
}

/// Takes the injections out of an input. `file` is its name in messages.
///
/// # Errors
/// Input that is no YAML or JSON; nothing is written then.
pub fn uninject(file: &str, bytes: &[u8], template_paths: &[TemplatePath]) -> Result<Uninjected, InjectError> {
    let unreadable = |why: kubeyaml::Error| InjectError::reading(file, &why);
    let stream = Stream::parse(bytes, &Limits::default()).map_err(unreadable)?;
    let mut text = String::with_capacity(bytes.len());
    text.push_str(byte_order_mark(bytes));
    let mut reports = Vec::new();
    for document in stream.documents() {
        let document = document.map_err(unreadable)?;
        let restored = restore::original(&document);
        let exact = restored.is_some();
        let new = match restored {
            Some(original) => Some(original),
            None => stripped(file, &document, template_paths)?,
        };
        if new.is_some() {
            reports.push(UninjectReport {
                line: document.position(document.range().start).line,
                exact,
            });
        }
        text.push_str(new.as_deref().unwrap_or(document.source()));
    }
    Ok(Uninjected {
        encoding: stream.encoding(),
        text,
        reports,
    })
}

fn stripped(
    file: &str,
    document: &Document<'_>,
    template_paths: &[TemplatePath],
) -> Result<Option<String>, InjectError> {
    let Some(root) = document.root().filter(|root| root.kind() == NodeKind::Mapping) else {
        return Ok(None);
    };
    if memchr::memmem::find(
        document.source().as_bytes(),
        super::names::annotation::STATUS.as_bytes(),
    )
    .is_none()
    {
        return Ok(None);
    }
    let value = root.to_value().map_err(|why| InjectError::reading(file, &why))?;
    let Some(target) = without_injections(&value, template_paths, 64) else {
        return Ok(None);
    };
    let edits = edit::set_value(document, &target, &Options::default()).map_err(|why| {
        InjectError::at_node(
            file,
            root,
            format!("the object cannot be written without its injection: {why}"),
        )
    })?;
    if edits.is_empty() {
        return Ok(None);
    }
    let text = edits.apply_range(document.text(), document.range());
    Ok(Some(without_comment(text)))
}

/// A comment whose record no longer fits is of no more use.
fn without_comment(text: String) -> String {
    let line = |line: &&str| !line.starts_with(restore::MARK);
    if text.contains(restore::MARK) {
        text.split_inclusive('\n').filter(line).collect()
    } else {
        text
    }
}

fn without_injections(value: &Value, template_paths: &[TemplatePath], depth: usize) -> Option<Value> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    match classify(text("apiVersion"), text("kind"), template_paths) {
        Class::Workload(location) => uninjection::without_injection(value, &location),
        Class::List if depth > 0 => {
            let mut list = value.clone();
            let items = list.as_mapping_mut()?.get_mut("items")?.as_sequence_mut()?;
            let mut changed = false;
            for item in items {
                if let Some(stripped) = without_injections(item, template_paths, depth - 1) {
                    *item = stripped;
                    changed = true;
                }
            }
            changed.then_some(list)
        }
        _ => None,
    }
}
