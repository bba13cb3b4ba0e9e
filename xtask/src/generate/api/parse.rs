//! Reading `.api` files. `crates/istio-api/api/README.md` describes their format.

use super::model::{
    Api, ApiFile, Column, Definition, Enum, Field, FieldType, Kind, Limits, Message, Reference, Rule, Shape,
};
use super::words::{Words, logical_lines};
use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeSet;
use std::path::Path;

/// Reads every `.api` file of a folder and its direct subfolders.
///
/// # Errors
/// With file and line, when one cannot be read, does not keep to the format or refers to what is nowhere.
pub(crate) fn folder(root: &Path) -> Result<Api> {
    let mut files = Vec::new();
    for path in api_files(root)? {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let parent = path.parent().unwrap_or(root);
        let group = match parent == root {
            true => String::new(),
            false => parent.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        files.push(file(&text, group, stem).with_context(|| path.display().to_string())?);
    }
    let api = Api { files };
    check(&api)?;
    Ok(api)
}

fn api_files(root: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut paths = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "api") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// The definition that member lines belong to.
enum Open {
    Nothing,
    Kind,
    Message,
    Enum,
}

/// Reads one file.
///
/// # Errors
/// With the line, when the text does not keep to the format.
pub(crate) fn file(text: &str, group: String, stem: String) -> Result<ApiFile> {
    let mut file = ApiFile {
        group,
        stem,
        ..ApiFile::default()
    };
    let (about, lines) = logical_lines(text);
    file.about = about;
    let mut open = Open::Nothing;
    for line in lines {
        let at = line.number;
        let member = line.member;
        let doc = line.doc;
        (|| {
            let mut words = Words::split(&line.text)?;
            if !member {
                open = definition(&mut file, &mut words, doc)?;
            } else {
                match open {
                    Open::Nothing => bail!("a member without a definition"),
                    Open::Kind => kind_member(file.kinds.last_mut().context("a kind")?, &mut words)?,
                    Open::Message => {
                        let stem = file.stem.clone();
                        message_member(file.messages.last_mut().context("a message")?, &mut words, doc, &stem)?;
                    }
                    Open::Enum => {
                        let name = words.next("a value")?;
                        file.enums.last_mut().context("an enum")?.values.push((name, doc));
                    }
                }
            }
            words.end()
        })()
        .with_context(|| format!("line {at}"))?;
    }
    Ok(file)
}

fn definition(file: &mut ApiFile, words: &mut Words, doc: String) -> Result<Open> {
    let what = words.next("a definition")?;
    let name = words.next("a name")?;
    match what.as_str() {
        "kind" => {
            let full = words.next("PLURAL.GROUP")?;
            let (plural, group) = full.split_once('.').context("PLURAL.GROUP")?;
            file.kinds.push(Kind {
                doc,
                name,
                plural: plural.to_owned(),
                group: group.to_owned(),
                ..Kind::default()
            });
            Ok(Open::Kind)
        }
        "message" => {
            file.messages.push(Message {
                doc,
                name,
                proto: proto_name(words)?,
                ..Message::default()
            });
            Ok(Open::Message)
        }
        "enum" => {
            file.enums.push(Enum {
                doc,
                name,
                proto: proto_name(words)?,
                values: Vec::new(),
            });
            Ok(Open::Enum)
        }
        other => bail!("no definition is called {other:?}"),
    }
}

fn proto_name(words: &mut Words) -> Result<Option<String>> {
    if !words.take("=") {
        return Ok(None);
    }
    words.next("a protobuf name").map(Some)
}

fn kind_member(kind: &mut Kind, words: &mut Words) -> Result<()> {
    match words.next("a member of a kind")?.as_str() {
        "spec" => {
            kind.spec = words.next("a message")?;
            kind.spec_required = words.take("required");
        }
        "rule" => kind.rules.push(rule(words)?),
        "short" => kind.short = words.rest(),
        "categories" => kind.categories = words.rest(),
        "versions" => kind.versions = words.rest(),
        "storage" => kind.storage = words.next("a version")?,
        "column" => kind.columns.push(Column {
            name: words.next("a heading")?,
            kind: words.next("a type")?,
            path: words.next("a path")?,
        }),
        "label" => {
            let key = words.next("a key")?;
            kind.labels.insert(key, words.next("a value")?);
        }
        "file-only" => kind.file_only = true,
        other => bail!("a kind has no {other:?}"),
    }
    Ok(())
}

fn message_member(message: &mut Message, words: &mut Words, doc: String, stem: &str) -> Result<()> {
    let first = words.next("a field")?;
    match first.strip_suffix(':') {
        Some(name) => message.fields.push(field(name, words, doc, stem)?),
        None if first == "one-of" => {
            let names = words.rest();
            message
                .one_ofs
                .push(names.into_iter().filter(|name| name != "|").collect());
        }
        None if first == "open" => message.open = true,
        None if first == "rule" => message.rules.push(rule(words)?),
        None => bail!("a message has no {first:?}; a field's name ends with a colon"),
    }
    Ok(())
}

fn rule(words: &mut Words) -> Result<Rule> {
    Ok(Rule {
        expression: words.next("an expression")?,
        message: words.next("a message")?,
    })
}

fn field(name: &str, words: &mut Words, doc: String, stem: &str) -> Result<Field> {
    let written = words.next("a type")?;
    let (shape, kind) = if let Some(inner) = bracketed(&written, '[', ']') {
        (Shape::List, inner)
    } else if let Some(inner) = bracketed(&written, '{', '}') {
        (Shape::Map, inner)
    } else {
        (Shape::One, written.as_str())
    };
    let mut field = Field {
        doc,
        name: name.to_owned(),
        kind: field_type(kind, stem),
        shape,
        required: false,
        nullable: false,
        deprecated: false,
        alias: None,
        unchecked: false,
        limits: Limits::default(),
        each: Limits::default(),
    };
    while let Some(attribute) = words.try_next() {
        match attribute.as_str() {
            "required" => field.required = true,
            "nullable" => field.nullable = true,
            "deprecated" => field.deprecated = true,
            "unchecked" => field.unchecked = true,
            "alias" => field.alias = Some(words.next("a name")?),
            "each" => {
                ensure!(shape != Shape::One, "`each` is for lists and maps");
                let attribute = words.next("an attribute")?;
                limit(&mut field.each, &attribute, words)?;
            }
            _ => limit(&mut field.limits, &attribute, words)?,
        }
    }
    Ok(field)
}

fn bracketed(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

fn field_type(text: &str, stem: &str) -> FieldType {
    match text {
        "bool" => FieldType::Bool,
        "int32" => FieldType::Int32,
        "int64" => FieldType::Int64,
        "uint32" => FieldType::Uint32,
        "uint64" => FieldType::Uint64,
        "double" => FieldType::Double,
        "string" => FieldType::String,
        "bytes" => FieldType::Bytes,
        "duration" => FieldType::Duration,
        "timestamp" => FieldType::Timestamp,
        "object" => FieldType::Object,
        "any" => FieldType::Any,
        "int-or-string" => FieldType::IntOrString,
        named => {
            let (stem, name) = named.split_once('.').unwrap_or((stem, named));
            FieldType::Named(Reference {
                stem: stem.to_owned(),
                name: name.to_owned(),
            })
        }
    }
}

fn limit(limits: &mut Limits, attribute: &str, words: &mut Words) -> Result<()> {
    match attribute {
        "rule" => limits.rules.push(rule(words)?),
        "pattern" => limits.pattern = Some(words.next("a pattern")?),
        "keys" => limits.keys = Some(words.next("a field")?),
        "min" | "max" | "min-length" | "max-length" | "min-items" | "max-items" | "min-properties"
        | "max-properties" => {
            let number = words.next("a number")?;
            let number = number.parse().with_context(|| format!("{attribute} {number}"))?;
            limits.numbers.insert(attribute.to_owned(), number);
        }
        other => bail!("no attribute is called {other:?}"),
    }
    Ok(())
}

/// What holds between definitions: names are there once, references lead somewhere, everything is documented.
fn check(api: &Api) -> Result<()> {
    let mut stems = BTreeSet::new();
    let mut names = BTreeSet::new();
    for file in &api.files {
        ensure!(stems.insert(&file.stem), "two files are called {}", file.stem);
        for (name, doc) in file
            .messages
            .iter()
            .map(|m| (&m.name, &m.doc))
            .chain(file.enums.iter().map(|e| (&e.name, &e.doc)))
        {
            ensure!(
                names.insert((&file.group, name)),
                "{}: {name} is there twice in its group",
                file.stem
            );
            ensure!(!doc.is_empty(), "{}: {name} has no documentation", file.stem);
        }
        for message in &file.messages {
            check_message(api, file, message)?;
        }
        for kind in &file.kinds {
            ensure!(
                file.message(&kind.spec).is_some(),
                "{}: no spec {:?}",
                kind.name,
                kind.spec
            );
            ensure!(
                kind.versions.contains(&kind.storage),
                "{}: storage is not served",
                kind.name
            );
            ensure!(!kind.doc.is_empty(), "{} has no documentation", kind.name);
        }
        for (name, doc) in file.enums.iter().flat_map(|e| &e.values) {
            ensure!(!doc.is_empty(), "{}: {name} has no documentation", file.stem);
        }
    }
    Ok(())
}

fn check_message(api: &Api, file: &ApiFile, message: &Message) -> Result<()> {
    let place = |field: &str| format!("{}.{}.{field}", file.stem, message.name);
    for name in message.one_ofs.iter().flatten() {
        let known = message.fields.iter().any(|field| field.name == *name);
        ensure!(known, "{}: no such field for one-of", place(name));
    }
    for field in &message.fields {
        ensure!(!field.doc.is_empty(), "{} has no documentation", place(&field.name));
        let FieldType::Named(reference) = &field.kind else {
            continue;
        };
        let target = api.find(reference);
        let target =
            target.with_context(|| format!("{}: no {}.{}", place(&field.name), reference.stem, reference.name))?;
        let is_enum = matches!(target, Definition::Enum(_));
        ensure!(
            !(is_enum && field.required),
            "{}: an enum cannot be required",
            place(&field.name)
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<ApiFile> {
        file(text, "networking".to_owned(), "sample".to_owned())
    }

    #[test]
    fn a_field_has_its_attributes() {
        let text = "# About.\n\n/// A message.\nmessage M = p.M\n  one-of a | b\n  /// Lists.\n  a: [x.T] max-items 3 each max-length 5\n    \
                    each rule `self != \"\"`\n      \"a\\nb\"\n  /// Not.\n  b: uint32 nullable\n";
        let file = read(text).unwrap_or_else(|error| panic!("{error:#}"));
        let message = &file.messages[0];
        assert_eq!(message.one_ofs, [["a".to_owned(), "b".to_owned()]]);
        let a = &message.fields[0];
        assert_eq!(
            (a.shape, a.limits.numbers["max-items"], a.each.numbers["max-length"]),
            (Shape::List, 3, 5)
        );
        assert_eq!(
            (a.each.rules[0].expression.as_str(), a.each.rules[0].message.as_str()),
            ("self != \"\"", "a\nb")
        );
        assert!(message.fields[1].nullable && message.fields[1].kind == FieldType::Uint32);
    }

    #[test]
    fn errors_name_the_line() {
        for (text, line) in [
            ("message M\n  a: string colour\n", "line 2"),
            ("message M\n  a: string each min 1\n", "line 2"),
            ("\nmessag M\n", "line 2"),
            ("  a: string\n", "line 1"),
            ("message M\n  a: string pattern `x\n", "line 2"),
        ] {
            let error = read(text).err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(error.contains(line), "{text:?}: {error}");
        }
    }
}
