//! The typed data of recorded cases (`{"$go": TYPE, "v": V}`), and the mode `text`.

use crate::host;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gotemplate::{
    ExecOptions, FloatKind, IntKind, Kind, List, Map, MissingKey, Pointer, Str, TemplateSet, Type, UintKind, Value,
};
use serde_json::Value as Json;
use sprig::gotime::{Time, Zone, parse_duration};
use sprig::{DurationValue, TimeValue};

/// What running a case gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The bytes written.
    Output(Vec<u8>),
    /// A failure: `parse` or `exec`, and the error's text.
    Error {
        /// Where it failed.
        phase: &'static str,
        /// The text of the error.
        text: String,
    },
}

/// Runs a case of mode `text`: only Go's builtin functions.
///
/// # Errors
/// When the case itself cannot be understood.
pub fn run_text_case(case: &Json) -> Result<Outcome, String> {
    let template = case["template"].as_str().ok_or("no template")?;
    let missing_key = match case["missingkey"].as_str() {
        Some("zero") => MissingKey::Zero,
        Some("error") => MissingKey::Error,
        _ => MissingKey::Default,
    };
    let mut set = TemplateSet::new();
    if let Some([left, right]) = case["delims"].as_array().map(Vec::as_slice) {
        set = set.delims(left.as_str().unwrap_or_default(), right.as_str().unwrap_or_default());
    }
    let data = value(&case["data"])?;
    if let Err(error) = set.parse("t", template, &[]) {
        return Ok(Outcome::Error {
            phase: "parse",
            text: error.to_string(),
        });
    }
    let options = ExecOptions {
        missing_key,
        ..ExecOptions::default()
    };
    Ok(match set.execute("t", &[], data, &options) {
        Ok(output) => Outcome::Output(output),
        Err(error) => Outcome::Error {
            phase: "exec",
            text: error.to_string(),
        },
    })
}

/// Whether a case went as recorded: its `output` or `output_b64`, or its `error` with `phase`.
#[must_use]
pub fn as_recorded(case: &Json, outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Output(bytes) => match case["output_b64"].as_str() {
            Some(encoded) => BASE64_STANDARD.decode(encoded).as_ref() == Ok(bytes),
            None => case["output"].as_str().is_some_and(|want| want.as_bytes() == bytes),
        },
        Outcome::Error { phase, text } => case["error"].as_str() == Some(text) && case["phase"].as_str() == Some(phase),
    }
}

/// Makes the value that a case's `data` describes.
///
/// # Errors
/// When a type is unknown or a value does not fit its type.
pub fn value(json: &Json) -> Result<Value, String> {
    Ok(match json {
        Json::Null => Value::Nil,
        Json::Bool(v) => Value::Bool(*v),
        Json::Number(v) => Value::float(v.as_f64().ok_or("a number out of range")?),
        Json::String(v) => Value::string(v.as_str()),
        Json::Array(items) => Value::list(items.iter().map(value).collect::<Result<Vec<_>, _>>()?),
        Json::Object(object) => match object.get("$go").and_then(Json::as_str) {
            Some(go) => typed(go, &json["v"])?,
            None => {
                let map = Map::new();
                for (key, item) in object {
                    map.insert(key.as_str(), value(item)?);
                }
                map.into()
            }
        },
    })
}

/// A `[]byte` as Go converts it from a string: its capacity is that of the next larger block of memory.
fn bytes(text: &[u8]) -> List {
    let step = if text.len() <= 32 { 8 } else { 16 };
    let mut block = text.to_vec();
    block.resize(text.len().next_multiple_of(step), 0);
    let whole = List::bytes(&block);
    whole.slice(0, text.len()).unwrap_or(whole)
}

/// The layout of times in cases; a fraction of a second is read all the same.
const RFC3339: &[u8] = b"2006-01-02T15:04:05Z07:00";

/// A duration by its text, or in nanoseconds.
fn duration(v: &Json) -> Option<i64> {
    match v {
        Json::String(text) => parse_duration(text.as_bytes()).ok(),
        other => other.as_i64(),
    }
}

fn typed(go: &str, v: &Json) -> Result<Value, String> {
    let bad = || format!("a bad {go}: {v}");
    Ok(match go {
        "error" => Value::error(v.as_str().ok_or_else(bad)?),
        "time.Duration" => Value::object(DurationValue(duration(v).ok_or_else(bad)?)),
        "time.Time" => {
            let text = v.as_str().ok_or_else(bad)?;
            let time = Time::parse(RFC3339, text.as_bytes(), &Zone::Utc).map_err(|_| bad())?;
            Value::object(TimeValue { time, local: Zone::Utc })
        }
        "chan" => host::channel(items(v)?),
        "func" => host::function(v.as_str().unwrap_or_default()).ok_or_else(bad)?,
        "main.Person" => host::person(v, false)?,
        "*main.Person" => host::person(v, true)?,
        "[]main.Person" => {
            let of = Type::slice_of(host::person_type());
            match v {
                Json::Array(people) => {
                    let people = people
                        .iter()
                        .map(|p| host::person(p, false))
                        .collect::<Result<Vec<_>, _>>()?;
                    List::typed(of, people).into()
                }
                _ => List::nil(of).into(),
            }
        }
        "main.Celsius" => host::celsius(float(v).ok_or_else(bad)?),
        "[]byte" => match v.as_str() {
            Some(text) => bytes(text.as_bytes()).into(),
            None => List::nil(Type::BYTES).into(),
        },
        "complex128" => match v.as_array().map(Vec::as_slice) {
            Some([re, im]) => Value::Complex(float(re).ok_or_else(bad)?, float(im).ok_or_else(bad)?),
            _ => return Err(bad()),
        },
        other => {
            let of = type_named(other).ok_or_else(|| format!("unknown type {other}"))?;
            of_type(&of, v)?
        }
    })
}

