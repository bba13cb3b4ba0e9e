//! Input made to hurt: deep nesting, alias bombs, size.

use kubeyaml::{Layout, Limits, Reason, Stream, json, to_string, to_string_with};

fn first_error(text: &str) -> Reason {
    let limits = Limits::default();
    let stream = Stream::parse(text.as_bytes(), &limits).expect("the text is small and UTF-8");
    let document = stream.documents().next().expect("the text has content");
    match document.and_then(|document| document.to_value()) {
        Ok(value) => panic!("read as {value:?}"),
        Err(error) => error.reason(),
    }
}

#[test]
fn nesting_ends_in_an_error_not_in_a_crash() {
    for unit in ["[", "{a: ", "- ", "? ", "[[{a: ", "{? "] {
        assert_eq!(first_error(&unit.repeat(100_000)), Reason::Depth, "{unit:?}");
    }
    let mut ladder = String::new();
    for depth in 0..3_000 {
        ladder.push_str(&" ".repeat(depth));
        ladder.push_str("a:\n");
    }
    assert_eq!(first_error(&ladder), Reason::Depth);
}

#[test]
fn the_deepest_tree_allowed_goes_through_every_step() {
    let deep = Limits::DEEPEST;
    for text in [
        format!("{}1{}", "[".repeat(deep), "]".repeat(deep)),
        format!("{}1{}", "{a: ".repeat(deep), "}".repeat(deep)),
        format!("{}1", "- ".repeat(deep)),
    ] {
        let limits = Limits::default().with_max_depth(usize::MAX);
        let stream = Stream::parse(text.as_bytes(), &limits).expect("the text is small and UTF-8");
        let document = stream
            .documents()
            .next()
            .expect("there is one")
            .expect("it is well-formed");
        let value = document.to_value().expect("it is not too deep");
        let root = document.root().expect("it has content");
        assert!(root.duplicate_keys().is_empty());
        let json = json::to_string(&value).expect("all numbers are finite");
        assert_eq!(json::from_str(&json).expect("it is JSON"), value);
        // Every level is indented further, so flow keeps this small.
        assert!(kubeyaml::render_flow(&value).len() >= 2 * deep);
        assert!(to_string(&value).len() > deep);
        assert_eq!(value.clone(), value);
    }
}

#[test]
fn alias_bombs_are_stopped() {
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let previous = format!("*a{}", level - 1);
        laughs.push_str(&format!("a{level}: &a{level} [{}]\n", vec![previous; 10].join(", ")));
    }
    assert_eq!(first_error(&laughs), Reason::AliasExpansion);

    let items = vec!["x"; 20_000].join(", ");
    let aliases = vec!["*a"; 20_000].join(", ");
    assert_eq!(
        first_error(&format!("a: &a [{items}]\nb: [{aliases}]\n")),
        Reason::AliasExpansion
    );

    // The same by merging.
    let mut merges = String::from("a0: &a0 {x: 1}\n");
    for level in 1..40 {
        let previous = level - 1;
        merges.push_str(&format!(
            "a{level}: &a{level} {{<<: [*a{previous}, *a{previous}], k{level}: 1}}\n"
        ));
    }
    assert_eq!(first_error(&merges), Reason::AliasExpansion);

    assert_eq!(first_error("a: &a [*a]\n"), Reason::RecursiveAlias);
    assert_eq!(first_error("&a {<<: *a}\n"), Reason::RecursiveAlias);
    assert_eq!(first_error("a: *b\nb: &b 1\n"), Reason::UnknownAnchor);
}

#[test]
fn aliases_that_chain_to_a_great_depth_are_stopped() {
    let mut chain = String::from("a0: &a0 [x]\n");
    for level in 1..5_000 {
        chain.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    assert!(matches!(first_error(&chain), Reason::Depth | Reason::AliasExpansion));
}

#[test]
fn lookup_through_merge_bombs_ends() {
    let mut merges = String::from("a0: &a0 {x: 1}\n");
    for level in 1..40 {
        let previous = level - 1;
        merges.push_str(&format!("a{level}: &a{level} {{<<: [*a{previous}, *a{previous}]}}\n"));
    }
    let limits = Limits::default();
    let stream = Stream::parse(merges.as_bytes(), &limits).expect("the text is small and UTF-8");
    let document = stream
        .documents()
        .next()
        .expect("there is one")
        .expect("it is well-formed");
    let last = document
        .root()
        .and_then(|root| root.get("a39"))
        .expect("the key is there");
    assert!(last.get("nothing").is_none());
}

#[test]
fn size_is_limited() {
    let limits = Limits::default().with_max_bytes(10);
    let error = Stream::parse(b"a: 1234567890", &limits).expect_err("it is longer");
    assert_eq!(error.reason(), Reason::Size);
}

#[test]
fn long_lines_and_many_documents_take_linear_time() {
    let mut text = String::new();
    for index in 0..50_000 {
        text.push_str(&format!("---\na: {index}\n"));
    }
    let limits = Limits::default();
    let stream = Stream::parse(text.as_bytes(), &limits).expect("the text is small and UTF-8");
    assert_eq!(stream.documents().filter(Result::is_ok).count(), 50_000);

    let json = "{\"a\":1}".repeat(50_000);
    let stream = Stream::parse(json.as_bytes(), &limits).expect("the text is small and UTF-8");
    let documents = stream.to_documents().expect("all are well-formed");
    assert_eq!(documents.len(), 50_000);
    assert_eq!(documents.last().map(|document| document.range().end), Some(json.len()));

    // No closing quotes, no colons, nothing but openers: each has to fail fast.
    for unit in [
        "\"", "'a ", "{a", "[a ", "a ", "&a ", "!a ", "- a\n", "? ", "# ", "%", "\\", "a: |\n", "\n---",
    ] {
        let text = unit.repeat(200_000);
        let stream = Stream::parse(text.as_bytes(), &limits).expect("the text is small and UTF-8");
        assert!(stream.documents().count() > 0, "{unit:?}");
    }
}

#[test]
fn many_keys_are_not_quadratic() {
    let mut text = String::new();
    for index in 0..50_000 {
        text.push_str(&format!("key{index}: v\n"));
    }
    let limits = Limits::default();
    let stream = Stream::parse(text.as_bytes(), &limits).expect("the text is small and UTF-8");
    let document = stream
        .documents()
        .next()
        .expect("there is one")
        .expect("it is well-formed");
    let root = document.root().expect("it has content");
    assert!(root.duplicate_keys().is_empty());
    let value = document.to_value().expect("it is plain");
    assert_eq!(value.as_mapping().map(kubeyaml::Mapping::len), Some(50_000));
    assert!(to_string_with(&value, &Layout::GO).starts_with("key0: v\nkey1: v\nkey2: v\n"));
}
