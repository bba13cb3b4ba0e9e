//! Which versions run in a cluster: of each control plane, and of the proxies.
//!
//! istiod tells both on its monitoring port. Where it does not answer, the images of the pods do, and the result says so.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::{Mapping, Value};
use serde::Deserialize;

use super::connection::{Connection, JSON};
use super::error::ClusterError;
use super::join_all;
use super::resource::kinds;
use super::revisions::{REVISION_LABEL, label};
use super::verbs::ListOptions;

/// The version that istioctl itself reports when it asks istiod; it is no proxy.
const ISTIOCTL_VERSION: &str = "65536.65536.65536";
/// istiod's monitoring port, unless an annotation names another.
const MONITORING_PORT: u16 = 15014;
/// The container that is a proxy.
pub(super) const PROXY: &str = "istio-proxy";
/// The container that is istiod.
const DISCOVERY: &str = "discovery";

/// What istiod says about its build. From an image only the version is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Build {
    /// `1.30.3`
    pub version: String,
    /// Source revision.
    pub revision: String,
    /// `Clean` or `Modified`.
    pub status: String,
    /// Source tag.
    pub tag: String,
}

/// One istiod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlPlane {
    /// The label `istio` of the pod: `pilot`.
    pub component: String,
    /// The revision.
    pub revision: String,
    /// The pod's name.
    pub pod: String,
    /// What is known about it.
    pub build: Build,
    /// Whether istiod did not answer, and the version is that of its image.
    pub from_image: bool,
}

/// One proxy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proxy {
    /// Its version.
    pub version: String,
    /// `pod.namespace`
    pub id: String,
    /// `sidecar`, `router`, `waypoint` or `ztunnel`.
    pub kind: String,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeshVersions {
    /// Each istiod, by revision and pod.
    pub control_planes: Vec<ControlPlane>,
    /// Each proxy, by version and name.
    pub proxies: Vec<Proxy>,
    /// Whether no istiod answered, and the proxies are pods with their images' versions.
    pub proxies_from_images: bool,
    /// Which istiod did not answer, and why.
    pub problems: Vec<String>,
}

/// Asks a cluster, about one revision or all.
///
/// # Errors
/// Any [`ClusterError`] from listing pods; an istiod that does not answer is no error.
pub async fn read(
    connection: &Connection,
    istio_namespace: &str,
    revision: Option<&str>,
) -> Result<MeshVersions, ClusterError> {
    let asked = ask_all(connection, istio_namespace, revision).await?;

    let mut mesh = MeshVersions::default();
    let mut proxies = BTreeSet::new();
    let mut answered = false;
    for istiod in asked {
        mesh.control_planes.push(istiod.control_plane);
        mesh.problems.extend(istiod.problem);
        if let Some(connected) = istiod.proxies {
            answered = true;
            proxies.extend(connected);
        }
    }
    mesh.control_planes
        .sort_by(|a, b| (&a.revision, &a.pod).cmp(&(&b.revision, &b.pod)));
    if !answered && !mesh.control_planes.is_empty() {
        mesh.proxies_from_images = true;
        proxies = pods_with_proxies(connection, revision).await?;
    }
    mesh.proxies = proxies.into_iter().collect();
    Ok(mesh)
}

/// Each istiod that runs, of one revision or all, without asking about proxies elsewhere.
///
/// # Errors
/// Any [`ClusterError`] from listing pods; an istiod that does not answer is no error.
pub async fn control_planes(
    connection: &Connection,
    istio_namespace: &str,
    revision: Option<&str>,
) -> Result<Vec<ControlPlane>, ClusterError> {
    let asked = ask_all(connection, istio_namespace, revision).await?;
    Ok(asked.into_iter().map(|istiod| istiod.control_plane).collect())
}

async fn ask_all(
    connection: &Connection,
    istio_namespace: &str,
    revision: Option<&str>,
) -> Result<Vec<Asked>, ClusterError> {
    let pods = istiods(connection, istio_namespace, revision).await?;
    Ok(join_all(pods.iter().map(|pod| ask(connection, istio_namespace, pod))).await)
}

