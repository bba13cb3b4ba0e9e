//! Checks of Deployments and pods.

pub(crate) mod application_uid;
pub(crate) mod multi_service;
