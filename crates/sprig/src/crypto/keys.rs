//! Private keys: made, read from PEM, written as PEM, and signing.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use dsa::{Components, KeySize};
use gotemplate::FuncError;
use p256::ecdsa::signature::Signer;
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey, EncodeRsaPublicKey};
use rsa::traits::SignatureScheme;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest, Sha256};

use super::der::{self, Reader, oid, tag};
use super::pem;
use crate::environment::Environment;

/// A private key of one of the kinds that sprig knows.
pub(super) enum PrivateKey {
    Rsa(Box<RsaPrivateKey>),
    P256(p256::ecdsa::SigningKey),
    Ed25519(Box<ed25519_dalek::SigningKey>),
    /// Only carried along: certificates cannot have one. The numbers p, q, g, y and x.
    Dsa([Vec<u8>; 5]),
}

/// A public key as certificates hold it.
pub(super) struct PublicKey {
    /// The algorithm, as DER.
    pub(super) algorithm: Vec<u8>,
    /// The bits of the key.
    pub(super) bits: Vec<u8>,
}

impl PublicKey {
    /// The whole, as DER.
    pub(super) fn to_der(&self) -> Vec<u8> {
        der::sequence(&[&self.algorithm, &der::bit_string(&self.bits)])
    }
}

/// A generator of random numbers that starts from the randomness of the surroundings.
pub(super) fn generator(environment: &Environment) -> Result<ChaCha20Rng, FuncError> {
    let mut seed = [0; 32];
    environment.fill(&mut seed)?;
    Ok(ChaCha20Rng::from_seed(seed))
}

impl PrivateKey {
    pub(super) fn new_rsa(environment: &Environment, bits: usize) -> Result<PrivateKey, FuncError> {
        let key = RsaPrivateKey::new(&mut generator(environment)?, bits)
            .map_err(|e| FuncError::new(format!("error generating rsa key: {e}")))?;
        Ok(PrivateKey::Rsa(Box::new(key)))
    }

    pub(super) fn new_p256(environment: &Environment) -> Result<PrivateKey, FuncError> {
        loop {
            let mut bytes = [0; 32];
            environment.fill(&mut bytes)?;
            // Nearly every number is a key.
            if let Ok(key) = p256::ecdsa::SigningKey::from_slice(&bytes) {
                return Ok(PrivateKey::P256(key));
            }
        }
    }

    pub(super) fn new_ed25519(environment: &Environment) -> Result<PrivateKey, FuncError> {
        let mut seed = [0; 32];
        environment.fill(&mut seed)?;
        let key = ed25519_dalek::SigningKey::from_bytes(&seed);
        Ok(PrivateKey::Ed25519(Box::new(key)))
    }

    pub(super) fn new_dsa(environment: &Environment) -> Result<PrivateKey, FuncError> {
        let failed = |e| FuncError::new(format!("failed to generate private key: {e}"));
        let mut rng = generator(environment)?;
        let components = Components::try_generate_from_rng_with_key_size(&mut rng, KeySize::DSA_2048_256)
            .map_err(|e| FuncError::new(format!("failed to generate dsa params: {e}")))?;
        let key = dsa::SigningKey::try_generate_from_rng_with_components(&mut rng, components).map_err(failed)?;
        let public = key.verifying_key();
        let components = public.components();
        let numbers = [
            components.p().to_be_bytes(),
            components.q().to_be_bytes(),
            components.g().to_be_bytes(),
            public.y().to_be_bytes(),
            key.x().to_be_bytes(),
        ];
        Ok(PrivateKey::Dsa(numbers.map(|n| n.to_vec())))
    }

    /// Reads the first block of a PEM text.
    ///
    /// # Errors
    /// The words of sprig; what comes after its colon is ours, where the text is no key of its kind.
    pub(super) fn from_pem(text: &[u8]) -> Result<PrivateKey, String> {
        let block = pem::decode(text).ok_or("no PEM data in input")?;
        let data = block.data.as_slice();
        let malformed = "asn1: structure error: malformed key";
        let Some(kind) = block.label.strip_suffix("PRIVATE KEY") else {
            return Err(format!("no private key data in PEM block of type {}", block.label));
        };
        match kind {
            "" => from_pkcs8(data).ok_or_else(|| format!("decoding PEM as PKCS#8: {malformed}")),
            "RSA " => RsaPrivateKey::from_pkcs1_der(data)
                .map(|key| PrivateKey::Rsa(Box::new(key)))
                .map_err(|_| format!("parsing RSA private key from PEM: {malformed}")),
            "EC " => from_sec1(data).ok_or_else(|| format!("parsing EC private key from PEM: {malformed}")),
            "DSA " => from_dsa(data).ok_or_else(|| format!("parsing DSA private key from PEM: {malformed}")),
            other if other.ends_with(' ') => Err(format!("invalid private key type {}", other.trim_end())),
            _ => Err(format!("no private key data in PEM block of type {}", block.label)),
        }
    }

