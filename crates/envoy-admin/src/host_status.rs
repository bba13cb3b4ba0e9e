//! Envoy's `/clusters?format=json`: the hosts of each cluster, and how they are.

use kubeyaml::Value;

use crate::config_dump::whole_items;
use crate::endpoint::HEALTH;
use crate::message::{enum_name, field, flag, list, path, text, unsigned};
use crate::{Error, Table, row};

/// Which hosts to show. What is empty or zero lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostFilter {
    /// The address.
    pub address: String,
    /// The port.
    pub port: u64,
    /// The name of the cluster.
    pub cluster: String,
    /// The health, such as `HEALTHY`, in any case.
    pub status: String,
}

/// What `/clusters?format=json` told.
#[derive(Clone, Debug)]
pub struct HostStatuses(Vec<Value>);

impl HostStatuses {
    /// Reads it.
    ///
    /// # Errors
    /// [`Error::Json`]; [`Error::Shape`] for JSON that is something else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let told = kubeyaml::json::from_str(text).map_err(Error::Json)?;
        let shape = |why: &str| Error::Shape {
            expected: "what Envoy gives at /clusters?format=json",
            why: why.to_owned(),
        };
        if told.as_mapping().is_none() {
            return Err(shape("it is no JSON object"));
        }
        if told.get("configs").is_some() {
            return Err(shape(
                "it is a config dump (proxy-config eds reads the endpoints of one)",
            ));
        }
        Ok(Self(list(&told, "cluster_statuses").to_vec()))
    }

    /// A row a host, by address, port and cluster.
    #[must_use]
    pub fn table(&self, filter: &HostFilter) -> Table {
        let mut hosts = Vec::new();
        for cluster in &self.0 {
            let name = text(cluster, "name");
            for host in list(cluster, "host_statuses") {
                if filter.passes(host, name) {
                    hosts.push((address(host), port(host), name, host));
                }
            }
        }
        hosts.sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
        let mut table = vec![row(["ENDPOINT", "STATUS", "OUTLIER CHECK", "CLUSTER"])];
        for (address, port, cluster, host) in hosts {
            let endpoint = if port == 0 {
                address
            } else {
                format!("{address}:{port}")
            };
            let failed = field(host, "health_status").is_some_and(|health| flag(health, "failed_outlier_check"));
            let check = if failed { "FAILED" } else { "OK" };
            table.push(row([&endpoint, &health(host), check, cluster]));
        }
        table
    }

    /// The clusters with a host that the filter lets pass, with everything in them.
    #[must_use]
    pub fn whole(&self, filter: &HostFilter) -> Value {
        whole_items(self.0.iter().filter(|cluster| {
            let hosts = list(cluster, "host_statuses");
            hosts.iter().any(|host| filter.passes(host, text(cluster, "name")))
        }))
    }
}

impl HostFilter {
    fn passes(&self, host: &Value, cluster: &str) -> bool {
        let is = |wanted: &str, found: &str| wanted.is_empty() || wanted.to_lowercase() == found.to_lowercase();
        is(&self.address, &address(host))
            && (self.port == 0 || port(host) == self.port)
            && is(&self.cluster, cluster)
            && is(&self.status, &health(host))
    }
}

fn address(host: &Value) -> String {
    if let Some(socket) = path(host, &["address", "socket_address"]) {
        return text(socket, "address").to_owned();
    }
    if let Some(pipe) = path(host, &["address", "pipe"]) {
        return format!("unix://{}", text(pipe, "path"));
    }
    let internal = path(host, &["address", "envoy_internal_address"]);
    let named = internal.filter(|internal| field(internal, "server_listener_name").is_some());
    named.map_or("unknown".to_owned(), |internal| {
        format!(
            "envoy://{}/{}",
            text(internal, "server_listener_name"),
            text(internal, "endpoint_id")
        )
    })
}

fn port(host: &Value) -> u64 {
    path(host, &["address", "socket_address"]).map_or(0, |socket| unsigned(socket, "port_value"))
}

fn health(host: &Value) -> String {
    let status = field(host, "health_status").unwrap_or(&Value::Null);
    enum_name(status, "eds_health_status", HEALTH).into_owned()
}
