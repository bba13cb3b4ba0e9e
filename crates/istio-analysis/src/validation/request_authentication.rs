//! `RequestAuthentication`.

use super::node::Node;
use super::report::Report;
use super::{Object, durations, headers, jwks, selector};

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    selector::check_attachment(&object.spec, report);
    for rule in object.spec.at("jwtRules").items() {
        check_rule(&rule, report);
    }
}

fn check_rule(rule: &Node<'_>, report: &mut Report) {
    if !rule.is_set() {
        return;
    }
    check_not_empty(&rule.at("audiences"), "jwt-audience", "an audience", report);
    let (issuer, uri) = (rule.at("issuer"), rule.at("jwksUri"));
    if !issuer.has_text() && !uri.has_text() {
        report.error(
            rule,
            "jwt-issuer",
            "one of issuer and jwksUri must be a non-empty string",
        );
    }
    if uri.has_text() {
        report.check(&uri, "jwks-uri", check_uri(uri.text()));
    }
    check_jwks(&rule.at("jwks"), report);
    for header in rule.at("fromHeaders").items() {
        if !header.is_set() {
            report.error(&header, "null", "a location header must not be null");
        } else if !header.at("name").has_text() {
            report.error(
                &header.at("name"),
                "jwt-location",
                "a location header name must not be empty (non-empty string)",
            );
        }
    }
    check_not_empty(&rule.at("fromParams"), "jwt-location", "a location query", report);
    check_not_empty(&rule.at("fromCookies"), "jwt-location", "a cookie name", report);
    for output in rule.at("outputClaimToHeaders").items() {
        check_output(&output, report);
    }
    durations::check(&rule.at("timeout"), report);
}

fn check_not_empty(list: &Node<'_>, rule: &'static str, what: &str, report: &mut Report) {
    for item in list.items().iter().filter(|item| !item.has_text()) {
        report.error(item, rule, format!("{what} must not be empty (non-empty string)"));
    }
}

fn check_output(output: &Node<'_>, report: &mut Report) {
    let (claim, header) = (output.at("claim"), output.at("header"));
    if !output.is_set() {
        report.error(output, "null", "outputClaimToHeaders must not be null");
    } else if !claim.has_text() || !header.has_text() {
        report.error(
            output,
            "jwt-output",
            "outputClaimToHeaders needs both a header and a claim (non-empty string)",
        );
    } else {
        headers::check_strict_name(&header, report);
    }
}

/// A URL of HTTP or HTTPS.
fn check_uri(uri: &str) -> Result<(), String> {
    match sprig::url::scheme(uri) {
        Ok(scheme) if scheme == "http" || scheme == "https" => Ok(()),
        Ok(scheme) => Err(format!("the URI scheme {scheme:?} of jwksUri {uri:?} is not supported")),
        Err(error) => Err(format!("the jwksUri {uri:?} is no URL: {error}")),
    }
}

fn check_jwks(field: &Node<'_>, report: &mut Report) {
    if !field.has_text() {
        return;
    }
    match jwks::parse(field.text()) {
        Ok(keys) => {
            for (index, _) in keys.iter().enumerate().filter(|(_, key)| key.is_private) {
                report.warning(
                    field,
                    "jwks-private",
                    format!("the key at index {index} of jwks has private key material; only public keys are needed"),
                );
            }
        }
        Err(error) => report.error(field, "jwks", format!("jwks cannot be parsed: {error}")),
    }
}
