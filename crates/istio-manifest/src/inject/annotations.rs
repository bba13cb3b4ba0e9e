//! What the values of injection annotations must look like.

use std::net::IpAddr;

use kubeyaml::Mapping;

use super::names::annotation;

/// An annotation whose value injection cannot use.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InvalidAnnotation {
    /// The annotation's name.
    pub name: String,
    /// What is wrong with its value, and what would be right.
    pub message: String,
}

type Check = fn(&str) -> Result<(), String>;

/// Annotations with the rule that their value must satisfy. The proxy configuration is checked where it is applied.
const CHECKS: [(&str, Check); 17] = [
    (annotation::INTERCEPTION_MODE, interception_mode),
    (annotation::STATUS_PORT, port),
    ("readiness.status.sidecar.istio.io/initialDelaySeconds", seconds),
    ("readiness.status.sidecar.istio.io/periodSeconds", seconds),
    ("readiness.status.sidecar.istio.io/failureThreshold", seconds),
    ("traffic.sidecar.istio.io/includeOutboundIPRanges", cidrs_or_all),
    ("traffic.sidecar.istio.io/excludeOutboundIPRanges", cidrs),
    ("traffic.sidecar.istio.io/includeInboundPorts", ports_or_all),
    ("traffic.sidecar.istio.io/excludeInboundPorts", ports),
    ("traffic.sidecar.istio.io/excludeOutboundPorts", ports),
    ("traffic.sidecar.istio.io/excludeInterfaces", interfaces),
    ("traffic.sidecar.istio.io/kubevirtInterfaces", interfaces),
    ("istio.io/reroute-virtual-interfaces", interfaces),
    (annotation::PROMETHEUS_MERGE, boolean),
    (annotation::NATIVE_SIDECAR, boolean_word),
    ("sidecar.istio.io/proxyCPU", quantity),
    ("sidecar.istio.io/proxyMemory", quantity),
];
const LIMIT_CHECKS: [(&str, Check); 2] = [
    ("sidecar.istio.io/proxyCPULimit", quantity),
    ("sidecar.istio.io/proxyMemoryLimit", quantity),
];

/// Checks every annotation that injection reads, in the order the user wrote them.
///
/// The rules are those of the webhook; beyond them `sidecar.istio.io/nativeSidecar` must be a boolean, which the webhook takes for
/// true whatever it says.
///
/// # Errors
/// The first annotation whose value breaks its rule.
pub(super) fn validate(annotations: &Mapping) -> Result<(), InvalidAnnotation> {
    for (name, value) in annotations.iter() {
        let Some((_, check)) = CHECKS.iter().chain(&LIMIT_CHECKS).find(|(known, _)| *known == name) else {
            continue;
        };
        let Some(text) = value.as_str() else { continue };
        check(text).map_err(|why| InvalidAnnotation {
            name: name.to_owned(),
            message: format!("invalid value {text:?} for annotation {name}: {why}"),
        })?;
    }
    Ok(())
}

/// Go's `strconv.ParseBool`.
#[must_use]
pub(super) fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// `true` or `false` in any case.
#[must_use]
pub(super) fn parse_bool_word(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

fn interception_mode(text: &str) -> Result<(), String> {
    if matches!(text, "REDIRECT" | "TPROXY" | "NONE") {
        Ok(())
    } else {
        Err("the interception mode is REDIRECT, TPROXY or NONE".to_owned())
    }
}

fn decimal<T: std::str::FromStr>(text: &str) -> Option<T> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn port(text: &str) -> Result<(), String> {
    decimal::<u16>(text.trim())
        .map(|_| ())
        .ok_or_else(|| "it must be a port number (0 to 65535)".to_owned())
}

fn seconds(text: &str) -> Result<(), String> {
    decimal::<u32>(text)
        .map(|_| ())
        .ok_or_else(|| "it must be a whole number of at most 4294967295".to_owned())
}

/// The value as a template should see it, when that differs from the text: templates put numbers and booleans into YAML as they
/// stand, where `017` would be octal, and compare booleans with the one spelling `"false"`.
#[must_use]
pub(super) fn canonical(name: &str, text: &str) -> Option<String> {
    let (_, check) = CHECKS.iter().find(|(known, _)| *known == name)?;
    let canonical = if std::ptr::fn_addr_eq(*check, port as Check) || std::ptr::fn_addr_eq(*check, seconds as Check) {
        decimal::<u32>(text.trim())?.to_string()
    } else if std::ptr::fn_addr_eq(*check, boolean_word as Check) {
        text.to_ascii_lowercase()
    } else {
        return None;
    };
    (canonical != text).then_some(canonical)
}

fn ports_or_all(text: &str) -> Result<(), String> {
    if text == "*" { Ok(()) } else { ports(text) }
}

fn ports(text: &str) -> Result<(), String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    text.split(',').try_for_each(|one| {
        let trimmed = one.trim();
        decimal::<u16>(trimmed).map(|_| ()).ok_or_else(|| {
            format!("{trimmed:?} is not a port number (0 to 65535); the value is a list such as \"8080,9090\"")
        })
    })
}

fn cidrs_or_all(text: &str) -> Result<(), String> {
    if text == "*" { Ok(()) } else { cidrs(text) }
}

fn cidrs(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    text.split(',').try_for_each(cidr)
}

