//! Executes templates. What is nested (branches, loops, template calls) stands on a stack of frames of our own, so that deep
//! recursion of templates ends in Go's error and not in a stack overflow.

mod range;

use crate::error::ExecError;
use crate::function::{Callable, FunctionLayer, find_function};
use crate::node::{NodeId, NodeKind, ROOT_VARIABLE, Tree};
use crate::slot::{Held, Slot};
use crate::template::{ExecOptions, Template, TemplateSet};
use crate::{Value, format};
use range::Loop;
use std::collections::HashMap;

pub(crate) type Failure = Box<ExecError>;

/// A running execution.
pub(crate) struct Exec<'a> {
    set: &'a TemplateSet,
    layers: &'a [&'a dyn FunctionLayer],
    pub(crate) options: &'a ExecOptions,
    out: &'a mut Vec<u8>,
    pub(crate) template: &'a Template,
    /// The node that an error would be reported at.
    pub(crate) node: Option<NodeId>,
    variables: Vec<(u32, Slot)>,
    /// Where the variables of the running template begin.
    base: usize,
    depth: usize,
    steps: u64,
    frames: Vec<Frame<'a>>,
    /// Functions found so far, by tree and function id.
    functions: Functions<'a>,
    parked: HashMap<*const Tree, Functions<'a>>,
    /// Argument lists to use again.
    pub(crate) argument_lists: Vec<Vec<Value>>,
}

type Functions<'a> = Vec<Option<(&'a dyn Callable, bool)>>;

/// A list of nodes being executed, and what to do at its end.
struct Frame<'a> {
    list: &'a [NodeId],
    next: usize,
    dot: Slot,
    /// How many variables to keep at the end.
    variables: usize,
    kind: FrameKind<'a>,
}

enum FrameKind<'a> {
    Plain,
    Loop(Box<Loop<'a>>),
    /// A called template: what to return to.
    Template {
        caller: &'a Template,
        base: usize,
        node: Option<NodeId>,
    },
}

