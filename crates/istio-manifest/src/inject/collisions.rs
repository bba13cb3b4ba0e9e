//! What the user and a template both define in ways that exclude each other.

use kubeschema::{Path, Step};
use kubeyaml::Value;

use super::error::Fault;
use super::pod::{self, ContainerList};

const HANDLERS: [&str; 4] = ["exec", "httpGet", "tcpSocket", "grpc"];

/// Checks the merged pod where a template touched it: a volume has one source, a probe one handler. Kubernetes would refuse the pod
/// with a message that does not tell where the second one comes from.
///
/// # Errors
/// Names the volume or probe and both of its sources.
pub(super) fn check(merged: &Value, original: &Value, template_pod: &Value) -> Result<(), Fault> {
    let volumes = |pod: &Value| {
        pod.get_path(&["spec", "volumes"])
            .and_then(Value::as_sequence)
            .unwrap_or_default()
            .to_vec()
    };
    let (users, injected) = (volumes(original), volumes(template_pod));
    for volume in volumes(merged)
        .iter()
        .filter(|v| pod::find(&injected, pod::name(v)).is_some())
    {
        let sources: Vec<&str> = volume
            .as_mapping()
            .into_iter()
            .flat_map(|v| v.keys())
            .filter(|k| *k != "name")
            .collect();
        if let ([one, other, ..], Some(place)) = (
            sources.as_slice(),
            users.iter().position(|v| pod::name(v) == pod::name(volume)),
        ) {
            return Err(Fault::at(
                path(&["spec", "volumes"], place, &[]),
                format!(
                    "the volume {:?} would get two sources, {one} and {other}: one is yours and one is injected; give yours another name",
                    pod::name(volume)
                ),
            ));
        }
    }
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        for injected in pod::containers(template_pod, list) {
            let name = pod::name(injected);
            let (Some(merged), Some(place)) = (
                pod::find(pod::containers(merged, list), name),
                pod::containers(original, list)
                    .iter()
                    .position(|c| pod::name(c) == name),
            ) else {
                continue;
            };
            for probe in ["readinessProbe", "livenessProbe", "startupProbe"] {
                let handlers: Vec<&&str> = HANDLERS
                    .iter()
                    .filter(|h| merged.get_path(&[probe, h]).is_some())
                    .collect();
                if let [one, other, ..] = handlers.as_slice() {
                    return Err(Fault::at(
                        path(&["spec", list.field()], place, &[probe]),
                        format!(
                            "the {probe} of container {name} would get two handlers, {one} and {other}: one is yours and one is injected"
                        ),
                    ));
                }
            }
        }
    }
    Ok(())
}

fn path(list: &[&str], index: usize, field: &[&str]) -> Path {
    let key = |k: &&str| Step::Key((*k).to_owned());
    list.iter()
        .map(key)
        .chain([Step::Index(index)])
        .chain(field.iter().map(key))
        .collect()
}
