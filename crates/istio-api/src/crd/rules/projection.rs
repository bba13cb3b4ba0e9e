//! Which parts of a value an expression reads, so that only those need to be given to it.

use std::collections::BTreeMap;

use cel::common::ast::{EntryExpr, Expr, IdedExpr};

/// The parts of `self` that are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Projection {
    /// All of it.
    whole: bool,
    /// Otherwise these fields; a field of which nothing is read is only asked for being there.
    fields: BTreeMap<String, Projection>,
}

impl Projection {
    /// All of a value.
    pub(super) fn whole() -> Self {
        Self {
            whole: true,
            fields: BTreeMap::new(),
        }
    }

    /// What is read of an expression's `self`.
    pub(super) fn of(expression: &IdedExpr) -> Self {
        let mut reads = Self::default();
        reads.collect(expression);
        reads
    }

    /// Whether the value only needs to be there.
    pub(super) fn is_presence(&self) -> bool {
        !self.whole && self.fields.is_empty()
    }

    /// What is read of a field; `None` if it is not even asked for.
    pub(super) fn field(&self, name: &str) -> Option<&Projection> {
        if self.whole { Some(self) } else { self.fields.get(name) }
    }

    /// Adds what another expression reads.
    pub(super) fn merge(&mut self, other: &Projection) {
        if self.whole {
            return;
        }
        if other.whole {
            *self = Self::whole();
            return;
        }
        for (name, part) in &other.fields {
            self.fields.entry(name.clone()).or_default().merge(part);
        }
    }

    fn collect(&mut self, expression: &IdedExpr) {
        match &expression.expr {
            Expr::Ident(name) => {
                if name == "self" {
                    self.whole = true;
                }
            }
            Expr::Select(select) => match fields_of_self(expression) {
                Some(fields) => {
                    let mut part = &mut *self;
                    for field in fields {
                        part = part.fields.entry(field.to_owned()).or_default();
                    }
                    part.whole |= !select.test;
                }
                None => self.collect(&select.operand),
            },
            Expr::Call(call) => {
                call.target.iter().for_each(|target| self.collect(target));
                call.args.iter().for_each(|argument| self.collect(argument));
            }
            Expr::Comprehension(loop_) => {
                for part in [
                    &loop_.iter_range,
                    &loop_.accu_init,
                    &loop_.loop_cond,
                    &loop_.loop_step,
                    &loop_.result,
                ] {
                    self.collect(part);
                }
            }
            Expr::List(list) => list.elements.iter().for_each(|element| self.collect(element)),
            Expr::Map(map) => map.entries.iter().for_each(|entry| self.collect_entry(&entry.expr)),
            Expr::Struct(of) => of.entries.iter().for_each(|entry| self.collect_entry(&entry.expr)),
            Expr::Literal(_) | Expr::Unspecified => {}
        }
    }

    fn collect_entry(&mut self, entry: &EntryExpr) {
        match entry {
            EntryExpr::StructField(field) => self.collect(&field.value),
            EntryExpr::MapEntry(entry) => {
                self.collect(&entry.key);
                self.collect(&entry.value);
            }
        }
    }
}

/// The names in `self.a.b`, also within `has(self.a.b)`; `None` for any other expression.
fn fields_of_self(expression: &IdedExpr) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut here = expression;
    loop {
        match &here.expr {
            Expr::Select(select) if !select.test || names.is_empty() => {
                names.push(select.field.as_str());
                here = &select.operand;
            }
            Expr::Ident(name) if name == "self" => {
                names.reverse();
                return Some(names);
            }
            _ => return None,
        }
    }
}
