//! Services that a ztunnel knows.

use std::collections::BTreeMap;

use kubeyaml::Value;

use super::{ConfigDump, is_in, waypoint_name};
use crate::message::{field, text, texts};
use crate::{Table, row};

impl ConfigDump {
    fn services_in(&self, namespace: &str) -> Vec<&Value> {
        let mut found: Vec<&Value> = self.services.iter().filter(|it| is_in(it, namespace)).collect();
        found.sort_by_key(|it| (text(it, "namespace"), text(it, "name"), text(it, "hostname")));
        found
    }

    /// A row a service, by namespace, name and host; its endpoints as how many of them are healthy. An empty namespace stands for all.
    #[must_use]
    pub fn service_table(&self, namespace: &str) -> Table {
        let healthy: BTreeMap<&str, bool> = self
            .workloads
            .iter()
            .map(|it| (text(it, "uid"), text(it, "status") == "Healthy"))
            .collect();
        let mut table = vec![row([
            "NAMESPACE",
            "SERVICE NAME",
            "SERVICE VIP",
            "WAYPOINT",
            "ENDPOINTS",
        ])];
        for service in self.services_in(namespace) {
            let addresses: Vec<&str> = texts(service, "vips")
                .into_iter()
                .map(|address| address.split_once('/').map_or("", |(_, address)| address))
                .collect();
            let endpoints: Vec<&Value> = match field(service, "endpoints") {
                Some(Value::Mapping(endpoints)) => endpoints.values().collect(),
                Some(Value::Sequence(endpoints)) => endpoints.iter().collect(),
                _ => Vec::new(),
            };
            let is_healthy = |it: &&&Value| healthy.get(text(it, "workloadUid")).copied().unwrap_or_default();
            let count = endpoints.iter().filter(is_healthy).count();
            table.push(row([
                text(service, "namespace"),
                text(service, "name"),
                &addresses.join(","),
                waypoint_name(service, &self.services),
                &format!("{count}/{}", endpoints.len()),
            ]));
        }
        table
    }

    /// The services with everything in them, in the same order.
    #[must_use]
    pub fn services(&self, namespace: &str) -> Value {
        self.services_in(namespace)
            .into_iter()
            .cloned()
            .collect::<Vec<_>>()
            .into()
    }
}
