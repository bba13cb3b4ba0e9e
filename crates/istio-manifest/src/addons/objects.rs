//! From an add-on's chart to its objects.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use helm::{Capabilities, Chart, Release, RenderOptions};
use kubeyaml::{Mapping, Value};

use super::{Addon, NAME_LABEL, VERSION_LABEL};
use crate::manifest::{Manifest, ManifestError};

/// Every file below `addons/` by its path, sorted.
static EMBEDDED: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/addon_files.rs"));

/// How an add-on is to be.
#[derive(Clone, Debug, Default)]
pub struct AddonOptions {
    /// The namespace that it goes to.
    pub namespace: String,
    /// The namespace of the control plane.
    pub istio_namespace: String,
    /// Names of the add-ons that are there, or go in together with it.
    pub present: BTreeSet<String>,
    /// Settings of the chart, as `PATH=VALUE`; the last one wins.
    pub set: Vec<String>,
}

/// Why an add-on has no objects.
#[derive(Debug)]
#[non_exhaustive]
pub enum AddonError {
    /// A setting that is none.
    Set {
        /// As it was written.
        text: String,
        /// What is wrong.
        why: String,
    },
    /// A chart that cannot be loaded or rendered with these settings.
    Chart {
        /// The add-on.
        name: &'static str,
        /// Where and why.
        error: Box<helm::Error>,
    },
    /// A template that gave no object.
    Manifest {
        /// The template.
        template: String,
        /// What is wrong.
        error: ManifestError,
    },
    /// Two of the add-ons bring the same object.
    Doubled {
        /// The object.
        identity: String,
        /// One of them.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
}

impl fmt::Display for AddonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set { text, why } => write!(f, "--set {text}: {why}"),
            Self::Chart { name, error } => write!(f, "add-on {name}: {error}"),
            Self::Manifest { template, error } => write!(f, "{template}: the template's result is no object: {error}"),
            Self::Doubled {
                identity,
                first,
                second,
            } => write!(
                f,
                "{first} and {second} cannot be in one namespace: both bring {identity}"
            ),
        }
    }
}

impl std::error::Error for AddonError {}

impl Addon {
    /// The version that goes in.
    #[must_use]
    pub fn version(&self) -> String {
        let chart = chart(self).ok();
        chart.map_or_else(String::new, |chart| chart.metadata().app_version.clone())
    }
}

/// The objects of an add-on in the order in which they are applied, with the labels by which it is found again.
///
/// # Errors
/// [`AddonError`]; without settings of a user there is none.
pub fn objects(addon: &Addon, options: &AddonOptions) -> Result<Vec<Value>, AddonError> {
    let in_chart = |error: helm::Error| AddonError::Chart {
        name: addon.name,
        error: Box::new(error),
    };
    let chart = chart(addon).map_err(in_chart)?;
    let release = Release {
        name: addon.name.to_owned(),
        namespace: options.namespace.clone(),
        ..Release::default()
    };
    let values = values(addon, &chart, options)?;
    let rendered = helm::render(
        &chart,
        &values,
        &release,
        &Capabilities::default(),
        &RenderOptions::default(),
    )
    .map_err(in_chart)?;
    let mut found = Vec::new();
    for template in rendered.templates() {
        let parsed = Manifest::parse_all(&template.text()).map_err(|error| AddonError::Manifest {
            template: template.path().to_owned(),
            error,
        })?;
        found.extend(parsed.iter().map(|manifest| manifest.tree().into_owned()));
    }
    let version = &chart.metadata().app_version;
    for object in &mut found {
        label(object, addon.name, version);
    }
    found.sort_by_cached_key(|object| {
        let text = |path: &[&str]| {
            object
                .get_path(path)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let kind = text(&["kind"]);
        (crate::lifecycle::order::step(&kind), kind, text(&["metadata", "name"]))
    });
    Ok(found)
}

/// Objects as one stream of YAML documents.
#[must_use]
pub fn stream(objects: &[Value]) -> String {
    let documents: Vec<String> = objects.iter().map(kubeyaml::to_string).collect();
    documents.join("---\n")
}

/// Says if two of the add-ons bring the same object.
///
/// # Errors
/// [`AddonError::Doubled`].
pub fn duplicates(all: &[(Addon, Vec<Value>)]) -> Result<(), AddonError> {
    let mut seen: BTreeMap<String, &'static str> = BTreeMap::new();
    for (addon, objects) in all {
        for object in objects {
            let identity = crate::lifecycle::prune::Identity::of(object).to_string();
            match seen.insert(identity.clone(), addon.name) {
                Some(first) if first != addon.name => {
                    return Err(AddonError::Doubled {
                        identity,
                        first,
                        second: addon.name,
                    });
                }
                _ => {}
            }
        }
    }
    Ok(())
}

fn chart(addon: &Addon) -> Result<Chart, helm::Error> {
    let folder = format!("addons/{}/", addon.name);
    let files = EMBEDDED
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(folder.as_str())?, *bytes)));
    Chart::from_files(files)
}

