//! Keys and certificates of one control plane: an authority, the servers' certificate, the key that signs service account tokens.

use anyhow::{Context as _, Result};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use std::path::Path;

/// Name of the authority's certificate in the folder.
pub(crate) const AUTHORITY: &str = "ca.crt";
/// Name of the authority's key.
pub(crate) const AUTHORITY_KEY: &str = "ca.key";
/// Name of the certificate that kube-apiserver and kwok show.
pub(crate) const SERVER: &str = "server.crt";
/// Name of its key.
pub(crate) const SERVER_KEY: &str = "server.key";
/// Name of the key for service account tokens.
pub(crate) const SERVICE_ACCOUNTS_KEY: &str = "service-accounts.key";
/// Name of its public half.
pub(crate) const SERVICE_ACCOUNTS_PUBLIC_KEY: &str = "service-accounts.pub";

/// Writes all of them and returns the authority's certificate.
///
/// # Errors
/// When a key cannot be made or a file cannot be written.
pub(crate) fn write(folder: &Path) -> Result<String> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority
        .distinguished_name
        .push(DnType::CommonName, "istioctl test control plane");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;

    let names = ["127.0.0.1", "10.0.0.1", "localhost", "kubernetes.default.svc"];
    let mut server = CertificateParams::new(names.map(str::to_owned))?;
    server.distinguished_name.push(DnType::CommonName, "kube-apiserver");
    let server_key = KeyPair::generate()?;
    let server = server.signed_by(&server_key, &authority)?;

    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).with_context(|| path.display().to_string())
    };
    write(AUTHORITY, &authority.pem())?;
    write(AUTHORITY_KEY, &authority.key().serialize_pem())?;
    write(SERVER, &server.pem())?;
    write(SERVER_KEY, &server_key.serialize_pem())?;
    let service_accounts = KeyPair::generate()?;
    write(SERVICE_ACCOUNTS_KEY, &service_accounts.serialize_pem())?;
    write(SERVICE_ACCOUNTS_PUBLIC_KEY, &service_accounts.public_key_pem())?;
    Ok(authority.pem())
}
