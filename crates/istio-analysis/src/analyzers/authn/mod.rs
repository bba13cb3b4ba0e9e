//! Checks of RequestAuthentication.

pub(crate) mod blocked_cidrs;
