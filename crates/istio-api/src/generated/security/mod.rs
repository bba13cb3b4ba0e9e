// Written by `cargo xtask generate` from crates/istio-api/api.

//! The types of the group security.

mod authorization_policy;
mod peer_authentication;
mod request_authentication;

pub use authorization_policy::*;
pub use peer_authentication::*;
pub use request_authentication::*;

/// The objects of version `v1`.
#[cfg(feature = "kube")]
pub mod v1 {
    /// Which requests to workloads are allowed, denied, audited or decided by an external authorizer.
    pub type AuthorizationPolicy = crate::typed::Object<super::AuthorizationPolicySpec, crate::typed::V1>;
    /// Whether connections to workloads need mutual TLS.
    pub type PeerAuthentication = crate::typed::Object<super::PeerAuthenticationSpec, crate::typed::V1>;
    /// Which JSON Web Tokens workloads accept. Requests with a bad token are refused; those with none go through
    /// unless an AuthorizationPolicy denies them.
    pub type RequestAuthentication = crate::typed::Object<super::RequestAuthenticationSpec, crate::typed::V1>;
}

/// The objects of version `v1beta1`.
#[cfg(feature = "kube")]
pub mod v1beta1 {
    /// Which requests to workloads are allowed, denied, audited or decided by an external authorizer.
    pub type AuthorizationPolicy = crate::typed::Object<super::AuthorizationPolicySpec, crate::typed::V1Beta1>;
    /// Whether connections to workloads need mutual TLS.
    pub type PeerAuthentication = crate::typed::Object<super::PeerAuthenticationSpec, crate::typed::V1Beta1>;
    /// Which JSON Web Tokens workloads accept. Requests with a bad token are refused; those with none go through
    /// unless an AuthorizationPolicy denies them.
    pub type RequestAuthentication = crate::typed::Object<super::RequestAuthenticationSpec, crate::typed::V1Beta1>;
}
