//! From the bytes of a file to resources.

use std::fmt;
use std::sync::Arc;

use kubeschema::{Schema, Type, UnknownFields};
use kubeyaml::{Limits, Stream, Value};

use crate::snapshot::field_path::FieldPath;
use crate::snapshot::fields::Fields;
use crate::snapshot::gateway_api;
use crate::snapshot::kind::Kind;
use crate::snapshot::origin::{FileOrigin, Location, Origin};
use crate::snapshot::piece::Piece;
use crate::snapshot::resource::Resource;

/// The group of kinds whose types are those of the Gateway API.
const GATEWAY_API: &str = "gateway.networking.k8s.io";

/// How deep Lists may stand in Lists.
const LISTS_DEEP: usize = 8;

/// A resource that a file holds.
pub(super) struct Document {
    pub(super) resource: Resource,
}

/// A document of a file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub location: Location,
    /// Which document of the file, from 0.
    pub document: usize,
    /// Why.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Location { file, line, column } = &self.location;
        write!(f, "{file}:{line}:{column}: {}", self.text)
    }
}

/// What a piece holds.
#[derive(Default)]
pub(super) struct Read {
    pub(super) found: Vec<Result<Document, Problem>>,
    /// How many documents there are, those without a resource too.
    pub(super) documents: usize,
}

/// Reads every document of a piece. A document that is no YAML does not keep those after it from being read. Without `runtime_kinds`,
/// objects of kinds that describe what runs are passed over, whatever they hold.
pub(super) fn read(piece: Piece, runtime_kinds: bool) -> Read {
    let Piece {
        source,
        range: whole,
        first_line,
        bytes,
    } = &piece;
    let first_line = *first_line;
    let text = source.text.get(whole.clone()).unwrap_or("");
    let mut read = Read::default();
    let bytes = bytes.as_deref().unwrap_or(text.as_bytes());
    let Ok(stream) = Stream::parse(bytes, &Limits::default()) else {
        return read;
    };
    let (mut line, mut seen) = (first_line, 0);
    for document in stream.documents() {
        let mut fault_at = (line, 1);
        let objects = match document {
            Ok(document) => {
                let range = document.range();
                line += breaks(text.get(seen..range.start).unwrap_or(""));
                seen = range.start;
                let origin = FileOrigin {
                    source: Arc::clone(source),
                    document: whole.start + range.start..whole.start + range.end,
                    first_line: line,
                    items: Vec::new(),
                };
                let objects = match document.to_value() {
                    Ok(value) => objects(value, &origin, runtime_kinds, &mut read.found),
                    Err(error) => Err(Fault::of_yaml(&error, first_line)),
                };
                if objects.is_err() {
                    fault_at = origin.place(None);
                }
                objects
            }
            Err(error) => Err(Fault::of_yaml(&error, first_line)),
        };
        if let Err(fault) = objects {
            let (line, column) = fault.place.unwrap_or(fault_at);
            let (line, column) = source.written_place(line, column);
            read.found.push(Err(Problem {
                location: Location {
                    file: source.name.clone(),
                    line,
                    column,
                },
                document: read.documents,
                text: fault.text,
            }));
        }
        read.documents += 1;
    }
    read
}

struct Fault {
    place: Option<(usize, usize)>,
    text: String,
}

impl Fault {
    fn new(text: impl Into<String>) -> Self {
        Self {
            place: None,
            text: text.into(),
        }
    }

    /// What is wrong with the YAML of a piece that starts on `first_line`.
    fn of_yaml(error: &kubeyaml::Error, first_line: usize) -> Self {
        Self {
            place: error.position().map(|at| (at.line + first_line - 1, at.column)),
            text: error.message().to_owned(),
        }
    }
}

pub(super) fn breaks(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count()
}

