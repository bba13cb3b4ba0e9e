//! Whether a request meets the conditions of a match, as Istio turns them into the proxy's configuration.

use std::collections::BTreeMap;

use sprig::regexp::Regexp;

use super::client::Client;
use super::request::Request;
use super::rules::{Match, Part};
use super::trace::{Mismatch, Place};
use crate::snapshot::{FieldPath, Fields};

/// What matches are held against.
pub(super) struct Asked<'a> {
    pub(super) client: &'a Client<'a>,
    pub(super) port: i64,
}

/// How a text is compared.
enum Pattern<'a> {
    /// Anything, as long as it is there.
    Present,
    Exact(&'a str),
    Prefix(&'a str),
    Regex(&'a str),
}

impl<'a> Pattern<'a> {
    fn of(field: Fields<'a>) -> Self {
        let has = |name: &str| field.at(name).is_set();
        if has("exact") {
            Pattern::Exact(field.text("exact"))
        } else if has("prefix") {
            Pattern::Prefix(field.text("prefix"))
        } else if has("regex") && field.text("regex") != "*" {
            Pattern::Regex(field.text("regex"))
        } else {
            // A lone `*` is no expression: Istio takes it for any value.
            Pattern::Present
        }
    }

    /// # Errors
    /// Why the regular expression cannot be read.
    fn matches(&self, text: &str, ignore_case: bool) -> Result<bool, String> {
        let (folded, fold) = (text.to_ascii_lowercase(), |pattern: &str| pattern.to_ascii_lowercase());
        Ok(match self {
            Pattern::Present => true,
            Pattern::Exact(exact) if ignore_case => folded == fold(exact),
            Pattern::Exact(exact) => text == *exact,
            Pattern::Prefix(prefix) if ignore_case => folded.starts_with(&fold(prefix)),
            Pattern::Prefix(prefix) => text.starts_with(prefix),
            // The proxy's expressions are about the whole text.
            Pattern::Regex(regex) => Regexp::new(format!(r"\A(?:{regex})\z").as_bytes())
                .map_err(|error| error.to_string())?
                .is_match(text.as_bytes()),
        })
    }

    fn wanted(&self) -> String {
        match self {
            Pattern::Present => "any value".to_owned(),
            Pattern::Exact(text) => format!("exactly {text:?}"),
            Pattern::Prefix(text) => format!("a text that begins with {text:?}"),
            Pattern::Regex(text) => format!("a text that matches {text:?}"),
        }
    }

    fn short(&self) -> String {
        match self {
            Pattern::Present => "present".to_owned(),
            Pattern::Exact(text) => format!("= {text:?}"),
            Pattern::Prefix(text) => format!("{text:?}*"),
            Pattern::Regex(text) => format!("~ {text:?}"),
        }
    }
}

/// What a match asks for, in a few words each.
pub(super) fn conditions(matched: &Match<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["uri", "scheme", "method", "authority"] {
        if let Some((_, field)) = matched.get(name) {
            let case = if name == "uri" && matched.ignores_case() {
                " (any case)"
            } else {
                ""
            };
            found.push(format!("{name} {}{case}", Pattern::of(field).short()));
        }
    }
    for (map, word) in [
        ("headers", "header"),
        ("withoutHeaders", "no header"),
        ("queryParams", "parameter"),
    ] {
        for (_, key, value) in matched.entries(map) {
            found.push(format!("{word} {key} {}", Pattern::of(value).short()));
        }
    }
    for (_, key, value) in matched.entries("sourceLabels") {
        found.push(format!("source label {key}={}", value.as_text()));
    }
    if let Some((_, field)) = matched.get("sourceNamespace") {
        found.push(format!("source namespace {}", field.as_text()));
    }
    if let Some((_, field)) = matched.get("port") {
        found.push(format!("port {}", field.as_integer().unwrap_or(0)));
    }
    if let Some((part, _)) = matched.get("gateways") {
        found.push(format!(
            "gateways {}",
            part.fields.texts("gateways").collect::<Vec<_>>().join(", ")
        ));
    }
    found
}

/// What keeps a rule's match from being part of the configuration of the client's proxy: ports, gateways and sources.
pub(super) fn static_mismatches(matched: &Match<'_>, asked: &Asked<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    if let Some((part, field)) = matched.get("port")
        && let Some(port) = field.as_integer().filter(|port| *port != 0 && *port != asked.port)
    {
        found.push(mismatch(
            part,
            "port",
            format!("the port is {}, not {port}", asked.port),
        ));
    }
    let gateways = matched
        .get("gateways")
        .filter(|(part, _)| part.fields.items("gateways").len() > 0);
    if let Some((part, _)) = gateways {
        // Where a match names gateways, Istio looks at no other source condition.
        found.extend(gateway_mismatch(part, asked.client));
        return found;
    }
    let labels: Vec<_> = matched
        .entries("sourceLabels")
        .into_iter()
        .map(|(part, key, value)| (part, key, value.as_text()))
        .collect();
    found.extend(label_mismatches(&labels, asked.client));
    if let Some((part, field)) = matched.get("sourceNamespace") {
        found.extend(namespace_mismatch(part, field.as_text(), asked.client));
    }
    found
}

/// The same for a match of a TCP or TLS rule, whose conditions all count.
pub(super) fn static_mismatches_of_layer_4(part: &Part<'_>, asked: &Asked<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    if let Some(port) = part
        .fields
        .integer("port")
        .filter(|port| *port != 0 && *port != asked.port)
    {
        found.push(mismatch(
            part,
            "port",
            format!("the port is {}, not {port}", asked.port),
        ));
    }
    if part.fields.items("gateways").len() > 0 {
        found.extend(gateway_mismatch(part, asked.client));
    }
    let labels: Vec<_> = part
        .fields
        .entries("sourceLabels")
        .map(|(key, value)| (part, key, value.as_text()))
        .collect();
    found.extend(label_mismatches(&labels, asked.client));
    found.extend(namespace_mismatch(
        part,
        part.fields.text("sourceNamespace"),
        asked.client,
    ));
    found
}

fn mismatch(part: &Part<'_>, below: &str, text: String) -> Mismatch {
    let path = part.path.join(&FieldPath::parse(below));
    Mismatch {
        place: Place::of(part.owner, &path),
        text,
    }
}

fn gateway_mismatch(part: &Part<'_>, client: &Client<'_>) -> Option<Mismatch> {
    let named: Vec<String> = part
        .fields
        .texts("gateways")
        .map(|name| super::virtual_services::gateway_name(name, part.owner.namespace()))
        .collect();
    let through = client.gateway_name();
    (!named.iter().any(|name| name == through)).then(|| {
        let text = format!(
            "it is for {}, and the request comes through {through}",
            named.join(", ")
        );
        mismatch(part, "gateways", text)
    })
}

fn label_mismatches(labels: &[(&Part<'_>, &str, &str)], client: &Client<'_>) -> Vec<Mismatch> {
    let known: BTreeMap<&str, &str> = client.labels.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let mut found = Vec::new();
    for &(part, key, wanted) in labels {
        let text = match known.get(key) {
            Some(value) if *value == wanted => continue,
            Some(value) => format!("the client's label {key} is {value:?}, not {wanted:?}"),
            None => format!("the client has no label {key}, which must be {wanted:?}"),
        };
        found.push(Mismatch {
            place: Place::of(part.owner, &part.path.child("sourceLabels").child(key)),
            text,
        });
    }
    found
}

fn namespace_mismatch(part: &Part<'_>, wanted: &str, client: &Client<'_>) -> Option<Mismatch> {
    (!wanted.is_empty() && wanted != client.namespace).then(|| {
        let text = format!("the client's namespace is {}, not {wanted}", client.namespace);
        mismatch(part, "sourceNamespace", text)
    })
}

/// What of the request itself a match does not take.
pub(super) fn mismatches(matched: &Match<'_>, request: &Request) -> Vec<Mismatch> {
    let mut found = Vec::new();
    let authority = request.authority();
    let scheme = match request.scheme.as_str() {
        "https" => "https",
        _ => "http",
    };
    let single = [
        ("uri", "path", request.path.as_str()),
        ("scheme", "scheme", scheme),
        ("method", "method", request.method.as_str()),
        ("authority", "authority", authority.as_str()),
    ];
    for (name, word, value) in single {
        let Some((part, field)) = matched.get(name) else {
            continue;
        };
        let pattern = Pattern::of(field);
        let ignore_case = name == "uri" && matched.ignores_case();
        found.extend(compared(
            part,
            FieldPath::default().child(name),
            word,
            Some(value),
            &pattern,
            ignore_case,
        ));
    }
    for (part, name, field) in matched.entries("headers") {
        let value = request.header(name);
        let below = FieldPath::default().child("headers").child(name);
        let word = format!("header {name}");
        found.extend(compared(
            part,
            below,
            &word,
            value.as_deref(),
            &Pattern::of(field),
            false,
        ));
    }
    for (part, name, field) in matched.entries("withoutHeaders") {
        let value = request.header(name);
        let pattern = Pattern::of(field);
        // A missing header counts as empty, unless the condition is about its presence.
        let there = match (&pattern, &value) {
            (Pattern::Present, value) => Ok(value.is_some()),
            (pattern, value) => pattern.matches(value.as_deref().unwrap_or(""), false),
        };
        let text = match there {
            Ok(false) => continue,
            Ok(true) => match &value {
                Some(value) => format!("header {name} is {value:?}, and must not be {}", pattern.wanted()),
                None => format!(
                    "header {name} is missing, which counts as empty, and must not be {}",
                    pattern.wanted()
                ),
            },
            Err(why) => format!("the regular expression cannot be read: {why}"),
        };
        found.push(Mismatch {
            place: Place::of(part.owner, &part.path.child("withoutHeaders").child(name)),
            text,
        });
    }
    for (part, name, field) in matched.entries("queryParams") {
        let value = request
            .query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str());
        let below = FieldPath::default().child("queryParams").child(name);
        let word = format!("query parameter {name}");
        found.extend(compared(part, below, &word, value, &Pattern::of(field), false));
    }
    found
}

fn compared(
    part: &Part<'_>,
    below: FieldPath,
    word: &str,
    value: Option<&str>,
    pattern: &Pattern<'_>,
    ignore_case: bool,
) -> Option<Mismatch> {
    let text = match value.map(|value| pattern.matches(value, ignore_case)) {
        Some(Ok(true)) => return None,
        Some(Ok(false)) => format!("{word} is {:?}, and must be {}", value.unwrap_or(""), pattern.wanted()),
        Some(Err(why)) => format!("the regular expression cannot be read: {why}"),
        None => format!("{word} is missing, and must be {}", pattern.wanted()),
    };
    Some(Mismatch {
        place: Place::of(part.owner, &part.path.join(&below)),
        text,
    })
}

/// Whether a match takes every request, so that what follows it is never reached.
pub(super) fn takes_everything(matched: &Match<'_>) -> bool {
    let any_path = match matched.get("uri") {
        None => true,
        Some((_, field)) => match Pattern::of(field) {
            Pattern::Present => !field.at("regex").is_set(),
            Pattern::Prefix(prefix) => prefix == "/",
            Pattern::Regex(regex) => regex == ".*",
            Pattern::Exact(_) => false,
        },
    };
    let has_map = ["headers", "withoutHeaders", "queryParams"]
        .iter()
        .any(|map| !matched.entries(map).is_empty());
    let has_pseudo_header = ["method", "authority", "scheme"]
        .iter()
        .any(|name| matched.get(name).is_some());
    any_path && !has_map && !has_pseudo_header
}
