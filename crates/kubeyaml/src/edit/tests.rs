use super::restore::Record;
use super::{Options, Placement, Step, set_value};
use crate::{Document, Limits, Stream, Value, from_str};

fn with_document<T>(source: &str, with: impl FnOnce(&Document<'_>) -> T) -> T {
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).expect("the source is text");
    let document = stream
        .documents()
        .next()
        .expect("there is a document")
        .expect("it parses");
    with(&document)
}

/// The source with the target's value, after checking what holds for every edit.
fn edited_with(source: &str, target: &Value, options: &Options<'_>) -> String {
    with_document(source, |document| {
        let edits = set_value(document, target, options).unwrap_or_else(|error| panic!("{error} in\n{source}"));
        let edited = edits.apply(source);
        let record = Record::decode(&edits.inverse(source).encode()).expect("a record decodes");
        assert_eq!(
            record.restore(&edited).as_deref(),
            Ok(source),
            "restored from\n{edited}"
        );
        edited
    })
}

fn edited(source: &str, target: &str) -> String {
    let target = from_str(target).expect("the target parses");
    let unchanged = with_document(source, |document| {
        set_value(
            document,
            &document.to_value().expect("it has a value"),
            &Options::default(),
        )
        .expect("nothing changes")
    });
    assert!(unchanged.is_empty(), "{unchanged:?}");
    let edited = edited_with(source, &target, &Options::default());
    assert_eq!(from_str(&edited).as_ref(), Ok(&target), "{edited}");
    edited
}

#[test]
fn equal_scalars_keep_their_spelling() {
    let source = "a: 0644\nb: 'x'\nc: 1.10\nd: yes # sure\ne: ~\nf:\ng: 1_000\n";
    assert_eq!(
        edited(source, "{a: 420, b: x, c: 1.1, d: true, e: null, f: null, g: 1000}"),
        source
    );
}

#[test]
fn a_changed_scalar_leaves_the_rest_of_its_line() {
    assert_eq!(
        edited("a:   1   # one\nb: 2\n", "{a: 5, b: 2}"),
        "a:   5   # one\nb: 2\n"
    );
    assert_eq!(
        edited("a: \"x\"\nb: 'y'\n", "{a: y z, b: \"it's\"}"),
        "a: \"y z\"\nb: 'it''s'\n"
    );
    assert_eq!(edited("a:\nb: # c\n", "{a: x, b: w}"), "a: x\nb: w # c\n");
}

#[test]
fn new_keys_follow_the_last_one_in_the_order_of_the_target() {
    let source = "metadata:\n  name: x # the name\n\n# about the spec\nspec:\n  a: 1\n";
    assert_eq!(
        edited(
            source,
            "{metadata: {name: x, z: {q: [1, {r: s, t: u}]}, b: 2}, spec: {a: 1}, status: {}}"
        ),
        "metadata:\n  name: x # the name\n  z:\n    q:\n    - 1\n    - r: s\n      t: u\n  b: 2\n\n\
         # about the spec\nspec:\n  a: 1\nstatus: {}\n"
    );
}

#[test]
fn new_keys_can_go_where_the_alphabet_has_them() {
    let options = Options {
        placement: Placement::Alphabetical,
        ..Options::default()
    };
    let target = from_str("{a: 0, b: 1, c: 2, d: 3, e: 4}").expect("it parses");
    assert_eq!(
        edited_with("b: 1\nd: 3\n", &target, &options),
        "a: 0\nb: 1\nc: 2\nd: 3\ne: 4\n"
    );
    let target = from_str("[{a: 0, b: 1}]").expect("it parses");
    assert_eq!(edited_with("- b: 1\n", &target, &options), "- a: 0\n  b: 1\n");
}

#[test]
fn the_indentation_of_the_document_is_taken_up() {
    let source = "spec:\n    containers:\n      -   name: a\n          image: b\n    x: v\n";
    assert_eq!(
        edited(
            source,
            "{spec: {containers: [{name: a, image: b}, {name: c, args: [d]}], x: v, z: {k: [1]}}}"
        ),
        "spec:\n    containers:\n      -   name: a\n          image: b\n      -   name: c\n          args:\n            -   d\n    \
         x: v\n    z:\n        k:\n          -   1\n"
    );
}

