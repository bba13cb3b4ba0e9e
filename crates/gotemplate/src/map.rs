//! Maps: shared, mutable, and ordered the way Go prints them and ranges over them.

use crate::value::{drop_all, take_containers};
use crate::{Kind, Str, Type, Value};
use std::cell::{Cell, Ref, RefCell};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A Go map with its type. Clones share the entries: an insertion through one is seen through all.
#[derive(Clone, Debug)]
pub struct Map(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    /// The whole type: `map[string]interface {}`.
    of: Type,
    /// `None` is a nil map.
    entries: Option<RefCell<Entries>>,
    watch: Option<Watch>,
}

/// Knows whether any of the maps that were made with it has been changed. Clones watch together.
#[derive(Clone, Debug, Default)]
pub struct Watch(Rc<Cell<bool>>);

impl Watch {
    /// Whether one of the maps has been changed since the watch began.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.0.get()
    }

    /// Begins anew: what has been changed so far does not count.
    pub fn begin(&self) {
        self.0.set(false);
    }
}

/// String keys, which nearly every map has, are stored so that a lookup needs no allocation.
#[derive(Debug)]
enum Entries {
    Text(BTreeMap<Str, Value>),
    Other(BTreeMap<Key, Value>),
}

/// A key of a map whose keys are not plain strings, in the order in which Go sorts keys for printing.
#[derive(Clone, Debug)]
pub struct Key(pub Value);

impl Default for Map {
    fn default() -> Self {
        Map::new()
    }
}

impl Map {
    /// An empty `map[string]interface {}`.
    #[must_use]
    pub fn new() -> Map {
        Map::typed(Type::MAP)
    }

    /// An empty map of any map type.
    #[must_use]
    pub fn typed(of: Type) -> Map {
        let entries = match of.key() {
            Some(Type::Basic(Kind::String)) | None => Entries::Text(BTreeMap::new()),
            Some(_) => Entries::Other(BTreeMap::new()),
        };
        Map(Rc::new(Inner {
            of,
            entries: Some(RefCell::new(entries)),
            watch: None,
        }))
    }

    /// An empty `map[string]interface {}` under a watch; filling it is a change too.
    #[must_use]
    pub fn watched(watch: &Watch) -> Map {
        Map(Rc::new(Inner {
            of: Type::MAP,
            entries: Some(RefCell::new(Entries::Text(BTreeMap::new()))),
            watch: Some(watch.clone()),
        }))
    }

    /// A nil map of a type.
    #[must_use]
    pub fn nil(of: Type) -> Map {
        Map(Rc::new(Inner {
            of,
            entries: None,
            watch: None,
        }))
    }

    /// The whole type.
    #[must_use]
    pub fn type_of(&self) -> Type {
        self.0.of.clone()
    }

    /// The whole type, borrowed.
    #[must_use]
    pub fn map_type(&self) -> &Type {
        &self.0.of
    }

    /// The key type.
    #[must_use]
    pub fn key_type(&self) -> &Type {
        self.0.of.key().unwrap_or(&Type::Any)
    }

    /// The element type.
    #[must_use]
    pub fn elem_type(&self) -> &Type {
        self.0.of.elem().unwrap_or(&Type::Any)
    }

    /// Whether this is a nil map.
    #[must_use]
    pub fn is_nil(&self) -> bool {
        self.0.entries.is_none()
    }

