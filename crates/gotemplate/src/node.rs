//! The parsed form of a template text: all nodes of one text in one table, so that nothing recursive is ever dropped or copied.

use crate::Str;
use crate::error::Location;
use crate::number::Number;
use std::fmt::Write;

/// The place of a node in [`Tree::nodes`].
pub(crate) type NodeId = u32;

/// A node and the byte of the text where Go says it starts.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) pos: usize,
    pub(crate) kind: NodeKind,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    /// Literal text: a range of [`Tree::text`].
    Text {
        start: usize,
        end: usize,
    },
    /// An action that prints its pipeline's value.
    Action {
        pipe: NodeId,
    },
    /// `if` or `with`.
    Branch {
        with: bool,
        pipe: NodeId,
        list: Box<[NodeId]>,
        otherwise: Option<Box<[NodeId]>>,
    },
    Range {
        pipe: NodeId,
        list: Box<[NodeId]>,
        otherwise: Option<Box<[NodeId]>>,
    },
    Break,
    Continue,
    /// `template "name" pipe`.
    Template {
        name: String,
        pipe: Option<NodeId>,
    },
    /// `$a, $b := command | command`; `decl` holds variable ids.
    Pipe {
        decl: Box<[u32]>,
        assign: bool,
        commands: Box<[NodeId]>,
    },
    Command {
        args: Box<[NodeId]>,
    },
    /// A function, by its id.
    Function(u32),
    /// `.a.b`.
    Field(Box<[Box<str>]>),
    /// `$x.a.b`, the variable by its id.
    Variable {
        id: u32,
        fields: Box<[Box<str>]>,
    },
    /// `(pipeline).a.b` and the like.
    Chain {
        node: NodeId,
        fields: Box<[Box<str>]>,
    },
    Dot,
    Nil,
    Bool(bool),
    Number {
        start: usize,
        end: usize,
        number: Number,
    },
    /// A string constant: the range of its source text and its value.
    String {
        start: usize,
        end: usize,
        value: Str,
    },
}

/// One parsed text. Templates that it defines refer to it.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The name under which the text was parsed.
    pub(crate) parse_name: String,
    pub(crate) text: Vec<u8>,
    pub(crate) nodes: Vec<Node>,
    /// Variable names by id, dollar sign included; 0 is `$`.
    pub(crate) variables: Vec<Box<str>>,
    /// Function names by id.
    pub(crate) functions: Vec<Box<str>>,
}

/// The id of `$`.
pub(crate) const ROOT_VARIABLE: u32 = 0;

impl Tree {
    /// The node of an id that this tree's parser gave out.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    pub(crate) fn variable(&self, id: u32) -> &str {
        self.variables.get(id as usize).map_or("", |name| name)
    }

    pub(crate) fn function(&self, id: u32) -> &str {
        self.functions.get(id as usize).map_or("", |name| name)
    }

    fn source(&self, start: usize, end: usize) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.text.get(start..end).unwrap_or_default())
    }

    /// Where a node stands, in Go's counting: lines from 1, bytes of the line from 0.
    pub(crate) fn location(&self, id: NodeId) -> Location {
        let pos = self.node(id).pos;
        let before = self.text.get(..pos).unwrap_or_default();
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        Location {
            parse_name: self.parse_name.clone(),
            line: 1 + before.iter().filter(|b| **b == b'\n').count(),
            column: pos - line_start,
            expression: self.expression(id),
        }
    }

    /// The node in Go's canonical form, as errors show it.
    pub(crate) fn expression(&self, id: NodeId) -> String {
        let mut out = String::new();
        self.write(&mut out, id);
        out
    }

    /// Lists of `if`, `with` and `range` are left out: no error shows them. The rest is no deeper than parentheses may nest.
    fn write(&self, out: &mut String, id: NodeId) {
        match &self.node(id).kind {
            NodeKind::Text { start, end } => out.push_str(&self.source(*start, *end)),
            NodeKind::Number { start, end, .. } | NodeKind::String { start, end, .. } => {
                out.push_str(&self.source(*start, *end));
            }
            NodeKind::Action { pipe } => self.write_action(out, "", *pipe),
            NodeKind::Branch { with: true, pipe, .. } => self.write_action(out, "with ", *pipe),
            NodeKind::Branch { pipe, .. } => self.write_action(out, "if ", *pipe),
            NodeKind::Range { pipe, .. } => self.write_action(out, "range ", *pipe),
            NodeKind::Break => out.push_str("{{break}}"),
            NodeKind::Continue => out.push_str("{{continue}}"),
            NodeKind::Template { name, pipe } => {
                let _ = write!(out, "{{{{template {}", crate::quote::quoted(name.as_bytes()));
                if let Some(pipe) = pipe {
                    out.push(' ');
                    self.write(out, *pipe);
                }
                out.push_str("}}");
            }
            NodeKind::Pipe { decl, assign, commands } => {
                for (i, variable) in decl.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    out.push_str(self.variable(*variable));
                }
                if !decl.is_empty() {
                    out.push_str(if *assign { " = " } else { " := " });
                }
                for (i, command) in commands.iter().enumerate() {
                    out.push_str(if i > 0 { " | " } else { "" });
                    self.write(out, *command);
                }
            }
            NodeKind::Command { args } => {
                for (i, arg) in args.iter().enumerate() {
                    out.push_str(if i > 0 { " " } else { "" });
                    self.write_operand(out, *arg);
                }
            }
            NodeKind::Function(id) => out.push_str(self.function(*id)),
            NodeKind::Field(fields) => write_fields(out, fields),
            NodeKind::Variable { id, fields } => {
                out.push_str(self.variable(*id));
                write_fields(out, fields);
            }
            NodeKind::Chain { node, fields } => {
                self.write_operand(out, *node);
                write_fields(out, fields);
            }
            NodeKind::Dot => out.push('.'),
            NodeKind::Nil => out.push_str("nil"),
            NodeKind::Bool(v) => out.push_str(if *v { "true" } else { "false" }),
        }
    }

    fn write_action(&self, out: &mut String, keyword: &str, pipe: NodeId) {
        out.push_str("{{");
        out.push_str(keyword);
        self.write(out, pipe);
        out.push_str("}}");
    }

    /// A pipeline inside another expression has its parentheses back.
    fn write_operand(&self, out: &mut String, id: NodeId) {
        let parenthesized = matches!(self.node(id).kind, NodeKind::Pipe { .. });
        out.push_str(if parenthesized { "(" } else { "" });
        self.write(out, id);
        out.push_str(if parenthesized { ")" } else { "" });
    }
}

fn write_fields(out: &mut String, fields: &[Box<str>]) {
    for field in fields {
        out.push('.');
        out.push_str(field);
    }
}
