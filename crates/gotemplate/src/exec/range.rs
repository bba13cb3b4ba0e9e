//! `range`: over integers, lists, maps, channels and iterators.

use super::{Exec, Failure, Frame, FrameKind};
use crate::node::{NodeId, NodeKind};
use crate::object::Iterates;
use crate::slot::{Held, Slot, indirect};
use crate::{IntKind, List, Object, UintKind, Value, format};
use std::rc::Rc;

/// A `range` under way.
pub(super) struct Loop<'a> {
    source: Source,
    decl: &'a [u32],
    assign: bool,
    /// The variables that stay for every round.
    variables: usize,
}

/// Where a `range` gets its values from.
enum Source {
    Int {
        next: i64,
        end: i64,
        kind: IntKind,
    },
    Uint {
        next: u64,
        end: u64,
        kind: UintKind,
    },
    List {
        list: List,
        next: usize,
        held: Held,
    },
    Map {
        entries: std::vec::IntoIter<(Value, Value)>,
        key: Held,
        value: Held,
    },
    Object {
        object: Rc<dyn Object>,
        next: usize,
        iterates: Iterates,
        first: Option<(Value, Value)>,
    },
}

impl<'a> Exec<'a> {
    pub(super) fn range(
        &mut self,
        dot: Slot,
        pipe: NodeId,
        list: &'a [NodeId],
        otherwise: Option<&'a [NodeId]>,
    ) -> Result<(), Failure> {
        let variables = self.variables.len();
        let over = self.pipeline(&dot, pipe)?;
        let (decl, assign): (&'a [u32], bool) = match self.kind(pipe) {
            NodeKind::Pipe { decl, assign, .. } => (decl, *assign),
            _ => (&[], false),
        };
        if let Some(source) = self.source(&over.value, decl.len())? {
            let rounds = Loop {
                source,
                decl,
                assign,
                variables: self.variables.len(),
            };
            self.frames.push(Frame {
                list,
                next: list.len(),
                dot,
                variables,
                kind: FrameKind::Loop(Box::new(rounds)),
            });
            return Ok(());
        }
        match otherwise {
            Some(list) => self.frames.push(Frame {
                list,
                next: 0,
                dot,
                variables,
                kind: FrameKind::Plain,
            }),
            None => self.variables.truncate(variables),
        }
        Ok(())
    }

    /// Where a value's elements come from; `None` when it has none.
    fn source(&self, over: &Value, variables: usize) -> Result<Option<Source>, Failure> {
        let value = indirect(over);
        let several = |to: &str| {
            let shown = format::display(&value);
            Err(self.failure(format!("can't use {shown} {to}iterate over more than one variable")))
        };
        if let Value::Object(object) = &value {
            let iterates = object.iterates();
            if iterates != Iterates::No {
                if object.is_nil() && iterates == Iterates::Channel {
                    return Ok(None);
                }
                if iterates == Iterates::Seq && variables > 1 {
                    return several("");
                }
                let first = object.next(0);
                let object = object.clone();
                return Ok(first.is_some().then_some(Source::Object {
                    object,
                    next: 1,
                    iterates,
                    first,
                }));
            }
        }
        match value.underlying() {
            Value::Nil => Ok(None),
            Value::Int(..) | Value::Uint(..) if variables > 1 => several("to "),
            Value::Int(end, kind) => Ok((end > 0).then_some(Source::Int { next: 0, end, kind })),
            Value::Uint(end, kind) => Ok((end > 0).then_some(Source::Uint { next: 0, end, kind })),
            Value::List(list) => {
                let held = Held::by(list.elem_type());
                Ok((!list.is_empty()).then_some(Source::List { list, next: 0, held }))
            }
            Value::Map(map) => {
                let (key, value) = (Held::by(map.key_type()), Held::by(map.elem_type()));
                let entries = map.entries().into_iter();
                Ok((!map.is_empty()).then_some(Source::Map { entries, key, value }))
            }
            _ => self.fail(format!("range can't iterate over {}", format::display(&value))),
        }
    }

    /// Begins the next round of the innermost loop, or ends it.
    pub(super) fn next_round(&mut self) -> Result<(), Failure> {
        let Some(Frame {
            kind: FrameKind::Loop(rounds),
            variables,
            ..
        }) = self.frames.last_mut()
        else {
            return Ok(());
        };
        let keep = rounds.variables;
        let (decl, assign) = (rounds.decl, rounds.assign);
        let Some((index, element)) = rounds.source.next() else {
            let variables = *variables;
            self.frames.pop();
            self.variables.truncate(variables);
            return Ok(());
        };
        let one_of_pair = matches!(
            rounds.source,
            Source::Object {
                iterates: Iterates::Seq2,
                ..
            }
        ) && decl.len() < 2;
        let (index, element) = if one_of_pair {
            (Slot::invalid(), index)
        } else {
            (index, element)
        };
        self.variables.truncate(keep);
        match (decl, assign) {
            ([], _) => {}
            ([only], true) => self.set_variable(*only, element.clone())?,
            ([first, second, ..], true) => {
                self.set_variable(*first, index)?;
                self.set_variable(*second, element.clone())?;
            }
            ([_], false) => self.set_from_top(1, element.clone()),
            (_, false) => {
                self.set_from_top(1, element.clone());
                self.set_from_top(2, index);
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.next = 0;
            frame.dot = element;
        }
        // An empty body is no node, but a round of it counts all the same.
        self.steps += 1;
        if self.steps > self.options.max_steps {
            return self.fail(format!("more than {} steps", self.options.max_steps));
        }
        Ok(())
    }
}

impl Source {
    fn next(&mut self) -> Option<(Slot, Slot)> {
        match self {
            Source::Int { next, end, kind } => {
                let v = *next;
                (v < *end).then(|| {
                    *next += 1;
                    (Slot::invalid(), Slot::concrete(Value::Int(v, *kind)))
                })
            }
            Source::Uint { next, end, kind } => {
                let v = *next;
                (v < *end).then(|| {
                    *next += 1;
                    (Slot::invalid(), Slot::concrete(Value::Uint(v, *kind)))
                })
            }
            Source::List { list, next, held } => {
                let value = list.get(*next)?.clone();
                let index = Value::int(i64::try_from(*next).unwrap_or(i64::MAX));
                *next += 1;
                Some((
                    Slot::concrete(index),
                    Slot {
                        value,
                        held: held.clone(),
                    },
                ))
            }
            Source::Map { entries, key, value } => {
                let (k, v) = entries.next()?;
                Some((
                    Slot {
                        value: k,
                        held: key.clone(),
                    },
                    Slot {
                        value: v,
                        held: value.clone(),
                    },
                ))
            }
            Source::Object {
                object,
                next,
                iterates,
                first,
            } => {
                let (k, v) = match first.take() {
                    Some(pair) => pair,
                    None => {
                        let pair = object.next(*next)?;
                        *next += 1;
                        pair
                    }
                };
                let index = match iterates {
                    Iterates::Seq => Slot::invalid(),
                    _ => Slot::concrete(k),
                };
                Some((index, Slot::concrete(v)))
            }
        }
    }
}
