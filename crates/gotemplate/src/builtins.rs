//! Go's builtin template functions.

use crate::args::assignable;
use crate::function::{Call, Functions};
use crate::slot::{indirect, is_nil_pointer};
use crate::{FuncError, Function, IntKind, Kind, List, Map, Signature, Str, Type, UintKind, Value};
use crate::{compare, escape, format};

type Result = std::result::Result<Value, FuncError>;

/// The builtin functions, below all layers.
pub(crate) static BUILTINS: Functions = Functions(&[
    function("and", &[Type::Reflect, Type::Reflect], true, |_| Ok(Value::Nil)),
    function("call", &[Type::Reflect, Type::Reflect], true, |_| Ok(Value::Nil)),
    function("eq", &[Type::Reflect, Type::Reflect], true, |c| {
        compare::eq(c.arg(0), c.args().get(1..).unwrap_or_default()).map(Value::Bool)
    }),
    function("ge", &[Type::Reflect, Type::Reflect], false, |c| {
        Ok((!compare::lt(c.arg(0), c.arg(1))?).into())
    }),
    function("gt", &[Type::Reflect, Type::Reflect], false, |c| {
        Ok((!compare::le(c.arg(0), c.arg(1))?).into())
    }),
    function("html", &[Type::Any], true, |c| {
        Ok(Str::from(escape::html(&text_of(c)?)).into())
    }),
    function("index", &[Type::Reflect, Type::Reflect], true, index),
    function("js", &[Type::Any], true, |c| {
        Ok(Str::from(escape::js(&text_of(c)?)).into())
    }),
    function("le", &[Type::Reflect, Type::Reflect], false, |c| {
        compare::le(c.arg(0), c.arg(1)).map(Value::Bool)
    }),
    function("len", &[Type::Reflect], false, len),
    function("lt", &[Type::Reflect, Type::Reflect], false, |c| {
        compare::lt(c.arg(0), c.arg(1)).map(Value::Bool)
    }),
    function("ne", &[Type::Reflect, Type::Reflect], false, |c| {
        Ok((!compare::eq(c.arg(0), c.args().get(1..).unwrap_or_default())?).into())
    }),
    function("not", &[Type::Reflect], false, |c| Ok((!c.arg(0).truth()).into())),
    function("or", &[Type::Reflect, Type::Reflect], true, |_| Ok(Value::Nil)),
    function("print", &[Type::Any], true, |c| {
        Ok(Str::from(format::sprint(c.args())?).into())
    }),
    function("printf", &[Type::STRING, Type::Any], true, |c| {
        let args = c.args().get(1..).unwrap_or_default();
        Ok(Str::from(format::sprintf(c.string(0).as_bytes(), args)?).into())
    }),
    function("println", &[Type::Any], true, |c| {
        Ok(Str::from(format::sprintln(c.args())?).into())
    }),
    function("slice", &[Type::Reflect, Type::Reflect], true, slice),
    function("urlquery", &[Type::Any], true, |c| {
        Ok(Str::from(escape::url_query(&text_of(c)?)).into())
    }),
]);

