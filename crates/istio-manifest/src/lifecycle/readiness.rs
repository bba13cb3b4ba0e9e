//! Whether an object that was applied does its work yet.

use kubeyaml::Value;

/// What an object has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It does its work.
    Ready,
    /// Not yet; the text says what is missing, such as `1 of 2 replicas are available`.
    Waiting(String),
}

impl Readiness {
    fn waiting(what: impl Into<String>) -> Self {
        Self::Waiting(what.into())
    }

    /// Whether it is ready.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        *self == Self::Ready
    }
}

/// Judges a live object by its status, as `kubectl rollout status` and `kubectl wait` do. Kinds without a status to wait for are ready.
#[must_use]
pub fn readiness(object: &Value) -> Readiness {
    match object["kind"].as_str().unwrap_or_default() {
        "Deployment" => deployment(object),
        "DaemonSet" => daemon_set(object),
        "StatefulSet" => stateful_set(object),
        "Pod" => pod(object),
        "CustomResourceDefinition" => custom_resource_definition(object),
        "Namespace" => match object["status"]["phase"].as_str() {
            Some("Active") => Readiness::Ready,
            Some(phase) => Readiness::waiting(format!("its phase is {phase}")),
            None => Readiness::waiting("it has no phase yet"),
        },
        "Job" => match condition(object, "Complete") {
            Some("True") => Readiness::Ready,
            _ => Readiness::waiting("it has not completed"),
        },
        _ => Readiness::Ready,
    }
}

/// The status of a condition: `True`, `False` or `Unknown`.
fn condition<'o>(object: &'o Value, name: &str) -> Option<&'o str> {
    object["status"]["conditions"]
        .as_sequence()?
        .iter()
        .find(|condition| condition["type"].as_str() == Some(name))?["status"]
        .as_str()
}

fn message_of<'o>(object: &'o Value, name: &str) -> Option<&'o str> {
    object["status"]["conditions"]
        .as_sequence()?
        .iter()
        .find(|condition| condition["type"].as_str() == Some(name))?["message"]
        .as_str()
}

