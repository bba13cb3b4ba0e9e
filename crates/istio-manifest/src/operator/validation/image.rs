//! Hub, tag and revision: what can be part of an image's name, or of an object's.

use kubeyaml::Value;

use super::{Findings, path};

pub(super) fn check(tree: &Value, findings: &mut Findings) {
    let spec = |key: &str| tree.get_path(&["spec", key]);
    if let Some(hub) = spec("hub").and_then(Value::as_str)
        && let Err(message) = hub_is_legal(hub)
    {
        findings.error(path(&["spec", "hub"]), message);
    }
    let tag = match spec("tag") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => kubeyaml::json::number_text(*number).unwrap_or_default(),
        Some(Value::Bool(value)) => value.to_string(),
        Some(other) => {
            findings.error(
                path(&["spec", "tag"]),
                format!("expected a string, found {}", other.kind_name()),
            );
            String::new()
        }
    };
    if matches!(spec("tag"), Some(Value::String(text)) if text.is_empty()) {
        findings.error(
            path(&["spec", "tag"]),
            "the tag is empty; leave the key out for that of this release",
        );
    } else if !tag.is_empty()
        && (tag.len() > 127 || !tag.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b)))
    {
        let message = format!("{tag:?} is no tag of an image: letters, digits, '_', '-' and '.', at most 127");
        findings.error(path(&["spec", "tag"]), message);
    }
    if let Some(revision) = spec("revision").and_then(Value::as_str).filter(|r| !r.is_empty())
        && !is_label(revision)
    {
        let message =
            format!("{revision:?} is no name of a revision: lower-case letters, digits and '-' between, at most 63");
        findings.error(path(&["spec", "revision"]), message);
    }
}

/// Whether text is an RFC 1123 label.
pub(super) fn is_label(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    !bytes.is_empty()
        && bytes.len() <= 63
        && bytes.iter().all(|b| inner(*b) || *b == b'-')
        && bytes.first().copied().is_some_and(inner)
        && bytes.last().copied().is_some_and(inner)
}

/// A hub is a path of a repository, maybe behind a registry's host.
fn hub_is_legal(hub: &str) -> Result<(), String> {
    if hub.is_empty() {
        return Ok(());
    }
    // What is installed is HUB/IMAGE; the longest image name stands for all.
    let image = format!("{hub}/pilot");
    let (registry, repository) = match image.split_once('/') {
        Some((first, rest)) if first.contains(['.', ':']) || first == "localhost" => (Some(first), rest),
        _ => (None, image.as_str()),
    };
    let character = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-./".contains(c);
    if let Some(bad) = repository.chars().find(|c| !character(*c)) {
        return Err(format!(
            "{hub:?} is no path of images: it has {bad:?}, but only lower-case letters, digits, '_', '-', '.' and '/' may be"
        ));
    }
    if !(2..=255).contains(&repository.len()) {
        return Err(format!("{hub:?} is no path of images: it is too long"));
    }
    match registry {
        Some(registry) if !is_authority(registry) => Err(format!("{registry:?} is no host with a port")),
        _ => Ok(()),
    }
}

fn is_authority(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let host_is_legal = match host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.contains(|c: char| c.is_whitespace() || c.is_control() || "[]:@?#/\\\"<>^`{|}%".contains(c)),
    };
    host_is_legal && port.is_none_or(|port| port.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hubs() {
        for good in [
            "docker.io/istio",
            "localhost:5000",
            "gcr.io/a/b_c",
            "istio",
            "[::1]:5000/x",
        ] {
            assert!(hub_is_legal(good).is_ok(), "{good}");
        }
        for bad in ["has space", "BAD:x", "docker.io/Istio", "a@b"] {
            assert!(hub_is_legal(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn labels() {
        assert!(is_label("canary-1") && is_label("1-30"));
        for bad in ["", "a.b", "BAD_REV", "-a", "a-", &"a".repeat(64)] {
            assert!(!is_label(bad), "{bad}");
        }
    }
}