#[test]
fn removed_keys_take_their_comments_along() {
    let source =
        "# file\n\n# about a\na: 1 # one\n  # more about a\n# about b\nb: 2\n# about c\nc:\n  d: 3\n  # end of c\n";
    assert_eq!(
        edited(source, "{b: 2, c: {d: 3}}"),
        "# file\n\n# about b\nb: 2\n# about c\nc:\n  d: 3\n  # end of c\n"
    );
    assert_eq!(
        edited(source, "{a: 1, c: {d: 3}}"),
        source.replace("# about b\nb: 2\n", "")
    );
    assert_eq!(
        edited(source, "{a: 1, b: 2}"),
        source.replace("# about c\nc:\n  d: 3\n  # end of c\n", "")
    );
}

#[test]
fn empty_values_become_blocks_and_blocks_become_empty() {
    let source = "a: {}\nb: [] # none\nc:\nd:\n  e: 1\n";
    assert_eq!(
        edited(source, "{a: {x: 1}, b: [w], c: {z: 2}, d: {}}"),
        "a:\n  x: 1\nb: # none\n- w\nc:\n  z: 2\nd: {}\n"
    );
}

#[test]
fn keys_are_respelled_in_place() {
    let rename = |path: &super::Path<'_>, key: &str| match (path.last(), key) {
        (None, "Metadata") => Some("metadata".to_owned()),
        (Some(Step::Key("metadata")), "NAME") => Some("name".to_owned()),
        _ => None,
    };
    let options = Options {
        rename: &rename,
        ..Options::default()
    };
    let target = from_str("{metadata: {name: v}}").expect("it parses");
    let source = "Metadata: # here\n  \"NAME\": x\n";
    assert_eq!(
        edited_with(source, &target, &options),
        "metadata: # here\n  \"name\": v\n"
    );
    assert_eq!(
        edited_with("{\"Metadata\":{\"NAME\":\"v\"}}", &target, &options),
        "{\"metadata\":{\"name\":\"v\"}}"
    );
}

#[test]
fn the_caller_may_keep_keys_and_call_values_the_same() {
    let options = Options {
        same: &|path, a, b| path.field() == Some("cpu") && a.as_str() == Some("2000m") && b.as_str() == Some("2"),
        keep: &|path, _| path.last() == Some(Step::Key("unknown")),
        ..Options::default()
    };
    let source = "cpu: 2000m\nunknown: x\ngone: y\n";
    let target = from_str("{cpu: \"2\"}").expect("it parses");
    assert_eq!(edited_with(source, &target, &options), "cpu: 2000m\nunknown: x\n");
}

#[test]
fn list_items_are_found_by_name_and_keep_their_text() {
    let source = "c:\n# first\n- name: a   # A\n  image:   x\n\n# second\n- name: b\n  image: 'y'\n";
    assert_eq!(
        edited(
            source,
            "{c: [{name: new, image: i}, {name: a, image: x}, {name: b, image: z, tty: true}]}"
        ),
        "c:\n- name: new\n  image: i\n# first\n- name: a   # A\n  image:   x\n\n# second\n- name: b\n  image: 'z'\n  tty: true\n"
    );
    assert_eq!(
        edited(source, "{c: [{name: b, image: 'y'}]}"),
        "c:\n\n# second\n- name: b\n  image: 'y'\n"
    );
    assert_eq!(
        edited(source, "{c: [{name: b, image: y2}, {name: a, image: x}]}"),
        "c:\n# second\n- name: b\n  image: 'y2'\n# first\n- name: a   # A\n  image:   x\n\n"
    );
}

