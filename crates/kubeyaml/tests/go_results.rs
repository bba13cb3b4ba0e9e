//! Documents and what `sigs.k8s.io/yaml` v1.6.0 (`YAMLToJSON`, on go.yaml.in/yaml/v2 v2.4.4) makes of them, recorded by running it.
//! `None` stands for an error, whose text is beside it.

use kubeyaml::{Limits, Stream, Strictness, json};

type Case = (&'static str, Option<&'static str>);

/// The first document as JSON, or nothing.
fn ours(yaml: &str, strictness: Strictness) -> Option<String> {
    let limits = Limits::default();
    let stream = Stream::parse_with(yaml.as_bytes(), &limits, strictness).expect("the text is small and UTF-8");
    match stream.documents().next() {
        Some(document) => json::to_string(&document.ok()?.to_value().ok()?).ok(),
        None => Some("null".to_owned()),
    }
}

fn check(cases: &[Case]) {
    for (yaml, expected) in cases {
        assert_eq!(ours(yaml, Strictness::Go).as_deref(), *expected, "{yaml:?}");
        // The lenient reader takes more, but reads nothing differently.
        if expected.is_some() {
            assert_eq!(ours(yaml, Strictness::Lenient).as_deref(), *expected, "{yaml:?}");
        }
    }
}

