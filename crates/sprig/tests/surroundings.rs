//! What the functions take from their surroundings, and what they do when a template asks for too much.

use gotemplate::{ExecOptions, FunctionLayer, TemplateSet, Value};
use sprig::{Environment, Sprig};
use std::collections::BTreeMap;

fn run_in(environment: Environment, template: &str) -> String {
    let layer = Sprig::new(environment);
    let mut set = TemplateSet::new();
    set.parse("t", template, &[&layer]).expect(template);
    match set.execute("t", &[&layer], Value::Nil, &ExecOptions::default()) {
        Ok(out) => String::from_utf8(out).expect("text"),
        Err(error) => error.to_string(),
    }
}

/// Every byte is one more than the one before.
fn counting() -> impl FnMut(&mut [u8]) -> Result<(), String> {
    let mut next = 0u8;
    move |buffer| {
        for b in buffer {
            *b = next;
            next = next.wrapping_add(1);
        }
        Ok(())
    }
}

#[test]
fn the_clock_and_the_local_zone_are_given() {
    let environment = || {
        Environment::new()
            .with_clock(|| (1_700_000_000, 250_000_000))
            .with_local_zone("Europe/Berlin")
            .expect("a zone")
    };
    for (template, expected) in [
        ("{{ now }}", "2023-11-14 23:13:20.25 +0100 CET"),
        ("{{ date \"15:04 MST\" now }}", "23:13 CET"),
        ("{{ dateInZone \"15:04 MST\" now \"UTC\" }}", "22:13 UTC"),
        ("{{ ago (int64 1699999000) }}", "16m40s"),
        ("{{ now | dateModify \"-3h\" | ago }}", "3h0m0s"),
        ("{{ durationRound (toDate \"2006-01-02\" \"2023-11-01\") }}", "13d"),
        ("{{ htmlDate \"not a date\" }}", "2023-11-14"),
        (
            "{{ toDate \"2006-01-02\" \"2024-07-01\" }}",
            "2024-07-01 00:00:00 +0200 CEST",
        ),
        ("{{ now.UTC }}", "2023-11-14 22:13:20.25 +0000 UTC"),
    ] {
        assert_eq!(run_in(environment(), template), expected, "{template}");
    }
    assert!(Environment::new().with_local_zone("No/Such").is_none());
}

#[test]
fn environment_variables_are_only_those_given() {
    let variables = BTreeMap::from([("A".to_owned(), "x".to_owned())]);
    let environment = Environment::new().with_variables(variables);
    let out = run_in(
        environment,
        "{{ env \"A\" }}|{{ env \"PATH\" }}|{{ expandenv \"$A ${A} $B $ ${\" }}",
    );
    assert_eq!(out, "x||x x  $ ");
    let layer = Sprig::default().without(&["env", "expandenv"]);
    assert!(layer.get("env").is_none());
    assert!(layer.get("expandenv").is_none());
    assert!(layer.get("upper").is_some());
    assert!(layer.get("now").is_some());
}

#[test]
fn randomness_is_given() {
    let run = |template| run_in(Environment::new().with_random(counting()), template);
    assert_eq!(run("{{ randAlpha 4 }}"), "ABCD");
    assert_eq!(run("{{ randNumeric 12 }}"), "012345678901");
    assert_eq!(run("{{ randBytes 3 }}"), "AAEC");
    assert_eq!(run("{{ uuidv4 }}"), "00010203-0405-4607-8809-0a0b0c0d0e0f");
    assert_eq!(run("{{ randInt 5 6 }}"), "5");
    let broken = Environment::new().with_random(|_| Err("no entropy".to_owned()));
    let error = run_in(broken, "{{ randAlpha 4 }}");
    assert!(error.ends_with("error calling randAlpha: no entropy"), "{error}");
}

#[test]
fn host_names_are_looked_up_as_given() {
    let environment = Environment::new().with_resolver(|name| vec![format!("{name}!")]);
    assert_eq!(run_in(environment, "{{ getHostByName \"h\" }}"), "h!");
    let environment = Environment::new().with_resolver(|_| Vec::new());
    let error = run_in(environment, "{{ getHostByName \"h\" }}");
    assert!(error.ends_with("invalid argument to Intn"), "{error}");
}

