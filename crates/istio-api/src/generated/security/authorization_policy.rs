// Written by `cargo xtask generate` from crates/istio-api/api.

//! AuthorizationPolicy.

use serde::{Deserialize, Serialize};

/// Which requests to workloads are allowed.
///
/// In protobuf: `istio.security.v1beta1.AuthorizationPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthorizationPolicySpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<crate::generated::selector::WorkloadSelector>,
    /// The one object the policy applies to. `targetRefs` takes several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_ref: Option<crate::generated::selector::PolicyTargetReference>,
    /// The objects the policy applies to, in place of a selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_refs: Option<Vec<crate::generated::selector::PolicyTargetReference>>,
    /// The rules, of which one must match for the action to be taken. None never match; an empty rule always does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<Rule>>,
    /// What happens to a request that matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<AuthorizationAction>,
    /// The external authorizer, for CUSTOM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ExtensionProvider>,
}

impl crate::typed::Spec for AuthorizationPolicySpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::AUTHORIZATION_POLICY;
}

/// A rule. All of `from`, `to` and `when` that are set must hold.
///
/// In protobuf: `istio.security.v1beta1.Rule`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The sources, of which one must match. Default: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Vec<RuleFrom>>,
    /// The operations, of which one must match. Default: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Vec<RuleTo>>,
    /// Further conditions, all of which must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Vec<Condition>>,
}

/// An entry of the sources.
///
/// In protobuf: `istio.security.v1beta1.Rule.From`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleFrom {
    /// The source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Who sends a request. All parts that are set must hold. Values may have `*` at the start or end.
///
/// In protobuf: `istio.security.v1beta1.Source`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Identities of the mutual TLS certificate, `TRUST-DOMAIN/ns/NAMESPACE/sa/ACCOUNT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principals: Option<Vec<String>>,
    /// Identities that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_principals: Option<Vec<String>>,
    /// Identities of the token, `ISSUER/SUBJECT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_principals: Option<Vec<String>>,
    /// Token identities that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_request_principals: Option<Vec<String>>,
    /// Namespaces of the mutual TLS certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespaces: Option<Vec<String>>,
    /// Namespaces that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_namespaces: Option<Vec<String>>,
    /// Service accounts of the mutual TLS certificate, `NAMESPACE/NAME`, or `NAME` for this namespace. No wildcards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_accounts: Option<Vec<String>>,
    /// Service accounts that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_service_accounts: Option<Vec<String>>,
    /// Addresses or CIDR ranges of the sender of the packets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_blocks: Option<Vec<String>>,
    /// Such addresses that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_ip_blocks: Option<Vec<String>>,
    /// Addresses or CIDR ranges of the client, as found from `X-Forwarded-For` or the PROXY protocol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_ip_blocks: Option<Vec<String>>,
    /// Such addresses that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_remote_ip_blocks: Option<Vec<String>>,
    /// Trust domains of the mutual TLS certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_domains: Option<Vec<String>>,
    /// Trust domains that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_trust_domains: Option<Vec<String>>,
}

/// An entry of the operations.
///
/// In protobuf: `istio.security.v1beta1.Rule.To`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleTo {
    /// The operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<RequestOperation>,
}

/// What is asked. All parts that are set must hold. Values may have `*` at the start or end.
///
/// In protobuf: `istio.security.v1beta1.Operation`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestOperation {
    /// Hosts of the request, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<String>>,
    /// Hosts that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_hosts: Option<Vec<String>>,
    /// Ports of the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports: Option<Vec<String>>,
    /// Ports that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_ports: Option<Vec<String>>,
    /// HTTP methods. A gRPC request has POST.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub methods: Option<Vec<String>>,
    /// Methods that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_methods: Option<Vec<String>>,
    /// Paths of the request, with `{*}` and `{**}` as templates. A gRPC path is `/SERVICE/METHOD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paths: Option<Vec<String>>,
    /// Paths that must not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_paths: Option<Vec<String>>,
}

/// A condition on an attribute of the request.
///
/// In protobuf: `istio.security.v1beta1.Condition`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// The attribute, such as `request.headers[x-token]` or `source.ip`.
    pub key: String,
    /// Values of which one must be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
    /// Values of which none must be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_values: Option<Vec<String>>,
}

/// An external authorizer.
///
/// In protobuf: `istio.security.v1beta1.AuthorizationPolicy.ExtensionProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtensionProvider {
    /// The name of an extension provider of the mesh config.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What happens to a request that matches. CUSTOM is decided first, then DENY, then ALLOW.
///
/// In protobuf: `istio.security.v1beta1.AuthorizationPolicy.Action`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AuthorizationAction {
    /// It is allowed, and those that no ALLOW policy matches are denied.
    #[serde(rename = "ALLOW")]
    Allow,
    /// It is denied.
    #[serde(rename = "DENY")]
    Deny,
    /// It is marked for auditing.
    #[serde(rename = "AUDIT")]
    Audit,
    /// An external authorizer decides.
    #[serde(rename = "CUSTOM")]
    Custom,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}
