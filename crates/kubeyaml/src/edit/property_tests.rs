//! What has to hold for every document and every target, tried on generated ones.

use super::restore::{Record, RestoreError};
use super::{Edit, Edits, IDENTITY, Options, set_value};
use crate::{Limits, Mapping, NodeKind, Stream, Value};

/// A small generator of pseudo-random numbers (xorshift64*), so that every run tries the same cases.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

const KEYS: &[&str] = &[
    "a", "b", "name", "spec", "k 1", "'q'", "\"d\"", "0", "on", "x/y.z", "né",
];
const PLAIN: &[&str] = &[
    "1",
    "0644",
    "1.10",
    "x",
    "yes",
    "~",
    "null",
    "a b",
    "'it''s'",
    "\"q\\tr\"",
    "\"\"",
    "-1",
    "http://x:80/#y",
    "1_0",
    "!!str 5",
    "0x1F",
    "\"two\n    lines\"",
    "plain on\n    two lines",
];
const STRINGS: &[&str] = &[
    "",
    "x",
    "8080",
    "true",
    "a: b",
    " lead",
    "tail ",
    "l1\nl2\n",
    "l1\n  l2",
    "\n",
    "é☃",
    "#c",
    "- d",
    "x\n\n",
    "\t",
    "a\u{2028}b",
    "r\rn",
    "\u{85}x",
    "😀",
    "p\u{a0}q",
    "<<",
    "=",
    "1:30",
    " l1\nl2",
    "\u{feff}z",
    "\u{7}",
];

/// Writes documents in all manners of styles.
struct Scribe {
    dice: Dice,
    out: String,
    anchors: usize,
    anchored: bool,
}

