//! Checks of Telemetry.

pub(crate) mod default_selector;
pub(crate) mod lightstep;
pub(crate) mod provider;
pub(crate) mod selectors;
