//! Certificates and trust bundles that a proxy holds.

use jiff::Timestamp;
use kubeyaml::Value;

use crate::certificate::{Certificate, bytes, pem_blocks};
use crate::config_dump::whole;
use crate::message::{field, list, path, text, text_at, type_name};
use crate::{ConfigDump, Error, Table, row};

const SPIFFE_VALIDATOR: &str = "envoy.extensions.transport_sockets.tls.v3.SPIFFECertValidatorConfig";
/// The secret with the certificates that a proxy trusts in the mesh.
const ROOT: &str = "ROOTCA";

/// A certificate of a secret.
#[derive(Clone, Debug)]
struct SecretRow {
    name: String,
    state: &'static str,
    certificate: Option<Certificate>,
    trust_domain: String,
}

/// The secrets of a dump, those that wait for their data first.
#[derive(Debug)]
pub struct Secrets(Vec<SecretRow>);

/// Reads the secrets that a control plane or an agent sent.
///
/// # Errors
/// [`Error::NoSection`].
pub fn secrets(dump: &ConfigDump) -> Result<Secrets, Error> {
    let section = dump.section("SecretsConfigDump")?;
    let mut rows = Vec::new();
    for (items, state) in [
        ("dynamic_warming_secrets", "WARMING"),
        ("dynamic_active_secrets", "ACTIVE"),
    ] {
        for secret in list(section, items) {
            let state = if text(secret, "version_info") == "uninitialized" && state == "ACTIVE" {
                "UNINITIALIZED"
            } else {
                state
            };
            add(&mut rows, secret, state);
        }
    }
    Ok(Secrets(rows))
}

fn add(rows: &mut Vec<SecretRow>, secret: &Value, state: &'static str) {
    let held = field(secret, "secret").unwrap_or(&Value::Null);
    let one = |name: &str, pem: Option<Vec<u8>>, trust_domain: &str| {
        let certificate = pem.and_then(|pem| Certificate::of_pem(&pem));
        let of_certificate = || certificate.as_ref().map(|it| it.trust_domain.clone());
        SecretRow {
            name: name.to_owned(),
            state,
            trust_domain: match trust_domain {
                "" => of_certificate().unwrap_or_default(),
                named if certificate.is_some() => named.to_owned(),
                _ => String::new(),
            },
            certificate,
        }
    };
    let chain = text_at(held, &["tls_certificate", "certificate_chain", "inline_bytes"]);
    let roots = text_at(held, &["validation_context", "trusted_ca", "inline_bytes"]);
    let name = text(secret, "name");
    for pem in [chain, roots] {
        if !pem.is_empty() {
            rows.push(one(name, bytes(pem), ""));
            return;
        }
    }
    let validator = path(held, &["validation_context", "custom_validator_config", "typed_config"]);
    match validator.filter(|config| type_name(config) == SPIFFE_VALIDATOR) {
        Some(config) => {
            for domain in list(config, "trust_domains") {
                let bundle = text_at(domain, &["trust_bundle", "inline_bytes"]);
                rows.push(one(text(held, "name"), bytes(bundle), text(domain, "name")));
            }
        }
        None => rows.push(one(name, None, "")),
    }
}

impl Secrets {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A row a certificate: the first of a secret. Trust domains have a column if each row has one: then they tell apart the bundles
    /// of a federation.
    #[must_use]
    pub fn table(&self, with_names: bool, now: Timestamp) -> Table {
        let federated = self.0.iter().all(|secret| !secret.trust_domain.is_empty());
        let mut heading = row([
            "RESOURCE NAME",
            "TYPE",
            "STATUS",
            "VALID CERT",
            "SERIAL NUMBER",
            "NOT AFTER",
            "NOT BEFORE",
        ]);
        if federated {
            heading.push("TRUST DOMAIN".to_owned());
        }
        let prefix = if with_names { "secret/" } else { "" };
        let mut table = vec![heading];
        for secret in &self.0 {
            let mut cells = row([&format!("{prefix}{}", secret.name)]);
            match &secret.certificate {
                Some(certificate) => cells.extend([
                    if certificate.is_authority { "CA" } else { "Cert Chain" }.to_owned(),
                    secret.state.to_owned(),
                    certificate.is_valid(now).to_string(),
                    certificate.serial.clone(),
                    certificate.not_after.to_string(),
                    certificate.not_before.to_string(),
                ]),
                None => cells.extend(row(["", secret.state, "false", "", "", ""])),
            }
            if federated {
                cells.push(secret.trust_domain.clone());
            }
            table.push(cells);
        }
        table
    }
}

/// The section of a dump with everything in it; Envoy itself leaves private keys out.
///
/// # Errors
/// [`Error::NoSection`].
pub fn whole_secrets(dump: &ConfigDump) -> Result<Value, Error> {
    dump.section("SecretsConfigDump").map(whole)
}

/// The certificates in DER that a proxy trusts in the mesh.
///
/// # Errors
/// [`Error::NoSection`]; [`Error::Secret`] if there is no such secret or nothing of use in it.
pub fn root_certificates(dump: &ConfigDump) -> Result<Vec<Vec<u8>>, Error> {
    let broken = |why| Error::Secret {
        name: ROOT.to_owned(),
        why,
    };
    let section = dump.section("SecretsConfigDump")?;
    let root = list(section, "dynamic_active_secrets")
        .iter()
        .find(|secret| text(secret, "name") == ROOT)
        .ok_or_else(|| broken("the proxy does not have it"))?;
    let inline = text_at(root, &["secret", "validation_context", "trusted_ca", "inline_bytes"]);
    let pem = bytes(inline).ok_or_else(|| broken("its certificates are no Base64"))?;
    let blocks = pem_blocks(&pem);
    if blocks.is_empty() {
        return Err(broken("it holds no certificate"));
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(secrets: &str) -> ConfigDump {
        let text = format!(
            r#"{{"configs": [{{"@type": "type.googleapis.com/envoy.admin.v3.SecretsConfigDump", "dynamic_active_secrets": [{secrets}]}}]}}"#
        );
        ConfigDump::parse(&text).expect("a dump")
    }

    #[test]
    fn secrets_without_data_say_so() {
        let dump = dump(r#"{"name": "default", "version_info": "uninitialized", "secret": {"name": "default"}}"#);
        let table = secrets(&dump).expect("secrets").table(false, Timestamp::UNIX_EPOCH);
        assert_eq!(table[1], row(["default", "", "UNINITIALIZED", "false", "", "", ""]));
        assert!(root_certificates(&dump).is_err());
    }

    #[test]
    fn a_bundle_of_each_trust_domain_is_a_row() {
        let federated = dump(
            r#"{"name": "ROOTCA", "secret": {"name": "ROOTCA", "validation_context": {"custom_validator_config": {"typed_config": {
                "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.SPIFFECertValidatorConfig",
                "trust_domains": [{"name": "a"}, {"name": "b"}]}}}}}"#,
        );
        let table = secrets(&federated)
            .expect("secrets")
            .table(false, Timestamp::UNIX_EPOCH);
        assert_eq!(table.len(), 3);
        // Bundles that cannot be read tell no trust domain.
        assert_eq!(table[0].len(), 7);
    }
}
