//! Host names, ports and addresses as mesh config holds them.

use std::net::{IpAddr, Ipv6Addr};

/// A port must be in the range 1 to 65535.
///
/// # Errors
/// What is wrong, naming the port.
pub fn check_port(port: i64) -> Result<(), String> {
    if (1..=65_535).contains(&port) {
        Ok(())
    } else {
        Err(format!("port {port} is not in the range 1 to 65535"))
    }
}

/// `HOST:PORT` with a host name or an IP address.
///
/// # Errors
/// What is wrong, naming the text.
pub fn check_proxy_address(address: &str) -> Result<(), String> {
    let (host, port) =
        split_host_port(address).ok_or_else(|| format!("{address:?} is not of the form HOST:PORT or [IPV6]:PORT"))?;
    let number: i64 = port
        .parse()
        .map_err(|_| format!("the port {port:?} of {address:?} is not a number"))?;
    check_port(number)?;
    if check_fqdn(host).is_err() && !is_ip_address(host) {
        return Err(format!(
            "{host:?} in {address:?} is neither a host name nor an IP address"
        ));
    }
    Ok(())
}

/// Splits at the last colon; an IPv6 address stands in brackets.
fn split_host_port(address: &str) -> Option<(&str, &str)> {
    let (host, port) = match address.strip_prefix('[') {
        Some(rest) => {
            let (host, rest) = rest.split_once(']')?;
            (host, rest.strip_prefix(':')?)
        }
        None => address.rsplit_once(':')?,
    };
    let bracketed = address.starts_with('[');
    let stray = |text: &str| text.contains(['[', ']']);
    if port.contains(':') || stray(port) || host.contains('[') || (!bracketed && (host.contains(':') || stray(host))) {
        return None;
    }
    Some((host, port))
}

/// An IPv4 address, or an IPv6 address with or without a zone.
#[must_use]
pub fn is_ip_address(text: &str) -> bool {
    match text.split_once('%') {
        Some((address, zone)) => !zone.is_empty() && address.parse::<Ipv6Addr>().is_ok(),
        None => text.parse::<IpAddr>().is_ok(),
    }
}

/// Whether this is one label of a host name: letters, digits and inner dashes, 63 at most.
#[must_use]
pub fn is_dns_label(label: &str) -> bool {
    let ends = |c: Option<&u8>| c.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = label.as_bytes();
    bytes.len() <= 63
        && ends(bytes.first())
        && ends(bytes.last())
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

/// A label that may also be `*`, or begin with `*` or `*-`.
fn is_wildcard_label(label: &str) -> bool {
    if label.len() > 63 {
        return false;
    }
    match label.strip_prefix('*') {
        None => is_dns_label(label),
        Some(rest) => rest.is_empty() || is_dns_label(rest.strip_prefix('-').unwrap_or(rest)),
    }
}

fn check_length(name: &str) -> Result<(), String> {
    match name.len() {
        0 => Err("a domain name is empty".to_owned()),
        1..=255 => Ok(()),
        _ => Err(format!("the domain name {name:?} is longer than 255 characters")),
    }
}

/// The labels of a domain name; the last may be empty, as in `istio.io.`, but not all digits.
fn check_labels(domain: &str) -> Result<(), String> {
    let labels: Vec<&str> = domain.split('.').collect();
    if let Some(top) = labels.last().filter(|top| top.parse::<i64>().is_ok()) {
        return Err(format!("the domain name {domain:?} ends in the number {top:?}"));
    }
    for (i, label) in labels.iter().enumerate() {
        if label.is_empty() && i + 1 == labels.len() {
            break;
        }
        if !is_dns_label(label) {
            return Err(format!("the domain name {domain:?} has an invalid label {label:?}"));
        }
    }
    Ok(())
}

/// A fully qualified domain name.
///
/// # Errors
/// What is wrong, naming the text.
pub fn check_fqdn(name: &str) -> Result<(), String> {
    check_length(name)?;
    check_labels(name)
}

/// A domain name whose first label may be a wildcard.
///
/// # Errors
/// What is wrong, naming the text.
pub fn check_wildcard_domain(domain: &str) -> Result<(), String> {
    check_length(domain)?;
    let (first, rest) = match domain.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (domain, None),
    };
    if !is_wildcard_label(first) {
        return Err(format!("the domain name {domain:?} has an invalid label {first:?}"));
    }
    rest.map_or(Ok(()), check_labels)
}

