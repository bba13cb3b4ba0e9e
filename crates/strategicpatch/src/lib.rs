//! Strategic merge patch, JSON merge patch and JSON patch as apimachinery applies them.
//!
//! All three work in place on a [`kubeyaml::Value`] and take the patch by value, so that what a patch leaves alone is never copied.
//! When one fails, the tree may be changed in part: patch a copy where that matters.
//!
//! - [`strategic_merge`]: lists merge by key as the Go structs of [`kubeschema`] say, with `$patch` and the other directives;
//! - [`merge_patch`]: RFC 7386, null deletes, lists are replaced;
//! - [`json_patch`]: RFC 6902, a list of operations.

mod error;
mod json_patch;
mod merge_patch;
mod strategic;

pub use error::{Operand, PatchError, Problem};
pub use json_patch::json_patch;
pub use merge_patch::merge_patch;
pub use strategic::{UnknownFields, merge_by_kind, strategic_merge};
