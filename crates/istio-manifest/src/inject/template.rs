//! What injection templates are run with, for programs that run them on their own.

use std::rc::Rc;

use gotemplate::{List, Type, Value};
use kubeschema::Struct;
use kubeyaml::Value as Tree;

pub use super::data::{TemplateData, namespaced_name, type_meta};
pub use super::functions::{environment_layer, layer};
pub use super::kube_object::KubeObject;

/// A slice of Kubernetes structs, each decoded as `shape`.
#[must_use]
pub fn slice_of(shape: &'static Struct, items: impl IntoIterator<Item = Tree>) -> Value {
    let objects = items
        .into_iter()
        .map(|tree| Value::object(KubeObject::new(Rc::new(tree), shape)));
    let of = Type::slice_of(super::kube_object::struct_type(shape));
    Value::List(List::typed(of, objects))
}
