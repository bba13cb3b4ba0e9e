//! Finds what is wrong in Istio and Kubernetes configuration.

pub mod validation;
