//! Checks for what Istio no longer wants.

pub(crate) mod deprecated_fields;
