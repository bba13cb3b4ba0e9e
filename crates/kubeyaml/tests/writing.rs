//! What is written. The texts of `go_bytes` were recorded from `sigs.k8s.io/yaml` v1.6.0.

use kubeyaml::{
    Layout, Place, Reason, ScalarStyle, Value, from_str, json, marshal, render_block, render_flow, render_scalar,
    render_string, to_string, to_string_with,
};

fn value(json: &str) -> Value {
    json::from_str(json).expect("it is JSON")
}

#[test]
#[rustfmt::skip]
fn go_bytes() {
    for (json, yaml) in [
        ("{}", "{}\n"),
        ("[]", "[]\n"),
        ("\"a\"", "a\n"),
        ("null", "null\n"),
        ("true", "true\n"),
        ("1.5", "1.5\n"),
        ("{\"a\":{}}", "a: {}\n"),
        ("{\"a\":[]}", "a: []\n"),
        ("{\"a\":null,\"b\":true,\"c\":\"null\"}", "a: null\nb: true\nc: \"null\"\n"),
        ("[[1,[2]],{\"a\":[{\"b\":1,\"c\":[2]}]}]", "- - 1\n  - - 2\n- a:\n  - b: 1\n    c:\n    - 2\n"),
        ("{\"a10\":1,\"a9\":1,\"a1\":1,\"a01\":1,\"A\":1,\"_\":1,\"-\":1,\"1\":1,\"\":1,\"a-b\":1,\"\\u00e9\":1}", "\"\": 1\n'-': 1\n_: 1\n\"1\": 1\nA: 1\na-b: 1\na1: 1\na01: 1\na9: 1\na10: 1\n\u{e9}: 1\n"),
        ("[\"yes\",\"no\",\"y\",\"on\",\"~\",\"\",\"null\",\"1\",\"1.5\",\"0x1\",\"1e3\",\"0o7\",\".inf\",\"2001-01-01\",\"2001-01-01T00:00:00Z\",\"1:2\",\"12:30:45\",\"=\",\"<<\",\"-\",\"- a\",\"a: b\",\"a:\",\"a #b\",\"#a\",\"?\",\"? a\",\"?a\",\":a\",\"&a\",\"*a\",\"!a\",\"|a\",\">a\",\"%a\",\"@a\",\"`a\",\"'a'\",\"\\\"a\\\"\",\"[a]\",\"{a}\",\"a,b\",\"a]\",\"---\",\"...\",\"--- a\",\"-a\",\"a\\\\b\"]", "- \"yes\"\n- \"no\"\n- \"y\"\n- \"on\"\n- \"~\"\n- \"\"\n- \"null\"\n- \"1\"\n- \"1.5\"\n- \"0x1\"\n- \"1e3\"\n- \"0o7\"\n- \".inf\"\n- \"2001-01-01\"\n- \"2001-01-01T00:00:00Z\"\n- \"1:2\"\n- \"12:30:45\"\n- =\n- <<\n- '-'\n- '- a'\n- 'a: b'\n- 'a:'\n- 'a #b'\n- '#a'\n- '?'\n- '? a'\n- ?a\n- :a\n- '&a'\n- '*a'\n- '!a'\n- '|a'\n- '>a'\n- '%a'\n- '@a'\n- '`a'\n- '''a'''\n- '\"a\"'\n- '[a]'\n- '{a}'\n- a,b\n- a]\n- '---'\n- '...'\n- '--- a'\n- -a\n- a\\b\n"),
        ("[\" a\",\"a \",\"a\\tb\",\"a\\nb\",\"a\\nb\\n\",\"a\\n\\n\",\"\\n\",\"\\n\\n\",\"\\na\",\" \\na\",\"a \\nb\",\"a\\n b\",\"a\\n\\nb\",\"\\t\\na\",\"\\u00e9\",\"\\u00a0\",\"\\u2028\",\"a\\u2028b\",\"\\ud83d\\ude00\",\"\\ufeffab\",\"a\\ufeff\",\"\\u0001\",\"\\r\",\"a\\r\\nb\",\"it's\"]", "- ' a'\n- 'a '\n- \"a\\tb\"\n- |-\n  a\n  b\n- |\n  a\n  b\n- |+\n  a\n\n- |2+\n\n- |2+\n\n\n- |2-\n\n  a\n- \" \\na\"\n- \"a \\nb\"\n- |-\n  a\n   b\n- |-\n  a\n\n  b\n- \"\\t\\na\"\n- \u{e9}\n- \u{a0}\n- '\u{2028}'\n- 'a\u{2028}  b'\n- \"\\U0001F600\"\n- \"\\uFEFF\\x61\\x62\"\n- \"a\\uFEFF\"\n- \"\\x01\"\n- \"\\r\"\n- \"a\\r\\nb\"\n- it's\n"),
        ("{\"k\":\"word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word end\",\"l\":[\"it's word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word end\",\"yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, - x\",\"a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b c\",\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y z\"]}", "k: word word word word word word word word word word word word word word word word\n  word word word word word word word word word word word word word word end\nl:\n- it's word word word word word word word word word word word word word word word\n  word word word word word word word word word word word word word word word end\n- yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes,\n  yes, yes, yes, yes, - x\n- a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b a  b\n  a  b a  b a  b a  b c\n- xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n  y z\n"),
        ("{\"k: word word word word word \":\"word word word word word word word word word word word word word word word word word word word word \\ud83d\\ude00 word word word word word word word word word word word word word word word word word word word word \"}", "'k: word word word word word ': \"word word word word word word word word word word\n  word word word word word word word word word word \\U0001F600 word word word word\n  word word word word word word word word word word word word word word word word \"\n"),
        ("{\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\":1,\"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\":1,\"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\":[1],\"a\\nb\":{\"c\":1}}", "? |-\n  a\n  b\n: c: 1\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: 1\n? yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n: 1\n? zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\n: - 1\n"),
        ("{\"a\":{\"b\":{\"c\":\"l1\\nl2\\n\"}},\"d\":[\"l1\\n  l2\",\"  l1\\nl2\\n\\n\"]}", "a:\n  b:\n    c: |\n      l1\n      l2\nd:\n- |-\n  l1\n    l2\n- |2+\n    l1\n  l2\n\n"),
        ("[1000000.0,1e+20,1e+21,1e-05,1e-07,0.1,-2.5,123456789.5,1e+19,-0.5]", "- 1000000\n- 1e+20\n- 1e+21\n- 1e-05\n- 1e-07\n- 0.1\n- -2.5\n- 1.234567895e+08\n- 10000000000000000000\n- -0.5\n"),
    ] {
        let value = value(json);
        assert_eq!(to_string(&value), yaml, "{json}");
        assert_eq!(marshal(&value).expect("nothing that Go rejects"), yaml, "{json}");
    }
}

