//! What stands against installing or upgrading Istio in a cluster: its version, the user's rights, the Gateway API's resources, and
//! what other releases changed.

use kubeyaml::{Mapping, Value};

use super::connection::Connection;
use super::error::ClusterError;
use super::join_all;
use super::resource::{Resource, kinds};
use super::verbs::ListOptions;

/// The oldest minor version of Kubernetes 1 that this release supports.
const OLDEST_MINOR: u32 = 32;
/// The group of the Gateway API.
const GATEWAY_GROUP: &str = "gateway.networking.k8s.io";
/// Kinds of the Gateway API that must be served as v1beta1.
const BETA_KINDS: [&str; 4] = ["Gateway", "GatewayClass", "HTTPRoute", "ReferenceGrant"];
/// Kinds of the Gateway API that a later release wants as v1.
const STABLE_KINDS: [&str; 4] = ["Gateway", "GatewayClass", "HTTPRoute", "GRPCRoute"];
/// Releases up to 1.21 send traces to a Service `zipkin` without being told to.
const TRACES_BY_DEFAULT: u32 = 21;
/// Namespaces of Kubernetes itself.
const SYSTEM_NAMESPACES: [&str; 4] = ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];

/// What to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The namespace of the control plane.
    pub istio_namespace: String,
    /// Look for annotations in this namespace alone.
    pub namespace: Option<String>,
    /// Whether version, rights and the Gateway API are looked at.
    pub control_plane: bool,
    /// Whether objects with annotations of Istio are wanted.
    pub annotations: bool,
    /// The minor version of the release that is upgraded from.
    pub from_minor: Option<u32>,
}

/// Something that stands against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The server is too old.
    Kubernetes {
        /// Its version.
        version: String,
        /// The oldest that will do.
        minimum: String,
    },
    /// The user may not create something that an installation creates.
    Permission {
        /// The resource with its group, such as `deployments.apps`.
        resource: String,
        /// The namespace, if it has one.
        namespace: Option<String>,
        /// The server's reason; empty if it gives none.
        reason: String,
    },
    /// The cluster does not serve a kind of the Gateway API in a version.
    GatewayApi {
        /// The CustomResourceDefinition.
        definition: String,
        /// The versions that are served, by name; `none` for none.
        served: String,
        /// The version that is wanted.
        wanted: &'static str,
        /// Whether this release needs it already.
        needed_now: bool,
    },
    /// Traces went to this Service without being asked for, and no longer do.
    DefaultTracing {
        /// Its namespace.
        namespace: &'static str,
        /// Its name.
        name: &'static str,
    },
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What stands against it, in the order of the checks.
    pub findings: Vec<Finding>,
    /// Namespaces, Services, Pods and Deployments with annotations of Istio, with nothing in them but what their annotations are
    /// judged by.
    pub annotated: Vec<Value>,
    /// What could not be looked at, and why.
    pub unchecked: Vec<String>,
}

/// Looks. What the user may not read is in [`Outcome::unchecked`], and the rest is looked at all the same.
///
/// # Errors
/// A server that does not answer.
pub async fn check(connection: &Connection, request: &Request) -> Result<Outcome, ClusterError> {
    let mut outcome = Outcome::default();
    if request.control_plane {
        version(connection, &mut outcome).await?;
        rights(connection, &request.istio_namespace, &mut outcome).await?;
        gateway_api(connection, &mut outcome).await?;
        if request.annotations {
            annotated(connection, request.namespace.as_deref(), &mut outcome).await?;
        }
    }
    if request.from_minor.is_some_and(|minor| minor <= TRACES_BY_DEFAULT) {
        tracing(connection, &mut outcome).await?;
    }
    Ok(outcome)
}

impl Outcome {
    /// Takes what was read, or notes that it may not be.
    fn take<T>(&mut self, read: Result<T, ClusterError>) -> Result<Option<T>, ClusterError> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(why) if why.is_no_answer() => Err(why),
            Err(why) => {
                self.unchecked.push(why.to_string());
                Ok(None)
            }
        }
    }
}

async fn version(connection: &Connection, outcome: &mut Outcome) -> Result<(), ClusterError> {
    let Some(told) = outcome.take(connection.server_version().await)? else {
        return Ok(());
    };
    let version = told["gitVersion"].as_str().unwrap_or_default().to_owned();
    match minor_of(&version) {
        Some(minor) if minor >= OLDEST_MINOR => {}
        Some(_) => outcome.findings.push(Finding::Kubernetes {
            version,
            minimum: format!("1.{OLDEST_MINOR}"),
        }),
        None => outcome.unchecked.push(format!(
            "the Kubernetes version {version:?} is none that can be compared"
        )),
    }
    Ok(())
}