fn values(addon: &Addon, chart: &Chart, options: &AddonOptions) -> Result<Mapping, AddonError> {
    let mut values = Mapping::new();
    let has = |name: &str| chart.values().is_some_and(|values| values.get(name).is_some());
    if has("istioNamespace") {
        values.insert("istioNamespace", options.istio_namespace.as_str());
    }
    if has("peers") {
        let mut peers = Mapping::new();
        for peer in addon.peers {
            peers.insert(*peer, options.present.contains(*peer));
        }
        values.insert("peers", peers);
    }
    for text in &options.set {
        helm::strvals::set(text, &mut values).map_err(|why| AddonError::Set {
            text: text.clone(),
            why: why.message().to_owned(),
        })?;
    }
    Ok(values)
}

fn label(object: &mut Value, name: &str, version: &str) {
    let Some(metadata) = object
        .as_mapping_mut()
        .map(|object| object.entry_or_null("metadata"))
        .and_then(Value::as_mapping_mut)
    else {
        return;
    };
    let labels = metadata.entry_or_null("labels");
    if labels.as_mapping().is_none() {
        *labels = Mapping::new().into();
    }
    if let Some(labels) = labels.as_mapping_mut() {
        labels.insert(NAME_LABEL, name);
        labels.insert(VERSION_LABEL, version);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ALL, find};
    use super::*;

    fn options(present: &[&str]) -> AddonOptions {
        AddonOptions {
            namespace: "mesh".to_owned(),
            istio_namespace: "control".to_owned(),
            present: present.iter().map(|name| (*name).to_owned()).collect(),
            set: Vec::new(),
        }
    }

    fn of(name: &str, options: &AddonOptions) -> Vec<Value> {
        let addon = find([name]).expect("it is known")[0];
        objects(&addon, options).unwrap_or_else(|why| panic!("{why}"))
    }

    fn first(list: &Value) -> &Value {
        list.as_sequence()
            .and_then(<[Value]>::first)
            .expect("a list with something in it")
    }

    fn object<'o>(objects: &'o [Value], kind: &str, name: &str) -> &'o Value {
        let is = |object: &&Value| {
            object["kind"].as_str() == Some(kind) && object["metadata"]["name"].as_str() == Some(name)
        };
        objects.iter().find(is).unwrap_or_else(|| panic!("no {kind} {name}"))
    }

    #[test]
    fn every_object_is_in_the_namespace_and_has_its_labels() {
        for addon in ALL {
            let objects = of(addon.name, &options(&[]));
            assert!(objects.len() >= 2, "{}", addon.name);
            for object in &objects {
                let metadata = &object["metadata"];
                let of_cluster = object["kind"]
                    .as_str()
                    .is_some_and(|kind| kind.starts_with("ClusterRole"));
                assert_eq!(
                    metadata["namespace"].as_str(),
                    (!of_cluster).then_some("mesh"),
                    "{object:?}"
                );
                assert_eq!(metadata["labels"][NAME_LABEL].as_str(), Some(addon.name));
                assert_eq!(
                    metadata["labels"][VERSION_LABEL].as_str(),
                    Some(addon.version().as_str())
                );
            }
        }
    }

    /// The labels that `dashboard` finds pods by, and an image of a version rather than of the day.
    #[test]
    fn pods_have_the_label_that_they_are_looked_for_by() {
        for addon in ALL {
            let objects = of(addon.name, &options(&[]));
            let workloads = objects
                .iter()
                .filter(|object| object["kind"].as_str() == Some("Deployment"));
            let (key, value) = addon.pods.split_once('=').expect("a label");
            let mut found = false;
            for workload in workloads {
                let template = &workload["spec"]["template"];
                let labels = &template["metadata"]["labels"];
                found |= labels[key].as_str() == Some(value);
                assert_eq!(labels["sidecar.istio.io/inject"].as_str(), Some("false"));
                for (key, value) in workload["spec"]["selector"]["matchLabels"]
                    .as_mapping()
                    .expect("labels")
                    .iter()
                {
                    assert_eq!(&labels[key], value, "{}", addon.name);
                }
                let image = first(&template["spec"]["containers"])["image"]
                    .as_str()
                    .expect("an image");
                let (_, tag) = image.rsplit_once(':').expect("a tag");
                assert!(tag.contains('.') && tag != "latest", "{image}");
            }
            assert!(found, "{}: no pod has {}", addon.name, addon.pods);
        }
    }

    #[test]
    fn services_select_pods_and_lead_to_ports_that_these_have() {
        for addon in ALL {
            let objects = of(addon.name, &options(&[]));
            for service in objects
                .iter()
                .filter(|object| object["kind"].as_str() == Some("Service"))
            {
                let selector = service["spec"]["selector"].as_mapping().expect("a selector");
                let selected = objects.iter().find(|object| {
                    let labels = &object["spec"]["template"]["metadata"]["labels"];
                    selector.iter().all(|(key, value)| labels[key] == *value) && labels.as_mapping().is_some()
                });
                let workload = selected.unwrap_or_else(|| panic!("{}: nothing behind {service:?}", addon.name));
                let named: Vec<&str> = first(&workload["spec"]["template"]["spec"]["containers"])["ports"]
                    .as_sequence()
                    .expect("ports")
                    .iter()
                    .filter_map(|port| port["name"].as_str())
                    .collect();
                for port in service["spec"]["ports"].as_sequence().expect("ports") {
                    if let Some(name) = port["targetPort"].as_str() {
                        assert!(named.contains(&name), "{}: {name}", addon.name);
                    }
                }
            }
        }
    }

    #[test]
    fn kiali_links_to_who_is_there() {
        let config = |present: &[&str]| {
            let objects = of("kiali", &options(present));
            let map = object(&objects, "ConfigMap", "kiali");
            kubeyaml::from_str(map["data"]["config.yaml"].as_str().expect("text")).expect("YAML")
        };
        let alone = config(&[]);
        let services = &alone["external_services"];
        assert_eq!(
            services["prometheus"]["url"].as_str(),
            Some("http://prometheus.mesh:9090")
        );
        assert_eq!(services["istio"]["root_namespace"].as_str(), Some("control"));
        assert_eq!(services["grafana"]["enabled"].as_bool(), Some(false));
        let with = config(&["grafana", "jaeger"]);
        let services = &with["external_services"];
        assert_eq!(
            services["grafana"]["internal_url"].as_str(),
            Some("http://grafana.mesh:3000")
        );
        assert_eq!(
            services["tracing"]["internal_url"].as_str(),
            Some("http://tracing.mesh:16685")
        );
        assert_ne!(
            of("kiali", &options(&[])).last().expect("a Deployment")["spec"]["template"],
            of("kiali", &options(&["grafana"])).last().expect("a Deployment")["spec"]["template"],
            "another configuration makes another pod"
        );
    }

    #[test]
    fn what_is_configured_in_text_is_text_of_its_kind() {
        let objects = of("prometheus", &options(&[]));
        let config = &object(&objects, "ConfigMap", "prometheus")["data"]["prometheus.yml"];
        let config = kubeyaml::from_str(config.as_str().expect("text")).expect("YAML");
        let jobs = config["scrape_configs"].as_sequence().expect("jobs");
        let names: Vec<&str> = jobs.iter().filter_map(|job| job["job_name"].as_str()).collect();
        assert_eq!(
            names,
            [
                "prometheus",
                "istiod",
                "kubernetes-pods",
                "envoy-stats",
                "kubelet-cadvisor"
            ]
        );
        for job in jobs {
            for rule in job["relabel_configs"].as_sequence().unwrap_or_default() {
                assert!(rule.as_mapping().is_some(), "{rule:?}");
            }
        }
        let objects = of("grafana", &options(&["jaeger"]));
        let data = &object(&objects, "ConfigMap", "grafana")["data"];
        let sources = kubeyaml::from_str(data["datasources.yaml"].as_str().expect("text")).expect("YAML");
        let names: Vec<&str> = sources["datasources"]
            .as_sequence()
            .expect("sources")
            .iter()
            .filter_map(|source| source["name"].as_str())
            .collect();
        assert_eq!(names, ["Prometheus", "Jaeger"]);
        let dashboards = object(&objects, "ConfigMap", "istio-grafana-dashboards")["data"]
            .as_mapping()
            .expect("files");
        assert_eq!(dashboards.len(), 3);
        for (name, text) in dashboards.iter() {
            let dashboard = kubeyaml::json::from_str(text.as_str().expect("text")).expect("JSON");
            assert!(
                dashboard["uid"].as_str().is_some_and(|uid| uid.starts_with("istio-")),
                "{name}"
            );
        }
        for name in ["jaeger", "loki"] {
            let objects = of(name, &options(&[]));
            let config = &object(&objects, "ConfigMap", name)["data"]["config.yaml"];
            kubeyaml::from_str(config.as_str().expect("text")).expect("YAML");
        }
    }

    #[test]
    fn two_tracers_do_not_go_together() {
        let all = ["jaeger", "zipkin"].map(|name| (find([name]).expect("known")[0], of(name, &options(&[]))));
        let why = duplicates(&all).expect_err("both bring a Service").to_string();
        assert!(
            why.starts_with("jaeger and zipkin cannot be in one namespace: both bring Service/mesh/"),
            "{why}"
        );
        assert!(duplicates(&all[..1]).is_ok());
    }

    #[test]
    fn settings_are_those_of_the_chart() {
        let mut options = options(&[]);
        options.set = vec!["image.tag=v3.99.0".to_owned(), "retention=1d".to_owned()];
        let objects = of("prometheus", &options);
        let container = first(&object(&objects, "Deployment", "prometheus")["spec"]["template"]["spec"]["containers"]);
        assert_eq!(container["image"].as_str(), Some("docker.io/prom/prometheus:v3.99.0"));
        options.set = vec!["image.tag".to_owned()];
        let addon = find(["prometheus"]).expect("known")[0];
        assert!(matches!(super::objects(&addon, &options), Err(AddonError::Set { .. })));
    }

    #[test]
    fn names() {
        assert_eq!(find(["Zipkin", "kiali", "kiali"]).expect("known").len(), 2);
        let why = find(["kyali"]).expect_err("unknown").to_string();
        assert!(why.contains("\"kyali\"") && why.contains("kiali, loki"), "{why}");
    }
}