impl Scribe {
    fn document(seed: u64) -> String {
        let mut scribe = Scribe {
            dice: Dice::new(seed),
            out: String::new(),
            anchors: 0,
            anchored: false,
        };
        scribe.anchored = scribe.dice.one_in(3);
        let start = scribe.dice.pick(&["", "", "# top\n", "---\n", "\n", "--- # start\n"]);
        scribe.out.push_str(start);
        if scribe.dice.one_in(6) {
            scribe.flow(4);
            scribe.out.push('\n');
        } else if scribe.dice.one_in(4) {
            scribe.block_sequence(0, 4);
        } else {
            scribe.block_mapping(0, 4);
        }
        let end = scribe.dice.pick(&["", "", "# end\n", "\n\n", "...\n"]);
        scribe.out.push_str(end);
        let mut text = scribe.out;
        if scribe.dice.one_in(4) {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if scribe.dice.one_in(5) {
            text = text.replace('\n', "\r\n");
        } else if scribe.dice.one_in(30) {
            text = text.replace('\n', "\r");
        }
        text
    }

    fn blanks(&mut self, column: usize) {
        self.out.extend(std::iter::repeat_n(' ', column));
    }

    fn comments(&mut self, column: usize) {
        while self.dice.one_in(6) {
            let column = self.dice.pick(&[column, column, column + 2, 0]);
            match self.dice.below(3) {
                0 => self.out.push('\n'),
                _ => {
                    self.blanks(column);
                    self.out.push_str(self.dice.pick(&["# note\n", "#ü\n", "#\n"]));
                }
            }
        }
    }

    fn end_line(&mut self) {
        let end = self
            .dice
            .pick(&["\n", "\n", "\n", "\n", " # why\n", "  \n", " #\n", " #é\n"]);
        self.out.push_str(end);
    }

    fn anchor(&mut self) -> bool {
        if self.anchored && self.dice.one_in(4) {
            self.anchors += 1;
            self.out.push_str(&format!(" &x{}", self.anchors));
            return true;
        }
        false
    }

    fn alias(&mut self) -> Option<String> {
        (self.anchored && self.anchors > 0 && self.dice.one_in(4))
            .then(|| format!("*x{}", 1 + self.dice.below(self.anchors)))
    }

    fn block_mapping(&mut self, column: usize, depth: usize) {
        let mut keys = KEYS.to_vec();
        for i in 0..1 + self.dice.below(4) {
            if i > 0 {
                self.comments(column);
                self.blanks(column);
            }
            let at = self.dice.below(keys.len());
            let key = keys.swap_remove(at);
            if let Some(alias) = self.alias().filter(|_| self.dice.one_in(3)) {
                self.out.push_str(&format!("<<: {alias}\n"));
                continue;
            }
            if self.dice.one_in(15) {
                self.out.push_str(&format!("? {key}\n"));
                self.blanks(column);
            } else {
                self.out.push_str(key);
            }
            self.out.push(':');
            self.value(column, depth, false);
        }
    }

    fn block_sequence(&mut self, column: usize, depth: usize) {
        for i in 0..1 + self.dice.below(4) {
            if i > 0 {
                self.comments(column);
                self.blanks(column);
            }
            self.out.push('-');
            self.value(column, depth, true);
        }
    }

    /// What follows `:` or `-`.
    fn value(&mut self, column: usize, depth: usize, item: bool) {
        if let Some(alias) = self.alias() {
            self.out.push_str(&format!(" {alias}"));
            return self.end_line();
        }
        let what = self.dice.below(if depth == 0 { 4 } else { 8 });
        let anchored = what < 7 && self.anchor();
        match what {
            0 => self.end_line(),
            1 | 2 => {
                let text = self.dice.pick(PLAIN);
                self.out
                    .push_str(&format!("{}{text}", self.dice.pick(&[" ", " ", "   "])));
                self.end_line();
            }
            3 => {
                let header = self.dice.pick(&["|", "|-", "|+", ">", ">-", "|2", ">+"]);
                self.out.push_str(&format!(" {header}\n"));
                for line in 0..1 + self.dice.below(3) {
                    self.blanks(column + 2);
                    let text = self.dice.pick(&["text", "# no note", "  deeper", "k: v"]);
                    self.out.push_str(if line == 0 { "first" } else { text });
                    self.out.push_str(self.dice.pick(&["\n", "\n", "\n\n"]));
                }
            }
            4 => {
                self.out.push(' ');
                self.flow(depth - 1);
                self.end_line();
            }
            5 if !item || anchored || self.dice.one_in(5) => {
                self.end_line();
                let inner = column + self.dice.pick(&[2, 2, 4]);
                self.comments(inner);
                self.blanks(inner);
                self.block_mapping(inner, depth - 1);
            }
            6 if !item || anchored || self.dice.one_in(5) => {
                self.end_line();
                let inner = if item {
                    column + 2
                } else {
                    column + self.dice.pick(&[0, 0, 2])
                };
                self.comments(inner);
                self.blanks(inner);
                self.block_sequence(inner, depth - 1);
            }
            _ if item => {
                self.out.push(' ');
                if self.dice.one_in(4) {
                    self.block_sequence(column + 2, depth - 1);
                } else {
                    self.block_mapping(column + 2, depth - 1);
                }
            }
            _ => {
                self.out.push_str(" plain");
                self.end_line();
            }
        }
    }

    fn flow(&mut self, depth: usize) {
        let json = self.dice.one_in(3);
        self.flow_of(depth, json);
    }

    fn flow_of(&mut self, depth: usize, json: bool) {
        let lines = self.dice.one_in(4);
        let mapping = self.dice.one_in(2);
        self.out.push(if mapping { '{' } else { '[' });
        let mut keys = KEYS.to_vec();
        let count = self.dice.below(4);
        for i in 0..count {
            if lines {
                self.out
                    .push_str(self.dice.pick(&["\n        ", "\n        ", " # in\n          "]));
            }
            if mapping {
                let at = self.dice.below(keys.len());
                let key = keys.swap_remove(at);
                let quoted = key.starts_with(['\'', '"']) || !json;
                self.out
                    .push_str(&if quoted { key.to_owned() } else { format!("\"{key}\"") });
                self.out
                    .push_str(if json { self.dice.pick(&[":", ": "]) } else { ": " });
            }
            if depth > 0 && self.dice.one_in(3) {
                self.flow_of(depth - 1, json);
            } else if json {
                self.out
                    .push_str(self.dice.pick(&["\"s\"", "1", "true", "null", "[]", "{}"]));
            } else {
                let alias = self.alias().filter(|_| self.dice.one_in(2));
                let text = alias.unwrap_or_else(|| self.dice.pick(&["v", "'s t'", "2", "a: 1", "", "x y"]).to_owned());
                self.out
                    .push_str(if mapping { text.trim_end_matches(": 1") } else { &text });
            }
            if i + 1 < count || self.dice.one_in(10) {
                self.out
                    .push_str(if json { self.dice.pick(&[",", ", "]) } else { ", " });
            }
        }
        if lines {
            self.out.push_str("\n      ");
        }
        self.out.push(if mapping { '}' } else { ']' });
    }
}

/// Changes a value here and there.
fn mutate(value: &mut Value, dice: &mut Dice, depth: usize) {
    if depth > 0 && dice.one_in(12) {
        *value = invent(dice, 2);
        return;
    }
    match value {
        Value::Mapping(mapping) => {
            let keys: Vec<String> = mapping.keys().map(str::to_owned).collect();
            for key in keys {
                if dice.one_in(10) {
                    mapping.remove(&key);
                } else if let Some(value) = mapping.get_mut(&key) {
                    mutate(value, dice, depth + 1);
                }
            }
            while dice.one_in(4) {
                let value = invent(dice, 2);
                mapping.insert(dice.pick(&["new", "a", "name", "8", "on", "<<", "x: y"]), value);
            }
        }
        Value::Sequence(items) => {
            let mut i = 0;
            while i < items.len() {
                if dice.one_in(10) {
                    items.remove(i);
                    continue;
                }
                mutate(&mut items[i], dice, depth + 1);
                i += 1;
            }
            if items.len() > 1 && dice.one_in(6) {
                let (from, to) = (dice.below(items.len()), dice.below(items.len()));
                let item = items.remove(from);
                items.insert(to, item);
            }
            while dice.one_in(4) {
                let item = invent(dice, 2);
                items.insert(dice.below(items.len() + 1), item);
            }
        }
        _ if dice.one_in(8) => *value = invent(dice, 0),
        _ => {}
    }
}

fn invent(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth == 0 { 6 } else { 10 }) {
        0 => Value::Null,
        1 => Value::Bool(dice.one_in(2)),
        2 => Value::from(dice.below(1000) as i64 - 500),
        3 => Value::from(dice.below(1000) as f64 / 8.0),
        4 | 5 => Value::from(dice.pick(STRINGS)),
        6 | 7 => Value::Sequence((0..dice.below(3)).map(|_| invent(dice, depth - 1)).collect()),
        _ => {
            let mut mapping = Mapping::new();
            for _ in 0..dice.below(4) {
                let value = invent(dice, depth - 1);
                mapping.insert(dice.pick(&["name", "k", "l", "m n", ""]), value);
            }
            Value::Mapping(mapping)
        }
    }
}