#[test]
fn the_first_key_of_an_item_can_go_and_come() {
    assert_eq!(edited("- a: 1\n  b: 2\n", "[{b: 2}]"), "- b: 2\n");
    assert_eq!(
        edited("- a: 1\n  # about b\n  b: 2\n", "[{b: 2}]"),
        "-\n  # about b\n  b: 2\n"
    );
    assert_eq!(edited("- a: 1 # x\n- b\n", "[{c: 1}, b]"), "- c: 1\n- b\n");
    assert_eq!(
        edited("- - 1\n  - 2\n- 3\n", "[[0, 1, 2], 3]"),
        "- - 0\n  - 1\n  - 2\n- 3\n"
    );
    assert_eq!(edited("- - 1\n  - 2\n- 3\n", "[[2], 3]"), "- - 2\n- 3\n");
}

#[test]
fn a_node_of_another_kind_is_written_anew() {
    assert_eq!(
        edited("a: x # c\nb: 1\n", "{a: {k: v}, b: 1}"),
        "a: # c\n  k: v\nb: 1\n"
    );
    assert_eq!(
        edited("a: # c\n  k: v # d\n  # e\nb: 1\n", "{a: x, b: 1}"),
        "a: x # c\nb: 1\n"
    );
    assert_eq!(edited("- a: 1\n  b: 2 # c\n- x\n", "[5, x]"), "- 5\n- x\n");
    assert_eq!(edited("- 5 # c\n- x\n", "[{a: 1, b: 2}, x]"), "- a: 1\n  b: 2\n- x\n");
    assert_eq!(
        edited("a:\n- 1\n- 2\nb: 3\n", "{a: {c: d}, b: 3}"),
        "a:\n  c: d\nb: 3\n"
    );
    assert_eq!(edited("x\n", "{a: 1}"), "a: 1\n");
    assert_eq!(edited("a: 1\n", "x"), "x\n");
    assert_eq!(edited("a: b\n", "{a: \"x\\ny\\n\"}"), "a: |\n  x\n  y\n");
}

#[test]
fn documents_without_content_are_filled() {
    assert_eq!(edited("\n", "{a: 1}"), "\na: 1\n");
    assert_eq!(edited("# nothing\n", "{a: 1}"), "# nothing\na: 1\n");
    assert_eq!(edited("---\n", "{a: 1}"), "---\na: 1\n");
    assert_eq!(edited("--- # x\n...\n", "{a: 1}"), "--- # x\na: 1\n...\n");
}

#[test]
fn line_breaks_and_a_missing_one_are_kept() {
    assert_eq!(
        edited("a: 1\r\nb:\r\n  c: 2\r\n", "{a: 1, b: {c: 2, d: [3]}}"),
        "a: 1\r\nb:\r\n  c: 2\r\n  d:\r\n  - 3\r\n"
    );
    assert_eq!(
        edited("a: 1\nb:\n  c: 2", "{a: 1, b: {c: 2, d: 3}, e: {f: g}}"),
        "a: 1\nb:\n  c: 2\n  d: 3\ne:\n  f: g"
    );
    assert_eq!(edited("a: 1\nb: 2", "{a: 1}"), "a: 1");
    assert_eq!(edited("a: 1\nb: 2", "{a: 1, c: {d: 3}}"), "a: 1\nc:\n  d: 3");
    assert_eq!(edited("\u{feff}a: 1\n", "{a: 1, b: 2}"), "\u{feff}a: 1\nb: 2\n");
    assert_eq!(edited("\u{feff}# c\na: 1\nb: 2\n", "{b: 2}"), "\u{feff}b: 2\n");
}

#[test]
fn block_scalars_stay_apart_from_what_is_put_after_them() {
    let source = "a: |+\n  x\n\n\nb: |2-\n    y\n# c\nc: >\n  z\n";
    assert_eq!(
        edited(source, "{a: \"x\\n\\n\\n\", b: \"  y\", c: \"z\\n\", d: 1}"),
        format!("{source}d: 1\n")
    );
    assert_eq!(
        edited("a: |+\n  x\n\nb: 1\n\nc: 2\n", "{a: \"x\\n\\n\", c: 2}"),
        "a: |+\n  x\n\nc: 2\n"
    );
    assert_eq!(edited("a: |\n  x", "{a: x, b: 1}"), "a: x\nb: 1");
}

