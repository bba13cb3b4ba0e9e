//! Which authorization policies a proxy enforces: those that the names of its RBAC filters' rules tell.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;

use crate::message::{enum_name, field, list, path, text, type_name};
use crate::{ConfigDump, Error, Table, row};

const HTTP_FILTERS: &[&str] = &[
    "envoy.filters.network.http_connection_manager",
    "envoy.http_connection_manager",
];
const RBAC: &str = "envoy.filters.network.rbac";
const HTTP_RBAC: &str = "envoy.filters.http.rbac";
/// What istiod puts before the names of rules that ask an external authorizer.
const EXTERNAL: &str = "istio-ext-authz-";
/// What a filter without any rule counts as.
const ANONYMOUS: &str = "_anonymous_match_nothing_";
/// The actions, in the order in which they are shown.
const ACTIONS: [&str; 4] = ["DENY", "ALLOW", "LOG", "CUSTOM"];

/// A row a policy: action, `NAME.NAMESPACE`, and how many of its rules are there.
///
/// # Errors
/// [`Error::NoSection`].
pub fn policies(dump: &ConfigDump) -> Result<Table, Error> {
    let section = dump.section("ListenersConfigDump")?;
    let mut found = Found::default();
    let listeners = list(section, "dynamic_listeners");
    for listener in listeners
        .iter()
        .filter_map(|item| path(item, &["active_state", "listener"]))
    {
        for chain in list(listener, "filter_chains") {
            for filter in list(chain, "filters") {
                let config = field(filter, "typed_config").unwrap_or(&Value::Null);
                match text(filter, "name") {
                    name if HTTP_FILTERS.contains(&name) => {
                        for http in list(config, "http_filters") {
                            if text(http, "name") == HTTP_RBAC {
                                found.read(field(http, "typed_config").unwrap_or(&Value::Null));
                            }
                        }
                    }
                    RBAC => found.read(config),
                    _ => {}
                }
            }
        }
    }
    let mut table = vec![row(["ACTION", "AuthorizationPolicy", "RULES"])];
    for action in ACTIONS {
        for (_, policy) in found.policies.iter().filter(|(of, _)| of == action) {
            let rules = found.rules.get(policy).map_or(0, BTreeSet::len);
            table.push(row([action, policy, &rules.to_string()]));
        }
    }
    Ok(table)
}

#[derive(Default)]
struct Found {
    /// Action and policy.
    policies: BTreeSet<(String, String)>,
    /// The rules of a policy, whatever the action.
    rules: BTreeMap<String, BTreeSet<String>>,
}

impl Found {
    fn read(&mut self, filter: &Value) {
        if !type_name(filter).is_empty() && !type_name(filter).ends_with(".RBAC") {
            return;
        }
        let rules = field(filter, "rules").unwrap_or(&Value::Null);
        let action = enum_name(rules, "action", &["ALLOW", "DENY", "LOG"]);
        let names = |of: &'static str| {
            let policies = path(filter, &[of, "policies"]).and_then(Value::as_mapping);
            policies.into_iter().flat_map(|policies| policies.keys())
        };
        for name in names("rules") {
            self.add(&action, name);
        }
        for name in names("shadow_rules").filter(|name| name.starts_with(EXTERNAL)) {
            self.add("CUSTOM", name);
        }
        if names("rules").next().is_none() {
            self.insert(&action, ANONYMOUS.to_owned(), "0");
        }
    }

    fn add(&mut self, action: &str, name: &str) {
        // Of a name that istiod did not make, the name itself is all there is to tell.
        match policy_and_rule(name) {
            Some((policy, rule)) => self.insert(action, policy, rule),
            None => self.insert(action, name.to_owned(), "0"),
        }
    }

    fn insert(&mut self, action: &str, policy: String, rule: &str) {
        self.rules.entry(policy.clone()).or_default().insert(rule.to_owned());
        self.policies.insert((action.to_owned(), policy));
    }
}

/// `NAME.NAMESPACE` and the rule of `ns[NAMESPACE]-policy[NAME]-rule[RULE]`.
fn policy_and_rule(name: &str) -> Option<(String, &str)> {
    let (_, rest) = name.split_once("ns[")?;
    let (namespace, rest) = rest.split_once("]-policy[")?;
    let (policy, rest) = rest.split_once("]-rule[")?;
    let (rule, _) = rest.rsplit_once(']')?;
    Some((format!("{policy}.{namespace}"), rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_s_name_tells_its_policy() {
        assert_eq!(
            policy_and_rule("istio-ext-authz-ns[shop]-policy[only-get]-rule[1]"),
            Some(("only-get.shop".to_owned(), "1"))
        );
        assert_eq!(policy_and_rule("mine"), None);
    }

    #[test]
    fn rules_of_others_have_their_own_name() {
        let dump = r#"{"configs": [{"@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump", "dynamic_listeners": [{"active_state":
            {"listener": {"filter_chains": [{"filters": [{"name": "envoy.filters.network.rbac", "typed_config": {
                "rules": {"action": "DENY", "policies": {"mine": {}}}}}]}]}}}]}]}"#;
        let table = policies(&ConfigDump::parse(dump).expect("a dump")).expect("policies");
        assert_eq!(table[1..], [row(["DENY", "mine", "1"])]);
    }
}
