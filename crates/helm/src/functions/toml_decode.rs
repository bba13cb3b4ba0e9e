//! TOML 1.0 as values, with the errors of `github.com/BurntSushi/toml` v1.6.0 for what goes wrong most often.

use std::collections::BTreeSet;

use gotemplate::{List, Map, Value};
use sprig::TimeValue;
use sprig::gotime::{Time, Zone};

/// How deep lists and inline tables may nest, and how many parts a key may have.
const MAX_DEPTH: usize = 100;

/// The table that a text holds.
pub(super) fn decode(text: &str) -> Result<Map, String> {
    let mut reader = Reader {
        text: text.as_bytes(),
        source: text,
        at: 0,
        line: 1,
        key: Vec::new(),
        defined: BTreeSet::new(),
        closed: BTreeSet::new(),
    };
    let root = Map::new();
    reader.document(&root)?;
    Ok(root)
}

struct Reader<'t> {
    text: &'t [u8],
    source: &'t str,
    at: usize,
    line: usize,
    /// The key that is being read, for errors.
    key: Vec<String>,
    /// Paths of tables that a heading has defined.
    defined: BTreeSet<Vec<String>>,
    /// Paths of inline tables and lists, which cannot be added to.
    closed: BTreeSet<Vec<String>>,
}

type Read<T> = Result<T, String>;

