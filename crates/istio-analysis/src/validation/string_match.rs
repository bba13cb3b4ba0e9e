//! `StringMatch`: a text that is compared in whole, by its beginning, or by a regular expression.

use sprig::regexp::Regexp;

use super::node::Node;
use super::report::Report;

/// The longest regular expression: Envoy bounds the size of the program that one becomes, which is never smaller.
const MAX_REGEX: usize = 1024;

/// A match, if there is one. `place` is what Istio calls the field.
pub(super) fn check(node: &Node<'_>, place: &str, report: &mut Report) {
    let prefix = node.at("prefix");
    if prefix.is_set() && !prefix.has_text() {
        report.error(
            &prefix,
            "string-match-prefix",
            format!("{place:?}: the prefix of a string match should not be empty"),
        );
    }
    check_regex(node, place, report);
}

/// The regular expression of a match, if it has one.
pub(super) fn check_regex(node: &Node<'_>, place: &str, report: &mut Report) {
    let regex = node.at("regex");
    if !regex.is_set() {
        return;
    }
    if regex.has_text() {
        report.check(&regex, "regex", check_expression(regex.text(), place));
    } else {
        report.error(
            &regex,
            "regex",
            format!("{place:?}: the regex of a string match should not be empty"),
        );
    }
}

/// A regular expression in RE2's syntax.
pub(super) fn check_expression(expression: &str, place: &str) -> Result<(), String> {
    if expression.len() > MAX_REGEX {
        return Err(format!(
            "{place:?}: the regex is too large: at most {MAX_REGEX} characters are allowed"
        ));
    }
    Regexp::new(expression.as_bytes())
        .map(drop)
        .map_err(|error| format!("{place:?}: {error}; Istio uses RE2 (https://github.com/google/re2/wiki/Syntax)"))
}
