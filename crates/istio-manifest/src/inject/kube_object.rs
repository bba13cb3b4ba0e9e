//! Kubernetes structs as templates see them: Go field names, Go zero values for what is absent.

use std::any::Any;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

use gotemplate::{Field, IntKind, Kind, List, Map, Object, Type as GoType, Value};
use kubeschema::{Struct, Type};
use kubeyaml::{Mapping, Value as Tree};

/// A struct such as `v1.ObjectMeta` or `v1.Container` over its JSON tree.
#[derive(Debug)]
pub struct KubeObject {
    tree: Rc<Tree>,
    shape: &'static Struct,
    of: OnceCell<GoType>,
    /// Field values by their place in the struct: templates ask for the same few again and again.
    seen: Vec<OnceCell<Value>>,
}

impl KubeObject {
    /// The struct `shape` with the content of `tree`, which has been decoded as that struct.
    #[must_use]
    pub fn new(tree: Rc<Tree>, shape: &'static Struct) -> Self {
        Self {
            tree,
            shape,
            of: OnceCell::new(),
            seen: (0..shape.fields().len()).map(|_| OnceCell::new()).collect(),
        }
    }

    /// The tree.
    #[must_use]
    pub fn value(&self) -> &Tree {
        &self.tree
    }

    /// The tree as `encoding/json` writes the struct: fields in Go's order.
    #[must_use]
    pub fn json(&self) -> Tree {
        struct_in_go_order(&self.tree, self.shape)
    }

    fn at(&self, i: usize) -> Option<Value> {
        let field = self.shape.fields().get(i)?;
        let seen = self.seen.get(i)?;
        Some(
            seen.get_or_init(|| {
                if field.is_inline() {
                    return match field.ty.as_struct() {
                        Some(inner) => Value::object(KubeObject::new(self.tree.clone(), inner)),
                        None => Value::Nil,
                    };
                }
                go_value(self.tree.get(field.json), &field.ty)
            })
            .clone(),
        )
    }
}

/// A field's value as Go has it after decoding.
fn go_value(tree: Option<&Tree>, ty: &Type) -> Value {
    let tree = tree.filter(|t| !t.is_null());
    match ty {
        Type::String | Type::Bytes | Type::Quantity | Type::Time | Type::MicroTime => {
            Value::from(tree.and_then(Tree::as_str).unwrap_or_default())
        }
        Type::Bool => Value::Bool(tree.and_then(Tree::as_bool).unwrap_or_default()),
        Type::Int32 => Value::Int(tree.and_then(Tree::as_i64).unwrap_or_default(), IntKind::Int32),
        Type::Int64 => Value::int64(tree.and_then(Tree::as_i64).unwrap_or_default()),
        Type::Float64 => match tree {
            Some(Tree::Number(n)) => Value::float(n.as_f64()),
            _ => Value::float(0.0),
        },
        Type::IntOrString => match tree {
            Some(Tree::String(s)) => Value::from(s.as_str()),
            Some(Tree::Number(n)) => Value::Int(n.as_i64().unwrap_or_default(), IntKind::Int32),
            _ => Value::Int(0, IntKind::Int32),
        },
        Type::Raw => tree.map(crate::bridge::from_json).unwrap_or_default(),
        Type::Struct(id) => {
            let tree = tree.cloned().unwrap_or_else(|| Tree::Mapping(Mapping::new()));
            Value::object(KubeObject::new(Rc::new(tree), id.get()))
        }
        Type::Pointer(target) => match tree {
            Some(_) => pointer(go_value(tree, target), target),
            None => Value::object(gotemplate::Pointer::nil(go_type(target))),
        },
        Type::List(item) => {
            let of = slice_type(item);
            match tree {
                Some(Tree::Sequence(items)) => {
                    Value::List(List::typed(of, items.iter().map(|t| go_value(Some(t), item))))
                }
                _ => Value::List(List::nil(of)),
            }
        }
        Type::Map(item) => {
            let of = map_type(item);
            match tree {
                Some(Tree::Mapping(entries)) => {
                    let map = Map::typed(of);
                    for (key, value) in entries.iter() {
                        map.insert(key, go_value(Some(value), item));
                    }
                    Value::Map(map)
                }
                _ => Value::Map(Map::nil(of)),
            }
        }
    }
}

fn pointer(target: Value, ty: &Type) -> Value {
    Value::object(gotemplate::Pointer::new(go_type(ty), target))
}

