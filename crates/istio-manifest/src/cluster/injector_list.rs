//! Which namespaces are injected by which revision, what their pods have, and where each injector's sidecar comes from.

use std::collections::BTreeMap;

use kubeyaml::{Mapping, Value};

use super::connection::Connection;
use super::error::ClusterError;
use super::injection_webhooks::{INJECTION_LABEL, selects, webhooks};
use super::resource::kinds;
use super::revisions::{REVISION_LABEL, label};
use super::verbs::ListOptions;

/// Namespaces of Kubernetes itself, which no injector looks at.
const IGNORED_NAMESPACES: [&str; 4] = ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];
/// The webhooks that inject into a namespace because of its own labels.
const NAMESPACE_WEBHOOKS: [&str; 2] = [
    "rev.namespace.sidecar-injector.istio.io",
    "namespace.sidecar-injector.istio.io",
];

/// How many pods of a namespace have the sidecar of a revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PodCount {
    /// All of them.
    pub pods: usize,
    /// Those that say that they want none.
    pub disabled: usize,
    /// Those that would have another one if they were started anew.
    pub needs_restart: usize,
}

/// A namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InjectedNamespace {
    /// Its name.
    pub name: String,
    /// The revision that injects into it; empty for none, `MISSING/NAME` where its label names one that is not there.
    pub revision: String,
    /// Its pods by the revision of their sidecar; without a sidecar under the empty name.
    pub pods: BTreeMap<String, PodCount>,
}

/// A MutatingWebhookConfiguration that injects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InjectorHook {
    /// Its name.
    pub name: String,
    /// Its revision.
    pub revision: String,
    /// The image of its sidecars; empty if its configuration is not there.
    pub image: String,
    /// The namespaces that it injects into, by name.
    pub namespaces: Vec<String>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InjectorList {
    /// Namespaces, by name.
    pub namespaces: Vec<InjectedNamespace>,
    /// Injectors, by name.
    pub hooks: Vec<InjectorHook>,
}

/// Reads them. Namespaces of Kubernetes, of Istio, and of the ambient mesh are left out; with `only` all others too.
///
/// # Errors
/// Any [`ClusterError`].
pub async fn read(
    connection: &Connection,
    istio_namespace: &str,
    only: Option<&str>,
) -> Result<InjectorList, ClusterError> {
    let mut namespaces = connection
        .list(&kinds::namespace(), None, &ListOptions::default())
        .await?;
    namespaces.retain(|namespace| {
        let name = name_of(namespace);
        only.is_none_or(|only| only == name)
            && name != istio_namespace
            && !IGNORED_NAMESPACES.contains(&name)
            && !is_ambient(namespace)
    });
    let selector = ListOptions::labels("app=sidecar-injector");
    let mut hooks = connection
        .list(&kinds::mutating_webhook_configuration(), None, &selector)
        .await?;
    hooks.sort_by(|a, b| name_of(a).cmp(name_of(b)));
    let mut found = InjectorList::default();
    for namespace in &namespaces {
        found.namespaces.push(InjectedNamespace {
            name: name_of(namespace).to_owned(),
            revision: revision_for(namespace, &hooks),
            pods: BTreeMap::new(),
        });
    }
    found.namespaces.sort_by(|a, b| a.name.cmp(&b.name));
    // One pod at a time is looked at, however many there are.
    let take = |pod: Value| {
        let home = pod["metadata"]["namespace"].as_str().unwrap_or_default();
        let place = found
            .namespaces
            .binary_search_by(|namespace| namespace.name.as_str().cmp(home));
        if let Ok(place) = place {
            count(&mut found.namespaces[place], &pod);
        }
    };
    connection
        .for_each(&kinds::pod(), only, &ListOptions::default(), take)
        .await?;
    let images = images(connection).await?;
    for hook in &hooks {
        let revision = label(hook, REVISION_LABEL).unwrap_or_default().to_owned();
        found.hooks.push(InjectorHook {
            name: name_of(hook).to_owned(),
            image: images.get(&revision).cloned().unwrap_or_default(),
            namespaces: injected_by(hook, &namespaces),
            revision,
        });
    }
    Ok(found)
}

fn name_of(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap_or_default()
}

