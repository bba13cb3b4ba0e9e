//! The files with which the proxy of a virtual machine starts: `cluster.env` for its environment, `mesh.yaml` for its
//! configuration, `hosts` for the way to istiod. A root certificate and a token lie beside them.

use std::collections::BTreeMap;
use std::fmt;

use istio_api::mesh::{MESH_CONFIG, PROXY_CONFIG};
use istio_api::message::{Field, Message, Scalar};
use kubeyaml::{Mapping, Value};

/// The annotation with settings of a workload's own proxy.
const PROXY_CONFIG_ANNOTATION: &str = "proxy.istio.io/config";
/// Labels that name the service that a workload belongs to, the first that is there counts.
const NAME_LABELS: [&str; 3] = ["service.istio.io/canonical-name", "app.kubernetes.io/name", "app"];
/// Labels that name its version.
const VERSION_LABELS: [&str; 3] = [
    "service.istio.io/canonical-revision",
    "app.kubernetes.io/version",
    "version",
];
/// Ports of a machine that its proxy leaves alone: SSH, so that it can still be reached, and the proxy's metrics and health.
const EXCLUDED: &str = "22,15090,15021";
/// istiod's port for proxies.
const DISCOVERY_PORT: u16 = 15012;

/// Why no files can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BootstrapError {
    /// What is wrong with the WorkloadGroup.
    Group(String),
    /// What is wrong with the mesh configuration.
    Mesh(String),
    /// What is wrong with an annotation of the WorkloadGroup.
    Annotation(String),
    /// The result has no JSON form.
    Write(String),
}

impl fmt::Display for BootstrapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group(why) => write!(f, "WorkloadGroup: {why}"),
            Self::Mesh(why) => write!(f, "mesh configuration: {why}"),
            Self::Annotation(why) => write!(f, "WorkloadGroup: annotation {PROXY_CONFIG_ANNOTATION}: {why}"),
            Self::Write(why) => write!(f, "mesh.yaml: {why}"),
        }
    }
}

impl std::error::Error for BootstrapError {}

/// What the files of a WorkloadGroup's machines are made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// The service account that its workloads are known as.
    pub service_account: String,
    labels: BTreeMap<String, String>,
    template_labels: BTreeMap<String, String>,
    ports: BTreeMap<String, i64>,
    network: String,
    /// Proxy settings of its annotations, in the order in which they are laid over each other.
    proxy_config: Vec<String>,
    probe: Option<Value>,
}

impl Group {
    /// Reads a WorkloadGroup. One without a namespace is in the given one.
    ///
    /// # Errors
    /// An object of another kind, or without a name or namespace.
    pub fn of_object(object: &Value, namespace: Option<&str>) -> Result<Self, BootstrapError> {
        let wrong = |why: &str| Err(BootstrapError::Group(why.to_owned()));
        if object["kind"].as_str() != Some("WorkloadGroup") {
            return wrong("the object is of another kind");
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let texts = |value: &Value| -> BTreeMap<String, String> {
            let entries = value.as_mapping().into_iter().flat_map(Mapping::iter);
            entries.map(|(key, value)| (key.to_owned(), text(value))).collect()
        };
        let (metadata, spec) = (&object["metadata"], &object["spec"]);
        let name = text(&metadata["name"]);
        if name.is_empty() {
            return wrong("it has no name");
        }
        let own = text(&metadata["namespace"]);
        let namespace = match namespace.filter(|_| own.is_empty()) {
            Some(given) => given.to_owned(),
            None => own,
        };
        if namespace.is_empty() {
            return wrong("it has no namespace; name it with --namespace");
        }
        let template = &spec["template"];
        let mut ports = BTreeMap::new();
        for (name, port) in template["ports"].as_mapping().into_iter().flat_map(Mapping::iter) {
            let Some(number) = port.as_i64().filter(|number| (1..=65535).contains(number)) else {
                return wrong(&format!("spec.template.ports.{name} is no port number"));
            };
            ports.insert(name.to_owned(), number);
        }
        let annotations = [&metadata["annotations"], &spec["metadata"]["annotations"]];
        let proxy_config = annotations
            .iter()
            .filter_map(|all| all[PROXY_CONFIG_ANNOTATION].as_str());
        let account = text(&template["serviceAccount"]);
        Ok(Self {
            name,
            namespace,
            service_account: if account.is_empty() {
                "default".to_owned()
            } else {
                account
            },
            labels: texts(&spec["metadata"]["labels"]),
            template_labels: texts(&template["labels"]),
            ports,
            network: text(&template["network"]),
            proxy_config: proxy_config.map(str::to_owned).collect(),
            probe: Some(spec["probe"].clone()).filter(|probe| !probe.is_null()),
        })
    }
}

/// What the control plane and the user say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The namespace of the control plane.
    pub istio_namespace: String,
    /// Its revision; empty or `default` for the one without a name.
    pub revision: String,
    /// The name of its cluster.
    pub cluster: String,
    /// Have the proxy answer the machine's DNS queries.
    pub capture_dns: bool,
    /// Have istiod make a WorkloadEntry when a machine connects.
    pub auto_register: bool,
    /// The machine's address, if it is to be fixed.
    pub internal_ip: Option<String>,
    /// The machine's address as seen from outside, if it is to be fixed.
    pub external_ip: Option<String>,
    /// The address at which istiod is reached, if it is known.
    pub ingress_ip: Option<String>,
}

