//! JSON patch, RFC 6902, as evanphx/json-patch v5 applies it.
//!
//! That library is more lenient than the RFC in three ways that are kept: negative indices count from the end of a list, `test` for
//! null holds where nothing is, and `~` that begins no escape stands for itself. Where it strays from the RFC only for the empty
//! key and the empty pointer, the RFC is followed.

use kubeyaml::{Mapping, Value};

use crate::error::{PatchError, Problem};

/// Applies the operations of a JSON patch one after the other. They are all read before the first is done.
///
/// # Errors
/// The first operation that cannot be read or done. What those before it did stays done.
pub fn json_patch(tree: &mut Value, patch: Value) -> Result<(), PatchError> {
    let refuse = |problem| PatchError {
        path: kubeschema::Path::new(),
        problem,
    };
    let operations = match patch {
        Value::Null => Vec::new(),
        Value::Sequence(operations) => operations,
        _ => return Err(refuse(Problem::NoOperations)),
    };
    let mut read = Vec::with_capacity(operations.len());
    for (index, operation) in operations.into_iter().enumerate() {
        let Value::Mapping(mut fields) = operation else {
            return Err(refuse(Problem::NoOperations));
        };
        match Operation::read(&mut fields) {
            Ok(operation) => read.push(operation),
            Err(reason) => return Err(refuse(failed(index, &fields, reason.to_owned()))),
        }
    }
    for (index, operation) in read.into_iter().enumerate() {
        let (op, pointer) = (operation.action.name(), operation.path.0.to_owned());
        operation.apply(tree).map_err(|reason| {
            refuse(Problem::Operation {
                index,
                op: op.to_owned(),
                pointer,
                reason,
            })
        })?;
    }
    Ok(())
}

fn failed(index: usize, fields: &Mapping, reason: String) -> Problem {
    let text = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Problem::Operation {
        index,
        op: text("op"),
        pointer: text("path"),
        reason,
    }
}

struct Operation {
    path: Pointer,
    action: Action,
}

enum Action {
    Add(Value),
    Remove,
    Replace(Value),
    Move(Pointer),
    Copy(Pointer),
    Test(Value),
}

impl Action {
    fn name(&self) -> &'static str {
        match self {
            Action::Add(_) => "add",
            Action::Remove => "remove",
            Action::Replace(_) => "replace",
            Action::Move(_) => "move",
            Action::Copy(_) => "copy",
            Action::Test(_) => "test",
        }
    }
}

impl Operation {
    fn read(fields: &mut Mapping) -> Result<Self, &'static str> {
        let pointer = |key: &str| match fields.get(key) {
            Some(Value::String(text)) if text.is_empty() || text.starts_with('/') => Ok(Pointer(text.clone())),
            Some(Value::String(_)) => Err("a pointer begins with \"/\" or is empty"),
            Some(_) => Err("a pointer must be a string"),
            None if key == "path" => Err("the field path is missing"),
            None => Err("the field from is missing"),
        };
        let path = pointer("path");
        let op = fields.get("op").and_then(Value::as_str).unwrap_or_default();
        let action = match op {
            "remove" => Action::Remove,
            "move" => Action::Move(pointer("from")?),
            "copy" => Action::Copy(pointer("from")?),
            "test" => Action::Test(fields.remove("value").unwrap_or_default()),
            "add" => Action::Add(fields.remove("value").ok_or("the field value is missing")?),
            "replace" => Action::Replace(fields.remove("value").ok_or("the field value is missing")?),
            _ => return Err("op must be add, remove, replace, move, copy or test"),
        };
        Ok(Operation { path: path?, action })
    }

    fn apply(self, tree: &mut Value) -> Result<(), String> {
        let path = &self.path;
        match self.action {
            Action::Add(value) => path.add(tree, value),
            Action::Remove => path.remove(tree).map(|_| ()),
            Action::Replace(value) => {
                if path.0.is_empty() {
                    return set_root(tree, value);
                }
                *path.find(tree)? = value;
                Ok(())
            }
            Action::Move(from) => {
                // The value leaves its place first, so it cannot be moved into itself.
                let value = from.remove(tree)?;
                path.add(tree, value)
            }
            Action::Copy(from) => {
                let value = from.find(tree)?.clone();
                path.add(tree, value)
            }
            Action::Test(expected) => {
                let holds = match path.holder(tree)? {
                    None => *tree == expected,
                    Some((Value::Mapping(map), key)) => map.get(&key).unwrap_or(&Value::Null) == &expected,
                    Some((Value::Sequence(list), key)) => {
                        let at = index(&key, list.len(), Bound::Existing)?;
                        list.get(at).is_some_and(|item| *item == expected)
                    }
                    Some(_) => false,
                };
                if holds {
                    Ok(())
                } else {
                    Err("the value there is another".to_owned())
                }
            }
        }
    }
}

