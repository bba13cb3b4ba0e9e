//! YAML as istioctl writes it: the list of the JSON format.

use kubeyaml::Value;

use super::{Report, json};

pub(super) fn write(report: &Report<'_>) -> String {
    let list: Vec<Value> = json::value(report).into_iter().map(Value::Mapping).collect();
    // istioctl prints the text, which ends with a line break, as a line.
    format!("{}\n", kubeyaml::to_string(&Value::Sequence(list)))
}
