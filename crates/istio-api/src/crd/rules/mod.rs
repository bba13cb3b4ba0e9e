//! Validation rules (`x-kubernetes-validations`): expressions in CEL that an object must fulfil.
//!
//! The crate `cel` evaluates them; [`library`] adds the functions that Kubernetes gives to rules. Expressions are compiled when an
//! object first has a value that they are about, and once for all places where a rule of the same text stands.

mod budget;
mod growth;
mod library;
mod program;
mod projection;
mod value;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use cel::Context;
use cel::common::types::{CelBool, CelOptional, CelString};
use cel::common::value::Val;
use kubeyaml::Value;

use super::node::{ListType, Node};
use super::path::{At, Segment};
use super::report::Report;
use super::structure::Walk;
use super::violation::{Violation, ViolationKind};

use budget::Budget;
pub(super) use program::{Library, Program};
use projection::Projection;

/// The most characters of a message that an expression makes.
const MOST_MESSAGE: usize = 5 << 10;

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) program: Arc<Program>,
    pub(super) message: Option<String>,
    pub(super) message_expression: Option<Arc<Program>>,
    /// The kind of its violations, by its `reason`.
    pub(super) kind: ViolationKind,
    /// The field it complains about, from the value that has the rule.
    pub(super) field_path: Vec<Segment>,
    pub(super) optional_old_self: bool,
}

impl Rule {
    /// The kind of violation that a `reason` stands for.
    pub(super) fn kind_of_reason(reason: Option<&str>) -> ViolationKind {
        match reason {
            Some("FieldValueForbidden") => ViolationKind::Forbidden,
            Some("FieldValueRequired") => ViolationKind::Required,
            Some("FieldValueDuplicate") => ViolationKind::Duplicate,
            _ => ViolationKind::Rule,
        }
    }

    /// Reads a `fieldPath` such as `.spec.labels['app']`; `None` when it leads to nothing that the schema has.
    pub(super) fn read_field_path(path: &str, node: &Node) -> Option<Vec<Segment>> {
        let mut segments = Vec::new();
        let mut node = node;
        let mut rest = path;
        while !rest.is_empty() {
            let (name, after) = if let Some(after) = rest.strip_prefix("['") {
                let (name, after) = after.split_once("']")?;
                (name.replace("\\'", "'"), after)
            } else {
                let after = rest.strip_prefix('.')?;
                let end = after.find(['.', '[']).unwrap_or(after.len());
                (after[..end].to_owned(), &after[end..])
            };
            let (child, named) = node.child(&name)?;
            node = child;
            segments.push(if named {
                Segment::Field(name)
            } else {
                Segment::Key(name)
            });
            rest = after;
        }
        Some(segments)
    }

    fn programs(&self) -> impl Iterator<Item = &Arc<Program>> {
        std::iter::once(&self.program).chain(&self.message_expression)
    }

    /// The text of its `messageExpression`, if it has one that gives a text fit for a message.
    fn made_message(&self, context: &mut Context<'_, '_>, weight: u64) -> Option<String> {
        let compiled = self.message_expression.as_ref()?.compiled().ok()?;
        if !budget::allows(compiled.copies, weight) {
            return None;
        }
        compiled.bind(context);
        let text = compiled.evaluate(context, |result| {
            result
                .downcast_ref::<CelString<'_>>()
                .map(|text| text.inner().trim().to_owned())
        });
        let text = text.ok()??;
        (!text.is_empty() && text.len() <= MOST_MESSAGE && !text.contains('\n')).then_some(text)
    }

    /// Reports that the rule says no.
    fn deny(&self, at: At<'_>, message: String, report: &mut Report) {
        let mut path = at.path();
        for segment in &self.field_path {
            path.push(segment.clone());
        }
        let rule = Some(self.program.source().to_owned());
        report.push(Violation {
            path,
            kind: self.kind,
            message,
            rule,
        });
    }

    /// Reports that the rule gives no answer.
    fn fail(&self, at: At<'_>, why: &str, report: &mut Report) {
        let message = match &self.message {
            Some(message) => format!("{message} (the rule {why})"),
            None => format!("the rule {} {why}", self.program.source().trim()),
        };
        let rule = Some(self.program.source().to_owned());
        report.push(Violation {
            path: at.path(),
            kind: ViolationKind::RuleError,
            message,
            rule,
        });
    }

    /// What the rule says when it is not fulfilled and has no expression for that.
    fn plain_message(&self) -> String {
        match &self.message {
            Some(message) => message.clone(),
            None => format!("does not fulfil the rule {}", self.program.source().trim()),
        }
    }
}

/// The rules of one value.
#[derive(Debug)]
pub(super) struct RuleSet {
    rules: Vec<Rule>,
    library: Library,
    needs: OnceLock<Needs>,
}

/// What expressions need.
#[derive(Debug, Default)]
struct Needs {
    /// The parts of `self` that any of them reads.
    reads: Projection,
    /// Whether any has loops.
    budget: bool,
}

impl RuleSet {
    pub(super) fn new(rules: Vec<Rule>, library: &Library) -> Self {
        Self {
            rules,
            library: library.clone(),
            needs: OnceLock::new(),
        }
    }

