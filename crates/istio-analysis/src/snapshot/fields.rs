//! Reading fields of an object by name.

use kubeyaml::{Mapping, Value};

/// A value of an object, or nothing. Istio's messages may be written with the names of the API (`workloadSelector`) or those of its
/// protobuf files (`workload_selector`): both are found. Null counts as nothing.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(Option<&'a Value>);

impl<'a> Fields<'a> {
    /// The fields of `value`.
    #[must_use]
    pub fn of(value: Option<&'a Value>) -> Self {
        Self(value.filter(|value| !value.is_null()))
    }

    /// The value itself.
    #[must_use]
    pub fn value(self) -> Option<&'a Value> {
        self.0
    }

    /// Whether there is a value.
    #[must_use]
    pub fn is_set(self) -> bool {
        self.0.is_some()
    }

    /// The field `name`, given as the API spells it.
    #[must_use]
    pub fn at(self, name: &str) -> Fields<'a> {
        let Some(Value::Mapping(map)) = self.0 else {
            return Fields(None);
        };
        Fields::of(map.get(name).or_else(|| under_proto_name(map, name)))
    }

    /// The text of the field `name`; empty if it is missing or no text.
    #[must_use]
    pub fn text(self, name: &str) -> &'a str {
        self.at(name).as_text()
    }

    /// The value as text; empty if it is none.
    #[must_use]
    pub fn as_text(self) -> &'a str {
        self.0.and_then(Value::as_str).unwrap_or("")
    }

    /// The field `name` as a boolean; false if it is missing.
    #[must_use]
    pub fn flag(self, name: &str) -> bool {
        self.at(name).0.and_then(Value::as_bool).unwrap_or(false)
    }

    /// The field `name` as an integer, also one in quotes, as protobuf takes them.
    #[must_use]
    pub fn integer(self, name: &str) -> Option<i64> {
        self.at(name).as_integer()
    }

    /// The value as an integer.
    #[must_use]
    pub fn as_integer(self) -> Option<i64> {
        match self.0? {
            Value::String(text) => text.parse().ok(),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => Some(integer),
                // What protobuf takes as well: a float without a fraction.
                None if number.as_f64().fract() == 0.0 && number.as_f64().abs() < 9e15 => Some(number.as_f64() as i64),
                None => None,
            },
            _ => None,
        }
    }

    /// The name of an enum value, which may be written as its number; the first name if the field is missing.
    #[must_use]
    pub fn enumeration(self, name: &str, names: &[&'static str]) -> &'a str {
        let field = self.at(name);
        match field.0 {
            Some(Value::String(text)) => text,
            Some(_) => field
                .as_integer()
                .and_then(|number| usize::try_from(number).ok())
                .and_then(|number| names.get(number).copied())
                .unwrap_or(""),
            None => names.first().copied().unwrap_or(""),
        }
    }

    /// The items of the list `name`; none if there is no such list.
    pub fn items(self, name: &str) -> impl ExactSizeIterator<Item = Fields<'a>> + use<'a> {
        self.at(name)
            .0
            .and_then(Value::as_sequence)
            .unwrap_or_default()
            .iter()
            .map(|item| Fields::of(Some(item)))
    }

    /// The texts in the list `name`.
    pub fn texts(self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.items(name).map(Fields::as_text)
    }

    /// The entries of the map `name`.
    pub fn entries(self, name: &str) -> impl Iterator<Item = (&'a str, Fields<'a>)> + use<'a> {
        self.map(name)
            .into_iter()
            .flat_map(Mapping::iter)
            .map(|(key, value)| (key, Fields::of(Some(value))))
    }

    /// The map `name`.
    #[must_use]
    pub fn map(self, name: &str) -> Option<&'a Mapping> {
        self.at(name).0.and_then(Value::as_mapping)
    }
}

fn under_proto_name<'a>(map: &'a Mapping, name: &str) -> Option<&'a Value> {
    if !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    map.iter()
        .find(|(key, _)| key.contains('_') && same_field(name, key))
        .map(|(_, value)| value)
}

/// Whether `written` is the protobuf name of the field that the API calls `name`.
pub(crate) fn same_field(name: &str, written: &str) -> bool {
    let mut rest = written.bytes();
    for byte in name.bytes() {
        let expected = if byte.is_ascii_uppercase() {
            if rest.next() != Some(b'_') {
                return false;
            }
            byte.to_ascii_lowercase()
        } else {
            byte
        };
        if rest.next() != Some(expected) {
            return false;
        }
    }
    rest.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_field_are_found() {
        let value = kubeyaml::from_str("workload_selector: {labels: {app: a}}\nport: '8080'\nmode: 1\nnone: null\n");
        let value = value.expect("valid YAML");
        let fields = Fields::of(Some(&value));
        assert_eq!(fields.at("workloadSelector").at("labels").text("app"), "a");
        assert_eq!(fields.integer("port"), Some(8080));
        assert_eq!(fields.enumeration("mode", &["DISABLE", "SIMPLE"]), "SIMPLE");
        assert!(!fields.at("none").is_set());
        assert!(!same_field("workloadSelector", "workload_selectors"));
    }
}
