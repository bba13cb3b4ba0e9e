//! What the lists of an authorization policy may hold.

use istio_api::mesh::address::is_ip_address;

use super::addresses::is_prefix;
use super::node::Node;
use super::report::Report;

const EMPTY: &str = "authorization-empty-value";
const ATTRIBUTE: &str = "authorization-attribute";

/// No empty texts: the first is reported. Says whether there is none.
pub(super) fn check_not_empty(name: &str, list: &Node<'_>, report: &mut Report) -> bool {
    let empty = list.items().into_iter().find(|value| !value.has_text());
    if let Some(value) = &empty {
        report.error(value, EMPTY, format!("{name} has an empty value, which is not allowed"));
    }
    empty.is_none()
}

/// IP addresses and ranges of them.
pub(super) fn check_addresses(list: &Node<'_>, report: &mut Report) {
    for value in list.items() {
        let text = value.text();
        if text.contains('/') {
            if !is_prefix(text) {
                report.error(&value, "cidr", format!("the CIDR range ({text}) is invalid"));
            }
        } else if !is_ip_address(text) {
            report.error(&value, "ip-address", format!("the IP address ({text}) is invalid"));
        }
    }
}

/// Port numbers as text, from 0 on.
pub(super) fn check_ports(list: &Node<'_>, report: &mut Report) {
    for value in list.items() {
        let text = value.text();
        let is_number = text.bytes().all(|b| b.is_ascii_digit()) && text.parse().is_ok_and(|n: u32| n <= 65_535);
        if !is_number {
            report.error(
                &value,
                "port-number",
                format!("the port ({text}), {text:?}, is invalid"),
            );
        }
    }
}

/// Texts with a wildcard at one end, at most.
fn check_wildcards(name: &str, list: &Node<'_>, report: &mut Report) -> bool {
    if !check_not_empty(name, list, report) {
        return false;
    }
    let wrong = list.items().into_iter().find_map(|value| {
        let text = value.text();
        let problem = match text.matches('*').count() {
            0 => None,
            1 if text.starts_with('*') || text.ends_with('*') => None,
            1 => Some("a wildcard that is neither at the start nor at the end"),
            _ => Some("more than one wildcard"),
        };
        Some((value, problem?))
    });
    if let Some((value, problem)) = &wrong {
        report.error(
            value,
            "authorization-wildcard",
            format!("{name} has {problem}: {:?}", value.text()),
        );
    }
    wrong.is_none()
}

/// Trust domains, maybe with a wildcard.
pub(super) fn check_trust_domains(name: &str, list: &Node<'_>, report: &mut Report) {
    if !check_wildcards(name, list, report) {
        return;
    }
    if let Some(value) = list.items().iter().find(|value| value.text().contains('/')) {
        report.error(
            value,
            "authorization-trust-domain",
            format!("{name} has a trust domain with a '/': {:?}", value.text()),
        );
    }
}

const MAX_ACCOUNTS: usize = 16;
const MAX_ACCOUNT: usize = 320;

/// Service accounts as `NAME` or `NAMESPACE/NAME`: the first that is wrong is reported.
pub(super) fn check_service_accounts(name: &str, list: &Node<'_>, report: &mut Report) {
    const RULE: &str = "authorization-service-account";
    if list.count() > MAX_ACCOUNTS {
        report.error(
            list,
            RULE,
            format!("{name} cannot have more than {MAX_ACCOUNTS} values"),
        );
        return;
    }
    for value in list.items() {
        if let Err(problem) = check_service_account(value.text()) {
            report.error(&value, RULE, format!("{name}: {problem}"));
            return;
        }
    }
}

fn check_service_account(text: &str) -> Result<(), String> {
    let form = "not of the form 'serviceAccount' or 'namespace/serviceAccount'";
    if text.is_empty() {
        return Err("an empty value is not allowed".to_owned());
    }
    if text.contains('*') {
        return Err(format!("{text:?} has a wildcard, which is not allowed"));
    }
    if text.matches('/').count() > 1 {
        return Err(format!("{text:?} is {form}"));
    }
    if text.len() > MAX_ACCOUNT {
        return Err(format!("{text:?} has more than {MAX_ACCOUNT} characters"));
    }
    match text.split_once('/') {
        Some(("", _)) => Err(format!("{text:?} is {form}: the namespace is empty")),
        Some((_, "")) => Err(format!("{text:?} is {form}: the serviceAccount is empty")),
        _ => Ok(()),
    }
}

