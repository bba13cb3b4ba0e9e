//! The way back: a record of how to turn an edited text into the text it was made from, byte for byte.
//!
//! The record counts lines of the edited text. It carries no text for what was merely inserted, only the checksum by which
//! the inserted lines are found again, also after other lines of the file were edited.

use std::cell::Cell;
use std::ops::Range;

use super::changes::{Edit, Edits};
use super::checksum::crc32;
pub use super::record_text::DecodeError;

/// How to undo a set of [`Edits`]. [`Record::encode`] gives it as one line of printable ASCII without spaces, fit for a
/// comment; [`Record::decode`] reads it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub(super) hunks: Vec<Hunk>,
}

/// A run of whole lines of the edited text and what stood there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    /// Lines between the end of the hunk before and this one.
    pub(super) skip: usize,
    /// Lines of the edited text that the hunk replaces.
    pub(super) lines: usize,
    /// Their length in bytes, without the line break of the last one.
    pub(super) len: usize,
    /// Their checksum, without the line break of the last one.
    pub(super) check: u32,
    /// Twelve bits of the checksums of the line before and the line after, to tell equal runs apart.
    pub(super) around: [u16; 2],
    /// What to make of those bytes.
    pub(super) script: Vec<Step>,
    /// Whether the line break of the last line goes away too.
    pub(super) drop_break: bool,
}

/// One step through the bytes of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// This many bytes were there before.
    Keep(usize),
    /// This many bytes were put in by the edit.
    Drop(usize),
    /// This text was taken out by the edit.
    Insert(String),
}

/// Why a text cannot be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// The lines that the edit wrote are not there as written: somebody changed them since.
    Changed {
        /// About where in the text they were expected, counted from 1.
        line: usize,
        /// How many lines the edit wrote there.
        lines: usize,
    },
    /// Lines like those that the edit wrote are there more than once, and which of them it wrote cannot be told, since the
    /// lines around them changed.
    Ambiguous {
        /// About where in the text they were expected, counted from 1.
        line: usize,
        /// How many lines the edit wrote there.
        lines: usize,
    },
}

impl std::fmt::Display for RestoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RestoreError::Changed { line, lines } => {
                write!(
                    f,
                    "{lines} line(s) expected near line {line} were changed since they were written"
                )
            }
            RestoreError::Ambiguous { line, lines } => {
                write!(f, "{lines} line(s) expected near line {line} are there more than once")
            }
        }
    }
}

impl std::error::Error for RestoreError {}

impl Edits {
    /// The record that turns `self.apply(source)` back into `source`.
    #[must_use]
    pub fn inverse(&self, source: &str) -> Record {
        self.inverse_in(source, 0..source.len())
    }

    /// The record that turns `self.apply_range(source, range)` back into `source[range]`: for one document of several.
    /// Replacements outside the range are left out of account. An out-of-bounds range gives an empty record.
    #[must_use]
    pub fn inverse_in(&self, source: &str, range: Range<usize>) -> Record {
        let Some(text) = source.get(range.clone()) else {
            return Record::default();
        };
        let inside = self
            .iter_from(range.start)
            .take_while(|edit| edit.range.start <= range.end)
            .filter(|edit| edit.range.start >= range.start && edit.range.end <= range.end)
            .filter(|edit| source.get(edit.range.clone()).is_some())
            .map(|edit| Edit {
                range: edit.range.start - range.start..edit.range.end - range.start,
                text: edit.text.clone(),
            });
        Record {
            hunks: hunks(text, inside.collect()),
        }
    }
}

/// A hunk while it is collected: lines `start..end` of the source and the replacements among them.
struct Span {
    start: usize,
    end: usize,
    edits: Vec<Edit>,
}

impl Span {
    fn leaves_nothing(&self) -> bool {
        let replaced: usize = self.edits.iter().map(|edit| edit.range.len()).sum();
        replaced == self.end - self.start && self.edits.iter().all(|edit| edit.text.is_empty())
    }

    /// Whether the edited text of these lines ends with a line break.
    fn ends_line(&self, source: &str) -> bool {
        let mut end = self.end;
        for edit in self.edits.iter().rev() {
            if edit.range.end < end {
                break;
            }
            if !edit.text.is_empty() {
                return edit.text.ends_with('\n');
            }
            end = edit.range.start;
        }
        end > self.start && source.as_bytes()[end - 1] == b'\n'
    }