fn count(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

/// Whether the controller has yet to see the newest specification.
fn is_unseen(object: &Value) -> bool {
    count(&object["status"]["observedGeneration"]) < count(&object["metadata"]["generation"])
}

fn deployment(object: &Value) -> Readiness {
    if is_unseen(object) {
        return Readiness::waiting("its change has not been picked up yet");
    }
    let status = &object["status"];
    let wanted = object["spec"]["replicas"].as_i64().unwrap_or(1);
    let (updated, all, available) = (
        count(&status["updatedReplicas"]),
        count(&status["replicas"]),
        count(&status["availableReplicas"]),
    );
    if updated < wanted {
        return Readiness::waiting(format!("{updated} of {wanted} replicas are updated"));
    }
    if all > updated {
        return Readiness::waiting(format!("{} older replicas are still there", all - updated));
    }
    if available < wanted {
        return Readiness::waiting(match message_of(object, "ReplicaFailure") {
            Some(why) => format!("{available} of {wanted} replicas are available: {why}"),
            None => format!("{available} of {wanted} replicas are available"),
        });
    }
    Readiness::Ready
}

fn daemon_set(object: &Value) -> Readiness {
    if is_unseen(object) {
        return Readiness::waiting("its change has not been picked up yet");
    }
    let status = &object["status"];
    let wanted = count(&status["desiredNumberScheduled"]);
    let updated = count(&status["updatedNumberScheduled"]);
    let available = count(&status["numberAvailable"]);
    let rolls = object["spec"]["updateStrategy"]["type"].as_str() != Some("OnDelete");
    if rolls && updated < wanted {
        return Readiness::waiting(format!("{updated} of {wanted} nodes are updated"));
    }
    if available < wanted {
        return Readiness::waiting(format!("it is available on {available} of {wanted} nodes"));
    }
    Readiness::Ready
}

fn stateful_set(object: &Value) -> Readiness {
    if is_unseen(object) {
        return Readiness::waiting("its change has not been picked up yet");
    }
    let status = &object["status"];
    let wanted = object["spec"]["replicas"].as_i64().unwrap_or(1);
    let ready = count(&status["readyReplicas"]);
    if ready < wanted {
        return Readiness::waiting(format!("{ready} of {wanted} replicas are ready"));
    }
    if object["spec"]["updateStrategy"]["type"].as_str() == Some("OnDelete") {
        return Readiness::Ready;
    }
    let partition = count(&object["spec"]["updateStrategy"]["rollingUpdate"]["partition"]);
    let updated = count(&status["updatedReplicas"]);
    if updated < wanted - partition {
        return Readiness::waiting(format!("{updated} of {} replicas are updated", wanted - partition));
    }
    Readiness::Ready
}

fn pod(object: &Value) -> Readiness {
    if object["status"]["phase"].as_str() == Some("Succeeded") || condition(object, "Ready") == Some("True") {
        return Readiness::Ready;
    }
    match super::why_waiting(std::slice::from_ref(object), &[]) {
        Some(why) => Readiness::Waiting(why),
        None => Readiness::waiting("it is not ready"),
    }
}

fn custom_resource_definition(object: &Value) -> Readiness {
    if condition(object, "Established") == Some("True") {
        return Readiness::Ready;
    }
    if condition(object, "NamesAccepted") == Some("False") {
        let why = message_of(object, "NamesAccepted").unwrap_or("another definition has them");
        return Readiness::waiting(format!("its names are not accepted: {why}"));
    }
    Readiness::waiting("it is not established yet")
}

#[cfg(test)]
mod tests {
    use super::super::object;
    use super::*;
    use serde_json::json;

    fn waiting(object: Value) -> String {
        match readiness(&object) {
            Readiness::Waiting(what) => what,
            Readiness::Ready => "ready".to_owned(),
        }
    }

    #[test]
    fn a_deployment_is_ready_when_its_newest_replicas_all_are_available() {
        let status = |generation: i64, updated: i64, all: i64, available: i64| {
            waiting(object!({
                "kind": "Deployment",
                "metadata": {"generation": 2},
                "spec": {"replicas": 2},
                "status": {"observedGeneration": generation, "updatedReplicas": updated, "replicas": all, "availableReplicas": available},
            }))
        };
        assert_eq!(status(1, 2, 2, 2), "its change has not been picked up yet");
        assert_eq!(status(2, 1, 2, 2), "1 of 2 replicas are updated");
        assert_eq!(status(2, 2, 3, 2), "1 older replicas are still there");
        assert_eq!(status(2, 2, 2, 1), "1 of 2 replicas are available");
        assert_eq!(status(2, 2, 2, 2), "ready");
    }

    #[test]
    fn a_deployment_that_may_not_make_pods_says_why() {
        let object = object!({
            "kind": "Deployment", "spec": {},
            "status": {"updatedReplicas": 1, "replicas": 1, "conditions": [
                {"type": "ReplicaFailure", "status": "True", "message": "exceeded quota: pods=0"}]},
        });
        assert_eq!(waiting(object), "0 of 1 replicas are available: exceeded quota: pods=0");
    }

    #[test]
    fn daemon_sets_count_nodes_and_may_have_none() {
        assert_eq!(waiting(object!({"kind": "DaemonSet"})), "ready");
        let object = object!({"kind": "DaemonSet", "status": {"desiredNumberScheduled": 3, "updatedNumberScheduled": 3, "numberAvailable": 1}});
        assert_eq!(waiting(object), "it is available on 1 of 3 nodes");
        let object = object!({"kind": "DaemonSet", "spec": {"updateStrategy": {"type": "OnDelete"}},
            "status": {"desiredNumberScheduled": 3, "updatedNumberScheduled": 0, "numberAvailable": 3}});
        assert_eq!(waiting(object), "ready");
    }

    #[test]
    fn stateful_sets_update_down_to_the_partition() {
        let status = |updated: i64| {
            waiting(
                object!({"kind": "StatefulSet", "spec": {"replicas": 3, "updateStrategy": {"rollingUpdate": {"partition": 2}}},
                "status": {"readyReplicas": 3, "updatedReplicas": updated}}),
            )
        };
        assert_eq!(status(0), "0 of 1 replicas are updated");
        assert_eq!(status(1), "ready");
    }

    #[test]
    fn definitions_wait_until_they_are_served() {
        let with = |conditions: serde_json::Value| {
            waiting(object!({"kind": "CustomResourceDefinition", "status": {"conditions": conditions}}))
        };
        assert_eq!(with(json!([])), "it is not established yet");
        assert_eq!(with(json!([{"type": "Established", "status": "True"}])), "ready");
        assert_eq!(
            with(json!([{"type": "NamesAccepted", "status": "False", "message": "\"gw\" is in use"}])),
            "its names are not accepted: \"gw\" is in use"
        );
    }

    #[test]
    fn other_kinds_have_nothing_to_wait_for() {
        assert_eq!(waiting(object!({"kind": "Service"})), "ready");
        assert_eq!(waiting(object!(null)), "ready");
    }
}
