#![doc = include_str!("conflicts.md")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{report_no_workload, selector_of};
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "gateway.ConflictingGatewayAnalyzer",
    description: "Gateways that claim the same hosts on the same port of the same workloads",
    inputs: &[Kind::Gateway, Kind::Pod],
    codes: &["IST0101", "IST0145"],
    page: include_str!("conflicts.md"),
    run,
};

/// Gateways that claim a host with a bind address on a port, by their selector.
type Claims<'s> = HashMap<(i64, &'s str, &'s str), Vec<(&'s Resource, usize)>>;

fn run(context: &mut Context<'_>) {
    let mut selectors: Vec<Selector<'_>> = Vec::new();
    let mut numbers: HashMap<Selector<'_>, usize> = HashMap::new();
    let mut claims: Claims<'_> = HashMap::new();
    // Selectors of gateways that listen at all.
    let mut listening: HashSet<usize> = HashSet::new();
    for gateway in context.each(Kind::Gateway) {
        let selector = selector_of(gateway);
        let number = *numbers.entry(selector.clone()).or_insert_with(|| {
            selectors.push(selector);
            selectors.len() - 1
        });
        // Of several servers on one port, the last one says which hosts the gateway has there.
        let mut by_port = BTreeMap::new();
        for server in gateway.spec().items("servers") {
            by_port.insert(server.at("port").integer("number").unwrap_or(0), server);
        }
        if !by_port.is_empty() {
            listening.insert(number);
        }
        for (port, server) in by_port {
            let bind = server.text("bind");
            for host in server.texts("hosts").collect::<BTreeSet<_>>() {
                claims.entry((port, bind, host)).or_default().push((gateway, number));
            }
        }
    }
    let mut shared = Overlaps::new(&selectors);
    for gateway in context.each(Kind::Gateway) {
        let selector = selector_of(gateway);
        let number = numbers.get(&selector).copied().unwrap_or(0);
        if !selector.is_empty() && !listening.iter().any(|&other| shared.overlap(number, other, context)) {
            report_no_workload(gateway, &selector, context);
            continue;
        }
        for (index, server) in gateway.spec().items("servers").enumerate() {
            let port = server.at("port").integer("number").unwrap_or(0);
            let bind = server.text("bind");
            let mut others = BTreeSet::new();
            for host in server.texts("hosts") {
                for (other, of_other) in claims.get(&(port, bind, host)).into_iter().flatten() {
                    if !std::ptr::eq(*other, gateway) && shared.overlap(number, *of_other, context) {
                        others.insert(other.full_name());
                    }
                }
            }
            if !others.is_empty() {
                let hosts = server.texts("hosts").collect::<Vec<_>>().join(",");
                let names = others.into_iter().collect::<Vec<_>>().join(",");
                let message = Message::new(&codes::CONFLICTING_GATEWAYS, gateway)
                    .with(names)
                    .with(&selector);
                let message = message.with(port).with(hosts);
                context.report(message.near(field!["spec", "servers", index, "hosts"]));
            }
        }
    }
}

/// Which selectors select a workload in common; looked up once a pair.
struct Overlaps<'a> {
    selectors: &'a [Selector<'a>],
    known: HashMap<(usize, usize), bool>,
}

impl<'a> Overlaps<'a> {
    fn new(selectors: &'a [Selector<'a>]) -> Self {
        Self {
            selectors,
            known: HashMap::new(),
        }
    }

    fn overlap(&mut self, a: usize, b: usize, context: &Context<'_>) -> bool {
        if a == b {
            return true;
        }
        let pair = (a.min(b), a.max(b));
        let selectors = self.selectors;
        *self.known.entry(pair).or_insert_with(|| {
            let (Some(one), Some(other)) = (selectors.get(pair.0), selectors.get(pair.1)) else {
                return false;
            };
            let (one_text, other_text) = (one.to_string(), other.to_string());
            let may = one_text.contains(&other_text) || other_text.contains(&one_text);
            may && context.workloads(one).any(|workload| other.matches(workload.labels))
        })
    }
}
