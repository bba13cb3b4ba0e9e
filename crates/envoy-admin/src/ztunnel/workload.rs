//! Workloads that a ztunnel knows.

use kubeyaml::Value;

use super::{ConfigDump, is_in, same, waypoint_name};
use crate::message::{text, texts};
use crate::{Table, row};

/// Which workloads to show. What is empty lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkloadFilter {
    /// The name.
    pub name: String,
    /// The namespace.
    pub namespace: String,
    /// One of the addresses.
    pub address: String,
    /// The node.
    pub node: String,
}

impl WorkloadFilter {
    fn passes(&self, workload: &Value) -> bool {
        let is = |wanted: &str, found: &str| wanted.is_empty() || same(wanted, found);
        is(&self.name, text(workload, "name"))
            && is_in(workload, &self.namespace)
            && is(&self.node, text(workload, "node"))
            && (self.address.is_empty() || texts(workload, "workloadIps").iter().any(|it| same(it, &self.address)))
    }
}

impl ConfigDump {
    /// A row a workload, by namespace, name and node.
    #[must_use]
    pub fn workload_table(&self, filter: &WorkloadFilter) -> Table {
        let mut found: Vec<&Value> = self.workloads.iter().filter(|it| filter.passes(it)).collect();
        found.sort_by_cached_key(|it| {
            let name = format!("{}.{}", text(it, "namespace"), text(it, "name"));
            (name, text(it, "node"))
        });
        let mut table = vec![row([
            "NAMESPACE",
            "POD NAME",
            "ADDRESS",
            "NODE",
            "WAYPOINT",
            "PROTOCOL",
        ])];
        for workload in found {
            let mut address = texts(workload, "workloadIps").join(",");
            if address.is_empty() {
                text(workload, "hostname").clone_into(&mut address);
            }
            table.push(row([
                text(workload, "namespace"),
                text(workload, "name"),
                &address,
                text(workload, "node"),
                waypoint_name(workload, &self.services),
                text(workload, "protocol"),
            ]));
        }
        table
    }

    /// The workloads with everything in them, as the dump has them.
    #[must_use]
    pub fn workloads(&self, filter: &WorkloadFilter) -> Value {
        let found = self.workloads.iter().filter(|it| filter.passes(it));
        found.cloned().collect::<Vec<_>>().into()
    }
}
