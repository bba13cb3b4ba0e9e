//! The components of an installation: which chart each comes from, and what its workload is called.

use std::fmt;

use kubeyaml::{Mapping, Value};

/// A component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Component {
    /// CRDs and what is shared by all revisions.
    Base,
    /// The control plane.
    Pilot,
    /// Gateways that let traffic in.
    IngressGateways,
    /// Gateways that let traffic out.
    EgressGateways,
    /// The CNI plugin.
    Cni,
    /// The proxy of a node in ambient mode.
    Ztunnel,
}

/// What is known of a component.
#[derive(Debug)]
pub struct Facts {
    /// Its name for people and in labels.
    pub name: &'static str,
    /// Its key below `spec.components`.
    pub key: &'static str,
    /// Whether it is installed when `spec.components` does not name it.
    pub default: bool,
    /// Whether its key holds a list of instances.
    pub list: bool,
    /// Kind, name and main container of its workload, if it has one.
    pub workload: Option<Workload>,
    /// The chart's folder below `charts/`.
    pub chart: &'static str,
    /// Where its values are below `spec.values`.
    pub values: &'static [&'static str],
    /// Whether its chart expects those values at the top.
    pub flat_values: bool,
    /// The name of the chart in the official repository, if it can be installed from there.
    pub release: Option<&'static str>,
}

/// The workload of a component.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    /// `Deployment` or `DaemonSet`.
    pub kind: &'static str,
    /// Its name, unless an instance has one of its own.
    pub name: &'static str,
    /// Its main container.
    pub container: &'static str,
}

/// All components in the order in which they are rendered.
pub const ALL: [Component; 6] = [
    Component::Base,
    Component::Pilot,
    Component::IngressGateways,
    Component::EgressGateways,
    Component::Cni,
    Component::Ztunnel,
];

static FACTS: [Facts; 6] = [
    Facts {
        name: "Base",
        key: "base",
        default: true,
        list: false,
        workload: None,
        chart: "base",
        values: &["global"],
        flat_values: false,
        release: Some("base"),
    },
    Facts {
        name: "Pilot",
        key: "pilot",
        default: true,
        list: false,
        workload: Some(Workload {
            kind: "Deployment",
            name: "istiod",
            container: "discovery",
        }),
        chart: "istio-control/istio-discovery",
        values: &["pilot"],
        flat_values: false,
        release: Some("istiod"),
    },
    Facts {
        name: "IngressGateways",
        key: "ingressGateways",
        default: true,
        list: true,
        workload: Some(Workload {
            kind: "Deployment",
            name: "istio-ingressgateway",
            container: "istio-proxy",
        }),
        chart: "gateways/istio-ingress",
        values: &["gateways", "istio-ingressgateway"],
        flat_values: false,
        release: None,
    },
    Facts {
        name: "EgressGateways",
        key: "egressGateways",
        default: false,
        list: true,
        workload: Some(Workload {
            kind: "Deployment",
            name: "istio-egressgateway",
            container: "istio-proxy",
        }),
        chart: "gateways/istio-egress",
        values: &["gateways", "istio-egressgateway"],
        flat_values: false,
        release: None,
    },
    Facts {
        name: "Cni",
        key: "cni",
        default: false,
        list: false,
        workload: Some(Workload {
            kind: "DaemonSet",
            name: "istio-cni-node",
            container: "install-cni",
        }),
        chart: "istio-cni",
        values: &["cni"],
        flat_values: false,
        release: Some("cni"),
    },
    Facts {
        name: "Ztunnel",
        key: "ztunnel",
        default: false,
        list: false,
        workload: Some(Workload {
            kind: "DaemonSet",
            name: "ztunnel",
            container: "istio-proxy",
        }),
        chart: "ztunnel",
        values: &["ztunnel"],
        flat_values: true,
        release: Some("ztunnel"),
    },
];

impl Component {
    /// What is known of it.
    #[must_use]
    pub fn facts(self) -> &'static Facts {
        &FACTS[self as usize]
    }

    /// Whether it is a list of gateways.
    #[must_use]
    pub fn is_gateway(self) -> bool {
        matches!(self, Self::IngressGateways | Self::EgressGateways)
    }
}

impl fmt::Display for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.facts().name)
    }
}

/// One instance of a component that is to be installed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instance {
    /// Its name, empty unless it is a gateway.
    pub name: String,
    /// Where it goes; empty for the namespace of the release only when nothing names one.
    pub namespace: String,
    /// Its registry, empty for that of the mesh.
    pub hub: String,
    /// Its tag, if it has one of its own.
    pub tag: Option<Value>,
    /// Labels of a gateway.
    pub labels: Mapping,
    /// Kubernetes settings as they were written, if there are any.
    pub k8s: Option<Mapping>,
    /// Whether `spec.components` names it at all.
    pub named: bool,
    /// Its place in its list.
    pub index: Option<usize>,
}

