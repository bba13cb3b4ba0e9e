//! Which pod is meant, and which one takes its place when it is gone.

use std::fmt;

use kubeyaml::Value;

use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::pod_labels::{WorkloadName, equality_selector};
use crate::cluster::resource::kinds;
use crate::cluster::verbs::ListOptions;
use crate::lifecycle::why_waiting;

/// Labels that tell the pods of one workload apart.
const OF_ONE_POD: [&str; 6] = [
    "apps.kubernetes.io/pod-index",
    "batch.kubernetes.io/job-completion-index",
    "controller-revision-hash",
    "pod-template-generation",
    "pod-template-hash",
    "statefulset.kubernetes.io/pod-name",
];
/// The label of the pods that istiod makes for a Gateway resource.
const GATEWAY: &str = "gateway.networking.k8s.io/gateway-name";
/// How many names an error suggests.
const SUGGESTED: usize = 5;

/// Which pods will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PodChoice {
    /// Those that a label selector finds, in the first of the namespaces that has any.
    Selected {
        /// The namespaces, in the order of preference.
        namespaces: Vec<String>,
        /// The label selector.
        selector: String,
    },
    /// A pod, or those of a workload, a Service or a Gateway.
    Named {
        /// Its name, with its type and namespace where they are given.
        name: WorkloadName,
        /// The namespace, unless the name has one.
        namespace: String,
    },
}

/// A pod that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenPod {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    uid: String,
    /// What finds the others of its workload, if it belongs to one.
    siblings: Option<String>,
}

impl fmt::Display for ChosenPod {
    /// `NAMESPACE/NAME`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.namespace, self.name)
    }
}

/// Why there is no pod.
#[derive(Debug)]
#[non_exhaustive]
pub enum ChoiceError {
    /// The cluster does not say.
    Cluster(ClusterError),
    /// Nothing is there that the choice describes; the text says what was looked for, and what there is instead.
    Nothing(String),
    /// Pods are there, but none of them runs; the text says why.
    NotRunning(String),
}

