//! Waypoints: the Gateways of the class `istio-waypoint`, through which an ambient mesh sends traffic that layer 7 rules are for.
//!
//! What one looks like, and what a live one says about itself. [`crate::cluster::waypoints`] writes and reads them.

use std::fmt;
use std::str::FromStr;

use kubeyaml::{Mapping, Value};

/// The class of Gateways that are waypoints.
pub const CLASS: &str = "istio-waypoint";
/// The name that a waypoint has unless another is given.
pub const DEFAULT_NAME: &str = "waypoint";
/// The label of a namespace, Service or pod with the name of its waypoint.
pub const USE_WAYPOINT: &str = "istio.io/use-waypoint";
/// The label of a waypoint that says whose traffic it takes.
pub const WAYPOINT_FOR: &str = "istio.io/waypoint-for";
/// The label of a namespace or pod that says how it is part of the mesh.
pub const DATAPLANE_MODE: &str = "istio.io/dataplane-mode";
/// The value of [`DATAPLANE_MODE`] for an ambient mesh.
pub const AMBIENT: &str = "ambient";

/// The label of a waypoint with its control plane's revision.
const REVISION: &str = "istio.io/rev";
/// The value of [`USE_WAYPOINT`] that means no waypoint.
const RESERVED: &str = "none";
/// The longest name: it is the value of a label too.
const LONGEST: usize = 63;

/// Whose traffic goes through a waypoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrafficType {
    /// Of Services and of workloads.
    All,
    /// Of nobody.
    None,
    /// What is sent to Services.
    Service,
    /// What is sent to pods and VMs by their address.
    Workload,
}

impl TrafficType {
    const ALL: [Self; 4] = [Self::All, Self::None, Self::Service, Self::Workload];

    /// The label's value.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::None => "none",
            Self::Service => "service",
            Self::Workload => "workload",
        }
    }
}

impl FromStr for TrafficType {
    type Err = WaypointError;

    fn from_str(text: &str) -> Result<Self, WaypointError> {
        let found = Self::ALL.into_iter().find(|one| one.as_str() == text);
        found.ok_or_else(|| WaypointError::TrafficType(text.to_owned()))
    }
}

/// Why there can be no such waypoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaypointError {
    /// The name `none`, which as a label's value means that there is no waypoint.
    Reserved,
    /// A name that no Gateway can have.
    Name(String),
    /// A traffic type that does not exist.
    TrafficType(String),
}

impl fmt::Display for WaypointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reserved => write!(
                f,
                "invalid name provided for waypoint, '{RESERVED}' is a reserved value: as the label {USE_WAYPOINT} it means no waypoint"
            ),
            Self::Name(name) => write!(
                f,
                "{name:?} cannot be the name of a waypoint: lower-case letters, digits, dashes and dots make one, at most {LONGEST}, \
                 the first and the last a letter or digit"
            ),
            Self::TrafficType(given) => {
                let valid = TrafficType::ALL.map(TrafficType::as_str).join(" ");
                write!(f, "invalid traffic type: {given}. Valid options are: [{valid}]")
            }
        }
    }
}

impl std::error::Error for WaypointError {}

/// A waypoint as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waypoint {
    name: String,
    /// Its namespace; without one it goes where it is applied.
    pub namespace: Option<String>,
    /// Whose traffic it takes; without it the control plane decides, for the traffic of Services.
    pub traffic: Option<TrafficType>,
    /// The revision of the control plane that is to run it; without it the default one.
    pub revision: Option<String>,
}

