//! The structs, channels and functions that recorded cases name.

use crate::engine_data::{of_type, value};
use gotemplate::{
    Call, Callable, Field, Func, FuncError, Iterates, Kind, NamedType, Object, Signature, Str, Type, Value,
};
use serde_json::Value as Json;
use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

static PERSON: NamedType = NamedType {
    name: Cow::Borrowed("main.Person"),
    kind: Kind::Struct,
    comparable: false,
};
static ADDRESS: NamedType = NamedType::new("main.Address", Kind::Struct);
static CELSIUS: NamedType = NamedType::new("main.Celsius", Kind::Float64);

const NIL_DEREFERENCE: &str = "runtime error: invalid memory address or nil pointer dereference";

pub(crate) fn person_type() -> Type {
    Type::Static(&PERSON)
}

/// `main.Person` or `*main.Person`; JSON null is the nil pointer.
pub(crate) fn person(v: &Json, pointer: bool) -> Result<Value, String> {
    if v.is_null() && pointer {
        return Ok(Value::object(Person { pointer, fields: None }));
    }
    let text = |v: &Json| v.as_str().unwrap_or_default().to_owned();
    let fields = PersonFields {
        name: text(&v["Name"]).into(),
        age: v["Age"].as_i64().unwrap_or(0),
        tags: of_type(&Type::STRINGS, &v["Tags"])?,
        addr: match &v["Addr"] {
            Json::Null => Value::object(Address {
                pointer: true,
                fields: None,
            }),
            a => Value::object(Address {
                pointer: true,
                fields: Some((text(&a["Street"]).into(), a["Zip"].as_i64().unwrap_or(0))),
            }),
        },
        extra: of_type(&Type::MAP, &v["Extra"])?,
        any: value(&v["Any"])?,
    };
    Ok(Value::object(Person {
        pointer,
        fields: Some(Rc::new(fields)),
    }))
}

#[derive(Debug)]
struct Person {
    pointer: bool,
    fields: Option<Rc<PersonFields>>,
}

#[derive(Debug)]
struct PersonFields {
    name: Str,
    age: i64,
    tags: Value,
    addr: Value,
    extra: Value,
    any: Value,
}

static GREET: Signature = Signature {
    params: &[Type::STRING],
    variadic: false,
    result: Type::STRING,
};
static CHECK: Signature = Signature {
    params: &[Type::BOOL],
    variadic: false,
    result: Type::STRING,
};
static SUM: Signature = Signature {
    params: &[Type::INT],
    variadic: true,
    result: Type::INT,
};
static OLDER: Signature = Signature {
    params: &[Type::INT],
    variadic: false,
    result: Type::INT,
};

impl Object for Person {
    fn type_of(&self) -> Type {
        if self.pointer {
            Type::pointer_to(person_type())
        } else {
            person_type()
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_nil(&self) -> bool {
        self.fields.is_none()
    }

    fn elem(&self) -> Option<Value> {
        let fields = self.fields.clone().filter(|_| self.pointer)?;
        Some(Value::object(Person {
            pointer: false,
            fields: Some(fields),
        }))
    }

    fn field(&self, name: &str) -> Field {
        let known = matches!(name, "Name" | "Age" | "Tags" | "Addr" | "Extra" | "Any" | "private");
        let Some(fields) = &self.fields else {
            return if known { Field::Value(Value::Nil) } else { Field::Absent };
        };
        match name {
            "Name" => Field::Value(fields.name.clone().into()),
            "Age" => Field::Value(Value::int(fields.age)),
            "Tags" => Field::Value(fields.tags.clone()),
            "Addr" => Field::Value(fields.addr.clone()),
            "Extra" => Field::Value(fields.extra.clone()),
            "Any" => Field::Interface(fields.any.clone(), Type::Any),
            "private" => Field::Unexported,
            _ => Field::Absent,
        }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        let Some(fields) = &self.fields else { return Vec::new() };
        vec![
            ("Name".into(), Type::STRING, fields.name.clone().into()),
            ("Age".into(), Type::INT, Value::int(fields.age)),
            ("Tags".into(), Type::STRINGS, fields.tags.clone()),
            (
                "Addr".into(),
                Type::pointer_to(Type::Static(&ADDRESS)),
                fields.addr.clone(),
            ),
            ("Extra".into(), Type::MAP, fields.extra.clone()),
            ("Any".into(), Type::ANY, fields.any.clone()),
            ("private".into(), Type::STRING, Value::string("secret")),
        ]
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        match name {
            "Greet" => Some(&GREET),
            "Check" => Some(&CHECK),
            "Sum" => Some(&SUM),
            "Older" if self.pointer => Some(&OLDER),
            _ => None,
        }
    }

    fn call(&self, name: &str, call: &mut Call<'_>) -> Result<Value, FuncError> {
        let Some(fields) = &self.fields else {
            return Err(match name {
                "Older" => FuncError::new(NIL_DEREFERENCE),
                _ => format!("value method main.Person.{name} called using nil *Person pointer").into(),
            });
        };
        match name {
            "Greet" => Ok(Value::string(format!("{}, {}", call.string(0), fields.name))),
            "Check" if call.bool(0) => Ok("checked".into()),
            "Check" => Err(format!("check of {} failed", fields.name).into()),
            "Sum" => Ok(Value::int(
                (0..call.len()).map(|i| call.int(i)).fold(0, i64::wrapping_add),
            )),
            _ => Ok(Value::int(fields.age.wrapping_add(call.int(0)))),
        }
    }
}

#[derive(Debug)]
struct Address {
    pointer: bool,
    fields: Option<(Str, i64)>,
}

static LINE: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::STRING,
};

impl Object for Address {
    fn type_of(&self) -> Type {
        if self.pointer {
            Type::pointer_to(Type::Static(&ADDRESS))
        } else {
            Type::Static(&ADDRESS)
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_nil(&self) -> bool {
        self.fields.is_none()
    }

    fn elem(&self) -> Option<Value> {
        let fields = self.fields.clone().filter(|_| self.pointer)?;
        Some(Value::object(Address {
            pointer: false,
            fields: Some(fields),
        }))
    }

    fn field(&self, name: &str) -> Field {
        match (name, &self.fields) {
            ("Street" | "Zip", None) => Field::Value(Value::Nil),
            ("Street", Some((street, _))) => Field::Value(street.clone().into()),
            ("Zip", Some((_, zip))) => Field::Value(Value::int(*zip)),
            _ => Field::Absent,
        }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        let Some((street, zip)) = &self.fields else {
            return Vec::new();
        };
        vec![
            ("Street".into(), Type::STRING, street.clone().into()),
            ("Zip".into(), Type::INT, Value::int(*zip)),
        ]
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        (name == "Line").then_some(&LINE)
    }

    fn call(&self, name: &str, _call: &mut Call<'_>) -> Result<Value, FuncError> {
        match &self.fields {
            Some((street, zip)) => Ok(Value::string(format!("{street}/{zip}"))),
            None => Err(format!("value method main.Address.{name} called using nil *Address pointer").into()),
        }
    }

    fn equals(&self, other: &dyn Object) -> bool {
        match other.as_any().downcast_ref::<Address>() {
            Some(other) if self.pointer || other.pointer => std::ptr::eq(self, other),
            Some(other) => self.fields == other.fields,
            None => false,
        }
    }
}

/// `main.Celsius`.
pub(crate) fn celsius(degrees: f64) -> Value {
    Value::object(Celsius(degrees))
}

#[derive(Debug)]
struct Celsius(f64);

static STRING: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::STRING,
};

impl Object for Celsius {
    fn type_of(&self) -> Type {
        Type::Static(&CELSIUS)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        Some(Value::float(self.0))
    }

