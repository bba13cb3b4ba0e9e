//! Files with several documents: where each begins and ends, and what happens when one is wrong.

use kubeyaml::{Document, Encoding, Error, Limits, Reason, Stream};

fn read(text: &str) -> Vec<Result<(String, Option<String>), String>> {
    let limits = Limits::default();
    let stream = Stream::parse(text.as_bytes(), &limits).expect("the text is small and UTF-8");
    stream
        .documents()
        .map(|document| {
            let document = document.map_err(|error| error.to_string())?;
            let value = document.to_value().map_err(|error| error.to_string())?;
            let json = kubeyaml::json::to_string(&value).map_err(|error| error.to_string())?;
            Ok((document.source().to_owned(), (!document.is_empty()).then_some(json)))
        })
        .collect()
}

/// The sources and values of documents that are all well-formed, after a look at whether the sources join up.
fn split(text: &str) -> Vec<(String, Option<String>)> {
    let documents: Vec<_> = read(text)
        .into_iter()
        .map(|document| document.expect("it is well-formed"))
        .collect();
    assert_eq!(
        documents.iter().map(|(source, _)| source.as_str()).collect::<String>(),
        text
    );
    documents
}

fn parts<'a>(expected: &[(&'a str, Option<&'a str>)]) -> Vec<(String, Option<String>)> {
    expected
        .iter()
        .map(|(source, json)| ((*source).to_owned(), json.map(str::to_owned)))
        .collect()
}

#[test]
fn markers_belong_to_the_document_they_open_or_end() {
    assert_eq!(
        split("a: 1\n---\nb: 2\n...\n---\nc: 3\n"),
        parts(&[
            ("a: 1\n", Some("{\"a\":1}")),
            ("---\nb: 2\n...\n", Some("{\"b\":2}")),
            ("---\nc: 3\n", Some("{\"c\":3}"))
        ])
    );
    assert_eq!(
        split("# head\n---\n# only a comment\n---\na: 1\n---\n"),
        parts(&[
            ("# head\n---\n# only a comment\n", None),
            ("---\na: 1\n", Some("{\"a\":1}")),
            ("---\n", None)
        ])
    );
    assert_eq!(
        split("a: 1\n...\n# between\nb: 2\n...\n# end\n"),
        parts(&[
            ("a: 1\n...\n", Some("{\"a\":1}")),
            ("# between\nb: 2\n...\n# end\n", Some("{\"b\":2}"))
        ])
    );
    assert_eq!(
        split("--- a\n--- |\n x\n---\n"),
        parts(&[
            ("--- a\n", Some("\"a\"")),
            ("--- |\n x\n", Some("\"x\\n\"")),
            ("---\n", None)
        ])
    );
    assert_eq!(
        split("%YAML 1.2\n---\na: 1\n...\n%TAG ! x:\n---\nb: 2\n"),
        parts(&[
            ("%YAML 1.2\n---\na: 1\n...\n", Some("{\"a\":1}")),
            ("%TAG ! x:\n---\nb: 2\n", Some("{\"b\":2}"))
        ])
    );
}

#[test]
fn texts_without_content() {
    assert_eq!(split(""), vec![]);
    assert_eq!(split("\n\n"), parts(&[("\n\n", None)]));
    assert_eq!(split("# c"), parts(&[("# c", None)]));
    assert_eq!(split("\u{feff}"), parts(&[("\u{feff}", None)]));
    assert_eq!(split("---"), parts(&[("---", None)]));
    assert_eq!(split("...\n...\n"), parts(&[("...\n...\n", None)]));
}

#[test]
fn line_breaks_of_every_kind_and_none_at_the_end() {
    assert_eq!(
        split("a: 1\r\n---\r\nb: |\r\n  x\r\n"),
        parts(&[
            ("a: 1\r\n", Some("{\"a\":1}")),
            ("---\r\nb: |\r\n  x\r\n", Some("{\"b\":\"x\\n\"}"))
        ])
    );
    assert_eq!(
        split("a: 1\r---\rb: 2"),
        parts(&[("a: 1\r", Some("{\"a\":1}")), ("---\rb: 2", Some("{\"b\":2}"))])
    );
    assert_eq!(
        split("--- \na: 1\n---\t# c\nb: 2\n"),
        parts(&[
            ("--- \na: 1\n", Some("{\"a\":1}")),
            ("---\t# c\nb: 2\n", Some("{\"b\":2}"))
        ])
    );
}

#[test]
fn dashes_that_are_no_marker() {
    assert_eq!(
        split("a: ---\nb: |\n  ---\n"),
        parts(&[("a: ---\nb: |\n  ---\n", Some("{\"a\":\"---\",\"b\":\"---\\n\"}"))])
    );
    assert_eq!(split("---a: 1\n"), parts(&[("---a: 1\n", Some("{\"---a\":1}"))]));
    assert_eq!(split("- ---\n"), parts(&[("- ---\n", Some("[\"---\"]"))]));
}