/// The pods of istiod that are ready, of one revision or all.
pub(super) async fn istiods(
    connection: &Connection,
    istio_namespace: &str,
    revision: Option<&str>,
) -> Result<Vec<Value>, ClusterError> {
    let mut labels = "app=istiod".to_owned();
    if let Some(revision) = revision {
        labels += &format!(",{REVISION_LABEL}={revision}");
    }
    let running = ListOptions {
        labels,
        fields: "status.phase=Running".to_owned(),
    };
    let mut pods = connection.list(&kinds::pod(), Some(istio_namespace), &running).await?;
    pods.retain(is_ready);
    Ok(pods)
}

/// The port on which an istiod tells about itself.
pub(super) fn monitoring_port(istiod: &Value) -> u16 {
    istiod
        .get_path(&["metadata", "annotations", "prometheus.io/port"])
        .and_then(Value::as_str)
        .and_then(|port| port.parse().ok())
        .unwrap_or(MONITORING_PORT)
}

struct Asked {
    control_plane: ControlPlane,
    proxies: Option<Vec<Proxy>>,
    problem: Option<String>,
}

async fn ask(connection: &Connection, namespace: &str, pod: &Value) -> Asked {
    let name = text(pod, &["metadata", "name"]).to_owned();
    let port = monitoring_port(pod);
    let told = connection.get_from_pod(namespace, &name, port, "/version").await;
    let from_image = told.is_err();
    let mut proxies = None;
    let mut problem = None;
    let build = match told {
        Ok(told) => {
            match connection.get_from_pod(namespace, &name, port, "/debug/syncz").await {
                Ok(list) => match connected(&list) {
                    Some(connected) => proxies = Some(connected),
                    None => {
                        problem = Some(format!(
                            "pod {namespace}/{name}:{port}/debug/syncz: it is no list of proxies"
                        ))
                    }
                },
                Err(why) => problem = Some(why.to_string()),
            }
            build(&told)
        }
        Err(why) => {
            problem = Some(why.to_string());
            Build {
                version: image_version(pod, DISCOVERY).unwrap_or_default(),
                ..Build::default()
            }
        }
    };
    Asked {
        control_plane: ControlPlane {
            component: label(pod, "istio").unwrap_or("pilot").to_owned(),
            revision: label(pod, REVISION_LABEL).unwrap_or_default().to_owned(),
            pod: name,
            build,
            from_image,
        },
        proxies,
        problem,
    }
}

/// istiod's answer: version, source revision and status with dashes between, where version and source revision may have dashes too.
fn build(told: &str) -> Build {
    let told = told.trim();
    let mut parts: Vec<&str> = told.split('-').collect();
    if parts.len() < 3 {
        return Build {
            version: told.to_owned(),
            ..Build::default()
        };
    }
    let status = parts.pop().unwrap_or_default().to_owned();
    let mut revision = parts.pop().unwrap_or_default().to_owned();
    if revision == "dirty" && parts.len() > 1 {
        revision = format!("{}-dirty", parts.pop().unwrap_or_default());
    }
    let version = parts.join("-");
    Build {
        tag: version.clone(),
        version,
        revision,
        status,
    }
}

/// The proxies in istiod's list.
fn connected(list: &str) -> Option<Vec<Proxy>> {
    let list = kubeyaml::json::from_str(list).ok()?;
    if list.is_null() {
        return Some(Vec::new());
    }
    let mut proxies = Vec::new();
    for entry in list.as_sequence()? {
        let version = text(entry, &["istio_version"]);
        if version == ISTIOCTL_VERSION {
            continue;
        }
        proxies.push(Proxy {
            version: version.to_owned(),
            id: text(entry, &["proxy"]).to_owned(),
            kind: text(entry, &["proxy_type"]).to_owned(),
        });
    }
    Some(proxies)
}

