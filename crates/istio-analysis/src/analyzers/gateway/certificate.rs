#![doc = include_str!("certificate.md")]

use std::collections::HashMap;

use super::selector_of;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{Fields, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "gateway.CertificateAnalyzer",
    description: "Gateways of the same workloads that serve the same certificate",
    inputs: &[Kind::Gateway],
    codes: &["IST0138"],
    page: include_str!("certificate.md"),
    run,
};

/// A certificate: a credential's name, or the files of certificate and key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Certificate<'a> {
    Credential(&'a str),
    Files(&'a str, &'a str),
}

impl<'a> Certificate<'a> {
    fn of(server: Fields<'a>) -> Option<Self> {
        let tls = server.at("tls");
        let (credential, certificate, key) = (
            tls.text("credentialName"),
            tls.text("serverCertificate"),
            tls.text("privateKey"),
        );
        match (credential.is_empty(), certificate.is_empty(), key.is_empty()) {
            (false, _, _) => Some(Certificate::Credential(credential)),
            (true, false, false) => Some(Certificate::Files(certificate, key)),
            _ => None,
        }
    }
}

fn run(context: &mut Context<'_>) {
    let mut holders: HashMap<Certificate<'_>, Vec<(&Resource, Selector<'_>)>> = HashMap::new();
    for gateway in context.each(Kind::Gateway) {
        for certificate in gateway.spec().items("servers").filter_map(Certificate::of) {
            holders
                .entry(certificate)
                .or_default()
                .push((gateway, selector_of(gateway)));
        }
    }
    for gateway in context.each(Kind::Gateway) {
        let selector = selector_of(gateway);
        for certificate in gateway.spec().items("servers").filter_map(Certificate::of) {
            for (other, others) in holders.get(&certificate).into_iter().flatten() {
                if !std::ptr::eq(*other, gateway) && selector.is_subset_of(others) {
                    let message = Message::new(&codes::GATEWAY_DUPLICATE_CERTIFICATE, gateway);
                    let message = message.with_list([gateway.full_name(), other.full_name()]);
                    context.report(message.at(field!["metadata", "name"]));
                }
            }
        }
    }
}
