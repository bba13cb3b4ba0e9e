//! What is wrong with an IstioOperator: keys that do not exist, values of a wrong type, and settings that cannot work.

mod gateways;
mod image;
mod keys;
mod quirks;
mod values;

use std::fmt;

use istio_api::mesh::{ApplyError, apply_mesh_config_defaults};
use kubeschema::{Path, Step};
use kubeyaml::{Mapping, Value};

use super::integers;
use super::origin::{Origin, Origins};
use crate::component::ALL;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The setting's path, such as `spec.values.global.hub`.
    pub path: Path,
    /// What is wrong with it.
    pub message: String,
    /// The legal key that was probably meant.
    pub suggestion: Option<String>,
    /// Where the setting comes from.
    pub origin: Option<Origin>,
    /// Whether nothing can be made of the setting, so that going on in spite of it is not possible.
    pub unreadable: bool,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(origin) = &self.origin {
            write!(f, "{origin}: ")?;
        }
        if !self.path.is_root() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        if let Some(suggestion) = &self.suggestion {
            write!(f, "; did you mean {suggestion:?}?")?;
        }
        Ok(())
    }
}

/// What validation found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What makes the object unusable.
    pub errors: Vec<Violation>,
    /// What works and yet surprises.
    pub warnings: Vec<Violation>,
}

impl Findings {
    fn error(&mut self, path: Path, message: impl Into<String>) {
        self.errors.push(Violation {
            path,
            message: message.into(),
            suggestion: None,
            origin: None,
            unreadable: false,
        });
    }

    /// A value of another type than its key takes. Settings of a component are read one by one later on, so there nothing helps; the
    /// rest is for the charts to judge.
    fn wrong_type(&mut self, path: Path, message: impl Into<String>) {
        let unreadable = match path.steps() {
            [Step::Key(spec), Step::Key(components), Step::Key(name), ..] => {
                spec == "spec"
                    && components == "components"
                    && ALL.iter().any(|component| component.facts().key == name)
            }
            _ => false,
        };
        self.error(path, message);
        if let Some(last) = self.errors.last_mut() {
            last.unreadable = unreadable;
        }
    }

    fn warning(&mut self, path: Path, message: impl Into<String>) {
        self.warnings.push(Violation {
            path,
            message: message.into(),
            suggestion: None,
            origin: None,
            unreadable: false,
        });
    }
}

/// Checks a merged IstioOperator.
#[must_use]
pub fn validate(operator: &Mapping, origins: &Origins) -> Findings {
    let mut tree = Value::Mapping(operator.clone());
    integers(&mut tree);
    let mut findings = Findings::default();
    keys::check(&tree, &mut findings);
    values::check(&tree, &mut findings);
    mesh(&tree, &mut findings);
    gateways::check(&tree, &mut findings);
    image::check(&tree, &mut findings);
    quirks::check(&tree, origins, &mut findings);
    for list in [&mut findings.errors, &mut findings.warnings] {
        for violation in list.iter_mut() {
            violation.origin = origins.find(&violation.path);
            // Quotes reach a flag's value only through the shell, which takes them away.
            if matches!(violation.origin, Some(Origin::Flag(_))) {
                for quotes in ["put it in quotes", "(in quotes)"] {
                    let flag = if quotes.starts_with('(') {
                        "(with --set-string)"
                    } else {
                        "use --set-string"
                    };
                    violation.message = violation.message.replace(quotes, flag);
                }
            }
        }
        // A setting and the value that it was translated to are one mistake.
        let mut seen: Vec<(String, Option<Origin>)> = Vec::new();
        list.retain(|violation| {
            let this = (violation.message.clone(), violation.origin.clone());
            let new = violation.origin.is_none() || !seen.contains(&this);
            if new {
                seen.push(this);
            }
            new
        });
    }
    findings
}

/// A path from its keys.
fn path(keys: &[&str]) -> Path {
    let mut path = Path::new();
    for key in keys {
        path.push_key(key);
    }
    path
}

/// A path whose tail is written out, as in `defaultConfig.tracing` or `list[0].name`.
fn path_below(keys: &[&str], tail: &str) -> Path {
    let mut path = path(keys);
    let mut key = String::new();
    let mut chars = tail.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '.' => {
                if !key.is_empty() {
                    path.push_key(&std::mem::take(&mut key));
                }
            }
            '[' => {
                if !key.is_empty() {
                    path.push_key(&std::mem::take(&mut key));
                }
                let quoted = chars.next_if_eq(&'"').is_some();
                let mut inside = String::new();
                for c in chars.by_ref() {
                    if c == ']' && (!quoted || inside.ends_with('"')) {
                        break;
                    }
                    inside.push(c);
                }
                match (quoted, inside.parse()) {
                    (false, Ok(index)) => path.push_index(index),
                    _ => path.push_key(inside.strip_suffix('"').unwrap_or(&inside)),
                }
            }
            c => key.push(c),
        }
    }
    if !key.is_empty() {
        path.push_key(&key);
    }
    path
}

/// Mesh configuration, both where it belongs and among the values.
fn mesh(tree: &Value, findings: &mut Findings) {
    let places: [&[&str]; 2] = [&["spec", "meshConfig"], &["spec", "values", "meshConfig"]];
    let mut first: Option<&Value> = None;
    for keys in places {
        let Some(mesh) = tree.get_path(keys) else { continue };
        if mesh.is_null() {
            if keys.len() == 2 {
                findings.error(path(keys), "expected a mapping, found null");
            }
            continue;
        }
        if first == Some(mesh) {
            continue;
        }
        first = Some(mesh);
        match apply_mesh_config_defaults(mesh) {
            Ok((_, warnings)) => {
                for warning in warnings {
                    findings.warning(path(keys), warning.to_string());
                }
            }
            Err(ApplyError::Decode(error)) => {
                let message = istio_api_message(&error);
                findings.error(path_below(keys, &error.path), message);
            }
            Err(ApplyError::Invalid(list)) => {
                for finding in list {
                    findings.error(path_below(keys, &finding.path), finding.text);
                }
            }
        }
    }
}

/// The text of a decoding error without its path.
fn istio_api_message(error: &istio_api::protojson::DecodeError) -> String {
    let bare = istio_api::protojson::DecodeError {
        path: String::new(),
        kind: error.kind.clone(),
    };
    bare.to_string()
}
