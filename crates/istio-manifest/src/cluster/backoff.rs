//! When to try again, and how long to wait before. Decides only; the waiting is done by [`super::connection`].

use std::time::Duration;

/// How often a request is made at most.
pub(super) const ATTEMPTS: u32 = 6;
/// The first pause; each further one is twice as long.
const FIRST: Duration = Duration::from_millis(200);
/// The longest pause that is our own idea.
const LONGEST: Duration = Duration::from_secs(5);

/// Whether a status is one that another attempt may change.
pub(super) fn is_temporary(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}

/// The pause after an attempt (the first is 1): what the server asks for, else ours. Nothing if no attempt should follow,
/// because they are used up or because the time left would be over before the next.
pub(super) fn pause(attempt: u32, retry_after: Option<Duration>, left: Duration) -> Option<Duration> {
    if attempt >= ATTEMPTS {
        return None;
    }
    let ours = FIRST.saturating_mul(1 << (attempt - 1).min(10)).min(LONGEST);
    let pause = retry_after.unwrap_or(ours);
    (pause < left).then_some(pause)
}

/// `Retry-After` in seconds. The form with a date is not one that API servers use.
pub(super) fn retry_after(header: Option<&str>) -> Option<Duration> {
    header?.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_the_server_s_wish_goes_first() {
        let long = Duration::from_secs(60);
        assert_eq!(pause(1, None, long), Some(Duration::from_millis(200)));
        assert_eq!(pause(3, None, long), Some(Duration::from_millis(800)));
        assert_eq!(
            pause(1, Some(Duration::from_secs(7)), long),
            Some(Duration::from_secs(7))
        );
        assert_eq!(pause(1, Some(Duration::ZERO), long), Some(Duration::ZERO));
        assert_eq!(pause(ATTEMPTS, None, long), None);
        assert_eq!(pause(1, Some(long), long), None, "the deadline comes first");
    }

    #[test]
    fn a_header_is_a_number_of_seconds() {
        assert_eq!(retry_after(Some("3")), Some(Duration::from_secs(3)));
        assert_eq!(retry_after(Some("Wed, 21 Oct 2026 07:28:00 GMT")), None);
        assert_eq!(retry_after(None), None);
    }
}
