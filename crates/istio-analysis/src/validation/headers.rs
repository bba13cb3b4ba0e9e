//! HTTP header names and values.

use super::node::Node;
use super::report::Report;

const NAME: &str = "header-name";
/// What routes on a claim of a JWT begins with, in place of a header's name.
const CLAIM: &str = "@request.auth.claims";

fn check_name(node: &Node<'_>, name: &str, is_valid: bool, report: &mut Report) {
    if name.is_empty() {
        report.error(node, NAME, "a header name cannot be empty");
    } else if !is_valid {
        report.error(node, NAME, format!("{name:?} is not a valid header name"));
    }
}

/// The characters of a token in RFC 7230.
fn is_token(name: &str) -> bool {
    name.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// A name of letters, digits, dashes and underscores.
pub(super) fn check_strict_name(node: &Node<'_>, report: &mut Report) {
    let name = node.text();
    let valid = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    check_name(node, name, valid, report);
}

/// A name as Kubernetes allows it in probes: letters, digits and dashes.
pub(super) fn check_probe_name(node: &Node<'_>, report: &mut Report) {
    let name = node.text();
    let valid = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    check_name(node, name, valid, report);
}

/// A name in a CORS policy, or `*`.
pub(super) fn check_cors_name(node: &Node<'_>, report: &mut Report) {
    check_name(node, node.text(), is_token(node.text()), report);
}

/// A name that a route matches: of a header, a pseudo-header or a claim of a JWT.
pub(super) fn check_match_name(node: &Node<'_>, name: &str, report: &mut Report) {
    let pseudo = [":method", ":scheme", ":authority", ":path", ":status"];
    let valid = is_token(name) || pseudo.contains(&name) || is_claim(name);
    check_name(node, name, valid, report);
}

/// Whether a header match is about a claim of a JWT: `@request.auth.claims.NAME` or `@request.auth.claims[NAME]`.
pub(super) fn is_claim(name: &str) -> bool {
    let Some((prefix, rest)) = name.split_at_checked(CLAIM.len()) else {
        return false;
    };
    let bracketed = rest.len() > 2 && rest.starts_with('[') && rest.ends_with(']');
    prefix.eq_ignore_ascii_case(CLAIM) && ((rest.len() > 1 && rest.starts_with('.')) || bracketed)
}

/// Whether the header is the authority, which is `Host` in HTTP/1.1.
pub(super) fn is_authority(name: &str) -> bool {
    name.eq_ignore_ascii_case(":authority") || name.eq_ignore_ascii_case("host")
}

/// What a route does to the headers of requests and responses: `Headers`.
pub(super) fn check_operations(headers: &Node<'_>, report: &mut Report) {
    for direction in ["request", "response"] {
        let operations = headers.at(direction);
        for operation in ["add", "set"] {
            for (name, value) in operations.at(operation).entries() {
                // The authority of a request may be changed; what else is set there is looked at on its own.
                let allowed = direction == "request" && is_authority(name);
                check_operation_name(&value, name, allowed, report);
                check_value(&value, report);
            }
        }
        for name in operations.at("remove").items() {
            check_operation_name(&name, name.text(), false, report);
        }
    }
}

fn check_operation_name(node: &Node<'_>, name: &str, allowed: bool, report: &mut Report) {
    if name.is_empty() {
        report.error(node, NAME, "a header name cannot be empty");
    } else if !allowed && name.eq_ignore_ascii_case("host") {
        report.error(
            node,
            NAME,
            format!("the header {name:?} is invalid: the Host header cannot be set"),
        );
    } else if !allowed && name.starts_with(':') {
        report.error(
            node,
            NAME,
            format!("the header {name:?} is invalid: it cannot have a \":\" prefix"),
        );
    }
}

fn check_value(node: &Node<'_>, report: &mut Report) {
    let value = node.text();
    if value.bytes().any(|b| b.is_ascii_control() && b != b'\t') {
        report.error(
            node,
            "header-value",
            format!("the header value {value:?} has a control character, so it is invalid"),
        );
    } else if let Err(text) = check_variables(value) {
        report.error(
            node,
            "header-value",
            format!("the header value {value:?} is invalid: {text}"),
        );
    }
}

/// Where the reader of a header value is. Envoy substitutes `%NAME%`, `%NAME(arguments)%` and `%NAME(["list", "of"])%`.
enum Place {
    Text,
    Name,
    Arguments,
    BeforeString,
    String,
    AfterString,
    ListEnd,
    VariableEnd,
}

/// Reads a header value as Envoy's header parser does.
fn check_variables(value: &str) -> Result<(), String> {
    let mut place = Place::Text;
    let mut bytes = value.bytes().peekable();
    while let Some(byte) = bytes.next() {
        place = match (place, byte) {
            (Place::Text, b'%') => match bytes.peek() {
                None => return Err("Un-escaped % at its end".to_owned()),
                Some(b'%') => {
                    bytes.next();
                    Place::Text
                }
                Some(_) => Place::Name,
            },
            (Place::Text, _) => Place::Text,
            (Place::Name | Place::VariableEnd, b'%') => Place::Text,
            (Place::Name, b'(') => Place::Arguments,
            (Place::Name, _) => Place::Name,
            (here @ (Place::Arguments | Place::BeforeString | Place::AfterString), b' ') => here,
            (here @ (Place::ListEnd | Place::VariableEnd), b' ') => here,
            (Place::Arguments, b'[') | (Place::AfterString, b',') => Place::BeforeString,
            (Place::Arguments, _) => Place::String,
            (Place::BeforeString, b'"') => Place::String,
            (Place::BeforeString, _) => return Err("an argument in a list must begin with '\"'".to_owned()),
            (Place::String, b'\\') => match bytes.next() {
                None => return Err("it ends in a backslash".to_owned()),
                Some(_) => Place::String,
            },
            (Place::String, b')') | (Place::ListEnd, b')') => Place::VariableEnd,
            (Place::String, b'"') => Place::AfterString,
            (Place::String, _) => Place::String,
            (Place::AfterString, b']') => Place::ListEnd,
            (Place::AfterString, _) => return Err("after an argument comes ',', ']' or a space".to_owned()),
            (Place::ListEnd, _) => return Err("after a list of arguments comes ')' or a space".to_owned()),
            (Place::VariableEnd, _) => return Err("after the arguments comes '%' or a space".to_owned()),
        };
    }
    match place {
        Place::Text => Ok(()),
        _ => Err("a variable expression does not end (Un-terminated)".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_read_as_envoy_reads_them() {
        for good in [
            "",
            "foo",
            "%HOSTNAME%",
            "100%%",
            "a %A% b %B(x)% c",
            r#"%A(["a", "b\"" ] ) %"#,
            "%A(X?Y):2)%",
        ] {
            if good == "%A(X?Y):2)%" {
                assert!(
                    check_variables(good).is_err(),
                    "nothing but % comes after the arguments"
                );
            } else {
                assert_eq!(check_variables(good), Ok(()), "{good}");
            }
        }
        for bad in [
            "abc%123",
            "%START_TIME%%",
            "%",
            "%A([a])%",
            r#"%A(["a" "b"])%"#,
            r#"%A(["a"]x)%"#,
            r"%A(\",
        ] {
            assert!(check_variables(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn claims() {
        assert!(is_claim("@request.auth.claims.a") && is_claim("@Request.auth.claims[a][b]"));
        for other in [
            "@request.auth.claims",
            "@request.auth.claims.",
            "@request.auth.claims[]",
            "x",
        ] {
            assert!(!is_claim(other), "{other}");
        }
    }
}