/// Adds what a document holds: nothing, a resource, or the items of a List.
fn objects(
    value: Value,
    origin: &FileOrigin,
    runtime_kinds: bool,
    found: &mut Vec<Result<Document, Problem>>,
) -> Result<(), Fault> {
    if value.is_null() {
        return Ok(());
    }
    let fields = Fields::of(Some(&value));
    if value.as_mapping().is_none() {
        return Err(Fault::new(format!(
            "a resource is a mapping with apiVersion and kind, but this is {}",
            value.kind_name()
        )));
    }
    if fields.text("kind") == "List" {
        if origin.items.len() >= LISTS_DEEP {
            return Err(Fault::new("Lists are nested too deep"));
        }
        let Some(Value::Sequence(items)) = take(value, "items") else {
            return Err(Fault::new("a List needs items"));
        };
        for (index, item) in items.into_iter().enumerate() {
            let mut of_item = origin.clone();
            of_item.items.push(index);
            if let Err(mut fault) = objects(item, &of_item, runtime_kinds, found) {
                if fault.place.is_none() {
                    fault.place = Some(of_item.place(None));
                }
                return Err(fault);
            }
        }
        return Ok(());
    }
    match read_object(value, Origin::File(origin.clone()), runtime_kinds) {
        Ok(Some(resource)) => found.push(Ok(Document { resource })),
        Ok(None) => {}
        Err(error) => {
            return Err(Fault {
                place: error.path.map(|path| origin.place(Some(&path))),
                text: error.text,
            });
        }
    }
    Ok(())
}

fn take(value: Value, key: &str) -> Option<Value> {
    match value {
        Value::Mapping(mut map) => map.remove(key),
        _ => None,
    }
}

/// An object as a resource; `None` if it is of a kind that analysis has no use for, or of one that describes what runs and those do
/// not count.
pub(super) fn read_object(object: Value, origin: Origin, runtime_kinds: bool) -> Result<Option<Resource>, ObjectError> {
    let fields = Fields::of(Some(&object));
    for name in ["apiVersion", "kind"] {
        if fields.at(name).value().is_some_and(|value| value.as_str().is_none()) {
            return Err(ObjectError::new(format!("{name} must be text")));
        }
    }
    let (api_version, kind) = (fields.text("apiVersion"), fields.text("kind"));
    if api_version.is_empty() && kind.is_empty() {
        return Err(ObjectError::new(
            "no resource: it has neither apiVersion nor kind".to_owned(),
        ));
    }
    let Some(kind) = Kind::of(api_version, kind) else {
        return Ok(None);
    };
    if kind.is_runtime() && !runtime_kinds {
        return Ok(None);
    }
    check(kind, fields)?;
    // What a cluster holds, its API server has checked.
    if origin.file().is_some() {
        check_types(kind, api_version, &object)?;
    }
    let metadata = fields.at("metadata");
    Ok(Some(Resource {
        kind,
        api_version: api_version.to_owned(),
        namespace: metadata.text("namespace").to_owned(),
        name: metadata.text("name").to_owned(),
        object,
        origin,
    }))
}

/// Why an object cannot be a resource.
pub(super) struct ObjectError {
    text: String,
    /// The field that is wrong, where one is.
    path: Option<FieldPath>,
}

impl ObjectError {
    fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            path: None,
        }
    }
}

/// What every resource must look like for its kind to be read at all.
fn check(kind: Kind, fields: Fields<'_>) -> Result<(), ObjectError> {
    let is_map = |value: Fields<'_>| value.value().is_none_or(|value| value.as_mapping().is_some());
    let metadata = fields.at("metadata");
    for (name, part) in [("metadata", metadata), ("spec", fields.at("spec"))] {
        if !is_map(part) {
            return Err(ObjectError::new(format!("{kind}: {name} must be a mapping")));
        }
    }
    for name in ["name", "namespace"] {
        if metadata.at(name).value().is_some_and(|value| value.as_str().is_none()) {
            return Err(ObjectError::new(format!("{kind}: metadata.{name} must be text")));
        }
    }
    for name in ["labels", "annotations"] {
        let texts = metadata.at(name);
        if !is_map(texts) {
            return Err(ObjectError::new(format!("{kind}: metadata.{name} must be a mapping")));
        }
        for (key, value) in metadata.entries(name) {
            if value.value().is_some_and(|value| value.as_str().is_none()) {
                return Err(ObjectError::new(format!(
                    "{kind}: metadata.{name}.{key} must be text; put it in quotes"
                )));
            }
        }
    }
    Ok(())
}