    fn display(&self) -> Option<Str> {
        let degrees = gotemplate::format::format_float(self.0, 'f', Some(1), 64);
        Some(format!("{degrees}C").into())
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        (name == "String").then_some(&STRING)
    }

    fn call(&self, _name: &str, _call: &mut Call<'_>) -> Result<Value, FuncError> {
        Ok(self.display().unwrap_or_default().into())
    }
}

/// A closed `chan int` that holds the values.
pub(crate) fn channel(values: Vec<Value>) -> Value {
    Value::object(Channel(RefCell::new(values.into())))
}

#[derive(Debug)]
struct Channel(RefCell<VecDeque<Value>>);

impl Object for Channel {
    fn type_of(&self) -> Type {
        Type::Chan(Type::INT.into())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn iterates(&self) -> Iterates {
        Iterates::Channel
    }

    fn next(&self, index: usize) -> Option<(Value, Value)> {
        let value = self.0.borrow_mut().pop_front()?;
        Some((Value::int(i64::try_from(index).unwrap_or(i64::MAX)), value))
    }

    fn waiting(&self) -> Option<usize> {
        Some(self.0.borrow().len())
    }
}

struct HostFunction {
    signature: &'static Signature,
    run: fn(&mut Call<'_>) -> Result<Value, FuncError>,
}

impl Callable for HostFunction {
    fn signature(&self) -> &Signature {
        self.signature
    }

    fn call(&self, call: &mut Call<'_>) -> Result<Value, FuncError> {
        (self.run)(call)
    }
}

static ADD: Signature = Signature {
    params: &[Type::INT, Type::INT],
    variadic: false,
    result: Type::INT,
};
static JOIN: Signature = Signature {
    params: &[Type::STRING, Type::STRING],
    variadic: true,
    result: Type::STRING,
};
static FAILING: Signature = Signature {
    params: &[Type::STRING],
    variadic: false,
    result: Type::STRING,
};

/// One of the functions of the cases, by its name there.
pub(crate) fn function(name: &str) -> Option<Value> {
    type Run = fn(&mut Call<'_>) -> Result<Value, FuncError>;
    let (of, signature, run): (&'static str, &'static Signature, Run) = match name {
        "hello" => ("func() string", &STRING, |_| Ok("hello".into())),
        "add" => ("func(int, int) int", &ADD, |c| {
            Ok(Value::int(c.int(0).wrapping_add(c.int(1))))
        }),
        "join" => ("func(string, ...string) string", &JOIN, |c| {
            let parts: Vec<String> = (1..c.len()).map(|i| c.string(i).to_string()).collect();
            Ok(Value::string(parts.join(&c.string(0).to_string())))
        }),
        "failing" => ("func(string) (string, error)", &FAILING, |c| {
            Err(format!("no luck with {}", c.string(0)).into())
        }),
        "panics" => ("func() string", &STRING, |_| Err("boom".into())),
        "nil" => return Some(Func::nil(Type::Func("func() string".into())).into()),
        _ => return None,
    };
    Some(Func::new(Type::Func(of.into()), HostFunction { signature, run }).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_what_its_json_says() -> Result<(), String> {
        let json = serde_json::json!({"Name": "Ann", "Age": 3, "Tags": ["x"], "Extra": {"k": 1}});
        let person = person(&json, false)?;
        assert_eq!(
            gotemplate::format::display(&person),
            "{Ann 3 [x] <nil> map[k:1] <nil> secret}"
        );
        Ok(())
    }
}
