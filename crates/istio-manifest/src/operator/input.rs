//! A file with an IstioOperator.

use std::fmt;

use kubeyaml::{Limits, Mapping, Stream, Value};

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Its path, or `<stdin>`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A file that holds no usable IstioOperator. `Display` says which file and, where it is known, line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The file, with line and column where they are known.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for InputError {}

impl InputFile {
    /// The one object of the file; `None` when it holds nothing. `warnings` gets what is accepted and yet surprises.
    ///
    /// # Errors
    /// Text that is no YAML, several objects, an object without a kind, or something other than an object.
    pub fn object(&self, warnings: &mut Vec<String>) -> Result<Option<Mapping>, InputError> {
        let at = |position: Option<kubeyaml::Position>, message: String| InputError {
            place: match position {
                Some(position) => format!("{}:{}:{}", self.name, position.line, position.column),
                None => self.name.clone(),
            },
            message,
        };
        let syntax = |why: kubeyaml::Error| at(why.position(), why.message().to_owned());
        let stream = Stream::parse(self.text.as_bytes(), &Limits::default()).map_err(syntax)?;
        let documents = stream.to_documents().map_err(syntax)?;
        let mut found: Option<Mapping> = None;
        for document in &documents {
            let Some(root) = document.root().filter(|root| !root.resolved().is_null()) else {
                continue;
            };
            let position = Some(root.position());
            let value = match document
                .to_value_with(kubeyaml::DuplicateKeys::LastWins)
                .map_err(syntax)?
            {
                Value::Mapping(map) => map,
                other => {
                    let message = format!("expected an IstioOperator, found {}", other.kind_name());
                    return Err(at(position, message));
                }
            };
            for duplicate in root.duplicate_keys() {
                let place = duplicate.again.position();
                warnings.push(format!(
                    "{}:{}:{}: the key {:?} stands here a second time; the last one counts",
                    self.name, place.line, place.column, duplicate.key
                ));
            }
            match value.get("kind").and_then(Value::as_str) {
                None | Some("") => {
                    return Err(at(
                        position,
                        "the object has no kind; write kind: IstioOperator".to_owned(),
                    ));
                }
                Some("IstioOperator") => {}
                Some(other) => warnings.push(format!(
                    "{}: the file holds a {other}, which is read as if it were an IstioOperator",
                    self.name
                )),
            }
            if found.is_some() {
                let message = "a second object stands here; a file holds one IstioOperator only".to_owned();
                return Err(at(position, message));
            }
            found = Some(value);
        }
        if found.is_none() {
            warnings.push(format!("{}: the file holds no IstioOperator", self.name));
        }
        Ok(found)
    }
}
