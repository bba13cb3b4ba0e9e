// Written by `cargo xtask generate` from crates/istio-api/api.

//! Proxy config, the defaultConfig of mesh config.

use serde::{Deserialize, Serialize};

/// Settings of a proxy.
///
/// At most one of `service_cluster`, `tracing_service_name` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyConfig {
    /// The folder for generated configuration. Default: `./etc/istio/proxy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_path: Option<String>,
    /// The proxy's program. Default: `/usr/local/bin/envoy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binary_path: Option<String>,
    /// The service name that the proxy reports. Default: `istio-proxy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_cluster: Option<String>,
    /// How the service name for tracing is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracing_service_name: Option<TracingServiceName>,
    /// How long connections drain when the proxy restarts itself, at least 1s. Default: 45s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drain_duration: Option<crate::typed::Duration>,
    /// The control plane's address. Default: `istiod.istio-system.svc:15012`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_address: Option<String>,
    /// The time between look-ups of configuration. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_refresh_delay: Option<crate::typed::Duration>,
    /// The address of a Zipkin collector. Deprecated: use `tracing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zipkin_address: Option<String>,
    /// The address of a statsd listener.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statsd_udp_address: Option<String>,
    /// The address of a metrics service. Deprecated: use `envoyMetricsService`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_metrics_service_address: Option<String>,
    /// The port of the proxy's admin interface. Default: 15000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_admin_port: Option<i32>,
    /// The proxy's zone. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone: Option<String>,
    /// How the proxy authenticates to the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_plane_auth_policy: Option<AuthenticationPolicy>,
    /// A configuration file for the proxy in place of the generated bootstrap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_config_file: Option<String>,
    /// The longest name of a statistic. Default: 189.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stat_name_length: Option<i32>,
    /// Worker threads. 0 means one a core. Default: from the CPU limit, else 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency: Option<i32>,
    /// The template of the proxy's bootstrap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_bootstrap_template_path: Option<String>,
    /// How inbound traffic is redirected to the proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interception_mode: Option<InboundInterceptionMode>,
    /// Tracing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracing: Option<super::Tracing>,
    /// Secret discovery. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sds: Option<SecretDiscovery>,
    /// The gRPC access log service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_access_log_service: Option<RemoteService>,
    /// The metrics service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_metrics_service: Option<RemoteService>,
    /// Further environment variables; those with the prefix `ISTIO_META_` become node metadata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_metadata: Option<std::collections::BTreeMap<String, String>>,
    /// Envoy's runtime settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_values: Option<std::collections::BTreeMap<String, String>>,
    /// The agent's port for health and metrics. Default: 15020.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_port: Option<i32>,
    /// Further tags of Istio's metrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_stat_tags: Option<Vec<String>>,
    /// What stands before a gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_topology: Option<Topology>,
    /// How long connections drain when the pod ends. Default: 5s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub termination_drain_duration: Option<crate::typed::Duration>,
    /// The ID of the mesh. Default: the trust domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mesh_id: Option<String>,
    /// How the application's readiness is checked, for workloads outside Kubernetes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness_probe: Option<crate::generated::networking::ReadinessProbe>,
    /// Further statistics that the proxy keeps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_stats_matcher: Option<ProxyStatsMatcher>,
    /// Whether the application starts only when the proxy is ready. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_application_until_proxy_starts: Option<bool>,
    /// Further certificate authorities as PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_certificates_pem: Option<Vec<String>>,
    /// The proxy's image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<crate::generated::networking::ProxyImage>,
    /// Hardware for private key operations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key_provider: Option<PrivateKeyProvider>,
    /// Headers that the proxy adds or changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_headers: Option<ProxyHeaders>,
    /// The time after which buffered logs are written. Default: 1s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_flush_interval: Option<crate::typed::Duration>,
    /// The size of the log buffer in KiB. Default: 64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_flush_min_size_kb: Option<u32>,
    /// Whether the statistics endpoint may compress. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stats_compression: Option<bool>,
}