    pub(super) fn to_pem(&self) -> Result<String, FuncError> {
        Ok(match self {
            PrivateKey::Rsa(key) => {
                let der = key
                    .to_pkcs1_der()
                    .map_err(|e| FuncError::new(format!("error pem-encoding key: {e}")))?;
                pem::encode("RSA PRIVATE KEY", der.as_bytes())
            }
            PrivateKey::P256(key) => {
                let public = key.verifying_key().to_sec1_point(false);
                let der = der::sequence(&[
                    &der::unsigned(&[1]),
                    &der::element(tag::OCTET_STRING, &key.to_bytes()),
                    &der::element(der::context(0, true), &der::identifier(oid::P256)),
                    &der::element(der::context(1, true), &der::bit_string(public.as_bytes())),
                ]);
                pem::encode("EC PRIVATE KEY", &der)
            }
            PrivateKey::Ed25519(key) => {
                let seed = der::element(tag::OCTET_STRING, key.as_bytes());
                let der = der::sequence(&[
                    &der::unsigned(&[0]),
                    &der::sequence(&[&der::identifier(oid::ED25519)]),
                    &der::element(tag::OCTET_STRING, &seed),
                ]);
                pem::encode("PRIVATE KEY", &der)
            }
            PrivateKey::Dsa(numbers) => {
                let mut parts = vec![der::unsigned(&[0])];
                parts.extend(numbers.iter().map(|n| der::unsigned(n)));
                let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
                pem::encode("DSA PRIVATE KEY", &der::sequence(&parts))
            }
        })
    }

    /// The public key as certificates hold it. `None` for DSA.
    pub(super) fn public(&self) -> Result<Option<PublicKey>, FuncError> {
        let null = der::element(tag::NULL, &[]);
        let (algorithm, bits) = match self {
            PrivateKey::Rsa(key) => {
                let bits = key
                    .to_public_key()
                    .to_pkcs1_der()
                    .map_err(|e| FuncError::new(format!("error creating certificate: {e}")))?;
                let algorithm = der::sequence(&[&der::identifier(oid::RSA_ENCRYPTION), &null]);
                (algorithm, bits.as_bytes().to_vec())
            }
            PrivateKey::P256(key) => {
                let algorithm = der::sequence(&[&der::identifier(oid::EC_PUBLIC_KEY), &der::identifier(oid::P256)]);
                let bits = key.verifying_key().to_sec1_point(false);
                (algorithm, bits.as_bytes().to_vec())
            }
            PrivateKey::Ed25519(key) => {
                let algorithm = der::sequence(&[&der::identifier(oid::ED25519)]);
                (algorithm, key.verifying_key().as_bytes().to_vec())
            }
            PrivateKey::Dsa(_) => return Ok(None),
        };
        Ok(Some(PublicKey { algorithm, bits }))
    }

    /// The algorithm of the signatures that this key makes.
    pub(super) fn signature_algorithm(&self) -> Vec<u8> {
        match self {
            PrivateKey::Rsa(_) => {
                der::sequence(&[&der::identifier(oid::SHA256_WITH_RSA), &der::element(tag::NULL, &[])])
            }
            PrivateKey::P256(_) => der::sequence(&[&der::identifier(oid::ECDSA_WITH_SHA256)]),
            PrivateKey::Ed25519(_) | PrivateKey::Dsa(_) => der::sequence(&[&der::identifier(oid::ED25519)]),
        }
    }

    pub(super) fn sign(&self, environment: &Environment, message: &[u8]) -> Result<Vec<u8>, FuncError> {
        match self {
            PrivateKey::Rsa(key) => {
                let hash = Sha256::digest(message);
                Pkcs1v15Sign::new::<Sha256>()
                    .sign(Some(&mut generator(environment)?), key, &hash)
                    .map_err(|e| FuncError::new(format!("error creating certificate: {e}")))
            }
            PrivateKey::P256(key) => {
                let signature: p256::ecdsa::DerSignature = key.sign(message);
                Ok(signature.as_bytes().to_vec())
            }
            PrivateKey::Ed25519(key) => {
                use ed25519_dalek::Signer as _;
                Ok(key.sign(message).to_bytes().to_vec())
            }
            PrivateKey::Dsa(_) => Err(FuncError::new(super::certificates::NO_SIGNER)),
        }
    }
}

fn from_pkcs8(data: &[u8]) -> Option<PrivateKey> {
    let mut fields = der::only_sequence(data)?;
    fields.expect(tag::INTEGER)?;
    let mut algorithm = Reader(fields.expect(tag::SEQUENCE)?.content);
    let key = fields.expect(tag::OCTET_STRING)?.content;
    match algorithm.expect(tag::OID)?.content {
        oid::RSA_ENCRYPTION => {
            let key = RsaPrivateKey::from_pkcs1_der(key).ok()?;
            Some(PrivateKey::Rsa(Box::new(key)))
        }
        oid::EC_PUBLIC_KEY => {
            let curve = algorithm.expect(tag::OID)?.content;
            (curve == oid::P256).then(|| from_sec1(key)).flatten()
        }
        oid::ED25519 => {
            let seed = Reader(key).expect(tag::OCTET_STRING)?.content;
            let key = ed25519_dalek::SigningKey::from_bytes(seed.try_into().ok()?);
            Some(PrivateKey::Ed25519(Box::new(key)))
        }
        _ => None,
    }
}

fn from_sec1(data: &[u8]) -> Option<PrivateKey> {
    let mut fields = der::only_sequence(data)?;
    fields.expect(tag::INTEGER)?;
    let key = fields.expect(tag::OCTET_STRING)?.content;
    if let Some(parameters) = fields.expect(der::context(0, true)) {
        let curve = Reader(parameters.content).expect(tag::OID)?.content;
        if curve != oid::P256 {
            return None;
        }
    }
    p256::ecdsa::SigningKey::from_slice(key).ok().map(PrivateKey::P256)
}

fn from_dsa(data: &[u8]) -> Option<PrivateKey> {
    let mut fields = der::only_sequence(data)?;
    fields.expect(tag::INTEGER)?;
    let mut number = || fields.expect(tag::INTEGER).map(|e| e.content.to_vec());
    let numbers = [number()?, number()?, number()?, number()?, number()?];
    Some(PrivateKey::Dsa(numbers))
}
