//! What a validation found.

use std::fmt;

use super::node::Node;
use super::path::Path;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Accepted, but hardly what was meant.
    Warning,
    /// Istio refuses the object.
    Error,
}

/// One thing that is wrong with an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub level: Level,
    /// The field at fault.
    pub path: Path,
    /// Which rule is broken, such as `port-number`.
    pub rule: &'static str,
    /// What is wrong, naming the value.
    pub text: String,
    /// The names that an analysis message of its own is made of. For [`UNREACHABLE_RULE`] the rule and the reason, for
    /// [`INEFFECTIVE_MATCH`] the rule, the match and the rule that came before; otherwise empty.
    pub parameters: Vec<String>,
}

/// The rule of a route that no request reaches.
pub const UNREACHABLE_RULE: &str = "virtual-service-unreachable-rule";
/// The rule of a match that an earlier one makes useless.
pub const INEFFECTIVE_MATCH: &str = "virtual-service-ineffective-match";

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.text)
    }
}

/// Findings in the making.
#[derive(Default)]
pub(super) struct Report {
    findings: Vec<Finding>,
}

impl Report {
    pub(super) fn error(&mut self, node: &Node<'_>, rule: &'static str, text: impl Into<String>) {
        self.add(Level::Error, node, rule, text.into(), Vec::new());
    }

    pub(super) fn warning(&mut self, node: &Node<'_>, rule: &'static str, text: impl Into<String>) {
        self.add(Level::Warning, node, rule, text.into(), Vec::new());
    }

    /// A warning that an analysis message of its own is made of.
    pub(super) fn analysis(&mut self, node: &Node<'_>, rule: &'static str, text: String, parameters: Vec<String>) {
        self.add(Level::Warning, node, rule, text, parameters);
    }

    fn add(&mut self, level: Level, node: &Node<'_>, rule: &'static str, text: String, parameters: Vec<String>) {
        self.findings.push(Finding {
            level,
            path: node.path(),
            rule,
            text,
            parameters,
        });
    }

    /// An error if the check of this field failed.
    pub(super) fn check(&mut self, node: &Node<'_>, rule: &'static str, result: Result<(), String>) {
        if let Err(text) = result {
            self.error(node, rule, text);
        }
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        self.findings.iter().filter(|f| f.level == Level::Error).count()
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