#[test]
fn too_much_is_an_error() {
    for template in [
        "{{ repeat 9223372036854775807 \"ab\" }}",
        "{{ until 9223372036854775807 | len }}",
        "{{ untilStep 0 9223372036854775807 1 | len }}",
        "{{ seq 9223372036854775807 }}",
        "{{ indent 9223372036854775807 \"a\" }}",
        "{{ nindent 1000000000 \"a\\nb\" }}",
        "{{ randAlpha 9223372036854775807 }}",
        "{{ randBytes 9223372036854775807 }}",
        "{{ replace \"\" (repeat 1000000 \"x\") (repeat 1000 \"y\") }}",
        "{{ wrapWith 1 (repeat 1000000 \"x\") (repeat 1000 \"y\") }}",
        "{{ regexReplaceAll \"y\" (repeat 1000 \"y\") (repeat 1000000 \"x\") }}",
        "{{ regexReplaceAllLiteral \"y\" (repeat 1000 \"y\") (repeat 1000000 \"x\") }}",
        "{{ join (repeat 1000000 \"x\") (until 1000) }}",
    ] {
        let error = run_in(Environment::new(), template);
        assert!(error.contains("too large"), "{template}: {error}");
    }
}

#[test]
fn maps_that_hold_themselves_do_no_harm() {
    let with_self = |rest: &str| {
        let made = "{{ $d := dict }}{{ $_ := set $d \"self\" $d }}{{ $e := dict }}{{ $_ := set $e \"self\" $e }}";
        run_in(Environment::new(), &format!("{made}{rest}"))
    };
    assert_eq!(with_self("{{ deepEqual $d $e }}"), "true");
    assert_eq!(with_self("{{ toJson $d }}"), "");
    assert!(with_self("{{ deepCopy $d | len }}").contains("nested too deeply"));
    assert!(with_self("{{ merge $d $e | len }}").contains("nested too deeply"));
    assert_eq!(with_self("{{ quote $d }}"), "\"...\"");
    assert_eq!(with_self("{{ uniq (list $d $e) | len }}"), "1");
}

#[test]
fn deeply_nested_texts_are_refused() {
    let deep = |template: &str| run_in(Environment::new(), template);
    let json = deep("{{ mustFromJson (repeat 100000 \"[\") }}");
    assert!(json.ends_with("exceeded max depth"), "{json}");
    let regex = deep("{{ mustRegexMatch (printf \"%s%s\" (repeat 5000 \"(\") (repeat 5000 \")\")) \"\" }}");
    assert!(regex.contains("expression nests too deeply"), "{regex}");
}

#[test]
#[cfg(feature = "crypto")]
fn certificates_chain_up() {
    let out = run_in(
        Environment::new()
            .with_random(counting())
            .with_clock(|| (1_700_000_000, 0)),
        "{{ $ca := genCAWithKey \"ca\" 1 (genPrivateKey \"ed25519\") }}\
         {{ $c := genSignedCertWithKey \"svc\" (list \"10.0.0.1\") (list \"svc.ns\") 1 $ca (genPrivateKey \"ecdsa\") }}\
         {{ trunc 27 $c.Cert }} {{ trunc 30 $c.Key }} {{ (buildCustomCert (b64enc $c.Cert) (b64enc $c.Key)).Key | eq $c.Key }}\
         {{ decryptAES \"k\" (encryptAES \"k\" \"secret\") }}",
    );
    assert_eq!(
        out,
        "-----BEGIN CERTIFICATE----- -----BEGIN EC PRIVATE KEY----- truesecret"
    );
    // Another key than the one of the authority.
    let out = run_in(
        Environment::new(),
        "{{ $a := genCAWithKey \"a\" 1 (genPrivateKey \"ed25519\") }}{{ $b := genPrivateKey \"ed25519\" }}\
         {{ genSignedCertWithKey \"svc\" nil nil 1 (buildCustomCert (b64enc $a.Cert) (b64enc $b)) $b }}",
    );
    assert!(
        out.ends_with("x509: provided PrivateKey doesn't match parent's PublicKey"),
        "{out}"
    );
}
