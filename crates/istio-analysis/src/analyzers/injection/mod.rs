//! Checks of sidecar injection.

pub(crate) mod image;
pub(crate) mod image_auto;
pub(crate) mod membership;
pub(crate) mod namespaces;
mod proxy_image_type;

/// The label of a namespace that turns injection on (`enabled`) or off.
const INJECTION: &str = "istio-injection";
/// The label that names a revision of the control plane.
const REVISION: &str = "istio.io/rev";
/// The label that says how a namespace or pod takes part in the mesh.
const DATAPLANE_MODE: &str = "istio.io/dataplane-mode";
/// The name of the sidecar's container.
const SIDECAR: &str = "istio-proxy";

/// The ConfigMap of the injector of a revision.
fn injector_config_map(revision: &str) -> String {
    match revision {
        "" | "default" => "istio-sidecar-injector".to_owned(),
        revision => format!("istio-sidecar-injector-{revision}"),
    }
}
