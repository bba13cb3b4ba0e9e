//! Revisions and who uses them: control plane pods, injectors, tags, namespaces and the pods with their sidecars.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;

use super::connection::Connection;
use super::error::ClusterError;
use super::injection_webhooks::INJECTION_LABEL;
use super::injector_list::revision_of_pod;
use super::resource::kinds;
use super::revisions::{DEFAULT, REVISION_LABEL, Revisions, TAG_LABEL, label};
use super::verbs::ListOptions;

/// A pod of a control plane.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ControlPlanePod {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The version of its image; empty if the image has no tag.
    pub version: String,
    /// Its phase, and `Ready` once it is.
    pub state: String,
}

/// A namespace that uses a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamespaceUse {
    /// Whether its labels choose the revision, or a tag of it.
    pub follows: bool,
    /// Its pods with a proxy of the revision, by name.
    pub pods: Vec<String>,
}

/// A revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevisionUse {
    /// Its name.
    pub name: String,
    /// Its tags, by name.
    pub tags: BTreeSet<String>,
    /// Its injectors' MutatingWebhookConfigurations, by name.
    pub webhooks: BTreeSet<String>,
    /// Its control plane, by name.
    pub control_plane: BTreeSet<ControlPlanePod>,
    /// Namespaces that choose it or have pods with its proxies.
    pub namespaces: BTreeMap<String, NamespaceUse>,
}

impl RevisionUse {
    /// How many pods have its proxy.
    #[must_use]
    pub fn proxies(&self) -> usize {
        self.namespaces.values().map(|used| used.pods.len()).sum()
    }
}

/// Reads every revision that a control plane, an injector, a tag or a pod names.
///
/// # Errors
/// Any [`ClusterError`].
pub async fn read(connection: &Connection, istio_namespace: &str) -> Result<Vec<RevisionUse>, ClusterError> {
    let webhooks = kinds::mutating_webhook_configuration();
    let injectors = connection
        .list(&webhooks, None, &ListOptions::labels(REVISION_LABEL))
        .await?;
    let services = ListOptions::labels(format!("{REVISION_LABEL},app=istiod"));
    let services = connection
        .list(&kinds::service(), Some(istio_namespace), &services)
        .await?;
    let known = Revisions::of_objects(injectors.iter().chain(&services));
    let mut all = Uses::default();
    for revision in &known.control_planes {
        all.of(revision);
    }
    for (tag, revision) in &known.tags {
        all.of(revision).tags.insert(tag.clone());
    }
    for injector in &injectors {
        if let Some(revision) = label(injector, REVISION_LABEL).filter(|revision| !revision.is_empty()) {
            all.of(revision).webhooks.insert(name_of(injector).to_owned());
        }
    }
    let namespaces = connection
        .list(&kinds::namespace(), None, &ListOptions::default())
        .await?;
    // In one that is being deleted no pod starts any more.
    let staying = |namespace: &&Value| namespace["metadata"].get("deletionTimestamp").is_none();
    for namespace in namespaces.iter().filter(staying) {
        if let Some(revision) = followed(namespace, &known) {
            all.of(&revision).namespace(name_of(namespace)).follows = true;
        }
    }
    connection
        .for_each(&kinds::pod(), None, &ListOptions::default(), |pod| all.pod(&pod))
        .await?;
    let mut found: Vec<RevisionUse> = all.0.into_values().collect();
    for revision in &mut found {
        for used in revision.namespaces.values_mut() {
            used.pods.sort_unstable();
        }
    }
    Ok(found)
}

/// The revision that a namespace's labels choose: `istio.io/rev` names it or a tag, `istio-injection` wants the default one.
fn followed(namespace: &Value, known: &Revisions) -> Option<String> {
    let injection = label(namespace, INJECTION_LABEL);
    let name = match (injection, label(namespace, REVISION_LABEL)) {
        (Some("disabled"), _) => return None,
        (Some("enabled"), _) => DEFAULT,
        (_, Some(name)) if !name.is_empty() => name,
        _ => return None,
    };
    let found = known.resolve(if name == DEFAULT { "" } else { name });
    Some(found.unwrap_or(name).to_owned())
}

