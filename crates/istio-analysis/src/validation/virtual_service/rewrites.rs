//! Answers of the proxy itself and changed requests: redirects, direct responses, rewrites, mirrors.

use istio_api::mesh::address::check_port;

use super::faults::check_status;
use crate::validation::node::Node;
use crate::validation::report::Report;
use crate::validation::{destinations, headers, string_match};

const KILOBYTE: usize = 1024;

/// `HTTPRedirect`: the first thing that is wrong.
pub(super) fn check_redirect(redirect: &Node<'_>, report: &mut Report) {
    if !redirect.is_set() {
        return;
    }
    let [scheme, code, port] = ["scheme", "redirectCode", "port"].map(|name| redirect.at(name));
    let has_place = [redirect.at("uri"), redirect.at("authority"), scheme.clone()]
        .iter()
        .any(Node::has_text);
    if !has_place && !port.is_set() && !redirect.at("derivePort").is_set() {
        report.error(
            redirect,
            "redirect-empty",
            "a redirect must specify URI, authority, scheme, or port",
        );
    } else if code.int() != 0 && !(300..=399).contains(&code.int()) {
        report.error(
            &code,
            "redirect-code",
            format!("{} is not a valid redirect code, which must be 3xx", code.int()),
        );
    } else if !["", "http", "https"].contains(&scheme.text()) {
        report.error(
            &scheme,
            "redirect-scheme",
            format!(
                "the redirect scheme must be \"http\" or \"https\", not {:?}",
                scheme.text()
            ),
        );
    } else if port.int() > 0 {
        report.check(&port, "port-number", check_port(port.int()));
    }
}

/// `HTTPDirectResponse`.
pub(super) fn check_direct_response(response: &Node<'_>, report: &mut Report) {
    if !response.is_set() {
        return;
    }
    let body = response.at("body");
    let (text, bytes) = (body.at("string"), body.at("bytes"));
    let size = if bytes.is_set() {
        bytes.text().trim_end_matches('=').len() * 3 / 4
    } else {
        text.text().len()
    };
    if size > 1024 * KILOBYTE {
        report.error(
            &body,
            "direct-response-size",
            "a direct response (direct_response) must have less than 1MB: it goes through the control plane",
        );
    } else if size > 100 * KILOBYTE {
        report.warning(
            &body,
            "direct-response-size",
            "a direct response (direct_response) this large may slow down the control plane",
        );
    }
    check_status(&response.at("status"), report);
}

/// `HTTPRewrite`: the first thing that is wrong.
pub(super) fn check_rewrite(rewrite: &Node<'_>, report: &mut Report) {
    if !rewrite.is_set() {
        return;
    }
    let (uri, regex) = (rewrite.at("uri"), rewrite.at("uriRegexRewrite"));
    if uri.has_text() && regex.is_set() {
        report.error(
            rewrite,
            "rewrite-uri",
            "a rewrite may only have one of URI (uri) and UriRegexRewrite",
        );
    } else if !uri.has_text() && !regex.is_set() && !rewrite.at("authority").has_text() {
        report.error(
            rewrite,
            "rewrite-empty",
            "a rewrite must specify at least one of URI (uri), UriRegexRewrite, and authority",
        );
    } else if regex.is_set() {
        let expression = regex.at("match");
        if expression.has_text() && regex.at("rewrite").has_text() {
            let place = "HTTPRewrite.UriRegexRewrite.Match";
            report.check(
                &expression,
                "regex",
                string_match::check_expression(expression.text(), place),
            );
        } else {
            report.error(
                &regex,
                "rewrite-regex",
                "UriRegexRewrite needs both Match (match) and Rewrite (rewrite)",
            );
        }
    }
}

/// The authority may be changed in one place only.
pub(super) fn check_authority(route: &Node<'_>, report: &mut Report) {
    let mut current = route.at("rewrite").at("authority").text();
    let operations = route.at("headers").at("request");
    for operation in ["set", "add"] {
        for (name, value) in operations.at(operation).entries() {
            if !headers::is_authority(name) {
                continue;
            }
            if !current.is_empty() {
                report.error(
                    &value,
                    "authority-twice",
                    format!(
                        "the authority cannot be set more than once: it is {current:?} already, and here {:?}",
                        value.text()
                    ),
                );
                return;
            }
            current = value.text();
        }
    }
}

/// `mirror` with its percentages, and `mirrors`.
pub(super) fn check_mirrors(route: &Node<'_>, report: &mut Report) {
    let percent = route.at("mirrorPercent");
    if percent.is_set() {
        if percent.int() > 100 {
            report.error(
                &percent,
                "mirror-percentage",
                format!(
                    "mirrorPercent (mirror_percent) must be 100 or less, not {}",
                    percent.int()
                ),
            );
        }
        report.warning(
            &percent,
            "deprecated",
            "\"mirrorPercent\" is deprecated; use \"mirrorPercentage\"",
        );
    }
    check_percentage(
        &route.at("mirrorPercentage"),
        "mirrorPercentage (mirror_percentage)",
        report,
    );
    destinations::check(&route.at("mirror"), report);
    for mirror in route.at("mirrors").items() {
        if !mirror.is_set() {
            report.error(&mirror, "null", "a mirror must not be null");
            continue;
        }
        let destination = mirror.at("destination");
        if !destination.is_set() {
            report.error(
                &destination,
                "destination-required",
                "a destination is required for mirrors",
            );
            continue;
        }
        destinations::check(&destination, report);
        check_percentage(&mirror.at("percentage"), "the mirror percentage", report);
    }
}

fn check_percentage(percentage: &Node<'_>, what: &str, report: &mut Report) {
    let value = percentage.at("value").number();
    if !(0.0..=100.0).contains(&value) {
        report.error(
            &percentage.at("value"),
            "mirror-percentage",
            format!("{what} must be from 0 to 100, not {value:.6}"),
        );
    }
}
