//! Go's regular expression syntax (RE2 with Perl extensions): checked with Go's errors, and rewritten for the crate
//! `regex`, whose own syntax accepts more and means something else in places (`\d` is Unicode there, ASCII in Go).

use super::classes::{NOTHING, char_escape, class_char, class_escape, posix_class, push_char, push_range};
use super::error::{Parsed, SyntaxError, SyntaxErrorKind, consumed, error};

/// An expression rewritten for the crate `regex`.
#[derive(Debug)]
pub(super) struct Translation {
    /// The pattern; its groups are numbered as in the source and have no names.
    pub(super) pattern: String,
    /// The names of the groups, by number less one; unnamed ones are empty.
    pub(super) names: Vec<String>,
}

/// How deep groups and repetitions may be nested: far more than people write, and far less than a stack holds.
const MAX_DEPTH: usize = 200;

/// Repetitions within one another may copy the innermost expression this many times.
const MAX_COPIES: u32 = 1000;

#[derive(Clone, Copy)]
struct Flags {
    fold_case: bool,
    multi_line: bool,
    dot_newline: bool,
    non_greedy: bool,
}

/// One piece that a repetition can apply to.
struct Atom {
    pattern: String,
    /// How many copies of something inside it the repetitions in it make.
    copies: u32,
    depth: usize,
}

/// A group that is being read.
struct Group {
    /// What opens it in the output.
    open: &'static str,
    /// The flags in force before it.
    outer: Flags,
    /// The finished alternatives, each with its `|`.
    branches: String,
    copies: u32,
    depth: usize,
    /// The alternative being read.
    atoms: Vec<Atom>,
}

impl Group {
    fn new(open: &'static str, outer: Flags) -> Group {
        Group {
            open,
            outer,
            branches: String::new(),
            copies: 1,
            depth: 0,
            atoms: Vec::new(),
        }
    }

    fn finish_branch(&mut self) {
        for atom in self.atoms.drain(..) {
            self.branches.push_str(&atom.pattern);
            self.copies = self.copies.max(atom.copies);
            self.depth = self.depth.max(atom.depth);
        }
    }
}

struct Translator<'a> {
    whole: &'a str,
    flags: Flags,
    groups: Vec<Group>,
    names: Vec<String>,
}

/// Checks `source` and rewrites it.
pub(super) fn translate(source: &str) -> Result<Translation, SyntaxError> {
    let flags = Flags {
        fold_case: false,
        multi_line: false,
        dot_newline: false,
        non_greedy: false,
    };
    let mut translator = Translator {
        whole: source,
        flags,
        groups: vec![Group::new("", flags)],
        names: Vec::new(),
    };
    translator.run()?;
    let mut group = match (translator.groups.pop(), translator.groups.is_empty()) {
        (Some(group), true) => group,
        _ => return Err(error(SyntaxErrorKind::MissingParen, source)),
    };
    group.finish_branch();
    Ok(Translation {
        pattern: group.branches,
        names: translator.names,
    })
}