async fn pods_with_proxies(connection: &Connection, revision: Option<&str>) -> Result<BTreeSet<Proxy>, ClusterError> {
    let running = ListOptions {
        labels: String::new(),
        fields: "status.phase=Running".to_owned(),
    };
    let resource = kinds::pod();
    let mut proxies = BTreeSet::new();
    let read = |page: &str| {
        let page: Page = serde_json::from_str(page).map_err(|why| ClusterError::Answer {
            what: resource.words(None, None),
            why: why.to_string(),
        })?;
        for pod in page.items {
            let Some(pod) = pod.reduced() else { continue };
            let of_revision = revision.is_none_or(|wanted| revision_of(&pod).as_deref() == Some(wanted));
            if let Some(version) = image_version(&pod, PROXY).filter(|_| of_revision) {
                proxies.insert(Proxy {
                    version,
                    id: format!(
                        "{}.{}",
                        text(&pod, &["metadata", "name"]),
                        text(&pod, &["metadata", "namespace"])
                    ),
                    kind: proxy_kind(&pod).to_owned(),
                });
            }
        }
        Ok(())
    };
    connection.page_texts(&resource, None, &running, JSON, read).await?;
    Ok(proxies)
}

/// A page of pods, of which everything is passed over that tells nothing about a proxy: a cluster has tens of thousands.
#[derive(Deserialize)]
struct Page<'p> {
    #[serde(borrow, default)]
    items: Vec<Pod<'p>>,
}

#[derive(Deserialize)]
struct Pod<'p> {
    #[serde(borrow)]
    metadata: PodMetadata<'p>,
    #[serde(borrow)]
    spec: PodSpec<'p>,
}

#[derive(Deserialize)]
struct PodMetadata<'p> {
    #[serde(borrow, default)]
    name: Cow<'p, str>,
    #[serde(borrow, default)]
    namespace: Cow<'p, str>,
    #[serde(borrow)]
    labels: Option<BTreeMap<Cow<'p, str>, Cow<'p, str>>>,
    #[serde(borrow)]
    annotations: Option<BTreeMap<Cow<'p, str>, Cow<'p, str>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PodSpec<'p> {
    #[serde(borrow)]
    containers: Option<Vec<Container<'p>>>,
    #[serde(borrow)]
    init_containers: Option<Vec<Container<'p>>>,
}

#[derive(Deserialize)]
struct Container<'p> {
    #[serde(borrow)]
    name: Cow<'p, str>,
    #[serde(borrow, default)]
    image: Cow<'p, str>,
    args: Option<Vec<String>>,
}

impl Pod<'_> {
    /// The pod with its metadata and its proxy alone; nothing if it has none.
    fn reduced(&self) -> Option<Value> {
        let lists = [&self.spec.containers, &self.spec.init_containers];
        let mut all = lists.into_iter().flatten().flatten();
        let proxy = all.find(|container| container.name == PROXY)?;
        let mut container = Mapping::new();
        container.insert("name", PROXY);
        container.insert("image", &*proxy.image);
        let args = proxy.args.iter().flatten().map(|arg| Value::from(arg.as_str()));
        let args: Vec<Value> = args.collect();
        container.insert("args", args);
        let mut spec = Mapping::new();
        spec.insert("containers", vec![Value::from(container)]);
        let mut pod = Mapping::new();
        let texts = |map: &Option<BTreeMap<Cow<'_, str>, Cow<'_, str>>>| {
            let mut texts = Mapping::new();
            for (key, value) in map.iter().flatten() {
                texts.insert(&**key, &**value);
            }
            texts
        };
        let mut metadata = Mapping::new();
        metadata.insert("name", &*self.metadata.name);
        metadata.insert("namespace", &*self.metadata.namespace);
        metadata.insert("labels", texts(&self.metadata.labels));
        metadata.insert("annotations", texts(&self.metadata.annotations));
        pod.insert("metadata", metadata);
        pod.insert("spec", spec);
        Some(pod.into())
    }
}

/// The revision that a proxy belongs to: a label of gateways, or what the injector wrote.
pub(super) fn revision_of(pod: &Value) -> Option<String> {
    if let Some(revision) = label(pod, REVISION_LABEL).filter(|revision| !revision.is_empty()) {
        return Some(revision.to_owned());
    }
    let status = pod
        .get_path(&["metadata", "annotations", "sidecar.istio.io/status"])?
        .as_str()?;
    let status = kubeyaml::json::from_str(status).ok()?;
    Some(status.get("revision")?.as_str()?.to_owned())
}

