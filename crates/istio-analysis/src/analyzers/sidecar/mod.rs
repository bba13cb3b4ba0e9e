//! Checks of Sidecar.

pub(crate) mod selectors;
