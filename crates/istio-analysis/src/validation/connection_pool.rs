//! `ConnectionPoolSettings`.

use super::durations::{self, MILLISECOND};
use super::node::Node;
use super::report::Report;

/// The whole message.
pub(super) fn check(pool: &Node<'_>, report: &mut Report) {
    if !pool.is_set() {
        return;
    }
    let (http, tcp) = (pool.at("http"), pool.at("tcp"));
    if !http.is_set() && !tcp.is_set() {
        report.error(
            pool,
            "connection-pool-empty",
            "a connection pool needs http or tcp: at least one field",
        );
        return;
    }
    for (field, what) in [
        ("http1MaxPendingRequests", "http1 max pending requests"),
        ("http2MaxRequests", "http2 max requests"),
        ("maxRequestsPerConnection", "max requests per connection"),
        ("maxRetries", "max retries"),
        ("maxConcurrentStreams", "max concurrent streams"),
    ] {
        check_not_negative(&http.at(field), what, report);
    }
    durations::check(&http.at("idleTimeout"), report);
    let upgrade = http.at("h2UpgradePolicy");
    let policies = ["DEFAULT", "DO_NOT_UPGRADE", "UPGRADE"];
    if upgrade.choice(&policies) == Some("UPGRADE") && http.at("useClientProtocol").flag() {
        report.error(
            &http.at("useClientProtocol"),
            "connection-pool-upgrade",
            "useClientProtocol must not be true when H2UpgradePolicy is UPGRADE",
        );
    }
    check_not_negative(&tcp.at("maxConnections"), "max connections", report);
    durations::check(&tcp.at("connectTimeout"), report);
    durations::check(&tcp.at("maxConnectionDuration"), report);
    // Less than a millisecond means no timeout.
    let idle = tcp.at("idleTimeout");
    if idle.duration().is_some_and(|nanos| nanos / MILLISECOND != 0) {
        durations::check(&idle, report);
    }
    let keepalive = tcp.at("tcpKeepalive");
    durations::check(&keepalive.at("time"), report);
    durations::check(&keepalive.at("interval"), report);
}

fn check_not_negative(node: &Node<'_>, what: &str, report: &mut Report) {
    if node.int() < 0 {
        report.error(
            node,
            "connection-pool-negative",
            format!("{what} must not be negative, but is {}", node.int()),
        );
    }
}
