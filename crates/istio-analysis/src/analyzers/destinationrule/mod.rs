//! Checks of DestinationRule.

pub(crate) mod ca_certificates;
pub(crate) mod subsets;
