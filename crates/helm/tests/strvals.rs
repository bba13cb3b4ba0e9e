//! `--set` and its kin against the results of Go's `strvals` v3.21.0, all of them laid over
//! `{"a":1,"l":["p",{"q":1.5},null],"m":{"x":"y"},"n":null}`. The arguments were put together at random.

use kubeyaml::{Mapping, Value};

fn base() -> Mapping {
    let mut map = Mapping::new();
    map.insert("a", 1_i64);
    map.insert("m", Mapping::from_iter([("x".to_owned(), Value::from("y"))]));
    let inner = Mapping::from_iter([("q".to_owned(), Value::from(1.5))]);
    map.insert("l", vec!["p".into(), inner.into(), Value::Null]);
    map.insert("n", Value::Null);
    map
}

/// Flag, argument, and the tree as JSON or `error` with its text (which Helm does not show for `--set-json`).
const CASES: &[(&str, &str, &str)] = &[
    (
        "json",
        "[70000][70000].",
        "{\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "json",
        "\\[-1]a=1[70000]",
        "{\"[-1]a\":1,\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "json",
        "]TRUEb[70000]",
        "{\"]TRUEb\":[],\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "json",
        "c.d=[70000]",
        "{\"a\":1,\"c\":{\"d\":[70000]},\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    ("json", "TRUEtrueal[0][1]1true", "error"),
    (
        "literal",
        "-5[0][1][70000]",
        "{\"-5\":[],\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "literal",
        "a=1{\"k\":1}a-5]\\,TRUE",
        "{\"a\":\"1{\\\"k\\\":1}a-5]\\\\,TRUE\",\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "literal",
        "{\"k\":1}TRUE=",
        "{\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null,\"{\\\"k\\\":1}TRUE\":\"\"}",
    ),
    (
        "literal",
        "{}=[70000]",
        "{\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null,\"{}\":\"[70000]\"}",
    ),
    (
        "literal",
        "[0][-1]m.x{\"k\":1}TRUE",
        "error negative -1 index not allowed",
    ),
    (
        "literal",
        "[1]TRUE \\,",
        "error unexpected data at end of array index: ['T' 'R' 'U' 'E' ' ' '\\\\' ',']",
    ),
    ("literal", "[1][1][,", "error error parsing index: EOF"),
    (
        "literal",
        "[70000]=m.x",
        "error index of 70000 is greater than maximum supported index of 65536",
    ),
    (
        "literal",
        "[x]-5btrue0[-1][70000]",
        "error error parsing index: strconv.Atoi: parsing \"x\": invalid syntax",
    ),
    (
        "literal",
        "\\,TRUEl[1].ql[1].q\"x\"",
        "error key \"q\\\"x\\\"\" has no value",
    ),
    (
        "literal",
        "l[0][70000]null",
        "error unable to parse key: interface conversion: interface {} is string, not []interface {}",
    ),
    ("literal", "l[1].q .=", "error key map \"q \" has no value"),
    (
        "literal",
        "l[1].q{\"k\":1}{,\"x\"",
        "error key \"q{\\\"k\\\":1}{,\\\"x\\\"\" has no value",
    ),
    ("literal", "nm.x1.501", "error key \"501\" has no value"),
    (
        "literal",
        "true\"x\"\"x\"",
        "error key \"true\\\"x\\\"\\\"x\\\"\" has no value",
    ),
    (
        "literal",
        "x y{a,b}{\"k\":1}{\"k\":1}",
        "error key \"x y{a,b}{\\\"k\\\":1}{\\\"k\\\":1}\" has no value",
    ),
    ("literal", "{\"k\":1}", "error key \"{\\\"k\\\":1}\" has no value"),
    (
        "literal",
        "}\"x\"{a,b}{\"k\":1}",
        "error key \"}\\\"x\\\"{a,b}{\\\"k\\\":1}\" has no value",
    ),
    (
        "set",
        "0=}true",
        "{\"0\":\"}true\",\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "set",
        "1.5[1]",
        "{\"1\":{\"5\":[]},\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "set",
        "]n=l[1].qtruea{}",
        "{\"]n\":\"l[1].qtruea{}\",\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "set",
        "a=1l[1].qé=l[2]1",
        "{\"a\":\"1l[1].qé=l[2]1\",\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    ("set", "-51.5c.d=,true", "error key \"true\" has no value"),
    (
        "set",
        "..null01{\"k\":1}\"x\"-5",
        "error key \"null01{\\\"k\\\":1}\\\"x\\\"-5\" has no value",
    ),
    ("set", ".=null", "error key map \"\" has no value"),
    (
        "set",
        "01[x]m.xm.xc.d=null\\,",
        "error error parsing index: strconv.Atoi: parsing \"x\": invalid syntax",
    ),
    ("set", "[{\"k\":1}é{a,b}x y", "error error parsing index: EOF"),
    (
        "set",
        "\"x\"\\{\"k\":1}b",
        "error key \"\\\"x\\\"{\\\"k\\\":1}b\" has no value",
    ),
    (
        "set",
        "\"x\"{a,b}c.d=[1,2]\\,",
        "error key \"\\\"x\\\"{a\" has no value (cannot end with ,)",
    ),
    ("set", "\\,]\"x\"m", "error key \",]\\\"x\\\"m\" has no value"),
    ("set", "\\al[1].qc.d={", "error list must terminate with '}'"),
    (
        "set",
        "\\{\"k\":1}{{\"k\":1}",
        "error key \"{\\\"k\\\":1}{{\\\"k\\\":1}\" has no value",
    ),
    (
        "set",
        "l[1].ql[2]\"x\"x y",
        "error unexpected data at end of array index: ['\"' 'x' '\"' 'x' ' ' 'y']",
    ),
    (
        "set",
        "ll[0][70000]=TRUE",
        "error index of 70000 is greater than maximum supported index of 65536",
    ),
    (
        "set",
        "m.x.l[0][70000]",
        "error unable to parse key: interface conversion: interface {} is string, not map[string]interface {}",
    ),
    ("set", "mnx y\\,[-1] ", "error negative -1 index not allowed"),
    ("set", "true.1.5{\"k\":1}", "error key \"5{\\\"k\\\":1}\" has no value"),
    (
        "set",
        "true\"x\"\"x\"",
        "error key \"true\\\"x\\\"\\\"x\\\"\" has no value",
    ),
    (
        "set",
        "{\"k\":1},l[1].ql[1].ql[1].q",
        "error key \"{\\\"k\\\":1}\" has no value (cannot end with ,)",
    ),
    (
        "set",
        "{a,b}x y[70000]l[2][1]",
        "error key \"{a\" has no value (cannot end with ,)",
    ),
    (
        "set",
        "}{\"k\":1}\"x\",b=2é ",
        "error key \"}{\\\"k\\\":1}\\\"x\\\"\" has no value (cannot end with ,)",
    ),
    (
        "string",
        "=l[0]]}01",
        "{\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "string",
        "\"x\"{\"k\":1}=}",
        "{\"\\\"x\\\"{\\\"k\\\":1}\":\"}\",\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "string",
        "\\, c.d=",
        "{\", c\":{\"d\":\"\"},\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null}",
    ),
    (
        "string",
        "{}}=\\,",
        "{\"a\":1,\"l\":[\"p\",{\"q\":1.5},null],\"m\":{\"x\":\"y\"},\"n\":null,\"{}}\":\",\"}",
    ),
    ("string", " b[-1]\"x\"[1]m.x[x]", "error negative -1 index not allowed"),
    (
        "string",
        " nulla{\"k\":1}\"x\"",
        "error key \" nulla{\\\"k\\\":1}\\\"x\\\"\" has no value",
    ),
    (
        "string",
        ",l[2]{\"k\":1}{a,b}1.5[0]é",
        "error key \"\" has no value (cannot end with ,)",
    ),
    ("string", ".=null", "error key map \"\" has no value"),
    ("string", "={é01a\\", "error list must terminate with '}'"),
    ("string", "[,b=2a.={\"k\":1}=", "error error parsing index: EOF"),
    (
        "string",
        "[1,2]\"x\"{}]\\,l[1].q{a,b}",
        "error error parsing index: strconv.Atoi: parsing \"1,2\": invalid syntax",
    ),
    (
        "string",
        "[70000]=,b=2\\,b,",
        "error index of 70000 is greater than maximum supported index of 65536",
    ),
    (
        "string",
        "\"x\"\"x\"é0TRUE",
        "error key \"\\\"x\\\"\\\"x\\\"é0TRUE\" has no value",
    ),
    (
        "string",
        "\"x\"\\{\"k\":1}b",
        "error key \"\\\"x\\\"{\\\"k\\\":1}b\" has no value",
    ),
    ("string", "\"x\"é", "error key \"\\\"x\\\"é\" has no value"),
    (
        "string",
        "l[1].q[70000]1.5",
        "error unable to parse key: interface conversion: interface {} is float64, not []interface {}",
    ),
    (
        "string",
        "true\"x\",",
        "error key \"true\\\"x\\\"\" has no value (cannot end with ,)",
    ),
    (
        "string",
        "{\"k\":1},{\"k\":1}",
        "error key \"{\\\"k\\\":1}\" has no value (cannot end with ,)",
    ),
    ("string", "{\"k\":1}]", "error key \"{\\\"k\\\":1}]\" has no value"),
    (
        "string",
        "{\"k\":1}]{\"k\":1}\\true",
        "error key \"{\\\"k\\\":1}]{\\\"k\\\":1}true\" has no value",
    ),
    (
        "string",
        "{}\\,.nl[0]l[1].q",
        "error unexpected data at end of array index: ['l']",
    ),
    (
        "string",
        "}{\"k\":1}\"x\",b=2é ",
        "error key \"}{\\\"k\\\":1}\\\"x\\\"\" has no value (cannot end with ,)",
    ),
    ("string", "é[0]={}1", "error key \"1\" has no value"),
];

#[test]
fn arguments_give_what_go_gives() {
    for (flag, argument, expected) in CASES {
        let mut into = base();
        let result = match *flag {
            "set" => helm::strvals::set(argument, &mut into),
            "string" => helm::strvals::set_string(argument, &mut into),
            "json" => helm::strvals::set_json(argument, &mut into),
            _ => helm::strvals::set_literal(argument, &mut into),
        };
        let got = match result {
            Ok(()) => kubeyaml::json::to_string(&Value::Mapping(into)).expect("finite numbers"),
            Err(_) if *flag == "json" => "error".to_owned(),
            Err(error) => format!("error {error}"),
        };
        assert_eq!(got, *expected, "{flag} {argument:?}");
    }
}

#[test]
fn files_are_read_for_each_value() {
    let mut into = base();
    let read = |path: &str| {
        if path == "gone" {
            Err("no such file".to_owned())
        } else {
            Ok(Value::from(format!("<{path}>")))
        }
    };
    helm::strvals::set_file("m.f=one,l[0]=two", &mut into, read).expect("both are there");
    let json = kubeyaml::json::to_string(&Value::Mapping(into.clone())).expect("finite numbers");
    assert_eq!(
        json,
        r#"{"a":1,"l":["\u003ctwo\u003e",{"q":1.5},null],"m":{"f":"\u003cone\u003e","x":"y"},"n":null}"#
    );
    let error = helm::strvals::set_file("x=gone", &mut into, read).expect_err("gone");
    assert_eq!((error.message(), error.column()), ("no such file", 3));
}