impl fmt::Display for ChoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::Nothing(why) | Self::NotRunning(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for ChoiceError {}

impl From<ClusterError> for ChoiceError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

impl PodChoice {
    /// Takes `[TYPE/]NAME[.NAMESPACE]` apart.
    #[must_use]
    pub fn named(text: &str, namespace: &str) -> Self {
        Self::Named {
            name: WorkloadName::parse(text),
            namespace: namespace.to_owned(),
        }
    }

    /// Chooses: a pod that is ready before one that only runs, the first by name.
    ///
    /// # Errors
    /// [`ChoiceError`].
    pub async fn choose(&self, connection: &Connection) -> Result<ChosenPod, ChoiceError> {
        match self {
            Self::Selected { namespaces, selector } => {
                let mut not_running = None;
                for namespace in namespaces {
                    match of_selector(connection, namespace, selector).await {
                        Err(ChoiceError::Nothing(_)) => {}
                        Err(ChoiceError::NotRunning(why)) if not_running.is_none() => not_running = Some(why),
                        Err(ChoiceError::NotRunning(_)) => {}
                        other => return other,
                    }
                }
                Err(match not_running {
                    Some(why) => ChoiceError::NotRunning(why),
                    None => ChoiceError::Nothing(format!(
                        "no pods found with selector {selector} in {}",
                        words_of_namespaces(namespaces)
                    )),
                })
            }
            Self::Named { name, namespace } => {
                let namespace = name.namespace.as_deref().unwrap_or(namespace);
                named(connection, name, namespace).await
            }
        }
    }

    /// All pods that run, by name, of the first namespace that has any.
    ///
    /// # Errors
    /// As [`PodChoice::choose`].
    pub async fn choose_all(&self, connection: &Connection) -> Result<Vec<ChosenPod>, ChoiceError> {
        // Says what is wrong if there is none.
        let one = self.choose(connection).await?;
        let selector = match self {
            Self::Selected { selector, .. } => selector.clone(),
            Self::Named { name, .. } => match meant(connection, name, &one.namespace).await? {
                Meant::Pod(pod) => return Ok(vec![pod]),
                Meant::Selected(selector) => selector,
            },
        };
        let pods = connection
            .list(&kinds::pod(), Some(&one.namespace), &ListOptions::labels(selector))
            .await?;
        let mut all: Vec<ChosenPod> = pods.iter().filter(|pod| runs(pod)).map(chosen).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    /// Chooses anew when `before` may be gone: it again if it still runs, else another one that will do. A pod that was chosen by its own
    /// name is replaced by another of its workload.
    ///
    /// # Errors
    /// As [`PodChoice::choose`].
    pub async fn choose_again(&self, connection: &Connection, before: &ChosenPod) -> Result<ChosenPod, ChoiceError> {
        if let Some(pod) = connection
            .get(&kinds::pod(), Some(&before.namespace), &before.name)
            .await?
            .filter(runs)
        {
            return Ok(chosen(&pod));
        }
        let by_its_name = match self {
            Self::Selected { .. } => false,
            Self::Named { name, .. } => name.resource() == Some(kinds::pod()),
        };
        match (&before.siblings, by_its_name) {
            (Some(siblings), true) => of_selector(connection, &before.namespace, siblings).await,
            (_, false) => self.choose(connection).await,
            (None, true) => Err(ChoiceError::Nothing(format!("pod {before} is gone"))),
        }
    }
}

/// What a name stands for.
enum Meant {
    Pod(ChosenPod),
    /// The pods that a label selector finds.
    Selected(String),
}

async fn named(connection: &Connection, name: &WorkloadName, namespace: &str) -> Result<ChosenPod, ChoiceError> {
    match meant(connection, name, namespace).await? {
        Meant::Pod(pod) => Ok(pod),
        Meant::Selected(selector) => of_selector(connection, namespace, &selector).await,
    }
}

async fn meant(connection: &Connection, name: &WorkloadName, namespace: &str) -> Result<Meant, ChoiceError> {
    let whole = format!("{}/{}", name.kind, name.name);
    let (kind, group) = name.kind.split_once('.').unwrap_or((&name.kind, ""));
    if ["gtw", "gateway", "gateways"].contains(&kind.to_ascii_lowercase().as_str())
        && ["", "gateway.networking.k8s.io"].contains(&group)
    {
        return Ok(Meant::Selected(format!("{GATEWAY}={}", name.name)));
    }
    let Some(resource) = name.resource() else {
        let text = format!(
            "{whole:?}: the type {:?} has no pods; pod, deployment, statefulset, daemonset, replicaset, job, service and gateway do",
            name.kind
        );
        return Err(ChoiceError::Nothing(text));
    };
    let Some(object) = connection.get(&resource, Some(namespace), &name.name).await? else {
        let mut text = format!(
            "there is no {} {:?} in namespace {namespace:?}",
            resource.kind.to_ascii_lowercase(),
            name.name
        );
        if resource == kinds::pod() {
            text += &similar(connection, namespace, &name.name).await;
        }
        return Err(ChoiceError::Nothing(text));
    };
    let selector = match resource.kind.as_str() {
        "Pod" if runs(&object) => return Ok(Meant::Pod(chosen(&object))),
        "Pod" => return Err(not_running(&[object], namespace)),
        "Service" | "ReplicationController" => equality_selector(&object["spec"]["selector"]),
        _ => label_selector(&object["spec"]["selector"]),
    };
    selector
        .map(Meant::Selected)
        .ok_or_else(|| ChoiceError::Nothing(format!("{whole} selects no pods")))
}

/// What a user may have meant by the name of a pod that is not there.
async fn similar(connection: &Connection, namespace: &str, name: &str) -> String {
    // A courtesy: who may not list pods is told no names.
    let Ok(pods) = connection
        .list_metadata(&kinds::pod(), Some(namespace), &ListOptions::default())
        .await
    else {
        return String::new();
    };
    let mut names: Vec<&str> = pods
        .iter()
        .filter_map(|pod| pod["metadata"]["name"].as_str())
        .filter(|other| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')))
        .collect();
    names.sort_unstable();
    if names.is_empty() {
        return String::new();
    }
    let more = if names.len() > SUGGESTED { ", ..." } else { "" };
    names.truncate(SUGGESTED);
    format!("; there are {}{more}", names.join(", "))
}

async fn of_selector(connection: &Connection, namespace: &str, selector: &str) -> Result<ChosenPod, ChoiceError> {
    let pods = connection
        .list(&kinds::pod(), Some(namespace), &ListOptions::labels(selector))
        .await?;
    match best(&pods) {
        Some(pod) => Ok(chosen(pod)),
        None if pods.is_empty() => Err(ChoiceError::Nothing(format!(
            "no pods found with selector {selector} in namespace {namespace}"
        ))),
        None => Err(not_running(&pods, namespace)),
    }
}

fn chosen(pod: &Value) -> ChosenPod {
    let metadata = &pod["metadata"];
    let text = |key: &str| metadata[key].as_str().unwrap_or_default().to_owned();
    ChosenPod {
        namespace: text("namespace"),
        name: text("name"),
        uid: text("uid"),
        siblings: siblings(metadata),
    }
}

impl ChosenPod {
    /// Whether both are the same pod, rather than two of one name.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.uid == other.uid && self.name == other.name && self.namespace == other.namespace
    }
}

/// A label selector for the pods of the same workload.
fn siblings(metadata: &Value) -> Option<String> {
    let owners = metadata["ownerReferences"].as_sequence().unwrap_or_default();
    if !owners.iter().any(|owner| owner["controller"].as_bool() == Some(true)) {
        return None;
    }
    let labels = metadata["labels"].as_mapping()?;
    let terms: Vec<String> = labels
        .iter()
        .filter(|(name, _)| !OF_ONE_POD.contains(name))
        .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()))
        .collect();
    (!terms.is_empty()).then(|| terms.join(","))
}