    /// How many entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.read(|entries| match entries {
            Entries::Text(m) => m.len(),
            Entries::Other(m) => m.len(),
        })
        .unwrap_or(0)
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value under a string key. For maps whose key type is an interface the key is looked up as a `string`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Value> {
        self.get_bytes(key.as_bytes())
    }

    /// As [`Map::get`], for keys that may not be UTF-8.
    #[must_use]
    pub fn get_bytes(&self, key: &[u8]) -> Option<Value> {
        self.read(|entries| match entries {
            Entries::Text(m) => m.get(key).cloned(),
            Entries::Other(m) => m.get(&Key(Value::String(Str::from_bytes(key)))).cloned(),
        })
        .flatten()
    }

    /// Whether a string key is there.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.read(|entries| match entries {
            Entries::Text(m) => m.contains_key(key.as_bytes()),
            Entries::Other(m) => m.contains_key(&Key(Value::string(key))),
        })
        .unwrap_or(false)
    }

    /// The value under a key of any type.
    #[must_use]
    pub fn get_value(&self, key: &Value) -> Option<Value> {
        self.read(|entries| match (entries, key) {
            (Entries::Text(m), Value::String(k)) => m.get(k.as_bytes()).cloned(),
            (Entries::Text(m), other) => match other.underlying() {
                Value::String(k) => m.get(k.as_bytes()).cloned(),
                _ => None,
            },
            (Entries::Other(m), k) => m.get(&Key(k.clone())).cloned(),
        })
        .flatten()
    }

    /// Sets a string key and gives back what was there. A nil map stays nil (Go panics: check [`Map::is_nil`] first).
    pub fn insert(&self, key: impl Into<Str>, value: impl Into<Value>) -> Option<Value> {
        let (key, value) = (key.into(), value.into());
        self.write(|entries| match entries {
            Entries::Text(m) => m.insert(key, value),
            Entries::Other(m) => m.insert(Key(Value::String(key)), value),
        })
    }

    /// Sets a key of any type. A key that is not a string is dropped by a map that has string keys.
    pub fn insert_value(&self, key: Value, value: Value) -> Option<Value> {
        self.write(|entries| match (entries, key) {
            (Entries::Text(m), Value::String(k)) => m.insert(k, value),
            (Entries::Text(_), _) => None,
            (Entries::Other(m), k) => m.insert(Key(k), value),
        })
    }

    /// Removes a string key.
    pub fn remove(&self, key: &str) -> Option<Value> {
        self.write(|entries| match entries {
            Entries::Text(m) => m.remove(key.as_bytes()),
            Entries::Other(m) => m.remove(&Key(Value::string(key))),
        })
    }

    /// The entries in Go's order, as they are now.
    #[must_use]
    pub fn entries(&self) -> Vec<(Value, Value)> {
        self.read(|entries| match entries {
            Entries::Text(m) => m.iter().map(|(k, v)| (Value::String(k.clone()), v.clone())).collect(),
            Entries::Other(m) => m.iter().map(|(k, v)| (k.0.clone(), v.clone())).collect(),
        })
        .unwrap_or_default()
    }

    /// The entries of a map with string keys, in byte order of the keys; entries under other keys are left out.
    #[must_use]
    pub fn string_entries(&self) -> Vec<(Str, Value)> {
        self.read(|entries| match entries {
            Entries::Text(m) => m.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
            Entries::Other(m) => m
                .iter()
                .filter_map(|(k, v)| match &k.0 {
                    Value::String(k) => Some((k.clone(), v.clone())),
                    _ => None,
                })
                .collect(),
        })
        .unwrap_or_default()
    }

    /// Whether both are the same map, not only equal ones.
    #[must_use]
    pub fn same(&self, other: &Map) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// A copy with entries of its own (the values are shared).
    #[must_use]
    pub fn shallow_copy(&self) -> Map {
        let copy = Map::typed(self.type_of());
        for (key, value) in self.entries() {
            copy.insert_value(key, value);
        }
        copy
    }

    fn read<R>(&self, f: impl FnOnce(&Entries) -> R) -> Option<R> {
        let entries: Ref<'_, Entries> = self.0.entries.as_ref()?.borrow();
        Some(f(&entries))
    }

    /// No caller's code runs while the entries are borrowed, so the borrow cannot fail; dropping what was replaced is left to the caller.
    fn write(&self, f: impl FnOnce(&mut Entries) -> Option<Value>) -> Option<Value> {
        let mut entries = self.0.entries.as_ref()?.borrow_mut();
        if let Some(watch) = &self.0.watch {
            watch.0.set(true);
        }
        f(&mut entries)
    }
}

