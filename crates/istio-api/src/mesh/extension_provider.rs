//! Extension providers. Istio only warns of invalid ones: what nobody uses does no harm.

use super::address::{check_fqdn, check_namespaced_host, check_port, is_ip_address};
use crate::message::Message;

/// The HTTP status codes that Envoy has a name for, as ranges.
const STATUS_CODES: &[(i32, i32)] = &[
    (0, 0),
    (100, 100),
    (200, 208),
    (226, 226),
    (300, 305),
    (307, 308),
    (400, 417),
    (421, 424),
    (426, 426),
    (428, 429),
    (431, 431),
    (500, 508),
    (510, 511),
];

/// What is wrong with one provider.
pub(super) fn check(provider: &Message) -> Vec<String> {
    let mut wrong = Vec::new();
    if provider.text("name").is_empty() {
        wrong.push("the provider has no name".to_owned());
    }
    let Some(field) = provider.which("provider") else {
        wrong.push("the provider has no configuration".to_owned());
        return wrong;
    };
    let Some(config) = provider.message(&field.json_name) else {
        return wrong;
    };
    match field.json_name.as_str() {
        "prometheus" | "stackdriver" | "envoyFileAccessLog" | "sds" => return wrong,
        "envoyExtAuthzHttp" => {
            wrong.extend(check_status(config.text("statusOnError")).err());
            let prefix = config.text("pathPrefix");
            if !prefix.is_empty() && !prefix.starts_with('/') {
                wrong.push(format!("pathPrefix: {prefix:?} does not begin with \"/\""));
            }
            if prefix.contains(|c: char| c.is_ascii_control()) || !percent_signs_are_escapes(prefix) {
                wrong.push(format!("pathPrefix: {prefix:?} is not a URL path"));
            }
        }
        "envoyExtAuthzGrpc" => wrong.extend(check_status(config.text("statusOnError")).err()),
        "lightstep" if config.text("accessToken").is_empty() => wrong.push("accessToken is required".to_owned()),
        "opentelemetry" if config.message("grpc").is_some() && config.message("http").is_some() => {
            wrong.push("grpc and http exclude one another".to_owned());
        }
        _ => {}
    }
    wrong.extend(
        check_port(config.int("port"))
            .err()
            .map(|error| format!("port: {error}")),
    );
    wrong.extend(
        check_service(config.text("service"))
            .err()
            .map(|error| format!("service: {error}")),
    );
    wrong
}

/// A service: a host name, an IP address or `NAMESPACE/HOST`.
fn check_service(service: &str) -> Result<(), String> {
    if service.is_empty() {
        return Err("a service is required".to_owned());
    }
    if service.contains('/') {
        return check_namespaced_host(service);
    }
    if is_ip_address(service) {
        Ok(())
    } else {
        check_fqdn(service)
    }
}

fn check_status(status: &str) -> Result<(), String> {
    let known = |code: i32| {
        STATUS_CODES
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&code))
    };
    if status.is_empty() || status.parse().is_ok_and(known) {
        return Ok(());
    }
    Err(format!(
        "statusOnError: {status:?} is not an HTTP status code that Envoy knows"
    ))
}

fn percent_signs_are_escapes(path: &str) -> bool {
    path.split('%').skip(1).all(|rest| {
        let digits: Vec<u8> = rest.bytes().take(2).collect();
        digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services() {
        for good in ["127.0.0.1", "2001:1::1", "istiod.istio-system.svc", "bar/istio.io"] {
            assert_eq!(check_service(good), Ok(()), "{good}");
        }
        for bad in ["", "istiod:3000", "bar/istio.io:3000", "bar/foo/istio.io"] {
            assert!(check_service(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn status_codes() {
        assert!(check_status("403").is_ok() && check_status("").is_ok());
        for bad in ["418", "-1", "x", "999"] {
            assert!(check_status(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn percent_signs() {
        assert!(percent_signs_are_escapes("/a%20b"));
        assert!(!percent_signs_are_escapes("/a%2"));
        assert!(!percent_signs_are_escapes("/%zz"));
    }
}
