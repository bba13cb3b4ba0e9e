//! Checks of Service.

pub(crate) mod multi_cluster;
pub(crate) mod port_name;
mod protocol;

use crate::snapshot::Resource;

pub use protocol::port_has_protocol;

/// Whether a resource is part of Istio itself.
pub(crate) fn is_control_plane(resource: &Resource) -> bool {
    resource.label("istio").is_some() || resource.label("release") == Some("istio")
}
