//! Rust names for what the Istio API calls by JSON and protobuf names.

/// Names of fields that Rust has a meaning for.
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern", "false",
    "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override",
    "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized",
    "use", "virtual", "where", "while", "yield",
];

/// The Rust field for a JSON name: `meshMTLS` is `mesh_mtls`, `type` is `r#type`.
pub(crate) fn field(json: &str) -> String {
    let snake = snake(json);
    match KEYWORDS.contains(&snake.as_str()) {
        true => format!("r#{snake}"),
        false => snake,
    }
}

/// A name in snake case. A run of capitals is one word.
pub(crate) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        if letter == '-' {
            out.push('_');
            continue;
        }
        let previous = at.checked_sub(1).map(|before| letters[before]);
        let begins_word = letter.is_ascii_uppercase()
            && previous.is_some_and(|previous| {
                let ends_run = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
                previous.is_ascii_lowercase()
                    || previous.is_ascii_digit()
                    || (previous.is_ascii_uppercase() && ends_run)
            });
        if begins_word {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// What serde's `rename_all = "camelCase"` makes of a Rust field.
pub(crate) fn serde_camel(field: &str) -> String {
    let mut out = String::new();
    let mut capital = false;
    for letter in field.trim_start_matches("r#").chars() {
        match letter {
            '_' => capital = true,
            _ if capital => {
                out.push(letter.to_ascii_uppercase());
                capital = false;
            }
            _ => out.push(letter),
        }
    }
    out
}

/// The Rust variant for an enum's value: `MESH_EXTERNAL` is `MeshExternal`, `TLSV1_0` is `Tlsv1_0`.
pub(crate) fn variant(value: &str) -> String {
    let shouting = !value.chars().any(|letter| letter.is_ascii_lowercase());
    let mut out = String::new();
    for part in value.split('_') {
        let joins_digits =
            out.ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(|c: char| c.is_ascii_digit());
        if joins_digits {
            out.push('_');
        }
        let mut letters = part.chars();
        out.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        match shouting {
            true => out.push_str(&letters.as_str().to_ascii_lowercase()),
            false => out.push_str(letters.as_str()),
        }
    }
    out
}

/// The Rust type for a version: `v1beta1` is `V1Beta1`.
pub(crate) fn version(version: &str) -> String {
    let mut out = String::new();
    let mut after_digit = true;
    for letter in version.chars() {
        match after_digit && letter.is_ascii_lowercase() {
            true => out.push(letter.to_ascii_uppercase()),
            false => out.push(letter),
        }
        after_digit = letter.is_ascii_digit();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (json, rust) in [
            ("meshMTLS", "mesh_mtls"),
            ("type", "r#type"),
            ("istioOwnedCNIConfig", "istio_owned_cni_config"),
            ("consecutive5xxErrors", "consecutive5xx_errors"),
            ("http1MaxPendingRequests", "http1_max_pending_requests"),
            ("istio-egressgateway", "istio_egressgateway"),
            ("proxy_init", "proxy_init"),
        ] {
            assert_eq!(field(json), rust);
        }
        assert_eq!(serde_camel("consecutive5xx_errors"), "consecutive5xxErrors");
        assert_eq!(variant("MESH_EXTERNAL"), "MeshExternal");
        assert_eq!(variant("TLSV1_0"), "Tlsv1_0");
        assert_eq!(variant("IfNotPresent"), "IfNotPresent");
        assert_eq!(variant("openCensusAgent"), "OpenCensusAgent");
        assert_eq!(version("v1alpha3"), "V1Alpha3");
    }
}