fn cidr(text: &str) -> Result<(), String> {
    let wrong = |why: &str| {
        Err(format!(
            "{text:?} is not an IP range ({why}); write ranges such as \"10.0.0.0/8,172.16.0.0/12\""
        ))
    };
    let Some((address, bits)) = text.rsplit_once('/') else {
        return wrong("it has no /");
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return wrong("what stands before the / is no IP address");
    };
    let limit = if address.is_ipv4() { 32 } else { 128 };
    match decimal::<u8>(bits) {
        Some(n) if n <= limit && (bits.len() == 1 || !bits.starts_with('0')) => Ok(()),
        _ => wrong(&format!("the prefix length goes from 0 to {limit}")),
    }
}

/// Longest name that Linux allows for a network interface.
const INTERFACE_NAME_MAX: usize = 15;

fn interfaces(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    text.split(',').map(str::trim).try_for_each(|name| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if name.is_empty() {
            Err("an interface name is empty".to_owned())
        } else if name.len() > INTERFACE_NAME_MAX {
            Err(format!(
                "the interface name {name:?} is longer than {INTERFACE_NAME_MAX} characters"
            ))
        } else if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(allowed) {
            Err(format!(
                "the interface name {name:?} must be a letter followed by letters, digits, '_', '-' and '.'"
            ))
        } else {
            Ok(())
        }
    })
}

fn boolean(text: &str) -> Result<(), String> {
    parse_bool(text)
        .map(|_| ())
        .ok_or_else(|| "it must be \"true\" or \"false\"".to_owned())
}

fn boolean_word(text: &str) -> Result<(), String> {
    parse_bool_word(text)
        .map(|_| ())
        .ok_or_else(|| "it must be \"true\" or \"false\"".to_owned())
}

fn quantity(text: &str) -> Result<(), String> {
    if text.chars().any(char::is_control) {
        return Err("it has a control character".to_owned());
    }
    text.parse::<kubeschema::quantity::Quantity>()
        .map(|_| ())
        .map_err(|why| format!("it is not a resource quantity such as \"100m\" or \"128Mi\" ({why})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kubeyaml::Value;

    fn verdict(name: &str, value: &str) -> Result<(), InvalidAnnotation> {
        validate(&std::iter::once((name.to_owned(), Value::from(value))).collect())
    }

    #[test]
    fn accepted_and_refused_values() {
        for (name, good, bad) in [
            (
                annotation::INTERCEPTION_MODE,
                &["REDIRECT", "TPROXY", "NONE"][..],
                &["tproxy", ""][..],
            ),
            (
                annotation::STATUS_PORT,
                &["0", "15020", " 1 ", "017"][..],
                &["-1", "65536", "+5", ""][..],
            ),
            (
                "readiness.status.sidecar.istio.io/periodSeconds",
                &["0", "15", "017"][..],
                &[" 1", "1.5", "-1", "4294967296"][..],
            ),
            (
                "traffic.sidecar.istio.io/includeOutboundIPRanges",
                &["*", "", "10.0.0.0/8", "10.0.0.0/8,fd00::/8"][..],
                &[
                    "bad",
                    "10.0.0.0",
                    "10.0.0.0/33",
                    "10.0.0.0/8, 172.16.0.0/12",
                    "010.0.0.0/8",
                    "10.0.0.0/08",
                    "fe80::1%eth0/64",
                ][..],
            ),
            (
                "traffic.sidecar.istio.io/excludeOutboundIPRanges",
                &["10.0.0.0/8"][..],
                &["*"][..],
            ),
            (
                "traffic.sidecar.istio.io/includeInboundPorts",
                &["*", "80, 90", ""][..],
                &["bad", "80,,90", "70000"][..],
            ),
            ("traffic.sidecar.istio.io/excludeInboundPorts", &["80"][..], &["*"][..]),
            (
                "traffic.sidecar.istio.io/excludeInterfaces",
                &["eth0, eth1.5", ""][..],
                &["eth1;reboot", "a,,b", "sixteen-letters-x"][..],
            ),
            (annotation::PROMETHEUS_MERGE, &["true", "0", "F"][..], &["yes", ""][..]),
            (
                annotation::NATIVE_SIDECAR,
                &["False", "TRUE", "true"][..],
                &["yes", "1", ""][..],
            ),
        ] {
            for value in good {
                assert_eq!(verdict(name, value), Ok(()), "{name}: {value:?}");
            }
            for value in bad {
                let error = verdict(name, value).expect_err(value);
                assert_eq!(error.name, name);
                assert!(error.message.contains(name), "{}", error.message);
            }
        }
    }

    #[test]
    fn what_templates_see() {
        assert_eq!(
            canonical("readiness.status.sidecar.istio.io/periodSeconds", "017"),
            Some("17".to_owned())
        );
        assert_eq!(canonical(annotation::STATUS_PORT, " 15025 "), Some("15025".to_owned()));
        assert_eq!(canonical(annotation::NATIVE_SIDECAR, "False"), Some("false".to_owned()));
        assert_eq!(canonical(annotation::NATIVE_SIDECAR, "true"), None);
        assert_eq!(canonical("example.com/port", "017"), None);
    }

    #[test]
    fn annotations_that_injection_does_not_read_are_free() {
        assert_eq!(verdict("example.com/port", "no port"), Ok(()));
    }
}