impl Settings {
    fn is_revisioned(&self) -> bool {
        !matches!(self.revision.as_str(), "" | "default")
    }

    /// The host name of istiod.
    #[must_use]
    pub fn istiod_host(&self) -> String {
        let revision = if self.is_revisioned() {
            format!("-{}", self.revision)
        } else {
            String::new()
        };
        format!("istiod{revision}.{}.svc", self.istio_namespace)
    }

    /// The line that leads a machine to istiod; nothing if its address is not known.
    #[must_use]
    pub fn hosts(&self) -> String {
        let address = self.ingress_ip.as_ref();
        address.map_or(String::new(), |address| format!("{address} {}\n", self.istiod_host()))
    }
}

/// The texts of the files that are made from configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// `cluster.env`
    pub cluster_env: String,
    /// `mesh.yaml`
    pub mesh_yaml: String,
    /// `hosts`
    pub hosts: String,
    /// What was accepted and yet surprises.
    pub warnings: Vec<String>,
}

/// Makes the files from a WorkloadGroup, the control plane's mesh configuration as its ConfigMap has it, and settings.
///
/// # Errors
/// Mesh configuration or annotations that cannot be read.
pub fn files(group: &Group, mesh: &Value, settings: &Settings) -> Result<Files, BootstrapError> {
    let mut ignored = Vec::new();
    let mut decoded = message(MESH_CONFIG)?;
    if !mesh.is_null() {
        decoded
            .apply(mesh, &mut ignored)
            .map_err(|why| BootstrapError::Mesh(why.to_string()))?;
    }
    let mut proxy = match decoded.message("defaultConfig") {
        Some(proxy) => proxy.clone(),
        None => message(PROXY_CONFIG)?,
    };
    let mut warnings = Vec::new();
    let mut metadata = texts(&proxy);
    for annotation in &group.proxy_config {
        let wrong = |why: String| BootstrapError::Annotation(why);
        let value = kubeyaml::from_str(annotation).map_err(|why| wrong(why.to_string()))?;
        let mut unknown = Vec::new();
        proxy
            .apply(&value, &mut unknown)
            .map_err(|why| wrong(why.to_string()))?;
        warnings.extend(
            unknown
                .iter()
                .map(|warning| format!("{PROXY_CONFIG_ANNOTATION}: {warning}")),
        );
        metadata.extend(texts(&proxy));
    }
    if settings.is_revisioned() && proxy.text("discoveryAddress").is_empty() {
        let address = format!("{}:{DISCOVERY_PORT}", settings.istiod_host());
        proxy.put("discoveryAddress", Field::One(Scalar::from(address.as_str())));
    }
    proxy.clear("readinessProbe");
    if let Some(probe) = &group.probe {
        let mut wrapped = Mapping::new();
        wrapped.insert("readinessProbe", probe.clone());
        proxy
            .apply(&wrapped.into(), &mut ignored)
            .map_err(|why| BootstrapError::Group(format!("spec.probe: {why}")))?;
    }
    if !group.template_labels.is_empty() {
        warnings.push(
            "labels belong into spec.metadata.labels of the WorkloadGroup; those of spec.template.labels go over them"
                .to_owned(),
        );
    }
    let mesh_id = proxy.text("meshId").to_owned();
    metadata.extend(identity(group, settings, decoded.text("trustDomain"), &mesh_id)?);
    let entries = metadata
        .iter()
        .map(|(key, value)| (key.clone(), Scalar::from(value.as_str())));
    proxy.put("proxyMetadata", Field::Map(entries.collect()));

    let unwritten = |why: String| BootstrapError::Write(why);
    let json = proxy.to_json().map_err(|why| unwritten(why.to_string()))?;
    let json = kubeyaml::json::from_str(&json).map_err(|why| unwritten(why.to_string()))?;
    let mut mesh_yaml = Mapping::new();
    mesh_yaml.insert("defaultConfig", json);
    Ok(Files {
        cluster_env: cluster_env(group, settings, metadata, proxy.int("statusPort")),
        mesh_yaml: kubeyaml::to_string(&mesh_yaml.into()),
        hosts: settings.hosts(),
        warnings,
    })
}

