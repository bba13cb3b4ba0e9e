//! Every check, one file a check, in one table.
//!
//! A check is a static [`Analyzer`]: its name and inputs are istioctl's, its page (`page`) is the Markdown file beside its source, which is
//! also the documentation of its module. `analyze --explain` shows the page, and the reference in `docs/` is made of the pages.

mod annotations;
mod authn;
mod authz;
mod conditions;
mod context;
mod deployment;
mod deprecation;
mod destinationrule;
mod envoyfilter;
mod external_control_plane;
mod gateway;
mod injection;
mod kubernetes_gateway;
mod mesh_networks;
mod schema;
pub mod service;
mod serviceentry;
mod sidecar;
mod telemetry;
mod virtualservice;
mod webhook;
mod workload_selection;

use crate::snapshot::Kind;

pub use context::{Context, Unknown};

/// A check.
#[derive(Debug)]
pub struct Analyzer {
    /// The name by which users pick it, as istioctl has it.
    pub name: &'static str,
    /// What it finds, in a line.
    pub description: &'static str,
    /// The kinds that it reads.
    pub inputs: &'static [Kind],
    /// The codes that it reports.
    pub codes: &'static [&'static str],
    /// Its page of the documentation, in Markdown.
    pub page: &'static str,
    /// The check.
    pub run: fn(&mut Context<'_>),
}

/// All analyzers of `analyze`, in the order in which they run.
pub static ANALYZERS: &[&Analyzer] = &[
    &annotations::placement::ANALYZER,
    &authn::blocked_cidrs::ANALYZER,
    &authz::authorization_policies::ANALYZER,
    &conditions::negative_status::ANALYZER,
    &deployment::multi_service::ANALYZER,
    &deployment::application_uid::ANALYZER,
    &destinationrule::ca_certificates::ANALYZER,
    &destinationrule::subsets::ANALYZER,
    &deprecation::deprecated_fields::ANALYZER,
    &envoyfilter::patch_operations::ANALYZER,
    &external_control_plane::webhook_urls::ANALYZER,
    &gateway::ports::ANALYZER,
    &gateway::certificate::ANALYZER,
    &gateway::secrets::ANALYZER,
    &gateway::conflicts::ANALYZER,
    &injection::namespaces::ANALYZER,
    &injection::image::ANALYZER,
    &injection::image_auto::ANALYZER,
    &kubernetes_gateway::selectors::ANALYZER,
    &kubernetes_gateway::crd_version::ANALYZER,
    &mesh_networks::registries::ANALYZER,
    &service::multi_cluster::ANALYZER,
    &service::port_name::ANALYZER,
    &sidecar::selectors::ANALYZER,
    &virtualservice::conflicting_hosts::ANALYZER,
    &virtualservice::destination_hosts::ANALYZER,
    &virtualservice::destination_rules::ANALYZER,
    &virtualservice::gateways::ANALYZER,
    &virtualservice::jwt_claims::ANALYZER,
    &serviceentry::addresses::ANALYZER,
    &webhook::injectors::ANALYZER,
    &telemetry::provider::ANALYZER,
    &telemetry::selectors::ANALYZER,
    &telemetry::default_selector::ANALYZER,
    &telemetry::lightstep::ANALYZER,
    &schema::validation::AUTHORIZATION_POLICY,
    &schema::validation::DESTINATION_RULE,
    &schema::validation::ENVOY_FILTER,
    &schema::validation::GATEWAY,
    &schema::validation::PEER_AUTHENTICATION,
    &schema::validation::PROXY_CONFIG,
    &schema::validation::REQUEST_AUTHENTICATION,
    &schema::validation::SERVICE_ENTRY,
    &schema::validation::SIDECAR,
    &schema::validation::TELEMETRY,
    &schema::validation::TRAFFIC_EXTENSION,
    &schema::validation::VIRTUAL_SERVICE,
    &schema::validation::WASM_PLUGIN,
    &schema::validation::WORKLOAD_ENTRY,
    &schema::validation::WORKLOAD_GROUP,
    &schema::validation::MESH_NETWORKS,
    &schema::validation::MESH_CONFIG,
];

/// The analyzer that `precheck` runs over a cluster.
pub static ALPHA_ANNOTATIONS: &Analyzer = &annotations::alpha::ANALYZER;

/// The analyzers that report a code.
pub fn reporting(code: &str) -> impl Iterator<Item = &'static Analyzer> {
    ANALYZERS
        .iter()
        .copied()
        .chain([ALPHA_ANNOTATIONS])
        .filter(move |analyzer| analyzer.codes.contains(&code))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::message::{CODES, Code};

    /// Codes that only `precheck` reports, or nothing.
    const ELSEWHERE: [&str; 8] = [
        "IST0001", "IST0141", "IST0142", "IST0143", "IST0156", "IST0168", "IST0169", "IST0172",
    ];

    /// Headings of every page.
    const HEADINGS: [&str; 4] = [
        "## What it finds",
        "## Why it matters",
        "## Example",
        "## How to mend it",
    ];

    #[test]
    fn every_page_names_its_codes_under_the_headings() {
        for analyzer in ANALYZERS.iter().copied().chain([ALPHA_ANNOTATIONS]) {
            let positions: Vec<Option<usize>> = HEADINGS.iter().map(|heading| analyzer.page.find(heading)).collect();
            assert!(
                positions.iter().all(Option::is_some) && positions.is_sorted(),
                "{}",
                analyzer.name
            );
            for code in analyzer.codes {
                assert!(analyzer.page.contains(code), "{}: {code}", analyzer.name);
            }
        }
    }

    #[test]
    fn the_table_is_complete() {
        assert_eq!(ANALYZERS.len(), 52);
        let names: BTreeSet<&str> = ANALYZERS.iter().map(|analyzer| analyzer.name).collect();
        assert_eq!(names.len(), 52);
        for analyzer in ANALYZERS {
            assert!(!analyzer.inputs.is_empty(), "{}", analyzer.name);
            assert!(
                analyzer.codes.iter().all(|code| Code::find(code).is_some()),
                "{}",
                analyzer.name
            );
        }
        for code in CODES {
            assert_eq!(
                reporting(code.id).next().is_none(),
                ELSEWHERE.contains(&code.id),
                "{}",
                code.id
            );
        }
    }
}
