//! Calls functions and methods: counts, evaluates, checks and converts arguments the way Go's reflection does.

use crate::builtins;
use crate::eval::Final;
use crate::exec::{Exec, Failure};
use crate::function::Callable;
use crate::node::{NodeId, NodeKind};
use crate::quote::quoted;
use crate::slot::{Held, Slot, is_nil_pointer};
use crate::value::FloatKind;
use crate::{Call, FuncError, IntKind, Kind, Object, Signature, Type, UintKind, Value};
use std::rc::Rc;

/// What is called.
enum Target<'t> {
    Function(&'t dyn Callable),
    Method(&'t Rc<dyn Object>),
    /// The builtin `call`, which also wants to know how its first argument was written.
    Caller,
}

impl<'a> Exec<'a> {
    /// Calls the function that `node` names. `at` is where an error of the function itself is reported.
    pub(crate) fn call_function(
        &mut self,
        dot: &Slot,
        node: NodeId,
        id: u32,
        at: NodeId,
        args: &[NodeId],
        last: Final,
    ) -> Result<Slot, Failure> {
        self.at(node);
        let name = self.tree().function(id);
        let Some((function, builtin)) = self.function(id) else {
            return self.fail(format!("{} is not a defined function", quoted(name.as_bytes())));
        };
        let signature = function.signature();
        if builtin && matches!(name, "and" | "or") {
            self.check_count(signature, name, args, &last)?;
            return self.short_circuit(dot, name == "or", args, last);
        }
        let target = if builtin && name == "call" {
            Target::Caller
        } else {
            Target::Function(function)
        };
        self.call(dot, &target, signature, at, name, args, last)
    }

    #[allow(clippy::too_many_arguments)]
    pub(crate) fn call_method(
        &mut self,
        dot: &Slot,
        object: &Rc<dyn Object>,
        signature: &Signature,
        at: NodeId,
        name: &str,
        args: &[NodeId],
        last: Final,
    ) -> Result<Slot, Failure> {
        self.call(dot, &Target::Method(object), signature, at, name, args, last)
    }

    /// `args` includes the word of the function itself when there is a command.
    fn check_count(&self, signature: &Signature, name: &str, args: &[NodeId], last: &Final) -> Result<(), Failure> {
        let written = args.len().saturating_sub(1);
        let given = written + usize::from(last.is_some());
        if signature.variadic {
            let fixed = signature.fixed();
            if given < fixed {
                return self.fail(format!(
                    "wrong number of args for {name}: want at least {fixed} got {written}"
                ));
            }
        } else if given != signature.params.len() {
            let want = signature.params.len();
            return self.fail(format!("wrong number of args for {name}: want {want} got {given}"));
        }
        Ok(())
    }

    fn short_circuit(&mut self, dot: &Slot, or: bool, args: &[NodeId], last: Final) -> Result<Slot, Failure> {
        let mut value = Slot::invalid();
        for arg in args.iter().skip(1) {
            value = self.reflected(dot, *arg)?;
            if value.value.truth() == or {
                return Ok(value);
            }
        }
        Ok(last.unwrap_or(value))
    }

    #[allow(clippy::too_many_arguments)]
    fn call(
        &mut self,
        dot: &Slot,
        target: &Target<'_>,
        signature: &Signature,
        at: NodeId,
        name: &str,
        args: &[NodeId],
        last: Final,
    ) -> Result<Slot, Failure> {
        self.check_count(signature, name, args, &last)?;
        let written = args.get(1..).unwrap_or_default();
        let callee = match (target, written.first(), &last) {
            (Target::Caller, Some(first), _) => self.tree().expression(*first),
            (
                Target::Caller,
                None,
                Some(Slot {
                    value: Value::String(text),
                    ..
                }),
            ) => text.to_string(),
            (Target::Caller, None, Some(last)) => format!("<{} Value>", last.static_type()),
            _ => String::new(),
        };
        let mut values = self.argument_lists.pop().unwrap_or_default();
        let result = self
            .arguments(dot, signature, written, last, &mut values)
            .and_then(|boxed| {
                let mut call = Call::reflected(name, &mut values, boxed);
                let result = match target {
                    Target::Function(function) => function.call(&mut call),
                    Target::Method(object) => object.call(name, &mut call),
                    Target::Caller => builtins::call(&callee, &mut call),
                };
                result.map_err(|error| self.call_failure(at, name, error))
            });
        values.clear();
        self.argument_lists.push(values);
        let declared = &signature.result;
        Ok(match declared {
            Type::Reflect => Slot::concrete(result?),
            _ => Slot::held_by(result?, declared),
        })
    }

    fn call_failure(&mut self, at: NodeId, name: &str, error: FuncError) -> Failure {
        self.at(at);
        let mut failure = self.failure(format!("error calling {name}: {}", error.message));
        failure.source = error.source;
        failure
    }

    /// Evaluates the arguments. The result has a bit for each that a parameter of type `reflect.Value` gets inside an interface.
    fn arguments(
        &mut self,
        dot: &Slot,
        signature: &Signature,
        written: &[NodeId],
        last: Final,
        values: &mut Vec<Value>,
    ) -> Result<u64, Failure> {
        let mut boxed = 0;
        for (i, arg) in written.iter().enumerate() {
            let param = signature.param(i).unwrap_or(&Type::Any);
            let value = if matches!(param, Type::Reflect) {
                let slot = self.reflected(dot, *arg)?;
                boxed |= slot.boxed_bit(i);
                slot.value
            } else {
                self.argument(dot, param, *arg)?
            };
            values.push(value);
        }
        if let Some(last) = last {
            let param = signature.param(written.len()).unwrap_or(&Type::Any);
            if matches!(param, Type::Reflect) {
                boxed |= last.boxed_bit(written.len());
            }
            let value = self.checked(last, param)?;
            values.push(value);
        }
        Ok(boxed)
    }

    /// The value of an argument for a parameter that takes anything as it is.
    fn reflected(&mut self, dot: &Slot, arg: NodeId) -> Result<Slot, Failure> {
        match self.operand(dot, arg)? {
            Some(slot) => Ok(slot),
            None => self.argument(dot, &Type::Reflect, arg).map(Slot::concrete),
        }
    }

    /// The value of an argument that is no constant.
    fn operand(&mut self, dot: &Slot, arg: NodeId) -> Result<Option<Slot>, Failure> {
        self.at(arg);
        Ok(Some(match self.kind(arg) {
            NodeKind::Dot => dot.clone(),
            NodeKind::Field(fields) => self.field_chain(dot, dot.clone(), arg, fields, &[], None)?,
            NodeKind::Variable { id, fields } => self.variable_chain(dot, arg, *id, fields, &[], None)?,
            NodeKind::Pipe { .. } => self.pipeline(dot, arg)?,
            NodeKind::Function(id) => self.call_function(dot, arg, *id, arg, &[], None)?,
            NodeKind::Chain { node, fields } => self.chain(dot, arg, *node, fields, &[], None)?,
            _ => return Ok(None),
        }))
    }

    /// Evaluates an argument for a parameter.
    fn argument(&mut self, dot: &Slot, param: &Type, arg: NodeId) -> Result<Value, Failure> {
        if let Some(slot) = self.operand(dot, arg)? {
            return self.checked(slot, param);
        }
        let node = self.kind(arg);
        if matches!(node, NodeKind::Nil) {
            if param.can_be_nil() {
                return Ok(Value::zero(param));
            }
            return self.fail(format!("cannot assign nil to {param}"));
        }
        let expected =
            |what: &str| Err(self.failure(format!("expected {what}; found {}", self.tree().expression(arg))));
        let number = match node {
            NodeKind::Number { number, .. } => Some(number),
            _ => None,
        };
        let kind = param.kind();
        if let Some(kind) = IntKind::of(kind) {
            return match number.and_then(|n| n.int) {
                Some(v) => Ok(Value::Int(kind.wrap(v), kind)),
                None => expected("integer"),
            };
        }
        if let Some(kind) = UintKind::of(kind) {
            return match number.and_then(|n| n.uint) {
                Some(v) => Ok(Value::Uint(kind.wrap(v), kind)),
                None => expected("unsigned integer"),
            };
        }
        match kind {
            Kind::Bool => match node {
                NodeKind::Bool(v) => Ok(Value::Bool(*v)),
                _ => expected("bool"),
            },
            Kind::String => match node {
                NodeKind::String { value, .. } => Ok(Value::String(value.clone())),
                _ => expected("string"),
            },
            Kind::Float64 => match number.and_then(|n| n.float) {
                Some(v) => Ok(Value::float(v)),
                None => expected("float"),
            },
            Kind::Float32 => match number.and_then(|n| n.float) {
                Some(v) => Ok(Value::Float(f64::from(v as f32), FloatKind::Float32)),
                None => expected("float"),
            },
            Kind::Complex128 => match number.and_then(|n| n.complex) {
                Some((re, im)) => Ok(Value::Complex(re, im)),
                None => expected("complex"),
            },
            _ if matches!(param, Type::Any | Type::Reflect) => match node {
                NodeKind::Bool(v) => Ok(Value::Bool(*v)),
                NodeKind::String { value, .. } => Ok(Value::String(value.clone())),
                NodeKind::Number { number, .. } => self.constant(arg, number),
                _ => {
                    let shown = self.tree().expression(arg);
                    self.fail(format!(
                        "can't handle assignment of {shown} to empty interface argument"
                    ))
                }
            },
            _ => self.fail(format!(
                "can't handle {} for arg of type {param}",
                self.tree().expression(arg)
            )),
        }
    }

    /// Checks a value against a parameter type, and converts where Go does.
    fn checked(&self, slot: Slot, param: &Type) -> Result<Value, Failure> {
        if matches!(param, Type::Any | Type::Reflect) {
            return Ok(slot.value);
        }
        if slot.is_invalid() {
            if param.can_be_nil() {
                return Ok(Value::zero(param));
            }
            return self.fail(format!("invalid value; expected {param}"));
        }
        if slot.is_nil_interface() {
            if matches!(&slot.held, Held::Interface(of) if **of == *param) {
                return Ok(slot.value);
            }
            return self.fail(format!(
                "wrong type for value; expected {param}; got {}",
                slot.static_type()
            ));
        }
        if assignable(&slot.value, param) {
            return Ok(slot.value);
        }
        if let Value::Object(object) = &slot.value
            && object.type_of().elem() == Some(param)
            && object.type_of().kind() == Kind::Pointer
        {
            if is_nil_pointer(&slot.value) {
                return self.fail(format!("dereference of nil pointer of type {param}"));
            }
            if let Some(target) = slot.dereferenced() {
                return Ok(target);
            }
        }
        let got = slot.value.type_of().unwrap_or(Type::Any);
        self.fail(format!("wrong type for value; expected {param}; got {got}"))
    }
}

/// Whether Go lets a value of a concrete type be assigned to a variable of another.
pub(crate) fn assignable(value: &Value, to: &Type) -> bool {
    match (to, value) {
        (Type::Any | Type::Reflect, _) => true,
        (Type::Basic(kind), Value::Object(_)) => value.type_of() == Some(Type::Basic(*kind)),
        (Type::Basic(kind), scalar) => scalar.kind() == *kind,
        (Type::Map(..), Value::Map(map)) => map.map_type() == to,
        (Type::Slice(_) | Type::Array(..), Value::List(list)) => list.list_type() == to,
        (Type::Func(_), Value::Func(func)) => func.type_of() == *to,
        (Type::Error, Value::Object(object)) => object.is_error(),
        (_, Value::Object(object)) => {
            let of = object.type_of();
            // An interface with methods takes any object: what it implements is the host's affair. A named map or list type
            // may stand for the unnamed one.
            of == *to
                || (to.kind() == Kind::Interface)
                || (matches!(to, Type::Map(..) | Type::Slice(_))
                    && object
                        .underlying()
                        .is_some_and(|inner| inner.type_of().as_ref() == Some(to)))
        }
        _ => false,
    }
}
