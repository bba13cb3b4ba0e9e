//! X.509 certificates with what sprig puts into them, laid out as Go's `crypto/x509` does.

use std::any::Any;
use std::borrow::Cow;
use std::net::IpAddr;

use gotemplate::{Field, FuncError, Kind, List, NamedType, Object, Str, Type, Value};
use sha2::{Digest, Sha256};

use super::der::{self, Reader, oid, tag};
use super::keys::PrivateKey;
use super::pem;
use crate::environment::Environment;
use crate::gotime::{Time, Zone};
use crate::show;

static NAMED: NamedType = NamedType::new("sprig.certificate", Kind::Struct);
/// sprig's own type: a certificate and its key.
pub(crate) const CERTIFICATE: Type = Type::Static(&NAMED);

/// What Go says of a key that cannot sign.
pub(super) const NO_SIGNER: &str =
    "error creating certificate: x509: certificate private key does not implement crypto.Signer";

/// A certificate and its key, both as PEM.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Certificate {
    pub(super) cert: Str,
    pub(super) key: Str,
}

impl Object for Certificate {
    fn type_of(&self) -> Type {
        CERTIFICATE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn field(&self, name: &str) -> Field {
        match name {
            "Cert" => Field::Value(self.cert.clone().into()),
            "Key" => Field::Value(self.key.clone().into()),
            _ => Field::Absent,
        }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        vec![
            ("Cert".into(), Type::STRING, self.cert.clone().into()),
            ("Key".into(), Type::STRING, self.key.clone().into()),
        ]
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<Certificate>() == Some(self)
    }
}

/// What a certificate is made for.
pub(super) struct Request {
    pub(super) common_name: Str,
    pub(super) addresses: Vec<IpAddr>,
    pub(super) names: Vec<String>,
    pub(super) days: i64,
    pub(super) authority: bool,
}

/// The one who signs.
pub(super) struct Issuer<'a> {
    pub(super) key: &'a PrivateKey,
    /// `None` when a certificate signs itself.
    pub(super) certificate: Option<&'a Parent>,
}

/// What is needed of the certificate of an issuer.
#[derive(Debug)]
pub(super) struct Parent {
    /// The subject, as DER.
    subject: Vec<u8>,
    public_key: Vec<u8>,
    key_id: Option<Vec<u8>>,
}

/// The addresses of a list of texts.
pub(super) fn addresses(list: &List) -> Result<Vec<IpAddr>, FuncError> {
    list.iter()
        .map(|item| {
            let Value::String(text) = item else {
                return Err(FuncError::new(format!(
                    "error parsing ip: {} is not a string",
                    show::verbatim(item)
                )));
            };
            text.to_str()
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| FuncError::new(format!("error parsing ip: {text}")))
        })
        .collect()
}

/// The texts of a list of DNS names.
pub(super) fn names(list: &List) -> Result<Vec<String>, FuncError> {
    list.iter()
        .map(|item| match item {
            Value::String(text) => Ok(text.to_str_lossy().into_owned()),
            other => Err(FuncError::new(format!(
                "error processing alternate dns name: {} is not a string",
                show::verbatim(other)
            ))),
        })
        .collect()
}

impl Parent {
    /// Takes what is needed out of a certificate; `None` if the bytes are none.
    pub(super) fn parse(der: &[u8]) -> Option<Parent> {
        let mut outer = der::only_sequence(der)?;
        let mut fields = Reader(outer.expect(tag::SEQUENCE)?.content);
        outer.expect(tag::SEQUENCE)?;
        outer.expect(tag::BIT_STRING)?;
        fields.expect(der::context(0, true));
        fields.expect(tag::INTEGER)?;
        fields.expect(tag::SEQUENCE)?;
        fields.expect(tag::SEQUENCE)?;
        fields.expect(tag::SEQUENCE)?;
        let subject = fields.expect(tag::SEQUENCE)?.whole.to_vec();
        let public_key = fields.expect(tag::SEQUENCE)?.whole.to_vec();
        fields.expect(der::context(1, false));
        fields.expect(der::context(2, false));
        let mut key_id = None;
        if let Some(extensions) = fields.expect(der::context(3, true)) {
            let mut extensions = der::only_sequence(extensions.content)?;
            while let Some(extension) = extensions.expect(tag::SEQUENCE) {
                let mut extension = Reader(extension.content);
                let id = extension.expect(tag::OID)?.content;
                extension.expect(tag::BOOLEAN);
                let value = extension.expect(tag::OCTET_STRING)?.content;
                if id == oid::SUBJECT_KEY_ID {
                    key_id = Some(Reader(value).expect(tag::OCTET_STRING)?.content.to_vec());
                }
            }
        }
        Some(Parent {
            subject,
            public_key,
            key_id,
        })
    }
}

fn extension(id: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if critical {
        der::element(tag::BOOLEAN, &[0xff])
    } else {
        Vec::new()
    };
    der::sequence(&[&der::identifier(id), &critical, &der::element(tag::OCTET_STRING, value)])
}

/// A name with only a common name, in the narrowest kind of string that holds it; empty without one.
fn name(common_name: &Str) -> Result<Vec<u8>, FuncError> {
    if common_name.is_empty() {
        return Ok(der::sequence(&[]));
    }
    let text = common_name
        .to_str()
        .ok_or_else(|| FuncError::new("error creating certificate: asn1: string not valid UTF-8"))?;
    let printable = |c: char| c.is_ascii_alphanumeric() || " '()+,-./:=?".contains(c);
    let kind = if text.chars().all(printable) {
        tag::PRINTABLE_STRING
    } else {
        tag::UTF8_STRING
    };
    let attribute = der::sequence(&[&der::identifier(oid::COMMON_NAME), &der::element(kind, text.as_bytes())]);
    Ok(der::sequence(&[&der::element(tag::SET, &attribute)]))
}

