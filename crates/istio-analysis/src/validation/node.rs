//! Reading an object's tree as protobuf JSON: what is not there, or of another type, reads as the field's default.

use std::rc::Rc;

use istio_api::duration;
use kubeyaml::{Number, Value};

use super::path::{Path, Step};

/// A field that may or may not be there, and where it is.
#[derive(Clone)]
pub(super) struct Node<'a> {
    /// Nothing for what is absent or null.
    value: Option<&'a Value>,
    trail: Rc<Trail<'a>>,
}

struct Trail<'a> {
    parent: Option<Rc<Trail<'a>>>,
    last: Last<'a>,
}

enum Last<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Node<'a> {
    /// A tree that lies under `key` of the object.
    pub(super) fn root(key: &'static str, value: Option<&'a Value>) -> Self {
        Node {
            value: value.filter(|v| !v.is_null()),
            trail: Rc::new(Trail {
                parent: None,
                last: Last::Key(key),
            }),
        }
    }

    fn child(&self, last: Last<'a>, value: Option<&'a Value>) -> Node<'a> {
        Node {
            value: value.filter(|v| !v.is_null()),
            trail: Rc::new(Trail {
                parent: Some(Rc::clone(&self.trail)),
                last,
            }),
        }
    }

    /// The field of a message by its JSON name; the name of the `.proto` file is read as well, as protobuf JSON demands.
    pub(super) fn at(&self, name: &'static str) -> Node<'a> {
        if let Some(value) = self.value.and_then(|v| v.get(name)) {
            return self.child(Last::Key(name), Some(value));
        }
        let under_proto_name = self.value.and_then(Value::as_mapping).and_then(|map| {
            let proto_name = snake_case(name)?;
            map.iter().find(|(key, _)| *key == proto_name)
        });
        match under_proto_name {
            Some((key, value)) => self.child(Last::Key(key), Some(value)),
            None => self.child(Last::Key(name), None),
        }
    }

    /// The field of a map by its key.
    pub(super) fn entry(&self, key: &'a str) -> Node<'a> {
        self.child(Last::Key(key), self.value.and_then(|v| v.get(key)))
    }

    /// The elements of a list; null elements are there, unset.
    pub(super) fn items(&self) -> Vec<Node<'a>> {
        let items = self.value.and_then(Value::as_sequence).unwrap_or_default();
        items
            .iter()
            .enumerate()
            .map(|(i, item)| self.child(Last::Index(i), Some(item)))
            .collect()
    }

    /// The keys and values of a map.
    pub(super) fn entries(&self) -> Vec<(&'a str, Node<'a>)> {
        let map = self.value.and_then(Value::as_mapping);
        map.into_iter()
            .flat_map(|map| map.iter())
            .map(|(key, value)| (key, self.child(Last::Key(key), Some(value))))
            .collect()
    }

    /// How many elements a list or a map has.
    pub(super) fn count(&self) -> usize {
        match self.value {
            Some(Value::Sequence(items)) => items.len(),
            Some(Value::Mapping(map)) => map.len(),
            _ => 0,
        }
    }

    /// Whether a list or a map has no elements.
    pub(super) fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Whether the field is there and not null.
    pub(super) fn is_set(&self) -> bool {
        self.value.is_some()
    }

    /// The plain tree.
    pub(super) fn value(&self) -> Option<&'a Value> {
        self.value
    }

    /// A text; empty if there is none.
    pub(super) fn text(&self) -> &'a str {
        self.value.and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether there is a text, and it is not empty.
    pub(super) fn has_text(&self) -> bool {
        !self.text().is_empty()
    }

    /// The texts of a list.
    pub(super) fn texts(&self) -> Vec<&'a str> {
        self.items().iter().map(Node::text).collect()
    }

    /// An integer: protobuf JSON also takes text and floats without a fraction; 0 if there is none.
    pub(super) fn int(&self) -> i64 {
        match self.value {
            Some(Value::Number(Number::Int(n))) => *n,
            Some(Value::Number(Number::Uint(n))) => i64::try_from(*n).unwrap_or(i64::MAX),
            Some(Value::Number(Number::Float(n))) if n.fract() == 0.0 => *n as i64,
            Some(Value::String(text)) => text.parse().unwrap_or_default(),
            _ => 0,
        }
    }

    /// A number; 0 if there is none.
    pub(super) fn number(&self) -> f64 {
        match self.value {
            Some(Value::Number(n)) => n.as_f64(),
            Some(Value::String(text)) => text.parse().unwrap_or_default(),
            _ => 0.0,
        }
    }

    /// A truth value; false if there is none.
    pub(super) fn flag(&self) -> bool {
        self.value.and_then(Value::as_bool).unwrap_or_default()
    }

    /// The name of an enum's value; `names` has them by number. Nothing for a value that the enum does not have.
    pub(super) fn choice(&self, names: &[&'static str]) -> Option<&'static str> {
        match self.value {
            None => names.first().copied(),
            Some(Value::String(text)) => names.iter().find(|name| **name == text.as_str()).copied(),
            Some(_) => names.get(usize::try_from(self.int()).ok()?).copied(),
        }
    }

    /// A duration in nanoseconds; nothing when it is absent or no duration.
    pub(super) fn duration(&self) -> Option<i64> {
        duration::parse(self.value?.as_str()?)
    }

    /// Where the field is.
    pub(super) fn path(&self) -> Path {
        let mut steps = Vec::new();
        let mut trail = Some(&self.trail);
        while let Some(here) = trail {
            steps.push(match here.last {
                Last::Key(key) => Step::Key(key.to_owned()),
                Last::Index(index) => Step::Index(index),
            });
            trail = here.parent.as_ref();
        }
        steps.reverse();
        Path(steps)
    }
}

/// `match_labels` of `matchLabels`; nothing when both are the same.
fn snake_case(name: &str) -> Option<String> {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    (out != name).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_protobuf_json_and_names_places() {
        let tree =
            kubeyaml::from_str("match_labels: {a.b: '1'}\nlist: [null, {num: '7', e: 2}]\nt: 1m30s\nnone: null\n")
                .expect("a tree");
        let root = Node::root("spec", Some(&tree));
        let labels = root.at("matchLabels");
        assert_eq!(labels.entries()[0].1.path().to_string(), r#"spec.match_labels["a.b"]"#);
        let items = root.at("list").items();
        assert!(!items[0].is_set() && items[1].is_set());
        assert_eq!(items[1].at("num").int(), 7);
        assert_eq!(items[1].at("num").path().to_string(), "spec.list[1].num");
        assert_eq!(items[1].at("e").choice(&["A", "B", "C"]), Some("C"));
        assert_eq!(items[1].at("e").choice(&["A", "B"]), None);
        assert_eq!(root.at("t").duration(), Some(90_000_000_000));
        assert!(!root.at("none").is_set());
        assert_eq!(root.at("absent").choice(&["A"]), Some("A"));
        assert_eq!(root.at("list").text(), "", "a wrong type reads as nothing");
    }
}
