//! Faults that a route injects, retries and CORS: what happens to a request beside its destination.

use crate::validation::node::Node;
use crate::validation::report::Report;
use crate::validation::{durations, headers, string_match};

/// The HTTP status codes that have a name, as ranges.
const NAMED_STATUS: &[(i64, i64)] = &[
    (100, 103),
    (200, 208),
    (226, 226),
    (300, 305),
    (307, 308),
    (400, 418),
    (421, 426),
    (428, 429),
    (431, 431),
    (451, 451),
    (500, 508),
    (510, 511),
];

/// What Envoy retries on, for HTTP and for gRPC.
const RETRY_POLICIES: &[&str] = &[
    "5xx",
    "cancelled",
    "connect-failure",
    "deadline-exceeded",
    "envoy-ratelimited",
    "gateway-error",
    "http3-post-connect-failure",
    "internal",
    "refused-stream",
    "reset",
    "reset-before-request",
    "resource-exhausted",
    "retriable-4xx",
    "retriable-headers",
    "retriable-status-codes",
    "unavailable",
];

const GRPC_STATUS: &[&str] = &[
    "ABORTED",
    "ALREADY_EXISTS",
    "CANCELLED",
    "DATA_LOSS",
    "DEADLINE_EXCEEDED",
    "FAILED_PRECONDITION",
    "INTERNAL",
    "INVALID_ARGUMENT",
    "NOT_FOUND",
    "OK",
    "OUT_OF_RANGE",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "UNAUTHENTICATED",
    "UNAVAILABLE",
    "UNIMPLEMENTED",
    "UNKNOWN",
];

const METHODS: &[&str] = &[
    "*", "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
];

/// `HTTPFaultInjection`.
pub(super) fn check(fault: &Node<'_>, report: &mut Report) {
    if !fault.is_set() {
        return;
    }
    let (abort, delay) = (fault.at("abort"), fault.at("delay"));
    if !abort.is_set() && !delay.is_set() {
        report.error(
            fault,
            "fault-empty",
            "an HTTP fault injection needs an abort, a delay or both",
        );
    }
    if abort.is_set() {
        check_abort(&abort, report);
    }
    check_percentage(&delay.at("percentage"), report);
    durations::check(&delay.at("fixedDelay"), report);
    let exponential = delay.at("exponentialDelay");
    if exponential.is_set() {
        durations::check(&exponential, report);
        report.error(&exponential, "fault-delay", "exponentialDelay is not supported yet");
    }
}

fn check_abort(abort: &Node<'_>, report: &mut Report) {
    check_percentage(&abort.at("percentage"), report);
    let [grpc, http2, http] = ["grpcStatus", "http2Error", "httpStatus"].map(|name| abort.at(name));
    if grpc.is_set() {
        if !GRPC_STATUS.contains(&grpc.text()) {
            report.error(
                &grpc,
                "grpc-status",
                format!(
                    "the gRPC status {:?} is not supported; one of its codes is 'NOT_FOUND'",
                    grpc.text()
                ),
            );
        }
    } else if http2.is_set() {
        report.error(
            &http2,
            "fault-http2",
            "aborting with an HTTP/2 error is not supported yet",
        );
    } else if http.is_set() {
        check_status(&http, report);
    } else {
        report.warning(
            abort,
            "fault-abort",
            "an abort without an error type (grpcStatus or httpStatus) has no effect",
        );
    }
}

/// An HTTP status that a proxy answers with.
pub(super) fn check_status(status: &Node<'_>, report: &mut Report) {
    if !(200..=600).contains(&status.int()) {
        report.error(
            status,
            "http-status",
            format!("the HTTP status {} is not in the range 200-599", status.int()),
        );
    }
}

/// A percentage that Envoy can express.
fn check_percentage(percentage: &Node<'_>, report: &mut Report) {
    let value = percentage.at("value").number();
    if !(value == 0.0 || (0.0001..=100.0).contains(&value)) {
        report.error(
            &percentage.at("value"),
            "percentage",
            format!("the percentage {value} is neither 0.0 nor in the range [0.0001, 100.0]"),
        );
    }
}

/// `HTTPRetry`.
pub(super) fn check_retries(retries: &Node<'_>, report: &mut Report) {
    if !retries.is_set() {
        return;
    }
    let (attempts, retry_on) = (retries.at("attempts"), retries.at("retryOn"));
    let timeout = retries.at("perTryTimeout");
    if attempts.int() < 0 {
        report.error(
            &attempts,
            "retry-attempts",
            format!("attempts cannot be negative, but is {}", attempts.int()),
        );
    }
    let has_more = timeout.is_set() || retry_on.has_text() || retries.at("retryRemoteLocalities").is_set();
    if attempts.int() == 0 && has_more {
        report.error(
            &attempts,
            "retry-disabled",
            "the retry policy has no effect when attempts is 0, which disables it",
        );
    }
    durations::check(&timeout, report);
    let policies = retry_on.text().split(',').filter(|_| retry_on.has_text());
    for policy in policies {
        let status: i64 = policy.parse().unwrap_or_default();
        let is_status = NAMED_STATUS
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&status));
        if !is_status && !RETRY_POLICIES.contains(&policy) {
            report.error(
                &retry_on,
                "retry-on",
                format!("{policy:?} is not a valid retryOn policy"),
            );
        }
    }
    durations::check(&retries.at("backoff"), report);
}

/// `CorsPolicy`.
pub(super) fn check_cors(policy: &Node<'_>, report: &mut Report) {
    for origin in policy.at("allowOrigins").items() {
        let has_text = ["exact", "prefix", "regex"]
            .iter()
            .any(|name| origin.at(name).has_text());
        if has_text {
            string_match::check_regex(&origin, "corsPolicy.allowOrigins", report);
        } else {
            report.error(
                &origin,
                "cors-origin",
                "'' is no valid match for the CORS allow origins (allowOrigins)",
            );
        }
    }
    for method in policy.at("allowMethods").items() {
        if !METHODS.contains(&method.text()) {
            report.error(
                &method,
                "cors-method",
                format!("{:?} is not a supported HTTP method", method.text()),
            );
        }
    }
    for field in ["allowHeaders", "exposeHeaders"] {
        for name in policy.at(field).items() {
            headers::check_cors_name(&name, report);
        }
    }
    let age = policy.at("maxAge");
    durations::check(&age, report);
    if age.duration().is_some_and(|nanos| nanos % 1_000_000_000 > 0) {
        report.error(
            &age,
            "cors-max-age",
            format!("maxAge (max_age) is accurate only to seconds, unlike {}", age.text()),
        );
    }
}
