//! What hostile templates and data may not do: overflow the stack, hang, or take all memory.

use gotemplate::{ExecOptions, Map, TemplateSet, Type, Value};

fn run_with(template: &str, data: Value, options: &ExecOptions) -> Result<String, String> {
    let mut set = TemplateSet::new();
    set.parse("t", template, &[]).map_err(|e| e.to_string())?;
    let out = set.execute("t", &[], data, options).map_err(|e| e.to_string())?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn run(template: &str) -> Result<String, String> {
    run_with(template, Value::Nil, &ExecOptions::default())
}

#[test]
fn parentheses_nest_to_a_limit() {
    let nested = |n: usize| format!("{{{{{}1{}}}}}", "(".repeat(n), ")".repeat(n));
    assert_eq!(run(&nested(200)).as_deref(), Ok("1"));
    let error = run(&nested(100_000)).expect_err("far beyond the limit");
    assert_eq!(error, "template: t:1: max expression depth exceeded");
    let calls = format!("{{{{{}1{}}}}}", "print (".repeat(200), ")".repeat(200));
    assert_eq!(run(&calls).as_deref(), Ok("1"));
    let fields = format!("{{{{{}.{}}}}}", "(".repeat(200), ").x".repeat(200));
    assert_eq!(run(&fields).as_deref(), Ok("<no value>"));
}

#[test]
fn control_structures_nest_without_limit() {
    let n = 100_000;
    let nested = format!("{}x{}", "{{if true}}".repeat(n), "{{end}}".repeat(n));
    assert_eq!(run(&nested).as_deref(), Ok("x"));
    let chained = format!(
        "{{{{if false}}}}{}{{{{else}}}}x{{{{end}}}}",
        "{{else if false}}".repeat(n)
    );
    assert_eq!(run(&chained).as_deref(), Ok("x"));
    let blocks = format!(
        "{}x{}",
        (0..n).map(|i| format!("{{{{block \"b{i}\" .}}}}")).collect::<String>(),
        "{{end}}".repeat(n)
    );
    assert_eq!(run(&blocks).as_deref(), Ok("x"));
}

#[test]
fn endless_recursion_of_templates_is_an_error() {
    let error =
        run(r#"{{define "r"}}{{if true}}{{template "r" .}}{{end}}{{end}}{{template "r" .}}"#).expect_err("endless");
    assert!(error.ends_with("exceeded maximum template depth (100000)"), "{error}");
    let options = ExecOptions {
        max_depth: 10,
        ..ExecOptions::default()
    };
    let error = run_with(r#"{{template "t" .}}"#, Value::Nil, &options).expect_err("endless");
    assert!(error.ends_with("exceeded maximum template depth (10)"), "{error}");
}

#[test]
fn output_and_steps_are_bounded() {
    let options = ExecOptions {
        max_output: 1000,
        max_steps: 100_000,
        ..ExecOptions::default()
    };
    let error = run_with("{{range 9223372036854775807}}x{{end}}", Value::Nil, &options).expect_err("too much");
    assert!(error.contains("output exceeds 1000 bytes"), "{error}");
    let error = run_with("{{range 9223372036854775807}}{{end}}", Value::Nil, &options).expect_err("too long");
    assert!(error.contains("more than 100000 steps"), "{error}");
}

#[test]
fn text_that_would_not_fit_memory_is_an_error() {
    let doubling = format!(
        "{{{{$s := \"0123456789abcdef\"}}}}{}",
        "{{$s = print $s $s}}".repeat(60)
    );
    let error = run(&doubling).expect_err("too long");
    assert!(error.contains("formatted text is too long"), "{error}");
    assert_eq!(
        run("{{printf \"%1000001d|%.9999999999d|%*d\" 1 2 99999999 3 | len}}").as_deref(),
        Ok("1000048")
    );
    let escaped = format!(
        "{{{{$s := \"0123456789abcdef\"}}}}{}{{{{js $s}}}}",
        "{{$s = print $s $s}}".repeat(20)
    );
    let error = run(&escaped).expect_err("too long");
    assert!(error.contains("text is too long to escape"), "{error}");
    let many = format!("{{{{printf \"{}\" 1 | len}}}}", "%1000000[1]d".repeat(1000));
    let error = run(&many).expect_err("too long");
    assert!(error.contains("formatted text is too long"), "{error}");
}

#[test]
fn a_map_that_contains_itself_cannot_be_printed() {
    let map = Map::new();
    map.insert("self", map.clone());
    let error = run_with("{{.}}", map.clone().into(), &ExecOptions::default()).expect_err("endless");
    assert!(error.contains("too deep"), "{error}");
    map.remove("self");
}

#[test]
fn deep_data_is_dropped_without_recursion() {
    let mut data = Value::Nil;
    for i in 0..200_000 {
        data = match i % 2 {
            0 => Value::list([data]),
            _ => [("k", data)].into_iter().collect::<Map>().into(),
        };
    }
    let copy = data.clone();
    drop(data);
    assert_eq!(run_with("{{len .}}", copy, &ExecOptions::default()).as_deref(), Ok("1"));
}

#[test]
fn zero_values_of_huge_arrays_are_not_made() {
    let of = Type::map_of(Type::STRING, Type::Array(3, Type::INT.into()));
    let data = Value::Map(Map::typed(of));
    assert_eq!(
        run_with("{{index . \"x\"}}", data, &ExecOptions::default()).as_deref(),
        Ok("[0 0 0]")
    );
}