#[test]
fn block_scalars_do_not_swallow_blank_lines_with_spaces() {
    let source = "a:\n  b: 1\n      \nc: 2\n";
    assert_eq!(
        edited(source, "{a: {b: 1, d: \"x\\ny\\n\"}, c: 2}"),
        "a:\n  b: 1\n  d: \"x\\ny\\n\"\n      \nc: 2\n"
    );
    let source = "a:\n  b: |\n    x\n  c: 1\n      \nd: 2\n";
    assert_eq!(edited(source, "{a: {b: \"x\\n\"}, d: 2}"), "a:\n  b: |\n    x\nd: 2\n");
    let source = "a:\n- b: |\n    x\n  c: 1\n      \nd: 2\n";
    assert_eq!(
        edited(source, "{a: [{b: \"x\\n\"}, 5], d: 2}"),
        "a:\n- b: |\n    x\n- 5\nd: 2\n"
    );
}

#[test]
fn block_scalars_that_keep_blank_lines_keep_no_more_of_them() {
    let source = "a:\n  b: |+\n    x\n  c: 1\nd: 2\n\n\n";
    let text = edited(source, "{a: {b: \"x\\n\"}}");
    assert!(text.starts_with("a:\n  b: "), "{text}");
}

#[test]
fn flow_collections_stay_flow_collections() {
    assert_eq!(
        edited("a: {b: 1, c: [x, w]}\n", "{a: {b: 2, c: [x, z, w], d: {e: [1]}}}"),
        "a: {b: 2, c: [x, z, w], d: {e: [1]}}\n"
    );
    assert_eq!(edited("a: { b: 1, c: 2, d: 3 }\n", "{a: {c: 2}}"), "a: { c: 2 }\n");
    assert_eq!(
        edited("a: { b: 1, c: 2, d: 3 }\n", "{a: {b: 1, e: 4}}"),
        "a: { b: 1, e: 4 }\n"
    );
    assert_eq!(
        edited("a: [\"x\", \"v\"]\n", "{a: [x, v, z]}"),
        "a: [\"x\", \"v\", \"z\"]\n"
    );
    assert_eq!(edited("a: [x, v]\n", "{a: []}"), "a: []\n");
    assert_eq!(
        edited("a: [b: 1, c]\n", "{a: [{b: 1, d: 2}, c]}"),
        "a: [{b: 1, d: 2}, c]\n"
    );
    assert_eq!(edited("a: {b, c: }\n", "{a: {b: 1, c: 2}}"), "a: {b: 1, c: 2 }\n");
}

#[test]
fn flow_collections_over_several_lines_stay_so() {
    let source = "a: [\n  x, # about x\n  v # about v\n]\n";
    assert_eq!(
        edited(source, "{a: [x, v, z]}"),
        "a: [\n  x, # about x\n  v, # about v\n  z\n]\n"
    );
    assert_eq!(
        edited(source, "{a: [x, w, v]}"),
        "a: [\n  x, # about x\n  w,\n  v # about v\n]\n"
    );
    assert_eq!(
        edited(source, "{a: [w, x, v]}"),
        "a: [\n  w,\n  x, # about x\n  v # about v\n]\n"
    );
}

