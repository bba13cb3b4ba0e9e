//! What can be wrong with a dump.

use std::fmt;

/// Why a dump cannot be shown.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// It is no JSON text.
    Json(kubeyaml::Error),
    /// It is JSON, but not what the admin interface gives at this path.
    Shape {
        /// What was expected: `a config dump of Envoy`.
        expected: &'static str,
        /// What tells that it is none.
        why: String,
    },
    /// The config dump lacks a part, perhaps because it was asked for with a mask.
    NoSection(&'static str),
    /// There is nothing of the kind that was asked for.
    Nothing(&'static str),
    /// The certificates of a secret cannot be read.
    Secret {
        /// The secret's name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(why) => write!(f, "it is no JSON text: {why}"),
            Self::Shape { expected, why } => write!(f, "it is not {expected}: {why}"),
            Self::NoSection(section) => {
                write!(
                    f,
                    "config dump has no configuration type type.googleapis.com/envoy.admin.v3.{section}"
                )
            }
            Self::Nothing(what) => write!(f, "no {what} found"),
            Self::Secret { name, why } => write!(f, "secret {name:?}: {why}"),
        }
    }
}

impl std::error::Error for Error {}