fn labels_of(object: &Value) -> Option<&Mapping> {
    object["metadata"]["labels"].as_mapping()
}

/// Whether a namespace is in the ambient mesh, where pods have no sidecars.
fn is_ambient(namespace: &Value) -> bool {
    label(namespace, INJECTION_LABEL) != Some("enabled")
        && label(namespace, REVISION_LABEL).is_none_or(str::is_empty)
        && label(namespace, "istio.io/dataplane-mode") == Some("ambient")
}

fn revision_for(namespace: &Value, hooks: &[Value]) -> String {
    let labels = labels_of(namespace);
    let selecting = hooks.iter().find(|hook| {
        webhooks(hook)
            .iter()
            .any(|webhook| selects(&webhook["namespaceSelector"], labels))
    });
    if let Some(hook) = selecting {
        return label(hook, REVISION_LABEL).unwrap_or_default().to_owned();
    }
    let wanted = label(namespace, REVISION_LABEL).filter(|revision| !revision.is_empty());
    match (wanted, label(namespace, INJECTION_LABEL)) {
        (Some(revision), _) => format!("MISSING/{revision}"),
        (None, None | Some("disabled")) => String::new(),
        (None, Some(_)) => format!("MISSING/{INJECTION_LABEL}"),
    }
}

fn count(namespace: &mut InjectedNamespace, pod: &Value) {
    let revision = revision_of_pod(pod);
    let wish = label(pod, "sidecar.istio.io/inject")
        .or_else(|| pod["metadata"]["annotations"]["sidecar.istio.io/inject"].as_str());
    let disabled = wish.is_some_and(|wish| wish.eq_ignore_ascii_case("false"));
    let count = namespace.pods.entry(revision.clone()).or_default();
    count.pods += 1;
    if disabled {
        count.disabled += 1;
    } else if revision != namespace.revision {
        count.needs_restart += 1;
    }
}

/// The revision whose injector a pod went through; empty if none.
#[must_use]
pub fn revision_of_pod(pod: &Value) -> String {
    let annotation = |name: &str| pod["metadata"]["annotations"][name].as_str();
    if let Some(revision) = annotation(REVISION_LABEL) {
        return revision.to_owned();
    }
    let status = annotation("sidecar.istio.io/status").and_then(|text| kubeyaml::json::from_str(text).ok());
    let revision = status.and_then(|status| Some(status.get("revision")?.as_str()?.to_owned()));
    revision.unwrap_or_default()
}

/// The image of the sidecars of each revision.
async fn images(connection: &Connection) -> Result<BTreeMap<String, String>, ClusterError> {
    let config_maps = connection
        .list(&kinds::config_map(), None, &ListOptions::labels(REVISION_LABEL))
        .await?;
    let mut images = BTreeMap::new();
    for map in &config_maps {
        let revision = label(map, REVISION_LABEL).unwrap_or_default();
        if let Some(image) = map["data"]["values"].as_str().and_then(image) {
            images.insert(revision.to_owned(), image);
        }
    }
    Ok(images)
}

/// The image that an injector's values name.
fn image(values: &str) -> Option<String> {
    let values = kubeyaml::from_str(values).ok()?;
    let global = values.get("global")?;
    let image = global["proxy"]["image"].as_str()?;
    if image.is_empty() || image.contains('/') {
        return Some(image.to_owned());
    }
    let tag = match &global["tag"] {
        Value::String(tag) => tag.to_string(),
        other => kubeyaml::json::to_string(other).ok()?,
    };
    Some(format!("{}/{image}:{tag}", global["hub"].as_str().unwrap_or_default()))
}

fn injected_by(hook: &Value, namespaces: &[Value]) -> Vec<String> {
    let by_namespace = |webhook: &&Value| NAMESPACE_WEBHOOKS.contains(&webhook["name"].as_str().unwrap_or_default());
    let mut names: Vec<String> = namespaces
        .iter()
        .filter(|namespace| {
            webhooks(hook)
                .iter()
                .filter(by_namespace)
                .any(|webhook| selects(&webhook["namespaceSelector"], labels_of(namespace)))
        })
        .map(|namespace| name_of(namespace).to_owned())
        .collect();
    names.sort_unstable();
    names
}
