//! Messages that were there before, so that only new ones count.
//!
//! A baseline is a JSON file: a list of code, resource, message and how often it is said. Lines are no part of it, so that it stays good
//! when files change elsewhere.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use crate::message::Message;

/// Messages that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<Entry, u64>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    code: String,
    resource: String,
    message: String,
}

/// A text that is no baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineError(String);

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no baseline: {}", self.0)
    }
}

impl std::error::Error for BaselineError {}

impl Entry {
    fn of(message: &Message) -> Self {
        Self {
            code: message.code.id.to_owned(),
            resource: message
                .subject
                .as_ref()
                .map(|subject| subject.friendly_name())
                .unwrap_or_default(),
            message: message.text(),
        }
    }
}

impl Baseline {
    /// The baseline of messages.
    #[must_use]
    pub fn of(messages: &[Message]) -> Self {
        let mut entries = BTreeMap::new();
        for message in messages {
            *entries.entry(Entry::of(message)).or_default() += 1;
        }
        Self(entries)
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// Text that is no JSON list of entries.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let list: Vec<Value> = serde_json::from_str(text).map_err(|error| BaselineError(error.to_string()))?;
        let mut entries = BTreeMap::new();
        for (index, item) in list.iter().enumerate() {
            let field = |name: &str| {
                let value = item.get(name).and_then(Value::as_str);
                value
                    .map(str::to_owned)
                    .ok_or_else(|| BaselineError(format!("entry {index} has no {name}")))
            };
            let entry = Entry {
                code: field("code")?,
                resource: field("resource")?,
                message: field("message")?,
            };
            *entries.entry(entry).or_default() += item.get("count").and_then(Value::as_u64).unwrap_or(1);
        }
        Ok(Self(entries))
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let list: Vec<Value> = self
            .0
            .iter()
            .map(|(entry, count)| {
                json!({"code": entry.code, "resource": entry.resource, "message": entry.message, "count": count})
            })
            .collect();
        format!("{:#}\n", Value::Array(list))
    }

    /// Drops the messages that are known; the result is how many that were.
    pub fn drop_known(&self, messages: &mut Vec<Message>) -> usize {
        let mut left = self.0.clone();
        let before = messages.len();
        messages.retain(|message| match left.get_mut(&Entry::of(message)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        before - messages.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Subject, codes};

    #[test]
    fn known_messages_are_dropped_as_often_as_they_were_there() {
        let message = |name: &str| {
            let subject = Subject::new("Pod", "shop", name);
            Message::about(&codes::POD_MISSING_PROXY, Some(subject)).with(name)
        };
        let baseline = Baseline::of(&[message("a"), message("b")]);
        assert_eq!(Baseline::parse(&baseline.text()), Ok(baseline.clone()));
        let mut messages = vec![message("a"), message("a"), message("c")];
        assert_eq!(baseline.drop_known(&mut messages), 1);
        assert_eq!(messages.len(), 2);
        assert!(Baseline::parse("{}").is_err());
        assert!(Baseline::parse("[{\"code\": \"x\"}]").is_err());
    }
}
