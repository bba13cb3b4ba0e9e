#![doc = include_str!("blocked_cidrs.md")]

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Fields, Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "authn.BlockedCIDRsAnalyzer",
    description: "istiod may fetch JWKS from any address although RequestAuthentications exist",
    inputs: &[Kind::RequestAuthentication, Kind::Deployment],
    codes: &["IST0175"],
    page: include_str!("blocked_cidrs.md"),
    run,
};

const VARIABLE: &str = "BLOCKED_CIDRS_IN_JWKS_URIS";
const NAMES_SHOWN: usize = 5;

fn run(context: &mut Context<'_>) {
    let names: Vec<String> = context
        .each(Kind::RequestAuthentication)
        .map(|policy| policy.full_name())
        .collect();
    if names.is_empty() {
        return;
    }
    let mut shown = names
        .iter()
        .take(NAMES_SHOWN)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > NAMES_SHOWN {
        shown.push_str(&format!(", and {} more", names.len() - NAMES_SHOWN));
    }
    for deployment in context.each(Kind::Deployment) {
        if deployment.label("app") != Some("istiod") {
            continue;
        }
        let pod = deployment.spec().at("template").at("spec");
        let restricts = |container: Fields<'_>| {
            container
                .items("env")
                .any(|variable| variable.text("name") == VARIABLE && !variable.text("value").is_empty())
        };
        if !pod.items("containers").any(restricts) {
            let message = Message::new(&codes::JWKS_URI_FETCH_UNRESTRICTED, deployment);
            let message = message.with(names.len()).with(&shown);
            context.report(message.near(field!["spec", "template", "spec", "containers", 0, "env"]));
        }
    }
}
