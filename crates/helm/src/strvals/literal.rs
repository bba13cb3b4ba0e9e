//! `--set-literal`: one name, and everything behind the first `=` is the value.

use kubeyaml::{Mapping, Value};

use super::scanner::{Scanner, Until};
use super::tree::{
    MAX_BRACKETS, after_index, checked, deeper, inner_list, inner_map, list_in_list, map_in_list, set, set_index,
    too_many_brackets,
};
use super::{Fault, Step};
use crate::go_yaml::quoted;

pub(super) fn run(mut scanner: Scanner<'_>, into: &mut Mapping) -> Result<(), Fault> {
    while key(&mut scanner, into, 0)? == Step::More {}
    Ok(())
}

fn value(scanner: &mut Scanner<'_>) -> Value {
    Value::String(scanner.until(&[], false).text)
}

fn key(scanner: &mut Scanner<'_>, map: &mut Mapping, level: usize) -> Result<Step, Fault> {
    let Until { text: key, stop, start } = scanner.until(&['=', '[', '.'], false);
    let fault = |message: String| Fault { message, at: start };
    match stop {
        None if key.is_empty() => Ok(Step::End),
        None => Err(fault(format!("key {} has no value", quoted(&key)))),
        Some('=') => {
            let value = value(scanner);
            set(map, &key, value);
            Ok(Step::More)
        }
        Some('[') => {
            let index = scanner.index(false)?;
            let mut list = inner_list(map, &key, start)?;
            let result = item(scanner, &mut list, index, level, MAX_BRACKETS);
            set(map, &key, Value::Sequence(list));
            result
        }
        Some(_) => {
            let level = deeper(level, scanner.place())?;
            let mut inner = inner_map(map, &key, start)?;
            let step = self::key(scanner, &mut inner, level)?;
            if step == Step::More && inner.is_empty() {
                return Err(fault(format!("key map {} has no value", quoted(&key))));
            }
            if !inner.is_empty() {
                set(map, &key, Value::Mapping(inner));
            }
            Ok(step)
        }
    }
}

fn item(
    scanner: &mut Scanner<'_>,
    list: &mut Vec<Value>,
    index: i64,
    level: usize,
    brackets: usize,
) -> Result<Step, Fault> {
    let place = scanner.place();
    let index = checked(index, place)?;
    let Until { text, stop, start } = scanner.until(&['[', '.', '='], false);
    if !text.is_empty() {
        return Err(after_index(&text, start));
    }
    match stop {
        None => return Ok(Step::End),
        Some('=') => {
            let value = value(scanner);
            set_index(list, index, value, place)?;
        }
        Some('[') => {
            let Some(brackets) = brackets.checked_sub(1) else {
                return Err(too_many_brackets(place));
            };
            let next = scanner.index(false)?;
            let mut inner = list_in_list(list, index, place)?;
            if item(scanner, &mut inner, next, level, brackets)? == Step::End {
                return Ok(Step::End);
            }
            set_index(list, index, Value::Sequence(inner), place)?;
        }
        Some(_) => {
            let mut inner = map_in_list(list, index);
            let step = key(scanner, &mut inner, level)?;
            // An item that was not there is not kept when nothing follows.
            if step == Step::More || index < list.len() {
                set_index(list, index, Value::Mapping(inner), place)?;
            }
            return Ok(step);
        }
    }
    Ok(Step::More)
}
