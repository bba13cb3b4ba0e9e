//! How a destination rule treats calls: `TrafficPolicy`.

use std::collections::BTreeSet;

use istio_api::mesh::address::{check_fqdn, is_ip_address};

use super::node::Node;
use super::report::Report;
use super::{client_tls, connection_pool, durations, locality, ports};

/// The whole message, of an object in `namespace`.
pub(super) fn check(policy: &Node<'_>, namespace: &str, report: &mut Report) {
    if !policy.is_set() {
        return;
    }
    let (tunnel, proxy_protocol) = (policy.at("tunnel"), policy.at("proxyProtocol"));
    let ports = policy.at("portLevelSettings");
    let others = [&tunnel, &proxy_protocol, &policy.at("retryBudget")];
    if !has_settings(policy) && ports.is_empty() && others.iter().all(|field| !field.is_set()) {
        report.error(
            policy,
            "traffic-policy-empty",
            "a traffic policy needs at least one field",
        );
        return;
    }
    if tunnel.is_set() && proxy_protocol.is_set() {
        report.error(
            policy,
            "traffic-policy-tunnel",
            "tunnel and proxyProtocol exclude one another",
        );
        return;
    }
    check_settings(policy, namespace, report);
    for port in ports.items() {
        check_port_policy(&port, namespace, report);
    }
    check_tunnel(&tunnel, report);
    let version = proxy_protocol.at("version");
    if version.value().is_some_and(|v| v.as_i64().is_some()) && version.choice(&["V1", "V2"]).is_none() {
        report.error(
            &version,
            "proxy-protocol-version",
            format!("there is no proxy protocol version {}", version.int()),
        );
    }
}

/// What a policy and a policy of a port have in common.
const SETTINGS: [&str; 4] = ["outlierDetection", "connectionPool", "loadBalancer", "tls"];

fn has_settings(policy: &Node<'_>) -> bool {
    SETTINGS.iter().any(|name| policy.at(name).is_set())
}

fn check_settings(policy: &Node<'_>, namespace: &str, report: &mut Report) {
    let outlier = policy.at("outlierDetection");
    check_outlier_detection(&outlier, report);
    connection_pool::check(&policy.at("connectionPool"), report);
    check_load_balancer(&policy.at("loadBalancer"), outlier.is_set(), report);
    client_tls::check(&policy.at("tls"), namespace, report);
}

fn check_port_policy(policy: &Node<'_>, namespace: &str, report: &mut Report) {
    if !policy.is_set() {
        report.error(policy, "null", "a traffic policy of a port must not be null");
        return;
    }
    if !policy.at("port").is_set() {
        report.error(
            &policy.at("port"),
            "port-policy-port",
            "the traffic policy of a port (portTrafficPolicy) needs a port",
        );
    }
    if has_settings(policy) {
        check_settings(policy, namespace, report);
    } else {
        report.error(
            policy,
            "traffic-policy-empty",
            "the traffic policy of a port needs at least one field",
        );
    }
}

fn check_tunnel(tunnel: &Node<'_>, report: &mut Report) {
    if !tunnel.is_set() {
        return;
    }
    let protocol = tunnel.at("protocol");
    if !["", "CONNECT", "POST"].contains(&protocol.text()) {
        report.error(
            &protocol,
            "tunnel-protocol",
            format!(
                "the tunnel protocol must be \"CONNECT\" or \"POST\", not {:?}",
                protocol.text()
            ),
        );
    }
    let host = tunnel.at("targetHost");
    if let Err(text) = check_fqdn(host.text())
        && !is_ip_address(host.text())
    {
        report.error(
            &host,
            "tunnel-target-host",
            format!("the tunnel target host must be an FQDN or an IP address: {text}"),
        );
    }
    ports::check_number(&tunnel.at("targetPort"), report);
}

fn check_outlier_detection(outlier: &Node<'_>, report: &mut Report) {
    durations::check(&outlier.at("baseEjectionTime"), report);
    let deprecated = outlier.at("consecutiveErrors");
    if deprecated.int() != 0 {
        report.warning(
            &deprecated,
            "deprecated",
            "consecutiveErrors is deprecated; use consecutiveGatewayErrors or consecutive5xxErrors",
        );
    }
    let local = outlier.at("consecutiveLocalOriginFailures");
    if local.int() > 0 && !outlier.at("splitExternalLocalOriginErrors").flag() {
        report.error(
            &local,
            "outlier-detection-split",
            "consecutive local origin failures are only counted when splitExternalLocalOriginErrors is true",
        );
    }
    durations::check(&outlier.at("interval"), report);
    for field in ["maxEjectionPercent", "minHealthPercent"].map(|name| outlier.at(name)) {
        if !(0..=100).contains(&field.int()) {
            report.error(
                &field,
                "percentage",
                format!("the percentage {} is not in the range 0..100", field.int()),
            );
        }
    }
}

