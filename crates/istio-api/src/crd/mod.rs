//! Custom resources as the API server checks them, without a server.
//!
//! [`Definitions`] holds CustomResourceDefinitions; [`Definitions::check`] says what the API server (Kubernetes 1.36) would say to
//! an object: whether its type is served, which fields it does not know, what violates the structural schema, and, when nothing
//! does that stops them, what the validation rules (`x-kubernetes-validations`, in CEL) say.
//!
//! ```
//! use istio_api::crd::Definitions;
//!
//! let definition = kubeyaml::from_str(
//!     "
//! kind: CustomResourceDefinition
//! spec:
//!   group: example.com
//!   names: {kind: Lamp}
//!   scope: Namespaced
//!   versions:
//!   - name: v1
//!     served: true
//!     schema:
//!       openAPIV3Schema:
//!         type: object
//!         properties:
//!           color: {type: string}
//!           watts:
//!             type: integer
//!             x-kubernetes-validations:
//!             - rule: 0 < self && self <= 100
//!               message: a lamp takes 1 to 100 watts
//! ",
//! )?;
//! let definitions = Definitions::new([&definition]).expect("the definition is right");
//! let lamp = kubeyaml::from_str("{apiVersion: example.com/v1, kind: Lamp, metadata: {name: desk}, watts: 2000, colour: red}")?;
//! let verdict = definitions.check(&lamp).expect("the schema is right").expect("the group is known");
//! assert_eq!(verdict.violations[0].to_string(), "watts: a lamp takes 1 to 100 watts");
//! assert_eq!(verdict.unknown_fields[0].to_string(), "colour: unknown field; did you mean color?");
//! # Ok::<(), kubeyaml::Error>(())
//! ```
//!
//! # What differs from the API server
//!
//! - Messages are in our words; those of rules are the rules' own.
//! - Rules are not checked for types when they are compiled, only as far as they run.
//! - Costs of rules are bounded, but counted otherwise.
//! - A number such as `80.0` is an integer to rules as well, as it is once kubectl has turned YAML into JSON.
//! - Rules see sets and lists with keys as plain lists, and do not have the functions of `format` and `semver`.
//! - The formats `isbn`, `isbn10`, `isbn13`, `creditcard`, `rgbcolor` and `password` are not checked.

mod alternatives;
mod compile;
mod definition;
mod fields;
mod format;
mod go_url;
mod metadata;
mod node;
mod path;
mod pattern;
mod relations;
mod report;
mod rules;
mod schema;
mod structure;
mod violation;

#[cfg(test)]
mod tests;

pub use compile::SchemaError;
pub use definition::{Definitions, Verdict};
pub use metadata::Scope;
pub use path::{Path, Segment};
pub use schema::Schema;
pub use violation::{UnknownField, Violation, ViolationKind};
