//! Pipelines, commands and operands: the part of the grammar inside one action.

use super::{MAX_EXPRESSION_DEPTH, Parsed, Parser};
use crate::Str;
use crate::lex::{Token, TokenKind};
use crate::node::{NodeId, NodeKind};
use crate::number::{parse_char, parse_complex, parse_number};
use crate::quote::{quoted, unquote};

impl Parser<'_> {
    /// `declarations? command ('|' command)*`, through the token that ends it.
    pub(super) fn pipeline(&mut self, context: &str, end: TokenKind) -> Parsed<NodeId> {
        let pos = self.peek_non_space().start;
        let mut decl = Vec::new();
        let mut assign = false;
        self.declarations(context, &mut decl, &mut assign)?;
        let mut commands = Vec::new();
        loop {
            let token = self.next_non_space();
            match token.kind {
                kind if kind == end => break,
                TokenKind::Bool
                | TokenKind::CharConstant
                | TokenKind::Complex
                | TokenKind::Dot
                | TokenKind::Field
                | TokenKind::Identifier
                | TokenKind::Number
                | TokenKind::Nil
                | TokenKind::RawString
                | TokenKind::String
                | TokenKind::Variable
                | TokenKind::LeftParen => {
                    self.backup();
                    commands.push(self.command()?);
                }
                _ => return self.unexpected(&token, context),
            }
        }
        if commands.is_empty() {
            return self.error(format!("missing value for {context}"));
        }
        for (i, command) in commands.iter().enumerate().skip(1) {
            if self.starts_with_constant(*command) {
                return self.error(format!("non executable command in pipeline stage {}", i + 1));
            }
        }
        Ok(self.add(
            pos,
            NodeKind::Pipe {
                decl: decl.into_boxed_slice(),
                assign,
                commands: commands.into_boxed_slice(),
            },
        ))
    }

    fn starts_with_constant(&self, command: NodeId) -> bool {
        let NodeKind::Command { args } = &self.nodes[command as usize].kind else {
            return false;
        };
        args.first()
            .is_some_and(|arg| is_constant(&self.nodes[*arg as usize].kind))
    }

    /// `$x :=`, `$x =`, and in a range also `$x, $y :=`.
    fn declarations(&mut self, context: &str, decl: &mut Vec<u32>, assign: &mut bool) -> Parsed<()> {
        loop {
            let variable = self.peek_non_space();
            if variable.kind != TokenKind::Variable {
                return Ok(());
            }
            self.next();
            // The token right after the variable tells `$x foo` from `$x.foo` when it has to be put back.
            let adjacent = self.peek();
            let adjacent_token = {
                let body = self.body();
                body.tokens[body.peeked - 1].clone()
            };
            let next = self.peek_non_space();
            let comma = next.kind == TokenKind::Char && self.value(&next) == b",";
            if !comma && !matches!(next.kind, TokenKind::Assign | TokenKind::Declare) {
                if adjacent == TokenKind::Space {
                    self.backup3(variable, adjacent_token);
                } else {
                    self.backup2(variable);
                }
                return Ok(());
            }
            self.next_non_space();
            let id = self.variable_id(&self.value_str(&variable));
            decl.push(id);
            self.body().variables.push(id);
            if !comma {
                *assign = next.kind == TokenKind::Assign;
                return Ok(());
            }
            if context != "range" || decl.len() >= 2 {
                return self.error(format!("too many declarations in {context}"));
            }
            if !matches!(
                self.peek_non_space().kind,
                TokenKind::Variable | TokenKind::RightDelim | TokenKind::RightParen
            ) {
                return self.error("range can only initialize variables");
            }
        }
    }

    /// `operand (space operand)*`; takes the `|` that ends it, but leaves a closing delimiter or parenthesis.
    fn command(&mut self) -> Parsed<NodeId> {
        let pos = self.peek_non_space().start;
        let mut args = Vec::new();
        loop {
            self.peek_non_space();
            if let Some(operand) = self.operand()? {
                args.push(operand);
            }
            let token = self.next();
            match token.kind {
                TokenKind::Space => continue,
                TokenKind::RightDelim | TokenKind::RightParen => self.backup(),
                TokenKind::Pipe => {}
                _ => return self.unexpected(&token, "operand"),
            }
            break;
        }
        if args.is_empty() {
            return self.error("empty command");
        }
        Ok(self.add(
            pos,
            NodeKind::Command {
                args: args.into_boxed_slice(),
            },
        ))
    }

    /// `term .Field*`; `None` when what follows is no operand.
    fn operand(&mut self) -> Parsed<Option<NodeId>> {
        let Some(node) = self.term()? else { return Ok(None) };
        if self.peek() != TokenKind::Field {
            return Ok(Some(node));
        }
        let mut added: Vec<Box<str>> = Vec::new();
        let mut chain_pos = None;
        while self.peek() == TokenKind::Field {
            let token = self.next();
            chain_pos.get_or_insert(token.start);
            added.extend(split_fields(&self.value_str(&token)));
        }
        let pos = chain_pos.unwrap_or_default();
        // A field or a variable takes the further fields itself.
        let kind = match &self.nodes[node as usize].kind {
            NodeKind::Field(fields) => NodeKind::Field(joined(fields, added)),
            NodeKind::Variable { id, fields } => NodeKind::Variable {
                id: *id,
                fields: joined(fields, added),
            },
            kind if is_constant(kind) => {
                let shown = self.shown(node);
                return self.error(format!("unexpected . after term {}", quoted(shown.as_bytes())));
            }
            _ => NodeKind::Chain {
                node,
                fields: added.into_boxed_slice(),
            },
        };
        Ok(Some(self.add(pos, kind)))
    }

    /// A constant as it was written.
    fn shown(&self, node: NodeId) -> String {
        match &self.nodes[node as usize].kind {
            NodeKind::Number { start, end, .. } | NodeKind::String { start, end, .. } => {
                String::from_utf8_lossy(self.text.get(*start..*end).unwrap_or_default()).into_owned()
            }
            NodeKind::Bool(v) => v.to_string(),
            NodeKind::Nil => "nil".to_owned(),
            _ => ".".to_owned(),
        }
    }

    /// A literal, a function, a variable, a field, dot, or a pipeline in parentheses.
    fn term(&mut self) -> Parsed<Option<NodeId>> {
        let token = self.next_non_space();
        let pos = token.start;
        let kind = match token.kind {
            TokenKind::Identifier => {
                let name = self.value_str(&token);
                if !(self.is_function)(&name) {
                    return self.error(format!("function {} not defined", quoted(name.as_bytes())));
                }
                NodeKind::Function(self.functions.intern(&name))
            }
            TokenKind::Dot => NodeKind::Dot,
            TokenKind::Nil => NodeKind::Nil,
            TokenKind::Variable => {
                let name = self.value_str(&token);
                let id = self.variable_id(&name);
                if !self.body().variables.contains(&id) {
                    return self.error(format!("undefined variable {}", quoted(name.as_bytes())));
                }
                NodeKind::Variable {
                    id,
                    fields: Box::default(),
                }
            }
            TokenKind::Field => NodeKind::Field(split_fields(&self.value_str(&token)).collect()),
            TokenKind::Bool => NodeKind::Bool(self.value(&token) == b"true"),
            TokenKind::CharConstant | TokenKind::Complex | TokenKind::Number => self.number(&token)?,
            TokenKind::LeftParen => return self.parenthesized().map(Some),
            TokenKind::String | TokenKind::RawString => match unquote(self.value(&token)) {
                Some(text) => NodeKind::String {
                    start: token.start,
                    end: token.end,
                    value: Str::from_bytes(&text),
                },
                None => return self.error("invalid syntax"),
            },
            _ => {
                self.backup();
                return Ok(None);
            }
        };
        Ok(Some(self.add(pos, kind)))
    }

    fn parenthesized(&mut self) -> Parsed<NodeId> {
        if self.body().expression_depth >= MAX_EXPRESSION_DEPTH {
            return self.error("max expression depth exceeded");
        }
        self.body().expression_depth += 1;
        let pipe = self.pipeline("parenthesized pipeline", TokenKind::RightParen)?;
        self.body().expression_depth -= 1;
        Ok(pipe)
    }

    fn number(&mut self, token: &Token) -> Parsed<NodeKind> {
        let text = self.value_str(token);
        let number = match token.kind {
            TokenKind::CharConstant => parse_char(self.value(token)),
            TokenKind::Complex => parse_complex(&text, token.split),
            _ => parse_number(&text),
        };
        match number {
            Ok(number) => Ok(NodeKind::Number {
                start: token.start,
                end: token.end,
                number,
            }),
            Err(message) => self.error(message),
        }
    }

    fn variable_id(&mut self, name: &str) -> u32 {
        self.variables.intern(name)
    }
}

fn is_constant(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Bool(_) | NodeKind::Dot | NodeKind::Nil | NodeKind::Number { .. } | NodeKind::String { .. }
    )
}

/// The names in `.a.b`.
fn split_fields(text: &str) -> impl Iterator<Item = Box<str>> + '_ {
    text.split('.').skip(1).map(Box::from)
}

fn joined(fields: &[Box<str>], added: Vec<Box<str>>) -> Box<[Box<str>]> {
    fields.iter().cloned().chain(added).collect()
}