impl<'a> Exec<'a> {
    pub(crate) fn new(
        set: &'a TemplateSet,
        template: &'a Template,
        layers: &'a [&'a dyn FunctionLayer],
        options: &'a ExecOptions,
        out: &'a mut Vec<u8>,
    ) -> Self {
        Exec {
            set,
            layers,
            options,
            out,
            template,
            node: None,
            variables: Vec::new(),
            base: 0,
            depth: 0,
            steps: 0,
            frames: Vec::new(),
            functions: vec![None; template.tree.functions.len()],
            parked: HashMap::new(),
            argument_lists: Vec::new(),
        }
    }

    pub(crate) fn run(mut self, data: Value) -> Result<(), Failure> {
        let dot = Slot::concrete(data);
        self.variables.push((ROOT_VARIABLE, dot.clone()));
        let list = &self.template.list;
        self.frames.push(Frame {
            list,
            next: 0,
            dot,
            variables: 0,
            kind: FrameKind::Plain,
        });
        while let Some(frame) = self.frames.last_mut() {
            match frame.list.get(frame.next) {
                Some(node) => {
                    frame.next += 1;
                    let dot = match self.template.tree.node(*node).kind {
                        NodeKind::Text { .. } => Slot::invalid(),
                        _ => frame.dot.clone(),
                    };
                    self.step(dot, *node)?;
                }
                None => self.end_of_list()?,
            }
        }
        Ok(())
    }

    pub(crate) fn tree(&self) -> &'a Tree {
        &self.template.tree
    }

    pub(crate) fn kind(&self, node: NodeId) -> &'a NodeKind {
        &self.template.tree.node(node).kind
    }

    pub(crate) fn at(&mut self, node: NodeId) {
        self.node = Some(node);
    }

    /// An error at the current node.
    pub(crate) fn failure(&self, message: impl Into<String>) -> Failure {
        Box::new(ExecError {
            template: self.template.name.to_string(),
            location: self.node.map(|node| self.tree().location(node)),
            message: message.into(),
            source: None,
        })
    }

    pub(crate) fn fail<T>(&self, message: impl Into<String>) -> Result<T, Failure> {
        Err(self.failure(message))
    }

    /// The function of an id of the current tree.
    pub(crate) fn function(&mut self, id: u32) -> Option<(&'a dyn Callable, bool)> {
        if let Some(found) = self.functions.get(id as usize).copied().flatten() {
            return Some(found);
        }
        let found = find_function(self.layers, self.tree().function(id));
        if let Some(place) = self.functions.get_mut(id as usize) {
            *place = found;
        }
        found
    }

    /// Makes another template the running one.
    fn switch_to(&mut self, template: &'a Template) {
        let (old, new): (&'a Tree, &'a Tree) = (&self.template.tree, &template.tree);
        if !std::ptr::eq(old, new) {
            let functions = self.parked.remove(&std::ptr::from_ref(new));
            let functions = functions.unwrap_or_else(|| vec![None; new.functions.len()]);
            self.parked.insert(
                std::ptr::from_ref(old),
                std::mem::replace(&mut self.functions, functions),
            );
        }
        self.template = template;
    }

    // Variables.

    pub(crate) fn push_variable(&mut self, id: u32, value: Slot) {
        self.variables.push((id, value));
    }

    fn find_variable(&mut self, id: u32) -> Option<&mut Slot> {
        let own = self.variables.get_mut(self.base..)?;
        own.iter_mut()
            .rev()
            .find(|(known, _)| *known == id)
            .map(|(_, slot)| slot)
    }

    pub(crate) fn variable(&mut self, id: u32) -> Result<Slot, Failure> {
        match self.find_variable(id) {
            Some(slot) => Ok(slot.clone()),
            None => self.fail(format!("undefined variable: {}", self.tree().variable(id))),
        }
    }

    pub(crate) fn set_variable(&mut self, id: u32, value: Slot) -> Result<(), Failure> {
        match self.find_variable(id) {
            Some(slot) => {
                *slot = value;
                Ok(())
            }
            None => self.fail(format!("undefined variable: {}", self.tree().variable(id))),
        }
    }

    /// Sets the variable that was pushed last, or the one before it.
    fn set_from_top(&mut self, n: usize, value: Slot) {
        if let Some(i) = self.variables.len().checked_sub(n)
            && let Some((_, slot)) = self.variables.get_mut(i)
        {
            *slot = value;
        }
    }

    // Nodes.

    fn step(&mut self, dot: Slot, id: NodeId) -> Result<(), Failure> {
        self.at(id);
        self.steps += 1;
        if self.steps > self.options.max_steps {
            return self.fail(format!("more than {} steps", self.options.max_steps));
        }
        match self.kind(id) {
            NodeKind::Text { start, end } => {
                let text: &'a [u8] = self.tree().text.get(*start..*end).unwrap_or_default();
                self.out.extend_from_slice(text);
                self.check_output()
            }
            NodeKind::Action { pipe } => {
                let value = self.pipeline(&dot, *pipe)?;
                if matches!(self.kind(*pipe), NodeKind::Pipe { decl, .. } if !decl.is_empty()) {
                    return Ok(());
                }
                self.at(id);
                self.print(id, value)
            }
            NodeKind::Branch {
                with,
                pipe,
                list,
                otherwise,
            } => {
                let variables = self.variables.len();
                let value = self.pipeline(&dot, *pipe)?;
                let (list, dot) = match (value.value.truth(), otherwise) {
                    (true, _) => (list, if *with { value } else { dot }),
                    (false, Some(otherwise)) => (otherwise, dot),
                    (false, None) => {
                        self.variables.truncate(variables);
                        return Ok(());
                    }
                };
                self.frames.push(Frame {
                    list,
                    next: 0,
                    dot,
                    variables,
                    kind: FrameKind::Plain,
                });
                Ok(())
            }
            NodeKind::Range { pipe, list, otherwise } => self.range(dot, *pipe, list, otherwise.as_deref()),
            NodeKind::Break => {
                self.unwind_to_loop();
                if let Some(frame) = self.frames.pop() {
                    self.variables.truncate(frame.variables);
                }
                Ok(())
            }
            NodeKind::Continue => {
                self.unwind_to_loop();
                if let Some(frame) = self.frames.last_mut() {
                    frame.next = frame.list.len();
                }
                Ok(())
            }
            NodeKind::Template { name, pipe } => self.call_template(&dot, name, *pipe),
            _ => self.fail(format!("unknown node: {}", self.tree().expression(id))),
        }
    }

    fn check_output(&self) -> Result<(), Failure> {
        if self.out.len() > self.options.max_output {
            return self.fail(format!("output exceeds {} bytes", self.options.max_output));
        }
        Ok(())
    }

    fn end_of_list(&mut self) -> Result<(), Failure> {
        let Some(frame) = self.frames.last_mut() else {
            return Ok(());
        };
        let variables = frame.variables;
        match &mut frame.kind {
            FrameKind::Plain => {
                self.frames.pop();
                self.variables.truncate(variables);
            }
            FrameKind::Template { caller, base, node } => {
                let (caller, base, node) = (*caller, *base, *node);
                self.frames.pop();
                self.variables.truncate(variables);
                self.base = base;
                self.depth -= 1;
                self.switch_to(caller);
                self.node = node;
            }
            FrameKind::Loop(_) => return self.next_round(),
        }
        Ok(())
    }

    /// Drops the frames inside the innermost loop; the parser has seen to it that there is one in this template.
    fn unwind_to_loop(&mut self) {
        while let Some(frame) = self.frames.last() {
            if matches!(frame.kind, FrameKind::Loop(_)) {
                break;
            }
            self.frames.pop();
        }
    }

    fn call_template(&mut self, dot: &Slot, name: &str, pipe: Option<NodeId>) -> Result<(), Failure> {
        let Some(template) = self.set.get(name) else {
            return self.fail(format!(
                "template {} not defined",
                crate::quote::quoted(name.as_bytes())
            ));
        };
        if self.depth >= self.options.max_depth {
            return self.fail(format!("exceeded maximum template depth ({})", self.options.max_depth));
        }
        let dot = match pipe {
            Some(pipe) => self.pipeline(dot, pipe)?,
            None => Slot::invalid(),
        };
        let variables = self.variables.len();
        let kind = FrameKind::Template {
            caller: self.template,
            base: self.base,
            node: self.node,
        };
        self.depth += 1;
        self.base = variables;
        self.switch_to(template);
        self.variables.push((ROOT_VARIABLE, dot.clone()));
        self.frames.push(Frame {
            list: &template.list,
            next: 0,
            dot,
            variables,
            kind,
        });
        Ok(())
    }

    // Printing.

    fn print(&mut self, action: NodeId, slot: Slot) -> Result<(), Failure> {
        if let Value::Object(object) = &slot.value
            && let Some(text) = object.addressed_display()
        {
            self.out.extend_from_slice(text.as_bytes());
            return self.check_output();
        }
        match (&slot.value, &slot.held) {
            (Value::String(text), _) => self.out.extend_from_slice(text.as_bytes()),
            (Value::Nil, Held::Concrete) => self.out.extend_from_slice(b"<no value>"),
            (value, _) => match format::printable(value) {
                Some(value) => {
                    if let Err(error) = format::append(self.out, &value) {
                        return self.fail(error.to_string());
                    }
                }
                None => {
                    let (shown, of) = (self.tree().expression(action), slot.static_type());
                    return self.fail(format!("can't print {shown} of type {of}"));
                }
            },
        }
        self.check_output()
    }
}