impl Map {
    /// Moves the lists and maps inside out when nothing else holds this map.
    pub(crate) fn take_containers(&mut self, pending: &mut Vec<Value>) {
        if let Some(inner) = Rc::get_mut(&mut self.0) {
            inner.take_containers(pending);
        }
    }
}

impl Inner {
    fn take_containers(&mut self, pending: &mut Vec<Value>) {
        match self.entries.as_mut().map(RefCell::get_mut) {
            Some(Entries::Text(m)) => take_containers(m.values_mut(), pending),
            Some(Entries::Other(m)) => take_containers(m.values_mut(), pending),
            None => {}
        }
    }
}

/// Deep data is dropped level by level, so that its depth costs no stack.
impl Drop for Inner {
    fn drop(&mut self) {
        let mut pending = Vec::new();
        self.take_containers(&mut pending);
        drop_all(pending);
    }
}

impl<K: Into<Str>> FromIterator<(K, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(entries: I) -> Self {
        let map = Map::new();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Nil first, then by type, then by value; NaN before all other floats.
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |v: &Value| type_rank(v.kind());
        rank(&self.0)
            .cmp(&rank(&other.0))
            .then_with(|| compare_same_kind(&self.0, &other.0))
    }
}

/// Go orders keys of different types by the address of the type. This is the order in binaries built by Go 1.26: strings, integers by
/// width, complex numbers, floats, bools, and the rest.
fn type_rank(kind: Kind) -> u8 {
    const ORDER: [Kind; 17] = [
        Kind::Invalid,
        Kind::String,
        Kind::Int8,
        Kind::Uint8,
        Kind::Int16,
        Kind::Uint16,
        Kind::Int32,
        Kind::Uint32,
        Kind::Int64,
        Kind::Uint64,
        Kind::Int,
        Kind::Uint,
        Kind::Uintptr,
        Kind::Complex128,
        Kind::Float32,
        Kind::Float64,
        Kind::Bool,
    ];
    ORDER
        .iter()
        .position(|known| *known == kind)
        .map_or(100 + kind as u8, |i| i as u8)
}

fn compare_same_kind(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Int(a, _), Value::Int(b, _)) => a.cmp(b),
        (Value::Uint(a, _), Value::Uint(b, _)) => a.cmp(b),
        (Value::Float(a, _), Value::Float(b, _)) => compare_floats(*a, *b),
        (Value::Complex(a, b), Value::Complex(c, d)) => compare_floats(*a, *c).then_with(|| compare_floats(*b, *d)),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) => a.iter().map(|v| Key(v.clone())).cmp(b.iter().map(|v| Key(v.clone()))),
        (Value::Object(a), Value::Object(b)) => match (a.underlying(), b.underlying()) {
            (Some(a), Some(b)) => compare_same_kind(&a, &b),
            _ => Rc::as_ptr(a).cast::<()>().cmp(&Rc::as_ptr(b).cast::<()>()),
        },
        (Value::Object(a), _) if a.underlying().is_some() => compare_same_kind(&a.underlying().unwrap_or_default(), b),
        (_, Value::Object(b)) if b.underlying().is_some() => compare_same_kind(a, &b.underlying().unwrap_or_default()),
        _ => Ordering::Equal,
    }
}

fn compare_floats(a: f64, b: f64) -> Ordering {
    match (a.is_nan(), b.is_nan()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        // Not total_cmp: 0 and -0 are one key.
        (false, false) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, Watch};

    #[test]
    fn a_watch_sees_every_change_of_its_maps_and_no_other() {
        let watch = Watch::default();
        let (outer, inner) = (Map::watched(&watch), Map::watched(&watch));
        outer.insert("inner", inner.clone());
        assert!(watch.changed());
        watch.begin();
        assert!(outer.get("inner").is_some() && outer.contains_key("inner") && !outer.entries().is_empty());
        outer.shallow_copy().insert("copy", 1.0);
        Map::new().insert("other", 1.0);
        assert!(!watch.changed());
        inner.insert("a", 1.0);
        assert!(watch.changed());
        watch.begin();
        inner.clone().remove("a");
        assert!(watch.changed());
    }
}
