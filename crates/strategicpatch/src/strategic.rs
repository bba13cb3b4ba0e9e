//! Strategic merge patch on mappings; lists are in [`list`].

mod list;

use std::collections::HashSet;

use kubeschema::{Field, Schema, Struct, Type};
use kubeyaml::{Mapping, Value};

use crate::error::{Failure, Operand, PatchError, Problem};
use crate::merge_patch::merge_patch;

/// How deep patches are followed: far deeper than any Kubernetes kind, and not so deep that a thread's stack would not hold it.
pub(crate) const DEEPEST: usize = 200;

/// The key that says what to do with the mapping it stands in.
const DIRECTIVE: &str = "$patch";
const RETAIN_KEYS: &str = "$retainKeys";
const DELETE_FROM_PRIMITIVE_LIST: &str = "$deleteFromPrimitiveList";
const SET_ELEMENT_ORDER: &str = "$setElementOrder";

/// What to do where tree and patch both have a mapping or list under a key that the struct does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownFields {
    /// An error, as in Go.
    Refuse,
    /// Mappings merge, lists are replaced: for trees that keep what users wrote.
    Merge,
}

/// What is known of the value at hand.
#[derive(Clone, Copy)]
enum Shape {
    Struct(&'static Struct),
    Type(&'static Type),
    Unknown,
}

/// A field of a shape and how it is patched.
#[derive(Clone, Copy)]
struct FieldShape {
    shape: Shape,
    field: Option<&'static Field>,
}

impl FieldShape {
    fn merges(&self) -> bool {
        self.field.is_some_and(|f| f.patch.merge)
    }

    fn replaces(&self) -> bool {
        self.field.is_some_and(|f| f.patch.replace)
    }

    fn merge_key(&self) -> Option<&'static str> {
        self.field.and_then(|f| f.merge_key)
    }
}

/// Applies a strategic merge patch to a tree of the Go struct `ty`.
///
/// As in apimachinery: mappings merge; lists merge if the struct's field says so, by its merge key or as a set of scalars, and are
/// replaced otherwise; null deletes a key; `$patch: delete` and `$patch: replace`, `$retainKeys`, `$deleteFromPrimitiveList/FIELD`
/// and `$setElementOrder/FIELD` are followed. In a merged list, items that only the patch has come before the first old item that
/// would follow them.
///
/// # Errors
/// Where the patch's form is wrong, or types differ from what a directive or a merge needs. `tree` may then be changed in part.
pub fn strategic_merge(
    tree: &mut Value,
    patch: Value,
    ty: &'static Struct,
    unknown: UnknownFields,
) -> Result<(), PatchError> {
    let merger = Merger { unknown };
    merger.root(tree, patch, Shape::Struct(ty)).map_err(PatchError::from)
}

/// Applies a patch to a manifest: [`strategic_merge`] with the struct of its apiVersion and kind; where that kind is not known,
/// [`merge_patch`](crate::merge_patch), which is all that Kubernetes offers for such kinds.
///
/// # Errors
/// As the two functions.
pub fn merge_by_kind(tree: &mut Value, patch: Value, unknown: UnknownFields) -> Result<(), PatchError> {
    let text = |key: &str| tree.get(key).and_then(Value::as_str).unwrap_or_default();
    match Schema::get().kind(text("apiVersion"), text("kind")) {
        Some(ty) => strategic_merge(tree, patch, ty, unknown),
        None => merge_patch(tree, patch),
    }
}

#[derive(Clone, Copy)]
struct Merger {
    unknown: UnknownFields,
}

impl Merger {
    fn root(self, tree: &mut Value, patch: Value, shape: Shape) -> Result<(), Failure> {
        let found = if matches!(tree, Value::Mapping(_)) {
            patch.kind_name()
        } else {
            tree.kind_name()
        };
        match (tree, patch) {
            (Value::Mapping(tree), Value::Mapping(patch)) => self.map(tree, patch, shape, 0),
            _ => Err(Problem::WrongType {
                expected: "a mapping",
                found,
            }
            .into()),
        }
    }

    /// The field under `key` where tree and patch both have a mapping (or both a list).
    fn field(self, around: Shape, key: &str, list: bool) -> Result<FieldShape, Problem> {
        let ty = match around {
            Shape::Unknown => {
                return Ok(FieldShape {
                    shape: Shape::Unknown,
                    field: None,
                });
            }
            Shape::Struct(ty) => Some(ty),
            Shape::Type(ty) => ty.as_struct(),
        };
        let found = ty.and_then(|ty| ty.json_field(key)).map(|found| found.field);
        let shape = match (found.map(|field| &field.ty), list) {
            (Some(Type::List(item)), true) if !matches!(**item, Type::List(_)) => Some(Shape::Type(item)),
            (Some(Type::Pointer(inner)), true) => match &**inner {
                Type::List(item) => Some(Shape::Type(item)),
                other => Some(Shape::Type(other)),
            },
            (Some(field_type), false) => Some(Shape::Type(field_type)),
            _ => None,
        };
        match (shape, self.unknown) {
            (Some(shape), _) => Ok(FieldShape { shape, field: found }),
            (None, UnknownFields::Merge) => Ok(FieldShape {
                shape: Shape::Unknown,
                field: None,
            }),
            (None, UnknownFields::Refuse) => Err(match ty {
                Some(ty) if found.is_none() => Problem::UnknownField {
                    go_type: ty.go_type(),
                    nearest: ty.nearest_field(key),
                },
                _ => Problem::NoFields,
            }),
        }
    }