impl<'a> Translator<'a> {
    fn run(&mut self) -> Result<(), SyntaxError> {
        let mut rest = self.whole;
        let mut last_repeat = "";
        while let Some(first) = rest.chars().next() {
            let mut repeat = "";
            let tail = &rest[first.len_utf8()..];
            match first {
                '(' if tail.starts_with('?') => rest = self.perl_group(rest)?,
                '(' => {
                    self.open_group("(", Some(String::new()))?;
                    rest = tail;
                }
                '|' => {
                    let group = self.group();
                    group.finish_branch();
                    group.branches.push('|');
                    rest = tail;
                }
                ')' => {
                    self.close_group()?;
                    rest = tail;
                }
                '^' => {
                    let pattern = if self.flags.multi_line { "(?m:^)" } else { r"\A" };
                    self.push(pattern.to_owned());
                    rest = tail;
                }
                '$' => {
                    let pattern = if self.flags.multi_line { "(?m:$)" } else { r"\z" };
                    self.push(pattern.to_owned());
                    rest = tail;
                }
                '.' => {
                    let pattern = if self.flags.dot_newline { "(?s:.)" } else { r"[^\n]" };
                    self.push(pattern.to_owned());
                    rest = tail;
                }
                '[' => {
                    let (class, after) = self.class(rest)?;
                    self.push(class);
                    rest = after;
                }
                '*' | '+' | '?' => {
                    let after = self.repeat(rest, tail, &rest[..1], None, last_repeat)?;
                    repeat = rest;
                    rest = after;
                }
                '{' => match counts(rest) {
                    None => {
                        self.literal('{');
                        rest = tail;
                    }
                    Some((min, max, after)) => {
                        let fits = min <= MAX_COPIES && max.is_none_or(|max| max <= MAX_COPIES && min <= max);
                        if !fits {
                            return Err(error(SyntaxErrorKind::RepeatSize, consumed(rest, after)));
                        }
                        let operator = consumed(rest, after);
                        let after = self.repeat(rest, after, operator, Some((min, max)), last_repeat)?;
                        repeat = rest;
                        rest = after;
                    }
                },
                '\\' => rest = self.escape(rest)?,
                other => {
                    self.literal(other);
                    rest = tail;
                }
            }
            last_repeat = repeat;
        }
        Ok(())
    }

    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            let flags = self.flags;
            self.groups.push(Group::new("", flags));
        }
        self.groups.last_mut().expect("a group was pushed if there was none")
    }

    fn push(&mut self, pattern: String) {
        self.group().atoms.push(Atom {
            pattern,
            copies: 1,
            depth: 0,
        });
    }

    fn literal(&mut self, c: char) {
        let mut pattern = String::new();
        push_char(&mut pattern, c);
        self.push_folding(pattern);
    }

    fn push_folding(&mut self, pattern: String) {
        if self.flags.fold_case {
            self.push(format!("(?i:{pattern})"));
        } else {
            self.push(pattern);
        }
    }

    fn open_group(&mut self, open: &'static str, name: Option<String>) -> Result<(), SyntaxError> {
        if self.groups.len() > MAX_DEPTH {
            return Err(error(SyntaxErrorKind::NestingDepth, self.whole));
        }
        self.names.extend(name);
        self.groups.push(Group::new(open, self.flags));
        Ok(())
    }

    fn close_group(&mut self) -> Result<(), SyntaxError> {
        let unexpected = || error(SyntaxErrorKind::UnexpectedParen, self.whole);
        if self.groups.len() < 2 {
            return Err(unexpected());
        }
        let mut group = self.groups.pop().ok_or_else(unexpected)?;
        group.finish_branch();
        if group.depth >= MAX_DEPTH {
            return Err(error(SyntaxErrorKind::NestingDepth, self.whole));
        }
        self.flags = group.outer;
        let atom = Atom {
            pattern: format!("{}{})", group.open, group.branches),
            copies: group.copies,
            depth: group.depth + 1,
        };
        self.group().atoms.push(atom);
        Ok(())
    }

    /// Applies a repetition to the last atom. `counts` is there for `{n,m}`.
    fn repeat(
        &mut self,
        before: &'a str,
        mut after: &'a str,
        operator: &str,
        counts: Option<(u32, Option<u32>)>,
        last_repeat: &str,
    ) -> Result<&'a str, SyntaxError> {
        let mut non_greedy = self.flags.non_greedy;
        if let Some(tail) = after.strip_prefix('?') {
            after = tail;
            non_greedy = !non_greedy;
        }
        if !last_repeat.is_empty() {
            return Err(error(SyntaxErrorKind::RepeatOp, consumed(last_repeat, after)));
        }
        let missing = error(SyntaxErrorKind::MissingRepeatArgument, consumed(before, after));
        let whole = self.whole;
        let atom = self.group().atoms.last_mut().ok_or(missing)?;
        if atom.depth >= MAX_DEPTH {
            return Err(error(SyntaxErrorKind::NestingDepth, whole));
        }
        atom.depth += 1;
        let lazy = if non_greedy { "?" } else { "" };
        atom.pattern = format!("(?:{}){operator}{lazy}", atom.pattern);
        if let Some((min, max)) = counts {
            if max == Some(0) {
                atom.copies = 1;
            } else {
                let copies = max.unwrap_or(min).max(1);
                atom.copies = atom.copies.saturating_mul(copies);
                if copies >= 2 && atom.copies > MAX_COPIES {
                    return Err(error(SyntaxErrorKind::RepeatSize, consumed(before, after)));
                }
            }
        }
        Ok(after)
    }

    /// `(?P<name>`, `(?<name>`, `(?flags)` or `(?flags:`.
    fn perl_group(&mut self, rest: &'a str) -> Result<&'a str, SyntaxError> {
        let named = match rest {
            r if r.starts_with("(?P<") && r.len() > 4 => Some(4),
            r if r.starts_with("(?<") && r.len() > 3 => Some(3),
            _ => None,
        };
        if let Some(start) = named {
            let end = rest
                .find('>')
                .ok_or_else(|| error(SyntaxErrorKind::NamedCapture, rest))?;
            let name = rest.get(start..end).unwrap_or("");
            let valid = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            if name.is_empty() || !valid {
                return Err(error(SyntaxErrorKind::NamedCapture, &rest[..=end]));
            }
            self.open_group("(", Some(name.to_owned()))?;
            return Ok(&rest[end + 1..]);
        }
        let mut flags = self.flags;
        let (mut negated, mut saw_flag) = (false, false);
        let mut tail = rest.get(2..).unwrap_or("");
        while let Some(c) = tail.chars().next() {
            tail = &tail[c.len_utf8()..];
            match c {
                'i' => flags.fold_case = !negated,
                'm' => flags.multi_line = !negated,
                's' => flags.dot_newline = !negated,
                'U' => flags.non_greedy = !negated,
                '-' if !negated => {
                    (negated, saw_flag) = (true, false);
                    continue;
                }
                ':' | ')' if !negated || saw_flag => {
                    if c == ':' {
                        self.open_group("(?:", None)?;
                    }
                    self.flags = flags;
                    return Ok(tail);
                }
                _ => break,
            }
            saw_flag = true;
        }
        Err(error(SyntaxErrorKind::PerlOp, consumed(rest, tail)))
    }

    /// An escape outside of a class.
    fn escape(&mut self, rest: &'a str) -> Result<&'a str, SyntaxError> {
        let after_two = rest.get(2..).unwrap_or("");
        let assertion = match rest.as_bytes().get(1) {
            Some(b'A') => r"\A",
            Some(b'z') => r"\z",
            Some(b'b') => r"(?-u:\b)",
            Some(b'B') => r"(?-u:\B)",
            Some(b'C') => return Err(error(SyntaxErrorKind::Escape, &rest[..2])),
            Some(b'Q') => {
                let (text, after) = after_two.split_once(r"\E").unwrap_or((after_two, ""));
                text.chars().for_each(|c| self.literal(c));
                return Ok(after);
            }
            _ => "",
        };
        if !assertion.is_empty() {
            self.push(assertion.to_owned());
            return Ok(after_two);
        }
        if let Some((class, after)) = class_escape(rest)? {
            self.push_folding(class);
            return Ok(after);
        }
        let (c, after) = char_escape(rest)?;
        match c {
            Some(c) => self.literal(c),
            None => self.push(NOTHING.to_owned()),
        }
        Ok(after)
    }

    /// A class in brackets.
    fn class(&mut self, rest: &'a str) -> Parsed<'a, String> {
        let mut tail = rest.get(1..).unwrap_or("");
        let mut class = String::from("[");
        let mut empty = true;
        let negated = tail.starts_with('^');
        if negated {
            tail = &tail[1..];
            class.push('^');
        }
        let mut first = true;
        while first || !tail.starts_with(']') {
            first = false;
            if let Some((named, after)) = posix_class(tail)? {
                class.push_str(&named);
                empty = false;
                tail = after;
                continue;
            }
            if let Some((escaped, after)) = class_escape(tail)? {
                class.push_str(&escaped);
                empty = false;
                tail = after;
                continue;
            }
            let start = tail;
            let (low, after) = class_char(tail, rest)?;
            tail = after;
            let mut high = low;
            if tail.len() >= 2 && tail.starts_with('-') && !tail[1..].starts_with(']') {
                let (end, after) = class_char(&tail[1..], rest)?;
                tail = after;
                if end < low {
                    return Err(error(SyntaxErrorKind::CharRange, consumed(start, tail)));
                }
                high = end;
            }
            if push_range(&mut class, low, high) {
                empty = false;
            }
        }
        class.push(']');
        let class = match (empty, negated) {
            (true, false) => NOTHING.to_owned(),
            (true, true) => "(?s:.)".to_owned(),
            (false, _) if self.flags.fold_case => format!("(?i:{class})"),
            (false, _) => class,
        };
        Ok((class, &tail[1..]))
    }
}

/// `{n}`, `{n,}` or `{n,m}` at the front, as counts; numbers that are too great come back as the greatest.
fn counts(rest: &str) -> Option<(u32, Option<u32>, &str)> {
    let (min, tail) = count(rest.strip_prefix('{')?)?;
    let (max, tail) = match tail.strip_prefix(',') {
        None => (Some(min), tail),
        Some(tail) if tail.starts_with('}') => (None, tail),
        Some(tail) => {
            let (max, tail) = count(tail)?;
            (Some(max), tail)
        }
    };
    Some((min, max, tail.strip_prefix('}')?))
}

fn count(text: &str) -> Option<(u32, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, tail) = text.split_at(len);
    if digits.is_empty() || digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    Some((digits.parse().unwrap_or(u32::MAX), tail))
}
