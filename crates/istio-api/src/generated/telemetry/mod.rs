// Written by `cargo xtask generate` from crates/istio-api/api.

//! The types of the group telemetry.

mod reporting;

pub use reporting::*;

/// The objects of version `v1`.
#[cfg(feature = "kube")]
pub mod v1 {
    /// Which traces, metrics and access logs workloads produce.
    pub type Telemetry = crate::typed::Object<super::TelemetrySpec, crate::typed::V1>;
}

/// The objects of version `v1alpha1`.
#[cfg(feature = "kube")]
pub mod v1alpha1 {
    /// Which traces, metrics and access logs workloads produce.
    pub type Telemetry = crate::typed::Object<super::TelemetrySpec, crate::typed::V1Alpha1>;
}
