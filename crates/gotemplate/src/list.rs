//! Slices and arrays.

use crate::value::{drop_all, take_containers};
use crate::{Kind, Type, Value};
use std::ops::Deref;
use std::rc::Rc;

/// A Go slice or array with its type. Immutable and shared: taking a part of it copies no items.
#[derive(Clone, Debug)]
pub struct List(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    /// The whole type (`[]string`, `[3]int`), not only the element's.
    of: Type,
    /// `None` is a nil slice.
    backing: Option<Rc<[Value]>>,
    start: usize,
    len: usize,
    /// How far it may be extended.
    cap: usize,
}

impl List {
    /// A slice `[]interface {}`.
    #[must_use]
    pub fn new(items: impl IntoIterator<Item = Value>) -> List {
        List::typed(Type::ANYS, items)
    }

    /// A slice `[]string`.
    #[must_use]
    pub fn strings<S: Into<crate::Str>>(items: impl IntoIterator<Item = S>) -> List {
        List::typed(Type::STRINGS, items.into_iter().map(Value::string))
    }

    /// A slice `[]byte`.
    #[must_use]
    pub fn bytes(bytes: &[u8]) -> List {
        let item = |b: &u8| Value::Uint(u64::from(*b), crate::UintKind::Uint8);
        List::typed(Type::BYTES, bytes.iter().map(item))
    }

    /// A list of any slice or array type. The caller sees to it that the items fit the element type.
    #[must_use]
    pub fn typed(of: Type, items: impl IntoIterator<Item = Value>) -> List {
        let backing: Rc<[Value]> = items.into_iter().collect();
        let len = backing.len();
        List(Rc::new(Inner {
            of,
            backing: Some(backing),
            start: 0,
            len,
            cap: len,
        }))
    }

    /// A nil slice of a type.
    #[must_use]
    pub fn nil(of: Type) -> List {
        List(Rc::new(Inner {
            of,
            backing: None,
            start: 0,
            len: 0,
            cap: 0,
        }))
    }

    /// The zero value: a nil slice, or an array of zeroes.
    #[must_use]
    pub(crate) fn zero(of: Type) -> List {
        match &of {
            Type::Array(n, elem) => {
                let items = vec![Value::zero(elem); *n];
                List::typed(of, items)
            }
            _ => List::nil(of),
        }
    }

    /// The whole type.
    #[must_use]
    pub fn type_of(&self) -> Type {
        self.0.of.clone()
    }

    /// The whole type, borrowed.
    #[must_use]
    pub fn list_type(&self) -> &Type {
        &self.0.of
    }

    /// The element type.
    #[must_use]
    pub fn elem_type(&self) -> &Type {
        self.0.of.elem().unwrap_or(&Type::Any)
    }

    /// Slice or array.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.of.kind()
    }

    /// Whether this is a nil slice.
    #[must_use]
    pub fn is_nil(&self) -> bool {
        self.0.backing.is_none()
    }

    /// The items.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        match &self.0.backing {
            Some(backing) => &backing[self.0.start..self.0.start + self.0.len],
            None => &[],
        }
    }

    /// How far the slice can be extended, as Go's `cap`.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.0.cap
    }

    /// The items `start..end` of a slice, where `end` may reach up to the capacity; `None` when out of range.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Option<List> {
        self.slice_to(start, end, self.0.cap)
    }

    /// As [`List::slice`], with a capacity that ends at `cap`.
    #[must_use]
    pub fn slice_to(&self, start: usize, end: usize, cap: usize) -> Option<List> {
        if start > end || end > cap || cap > self.0.cap {
            return None;
        }
        Some(List(Rc::new(Inner {
            of: self.0.of.clone(),
            backing: self.0.backing.clone(),
            start: self.0.start + start,
            len: end - start,
            cap: cap - start,
        })))
    }

    /// The bytes, when this is a list of `uint8`.
    #[must_use]
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        if self.elem_type().kind() != Kind::Uint8 {
            return None;
        }
        let byte = |item: &Value| match item.underlying() {
            Value::Uint(b, _) => b as u8,
            _ => 0,
        };
        Some(self.items().iter().map(byte).collect())
    }
}

impl List {
    /// Moves the lists and maps inside out when nothing else holds this list.
    pub(crate) fn take_containers(&mut self, pending: &mut Vec<Value>) {
        if let Some(inner) = Rc::get_mut(&mut self.0) {
            inner.take_containers(pending);
        }
    }
}

impl Inner {
    fn take_containers(&mut self, pending: &mut Vec<Value>) {
        if let Some(items) = self.backing.as_mut().and_then(Rc::get_mut) {
            take_containers(items.iter_mut(), pending);
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

impl Deref for List {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        self.items()
    }
}

impl FromIterator<Value> for List {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Self {
        List::new(items)
    }
}