/// Secret discovery. Not in use.
///
/// In protobuf: `istio.mesh.v1alpha1.SDS`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SecretDiscovery {
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The file with the service account token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k8s_sa_jwt_path: Option<String>,
}

/// A service that a proxy calls.
///
/// In protobuf: `istio.mesh.v1alpha1.RemoteService`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoteService {
    /// Its address, `HOST:PORT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// TLS to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_settings: Option<crate::generated::networking::ClientTlsSettings>,
    /// TCP keepalive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp_keepalive: Option<crate::generated::networking::TcpKeepalive>,
}

/// What stands before a gateway.
///
/// In protobuf: `istio.mesh.v1alpha1.Topology`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Topology {
    /// How many proxies in front are trusted to set `X-Forwarded-For`. Default: 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_trusted_proxies: Option<u32>,
    /// What happens to the header `X-Forwarded-Client-Cert`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forward_client_cert_details: Option<ForwardClientCertDetails>,
    /// Reads the PROXY protocol header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_protocol: Option<ProxyProtocolConfiguration>,
}

/// Settings of the PROXY protocol. It has none.
///
/// In protobuf: `istio.mesh.v1alpha1.Topology.ProxyProtocolConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProxyProtocolConfiguration {}

/// Statistics that the proxy keeps besides its usual ones.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyStatsMatcher`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyStatsMatcher {
    /// Beginnings of names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inclusion_prefixes: Option<Vec<String>>,
    /// Ends of names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inclusion_suffixes: Option<Vec<String>>,
    /// RE2 expressions for names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inclusion_regexps: Option<Vec<String>>,
}

/// Hardware for private key operations.
///
/// At most one of `cryptomb`, `qat` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.PrivateKeyProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PrivateKeyProvider {
    /// Intel CryptoMb.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cryptomb: Option<CryptoMb>,
    /// Intel QAT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qat: Option<Qat>,
}

impl PrivateKeyProvider {
    /// With `cryptomb` set: intel CryptoMb.
    #[must_use]
    pub fn cryptomb(value: CryptoMb) -> Self {
        Self {
            cryptomb: Some(value),
            ..Self::default()
        }
    }

    /// With `qat` set: intel QAT.
    #[must_use]
    pub fn qat(value: Qat) -> Self {
        Self {
            qat: Some(value),
            ..Self::default()
        }
    }
}

/// Settings of CryptoMb.
///
/// In protobuf: `istio.mesh.v1alpha1.PrivateKeyProvider.CryptoMb`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CryptoMb {
    /// How long requests are gathered before they are processed together, at least 1ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll_delay: Option<crate::typed::Duration>,
    /// Whether software is used when the hardware is missing. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<bool>,
}

/// Settings of QAT.
///
/// In protobuf: `istio.mesh.v1alpha1.PrivateKeyProvider.QAT`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Qat {
    /// The time between looks for results, at least 1ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll_delay: Option<crate::typed::Duration>,
    /// Whether software is used when the hardware is missing. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<bool>,
}

/// Headers that the proxy adds or changes.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyHeaders {
    /// What happens to the header `X-Forwarded-Client-Cert`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarded_client_cert: Option<ForwardClientCertDetails>,
    /// What that header says about the client's certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_current_client_cert_details: Option<SetCurrentClientCertDetails>,
    /// The header `X-Request-Id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<RequestIdHeader>,
    /// The header `server`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<ServerHeader>,
    /// The header `X-Envoy-Attempt-Count`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt_count: Option<AttemptCountHeader>,
    /// Envoy's headers for debugging.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_debug_headers: Option<EnvoyDebugHeaders>,
    /// The headers by which proxies tell each other what they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata_exchange_headers: Option<MetadataExchangeHeaders>,
    /// Whether upper and lower case of HTTP/1 header names are kept. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preserve_http1_header_case: Option<bool>,
    /// The header `X-Forwarded-Host`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x_forwarded_host: Option<XForwardedHost>,
    /// The header `X-Forwarded-Port`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x_forwarded_port: Option<XForwardedPort>,
}

