//! From tokens to the tree of a document.

use std::collections::HashMap;

use crate::Reason;
use crate::document::{Document, NONE, NodeData, Properties, Shape};
use crate::scan::{Kind, Outline, ScanError, Scratch, Token, too_deep};

/// What a token means to the grammar: its marks come before it, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    BlockSequence,
    BlockMapping,
    /// `? `, or the start of a key without it.
    Key,
    Token(Kind),
    End,
}

/// What the innermost open collection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    /// `-` of a block sequence; of one at the column of its key if `indentless`, which has no end of its own.
    Item {
        indentless: bool,
    },
    Key,
    Value,
    /// An item of `[...]`; the first needs no comma before it.
    FlowItem {
        first: bool,
    },
    /// The key, the value, and the end of a single pair in `[...]`.
    PairKey,
    PairValue,
    PairEnd,
    FlowKey {
        first: bool,
    },
    FlowValue,
    /// Nothing: the key in `{...}` had no `:`.
    NoFlowValue,
}

struct Frame {
    node: u32,
    /// Where the children begin on the stack of nodes without a parent.
    children: usize,
    waiting: Waiting,
}

/// Builds the tree from the tokens in `scratch`. Also says how many tokens were taken: if fewer than there are, content follows the
/// root, or the error stands at that token.
pub(crate) fn compose(
    document: &mut Document<'_>,
    outline: &Outline,
    scratch: &Scratch,
) -> (Result<(), ScanError>, usize) {
    let mut composer = Composer {
        tokens: &scratch.tokens,
        tags: &scratch.tags,
        text: document.text,
        at: 0,
        spent: 0,
        end_offset: outline.end,
        last_end: outline.start_marker.map_or(document.range.start, |at| at + 3) as u32,
        max_depth: document.limits.depth(),
        frames: Vec::with_capacity(16),
        parent: NONE,
        loose: Vec::with_capacity(64),
        anchors: HashMap::new(),
        // `key: value` in a block mapping is three tokens for two nodes, and most others have more.
        nodes: Vec::with_capacity(scratch.tokens.len() / 3 * 2 + 4),
        links: Vec::with_capacity(scratch.tokens.len() / 3 * 2 + 4),
        properties: Vec::new(),
    };
    let result = composer.document();
    let Composer {
        at,
        nodes,
        links,
        properties,
        ..
    } = composer;
    document.nodes = nodes;
    document.links = links;
    document.properties = properties;
    (result, at)
}

struct Composer<'a> {
    tokens: &'a [Token],
    tags: &'a [Box<str>],
    text: &'a str,
    at: usize,
    /// Marks of the current token that have been taken.
    spent: u8,
    end_offset: usize,
    /// The end of the last token taken.
    last_end: u32,
    max_depth: usize,
    frames: Vec<Frame>,
    /// The node of the innermost frame.
    parent: u32,
    loose: Vec<u32>,
    anchors: HashMap<&'a str, u32>,
    nodes: Vec<NodeData>,
    links: Vec<u32>,
    properties: Vec<Properties>,
}

type Compose<T> = Result<T, ScanError>;