    fn edited(&self, source: &str) -> String {
        let inserted: usize = self.edits.iter().map(|edit| edit.text.len()).sum();
        let mut out = String::with_capacity(self.end - self.start + inserted);
        let mut at = self.start;
        for edit in &self.edits {
            out.push_str(&source[at..edit.range.start]);
            out.push_str(&edit.text);
            at = edit.range.end;
        }
        out.push_str(&source[at..self.end]);
        out
    }
}

impl Span {
    fn joined(mut self, mut next: Span) -> Span {
        self.start = self.start.min(next.start);
        self.end = self.end.max(next.end);
        self.edits.append(&mut next.edits);
        self
    }
}

fn hunks(source: &str, edits: Vec<Edit>) -> Vec<Hunk> {
    let spans = spans(source, edits);
    let mut hunks: Vec<Hunk> = Vec::with_capacity(spans.len());
    let mut at = 0;
    let mut above = None;
    let texts: Vec<String> = spans.iter().map(|span| span.edited(source)).collect();
    for (i, span) in spans.iter().enumerate() {
        let edited = &texts[i];
        let between = &source[at..span.start];
        // A line of context is one that the edited text holds, so the neighbour may be part of the hunk next door.
        let before = last_line(between).or(above);
        let next = spans.get(i + 1).map_or(source.len(), |next| next.start);
        let after = first_line(&source[span.end..next]).or_else(|| texts.get(i + 1).and_then(|text| first_line(text)));
        let mut hunk = Hunk {
            skip: count_lines(between),
            lines: count_lines(edited),
            len: 0,
            check: 0,
            around: [brief(before), brief(after)],
            script: Vec::new(),
            drop_break: false,
        };
        write_script(&mut hunk, source, span, edited);
        hunks.push(hunk);
        above = last_line(edited);
        at = span.end;
    }
    hunks
}

/// Widens each replacement to whole lines and joins those that share one.
fn spans(source: &str, edits: Vec<Edit>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for edit in edits {
        let Some(edit) = trim(source, edit) else { continue };
        let Range { start, end } = edit.range;
        if let Some(previous) = spans.last_mut().filter(|previous| end < previous.end) {
            previous.edits.push(edit);
            continue;
        }
        let first = line_start(source, start);
        let opens = end == 0 || source.as_bytes()[end - 1] == b'\n';
        let aligned = opens && (edit.text.ends_with('\n') || (edit.text.is_empty() && first == start));
        let last = if aligned { end } else { line_end(source, end) };
        let mut span = Span {
            start: first,
            end: last,
            edits: vec![edit],
        };
        // The replaced lines have to be whole lines of the edited text too, and leave a trace in it.
        loop {
            if let Some(previous) = spans.pop_if(|previous| span.start <= previous.end) {
                span = previous.joined(span);
            } else if span.leaves_nothing() && span.start > 0 {
                span.start = line_start(source, span.start - 1);
            } else if !span.ends_line(source) && span.end < source.len() {
                span.end = line_end(source, span.end);
            } else {
                break;
            }
        }
        spans.push(span);
    }
    spans
}

/// Takes off the text that a replacement has in common with what it replaces.
fn trim(source: &str, edit: Edit) -> Option<Edit> {
    let old = &source[edit.range.clone()];
    let head = common_prefix(old, &edit.text);
    let tail = common_suffix(&old[head..], &edit.text[head..]);
    let range = edit.range.start + head..edit.range.end - tail;
    let text = edit.text[head..edit.text.len() - tail].to_owned();
    (!range.is_empty() || !text.is_empty()).then_some(Edit { range, text })
}

