#![doc = include_str!("secrets.md")]

use super::{pem, report_no_workload, selector_of};
use crate::analyzers::context::nearest;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "gateway.SecretAnalyzer",
    description: "Gateways whose credentials are missing or cannot be used",
    inputs: &[Kind::Gateway, Kind::Pod, Kind::Secret],
    codes: &["IST0101", "IST0161"],
    page: include_str!("secrets.md"),
    run,
};

/// Names of certificate and key in a secret: of generic secrets, then of those of type `kubernetes.io/tls`.
const KEYS: [(&str, &str); 2] = [("cert", "key"), ("tls.crt", "tls.key")];

fn run(context: &mut Context<'_>) {
    for gateway in context.each(Kind::Gateway) {
        let selector = selector_of(gateway);
        let home = context.workloads(&selector).next();
        // Secrets are read in the namespace of the gateway's workload.
        let Some(home) = home else {
            report_no_workload(gateway, &selector, context);
            continue;
        };
        let namespace = home.resource.namespace();
        for (index, server) in gateway.spec().items("servers").enumerate() {
            let credential = server.at("tls").text("credentialName");
            if !credential.is_empty() {
                let guessed = home.is_builtin();
                check(gateway, index, credential, namespace, guessed, context);
            }
        }
    }
}

fn check(
    gateway: &Resource,
    server: usize,
    credential: &str,
    namespace: &str,
    namespace_is_guessed: bool,
    context: &mut Context<'_>,
) {
    let place = field!["spec", "servers", server, "tls", "credentialName"];
    let snapshot = context.snapshot();
    match snapshot.find_short_or_full(Kind::Secret, namespace, credential) {
        None if context.files_only() && (namespace_is_guessed || !snapshot.knows(Kind::Secret, Some(namespace))) => {
            context.unknown(gateway, place, format!("whether there is a secret {credential:?}"));
        }
        None => {
            let secrets = context
                .each(Kind::Secret)
                .filter(|secret| secret.namespace() == namespace);
            let message = Message::new(&codes::REFERENCED_RESOURCE_NOT_FOUND, gateway);
            let message = message.with("credentialName").with(credential).at(place);
            context.report(message.suggest(nearest(credential, secrets.map(Resource::name))));
        }
        Some(secret) if !is_usable(secret, context) => {
            let message = Message::new(&codes::INVALID_GATEWAY_CREDENTIAL, gateway);
            context.report(message.with(gateway.name()).with(namespace).at(place));
        }
        Some(_) => {}
    }
}

/// Whether a secret holds a certificate and a key, and the certificate is valid today.
fn is_usable(secret: &Resource, context: &Context<'_>) -> bool {
    let now = context.snapshot().now();
    let value = |key: &str| -> Option<Vec<u8>> {
        let plain = secret.fields().at("stringData").text(key);
        if !plain.is_empty() {
            return Some(plain.as_bytes().to_vec());
        }
        let coded = secret.fields().at("data").text(key);
        pem::base64(coded).filter(|bytes| !bytes.is_empty())
    };
    let certificate = KEYS
        .iter()
        .find_map(|(certificate, key)| value(certificate).filter(|_| value(key).is_some()));
    certificate.is_some_and(|certificate| pem::certificates_are_valid(&certificate, now))
}
