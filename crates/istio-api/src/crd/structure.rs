//! Whether a value has the structure that a schema demands: types, required fields, limits, patterns, alternatives.

use std::cmp::Ordering;

use kubeyaml::{Mapping, Number, Value, json};

use super::alternatives;
use super::node::{Additional, Bound, Node, is_nearly_integer};
use super::path::At;
use super::report::Report;
use super::violation::ViolationKind;
use crate::suggestion;

/// A walk over an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    /// The root's `status` is not looked at: the API server drops it when it has a subresource of its own.
    pub(super) without_status: bool,
}

impl Walk {
    /// Whether the walk leaves out `key` of the value at `at`.
    pub(super) fn skips(self, at: &At<'_>, key: &str) -> bool {
        self.without_status && key == "status" && at.is_root()
    }

    /// Adds what is wrong with `value` and all below.
    pub(super) fn check(self, node: &Node, value: &Value, at: At<'_>, report: &mut Report) {
        if report.is_full() {
            return;
        }
        if value.is_null() {
            if !node.nullable && !self.is_null_allowed(node) {
                report.add(
                    at,
                    ViolationKind::Type,
                    format_args!("must be {}, not null", type_name(node)),
                );
            } else if !node.enumeration.is_empty() && !node.enumeration.iter().any(Value::is_null) {
                enumeration(node, value, at, report);
            }
            return;
        }
        if !has_type(node, value) {
            report.add(
                at,
                ViolationKind::Type,
                format_args!("must be {}, not {}", type_name(node), value.kind_name()),
            );
            return;
        }
        alternatives::check(self, node, value, at, report);
        if !node.enumeration.is_empty() && !node.enumeration.contains(value) {
            enumeration(node, value, at, report);
        }
        match value {
            Value::String(text) => string(node, text, at, report),
            Value::Number(number) => numeric(node, *number, at, report),
            Value::Sequence(items) => self.list(node, items, at, report),
            Value::Mapping(map) => self.object(node, map, at, report),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn is_null_allowed(self, node: &Node) -> bool {
        node.kind.is_none() && !node.int_or_string
    }

    /// Whether nothing is wrong with `value`.
    pub(super) fn fits(self, node: &Node, value: &Value, at: At<'_>) -> bool {
        let mut question = Report::question();
        self.check(node, value, at, &mut question);
        question.is_empty()
    }

    /// What is wrong with `value`.
    pub(super) fn try_check(self, node: &Node, value: &Value, at: At<'_>) -> Report {
        let mut report = Report::default();
        self.check(node, value, at, &mut report);
        report
    }

    fn list(self, node: &Node, items: &[Value], at: At<'_>, report: &mut Report) {
        if let Some(item_node) = &node.items {
            for (index, item) in items.iter().enumerate() {
                self.check(item_node, item, at.index(index), report);
            }
        }
        let count = items.len() as u64;
        if let Some(least) = node.min_items.filter(|least| count < *least) {
            report.add(
                at,
                ViolationKind::Invalid,
                format_args!("must have at least {}", counted(least, "item")),
            );
        }
        if let Some(most) = node.max_items.filter(|most| count > *most) {
            let message = format!("must have at most {}, not {count}", counted(most, "item"));
            report.add(at, ViolationKind::TooMany, message);
        }
        if node.unique_items {
            for (index, item) in items.iter().enumerate() {
                if items[..index].contains(item) {
                    report.add(
                        at.index(index),
                        ViolationKind::Invalid,
                        format_args!("repeats {}", shown(item)),
                    );
                    break;
                }
            }
        }
    }

    fn object(self, node: &Node, map: &Mapping, at: At<'_>, report: &mut Report) {
        let count = if self.without_status && at.is_root() && map.contains_key("status") {
            map.len() - 1
        } else {
            map.len()
        } as u64;
        if let Some(least) = node.min_properties.filter(|least| count < *least) {
            let message = format!("must have at least {}", counted(least, "field"));
            report.add(at, ViolationKind::Invalid, message);
        }
        if let Some(most) = node.max_properties.filter(|most| count > *most) {
            let message = format!("must have at most {}, not {count}", counted(most, "field"));
            report.add(at, ViolationKind::TooMany, message);
        }
        for (key, value) in map.iter() {
            if self.skips(&at, key) {
                continue;
            }
            match node.child(key) {
                Some((child, true)) => self.check(child, value, at.field(key), report),
                Some((child, false)) => self.check(child, value, at.key(key), report),
                None if matches!(node.additional, Some(Additional::None)) => {
                    report.add(at.field(key), ViolationKind::Forbidden, "must not be there");
                }
                None => {}
            }
        }
        for name in &node.required {
            if !map.contains_key(name) {
                report.add(at.field(name), ViolationKind::Required, "is required");
            }
        }
    }
}

fn has_type(node: &Node, value: &Value) -> bool {
    if node.int_or_string {
        return match value {
            Value::String(_) => true,
            Value::Number(Number::Float(number)) => is_nearly_integer(*number),
            Value::Number(_) => true,
            _ => false,
        };
    }
    node.kind.is_none_or(|kind| kind.has(value))
}

fn type_name(node: &Node) -> &'static str {
    match node.kind {
        _ if node.int_or_string => "an integer or a string",
        Some(kind) => kind.name(),
        None => "a value",
    }
}

fn enumeration(node: &Node, value: &Value, at: At<'_>, report: &mut Report) {
    let names: Vec<String> = node.enumeration.iter().map(shown).collect();
    let mut message = format!("{} is none of {}", shown(value), names.join(", "));
    let candidates = node.enumeration.iter().filter_map(Value::as_str);
    if let Some(near) = value.as_str().and_then(|text| suggestion::nearest(text, candidates)) {
        message.push_str(&format!("; did you mean {near}?"));
    }
    report.add(at, ViolationKind::Enumeration, message);
}

fn string(node: &Node, text: &str, at: At<'_>, report: &mut Report) {
    // Characters are counted only where it matters.
    let bytes = text.len() as u64;
    let characters = || text.chars().count() as u64;
    if let Some(most) = node.max_length.filter(|most| bytes > *most && characters() > *most) {
        let message = format!("must have at most {}, not {}", counted(most, "character"), characters());
        report.add(at, ViolationKind::TooLong, message);
    } else if let Some(least) = node.min_length.filter(|least| characters() < *least) {
        let message = if text.is_empty() && least == 1 {
            "must not be empty".to_owned()
        } else {
            format!("must have at least {}", counted(least, "character"))
        };
        report.add(at, ViolationKind::Invalid, message);
    } else if let Some(pattern) = &node.pattern {
        match pattern.matches(text) {
            Some(true) => {}
            Some(false) => {
                let message = format!("{} does not match the pattern {}", quoted(text), pattern.source());
                report.add(at, ViolationKind::Invalid, message);
            }
            None => {
                let message = format!("the schema's pattern {} is no regular expression", pattern.source());
                report.add(at, ViolationKind::Invalid, message);
            }
        }
    }
    if let Some(format) = node.format.filter(|format| !format.holds_text(text)) {
        report.add(
            at,
            ViolationKind::Invalid,
            format_args!("{} is not {}", quoted(text), format.description()),
        );
    }
}

fn numeric(node: &Node, number: Number, at: At<'_>, report: &mut Report) {
    if let Some(format) = node.format.filter(|format| !format.holds_number(number.as_f64())) {
        let message = format!("{} is not {}", shown(&Value::Number(number)), format.description());
        report.add(at, ViolationKind::Overflow, message);
    }
    let out_of_range = match is_unsigned(node) && !UNSIGNED.contains(&number.as_f64()) {
        true => ViolationKind::Overflow,
        false => ViolationKind::Invalid,
    };
    if let Some(Bound { value, exclusive }) = node.minimum {
        let below = compare(number, value);
        if below == Ordering::Less || exclusive && below == Ordering::Equal {
            let than = if exclusive { "greater than" } else { "at least" };
            report.add(
                at,
                out_of_range,
                format_args!("must be {than} {value}, not {}", shown(&Value::Number(number))),
            );
        }
    }
    if let Some(Bound { value, exclusive }) = node.maximum {
        let above = compare(number, value);
        if above == Ordering::Greater || exclusive && above == Ordering::Equal {
            let than = if exclusive { "less than" } else { "at most" };
            report.add(
                at,
                out_of_range,
                format_args!("must be {than} {value}, not {}", shown(&Value::Number(number))),
            );
        }
    }
    if let Some(factor) = node.multiple_of.filter(|factor| !is_multiple(number, *factor)) {
        let message = format!("must be a multiple of {factor}, not {}", shown(&Value::Number(number)));
        report.add(at, ViolationKind::Invalid, message);
    }
}

/// What an unsigned field holds at least; schemas of wider ones have no upper bound.
const UNSIGNED: std::ops::RangeInclusive<f64> = 0.0..=4_294_967_295.0;

/// Whether a schema is one of an unsigned field. The schemas that are made from protobuf messages say so by their bounds alone.
fn is_unsigned(node: &Node) -> bool {
    let positive = node.minimum.is_some_and(|least| least.value >= 0.0);
    positive && node.format.is_none()
}

/// Integers are compared as integers, so that a large one does not lose digits.
fn compare(number: Number, bound: f64) -> Ordering {
    const RANGE: std::ops::Range<f64> = -9.2e18..9.2e18;
    if let (Some(integer), true) = (number.as_i64(), bound.fract() == 0.0 && RANGE.contains(&bound)) {
        return integer.cmp(&(bound as i64));
    }
    number.as_f64().total_cmp(&bound)
}

fn is_multiple(number: Number, factor: f64) -> bool {
    if let (Some(integer), true) = (
        number.as_i64(),
        factor.fract() == 0.0 && (1.0..9.2e18).contains(&factor),
    ) {
        return integer % (factor as i64) == 0;
    }
    let quotient = if factor < 1.0 {
        1.0 / factor * number.as_f64()
    } else {
        number.as_f64() / factor
    };
    is_nearly_integer(quotient)
}

/// `1 item`, `2 items`.
fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A text in quotes, cut when it is long.
fn quoted(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?}...", &text[..end]),
    }
}

/// A value as a message shows it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Mapping(_) | Value::Sequence(_) => value.kind_name().to_owned(),
        other => json::to_string(other).unwrap_or_else(|_| other.kind_name().to_owned()),
    }
}
