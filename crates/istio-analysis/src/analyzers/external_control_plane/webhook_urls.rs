#![doc = include_str!("webhook_urls.md")]

use std::net::IpAddr;

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{FieldPath, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "externalcontrolplane.ExternalControlPlaneAnalyzer",
    description: "Webhooks of Istio with an address of an external control plane that cannot be used",
    inputs: &[Kind::ValidatingWebhookConfiguration, Kind::MutatingWebhookConfiguration],
    codes: &["IST0163", "IST0164"],
    page: include_str!("webhook_urls.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    for webhook in context.each(Kind::ValidatingWebhookConfiguration) {
        if webhook.name() == "istiod-default-validator" || webhook.name().starts_with("istio-validator") {
            check(webhook, context);
        }
    }
    for webhook in context.each(Kind::MutatingWebhookConfiguration) {
        if webhook.name().starts_with("istio-sidecar-injector") {
            check(webhook, context);
        }
    }
}

fn check(configuration: &Resource, context: &mut Context<'_>) {
    for (index, webhook) in configuration.fields().items("webhooks").enumerate() {
        let client = webhook.at("clientConfig");
        let name = webhook.text("name");
        let place = field!["webhooks", index, "clientConfig"];
        let invalid = |url: &str, problem: &str, place: FieldPath| {
            let message = Message::new(&codes::INVALID_EXTERNAL_CONTROL_PLANE_CONFIG, configuration);
            message.with(url).with(name).with(problem).near(place)
        };
        if client.at("url").is_set() {
            let url = client.text("url");
            match host_of(url) {
                None => context.report(invalid(url, "is no URL", place.child("url"))),
                Some(host) if host.parse::<IpAddr>().is_ok() => {
                    let message = Message::new(&codes::EXTERNAL_CONTROL_PLANE_ADDRESS_IS_NOT_A_HOSTNAME, configuration);
                    context.report(message.with(url).with(name).near(place.child("url")));
                }
                Some(_) => {}
            }
        } else if !client.at("service").is_set() {
            context.report(invalid("", "is blank", place));
        }
    }
}

/// The host of a URL, brackets of an IPv6 address taken off; `None` for what Go's `net/url` does not parse.
fn host_of(url: &str) -> Option<&str> {
    if url.bytes().any(|byte| byte < 0x20 || byte == 0x7f) || !escapes_are_valid(url) {
        return None;
    }
    let rest = match url.split_once(':') {
        Some(("", _)) => return None,
        Some((scheme, rest)) if is_scheme(scheme) => rest,
        // A colon in the first part of a path needs a scheme before it.
        Some((before, _)) if !before.contains('/') => return None,
        _ => url,
    };
    let Some(authority) = rest.strip_prefix("//") else {
        return Some("");
    };
    let authority = authority.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(inside) = host.strip_prefix('[') {
        let (address, port) = inside.split_once(']')?;
        return (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some(address);
    }
    if host.contains([' ', '"', '<', '>', '\\', '^', '`', '{', '|', '}']) {
        return None;
    }
    match host.rsplit_once(':') {
        Some((name, port)) => is_port(port).then_some(name),
        None => Some(host),
    }
}

fn is_scheme(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn escapes_are_valid(url: &str) -> bool {
    let mut parts = url.split('%');
    parts.next();
    parts.all(|part| {
        part.as_bytes()
            .get(..2)
            .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
    })
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn hosts_of_urls() {
        for (url, host) in [
            ("https://istiod.example.com:15017/inject", Some("istiod.example.com")),
            ("https://10.0.0.1/inject", Some("10.0.0.1")),
            ("https://[::1]:443/", Some("::1")),
            ("thisisnotaurl", Some("")),
            (":15017/inject", None),
            ("https://host:port/", None),
            ("https://a%zz/", None),
            ("", Some("")),
        ] {
            assert_eq!(host_of(url), host, "{url}");
        }
    }
}