fn validity_time(time: &Time) -> Result<Vec<u8>, FuncError> {
    let time = time.in_zone(Zone::Utc);
    let year = time.fields()[0];
    let (kind, layout) = match year {
        1950..2050 => (tag::UTC_TIME, "060102150405Z"),
        0..10_000 => (tag::GENERALIZED_TIME, "20060102150405Z"),
        _ => {
            return Err(FuncError::new(
                "error creating certificate: asn1: structure error: cannot represent time as GeneralizedTime",
            ));
        }
    };
    Ok(der::element(kind, &time.format(layout.as_bytes())))
}

fn alternative_names(request: &Request) -> Result<Vec<u8>, FuncError> {
    let mut content = Vec::new();
    for name in &request.names {
        if !name.is_ascii() {
            return Err(FuncError::new(format!(
                "error creating certificate: x509: {} cannot be encoded as an IA5String",
                show::quoted(name.as_bytes())
            )));
        }
        content.extend(der::element(der::context(2, false), name.as_bytes()));
    }
    for address in &request.addresses {
        let bytes = match address.to_canonical() {
            IpAddr::V4(v4) => v4.octets().to_vec(),
            IpAddr::V6(v6) => v6.octets().to_vec(),
        };
        content.extend(der::element(der::context(7, false), &bytes));
    }
    Ok(der::element(tag::SEQUENCE, &content))
}

/// The extensions in Go's order.
fn extensions(
    request: &Request,
    subject: &[u8],
    key_bits: &[u8],
    parent: Option<&Parent>,
) -> Result<Vec<u8>, FuncError> {
    // Signature and key encipherment, for an authority also signing certificates; two respectively five bits are unused.
    let usage: &[u8] = if request.authority { &[2, 0xa4] } else { &[5, 0xa0] };
    let mut out = vec![
        extension(oid::KEY_USAGE, true, &der::element(tag::BIT_STRING, usage)),
        extension(
            oid::EXT_KEY_USAGE,
            false,
            &der::sequence(&[&der::identifier(oid::SERVER_AUTH), &der::identifier(oid::CLIENT_AUTH)]),
        ),
    ];
    let authority = if request.authority {
        der::element(tag::BOOLEAN, &[0xff])
    } else {
        Vec::new()
    };
    out.push(extension(oid::BASIC_CONSTRAINTS, true, &der::sequence(&[&authority])));
    if request.authority {
        let hash = Sha256::digest(key_bits);
        let id = der::element(tag::OCTET_STRING, &hash[..20]);
        out.push(extension(oid::SUBJECT_KEY_ID, false, &id));
    }
    let issuer_id = parent
        .filter(|parent| parent.subject != subject)
        .and_then(|parent| parent.key_id.as_ref());
    if let Some(id) = issuer_id {
        let id = der::element(der::context(0, false), id);
        out.push(extension(oid::AUTHORITY_KEY_ID, false, &der::sequence(&[&id])));
    }
    if !request.names.is_empty() || !request.addresses.is_empty() {
        let names = alternative_names(request)?;
        let no_subject = request.common_name.is_empty();
        out.push(extension(oid::SUBJECT_ALT_NAME, no_subject, &names));
    }
    Ok(der::element(
        der::context(3, true),
        &der::element(tag::SEQUENCE, &out.concat()),
    ))
}

/// Makes a certificate for `key`, signed by `issuer`.
pub(super) fn create(
    environment: &Environment,
    request: &Request,
    key: &PrivateKey,
    issuer: &Issuer<'_>,
) -> Result<Certificate, FuncError> {
    let (Some(public), Some(signer)) = (key.public()?, issuer.key.public()?) else {
        return Err(FuncError::new(NO_SIGNER));
    };
    let signer_key = signer.to_der();
    let foreign = |parent: &&Parent| parent.public_key != signer_key;
    if issuer.certificate.filter(foreign).is_some() {
        return Err(FuncError::new(
            "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey",
        ));
    }
    let mut serial = [0; 16];
    environment.fill(&mut serial)?;
    let now = environment.now();
    let end = now.add(request.days.wrapping_mul(24 * 3_600_000_000_000));
    let subject = name(&request.common_name)?;
    let issuer_name = issuer.certificate.map_or(&subject, |parent| &parent.subject);
    let signature_algorithm = issuer.key.signature_algorithm();
    let body = der::sequence(&[
        &der::element(der::context(0, true), &der::unsigned(&[2])),
        &der::unsigned(&serial),
        &signature_algorithm,
        issuer_name,
        &der::sequence(&[&validity_time(&now)?, &validity_time(&end)?]),
        &subject,
        &public.to_der(),
        &extensions(request, &subject, &public.bits, issuer.certificate)?,
    ]);
    let signature = issuer.key.sign(environment, &body)?;
    let whole = der::sequence(&[&body, &signature_algorithm, &der::bit_string(&signature)]);
    Ok(Certificate {
        cert: pem::encode("CERTIFICATE", &whole).into(),
        key: key.to_pem()?.into(),
    })
}
