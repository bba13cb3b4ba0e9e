//! Helm charts: loading, values and rendering.