/// 36 of `v1.36.3-gke.1`. A build without a version says 0.0, which is none.
fn minor_of(version: &str) -> Option<u32> {
    let mut parts = version.strip_prefix('v').unwrap_or(version).split('.');
    let mut number = || {
        let part = parts.next()?;
        let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        part[..digits].parse::<u32>().ok()
    };
    match (number()?, number()?) {
        (0, 0) => None,
        (0, _) => Some(0),
        (1, minor) => Some(minor),
        _ => Some(u32::MAX),
    }
}

/// Asks whether the user may create each kind that an installation has.
async fn rights(connection: &Connection, istio_namespace: &str, outcome: &mut Outcome) -> Result<(), ClusterError> {
    let created = [
        kinds::namespace(),
        kinds::cluster_role(),
        kinds::cluster_role_binding(),
        kinds::custom_resource_definition(),
        kinds::role(),
        kinds::service_account(),
        kinds::service(),
        kinds::deployment(),
        kinds::config_map(),
        kinds::mutating_webhook_configuration(),
        kinds::validating_webhook_configuration(),
    ];
    let answers = join_all(created.iter().map(|resource| {
        let namespace = resource.namespaced.then_some(istio_namespace);
        may_create(connection, resource, namespace)
    }))
    .await;
    for (resource, answer) in created.iter().zip(answers) {
        if let Some(Some(reason)) = outcome.take(answer)? {
            outcome.findings.push(Finding::Permission {
                resource: resource.to_string(),
                namespace: resource.namespaced.then(|| istio_namespace.to_owned()),
                reason,
            });
        }
    }
    Ok(())
}

/// Nothing if the user may, else the server's reason.
async fn may_create(
    connection: &Connection,
    resource: &Resource,
    namespace: Option<&str>,
) -> Result<Option<String>, ClusterError> {
    let mut attributes = Mapping::new();
    attributes.insert("verb", "create");
    attributes.insert("group", resource.group.as_str());
    attributes.insert("version", resource.version.as_str());
    attributes.insert("resource", resource.plural.as_str());
    if let Some(namespace) = namespace {
        attributes.insert("namespace", namespace);
    }
    let mut spec = Mapping::new();
    spec.insert("resourceAttributes", attributes);
    let reviews = Resource {
        group: "authorization.k8s.io".to_owned(),
        version: "v1".to_owned(),
        plural: "selfsubjectaccessreviews".to_owned(),
        kind: "SelfSubjectAccessReview".to_owned(),
        namespaced: false,
    };
    let mut review = Mapping::new();
    review.insert("apiVersion", reviews.api_version());
    review.insert("kind", reviews.kind.as_str());
    review.insert("spec", spec);
    let answer = connection.create(&reviews, None, &review.into(), "istioctl").await?;
    if answer["status"]["allowed"] == Value::Bool(true) {
        return Ok(None);
    }
    Ok(Some(answer["status"]["reason"].as_str().unwrap_or_default().to_owned()))
}

async fn gateway_api(connection: &Connection, outcome: &mut Outcome) -> Result<(), ClusterError> {
    let mut found = Vec::new();
    let take = |definition: Value| {
        if definition["spec"]["group"].as_str() == Some(GATEWAY_GROUP) {
            found.extend(of_definition(&definition));
        }
    };
    let definitions = kinds::custom_resource_definition();
    let read = connection
        .for_each(&definitions, None, &ListOptions::default(), take)
        .await;
    outcome.take(read)?;
    outcome.findings.extend(found);
    Ok(())
}