/// Reads `source`, if it is a document, and checks everything for a target made from it.
fn check(source: &str, dice: &mut Dice) -> Option<(Edits, String)> {
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).ok()?;
    let mut documents = stream.to_documents().ok()?;
    let document = documents.drain(..).next()?;
    let value = document.to_value().ok()?;
    let options = Options::default();
    let unchanged = set_value(&document, &value, &options).expect("it has that value already");
    assert!(unchanged.is_empty(), "{unchanged:?}\n{source}");
    let mut target = value.clone();
    mutate(&mut target, dice, 0);
    let edits = set_value(&document, &target, &options).unwrap_or_else(|error| panic!("{error}\n{source}\n{target:?}"));
    let edited = edits.apply_range(source, document.range());
    let again = Stream::parse(edited.as_bytes(), &Limits::default()).expect("it is text");
    let again = again
        .to_documents()
        .unwrap_or_else(|error| panic!("{error}\n{source}\n=>\n{edited}\n{target:?}"));
    assert!(again.len() <= 1, "{source}\n=>\n{edited}");
    let read = again.first().map_or(Ok(Value::Null), crate::Document::to_value);
    assert_eq!(read.as_ref(), Ok(&target), "{source}\n=>\n{edited}");
    let record = edits.inverse_in(source, document.range());
    let record = Record::decode(&record.encode()).expect("a record decodes");
    let restored = record.restore(&edited);
    assert_eq!(restored.as_deref(), Ok(document.source()), "restored from\n{edited}");
    if edited.ends_with('\r') {
        return Some((edits, edited));
    }
    let later = record.restore(&format!("# later\n{edited}\n# later\n"));
    let expected = format!("# later\n{}\n# later\n", document.source());
    let unclear = matches!(later, Err(RestoreError::Ambiguous { .. }));
    assert!(
        record.is_empty() || unclear || later.as_ref() == Ok(&expected),
        "{later:?} is not {expected:?}"
    );
    Some((edits, edited))
}