/// An instance that cannot be read, because `spec.components` has another shape than it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeError {
    /// The path below `spec.components`.
    pub path: String,
    /// What should stand there.
    pub expected: &'static str,
    /// What stands there.
    pub found: &'static str,
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "spec.components.{}: expected {}, found {}",
            self.path, self.expected, self.found
        )
    }
}

impl std::error::Error for ShapeError {}

/// The namespace when nothing names one.
const DEFAULT_NAMESPACE: &str = "istio-system";

impl Component {
    /// The instances of this component that a merged IstioOperator installs.
    ///
    /// # Errors
    /// A component of another type than it should have.
    pub fn instances(self, operator: &Mapping) -> Result<Vec<Instance>, ShapeError> {
        let facts = self.facts();
        let namespace = operator
            .get("metadata")
            .and_then(|metadata| metadata.get("namespace"))
            .and_then(Value::as_str)
            .filter(|namespace| !namespace.is_empty())
            .unwrap_or(DEFAULT_NAMESPACE);
        let spec = operator.get("spec");
        let switched_on = self.is_gateway() && {
            let mut keys = vec!["values"];
            keys.extend(facts.values);
            keys.push("enabled");
            spec.and_then(|spec| spec.get_path(&keys)).and_then(Value::as_bool) == Some(true)
        };
        let unnamed = || -> Vec<Instance> {
            if facts.default || switched_on {
                vec![Instance {
                    namespace: namespace.to_owned(),
                    ..Instance::default()
                }]
            } else {
                Vec::new()
            }
        };
        let found = spec.and_then(|spec| spec.get_path(&["components", facts.key]));
        let mut instances = Vec::new();
        match (facts.list, found) {
            (_, None) => return Ok(unnamed()),
            (true, Some(Value::Sequence(items))) => {
                for (index, item) in items.iter().enumerate() {
                    let path = format!("{}[{index}]", facts.key);
                    let mut instance = instance(item.as_mapping(), item, namespace, &path)?;
                    instance.1.index = Some(index);
                    if instance.0 || switched_on {
                        instances.push(instance.1);
                    }
                }
            }
            (true, Some(other)) => {
                return Err(ShapeError {
                    path: facts.key.to_owned(),
                    expected: "a list",
                    found: other.kind_name(),
                });
            }
            (false, Some(Value::Mapping(map))) => {
                let (enabled, instance) = instance(Some(map), &Value::Null, namespace, facts.key)?;
                if enabled || switched_on {
                    instances.push(instance);
                }
            }
            (false, Some(_)) => return Ok(unnamed()),
        }
        Ok(instances)
    }
}

/// Reads one instance, and whether it is enabled.
fn instance(map: Option<&Mapping>, whole: &Value, namespace: &str, path: &str) -> Result<(bool, Instance), ShapeError> {
    let wrong = |key: &str, expected: &'static str, found: &Value| ShapeError {
        path: if key.is_empty() {
            path.to_owned()
        } else {
            format!("{path}.{key}")
        },
        expected,
        found: found.kind_name(),
    };
    let Some(map) = map else {
        return if whole.is_null() {
            instance(Some(&Mapping::new()), whole, namespace, path)
        } else {
            Err(wrong("", "a mapping", whole))
        };
    };
    // Another spelling counts where this one is absent, as in Go's structs.
    let get = |key: &str| {
        let respelt = || map.iter().filter(|(name, _)| name.eq_ignore_ascii_case(key));
        map.get(key)
            .or_else(|| respelt().max_by_key(|(name, _)| *name).map(|(_, value)| value))
    };
    let text = |key: &str| match get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(other) => Err(wrong(key, "a string", other)),
    };
    let k8s = match map.get("k8s") {
        None | Some(Value::Null) => None,
        Some(Value::Mapping(k8s)) => Some(k8s.clone()),
        Some(other) => return Err(wrong("k8s", "a mapping", other)),
    };
    let enabled = match get("enabled") {
        None | Some(Value::Null) => true,
        Some(Value::Bool(enabled)) => *enabled,
        Some(other) => return Err(wrong("enabled", "true or false", other)),
    };
    let mut labels = match get("label") {
        None | Some(Value::Null) => Mapping::new(),
        Some(Value::Mapping(labels)) => labels.clone(),
        Some(other) => return Err(wrong("label", "a mapping", other)),
    };
    // A label without a value has the empty one.
    labels
        .iter_mut()
        .filter(|(_, value)| value.is_null())
        .for_each(|(_, value)| *value = Value::from(""));
    let own = text("namespace")?;
    let namespace = [own.as_str(), namespace, DEFAULT_NAMESPACE]
        .into_iter()
        .find(|namespace| !namespace.is_empty())
        .unwrap_or(DEFAULT_NAMESPACE)
        .to_owned();
    Ok((
        enabled,
        Instance {
            name: text("name")?,
            namespace,
            hub: text("hub")?,
            tag: get("tag").filter(|tag| !tag.is_null()).cloned(),
            labels,
            k8s,
            named: true,
            index: None,
        },
    ))
}
