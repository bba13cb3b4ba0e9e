//! `allOf`, `anyOf`, `oneOf` and `not`.

use kubeyaml::Value;

use super::node::Node;
use super::path::At;
use super::report::Report;
use super::structure::Walk;
use super::violation::ViolationKind;

/// Checks a value by the parts of its schema that combine others.
pub(super) fn check(walk: Walk, node: &Node, value: &Value, at: At<'_>, report: &mut Report) {
    if !node.any_of.is_empty() && !(node.int_or_string && only_types(&node.any_of)) {
        any_of(walk, &node.any_of, value, at, report);
    }
    if !node.one_of.is_empty() {
        one_of(walk, &node.one_of, value, at, report);
    }
    for part in &node.all_of {
        walk.check(part, value, at, report);
    }
    if let Some(not) = &node.not {
        if walk.try_check(not, value, at).is_empty() {
            let fields = required_in(not);
            let message = if fields.is_empty() {
                "has a form that is not allowed".to_owned()
            } else {
                format!("must not set {}", joined(&fields, "and"))
            };
            report.add(at, ViolationKind::Invalid, message);
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
    let mut best: Option<Report> = None;
    for node in nodes {
        let tried = walk.try_check(node, value, at);
        if tried.is_empty() {
            return;
        }
        let fewer = |best: &Report| tried.violations().len() < best.violations().len();
        if best.as_ref().is_none_or(fewer) {
            best = Some(tried);
        }
    }
    match fields_to_choose_from(nodes) {
        Some(fields) => report.add(
            at,
            ViolationKind::Required,
            format!("at least one of {} is required", joined(&fields, "and")),
        ),
        None => none_fits(nodes.len(), best, at, report),
    }
}

fn none_fits(count: usize, best: Option<Report>, at: At<'_>, report: &mut Report) {
    report.add(
        at,
        ViolationKind::Invalid,
        format!("fits none of the {count} forms that are allowed; for the nearest:"),
    );
    if let Some(best) = best {
        report.append(best);
    }
}

fn one_of(walk: Walk, nodes: &[Node], value: &Value, at: At<'_>, report: &mut Report) {
    let mut fits = 0;
    let mut best: Option<Report> = None;
    for node in nodes {
        let tried = walk.try_check(node, value, at);
        if tried.is_empty() {
            fits += 1;
            continue;
        }
        let fewer = |best: &Report| tried.violations().len() < best.violations().len();
        if best.as_ref().is_none_or(fewer) {
            best = Some(tried);
        }
    }
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
                format!("one of {} is required", joined(&fields, "and")),
            );
        }
        (Some(fields), _) => {
            let set: Vec<&str> = fields
                .iter()
                .copied()
                .filter(|name| value.get(name).is_some())
                .collect();
            let message = format!(
                "only one of {} may be set, not {}",
                joined(&fields, "and"),
                joined(&set, "and")
            );
            report.add(at, ViolationKind::Invalid, message);
        }
        (None, 0) => none_fits(nodes.len(), best, at, report),
        (None, fits) => {
            let message = format!(
                "fits {fits} of the {} forms that are allowed, and must fit one only",
                nodes.len()
            );
            report.add(at, ViolationKind::Invalid, message);
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
