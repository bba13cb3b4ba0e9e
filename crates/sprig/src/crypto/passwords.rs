//! Passwords: hashes of them, ones derived from a master password, and encryption by one.

use aes::Aes256;
use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use gotemplate::{Call, FuncError, Value};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::Outcome;
use crate::encoding::{base64_decode, base64_encode};
use crate::environment::Environment;
use crate::runes;

const BCRYPT_COST: u32 = 10;

fn bcrypt_hash(environment: &Environment, password: &[u8]) -> Result<String, FuncError> {
    if password.len() > 72 {
        return Ok("failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes".to_owned());
    }
    let mut salt = [0; 16];
    environment.fill(&mut salt)?;
    let parts = bcrypt::hash_with_salt(password, BCRYPT_COST, salt);
    Ok(match parts {
        Ok(parts) => parts.format_for_version(bcrypt::Version::TwoA),
        Err(error) => format!("failed to encrypt string with bcrypt: {error}"),
    })
}

pub(crate) fn bcrypt(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let hash = bcrypt_hash(environment, call.string(0).as_bytes())?;
    Ok(Value::string(hash))
}

pub(crate) fn htpasswd(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let (user, password) = (call.string(0), call.string(1));
    if runes::find(user.as_bytes(), b":").is_some() {
        return Ok(Value::string([b"invalid username: ", user.as_bytes()].concat()));
    }
    let hash = bcrypt_hash(environment, password.as_bytes())?;
    Ok(Value::string([user.as_bytes(), b":", hash.as_bytes()].concat()))
}

/// The templates of the Master Password algorithm, by the kind of password.
const TEMPLATES: [(&str, &[&str]); 6] = [
    ("maximum", &["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"]),
    (
        "long",
        &[
            "CvcvnoCvcvCvcv",
            "CvcvCvcvnoCvcv",
            "CvcvCvcvCvcvno",
            "CvccnoCvcvCvcv",
            "CvccCvcvnoCvcv",
            "CvccCvcvCvcvno",
            "CvcvnoCvccCvcv",
            "CvcvCvccnoCvcv",
            "CvcvCvccCvcvno",
            "CvcvnoCvcvCvcc",
            "CvcvCvcvnoCvcc",
            "CvcvCvcvCvccno",
            "CvccnoCvccCvcv",
            "CvccCvccnoCvcv",
            "CvccCvccCvcvno",
            "CvcvnoCvccCvcc",
            "CvcvCvccnoCvcc",
            "CvcvCvccCvccno",
            "CvccnoCvcvCvcc",
            "CvccCvcvnoCvcc",
            "CvccCvcvCvccno",
        ],
    ),
    ("medium", &["CvcnoCvc", "CvcCvcno"]),
    ("short", &["Cvcn"]),
    ("basic", &["aaanaaan", "aannaaan", "aaannaaa"]),
    ("pin", &["nnnn"]),
];

/// The characters that a letter of a template stands for.
fn characters(class: u8) -> &'static [u8] {
    match class {
        b'V' => b"AEIOU",
        b'C' => b"BCDFGHJKLMNPQRSTVWXYZ",
        b'v' => b"aeiou",
        b'c' => b"bcdfghjklmnpqrstvwxyz",
        b'A' => b"AEIOUBCDFGHJKLMNPQRSTVWXYZ",
        b'a' => b"AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
        b'n' => b"0123456789",
        b'o' => b"@&%?,=[]_:-+*$#!'^~;()/.",
        _ => b"AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()",
    }
}

const PURPOSE: &[u8] = b"com.lyndir.masterpassword";

/// The purpose, the length of a text and the text.
fn labelled(text: &[u8]) -> Vec<u8> {
    let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
    [PURPOSE, &len.to_be_bytes(), text].concat()
}