#[test]
fn numbers_keep_their_digits() {
    for (json, yaml) in [
        ("9007199254740993", "9007199254740993\n"),
        ("18446744073709551615", "18446744073709551615\n"),
        ("-9223372036854775808", "-9223372036854775808\n"),
        ("1.0", "1\n"),
        ("1e6", "1000000\n"),
        ("1234567.5", "1.2345675e+06\n"),
        ("1e21", "1e+21\n"),
    ] {
        assert_eq!(to_string(&value(json)), yaml, "{json}");
    }
    assert_eq!(to_string(&f64::NEG_INFINITY.into()), "-.inf\n");
}

#[test]
fn marshal_fails_where_go_does() {
    assert_eq!(
        marshal(&f64::NAN.into()).expect_err("JSON has no NaN").reason(),
        Reason::Unrepresentable
    );
    assert_eq!(
        marshal(&"\u{7f}".into()).expect_err("YAML has no U+007F").reason(),
        Reason::ControlCharacter
    );
    assert_eq!(marshal(&"a \u{85} b".into()).expect("it is folded"), "a b\n");
    assert_eq!(to_string(&"a\u{85}b\u{7f}".into()), "\"a\\Nb\\x7F\"\n");
}

#[test]
fn layouts() {
    let value = value(r#"{"b":[1,{"c":[]}],"a":{"x":"y"}}"#);
    assert_eq!(to_string(&value), "a:\n  x: \"y\"\nb:\n- 1\n- c: []\n");
    let layout = Layout::GO
        .with_indented_lists(true)
        .with_sorted_keys(false)
        .with_step(4);
    assert_eq!(
        to_string_with(&value, &layout),
        "b:\n    - 1\n    -   c: []\na:\n    x: \"y\"\n"
    );
    assert_eq!(
        render_block(&value, 4, &Layout::GO),
        "    a:\n      x: \"y\"\n    b:\n    - 1\n    - c: []\n"
    );
    assert_eq!(render_block(&"a\nb".into(), 2, &Layout::GO), "  |-\n    a\n    b\n");
    assert_eq!(render_flow(&value), "{b: [1, {c: []}], a: {x: \"y\"}}");
    let long: Value = "word ".repeat(40).trim_end().into();
    assert!(to_string(&long).lines().count() > 1);
    assert_eq!(to_string_with(&long, &Layout::GO.with_width(None)).lines().count(), 1);
}

#[test]
fn strings_at_a_place() {
    let block = Place::in_block(2, 7);
    for (text, style, expected) in [
        ("plain", None, "plain"),
        ("yes", None, "\"yes\""),
        ("yes", Some(ScalarStyle::Plain), "'yes'"),
        ("it's", Some(ScalarStyle::SingleQuoted), "'it''s'"),
        ("a\u{1}", Some(ScalarStyle::SingleQuoted), "\"a\\x01\""),
        ("a: b", Some(ScalarStyle::Plain), "'a: b'"),
        ("a\nb\n", None, "|\n    a\n    b"),
        ("a\nb", Some(ScalarStyle::Folded), ">-\n    a\n\n    b"),
        ("a\nb", Some(ScalarStyle::Plain), "'a\n\n    b'"),
        ("a\nb", Some(ScalarStyle::DoubleQuoted), "\"a\\nb\""),
        ("", Some(ScalarStyle::Plain), "''"),
        ("", Some(ScalarStyle::Literal), "\"\""),
    ] {
        assert_eq!(render_string(text, style, &block), expected, "{text:?} {style:?}");
    }
    assert_eq!(render_string("a, b", None, &Place::in_flow()), "'a, b'");
    assert_eq!(render_string("a\nb", None, &Place::in_flow()), "\"a\\nb\"");
    assert_eq!(render_string("a\nb", None, &Place::block_key(0)), "\"a\\nb\"");
    assert_eq!(render_scalar(&Value::Null, None, &block).as_deref(), Some("null"));
    assert_eq!(render_scalar(&Value::Sequence(vec![]), None, &block), None);
}

/// Every text in every style at every place reads back as itself.
#[test]
fn what_is_rendered_reads_back() {
    let texts = [
        "",
        " ",
        "a",
        "a b",
        " a",
        "a ",
        "a\n",
        "\n",
        "\n\n",
        "\na",
        " \na",
        "a\n\nb",
        "a\n b\nc",
        "a\n\n\nb\n\n",
        "\ta",
        "a\tb",
        "a\n\tb",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "'",
        "\"",
        "\\",
        "yes",
        "1",
        "~",
        "null",
        "2001-01-01",
        "1:2",
        "<<",
        "[a",
        "{a",
        "a]",
        "a, b",
        "?",
        "? a",
        ":",
        ": a",
        "a:",
        "-",
        "--",
        "---",
        "...",
        "--- a",
        "%a",
        "@a",
        "`",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "\u{e9}",
        "\u{1f600}",
        "\u{85}",
        "\u{2028}",
        "a\u{2028}b",
        "\u{feff}",
        "\u{7f}",
        "\0",
        "\r",
        "a\r\nb",
        "\u{a0}",
        "word word word word word word word word word word word word word word word word word word word word word",
        "word  word   word word word word word word word word word word word word word word word word word word  ",
        "x\n  word word word word word word word word word word word word word word word word word word word\ny",
    ];
    let styles = [
        None,
        Some(ScalarStyle::Plain),
        Some(ScalarStyle::SingleQuoted),
        Some(ScalarStyle::DoubleQuoted),
        Some(ScalarStyle::Literal),
        Some(ScalarStyle::Folded),
    ];
    for text in texts {
        for style in styles {
            for width in [None, Some(20)] {
                let place = Place {
                    width,
                    ..Place::in_block(0, 3)
                };
                let block = format!("k: {}\nl: 1\n", render_string(text, style, &place));
                let read = from_str(&block).unwrap_or_else(|error| panic!("{block:?}: {error}"));
                assert_eq!(read.get("k").and_then(Value::as_str), Some(text), "{block:?}");
            }
            let flow = format!("[{}, {{a: {0}}}]", render_string(text, style, &Place::in_flow()));
            let read = from_str(&flow).unwrap_or_else(|error| panic!("{flow:?}: {error}"));
            assert_eq!(
                read.as_sequence().and_then(|items| items[0].as_str()),
                Some(text),
                "{flow:?}"
            );
            assert_eq!(
                read.as_sequence().and_then(|items| items[1].get("a")?.as_str()),
                Some(text),
                "{flow:?}"
            );
            if text != "<<" {
                let key = format!("{}: 1\n", render_string(text, style, &Place::block_key(0)));
                let read = from_str(&key).unwrap_or_else(|error| panic!("{key:?}: {error}"));
                assert!(read.get(text).is_some(), "{key:?}");
            }
        }
        let whole = Value::Sequence(vec![
            text.into(),
            Value::Mapping([("k".to_owned(), text.into())].into_iter().collect()),
        ]);
        assert_eq!(from_str(&to_string(&whole)).expect("it was just written"), whole);
    }
}
