//! Values: reading files of them, laying one over the other, and looking things up in them.
//!
//! Numbers keep the type that Go's Helm would see: what comes from YAML or JSON is `float64` ([`kubeyaml::Number::Float`]), what
//! comes from `--set` is `int64` ([`kubeyaml::Number::Int`]). [`read`] does this; a tree that was read in another way goes through
//! [`as_json`] first.

use kubeyaml::{Mapping, Value};

use crate::error::Error;
use crate::go_yaml;
use crate::strvals;

/// The key of the values that all charts share.
pub const GLOBAL: &str = "global";

/// Reads the text of a values file. `name` is how the file is called in errors.
///
/// # Errors
/// YAML that cannot be read, or that is no mapping.
pub fn read(name: &str, text: &[u8]) -> Result<Mapping, Error> {
    go_yaml::parse_map(text).map_err(|error| {
        Error::values(format!("failed to parse {name}: {}", error.message))
            .in_file(name)
            .at(error.position)
    })
}

/// The tree with all numbers as JSON has them: floats.
#[must_use]
pub fn as_json(values: Mapping) -> Mapping {
    values
        .into_iter()
        .map(|(key, value)| (key, go_yaml::numbers_as_floats(value)))
        .collect()
}

/// Lays values over others, as Helm does with one values file after the other: mappings are merged, all else is replaced, null
/// included.
pub fn merge(base: &mut Mapping, over: Mapping) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(Value::Mapping(base)), Value::Mapping(over)) => merge(base, over),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

/// Which flag an argument was given with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SetFlag {
    Set,
    SetString,
    SetJson,
    SetLiteral,
    SetFile,
}

impl SetFlag {
    /// The order in which Helm goes through the flags, whatever their order on the command line.
    pub const ORDER: [SetFlag; 5] = [
        SetFlag::SetJson,
        SetFlag::Set,
        SetFlag::SetString,
        SetFlag::SetFile,
        SetFlag::SetLiteral,
    ];

    /// As it is typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            SetFlag::Set => "--set",
            SetFlag::SetString => "--set-string",
            SetFlag::SetJson => "--set-json",
            SetFlag::SetLiteral => "--set-literal",
            SetFlag::SetFile => "--set-file",
        }
    }
}

/// Sets what the argument of a flag says. `read_file` gives the text of a file, for [`SetFlag::SetFile`].
///
/// # Errors
/// An argument that cannot be used, see [`Error::argument`]; a file that cannot be read.
pub fn set(
    flag: SetFlag,
    argument: &str,
    into: &mut Mapping,
    mut read_file: impl FnMut(&str) -> Result<String, String>,
) -> Result<(), Error> {
    let result = match flag {
        SetFlag::Set => strvals::set(argument, into),
        SetFlag::SetString => strvals::set_string(argument, into),
        SetFlag::SetJson => strvals::set_json(argument, into),
        SetFlag::SetLiteral => strvals::set_literal(argument, into),
        SetFlag::SetFile => strvals::set_file(argument, into, |path| read_file(path).map(Value::String)),
    };
    result.map_err(|error| {
        let name = flag.name();
        let message = match flag {
            SetFlag::SetJson => format!("failed parsing {name} data {argument}"),
            _ => format!("failed parsing {name} data: {error}"),
        };
        Error::argument_error(message, error)
    })
}

/// Helm's `CoalesceTables`: fills `into`, which counts, up from `from`. A null in `into` deletes the key if `from` has a value for it.
/// What cannot be laid over each other is said in `warnings`.
pub fn coalesce_tables(into: &mut Mapping, from: Mapping, warnings: &mut Vec<String>) {
    fill_up(into, from, "", false, warnings);
}

/// Helm's `MergeTables`: as [`coalesce_tables`], but nulls stay.
pub fn merge_tables(into: &mut Mapping, from: Mapping, warnings: &mut Vec<String>) {
    fill_up(into, from, "", true, warnings);
}

pub(crate) fn joined(prefix: &str, key: &str) -> String {
    if prefix.is_empty() {
        key.to_owned()
    } else {
        format!("{prefix}.{key}")
    }
}

/// `merge` says whether nulls stay.
pub(crate) fn fill_up(into: &mut Mapping, from: Mapping, prefix: &str, merge: bool, warnings: &mut Vec<String>) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (None, value) => {
                into.insert(key, value);
            }
            (Some(Value::Null), value) if !merge && !value.is_null() => {
                into.remove(&key);
            }
            (Some(Value::Null), _) => {}
            (Some(Value::Mapping(into)), Value::Mapping(from)) => {
                fill_up(into, from, &joined(prefix, &key), merge, warnings);
            }
            (Some(_), value @ Value::Mapping(_)) => {
                let full = joined(prefix, &key);
                let shown = shown(&value);
                warnings.push(format!(
                    "warning: cannot overwrite table with non table for {full} ({shown})"
                ));
            }
            (Some(Value::Mapping(_)), value) if !value.is_null() => {
                let full = joined(prefix, &key);
                let shown = shown(&value);
                warnings.push(format!(
                    "warning: destination for {full} is a table. Ignoring non-table value ({shown})"
                ));
            }
            _ => {}
        }
    }
}

/// A value as `%v` prints it.
pub(crate) fn shown(value: &Value) -> String {
    gotemplate::format::display(&crate::bridge::to_template(value))
}

/// The mapping at a path of keys with dots between; the key that is none is the error.
pub(crate) fn table<'v>(values: &'v Mapping, path: &str) -> Result<&'v Mapping, String> {
    let mut table = values;
    for key in path.split('.') {
        table = match table.get(key) {
            Some(Value::Mapping(inner)) => inner,
            _ => return Err(format!("{} is not a table", go_yaml::quoted(key))),
        };
    }
    Ok(table)
}

/// What is at a path of keys, if that is no mapping.
pub(crate) fn path_value<'v>(values: &'v Mapping, path: &str) -> Option<&'v Value> {
    let (parent, key) = match path.rsplit_once('.') {
        Some((parent, key)) => (table(values, parent).ok()?, key),
        None => (values, path),
    };
    parent.get(key).filter(|value| !matches!(value, Value::Mapping(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(text: &str) -> Mapping {
        read("test.yaml", text.as_bytes()).expect("good YAML")
    }

    #[test]
    fn files_replace_with_null_and_merge_mappings() {
        let mut base = map("a: {x: 1, y: 2}\nb: [1]\nc: 1\n");
        merge(&mut base, map("a: {y: null, z: 3}\nb: [2]\nc: {d: 1}\n"));
        assert_eq!(base, map("a: {x: 1, y: null, z: 3}\nb: [2]\nc: {d: 1}\n"));
    }

    #[test]
    fn tables_fill_up_and_null_deletes() {
        let mut warnings = Vec::new();
        let mut into = map("a: null\nb: {c: null, d: 1}\ne: null\nf: 1\n");
        coalesce_tables(
            &mut into,
            map("a: 1\nb: {c: 1, d: 2, g: 3}\nf: {h: 1}\n"),
            &mut warnings,
        );
        assert_eq!(into, map("b: {d: 1, g: 3}\ne: null\nf: 1\n"));
        assert_eq!(
            warnings,
            ["warning: cannot overwrite table with non table for f (map[h:1])"]
        );
        let mut into = map("a: null\n");
        merge_tables(&mut into, map("a: 1\nb: 2\n"), &mut warnings);
        assert_eq!(into, map("a: null\nb: 2\n"));
    }
}
