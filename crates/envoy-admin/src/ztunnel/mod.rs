//! ztunnel's `/config_dump`.
//!
//! Its fields have JSON names. Lists were maps by name in older versions; both are read.

mod certificate;
mod connection;
mod policy;
mod service;
mod workload;

pub use connection::ConnectionFilter;
pub use workload::WorkloadFilter;

use kubeyaml::Value;

use crate::Error;
use crate::message::field;

/// A config dump of ztunnel.
#[derive(Clone, Debug)]
pub struct ConfigDump {
    workloads: Vec<Value>,
    services: Vec<Value>,
    policies: Vec<Value>,
    certificates: Vec<Value>,
    workload_state: Vec<Value>,
}

impl ConfigDump {
    /// Reads one.
    ///
    /// # Errors
    /// [`Error::Json`]; [`Error::Shape`] for JSON that is something else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let dump = kubeyaml::json::from_str(text).map_err(Error::Json)?;
        let shape = |why: String| Error::Shape {
            expected: "a config dump of ztunnel",
            why,
        };
        if dump.as_mapping().is_none() {
            return Err(shape("it is no JSON object".to_owned()));
        }
        if dump.get("configs").is_some() {
            return Err(shape("it is one of Envoy".to_owned()));
        }
        let items = |name: &str| match field(&dump, name) {
            None => Ok(Vec::new()),
            Some(Value::Sequence(items)) => Ok(items.clone()),
            Some(Value::Mapping(items)) => Ok(items.values().cloned().collect()),
            Some(_) => Err(shape(format!("its field {name} is no list"))),
        };
        Ok(Self {
            workloads: items("workloads")?,
            services: items("services")?,
            policies: items("policies")?,
            certificates: items("certificates")?,
            workload_state: items("workloadState")?,
        })
    }
}

/// The name of the service that is a workload's or service's waypoint.
fn waypoint_name<'d>(of: &Value, services: &'d [Value]) -> &'d str {
    use crate::message::{text, text_at, texts};

    if field(of, "waypoint").is_none() {
        return "None";
    }
    let destination = text_at(of, &["waypoint", "destination"]);
    let is_it = |service: &&Value| {
        format!("{}/{}", text(service, "namespace"), text(service, "hostname")) == destination
            || texts(service, "vips").contains(&destination)
    };
    services
        .iter()
        .find(is_it)
        .map_or("NA", |service| text(service, "name"))
}

/// Whether an object is in a namespace; an empty name stands for all of them.
fn is_in(object: &Value, namespace: &str) -> bool {
    namespace.is_empty() || same(crate::message::text(object, "namespace"), namespace)
}

/// Whether two texts are the same but for case.
fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
