//! What an injection leaves as the user wrote it, although Go's encoder would write it otherwise.

use kubeschema::quantity::Quantity;
use kubeschema::{Decoded, Step};
use kubeyaml::Value;
use kubeyaml::edit::{self, Options, Path};

use super::names::{CORE_DUMP_CONTAINER, INIT_CONTAINER, PROXY_CONTAINER, VALIDATION_CONTAINER};
use super::pod;

/// Keys that name a field only but for case, with the field's name: they are written right, as Go does.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// The mapping (path in right names), the key as written, the right key.
    entries: Vec<(Vec<Step>, String, &'static str)>,
}

impl Renames {
    /// Adds what decoding an object at `prefix` saw. Gives the prefix back for the objects inside it.
    pub(super) fn add(&mut self, prefix: &[Step], decoded: &Decoded) -> Vec<Step> {
        for renamed in &decoded.renamed {
            let Some((Step::Key(key), above)) = renamed.path.steps().split_last() else {
                continue;
            };
            let mut parent = Vec::with_capacity(above.len());
            for (i, step) in above.iter().enumerate() {
                let right = decoded.renamed.iter().find(|r| r.path.steps() == &above[..=i]);
                parent.push(right.map_or_else(|| step.clone(), |r| Step::Key(r.canonical.to_owned())));
            }
            let parent = prefix.iter().cloned().chain(parent).collect();
            self.entries.push((parent, key.clone(), renamed.canonical));
        }
        prefix.to_vec()
    }

    fn right_name(&self, mapping: &Path<'_>, key: &str) -> Option<String> {
        let (_, _, right) = self
            .entries
            .iter()
            .find(|(parent, wrong, _)| wrong == key && same_path(parent, mapping))?;
        Some((*right).to_owned())
    }
}

fn same_path(path: &[Step], other: &Path<'_>) -> bool {
    let other = other.steps();
    path.len() == other.len()
        && path.iter().zip(other).all(|pair| match pair {
            (Step::Key(a), edit::Step::Key(b)) => a == b,
            (Step::Index(a), edit::Step::Index(b)) => *a == b,
            _ => false,
        })
}

type SameRule<'a> = Box<dyn Fn(&Path<'_>, &Value, &Value) -> bool + 'a>;
type KeepRule = fn(&Path<'_>, &Value) -> bool;
type RenameRule<'a> = Box<dyn Fn(&Path<'_>, &str) -> Option<String> + 'a>;

/// The rules of one document.
pub(super) struct EditRules<'a> {
    same: SameRule<'a>,
    keep: KeepRule,
    rename: RenameRule<'a>,
}

/// The rules for an edit towards `target`.
pub(super) fn edit_options<'a>(target: &'a Value, renames: &'a Renames) -> EditRules<'a> {
    EditRules {
        same: Box::new(move |path, original, wanted| same_quantity(target, path, original, wanted)),
        keep: keep_empty,
        rename: Box::new(move |path, key| {
            if renames.entries.is_empty() {
                None
            } else {
                renames.right_name(path, key)
            }
        }),
    }
}

impl EditRules<'_> {
    pub(super) fn options(&self) -> Options<'_> {
        Options {
            same: &self.same,
            keep: &self.keep,
            rename: &self.rename,
            ..Options::default()
        }
    }
}

/// Go leaves empty fields out; the user's stay.
fn keep_empty(_: &Path<'_>, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(b) => !b,
        Value::Number(n) => n.as_f64() == 0.0,
        Value::String(s) => s.is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(map) => map.is_empty(),
    }
}

/// A quantity of the user's own containers and volumes stays as written when it is worth the same (`2000m` and `2`).
fn same_quantity(target: &Value, path: &Path<'_>, original: &Value, wanted: &Value) -> bool {
    let Value::String(wanted) = wanted else { return false };
    let worth = |text: &str| text.parse::<Quantity>().ok();
    let original = match original {
        Value::String(text) => worth(text),
        Value::Number(number) => worth(&number.as_f64().to_string()),
        _ => None,
    };
    let (Some(original), Some(wanted)) = (original, worth(wanted)) else {
        return false;
    };
    original == wanted && holds_quantities(path) && !in_injected_container(target, path)
}

/// Whether the path leads to a quantity: inside the limits or requests of something, or the size of an `emptyDir`.
fn holds_quantities(path: &Path<'_>) -> bool {
    let key = |step| match step {
        Some(edit::Step::Key(key)) => Some(key),
        _ => None,
    };
    let parent = path.parent().and_then(|p| key(p.last()));
    matches!(parent, Some("limits" | "requests" | "overhead"))
        || matches!(key(path.last()), Some("sizeLimit" | "divisor"))
}

fn in_injected_container(target: &Value, path: &Path<'_>) -> bool {
    let mut at = Some(target);
    for step in path.steps() {
        at = match step {
            edit::Step::Key(key) => at.and_then(|v| v.get(key)),
            edit::Step::Index(index) => at.and_then(|v| v.as_sequence()?.get(index)),
        };
        let name = at.map(pod::name).unwrap_or_default();
        if matches!(step, edit::Step::Index(_))
            && [
                PROXY_CONTAINER,
                INIT_CONTAINER,
                VALIDATION_CONTAINER,
                CORE_DUMP_CONTAINER,
            ]
            .contains(&name)
        {
            return true;
        }
    }
    false
}
