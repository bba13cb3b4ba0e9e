#![doc = include_str!("destination_rules.md")]

use std::collections::{HashMap, HashSet};

use super::routes::destinations;
use crate::analyzers::context::nearest;
use crate::analyzers::{Analyzer, Context};
use crate::host::name_of_host;
use crate::message::{Message, codes};
use crate::snapshot::Kind;

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "virtualservice.DestinationRuleAnalyzer",
    description: "Routes to subsets that no DestinationRule defines",
    inputs: &[Kind::VirtualService, Kind::DestinationRule],
    codes: &["IST0101"],
    page: include_str!("destination_rules.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let mut subsets: HashMap<(&str, &str), HashSet<&str>> = HashMap::new();
    for rule in context.each(Kind::DestinationRule) {
        let host = name_of_host(rule.namespace(), rule.spec().text("host"));
        let names = rule.spec().items("subsets").map(|subset| subset.text("name"));
        subsets.entry(host).or_default().extend(names);
    }
    for service in context.each(Kind::VirtualService) {
        for destination in destinations(service) {
            let (host, subset) = (destination.host(), destination.subset());
            let known = subsets.get(&name_of_host(service.namespace(), host));
            if subset.is_empty() || known.is_some_and(|known| known.contains(subset)) {
                continue;
            }
            let reference = match destination.is_mirror {
                true => "mirror+subset in destinationrule",
                false => "host+subset in destinationrule",
            };
            let message = Message::new(&codes::REFERENCED_RESOURCE_NOT_FOUND, service).with(reference);
            let mut names: Vec<&str> = known.into_iter().flatten().copied().collect();
            names.sort_unstable();
            let suggestion = nearest(subset, names).map(|name| format!("{host}+{name}"));
            let message = message.with(format!("{host}+{subset}")).at(destination.host_place());
            context.report(message.suggest(suggestion));
        }
    }
}
