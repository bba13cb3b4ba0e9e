#![doc = include_str!("multi_cluster.md")]

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, Resource};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "services.MultiClusterServiceAnalyzer",
    description: "Services of one name that differ between clusters",
    inputs: &[Kind::Service],
    codes: &["IST0170"],
    page: include_str!("multi_cluster.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let mut services: BTreeMap<(&str, &str), BTreeMap<&str, &Resource>> = BTreeMap::new();
    for service in context.each(Kind::Service) {
        let cluster = service.origin().cluster();
        if !cluster.is_empty() {
            let name = (service.namespace(), service.name());
            services.entry(name).or_default().insert(cluster, service);
        }
    }
    for ((namespace, name), clusters) in services {
        let Some((first_cluster, first)) = clusters.first_key_value() else {
            continue;
        };
        let mut differing = BTreeSet::new();
        let mut problems = BTreeSet::new();
        for (cluster, service) in &clusters {
            if is_headless(first) != is_headless(service) {
                differing.extend(clusters.keys().copied());
                problems.insert("it is headless in some clusters only");
            }
            if type_of(first) != type_of(service) {
                differing.insert(*cluster);
                problems.insert("the types differ");
            }
            if ports_of(first) != ports_of(service) {
                differing.insert(*cluster);
                problems.insert("the ports differ");
            }
        }
        if !differing.is_empty() {
            differing.insert(first_cluster);
            let problem = problems.into_iter().collect::<Vec<_>>().join("; ");
            let message = Message::new(&codes::MULTI_CLUSTER_INCONSISTENT_SERVICE, first);
            let message = message.with(name).with(namespace).with_list(differing).with(problem);
            context.report(message);
        }
    }
}

fn is_headless(service: &Resource) -> bool {
    service.spec().text("clusterIP") == "None"
}

fn type_of(service: &Resource) -> &str {
    match service.spec().text("type") {
        "" => "ClusterIP",
        other => other,
    }
}

/// The ports by name; node ports are each cluster's own.
fn ports_of(service: &Resource) -> Vec<(&str, Vec<(&str, &Value)>)> {
    let mut ports: Vec<_> = service
        .spec()
        .items("ports")
        .map(|port| {
            let mut fields: Vec<_> = port
                .value()
                .and_then(Value::as_mapping)
                .into_iter()
                .flat_map(|map| map.iter())
                .filter(|(key, _)| *key != "nodePort")
                .collect();
            fields.sort_by_key(|(key, _)| *key);
            (port.text("name"), fields)
        })
        .collect();
    ports.sort_by_key(|(name, _)| *name);
    ports
}
