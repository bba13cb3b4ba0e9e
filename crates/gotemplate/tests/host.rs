//! Functions, layers and objects of a host program.

use gotemplate::{
    Call, Closure, Closures, ExecOptions, Field, FuncError, Function, FunctionLayer, Functions, Kind, Map, MissingKey,
    NamedType, Object, Signature, TemplateSet, Type, Value,
};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

static UPPER: [Function; 2] = [
    Function {
        name: "need",
        signature: Signature {
            params: &[Type::STRING, Type::INT, Type::STRING_MAP],
            variadic: false,
            result: Type::STRING,
        },
        run: |c| {
            Ok(Value::string(format!(
                "{}:{}:{}",
                c.string(0),
                c.int(1),
                c.map(2).len()
            )))
        },
    },
    Function {
        name: "upper",
        signature: Signature {
            params: &[Type::STRING],
            variadic: false,
            result: Type::STRING,
        },
        run: |c| Ok(Value::string(c.string(0).to_str_lossy().to_uppercase())),
    },
];

fn run(template: &str, layers: &[&dyn FunctionLayer], data: Value, options: &ExecOptions) -> String {
    let mut set = TemplateSet::new();
    if let Err(error) = set.parse("t", template, layers) {
        return error.to_string();
    }
    match set.execute("t", layers, data, options) {
        Ok(out) => String::from_utf8_lossy(&out).into_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn arguments_are_checked_against_the_signature() {
    let layers: [&dyn FunctionLayer; 1] = [&Functions(&UPPER)];
    let data: Map = [("n", Value::int(3)), ("nul", Value::Nil), ("m", Map::new().into())]
        .into_iter()
        .collect();
    let run = |template: &str| run(template, &layers, data.clone().into(), &ExecOptions::default());
    assert_eq!(run("{{upper \"x\"}}{{\"y\" | upper}}"), "XY");
    assert_eq!(run("{{need \"a\" 1 nil}}"), "a:1:0");
    for (template, message) in [
        ("{{upper .n}}", "<.n>: wrong type for value; expected string; got int"),
        ("{{upper 1}}", "<1>: expected string; found 1"),
        ("{{upper nil}}", "<nil>: cannot assign nil to string"),
        (
            "{{upper .nul}}",
            "<.nul>: wrong type for value; expected string; got interface {}",
        ),
        ("{{upper .none}}", "<.none>: invalid value; expected string"),
        ("{{upper}}", "<upper>: wrong number of args for upper: want 1 got 0"),
        ("{{need \"a\" 1.5 nil}}", "<1.5>: expected integer; found 1.5"),
        (
            "{{need \"a\" 1 .m}}",
            "<.m>: wrong type for value; expected map[string]string; got map[string]interface {}",
        ),
        (
            "{{need \"a\" 1 \"x\"}}",
            "<\"x\">: can't handle \"x\" for arg of type map[string]string",
        ),
    ] {
        let got = run(template);
        assert!(got.ends_with(message), "{template}: {got}");
    }
}

#[test]
fn later_layers_win_and_closures_keep_state() {
    let counter = Rc::new(Cell::new(0));
    let seen = counter.clone();
    let mut closures = Closures::new();
    let signature = Signature {
        params: &[Type::ANY],
        variadic: true,
        result: Type::INT,
    };
    closures.insert(
        "upper",
        Closure::new(signature, move |call| {
            seen.set(seen.get() + i64::try_from(call.len()).unwrap_or(0));
            Ok(Value::int(seen.get()))
        }),
    );
    let layers: [&dyn FunctionLayer; 2] = [&Functions(&UPPER), &closures];
    assert_eq!(
        run(
            "{{upper 1 2}}{{upper}}{{upper nil}}",
            &layers,
            Value::Nil,
            &ExecOptions::default()
        ),
        "223"
    );
    assert_eq!(counter.get(), 3);
}

#[test]
fn a_function_may_execute_templates_itself() {
    let mut set = TemplateSet::new();
    let mut names = Closures::new();
    let signature = || Signature {
        params: &[Type::STRING, Type::ANY],
        variadic: false,
        result: Type::STRING,
    };
    names.insert("include", Closure::new(signature(), |_| Ok(Value::Nil)));
    let text = "{{define \"inner\"}}<{{.x}}{{.x.y}}>{{end}}{{include \"inner\" .}}";
    set.parse("t", text, &[&names]).expect("a good template");
    let set = Rc::new(set);
    let mut layer = Closures::new();
    let shared = set.clone();
    layer.insert(
        "include",
        Closure::new(signature(), move |call| {
            let name = call.string(0).to_string();
            let out = shared.execute(&name, &[], call.take(1), &ExecOptions::default())?;
            Ok(Value::string(out))
        }),
    );
    let data: Map = [("x", Value::int(1))].into_iter().collect();
    let error = set
        .execute("t", &[&layer], data.into(), &ExecOptions::default())
        .expect_err("no such field");
    assert_eq!(
        error.to_string(),
        "template: t:1:43: executing \"t\" at <include \"inner\" .>: error calling include: \
         template: t:1:29: executing \"inner\" at <.x.y>: can't evaluate field y in type interface {}"
    );
    let inner = error.source.expect("the inner failure");
    let at = inner.location.expect("a place");
    assert_eq!(
        (inner.template.as_str(), at.line, at.column, at.expression.as_str()),
        ("inner", 1, 29, ".x.y")
    );
}

#[test]
fn missing_keys_follow_the_option() {
    let strings = Map::typed(Type::STRING_MAP);
    let data: Map = [("s", strings.into())].into_iter().collect();
    let run = |missing_key| {
        let options = ExecOptions {
            missing_key,
            ..ExecOptions::default()
        };
        run("[{{.s.k}}]", &[], data.clone().into(), &options)
    };
    assert_eq!(run(MissingKey::Default), "[<no value>]");
    assert_eq!(run(MissingKey::Zero), "[]");
    assert_eq!(
        run(MissingKey::Error),
        "template: t:1:5: executing \"t\" at <.s.k>: map has no entry for key \"k\""
    );
}

static NODE: NamedType = NamedType::new("mesh.Node", Kind::Struct);
static GET_NAME: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::STRING,
};

/// A pointer to a struct whose getter works on nil, as those of protobuf messages do.
#[derive(Debug)]
struct Node(Option<&'static str>);

impl Object for Node {
    fn type_of(&self) -> Type {
        Type::pointer_to(Type::Static(&NODE))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_nil(&self) -> bool {
        self.0.is_none()
    }

    fn field(&self, name: &str) -> Field {
        match name {
            "Name" => Field::Value(self.0.unwrap_or_default().into()),
            "hidden" => Field::Unexported,
            _ => Field::Absent,
        }
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        (name == "GetName").then_some(&GET_NAME)
    }

    fn call(&self, _name: &str, _call: &mut Call<'_>) -> Result<Value, FuncError> {
        Ok(self.0.unwrap_or("nobody").into())
    }
}

#[test]
fn objects_have_fields_and_methods_even_when_nil() {
    let data: Map = [("p", Value::object(Node(Some("a")))), ("n", Value::object(Node(None)))]
        .into_iter()
        .collect();
    let run = |template: &str| run(template, &[], data.clone().into(), &ExecOptions::default());
    assert_eq!(
        run("{{.p.Name}} {{.p.GetName}} {{.n.GetName}} {{.n}} {{if .n}}x{{end}}"),
        "a a nobody <nil> "
    );
    for (template, message) in [
        ("{{.n.Name}}", "nil pointer evaluating interface {}.Name"),
        ("{{.n.Nope}}", "can't evaluate field Nope in type interface {}"),
        (
            "{{.p.hidden}}",
            "hidden is an unexported field of struct type interface {}",
        ),
        ("{{.p.Name 1}}", "Name has arguments but cannot be invoked as function"),
        ("{{$.p.GetName 1}}", "wrong number of args for GetName: want 0 got 1"),
    ] {
        let got = run(template);
        assert!(got.ends_with(message), "{template}: {got}");
    }
}

#[test]
fn sets_are_shared_between_threads_and_texts_add_to_them() {
    let mut set = TemplateSet::new();
    set.parse("a", "{{template \"b\" .}}{{define \"b\"}}old{{end}}", &[])
        .expect("a good template");
    set.parse("c", "{{define \"b\"}}new {{.}}{{end}}{{define \"a\"}}  {{end}}", &[])
        .expect("a good template");
    assert!(set.parse("d", "{{define \"b\"}}broken", &[]).is_err());
    assert_eq!(set.names().collect::<Vec<_>>(), ["a", "b", "c"]);
    let set = std::sync::Arc::new(set);
    let threads: Vec<_> = (0..2)
        .map(|i| {
            let set = set.clone();
            std::thread::spawn(move || set.execute("a", &[], Value::int(i), &ExecOptions::default()).ok())
        })
        .collect();
    let outs: Vec<_> = threads.into_iter().map(|t| t.join().ok().flatten()).collect();
    assert_eq!(outs, [Some(b"new 0".to_vec()), Some(b"new 1".to_vec())]);
}
