//! What the values of annotations must look like.

use istio_api::mesh::{default_proxy_config, merge_proxy_config, validate_proxy_config};

/// Why a value cannot be the value of an annotation.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn check(annotation: &str, value: &str) -> Result<(), String> {
    match annotation {
        "sidecar.istio.io/interceptionMode" => match value {
            "REDIRECT" | "TPROXY" | "NONE" => Ok(()),
            _ => Err(format!("{value:?} is no interception mode: REDIRECT, TPROXY or NONE")),
        },
        "status.sidecar.istio.io/port" => port(value),
        "readiness.status.sidecar.istio.io/initialDelaySeconds"
        | "readiness.status.sidecar.istio.io/periodSeconds"
        | "readiness.status.sidecar.istio.io/failureThreshold" => whole_number(value),
        "traffic.sidecar.istio.io/includeOutboundIPRanges" if value == "*" => Ok(()),
        "traffic.sidecar.istio.io/includeOutboundIPRanges" | "traffic.sidecar.istio.io/excludeOutboundIPRanges" => {
            each(value, address_range)
        }
        "traffic.sidecar.istio.io/includeInboundPorts" if value == "*" => Ok(()),
        "traffic.sidecar.istio.io/includeInboundPorts"
        | "traffic.sidecar.istio.io/excludeInboundPorts"
        | "traffic.sidecar.istio.io/excludeOutboundPorts" => each(value.trim(), port),
        "traffic.sidecar.istio.io/excludeInterfaces"
        | "traffic.sidecar.istio.io/kubevirtInterfaces"
        | "istio.io/reroute-virtual-interfaces" => each(value, interface),
        "prometheus.istio.io/merge-metrics" => match value {
            "1" | "t" | "T" | "TRUE" | "true" | "True" | "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(()),
            _ => Err(format!("{value:?} is neither true nor false")),
        },
        "proxy.istio.io/config" => proxy_config(value),
        "sidecar.istio.io/proxyCPU"
        | "sidecar.istio.io/proxyMemory"
        | "sidecar.istio.io/proxyCPULimit"
        | "sidecar.istio.io/proxyMemoryLimit" => quantity(value),
        _ => Ok(()),
    }
}

/// Checks the items of a list with commas; an empty list is fine.
fn each(list: &str, check: fn(&str) -> Result<(), String>) -> Result<(), String> {
    if list.is_empty() {
        Ok(())
    } else {
        list.split(',').try_for_each(check)
    }
}

fn port(text: &str) -> Result<(), String> {
    match unsigned(text.trim()).and_then(|number| u16::try_from(number).ok()) {
        Some(_) => Ok(()),
        None => Err(format!("{text:?} is no port")),
    }
}

fn whole_number(text: &str) -> Result<(), String> {
    match unsigned(text).and_then(|number| u32::try_from(number).ok()) {
        Some(_) => Ok(()),
        None => Err(format!("{text:?} is no whole number up to {}", u32::MAX)),
    }
}

/// Digits and nothing else, as Go reads an unsigned number.
fn unsigned(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

fn address_range(text: &str) -> Result<(), String> {
    let valid = text.split_once('/').is_some_and(|(address, bits)| {
        let most = match address.parse() {
            Ok(std::net::IpAddr::V4(_)) => 32,
            Ok(std::net::IpAddr::V6(_)) => 128,
            Err(_) => return false,
        };
        let plain = bits == "0" || !bits.starts_with('0');
        plain && unsigned(bits).is_some_and(|bits| bits <= most)
    });
    if valid {
        Ok(())
    } else {
        Err(format!("{text:?} is no address range such as 10.0.0.0/8"))
    }
}

fn interface(text: &str) -> Result<(), String> {
    let name = text.trim();
    let first = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let rest = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    if first && rest && name.len() <= 15 {
        Ok(())
    } else {
        Err(format!(
            "{name:?} is no name of a network interface (a letter, then up to 14 letters, digits, _, . and -)"
        ))
    }
}

fn quantity(text: &str) -> Result<(), String> {
    text.parse::<kubeschema::quantity::Quantity>()
        .map(drop)
        .map_err(|error| format!("{text:?} is no quantity: {error}"))
}

fn proxy_config(text: &str) -> Result<(), String> {
    let data = kubeyaml::from_str(text).map_err(|error| error.to_string())?;
    let (config, _) = merge_proxy_config(&data, &default_proxy_config()).map_err(|error| error.to_string())?;
    match validate_proxy_config(&config).errors.first() {
        Some(finding) => Err(finding.to_string()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_those_of_injection() {
        for (annotation, value, valid) in [
            ("sidecar.istio.io/interceptionMode", "TPROXY", true),
            ("sidecar.istio.io/interceptionMode", "tproxy", false),
            ("status.sidecar.istio.io/port", " 15021 ", true),
            ("status.sidecar.istio.io/port", "+1", false),
            ("status.sidecar.istio.io/port", "65536", false),
            ("readiness.status.sidecar.istio.io/periodSeconds", "bar", false),
            ("traffic.sidecar.istio.io/includeOutboundIPRanges", "*", true),
            (
                "traffic.sidecar.istio.io/excludeOutboundIPRanges",
                "10.0.0.0/8,fc00::/7",
                true,
            ),
            ("traffic.sidecar.istio.io/excludeOutboundIPRanges", "10.0.0.0/33", false),
            ("traffic.sidecar.istio.io/excludeInboundPorts", "", true),
            ("traffic.sidecar.istio.io/excludeInboundPorts", "80,x", false),
            ("traffic.sidecar.istio.io/excludeInterfaces", "eth0, docker_1", true),
            ("traffic.sidecar.istio.io/excludeInterfaces", "0eth", false),
            ("prometheus.istio.io/merge-metrics", "yes", false),
            ("sidecar.istio.io/proxyCPU", "100m", true),
            ("sidecar.istio.io/proxyCPU", "a lot", false),
            ("proxy.istio.io/config", "concurrency: 2", true),
            ("proxy.istio.io/config", "concurrency: [", false),
        ] {
            assert_eq!(check(annotation, value).is_ok(), valid, "{annotation}: {value}");
        }
    }
}
