//! The places of the injected containers among the user's.

use kubeyaml::Value;

use super::names::{CORE_DUMP_CONTAINER, INIT_CONTAINER, PROXY_CONTAINER, VALIDATION_CONTAINER};
use super::pod::{self, ContainerList};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Last,
}

/// Brings the containers of an injected pod into their order.
///
/// The sidecar goes last, so that `kubectl exec` picks the application, or first when it must be up before the application
/// (`hold_application`). As a native sidecar it goes before the user's init containers, after the ones that set up interception;
/// otherwise the interception starts only after the user's init containers.
pub(super) fn containers(pod: &mut Value, hold_application: bool) {
    let place = if hold_application { Place::First } else { Place::Last };
    move_container(pod, ContainerList::Containers, PROXY_CONTAINER, place);
    let native = pod::find(pod::containers(pod, ContainerList::InitContainers), PROXY_CONTAINER).is_some();
    let moves: &[(&str, Place)] = if native {
        &[
            (CORE_DUMP_CONTAINER, Place::First),
            (PROXY_CONTAINER, Place::First),
            (VALIDATION_CONTAINER, Place::First),
            (INIT_CONTAINER, Place::First),
        ]
    } else {
        &[
            (VALIDATION_CONTAINER, Place::First),
            (INIT_CONTAINER, Place::Last),
            (CORE_DUMP_CONTAINER, Place::Last),
        ]
    };
    for (name, place) in moves {
        move_container(pod, ContainerList::InitContainers, name, *place);
    }
}

/// Of several containers of one name the last one stays, as in the webhook.
fn move_container(pod: &mut Value, list: ContainerList, name: &str, place: Place) {
    let Some(containers) = pod::container_list_mut(pod, list) else {
        return;
    };
    let Some(last) = containers.iter().rposition(|c| pod::name(c) == name) else {
        return;
    };
    let moved = containers.remove(last);
    containers.retain(|c| pod::name(c) != name);
    match place {
        Place::First => containers.insert(0, moved),
        Place::Last => containers.push(moved),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kubeyaml::Mapping;

    fn pod(init: &[&str], main: &[&str]) -> Value {
        let list = |names: &[&str]| {
            names
                .iter()
                .map(|n| Value::Mapping(std::iter::once(("name".to_owned(), Value::from(*n))).collect()))
                .collect::<Vec<_>>()
        };
        let mut spec = Mapping::new();
        spec.insert("initContainers", list(init));
        spec.insert("containers", list(main));
        let mut pod = Mapping::new();
        pod.insert("spec", spec);
        pod.into()
    }

    fn names(pod: &Value, list: ContainerList) -> Vec<&str> {
        pod::containers(pod, list).iter().map(pod::name).collect()
    }

    #[test]
    fn the_sidecar_is_last_or_holds_the_application() {
        let mut p = pod(&["istio-init", "migrate"], &["istio-proxy", "web"]);
        containers(&mut p, false);
        assert_eq!(names(&p, ContainerList::Containers), ["web", "istio-proxy"]);
        assert_eq!(names(&p, ContainerList::InitContainers), ["migrate", "istio-init"]);
        containers(&mut p, true);
        assert_eq!(names(&p, ContainerList::Containers), ["istio-proxy", "web"]);
    }

    #[test]
    fn a_native_sidecar_precedes_the_users_init_containers() {
        let mut p = pod(&["migrate", "istio-proxy", "enable-core-dump", "istio-init"], &["web"]);
        containers(&mut p, false);
        assert_eq!(
            names(&p, ContainerList::InitContainers),
            ["istio-init", "istio-proxy", "enable-core-dump", "migrate"]
        );
    }

    #[test]
    fn validation_goes_first() {
        let mut p = pod(&["migrate", "istio-validation"], &["web"]);
        containers(&mut p, false);
        assert_eq!(
            names(&p, ContainerList::InitContainers),
            ["istio-validation", "migrate"]
        );
    }
}
