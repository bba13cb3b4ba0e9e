//! Certificates that a ztunnel holds for the workloads of its node.

use jiff::Timestamp;
use kubeyaml::Value;
use num_bigint::BigInt;

use super::ConfigDump;
use crate::message::{list, text};
use crate::{Table, row};

impl ConfigDump {
    /// A row a certificate, as the dump has them.
    #[must_use]
    pub fn certificate_table(&self, now: Timestamp) -> Table {
        let mut table = vec![row([
            "CERTIFICATE NAME",
            "TYPE",
            "STATUS",
            "VALID CERT",
            "SERIAL NUMBER",
            "NOT AFTER",
            "NOT BEFORE",
        ])];
        for held in &self.certificates {
            let name = text(held, "identity");
            // The state tells why, which is no word for a column.
            let state = match text(held, "state") {
                state if state.contains("Unavailable") => "Unavailable",
                state => state,
            };
            let (chain, roots) = (list(held, "certChain"), list(held, "rootCerts"));
            if chain.is_empty() {
                table.push(row([name, "NA", state, "false", "NA", "NA", "NA"]));
                continue;
            }
            let kind = |at: usize| match at {
                0 => "Leaf",
                // The root was part of the chain once.
                at if at == chain.len() - 1 && roots.is_empty() => "Root",
                _ => "Intermediate",
            };
            let kinds = (0..chain.len()).map(kind).chain(roots.iter().map(|_| "Root"));
            for (certificate, kind) in chain.iter().chain(roots).zip(kinds) {
                let or_none = |name: &str| match text(certificate, name) {
                    "" => "NA".to_owned(),
                    known => known.to_owned(),
                };
                table.push(row([
                    name,
                    kind,
                    state,
                    &is_valid(certificate, now).to_string(),
                    &serial(text(certificate, "serialNumber")),
                    &or_none("expirationTime"),
                    &or_none("validFrom"),
                ]));
            }
        }
        table
    }

    /// The certificates with everything in them.
    #[must_use]
    pub fn certificates(&self) -> Value {
        self.certificates.clone().into()
    }
}

fn is_valid(certificate: &Value, now: Timestamp) -> bool {
    let time = |name: &str| text(certificate, name).parse::<Timestamp>();
    matches!((time("validFrom"), time("expirationTime")), (Ok(from), Ok(until)) if from < now && now < until)
}

/// The decimal digits of a serial number as hexadecimal ones.
fn serial(decimal: &str) -> String {
    // Of a number of any length the digits would take long to change; those of certificates have 49 at most.
    if decimal.len() > 100 {
        return decimal.to_owned();
    }
    decimal
        .parse::<BigInt>()
        .map_or_else(|_| decimal.to_owned(), |number| format!("{number:x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_hexadecimal() {
        assert_eq!(
            serial("588850990443535479077311695632745359443207891470"),
            "6724fddbdb30b41f0e1e68d169311a0faca3aa0e"
        );
        assert_eq!(serial("x"), "x");
    }
}
