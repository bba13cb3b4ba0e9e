//! DestinationRules and VirtualServices, as far as they are about a Service's pods.

use super::page::Page;
use crate::host;
use crate::selector::Selector;
use crate::snapshot::{Fields, Resource};

/// Names of the modes of TLS, in the order of the API.
const TLS_MODES: [&str; 4] = ["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"];

/// The subsets of a DestinationRule: those that some pod is in, and the others.
#[derive(Debug, Default)]
pub(super) struct Subsets<'a> {
    matching: Vec<&'a str>,
    others: Vec<&'a str>,
}

impl<'a> Subsets<'a> {
    pub(super) fn of(rules: &[&'a Resource], pods: &[&Resource]) -> Self {
        let mut subsets = Self::default();
        for subset in rules.iter().flat_map(|rule| rule.spec().items("subsets")) {
            let selector = Selector::of(subset.map("labels"));
            if pods.iter().any(|pod| selector.matches(pod.labels())) {
                subsets.matching.push(subset.text("name"));
            } else {
                subsets.others.push(subset.text("name"));
            }
        }
        subsets
    }

    fn is_empty(&self) -> bool {
        self.matching.is_empty() && self.others.is_empty()
    }
}

/// Writes a DestinationRule with its policies; `merged` are those that add subsets to it.
pub(super) fn destination_rule(
    page: &mut Page<'_>,
    indent: usize,
    rule: &Resource,
    merged: &[&Resource],
    subsets: &Subsets<'_>,
) {
    let spec = rule.spec();
    page.line(
        indent,
        &format!("DestinationRule: {} for {:?}", page.name(rule), spec.text("host")),
    );
    for other in merged {
        page.line(indent + 3, &format!("with subsets of {}", page.name(other)));
    }
    if !subsets.is_empty() {
        let others = subsets.others.join(",");
        if subsets.matching.is_empty() {
            page.line(
                indent + 3,
                &format!("WARNING POD DOES NOT MATCH ANY SUBSETS.  (Non matching subsets {others})"),
            );
        }
        page.line(indent + 3, &format!("Matching subsets: {}", subsets.matching.join(",")));
        if !subsets.others.is_empty() {
            page.line(indent + 6, &format!("(Non-matching subsets {others})"));
        }
    }
    let policy = spec.at("trafficPolicy");
    if !policy.is_set() {
        page.line(indent + 3, "No Traffic Policy");
        return;
    }
    if policy.at("tls").is_set() {
        let mode = policy.at("tls").enumeration("mode", &TLS_MODES);
        page.line(indent + 3, &format!("Traffic Policy TLS Mode: {mode}"));
    }
    policies(page, indent + 3, policy);
    if policy.items("portLevelSettings").len() > 0 {
        page.line(indent + 3, "Port Level Settings:");
    }
    for port in policy.items("portLevelSettings") {
        let number = port.at("port").integer("number").unwrap_or_default();
        page.line(indent + 4, &format!("{number}:"));
        if port.at("tls").is_set() {
            let mode = port.at("tls").enumeration("mode", &TLS_MODES);
            page.line(indent + 6, &format!("TLS Mode: {mode}"));
        }
        policies(page, indent + 6, port);
    }
}

fn policies(page: &mut Page<'_>, indent: usize, policy: Fields<'_>) {
    let known = [
        ("loadBalancer", "load balancer"),
        ("connectionPool", "connection pool"),
        ("outlierDetection", "outlier detection"),
    ];
    let set: Vec<&str> = known
        .iter()
        .filter(|(field, _)| policy.at(field).is_set())
        .map(|(_, word)| *word)
        .collect();
    if !set.is_empty() {
        page.line(indent, &format!("Policies: {}", set.join("/")));
    }
}

/// What a route has to do with a Service.
struct Verdict {
    /// Whether it leads to the Service, and to a subset that a pod is in if it names one.
    leads_here: bool,
    facts: Vec<String>,
}

/// Whether a host that a VirtualService names is a Service.
pub(super) fn is_host_of(virtual_service: &Resource, name: &str, service: &Resource) -> bool {
    let full = host::fqdn(service.namespace(), service.name());
    let named = host::fqdn(virtual_service.namespace(), name);
    let short = format!("{}.{}", service.name(), service.namespace());
    named.eq_ignore_ascii_case(&full) || named.eq_ignore_ascii_case(&short) || named == format!("{short}.svc")
}

/// Writes a VirtualService with the routes that lead to a Service, and how many do not.
pub(super) fn virtual_service(
    page: &mut Page<'_>,
    indent: usize,
    resource: &Resource,
    service: &Resource,
    subsets: &Subsets<'_>,
    rule: Option<&Resource>,
) {
    page.line(indent, &format!("VirtualService: {}", page.name(resource)));
    let spec = resource.spec();
    let mut verdicts = Vec::new();
    for (list, word) in [("http", "HTTP"), ("tls", "TLS"), ("tcp", "TCP")] {
        for route in spec.items(list) {
            let mut verdict = destinations(resource, route, service, subsets, rule, page);
            if verdict.leads_here {
                verdict.facts.extend(conditions(route, list));
            }
            verdicts.push((word, verdict));
        }
    }
    let facts = |leads_here: bool| {
        let verdicts = verdicts
            .iter()
            .filter(move |(_, verdict)| verdict.leads_here == leads_here);
        verdicts.flat_map(|(_, verdict)| &verdict.facts)
    };
    let count = |word: &str| verdicts.iter().filter(|(of, _)| *of == word).count();
    let matches = verdicts.iter().filter(|(_, verdict)| verdict.leads_here).count();
    if matches == 0 {
        for word in ["HTTP", "TLS", "TCP"] {
            let routes = count(word);
            if routes > 0 {
                page.line(
                    indent + 3,
                    &format!("WARNING: No destinations match pod subsets (checked {routes} {word} routes)"),
                );
            }
        }
        for fact in facts(false) {
            page.line(indent + 6, fact);
        }
        return;
    }
    for fact in facts(true) {
        page.line(indent + 3, fact);
    }
    let silent = facts(true).next().is_none();
    let others = verdicts.len() - matches;
    if others > 0 {
        page.line(
            indent + 3,
            &format!("{others} additional destination(s) that will not reach this pod"),
        );
        if silent {
            for fact in facts(false) {
                page.line(indent + 6, fact);
            }
        }
    } else if silent {
        for word in ["HTTP", "TLS", "TCP"] {
            let routes = count(word);
            if routes > 0 {
                page.line(indent + 3, &format!("{routes} {word} route(s)"));
            }
        }
    }
}

fn destinations(
    resource: &Resource,
    route: Fields<'_>,
    service: &Resource,
    subsets: &Subsets<'_>,
    rule: Option<&Resource>,
    page: &Page<'_>,
) -> Verdict {
    let mut verdict = Verdict {
        leads_here: false,
        facts: Vec::new(),
    };
    let mut notes = Vec::new();
    for destination in route.items("route") {
        let to = destination.at("destination");
        let (host, subset) = (to.text("host"), to.text("subset"));
        let weight = destination.integer("weight").unwrap_or_default();
        if !is_host_of(resource, host, service) {
            let subset = if subset.is_empty() {
                String::new()
            } else {
                format!(" subset {subset:?}")
            };
            verdict
                .facts
                .push(format!("Route to host {host:?}{subset} with weight {weight}%"));
            continue;
        }
        if !subset.is_empty() && !subsets.matching.contains(&subset) {
            notes.push(if subsets.others.contains(&subset) {
                format!("Route to non-matching subset {subset} for ({})", all_matches(route))
            } else {
                match rule {
                    None => format!("Warning: Route to subset {subset} but NO DESTINATION RULE defining subsets!"),
                    Some(rule) => {
                        let rule = page.name(rule);
                        format!("Warning: Route to UNKNOWN subset {subset}; check DestinationRule {rule}")
                    }
                }
            });
            continue;
        }
        verdict.leads_here = true;
        if weight > 0 {
            let subset = if subset.is_empty() {
                String::new()
            } else {
                format!(" subset {subset:?}")
            };
            verdict
                .facts
                .push(format!("Route to host {host:?}{subset} with weight {weight}%"));
        }
    }
    if !verdict.leads_here {
        // What leads elsewhere altogether is no news.
        if notes.is_empty() {
            verdict.facts.clear();
        }
        verdict.facts.extend(notes);
    }
    verdict
}

/// What a route asks of a request, and what it does besides sending it on.
fn conditions(route: Fields<'_>, list: &str) -> Option<String> {
    let mut parts = Vec::new();
    let fault = route.at("fault");
    if fault.is_set() {
        parts.push(format!("Fault injection {}", faults(fault)));
    }
    for one in route.items("match") {
        parts.push(match list {
            "http" => http_match(one),
            _ => layer4_match(one),
        });
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn faults(fault: Fields<'_>) -> String {
    let percent = |of: Fields<'_>| match of.at("percentage").at("value").value() {
        Some(kubeyaml::Value::Number(number)) => format!(" {}%", number.as_f64()),
        _ => String::new(),
    };
    let (delay, abort) = (fault.at("delay"), fault.at("abort"));
    let mut parts = Vec::new();
    if delay.is_set() {
        parts.push(format!("delay {}{}", delay.text("fixedDelay"), percent(delay)));
    }
    if abort.is_set() {
        let status = match abort.integer("httpStatus") {
            Some(status) => status.to_string(),
            None => abort.text("grpcStatus").to_owned(),
        };
        parts.push(format!("abort {status}{}", percent(abort)));
    }
    parts.join(" and ")
}

fn all_matches(route: Fields<'_>) -> String {
    let matches: Vec<String> = route.items("match").map(http_match).collect();
    if matches.is_empty() {
        "everything".to_owned()
    } else {
        matches.join(", ")
    }
}

fn http_match(one: Fields<'_>) -> String {
    let mut text = "Match: ".to_owned();
    if one.at("uri").is_set() {
        text += &string_match(one.at("uri"));
        if one.flag("ignoreUriCase") {
            text += " uncased";
        }
    }
    for (field, word) in [("method", "method"), ("authority", "authority"), ("scheme", "scheme")] {
        if one.at(field).is_set() {
            text += &format!(" {word} {}", string_match(one.at(field)));
        }
    }
    for (field, words) in [
        ("headers", " when headers are "),
        ("withoutHeaders", " unless headers are "),
        ("queryParams", " when query parameters are "),
    ] {
        let mut all: Vec<String> = one
            .entries(field)
            .map(|(key, value)| format!("{key}={}", string_match(value)))
            .collect();
        all.sort();
        if !all.is_empty() {
            text += words;
            text += &all.join("; ");
        }
    }
    if let Some(port) = one.integer("port").filter(|port| *port > 0) {
        text += &format!(" on port {port}");
    }
    text.trim_end().to_owned()
}

fn string_match(text: Fields<'_>) -> String {
    if text.at("exact").is_set() {
        return text.text("exact").to_owned();
    }
    if text.at("prefix").is_set() {
        return format!("{}*", text.text("prefix"));
    }
    if text.at("regex").is_set() {
        return format!("regex {:?}", text.text("regex"));
    }
    "anything".to_owned()
}

fn layer4_match(one: Fields<'_>) -> String {
    let mut parts = Vec::new();
    if let Some(port) = one.integer("port").filter(|port| *port > 0) {
        parts.push(format!("port {port}"));
    }
    for (field, word) in [
        ("sniHosts", "server names"),
        ("destinationSubnets", "addresses"),
        ("gateways", "gateways"),
    ] {
        let all: Vec<&str> = one.texts(field).collect();
        if !all.is_empty() {
            parts.push(format!("{word} {}", all.join(" ")));
        }
    }
    if parts.is_empty() {
        parts.push("everything".to_owned());
    }
    format!("Match: {}", parts.join(", "))
}