#[test]
fn the_lenient_reader_takes_what_only_go_rejects() {
    let cases = [
        (r#""\/""#, r#""/""#),
        (r#""\ud83d\ude00""#, "\"\u{1f600}\""),
        ("a: \"x\u{7f}\"", "{\"a\":\"x\u{7f}\"}"),
        ("a: |\n \tb", r#"{"a":"\tb"}"#),
        ("a: |-\n\n  \tb\n  c", r#"{"a":"\n\tb\nc"}"#),
        ("%YAML 1.2\n---\na: 1", r#"{"a":1}"#),
        ("%FOO bar\n---\na: 1", r#"{"a":1}"#),
        ("...\na: 1", r#"{"a":1}"#),
        ("---\n\u{feff}a: 1", r#"{"a":1}"#),
    ];
    for (yaml, expected) in cases {
        assert_eq!(ours(yaml, Strictness::Lenient).as_deref(), Some(expected), "{yaml:?}");
        assert_ne!(ours(yaml, Strictness::Go).as_deref(), Some(expected), "{yaml:?}");
    }
    let long = format!("{{\"{}\": 1}}", "k".repeat(2000));
    assert!(ours(&long, Strictness::Lenient).is_some());
    assert!(ours(&long, Strictness::Go).is_none());
    for yaml in [
        "%YAML 2.0\n---\na: 1",
        r#""\ud83d""#,
        r#""\ude00\ud83d""#,
        "a: |\n\tb",
        "a: \u{80}",
        "a: \u{1}",
    ] {
        assert_eq!(ours(yaml, Strictness::Lenient), None, "{yaml:?}");
    }
}

#[test]
fn a_key_may_have_1024_characters() {
    for (length, fits) in [(1024, true), (1025, false)] {
        for c in ["k", "\u{e9}"] {
            let yaml = format!("{}: 1\n", c.repeat(length));
            assert_eq!(ours(&yaml, Strictness::Go).is_some(), fits, "{length} {c}");
        }
    }
}

#[test]
#[rustfmt::skip]
fn plain_scalars_resolve() {
    check(&[
        ("a: 0644", Some("{\"a\":420}")),
        ("a: 0o17", Some("{\"a\":15}")),
        ("a: 08", Some("{\"a\":8}")),
        ("a: 0x1F", Some("{\"a\":31}")),
        ("a: -0x1f", Some("{\"a\":-31}")),
        ("a: 0b101", Some("{\"a\":5}")),
        ("a: 0b-11", Some("{\"a\":-3}")),
        ("a: 1_000", Some("{\"a\":1000}")),
        ("a: 1__0_", Some("{\"a\":10}")),
        ("a: .5_0", Some("{\"a\":0.5}")),
        ("a: ._5", Some("{\"a\":\"._5\"}")),
        ("a: 1e3", Some("{\"a\":1000}")),
        ("a: 1e400", Some("{\"a\":\"1e400\"}")),
        ("a: 1.", Some("{\"a\":1}")),
        ("a: +.5", Some("{\"a\":0.5}")),
        ("a: -0", Some("{\"a\":0}")),
        ("a: -0.0", Some("{\"a\":-0}")),
        ("a: 9223372036854775808", Some("{\"a\":9223372036854775808}")),
        ("a: -9223372036854775809", Some("{\"a\":-9223372036854776000}")),
        ("a: 0xFFFFFFFFFFFFFFFFFF", Some("{\"a\":\"0xFFFFFFFFFFFFFFFFFF\"}")),
        ("a: yes", Some("{\"a\":true}")),
        ("a: Off", Some("{\"a\":false}")),
        ("a: y", Some("{\"a\":true}")),
        ("a: tRue", Some("{\"a\":\"tRue\"}")),
        ("a: ~", Some("{\"a\":null}")),
        ("a: NULL", Some("{\"a\":null}")),
        ("a:", Some("{\"a\":null}")),
        ("a: nULL", Some("{\"a\":\"nULL\"}")),
        ("a: 12:30:45", Some("{\"a\":\"12:30:45\"}")),
        ("a: 2001-01-01", Some("{\"a\":\"2001-01-01\"}")),
        ("a: 2001-01-01T00:00:00Z", Some("{\"a\":\"2001-01-01T00:00:00Z\"}")),
        ("a: =", Some("{\"a\":\"=\"}")),
        ("a: <<", Some("{\"a\":\"\\u003c\\u003c\"}")),
        ("a: 'yes'", Some("{\"a\":\"yes\"}")),
        ("a: \"1\"", Some("{\"a\":\"1\"}")),
        ("a: .inf", None), // json: unsupported value: +Inf
        ("a: .nan", None), // json: unsupported value: NaN
        ("a: 1.10", Some("{\"a\":1.1}")),
        ("a: 1e-7", Some("{\"a\":1e-7}")),
        ("a: 123456789012345678901234567890", Some("{\"a\":1.2345678901234568e+29}")),
    ]);
}

#[test]
#[rustfmt::skip]
fn tags_decide() {
    check(&[
        ("a: !!str 1", Some("{\"a\":\"1\"}")),
        ("a: !!int '1'", Some("{\"a\":1}")),
        ("a: !!int x", None), // yaml: cannot decode !!str `x` as a !!int
        ("a: !!float 1", Some("{\"a\":1}")),
        ("a: !!float 0x1", Some("{\"a\":1}")),
        ("a: !!bool on", Some("{\"a\":true}")),
        ("a: !!bool 1", None), // yaml: cannot decode !!int `1` as a !!bool
        ("a: !!null ''", Some("{\"a\":null}")),
        ("a: !!null x", None), // yaml: cannot decode !!str `x` as a !!null
        ("a: !!binary aGVs\\n", None), // yaml: !!binary value contains invalid base64 data
        ("a: !!binary aGVsbG8=", Some("{\"a\":\"hello\"}")),
        ("a: !!binary gICA", Some("{\"a\":\"\u{fffd}\u{fffd}\u{fffd}\"}")), // Go writes the same as \ufffd escapes
        ("a: !!binary a", None), // yaml: !!binary value contains invalid base64 data
        ("a: !!timestamp 2001-01-01", Some("{\"a\":\"2001-01-01\"}")),
        ("a: !!timestamp x", None), // yaml: cannot decode !!str `x` as a !!timestamp
        ("a: !mine 1", Some("{\"a\":\"1\"}")),
        ("a: ! 1", Some("{\"a\":\"1\"}")),
        ("a: !!set {x, z}", Some("{\"a\":{\"x\":null,\"z\":null}}")),
        ("a: !<tag:yaml.org,2002:int> '5'", Some("{\"a\":5}")),
        ("a: !!omap [b: 1]", Some("{\"a\":[{\"b\":1}]}")),
        ("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1", Some("{\"a\":\"1\"}")),
        ("a: !e!str 1", None), // yaml: found undefined tag handle
        ("a: !!str", Some("{\"a\":\"\"}")),
        ("a: !!map [1]", Some("{\"a\":[1]}")),
        ("a: !%21 x", Some("{\"a\":\"x\"}")),
    ]);
}

#[test]
#[rustfmt::skip]
fn keys_become_text() {
    check(&[
        ("1: a", Some("{\"1\":\"a\"}")),
        ("1.5: a", Some("{\"1.5\":\"a\"}")),
        ("1e3: a", Some("{\"1000\":\"a\"}")),
        ("0.1: a", Some("{\"0.1\":\"a\"}")),
        ("yes: a", Some("{\"true\":\"a\"}")),
        ("0644: a", Some("{\"420\":\"a\"}")),
        ("~: a", None), // unsupported map key of type: %!s(<nil>), key: <nil>, value: "a"
        ("'': a", Some("{\"\":\"a\"}")),
        ("? [a]\n: b", None), // yaml: invalid map key: []interface {}{"a"}
        ("{a: b}: c", None), // yaml: invalid map key: map[interface {}]interface {}{"a":"b"}
        ("[a]: b", None), // yaml: invalid map key: []interface {}{"a"}
        ("2001-01-01: a", Some("{\"2001-01-01\":\"a\"}")),
        ("18446744073709551615: a", None), // unsupported map key of type: uint64, key: 0xffffffffffffffff, value: "a"
        ("&x a: b", Some("{\"a\":\"b\"}")),
        ("*x : b", None), // yaml: unknown anchor 'x' referenced
        ("&x k: 1\n*x : 2", Some("{\"k\":2}")),
        ("&x k: 1\nv: {*x : 2}", Some("{\"k\":1,\"v\":{\"k\":2}}")),
        ("? a", Some("{\"a\":null}")),
        ("? a\nb: c", Some("{\"a\":null,\"b\":\"c\"}")),
        ("? |\n  k\n: v", Some("{\"k\\n\":\"v\"}")),
        (".inf: a", Some("{\".inf\":\"a\"}")),
        ("!!binary aGk=: a", Some("{\"hi\":\"a\"}")),
        ("1: a\n'1': b", Some("{\"1\":\"b\"}")),
        ("a: 1\na: 2", Some("{\"a\":2}")),
        ("\"a\\nb\": c", Some("{\"a\\nb\":\"c\"}")),
    ]);
}

#[test]
#[rustfmt::skip]
fn merge_keys_apply_in_order() {
    check(&[
        ("x: &x {a: 1, b: 2}\nc: {<<: *x, b: 3}", Some("{\"c\":{\"a\":1,\"b\":3},\"x\":{\"a\":1,\"b\":2}}")),
        ("x: &x {a: 1}\nc: {a: 2, <<: *x}", Some("{\"c\":{\"a\":1},\"x\":{\"a\":1}}")),
        ("x: &x {a: 1}\nw: &w {a: 2, b: 3}\nc: {<<: [*x, *w]}", Some("{\"c\":{\"a\":1,\"b\":3},\"w\":{\"a\":2,\"b\":3},\"x\":{\"a\":1}}")),
        ("x: &x {a: 1}\nc: {<<: *x, <<: {d: 4}}", Some("{\"c\":{\"a\":1,\"d\":4},\"x\":{\"a\":1}}")),
        ("c: {<<: 1}", None), // yaml: map merge requires map or sequence of maps as the value
        ("c: {<<: [1]}", None), // yaml: map merge requires map or sequence of maps as the value
        ("c: {'<<': 1}", Some("{\"c\":{\"\\u003c\\u003c\":1}}")),
        ("c: {!!merge <<: {a: 1}}", Some("{\"c\":{\"a\":1}}")),
        ("x: &x [a]\nc: {<<: *x}", None), // yaml: map merge requires map or sequence of maps as the value
        ("x: &x {a: {b: 1}}\nc: {<<: *x, a: {d: 2}}", Some("{\"c\":{\"a\":{\"d\":2}},\"x\":{\"a\":{\"b\":1}}}")),
        ("x: &x {<<: {q: 1}, r: 2}\nc: {<<: *x}", Some("{\"c\":{\"q\":1,\"r\":2},\"x\":{\"q\":1,\"r\":2}}")),
        ("c: {<<: }", None), // yaml: map merge requires map or sequence of maps as the value
    ]);
}

#[test]
#[rustfmt::skip]
fn aliases_repeat_their_anchor() {
    check(&[
        ("a: &a 1\nb: *a", Some("{\"a\":1,\"b\":1}")),
        ("a: &a {k: &b v}\nc: *b\nd: *a", Some("{\"a\":{\"k\":\"v\"},\"c\":\"v\",\"d\":{\"k\":\"v\"}}")),
        ("a: *a", None), // yaml: unknown anchor 'a' referenced
        ("a: &a [*a]", None), // yaml: anchor 'a' value contains itself
        ("a: &a 1\nb: &a 2\nc: *a", Some("{\"a\":1,\"b\":2,\"c\":2}")),
        ("- &a\n- *a", Some("[null,null]")),
        ("- &a x\n- &b *a", None), // yaml: line 1: did not find expected '-' indicator
        ("a: &a-_9 1\nb: *a-_9", Some("{\"a\":1,\"b\":1}")),
        ("a: *x.y", None), // yaml: did not find expected alphabetic or numeric character
        ("a: & b", None), // yaml: did not find expected alphabetic or numeric character
    ]);
}

#[test]
#[rustfmt::skip]
fn flow_collections() {
    check(&[
        ("[a, b: c, ? d, ? e : f]", Some("[\"a\",{\"b\":\"c\"},{\"d\":null},{\"e\":\"f\"}]")),
        ("{a, b: , c: d}", Some("{\"a\":null,\"b\":null,\"c\":\"d\"}")),
        ("[a, ]", Some("[\"a\"]")),
        ("[, a]", None), // yaml: did not find expected node content
        ("[a,, b]", None), // yaml: did not find expected node content
        ("{a: 1,}", Some("{\"a\":1}")),
        ("{,}", None), // yaml: did not find expected node content
        ("[a b\n  c]", Some("[\"a b c\"]")),
        ("{a: [1\n,2]}", Some("{\"a\":[1,2]}")),
        ("[a]: ", None), // yaml: invalid map key: []interface {}{"a"}
        ("{\"a\":1}", Some("{\"a\":1}")),
        ("{a:1}", Some("{\"a:1\":null}")),
        ("{'a':1}", Some("{\"a\":1}")),
        ("[a#b]", Some("[\"a#b\"]")),
        ("[a #b\n]", Some("[\"a\"]")),
        ("{? : a}", None), // unsupported map key of type: %!s(<nil>), key: <nil>, value: "a"
        ("[: a]", None), // yaml: did not find expected node content
        ("{a: b: c}", None), // yaml: did not find expected ',' or '}'
        ("[a: b: c]", None), // yaml: did not find expected ',' or ']'
        ("[?x]", Some("[{\"x\":null}]")),
        ("[-1, - 2]", None), // yaml: did not find expected node content
        ("[a\n---\n]", None), // yaml: line 1: did not find expected ',' or ']'
        ("{a: |\n x}", None), // yaml: found character that cannot start any token
        ("[\"a\nb\"]", Some("[\"a b\"]")),
        ("]", None), // yaml: did not find expected node content
        ("a: b]", Some("{\"a\":\"b]\"}")),
        ("a, b", Some("\"a, b\"")),
    ]);
}

#[test]
#[rustfmt::skip]
fn block_collections_and_documents() {
    check(&[
        ("- a\n- b", Some("[\"a\",\"b\"]")),
        ("-\n  a", Some("[\"a\"]")),
        ("- - a\n  - b\n- c", Some("[[\"a\",\"b\"],\"c\"]")),
        ("a:\n- b\n- c\nd: e", Some("{\"a\":[\"b\",\"c\"],\"d\":\"e\"}")),
        ("a:\n  - b\n - c", None), // yaml: line 2: did not find expected key
        ("- a: b\n  c: d", Some("[{\"a\":\"b\",\"c\":\"d\"}]")),
        ("- a: b\n c: d", None), // yaml: line 1: did not find expected '-' indicator
        ("a: b: c", None), // yaml: mapping values are not allowed in this context
        ("a:\n  b: 1\n c: 2", None), // yaml: line 2: did not find expected key
        ("a: 1\n  b: 2", None), // yaml: line 2: mapping values are not allowed in this context
        ("a\nb: c", None), // yaml: line 2: mapping values are not allowed in this context
        ("a:\n b", Some("{\"a\":\"b\"}")),
        ("a: - b", None), // yaml: block sequence entries are not allowed in this context
        ("a:\n\tb: c", None), // yaml: line 2: found character that cannot start any token
        ("a:\tb", Some("{\"a\":\"b\"}")),
        ("a: b\n\t", None), // yaml: line 2: found a tab character that violates indentation
        ("a: b\n\t# c\nd: e", None), // yaml: line 2: found a tab character that violates indentation
        ("-\tb", None), // yaml: found character that cannot start any token
        ("- \tb", None), // yaml: found character that cannot start any token
        ("? a\n: b\n? c", Some("{\"a\":\"b\",\"c\":null}")),
        ("? - a\n: - b", None), // yaml: invalid map key: []interface {}{"a"}
        ("a:\n  # c\n  b: 1 # d\n# e", Some("{\"a\":{\"b\":1}}")),
        ("a: b#c", Some("{\"a\":\"b#c\"}")),
        ("a: b #c", Some("{\"a\":\"b\"}")),
        ("#c", Some("null")),
        ("a: 'b'#c", Some("{\"a\":\"b\"}")),
        ("a: b\n\n\nc: d", Some("{\"a\":\"b\",\"c\":\"d\"}")),
        ("- a\nb", None), // yaml: line 3: could not find expected ':'
        ("{a: 1} x", Some("{\"a\":1}")),
        ("a: 1\n---\nb: 2", Some("{\"a\":1}")),
        ("a: 1\n...\nb: 2", Some("{\"a\":1}")),
        ("--- a", Some("\"a\"")),
        ("--- a: b", None), // yaml: mapping values are not allowed in this context
        ("---\n---\na", Some("null")),
        ("...\na: 1", None), // yaml: did not find expected node content
        ("a: 1\n--- |\n b", Some("{\"a\":1}")),
        ("%YAML 1.1\n---\na: 1", Some("{\"a\":1}")),
        ("%YAML 1.2\n---\na: 1", None), // yaml: found incompatible YAML document
        ("%FOO\n---\na: 1", None), // yaml: found unknown directive name
        ("%YAML 1.1\na: 1", None), // yaml: line 1: did not find expected <document start>
        ("a: 1\n%x", None), // yaml: line 2: found unknown directive name
        ("a: `b", None), // yaml: found character that cannot start any token
        ("a: @b", None), // yaml: found character that cannot start any token
        ("a: %b", None), // yaml: found character that cannot start any token
        ("a: b\rc: d", Some("{\"a\":\"b\",\"c\":\"d\"}")),
        ("a: b\r\nc: d", Some("{\"a\":\"b\",\"c\":\"d\"}")),
        ("a: b\u{85}c: d", Some("{\"a\":\"b\",\"c\":\"d\"}")),
        ("a: b\u{2028}c: d", Some("{\"a\":\"b\",\"c\":\"d\"}")),
        ("\u{feff}a: 1", Some("{\"a\":1}")),
        ("a: \u{e9}\u{1f600}", Some("{\"a\":\"\u{e9}\u{1f600}\"}")),
        ("a: x\u{7f}", None), // yaml: control characters are not allowed
        ("a: \u{1}", None), // yaml: control characters are not allowed
    ]);
}

#[test]
#[rustfmt::skip]
fn scalars_of_every_style() {
    check(&[
        ("a: b\n  c", Some("{\"a\":\"b c\"}")),
        ("a: b\n\n  c", Some("{\"a\":\"b\\nc\"}")),
        ("a: b\n\n\n  c\n  d", Some("{\"a\":\"b\\n\\nc d\"}")),
        ("'a\n  b\n\n  c'", Some("\"a b\\nc\"")),
        ("\"a\n  b\n\n  c\"", Some("\"a b\\nc\"")),
        ("\"a \\\n   b\"", Some("\"a b\"")),
        ("\"a\\\n\n b\"", Some("\"a\\nb\"")),
        ("\"a  \n b\"", Some("\"a b\"")),
        ("\"a\\t \n b\"", Some("\"a\\t b\"")),
        ("\"\\x41\\u00e9\\U0001F600\\0\\a\\b\\e\\N\\_\\L\\P\\\\\\\"\\'\"", Some("\"A\u{e9}\u{1f600}\\u0000\\u0007\\b\\u001b\u{85}\u{a0}\\u2028\\u2029\\\\\\\"'\"")),
        ("\"\\/\"", None), // yaml: found unknown escape character
        ("\"\\q\"", None), // yaml: found unknown escape character
        ("\"\\ud83d\\ude00\"", None), // yaml: found invalid Unicode character escape code
        ("\"\\u12\"", None), // yaml: did not find expected hexdecimal number
        ("'it''s'", Some("\"it's\"")),
        ("'a", None), // yaml: found unexpected end of stream
        ("\"a", None), // yaml: found unexpected end of stream
        ("|\n a\n b", Some("\"a\\nb\"")),
        ("|-\n a\n", Some("\"a\"")),
        ("|+\n a\n\n", Some("\"a\\n\\n\"")),
        ("|\n a\n\n", Some("\"a\\n\"")),
        ("|2\n   a\n  b", Some("\" a\\nb\"")),
        ("|1-\n a", Some("\"a\"")),
        ("|-1\n a", Some("\"a\"")),
        ("|0\n a", None), // yaml: found an indentation indicator equal to 0
        ("|x\n a", None), // yaml: did not find expected comment or line break
        ("| # c\n a", Some("\"a\"")),
        ("|\n\n\n a\n", Some("\"\\n\\na\\n\"")),
        ("|\n   \n a", Some("\"\"")),
        ("|\n  a\n b", Some("\"a\\n\"")),
        (">\n a\n b\n\n c", Some("\"a b\\nc\"")),
        (">\n a\n  b\n c", Some("\"a\\n b\\nc\"")),
        (">-\n a\n\n\n b\n", Some("\"a\\n\\nb\"")),
        (">+\n a\n\n b\n\n", Some("\"a\\nb\\n\\n\"")),
        ("a: |\n  b\nc: |\n  d", Some("{\"a\":\"b\\n\",\"c\":\"d\"}")),
        ("a: |\n \tb", None), // yaml: line 2: found a tab character where an indentation space is expected
        ("a: |\n\tb", None), // yaml: line 2: found a tab character where an indentation space is expected
        ("a: |", Some("{\"a\":\"\"}")),
        ("|", Some("\"\"")),
        ("- |\n a\n- b", Some("[\"a\\n\",\"b\"]")),
        ("a: |\n # b", Some("{\"a\":\"# b\"}")),
        ("a: '\n---\n'", None), // yaml: line 2: found unexpected document indicator
        ("a: b\n--- c", Some("{\"a\":\"b\"}")),
        ("\"a\n--- b\"", None), // yaml: line 2: found unexpected document indicator
        ("|\n a\n---\nb", Some("\"a\\n\"")),
    ]);
}
