//! JSON as istioctl writes it: one list, indented with tabs, keys sorted.

use kubeyaml::{Mapping, Value};

use super::{Report, reference_of};
use crate::message::Message;

pub(super) fn write(report: &Report<'_>) -> String {
    let messages = value(report);
    if messages.is_empty() {
        return "[]\n".to_owned();
    }
    let mut text = String::from("[");
    for (index, message) in messages.iter().enumerate() {
        text.push_str(if index == 0 { "\n\t{" } else { ",\n\t{" });
        for (position, (key, value)) in message.iter().enumerate() {
            let comma = if position == 0 { "" } else { "," };
            text.push_str(&format!(
                "{comma}\n\t\t{}: {}",
                quoted(key),
                quoted(value.as_str().unwrap_or(""))
            ));
        }
        text.push_str("\n\t}");
    }
    text.push_str("\n]\n");
    text
}

/// A JSON string as Go's `encoding/json` writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    kubeyaml::json::write_string(&mut quoted, text, true);
    quoted
}

/// The messages as data, keys sorted.
pub(super) fn value(report: &Report<'_>) -> Vec<Mapping> {
    let several_clusters = super::log::has_several_clusters(report.messages);
    let fields = |message: &Message| {
        let mut map = Mapping::new();
        if let Some(subject) = message.subject.as_ref().filter(|_| several_clusters) {
            map.insert("cluster", Value::from(subject.cluster.as_str()));
        }
        map.insert("code", Value::from(message.code.id));
        map.insert(
            "documentationUrl",
            Value::from(message.documentation_url(report.reference)),
        );
        map.insert("level", Value::from(message.level().name()));
        map.insert("message", Value::from(message.text()));
        if let Some(subject) = &message.subject {
            map.insert("origin", Value::from(subject.friendly_name()));
        }
        if let Some(place) = reference_of(message) {
            map.insert("reference", Value::from(place));
        }
        map
    };
    report.messages.iter().map(fields).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::written};

    #[test]
    fn the_list_reads_back_and_is_indented_with_tabs() {
        let text = written(Format::Json);
        assert!(
            text.starts_with("[\n\t{\n\t\t\"code\": \"IST0101\",\n\t\t\"documentationUrl\": "),
            "{text}"
        );
        assert!(text.contains("\\u003cweb\\u003e \\u0026"), "{text}");
        let list: Vec<serde_json::Value> = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(list[0]["reference"], "a b.yaml:9");
    }
}
