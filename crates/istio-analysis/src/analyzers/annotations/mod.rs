//! Checks of annotations.

pub(crate) mod alpha;
mod catalogue;
pub(crate) mod placement;
mod values;

use crate::snapshot::Kind;

/// The kinds whose annotations are checked.
const ANNOTATED: [Kind; 4] = [Kind::Namespace, Kind::Service, Kind::Pod, Kind::Deployment];

/// Annotations that Istio itself puts on objects.
const SET_BY_ISTIO: [&str; 3] = [
    "sidecar.istio.io/status",
    "gateway.istio.io/controller-version",
    "istio.io/rev",
];

/// Whether an annotation is Istio's to know.
fn is_istio(annotation: &str) -> bool {
    let domain = annotation.split_once('/').map_or(annotation, |(domain, _)| domain);
    annotation == "kubernetes.io/ingress.class" || domain.ends_with("istio.io")
}
