//! `.Capabilities`.

use std::any::Any;

use gotemplate::{Call, FuncError, Kind, List, NamedType, Object, Signature, Type, Value};

use super::structure::{Member, Method, Structure, text};
use crate::capabilities::Capabilities;

static CAPABILITIES: Type = Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("chartutil.Capabilities"),
    kind: Kind::Struct,
    comparable: false,
});
static KUBE_VERSION: Type = Type::Static(&NamedType::new("chartutil.KubeVersion", Kind::Struct));
static BUILD_INFO: Type = Type::Static(&NamedType::new("version.BuildInfo", Kind::Struct));
static VERSION_SET: Type = Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("chartutil.VersionSet"),
    kind: Kind::Slice,
    comparable: false,
});

static TO_TEXT: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::STRING,
};
static HAS: Signature = Signature {
    params: &[Type::STRING],
    variadic: false,
    result: Type::BOOL,
};

fn version_text(of: &Structure, _: &mut Call<'_>) -> Result<Value, FuncError> {
    Ok(of.member("Version").cloned().unwrap_or_default())
}

static KUBE_VERSION_METHODS: &[Method] = &[
    ("GitVersion", &TO_TEXT, version_text),
    ("String", &TO_TEXT, version_text),
];

/// A slice of strings with the method `Has`.
#[derive(Debug)]
struct VersionSet(List);

impl Object for VersionSet {
    fn type_of(&self) -> Type {
        VERSION_SET.clone()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        Some(Value::List(self.0.clone()))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        (name == "Has").then_some(&HAS)
    }

    fn call(&self, _: &str, call: &mut Call<'_>) -> Result<Value, FuncError> {
        let wanted = call.string(0);
        let found = self.0.iter().any(|version| version.as_string() == Some(&wanted));
        Ok(Value::Bool(found))
    }
}

/// The object for what a cluster can do.
pub(crate) fn capabilities(of: &Capabilities) -> Value {
    let without_json = |name, of: &Type, value| Member {
        name,
        of: of.clone(),
        value,
        json: Some((name, false)),
    };
    let version = &of.kube_version;
    let named = |name, value: &str| without_json(name, &Type::STRING, Value::from(value));
    let kube_version = Structure::new(
        &KUBE_VERSION,
        vec![
            named("Version", &version.version),
            named("Major", &version.major),
            named("Minor", &version.minor),
        ],
    )
    .with_methods(KUBE_VERSION_METHODS);
    let build = Structure::new(
        &BUILD_INFO,
        vec![
            text("Version", &of.helm_version, "version"),
            text("GitCommit", "", "git_commit"),
            text("GitTreeState", "", "git_tree_state"),
            text("GoVersion", &of.go_version, "go_version"),
        ],
    );
    let versions = List::strings(of.api_versions.iter().map(String::as_str));
    let members = vec![
        without_json("KubeVersion", &KUBE_VERSION, Value::object(kube_version)),
        without_json("APIVersions", &VERSION_SET, Value::object(VersionSet(versions))),
        without_json("HelmVersion", &BUILD_INFO, Value::object(build)),
    ];
    Value::object(Structure::new(&CAPABILITIES, members).pointer())
}
