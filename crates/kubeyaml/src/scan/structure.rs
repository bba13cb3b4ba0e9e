//! Where collections open and close, and which token may be a key.

use super::{Candidate, Kind, LONGEST_KEY, NO_CANDIDATE, Scan, ScanError, Scanner, Token, too_deep};
use crate::Reason;
use crate::document::NONE;

impl Scanner<'_> {
    /// Emits the ends of the block collections that `column` is left of.
    pub(super) fn close_blocks(&mut self, column: i64) {
        while self.indent > column {
            self.scratch.tokens.push(Token::new(Kind::BlockEnd, self.at, self.at));
            self.indent = self.scratch.indents.pop().unwrap_or(-1);
        }
    }

    /// Opens a block collection at `column` unless one is open there. Says whether it did.
    pub(super) fn open_block(&mut self, column: i64) -> Scan<bool> {
        if self.in_flow() || self.indent >= column {
            return Ok(false);
        }
        self.scratch.indents.push(self.indent);
        self.indent = column;
        self.check_depth()?;
        Ok(true)
    }

    pub(super) fn check_depth(&self) -> Scan<()> {
        let depth = self.scratch.indents.len() + self.scratch.candidates.len() - 1;
        if depth > self.max_depth {
            let message = too_deep(self.max_depth);
            return Err(ScanError {
                reason: Reason::Depth,
                offset: self.at,
                message,
            });
        }
        Ok(())
    }

    /// Remembers that the next token may be a key.
    pub(super) fn note_candidate(&mut self) -> Scan<()> {
        if !self.key_allowed {
            return Ok(());
        }
        let candidate = Candidate {
            token: self.scratch.tokens.len() as u32,
            required: !self.in_flow() && self.indent == self.column(),
            offset: self.at as u32,
            line_start: self.line_start as u32,
        };
        if let Some(last) = self.scratch.candidates.last_mut() {
            if last.token != NONE && last.required {
                return Err(missing_colon(last));
            }
            *last = candidate;
        }
        Ok(())
    }

    /// Forgets the candidate of this flow level; one that had to be a key is an error.
    pub(super) fn drop_candidate(&mut self) -> Scan<()> {
        if let Some(last) = self.scratch.candidates.last_mut() {
            if last.token != NONE && last.required {
                return Err(missing_colon(last));
            }
            *last = NO_CANDIDATE;
        }
        Ok(())
    }

    pub(super) fn open_flow(&mut self, kind: Kind) -> Scan<()> {
        self.note_candidate()?;
        self.scratch.candidates.push(NO_CANDIDATE);
        self.in_brackets = true;
        self.check_depth()?;
        self.key_allowed = true;
        self.push(kind, 1);
        Ok(())
    }

    pub(super) fn close_flow(&mut self, kind: Kind) -> Scan<()> {
        self.drop_candidate()?;
        if self.in_flow() {
            self.scratch.candidates.pop();
            self.in_brackets = self.scratch.candidates.len() > 1;
        }
        self.key_allowed = false;
        self.push(kind, 1);
        Ok(())
    }

    pub(super) fn dash(&mut self) -> Scan<()> {
        let mut opens = false;
        if !self.in_flow() {
            if !self.key_allowed {
                return Err(ScanError::syntax(
                    self.at,
                    "a list item cannot start here; put `-` on a line of its own",
                ));
            }
            opens = self.open_block(self.column())?;
        }
        self.drop_candidate()?;
        self.key_allowed = true;
        self.push(Kind::Dash, 1);
        self.mark_last(if opens { Token::SEQUENCE } else { 0 });
        Ok(())
    }

    pub(super) fn question(&mut self) -> Scan<()> {
        let mut opens = false;
        if !self.in_flow() {
            if !self.key_allowed {
                return Err(ScanError::syntax(self.at, "a `? ` key cannot start here"));
            }
            opens = self.open_block(self.column())?;
        }
        self.drop_candidate()?;
        self.key_allowed = !self.in_flow();
        self.push(Kind::Question, 1);
        self.mark_last(if opens { Token::MAPPING } else { 0 });
        Ok(())
    }

    pub(super) fn colon(&mut self) -> Scan<()> {
        let candidate = self.scratch.candidates.last().copied().unwrap_or(NO_CANDIDATE);
        if candidate.token != NONE && self.reaches(&candidate) {
            let opens = self.open_block(i64::from(candidate.offset - candidate.line_start))?;
            if let Some(token) = self.scratch.tokens.get_mut(candidate.token as usize) {
                token.marks |= Token::KEY | if opens { Token::MAPPING } else { 0 };
            }
            if let Some(last) = self.scratch.candidates.last_mut() {
                *last = NO_CANDIDATE;
            }
            self.key_allowed = false;
            self.push(Kind::Colon, 1);
            return Ok(());
        }
        if candidate.token != NONE && candidate.required {
            return Err(missing_colon(&candidate));
        }
        if let Some(last) = self.scratch.candidates.last_mut() {
            *last = NO_CANDIDATE;
        }
        let mut opens = false;
        if !self.in_flow() {
            if !self.key_allowed {
                let message = "a second `: ` cannot stand here; quote the value, or indent the key as the others";
                return Err(ScanError::syntax(self.at, message));
            }
            opens = self.open_block(self.column())?;
        }
        self.key_allowed = !self.in_flow();
        self.push(Kind::Colon, 1);
        self.mark_last(if opens { Token::MAPPING } else { 0 });
        Ok(())
    }

    /// Whether the candidate began on this line and not too far back. JSON has no bound for keys.
    pub(super) fn reaches(&self, candidate: &Candidate) -> bool {
        let offset = candidate.offset as usize;
        candidate.line_start as usize == self.line_start
            && (self.at - offset <= LONGEST_KEY
                || (self.lenient && self.bytes.get(offset) == Some(&b'"') && self.in_flow())
                || self
                    .text
                    .get(offset..self.at)
                    .is_some_and(|key| key.chars().count() <= LONGEST_KEY))
    }

    pub(super) fn mark_last(&mut self, marks: u8) {
        if let Some(token) = self.scratch.tokens.last_mut() {
            token.marks |= marks;
        }
    }
}

fn missing_colon(candidate: &Candidate) -> ScanError {
    ScanError::syntax(
        candidate.offset as usize,
        "expected `key: value` here, but there is no `:` after the key",
    )
}
