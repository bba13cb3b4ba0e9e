//! Containers that both the user and a template define: the user's settings go on top of the injected ones.

use kubeschema::{Schema, Struct, Type, UnknownFields};
use kubeyaml::{Mapping, Value};
use strategicpatch::{UnknownFields as MergeUnknown, strategic_merge};

use super::error::Fault;
use super::kube_object::in_go_order;
use super::names::{AUTO_IMAGE, INIT_CONTAINER, VALIDATION_CONTAINER, annotation};
use super::pod::{self, ContainerList};
use super::status::InjectionStatus;

/// The user's containers, as the annotation `proxy.istio.io/overrides` keeps them for the next injection.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Overrides {
    containers: Vec<Value>,
    init_containers: Vec<Value>,
}

fn container_shape() -> Option<&'static Struct> {
    Schema::get().struct_named("v1.Container")
}

fn pod_shape() -> Option<&'static Struct> {
    Schema::get().struct_named("v1.Pod")
}

impl Overrides {
    /// Reads the annotation of a pod; empty without one.
    ///
    /// # Errors
    /// When the annotation is no JSON of container lists.
    pub(super) fn of_pod(pod: &Value) -> Result<Self, Fault> {
        let Some(text) = pod::annotation(pod, annotation::PROXY_OVERRIDES) else {
            return Ok(Self::default());
        };
        let wrong = |why: String| Fault::annotation(annotation::PROXY_OVERRIDES, why);
        let parsed = kubeyaml::json::from_str(text).map_err(|why| wrong(format!("it is not JSON: {why}")))?;
        if !matches!(parsed, Value::Mapping(_) | Value::Null) {
            return Err(wrong(format!(
                "it must be an object with containers and initContainers, not {}",
                parsed.kind_name()
            )));
        }
        let list = |field: &str| -> Result<Vec<Value>, Fault> {
            let (Some(list), Some(shape)) = (parsed.get(field).filter(|v| !v.is_null()), container_shape()) else {
                return Ok(Vec::new());
            };
            let ty = Type::List(Box::new(Type::Struct(shape.id())));
            let decoded =
                kubeschema::decode(list, &ty, UnknownFields::Keep).map_err(|why| wrong(format!("{field}: {why}")))?;
            Ok(match decoded.value {
                Value::Sequence(items) => items,
                _ => Vec::new(),
            })
        };
        Ok(Self {
            containers: list("containers")?,
            init_containers: list("initContainers")?,
        })
    }

    fn list(&self, list: ContainerList) -> &[Value] {
        match list {
            ContainerList::Containers => &self.containers,
            ContainerList::InitContainers => &self.init_containers,
        }
    }

    fn is_empty(&self) -> bool {
        self.containers.is_empty() && self.init_containers.is_empty()
    }

    /// The annotation's value.
    fn to_json(&self) -> String {
        let mut fields = Mapping::new();
        for list in [ContainerList::Containers, ContainerList::InitContainers] {
            let containers = self.list(list);
            if let (false, Some(shape)) = (containers.is_empty(), container_shape()) {
                let ty = Type::Struct(shape.id());
                fields.insert(
                    list.field(),
                    containers.iter().map(|c| in_go_order(c, &ty)).collect::<Vec<_>>(),
                );
            }
        }
        crate::bridge::json_text(&fields.into())
    }

    /// Puts containers of the annotation back into a pod from which an earlier injection's containers were taken out.
    pub(super) fn put_back(&self, pod: &mut Value) {
        for list in [ContainerList::Containers, ContainerList::InitContainers] {
            let missing: Vec<Value> = self
                .list(list)
                .iter()
                .filter(|c| pod::find(pod::containers(pod, list), pod::name(c)).is_none())
                .cloned()
                .collect();
            if missing.is_empty() {
                continue;
            }
            let mut containers = pod::containers(pod, list).to_vec();
            containers.extend(missing);
            pod::set_containers(pod, list, containers);
        }
    }
}

