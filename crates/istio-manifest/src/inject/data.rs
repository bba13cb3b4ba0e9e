//! What a template is applied to: the root `.` of injection templates, with the field names of Istio 1.30 (and the one that 1.31
//! adds, so that templates of that release run too).

use std::any::Any;
use std::borrow::Cow;

use gotemplate::{Field, Kind, NamedType, Object, Type, Value};

/// `*inject.SidecarTemplateData`.
#[derive(Debug)]
pub struct TemplateData {
    fields: Vec<(&'static str, Value)>,
}

static NAMED: NamedType = NamedType {
    name: Cow::Borrowed("inject.SidecarTemplateData"),
    kind: Kind::Struct,
    comparable: false,
};

impl TemplateData {
    /// The root with its fields in order.
    #[must_use]
    pub fn new(fields: Vec<(&'static str, Value)>) -> Self {
        Self { fields }
    }
}

impl Object for TemplateData {
    fn type_of(&self) -> Type {
        Type::pointer_to(Type::Static(&NAMED))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn field(&self, name: &str) -> Field {
        match self.fields.iter().find(|(field, _)| *field == name) {
            Some((_, value)) => Field::Value(value.clone()),
            None => Field::Absent,
        }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        self.fields
            .iter()
            .map(|(name, value)| {
                (
                    Cow::Borrowed(*name),
                    value.type_of().unwrap_or(Type::Any),
                    value.clone(),
                )
            })
            .collect()
    }
}

/// A plain struct of text fields: `metav1.TypeMeta`, `types.NamespacedName`.
#[derive(Debug)]
pub(super) struct TextStruct {
    named: &'static NamedType,
    fields: [(&'static str, Value); 2],
}

static TYPE_META: NamedType = NamedType::new("v1.TypeMeta", Kind::Struct);
static NAMESPACED_NAME: NamedType = NamedType::new("types.NamespacedName", Kind::Struct);

/// `.TypeMeta`
#[must_use]
pub fn type_meta(kind: &str, api_version: &str) -> Value {
    Value::object(TextStruct {
        named: &TYPE_META,
        fields: [("Kind", kind.into()), ("APIVersion", api_version.into())],
    })
}

/// `.DeploymentMeta`
#[must_use]
pub fn namespaced_name(namespace: &str, name: &str) -> Value {
    Value::object(TextStruct {
        named: &NAMESPACED_NAME,
        fields: [("Namespace", namespace.into()), ("Name", name.into())],
    })
}

impl Object for TextStruct {
    fn type_of(&self) -> Type {
        Type::Static(self.named)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn field(&self, name: &str) -> Field {
        match self.fields.iter().find(|(field, _)| *field == name) {
            Some((_, value)) => Field::Value(value.clone()),
            None => Field::Absent,
        }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        self.fields
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), Type::STRING, value.clone()))
            .collect()
    }

    fn display(&self) -> Option<gotemplate::Str> {
        // NamespacedName prints as namespace/name; TypeMeta has no String method.
        let [(_, namespace), (_, name)] = &self.fields;
        std::ptr::eq(self.named, &NAMESPACED_NAME).then(|| {
            let text = |v: &Value| v.as_string().map(|s| s.to_str_lossy().into_owned()).unwrap_or_default();
            gotemplate::Str::from(format!("{}/{}", text(namespace), text(name)))
        })
    }
}
