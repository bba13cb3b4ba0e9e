//! Templates with what Go 1.26 makes of them: the output, or the error.

use gotemplate::{ExecOptions, List, Map, TemplateSet, Type, UintKind, Value};

fn data() -> Value {
    let m: Map = [("b", Value::float(2.0)), ("a", "x".into())].into_iter().collect();
    let ms = Map::typed(Type::STRING_MAP);
    ms.insert("k", "v");
    let entries = [
        ("f", Value::float(1.5)),
        ("big", Value::float(1_000_000.0)),
        ("s", "str".into()),
        ("t", true.into()),
        ("nul", Value::Nil),
        ("l", Value::list([Value::float(1.0), "two".into(), Value::Nil])),
        ("m", m.into()),
        ("n", Value::int(7)),
        ("u", Value::Uint(200, UintKind::Uint8)),
        ("ms", ms.into()),
        ("ss", List::strings(["p", "q"]).into()),
        ("by", List::bytes(b"hi").into()),
        ("none", Map::nil(Type::MAP).into()),
        ("esc", "<a&'\">".into()),
    ];
    Value::Map(entries.into_iter().collect())
}

fn run(template: &str) -> String {
    let mut set = TemplateSet::new();
    if let Err(error) = set.parse("t", template, &[]) {
        return error.to_string();
    }
    match set.execute("t", &[], data(), &ExecOptions::default()) {
        Ok(out) => String::from_utf8_lossy(&out).into_owned(),
        Err(error) => error.to_string(),
    }
}

fn check(cases: &[(&str, &str)]) {
    for (template, want) in cases {
        assert_eq!(run(template), *want, "{template}");
    }
}

