//! `allOf`, `anyOf`, `oneOf` and `not`.

use kubeyaml::Value;

use super::node::Node;
use super::path::At;
use super::report::Report;
use super::structure::Walk;
use super::violation::ViolationKind;

/// Checks a value by the parts of its schema that combine others.
pub(super) fn check(walk: Walk, node: &Node, value: &Value, at: At<'_>, report: &mut Report) {
    let says_no_more = node.int_or_string && only_types(&node.any_of);
    if !node.any_of.is_empty() && !says_no_more {
        any_of(walk, &node.any_of, value, at, report);
    }
    if !node.one_of.is_empty() {
        one_of(walk, &node.one_of, value, at, report);
    }
    for part in &node.all_of {
        walk.check(part, value, at, report);
    }
    if let Some(not) = node.not.as_ref().filter(|not| walk.fits(not, value, at)) {
        let fields = required_in(not);
        if fields.is_empty() {
            report.add(at, ViolationKind::Invalid, "has a form that is not allowed");
        } else {
            let names = joined(&fields, "and");
            report.add(at, ViolationKind::Invalid, format_args!("must not set {names}"));
        }
    }
}

/// Whether alternatives say no more than `type`: what int-or-string says already.
fn only_types(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| {
        node.kind.is_some()
            && node.enumeration.is_empty()
            && node.pattern.is_none()
            && node.minimum.is_none()
            && node.maximum.is_none()
    })
}

fn any_of(walk: Walk, nodes: &[Node], value: &Value, at: At<'_>, report: &mut Report) {
    if nodes.iter().any(|node| walk.fits(node, value, at)) {
        return;
    }
    match fields_to_choose_from(nodes) {
        Some(fields) => report.add(
            at,
            ViolationKind::Required,
            format_args!("at least one of {} is required", joined(&fields, "and")),
        ),
        None => none_fits(walk, nodes, value, at, report),
    }
}

/// No alternative fits: shows what is wrong by the one of which the least is wrong.
fn none_fits(walk: Walk, nodes: &[Node], value: &Value, at: At<'_>, report: &mut Report) {
    let count = nodes.len();
    report.add(
        at,
        ViolationKind::Invalid,
        format_args!("fits none of the {count} forms that are allowed; for the nearest:"),
    );
    if report.is_full() {
        return;
    }
    let tried = nodes.iter().map(|node| walk.try_check(node, value, at));
    if let Some(best) = tried.min_by_key(|tried| tried.violations().len()) {
        report.append(best);
    }
}

fn one_of(walk: Walk, nodes: &[Node], value: &Value, at: At<'_>, report: &mut Report) {
    let fits = nodes.iter().filter(|node| walk.fits(node, value, at)).count();
    if fits == 1 {
        return;
    }
    // The usual form is a choice of fields, sometimes with "none of them" as another alternative.
    let fields = fields_to_choose_from(nodes);
    match (fields, fits) {
        (Some(fields), 0) => {
            report.add(
                at,
                ViolationKind::Required,
                format_args!("one of {} is required", joined(&fields, "and")),
            );
        }
        (Some(fields), _) => {
            let set: Vec<&str> = fields
                .iter()
                .copied()
                .filter(|name| value.get(name).is_some())
                .collect();
            report.add(
                at,
                ViolationKind::Invalid,
                format_args!(
                    "only one of {} may be set, not {}",
                    joined(&fields, "and"),
                    joined(&set, "and")
                ),
            );
        }
        (None, 0) => none_fits(walk, nodes, value, at, report),
        (None, fits) => {
            report.add(
                at,
                ViolationKind::Invalid,
                format_args!(
                    "fits {fits} of the {} forms that are allowed, and must fit one only",
                    nodes.len()
                ),
            );
        }
    }
}

/// The fields that alternatives demand, when each demands one field or that there is none of them.
fn fields_to_choose_from(nodes: &[Node]) -> Option<Vec<&str>> {
    let mut fields = Vec::new();
    for node in nodes {
        match (node.required.as_slice(), &node.not) {
            ([name], None) => fields.push(name.as_str()),
            ([], Some(_)) => {}
            _ => return None,
        }
    }
    (!fields.is_empty()).then_some(fields)
}

/// The fields that a schema and its alternatives demand.
fn required_in(node: &Node) -> Vec<&str> {
    let parts = node.any_of.iter().chain(&node.all_of).chain(&node.one_of);
    let mut names: Vec<&str> = node
        .required
        .iter()
        .chain(parts.flat_map(|part| &part.required))
        .map(String::as_str)
        .collect();
    names.dedup();
    names
}

fn joined(names: &[&str], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
