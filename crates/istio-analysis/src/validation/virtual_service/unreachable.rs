//! Routes and matches that no request gets to, because an earlier one takes it.

use std::collections::BTreeMap;

use kubeyaml::{Number, Value};

use crate::validation::node::Node;
use crate::validation::report::{INEFFECTIVE_MATCH, Report, UNREACHABLE_RULE};

/// Routes of HTTP, whose prefixes of paths are compared as well.
pub(super) fn check_http(routes: &Node<'_>, report: &mut Report) {
    let mut prefixes = Vec::new();
    check(routes, report, |route, condition| {
        prefixes.extend(PrefixMatch::of(route, condition));
    });
    for (i, earlier) in prefixes.iter().enumerate() {
        for later in &prefixes[i + 1..] {
            if later.prefix != earlier.prefix && earlier.covers(later) {
                let condition = format!("{} of prefix {}", later.name, later.prefix);
                let duplicate = format!("{} of prefix {} on {}", earlier.name, earlier.prefix, earlier.route);
                report_ineffective(&later.node, &later.route, condition, duplicate, report);
            }
        }
    }
}

/// Routes of TCP or of TLS.
pub(super) fn check_layer4(routes: &Node<'_>, report: &mut Report) {
    check(routes, report, |_, _| {});
}

/// Finds what repeats or comes after a route for everything; `visit` sees each other match.
fn check<'a>(routes: &Node<'a>, report: &mut Report, mut visit: impl FnMut(&Named<'a>, &Named<'a>)) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut has_empty = false;
    for (index, node) in routes.items().into_iter().enumerate() {
        if !node.is_set() {
            continue;
        }
        let route = Named::new(node, index);
        let conditions = route.node.at("match").items();
        if conditions.is_empty() {
            if has_empty {
                report_unreachable(&route, "only the last rule can have no matches", report);
            }
            has_empty = true;
            continue;
        }
        let mut duplicates = 0;
        for (number, node) in conditions.iter().enumerate() {
            if has_empty {
                report_unreachable(&route, "route without matches defined before", report);
                continue;
            }
            let condition = Named::new(node.clone(), number);
            let content = content(node.value());
            if let Some(earlier) = seen.get(&content) {
                report_ineffective(node, &route.name, condition.name, earlier.clone(), report);
                duplicates += 1;
            } else {
                seen.insert(content, route.name.clone());
                visit(&route, &condition);
            }
        }
        if duplicates == conditions.len() {
            report_unreachable(&route, "all matches used by prior rules", report);
        }
    }
}

/// A route or a match, with its name or its number.
struct Named<'a> {
    node: Node<'a>,
    name: String,
}

impl<'a> Named<'a> {
    fn new(node: Node<'a>, index: usize) -> Self {
        let name = match node.at("name").text() {
            "" => format!("#{index}"),
            name => format!("{name:?}"),
        };
        Named { node, name }
    }
}

fn report_unreachable(route: &Named<'_>, reason: &str, report: &mut Report) {
    report.analysis(
        &route.node,
        UNREACHABLE_RULE,
        format!("the rule {} is never used ({reason})", route.name),
        vec![route.name.clone(), reason.to_owned()],
    );
}

fn report_ineffective(node: &Node<'_>, route: &str, condition: String, duplicate: String, report: &mut Report) {
    report.analysis(
        node,
        INEFFECTIVE_MATCH,
        format!("match {condition} of rule {route} is never used: it is a duplicate of, or overlaps with, a match in rule {duplicate}"),
        vec![route.to_owned(), condition, duplicate],
    );
}

/// What a match says, whatever it is called, in one form for the same meaning.
fn content(condition: Option<&Value>) -> String {
    let mut out = String::new();
    let Some(Value::Mapping(fields)) = condition else {
        return out;
    };
    let maps = ["headers", "withoutHeaders", "queryParams", "sourceLabels"];
    let sorted: BTreeMap<&str, &Value> = fields.iter().filter(|(name, _)| *name != "name").collect();
    for (name, value) in sorted {
        let is_default = match value {
            Value::Null | Value::Bool(false) | Value::Number(Number::Int(0)) => true,
            Value::String(text) => text.is_empty(),
            Value::Sequence(items) => items.is_empty(),
            Value::Mapping(map) => map.is_empty() && maps.contains(&name),
            _ => false,
        };
        if !is_default {
            out.push_str(&format!("{name:?}:"));
            write_sorted(value, &mut out);
        }
    }
    out
}

/// Writes a tree with its keys in order.
fn write_sorted(value: &Value, out: &mut String) {
    match value {
        Value::Mapping(map) => {
            let sorted: BTreeMap<&str, &Value> = map.iter().collect();
            out.push('{');
            for (key, value) in sorted {
                out.push_str(&format!("{key:?}:"));
                write_sorted(value, out);
            }
            out.push('}');
        }
        Value::Sequence(items) => {
            out.push('[');
            for item in items {
                write_sorted(item, out);
            }
            out.push(']');
        }
        plain => out.push_str(&format!("{plain:?},")),
    }
}

/// A match of a prefix of the path, as far as matches are compared.
struct PrefixMatch<'a> {
    node: Node<'a>,
    name: String,
    route: String,
    prefix: &'a str,
    port: i64,
    method: String,
    authority: String,
    /// Of headers, query parameters and headers that must not be there.
    maps: [BTreeMap<&'a str, String>; 3],
}

impl<'a> PrefixMatch<'a> {
    fn of(route: &Named<'a>, condition: &Named<'a>) -> Option<Self> {
        let node = &condition.node;
        let prefix = node.at("uri").at("prefix").text();
        if prefix.is_empty() {
            return None;
        }
        let mut method = exact_or_prefix(&node.at("method"));
        if method.is_empty() {
            method.push_str("exact:GET");
        }
        let map = |name| {
            let entries = node.at(name).entries();
            entries
                .into_iter()
                .map(|(key, value)| (key, exact_or_prefix(&value)))
                .collect()
        };
        Some(PrefixMatch {
            name: condition.name.clone(),
            route: route.name.clone(),
            prefix,
            port: node.at("port").int(),
            method,
            authority: exact_or_prefix(&node.at("authority")),
            maps: ["headers", "queryParams", "withoutHeaders"].map(map),
            node: node.clone(),
        })
    }

    /// Whether no request that `later` matches gets past this one, as Istio decides it.
    fn covers(&self, later: &PrefixMatch<'_>) -> bool {
        let maps_agree = |(mine, theirs): (&BTreeMap<&str, String>, &BTreeMap<&str, String>)| {
            mine.len() == theirs.len()
                && mine
                    .iter()
                    .all(|(key, value)| theirs.get(key).is_some_and(|other| value.starts_with(other.as_str())))
        };
        later.prefix.starts_with(self.prefix)
            && later.port == self.port
            && self.method.starts_with(&later.method)
            && self.authority.starts_with(&later.authority)
            && self.maps.iter().zip(&later.maps).all(maps_agree)
    }
}

fn exact_or_prefix(text: &Node<'_>) -> String {
    let (exact, prefix) = (text.at("exact").text(), text.at("prefix").text());
    match (exact, prefix) {
        ("", "") => String::new(),
        ("", prefix) => format!("prefix:{prefix}"),
        (exact, _) => format!("exact:{exact}"),
    }
}