fn common_prefix(a: &str, b: &str) -> usize {
    a.chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

fn common_suffix(a: &str, b: &str) -> usize {
    let pairs = a.chars().rev().zip(b.chars().rev());
    pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

fn write_script(hunk: &mut Hunk, source: &str, span: &Span, edited: &str) {
    let body = strip_break(edited);
    hunk.len = body.len();
    hunk.check = crc32(body.as_bytes());
    let ending = edited.len() - body.len();
    let mut script = Vec::new();
    let mut at = span.start;
    for edit in &span.edits {
        push(&mut script, Step::Keep(edit.range.start - at));
        push(&mut script, Step::Drop(edit.text.len()));
        push(&mut script, Step::Insert(source[edit.range.clone()].to_owned()));
        at = edit.range.end;
    }
    push(&mut script, Step::Keep(span.end - at));
    // The line break of the last line stands outside the script.
    if ending > 0 {
        let mut tail = None;
        if let Some(Step::Insert(_)) = script.last() {
            tail = script.pop();
        }
        if let Some(Step::Keep(n) | Step::Drop(n)) = script.last_mut()
            && *n >= ending
        {
            *n -= ending;
            hunk.drop_break = tail.is_some() || matches!(script.last(), Some(Step::Drop(_)));
            if tail.is_some() && matches!(script.last(), Some(Step::Keep(_))) {
                // What was taken out came after the break, so the break has to be spelled out.
                push(&mut script, Step::Insert(edited[body.len()..].to_owned()));
            }
        } else {
            // The break was half kept (a carriage return of one side): all of the hunk is spelled out instead.
            script = vec![
                Step::Drop(body.len()),
                Step::Insert(source[span.start..span.end].to_owned()),
            ];
            hunk.drop_break = true;
            tail = None;
        }
        if let Some(step) = tail {
            push(&mut script, step);
        }
    }
    script.retain(|step| !matches!(step, Step::Keep(0) | Step::Drop(0)));
    hunk.script = script;
}

fn push(script: &mut Vec<Step>, step: Step) {
    match (script.last_mut(), step) {
        (_, Step::Keep(0) | Step::Drop(0)) => {}
        (_, Step::Insert(text)) if text.is_empty() => {}
        (Some(Step::Insert(before)), Step::Insert(text)) => before.push_str(&text),
        (Some(Step::Keep(before)), Step::Keep(n)) | (Some(Step::Drop(before)), Step::Drop(n)) => *before += n,
        (_, step) => script.push(step),
    }
}

impl Record {
    /// Whether there is nothing to undo.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hunks.is_empty()
    }

    /// The text that `edited` was made from. Lines that the edit did not write may have changed meanwhile: they stay.
    ///
    /// # Errors
    /// When lines that the edit wrote are no longer there as written, or cannot be told from others.
    pub fn restore(&self, edited: &str) -> Result<String, RestoreError> {
        let lines = LineTable::new(edited);
        let mut out = String::with_capacity(edited.len());
        let mut line = 0usize;
        for (i, hunk) in self.hunks.iter().enumerate() {
            let expected = line.saturating_add(hunk.skip);
            let found = lines.find(&self.hunks[i..], line, expected, i > 0)?;
            out.push_str(&edited[lines.offset(line)..lines.offset(found)]);
            let text = &edited[lines.offset(found)..lines.offset(found + hunk.lines)];
            let body = strip_break(text);
            let mut at = 0usize;
            for step in &hunk.script {
                match step {
                    Step::Keep(n) => {
                        let kept = at.checked_add(*n).and_then(|end| body.get(at..end));
                        out.push_str(kept.ok_or(RestoreError::Changed {
                            line: found + 1,
                            lines: hunk.lines,
                        })?);
                        at += n;
                    }
                    Step::Drop(n) => at = at.saturating_add(*n),
                    Step::Insert(text) => out.push_str(text),
                }
            }
            if !hunk.drop_break {
                out.push_str(&text[body.len()..]);
            }
            line = found + hunk.lines;
        }
        out.push_str(&edited[lines.offset(line)..]);
        Ok(out)
    }
}

/// Where the lines of a text start.
struct LineTable<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How much may still be compared: a record that fits nowhere and everywhere must not cost more than a few readings of the
    /// text.
    budget: Cell<usize>,
}

/// How many times the text may be read to find the lines of a record.
const READINGS: usize = 100;

impl<'a> LineTable<'a> {
    fn new(text: &'a str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 24 + 1);
        let mut at = 0;
        while at < text.len() {
            starts.push(at);
            at = line_end(text, at);
        }
        let budget = Cell::new(text.len().saturating_mul(READINGS).saturating_add(1 << 20));
        Self { text, starts, budget }
    }