/// A type of the kinds that are built from basic types, by its Go text.
fn type_named(go: &str) -> Option<Type> {
    let basic = |kind| Some(Type::Basic(kind));
    match go {
        "any" => return Some(Type::Any),
        "bool" => return basic(Kind::Bool),
        "string" => return basic(Kind::String),
        "int" => return basic(Kind::Int),
        "int8" => return basic(Kind::Int8),
        "int16" => return basic(Kind::Int16),
        "int32" => return basic(Kind::Int32),
        "int64" => return basic(Kind::Int64),
        "uint" => return basic(Kind::Uint),
        "uint8" | "byte" => return basic(Kind::Uint8),
        "uint16" => return basic(Kind::Uint16),
        "uint32" => return basic(Kind::Uint32),
        "uint64" => return basic(Kind::Uint64),
        "float32" => return basic(Kind::Float32),
        "float64" => return basic(Kind::Float64),
        _ => {}
    }
    if let Some(elem) = go.strip_prefix("[]") {
        return Some(Type::slice_of(type_named(elem)?));
    }
    if let Some(elem) = go.strip_prefix('*') {
        return Some(Type::pointer_to(type_named(elem)?));
    }
    if let Some(rest) = go.strip_prefix("map[") {
        let (key, elem) = rest.split_once(']')?;
        return Some(Type::map_of(type_named(key)?, type_named(elem)?));
    }
    let (len, elem) = go.strip_prefix('[')?.split_once(']')?;
    Some(Type::Array(len.parse().ok()?, type_named(elem)?.into()))
}

fn items(v: &Json) -> Result<Vec<Value>, String> {
    let items = v.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| of_type(&Type::INT, item)).collect()
}

/// A value of a type from its JSON form.
pub(crate) fn of_type(of: &Type, v: &Json) -> Result<Value, String> {
    let bad = || format!("a bad {of}: {v}");
    if let Some(kind) = IntKind::of(of.kind()) {
        return integer(v)
            .and_then(|v| i64::try_from(v).ok())
            .map(|v| Value::Int(v, kind))
            .ok_or_else(bad);
    }
    if let Some(kind) = UintKind::of(of.kind()) {
        return integer(v)
            .and_then(|v| u64::try_from(v).ok())
            .map(|v| Value::Uint(v, kind))
            .ok_or_else(bad);
    }
    Ok(match of {
        Type::Any => value(v)?,
        Type::Basic(Kind::Bool) => Value::Bool(v.as_bool().ok_or_else(bad)?),
        Type::Basic(Kind::String) => Value::string(v.as_str().ok_or_else(bad)?),
        Type::Basic(Kind::Float64) => Value::float(float(v).ok_or_else(bad)?),
        Type::Basic(Kind::Float32) => Value::Float(f64::from(float(v).ok_or_else(bad)? as f32), FloatKind::Float32),
        Type::Slice(elem) | Type::Array(_, elem) => match v {
            Json::Array(items) => {
                let items = items
                    .iter()
                    .map(|item| of_type(elem, item))
                    .collect::<Result<Vec<_>, _>>()?;
                List::typed(of.clone(), items).into()
            }
            _ => Value::zero(of),
        },
        Type::Map(key, elem) => match v {
            Json::Object(object) => {
                let map = Map::typed(of.clone());
                for (k, item) in object {
                    map.insert_value(map_key(key, k)?, of_type(elem, item)?);
                }
                map.into()
            }
            Json::Array(pairs) => {
                let map = Map::typed(of.clone());
                for pair in pairs {
                    map.insert_value(of_type(key, &pair[0])?, of_type(elem, &pair[1])?);
                }
                map.into()
            }
            _ => Value::zero(of),
        },
        Type::Pointer(elem) => match v {
            Json::Null => Value::object(Pointer::nil((**elem).clone())),
            v => Value::object(Pointer::new((**elem).clone(), of_type(elem, v)?)),
        },
        _ => return Err(bad()),
    })
}

fn map_key(of: &Type, text: &str) -> Result<Value, String> {
    match of.kind() {
        Kind::String => Ok(Value::String(Str::from(text))),
        Kind::Bool => Ok(Value::Bool(text == "true")),
        _ => of_type(of, &Json::String(text.to_owned())),
    }
}

/// Integers may be numbers or strings.
fn integer(v: &Json) -> Option<i128> {
    match v {
        Json::Number(n) => n
            .as_i64()
            .map(i128::from)
            .or_else(|| n.as_u64().map(i128::from))
            .or_else(|| {
                let f = n.as_f64()?;
                (f.fract() == 0.0).then_some(f as i128)
            }),
        Json::String(s) => s.parse().ok(),
        _ => None,
    }
}

fn float(v: &Json) -> Option<f64> {
    match v {
        Json::Number(n) => n.as_f64(),
        Json::String(s) => match s.as_str() {
            "+Inf" => Some(f64::INFINITY),
            "-Inf" => Some(f64::NEG_INFINITY),
            text => text.parse().ok(),
        },
        _ => None,
    }
}
