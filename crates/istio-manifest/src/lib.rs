//! The manifest library under kube-inject, install, upgrade and uninstall.

pub mod addons;
pub mod bridge;
pub mod chart_values;
pub mod cluster;
pub mod component;
pub mod generate;
pub mod inject;
pub mod lifecycle;
pub mod manifest;
pub mod operator;
pub mod package;
pub mod patches;
pub mod remote_secret;
pub mod render;
pub mod sources;
pub mod translate;
pub mod version;
pub mod vm;
pub mod waypoint;

/// A duration in nanoseconds in Go's syntax, such as `1m30s`.
#[must_use]
pub fn duration_text(nanoseconds: i64) -> String {
    istio_api::duration::go_string(nanoseconds)
}

/// Reads a Go duration such as `30s` or `1m30s`, in nanoseconds.
#[must_use]
pub fn parse_duration(text: &str) -> Option<i64> {
    istio_api::duration::parse(text)
}