#[test]
fn json_documents_one_after_the_other() {
    assert_eq!(
        split("{\"a\":1}{\"b\":2} [3]\n"),
        parts(&[
            ("{\"a\":1}", Some("{\"a\":1}")),
            ("{\"b\":2} ", Some("{\"b\":2}")),
            ("[3]\n", Some("[3]"))
        ])
    );
    assert_eq!(
        split("{\n  \"a\": 1\n}\n\n{\"b\":2}\n"),
        parts(&[
            ("{\n  \"a\": 1\n}\n\n", Some("{\"a\":1}")),
            ("{\"b\":2}\n", Some("{\"b\":2}"))
        ])
    );
    assert_eq!(
        split("{\"a\":1}\n---\n{\"b\":2}"),
        parts(&[
            ("{\"a\":1}\n", Some("{\"a\":1}")),
            ("---\n{\"b\":2}", Some("{\"b\":2}"))
        ])
    );
}

#[test]
fn joined_files_may_have_byte_order_marks_inside() {
    let values: Vec<_> = split("\u{feff}a: 1\n\u{feff}---\nb: 2\n---\n\u{feff}c: 3\n")
        .into_iter()
        .map(|(_, json)| json)
        .collect();
    assert_eq!(
        values,
        [
            Some("{\"a\":1}".to_owned()),
            Some("{\"b\":2}".to_owned()),
            Some("{\"c\":3}".to_owned())
        ]
    );
}

#[test]
fn utf_16_is_read_and_named() {
    let text = "a: \u{e9}\n---\nb: \u{1f600}\n";
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        let bytes = encoding.encode(text);
        let limits = Limits::default();
        let stream = Stream::parse(&bytes, &limits).expect("it is UTF-16");
        assert_eq!(stream.encoding(), encoding);
        assert_eq!(stream.text(), text);
        let documents = stream.to_documents().expect("both are well-formed");
        assert_eq!(documents.iter().map(Document::source).collect::<String>(), text);
        assert_eq!(encoding.encode(stream.text()), bytes);
    }
}

#[test]
fn one_bad_document_does_not_hide_the_others() {
    let results = read("a: 1\n---\nb: [\n---\nc: 3\n---\nx: \"y\n---\nd: 4\n");
    let shown: Vec<_> = results
        .iter()
        .map(|result| match result {
            Ok((_, json)) => json.clone().unwrap_or_default(),
            Err(error) => error.clone(),
        })
        .collect();
    assert_eq!(shown[0], "{\"a\":1}");
    assert!(shown[1].starts_with("line 4, column 1: "), "{}", shown[1]);
    assert_eq!(shown[2], "{\"c\":3}");
    assert!(shown[3].starts_with("line 7, column 4: "), "{}", shown[3]);
    assert_eq!(shown[4], "{\"d\":4}");
    assert_eq!(shown.len(), 5);
}

#[test]
fn content_after_the_root_is_an_error_of_its_own() {
    let results = read("{a: 1}\nb: 2\n---\nc: 3\n");
    assert_eq!(results[0], Ok(("{a: 1}\n".to_owned(), Some("{\"a\":1}".to_owned()))));
    assert!(
        results[1]
            .as_ref()
            .is_err_and(|error| error.starts_with("line 2, column 1: expected `---`")),
        "{results:?}"
    );
    assert_eq!(results[2], Ok(("---\nc: 3\n".to_owned(), Some("{\"c\":3}".to_owned()))));
}

fn first_error(bytes: &[u8]) -> Error {
    let limits = Limits::default();
    let stream = match Stream::parse(bytes, &limits) {
        Ok(stream) => stream,
        Err(error) => return error,
    };
    let error = stream
        .documents()
        .find_map(|document| document.and_then(|document| document.to_value()).err());
    error.expect("something is wrong")
}

#[test]
fn errors_say_what_and_where() {
    for (bytes, reason, line, column) in [
        (&b"a: 1\n---\nb: \xff\n"[..], Reason::Encoding, 3, 4),
        (b"a: 1\n---\nb: \x01\n", Reason::ControlCharacter, 3, 4),
        (b"\xff\xfe\0\0", Reason::Encoding, 1, 1),
        (b"\r\n\r\na: b: c\r\n", Reason::Syntax, 3, 5),
        ("\u{feff}\u{e9}\u{1f600}: b: c".as_bytes(), Reason::Syntax, 1, 6),
        (b"a:\n  b: 1\n c: 2\n", Reason::Syntax, 3, 2),
        (b"a: 1\nb: *c\n", Reason::UnknownAnchor, 2, 4),
        (b"---\n---\n%YAML 2.0\n---\n", Reason::Directive, 3, 1),
        (b"a:\n- !!int x\n", Reason::Tag, 2, 3),
        (b"a: 1\n? [b]\n: c\n", Reason::KeyType, 2, 3),
        (b"a: {<<: 1}\n", Reason::Merge, 1, 9),
    ] {
        let error = first_error(bytes);
        let position = error.position().expect("it is about a text");
        assert_eq!(
            (error.reason(), position.line, position.column),
            (reason, line, column),
            "{error}"
        );
        assert!(!error.message().is_empty());
    }
}

#[test]
fn documents_before_bytes_that_are_no_text_can_be_read() {
    let limits = Limits::default();
    let stream = Stream::parse(b"a: 1\n---\nb: \xff\n---\nc: 3\n", &limits).expect("errors come with the documents");
    let results: Vec<_> = stream.documents().collect();
    assert_eq!(results.len(), 2);
    assert!(results[0].is_ok());
    assert!(
        results[1]
            .as_ref()
            .is_err_and(|error| error.reason() == Reason::Encoding)
    );
}
