//! `.Chart`: the metadata, and whether this is the chart that was asked for.

use gotemplate::{Kind, List, Map, NamedType, Type, TypeRef, Value};

use super::structure::{Member, Structure, text};
use crate::bridge;
use crate::metadata::{Dependency, Maintainer, Metadata};

static METADATA: Type = Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("chart.Metadata"),
    kind: Kind::Struct,
    comparable: false,
});
/// Helm puts the metadata into a struct without a name.
static CHART: Type = Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("struct { chart.Metadata; IsRoot bool }"),
    kind: Kind::Struct,
    comparable: false,
});
static MAINTAINER: Type = Type::Static(&NamedType::new("chart.Maintainer", Kind::Struct));
static MAINTAINER_POINTER: Type = Type::Pointer(TypeRef::Static(&MAINTAINER));
static DEPENDENCY: Type = Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("chart.Dependency"),
    kind: Kind::Struct,
    comparable: false,
});
static DEPENDENCY_POINTER: Type = Type::Pointer(TypeRef::Static(&DEPENDENCY));
const MAINTAINERS: Type = Type::Slice(TypeRef::Static(&MAINTAINER_POINTER));
const DEPENDENCIES: Type = Type::Slice(TypeRef::Static(&DEPENDENCY_POINTER));

fn list(of: Type, items: Option<impl Iterator<Item = Value>>) -> Value {
    Value::List(match items {
        Some(items) => List::typed(of, items),
        None => List::nil(of),
    })
}

fn texts(items: &[String]) -> Value {
    let items = (!items.is_empty()).then(|| items.iter().map(|item| Value::from(item.as_str())));
    list(Type::STRINGS, items)
}

fn member(name: &'static str, of: Type, value: Value, json: &'static str) -> Member {
    Member {
        name,
        of,
        value,
        json: Some((json, true)),
    }
}

fn maintainer(of: &Maintainer) -> Value {
    let members = vec![
        text("Name", &of.name, "name"),
        text("Email", &of.email, "email"),
        text("URL", &of.url, "url"),
    ];
    Value::object(Structure::new(&MAINTAINER, members).pointer())
}

fn dependency(of: &Dependency) -> Value {
    let imports = of.import_values.iter().map(bridge::to_template);
    let imports = list(Type::ANYS, (!of.import_values.is_empty()).then_some(imports));
    let always = |name, value: &str, json| Member {
        json: Some((json, false)),
        ..text(name, value, json)
    };
    let members = vec![
        always("Name", &of.name, "name"),
        text("Version", &of.version, "version"),
        always("Repository", &of.repository, "repository"),
        text("Condition", &of.condition, "condition"),
        member("Tags", Type::STRINGS, texts(&of.tags), "tags"),
        member("Enabled", Type::BOOL, Value::Bool(of.enabled), "enabled"),
        member("ImportValues", Type::ANYS, imports, "import-values"),
        text("Alias", &of.alias, "alias"),
    ];
    Value::object(Structure::new(&DEPENDENCY, members).pointer())
}

/// The object for a chart that goes by `name` and of whose dependencies these take part.
pub(crate) fn chart(metadata: &Metadata, name: &str, dependencies: Option<Vec<&Dependency>>, is_root: bool) -> Value {
    let annotations = match &metadata.annotations {
        Some(entries) => {
            let map = Map::typed(Type::STRING_MAP);
            for (key, value) in entries {
                map.insert(key.as_str(), value.as_str());
            }
            map
        }
        None => Map::nil(Type::STRING_MAP),
    };
    let maintainers = metadata.maintainers.iter().map(maintainer);
    let maintainers = list(MAINTAINERS, (!metadata.maintainers.is_empty()).then_some(maintainers));
    let dependencies = list(DEPENDENCIES, dependencies.map(|list| list.into_iter().map(dependency)));
    let members = vec![
        text("Name", name, "name"),
        text("Home", &metadata.home, "home"),
        member("Sources", Type::STRINGS, texts(&metadata.sources), "sources"),
        text("Version", &metadata.version, "version"),
        text("Description", &metadata.description, "description"),
        member("Keywords", Type::STRINGS, texts(&metadata.keywords), "keywords"),
        member("Maintainers", MAINTAINERS, maintainers, "maintainers"),
        text("Icon", &metadata.icon, "icon"),
        text("APIVersion", &metadata.api_version, "apiVersion"),
        text("Condition", &metadata.condition, "condition"),
        text("Tags", &metadata.tags, "tags"),
        text("AppVersion", &metadata.app_version, "appVersion"),
        member("Deprecated", Type::BOOL, Value::Bool(metadata.deprecated), "deprecated"),
        member("Annotations", Type::STRING_MAP, annotations.into(), "annotations"),
        text("KubeVersion", &metadata.kube_version, "kubeVersion"),
        member("Dependencies", DEPENDENCIES, dependencies, "dependencies"),
        text("Type", &metadata.kind, "type"),
    ];
    let metadata = Value::object(Structure::new(&METADATA, members));
    let members = vec![
        Member {
            name: "Metadata",
            of: METADATA.clone(),
            value: metadata,
            json: None,
        },
        Member {
            name: "IsRoot",
            of: Type::BOOL,
            value: Value::Bool(is_root),
            json: Some(("IsRoot", false)),
        },
    ];
    Value::object(Structure::new(&CHART, members))
}
