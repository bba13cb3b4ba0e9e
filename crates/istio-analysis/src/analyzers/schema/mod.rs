//! Validation of single resources.

pub(crate) mod validation;
