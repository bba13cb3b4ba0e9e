//! Durations in fields.

use istio_api::duration::go_string;

use super::node::Node;
use super::report::Report;

/// A millisecond, in nanoseconds.
pub(super) const MILLISECOND: i64 = 1_000_000;

/// A duration, if there is one: a millisecond at least, and whole milliseconds.
pub(super) fn check(node: &Node<'_>, report: &mut Report) {
    let Some(nanos) = node.duration() else { return };
    if nanos < MILLISECOND {
        report.error(
            node,
            "duration-minimum",
            format!("the duration {} is less than 1ms", go_string(nanos)),
        );
    } else if nanos % MILLISECOND != 0 {
        report.error(
            node,
            "duration-precision",
            format!("the duration {} is not a whole number of ms", go_string(nanos)),
        );
    }
}

/// The longest life of a connection to istiod, in nanoseconds: it cannot be negative.
///
/// # Errors
/// What is wrong, naming the duration.
pub fn validate_connection_age(nanos: i64) -> Result<(), String> {
    if nanos < 0 {
        return Err(format!(
            "the duration {} is negative; --keepaliveMaxServerConnectionAge takes a positive one, such as 30m",
            go_string(nanos)
        ));
    }
    Ok(())
}