fn message(name: &str) -> Result<Message, BootstrapError> {
    Message::of(name).ok_or_else(|| BootstrapError::Mesh(format!("there is no {name}")))
}

/// The metadata of a proxy configuration.
fn texts(proxy: &Message) -> BTreeMap<String, String> {
    let entries = proxy.map("proxyMetadata").into_iter().flatten();
    entries
        .filter_map(|(key, value)| match value {
            Scalar::String(text) => Some((key.clone(), text.clone())),
            _ => None,
        })
        .collect()
}

/// What the proxy says of itself.
fn identity(
    group: &Group,
    settings: &Settings,
    trust_domain: &str,
    mesh_id: &str,
) -> Result<BTreeMap<String, String>, BootstrapError> {
    let mut labels = group.labels.clone();
    labels.extend(group.template_labels.clone());
    let first = |names: &[&str]| names.iter().find_map(|name| labels.get(*name)).cloned();
    let service = first(&NAME_LABELS).unwrap_or_else(|| group.name.clone());
    let version = first(&VERSION_LABELS).unwrap_or_else(|| "latest".to_owned());
    labels.insert(NAME_LABELS[0].to_owned(), service.clone());
    labels.insert(VERSION_LABELS[0].to_owned(), version.clone());
    let json = |value: &Value| kubeyaml::json::to_string(value).map_err(|why| BootstrapError::Write(why.to_string()));
    let labels: Mapping = labels
        .into_iter()
        .map(|(key, value)| (key, Value::from(value)))
        .collect();

    let mut metadata = BTreeMap::new();
    let mut put = |key: &str, value: &str| metadata.insert(key.to_owned(), value.to_owned());
    put("CANONICAL_SERVICE", &service);
    put("CANONICAL_REVISION", &version);
    put("POD_NAMESPACE", &group.namespace);
    put("SERVICE_ACCOUNT", &group.service_account);
    put("TRUST_DOMAIN", trust_domain);
    put("ISTIO_META_CLUSTER_ID", &settings.cluster);
    put("ISTIO_META_MESH_ID", mesh_id);
    put("ISTIO_META_NETWORK", &group.network);
    put("ISTIO_META_WORKLOAD_NAME", &group.name);
    put("ISTIO_METAJSON_LABELS", &json(&labels.into())?);
    if !group.ports.is_empty() {
        // In the order of Go's struct, which is not that of the keys.
        let mut ports = Vec::new();
        for (name, number) in &group.ports {
            let name = if name.is_empty() {
                String::new()
            } else {
                format!("\"name\":{},", json(&Value::from(name.as_str()))?)
            };
            ports.push(format!("{{{name}\"containerPort\":{number},\"protocol\":\"\"}}"));
        }
        put("ISTIO_META_POD_PORTS", &format!("[{}]", ports.join(",")));
    }
    if settings.capture_dns {
        put("ISTIO_META_DNS_CAPTURE", "true");
    }
    if settings.auto_register {
        put("ISTIO_META_AUTO_REGISTER_GROUP", &group.name);
    }
    Ok(metadata)
}

