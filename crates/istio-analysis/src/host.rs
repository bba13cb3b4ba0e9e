//! Host names as Istio reads them.

/// The domain that Kubernetes services are under.
const CLUSTER_DOMAIN: &str = "svc.cluster.local";

/// A host written in a namespace, as the name it stands for: a name without dots is a service of the namespace.
pub(crate) fn fqdn(namespace: &str, host: &str) -> String {
    if host.starts_with('*') || host.contains('.') {
        host.to_owned()
    } else {
        format!("{host}.{namespace}.{CLUSTER_DOMAIN}")
    }
}

/// Name and namespace of the service that a full host name stands for.
pub(crate) fn service_of_fqdn(host: &str) -> Option<(&str, &str)> {
    let name = host.strip_suffix(CLUSTER_DOMAIN)?.strip_suffix('.')?;
    let (service, namespace) = name.rsplit_once('.')?;
    (!service.is_empty() && !namespace.is_empty()).then_some((service, namespace))
}

/// Namespace and name that a host written in a namespace stands for; a name that is no service of the cluster stays as it is.
pub(crate) fn name_of_host<'a>(namespace: &'a str, host: &'a str) -> (&'a str, &'a str) {
    match service_of_fqdn(host) {
        Some((service, namespace)) => (namespace, service),
        None => (namespace, host),
    }
}

/// Whether two hosts, each a name or a `*` with a suffix, have names in common.
pub(crate) fn matches(a: &str, b: &str) -> bool {
    match (a.strip_prefix('*'), b.strip_prefix('*')) {
        (Some(a), Some(b)) if a.len() < b.len() => b.ends_with(a),
        (Some(a), Some(b)) => a.ends_with(b),
        (Some(suffix), None) => b.ends_with(suffix),
        (None, Some(suffix)) => a.ends_with(suffix),
        (None, None) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_services_of_the_namespace() {
        assert_eq!(fqdn("shop", "web"), "web.shop.svc.cluster.local");
        assert_eq!(fqdn("shop", "web.io"), "web.io");
        assert_eq!(fqdn("shop", "*"), "*");
        assert_eq!(name_of_host("shop", "web.other.svc.cluster.local"), ("other", "web"));
        assert_eq!(
            name_of_host("shop", "web.svc.cluster.local"),
            ("shop", "web.svc.cluster.local")
        );
    }

    #[test]
    fn wildcards_match_both_ways() {
        for (a, b, expected) in [
            ("foo.com", "foo.com", true),
            ("*.com", "foo.com", true),
            ("bar.com", "*.com", true),
            ("*.foo.com", "foo.com", false),
            ("*", "*.com", true),
            ("*.foo.com", "*.com", true),
            ("*.foo.com", "*.bar.com", false),
        ] {
            assert_eq!(matches(a, b), expected, "{a} {b}");
        }
    }
}