    fn needs(&self) -> &Needs {
        self.needs.get_or_init(|| {
            let mut needs = Needs::default();
            let programs = self.rules.iter().flat_map(Rule::programs);
            for compiled in programs.filter_map(|program| program.compiled().ok()) {
                needs.reads.merge(&compiled.reads);
                needs.budget |= compiled.has_loops;
            }
            needs
        })
    }

    fn run(&self, run: &Run, node: &Node, value: &Value, old: Option<&Value>, at: At<'_>, report: &mut Report) {
        let needs = self.needs();
        let mut context = Context::with_env(Arc::clone(self.library.environment()));
        let converter = value::Converter { walk: run.walk };
        match converter.convert(value, node, &needs.reads, at) {
            Ok(now) => context.add_variable_as_val("self", now),
            Err(message) => {
                report.add(at, ViolationKind::RuleError, message);
                return;
            }
        }
        let weight = if needs.budget { value::weight(value) } else { 0 };
        if needs.budget {
            run.budget.bind(&mut context, weight);
        }
        for rule in &self.rules {
            if report.is_full() {
                return;
            }
            let compiled = match rule.program.compiled() {
                Ok(compiled) => compiled,
                Err(error) => {
                    rule.fail(at, &format!("cannot be compiled: {error}"), report);
                    continue;
                }
            };
            if compiled.uses_old_self {
                let before = match old {
                    None if !rule.optional_old_self => continue,
                    None => Ok(Box::new(CelOptional::none()) as Box<dyn Val + '_>),
                    Some(old) => converter.convert(old, node, &Projection::whole(), at).map(|old| {
                        if rule.optional_old_self {
                            Box::new(CelOptional::of(old)) as Box<dyn Val + '_>
                        } else {
                            old
                        }
                    }),
                };
                match before {
                    Ok(before) => context.add_variable_as_val("oldSelf", before),
                    Err(message) => {
                        rule.fail(at, &message, report);
                        continue;
                    }
                }
            }
            if !budget::allows(compiled.copies, weight) {
                rule.fail(at, "costs too much", report);
                continue;
            }
            compiled.bind(&mut context);
            let outcome = compiled.evaluate(&context, |result| result.downcast_ref::<CelBool>().map(|b| *b.inner()));
            match outcome {
                _ if run.budget.is_spent() => {
                    rule.fail(at, "costs too much", report);
                    return;
                }
                Ok(Some(true)) => {}
                Ok(Some(false)) => {
                    let message = rule.made_message(&mut context, weight);
                    rule.deny(at, message.unwrap_or_else(|| rule.plain_message()), report);
                }
                Ok(None) => rule.fail(at, "gives neither true nor false", report),
                Err(error) => rule.fail(at, &format!("cannot be evaluated: {error}"), report),
            }
        }
    }
}

/// Runs the rules of a whole object. `old` is the object that it replaces, for rules about changes.
pub(super) fn check(walk: Walk, node: &Node, value: &Value, old: Option<&Value>, report: &mut Report) {
    Run {
        walk,
        budget: Budget::default(),
    }
    .visit(node, value, old, At::default(), report);
}

struct Run {
    walk: Walk,
    budget: Budget,
}

impl Run {
    fn visit(&self, node: &Node, value: &Value, old: Option<&Value>, at: At<'_>, report: &mut Report) {
        if !node.leads_to_rules || value.is_null() || self.budget.is_spent() || report.is_full() {
            return;
        }
        if let Some(rules) = &node.rules {
            rules.run(self, node, value, old, at, report);
        }
        for part in &node.all_of {
            self.visit(part, value, old, at, report);
        }
        match value {
            Value::Mapping(map) => {
                for (key, value) in map.iter() {
                    if self.walk.skips(&at, key) {
                        continue;
                    }
                    if let Some((child, named)) = node.child(key) {
                        let old = old.and_then(|old| old.get(key));
                        let at = if named { at.field(key) } else { at.key(key) };
                        self.visit(child, value, old, at, report);
                    }
                }
            }
            Value::Sequence(items) => {
                let Some(item_node) = &node.items else { return };
                // Only items with keys have a counterpart in the old object.
                let mut before = match (&node.list_type, old) {
                    (Some(ListType::Map(keys)), Some(Value::Sequence(old))) => Counterparts::new(keys, old),
                    _ => Counterparts::default(),
                };
                for (index, item) in items.iter().enumerate() {
                    self.visit(item_node, item, before.of(item), at.index(index), report);
                }
            }
            _ => {}
        }
    }
}

/// Finds items of an old list by their keys.
#[derive(Default)]
struct Counterparts<'o> {
    keys: &'o [String],
    items: BTreeMap<String, &'o Value>,
}

impl<'o> Counterparts<'o> {
    fn new(keys: &'o [String], old: &'o [Value]) -> Self {
        let mut counterparts = Self {
            keys,
            items: BTreeMap::new(),
        };
        for item in old {
            counterparts.items.insert(counterparts.key(item), item);
        }
        counterparts
    }

    fn key(&self, item: &Value) -> String {
        let values: Vec<Value> = self
            .keys
            .iter()
            .map(|key| item.get(key).cloned().unwrap_or_default())
            .collect();
        kubeyaml::json::to_string(&Value::Sequence(values)).unwrap_or_default()
    }

    fn of(&mut self, item: &Value) -> Option<&'o Value> {
        if self.items.is_empty() {
            return None;
        }
        self.items.get(&self.key(item)).copied()
    }
}