fn proxy_kind(pod: &Value) -> &'static str {
    if label(pod, "app") == Some("ztunnel") {
        return "ztunnel";
    }
    // A proxy's first argument after `proxy` says what it is.
    let args = container(pod, PROXY).and_then(|found| found.get("args")?.as_sequence());
    let has = |word: &str| args.is_some_and(|args| args.iter().any(|arg| arg.as_str() == Some(word)));
    match () {
        () if has("waypoint") => "waypoint",
        () if has("router") => "router",
        () => "sidecar",
    }
}

fn container<'v>(pod: &'v Value, name: &str) -> Option<&'v Value> {
    // A native sidecar is among the init containers.
    ["containers", "initContainers"].into_iter().find_map(|list| {
        pod.get_path(&["spec", list])?
            .as_sequence()?
            .iter()
            .find(|container| text(container, &["name"]) == name)
    })
}

/// The tag of a container's image, without the variant: `1.30.3` of `docker.io/istio/proxyv2:1.30.3-distroless`.
pub(super) fn image_version(pod: &Value, name: &str) -> Option<String> {
    let image = text(container(pod, name)?, &["image"]);
    let image = image.split_once('@').map_or(image, |(image, _)| image);
    let last = image.rsplit('/').next().unwrap_or(image);
    let tag = last.split_once(':').map_or("unknown", |(_, tag)| tag);
    let variants = ["-distroless", "-debug"];
    let plain = variants.iter().find_map(|variant| tag.strip_suffix(variant));
    Some(plain.unwrap_or(tag).to_owned())
}

fn is_ready(pod: &Value) -> bool {
    let conditions = pod.get_path(&["status", "conditions"]).and_then(Value::as_sequence);
    conditions.is_some_and(|all| {
        all.iter()
            .any(|condition| text(condition, &["type"]) == "Ready" && text(condition, &["status"]) == "True")
    })
}

fn text<'v>(value: &'v Value, path: &[&str]) -> &'v str {
    value.get_path(path).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn istiod_s_answer_is_taken_apart_from_its_end() {
        let of = |version: &str, revision: &str, status: &str| Build {
            version: version.to_owned(),
            revision: revision.to_owned(),
            status: status.to_owned(),
            tag: version.to_owned(),
        };
        assert_eq!(build("1.30.3-unknown-Clean\n"), of("1.30.3", "unknown", "Clean"));
        assert_eq!(build("1.31-alpha.0-abc-Clean"), of("1.31-alpha.0", "abc", "Clean"));
        assert_eq!(
            build("1.12.0-abc-dirty-Modified"),
            of("1.12.0", "abc-dirty", "Modified")
        );
        assert_eq!(build("1.30.3").version, "1.30.3");
    }

    #[test]
    fn istioctl_is_no_proxy() {
        let list = r#"[{"proxy": "a.b", "istio_version": "1.29.0", "proxy_type": "sidecar"},
            {"proxy": "test-1.default", "istio_version": "65536.65536.65536"}]"#;
        let found = connected(list).expect("a list");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].id.as_str(), found[0].version.as_str()), ("a.b", "1.29.0"));
        assert_eq!(connected("null"), Some(Vec::new()));
        assert_eq!(connected("<html>"), None);
    }

    #[test]
    fn a_version_is_the_tag_of_an_image_without_its_variant() {
        let version = |image: &str| {
            let pod = format!("spec: {{initContainers: [{{name: istio-proxy, image: '{image}'}}]}}");
            image_version(&kubeyaml::from_str(&pod).expect("YAML"), PROXY)
        };
        assert_eq!(
            version("localhost:5000/istio/proxyv2:1.30.3-distroless").as_deref(),
            Some("1.30.3")
        );
        assert_eq!(version("proxyv2:1.30.3@sha256:00").as_deref(), Some("1.30.3"));
        assert_eq!(version("localhost:5000/proxyv2").as_deref(), Some("unknown"));
    }
}
