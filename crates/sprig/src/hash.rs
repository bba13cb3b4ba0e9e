//! Checksums of text.

use gotemplate::{Call, Value};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use crate::Outcome;

fn hex(bytes: &[u8]) -> Outcome {
    let digits: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    Ok(Value::string(digits))
}

pub(crate) fn sha1(call: &mut Call<'_>) -> Outcome {
    hex(&Sha1::digest(call.string(0).as_bytes()))
}

pub(crate) fn sha256(call: &mut Call<'_>) -> Outcome {
    hex(&Sha256::digest(call.string(0).as_bytes()))
}

pub(crate) fn sha512(call: &mut Call<'_>) -> Outcome {
    hex(&Sha512::digest(call.string(0).as_bytes()))
}

pub(crate) fn adler32(call: &mut Call<'_>) -> Outcome {
    let (mut low, mut high) = (1u32, 0u32);
    for b in call.string(0).as_bytes() {
        low = (low + u32::from(*b)) % 65_521;
        high = (high + low) % 65_521;
    }
    Ok(Value::string((high << 16 | low).to_string()))
}