#[test]
fn json_stays_json() {
    assert_eq!(
        edited(r#"{"a":1,"b":{"c":["x"]}}"#, "{a: 1, b: {c: [x, v], d: {e: f}}, g: 0}"),
        r#"{"a":1,"b":{"c":["x","v"],"d":{"e":"f"}},"g":0}"#
    );
    let source = "{\n    \"a\": 1,\n    \"b\": {\n        \"c\": \"d\"\n    }\n}\n";
    assert_eq!(
        edited(source, "{a: 2, b: {c: d, e: [{f: g}]}, h: null}"),
        "{\n    \"a\": 2,\n    \"b\": {\n        \"c\": \"d\",\n        \"e\": [\n            {\n                \"f\": \"g\"\n            }\n        \
         ]\n    },\n    \"h\": null\n}\n"
    );
    assert_eq!(
        edited("{\n\t\"a\": {}\n}\n", "{a: {b: \"1\"}}"),
        "{\n\t\"a\": {\n\t\t\"b\": \"1\"\n\t}\n}\n"
    );
    assert_eq!(edited("--- {a: b}\n", "{a: b, c: d}"), "--- {a: b, c: d}\n");
}

#[test]
fn an_anchored_value_and_its_aliases_can_go_different_ways() {
    let source = "a: &x\n  k: 1\n  l: 2\nb: *x\nc: *x\n";
    assert_eq!(
        edited(source, "{a: {k: 1, l: 3}, b: {k: 1, l: 2}, c: {k: 1, l: 3}}"),
        "a: &x\n  k: 1\n  l: 3\nb:\n  k: 1\n  l: 2\nc: *x\n"
    );
    assert_eq!(
        edited(source, "{a: {k: 1, l: 2}, b: {k: 1, l: 2, m: 3}, c: {k: 1, l: 2}}"),
        "a: &x\n  k: 1\n  l: 2\nb:\n  k: 1\n  l: 2\n  m: 3\nc: *x\n"
    );
    assert_eq!(edited(source, "{b: {k: 1, l: 2}, c: 5}"), "b:\n  k: 1\n  l: 2\nc: 5\n");
    assert_eq!(edited("a: &x 1\nb: *x\n", "{a: 2, b: 2}"), "a: &x 2\nb: *x\n");
    assert_eq!(
        edited("a: &x {a: 1}\nb: *x\n", "{a: [1], b: [1]}"),
        "a: &x\n- 1\nb: *x\n"
    );
    assert_eq!(edited("- &x 1\n- *x\n- k\n", "[2, 2, k]"), "- &x 2\n- *x\n- k\n");
}

#[test]
fn merge_keys_are_overridden_or_spelled_out() {
    let source = "base: &b\n  k: 1\n  l: 2\nx:\n  <<: *b\n  m: 3\n";
    assert_eq!(
        edited(source, "{base: {k: 1, l: 2}, x: {k: 1, l: 9, m: 3}}"),
        "base: &b\n  k: 1\n  l: 2\nx:\n  <<: *b\n  m: 3\n  l: 9\n"
    );
    assert_eq!(
        edited(source, "{base: {k: 1, l: 2}, x: {k: 1, m: 3}}"),
        "base: &b\n  k: 1\n  l: 2\nx:\n  m: 3\n  k: 1\n"
    );
    assert_eq!(
        edited(source, "{base: {k: 7, l: 2}, x: {k: 7, l: 2, m: 3}}"),
        source.replace("k: 1", "k: 7")
    );
    assert_eq!(
        edited("x:\n  <<: {a: 1}\n", "{x: {a: 2}}"),
        "x:\n  <<: {a: 1}\n  a: 2\n"
    );
}

#[test]
fn odd_spellings_survive() {
    assert_eq!(
        edited("? a\n: b\n? c\n: d\n", "{a: b, c: e, f: g}"),
        "? a\n: b\n? c\n: e\nf: g\n"
    );
    assert_eq!(edited("? a\n: b\n? c\n: d\n", "{c: d}"), "? c\n: d\n");
    assert_eq!(
        edited("a: !!str 1\nb: !!int \"2\"\n", "{a: \"1\", b: 3}"),
        "a: !!str 1\nb: \"3\"\n".replace("\"3\"", "3")
    );
    assert_eq!(edited("?\n\n  a\nb: 1\n", "{a: 5, b: 1}"), "a: 5\nb: 1\n");
    assert_eq!(edited("?\n\n  a\n: 2\nb: 1\n", "{b: 1}"), "b: 1\n");
    assert_eq!(edited("? a\nb: 1\n", "{a: 5, b: 1}"), "a: 5\nb: 1\n");
    assert_eq!(edited("a:\tx\t# c\nb: y\n", "{a: z, b: y}"), "a:\tz\t# c\nb: y\n");
    assert_eq!(
        edited("%YAML 1.1\n---\na: 1\n...\n", "{a: 1, b: 2}"),
        "%YAML 1.1\n---\na: 1\nb: 2\n...\n"
    );
    assert_eq!(
        edited("a:\n-\n  b: 1\n- # c\n  d: 2\n-\n", "{a: [{b: 1, x: 1}, {d: 3}, v]}"),
        "a:\n-\n  b: 1\n  x: 1\n- # c\n  d: 3\n- v\n"
    );
}

#[test]
fn comments_right_after_a_quote_stay_comments() {
    assert_eq!(edited("a: \"x\"# c\nb: 1\n", "{a: 5, b: 1}"), "a: 5 # c\nb: 1\n");
    assert_eq!(edited("a: \"x\"# c\nb: 1\n", "{a: [1], b: 1}"), "a: # c\n- 1\nb: 1\n");
    assert_eq!(edited("[\"x\"# c\n, 2]\n", "[5, 2]"), "[5 # c\n, 2]\n");
    assert_eq!(edited("{\"a\":1}\n", "{a: 1, b: 2}"), "{\"a\":1,\"b\":2}\n");
    assert_eq!(
        edited("{a\": 1,\"b\":2}\n", "{'a\"': 1, b: 2, c: 3}"),
        "{a\": 1,\"b\":2,c: 3}\n"
    );
}

#[test]
fn rare_line_breaks_do_no_harm() {
    for rare in ["\u{85}", "\u{2028}", "\u{2029}"] {
        let source = format!("a: 1 # x{rare}b: 2\nc: 3\n");
        let text = edited(&source, "{b: 2, c: 3}");
        assert!(!text.contains("a:"), "{text}");
        edited(&source, "{a: 1, c: 4}");
        let source = format!("# x{rare} - a: b{rare} - c d{rare} - \u{310}\u{3d0}e");
        edited(&source, "[{a: b}, c d, true]");
        edited(&source, "[{a: 1}, [], true, x]");
    }
}

#[test]
fn of_a_key_that_is_there_twice_the_one_that_counts_is_changed() {
    assert_eq!(edited("a: 1\nb: 0\na: 2\n", "{a: 3, b: 0}"), "a: 1\nb: 0\na: 3\n");
    assert_eq!(edited("a: 1\nb: 0\na: 2\n", "{b: 0}"), "b: 0\n");
    let keys: String = (0..30).map(|i| format!("k{i}: {i}\n")).collect();
    let source = format!("k7: x\n{keys}");
    let mut target = from_str(&keys).expect("it parses");
    target.as_mapping_mut().expect("a mapping").insert("k7", "z");
    assert_eq!(
        edited_with(&source, &target, &Options::default()),
        source.replace("k7: 7", "k7: z")
    );
}

#[test]
fn other_documents_of_the_stream_are_not_touched() {
    let marked = "a: 1\n...\n\u{feff}b: 2\nx: 3\n";
    let stream = Stream::parse(marked.as_bytes(), &Limits::default()).expect("it is text");
    let documents = stream.to_documents().expect("they parse");
    let target = from_str("{b: 2, x: 3, z: {k: 4}}").expect("it parses");
    let edits = set_value(&documents[1], &target, &Options::default()).expect("it can be set");
    assert_eq!(edits.apply(marked), format!("{marked}z:\n  k: 4\n"));
    let source = "a: 1\n---\nb: 2\n---\nc: 3\n";
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).expect("it is text");
    let documents = stream.to_documents().expect("they parse");
    let target = from_str("{b: 2, x: 1}").expect("it parses");
    let edits = set_value(&documents[1], &target, &Options::default()).expect("it can be set");
    assert_eq!(edits.apply(source), "a: 1\n---\nb: 2\nx: 1\n---\nc: 3\n");
    let source = "- \u{2028}...\nb: 1";
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).expect("it is text");
    let documents = stream.to_documents().expect("they parse");
    for target in ["[{}]", "[1, 2]", "x"] {
        let target = from_str(target).expect("it parses");
        let edits = set_value(&documents[0], &target, &Options::default()).expect("it can be set");
        let edited = edits.apply(source);
        assert!(edited.ends_with("\n...\nb: 1"), "{edited:?}");
    }
    // A break that only YAML 1.1 knows goes with the text that it ends; the next document starts on a line of its own still.
    let source = "a b\u{2028}---\nc";
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).expect("it is text");
    let documents = stream.to_documents().expect("they parse");
    assert_eq!(documents.len(), 2);
    let edits = set_value(&documents[0], &Value::from(-7), &Options::default()).expect("it can be set");
    let edited = edits.apply(source);
    let stream = Stream::parse(edited.as_bytes(), &Limits::default()).expect("it is text");
    assert_eq!(
        stream.to_documents().map(|documents| documents.len()),
        Ok(2),
        "{edited:?}"
    );
}

