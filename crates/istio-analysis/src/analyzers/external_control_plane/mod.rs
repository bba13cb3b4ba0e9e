//! Checks of clusters whose control plane is elsewhere.

pub(crate) mod webhook_urls;