#[test]
fn edited_documents_read_as_their_targets_and_can_be_restored() {
    let mut checked = 0;
    for seed in 0..3000 {
        let source = Scribe::document(seed);
        let mut dice = Dice::new(seed + 7);
        checked += usize::from(check(&source, &mut dice).is_some());
    }
    assert!(checked > 1500, "only {checked} of the documents could be read");
}

/// Edits every document of a stream and checks that each reads as its own target.
fn check_stream(source: &str, dice: &mut Dice) -> Option<usize> {
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).ok()?;
    let documents = stream.to_documents().ok()?;
    let mut targets = Vec::new();
    let mut all = Vec::new();
    for document in &documents {
        let mut target = document.to_value().ok()?;
        if !document.is_empty() && dice.one_in(2) {
            mutate(&mut target, dice, 0);
        }
        let edits =
            set_value(document, &target, &Options::default()).unwrap_or_else(|error| panic!("{error}\n{source}"));
        let range = document.range();
        assert!(
            edits
                .iter()
                .all(|edit| range.start <= edit.range.start && edit.range.end <= range.end),
            "{source}"
        );
        all.push(edits);
        targets.push(target);
    }
    let edits = Edits::join(all).expect("documents do not overlap");
    let edited = edits.apply(source);
    let again = Stream::parse(edited.as_bytes(), &Limits::default()).expect("it is text");
    let again = again
        .to_documents()
        .unwrap_or_else(|error| panic!("{error}\n{source}\n=>\n{edited}"));
    let read: Vec<Value> = again
        .iter()
        .map(|document| document.to_value().expect("it has a value"))
        .collect();
    assert_eq!(read, targets, "{source}\n=>\n{edited}");
    assert_eq!(
        edits.inverse(source).restore(&edited).as_deref(),
        Ok(source),
        "{edited}"
    );
    Some(documents.len())
}

/// Changes a single scalar of a document and checks that no line is touched but its own.
fn check_one_scalar(source: &str, dice: &mut Dice) -> Option<()> {
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).ok()?;
    let documents = stream.to_documents().ok()?;
    let document = documents.first()?;
    let mut target = document.to_value().ok()?;
    let mut node = document.root()?;
    if source.contains("&x") {
        return None;
    }
    let mut place = &mut target;
    while node.kind() != NodeKind::Scalar {
        if node.is_empty() {
            return None;
        }
        place = match place {
            Value::Mapping(mapping) => {
                let entry = node.entries().nth(dice.below(node.len()))?;
                let key = entry.key.key_text().ok()?;
                if IDENTITY.contains(&&*key) {
                    // A list item of another name is another item.
                    return None;
                }
                node = node.entry(&key)?.value;
                mapping.get_mut(&key)?
            }
            Value::Sequence(items) => {
                let i = dice.below(node.len());
                node = node.item(i)?;
                &mut items[i]
            }
            _ => return None,
        };
    }
    *place = Value::from("changed");
    let edits = set_value(document, &target, &Options::default()).ok()?;
    let span = node.full_span();
    let inside = |edit: &Edit| span.start <= edit.range.start && edit.range.end <= span.end;
    assert!(edits.iter().all(inside), "{span:?} {edits:?}\n{source}");
    Some(())
}

#[test]
fn a_changed_scalar_changes_nothing_else() {
    let checked =
        (0..2000).filter(|seed| check_one_scalar(&Scribe::document(*seed), &mut Dice::new(seed + 3)).is_some());
    assert!(checked.count() > 500);
}

fn stream(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut source = String::new();
    for i in 0..1 + dice.below(3) {
        if i > 0 {
            if !source.is_empty() && !source.ends_with('\n') {
                source.push('\n');
            }
            source.push_str(dice.pick(&["---\n", "---\n", "---\n---\n", "...\n---\n", "--- # next\n", "...\n"]));
        }
        source.push_str(&Scribe::document(seed * 3 + i as u64));
    }
    source
}

#[test]
fn every_document_of_a_stream_can_be_edited() {
    let mut checked = 0;
    for seed in 0..1000 {
        checked += check_stream(&stream(seed), &mut Dice::new(seed + 11)).unwrap_or(0);
    }
    assert!(checked > 1000, "only {checked} documents could be read");
}