fn go_type(ty: &Type) -> GoType {
    match ty {
        Type::String | Type::Bytes | Type::Quantity | Type::Time | Type::MicroTime => GoType::STRING,
        Type::Bool => GoType::BOOL,
        Type::Int32 => GoType::INT32,
        Type::Int64 => GoType::INT64,
        Type::Float64 => GoType::FLOAT64,
        Type::IntOrString | Type::Raw => GoType::ANY,
        Type::Struct(id) => struct_type(id.get()),
        Type::Pointer(target) => GoType::pointer_to(go_type(target)),
        Type::List(item) => slice_type(item),
        Type::Map(item) => map_type(item),
    }
}

fn slice_type(item: &Type) -> GoType {
    match go_type(item) {
        GoType::Basic(Kind::String) => GoType::STRINGS,
        item => GoType::slice_of(item),
    }
}

fn map_type(item: &Type) -> GoType {
    match go_type(item) {
        GoType::Basic(Kind::String) => GoType::STRING_MAP,
        item => GoType::map_of(GoType::STRING, item),
    }
}

pub(super) fn struct_type(shape: &'static Struct) -> GoType {
    GoType::named(shape.go_type(), Kind::Struct, false)
}

impl Object for KubeObject {
    fn type_of(&self) -> GoType {
        self.of.get_or_init(|| struct_type(self.shape)).clone()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn field(&self, name: &str) -> Field {
        let fields = self.shape.fields();
        if let Some(value) = fields.iter().position(|f| f.go == name).and_then(|i| self.at(i)) {
            return Field::Value(value);
        }
        // Go also finds the fields of embedded structs.
        for (i, field) in fields.iter().enumerate().filter(|(_, f)| f.embedded) {
            if field.ty.as_struct().is_some()
                && let Some(Value::Object(inner)) = self.at(i)
            {
                let found = inner.field(name);
                if !matches!(found, Field::Absent) {
                    return found;
                }
            }
        }
        Field::Absent
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, GoType, Value)> {
        let fields = self.shape.fields().iter().enumerate();
        fields
            .filter_map(|(i, f)| Some((Cow::Borrowed(f.go), go_type(&f.ty), self.at(i)?)))
            .collect()
    }
}

fn struct_in_go_order(tree: &Tree, shape: &'static Struct) -> Tree {
    let Some(map) = tree.as_mapping() else {
        return tree.clone();
    };
    let mut ordered = Mapping::new();
    for field in shape.json_fields() {
        if let Some(value) = map.get(field.json) {
            ordered.insert(field.json, in_go_order(value, &field.ty));
        }
    }
    for (key, value) in map.iter() {
        if !ordered.contains_key(key) {
            ordered.insert(key, value.clone());
        }
    }
    ordered.into()
}

/// The tree with the fields of structs in Go's order and the keys of maps sorted, as `encoding/json` writes it.
#[must_use]
pub(super) fn in_go_order(tree: &Tree, ty: &Type) -> Tree {
    match (tree, ty.target()) {
        (Tree::Mapping(_), Type::Struct(id)) => struct_in_go_order(tree, id.get()),
        (Tree::Mapping(map), Type::Map(item)) => {
            let mut entries: Vec<(String, Tree)> =
                map.iter().map(|(k, v)| (k.to_owned(), in_go_order(v, item))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Tree::Mapping(entries.into_iter().collect())
        }
        (Tree::Sequence(items), Type::List(item)) => {
            Tree::Sequence(items.iter().map(|t| in_go_order(t, item)).collect())
        }
        _ => tree.clone(),
    }
}

/// The structs of a pod, looked up once.
#[derive(Clone, Copy, Debug)]
pub(super) struct PodShapes {
    /// `v1.Pod`
    pub pod: &'static Struct,
    /// `v1.PodSpec`
    pub pod_spec: &'static Struct,
    /// `v1.ObjectMeta`
    pub object_meta: &'static Struct,
}

impl PodShapes {
    /// Looks them up.
    #[must_use]
    pub(super) fn new() -> Self {
        let named = |name| {
            kubeschema::Schema::get()
                .struct_named(name)
                .expect("the table has every struct of a pod")
        };
        Self {
            pod: named("v1.Pod"),
            pod_spec: named("v1.PodSpec"),
            object_meta: named("v1.ObjectMeta"),
        }
    }
}

impl Default for PodShapes {
    fn default() -> Self {
        Self::new()
    }
}