/// `derivePassword COUNTER KIND PASSWORD USER SITE`.
pub(crate) fn derive_password(call: &mut Call<'_>) -> Outcome {
    let counter = u32::try_from(call.int(0)).unwrap_or(0);
    let (kind, password, user, site) = (call.string(1), call.string(2), call.string(3), call.string(4));
    let Some((_, templates)) = TEMPLATES.iter().find(|(name, _)| kind == *name) else {
        return Ok(Value::string(
            [b"cannot find password template ", kind.as_bytes()].concat(),
        ));
    };
    let failed = |error: &dyn std::fmt::Display| FuncError::new(format!("failed to derive password: {error}"));
    let parameters = scrypt::Params::new(15, 8, 2).map_err(|e| failed(&e))?;
    let mut key = [0; 64];
    scrypt::scrypt(password.as_bytes(), &labelled(user.as_bytes()), &parameters, &mut key).map_err(|e| failed(&e))?;
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key).map_err(|e| failed(&e))?;
    mac.update(&labelled(site.as_bytes()));
    mac.update(&counter.to_be_bytes());
    let seed = mac.finalize().into_bytes();
    let (first, rest) = seed.split_first().unwrap_or((&0, &[]));
    let template = templates[usize::from(*first) % templates.len()];
    let password: Vec<u8> = template
        .bytes()
        .zip(rest)
        .map(|(class, byte)| {
            let choices = characters(class);
            choices[usize::from(*byte) % choices.len()]
        })
        .collect();
    Ok(Value::string(password))
}

const BLOCK: usize = 16;

/// The cipher of a password: its first 32 bytes, filled up with zeroes.
fn cipher(password: &[u8]) -> Aes256 {
    let mut key = [0; 32];
    for (k, p) in key.iter_mut().zip(password) {
        *k = *p;
    }
    Aes256::new(&Array::from(key))
}

/// `encryptAES PASSWORD TEXT`: AES-256-CBC under a random vector, which comes first, as base 64.
pub(crate) fn encrypt_aes(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let (password, text) = (call.string(0), call.string(1));
    if text.is_empty() {
        return Ok(Value::from(""));
    }
    let cipher = cipher(password.as_bytes());
    let padding = BLOCK - text.len() % BLOCK;
    let mut plain = text.as_bytes().to_vec();
    plain.resize(text.len() + padding, u8::try_from(padding).unwrap_or(0));
    let mut previous = [0; BLOCK];
    environment.fill(&mut previous)?;
    let mut out = previous.to_vec();
    for chunk in plain.chunks_exact(BLOCK) {
        for (p, c) in previous.iter_mut().zip(chunk) {
            *p ^= c;
        }
        let mut block = Array::from(previous);
        cipher.encrypt_block(&mut block);
        previous = block.into();
        out.extend_from_slice(&previous);
    }
    Ok(Value::string(base64_encode(&out)))
}

/// The reverse of [`encrypt_aes`], with Go's panics on texts that it did not make.
pub(crate) fn decrypt_aes(call: &mut Call<'_>) -> Outcome {
    let (password, text) = (call.string(0), call.string(1));
    if text.is_empty() {
        return Ok(Value::from(""));
    }
    let data = base64_decode(text.as_bytes()).map_err(|e| FuncError::new(e.to_string()))?;
    let Some((vector, body)) = data.split_first_chunk::<BLOCK>() else {
        let capacity = text.len() / 4 * 3;
        return Err(FuncError::new(format!(
            "runtime error: slice bounds out of range [:16] with capacity {capacity}"
        )));
    };
    let (blocks, rest) = body.as_chunks::<BLOCK>();
    if !rest.is_empty() {
        return Err(FuncError::new("crypto/cipher: input not full blocks"));
    }
    let cipher = cipher(password.as_bytes());
    let mut out = Vec::with_capacity(body.len());
    let mut previous = vector;
    for chunk in blocks {
        let mut block = Array::from(*chunk);
        cipher.decrypt_block(&mut block);
        out.extend(block.iter().zip(previous).map(|(b, p)| b ^ p));
        previous = chunk;
    }
    let Some(padding) = out.last().map(|b| usize::from(*b)) else {
        return Err(FuncError::new("runtime error: index out of range [-1]"));
    };
    match out.len().checked_sub(padding) {
        Some(len) => {
            out.truncate(len);
            Ok(Value::string(out))
        }
        None => {
            let by = padding - out.len();
            let message = format!("runtime error: slice bounds out of range [:-{by}]");
            Err(FuncError::new(message))
        }
    }
}
