//! Why the pods of a workload are not ready: the one reason that a person has to know.

use kubeyaml::Value;

/// Container states that somebody has to mend; a container that is only starting is less urgent to name.
const FAILURES: [&str; 8] = [
    "ImagePullBackOff",
    "ErrImagePull",
    "InvalidImageName",
    "ErrImageNeverPull",
    "CrashLoopBackOff",
    "CreateContainerConfigError",
    "CreateContainerError",
    "RunContainerError",
];

/// The most telling reason among `pods`: a failure of a container before a pod that finds no node, before a container that is starting,
/// before the last warning among `events`. `None` when nothing is known or every pod is ready.
#[must_use]
pub fn why_waiting(pods: &[Value], events: &[Value]) -> Option<String> {
    let waiting = || pods.iter().filter(|pod| !is_ready(pod));
    waiting()
        .find_map(failed_container)
        .or_else(|| waiting().find_map(unschedulable))
        .or_else(|| last_warning(events))
        .or_else(|| waiting().find_map(starting_container))
        .or_else(|| waiting().find_map(phase))
}

fn name(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap_or_default()
}

fn conditions(pod: &Value) -> impl Iterator<Item = &Value> {
    pod["status"]["conditions"].as_sequence().into_iter().flatten()
}

fn is_ready(pod: &Value) -> bool {
    pod["status"]["phase"].as_str() == Some("Succeeded")
        || conditions(pod).any(|condition| {
            condition["type"].as_str() == Some("Ready") && condition["status"].as_str() == Some("True")
        })
}

fn containers(pod: &Value) -> impl Iterator<Item = &Value> {
    ["initContainerStatuses", "containerStatuses"]
        .into_iter()
        .flat_map(|list| pod["status"][list].as_sequence().into_iter().flatten())
}

/// `reason: message`, or the one that there is.
fn reason_and_message(state: &Value) -> String {
    let reason = state["reason"].as_str().unwrap_or_default();
    match state["message"].as_str().unwrap_or_default().trim() {
        "" => reason.to_owned(),
        message if reason.is_empty() => message.to_owned(),
        message => format!("{reason}: {message}"),
    }
}

fn failed_container(pod: &Value) -> Option<String> {
    containers(pod).find_map(|container| {
        let state = &container["state"]["waiting"];
        let reason = state["reason"].as_str()?;
        if !FAILURES.contains(&reason) {
            return None;
        }
        let mut text = format!(
            "pod {}, container {}: {}",
            name(pod),
            container["name"].as_str().unwrap_or_default(),
            reason_and_message(state)
        );
        // A crash loop says why only in what ended last.
        let ended = &container["lastState"]["terminated"];
        if let Some(code) = ended["exitCode"].as_i64() {
            text.push_str(&format!(" (it ended with exit code {code}"));
            if let Some(message) = ended["message"]
                .as_str()
                .map(str::trim)
                .filter(|message| !message.is_empty())
            {
                text.push_str(&format!(": {message}"));
            }
            text.push(')');
        }
        Some(text)
    })
}

fn unschedulable(pod: &Value) -> Option<String> {
    let condition = conditions(pod).find(|condition| {
        condition["type"].as_str() == Some("PodScheduled") && condition["status"].as_str() == Some("False")
    })?;
    Some(format!("pod {}: {}", name(pod), reason_and_message(condition)))
}

fn starting_container(pod: &Value) -> Option<String> {
    containers(pod).find_map(|container| {
        let of = format!(
            "pod {}, container {}",
            name(pod),
            container["name"].as_str().unwrap_or_default()
        );
        if let Some(state) = container["state"].get("waiting") {
            return Some(format!("{of}: {}", reason_and_message(state)));
        }
        let runs_unready = container["state"].get("running").is_some() && container["ready"].as_bool() == Some(false);
        runs_unready.then(|| format!("{of}: it runs and is not ready yet"))
    })
}

fn phase(pod: &Value) -> Option<String> {
    let phase = pod["status"]["phase"].as_str()?;
    Some(format!("pod {}: its phase is {phase}", name(pod)))
}

/// Events come in any order; the latest is the one with the greatest time, whose text form sorts as time does.
fn last_warning(events: &[Value]) -> Option<String> {
    let time = |event: &Value| -> String {
        ["lastTimestamp", "eventTime", "firstTimestamp"]
            .into_iter()
            .find_map(|field| event[field].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let last = events
        .iter()
        .filter(|event| event["type"].as_str() == Some("Warning"))
        .max_by_key(|event| time(event))?;
    let object = &last["involvedObject"];
    Some(format!(
        "{} {}: {}",
        object["kind"].as_str().unwrap_or("object"),
        object["name"].as_str().unwrap_or_default(),
        reason_and_message(last)
    ))
}

#[cfg(test)]
mod tests {
    use super::super::object;
    use super::*;
    use serde_json::json;

    fn pod(status: serde_json::Value) -> Value {
        object!({"metadata": {"name": "istiod-1"}, "status": status})
    }

    #[test]
    fn a_pull_that_fails_is_named_before_a_pod_without_a_node() {
        let pods = [
            pod(json!({"phase": "Pending", "conditions": [
                {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1 nodes are available"}]})),
            pod(json!({"phase": "Pending", "containerStatuses": [
                {"name": "discovery", "state": {"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image \"x\""}}}]})),
        ];
        assert_eq!(
            why_waiting(&pods, &[]).as_deref(),
            Some("pod istiod-1, container discovery: ImagePullBackOff: Back-off pulling image \"x\"")
        );
        assert_eq!(
            why_waiting(&pods[..1], &[]).as_deref(),
            Some("pod istiod-1: Unschedulable: 0/1 nodes are available")
        );
    }

    #[test]
    fn a_crash_says_how_it_ended() {
        let pods = [pod(json!({"phase": "Running", "containerStatuses": [{
            "name": "discovery", "state": {"waiting": {"reason": "CrashLoopBackOff"}},
            "lastState": {"terminated": {"exitCode": 2, "message": "no such flag\n"}}}]}))];
        assert_eq!(
            why_waiting(&pods, &[]).as_deref(),
            Some("pod istiod-1, container discovery: CrashLoopBackOff (it ended with exit code 2: no such flag)")
        );
    }

    #[test]
    fn the_last_warning_speaks_when_no_pod_does() {
        let event = |time: &str, message: &str, kind: &str| {
            object!({"type": kind, "lastTimestamp": time, "reason": "FailedCreate", "message": message,
                "involvedObject": {"kind": "ReplicaSet", "name": "istiod-5"}})
        };
        let events = [
            event("2026-01-01T00:00:02Z", "forbidden: no account", "Warning"),
            event("2026-01-01T00:00:01Z", "older", "Warning"),
            event("2026-01-01T00:00:03Z", "fine", "Normal"),
        ];
        assert_eq!(
            why_waiting(&[], &events).as_deref(),
            Some("ReplicaSet istiod-5: FailedCreate: forbidden: no account")
        );
    }

    #[test]
    fn a_ready_pod_gives_no_reason() {
        let pods = [pod(
            json!({"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}),
        )];
        assert_eq!(why_waiting(&pods, &[]), None);
        assert_eq!(
            why_waiting(
                &[pod(json!({"phase": "Running", "containerStatuses": [
                {"name": "istio-proxy", "ready": false, "state": {"running": {}}}]}))],
                &[]
            )
            .as_deref(),
            Some("pod istiod-1, container istio-proxy: it runs and is not ready yet")
        );
    }
}
