//! The manifest library under kube-inject, install, upgrade and uninstall.

pub mod bridge;
pub mod cluster;
mod embedded;
pub mod inject;
pub mod lifecycle;
pub mod operator;
pub mod sources;

/// Reads a Go duration such as `30s` or `1m30s`, in nanoseconds.
#[must_use]
pub fn parse_duration(text: &str) -> Option<i64> {
    istio_api::duration::parse(text)
}