/// The text of a LabelSelector; nothing if it selects nothing.
fn label_selector(selector: &Value) -> Option<String> {
    let mut terms: Vec<String> = equality_selector(&selector["matchLabels"]).into_iter().collect();
    for expression in selector["matchExpressions"].as_sequence().unwrap_or_default() {
        let key = expression["key"].as_str().unwrap_or_default();
        let values = expression["values"].as_sequence().unwrap_or_default();
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        terms.push(match expression["operator"].as_str().unwrap_or_default() {
            "In" => format!("{key} in ({})", values.join(",")),
            "NotIn" => format!("{key} notin ({})", values.join(",")),
            "DoesNotExist" => format!("!{key}"),
            _ => key.to_owned(),
        });
    }
    (!terms.is_empty()).then(|| terms.join(","))
}

/// The pod to ask: one that is ready, else one that runs; the first by name.
pub(in crate::cluster) fn best(pods: &[Value]) -> Option<&Value> {
    let is_ready = |pod: &&Value| {
        let conditions = pod["status"]["conditions"].as_sequence().unwrap_or_default();
        conditions
            .iter()
            .any(|one| one["type"].as_str() == Some("Ready") && one["status"].as_str() == Some("True"))
    };
    let mut running: Vec<&Value> = pods.iter().filter(|pod| runs(pod)).collect();
    running.sort_by_key(|pod| pod["metadata"]["name"].as_str());
    running.iter().copied().find(is_ready).or(running.first().copied())
}

/// Whether a pod runs, and is not on its way out.
fn runs(pod: &Value) -> bool {
    pod["status"]["phase"].as_str() == Some("Running") && pod["metadata"]["deletionTimestamp"].is_null()
}

fn not_running(pods: &[Value], namespace: &str) -> ChoiceError {
    let name = pods
        .first()
        .and_then(|pod| pod["metadata"]["name"].as_str())
        .unwrap_or_default();
    let why = match why_waiting(pods, &[]) {
        Some(why) => why,
        None if pods.iter().all(|pod| !pod["metadata"]["deletionTimestamp"].is_null()) => {
            "it is being deleted".to_owned()
        }
        None => {
            let phase = pods.first().and_then(|pod| pod["status"]["phase"].as_str());
            format!("its phase is {}", phase.unwrap_or("unknown"))
        }
    };
    let more = match pods.len() {
        1 => String::new(),
        many => format!(" and {} more", many - 1),
    };
    ChoiceError::NotRunning(format!("pod {namespace}/{name}{more} does not run: {why}"))
}

fn words_of_namespaces(namespaces: &[String]) -> String {
    match namespaces {
        [one] => format!("namespace {one}"),
        many => format!("namespaces {}", many.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod(name: &str, phase: &str, ready: &str, more: &str) -> Value {
        let text = format!(
            "{{metadata: {{name: {name}, namespace: shop, uid: u-{name}{more}}}, status: {{phase: {phase}, conditions: [{{type: Ready, status: '{ready}'}}]}}}}"
        );
        kubeyaml::from_str(&text).expect("YAML")
    }

    #[test]
    fn a_ready_pod_comes_before_a_running_one() {
        let name = |pods: &[Value]| best(pods).map(|pod| chosen(pod).name);
        let running = pod("a", "Running", "False", "");
        let ready = pod("b", "Running", "True", "");
        let leaving = pod("0", "Running", "True", ", deletionTimestamp: now");
        let pending = pod("c", "Pending", "False", "");
        let all = [running.clone(), ready, leaving.clone(), pending.clone()];
        assert_eq!(name(&all).as_deref(), Some("b"));
        assert_eq!(name(&[leaving.clone(), running]).as_deref(), Some("a"));
        assert_eq!(name(&[pending.clone(), leaving]), None);
        let why = not_running(&[pending], "shop").to_string();
        assert!(why.starts_with("pod shop/c does not run: "), "{why}");
    }

    #[test]
    fn the_pods_of_a_workload_are_found_without_what_tells_them_apart() {
        let labels = "labels: {app: web, pod-template-hash: abc}";
        let owned = format!(", {labels}, ownerReferences: [{{controller: true}}]");
        assert_eq!(
            chosen(&pod("a", "Running", "True", &owned)).siblings.as_deref(),
            Some("app=web")
        );
        let alone = format!(", {labels}");
        assert_eq!(chosen(&pod("a", "Running", "True", &alone)).siblings, None);
    }

    #[test]
    fn selectors_of_workloads_as_text() {
        let of = |text: &str| label_selector(&kubeyaml::from_str(text).expect("YAML"));
        let both = "{matchLabels: {app: web}, matchExpressions: [{key: v, operator: In, values: [a, b]}, {key: x, operator: NotIn, values: [c]},
            {key: there, operator: Exists}, {key: gone, operator: DoesNotExist}]}";
        assert_eq!(of(both).as_deref(), Some("app=web,v in (a,b),x notin (c),there,!gone"));
        assert_eq!(of("{}"), None);
    }
}
