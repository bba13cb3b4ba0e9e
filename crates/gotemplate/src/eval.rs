//! Evaluates pipelines, commands, fields and variables.

use crate::exec::{Exec, Failure};
use crate::node::{NodeId, NodeKind};
use crate::number::Number;
use crate::object::Field;
use crate::quote::quoted;
use crate::slot::{Held, Slot, is_nil_pointer, is_pointer};
use crate::template::MissingKey;
use crate::{Kind, Map, Object, Type, Value};
use std::rc::Rc;

/// The value that a pipeline hands to its next command as the last argument; none at its start.
pub(crate) type Final = Option<Slot>;

impl<'a> Exec<'a> {
    pub(crate) fn pipeline(&mut self, dot: &Slot, pipe: NodeId) -> Result<Slot, Failure> {
        self.at(pipe);
        let NodeKind::Pipe { decl, assign, commands } = self.kind(pipe) else {
            return Ok(Slot::invalid());
        };
        let mut value: Final = None;
        for command in commands {
            value = Some(self.command(dot, *command, value)?.unwrap_any());
        }
        let value = value.unwrap_or_default();
        for variable in decl {
            if *assign {
                self.set_variable(*variable, value.clone())?;
            } else {
                self.push_variable(*variable, value.clone());
            }
        }
        Ok(value)
    }

    fn command(&mut self, dot: &Slot, command: NodeId, last: Final) -> Result<Slot, Failure> {
        let NodeKind::Command { args } = self.kind(command) else {
            return Ok(Slot::invalid());
        };
        let Some(&first) = args.first() else {
            return Ok(Slot::invalid());
        };
        match self.kind(first) {
            NodeKind::Field(fields) => {
                self.at(first);
                return self.field_chain(dot, dot.clone(), first, fields, args, last);
            }
            NodeKind::Chain { node, fields } => return self.chain(dot, first, *node, fields, args, last),
            NodeKind::Function(id) => return self.call_function(dot, first, *id, command, args, last),
            NodeKind::Pipe { .. } => {
                self.not_a_function(args, &last)?;
                return self.pipeline(dot, first);
            }
            NodeKind::Variable { id, fields } => return self.variable_chain(dot, first, *id, fields, args, last),
            _ => {}
        }
        self.at(first);
        self.not_a_function(args, &last)?;
        match self.kind(first) {
            NodeKind::Dot => Ok(dot.clone()),
            NodeKind::Nil => self.fail("nil is not a command"),
            NodeKind::Bool(v) => Ok(Slot::concrete(Value::Bool(*v))),
            NodeKind::Number { number, .. } => self.constant(first, number).map(Slot::concrete),
            NodeKind::String { value, .. } => Ok(Slot::concrete(Value::String(value.clone()))),
            _ => {
                let shown = quoted(self.tree().expression(first).as_bytes());
                self.fail(format!("can't evaluate command {shown}"))
            }
        }
    }

    fn not_a_function(&self, args: &[NodeId], last: &Final) -> Result<(), Failure> {
        if args.len() <= 1 && last.is_none() {
            return Ok(());
        }
        let shown = args.first().map(|arg| self.tree().expression(*arg)).unwrap_or_default();
        self.fail(format!("can't give argument to non-function {shown}"))
    }

    /// The value of a number where no type is asked for.
    pub(crate) fn constant(&mut self, node: NodeId, number: &Number) -> Result<Value, Failure> {
        self.at(node);
        if let Some((re, im)) = number.complex {
            return Ok(Value::Complex(re, im));
        }
        match (number.float, number.int) {
            (Some(v), _) if number.written_as_float => Ok(Value::float(v)),
            (_, Some(v)) => Ok(Value::int(v)),
            _ => self.fail(format!("{} overflows int", self.tree().expression(node))),
        }
    }

    pub(crate) fn variable_chain(
        &mut self,
        dot: &Slot,
        node: NodeId,
        id: u32,
        fields: &'a [Box<str>],
        args: &[NodeId],
        last: Final,
    ) -> Result<Slot, Failure> {
        self.at(node);
        let value = self.variable(id)?;
        if fields.is_empty() {
            self.not_a_function(args, &last)?;
            return Ok(value);
        }
        self.field_chain(dot, value, node, fields, args, last)
    }

    pub(crate) fn chain(
        &mut self,
        dot: &Slot,
        node: NodeId,
        inner: NodeId,
        fields: &'a [Box<str>],
        args: &[NodeId],
        last: Final,
    ) -> Result<Slot, Failure> {
        self.at(node);
        self.at(inner);
        let receiver = match self.kind(inner) {
            NodeKind::Pipe { .. } => self.pipeline(dot, inner)?,
            NodeKind::Function(id) => self.call_function(dot, inner, *id, inner, &[], None)?,
            _ => return self.fail(format!("can't evaluate {}", self.tree().expression(inner))),
        };
        self.field_chain(dot, receiver, node, fields, args, last)
    }

