//! Checks around the Gateway API of Kubernetes.

pub(crate) mod crd_version;
pub(crate) mod selectors;
