//! Checks of Istio's webhooks.

pub(crate) mod injectors;
