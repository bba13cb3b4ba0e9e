//! No change gives the same bytes; a change to another value gives a document that reads as that value, leaves the other documents
//! alone, and can be taken back.
#![no_main]

use kubeyaml::edit::restore::Record;
use kubeyaml::edit::{Options, Placement, set_value};
use kubeyaml::{Limits, Mapping, Number, Stream, Value};
use libfuzzer_sys::fuzz_target;

/// A small generator of choices, so that seeds stay plain documents.
struct Choices(u64);

impl Choices {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    fn scalar(&mut self) -> Value {
        match self.next(12) {
            0 => Value::Null,
            1 => Value::from(true),
            2 => Value::from(-7),
            3 => Value::from(1.5),
            4 => Value::from("yes"),
            5 => Value::from("0644"),
            6 => Value::from("two\nlines\n"),
            7 => Value::from(" # no: comment"),
            8 => Value::from(""),
            9 => Value::from("é\t\u{1f600}\u{85}"),
            10 => Value::Sequence(Vec::new()),
            _ => Value::from("plain"),
        }
    }

    fn value(&mut self) -> Value {
        match self.next(4) {
            0 => {
                let mut map = Mapping::new();
                for key in ["name", "image", "~", "a: b"].into_iter().take(self.next(5)) {
                    map.insert(key, self.scalar());
                }
                Value::Mapping(map)
            }
            1 => {
                let count = self.next(4);
                Value::Sequence((0..count).map(|_| self.scalar()).collect())
            }
            _ => self.scalar(),
        }
    }

    fn change(&mut self, value: &mut Value, depth: usize) {
        match value {
            Value::Mapping(map) if !map.is_empty() && depth < 20 && (depth == 0 || self.next(5) > 0) => {
                let at = self.next(map.len());
                let key = map.keys().nth(at).expect("an index below the length").to_owned();
                match self.next(8) {
                    0 => drop(map.remove(&key)),
                    1 => drop(map.insert("added", self.value())),
                    _ => self.change(map.get_mut(&key).expect("the key of an entry"), depth + 1),
                }
            }
            Value::Sequence(items) if !items.is_empty() && depth < 20 && (depth == 0 || self.next(5) > 0) => {
                let at = self.next(items.len());
                match self.next(8) {
                    0 => drop(items.remove(at)),
                    1 => items.insert(at, self.value()),
                    2 => items.reverse(),
                    _ => self.change(&mut items[at], depth + 1),
                }
            }
            // The root keeps its kind, as that of an object does: JSON texts in a row cannot all become scalars.
            Value::Mapping(map) if depth == 0 => drop(map.insert("added", self.value())),
            Value::Sequence(items) if depth == 0 => items.push(self.value()),
            other => *other = self.value(),
        }
    }
}

fn has_nan(value: &Value) -> bool {
    match value {
        Value::Number(Number::Float(f)) => f.is_nan(),
        Value::Sequence(items) => items.iter().any(has_nan),
        Value::Mapping(map) => map.values().any(has_nan),
        _ => false,
    }
}

fn values(text: &str) -> Option<Vec<Value>> {
    let stream = Stream::parse(text.as_bytes(), &Limits::default()).ok()?;
    stream.documents().map(|document| document.and_then(|d| d.to_value()).ok()).collect()
}

fuzz_target!(|data: &[u8]| {
    let Ok(stream) = Stream::parse(data, &Limits::default().with_max_expanded_nodes(10_000)) else { return };
    let Ok(documents) = stream.to_documents() else { return };
    let text = stream.text();
    let Some(before) = values(text) else { return };
    if before.iter().any(has_nan) {
        return;
    }
    let seed = data.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut choices = Choices(seed | 1);
    for (document, value) in documents.iter().zip(&before) {
        let none = set_value(document, value, &Options::default()).expect("a document can have its own value");
        assert_eq!(none.apply(text), text, "no change, no edit");

        let mut target = value.clone();
        for _ in 0..=choices.next(3) {
            choices.change(&mut target, 0);
        }
        let options = Options {
            placement: if choices.next(2) == 0 { Placement::Last } else { Placement::Alphabetical },
            ..Options::default()
        };
        let Ok(edits) = set_value(document, &target, &options) else { continue };
        let edited = edits.apply(text);
        let after = values(&edited).unwrap_or_else(|| panic!("{edited:?} does not read"));
        let mut wanted = before.clone();
        wanted[document.index()] = target;
        assert_eq!(after, wanted, "{edited:?}");
        let record = edits.inverse(text).encode();
        let restored = Record::decode(&record).expect("a record decodes").restore(&edited);
        assert_eq!(restored.as_deref().ok(), Some(text), "{edited:?}");
    }
});