/// Paths, in which `{*}` and `{**}` may stand for segments: the first that is wrong is reported.
pub(super) fn check_paths(name: &str, list: &Node<'_>, report: &mut Report) {
    for value in list.items() {
        if let Err(problem) = check_path(value.text()) {
            report.error(
                &value,
                "authorization-path",
                format!(
                    "the path {} in {name} is invalid or not supported: {problem}",
                    value.text()
                ),
            );
            return;
        }
    }
}

fn check_path(path: &str) -> Result<(), String> {
    let has_template = path.contains("{*}") || path.contains("{**}");
    let mut after_any = false;
    for segment in path.trim_matches('/').split('/') {
        match segment {
            "{*}" | "{**}" if after_any => return Err("{**} is not the last operator".to_owned()),
            "{*}" => {}
            "{**}" => after_any = true,
            _ if segment.contains(['{', '}']) => {
                return Err(format!(
                    "its segment {segment} has '{{' or '}}' beyond a supported path template"
                ));
            }
            _ if has_template && !is_literal(segment) => {
                return Err(format!("its segment {segment} is no valid string literal"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A segment of a path in RFC 3986, but for the star.
fn is_literal(segment: &str) -> bool {
    !segment.is_empty()
        && segment
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~%!$&'()+,;:@=".contains(&b))
}

/// The values that a condition compares an attribute with.
pub(super) fn check_attribute(key: &Node<'_>, list: &Node<'_>, what: &str, report: &mut Report) {
    let name = key.text();
    let label = format!("`{what}` for `key` {name}");
    if !check_not_empty(&label, list, report) {
        return;
    }
    match name {
        _ if name.starts_with("request.headers")
            || name.starts_with("request.auth.claims")
            || name.starts_with("experimental.envoy.filters.") =>
        {
            let open = name.find('[');
            let valid = name.ends_with(']') && open.is_some_and(|open| open > 0 && open + 2 < name.len());
            if !valid {
                report.error(
                    key,
                    ATTRIBUTE,
                    format!("the key ({name}) should have the format a[b], which makes {label} invalid"),
                );
            }
        }
        "source.ip" | "remote.ip" | "destination.ip" => {
            let before = report.errors();
            check_addresses(list, report);
            if report.errors() > before {
                report.error(list, ATTRIBUTE, format!("invalid {label}: {}", list.texts().join(", ")));
            }
        }
        "destination.port" => check_ports(list, report),
        "source.serviceAccount" => check_service_accounts(&label, list, report),
        "source.trustDomain" => {
            check_wildcards(&label, list, report);
        }
        "source.namespace"
        | "source.principal"
        | "request.auth.principal"
        | "request.auth.audiences"
        | "request.auth.presenter"
        | "connection.sni" => {}
        "destination.namespace" => replaced(key, &label, "metadata.namespace", report),
        _ if name.starts_with("destination.labels") => replaced(key, &label, "workload selector", report),
        "destination.name" | "destination.user" => report.error(
            key,
            ATTRIBUTE,
            format!("the deprecated attribute {name} was only supported in v1alpha1: invalid {label}"),
        ),
        _ => report.error(
            key,
            ATTRIBUTE,
            format!("the attribute {name} is unknown: invalid {label}"),
        ),
    }
}

fn replaced(key: &Node<'_>, label: &str, by: &str, report: &mut Report) {
    report.error(
        key,
        ATTRIBUTE,
        format!("the attribute {} is replaced by the {by}: invalid {label}", key.text()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for good in ["/a", "*", "/a/{*}/b", "/a/{**}", "/a/{**}/b", "/a*b", ""] {
            assert_eq!(check_path(good), Ok(()), "{good}");
        }
        for bad in [
            "/{**}/{*}",
            "/{**}/{**}",
            "/a{*}",
            "/{x}",
            "/{*}//a",
            "/{*}/a*",
            "/{*}/ä",
        ] {
            assert!(check_path(bad).is_err(), "{bad}");
        }
    }
}