impl Reader<'_> {
    fn fail<T>(&self, message: impl std::fmt::Display) -> Read<T> {
        let line = self.line;
        if self.key.is_empty() {
            return Err(format!("toml: line {line}: {message}"));
        }
        let key = self.key.join(".");
        Err(format!("toml: line {line} (last key \"{key}\"): {message}"))
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn next_char(&self) -> Option<char> {
        self.source.get(self.at..)?.chars().next()
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self
            .text
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(text.as_bytes()));
        if found {
            self.line += text.matches('\n').count();
            self.at += text.len();
        }
        found
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Blanks, line breaks and comments.
    fn gap(&mut self) {
        loop {
            self.blanks();
            match self.peek() {
                Some(b'#') => {
                    while self.peek().is_some_and(|b| b != b'\n') {
                        self.at += 1;
                    }
                }
                Some(b'\n') => {
                    self.at += 1;
                    self.line += 1;
                }
                Some(b'\r') if self.text.get(self.at + 1) == Some(&b'\n') => self.at += 1,
                _ => return,
            }
        }
    }

    fn shown(&self) -> String {
        self.next_char().map_or_else(|| "EOF".to_owned(), |c| format!("'{c}'"))
    }

    fn end_of_line(&mut self) -> Read<()> {
        self.blanks();
        if self.peek() == Some(b'#') {
            while self.peek().is_some_and(|b| b != b'\n') {
                self.at += 1;
            }
        }
        match self.peek() {
            None => Ok(()),
            Some(b'\n') => Ok(()),
            Some(b'\r') if self.text.get(self.at + 1) == Some(&b'\n') => Ok(()),
            Some(_) => {
                let shown = self.shown();
                self.fail(format!(
                    "expected a top-level item to end with a newline, comment, or EOF, but got {shown} instead"
                ))
            }
        }
    }

    fn document(&mut self, root: &Map) -> Read<()> {
        let mut table = root.clone();
        let mut path: Vec<String> = Vec::new();
        loop {
            self.gap();
            match self.peek() {
                None => return Ok(()),
                Some(b'[') => {
                    self.key.clear();
                    let list = self.take("[[");
                    if !list {
                        self.at += 1;
                    }
                    path = self.dotted()?;
                    if !self.take(if list { "]]" } else { "]" }) {
                        let shown = self.shown();
                        return self.fail(format!(
                            "expected '.' or ']' to end table name, but got {shown} instead"
                        ));
                    }
                    table = if list {
                        self.list_heading(root, &path)?
                    } else {
                        self.heading(root, &path)?
                    };
                    self.end_of_line()?;
                }
                Some(_) => {
                    self.entry(&table, &path, 0)?;
                    self.end_of_line()?;
                }
            }
        }
    }

    /// The table at a path, for `[a.b]`. Of lists of tables the last item counts.
    fn heading(&mut self, root: &Map, path: &[String]) -> Read<Map> {
        let parent = self.walk(root, path)?;
        let last = path.last().cloned().unwrap_or_default();
        if !self.defined.insert(path.to_vec()) || self.closed.contains(path) {
            return self.twice(path);
        }
        match parent.get(&last) {
            None => {
                let table = Map::new();
                parent.insert(last, table.clone());
                Ok(table)
            }
            Some(Value::Map(table)) => Ok(table),
            Some(_) => self.twice(path),
        }
    }

    fn list_heading(&mut self, root: &Map, path: &[String]) -> Read<Map> {
        let parent = self.walk(root, path)?;
        let last = path.last().cloned().unwrap_or_default();
        let table = Map::new();
        let items = match parent.get(&last) {
            None => vec![table.clone().into()],
            Some(Value::List(list)) if !self.closed.contains(path) => {
                list.iter().cloned().chain([table.clone().into()]).collect()
            }
            Some(_) => return self.twice(path),
        };
        // What an earlier item defined may be defined again in this one.
        self.defined
            .retain(|known| !known.starts_with(path) || known.len() == path.len());
        self.closed
            .retain(|known| !known.starts_with(path) || known.len() == path.len());
        parent.insert(last, tables(items));
        Ok(table)
    }

    fn twice<T>(&self, path: &[String]) -> Read<T> {
        self.fail(format!("Key '{}' has already been defined.", path.join(".")))
    }

    /// The table that holds the last part of a path; tables on the way are made.
    fn walk(&mut self, from: &Map, path: &[String]) -> Read<Map> {
        let mut table = from.clone();
        let before = path.len().saturating_sub(1);
        for (i, part) in path.iter().take(before).enumerate() {
            let so_far = path.get(..=i).unwrap_or_default();
            table = match table.get(part) {
                None => {
                    let inner = Map::new();
                    table.insert(part.as_str(), inner.clone());
                    inner
                }
                Some(Value::Map(inner)) if !self.closed.contains(so_far) => inner,
                Some(Value::List(list)) if !self.closed.contains(so_far) => match list.last() {
                    Some(Value::Map(inner)) => inner.clone(),
                    _ => return self.twice(so_far),
                },
                Some(_) => return self.twice(so_far),
            };
        }
        Ok(table)
    }

    /// `a.b = value` in a table that is at `base`.
    fn entry(&mut self, table: &Map, base: &[String], depth: usize) -> Read<()> {
        self.key.clear();
        let parts = self.dotted()?;
        let path: Vec<String> = base.iter().cloned().chain(parts.iter().cloned()).collect();
        self.key.clone_from(&path);
        if !self.take("=") {
            let shown = self.shown();
            self.key.clear();
            return self.fail(format!("expected '.' or '=', but got {shown} instead"));
        }
        self.blanks();
        let value = self.value(&path, depth)?;
        let mut holder = table.clone();
        let before = parts.len() - 1;
        for (i, part) in parts.iter().take(before).enumerate() {
            let so_far = path.get(..=base.len() + i).unwrap_or_default();
            holder = match holder.get(part) {
                None => {
                    let inner = Map::new();
                    holder.insert(part.as_str(), inner.clone());
                    self.defined.insert(so_far.to_vec());
                    inner
                }
                Some(Value::Map(inner)) if !self.closed.contains(so_far) => inner,
                Some(_) => return self.twice(so_far),
            };
        }
        let last = parts.last().cloned().unwrap_or_default();
        if holder.contains_key(&last) {
            return self.twice(&path);
        }
        if matches!(value, Value::Map(_) | Value::List(_)) {
            self.closed.insert(path);
        }
        holder.insert(last, value);
        Ok(())
    }

    /// A key: bare or quoted parts with dots between. Blanks behind it are read too.
    fn dotted(&mut self) -> Read<Vec<String>> {
        let mut parts = Vec::new();
        loop {
            self.blanks();
            parts.push(match self.peek() {
                Some(b'"') if !self.text[self.at..].starts_with(b"\"\"\"") => {
                    self.at += 1;
                    self.basic(false)?
                }
                Some(b'\'') if !self.text[self.at..].starts_with(b"'''") => {
                    self.at += 1;
                    self.literal(false)?
                }
                _ => {
                    let start = self.at;
                    while self
                        .peek()
                        .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
                    {
                        self.at += 1;
                    }
                    if start == self.at {
                        let shown = self.shown();
                        return match self.peek() {
                            None => self.fail("unexpected EOF; expected key separator '='"),
                            Some(b'=') => self.fail(format!("unexpected {shown}: key name appears blank")),
                            Some(b']') => self.fail("unexpected end of table name (table names cannot be empty)"),
                            Some(b'.') => self.fail("unexpected '.': keys cannot start with a '.'"),
                            Some(_) => self.fail(format!("invalid character {shown} in key")),
                        };
                    }
                    self.source.get(start..self.at).unwrap_or_default().to_owned()
                }
            });
            if parts.len() > MAX_DEPTH {
                return self.fail("the key has too many parts");
            }
            self.blanks();
            if !self.take(".") {
                return Ok(parts);
            }
        }
    }

    fn value(&mut self, path: &[String], depth: usize) -> Read<Value> {
        if depth > MAX_DEPTH {
            return self.fail("nested too deeply");
        }
        if self.take("\"\"\"") {
            return Ok(self.basic(true)?.into());
        }
        if self.take("'''") {
            return Ok(self.literal(true)?.into());
        }
        match self.peek() {
            None => self.fail("unexpected EOF; expected value"),
            Some(b'\n' | b'\r') => self.fail("expected value but found '\\n' instead"),
            Some(b'"') => {
                self.at += 1;
                Ok(self.basic(false)?.into())
            }
            Some(b'\'') => {
                self.at += 1;
                Ok(self.literal(false)?.into())
            }
            Some(b'[') => {
                self.at += 1;
                self.list(path, depth)
            }
            Some(b'{') => {
                self.at += 1;
                self.inline_table(path, depth)
            }
            Some(_) => self.scalar(),
        }
    }

    fn list(&mut self, path: &[String], depth: usize) -> Read<Value> {
        let mut items = Vec::new();
        loop {
            self.gap();
            if self.take("]") {
                return Ok(List::new(items).into());
            }
            if self.peek() == Some(b',') {
                return self.fail("unexpected comma");
            }
            if self.peek().is_none() {
                return self.fail("unexpected EOF; expected a comma (',') or array terminator (']')");
            }
            items.push(self.value(path, depth + 1)?);
            self.key = path.to_vec();
            self.gap();
            if !self.take(",") && self.peek() != Some(b']') {
                let shown = self.shown();
                return self.fail(format!(
                    "expected a comma (',') or array terminator (']'), but got {shown}"
                ));
            }
        }
    }

    fn inline_table(&mut self, path: &[String], depth: usize) -> Read<Value> {
        let table = Map::new();
        loop {
            self.gap();
            if self.take("}") {
                return Ok(table.into());
            }
            // Entries of a table within a list have paths of their own each time: what is defined is looked up in the table.
            let mut inner = Reader {
                key: Vec::new(),
                defined: BTreeSet::new(),
                closed: BTreeSet::new(),
                ..*self
            };
            let result = inner.entry(&table, path, depth + 1);
            let (at, line, key) = (inner.at, inner.line, inner.key);
            (self.at, self.line, self.key) = (at, line, key);
            result?;
            self.gap();
            if !self.take(",") && self.peek() != Some(b'}') {
                let shown = self.shown();
                return self.fail(format!(
                    "expected a comma or an inline table terminator '}}', but got {shown} instead"
                ));
            }
        }
    }

    /// The rest of a text in double quotes.
    fn basic(&mut self, multiline: bool) -> Read<String> {
        if multiline {
            let _ = self.take("\r\n") || self.take("\n");
        }
        let mut out = String::new();
        loop {
            if multiline && self.take("\"\"\"") {
                // Up to two quotes may stand right before the three that end it.
                for _ in 0..2 {
                    if self.take("\"") {
                        out.push('"');
                    }
                }
                return Ok(out);
            }
            let Some(c) = self.next_char() else {
                return self.fail(if multiline {
                    "unexpected EOF; expected '\"\"\"'"
                } else {
                    "unexpected EOF; expected '\"'"
                });
            };
            self.at += c.len_utf8();
            match c {
                '"' if !multiline => return Ok(out),
                '\n' if !multiline => {
                    return self.fail("strings cannot contain newlines");
                }
                '\n' => {
                    self.line += 1;
                    out.push('\n');
                }
                '\\' => self.escape(&mut out, multiline)?,
                '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => {
                    let code = u32::from(c);
                    return self.fail(format!(
                        "control characters are not allowed inside strings: '0x{code:02x}'"
                    ));
                }
                '\r' if multiline && self.peek() == Some(b'\n') => {}
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self, out: &mut String, multiline: bool) -> Read<()> {
        let Some(c) = self.next_char() else {
            return self.fail("unexpected EOF; expected '\"'");
        };
        self.at += c.len_utf8();
        out.push(match c {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            '"' => '"',
            '\\' => '\\',
            'x' | 'u' | 'U' => {
                let digits = match c {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let text = self.source.get(self.at..self.at + digits).unwrap_or_default();
                let code = u32::from_str_radix(text, 16).ok().filter(|_| !text.starts_with('+'));
                let Some(c) = code.and_then(char::from_u32) else {
                    return self.fail(format!("Escaped character '\\{c}{text}' is not valid UTF-8."));
                };
                self.at += digits;
                c
            }
            // A backslash at the end of a line swallows it with all white space that follows.
            ' ' | '\t' | '\r' | '\n' if multiline => {
                self.at -= 1;
                while let Some(b @ (b' ' | b'\t' | b'\r' | b'\n')) = self.peek() {
                    self.line += usize::from(b == b'\n');
                    self.at += 1;
                }
                return Ok(());
            }
            c => return self.fail(format!("invalid escape character '{c}'")),
        });
        Ok(())
    }

    /// The rest of a text in single quotes.
    fn literal(&mut self, multiline: bool) -> Read<String> {
        if multiline {
            let _ = self.take("\r\n") || self.take("\n");
        }
        let start = self.at;
        loop {
            if multiline && self.text[self.at..].starts_with(b"'''") {
                let mut end = self.at;
                while self.text.get(end + 3) == Some(&b'\'') {
                    end += 1;
                }
                let out = self.source.get(start..end).unwrap_or_default().replace("\r\n", "\n");
                self.at = end + 3;
                return Ok(out);
            }
            match self.peek() {
                None => {
                    return self.fail(if multiline {
                        "unexpected EOF; expected \"'''\""
                    } else {
                        "unexpected EOF; expected \"'\""
                    });
                }
                Some(b'\'') if !multiline => {
                    let out = self.source.get(start..self.at).unwrap_or_default().to_owned();
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\n') if !multiline => return self.fail("strings cannot contain newlines"),
                Some(b) => {
                    self.line += usize::from(b == b'\n');
                    self.at += 1;
                }
            }
        }
    }

    /// A boolean, number or time.
    fn scalar(&mut self) -> Read<Value> {
        let start = self.at;
        let ends = |b: u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' | b'}' | b'#');
        while self.peek().is_some_and(|b| !ends(b)) {
            self.at += 1;
        }
        let mut text = self.source.get(start..self.at).unwrap_or_default();
        // A time may follow a date after a blank.
        if is_date(text) && self.peek() == Some(b' ') && self.text.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
            while self.peek().is_some_and(|b| !ends(b)) {
                self.at += 1;
            }
            text = self.source.get(start..self.at).unwrap_or_default();
        }
        match text {
            "true" => return Ok(Value::Bool(true)),
            "false" => return Ok(Value::Bool(false)),
            "inf" | "+inf" => return Ok(Value::float(f64::INFINITY)),
            "-inf" => return Ok(Value::float(f64::NEG_INFINITY)),
            "nan" | "+nan" | "-nan" => return Ok(Value::float(f64::NAN)),
            _ => {}
        }
        if is_date(text.get(..10).unwrap_or_default()) || text.as_bytes().get(2) == Some(&b':') {
            return match time(text) {
                Some(value) => Ok(value),
                None => self.fail(format!("invalid datetime: {text:?}")),
            };
        }
        if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')) {
            let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
            let word = if word.is_empty() { text } else { &word };
            return self.fail(format!("expected value but found {word:?} instead"));
        }
        self.number(text)
    }

    fn number(&mut self, text: &str) -> Read<Value> {
        let bytes = text.as_bytes();
        let lone = |i: usize| {
            let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_hexdigit);
            bytes[i] == b'_' && !(digit(i.checked_sub(1)) && digit(Some(i + 1)))
        };
        if (0..bytes.len()).any(lone) {
            return self.fail(format!(
                "Invalid integer {text:?}: underscores must be surrounded by digits"
            ));
        }
        let plain = text.replace('_', "");
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
            if let Some(digits) = plain.strip_prefix(prefix) {
                let number = i64::from_str_radix(digits, radix)
                    .ok()
                    .filter(|_| !digits.starts_with(['+', '-']));
                return match number {
                    Some(number) => Ok(Value::int64(number)),
                    None => self.fail(format!("Invalid integer: {text:?}")),
                };
            }
        }
        let digits = plain.trim_start_matches(['+', '-']);
        let leading_zero = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
        if leading_zero {
            return self.fail(format!("Invalid integer {text:?}: cannot have leading zeroes"));
        }
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            return match plain.parse() {
                Ok(number) => Ok(Value::int64(number)),
                Err(_) => self.fail(format!("{plain} is out of range for int64")),
            };
        }
        let valid = digits.starts_with(|c: char| c.is_ascii_digit())
            && !digits.ends_with('.')
            && !digits.contains(".e")
            && !digits.contains(".E");
        match plain.parse::<f64>() {
            Ok(number) if valid && number.is_finite() => Ok(Value::float(number)),
            _ => self.fail(format!("invalid float value: {text:?}")),
        }
    }
}

/// Items that are all tables, as Go types them.
fn tables(items: Vec<Value>) -> Value {
    List::typed(gotemplate::Type::Slice(gotemplate::Type::MAP.into()), items).into()
}

fn is_date(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() == 10 && b[4] == b'-' && b[7] == b'-' && b[..4].iter().all(u8::is_ascii_digit)
}

/// A date, a time or both; what has no zone is in the local one, which is UTC here.
fn time(text: &str) -> Option<Value> {
    let text = text.replace(['t', ' '], "T").replace('z', "Z");
    let layouts: [&str; 4] = [
        "2006-01-02T15:04:05Z07:00",
        "2006-01-02T15:04:05",
        "2006-01-02",
        "15:04:05",
    ];
    layouts.iter().find_map(|layout| {
        let time = Time::parse(layout.as_bytes(), text.as_bytes(), &Zone::Utc).ok()?;
        Some(Value::object(TimeValue { time, local: Zone::Utc }))
    })
}
