//! The violations found so far.

use std::fmt::Display;

use super::path::At;
use super::violation::{Violation, ViolationKind};

/// As many violations as anyone reads; the rest of an object that has more is not looked at.
const MOST: usize = 1000;

/// Collects violations in the order they are found.
#[derive(Debug, Default)]
pub(super) struct Report {
    violations: Vec<Violation>,
    /// Only whether there is a violation is asked for; `Some(true)` when there is.
    question: Option<bool>,
}

impl Report {
    /// A report that only tells whether there is a violation, and for which no text is made.
    pub(super) fn question() -> Self {
        Self {
            violations: Vec::new(),
            question: Some(false),
        }
    }

    pub(super) fn add(&mut self, at: At<'_>, kind: ViolationKind, message: impl Display) {
        if let Some(answer) = &mut self.question {
            *answer = true;
            return;
        }
        self.push(Violation {
            path: at.path(),
            kind,
            message: message.to_string(),
            rule: None,
        });
    }

    pub(super) fn push(&mut self, violation: Violation) {
        if !self.is_full() {
            self.violations.push(violation);
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.question == Some(true) || self.violations.len() >= MOST
    }

    pub(super) fn is_empty(&self) -> bool {
        self.question != Some(true) && self.violations.is_empty()
    }

    /// Whether the API server would run validation rules after these.
    pub(super) fn lets_rules_run(&self) -> bool {
        !self.violations.iter().any(|violation| violation.kind.stops_rules())
    }

    pub(super) fn violations(&self) -> &[Violation] {
        &self.violations
    }

    pub(super) fn append(&mut self, other: Report) {
        for violation in other.violations {
            self.push(violation);
        }
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }
}
