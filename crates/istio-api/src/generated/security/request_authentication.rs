// Written by `cargo xtask generate` from crates/istio-api/api.

//! RequestAuthentication.

use serde::{Deserialize, Serialize};

/// Which tokens workloads accept.
///
/// In protobuf: `istio.security.v1beta1.RequestAuthentication`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestAuthenticationSpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<crate::generated::selector::WorkloadSelector>,
    /// The one object the policy applies to. `targetRefs` takes several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_ref: Option<crate::generated::selector::PolicyTargetReference>,
    /// The objects the policy applies to, in place of a selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_refs: Option<Vec<crate::generated::selector::PolicyTargetReference>>,
    /// The issuers of tokens. A token must satisfy the rule of its issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwt_rules: Option<Vec<JwtRule>>,
}

impl crate::typed::Spec for RequestAuthenticationSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::REQUEST_AUTHENTICATION;
}

/// How tokens of an issuer are checked.
///
/// In protobuf: `istio.security.v1beta1.JWTRule`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JwtRule {
    /// The issuer, the token's claim `iss`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The audiences, of which the token's claim `aud` must have one. Default: not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audiences: Option<Vec<String>>,
    /// The address of the issuer's public keys. Default: found by OpenID Connect discovery.
    #[serde(alias = "jwks_uri", skip_serializing_if = "Option::is_none")]
    pub jwks_uri: Option<String>,
    /// The issuer's public keys as a JSON Web Key Set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwks: Option<String>,
    /// Headers that may hold the token. Default: `Authorization` with `Bearer `.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_headers: Option<Vec<JwtHeader>>,
    /// Query parameters that may hold the token. Default: `access_token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_params: Option<Vec<String>>,
    /// The header that gets a valid token's payload, base64url without padding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_payload_to_header: Option<String>,
    /// Cookies that may hold the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_cookies: Option<Vec<String>>,
    /// Whether the token goes on to the workload. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forward_original_token: Option<bool>,
    /// Claims of a valid token that are copied to headers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_claim_to_headers: Option<Vec<ClaimToHeader>>,
    /// The time limit for fetching the keys. Default: 5s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<crate::typed::Duration>,
    /// Claims whose text is a list with spaces between, besides `scope` and `permission`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub space_delimited_claims: Option<Vec<String>>,
}

/// A header that may hold a token.
///
/// In protobuf: `istio.security.v1beta1.JWTHeader`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JwtHeader {
    /// The header's name.
    pub name: String,
    /// What stands before the token, such as `Bearer ` with its space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
}

/// A claim that is copied to a header.
///
/// In protobuf: `istio.security.v1beta1.ClaimToHeader`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimToHeader {
    /// The header that gets the claim.
    pub header: String,
    /// The claim: text, number or boolean; dots lead into nested ones.
    pub claim: String,
}