#[test]
fn a_document_that_starts_after_a_rare_break_has_its_own_first_column() {
    for source in [
        "a: 1\n...\u{85}b:\n  c: 1\nd: 2\n",
        "? a\n...\u{85}S\tn: int \"5\"\nf: b",
    ] {
        let stream = Stream::parse(source.as_bytes(), &Limits::default()).expect("it is text");
        let documents = stream.to_documents().expect("they parse");
        assert_eq!(documents.len(), 2);
        for (target, last) in [
            ("{added: []}", false),
            ("{S\tn: x, added: [], f: yes}", true),
            ("{b: {c: 1}, added: [], d: 2}", true),
        ] {
            let target = from_str(target).expect("it parses");
            let options = Options {
                placement: if last { Placement::Last } else { Placement::Alphabetical },
                ..Options::default()
            };
            let edited = set_value(&documents[1], &target, &options)
                .expect("it can be set")
                .apply(source);
            let stream = Stream::parse(edited.as_bytes(), &Limits::default()).expect("it is text");
            let documents = stream.to_documents().unwrap_or_else(|why| panic!("{edited:?}: {why}"));
            assert_eq!(documents[1].to_value().ok().as_ref(), Some(&target), "{edited:?}");
        }
    }
}

#[test]
fn deep_documents_and_targets_do_not_overflow_the_stack() {
    let limits = Limits::default().with_max_depth(Limits::DEEPEST);
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
        let source = format!("{}1{}", open.repeat(990), close.repeat(990));
        let stream = Stream::parse(source.as_bytes(), &limits).expect("it is text");
        let document = stream
            .documents()
            .next()
            .expect("there is a document")
            .expect("it parses");
        let target = from_str(&source.replace('1', "2")).err();
        assert!(target.is_some(), "deeper than the default limit");
        let changed = source.replace('1', "2");
        let stream = Stream::parse(changed.as_bytes(), &limits).expect("it is text");
        let target = stream
            .documents()
            .next()
            .expect("there is a document")
            .expect("it parses");
        let target = target.to_value().expect("it has a value");
        let edits = set_value(&document, &target, &Options::default()).expect("it can be set");
        assert_eq!(edits.apply(&source), changed);
        let shallow = Stream::parse(b"a: 1\n", &limits).expect("it is text");
        let shallow = shallow
            .documents()
            .next()
            .expect("there is a document")
            .expect("it parses");
        let edits = set_value(&shallow, &target, &Options::default()).expect("it can be set");
        assert!(!edits.is_empty());
    }
    let mut target = Value::Null;
    for _ in 0..2000 {
        target = Value::Sequence(vec![target]);
    }
    for source in ["a: 1\n", "{a: 1}\n", "- 1\n"] {
        let error = with_document(source, |document| set_value(document, &target, &Options::default()));
        assert_eq!(error, Err(super::EditError::TooDeep));
    }
}

