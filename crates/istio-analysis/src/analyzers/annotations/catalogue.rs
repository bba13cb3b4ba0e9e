//! The annotations that Istio 1.30 knows.

/// An annotation.
pub(super) struct Annotation {
    pub(super) name: &'static str,
    /// Whether it belongs to an alpha feature.
    pub(super) alpha: bool,
    pub(super) deprecated: bool,
    /// The kinds that it may stand on; `Any` for all.
    pub(super) kinds: &'static [&'static str],
}

impl Annotation {
    /// The annotation of this name.
    pub(super) fn find(name: &str) -> Option<&'static Annotation> {
        let index = ANNOTATIONS.binary_search_by(|known| known.name.cmp(name)).ok()?;
        ANNOTATIONS.get(index)
    }
}

const fn entry(name: &'static str, alpha: bool, deprecated: bool, kinds: &'static [&'static str]) -> Annotation {
    Annotation {
        name,
        alpha,
        deprecated,
        kinds,
    }
}

/// Name, alpha, deprecated, kinds; sorted by name.
pub(super) static ANNOTATIONS: &[Annotation] = &[
    entry("alpha.istio.io/canonical-serviceaccounts", true, true, &["Service"]),
    entry("alpha.istio.io/kubernetes-serviceaccounts", true, true, &["Service"]),
    entry("ambient.istio.io/bypass-inbound-capture", true, false, &["Pod"]),
    entry("ambient.istio.io/dns-capture", true, false, &["Pod"]),
    entry("ambient.istio.io/redirection", false, false, &["Pod"]),
    entry(
        "ambient.istio.io/waypoint-inbound-binding",
        true,
        false,
        &["GatewayClass", "Gateway"],
    ),
    entry("galley.istio.io/analyze-suppress", true, false, &["Any"]),
    entry("gateway.istio.io/controller-version", true, false, &["Any"]),
    entry("gateway.istio.io/name-override", true, false, &["Gateway"]),
    entry("gateway.istio.io/service-account", true, false, &["Gateway"]),
    entry("inject.istio.io/templates", true, false, &["Pod"]),
    entry("istio.io/autoRegistrationGroup", true, false, &["WorkloadEntry"]),
    entry("istio.io/connectedAt", true, false, &["WorkloadEntry"]),
    entry("istio.io/disconnectedAt", true, false, &["WorkloadEntry"]),
    entry("istio.io/dry-run", true, false, &["AuthorizationPolicy"]),
    entry("istio.io/reroute-virtual-interfaces", true, false, &["Pod"]),
    entry("istio.io/rev", true, false, &["Pod"]),
    entry("istio.io/workloadController", true, false, &["WorkloadEntry"]),
    entry("kubernetes.io/ingress.class", false, false, &["Ingress"]),
    entry("networking.istio.io/exportTo", true, false, &["Service"]),
    entry("networking.istio.io/service-type", true, false, &["Gateway"]),
    entry(
        "networking.istio.io/traffic-distribution",
        true,
        false,
        &["Namespace", "Service", "ServiceEntry"],
    ),
    entry("prometheus.istio.io/merge-metrics", true, false, &["Pod"]),
    entry("proxy.istio.io/config", false, false, &["Pod"]),
    entry("proxy.istio.io/overrides", true, false, &["Pod"]),
    entry(
        "readiness.status.sidecar.istio.io/applicationPorts",
        true,
        false,
        &["Pod"],
    ),
    entry(
        "readiness.status.sidecar.istio.io/failureThreshold",
        true,
        false,
        &["Pod"],
    ),
    entry(
        "readiness.status.sidecar.istio.io/initialDelaySeconds",
        true,
        false,
        &["Pod"],
    ),
    entry("readiness.status.sidecar.istio.io/periodSeconds", true, false, &["Pod"]),
    entry("sidecar.istio.io/agentLogLevel", true, false, &["Pod"]),
    entry("sidecar.istio.io/bootstrapOverride", true, false, &["Pod"]),
    entry("sidecar.istio.io/componentLogLevel", true, false, &["Pod"]),
    entry("sidecar.istio.io/discoveryAddress", true, true, &["Pod"]),
    entry("sidecar.istio.io/extraStatTags", true, true, &["Pod"]),
    entry("sidecar.istio.io/inject", false, true, &["Pod"]),
    entry("sidecar.istio.io/interceptionMode", true, false, &["Pod"]),
    entry("sidecar.istio.io/logLevel", true, false, &["Pod"]),
    entry("sidecar.istio.io/nativeSidecar", true, false, &["Pod"]),
    entry("sidecar.istio.io/proxyCPU", true, false, &["Pod"]),
    entry("sidecar.istio.io/proxyCPULimit", true, false, &["Pod"]),
    entry("sidecar.istio.io/proxyImage", true, false, &["Pod"]),
    entry("sidecar.istio.io/proxyImageType", true, false, &["Pod"]),
    entry("sidecar.istio.io/proxyMemory", true, false, &["Pod"]),
    entry("sidecar.istio.io/proxyMemoryLimit", true, false, &["Pod"]),
    entry("sidecar.istio.io/rewriteAppHTTPProbers", true, false, &["Pod"]),
    entry("sidecar.istio.io/statsCompression", true, true, &["Pod"]),
    entry("sidecar.istio.io/statsEvictionInterval", true, false, &["Pod"]),
    entry("sidecar.istio.io/statsFlushInterval", true, false, &["Pod"]),
    entry("sidecar.istio.io/statsHistogramBins", true, false, &["Pod"]),
    entry("sidecar.istio.io/statsHistogramBuckets", true, false, &["Pod"]),
    entry("sidecar.istio.io/statsInclusionPrefixes", true, true, &["Pod"]),
    entry("sidecar.istio.io/statsInclusionRegexps", true, true, &["Pod"]),
    entry("sidecar.istio.io/statsInclusionSuffixes", true, true, &["Pod"]),
    entry("sidecar.istio.io/status", true, false, &["Pod"]),
    entry("sidecar.istio.io/userVolume", true, false, &["Pod"]),
    entry("sidecar.istio.io/userVolumeMount", true, false, &["Pod"]),
    entry("status.sidecar.istio.io/port", true, false, &["Pod"]),
    entry("topology.istio.io/controlPlaneClusters", true, false, &["Namespace"]),
    entry("traffic.istio.io/nodeSelector", false, false, &["Service"]),
    entry("traffic.sidecar.istio.io/excludeInboundPorts", true, false, &["Pod"]),
    entry("traffic.sidecar.istio.io/excludeInterfaces", true, false, &["Pod"]),
    entry(
        "traffic.sidecar.istio.io/excludeOutboundIPRanges",
        true,
        false,
        &["Pod"],
    ),
    entry("traffic.sidecar.istio.io/excludeOutboundPorts", true, false, &["Pod"]),
    entry("traffic.sidecar.istio.io/includeInboundPorts", true, false, &["Pod"]),
    entry(
        "traffic.sidecar.istio.io/includeOutboundIPRanges",
        true,
        false,
        &["Pod"],
    ),
    entry("traffic.sidecar.istio.io/includeOutboundPorts", true, false, &["Pod"]),
    entry("traffic.sidecar.istio.io/kubevirtInterfaces", true, true, &["Pod"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(ANNOTATIONS.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert_eq!(
            Annotation::find("sidecar.istio.io/inject").map(|found| found.deprecated),
            Some(true)
        );
    }
}