/// Applies the user's containers once more, on top of the merged pod: what a template rendered must not win over them.
///
/// `template_pod` names what the templates alone rendered. Tells whether there was anything to apply. A container that an earlier injection added is not the user's.
///
/// # Errors
/// A broken annotation, or containers that cannot be merged.
pub(super) fn reapply(
    merged: &mut Value,
    original: &Value,
    template_pod: &Value,
    previous: Option<&InjectionStatus>,
    tproxy_by_default: bool,
) -> Result<bool, Fault> {
    let kept = Overrides::of_pod(original)?;
    let mut found = Overrides::default();
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        for injected in pod::containers(template_pod, list) {
            let name = pod::name(injected);
            if previous.is_some_and(|status| status.names_in(list).iter().any(|n| n == name)) {
                continue;
            }
            let users = pod::find(kept.list(list), name).or_else(|| match list {
                ContainerList::Containers => pod::find(pod::containers(original, list), name),
                // A container that a template runs as a native sidecar may be customised among the plain containers.
                ContainerList::InitContainers => pod::find_in_pod(original, name),
            });
            let Some(users) = users else { continue };
            let mut overlay = users.clone();
            if let Some(fields) = overlay.as_mapping_mut()
                && fields.get("image").and_then(Value::as_str) == Some(AUTO_IMAGE)
            {
                fields.remove("image");
            }
            match list {
                ContainerList::Containers => found.containers.push(overlay.clone()),
                ContainerList::InitContainers => found.init_containers.push(overlay.clone()),
            }
            merge_container(merged, list, overlay)?;
        }
    }
    if previous.is_none()
        && !found.is_empty()
        && let Some(annotations) = pod::annotations_mut(merged)
    {
        annotations.insert(annotation::PROXY_OVERRIDES, found.to_json());
    }
    align_user(merged, original, tproxy_by_default);
    Ok(!found.is_empty())
}

fn merge_container(pod: &mut Value, list: ContainerList, overlay: Value) -> Result<(), Fault> {
    let mut spec = Mapping::new();
    spec.insert(list.field(), vec![overlay]);
    let mut patch = Mapping::new();
    patch.insert("spec", spec);
    let Some(shape) = pod_shape() else { return Ok(()) };
    strategic_merge(pod, Value::Mapping(patch), shape, MergeUnknown::Merge).map_err(|why| {
        Fault::at(
            why.path,
            format!("the container cannot be merged with the injected one: {}", why.problem),
        )
    })
}

/// Makes the interception agree with a user who runs the sidecar as another user or group.
fn align_user(merged: &mut Value, original: &Value, tproxy_by_default: bool) {
    let context = |field: &str| pod::sidecar(original)?.get_path(&["securityContext", field])?.as_i64();
    let (user, group) = (context("runAsUser"), context("runAsGroup"));
    if user.is_none() && group.is_none() {
        return;
    }
    let init = pod::containers(merged, ContainerList::InitContainers);
    let Some(interception) = [INIT_CONTAINER, VALIDATION_CONTAINER]
        .into_iter()
        .find(|name| pod::find(init, name).is_some())
    else {
        return;
    };
    let tproxy = tproxy_by_default || pod::annotation(merged, annotation::INTERCEPTION_MODE) == Some("TPROXY");
    if tproxy
        && user.is_some()
        && let Some(sidecar) = pod::sidecar_mut(merged).and_then(Value::as_mapping_mut)
        && let Some(Value::Mapping(context)) = sidecar.get_mut("securityContext")
    {
        // TPROXY needs root, whatever the user asked for.
        context.insert("runAsUser", 0);
    }
    let containers = pod::containers_mut(merged, ContainerList::InitContainers);
    let Some(container) = containers
        .iter_mut()
        .find(|c| pod::name(c) == interception)
        .and_then(Value::as_mapping_mut)
    else {
        return;
    };
    if !tproxy
        && interception == VALIDATION_CONTAINER
        && let Some(context) = pod::map_at(container, "securityContext")
    {
        if let Some(user) = user {
            context.insert("runAsUser", user);
        }
        if let Some(group) = group {
            context.insert("runAsGroup", group);
        }
    }
    // iptables takes no rule for user 0.
    if let (Some(user), Some(Value::Sequence(args))) = (user.filter(|u| *u != 0), container.get_mut("args"))
        && let Some(flag) = args.iter().position(|a| a.as_str() == Some("-u"))
        && let Some(value) = args.get_mut(flag + 1)
    {
        *value = Value::from(user.to_string());
    }
}