const fn function(
    name: &'static str,
    params: &'static [Type],
    variadic: bool,
    run: fn(&mut Call<'_>) -> Result,
) -> Function {
    Function {
        name,
        signature: Signature {
            params,
            variadic,
            result: Type::Reflect,
        },
        run,
    }
}

/// What the escaping functions work on: one string as it is, all else as `print` has it, pointers followed.
fn text_of(call: &mut Call<'_>) -> std::result::Result<Vec<u8>, FuncError> {
    /// The longest escape of one byte, `\\u003C`.
    const LONGEST: usize = 6;
    let text = if let [Value::String(text)] = call.args() {
        text.as_bytes().to_vec()
    } else {
        let shown: Vec<Value> = call.args().iter().map(format::printable_argument).collect();
        format::sprint(&shown)?
    };
    if text.len() > format::MAX_TEXT / LONGEST {
        return Err("text is too long to escape".into());
    }
    Ok(text)
}

fn type_name(value: &Value) -> String {
    value.type_of().map_or_else(|| "<nil>".to_owned(), |t| t.to_string())
}

/// The place in a list that a value names; `limit` is allowed, as Go leaves that to the indexing itself.
fn place(index: &Value, limit: usize) -> std::result::Result<usize, FuncError> {
    let v = match index.underlying() {
        Value::Int(v, _) => v,
        Value::Uint(v, _) => v as i64,
        Value::Nil => return Err("cannot index slice/array with nil".into()),
        _ => return Err(format!("cannot index slice/array with type {}", type_name(index)).into()),
    };
    usize::try_from(v)
        .ok()
        .filter(|v| *v <= limit)
        .ok_or_else(|| format!("index out of range: {v}").into())
}

fn index(call: &mut Call<'_>) -> Result {
    let mut item = call.arg(0).clone();
    if matches!(item, Value::Nil) {
        return Err("index of untyped nil".into());
    }
    for index in call.args().get(1..).unwrap_or_default() {
        item = indirect(&item);
        if matches!(item, Value::Nil) || is_nil_pointer(&item) {
            return Err("index of nil pointer".into());
        }
        let next = match item.underlying() {
            Value::List(list) => {
                let i = place(index, list.len())?;
                let of = if list.kind() == Kind::Array { "array" } else { "slice" };
                list.get(i)
                    .cloned()
                    .ok_or_else(|| format!("reflect: {of} index out of range"))?
            }
            Value::String(text) => {
                let i = place(index, text.len())?;
                let byte = text.as_bytes().get(i).ok_or("reflect: string index out of range")?;
                Value::Uint(u64::from(*byte), UintKind::Uint8)
            }
            Value::Map(map) => entry(&map, index)?,
            _ => return Err(format!("can't index item of type {}", type_name(&item)).into()),
        };
        item = next;
    }
    Ok(item)
}

fn entry(map: &Map, key: &Value) -> Result {
    let key = fit(key, map.key_type())?;
    Ok(map.get_value(&key).unwrap_or_else(|| Value::zero(map.elem_type())))
}

/// A value made to fit a type: integers are converted among each other, all else must fit as it is.
pub(crate) fn fit(value: &Value, to: &Type) -> Result {
    if matches!(value, Value::Nil) {
        if !to.can_be_nil() {
            return Err(format!("value is nil; should be of type {to}").into());
        }
        return Ok(Value::zero(to));
    }
    if assignable(value, to) {
        return Ok(value.clone());
    }
    let bits = match value.underlying() {
        Value::Int(v, _) => Some(v as u64),
        Value::Uint(v, _) => Some(v),
        _ => None,
    };
    if let Some(bits) = bits {
        if let Some(kind) = IntKind::of(to.kind()) {
            return Ok(Value::Int(kind.wrap(bits as i64), kind));
        }
        if let Some(kind) = UintKind::of(to.kind()) {
            return Ok(Value::Uint(kind.wrap(bits), kind));
        }
    }
    Err(format!("value has type {}; should be {to}", type_name(value)).into())
}

fn slice(call: &mut Call<'_>) -> Result {
    let item = indirect(call.arg(0));
    if matches!(call.arg(0), Value::Nil) {
        return Err("slice of untyped nil".into());
    }
    if matches!(item, Value::Nil) || is_nil_pointer(&item) {
        return Err("slice of nil pointer".into());
    }
    let indexes = call.args().get(1..).unwrap_or_default();
    if indexes.len() > 3 {
        return Err(format!("too many slice indexes: {}", indexes.len()).into());
    }
    let (len, limit) = match item.underlying() {
        Value::String(_) if indexes.len() == 3 => return Err("cannot 3-index slice a string".into()),
        Value::String(text) => (text.len(), text.len()),
        Value::List(list) => (list.len(), list.capacity()),
        _ => return Err(format!("can't slice item of type {}", type_name(&item)).into()),
    };
    let mut bounds = [0, len, limit];
    for (i, (bound, index)) in bounds.iter_mut().zip(indexes).enumerate() {
        // Unlike `index`, Go's slice does not look inside interfaces.
        if call.is_boxed(i + 1) {
            return Err("cannot index slice/array with type interface {}".into());
        }
        *bound = place(index, limit)?;
    }
    let [from, to, cap] = bounds;
    if from > to {
        return Err(format!("invalid slice index: {from} > {to}").into());
    }
    if indexes.len() == 3 && to > cap {
        return Err(format!("invalid slice index: {to} > {cap}").into());
    }
    match item.underlying() {
        Value::String(text) => Ok(text.slice(from, to).unwrap_or_default().into()),
        Value::List(list) if list.kind() == Kind::Array => {
            let which = if indexes.len() == 3 { "Slice3" } else { "Slice" };
            Err(format!("reflect.Value.{which}: slice of unaddressable array").into())
        }
        Value::List(list) => Ok(list
            .slice_to(from, to, cap)
            .unwrap_or_else(|| List::nil(list.type_of()))
            .into()),
        _ => Ok(Value::Nil),
    }
}

fn len(call: &mut Call<'_>) -> Result {
    let item = indirect(call.arg(0));
    if matches!(item, Value::Nil) && call.is_boxed(0) {
        return Err("len of nil pointer".into());
    }
    if is_nil_pointer(&item) {
        return Err("len of nil pointer".into());
    }
    let count = match &item {
        // Go asks the type of no value at all, which panics.
        Value::Nil => return Err("reflect: call of reflect.Value.Type on zero Value".into()),
        Value::Object(object) if object.waiting().is_some() => object.waiting().unwrap_or_default(),
        other => match other.underlying() {
            Value::String(text) => text.len(),
            Value::List(list) => list.len(),
            Value::Map(map) => map.len(),
            _ => return Err(format!("len of type {}", type_name(&item)).into()),
        },
    };
    Ok(Value::int(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// The builtin `call`: the function in the first argument with the others. `name` is how the template wrote it.
pub(crate) fn call(name: &str, call: &mut Call<'_>) -> Result {
    let func = match call.arg(0) {
        Value::Nil => return Err("call of nil".into()),
        Value::Func(func) => func.clone(),
        other => return Err(format!("non-function {name} of type {}", type_name(other)).into()),
    };
    let Some(callable) = func.callable() else {
        return Err("reflect.Value.Call: call of nil function".into());
    };
    let signature = callable.signature();
    let given = call.len().saturating_sub(1);
    let fixed = signature.fixed();
    if signature.variadic && given < fixed {
        return Err(format!("wrong number of args for {name}: got {given} want at least {fixed}").into());
    }
    if !signature.variadic && given != fixed {
        return Err(format!("wrong number of args for {name}: got {given} want {fixed}").into());
    }
    let mut args = Vec::with_capacity(given);
    for i in 0..given {
        let param = signature.param(i).unwrap_or(&Type::Any);
        args.push(fit(call.arg(i + 1), param).map_err(|e| format!("arg {i}: {}", e.message))?);
    }
    callable.call(&mut Call::new(name, &mut args))
}
