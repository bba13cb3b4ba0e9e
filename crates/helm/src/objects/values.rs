//! `.Values`, the root of templates, and `.Template`: maps of the type `chartutil.Values`, which has methods.

use std::any::Any;

use gotemplate::{Call, FuncError, Kind, Map, NamedType, Object, Signature, Type, Value};

use crate::functions::yaml_text;
use crate::go_yaml::quoted;

static VALUES: Type = Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("chartutil.Values"),
    kind: Kind::Map,
    comparable: false,
});

/// A `chartutil.Values`. Changes through it are seen by all who hold the map.
#[derive(Debug)]
pub(crate) struct Values(Map);

impl Values {
    pub(crate) fn value(map: Map) -> Value {
        Value::object(Values(map))
    }
}

static FROM_PATH: Signature = Signature {
    params: &[Type::STRING],
    variadic: false,
    result: Type::Any,
};
static TABLE: Signature = Signature {
    params: &[Type::STRING],
    variadic: false,
    result: Type::Static(&NamedType {
        name: std::borrow::Cow::Borrowed("chartutil.Values"),
        kind: Kind::Map,
        comparable: false,
    }),
};
static AS_MAP: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::MAP,
};
static YAML: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::STRING,
};

fn as_map(value: &Value) -> Option<Map> {
    match value.underlying() {
        // A nil map is a map all the same.
        Value::Map(map) if *map.map_type() == Type::MAP => Some(map),
        _ => None,
    }
}

/// The map at a path of keys with dots between.
fn table<'k>(map: &Map, keys: impl Iterator<Item = &'k str>) -> Result<Map, FuncError> {
    let mut table = map.clone();
    for key in keys {
        let inner = table.get(key).as_ref().and_then(as_map);
        table = inner.ok_or_else(|| FuncError::new(format!("{} is not a table", quoted(key))))?;
    }
    Ok(table)
}

impl Object for Values {
    fn type_of(&self) -> Type {
        VALUES.clone()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        Some(Value::Map(self.0.clone()))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        Some(match name {
            "Table" => &TABLE,
            "PathValue" => &FROM_PATH,
            "AsMap" => &AS_MAP,
            "YAML" => &YAML,
            _ => return None,
        })
    }

    fn call(&self, name: &str, call: &mut Call<'_>) -> Result<Value, FuncError> {
        let path = call.string(0).to_str_lossy().into_owned();
        match name {
            "Table" => Ok(Values::value(table(&self.0, path.split('.'))?)),
            "PathValue" => {
                if path.is_empty() {
                    return Err(FuncError::new("YAML path cannot be empty"));
                }
                let (parents, key) = match path.rsplit_once('.') {
                    Some((parents, key)) => (Some(parents), key),
                    None => (None, path.as_str()),
                };
                let none = || FuncError::new(format!("{} is not a value", quoted(key)));
                let holder = match parents {
                    Some(parents) => table(&self.0, parents.split('.')).map_err(|_| none())?,
                    None => self.0.clone(),
                };
                holder.get(key).filter(|value| as_map(value).is_none()).ok_or_else(none)
            }
            "AsMap" => Ok(Value::Map(self.0.clone())),
            _ => Ok(yaml_text(&Value::Map(self.0.clone())).unwrap_or_default().into()),
        }
    }
}