impl Composer<'_> {
    #[inline]
    fn next(&self) -> Next {
        let Some(token) = self.tokens.get(self.at) else {
            return Next::End;
        };
        let marks = token.marks & !self.spent;
        if marks == 0 {
            return if token.kind == Kind::Question {
                Next::Key
            } else {
                Next::Token(token.kind)
            };
        }
        if marks & Token::MAPPING != 0 {
            Next::BlockMapping
        } else if marks & Token::SEQUENCE != 0 {
            Next::BlockSequence
        } else {
            Next::Key
        }
    }

    /// Whether the next token is of this kind, which is not [`Kind::Question`], and all its marks are taken.
    #[inline]
    fn next_is(&self, kind: Kind) -> bool {
        self.tokens
            .get(self.at)
            .is_some_and(|token| token.kind == kind && token.marks & !self.spent == 0)
    }

    /// Takes what [`Composer::next`] gives.
    #[inline]
    fn take(&mut self) {
        let Some(token) = self.tokens.get(self.at) else { return };
        let marks = token.marks & !self.spent;
        if marks != 0 {
            // The lowest bit comes first.
            self.spent |= marks & marks.wrapping_neg();
            return;
        }
        self.at += 1;
        self.spent = 0;
        if token.kind != Kind::BlockEnd {
            self.last_end = token.end;
        }
    }

    fn offset(&self) -> u32 {
        self.tokens
            .get(self.at)
            .map_or(self.end_offset as u32, |token| token.start)
    }

    fn error<T>(&self, message: impl Into<String>) -> Compose<T> {
        Err(ScanError {
            reason: Reason::Syntax,
            offset: self.offset() as usize,
            message: message.into(),
        })
    }

    fn document(&mut self) -> Compose<()> {
        if self.tokens.is_empty() {
            return Ok(());
        }
        self.node(true, false)?;
        while let Some(frame) = self.frames.last() {
            let waiting = frame.waiting;
            self.step(waiting)?;
        }
        Ok(())
    }

    fn wait(&mut self, waiting: Waiting) {
        if let Some(frame) = self.frames.last_mut() {
            frame.waiting = waiting;
        }
    }

    fn step(&mut self, waiting: Waiting) -> Compose<()> {
        use Next::{BlockMapping, BlockSequence, Key, Token};
        match waiting {
            Waiting::Item { indentless } => match self.next() {
                Token(Kind::Dash) => {
                    self.take();
                    let after = self.next();
                    let stops = matches!(after, Token(Kind::Dash | Kind::BlockEnd))
                        || (indentless && matches!(after, Key | Token(Kind::Colon)));
                    if stops { self.omitted() } else { self.node(true, false)? }
                }
                Token(Kind::BlockEnd) if !indentless => {
                    self.take();
                    self.close();
                }
                _ if indentless => self.close(),
                _ => {
                    return self
                        .error("expected another list item (`- ...`) or the end of the list; check the indentation");
                }
            },
            Waiting::Key => match self.next() {
                Key => {
                    self.take();
                    self.wait(Waiting::Value);
                    if matches!(self.next(), Key | Token(Kind::Colon | Kind::BlockEnd)) {
                        self.omitted();
                    } else {
                        self.node(true, true)?;
                    }
                }
                Token(Kind::BlockEnd) => {
                    self.take();
                    self.close();
                }
                _ => {
                    return self
                        .error("expected another `key: value` or the end of the mapping; check the indentation");
                }
            },
            Waiting::Value => {
                self.wait(Waiting::Key);
                if !self.next_is(Kind::Colon) {
                    self.omitted();
                    return Ok(());
                }
                self.take();
                if matches!(self.next(), Key | Token(Kind::Colon | Kind::BlockEnd)) {
                    self.omitted();
                } else {
                    self.node(true, true)?;
                }
            }
            Waiting::FlowItem { first } => {
                if !self.comma_or(first, Kind::CloseBracket, "expected `,` or `]` in the list")? {
                    return Ok(());
                }
                self.wait(Waiting::FlowItem { first: false });
                match self.next() {
                    Key => {
                        self.take();
                        self.open(Shape::FlowMapping, NONE, Waiting::PairKey)?;
                    }
                    BlockMapping | BlockSequence => return self.error("expected a value in the list"),
                    _ => self.node(false, false)?,
                }
            }
            Waiting::PairKey => {
                self.wait(Waiting::PairValue);
                if matches!(self.next(), Token(Kind::Colon | Kind::Comma | Kind::CloseBracket)) {
                    self.omitted();
                } else {
                    self.node(false, false)?;
                }
            }
            Waiting::PairValue => {
                self.wait(Waiting::PairEnd);
                self.flow_value(Kind::CloseBracket)?;
            }
            Waiting::PairEnd => self.close(),
            Waiting::FlowKey { first } => {
                if !self.comma_or(first, Kind::CloseBrace, "expected `,` or `}` in the mapping")? {
                    return Ok(());
                }
                if self.next() == Key {
                    self.take();
                    self.wait(Waiting::FlowValue);
                    if matches!(self.next(), Token(Kind::Colon | Kind::Comma | Kind::CloseBrace)) {
                        self.omitted();
                    } else {
                        self.node(false, false)?;
                    }
                } else {
                    self.wait(Waiting::NoFlowValue);
                    self.node(false, false)?;
                }
            }
            Waiting::FlowValue => {
                self.wait(Waiting::FlowKey { first: false });
                self.flow_value(Kind::CloseBrace)?;
            }
            Waiting::NoFlowValue => {
                self.wait(Waiting::FlowKey { first: false });
                self.omitted();
            }
        }
        Ok(())
    }

    /// Before an element of a flow collection: takes the comma. Says false if the collection ended instead.
    fn comma_or(&mut self, first: bool, close: Kind, expected: &str) -> Compose<bool> {
        if !self.next_is(close) && !first {
            if !self.next_is(Kind::Comma) {
                return self.error(expected);
            }
            self.take();
        }
        if self.next_is(close) {
            self.take();
            self.close();
            return Ok(false);
        }
        Ok(true)
    }

    /// `: value` in a flow collection, either part of which may be left out.
    fn flow_value(&mut self, close: Kind) -> Compose<()> {
        if self.next_is(Kind::Colon) {
            self.take();
            if !self.next_is(Kind::Comma) && !self.next_is(close) {
                return self.node(false, false);
            }
        }
        self.omitted();
        Ok(())
    }

    /// A node with its tag and anchor. `block`: block collections may start here; `indentless`: so may a list at the key's column.
    fn node(&mut self, block: bool, indentless: bool) -> Compose<()> {
        let mut next = self.next();
        let mut properties = NONE;
        if matches!(next, Next::Token(Kind::Anchor | Kind::Tag)) {
            properties = self.properties()?;
            next = self.next();
        }
        match next {
            Next::Token(Kind::Alias) if properties == NONE => self.alias()?,
            Next::Token(Kind::Scalar(shape)) => {
                let token = self.tokens[self.at];
                self.at += 1;
                self.spent = 0;
                self.last_end = token.end;
                let id = self.nodes.len() as u32;
                self.push_node(NodeData {
                    start: token.start,
                    end: token.end,
                    first: token.value,
                    count: token.length,
                    parent: self.parent,
                    properties,
                    shape,
                    cooked: token.cooked,
                });
                self.loose.push(id);
            }
            Next::Token(Kind::Dash) if indentless => {
                self.open(Shape::BlockSequence, properties, Waiting::Item { indentless: true })?;
            }
            Next::Token(Kind::OpenBracket) => {
                self.open(Shape::FlowSequence, properties, Waiting::FlowItem { first: true })?;
                self.take();
            }
            Next::Token(Kind::OpenBrace) => {
                self.open(Shape::FlowMapping, properties, Waiting::FlowKey { first: true })?;
                self.take();
            }
            Next::BlockSequence if block => {
                self.open(Shape::BlockSequence, properties, Waiting::Item { indentless: false })?;
                self.take();
            }
            Next::BlockMapping if block => {
                self.open(Shape::BlockMapping, properties, Waiting::Key)?;
                self.take();
            }
            _ if properties != NONE => {
                let id = self.add(Shape::Plain, self.last_end, self.last_end, properties);
                self.loose.push(id);
            }
            next => return self.error(unexpected(next)),
        }
        Ok(())
    }

    /// Takes a tag and an anchor in either order.
    #[cold]
    fn properties(&mut self) -> Compose<u32> {
        let mut found = Properties {
            start: self.offset(),
            anchor: None,
            tag: None,
        };
        loop {
            match self.next() {
                Next::Token(Kind::Anchor) if found.anchor.is_none() => {
                    let token = self.tokens[self.at];
                    found.anchor = Some((token.start, token.end));
                }
                Next::Token(Kind::Tag) if found.tag.is_none() => {
                    let token = self.tokens[self.at];
                    let full = self.tags.get(token.value as usize).cloned().unwrap_or_default();
                    if full.is_empty() {
                        return self.error("the handle of this tag is not declared with %TAG");
                    }
                    found.tag = Some((token.start..token.end, full));
                }
                _ => break,
            }
            self.take();
        }
        if found.anchor.is_none() && found.tag.is_none() {
            return Ok(NONE);
        }
        self.properties.push(found);
        Ok((self.properties.len() - 1) as u32)
    }

    fn alias(&mut self) -> Compose<()> {
        let token = self.tokens[self.at];
        let name = self
            .text
            .get(token.start as usize + 1..token.end as usize)
            .unwrap_or_default();
        let Some(&target) = self.anchors.get(name) else {
            let message = format!("there is no anchor &{name} above this alias");
            return Err(ScanError {
                reason: Reason::UnknownAnchor,
                offset: token.start as usize,
                message,
            });
        };
        self.take();
        let id = self.add(Shape::Alias, token.start, token.end, NONE);
        self.nodes[id as usize].first = target;
        self.loose.push(id);
        Ok(())
    }

    fn add(&mut self, shape: Shape, start: u32, end: u32, properties: u32) -> u32 {
        let id = self.nodes.len() as u32;
        self.push_node(NodeData {
            start,
            end,
            first: 0,
            count: 0,
            parent: self.parent,
            properties,
            shape,
            cooked: false,
        });
        id
    }

    /// Adds a node, and notes the name of its anchor.
    #[inline]
    fn push_node(&mut self, node: NodeData) {
        let properties = node.properties;
        if properties != NONE {
            self.note_anchor(properties);
        }
        self.nodes.push(node);
    }

    /// The node that is added next has these properties.
    fn note_anchor(&mut self, properties: u32) {
        let id = self.nodes.len() as u32;
        if let Some((start, end)) = self
            .properties
            .get(properties as usize)
            .and_then(|properties| properties.anchor)
            && let Some(name) = self.text.get(start as usize + 1..end as usize)
        {
            self.anchors.insert(name, id);
        }
    }

    fn omitted(&mut self) {
        let id = self.add(Shape::Plain, self.last_end, self.last_end, NONE);
        self.loose.push(id);
    }

    fn open(&mut self, shape: Shape, properties: u32, waiting: Waiting) -> Compose<()> {
        if self.frames.len() >= self.max_depth {
            let message = too_deep(self.max_depth);
            return Err(ScanError {
                reason: Reason::Depth,
                offset: self.offset() as usize,
                message,
            });
        }
        let start = self.offset();
        let node = self.add(shape, start, start, properties);
        self.loose.push(node);
        self.frames.push(Frame {
            node,
            children: self.loose.len(),
            waiting,
        });
        self.parent = node;
        Ok(())
    }

    /// Ends the innermost collection, whose children become a run in `links`.
    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.parent = self.frames.last().map_or(NONE, |frame| frame.node);
        let first = self.links.len() as u32;
        self.links.extend(self.loose.drain(frame.children..));
        let count = self.links.len() as u32 - first;
        let node = &mut self.nodes[frame.node as usize];
        node.first = first;
        node.count = count;
        node.end = self.last_end.max(node.start);
    }
}

fn unexpected(next: Next) -> &'static str {
    match next {
        Next::End => "expected a value before the end of the document",
        Next::Token(Kind::Alias) => "an alias cannot have a tag or an anchor",
        Next::Token(Kind::Comma) => "expected a value before `,`",
        Next::Token(Kind::Colon) => "expected a key before `:`",
        Next::Token(Kind::CloseBracket) => "there is no `[` for this `]`",
        Next::Token(Kind::CloseBrace) => "there is no `{` for this `}`",
        Next::Token(Kind::Dash) => "a list item cannot start here",
        Next::BlockMapping | Next::Key => "a `key: value` cannot start here",
        Next::BlockSequence => "a list cannot start here",
        Next::Token(_) => "expected a value here",
    }
}
