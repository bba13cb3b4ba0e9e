//! Keys, certificates, passwords and encryption.

mod certificates;
mod der;
mod keys;
mod passwords;
mod pem;

use gotemplate::{Call, FuncError, List, Str, Value};

use crate::Outcome;
use crate::encoding::base64_decode;
use crate::environment::Environment;

pub(crate) use certificates::CERTIFICATE;
pub(crate) use passwords::{bcrypt, decrypt_aes, derive_password, encrypt_aes, htpasswd};

use certificates::{Certificate, Issuer, Parent, Request};
use keys::PrivateKey;

pub(crate) fn gen_private_key(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let kind = call.string(0);
    let key = match kind.as_bytes() {
        b"" | b"rsa" => PrivateKey::new_rsa(environment, 4096)?,
        b"dsa" => PrivateKey::new_dsa(environment)?,
        b"ecdsa" => PrivateKey::new_p256(environment)?,
        b"ed25519" => PrivateKey::new_ed25519(environment)?,
        other => return Ok(Value::string([b"Unknown type ", other].concat())),
    };
    Ok(Value::string(key.to_pem()?))
}

/// `buildCustomCert CERT KEY`, both as base 64 of PEM.
pub(crate) fn build_custom_cert(call: &mut Call<'_>) -> Outcome {
    let decoded = |text: &Str, what: &str| {
        base64_decode(text.as_bytes()).map_err(|_| FuncError::new(format!("unable to decode base64 {what}")))
    };
    let cert = decoded(&call.string(0), "certificate")?;
    let key = decoded(&call.string(1), "private key")?;
    parent(&cert, "decodedCert")?;
    PrivateKey::from_pem(&key).map_err(|e| FuncError::new(format!("error parsing private key: {e}")))?;
    Ok(Value::object(Certificate {
        cert: cert.into(),
        key: key.into(),
    }))
}

/// Reads a certificate in PEM; `name` is what sprig calls it in errors.
fn parent(pem_text: &[u8], name: &str) -> Result<Parent, FuncError> {
    let block = pem::decode(pem_text).ok_or_else(|| FuncError::new("unable to decode certificate"))?;
    Parent::parse(&block.data).ok_or_else(|| {
        FuncError::new(format!(
            "error parsing certificate: {name}.Bytes: x509: malformed certificate"
        ))
    })
}

/// The key in the argument `at`, or a new one where the function has no such argument.
fn key(environment: &Environment, call: &Call<'_>, at: usize) -> Result<PrivateKey, FuncError> {
    if at >= call.len() {
        return PrivateKey::new_rsa(environment, 2048);
    }
    PrivateKey::from_pem(call.string(at).as_bytes()).map_err(|e| FuncError::new(format!("parsing private key: {e}")))
}

/// The certificate, or the zero of its type with the error, which is what counts.
fn made(environment: &Environment, request: &Request, key: &PrivateKey, issuer: &Issuer<'_>) -> Outcome {
    certificates::create(environment, request, key, issuer).map(Value::object)
}

fn authority(environment: &Environment, call: &Call<'_>) -> Outcome {
    let key = key(environment, call, 2)?;
    let request = Request {
        common_name: call.string(0),
        addresses: Vec::new(),
        names: Vec::new(),
        days: call.int(1),
        authority: true,
    };
    let issuer = Issuer {
        key: &key,
        certificate: None,
    };
    made(environment, &request, &key, &issuer)
}

fn request(call: &Call<'_>) -> Result<Request, FuncError> {
    let (addresses, names): (List, List) = (call.list(1), call.list(2));
    Ok(Request {
        common_name: call.string(0),
        addresses: certificates::addresses(&addresses)?,
        names: certificates::names(&names)?,
        days: call.int(3),
        authority: false,
    })
}

fn self_signed(environment: &Environment, call: &Call<'_>) -> Outcome {
    // The cheap checks go first: making a key takes its time.
    let given = call.len() > 4;
    let early = if given { None } else { Some(request(call)?) };
    let key = key(environment, call, 4)?;
    let request = match early {
        Some(request) => request,
        None => request(call)?,
    };
    let issuer = Issuer {
        key: &key,
        certificate: None,
    };
    made(environment, &request, &key, &issuer)
}

fn signed(environment: &Environment, call: &Call<'_>) -> Outcome {
    let given = if call.len() > 5 {
        Some(key(environment, call, 5)?)
    } else {
        None
    };
    let default = Certificate::default();
    let signer = call.arg(4).downcast::<Certificate>().unwrap_or(&default);
    let certificate = parent(signer.cert.as_bytes(), "decodedSignerCert")?;
    let signer_key = PrivateKey::from_pem(signer.key.as_bytes())
        .map_err(|e| FuncError::new(format!("error parsing private key: {e}")))?;
    let request = request(call)?;
    let key = match given {
        Some(key) => key,
        None => key(environment, call, 5)?,
    };
    let issuer = Issuer {
        key: &signer_key,
        certificate: Some(&certificate),
    };
    made(environment, &request, &key, &issuer)
}

/// `genCA NAME DAYS`.
pub(crate) fn gen_ca(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    authority(environment, call)
}

/// `genCAWithKey NAME DAYS KEY`.
pub(crate) fn gen_ca_with_key(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    authority(environment, call)
}

/// `genSelfSignedCert NAME ADDRESSES NAMES DAYS`.
pub(crate) fn gen_self_signed_cert(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    self_signed(environment, call)
}

/// `genSelfSignedCertWithKey NAME ADDRESSES NAMES DAYS KEY`.
pub(crate) fn gen_self_signed_cert_with_key(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    self_signed(environment, call)
}

/// `genSignedCert NAME ADDRESSES NAMES DAYS CA`.
pub(crate) fn gen_signed_cert(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    signed(environment, call)
}

/// `genSignedCertWithKey NAME ADDRESSES NAMES DAYS CA KEY`.
pub(crate) fn gen_signed_cert_with_key(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    signed(environment, call)
}
