//! Where in an object something is.

use std::fmt;

use kubeyaml::{NodeRef, Position};

/// One step from a value to a value in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// A field that the schema names, or that it should name.
    Field(String),
    /// A key of a map with keys of the user's choice.
    Key(String),
    /// A place in a list, counted from 0.
    Index(usize),
}

/// The steps from an object's root to a value. It may lead to a value that is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The path of these field names.
    #[must_use]
    pub fn of_fields(names: &[&str]) -> Self {
        Self(names.iter().map(|name| Segment::Field((*name).to_owned())).collect())
    }

    /// The steps, from the root on.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Appends a step.
    pub fn push(&mut self, segment: Segment) {
        self.0.push(segment);
    }

    /// The node at this path below `root`, or the deepest node on the way that is there.
    #[must_use]
    pub fn node_in<'d>(&self, root: NodeRef<'d>) -> NodeRef<'d> {
        self.walk(root).0
    }

    /// Line and column of what is at this path below `root`: of the key for a field, of the value for an item of a list. For
    /// what is missing, those of the deepest node on the way that is there.
    #[must_use]
    pub fn position_in(&self, root: NodeRef<'_>) -> Position {
        self.walk(root).1
    }

    fn walk<'d>(&self, root: NodeRef<'d>) -> (NodeRef<'d>, Position) {
        let mut node = root;
        let mut position = root.position();
        for segment in &self.0 {
            let resolved = node.resolved();
            match segment {
                Segment::Field(name) | Segment::Key(name) => {
                    let Some(entry) = resolved.entry(name) else { break };
                    position = entry.key.position();
                    node = entry.value;
                }
                Segment::Index(index) => {
                    let Some(item) = resolved.item(*index) else { break };
                    position = item.position();
                    node = item;
                }
            }
        }
        (node, position)
    }
}

/// `spec.servers[0].tls`, and `spec.matchLabels[app]` for a key.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Field(name) if place == 0 => f.write_str(name)?,
                Segment::Field(name) => write!(f, ".{name}")?,
                Segment::Key(key) => write!(f, "[{key}]")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A step that borrows its name; becomes a [`Segment`] only when something is reported.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    Field(&'a str),
    Key(&'a str),
    Index(usize),
}

/// The path during a walk: a chain on the stack.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct At<'a> {
    above: Option<(&'a At<'a>, Step<'a>)>,
}

impl<'a> At<'a> {
    pub(super) fn field(&'a self, name: &'a str) -> At<'a> {
        At {
            above: Some((self, Step::Field(name))),
        }
    }

    pub(super) fn key(&'a self, key: &'a str) -> At<'a> {
        At {
            above: Some((self, Step::Key(key))),
        }
    }

    pub(super) fn index(&'a self, index: usize) -> At<'a> {
        At {
            above: Some((self, Step::Index(index))),
        }
    }

    pub(super) fn is_root(&self) -> bool {
        self.above.is_none()
    }

    pub(super) fn path(&self) -> Path {
        let mut segments = Vec::new();
        let mut here = self;
        while let Some((above, step)) = &here.above {
            segments.push(match step {
                Step::Field(name) => Segment::Field((*name).to_owned()),
                Step::Key(key) => Segment::Key((*key).to_owned()),
                Step::Index(index) => Segment::Index(*index),
            });
            here = above;
        }
        segments.reverse();
        Path(segments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kubeyaml::{Limits, Stream};

    #[test]
    fn leads_to_nodes_and_stops_where_they_end() -> Result<(), kubeyaml::Error> {
        let stream = Stream::parse(b"spec:\n  hosts:\n  - a\n  - b\n", &Limits::default())?;
        let documents = stream.to_documents()?;
        let root = documents[0].root().expect("the document is not empty");
        let mut path = Path::of_fields(&["spec", "hosts"]);
        let at = |path: &Path| {
            let position = path.position_in(root);
            (position.line, position.column)
        };
        assert_eq!(at(&path), (2, 3));
        path.push(Segment::Index(1));
        assert_eq!((at(&path), path.node_in(root).raw()), ((4, 5), "b"));
        assert_eq!(path.to_string(), "spec.hosts[1]");
        assert_eq!(at(&Path::of_fields(&["spec", "ports", "x"])), (1, 1));
        Ok(())
    }
}
