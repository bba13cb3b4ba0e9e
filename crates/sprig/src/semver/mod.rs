//! Semantic versions and constraints with the rules of Masterminds/semver v3.5.0, which sprig uses.

mod constraint;
mod version;

pub use constraint::Constraints;
pub use version::{SemverError, Version};