fn set_root(tree: &mut Value, value: Value) -> Result<(), String> {
    if !matches!(value, Value::Mapping(_) | Value::Sequence(_)) {
        return Err(format!(
            "the whole document can only become a mapping or a list, not {}",
            value.kind_name()
        ));
    }
    *tree = value;
    Ok(())
}

/// A JSON pointer, RFC 6901.
struct Pointer(String);

impl Pointer {
    /// The mapping or list that the last part of the pointer reaches into, and that part; `None` for the whole document.
    fn holder<'t>(&self, tree: &'t mut Value) -> Result<Option<(&'t mut Value, String)>, String> {
        let Some(rest) = self.0.strip_prefix('/') else {
            return Ok(None);
        };
        let (parents, last) = rest
            .rsplit_once('/')
            .map_or((None, rest), |(parents, last)| (Some(parents), last));
        let mut at = tree;
        for part in parents.into_iter().flat_map(|parents| parents.split('/')) {
            at = step(at, &unescape(part))?;
        }
        match at {
            Value::Mapping(_) | Value::Sequence(_) => Ok(Some((at, unescape(last)))),
            other => Err(format!(
                "there is {} where {:?} should be in",
                other.kind_name(),
                unescape(last)
            )),
        }
    }

    fn find<'t>(&self, tree: &'t mut Value) -> Result<&'t mut Value, String> {
        if self.0.is_empty() {
            return Ok(tree);
        }
        match self.holder(tree)? {
            Some((holder, key)) => step(holder, &key),
            None => Err("nothing is there".to_owned()),
        }
    }

    fn add(&self, tree: &mut Value, value: Value) -> Result<(), String> {
        if self.0.is_empty() {
            return set_root(tree, value);
        }
        match self.holder(tree)? {
            Some((Value::Mapping(map), key)) => {
                map.insert(key, value);
            }
            Some((Value::Sequence(list), key)) if key == "-" => list.push(value),
            Some((Value::Sequence(list), key)) => {
                let at = index(&key, list.len(), Bound::OnePast)?;
                list.insert(at, value);
            }
            _ => return Err("nothing is there".to_owned()),
        }
        Ok(())
    }

    fn remove(&self, tree: &mut Value) -> Result<Value, String> {
        match self.holder(tree)? {
            Some((Value::Mapping(map), key)) => map.remove(&key).ok_or_else(|| no_key(&key)),
            Some((Value::Sequence(list), key)) => {
                let at = index(&key, list.len(), Bound::Existing)?;
                Ok(list.remove(at))
            }
            _ => Err("the whole document cannot be taken away".to_owned()),
        }
    }
}

fn no_key(key: &str) -> String {
    format!("there is no key {key:?}")
}

fn step<'t>(at: &'t mut Value, key: &str) -> Result<&'t mut Value, String> {
    match at {
        Value::Mapping(map) => map.get_mut(key).ok_or_else(|| no_key(key)),
        Value::Sequence(list) => {
            let at = index(key, list.len(), Bound::Existing)?;
            list.get_mut(at).ok_or_else(|| format!("there is no item {key}"))
        }
        other => Err(format!("there is {} where {key:?} should be in", other.kind_name())),
    }
}

#[derive(PartialEq)]
enum Bound {
    Existing,
    OnePast,
}

/// The place in a list that a part of a pointer names; a negative one counts from the end.
fn index(text: &str, length: usize, bound: Bound) -> Result<usize, String> {
    let number: i64 = text.parse().map_err(|_| format!("{text:?} is no index of a list"))?;
    let places = length + usize::from(bound == Bound::OnePast);
    let distance = usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
    let at = if number < 0 {
        places.checked_sub(distance)
    } else {
        Some(distance).filter(|at| *at < places)
    };
    at.ok_or_else(|| format!("the list has {length} items, so there is no place {number}"))
}

fn unescape(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}
