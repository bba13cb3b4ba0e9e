//! What mesh config and proxy config are when nothing is said.

use super::{MESH_CONFIG, MeshConfig, PROXY_CONFIG, ProxyConfig, empty};
use crate::duration;
use crate::message::{Field, Message, Scalar};

const SECOND: i64 = 1_000_000_000;

/// Fields being set to values known to be of the right type.
struct Defaults(Message);

impl Defaults {
    fn of(type_name: &str) -> Defaults {
        Defaults(empty(type_name))
    }

    fn with(mut self, name: &str, value: impl Into<Scalar>) -> Self {
        let stored = self.0.put(name, Field::One(value.into()));
        debug_assert!(stored, "{name} is a field of another type");
        self
    }

    fn with_list(mut self, name: &str, values: impl IntoIterator<Item = Scalar>) -> Self {
        let stored = self.0.put(name, Field::Many(values.into_iter().collect()));
        debug_assert!(stored, "{name} is a field of another type");
        self
    }

    fn with_enum(self, name: &str, number: i32) -> Self {
        self.with(name, Scalar::Enum(number))
    }

    fn with_seconds(self, name: &str, seconds: i64) -> Self {
        self.with(name, duration::to_message(seconds * SECOND))
    }

    fn with_wrapped_true(self, name: &str) -> Self {
        let wrapped = Defaults::of("google.protobuf.BoolValue").with("value", true);
        self.with(name, wrapped.0)
    }
}

/// The proxy config of a proxy about which nothing is said.
#[must_use]
pub fn default_proxy_config() -> ProxyConfig {
    const MUTUAL_TLS: i32 = 1;
    ProxyConfig(
        Defaults::of(PROXY_CONFIG)
            .with("configPath", "./etc/istio/proxy")
            .with("binaryPath", "/usr/local/bin/envoy")
            .with("serviceCluster", "istio-proxy")
            .with_seconds("drainDuration", 45)
            .with_seconds("terminationDrainDuration", 5)
            .with("discoveryAddress", "istiod.istio-system.svc:15012")
            .with("proxyAdminPort", 15_000)
            .with("statusPort", 15_020)
            .with("statNameLength", 189)
            .with_enum("controlPlaneAuthPolicy", MUTUAL_TLS)
            .0,
    )
}

/// The mesh config of a mesh about which nothing is said.
#[must_use]
pub fn default_mesh_config() -> MeshConfig {
    const ALLOW_ANY: i32 = 1;
    const INGRESS_STRICT: i32 = 3;
    let outbound = Defaults::of("istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy").with_enum("mode", ALLOW_ANY);
    let inbound = Defaults::of("istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy");
    let locality = Defaults::of("istio.networking.v1alpha3.LocalityLoadBalancerSetting").with_wrapped_true("enabled");
    let every_namespace = || [Scalar::from("*")];
    MeshConfig(
        Defaults::of(MESH_CONFIG)
            .with("proxyListenPort", 15_001)
            .with("proxyInboundListenPort", 15_006)
            .with_seconds("connectTimeout", 10)
            .with_seconds("protocolDetectionTimeout", 0)
            .with_seconds("dnsRefreshRate", 60)
            .with("ingressClass", "istio")
            .with("ingressService", "istio-ingressgateway")
            .with_enum("ingressControllerMode", INGRESS_STRICT)
            .with("enableTracing", true)
            .with("rootNamespace", "istio-system")
            .with("trustDomain", "cluster.local")
            .with_wrapped_true("enableAutoMtls")
            .with_wrapped_true("enablePrometheusMerge")
            .with("outboundTrafficPolicy", outbound.0)
            .with("inboundTrafficPolicy", inbound.0)
            .with("localityLbSetting", locality.0)
            .with("defaultConfig", default_proxy_config().into_message())
            .with(
                "defaultProviders",
                Defaults::of("istio.mesh.v1alpha1.MeshConfig.DefaultProviders").0,
            )
            .with_list("defaultServiceExportTo", every_namespace())
            .with_list("defaultVirtualServiceExportTo", every_namespace())
            .with_list("defaultDestinationRuleExportTo", every_namespace())
            .with_list("extensionProviders", default_extension_providers())
            .0,
    )
}

/// The providers every mesh has without declaring them.
fn default_extension_providers() -> [Scalar; 3] {
    let provider = |name: &str, field: &str, config: Defaults| {
        let provider = Defaults::of("istio.mesh.v1alpha1.MeshConfig.ExtensionProvider");
        Scalar::Message(provider.with("name", name).with(field, config.0).0)
    };
    let config = |kind: &str| Defaults::of(&format!("istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.{kind}"));
    [
        provider("prometheus", "prometheus", config("PrometheusMetricsProvider")),
        provider("stackdriver", "stackdriver", config("StackdriverProvider")),
        provider(
            "envoy",
            "envoyFileAccessLog",
            config("EnvoyFileAccessLogProvider").with("path", "/dev/stdout"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_istios() {
        // What Go's mesh.DefaultMeshConfig prints through protomarshal.ToJSON in Istio 1.30.3.
        let expected = include_str!("testdata/default_mesh_config.json").trim_end();
        assert_eq!(default_mesh_config().message().to_json().as_deref(), Ok(expected));
    }
}