/// Whether values have the types that the kind's fields have, where Kubernetes defines the kind.
fn check_types(kind: Kind, api_version: &str, object: &Value) -> Result<(), ObjectError> {
    if kind.is_istio() {
        return Ok(());
    }
    if kind.group() == GATEWAY_API {
        let found = object.get("spec").and_then(gateway_api::wrong_type);
        return found.map_or(Ok(()), |(path, problem)| {
            Err(ObjectError {
                text: format!("{kind}: {path}: {problem}"),
                path: Some(path),
            })
        });
    }
    let Some(shape) = Schema::get().kind(api_version, kind.name()) else {
        return Ok(());
    };
    let decoded = kubeschema::decode(object, &Type::Struct(shape.id()), UnknownFields::Drop);
    let at = |path: &kubeschema::Path, text: String| ObjectError {
        text: format!("{kind}: {path}: {text}"),
        path: Some(FieldPath::parse(&path.to_string())),
    };
    match decoded {
        Err(error) => Err(at(&error.path, error.problem.to_string())),
        // What `kubectl` makes text of, the API server refuses.
        Ok(decoded) => match decoded.coerced.first() {
            Some(coerced) => Err(at(
                &coerced.path,
                format!("expected text; put {} in quotes", coerced.text),
            )),
            None => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::builder::RenderedFile;
    use crate::snapshot::piece::pieces;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        read_bytes(text.as_bytes())
    }

    fn read_bytes(text: &[u8]) -> (Vec<String>, Vec<String>) {
        let mut names = Vec::new();
        let mut problems = Vec::new();
        let file = RenderedFile {
            name: "f.yaml".to_owned(),
            text: text.to_vec(),
            template: None,
        };
        for piece in pieces(file).unwrap_or_default() {
            for document in super::read(piece, true).found {
                match document {
                    Ok(document) => names.push(document.resource.full_name()),
                    Err(problem) => problems.push(problem.to_string()),
                }
            }
        }
        (names, problems)
    }

    #[test]
    fn a_broken_document_does_not_hide_the_next() {
        let service = |name: &str| format!("apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\n");
        let text = format!(
            "{}---\na: [\n---\n{}---\nfoo: bar\n---\n{}",
            service("a"),
            service("b"),
            service("c")
        );
        let (names, problems) = read(&text);
        assert_eq!(names, ["a", "b", "c"]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[1].starts_with("f.yaml:11:1: "), "{problems:?}");
    }

    #[test]
    fn lists_are_opened_and_other_kinds_left_out() {
        let text = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: p, namespace: shop}\n\
                    - {apiVersion: example.com/v1, kind: Thing}\n- {apiVersion: v1, kind: Secret, metadata: {name: s}}\n";
        assert_eq!(read(text), (vec!["shop/p".to_owned(), "s".to_owned()], Vec::new()));
        assert_eq!(read("# nothing\n---\n---\nnull\n"), (Vec::new(), Vec::new()));
    }

    #[test]
    fn pieces_of_a_long_file_know_where_they_are() {
        let service = |name: usize| {
            format!(
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{name}}}\n# {}\n",
                "-".repeat(200)
            )
        };
        let mut text: String = (0..2_000).map(service).collect();
        let lines = breaks(&text);
        text += "---\na: [\n---\nkind: Service\n";
        let file = |text: &str| RenderedFile {
            name: "f.yaml".to_owned(),
            text: text.as_bytes().to_vec(),
            template: None,
        };
        assert!(pieces(file(&text)).unwrap_or_default().len() > 2);
        // Directives are for the document after them.
        let directed = format!("%YAML 1.1\n{text}");
        assert_eq!(pieces(file(&directed)).unwrap_or_default().len(), 1);
        let (names, problems) = read(&text);
        let (names_of_whole, problems_of_whole) = read(&directed);
        assert_eq!((names.len(), &names), (2_000, &names_of_whole));
        assert_eq!((problems.len(), problems_of_whole.len()), (1, 1), "{problems:?}");
        assert!(
            problems[0].starts_with(&format!("f.yaml:{}:1: ", lines + 3)),
            "{problems:?}"
        );
        let last = pieces(file(&text))
            .unwrap_or_default()
            .pop()
            .map(|piece| super::read(piece, true));
        let origin = last
            .and_then(|read| read.found.into_iter().find_map(Result::ok))
            .map(|found| found.resource.origin);
        let file = origin
            .as_ref()
            .and_then(Origin::file)
            .expect("a resource of the last piece");
        let (line, _) = file.place(Some(&FieldPath::parse("kind")));
        assert_eq!(text.lines().nth(line - 1), Some("kind: Service"));
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        let (names, problems) =
            read_bytes(b"apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\nkind: \xff\n---\na: b\n");
        assert_eq!(names, ["a"]);
        assert_eq!(problems.len(), 1, "{problems:?}");
    }
}