/// What `X-Forwarded-Client-Cert` says about the client's certificate.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetCurrentClientCertDetails {
    /// Whether it has the subject. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<bool>,
    /// Whether it has the certificate. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert: Option<bool>,
    /// Whether it has the chain of certificates. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chain: Option<bool>,
    /// Whether it has the DNS names. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns: Option<bool>,
    /// Whether it has the URI. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<bool>,
}

/// The header `X-Request-Id`.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.RequestId`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestIdHeader {
    /// Whether it is not made. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// The header `server` of answers.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.Server`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerHeader {
    /// Whether the application's header stays. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// The header's value. Default: `istio-envoy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// The header `X-Envoy-Attempt-Count`.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.AttemptCount`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptCountHeader {
    /// Whether it is not added. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// Envoy's headers for debugging.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.EnvoyDebugHeaders`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyDebugHeaders {
    /// Whether they are not added. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// The headers by which proxies tell each other what they are.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeHeaders`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetadataExchangeHeaders {
    /// Where they are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<MetadataExchangeMode>,
}

/// The header `X-Forwarded-Host`.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedHost`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct XForwardedHost {
    /// Whether it is added when the host is rewritten. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// The header `X-Forwarded-Port`.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.XForwardedPort`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct XForwardedPort {
    /// Whether it is added. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// How the service name for tracing is made.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.TracingServiceName`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TracingServiceName {
    /// The label `app` and the namespace, `istio-proxy` without the label.
    #[serde(rename = "APP_LABEL_AND_NAMESPACE")]
    AppLabelAndNamespace,
    /// The canonical name.
    #[serde(rename = "CANONICAL_NAME_ONLY")]
    CanonicalNameOnly,
    /// The canonical name and the namespace.
    #[serde(rename = "CANONICAL_NAME_AND_NAMESPACE")]
    CanonicalNameAndNamespace,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// How a proxy authenticates.
///
/// In protobuf: `istio.mesh.v1alpha1.AuthenticationPolicy`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AuthenticationPolicy {
    /// Not at all.
    #[serde(rename = "NONE")]
    None,
    /// By mutual TLS.
    #[serde(rename = "MUTUAL_TLS")]
    MutualTls,
    /// As the enclosing setting says.
    #[serde(rename = "INHERIT")]
    Inherit,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// How inbound traffic is redirected to the proxy.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.InboundInterceptionMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum InboundInterceptionMode {
    /// By iptables REDIRECT; the source address is lost.
    #[serde(rename = "REDIRECT")]
    Redirect,
    /// By iptables TPROXY; source and destination addresses stay.
    #[serde(rename = "TPROXY")]
    Tproxy,
    /// Not at all.
    #[serde(rename = "NONE")]
    None,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// What happens to the header `X-Forwarded-Client-Cert`.
///
/// In protobuf: `istio.mesh.v1alpha1.ForwardClientCertDetails`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ForwardClientCertDetails {
    /// The default of the field.
    #[serde(rename = "UNDEFINED")]
    Undefined,
    /// It is removed.
    #[serde(rename = "SANITIZE")]
    Sanitize,
    /// It is kept when the connection uses mutual TLS.
    #[serde(rename = "FORWARD_ONLY")]
    ForwardOnly,
    /// The client's certificate is appended when the connection uses mutual TLS.
    #[serde(rename = "APPEND_FORWARD")]
    AppendForward,
    /// It is replaced by the client's certificate when the connection uses mutual TLS.
    #[serde(rename = "SANITIZE_SET")]
    SanitizeSet,
    /// It is kept.
    #[serde(rename = "ALWAYS_FORWARD_ONLY")]
    AlwaysForwardOnly,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// Where metadata exchange headers are sent.
///
/// In protobuf: `istio.mesh.v1alpha1.ProxyConfig.ProxyHeaders.MetadataExchangeMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MetadataExchangeMode {
    /// As without this setting.
    #[serde(rename = "UNDEFINED")]
    Undefined,
    /// Only to services of the mesh.
    #[serde(rename = "IN_MESH")]
    InMesh,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}