#[test]
fn blank_lines_with_tabs_give_way_to_what_cannot_stand_above_them() {
    assert_eq!(edited("a: b\n  c\n \t", "{a: []}"), "a: []\n");
    assert_eq!(edited("a: b\n  c\n \t", "{a: [1]}"), "a:\n- 1\n \t");
    assert_eq!(edited("a: b c\n\n \t\n", "{a: ''}"), "a: \"\"\n");
    assert_eq!(edited("a: b c\n \t\n...\n", "{a: ''}"), "a: \"\"\n...\n");
}

#[test]
fn question_marks_in_brackets_go_with_their_keys() {
    assert_eq!(edited("[a,?b,c]\n", "[a, x, c]"), "[a,x,c]\n");
    assert_eq!(edited("[a,?b,c]\n", "[a, c]"), "[a,c]\n");
    assert_eq!(edited("[a,?b,?c]\n", "[a, {c: null}]"), "[a,?c]\n");
    assert_eq!(edited("x: {?b,c: 1}\n", "{x: {c: 1}}"), "x: {c: 1}\n");
}

#[test]
fn keys_that_end_with_a_quote_get_a_blank_before_their_value() {
    assert_eq!(edited("{a,b}\n", "{a: null, b: null, 'c\"': 1}"), "{a,b,c\": 1}\n");
    let rename = |_: &super::Path<'_>, name: &str| (name == "a").then(|| "b".to_owned());
    let options = Options {
        rename: &rename,
        ..Options::default()
    };
    let target = from_str("{x: 1, b: 2}").expect("it parses");
    assert_eq!(edited_with("{x: 1, \"a\":2}\n", &target, &options), "{x: 1, \"b\":2}\n");
}

