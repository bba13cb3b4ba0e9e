//! Tokens to nodes. Control structures nest on a stack of our own, so that only parentheses recurse, and those are limited.

mod expression;

use crate::error::ParseError;
use crate::lex::{Lexer, Token, TokenKind, show};
use crate::node::{Node, NodeId, NodeKind, ROOT_VARIABLE, Tree};
use crate::quote::{quoted, unquote};
use std::collections::HashMap;

/// How deep parentheses may nest. Go allows 10000, which would need more stack than threads usually have here.
const MAX_EXPRESSION_DEPTH: usize = 200;

/// A template that a text defines: its name, what it consists of, and whether that is nothing but white space.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) list: Box<[NodeId]>,
    pub(crate) empty: bool,
}

/// Parses a text. The definitions have distinct names; the text's own comes last unless it redefined itself.
pub(crate) fn parse(
    name: &str,
    text: &[u8],
    delims: (&[u8], &[u8]),
    is_function: &dyn Fn(&str) -> bool,
) -> Result<(Tree, Vec<Definition>), ParseError> {
    let mut parser = Parser {
        text,
        name,
        lexer: Lexer::new(text, delims.0, delims.1),
        is_function,
        nodes: Vec::new(),
        variables: Names::default(),
        functions: Names::default(),
        definitions: Vec::new(),
        defined: HashMap::new(),
        bodies: vec![Body::new(name.to_owned())],
        open: Vec::new(),
    };
    parser.lexer.break_is_keyword = !is_function("break");
    parser.lexer.continue_is_keyword = !is_function("continue");
    parser.variables.intern("$");
    parser.run()?;
    let tree = Tree {
        parse_name: name.to_owned(),
        text: text.to_vec(),
        nodes: parser.nodes,
        variables: parser.variables.names,
        functions: parser.functions.names,
    };
    Ok((tree, parser.definitions))
}

/// The text's own template, a `define` or a `block`: each looks ahead on its own and has variables of its own.
struct Body {
    name: String,
    /// Tokens looked ahead at, the newest first; `peeked` of them are still to be read.
    tokens: [Token; 3],
    peeked: usize,
    variables: Vec<u32>,
    action_line: usize,
    range_depth: usize,
    expression_depth: usize,
    list: Vec<NodeId>,
}

impl Body {
    fn new(name: String) -> Self {
        Body {
            name,
            tokens: [Token::none(), Token::none(), Token::none()],
            peeked: 0,
            variables: vec![ROOT_VARIABLE],
            action_line: 0,
            range_depth: 0,
            expression_depth: 0,
            list: Vec::new(),
        }
    }
}

/// What is open and waits for its `end`. The text's own template is not among them.
enum Open {
    Define,
    Block { pos: usize, pipe: NodeId },
    Control(Control),
}

struct Control {
    keyword: Keyword,
    pos: usize,
    pipe: NodeId,
    list: Vec<NodeId>,
    otherwise: Option<Vec<NodeId>>,
    /// Started by `else if` or `else with`: its `end` closes the outer one too.
    chained: bool,
    variables: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keyword {
    If,
    With,
    Range,
}

impl Keyword {
    fn text(self) -> &'static str {
        match self {
            Keyword::If => "if",
            Keyword::With => "with",
            Keyword::Range => "range",
        }
    }
}

/// What a text or an action turned out to be.
enum Item {
    Node(NodeId),
    Opened,
    End,
    Else,
}

struct Parser<'t> {
    text: &'t [u8],
    name: &'t str,
    lexer: Lexer<'t>,
    is_function: &'t dyn Fn(&str) -> bool,
    nodes: Vec<Node>,
    variables: Names,
    functions: Names,
    definitions: Vec<Definition>,
    /// Where in `definitions` a name is.
    defined: HashMap<String, usize>,
    /// The innermost is last; there is always the text's own.
    bodies: Vec<Body>,
    open: Vec<Open>,
}

type Parsed<T> = Result<T, ParseError>;

impl<'t> Parser<'t> {
    fn body(&mut self) -> &mut Body {
        self.bodies
            .last_mut()
            .expect("the text's own body is only removed when parsing ends")
    }

    // Tokens.

    fn next(&mut self) -> Token {
        if self.body().peeked > 0 {
            self.body().peeked -= 1;
        } else {
            let token = self.lexer.next_token();
            self.body().tokens[0] = token;
        }
        let body = self.body();
        body.tokens[body.peeked].clone()
    }

