//! Endpoints of a config dump, which has them only if it was asked for with `?include_eds`.

use kubeyaml::Value;

use crate::config_dump::whole_items;
use crate::message::{enum_name, field, list, path, text, type_name, unsigned};
use crate::subset_key::SubsetKey;
use crate::{ConfigDump, Table, row};

/// Envoy's states of health, in the order of their numbers.
pub(crate) const HEALTH: &[&str] = &["UNKNOWN", "HEALTHY", "UNHEALTHY", "DRAINING", "TIMEOUT", "DEGRADED"];
const ASSIGNMENT: &str = "envoy.config.endpoint.v3.ClusterLoadAssignment";

/// Which endpoints to show. What is empty or zero lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointFilter {
    /// One of the addresses, with its port as the table has it.
    pub address: String,
    /// The port.
    pub port: u64,
    /// The name of the cluster.
    pub cluster: String,
    /// The health, such as `HEALTHY`, in any case.
    pub status: String,
}

impl EndpointFilter {
    fn passes(&self, endpoint: &Value, cluster: &str) -> bool {
        let is = |wanted: &str, found: &str| wanted.to_lowercase() == found.to_lowercase();
        let port = || {
            let socket = path(endpoint, &["endpoint", "address", "socket_address"]);
            socket.map_or(0, |socket| unsigned(socket, "port_value"))
        };
        (self.address.is_empty() || addresses(endpoint).iter().any(|address| is(&self.address, address)))
            && (self.port == 0 || port() == self.port)
            && (self.cluster.is_empty() || is(&self.cluster, cluster))
            && (self.status.is_empty() || is(&self.status, &health(endpoint)))
    }
}

/// Assignments of endpoints to clusters, with those endpoints that a filter lets pass.
#[derive(Debug)]
pub struct Endpoints(Vec<Value>);

/// Picks endpoints, by host, subset, port and direction of their clusters. A dump without endpoints gives none.
#[must_use]
pub fn endpoints(dump: &ConfigDump, filter: &EndpointFilter) -> Endpoints {
    let Ok(section) = dump.section("EndpointsConfigDump") else {
        return Endpoints(Vec::new());
    };
    let dynamic = list(section, "dynamic_endpoint_configs");
    let fixed = list(section, "static_endpoint_configs");
    let mut all: Vec<Value> = dynamic
        .iter()
        .chain(fixed)
        .filter_map(|item| field(item, "endpoint_config"))
        .filter(|config| type_name(config) == ASSIGNMENT)
        .filter_map(|config| filtered(config, filter))
        .collect();
    all.sort_by(|a, b| SubsetKey::order(text(a, "cluster_name")).cmp(&SubsetKey::order(text(b, "cluster_name"))));
    Endpoints(all)
}

/// An assignment without the endpoints that do not pass, if one passes.
fn filtered(assignment: &Value, filter: &EndpointFilter) -> Option<Value> {
    let cluster = text(assignment, "cluster_name").to_owned();
    let mut kept = assignment.clone();
    let mut count = 0;
    let localities = kept.as_mapping_mut()?.get_mut("endpoints")?.as_sequence_mut()?;
    for locality in localities {
        let Some(fields) = locality.as_mapping_mut() else {
            continue;
        };
        for name in ["lb_endpoints", "lbEndpoints"] {
            if let Some(endpoints) = fields.get_mut(name).and_then(Value::as_sequence_mut) {
                endpoints.retain(|endpoint| filter.passes(endpoint, &cluster));
                count += endpoints.len();
            }
            if fields
                .get(name)
                .and_then(Value::as_sequence)
                .is_some_and(<[Value]>::is_empty)
            {
                fields.remove(name);
            }
        }
    }
    (count > 0).then_some(kept)
}

impl Endpoints {
    /// A row an endpoint.
    #[must_use]
    pub fn table(&self, with_names: bool) -> Table {
        let prefix = if with_names { "endpoint/" } else { "" };
        let mut table = vec![row(["NAME", "STATUS", "LOCALITY", "CLUSTER"])];
        for assignment in &self.0 {
            for locality in list(assignment, "endpoints") {
                for endpoint in list(locality, "lb_endpoints") {
                    let name = format!("{prefix}{}", addresses(endpoint).join(","));
                    let place = field(locality, "locality").map(shown_locality).unwrap_or_default();
                    table.push(row([
                        &name,
                        &health(endpoint),
                        &place,
                        text(assignment, "cluster_name"),
                    ]));
                }
            }
        }
        table
    }

    /// The assignments with everything in them.
    #[must_use]
    pub fn whole(&self) -> Value {
        whole_items(&self.0)
    }
}

fn health(endpoint: &Value) -> String {
    enum_name(endpoint, "health_status", HEALTH).into_owned()
}

fn addresses(endpoint: &Value) -> Vec<String> {
    let first = path(endpoint, &["endpoint", "address"]).unwrap_or(&Value::Null);
    let more = path(endpoint, &["endpoint", "additional_addresses"]).and_then(Value::as_sequence);
    let more = more.unwrap_or_default().iter();
    let more = more.map(|item| field(item, "address").unwrap_or(&Value::Null));
    std::iter::once(first).chain(more).map(shown_address).collect()
}

fn shown_address(address: &Value) -> String {
    if let Some(socket) = field(address, "socket_address") {
        return format!("{}:{}", text(socket, "address"), unsigned(socket, "port_value"));
    }
    if let Some(pipe) = field(address, "pipe") {
        return text(pipe, "path").to_owned();
    }
    match field(address, "envoy_internal_address").filter(|it| field(it, "server_listener_name").is_some()) {
        Some(internal) => {
            let listener = text(internal, "server_listener_name");
            format!("envoy://{listener}/{}", text(internal, "endpoint_id"))
        }
        None => "unknown".to_owned(),
    }
}

/// `REGION/ZONE/SUBZONE`, as far as it goes.
fn shown_locality(locality: &Value) -> String {
    let mut shown = text(locality, "region").to_owned();
    for part in ["zone", "sub_zone"] {
        match text(locality, part) {
            "" => break,
            part => shown = format!("{shown}/{part}"),
        }
    }
    shown
}
