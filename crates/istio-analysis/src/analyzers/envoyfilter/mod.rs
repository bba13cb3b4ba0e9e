//! Checks of EnvoyFilter.

pub(crate) mod patch_operations;