    fn backup(&mut self) {
        self.body().peeked += 1;
    }

    /// Puts back a token before the one that was read last.
    fn backup2(&mut self, token: Token) {
        let body = self.body();
        body.tokens[1] = token;
        body.peeked = 2;
    }

    /// Puts back two tokens before the one that was read last.
    fn backup3(&mut self, first: Token, second: Token) {
        let body = self.body();
        body.tokens[1] = second;
        body.tokens[2] = first;
        body.peeked = 3;
    }

    fn peek(&mut self) -> TokenKind {
        let body = self.body();
        if body.peeked == 0 {
            let token = self.lexer.next_token();
            let body = self.body();
            body.tokens[0] = token;
            body.peeked = 1;
        }
        let body = self.body();
        body.tokens[body.peeked - 1].kind
    }

    fn next_non_space(&mut self) -> Token {
        loop {
            let token = self.next();
            if token.kind != TokenKind::Space {
                return token;
            }
        }
    }

    fn peek_non_space(&mut self) -> Token {
        let token = self.next_non_space();
        self.backup();
        token
    }

    fn value(&self, token: &Token) -> &'t [u8] {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    fn value_str(&self, token: &Token) -> String {
        String::from_utf8_lossy(self.value(token)).into_owned()
    }

    // Errors.

    /// Go reports the line of the token that was scanned last.
    fn error<T>(&mut self, message: impl Into<String>) -> Parsed<T> {
        let line = self.body().tokens[0].line;
        Err(ParseError {
            template: self.name.to_owned(),
            line,
            message: message.into(),
        })
    }

    fn unexpected<T>(&mut self, token: &Token, context: &str) -> Parsed<T> {
        if token.kind != TokenKind::Error {
            return self.error(format!("unexpected {} in {context}", show(token, self.text)));
        }
        let mut message = token.message.clone();
        let started = self.body().action_line;
        if started != 0 && started != token.line {
            let what = if message.ends_with(" action") { "" } else { " in action" };
            message.push_str(&format!("{what} started at {}:{started}", self.name));
        }
        self.error(message)
    }

    fn expect(&mut self, kind: TokenKind, context: &str) -> Parsed<Token> {
        let token = self.next_non_space();
        if token.kind == kind {
            Ok(token)
        } else {
            self.unexpected(&token, context)
        }
    }

    fn add(&mut self, pos: usize, kind: NodeKind) -> NodeId {
        self.nodes.push(Node { pos, kind });
        // A text of 4 GiB is refused before parsing, and no byte yields more than one node.
        (self.nodes.len() - 1) as NodeId
    }

    // Lists and control structures.

    fn run(&mut self) -> Parsed<()> {
        if u32::try_from(self.text.len()).is_err() {
            return self.error("text too large");
        }
        loop {
            if self.open.is_empty() {
                match self.peek() {
                    TokenKind::Eof => break,
                    TokenKind::LeftDelim => {
                        let delim = self.next();
                        if self.next_non_space().kind == TokenKind::Define {
                            self.open_define()?;
                            continue;
                        }
                        self.backup2(delim);
                    }
                    _ => {}
                }
            } else if self.peek_non_space().kind == TokenKind::Eof {
                return self.error("unexpected EOF");
            }
            match self.text_or_action()? {
                Item::Node(node) => self.append(node),
                Item::Opened => {}
                Item::End => self.close()?,
                Item::Else => self.otherwise()?,
            }
        }
        self.define_innermost()
    }

    /// Adds a node to the innermost list.
    fn append(&mut self, node: NodeId) {
        match self.open.last_mut() {
            Some(Open::Control(control)) => control.otherwise.as_mut().unwrap_or(&mut control.list).push(node),
            _ => self.body().list.push(node),
        }
    }

    /// `{{define "name"}}`, the keyword being read.
    fn open_define(&mut self) -> Parsed<()> {
        const CONTEXT: &str = "define clause";
        self.bodies.push(Body::new("definition".to_owned()));
        let name = self.next_non_space();
        let name = self.template_name(&name, CONTEXT)?;
        self.body().name = name;
        self.expect(TokenKind::RightDelim, CONTEXT)?;
        self.open.push(Open::Define);
        Ok(())
    }

    fn close(&mut self) -> Parsed<()> {
        match self.open.pop() {
            None => self.error("unexpected {{end}}"),
            Some(Open::Define) => self.define_innermost(),
            Some(Open::Block { pos, pipe }) => {
                let name = self.body().name.clone();
                self.define_innermost()?;
                let node = self.add(pos, NodeKind::Template { name, pipe: Some(pipe) });
                self.body().action_line = 0;
                self.append(node);
                Ok(())
            }
            Some(Open::Control(control)) => {
                let mut control = control;
                loop {
                    let chained = control.chained;
                    self.finish(control);
                    if !chained {
                        break;
                    }
                    match self.open.pop() {
                        Some(Open::Control(outer)) => control = outer,
                        other => {
                            self.open.extend(other);
                            break;
                        }
                    }
                }
                self.body().action_line = 0;
                Ok(())
            }
        }
    }

    /// Makes a control structure's node and adds it to the list around it.
    fn finish(&mut self, control: Control) {
        let Control {
            keyword,
            pos,
            pipe,
            list,
            otherwise,
            variables,
            ..
        } = control;
        self.body().variables.truncate(variables);
        if keyword == Keyword::Range && otherwise.is_none() {
            self.body().range_depth -= 1;
        }
        let (list, otherwise) = (list.into_boxed_slice(), otherwise.map(Vec::into_boxed_slice));
        let kind = match keyword {
            Keyword::Range => NodeKind::Range { pipe, list, otherwise },
            other => NodeKind::Branch {
                with: other == Keyword::With,
                pipe,
                list,
                otherwise,
            },
        };
        let node = self.add(pos, kind);
        self.append(node);
    }

    /// After `{{else}}`, or the `else` of `{{else if ...}}`, whose second keyword is still to be read.
    fn otherwise(&mut self) -> Parsed<()> {
        let keyword = match self.open.last() {
            None => return self.error("unexpected {{else}}"),
            Some(Open::Define) => return self.error("unexpected {{else}} in define clause"),
            Some(Open::Block { .. }) => {
                // The body of a block reads on its own; the error is the enclosing one's.
                self.bodies.pop();
                return self.error("unexpected {{else}} in block clause");
            }
            Some(Open::Control(Control { otherwise: Some(_), .. })) => {
                return self.error("expected end; found {{else}}");
            }
            Some(Open::Control(control)) => control.keyword,
        };
        if keyword == Keyword::Range {
            self.body().range_depth -= 1;
        }
        if let Some(Open::Control(control)) = self.open.last_mut() {
            control.otherwise = Some(Vec::new());
        }
        match (keyword, self.peek()) {
            (Keyword::If, TokenKind::If) | (Keyword::With, TokenKind::With) => {
                self.next();
                self.open_control(keyword, true)
            }
            _ => Ok(()),
        }
    }

    fn text_or_action(&mut self) -> Parsed<Item> {
        let token = self.next_non_space();
        match token.kind {
            TokenKind::Text => Ok(Item::Node(self.add(
                token.start,
                NodeKind::Text {
                    start: token.start,
                    end: token.end,
                },
            ))),
            TokenKind::LeftDelim => {
                self.body().action_line = token.line;
                let item = self.action()?;
                if !matches!(item, Item::Opened) {
                    self.body().action_line = 0;
                }
                Ok(item)
            }
            _ => self.unexpected(&token, "input"),
        }
    }

    fn action(&mut self) -> Parsed<Item> {
        let token = self.next_non_space();
        match token.kind {
            TokenKind::Block => self.block(),
            TokenKind::Break => self.break_or_continue(&token, NodeKind::Break, "{{break}}"),
            TokenKind::Continue => self.break_or_continue(&token, NodeKind::Continue, "{{continue}}"),
            TokenKind::Else => {
                if !matches!(self.peek_non_space().kind, TokenKind::If | TokenKind::With) {
                    self.expect(TokenKind::RightDelim, "else")?;
                }
                Ok(Item::Else)
            }
            TokenKind::End => {
                self.expect(TokenKind::RightDelim, "end")?;
                Ok(Item::End)
            }
            TokenKind::If => self.open_control(Keyword::If, false).map(|()| Item::Opened),
            TokenKind::Range => self.open_control(Keyword::Range, false).map(|()| Item::Opened),
            TokenKind::With => self.open_control(Keyword::With, false).map(|()| Item::Opened),
            TokenKind::Template => self.template().map(Item::Node),
            _ => {
                self.backup();
                let pipe = self.pipeline("command", TokenKind::RightDelim)?;
                Ok(Item::Node(self.add(token.start, NodeKind::Action { pipe })))
            }
        }
    }

    fn break_or_continue(&mut self, keyword: &Token, kind: NodeKind, shown: &str) -> Parsed<Item> {
        let token = self.next_non_space();
        if token.kind != TokenKind::RightDelim {
            return self.unexpected(&token, shown);
        }
        if self.body().range_depth == 0 {
            return self.error(format!("{shown} outside {{{{range}}}}"));
        }
        Ok(Item::Node(self.add(keyword.start, kind)))
    }

    fn open_control(&mut self, keyword: Keyword, chained: bool) -> Parsed<()> {
        let variables = self.body().variables.len();
        let pipe = self.pipeline(keyword.text(), TokenKind::RightDelim)?;
        if keyword == Keyword::Range {
            self.body().range_depth += 1;
        }
        let pos = self.nodes[pipe as usize].pos;
        self.open.push(Open::Control(Control {
            keyword,
            pos,
            pipe,
            list: Vec::new(),
            otherwise: None,
            chained,
            variables,
        }));
        Ok(())
    }

    /// `{{block "name" pipeline}}`: defines the template and calls it here.
    fn block(&mut self) -> Parsed<Item> {
        const CONTEXT: &str = "block clause";
        let token = self.next_non_space();
        let name = self.template_name(&token, CONTEXT)?;
        let pipe = self.pipeline(CONTEXT, TokenKind::RightDelim)?;
        self.bodies.push(Body::new(name));
        self.open.push(Open::Block { pos: token.start, pipe });
        Ok(Item::Opened)
    }

    fn template(&mut self) -> Parsed<NodeId> {
        const CONTEXT: &str = "template clause";
        let token = self.next_non_space();
        let name = self.template_name(&token, CONTEXT)?;
        let mut pipe = None;
        if self.next_non_space().kind != TokenKind::RightDelim {
            self.backup();
            pipe = Some(self.pipeline(CONTEXT, TokenKind::RightDelim)?);
        }
        Ok(self.add(token.start, NodeKind::Template { name, pipe }))
    }

    fn template_name(&mut self, token: &Token, context: &str) -> Parsed<String> {
        match token.kind {
            TokenKind::String | TokenKind::RawString => match unquote(self.value(token)) {
                Some(name) => Ok(String::from_utf8_lossy(&name).into_owned()),
                None => self.error("invalid syntax"),
            },
            _ => self.unexpected(token, context),
        }
    }

    /// Ends the innermost body and makes it a definition.
    fn define_innermost(&mut self) -> Parsed<()> {
        let (name, list) = (self.body().name.clone(), std::mem::take(&mut self.body().list));
        let empty = list.iter().all(|id| self.is_empty_text(*id));
        let definition = Definition {
            name,
            list: list.into_boxed_slice(),
            empty,
        };
        match self.defined.get(&definition.name).copied() {
            None => {
                self.defined.insert(definition.name.clone(), self.definitions.len());
                self.definitions.push(definition);
            }
            Some(i) if self.definitions[i].empty => self.definitions[i] = definition,
            Some(_) if empty => {}
            Some(_) => {
                let name = quoted(definition.name.as_bytes());
                return self.error(format!("template: multiple definition of template {name}"));
            }
        }
        if self.bodies.len() > 1 {
            self.bodies.pop();
        }
        Ok(())
    }

    fn is_empty_text(&self, id: NodeId) -> bool {
        match &self.nodes[id as usize].kind {
            NodeKind::Text { start, end } => {
                let text = self.text.get(*start..*end).unwrap_or_default();
                match std::str::from_utf8(text) {
                    Ok(text) => text.chars().all(char::is_whitespace),
                    Err(_) => false,
                }
            }
            _ => false,
        }
    }
}

/// Names by number.
#[derive(Default)]
struct Names {
    names: Vec<Box<str>>,
    ids: HashMap<Box<str>, u32>,
}

impl Names {
    /// The number of a name, which it gets when it is new.
    fn intern(&mut self, name: &str) -> u32 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        // Bounded by the length of the text, which fits.
        let id = self.names.len() as u32;
        self.names.push(name.into());
        self.ids.insert(name.into(), id);
        id
    }
}
