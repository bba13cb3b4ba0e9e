//! Connections that a ztunnel carries for the workloads of its node.

use std::collections::BTreeMap;

use kubeyaml::Value;

use super::{ConfigDump, same};
use crate::message::{list, path, text, text_at, texts};
use crate::{Table, row};

/// Which connections to show, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionFilter {
    /// The workload's namespace; empty lets all pass.
    pub namespace: String,
    /// The workload's name; empty lets all pass.
    pub workload: String,
    /// `inbound` or `outbound`; anything else stands for both.
    pub direction: String,
    /// Addresses instead of names.
    pub raw: bool,
}

impl ConfigDump {
    fn states(&self, filter: &ConnectionFilter) -> Vec<&Value> {
        let passes = |state: &&Value| {
            (filter.namespace.is_empty() || text_at(state, &["info", "namespace"]) == filter.namespace)
                && (filter.workload.is_empty() || same(text_at(state, &["info", "name"]), &filter.workload))
        };
        let mut found: Vec<&Value> = self.workload_state.iter().filter(passes).collect();
        found.sort_by_key(|state| {
            (
                text_at(state, &["info", "namespace"]),
                text_at(state, &["info", "name"]),
            )
        });
        found
    }

    /// A row a connection, by namespace and name of the workload.
    #[must_use]
    pub fn connection_table(&self, filter: &ConnectionFilter) -> Table {
        let names = self.names();
        let named = |address: &str| {
            let known = host_and_port(address).filter(|_| !filter.raw);
            match known.and_then(|(host, port)| Some((names.get(host)?, port))) {
                Some((name, port)) if name.contains(':') => format!("[{name}]:{port}"),
                Some((name, port)) => format!("{name}:{port}"),
                None => address.to_owned(),
            }
        };
        let mut table = vec![row([
            "WORKLOAD",
            "DIRECTION",
            "LOCAL",
            "REMOTE",
            "REMOTE TARGET",
            "PROTOCOL",
        ])];
        for state in self.states(filter) {
            let workload = format!(
                "{}.{}",
                text_at(state, &["info", "name"]),
                text_at(state, &["info", "namespace"])
            );
            let connections = path(state, &["connections"]).unwrap_or(&Value::Null);
            let ends = ["src", "originalDst", "actualDst", "protocol"];
            if filter.direction != "outbound" {
                for connection in list(connections, "inbound") {
                    let [source, target, local, protocol] = ends.map(|end| text(connection, end));
                    table.push(row([
                        &workload,
                        "Inbound",
                        &named(local),
                        &named(source),
                        target,
                        protocol,
                    ]));
                }
            }
            if filter.direction != "inbound" {
                for connection in list(connections, "outbound") {
                    let [local, target, remote, protocol] = ends.map(|end| text(connection, end));
                    table.push(row([
                        &workload,
                        "Outbound",
                        &named(local),
                        &named(remote),
                        &named(target),
                        protocol,
                    ]));
                }
            }
        }
        table
    }

    /// The state of the workloads with everything in it, in the same order.
    #[must_use]
    pub fn connections(&self, filter: &ConnectionFilter) -> Value {
        self.states(filter).into_iter().cloned().collect::<Vec<_>>().into()
    }

    /// Whose an address is: the first of a workload or, before that, of a service.
    fn names(&self) -> BTreeMap<&str, String> {
        let mut names = BTreeMap::new();
        for workload in &self.workloads {
            if let Some(address) = texts(workload, "workloadIps").first() {
                names.insert(
                    *address,
                    format!("{}.{}", text(workload, "name"), text(workload, "namespace")),
                );
            }
        }
        for service in &self.services {
            if let Some((_, address)) = texts(service, "vips").first().and_then(|it| it.split_once('/')) {
                names.insert(address, text(service, "hostname").to_owned());
            }
        }
        names
    }
}

/// `HOST:PORT` or `[HOST]:PORT`
fn host_and_port(address: &str) -> Option<(&str, &str)> {
    let (host, port) = address.rsplit_once(':')?;
    match host.strip_prefix('[') {
        Some(host) => Some((host.strip_suffix(']')?, port)),
        None if host.contains(':') => None,
        None => Some((host, port)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_before_the_port() {
        assert_eq!(host_and_port("10.0.0.1:80"), Some(("10.0.0.1", "80")));
        assert_eq!(host_and_port("[::1]:80"), Some(("::1", "80")));
        assert_eq!(host_and_port("::1"), None);
        assert_eq!(host_and_port(""), None);
    }
}