/// A trust domain: dot-separated labels; unlike a host name it may end in a number.
///
/// # Errors
/// What is wrong, naming the text.
pub fn check_trust_domain(domain: &str) -> Result<(), String> {
    if domain.is_empty() {
        return Err("a trust domain is empty".to_owned());
    }
    let labels: Vec<&str> = domain.split('.').collect();
    let last = labels.len() - 1;
    let valid = labels
        .iter()
        .enumerate()
        .all(|(i, label)| is_dns_label(label) || (label.is_empty() && i == last));
    if valid {
        Ok(())
    } else {
        Err(format!("the trust domain {domain:?} is invalid"))
    }
}

/// `NAMESPACE/HOST`: a namespace, `*`, `.` or `~`, and a host of at least two labels.
///
/// # Errors
/// What is wrong, naming the text.
pub fn check_namespaced_host(text: &str) -> Result<(), String> {
    let Some((namespace, host)) = text.split_once('/') else {
        return Err(format!("{text:?} is not of the form NAMESPACE/HOST"));
    };
    if !matches!(namespace, "*" | "." | "~") && !is_dns_label(namespace) {
        return Err(format!("{namespace:?} in {text:?} is not a namespace"));
    }
    if host != "*" && !host.contains('.') {
        return Err(format!("the host {host:?} is not fully qualified"));
    }
    check_wildcard_domain(host)?;
    if host.contains('*') && host.len() != 1 && !host.starts_with("*.") {
        return Err(format!("the host {host:?} has a partial wildcard"));
    }
    Ok(())
}

/// A host that a virtual service has on a gateway. With `sni`, names that Istio makes for passing TLS on between
/// clusters (`outbound_.PORT_._.HOST`) are hosts too.
///
/// # Errors
/// What is wrong, naming the host.
pub fn check_host_on_gateway(host: &str, sni: bool) -> Result<(), String> {
    if !sni || !host.starts_with("outbound_") || host.len() > 255 {
        return check_wildcard_domain(host);
    }
    let form = "outbound_.<PORT>_._.<HOSTNAME>";
    let parts: Vec<&str> = host.split('_').collect();
    let [_, port, _, name, ..] = parts.as_slice() else {
        return Err(format!("the domain name {host:?} is not of the form '{form}'"));
    };
    let (port, name) = (port.trim_matches('.'), name.trim_matches('.'));
    if !port.bytes().any(|b| b.is_ascii_digit()) {
        return Err(format!(
            "the domain name {host:?} has an invalid label {port:?}; it should be of the form {form}"
        ));
    }
    if !name.bytes().any(|b| b.is_ascii_alphabetic()) {
        return Err(format!(
            "the domain name {host:?} has an invalid label {name:?}; it should be of the form {form}"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxy_addresses() {
        for good in [
            "istiod.istio-system.svc:15012",
            "1.2.3.4:80",
            "[::1]:80",
            "[fe80::1%eth0]:80",
            "a:1",
            "a.:1",
        ] {
            assert_eq!(check_proxy_address(good), Ok(()), "{good}");
        }
        for bad in [
            "", "a", "a:", "a:0", "a:65536", "a:x", "::1:80", "[::1]", "[::1]80", ":80", "a_b:1", "1.2.3:4",
        ] {
            assert!(check_proxy_address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn domains() {
        assert!(check_wildcard_domain("*.example.com").is_ok());
        assert!(check_wildcard_domain("*-a.example.com").is_ok());
        assert!(check_wildcard_domain("a*.example.com").is_err());
        assert!(check_fqdn("*.example.com").is_err());
        assert!(check_fqdn("a.1").is_err());
        assert!(check_trust_domain("a.1").is_ok());
        assert!(check_trust_domain("a..b").is_err());
    }

    #[test]
    fn hosts_on_gateways() {
        assert!(check_host_on_gateway("outbound_.80_._.e2e.foobar.mesh", true).is_ok());
        for bad in [
            "outbound_.80_._.e2e.foobar.mesh",
            "outbound_.80",
            "outbound_.x_._.a",
            "outbound_.80_._.1",
        ] {
            let is_sni = bad.len() < 25;
            assert!(check_host_on_gateway(bad, is_sni).is_err(), "{bad}");
        }
    }

    #[test]
    fn namespaced_hosts() {
        assert!(check_namespaced_host("bar/istio.io").is_ok());
        assert!(check_namespaced_host("*/*.istio.io").is_ok());
        for bad in [
            "istio.io",
            "bar/istio",
            "bar/istio.io:3000",
            "bar/foo/istio.io",
            "/a.b",
            "x/*-a.b",
            "a_b/c.d",
        ] {
            assert!(check_namespaced_host(bad).is_err(), "{bad}");
        }
    }
}