#[test]
#[rustfmt::skip]
fn control_structures_do_what_go_does() {
    check(&[
        ("{{if .t}}a{{else}}b{{end}}{{if .nul}}a{{else if .s}}c{{end}}", "ac"),
        ("{{with .s}}<{{.}}>{{end}}{{with .nul}}x{{else with .n}}{{.}}{{else}}y{{end}}", "<str>7"),
        ("{{range $i, $e := .l}}{{$i}}={{$e}};{{end}}", "0=1;1=two;2=<no value>;"),
        ("{{range .m}}{{.}},{{end}}{{range $k, $v := .m}}{{$k}}:{{$v}} {{end}}", "x,2,a:x b:2 "),
        ("{{range 3}}{{.}}{{end}}{{range $i := .u}}{{if eq $i 2}}{{break}}{{end}}{{$i}}{{end}}", "01201"),
        ("{{range .none}}x{{else}}empty{{end}}", "empty"),
        (r#"{{range .ss}}{{if eq . "p"}}{{continue}}{{end}}{{.}}{{end}}"#, "q"),
        ("{{$x := 1}}{{if true}}{{$x = 2}}{{$y := 3}}{{$y}}{{end}}{{$x}}", "32"),
        (r#"{{define "T"}}[{{.}}{{$}}]{{end}}{{template "T" .s}}{{template "T"}}"#, "[strstr][<no value><no value>]"),
        (r#"{{block "B" .n}}b{{.}}{{end}}{{template "B" 5}}"#, "b7b5"),
        ("a  {{- 1 -}}  b {{/* c */ -}} d", "a1b d"),
        ("{{$v := 0}}{{range $v = .l}}{{end}}{{$v}}", "<no value>"),
        ("{{range .s}}{{end}}", r#"template: t:1:8: executing "t" at <.s>: range can't iterate over str"#),
        ("{{range $i, $j := 3}}{{end}}", r#"template: t:1:18: executing "t" at <3>: can't use 3 to iterate over more than one variable"#),
    ]);
}

#[test]
#[rustfmt::skip]
fn values_print_as_go_prints_them() {
    check(&[
        ("{{.f}} {{.big}} {{.n}} {{.u}} {{.t}} {{.nul}} {{.missing}}", "1.5 1e+06 7 200 true <no value> <no value>"),
        ("{{.l}} {{.m}} {{.ms}} {{.ss}} {{.by}} {{.none}}", "[1 two <nil>] map[a:x b:2] map[k:v] [p q] [104 105] map[]"),
        ("{{1i}} {{'a'}} {{0x1F}} {{1e3}} {{1_000}} {{-0.0}}", "(0+1i) 97 31 1000 1000 -0"),
        (r#"{{printf "%v %+v %#v %T" .m .m .m .m}}"#, r#"map[a:x b:2] map[a:x b:2] map[string]interface {}{"a":"x", "b":2} map[string]interface {}"#),
        (r#"{{printf "%#v %#v %#v %#v" .l .ms .by .none}}"#, r#"[]interface {}{1, "two", interface {}(nil)} map[string]string{"k":"v"} []byte{0x68, 0x69} map[string]interface {}(nil)"#),
        (r#"{{printf "%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%U|%q" 42 42 42 42 42 42 42 42 42 42 42}}"#, "   42|42   |00042|+42|2a|2A|52|101010|*|U+002A|'*'"),
        (r#"{{printf "%s|%10s|%-10s|%.2s|%q|%x|% x|%#q" .s .s .s .s .s .s .s .s}}"#, r#"str|       str|str       |st|"str"|737472|73 74 72|`str`"#),
        (r#"{{printf "%f|%.2f|%e|%g|%8.3f|%+.1e|%G" .f .f .f .f .f .f 1e-7}}"#, "1.500000|1.50|1.500000e+00|1.5|   1.500|+1.5e+00|1E-07"),
        (r#"{{printf "%d %s %t %z" .s 1 1 .l}}"#, "%!d(string=str) %!s(int=1) %!t(int=1) [%!z(float64=1) %!z(string=two) <nil>]"),
        (r#"{{printf "%d"}} {{printf "%d" 1 2}} {{printf "%[2]d %[1]d" 1 2}} {{printf "%[3]d" 1}} {{printf "%!"}}"#, "%!d(MISSING) 1%!(EXTRA int=2) 2 1 %!d(BADINDEX) %!!(MISSING)"),
        (r#"{{printf "%*d|%-*d|%.*f" 5 1 5 1 2 .f}}"#, "    1|1    |1.50"),
        (r#"{{print 1 2 "a" "b" 3}}|{{println 1 "a"}}"#, "1 2ab3|1 a\n"),
        (r#"{{printf "%s %d %x" .by .by .by}}"#, "hi [104 105] 6869"),
        (r#"{{printf "%v" nil}} {{printf "%s" nil}} {{print nil}}"#, "<nil> %!s(<nil>) <nil>"),
    ]);
}

#[test]
#[rustfmt::skip]
fn builtin_functions_do_what_go_does() {
    check(&[
        (r#"{{and 1 0 2}} {{or 0 "" "x"}} {{not 0}} {{and}}"#, r#"template: t:1:42: executing "t" at <and>: wrong number of args for and: want at least 1 got 0"#),
        ("{{len .s}} {{len .l}} {{len .m}}", "3 3 2"),
        (r#"{{index .l 1}} {{index .m "a"}} {{index .ms "none"}}| {{index .s 0}}"#, "two x | 115"),
        ("{{slice .s 1 2}} {{slice .l 1}} {{slice .ss 0 1 2}}", "t [two <nil>] [p]"),
        (r#"{{html .esc}} {{js .esc}} {{urlquery .esc " /"}} {{html .nul}}"#, r#"&lt;a&amp;&#39;&#34;&gt; \u003Ca\u0026\'\"\u003E %3Ca%26%27%22%3E+%2F &lt;no value&gt;"#),
        (r#"{{eq 1 1}} {{eq .n 7}} {{eq .u 200}} {{eq .f 1.5}} {{eq .s "a" "str"}} {{ne 1 2}}"#, "true true true true true true"),
        (r#"{{lt 1 2}} {{le 2 2}} {{gt "b" "a"}} {{ge 1.5 2.5}} {{lt .n .u}} {{gt -1 .u}}"#, "true true true false true false"),
        ("{{or .t (index .l 99)}} {{and .nul (index .l 99)}}", "true <no value>"),
        (r#"{{.s | printf "%s-%s" "a" | len}}"#, "5"),
        ("{{eq 1 1.0}}", r#"template: t:1:2: executing "t" at <eq 1 1.0>: error calling eq: incompatible types for comparison: int and float64"#),
        ("{{eq .l .l}}", r#"template: t:1:2: executing "t" at <eq .l .l>: error calling eq: non-comparable type [%!s(float64=1) two <nil>]: []interface {}"#),
        ("{{lt true false}}", r#"template: t:1:2: executing "t" at <lt true false>: error calling lt: invalid type for comparison"#),
        ("{{index .l 3}}", r#"template: t:1:2: executing "t" at <index .l 3>: error calling index: reflect: slice index out of range"#),
        ("{{index .n 1}}", r#"template: t:1:2: executing "t" at <index .n 1>: error calling index: can't index item of type int"#),
        ("{{slice .s 2 9}}", r#"template: t:1:2: executing "t" at <slice .s 2 9>: error calling slice: index out of range: 9"#),
        ("{{len 3}}", r#"template: t:1:2: executing "t" at <len 3>: error calling len: len of type int"#),
        ("{{len .nul}}", r#"template: t:1:2: executing "t" at <len .nul>: error calling len: len of nil pointer"#),
        ("{{call .s}}", r#"template: t:1:2: executing "t" at <call .s>: error calling call: non-function .s of type string"#),
        ("{{index .ms 1}}", r#"template: t:1:2: executing "t" at <index .ms 1>: error calling index: value has type int; should be string"#),
        ("{{eq .nul nil}} {{eq .none nil}} {{ne .s nil}}", "true true true"),
    ]);
}

#[test]
#[rustfmt::skip]
fn failures_are_worded_as_go_words_them() {
    check(&[
        ("{{.n.x}}", r#"template: t:1:4: executing "t" at <.n.x>: can't evaluate field x in type interface {}"#),
        ("{{.s.x.y}}", r#"template: t:1:4: executing "t" at <.s.x.y>: can't evaluate field x in type interface {}"#),
        ("{{.nul.x}}", r#"template: t:1:6: executing "t" at <.nul.x>: nil pointer evaluating interface {}.x"#),
        ("{{.ms.k.z}}", r#"template: t:1:5: executing "t" at <.ms.k.z>: can't evaluate field z in type string"#),
        ("{{(.n).x}}", r#"template: t:1:3: executing "t" at <.n>: can't evaluate field x in type int"#),
        ("line\n  {{template \"T\" .}}{{define \"T\"}}{{ .f.g }}{{end}}", r#"template: t:2:39: executing "T" at <.f.g>: can't evaluate field g in type interface {}"#),
        (r#"{{template "nope"}}"#, r#"template: t:1:11: executing "t" at <{{template "nope"}}>: template "nope" not defined"#),
        ("{{len}}", r#"template: t:1:2: executing "t" at <len>: wrong number of args for len: want 1 got 0"#),
        ("{{len 1 2}}", r#"template: t:1:2: executing "t" at <len>: wrong number of args for len: want 1 got 2"#),
        ("{{printf 1}}", r#"template: t:1:9: executing "t" at <1>: expected string; found 1"#),
        ("{{printf .n}}", r#"template: t:1:9: executing "t" at <.n>: wrong type for value; expected string; got int"#),
        ("{{.m 1}}", r#"template: t:1:2: executing "t" at <.m>: m is not a method but has arguments"#),
        ("{{1 2}}", r#"template: t:1:2: executing "t" at <1>: can't give argument to non-function 1"#),
        ("{{nil}}", r#"template: t:1:2: executing "t" at <nil>: nil is not a command"#),
        ("{{1 | 2}}", "template: t:1: non executable command in pipeline stage 2"),
        ("{{$x}}", r#"template: t:1: undefined variable "$x""#),
        ("{{nope}}", r#"template: t:1: function "nope" not defined"#),
        ("{{if}}{{end}}", "template: t:1: missing value for if"),
        ("{{if 1}}", "template: t:1: unexpected EOF"),
        ("{{end}}", "template: t:1: unexpected {{end}}"),
        ("{{else}}", "template: t:1: unexpected {{else}}"),
        ("{{.x", "template: t:1: unclosed action"),
        (r#"{{"x"#, "template: t:1: unterminated quoted string"),
        ("{{/* x", "template: t:1: unclosed comment"),
        ("{{3k}}", r#"template: t:1: bad number syntax: "3k""#),
        ("{{1__0}}", r#"template: t:1: illegal number syntax: "1__0""#),
        ("{{'ab'}}", "template: t:1: malformed character constant: 'ab'"),
        (r#"{{"\q"}}"#, "template: t:1: invalid syntax"),
        ("{{break}}", "template: t:1: {{break}} outside {{range}}"),
        (r#"{{range .l}}{{define "x"}}{{end}}{{end}}"#, "template: t:1: unexpected <define> in command"),
        ("{{$x := 1 2}}", r#"template: t:1:8: executing "t" at <1>: can't give argument to non-function 1"#),
        ("{{true.x}}", r#"template: t:1: unexpected . after term "true""#),
        ("{{(1}}", "template: t:1: unclosed left paren"),
        ("{{1)}}", "template: t:1: unexpected right paren"),
        ("{{.a.}}", "template: t:1: unexpected <.> in operand"),
        (r#"{{define "a"}}1{{end}}{{define "a"}}2{{end}}"#, r#"template: t:1: template: multiple definition of template "a""#),
        ("{{if 1}}{{else}}{{else}}{{end}}", "template: t:1: expected end; found {{else}}"),
        ("\n\n{{print 1\n\"x}}", "template: t:4: unterminated quoted string in action started at t:3"),
        ("{{99999999999999999999}}", r#"template: t:1: integer overflow: "99999999999999999999""#),
        ("{{print $.n.y}}", r#"template: t:1:9: executing "t" at <$.n.y>: can't evaluate field y in type interface {}"#),
        ("{{range $a, $b, $c := .l}}{{end}}", "template: t:1: too many declarations in range"),
    ]);
}