fn of_definition(definition: &Value) -> Vec<Finding> {
    let versions = definition["spec"]["versions"].as_sequence().unwrap_or_default();
    let mut served: Vec<&str> = versions
        .iter()
        .filter(|version| version["served"] == Value::Bool(true))
        .filter_map(|version| version["name"].as_str())
        .collect();
    served.sort_unstable();
    let kind = definition["spec"]["names"]["kind"].as_str().unwrap_or_default();
    let lacks = |kinds: &[&str], wanted: &str| kinds.contains(&kind) && !served.contains(&wanted);
    [
        (lacks(&BETA_KINDS, "v1beta1"), "v1beta1", true),
        (lacks(&STABLE_KINDS, "v1"), "v1", false),
    ]
    .into_iter()
    .filter(|(lacking, ..)| *lacking)
    .map(|(_, wanted, needed_now)| Finding::GatewayApi {
        definition: definition["metadata"]["name"].as_str().unwrap_or_default().to_owned(),
        served: if served.is_empty() {
            "none".to_owned()
        } else {
            served.join(",")
        },
        wanted,
        needed_now,
    })
    .collect()
}

async fn annotated(
    connection: &Connection,
    namespace: Option<&str>,
    outcome: &mut Outcome,
) -> Result<(), ClusterError> {
    for resource in [kinds::namespace(), kinds::service(), kinds::pod(), kinds::deployment()] {
        let mut found = Vec::new();
        let wanted = |object: &Value| {
            let metadata = &object["metadata"];
            let home = if resource.namespaced { "namespace" } else { "name" };
            let home = metadata[home].as_str().unwrap_or_default();
            namespace.map_or(!SYSTEM_NAMESPACES.contains(&home), |namespace| namespace == home)
                && metadata["annotations"].as_mapping().is_some_and(|all| {
                    all.iter()
                        .any(|(name, _)| name.contains("istio.io/") || name == "kubernetes.io/ingress.class")
                })
        };
        let take = |object: Value| {
            if wanted(&object) {
                found.push(only_annotations(&object));
            }
        };
        let read = connection
            .for_each(&resource, namespace, &ListOptions::default(), take)
            .await;
        outcome.take(read)?;
        outcome.annotated.extend(found);
    }
    Ok(())
}

/// What an object's annotations are judged by: its name, and which init containers it has.
fn only_annotations(object: &Value) -> Value {
    let mut metadata = Mapping::new();
    for field in ["name", "namespace", "annotations"] {
        if let Some(value) = object["metadata"].get(field) {
            metadata.insert(field, value.clone());
        }
    }
    let mut kept = Mapping::new();
    for field in ["apiVersion", "kind"] {
        kept.insert(field, object[field].clone());
    }
    kept.insert("metadata", metadata);
    if let Some(init) = object["spec"].get("initContainers") {
        let mut spec = Mapping::new();
        spec.insert("initContainers", init.clone());
        kept.insert("spec", spec);
    }
    kept.into()
}

async fn tracing(connection: &Connection, outcome: &mut Outcome) -> Result<(), ClusterError> {
    // The address that was built in names this namespace, wherever Istio is.
    let (namespace, name) = ("istio-system", "zipkin");
    let read = connection.get(&kinds::service(), Some(namespace), name).await;
    if let Some(Some(_)) = outcome.take(read)? {
        outcome.findings.push(Finding::DefaultTracing { namespace, name });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let cases = [
            ("v1.36.3", Some(36)),
            ("1.9.11+k3s1", Some(9)),
            ("v1.30+", Some(30)),
            ("v0.0.0-master+$Format:%H$", None),
            ("", None),
            ("v1", None),
        ];
        for (version, minor) in cases {
            assert_eq!(minor_of(version), minor, "{version}");
        }
    }

    #[test]
    fn each_kind_of_the_gateway_api_has_its_versions() {
        let found = |kind: &str, versions: &str| {
            let text = format!("{{metadata: {{name: x}}, spec: {{names: {{kind: {kind}}}, versions: [{versions}]}}}}");
            let found = of_definition(&kubeyaml::from_str(&text).expect("YAML"));
            let words = |finding: Finding| match finding {
                Finding::GatewayApi { served, wanted, .. } => format!("{served} {wanted}"),
                other => format!("{other:?}"),
            };
            found.into_iter().map(words).collect::<Vec<_>>()
        };
        let alpha = "{name: v1alpha2, served: true}";
        assert_eq!(found("Gateway", alpha), ["v1alpha2 v1beta1", "v1alpha2 v1"]);
        assert_eq!(
            found("Gateway", "{name: v1beta1, served: true}, {name: v1, served: false}"),
            ["v1beta1 v1"]
        );
        assert_eq!(found("GRPCRoute", ""), ["none v1"]);
        assert_eq!(found("ReferenceGrant", alpha), ["v1alpha2 v1beta1"]);
        assert_eq!(found("TLSRoute", alpha), [""; 0]);
    }
}
