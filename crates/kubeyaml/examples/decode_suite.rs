//! Runs a `decode.json`: `cargo run -p kubeyaml --example decode_suite -- DIR [go]`.
//!
//! The file is a list of `{name, yaml, json, error}`: a document, and the JSON that Go makes of it or its error. `go` asks for Go's
//! verdict also where the lenient reader takes more.
#![allow(clippy::print_stdout)]

use std::process::ExitCode;

use kubeyaml::{Limits, Number, Stream, Strictness, Value};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(folder) = args.next() else {
        println!("usage: decode_suite DIR [go]");
        return ExitCode::from(2);
    };
    let strictness = if args.next().as_deref() == Some("go") {
        Strictness::Go
    } else {
        Strictness::Lenient
    };
    let file = match std::fs::read_to_string(format!("{folder}/decode.json")) {
        Ok(file) => file,
        Err(error) => {
            println!("{error}");
            return ExitCode::from(2);
        }
    };
    let suite = match kubeyaml::json::from_str(&file) {
        Ok(Value::Sequence(suite)) => suite,
        other => {
            println!("decode.json is no list: {:?}", other.err());
            return ExitCode::from(2);
        }
    };
    let mut failed = 0;
    for case in &suite {
        let text = |key| case.get(key).and_then(Value::as_str);
        let (Some(name), Some(yaml)) = (text("name"), text("yaml")) else {
            continue;
        };
        let ours = read(yaml, strictness);
        let wrong = match (text("json"), &ours) {
            (None, Err(_)) => None,
            (None, Ok(value)) => Some(format!("read as {value:?}, Go says {:?}", text("error"))),
            (Some(json), Err(error)) => Some(format!("{error}; Go reads {json}")),
            (Some(json), Ok(value)) => match kubeyaml::json::from_str(json) {
                Ok(expected) if same(&expected, value) => None,
                _ => Some(format!("read as {value:?}, Go reads {json}")),
            },
        };
        if let Some(wrong) = wrong {
            failed += 1;
            println!("{name}: {wrong}\n  {yaml:?}");
        }
    }
    println!("{} of {} pass", suite.len() - failed, suite.len());
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The first document; numbers that JSON has no form for are an error as they are for Go.
fn read(yaml: &str, strictness: Strictness) -> Result<Value, String> {
    let limits = Limits::default();
    let stream = Stream::parse_with(yaml.as_bytes(), &limits, strictness).map_err(|error| error.to_string())?;
    let value = match stream.documents().next() {
        Some(document) => document
            .and_then(|document| document.to_value())
            .map_err(|error| error.to_string())?,
        None => Value::Null,
    };
    if finite(&value) {
        Ok(value)
    } else {
        Err("no JSON number".to_owned())
    }
}

fn finite(value: &Value) -> bool {
    match value {
        Value::Number(Number::Float(value)) => value.is_finite(),
        Value::Sequence(items) => items.iter().all(finite),
        Value::Mapping(mapping) => mapping.values().all(finite),
        _ => true,
    }
}

/// Equal as JSON values whose numbers are all doubles.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Sequence(a), Value::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Mapping(a), Value::Mapping(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}
