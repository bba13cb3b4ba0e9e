// Written by `cargo xtask generate` from crates/istio-api/api.

//! TLS of clients and servers.

use serde::{Deserialize, Serialize};

/// TLS of a client.
///
/// In protobuf: `istio.networking.v1alpha3.ClientTLSSettings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientTlsSettings {
    /// Whether and how TLS is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<ClientTlsMode>,
    /// The file with the client's certificate, for MUTUAL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<String>,
    /// The file with the client's private key, for MUTUAL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key: Option<String>,
    /// The file with the certificate authorities that may have signed the server's certificate. Default: the
    /// system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_certificates: Option<String>,
    /// The secret with the client's key and certificate and the authorities. At a sidecar it needs a workload
    /// selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_name: Option<String>,
    /// The names of which the server's certificate must have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_alt_names: Option<Vec<String>>,
    /// The server name that the handshake sends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sni: Option<String>,
    /// Whether the server's certificate is not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insecure_skip_verify: Option<bool>,
    /// The file with certificate revocation lists for the server's certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_crl: Option<String>,
}

/// TLS of a server port.
///
/// In protobuf: `istio.networking.v1alpha3.ServerTLSSettings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerTlsSettings {
    /// Whether HTTP requests are redirected to HTTPS with 301.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub https_redirect: Option<bool>,
    /// Whether and how TLS is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<ServerTlsMode>,
    /// The file with the server's certificate, for SIMPLE and MUTUAL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_certificate: Option<String>,
    /// The file with the server's private key, for SIMPLE and MUTUAL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key: Option<String>,
    /// The file with the authorities that may have signed client certificates, for MUTUAL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_certificates: Option<String>,
    /// The file with certificate revocation lists for client certificates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_crl: Option<String>,
    /// The secret with the server's key and certificate, and the authorities for MUTUAL. It is in the gateway's
    /// namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_name: Option<String>,
    /// Like `credentialName`, for up to two certificates of different key types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_names: Option<Vec<String>>,
    /// The secret or config map with the authorities that may have signed client certificates, with the key `ca.crt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_cert_credential_name: Option<String>,
    /// Files of up to two server certificates of different key types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_certificates: Option<Vec<TlsCertificate>>,
    /// The names of which a client's certificate must have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_alt_names: Option<Vec<String>>,
    /// Base64 SHA-256 hashes of public keys of which the client's certificate must have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_certificate_spki: Option<Vec<String>>,
    /// Hex SHA-256 hashes of client certificates that are accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_certificate_hash: Option<Vec<String>>,
    /// The oldest version of TLS. Default: TLS 1.2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_protocol_version: Option<TlsProtocol>,
    /// The newest version of TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_protocol_version: Option<TlsProtocol>,
    /// The cipher suites in order of preference, by their names in Envoy. Default: Envoy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher_suites: Option<Vec<String>>,
}

/// The files of a certificate.
///
/// In protobuf: `istio.networking.v1alpha3.ServerTLSSettings.TLSCertificate`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TlsCertificate {
    /// The file with the certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_certificate: Option<String>,
    /// The file with the private key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key: Option<String>,
    /// The file with the authorities that may have signed client certificates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_certificates: Option<String>,
}

/// Whether and how a client uses TLS.
///
/// In protobuf: `istio.networking.v1alpha3.ClientTLSSettings.TLSmode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ClientTlsMode {
    /// No TLS.
    #[serde(rename = "DISABLE")]
    Disable,
    /// TLS without a client certificate.
    #[serde(rename = "SIMPLE")]
    Simple,
    /// TLS with a client certificate from files or a secret.
    #[serde(rename = "MUTUAL")]
    Mutual,
    /// TLS with the workload's own certificate, which Istio makes.
    #[serde(rename = "ISTIO_MUTUAL")]
    IstioMutual,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// Whether and how a server port uses TLS.
///
/// In protobuf: `istio.networking.v1alpha3.ServerTLSSettings.TLSmode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ServerTlsMode {
    /// TLS is not ended here; the SNI chooses the route.
    #[serde(rename = "PASSTHROUGH")]
    Passthrough,
    /// TLS without a client certificate.
    #[serde(rename = "SIMPLE")]
    Simple,
    /// TLS with a client certificate that is required.
    #[serde(rename = "MUTUAL")]
    Mutual,
    /// Like PASSTHROUGH, with the destination taken from the SNI itself.
    #[serde(rename = "AUTO_PASSTHROUGH")]
    AutoPassthrough,
    /// TLS with the certificates that Istio makes for workloads.
    #[serde(rename = "ISTIO_MUTUAL")]
    IstioMutual,
    /// TLS with a client certificate that is asked for, and checked when there is one.
    #[serde(rename = "OPTIONAL_MUTUAL")]
    OptionalMutual,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// A version of TLS.
///
/// In protobuf: `istio.networking.v1alpha3.ServerTLSSettings.TLSProtocol`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TlsProtocol {
    /// Chosen by the proxy.
    #[serde(rename = "TLS_AUTO")]
    TlsAuto,
    /// TLS 1.0.
    #[serde(rename = "TLSV1_0")]
    Tlsv1_0,
    /// TLS 1.1.
    #[serde(rename = "TLSV1_1")]
    Tlsv1_1,
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