fn check_load_balancer(balancer: &Node<'_>, has_outlier_detection: bool, report: &mut Report) {
    let hash = balancer.at("consistentHash");
    if hash.is_set() {
        check_consistent_hash(&hash, report);
    }
    locality::check(&balancer.at("localityLbSetting"), has_outlier_detection, report);
    let warmup = balancer.at("warmup");
    if !warmup.is_set() {
        return;
    }
    let duration = warmup.at("duration");
    if duration.is_set() {
        durations::check(&duration, report);
    } else {
        report.error(&duration, "warmup-duration", "a warmup needs a duration");
    }
    let percent = warmup.at("minimumPercent");
    if percent.number() > 100.0 {
        report.error(
            &percent,
            "warmup-percent",
            format!("minimumPercent must be 100 or less, not {}", percent.number()),
        );
    }
    let aggression = warmup.at("aggression");
    if aggression.is_set() && aggression.number() < 1.0 {
        report.error(
            &aggression,
            "warmup-aggression",
            format!("aggression must be 1 or more, not {}", aggression.number()),
        );
    }
}

fn check_consistent_hash(hash: &Node<'_>, report: &mut Report) {
    let cookie = hash.at("httpCookie");
    if cookie.is_set() {
        if !cookie.at("name").has_text() {
            report.error(&cookie.at("name"), "cookie-name", "an HttpCookie needs a name");
        }
        let mut names = BTreeSet::new();
        for attribute in cookie.at("attributes").items() {
            let name = attribute.at("name");
            if !name.has_text() {
                report.error(&name, "cookie-attribute", "a cookie attribute needs a name");
            } else if !names.insert(name.text()) {
                report.error(
                    &name,
                    "cookie-attribute",
                    format!("there is more than one cookie attribute {:?}", name.text()),
                );
            }
        }
    }
    let (deprecated, maglev) = (hash.at("minimumRingSize"), hash.at("maglev"));
    if deprecated.int() != 0 {
        report.warning(
            &deprecated,
            "deprecated",
            "MinimumRingSize of a ConsistentHashLB is deprecated; use RingHash",
        );
        if maglev.is_set() || hash.at("ringHash").is_set() {
            report.error(
                &deprecated,
                "consistent-hash-algorithm",
                "only one of MinimumRingSize, Maglev and Ringhash may be set",
            );
        }
    }
    if maglev.is_set() {
        check_maglev(&maglev.at("tableSize"), report);
    }
}

const MAGLEV_LIMIT: u64 = 5_000_011;
/// Larger sizes are refused for their size alone: to look for factors would take too long.
const FACTORED: u64 = 1 << 40;

fn check_maglev(size: &Node<'_>, report: &mut Report) {
    let value = u64::try_from(size.int()).unwrap_or_default();
    if value == 0 {
        report.error(size, "maglev-table-size", "maglev needs a tableSize");
    }
    if value >= MAGLEV_LIMIT {
        report.error(
            size,
            "maglev-table-size",
            format!("the maglev tableSize {value} is not less than {MAGLEV_LIMIT}"),
        );
    }
    if value < FACTORED && !is_prime(value) {
        report.error(
            size,
            "maglev-table-size",
            format!("the maglev tableSize {value} is not a prime number"),
        );
    }
}

/// As Envoy decides it: 1 counts.
fn is_prime(n: u64) -> bool {
    match n {
        1..4 => true,
        _ if n.is_multiple_of(2) => false,
        _ => (3..=n.isqrt()).step_by(2).all(|factor| !n.is_multiple_of(factor)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_prime;

    #[test]
    fn primes_of_envoy() {
        for prime in [1, 2, 3, 5, 65_537, 5_000_011] {
            assert!(is_prime(prime), "{prime}");
        }
        for other in [0, 4, 9, 65_535] {
            assert!(!is_prime(other), "{other}");
        }
    }
}
