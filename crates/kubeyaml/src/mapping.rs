//! A map that keeps its order. Nearly all maps of a manifest have a handful of keys, so these are looked through one by one; only a
//! large map gets an index.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::Value;

/// Up to this many keys comparing them all is as quick as hashing one.
const FEW: usize = 16;

/// A map with string keys that remembers insertion order; equality ignores order.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    entries: Vec<(String, Value)>,
    /// Place of each key, once there are more than [`FEW`].
    #[expect(
        clippy::box_collection,
        reason = "few maps have an index, and those without should stay small"
    )]
    index: Option<Box<HashMap<String, usize, RandomState>>>,
}

impl Mapping {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty map with room for `capacity` entries.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            entries: Vec::with_capacity(capacity),
            index: None,
        }
    }

    fn find(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.entries.iter().position(|(k, _)| k == key),
        }
    }

    /// Adds a key that is known to be new.
    fn push(&mut self, key: String, value: Value) -> usize {
        let place = self.entries.len();
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), place);
        }
        self.entries.push((key, value));
        if place == FEW {
            self.rebuild_index();
        }
        place
    }

    fn rebuild_index(&mut self) {
        self.index = (self.entries.len() > FEW).then(|| {
            Box::new(
                self.entries
                    .iter()
                    .enumerate()
                    .map(|(place, (key, _))| (key.clone(), place))
                    .collect(),
            )
        });
    }

    /// The value under `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.find(key).map(|place| &self.entries[place].1)
    }

    /// The value under `key`, to change it in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.find(key).map(|place| &mut self.entries[place].1)
    }

    /// Whether `key` is there, even with a null value.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// Sets `key`; a new key goes to the end, an existing one keeps its place. Returns the former value.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let key = key.into();
        match self.find(&key) {
            Some(place) => Some(std::mem::replace(&mut self.entries[place].1, value.into())),
            None => {
                self.push(key, value.into());
                None
            }
        }
    }

    /// Takes `key` out, keeping the order of the others.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let place = self.find(key)?;
        let (_, value) = self.entries.remove(place);
        if self.index.is_some() {
            self.rebuild_index();
        }
        Some(value)
    }

    /// The value under `key`, inserted as `Null` first if absent.
    pub fn entry_or_null(&mut self, key: &str) -> &mut Value {
        let place = match self.find(key) {
            Some(place) => place,
            None => self.push(key.to_owned(), Value::Null),
        };
        &mut self.entries[place].1
    }

    /// How many keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> + ExactSizeIterator {
        self.entries.iter().map(|(k, v)| (k.as_str(), v))
    }

    /// Keys and values in order, values mutable.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.entries.iter_mut().map(|(k, v)| (k.as_str(), v))
    }

    /// Keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(k, _)| k.as_str())
    }

    /// Values in order.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.entries.iter().map(|(_, v)| v)
    }

    /// Keeps the entries for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value) -> bool) {
        self.entries.retain_mut(|(k, v)| keep(k, v));
        if self.index.is_some() {
            self.rebuild_index();
        }
    }
}

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        let same = |(place, (key, value)): (usize, &(String, Value))| match other.entries.get(place) {
            // Equal maps mostly have one order.
            Some((k, v)) if k == key => v == value,
            _ => other.get(key) == Some(value),
        };
        self.len() == other.len() && self.entries.iter().enumerate().all(same)
    }
}

impl IntoIterator for Mapping {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;
    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl FromIterator<(String, Value)> for Mapping {
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(iter: T) -> Self {
        let iter = iter.into_iter();
        let mut map = Self::with_capacity(iter.size_hint().0);
        for (key, value) in iter {
            map.insert(key, value);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small and large maps behave alike, also while one becomes the other.
    #[test]
    fn small_and_large_maps_keep_order_and_find_keys() {
        for size in [0, 1, FEW, FEW + 1, 100] {
            let mut map: Mapping = (0..size).map(|i| (format!("k{i}"), Value::from(i as i64))).collect();
            assert_eq!(map.len(), size);
            for i in 0..size {
                assert_eq!(map.get(&format!("k{i}")), Some(&Value::from(i as i64)), "{i} of {size}");
            }
            assert_eq!(map.insert("k0", 7_i64).is_some(), size > 0);
            map.retain(|key, _| key != "k1");
            map.remove("k2");
            *map.entry_or_null("new") = Value::from("x");
            let mut expected: Vec<String> = (0..size.max(1))
                .filter(|i| ![1, 2].contains(i))
                .map(|i| format!("k{i}"))
                .collect();
            expected.push("new".to_owned());
            assert_eq!(map.keys().collect::<Vec<_>>(), expected);
            assert!(expected.iter().all(|key| map.contains_key(key)) && !map.contains_key("k1"));
        }
    }

    #[test]
    fn equality_ignores_order() {
        let forward: Mapping = (0..40_i64).map(|i| (i.to_string(), Value::from(i))).collect();
        let backward: Mapping = (0..40_i64).rev().map(|i| (i.to_string(), Value::from(i))).collect();
        assert_eq!(forward, backward);
        let mut other = backward;
        other.insert("3", 4_i64);
        assert_ne!(forward, other);
    }
}
