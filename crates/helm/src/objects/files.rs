//! `.Files`: the files of a chart that are neither templates nor values.

use std::any::Any;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gotemplate::{Call, FuncError, Kind, List, Map, NamedType, Object, Signature, Str, Type, TypeRef, Value};
use kubeyaml::{Mapping, Value as Tree};

use crate::chart::File;
use crate::glob::Glob;

static FILES: Type = Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("engine.files"),
    kind: Kind::Map,
    comparable: false,
});
static BYTES: Type = Type::BYTES;
static STRING: Type = Type::STRING;
/// What is underneath: `map[string][]uint8`.
const MAP: Type = Type::Map(TypeRef::Static(&STRING), TypeRef::Static(&BYTES));

/// An `engine.files`. Its map, in which every byte is a value, is made only if something looks at it as a map.
#[derive(Debug)]
pub(crate) struct Files {
    files: Rc<BTreeMap<Arc<str>, Arc<[u8]>>>,
    map: OnceCell<Map>,
}

impl Files {
    pub(crate) fn value<'f>(files: impl IntoIterator<Item = &'f File>) -> Value {
        let files = files.into_iter();
        Files::of(files.map(|f| (Arc::clone(&f.name), Arc::clone(&f.data))).collect())
    }

    fn of(files: BTreeMap<Arc<str>, Arc<[u8]>>) -> Value {
        Value::object(Files {
            files: Rc::new(files),
            map: OnceCell::new(),
        })
    }

    fn data(&self, name: &Str) -> Option<&Arc<[u8]>> {
        self.files.get(name.to_str()?)
    }

    /// The files by the last part of their path, as YAML.
    fn as_yaml(&self, text: impl Fn(&[u8]) -> String) -> Value {
        let mut map = Mapping::new();
        for (name, data) in self.files.iter() {
            let base = name.rsplit('/').next().unwrap_or(name);
            map.insert(base, text(data));
        }
        let text = kubeyaml::marshal(&Tree::Mapping(map)).unwrap_or_default();
        text.strip_suffix('\n').unwrap_or(&text).into()
    }

    fn lines(&self, name: &Str) -> Result<Value, FuncError> {
        let Some(data) = self.data(name) else {
            return Ok(List::strings::<Str>([]).into());
        };
        let Some(last) = data.last() else {
            return Err(FuncError::new("runtime error: index out of range [-1]"));
        };
        let data = if *last == b'\n' { &data[..data.len() - 1] } else { data };
        Ok(List::strings(data.split(|b| *b == b'\n').map(Str::from_bytes)).into())
    }
}

macro_rules! signature {
    ($name:ident, [$($param:expr),*] -> $result:expr) => {
        static $name: Signature = Signature { params: &[$($param),*], variadic: false, result: $result };
    };
}
signature!(TO_TEXT, [] -> Type::STRING);
signature!(GET, [Type::STRING] -> Type::STRING);
signature!(GET_BYTES, [Type::STRING] -> Type::BYTES);
signature!(LINES, [Type::STRING] -> Type::STRINGS);
signature!(GLOB, [Type::STRING] -> Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("engine.files"),
    kind: Kind::Map,
    comparable: false,
}));

impl Object for Files {
    fn type_of(&self) -> Type {
        FILES.clone()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        let map = self.map.get_or_init(|| {
            let map = Map::typed(MAP);
            for (name, data) in self.files.iter() {
                map.insert(&**name, List::bytes(data));
            }
            map
        });
        Some(Value::Map(map.clone()))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        Some(match name {
            "Get" => &GET,
            "GetBytes" => &GET_BYTES,
            "Glob" => &GLOB,
            "Lines" => &LINES,
            "AsConfig" | "AsSecrets" => &TO_TEXT,
            _ => return None,
        })
    }

    fn call(&self, name: &str, call: &mut Call<'_>) -> Result<Value, FuncError> {
        let argument = call.string(0);
        Ok(match name {
            "Get" => Value::string(
                self.data(&argument)
                    .map(|data| Str::from_bytes(data))
                    .unwrap_or_default(),
            ),
            "GetBytes" => List::bytes(self.data(&argument).map(|data| &**data).unwrap_or_default()).into(),
            "Lines" => return self.lines(&argument),
            "AsConfig" => self.as_yaml(|data| String::from_utf8_lossy(data).into_owned()),
            "AsSecrets" => self.as_yaml(|data| BASE64_STANDARD.encode(data)),
            _ => {
                let glob = Glob::new(&argument.to_str_lossy());
                let files = self.files.iter().filter(|(name, _)| glob.matches(name));
                Files::of(files.map(|(name, data)| (Arc::clone(name), Arc::clone(data))).collect())
            }
        })
    }
}