#[test]
fn a_document_that_does_not_read_alone_keeps_its_own_value() {
    let source = "\u{feff}a\n...\n\u{feff}b\n\n\t";
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).expect("it is text");
    for document in stream.to_documents().expect("they parse") {
        let value = document.to_value().expect("it has a value");
        let edits = set_value(&document, &value, &Options::default()).expect("nothing changes");
        assert!(edits.is_empty());
    }
}

#[test]
fn tags_without_text_are_not_joined_with_what_follows() {
    assert_eq!(edited("[!x , b]\n", "[b, '']"), "[b , !x ]\n");
    assert_eq!(edited("{a: !x , b: 1}\n", "{a: ''}"), "{a: !x }\n");
    assert_eq!(edited("[[b: !x ], c]\n", "[[{b: ''}, d], c]"), "[[b: !x , d ], c]\n");
}

#[test]
fn text_does_not_run_into_the_directives_of_the_next_document() {
    let source = "!null\n\n%TAG !e! tag:x,2000:\n---\na\n";
    let stream = Stream::parse(source.as_bytes(), &Limits::default()).expect("it is text");
    let documents = stream.to_documents().expect("they parse");
    assert_eq!(documents.len(), 2);
    if let Ok(edits) = set_value(&documents[0], &Value::from(1.5), &Options::default()) {
        let edited = edits.apply(source);
        let stream = Stream::parse(edited.as_bytes(), &Limits::default()).expect("it is text");
        assert_eq!(
            stream.to_documents().map(|documents| documents.len()),
            Ok(2),
            "{edited:?}"
        );
    }
}

#[test]
fn marks_that_are_text_stay_text() {
    assert_eq!(
        edited("a: b\n\u{feff}c: d\n", "{\"\\uFEFFc\": d}"),
        "\"\\uFEFF\\x63\": d\n"
    );
}

#[test]
fn carriage_returns_alone_do_no_harm() {
    for source in ["?\r !?", "?\r\r\n !", "a: 1\r? b\r: c\r"] {
        edited(source, "{'': x, b: [1]}");
        edited(source, "[1]");
        edited(source, "plain");
    }
}

#[test]
fn explicit_keys_below_their_question_mark_can_be_given_values() {
    for source in [
        "? # note\n a",
        "? \n |-\n a: b\n? \n |-\n c\n",
        "? \r\n a # x=\nb: 2 c\n",
    ] {
        edited(source, "{a: true, b: \"x\\ny\\n\"}");
        edited(source, "{\"a: b\": 1, a: [1]}");
        edited(source, "{\"a: b\": null}");
    }
}
