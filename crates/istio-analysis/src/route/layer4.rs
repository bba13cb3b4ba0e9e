//! Rules for connections: TCP, and TLS by server name.

use super::matching::{Asked, static_mismatches_of_layer_4};
use super::rules::{Part, matches, parts};
use super::trace::{Mismatch, Place, Tried};
use super::virtual_services::Bound;

/// What rules for connections make of one.
pub(super) struct Found<'a> {
    pub(super) tried: Vec<Tried>,
    /// The rule that takes it.
    pub(super) rule: Option<Part<'a>>,
    /// There are rules for this client, and then the service itself takes nothing.
    pub(super) has_rules: bool,
}

/// The first TCP rule that is for the client.
pub(super) fn tcp<'a>(virtual_services: &[&Bound<'a>], asked: &Asked<'_>) -> Found<'a> {
    let mut found = Found {
        tried: Vec::new(),
        rule: None,
        has_rules: false,
    };
    for bound in virtual_services {
        for rule in parts(bound.resource, "tcp") {
            let all = matches(&rule);
            if all.is_empty() {
                found.tried.push(tried(&rule, Vec::new(), Vec::new()));
                found.rule = Some(rule);
                return found;
            }
            for part in all {
                let mut mismatches = static_mismatches_of_layer_4(&part, asked);
                if mismatches.is_empty() && part.fields.items("destinationSubnets").len() > 0 {
                    mismatches.push(Mismatch {
                        place: Place::of(part.owner, &part.path.child("destinationSubnets")),
                        text: "it is for some addresses only, and the question names a host".to_owned(),
                    });
                }
                let taken = mismatches.is_empty();
                found.tried.push(tried(&part, conditions(&part), mismatches));
                if taken {
                    found.rule = Some(rule);
                    return found;
                }
            }
        }
    }
    found
}

/// The TLS rule for a server name: the name itself before wildcards, the longest of them first; of equals the first.
pub(super) fn tls<'a>(virtual_services: &[&Bound<'a>], asked: &Asked<'_>, server_name: &str) -> Found<'a> {
    let mut found = Found {
        tried: Vec::new(),
        rule: None,
        has_rules: false,
    };
    let mut best: Option<(usize, usize)> = None;
    for bound in virtual_services {
        for rule in parts(bound.resource, "tls") {
            for part in matches(&rule) {
                let mut mismatches = static_mismatches_of_layer_4(&part, asked);
                found.has_rules |= mismatches.is_empty();
                let names: Vec<&str> = part.fields.texts("sniHosts").collect();
                let rank = names.iter().filter_map(|name| rank(name, server_name)).max();
                if rank.is_none() {
                    mismatches.push(Mismatch {
                        place: Place::of(part.owner, &part.path.child("sniHosts")),
                        text: format!("the server name is {server_name}, and must be {}", names.join(" or ")),
                    });
                }
                if let (true, Some(rank)) = (mismatches.is_empty(), rank)
                    && best.is_none_or(|(known, _)| rank > known)
                {
                    best = Some((rank, found.tried.len()));
                    found.rule = Some(rule.clone());
                }
                found.tried.push(tried(&part, conditions(&part), mismatches));
            }
        }
    }
    // What comes after the one that counts was not needed; what it beats stands before it.
    if let Some((_, index)) = best {
        for (position, other) in found.tried.iter_mut().enumerate() {
            if position != index && other.mismatches.is_empty() {
                other.mismatches.push(Mismatch {
                    place: other.place.clone(),
                    text: "another match has the server name more exactly, or before it".to_owned(),
                });
            }
        }
        let taken = found.tried.remove(index);
        found.tried.push(taken);
    }
    found
}

fn rank(pattern: &str, name: &str) -> Option<usize> {
    let pattern = pattern.to_ascii_lowercase();
    match pattern.strip_prefix('*') {
        None => (pattern == name).then_some(usize::MAX),
        Some(suffix) => name.ends_with(suffix).then_some(pattern.len()),
    }
}

fn conditions(part: &Part<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let names: Vec<&str> = part.fields.texts("sniHosts").collect();
    if !names.is_empty() {
        found.push(format!("server name {}", names.join(" or ")));
    }
    if let Some(port) = part.fields.integer("port").filter(|port| *port != 0) {
        found.push(format!("port {port}"));
    }
    for (key, value) in part.fields.entries("sourceLabels") {
        found.push(format!("source label {key}={}", value.as_text()));
    }
    let gateways: Vec<&str> = part.fields.texts("gateways").collect();
    if !gateways.is_empty() {
        found.push(format!("gateways {}", gateways.join(", ")));
    }
    found
}

fn tried(part: &Part<'_>, conditions: Vec<String>, mismatches: Vec<Mismatch>) -> Tried {
    Tried {
        place: Place::of(part.owner, &part.path),
        name: String::new(),
        conditions,
        mismatches,
    }
}
