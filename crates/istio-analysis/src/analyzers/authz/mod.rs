//! Checks of AuthorizationPolicy.

pub(crate) mod authorization_policies;