    fn map(self, tree: &mut Mapping, mut patch: Mapping, shape: Shape, depth: usize) -> Result<(), Failure> {
        if depth > DEEPEST {
            return Err(Problem::TooDeep.into());
        }
        if patch.keys().any(|key| key.starts_with('$')) {
            if let Some(directive) = patch.remove(DIRECTIVE) {
                *tree = match directive.as_str() {
                    Some("replace") => patch,
                    Some("delete") => Mapping::new(),
                    _ => return Err(unknown_directive(&directive).into()),
                };
                return Ok(());
            }
            retain_keys(tree, &mut patch)?;
            self.set_element_orders(tree, &mut patch, shape, depth)?;
        }
        for (key, value) in patch {
            let (key, from_deletion_list) = match key.strip_prefix(DELETE_FROM_PRIMITIVE_LIST) {
                None => (key.as_str(), false),
                Some("/") => continue,
                Some(rest) => (
                    rest.strip_prefix('/')
                        .ok_or(Problem::Form(Operand::DeleteFromPrimitiveList))?,
                    true,
                ),
            };
            self.key(tree, key, value, from_deletion_list, shape, depth)
                .map_err(|e| e.under_key(key))?;
        }
        Ok(())
    }

    /// Merges what the patch has under one key.
    fn key(
        self,
        tree: &mut Mapping,
        key: &str,
        value: Value,
        deletion: bool,
        around: Shape,
        depth: usize,
    ) -> Result<(), Failure> {
        if value.is_null() {
            tree.remove(key);
            return Ok(());
        }
        match (tree.get_mut(key), value) {
            (Some(Value::Mapping(old)), Value::Mapping(new)) => {
                let field = self.field(around, key, false)?;
                if field.replaces() {
                    *old = new;
                    return Ok(());
                }
                self.map(old, new, field.shape, depth + 1)
            }
            (Some(Value::Sequence(old)), Value::Sequence(new)) => {
                let field = self.field(around, key, true)?;
                self.list(old, new, field, deletion, depth + 1)
            }
            (old, value) => {
                if deletion && !old.is_some_and(|old| list::same_type(old, &value)) {
                    return Ok(());
                }
                match cleaned(value, depth)? {
                    Some(value) => tree.insert(key, value),
                    None => tree.remove(key),
                };
                Ok(())
            }
        }
    }
}

fn unknown_directive(directive: &Value) -> Problem {
    let directive = directive.as_str().unwrap_or_else(|| directive.kind_name()).to_owned();
    Problem::Directive { directive }
}

/// Follows `$retainKeys`: drops the tree's keys that it does not list. The patch may only set what it lists.
fn retain_keys(tree: &mut Mapping, patch: &mut Mapping) -> Result<(), Problem> {
    let Some(listed) = patch.remove(RETAIN_KEYS) else {
        return Ok(());
    };
    let Value::Sequence(listed) = listed else {
        return Err(Problem::Form(Operand::RetainKeys));
    };
    let listed: HashSet<&str> = listed.iter().filter_map(Value::as_str).collect();
    let is_listed = |key: &str| listed.contains(key);
    let stray = patch.iter().find(|(key, value)| {
        let parallel = key.starts_with(DELETE_FROM_PRIMITIVE_LIST) || key.starts_with(SET_ELEMENT_ORDER);
        !value.is_null() && !parallel && !is_listed(key)
    });
    if let Some((key, _)) = stray {
        return Err(Problem::NotRetained { key: key.to_owned() });
    }
    tree.retain(|key, _| is_listed(key));
    Ok(())
}

/// A value of the patch that has nothing to merge with: without nulls and without the mappings that carry `$patch`. `None` if it is
/// such a mapping itself.
fn cleaned(mut value: Value, depth: usize) -> Result<Option<Value>, Problem> {
    Ok(clean(&mut value, Nulls::Drop, depth)?.then_some(value))
}

/// As [`cleaned`], but nulls stay.
fn without_directives(mut value: Value, depth: usize) -> Result<Option<Value>, Problem> {
    Ok(clean(&mut value, Nulls::Keep, depth)?.then_some(value))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nulls {
    Drop,
    Keep,
}

fn clean(value: &mut Value, nulls: Nulls, depth: usize) -> Result<bool, Problem> {
    if depth > DEEPEST {
        return Err(Problem::TooDeep);
    }
    let mut result = Ok(true);
    let mut keep = |value: &mut Value| {
        clean(value, nulls, depth + 1).unwrap_or_else(|problem| {
            result = Err(problem);
            true
        })
    };
    let dropped = |value: &Value| nulls == Nulls::Drop && value.is_null();
    match value {
        Value::Mapping(map) => {
            // A null directive is a null like any other, and those go first.
            if map.get(DIRECTIVE).is_some_and(|directive| !dropped(directive)) {
                return Ok(false);
            }
            map.retain(|_, value| !dropped(value) && keep(value));
        }
        Value::Sequence(list) => list.retain_mut(keep),
        _ => {}
    }
    result
}
