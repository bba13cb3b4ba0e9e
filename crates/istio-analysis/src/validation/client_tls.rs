//! How a proxy calls with TLS: `ClientTLSSettings`.

use super::node::Node;
use super::report::Report;

const MODES: [&str; 4] = ["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"];
const CONFIG_MAP: &str = "configmap://";

/// The whole message, of an object in `namespace`.
pub(super) fn check(tls: &Node<'_>, namespace: &str, report: &mut Report) {
    if !tls.is_set() {
        return;
    }
    let mode = tls.at("mode").choice(&MODES);
    let credential = tls.at("credentialName");
    if let Some(name) = credential.text().strip_prefix(CONFIG_MAP) {
        report.check(&credential, "tls-config-map", check_config_map(name, namespace));
    }
    if tls.at("insecureSkipVerify").flag() {
        let names_issuer = tls.at("caCertificates").has_text() || !tls.at("subjectAltNames").is_empty();
        let text = match mode {
            Some("SIMPLE") if names_issuer || credential.has_text() => {
                Some("CaCertificates, CredentialName and SubjectAltNames have no use when InsecureSkipVerify is true")
            }
            Some("MUTUAL") if names_issuer => {
                Some("CaCertificates and SubjectAltNames have no use when InsecureSkipVerify is true")
            }
            _ => None,
        };
        if let Some(text) = text {
            report.error(tls, "tls-skip-verify", text);
        }
    }
    if matches!(mode, Some("SIMPLE" | "MUTUAL")) && credential.has_text() {
        let files = ["clientCertificate", "caCertificates", "privateKey", "caCrl"].map(|name| tls.at(name));
        if let Some(file) = files.iter().find(|file| file.has_text()) {
            report.error(
                file,
                "tls-credential-and-files",
                "client certificates, CA certificates and a CA CRL cannot be set beside credentialName",
            );
        }
        return;
    }
    if mode == Some("MUTUAL") {
        for (field, what) in [
            ("clientCertificate", "client certificate"),
            ("privateKey", "private key"),
        ] {
            if !tls.at(field).has_text() {
                report.error(
                    &tls.at(field),
                    "tls-certificate-required",
                    format!("mutual TLS requires a {what}"),
                );
            }
        }
    }
}

/// `NAMESPACE/NAME` of a ConfigMap, which must be in the object's own namespace.
fn check_config_map(reference: &str, namespace: &str) -> Result<(), String> {
    let mut parts = reference.split('/');
    let (place, name) = (parts.next().unwrap_or_default(), parts.next());
    if place.is_empty() || name.is_none_or(str::is_empty) {
        return Err(format!(
            "the credentialName {:?} of a configmap:// needs a namespace and a name",
            format!("{CONFIG_MAP}{reference}")
        ));
    }
    if namespace.is_empty() || place != namespace {
        return Err(format!(
            "the namespace of the configmap:// credentialName {:?} is not that of the configuration, {namespace:?}",
            format!("{CONFIG_MAP}{reference}")
        ));
    }
    Ok(())
}