#[derive(Default)]
struct Uses(BTreeMap<String, RevisionUse>);

impl Uses {
    fn of(&mut self, revision: &str) -> &mut RevisionUse {
        let new = || RevisionUse {
            name: revision.to_owned(),
            ..RevisionUse::default()
        };
        self.0.entry(revision.to_owned()).or_insert_with(new)
    }

    fn pod(&mut self, pod: &Value) {
        if label(pod, "app") == Some("istiod") {
            // Before there were revisions, control planes had no label for it.
            let revision = label(pod, REVISION_LABEL).unwrap_or(DEFAULT);
            self.of(revision).control_plane.insert(control_plane_pod(pod));
            return;
        }
        let mut revision = revision_of_pod(pod);
        if revision.is_empty() && label(pod, TAG_LABEL).is_none() && is_gateway(pod) {
            revision = label(pod, REVISION_LABEL).unwrap_or_default().to_owned();
        }
        if !revision.is_empty() {
            let namespace = pod["metadata"]["namespace"].as_str().unwrap_or_default();
            let pods = &mut self.of(&revision).namespace(namespace).pods;
            pods.push(name_of(pod).to_owned());
        }
    }
}

impl RevisionUse {
    fn namespace(&mut self, name: &str) -> &mut NamespaceUse {
        self.namespaces.entry(name.to_owned()).or_default()
    }
}

/// Whether a pod is a proxy that no injector made: its only container is one.
fn is_gateway(pod: &Value) -> bool {
    let containers = pod["spec"]["containers"].as_sequence().unwrap_or_default();
    matches!(containers, [one] if one["name"].as_str() == Some("istio-proxy"))
}

fn control_plane_pod(pod: &Value) -> ControlPlanePod {
    let containers = pod["spec"]["containers"].as_sequence().unwrap_or_default();
    let image = containers
        .iter()
        .find(|container| container["name"].as_str() == Some("discovery"))
        .or(containers.first())
        .and_then(|container| container["image"].as_str())
        .unwrap_or_default();
    let image = image.split_once('@').map_or(image, |(image, _)| image);
    let version = image
        .rsplit('/')
        .next()
        .and_then(|last| last.split_once(':'))
        .map_or("", |(_, tag)| tag);
    let conditions = pod["status"]["conditions"].as_sequence().unwrap_or_default();
    let ready = conditions
        .iter()
        .any(|one| one["type"].as_str() == Some("Ready") && one["status"].as_str() == Some("True"));
    let state = if ready {
        "Ready"
    } else {
        pod["status"]["phase"].as_str().unwrap_or("Unknown")
    };
    ControlPlanePod {
        namespace: pod["metadata"]["namespace"].as_str().unwrap_or_default().to_owned(),
        name: name_of(pod).to_owned(),
        version: version.to_owned(),
        state: state.to_owned(),
    }
}

fn name_of(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_choose_a_revision() {
        let read = |text: &str| kubeyaml::from_str(text).expect("YAML");
        let known = Revisions::of_objects(&[
            read("{metadata: {labels: {istio.io/rev: canary}}}"),
            read("{metadata: {labels: {istio.io/rev: canary, istio.io/tag: default}}}"),
            read("{metadata: {labels: {istio.io/rev: canary, istio.io/tag: prod}}}"),
        ]);
        let of = |labels: &str| followed(&read(&format!("{{metadata: {{labels: {{{labels}}}}}}}")), &known);
        assert_eq!(of("istio-injection: enabled").as_deref(), Some("canary"));
        assert_eq!(of("istio.io/rev: prod").as_deref(), Some("canary"));
        assert_eq!(of("istio.io/rev: gone").as_deref(), Some("gone"));
        assert_eq!(of("istio-injection: disabled, istio.io/rev: prod"), None);
        assert_eq!(of(""), None);
    }
}
