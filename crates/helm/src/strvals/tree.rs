//! Putting values into the tree: what both parsers share.

use kubeyaml::{Mapping, Number, Value};

use super::Fault;

/// The highest index of a list, Helm's limit.
const MAX_INDEX: i64 = 65536;
/// How deep names may nest, Helm's limit.
const MAX_NESTING: usize = 30;
/// How many brackets one name may have; Helm has no limit here.
pub(super) const MAX_BRACKETS: usize = 100;

/// Sets a key, unless it is empty.
pub(super) fn set(map: &mut Mapping, key: &str, value: Value) {
    if !key.is_empty() {
        map.insert(key, value);
    }
}

/// The mapping below a key as it is so far, taken out to be changed.
pub(super) fn inner_map(map: &Mapping, key: &str, at: usize) -> Result<Mapping, Fault> {
    match map.get(key) {
        None => Ok(Mapping::new()),
        Some(Value::Mapping(inner)) => Ok(inner.clone()),
        Some(other) => Err(conversion(other, "map[string]interface {}", at)),
    }
}

/// The list below a key as it is so far.
pub(super) fn inner_list(map: &Mapping, key: &str, at: usize) -> Result<Vec<Value>, Fault> {
    match map.get(key) {
        None => Ok(Vec::new()),
        Some(Value::Sequence(items)) => Ok(items.clone()),
        Some(other) => Err(conversion(other, "[]interface {}", at)),
    }
}

/// The list at an index of a list as it is so far.
pub(super) fn list_in_list(list: &[Value], index: usize, at: usize) -> Result<Vec<Value>, Fault> {
    match list.get(index) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Sequence(items)) => Ok(items.clone()),
        Some(other) => Err(conversion(other, "[]interface {}", at)),
    }
}

/// The mapping at an index of a list as it is so far; anything else there gives way.
pub(super) fn map_in_list(list: &[Value], index: usize) -> Mapping {
    match list.get(index) {
        Some(Value::Mapping(inner)) => inner.clone(),
        _ => Mapping::new(),
    }
}

/// Go's words where a value is not of the type that the name asks for.
fn conversion(value: &Value, wanted: &str, at: usize) -> Fault {
    let got = match value {
        Value::Null => "nil",
        Value::Bool(_) => "bool",
        Value::Number(Number::Int(_)) => "int64",
        Value::Number(Number::Uint(_)) => "uint64",
        Value::Number(Number::Float(_)) => "float64",
        Value::String(_) => "string",
        Value::Sequence(_) => "[]interface {}",
        Value::Mapping(_) => "map[string]interface {}",
    };
    Fault {
        message: format!("unable to parse key: interface conversion: interface {{}} is {got}, not {wanted}"),
        at,
    }
}

/// An index that may be used.
pub(super) fn checked(index: i64, at: usize) -> Result<usize, Fault> {
    usize::try_from(index).map_err(|_| Fault {
        message: format!("negative {index} index not allowed"),
        at,
    })
}

/// Sets an item, with nulls up to it.
pub(super) fn set_index(list: &mut Vec<Value>, index: usize, value: Value, at: usize) -> Result<(), Fault> {
    if i64::try_from(index).map_or(true, |index| index > MAX_INDEX) {
        return Err(Fault {
            message: format!("index of {index} is greater than maximum supported index of {MAX_INDEX}"),
            at,
        });
    }
    if list.len() <= index {
        list.resize(index + 1, Value::Null);
    }
    list[index] = value;
    Ok(())
}

/// One level deeper.
pub(super) fn deeper(level: usize, at: usize) -> Result<usize, Fault> {
    if level >= MAX_NESTING {
        return Err(Fault {
            message: format!("value name nested level is greater than maximum supported nested level of {MAX_NESTING}"),
            at,
        });
    }
    Ok(level + 1)
}

/// Go's words for what stands between a `]` and what has to follow it.
pub(super) fn after_index(text: &str, at: usize) -> Fault {
    // Helm prints the characters as a list of quoted runes.
    let quoted = |c: char| match c {
        '\'' => "'\\''".to_owned(),
        '"' => "'\"'".to_owned(),
        c => {
            let text = crate::go_yaml::quoted(&c.to_string());
            format!("'{}'", text.trim_matches('"'))
        }
    };
    let shown: Vec<String> = text.chars().map(quoted).collect();
    Fault {
        message: format!("unexpected data at end of array index: [{}]", shown.join(" ")),
        at,
    }
}

pub(super) fn too_many_brackets(at: usize) -> Fault {
    Fault {
        message: format!("lists are nested more than {MAX_BRACKETS} deep"),
        at,
    }
}
