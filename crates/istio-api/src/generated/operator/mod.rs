// Written by `cargo xtask generate` from crates/istio-api/api.

//! The types of the group operator.

mod cni;
mod gateways;
mod global;
mod istio_operator;
mod pilot;
mod values;

pub use cni::*;
pub use gateways::*;
pub use global::*;
pub use istio_operator::*;
pub use pilot::*;
pub use values::*;

/// The objects of version `v1alpha1`.
#[cfg(feature = "kube")]
pub mod v1alpha1 {
    /// A description of an installation: a profile, components, and settings laid over them.
    pub type IstioOperator = crate::typed::Object<super::IstioOperatorSpec, crate::typed::V1Alpha1>;
}
