//! Typed decoding: whether two documents are the same Kubernetes object.

use super::trees;
use kubeyaml::Value;

/// Whether Go's typed decoding makes the same object of both.
///
/// # Errors
/// The first differences, or why one of them does not decode.
pub(crate) fn same_object(recorded: &Value, ours: &Value) -> Result<(), String> {
    trees::diff(recorded, ours).map_or(Ok(()), Err)
}
