//! How a gateway or a sidecar terminates TLS: `ServerTLSSettings`.

use std::collections::BTreeSet;

use super::node::Node;
use super::report::Report;

const MODES: [&str; 6] = [
    "PASSTHROUGH",
    "SIMPLE",
    "MUTUAL",
    "AUTO_PASSTHROUGH",
    "ISTIO_MUTUAL",
    "OPTIONAL_MUTUAL",
];
const VERSIONS: [&str; 5] = ["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"];

/// What BoringSSL offers, by OpenSSL's names and without pre-shared keys.
const CIPHER_SUITES: [&str; 15] = [
    "AES128-GCM-SHA256",
    "AES128-SHA",
    "AES256-GCM-SHA384",
    "AES256-SHA",
    "DES-CBC3-SHA",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES128-SHA",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES256-SHA",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-SHA",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-SHA",
    "ECDHE-RSA-CHACHA20-POLY1305",
];

/// The fields that say where a certificate comes from.
const SOURCES: [&str; 6] = [
    "serverCertificate",
    "privateKey",
    "caCertificates",
    "tlsCertificates",
    "credentialName",
    "credentialNames",
];

/// The mode; nothing for one that there is not.
pub(super) fn mode(tls: &Node<'_>) -> Option<&'static str> {
    tls.at("mode").choice(&MODES)
}

/// Whether TLS goes through to the workload.
pub(super) fn passes_through(tls: &Node<'_>) -> bool {
    tls.is_set() && matches!(mode(tls), Some("PASSTHROUGH" | "AUTO_PASSTHROUGH"))
}

/// The whole message.
pub(super) fn check(tls: &Node<'_>, report: &mut Report) {
    if !tls.is_set() {
        return;
    }
    check_ciphers(tls, report);
    let mode = mode(tls);
    if mode == Some("ISTIO_MUTUAL") {
        for field in SOURCES.map(|name| tls.at(name)).iter().filter(|f| is_filled(f)) {
            report.error(
                field,
                "tls-istio-mutual",
                "ISTIO_MUTUAL TLS takes its certificate from the mesh and can have no other",
            );
        }
        return;
    }
    if passes_through(tls) {
        let ignored = SOURCES.map(|name| tls.at(name)).into_iter().chain([tls.at("caCrl")]);
        if let Some(field) = ignored.into_iter().find(is_filled) {
            report.warning(
                &field,
                "tls-passthrough",
                format!("{} uses no certificates, so they are ignored", mode.unwrap_or_default()),
            );
        }
    }
    let has_files = tls.at("serverCertificate").has_text() && tls.at("privateKey").has_text();
    let has_credential = tls.at("credentialName").has_text() || !tls.at("credentialNames").is_empty();
    let sources = [
        has_files,
        tls.at("credentialName").has_text(),
        !tls.at("credentialNames").is_empty(),
        !tls.at("tlsCertificates").is_empty(),
    ];
    if sources.iter().filter(|given| **given).count() > 1 {
        report.error(
            tls,
            "tls-one-certificate-source",
            "only one of credentialName (credential_name), credentialNames (credential_names), serverCertificate with \
             privateKey (server_certificate/private_key) and tlsCertificates (tls_certificates) may be set",
        );
    }
    let terminates = matches!(mode, Some("SIMPLE" | "MUTUAL" | "OPTIONAL_MUTUAL"));
    if terminates && has_credential {
        return;
    }
    if terminates {
        check_certificates(tls, mode != Some("SIMPLE"), report);
    }
    let crl = tls.at("caCrl");
    if crl.has_text() {
        if tls.at("credentialName").has_text() {
            report.error(
                &crl,
                "tls-crl",
                "with credentialName the CRL has to be in the credential",
            );
        }
        if mode == Some("SIMPLE") {
            report.error(&crl, "tls-crl", "SIMPLE TLS does not support a CRL");
        }
    }
}

fn check_certificates(tls: &Node<'_>, mutual: bool, report: &mut Report) {
    let name = if mutual { "MUTUAL TLS" } else { "SIMPLE TLS" };
    if mutual && !tls.at("caCertificates").has_text() {
        report.error(
            &tls.at("caCertificates"),
            "tls-ca-required",
            format!("{name} requires a client CA bundle"),
        );
    }
    let listed = tls.at("tlsCertificates");
    if listed.count() > 2 {
        report.warning(
            &listed,
            "tls-certificate-count",
            format!("{name} supports 2 server certificates at most"),
        );
    }
    let holders = if listed.is_empty() {
        vec![tls.clone()]
    } else {
        listed.items()
    };
    for holder in holders {
        for (field, what) in [
            ("serverCertificate", "a server certificate"),
            ("privateKey", "a private key"),
        ] {
            if !holder.at(field).has_text() {
                report.error(
                    &holder.at(field),
                    "tls-certificate-required",
                    format!("{name} requires {what}"),
                );
            }
        }
    }
}

fn check_ciphers(tls: &Node<'_>, report: &mut Report) {
    let (suites, version) = (tls.at("cipherSuites"), tls.at("minProtocolVersion"));
    if suites.is_empty()
        && let Some(old @ ("TLSV1_0" | "TLSV1_1")) = version.choice(&VERSIONS)
    {
        report.warning(
            &version,
            "tls-old-version",
            format!(
                "{old} is below TLSV1_2 and needs compatible ciphers in cipherSuites: the default has none any more"
            ),
        );
    }
    let (mut known, mut invalid, mut duplicate) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for suite in suites.texts() {
        if !is_cipher_suite(suite) {
            invalid.insert(suite);
        } else if !known.insert(suite) {
            duplicate.insert(suite);
        }
    }
    for (set, what) in [(invalid, "invalid"), (duplicate, "duplicate")] {
        if !set.is_empty() {
            let names: Vec<&str> = set.into_iter().collect();
            report.warning(
                &suites,
                "tls-cipher-suite",
                format!("{what} cipher suites are ignored: {}", names.join(", ")),
            );
        }
    }
}

/// A suite, or an expression over suites, which is not looked into.
fn is_cipher_suite(text: &str) -> bool {
    match text.bytes().next() {
        None => true,
        // Go looks at the first byte as if it were a character of Latin-1.
        Some(first) if !char::from(first).is_alphanumeric() => true,
        Some(_) => text == "ALL" || CIPHER_SUITES.contains(&text),
    }
}

fn is_filled(node: &Node<'_>) -> bool {
    node.has_text() || !node.is_empty()
}
