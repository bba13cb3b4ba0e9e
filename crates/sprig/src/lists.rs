//! Lists: parts of them, and new ones made from them. Nothing here changes a list in place.

use gotemplate::{Call, FuncError, Kind, List, Type, TypeRef, Value};

use crate::Outcome;
use crate::cast::to_i64;
use crate::deep::deep_equal;
use crate::defaults::is_empty;
use crate::limits::{MAX_ITEMS, too_many};

static ANY_LIST: Type = Type::ANYS;

/// `[][]interface {}`.
pub(crate) const LIST_OF_LISTS: Type = Type::Slice(TypeRef::Static(&ANY_LIST));

/// What Go says when the type of an untyped nil is asked for.
pub(crate) const NIL_DEREFERENCE: &str = "runtime error: invalid memory address or nil pointer dereference";

/// The argument as a list, or the error with the words `refusal` and the kind of what it is.
fn list(value: &Value, refusal: &str) -> Result<List, FuncError> {
    match value.underlying() {
        Value::List(list) => Ok(list),
        Value::Nil => Err(FuncError::new(NIL_DEREFERENCE)),
        other => Err(FuncError::new(refusal.replacen("%s", other.kind().name(), 1))),
    }
}

fn any_list(items: impl IntoIterator<Item = Value>) -> Outcome {
    Ok(Value::list(items))
}

fn nil_list() -> Outcome {
    Ok(List::nil(Type::ANYS).into())
}

pub(crate) fn make(call: &mut Call<'_>) -> Outcome {
    if call.is_empty() {
        // Go's variadic parameter is an empty slice here, not a nil one.
        return any_list([]);
    }
    any_list(call.args().iter().cloned())
}

pub(crate) fn push(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot push on type %s")?;
    let added = call.take(1);
    any_list(items.iter().cloned().chain([added]))
}

pub(crate) fn prepend(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot prepend on type %s")?;
    let added = call.take(1);
    any_list([added].into_iter().chain(items.iter().cloned()))
}

pub(crate) fn first(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot find first on type %s")?;
    Ok(items.first().cloned().unwrap_or_default())
}

pub(crate) fn last(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot find last on type %s")?;
    Ok(items.last().cloned().unwrap_or_default())
}

pub(crate) fn rest(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot find rest on type %s")?;
    match items.split_first() {
        Some((_, rest)) => any_list(rest.iter().cloned()),
        None => nil_list(),
    }
}

pub(crate) fn initial(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot find initial on type %s")?;
    match items.split_last() {
        Some((_, rest)) => any_list(rest.iter().cloned()),
        None => nil_list(),
    }
}

pub(crate) fn reverse(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot find reverse on type %s")?;
    any_list(items.iter().rev().cloned())
}

pub(crate) fn compact(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot compact on type %s")?;
    any_list(items.iter().filter(|item| !is_empty(item)).cloned())
}

pub(crate) fn uniq(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot find uniq on type %s")?;
    let mut kept: Vec<Value> = Vec::new();
    for item in items.iter() {
        if !kept.iter().any(|k| deep_equal(item, k)) {
            kept.push(item.clone());
        }
    }
    any_list(kept)
}

pub(crate) fn without(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "Cannot find without on type %s")?;
    let omitted = call.args().get(1..).unwrap_or_default();
    let kept = |item: &&Value| !omitted.iter().any(|o| deep_equal(item, o));
    any_list(items.iter().filter(kept).cloned())
}

pub(crate) fn has(call: &mut Call<'_>) -> Outcome {
    if matches!(call.arg(1), Value::Nil) {
        return Ok(Value::Bool(false));
    }
    let items = list(call.arg(1), "Cannot find has on type %s")?;
    let found = items.iter().any(|item| deep_equal(call.arg(0), item));
    Ok(Value::Bool(found))
}

pub(crate) fn slice(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(0), "list should be type of slice or array but %s")?;
    if items.is_empty() {
        return Ok(Value::Nil);
    }
    let bound = |i: usize, default: usize| match call.args().get(i) {
        Some(value) => usize::try_from(to_i64(value)).ok(),
        None => Some(default),
    };
    if items.kind() == Kind::Array {
        return Err(FuncError::new("reflect.Value.Slice: slice of unaddressable array"));
    }
    bound(1, 0)
        .zip(bound(2, items.len()))
        .and_then(|(start, end)| items.slice(start, end))
        .map(Value::from)
        .ok_or_else(|| FuncError::new("reflect.Value.Slice: slice index out of bounds"))
}

pub(crate) fn concat(call: &mut Call<'_>) -> Outcome {
    let mut all = Vec::new();
    for part in call.args() {
        let items = list(part, "Cannot concat type %s as list")?;
        if all.len() + items.len() > MAX_ITEMS {
            return Err(too_many());
        }
        all.extend(items.iter().cloned());
    }
    if all.is_empty() {
        return nil_list();
    }
    any_list(all)
}

pub(crate) fn chunk(call: &mut Call<'_>) -> Outcome {
    let items = list(call.arg(1), "Cannot chunk type %s")?;
    let size = call.int(0);
    // Go counts the chunks in floats: with a size below one there may be none, or one of a single item, or a panic.
    let ratio = (items.len() as f64 - 1.0) / size as f64;
    let count = crate::cast::truncate(ratio.floor() + 1.0);
    if count == 0 {
        return Ok(List::typed(LIST_OF_LISTS, []).into());
    }
    let size = match usize::try_from(size) {
        Ok(size) if size > 0 => size,
        _ if size < -1 && items.len() == 1 => 1,
        _ => return Err(FuncError::new("runtime error: makeslice: len out of range")),
    };
    let chunks = items.chunks(size).map(|chunk| Value::list(chunk.iter().cloned()));
    Ok(List::typed(LIST_OF_LISTS, chunks).into())
}
