//! What a document knows about its nodes.

use kubeyaml::{
    CollectionStyle, Document, DuplicateKeys, Limits, NodeKind, NodeRef, Reason, Scalar, ScalarStyle, Stream, Value,
};

fn with_root<T>(text: &str, look: impl FnOnce(NodeRef<'_>) -> T) -> T {
    let limits = Limits::default();
    let stream = Stream::parse(text.as_bytes(), &limits).expect("the text is small and UTF-8");
    let document = stream
        .documents()
        .next()
        .expect("there is a document")
        .expect("it is well-formed");
    look(document.root().expect("it has content"))
}

const DEPLOYMENT: &str = "\
# license

# what it is
apiVersion: apps/v1 # stable
kind: 'Deployment'
metadata:
  name: &name web
  labels:
    app: *name
spec:
  template:
    spec:
      containers:
      # the app
      - name: app  # main
        image: \"acme/app:1\"
        args: [--port, !!str 80, {a: b}]
      # nothing yet
      - name: other
        script: |  # runs first
          # not a comment
          echo

        empty:
      # foot of the list
# about the end
last: >-
  folded
  text
";

#[test]
fn kinds_styles_and_spans() {
    with_root(DEPLOYMENT, |root| {
        assert_eq!(root.kind(), NodeKind::Mapping);
        assert_eq!(root.collection_style(), Some(CollectionStyle::Block));
        assert_eq!(root.len(), 5);
        assert!(root.raw().starts_with("apiVersion: ") && root.raw().ends_with("\n  text"));

        let kind = root.get("kind").expect("the key is there");
        assert_eq!(
            (kind.raw(), kind.as_text(), kind.scalar_style()),
            ("'Deployment'", Some("Deployment"), Some(ScalarStyle::SingleQuoted))
        );
        assert_eq!((kind.position().line, kind.position().column), (5, 7));

        let containers = root
            .get_path(&["spec", "template", "spec", "containers"])
            .expect("the path is there");
        assert_eq!(
            (containers.kind(), containers.len(), containers.indent()),
            (NodeKind::Sequence, 2, 6)
        );
        assert_eq!(
            containers
                .parent()
                .and_then(|parent| parent.parent())
                .map(|node| node.indent()),
            Some(4)
        );

        let args = containers.get_path(&["0", "args"]).expect("the path is there");
        assert_eq!(
            (args.collection_style(), args.raw()),
            (Some(CollectionStyle::Flow), "[--port, !!str 80, {a: b}]")
        );
        let port = args.item(1).expect("there are three");
        assert_eq!(
            (port.raw(), port.tag(), port.as_str()),
            ("80", Some("tag:yaml.org,2002:str"), Some("80"))
        );
        assert_eq!(&DEPLOYMENT[port.full_span()], "!!str 80");
        assert_eq!(port.tag_span().map(|span| &DEPLOYMENT[span]), Some("!!str"));

        let script = containers.get_path(&["1", "script"]).expect("the path is there");
        assert_eq!(script.scalar_style(), Some(ScalarStyle::Literal));
        assert_eq!(script.as_text(), Some("# not a comment\necho\n"));
        assert_eq!(
            script.raw(),
            "|  # runs first\n          # not a comment\n          echo"
        );

        let empty = containers.get_path(&["1", "empty"]).expect("the path is there");
        assert!(empty.is_omitted() && empty.is_null() && empty.span().is_empty());
        assert!(DEPLOYMENT[..empty.span().start].ends_with("empty:"));
        assert_eq!(root.get("last").and_then(NodeRef::as_text), Some("folded text"));
    });
}

#[test]
fn ids_go_up_and_lead_back() {
    with_root(DEPLOYMENT, |root| {
        let document = root.document();
        let mut open = vec![root];
        let mut seen = 0;
        while let Some(node) = open.pop() {
            seen += 1;
            assert_eq!(document.node(node.id()), Some(node));
            for child in node.children() {
                assert!(child.id() > node.id());
                assert_eq!(child.parent(), Some(node));
                let (inner, outer) = (child.full_span(), node.span());
                assert!(
                    outer.start <= inner.start && inner.end <= outer.end,
                    "{inner:?} in {outer:?}"
                );
                open.push(child);
            }
        }
        assert_eq!(seen, document.node_count());
        let image = DEPLOYMENT.find("acme").expect("it is in there");
        assert_eq!(
            document.node_at(image).and_then(|node| node.as_str()),
            Some("acme/app:1")
        );
        assert_eq!(document.node_at(0), None);
    });
}

#[test]
fn aliases_lead_to_their_anchors() {
    with_root(DEPLOYMENT, |root| {
        let alias = root
            .get_path(&["metadata", "labels", "app"])
            .expect("the path is there");
        assert_eq!(alias.kind(), NodeKind::Alias);
        assert_eq!(alias.alias_target().and_then(NodeRef::anchor), Some("name"));
        assert_eq!(alias.as_str(), Some("web"));
        assert_eq!(alias.as_text(), None);
        assert_eq!(alias.to_value().expect("it is plain"), Value::from("web"));
    });
}

#[test]
fn comments_stand_where_people_put_them() {
    with_root(DEPLOYMENT, |root| {
        let texts =
            |comments: Vec<kubeyaml::Comment<'_>>| comments.iter().map(|c| c.text.to_owned()).collect::<Vec<_>>();
        let key = |name: &str| root.entry(name).expect("the key is there").key;
        assert_eq!(texts(key("apiVersion").head_comments()), ["# what it is"]);
        assert_eq!(texts(key("kind").head_comments()), [""; 0]);
        assert_eq!(
            root.get("apiVersion").and_then(NodeRef::line_comment).map(|c| c.text),
            Some("# stable")
        );
        assert_eq!(texts(key("last").head_comments()), ["# about the end"]);

        let containers = root
            .get_path(&["spec", "template", "spec", "containers"])
            .expect("the path is there");
        assert_eq!(texts(containers.head_comments()), ["# the app"]);
        assert_eq!(
            texts(containers.item(0).expect("there are two").head_comments()),
            ["# the app"]
        );
        assert_eq!(
            texts(containers.item(1).expect("there are two").head_comments()),
            ["# nothing yet"]
        );
        assert_eq!(texts(containers.foot_comments()), ["# foot of the list"]);
        let name = containers.get_path(&["0", "name"]).expect("the path is there");
        assert_eq!(name.line_comment().map(|c| c.text), Some("# main"));
        let script = containers.get_path(&["1", "script"]).expect("the path is there");
        assert_eq!(script.line_comment().map(|c| c.text), Some("# runs first"));
        for comment in containers.foot_comments() {
            assert_eq!(&DEPLOYMENT[comment.span], comment.text);
        }
    });
}

#[test]
fn a_hash_in_a_value_is_no_comment() {
    with_root("a: |\n  x\n  # text\nb: 'y # z' # c\nc: d#e\n", |root| {
        assert!(
            root.entry("b")
                .expect("the key is there")
                .key
                .head_comments()
                .is_empty()
        );
        assert_eq!(
            root.get("b").and_then(NodeRef::line_comment).map(|c| c.text),
            Some("# c")
        );
        assert_eq!(root.get("c").and_then(NodeRef::line_comment), None);
    });
}

#[test]
fn scalars_resolve() {
    with_root("[1, 1.5, yes, ~, text, '1', !!int '1', 0644, 2001-01-01]", |root| {
        let scalars: Vec<_> = root
            .items()
            .map(|item| item.scalar().expect("they are scalars").expect("tags fit"))
            .collect();
        let number = |value: i64| Scalar::Number(kubeyaml::Number::Int(value));
        assert_eq!(scalars[0], number(1));
        assert_eq!(scalars[1], Scalar::Number(kubeyaml::Number::Float(1.5)));
        assert_eq!(
            scalars[2..5],
            [Scalar::Bool(true), Scalar::Null, Scalar::String("text".into())]
        );
        assert_eq!(scalars[5..8], [Scalar::String("1".into()), number(1), number(420)]);
        assert_eq!(scalars[8], Scalar::String("2001-01-01".into()));
    });
}

#[test]
fn lookup_agrees_with_the_value() {
    let text = "\
base: &base {a: 1, b: 2, c: 3}
more: &more {b: 20, d: 40}
one: {<<: *base, b: 5}
over: {b: 5, <<: *base}
list: {<<: [*more, *base], c: 30}
twice: {k: 1, k: 2}
keys: {1: int, yes: bool, 1.5: float, '2': text, !!binary aGk=: binary}
nested: {<<: {<<: *base, a: 9}}
";
    with_root(text, |root| {
        let value = root.to_value().expect("it is plain");
        for (name, mapping) in value.as_mapping().expect("the root is a mapping").iter() {
            let node = root.get(name).expect("lookup finds what the value has");
            for (key, expected) in mapping.as_mapping().expect("they all are").iter() {
                let found = node.get(key).unwrap_or_else(|| panic!("{name}.{key} is not found"));
                assert_eq!(&found.to_value().expect("it is plain"), expected, "{name}.{key}");
            }
            assert_eq!(node.get("absent"), None);
        }
        assert_eq!(root.get("keys").and_then(|keys| keys.get("yes")), None);
        assert_eq!(root.get_path(&["keys", "true"]).and_then(NodeRef::as_str), Some("bool"));
    });
}

#[test]
fn lookup_in_large_mappings_agrees_with_the_value() {
    let mut text = String::from("base: &base {k3: merged, only: merged}\nbig:\n");
    for key in 0..100 {
        text.push_str(&format!("  k{key}: {key}\n"));
        if key == 50 {
            text.push_str("  <<: *base\n  7: seven\n  yes: bool\n");
        }
    }
    text.push_str("  k60: again\n");
    with_root(&text, |root| {
        let big = root.get("big").expect("the key is there");
        let value = big.to_value().expect("it is plain");
        for (key, expected) in value.as_mapping().expect("it is a mapping").iter() {
            let found = big.get(key).unwrap_or_else(|| panic!("{key} is not found"));
            assert_eq!(&found.to_value().expect("it is plain"), expected, "{key}");
        }
        assert_eq!(big.get("k3").and_then(NodeRef::as_str), Some("merged"));
        assert_eq!(big.get("k60").and_then(NodeRef::as_str), Some("again"));
        assert_eq!(big.get("absent"), None);
        assert_eq!(big.entry("k3").map(|entry| entry.value.raw()), Some("3"));
        assert!(big.entry("only").is_none());
    });
}

#[test]
fn duplicate_keys_are_reported_with_both_places() {
    let text = "a: 1\nb:\n  x: 1\n  'x': 2\n  1: y\n  \"1\": z\na: 2\nc: {<<: {a: 1}, a: 2}\n";
    with_root(text, |root| {
        let found: Vec<_> = root
            .duplicate_keys()
            .into_iter()
            .map(|duplicate| {
                (
                    duplicate.key,
                    duplicate.first.position().line,
                    duplicate.again.position().line,
                )
            })
            .collect();
        assert_eq!(
            found,
            [("x".to_owned(), 3, 4), ("1".to_owned(), 5, 6), ("a".to_owned(), 1, 7)]
        );
        assert_eq!(
            root.to_value().expect("the last one counts").get("a"),
            Some(&Value::from(2))
        );

        let error = root
            .to_value_with(DuplicateKeys::Reject)
            .expect_err("there are duplicates");
        assert_eq!(error.reason(), Reason::DuplicateKey);
        assert_eq!(error.position().map(|position| position.line), Some(7));
        assert_eq!(error.first_place().map(|(_, position)| position.line), Some(1));
        assert_eq!(
            error.to_string(),
            "line 7, column 1: the key \"a\" is already set on line 1"
        );
        let only = root
            .get("c")
            .expect("the key is there")
            .to_value_with(DuplicateKeys::Reject);
        assert!(only.is_ok(), "a merged key is no duplicate");
    });
}

#[test]
fn positions_count_lines_of_the_whole_file() {
    let text = "a: 1\r\n---\r\n\u{e9}: 2\r\n\r\nb: 3\r\n";
    let limits = Limits::default();
    let stream = Stream::parse(text.as_bytes(), &limits).expect("the text is small and UTF-8");
    let documents: Vec<Document<'_>> = stream.to_documents().expect("both are well-formed");
    let root = documents[1].root().expect("it has content");
    let places: Vec<_> = root
        .children()
        .map(|node| (node.position().line, node.position().column))
        .collect();
    assert_eq!(places, [(3, 1), (3, 4), (5, 1), (5, 4)]);
    assert_eq!(documents[1].start_marker(), Some(6..9));
}

#[test]
fn spans_of_sparse_documents() {
    with_root("? a\n: - b\n  -\nc: [\n  d,\n]\n", |root| {
        let raws: Vec<_> = root.children().map(NodeRef::raw).collect();
        assert_eq!(raws, ["a", "- b\n  -", "c", "[\n  d,\n]"]);
        assert_eq!(root.raw(), "? a\n: - b\n  -\nc: [\n  d,\n]");
        let spans: Vec<_> = root.entries().map(|entry| entry.span()).collect();
        assert_eq!(spans[0].clone(), 2..13);
    });
    with_root("a: &x\nb: !!str\nc: *x\n", |root| {
        let value = root.to_value().expect("it is plain");
        assert_eq!(value.get("a"), Some(&Value::Null));
        assert_eq!(value.get("b"), Some(&Value::from("")));
        assert!(!root.get("a").expect("the key is there").is_omitted());
    });
}
