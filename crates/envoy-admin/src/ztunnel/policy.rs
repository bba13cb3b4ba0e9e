//! Authorization policies that a ztunnel enforces.

use kubeyaml::Value;

use super::{ConfigDump, is_in};
use crate::message::text;
use crate::{Table, row};

impl ConfigDump {
    fn policies_in(&self, namespace: &str) -> Vec<&Value> {
        let mut found: Vec<&Value> = self.policies.iter().filter(|it| is_in(it, namespace)).collect();
        found.sort_by_key(|it| (text(it, "namespace"), text(it, "name")));
        found
    }

    /// A row a policy, by namespace and name. An empty namespace stands for all.
    #[must_use]
    pub fn policy_table(&self, namespace: &str) -> Table {
        let mut table = vec![row(["NAMESPACE", "POLICY NAME", "ACTION", "SCOPE"])];
        let cells = |policy: &Value| row(["namespace", "name", "action", "scope"].map(|name| text(policy, name)));
        table.extend(self.policies_in(namespace).into_iter().map(cells));
        table
    }

    /// The policies with everything in them, in the same order.
    #[must_use]
    pub fn policies(&self, namespace: &str) -> Value {
        self.policies_in(namespace)
            .into_iter()
            .cloned()
            .collect::<Vec<_>>()
            .into()
    }
}
