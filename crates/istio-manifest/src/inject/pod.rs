//! Reading and changing a pod (`metadata` and `spec`) held as a [`Value`].

use kubeyaml::{Mapping, Value};

use super::names::PROXY_CONTAINER;

/// The two lists of containers of a pod spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContainerList {
    /// `spec.containers`
    Containers,
    /// `spec.initContainers`
    InitContainers,
}

impl ContainerList {
    /// The field of the pod spec.
    #[must_use]
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Containers => "containers",
            Self::InitContainers => "initContainers",
        }
    }
}

/// The `name` of a container, volume, port or variable; empty when there is none.
#[must_use]
pub(super) fn name(value: &Value) -> &str {
    value.get("name").and_then(Value::as_str).unwrap_or_default()
}

/// One of the container lists; empty when absent.
#[must_use]
pub(super) fn containers(pod: &Value, list: ContainerList) -> &[Value] {
    pod.get_path(&["spec", list.field()])
        .and_then(Value::as_sequence)
        .unwrap_or_default()
}

/// One of the container lists, to change its members.
pub(super) fn containers_mut(pod: &mut Value, list: ContainerList) -> &mut [Value] {
    container_list_mut(pod, list).map(Vec::as_mut_slice).unwrap_or_default()
}

/// One of the container lists, to add, take out or move members.
pub(super) fn container_list_mut(pod: &mut Value, list: ContainerList) -> Option<&mut Vec<Value>> {
    pod.as_mapping_mut()?
        .get_mut("spec")?
        .as_mapping_mut()?
        .get_mut(list.field())?
        .as_sequence_mut()
}

/// Replaces one of the container lists.
pub(super) fn set_containers(pod: &mut Value, list: ContainerList, containers: Vec<Value>) {
    if let Some(pod) = pod.as_mapping_mut()
        && let Value::Mapping(spec) = pod.entry_or_null("spec")
    {
        spec.insert(list.field(), containers);
    }
}

/// Init containers first, then containers.
pub(super) fn all_containers(pod: &Value) -> impl Iterator<Item = &Value> {
    containers(pod, ContainerList::InitContainers)
        .iter()
        .chain(containers(pod, ContainerList::Containers))
}

/// The first container of a list with this name.
#[must_use]
pub(super) fn find<'a>(containers: &'a [Value], wanted: &str) -> Option<&'a Value> {
    containers.iter().find(|c| name(c) == wanted)
}

/// The sidecar: among the containers first, else among the init containers.
#[must_use]
pub(super) fn sidecar(pod: &Value) -> Option<&Value> {
    find_in_pod(pod, PROXY_CONTAINER)
}

/// A container by name: among the containers first, else among the init containers.
#[must_use]
pub(super) fn find_in_pod<'a>(pod: &'a Value, wanted: &str) -> Option<&'a Value> {
    find(containers(pod, ContainerList::Containers), wanted)
        .or_else(|| find(containers(pod, ContainerList::InitContainers), wanted))
}

/// The sidecar, to change it.
pub(super) fn sidecar_mut(pod: &mut Value) -> Option<&mut Value> {
    let list = if find(containers(pod, ContainerList::Containers), PROXY_CONTAINER).is_some() {
        ContainerList::Containers
    } else {
        ContainerList::InitContainers
    };
    containers_mut(pod, list)
        .iter_mut()
        .find(|c| name(c) == PROXY_CONTAINER)
}

/// `metadata.annotations`, when there are any.
#[must_use]
pub(super) fn annotations(pod: &Value) -> Option<&Mapping> {
    pod.get_path(&["metadata", "annotations"])?.as_mapping()
}

/// An annotation's text.
#[must_use]
pub(super) fn annotation<'a>(pod: &'a Value, name: &str) -> Option<&'a str> {
    annotations(pod)?.get(name)?.as_str()
}

/// `metadata.labels`, when there are any.
#[must_use]
pub(super) fn labels(pod: &Value) -> Option<&Mapping> {
    pod.get_path(&["metadata", "labels"])?.as_mapping()
}

/// A label's text.
#[must_use]
pub(super) fn label<'a>(pod: &'a Value, name: &str) -> Option<&'a str> {
    labels(pod)?.get(name)?.as_str()
}

/// `metadata.annotations`, made if absent.
pub(super) fn annotations_mut(pod: &mut Value) -> Option<&mut Mapping> {
    metadata_map_mut(pod, "annotations")
}

/// `metadata.labels`, made if absent.
pub(super) fn labels_mut(pod: &mut Value) -> Option<&mut Mapping> {
    metadata_map_mut(pod, "labels")
}

fn metadata_map_mut<'a>(pod: &'a mut Value, field: &str) -> Option<&'a mut Mapping> {
    let metadata = map_at(pod.as_mapping_mut()?, "metadata")?;
    map_at(metadata, field)
}

/// The map under `key`, made if absent or null.
pub(super) fn map_at<'a>(parent: &'a mut Mapping, key: &str) -> Option<&'a mut Mapping> {
    let value = parent.entry_or_null(key);
    if value.is_null() {
        *value = Value::Mapping(Mapping::new());
    }
    value.as_mapping_mut()
}

/// A plain environment variable.
#[must_use]
pub(super) fn env_var(name: &str, value: String) -> Value {
    let mut var = Mapping::new();
    var.insert("name", name);
    // Kubernetes leaves an empty value out.
    if !value.is_empty() {
        var.insert("value", value);
    }
    var.into()
}
