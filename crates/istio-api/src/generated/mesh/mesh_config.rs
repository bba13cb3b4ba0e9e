// Written by `cargo xtask generate` from crates/istio-api/api.

//! Mesh config.

use serde::{Deserialize, Serialize};

/// Settings of the whole mesh.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeshConfig {
    /// The port on which sidecars receive redirected outbound traffic. Default: 15001.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_listen_port: Option<i32>,
    /// The port on which sidecars receive redirected inbound traffic. Default: 15006.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_inbound_listen_port: Option<i32>,
    /// The port on which sidecars act as an HTTP proxy. 0 means none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_http_port: Option<i32>,
    /// The time limit for making a connection, at least 1ms. Default: 10s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connect_timeout: Option<crate::typed::Duration>,
    /// How long an idle HBONE connection from a proxy to ztunnel stays open. Default: 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hbone_idle_timeout: Option<crate::typed::Duration>,
    /// How long a proxy waits for bytes that show the protocol. 0s means without limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol_detection_timeout: Option<crate::typed::Duration>,
    /// TCP keepalive of connections to services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp_keepalive: Option<crate::generated::networking::TcpKeepalive>,
    /// The class of Ingress objects that are served. Default: `istio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_class: Option<String>,
    /// The Kubernetes service of the gateway that serves Ingress objects. Default: `istio-ingressgateway`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_service: Option<String>,
    /// Which Ingress objects are served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_controller_mode: Option<IngressControllerMode>,
    /// The value of the label `istio` on the gateway pods that serve Ingress objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_selector: Option<String>,
    /// Whether proxies trace requests. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_tracing: Option<bool>,
    /// The file for access logs, such as `/dev/stdout`. Empty turns them off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_log_file: Option<String>,
    /// The format of access logs: text, or a JSON object when the encoding is JSON. Default: Istio's format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_log_format: Option<String>,
    /// The encoding of access logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_log_encoding: Option<AccessLogEncoding>,
    /// Whether access logs go to the gRPC access log service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_envoy_access_log_service: Option<bool>,
    /// Whether listeners leave out their own access logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_envoy_listener_log: Option<bool>,
    /// Settings of every proxy, unless its pod says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_config: Option<super::ProxyConfig>,
    /// What happens to outbound traffic to unknown hosts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outbound_traffic_policy: Option<OutboundTrafficPolicy>,
    /// Where inbound traffic is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound_traffic_policy: Option<InboundTrafficPolicy>,
    /// Where the control plane reads configuration. Default: the Kubernetes API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_sources: Option<Vec<ConfigSource>>,
    /// Whether clients use mutual TLS when the server's side has a proxy and nothing else is said. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_auto_mtls: Option<bool>,
    /// The trust domain of workload identities. Default: `cluster.local`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_domain: Option<String>,
    /// Further trust domains that count as this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_domain_aliases: Option<Vec<String>>,
    /// Further certificate authorities that workloads trust.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_certificates: Option<Vec<CertificateData>>,
    /// The namespaces that see services that do not say so: `.`, `*`, `~`. Default: `*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_service_export_to: Option<Vec<String>>,
    /// The namespaces that see VirtualServices that do not say so. Default: `*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_virtual_service_export_to: Option<Vec<String>>,
    /// The namespaces that see DestinationRules that do not say so. Default: `*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_destination_rule_export_to: Option<Vec<String>>,
    /// The namespace whose policies apply to the whole mesh. Default: that of the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_namespace: Option<String>,
    /// Locality preference of load balancing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality_lb_setting: Option<crate::generated::networking::LocalityLoadBalancerSetting>,
    /// The time between look-ups of DNS names by proxies. Default: 60s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_refresh_rate: Option<crate::typed::Duration>,
    /// Whether HTTP/1.1 connections between proxies become HTTP/2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub h2_upgrade_policy: Option<H2UpgradePolicy>,
    /// The pattern for statistics names of inbound clusters, such as `%SERVICE%_%SERVICE_PORT%`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound_cluster_stat_name: Option<String>,
    /// The pattern for statistics names of outbound clusters, such as `%SERVICE%_%SERVICE_PORT%`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outbound_cluster_stat_name: Option<String>,
    /// Certificates that the control plane makes. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificates: Option<Vec<Certificate>>,
    /// Settings for services by host name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_settings: Option<Vec<ServiceSettings>>,
    /// Which services are local to their cluster in ambient mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_scope_configs: Option<Vec<ServiceScopeConfig>>,
    /// Whether an application's metrics are served together with the proxy's. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_prometheus_merge: Option<bool>,
    /// Whether clients check server certificates against the system's authorities by default. Deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_certificate_at_client: Option<bool>,
    /// An external certificate authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca: Option<CertificateAuthority>,
    /// Providers of tracing, metrics, logs, authorization and secrets, which policies name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension_providers: Option<Vec<super::ExtensionProvider>>,
    /// The providers of telemetry that are used when no Telemetry object names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_providers: Option<DefaultProviders>,
    /// Selectors of the namespaces that the control plane watches, any of which may match. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_selectors: Option<Vec<LabelSelector>>,
    /// How paths are normalized before policies see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_normalization: Option<ProxyPathNormalization>,
    /// The retries of routes that do not say. Default: 2 attempts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_http_retry_policy: Option<crate::generated::networking::HttpRetry>,
    /// TLS between workloads of the mesh.
    #[serde(rename = "meshMTLS", skip_serializing_if = "Option::is_none")]
    pub mesh_mtls: Option<MeshTlsConfig>,
    /// TLS of everything else, such as gateways and external services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_defaults: Option<MeshTlsConfig>,
}