    /// `.a.b.c args`: only the last field gets the arguments.
    pub(crate) fn field_chain(
        &mut self,
        dot: &Slot,
        mut receiver: Slot,
        node: NodeId,
        fields: &'a [Box<str>],
        args: &[NodeId],
        last: Final,
    ) -> Result<Slot, Failure> {
        let Some((final_field, before)) = fields.split_last() else {
            return Ok(receiver);
        };
        for field in before {
            receiver = self.field(dot, receiver, field, node, &[], None)?;
        }
        self.field(dot, receiver, final_field, node, args, last)
    }

    /// A method, a struct field or a map entry. `args` includes the command's own word.
    fn field(
        &mut self,
        dot: &Slot,
        receiver: Slot,
        name: &str,
        node: NodeId,
        args: &[NodeId],
        last: Final,
    ) -> Result<Slot, Failure> {
        let has_arguments = args.len() > 1 || last.is_some();
        match &receiver.value {
            Value::Map(map) => self.map_entry(&receiver, map, name, has_arguments),
            Value::Nil if receiver.is_invalid() => {
                if self.options.missing_key == MissingKey::Error {
                    return self.fail(format!("nil data; no entry for key {}", quoted(name.as_bytes())));
                }
                Ok(Slot::invalid())
            }
            Value::Nil => self.fail(format!("nil pointer evaluating {}.{name}", receiver.static_type())),
            Value::Object(object) => match self.member(dot, &receiver, object.clone(), name, node, args, &last)? {
                Member::Found(slot) => Ok(slot),
                Member::Map(map) => self.map_entry(&receiver, &map, name, has_arguments),
                Member::Absent => self.no_such_field(&receiver, name),
            },
            _ => self.no_such_field(&receiver, name),
        }
    }

    fn no_such_field<T>(&self, receiver: &Slot, name: &str) -> Result<T, Failure> {
        self.fail(format!(
            "can't evaluate field {name} in type {}",
            receiver.static_type()
        ))
    }

    fn map_entry(&self, receiver: &Slot, map: &Map, name: &str, has_arguments: bool) -> Result<Slot, Failure> {
        if !matches!(map.key_type(), Type::Basic(Kind::String) | Type::Any) {
            return self.no_such_field(receiver, name);
        }
        if has_arguments {
            return self.fail(format!("{name} is not a method but has arguments"));
        }
        let declared = map.elem_type();
        match map.get(name) {
            Some(value) => Ok(Slot::held_by(value, declared)),
            None => match self.options.missing_key {
                MissingKey::Default => Ok(Slot::invalid()),
                MissingKey::Zero => Ok(Slot::held_by(Value::zero(declared), declared)),
                MissingKey::Error => self.fail(format!("map has no entry for key {}", quoted(name.as_bytes()))),
            },
        }
    }

    /// Looks for a method or a field of an object, or of what it points at.
    #[allow(clippy::too_many_arguments)]
    fn member(
        &mut self,
        dot: &Slot,
        receiver: &Slot,
        object: Rc<dyn Object>,
        name: &str,
        node: NodeId,
        args: &[NodeId],
        last: &Final,
    ) -> Result<Member, Failure> {
        let mut object = object;
        // Objects could point in a circle; no sane chain of pointers is longer.
        for _ in 0..100 {
            if let Some(signature) = object.method(name) {
                let slot = self.call_method(dot, &object, signature, node, name, args, last.clone())?;
                return Ok(Member::Found(slot));
            }
            if object.is_nil() && is_pointer(&object) {
                let of = object.type_of();
                let to_struct = of.elem().is_some_and(|elem| elem.kind() == Kind::Struct);
                if to_struct && matches!(object.field(name), Field::Absent) {
                    return Ok(Member::Absent);
                }
                return self.fail(format!("nil pointer evaluating {}.{name}", receiver.static_type()));
            }
            let has_arguments = args.len() > 1 || last.is_some();
            let slot = match object.field(name) {
                Field::Value(value) => Slot::concrete(value),
                Field::Interface(value, declared) => Slot::held_by(value, &declared),
                Field::Unexported => {
                    let of = receiver.static_type();
                    return self.fail(format!("{name} is an unexported field of struct type {of}"));
                }
                Field::Absent => match object.elem().or_else(|| object.underlying()) {
                    Some(Value::Object(inner)) => {
                        object = inner;
                        continue;
                    }
                    Some(Value::Map(map)) => return Ok(Member::Map(map)),
                    _ => return Ok(Member::Absent),
                },
            };
            if has_arguments {
                return self.fail(format!("{name} has arguments but cannot be invoked as function"));
            }
            return Ok(Member::Found(slot));
        }
        Ok(Member::Absent)
    }
}

enum Member {
    Found(Slot),
    /// A named map type, or a pointer to a map: the entry is still to be looked up.
    Map(Map),
    Absent,
}

impl Slot {
    /// Follows one pointer, if this is one that points at something.
    pub(crate) fn dereferenced(&self) -> Option<Value> {
        match &self.value {
            Value::Object(object) if !is_nil_pointer(&self.value) => object.elem(),
            _ => None,
        }
    }

    pub(crate) fn is_nil_interface(&self) -> bool {
        matches!((&self.value, &self.held), (Value::Nil, Held::Any | Held::Interface(_)))
    }
}
