//! Maps. They are shared: what changes one is seen by all who hold it.

use gotemplate::{Call, FuncError, List, Map, Value};

use crate::lists::NIL_DEREFERENCE;
use crate::{Outcome, show};

pub(crate) fn make(call: &mut Call<'_>) -> Outcome {
    let map = Map::new();
    for pair in call.args().chunks(2) {
        if let Some(key) = pair.first() {
            let value = pair.get(1).cloned().unwrap_or_else(|| Value::from(""));
            map.insert(show::text(key), value);
        }
    }
    Ok(map.into())
}

pub(crate) fn get(call: &mut Call<'_>) -> Outcome {
    let found = call.map(0).get_bytes(call.string(1).as_bytes());
    Ok(found.unwrap_or_else(|| Value::from("")))
}

pub(crate) fn set(call: &mut Call<'_>) -> Outcome {
    let map = call.map(0);
    if map.is_nil() {
        return Err(FuncError::new("assignment to entry in nil map"));
    }
    map.insert(call.string(1), call.take(2));
    Ok(map.into())
}

pub(crate) fn unset(call: &mut Call<'_>) -> Outcome {
    let map = call.map(0);
    if let Some(key) = call.string(1).to_str() {
        map.remove(key);
    }
    Ok(map.into())
}

pub(crate) fn has_key(call: &mut Call<'_>) -> Outcome {
    let found = call.map(0).get_bytes(call.string(1).as_bytes());
    Ok(Value::Bool(found.is_some()))
}

fn maps<'a>(call: &'a Call<'_>, from: usize) -> impl Iterator<Item = Map> + 'a {
    (from..call.len()).map(|i| call.map(i))
}

pub(crate) fn pluck(call: &mut Call<'_>) -> Outcome {
    let key = call.string(0);
    let found: Vec<Value> = maps(call, 1).filter_map(|map| map.get_bytes(key.as_bytes())).collect();
    Ok(Value::list(found))
}

/// The keys of all maps; in byte order for each map, where Go has no order.
pub(crate) fn keys(call: &mut Call<'_>) -> Outcome {
    let keys: Vec<_> = maps(call, 0)
        .flat_map(|map| map.string_entries())
        .map(|(key, _)| key)
        .collect();
    Ok(List::strings(keys).into())
}

/// The values in byte order of their keys, where Go has no order.
pub(crate) fn values(call: &mut Call<'_>) -> Outcome {
    let entries = call.map(0).entries();
    Ok(Value::list(entries.into_iter().map(|(_, value)| value)))
}

pub(crate) fn pick(call: &mut Call<'_>) -> Outcome {
    let (map, picked) = (call.map(0), Map::new());
    for i in 1..call.len() {
        let key = call.string(i);
        if let Some(value) = map.get_bytes(key.as_bytes()) {
            picked.insert(key, value);
        }
    }
    Ok(picked.into())
}

pub(crate) fn omit(call: &mut Call<'_>) -> Outcome {
    let omitted: Vec<_> = (1..call.len()).map(|i| call.string(i)).collect();
    let kept = call.map(0).string_entries();
    let kept = kept.into_iter().filter(|(key, _)| !omitted.contains(key));
    Ok(kept.collect::<Map>().into())
}

/// Follows keys through maps: `dig KEY... DEFAULT MAP`.
pub(crate) fn dig(call: &mut Call<'_>) -> Outcome {
    let count = call.len();
    if count < 3 {
        return Err(FuncError::new("dig needs at least three arguments"));
    }
    let mut map = asserted_map(call.arg(count - 1))?;
    let keys = (0..count - 2)
        .map(|i| match call.arg(i) {
            Value::String(key) => Ok(key.clone()),
            other => Err(not_asserted(other, "string")),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut keys = keys.iter().peekable();
    while let Some(key) = keys.next() {
        let Some(step) = map.get_bytes(key.as_bytes()) else {
            break;
        };
        if keys.peek().is_none() {
            return Ok(step);
        }
        map = asserted_map(&step)?;
    }
    Ok(call.take(count - 2))
}

fn asserted_map(value: &Value) -> Result<Map, FuncError> {
    match value {
        Value::Map(map) if *map.map_type() == gotemplate::Type::MAP => Ok(map.clone()),
        other => Err(not_asserted(other, "map[string]interface {}")),
    }
}

/// Go's panic of a type assertion on an interface.
fn not_asserted(value: &Value, wanted: &str) -> FuncError {
    let found = value.type_of().map_or_else(|| "nil".to_owned(), |t| t.to_string());
    FuncError::new(format!("interface conversion: interface {{}} is {found}, not {wanted}"))
}

/// The text under a key that the URL functions read, empty if absent; its kind must be string.
pub(crate) fn text_under(map: &Map, key: &str) -> Result<gotemplate::Str, FuncError> {
    match map.get(key).map(|v| v.underlying()) {
        None => Ok(gotemplate::Str::EMPTY),
        Some(Value::String(text)) => Ok(text),
        Some(Value::Nil) => Err(FuncError::new(NIL_DEREFERENCE)),
        Some(other) => Err(FuncError::new(format!(
            "unable to parse {key} key, must be of type string, but {} found",
            other.kind().name()
        ))),
    }
}