/// What happens to outbound traffic to unknown hosts.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutboundTrafficPolicy {
    /// Whether it is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<OutboundTrafficMode>,
    /// TLS to such hosts, for ALLOW_ANY_DYNAMIC_DNS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<crate::generated::networking::ClientTlsSettings>,
}

/// Where inbound traffic is sent.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InboundTrafficPolicy {
    /// The address it is sent to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<InboundTrafficMode>,
}

/// Where the control plane reads configuration.
///
/// In protobuf: `istio.mesh.v1alpha1.ConfigSource`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigSource {
    /// The address: `fs:///PATH`, `xds://HOST:PORT` or `k8s://`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// TLS to that address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_settings: Option<crate::generated::networking::ClientTlsSettings>,
    /// What is read there. Default: configuration only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscribed_resources: Option<Vec<ConfigResource>>,
}

/// A certificate authority that workloads trust.
///
/// At most one of `pem`, `spiffe_bundle_url` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.CertificateData`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateData {
    /// Its certificate as PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pem: Option<String>,
    /// The address of its SPIFFE bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spiffe_bundle_url: Option<String>,
    /// The Kubernetes signers that use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert_signers: Option<Vec<String>>,
    /// The trust domains it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_domains: Option<Vec<String>>,
}

/// A certificate that the control plane makes.
///
/// In protobuf: `istio.mesh.v1alpha1.Certificate`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    /// The secret that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_name: Option<String>,
    /// The names it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_names: Option<Vec<String>>,
}

/// Settings for services by host name.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ServiceSettings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceSettings {
    /// The settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    /// Host names; a leading `*.` is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<String>>,
}

/// Settings of a service.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ServiceSettings.Settings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Whether requests only go to endpoints of the client's cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_local: Option<bool>,
}

/// The scope of the services that two selectors match.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceScopeConfig {
    /// Labels of the namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace_selector: Option<LabelSelector>,
    /// Labels of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services_selector: Option<LabelSelector>,
    /// The scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<ServiceScope>,
}

/// A selector of Kubernetes. All its parts must hold.
///
/// In protobuf: `istio.mesh.v1alpha1.LabelSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelSelector {
    /// Labels with their values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_labels: Option<std::collections::BTreeMap<String, String>>,
    /// Conditions on labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_expressions: Option<Vec<LabelSelectorRequirement>>,
}

/// A condition on a label.
///
/// In protobuf: `istio.mesh.v1alpha1.LabelSelectorRequirement`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelSelectorRequirement {
    /// The label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// The values for `In` and `NotIn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
}

/// An external certificate authority.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.CA`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateAuthority {
    /// Its address, `HOST:PORT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// TLS to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_settings: Option<crate::generated::networking::ClientTlsSettings>,
    /// The time limit of a request. Default: 10s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_timeout: Option<crate::typed::Duration>,
    /// Whether the control plane asks it, rather than each workload. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub istiod_side: Option<bool>,
}