impl Waypoint {
    /// A waypoint of this name, or of the usual one if it is empty.
    ///
    /// # Errors
    /// A name that a waypoint cannot have.
    pub fn new(name: &str) -> Result<Self, WaypointError> {
        let name = if name.is_empty() { DEFAULT_NAME } else { name };
        if name == RESERVED {
            return Err(WaypointError::Reserved);
        }
        let inner = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-' || c == b'.';
        let outer = |c: Option<&u8>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let bytes = name.as_bytes();
        if bytes.len() > LONGEST || !bytes.iter().copied().all(inner) || !outer(bytes.first()) || !outer(bytes.last()) {
            return Err(WaypointError::Name(name.to_owned()));
        }
        Ok(Self {
            name: name.to_owned(),
            namespace: None,
            traffic: None,
            revision: None,
        })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The Gateway that it is.
    #[must_use]
    pub fn gateway(&self) -> Value {
        let mut labels = Mapping::new();
        if let Some(revision) = self.revision.as_deref().filter(|revision| !revision.is_empty()) {
            labels.insert(REVISION, revision);
        }
        if let Some(traffic) = self.traffic {
            labels.insert(WAYPOINT_FOR, traffic.as_str());
        }
        let mut metadata = Mapping::new();
        if !labels.is_empty() {
            metadata.insert("labels", labels);
        }
        metadata.insert("name", self.name.as_str());
        if let Some(namespace) = self.namespace.as_deref().filter(|namespace| !namespace.is_empty()) {
            metadata.insert("namespace", namespace);
        }
        let mut listener = Mapping::new();
        listener.insert("name", "mesh");
        listener.insert("port", 15008);
        listener.insert("protocol", "HBONE");
        let mut spec = Mapping::new();
        spec.insert("gatewayClassName", CLASS);
        spec.insert("listeners", vec![listener.into()]);
        let mut gateway = Mapping::new();
        gateway.insert("apiVersion", "gateway.networking.k8s.io/v1");
        gateway.insert("kind", "Gateway");
        gateway.insert("metadata", metadata);
        gateway.insert("spec", spec);
        gateway.into()
    }
}

/// What a live Gateway says about whether its proxies have their configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programmed {
    /// `True`, `False` or `Unknown`.
    pub status: String,
    /// A word for why.
    pub reason: String,
    /// A sentence for why.
    pub message: String,
}

/// A waypoint as it is in a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The revision that it names.
    pub revision: Option<String>,
    /// Whose traffic it takes, as its label says.
    pub traffic: Option<String>,
    /// The condition `Programmed`, once a control plane has seen it.
    pub programmed: Option<Programmed>,
}

impl Live {
    /// Reads a Gateway; of another class it is none.
    #[must_use]
    pub fn of_gateway(gateway: &Value) -> Option<Self> {
        if gateway["spec"]["gatewayClassName"].as_str() != Some(CLASS) {
            return None;
        }
        let metadata = &gateway["metadata"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let label = |name: &str| {
            let value = metadata["labels"][name].as_str();
            value.filter(|value| !value.is_empty()).map(str::to_owned)
        };
        let conditions = gateway["status"]["conditions"].as_sequence().unwrap_or_default();
        let programmed = conditions.iter().find(|one| one["type"].as_str() == Some("Programmed"));
        Some(Self {
            namespace: text(&metadata["namespace"]),
            name: text(&metadata["name"]),
            revision: label(REVISION),
            traffic: label(WAYPOINT_FOR),
            programmed: programmed.map(|condition| Programmed {
                status: text(&condition["status"]),
                reason: text(&condition["reason"]),
                message: text(&condition["message"]),
            }),
        })
    }

    /// Whether its proxies have their configuration.
    #[must_use]
    pub fn is_programmed(&self) -> bool {
        self.programmed
            .as_ref()
            .is_some_and(|condition| condition.status == "True")
    }
}

impl fmt::Display for Live {
    /// `default/waypoint`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.namespace, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateway_of_another_class_is_no_waypoint() {
        let gateway = |class: &str| {
            let text = format!(
                "metadata: {{name: wp, namespace: shop, labels: {{istio.io/rev: '', istio.io/waypoint-for: all}}}}\n\
                 spec: {{gatewayClassName: {class}}}\n\
                 status: {{conditions: [{{type: Accepted, status: 'True'}}, {{type: Programmed, status: 'False', reason: Pending}}]}}"
            );
            Live::of_gateway(&kubeyaml::from_str(&text).expect("YAML"))
        };
        assert_eq!(gateway("istio"), None);
        let live = gateway(CLASS).expect("a waypoint");
        assert_eq!((live.to_string().as_str(), live.revision.as_deref()), ("shop/wp", None));
        assert_eq!(live.traffic.as_deref(), Some("all"));
        assert!(!live.is_programmed());
        assert_eq!(
            live.programmed.map(|condition| condition.reason).as_deref(),
            Some("Pending")
        );
    }

    #[test]
    fn names_are_those_of_labels() {
        assert_eq!(Waypoint::new("").as_ref().map(Waypoint::name), Ok(DEFAULT_NAME));
        assert_eq!(Waypoint::new("none"), Err(WaypointError::Reserved));
        for wrong in ["Bad", "a_b", "-a", "a.", &"a".repeat(64)] {
            assert_eq!(Waypoint::new(wrong), Err(WaypointError::Name(wrong.to_owned())));
        }
        assert!(Waypoint::new("east.wp-1").is_ok());
    }
}