/// The environment of the proxy: its metadata, and how traffic is captured. Every value is quoted for a shell.
fn cluster_env(group: &Group, settings: &Settings, mut lines: BTreeMap<String, String>, status_port: i64) -> String {
    let mut numbers: Vec<i64> = group.ports.values().copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let inbound = if numbers.is_empty() {
        "*".to_owned()
    } else {
        numbers.join(",")
    };
    let excluded = match status_port {
        15090 | 15021 => EXCLUDED.to_owned(),
        0 => format!("{EXCLUDED},15020"),
        port => format!("{EXCLUDED},{port}"),
    };
    let mut put = |key: &str, value: String| lines.insert(key.to_owned(), value);
    put("ISTIO_INBOUND_PORTS", inbound);
    put("ISTIO_NAMESPACE", group.namespace.clone());
    put("ISTIO_SERVICE", format!("{}.{}", group.name, group.namespace));
    put("ISTIO_SERVICE_CIDR", "*".to_owned());
    put("ISTIO_LOCAL_EXCLUDE_PORTS", excluded);
    put("SERVICE_ACCOUNT", group.service_account.clone());
    if settings.is_revisioned() {
        put("CA_ADDR", format!("{}:{DISCOVERY_PORT}", settings.istiod_host()));
    }
    if let Some(address) = &settings.internal_ip {
        put("ISTIO_SVC_IP", address.clone());
    } else if let Some(address) = &settings.external_ip {
        put("ISTIO_SVC_IP", address.clone());
        put("REWRITE_PROBE_LEGACY_LOCALHOST_DESTINATION", "true".to_owned());
    }
    let mut text: Vec<String> = lines
        .iter()
        .map(|(key, value)| format!("{key}='{}'\n", value.replace('\'', "'\"'\"'")))
        .collect();
    // By line rather than by key, as the equals sign comes before letters.
    text.sort();
    text.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(group: &str, mesh: &str, settings: &Settings) -> Files {
        let yaml = |text: &str| -> Value { kubeyaml::from_str(text).expect("YAML") };
        let group = Group::of_object(&yaml(group), None).expect("a WorkloadGroup");
        files(&group, &yaml(mesh), settings).expect("files")
    }

    const GROUP: &str = "
kind: WorkloadGroup
metadata: {name: foo, namespace: bar, annotations: {proxy.istio.io/config: 'proxyMetadata: {A: annotation, C: group}'}}
spec:
  metadata:
    labels: {app: shop, version: v1}
    annotations: {proxy.istio.io/config: 'proxyMetadata: {C: workload}'}
  template: {ports: {http: 8080, grpc: 70}, serviceAccount: sa, network: n1}
  probe: {httpGet: {port: 8080}}";

    #[test]
    fn settings_of_mesh_group_and_workload_lie_over_each_other() {
        let settings = Settings {
            istio_namespace: "istio-system".to_owned(),
            revision: "rev-1".to_owned(),
            cluster: "c1".to_owned(),
            capture_dns: true,
            internal_ip: Some("10.0.0.7".to_owned()),
            ingress_ip: Some("10.0.0.1".to_owned()),
            ..Settings::default()
        };
        let mesh =
            "{trustDomain: td, defaultConfig: {meshId: m, statusPort: 15000, proxyMetadata: {A: mesh, B: it's}}}";
        let files = made(GROUP, mesh, &settings);
        let env: BTreeMap<&str, &str> = files
            .cluster_env
            .lines()
            .filter_map(|line| line.split_once('='))
            .collect();
        for (key, value) in [
            ("A", "'annotation'"),
            ("B", "'it'\"'\"'s'"),
            ("C", "'workload'"),
            ("CA_ADDR", "'istiod-rev-1.istio-system.svc:15012'"),
            ("CANONICAL_SERVICE", "'shop'"),
            ("CANONICAL_REVISION", "'v1'"),
            ("ISTIO_INBOUND_PORTS", "'70,8080'"),
            ("ISTIO_LOCAL_EXCLUDE_PORTS", "'22,15090,15021,15000'"),
            (
                "ISTIO_META_POD_PORTS",
                r#"'[{"name":"grpc","containerPort":70,"protocol":""},{"name":"http","containerPort":8080,"protocol":""}]'"#,
            ),
            ("ISTIO_META_MESH_ID", "'m'"),
            ("ISTIO_SVC_IP", "'10.0.0.7'"),
            ("TRUST_DOMAIN", "'td'"),
        ] {
            assert_eq!(env.get(key), Some(&value), "{key}");
        }
        assert_eq!(files.hosts, "10.0.0.1 istiod-rev-1.istio-system.svc\n");
        let mesh: Value = kubeyaml::from_str(&files.mesh_yaml).expect("YAML");
        let proxy = &mesh["defaultConfig"];
        assert_eq!(proxy["readinessProbe"]["httpGet"]["port"].as_i64(), Some(8080));
        assert_eq!(
            proxy["discoveryAddress"].as_str(),
            Some("istiod-rev-1.istio-system.svc:15012")
        );
        assert_eq!(proxy["statusPort"].as_i64(), Some(15000));
    }

    /// What Go's istioctl writes for the same group, in the order of its lines.
    #[test]
    fn a_bare_group() {
        let settings = Settings {
            istio_namespace: "istio-system".to_owned(),
            external_ip: Some("1.2.3.4".to_owned()),
            ..Settings::default()
        };
        let files = made(
            "{kind: WorkloadGroup, metadata: {name: foo, namespace: bar}}",
            "null",
            &settings,
        );
        assert_eq!(
            files.cluster_env,
            "CANONICAL_REVISION='latest'
CANONICAL_SERVICE='foo'
ISTIO_INBOUND_PORTS='*'
ISTIO_LOCAL_EXCLUDE_PORTS='22,15090,15021,15020'
ISTIO_METAJSON_LABELS='{\"service.istio.io/canonical-name\":\"foo\",\"service.istio.io/canonical-revision\":\"latest\"}'
ISTIO_META_CLUSTER_ID=''
ISTIO_META_MESH_ID=''
ISTIO_META_NETWORK=''
ISTIO_META_WORKLOAD_NAME='foo'
ISTIO_NAMESPACE='bar'
ISTIO_SERVICE='foo.bar'
ISTIO_SERVICE_CIDR='*'
ISTIO_SVC_IP='1.2.3.4'
POD_NAMESPACE='bar'
REWRITE_PROBE_LEGACY_LOCALHOST_DESTINATION='true'
SERVICE_ACCOUNT='default'
TRUST_DOMAIN=''
"
        );
        assert_eq!(files.hosts, "");
        assert!(!files.mesh_yaml.contains("discoveryAddress"), "{}", files.mesh_yaml);
    }

    #[test]
    fn what_is_no_group() {
        let of = |text: &str| {
            Group::of_object(&kubeyaml::from_str(text).expect("YAML"), None).map_err(|why| why.to_string())
        };
        for (text, part) in [
            ("{kind: WorkloadEntry}", "another kind"),
            ("{kind: WorkloadGroup}", "no name"),
            ("{kind: WorkloadGroup, metadata: {name: a}}", "no namespace"),
            (
                "{kind: WorkloadGroup, metadata: {name: a, namespace: b}, spec: {template: {ports: {http: x}}}}",
                "ports.http",
            ),
        ] {
            let why = of(text).expect_err(text);
            assert!(why.contains(part), "{why}");
        }
    }
}