/// The providers that are used when no Telemetry object names one.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.DefaultProviders`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DefaultProviders {
    /// Tracing providers by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracing: Option<Vec<String>>,
    /// Metrics providers by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<Vec<String>>,
    /// Access log providers by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_logging: Option<Vec<String>>,
}

/// How paths are normalized.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyPathNormalization {
    /// The kind of normalization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normalization: Option<NormalizationType>,
}

/// Limits of TLS.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.TLSConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeshTlsConfig {
    /// The oldest version of TLS. Default: TLS 1.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_protocol_version: Option<TlsProtocol>,
    /// The curves for key exchange. Default: Envoy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ecdh_curves: Option<Vec<String>>,
    /// The cipher suites for TLS 1.2. Default: Envoy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher_suites: Option<Vec<String>>,
}

/// Which Ingress objects are served.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.IngressControllerMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum IngressControllerMode {
    /// The default, which is STRICT.
    #[serde(rename = "UNSPECIFIED")]
    Unspecified,
    /// None.
    #[serde(rename = "OFF")]
    Off,
    /// Those of the mesh's class and those of no class.
    #[serde(rename = "DEFAULT")]
    Default,
    /// Those of the mesh's class.
    #[serde(rename = "STRICT")]
    Strict,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// An encoding of access logs.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.AccessLogEncoding`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AccessLogEncoding {
    /// Text.
    #[serde(rename = "TEXT")]
    Text,
    /// JSON.
    #[serde(rename = "JSON")]
    Json,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// Whether traffic to unknown hosts is allowed.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.OutboundTrafficPolicy.Mode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum OutboundTrafficMode {
    /// It is dropped.
    #[serde(rename = "REGISTRY_ONLY")]
    RegistryOnly,
    /// It goes through.
    #[serde(rename = "ALLOW_ANY")]
    AllowAny,
    /// It goes through, with the host looked up by the proxy.
    #[serde(rename = "ALLOW_ANY_DYNAMIC_DNS")]
    AllowAnyDynamicDns,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// The address that inbound traffic is sent to.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.InboundTrafficPolicy.Mode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum InboundTrafficMode {
    /// The address that the client asked for.
    #[serde(rename = "PASSTHROUGH")]
    Passthrough,
    /// 127.0.0.1.
    #[serde(rename = "LOCALHOST")]
    Localhost,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// What is read from a source.
///
/// In protobuf: `istio.mesh.v1alpha1.Resource`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ConfigResource {
    /// Services too.
    #[serde(rename = "SERVICE_REGISTRY")]
    ServiceRegistry,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// Whether connections become HTTP/2.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.H2UpgradePolicy`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum H2UpgradePolicy {
    /// HTTP/1.1 stays.
    #[serde(rename = "DO_NOT_UPGRADE")]
    DoNotUpgrade,
    /// Connections become HTTP/2.
    #[serde(rename = "UPGRADE")]
    Upgrade,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// The scope of a service.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ServiceScopeConfigs.Scope`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ServiceScope {
    /// Only clients of its own cluster reach it.
    #[serde(rename = "LOCAL")]
    Local,
    /// Clients of all clusters reach it.
    #[serde(rename = "GLOBAL")]
    Global,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// A kind of path normalization.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ProxyPathNormalization.NormalizationType`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NormalizationType {
    /// The default, which is BASE.
    #[serde(rename = "DEFAULT")]
    Default,
    /// Paths stay as they are.
    #[serde(rename = "NONE")]
    None,
    /// As RFC 3986 says: dots are resolved, `\` becomes `/`.
    #[serde(rename = "BASE")]
    Base,
    /// BASE, and slashes in a row become one.
    #[serde(rename = "MERGE_SLASHES")]
    MergeSlashes,
    /// MERGE_SLASHES, after escaped slashes are decoded.
    #[serde(rename = "DECODE_AND_MERGE_SLASHES")]
    DecodeAndMergeSlashes,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// A version of TLS.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.TLSConfig.TLSProtocol`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TlsProtocol {
    /// TLS 1.2.
    #[serde(rename = "TLS_AUTO")]
    TlsAuto,
    /// TLS 1.2.
    #[serde(rename = "TLSV1_2")]
    Tlsv1_2,
    /// TLS 1.3.
    #[serde(rename = "TLSV1_3")]
    Tlsv1_3,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}