    fn offset(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    fn line(&self, line: usize) -> Option<&'a str> {
        (line < self.starts.len()).then(|| &self.text[self.offset(line)..self.offset(line + 1)])
    }

    /// The first line of the run that the first of `hunks` describes, at or after line `from`: of several, the one whose
    /// neighbours and the hunks after it are also as they were. `sure` says that `expected` was found rather than guessed.
    fn find(&self, hunks: &[Hunk], from: usize, expected: usize, sure: bool) -> Result<usize, RestoreError> {
        let (line, lines) = (expected.saturating_add(1), hunks.first().map_or(0, |hunk| hunk.lines));
        let (Some(hunk), Some(last)) = (hunks.first(), self.starts.len().checked_sub(lines)) else {
            return Err(RestoreError::Changed { line, lines });
        };
        if expected >= from
            && self.likeness(hunk, expected) == Some(2)
            && (sure || self.likeness_after(hunks, expected) == 3 * hunks[1..].len().min(AHEAD))
        {
            return Ok(expected);
        }
        let mut best: Option<(usize, usize)> = None;
        let mut tied = false;
        for start in from..=last {
            let Some(likeness) = self.likeness(hunk, start) else {
                continue;
            };
            let likeness = likeness + self.likeness_after(hunks, start);
            let other = best.map_or(0, |(likeness, _)| likeness);
            if best.is_none() || likeness > other {
                best = Some((likeness, start));
                tied = false;
            } else if likeness == other {
                tied = true;
                if start == expected {
                    best = Some((likeness, start));
                }
            }
        }
        match best {
            Some((_, start)) if !tied || (sure && start == expected) => Ok(start),
            Some(_) => Err(RestoreError::Ambiguous { line, lines }),
            None => Err(RestoreError::Changed { line, lines }),
        }
    }

    /// How many of its neighbours the run at line `start` has, if it is the one that `hunk` describes.
    fn likeness(&self, hunk: &Hunk, start: usize) -> Option<usize> {
        let end = start.checked_add(hunk.lines).filter(|end| *end <= self.starts.len())?;
        let text = strip_break(&self.text[self.offset(start)..self.offset(end)]);
        let cost = if text.len() == hunk.len { 1 + text.len() } else { 1 };
        self.budget.set(self.budget.get().checked_sub(cost)?);
        if text.len() != hunk.len || crc32(text.as_bytes()) != hunk.check {
            return None;
        }
        let before = start.checked_sub(1).and_then(|line| self.line(line));
        let around = [brief(before), brief(self.line(end))];
        Some(usize::from(around[0] == hunk.around[0]) + usize::from(around[1] == hunk.around[1]))
    }

    /// How much of the next few hunks is where it has to be if the first one is at line `start`.
    fn likeness_after(&self, hunks: &[Hunk], start: usize) -> usize {
        let mut at = start;
        let mut sum = 0;
        for pair in hunks.windows(2).take(AHEAD) {
            at = at.saturating_add(pair[0].lines).saturating_add(pair[1].skip);
            sum += self.likeness(&pair[1], at).map_or(0, |likeness| likeness + 1);
        }
        sum
    }
}

/// How many hunks are looked at to tell where the one before them is.
const AHEAD: usize = 4;

/// Twelve bits for a line; something else than for an empty line where there is none.
fn brief(line: Option<&str>) -> u16 {
    line.map_or(0xFFF, |line| {
        u16::try_from(crc32(strip_break(line).as_bytes()) & 0xFFF).expect("twelve bits fit")
    })
}

fn count_lines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() + usize::from(!text.is_empty() && !text.ends_with('\n'))
}

fn first_line(text: &str) -> Option<&str> {
    (!text.is_empty()).then(|| &text[..line_end(text, 0)])
}

fn last_line(text: &str) -> Option<&str> {
    let last = text.len().checked_sub(1)?;
    Some(&text[memchr::memrchr(b'\n', &text.as_bytes()[..last]).map_or(0, |i| i + 1)..])
}

fn strip_break(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

fn line_start(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |i| i + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |i| at + i + 1)
}
