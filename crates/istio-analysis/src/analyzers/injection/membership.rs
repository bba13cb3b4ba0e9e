//! Who is in the mesh.

use kubeyaml::Mapping;

use super::{DATAPLANE_MODE, INJECTION, REVISION, SIDECAR};
use crate::analyzers::Context;
use crate::snapshot::{Fields, Kind, Resource};

/// Label and annotation that turn injection of a pod on (`true`) or off.
const INJECT: &str = "sidecar.istio.io/inject";

/// Whether a pod has a sidecar, or gets one.
pub(crate) fn pod_has_sidecar(pod: &Resource, context: &Context<'_>) -> bool {
    let containers = pod.spec().items("containers").chain(pod.spec().items("initContainers"));
    has_sidecar(containers, pod.labels(), pod.annotations(), pod.namespace(), context)
}

/// Whether the pods of a Deployment get a sidecar.
pub(crate) fn deployment_has_sidecar(deployment: &Resource, context: &Context<'_>) -> bool {
    let template = deployment.spec().at("template");
    let metadata = template.at("metadata");
    let containers = template.at("spec").items("containers");
    let (labels, annotations) = (metadata.map("labels"), metadata.map("annotations"));
    has_sidecar(containers, labels, annotations, deployment.namespace(), context)
}

fn has_sidecar<'a>(
    mut containers: impl Iterator<Item = Fields<'a>>,
    labels: Option<&Mapping>,
    annotations: Option<&Mapping>,
    namespace: &str,
    context: &Context<'_>,
) -> bool {
    let sidecar = containers.find(|container| container.text("name") == SIDECAR);
    if sidecar.is_some_and(|sidecar| !sidecar.text("image").is_empty()) {
        return true;
    }
    let asked = [labels, annotations]
        .into_iter()
        .flatten()
        .find_map(|map| map.get(INJECT));
    if let Some(asked) = asked {
        return asked.as_str() == Some("true");
    }
    context
        .find(Kind::Namespace, "", namespace)
        .is_some_and(|namespace| namespace.label(INJECTION) == Some("enabled"))
}

/// Whether a pod's traffic goes through the node's proxy.
pub(crate) fn pod_is_ambient(pod: &Resource) -> bool {
    pod.annotation("ambient.istio.io/redirection") == Some("enabled")
}

/// Whether the pods of a namespace take part in the mesh without sidecars.
pub(crate) fn namespace_is_ambient(namespace: &Resource) -> bool {
    let injects = namespace.label(INJECTION) == Some("enabled")
        || namespace.label(REVISION).is_some_and(|revision| !revision.is_empty());
    !injects && namespace.label(DATAPLANE_MODE) == Some("ambient")
}
