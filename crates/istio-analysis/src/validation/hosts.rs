//! Host names in fields.

use istio_api::mesh::address::{check_wildcard_domain, is_dns_label, is_ip_address};

use super::node::Node;
use super::report::Report;

/// A domain name, maybe with a wildcard in front.
pub(super) fn check_wildcard(node: &Node<'_>, report: &mut Report) {
    report.check(node, "host", check_wildcard_domain(node.text()));
}

/// Whether two hosts, each maybe with a wildcard in front, have a name in common.
pub(super) fn overlap(one: &str, other: &str) -> bool {
    match (one.strip_prefix('*'), other.strip_prefix('*')) {
        (Some(one), Some(other)) => one.ends_with(other) || other.ends_with(one),
        (Some(end), None) => other.ends_with(end),
        (None, Some(end)) => one.ends_with(end),
        (None, None) => one == other,
    }
}

/// Whether every name of `one` is a name of `other`.
pub(super) fn is_within(one: &str, other: &str) -> bool {
    match (one.strip_prefix('*'), other.strip_prefix('*')) {
        (Some(_), None) => false,
        (Some(one), Some(other)) => one.ends_with(other),
        (None, Some(end)) => one.ends_with(end),
        (None, None) => one == other,
    }
}

/// A wildcard that is neither the whole host nor its whole first label.
pub(super) fn check_partial_wildcard(host: &str) -> Result<(), String> {
    if host.contains('*') && host != "*" && !host.starts_with("*.") {
        return Err(format!("the host {host:?} has a partial wildcard"));
    }
    Ok(())
}

/// What a host of the form `NAMESPACE/HOST` belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The egress listener of a sidecar.
    Sidecar,
    /// The server of a gateway.
    Gateway,
    /// The server of a gateway made of a Kubernetes Gateway.
    KubernetesGateway,
}

/// A host of the form `NAMESPACE/HOST`; of a gateway, the namespace may be left out and the host may be an IP address.
pub(super) fn check_namespaced(node: &Node<'_>, owner: Owner, report: &mut Report) {
    let text = node.text();
    let Some((namespace, host)) = text.split_once('/') else {
        if owner == Owner::Sidecar {
            report.error(
                node,
                "host-namespace",
                format!("the host {text:?} must be of the form namespace/dnsName"),
            );
        } else {
            check_host_part(node, text, owner, report);
        }
        return;
    };
    if namespace.is_empty() || host.is_empty() {
        report.error(
            node,
            "host-namespace",
            format!("neither the namespace nor the dnsName of the host {text:?} can be empty"),
        );
    }
    let stands_for_others = match namespace {
        "*" | "." => true,
        "~" => owner != Owner::Gateway,
        _ => false,
    };
    if !stands_for_others && !is_dns_label(namespace) {
        let place = if owner == Owner::Sidecar { "sidecar" } else { "gateway" };
        report.error(
            node,
            "host-namespace",
            format!("the host {text:?} in the {place} has an invalid namespace {namespace:?}"),
        );
    }
    check_host_part(node, host, owner, report);
}

fn check_host_part(node: &Node<'_>, host: &str, owner: Owner, report: &mut Report) {
    if host != "*" && !host.contains('.') {
        report.error(
            node,
            "host-short-name",
            format!("the host {host:?} is a short name, not fully qualified"),
        );
    }
    if let Err(text) = check_wildcard_domain(host)
        && (owner == Owner::Sidecar || !is_ip_address(host))
    {
        report.error(node, "host", text);
    }
    report.check(node, "host-partial-wildcard", check_partial_wildcard(host));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_overlap() {
        assert!(overlap("*.foo.com", "*.com") && overlap("*.com", "*.foo.com"));
        assert!(overlap("*", "a") && overlap("a.b", "*.b") && overlap("a", "a"));
        assert!(!overlap("*.foo.com", "foo.com") && !overlap("a", "b"));
        assert!(is_within("*.foo.com", "*.com") && !is_within("*.com", "*.foo.com"));
        assert!(is_within("a.b", "*.b") && !is_within("*.b", "a.b"));
    }
}
