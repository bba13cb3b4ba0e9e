//! The function library of Masterminds sprig v3.3.0 for [`gotemplate`]: the same names, argument types, results and
//! errors, with the rules of the Go libraries underneath (semver v3.5.0, cast v1.10.0, mergo v1.0.2, Go 1.26).
//!
//! ```
//! use gotemplate::{ExecOptions, TemplateSet, Value};
//! use sprig::Sprig;
//!
//! let sprig = Sprig::default();
//! let mut set = TemplateSet::new();
//! set.parse("t", "{{ list \"b\" \"a\" | sortAlpha | join \",\" | upper }}", &[&sprig])?;
//! let out = set.execute("t", &[&sprig], Value::Nil, &ExecOptions::default())?;
//! assert_eq!(out, b"A,B");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What differs from Go, and why:
//! - Where Go ranges over maps in no order (`keys`, `values`), this has the byte order of the keys.
//! - One call makes at most some millions of items or 64 MiB of text; more is an error, where Go runs out of memory. JSON deeper
//!   than 500 levels, regular expressions deeper than 200 and maps that hold themselves are errors too.
//! - The time zones are those of the data base that is built in, not those of the machine, so that output is the same everywhere.
//! - `slice` does not see the spare capacity that Go's `append` leaves behind a list.
//! - Elliptic keys are those of P-256, which is what `genPrivateKey` makes; keys of other curves are refused.

mod casing;
mod cast;
#[cfg(feature = "crypto")]
mod crypto;
mod dates;
mod decimal;
mod deep;
mod defaults;
mod dicts;
mod encoding;
mod environment;
pub mod gotime;
mod hash;
pub mod json;
mod limits;
mod lists;
mod merge;
mod numbers;
mod numeric;
mod path;
mod random;
mod reflection;
mod regex;
pub mod regexp;
mod runes;
pub mod semver;
mod show;
mod strings;
mod surroundings;
mod table;
mod timevalues;
pub mod url;
mod versions;

use std::rc::Rc;

use gotemplate::{Call, Callable, FuncError, FunctionLayer, Functions, Signature, Value};

pub use environment::{Clock, Environment, Randomness, Resolver};
pub use timevalues::{DURATION_TYPE, DurationValue, TIME_TYPE, TimeValue};

use table::{EnvironmentFunction, PURE, WITH_ENVIRONMENT};

/// What a function gives.
type Outcome = Result<Value, FuncError>;

/// All functions of sprig as a layer for the template engine. Making one costs next to nothing.
pub struct Sprig {
    bound: Vec<Bound>,
    removed: &'static [&'static str],
}

/// A function with its surroundings.
struct Bound {
    function: &'static EnvironmentFunction,
    environment: Rc<Environment>,
}

impl Sprig {
    /// The functions in the given surroundings.
    #[must_use]
    pub fn new(environment: Environment) -> Self {
        let environment = Rc::new(environment);
        let bound = WITH_ENVIRONMENT
            .iter()
            .map(|function| Bound {
                function,
                environment: Rc::clone(&environment),
            })
            .collect();
        Sprig { bound, removed: &[] }
    }

    /// Leaves out functions by name, as Helm does with `env` and `expandenv`.
    #[must_use]
    pub fn without(mut self, names: &'static [&'static str]) -> Self {
        self.removed = names;
        self
    }
}

impl Default for Sprig {
    fn default() -> Self {
        Sprig::new(Environment::default())
    }
}

impl std::fmt::Debug for Sprig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sprig")
            .field("removed", &self.removed)
            .finish_non_exhaustive()
    }
}

impl FunctionLayer for Sprig {
    fn get(&self, name: &str) -> Option<&dyn Callable> {
        if self.removed.contains(&name) {
            return None;
        }
        static FUNCTIONS: Functions = Functions(PURE);
        if let Some(function) = FUNCTIONS.get(name) {
            return Some(function);
        }
        let at = self
            .bound
            .binary_search_by(|bound| bound.function.name.cmp(name))
            .ok()?;
        self.bound.get(at).map(|bound| bound as &dyn Callable)
    }
}

impl Callable for Bound {
    fn signature(&self) -> &Signature {
        &self.function.signature
    }

    fn call(&self, call: &mut Call<'_>) -> Outcome {
        (self.function.run)(&self.environment, call)
    }
}
