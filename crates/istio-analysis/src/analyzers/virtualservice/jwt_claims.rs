#![doc = include_str!("jwt_claims.md")]

use std::collections::HashMap;

use super::MESH;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{FieldPath, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "virtualservice.JWTClaimRouteAnalyzer",
    description: "Routing by JWT claims at gateways that check no JWT",
    inputs: &[
        Kind::VirtualService,
        Kind::RequestAuthentication,
        Kind::Gateway,
        Kind::Pod,
    ],
    codes: &["IST0149"],
    page: include_str!("jwt_claims.md"),
    run,
};

/// What the name of a header starts with that stands for a claim.
const CLAIMS: &str = "@request.auth.claims";
/// Policies of this namespace apply everywhere.
const ROOT_NAMESPACE: &str = "istio-system";

fn run(context: &mut Context<'_>) {
    let mut policies: HashMap<&str, Vec<Selector<'_>>> = HashMap::new();
    for policy in context.each(Kind::RequestAuthentication) {
        let selector = Selector::of(policy.spec().at("selector").map("matchLabels"));
        policies.entry(policy.namespace()).or_default().push(selector);
    }
    for service in context.each(Kind::VirtualService) {
        let Some((claim, place)) = claim_of(service) else {
            continue;
        };
        for name in service.spec().texts("gateways").filter(|name| *name != MESH) {
            // A gateway that does not exist is reported elsewhere.
            let Some(gateway) = context
                .snapshot()
                .find_short_or_full(Kind::Gateway, service.namespace(), name)
            else {
                continue;
            };
            let selector = Selector::of(gateway.spec().map("selector"));
            for pod in context.workloads(&selector) {
                let applying = [ROOT_NAMESPACE, pod.resource.namespace()]
                    .into_iter()
                    .filter_map(|namespace| policies.get(namespace))
                    .flatten();
                if applying.into_iter().any(|selector| selector.matches(pod.labels)) {
                    continue;
                }
                if context.files_only() && pod.is_builtin() {
                    let text = format!(
                        "whether a RequestAuthentication applies to gateway {}",
                        gateway.full_name()
                    );
                    context.unknown(service, place.clone(), text);
                    continue;
                }
                let message = Message::new(&codes::JWT_CLAIM_BASED_ROUTING_WITHOUT_REQUEST_AUTHN, service);
                let message = message.with(claim).with(gateway.full_name()).with(pod.resource.name());
                context.report(message.near(place.clone()));
            }
        }
    }
}

/// The first match by a claim.
fn claim_of(service: &Resource) -> Option<(&str, FieldPath)> {
    for (i, rule) in service.spec().items("http").enumerate() {
        for (j, condition) in rule.items("match").enumerate() {
            for list in ["headers", "withoutHeaders"] {
                let claim = condition
                    .entries(list)
                    .map(|(name, _)| name)
                    .find(|name| is_claim(name));
                if let Some(claim) = claim {
                    return Some((claim, field!["spec", "http", i, "match", j, list, claim]));
                }
            }
        }
    }
    None
}

/// Whether the name of a header is `@request.auth.claims.NAME` or `@request.auth.claims[NAME]`.
fn is_claim(header: &str) -> bool {
    let Some((start, name)) = header.split_at_checked(CLAIMS.len()) else {
        return false;
    };
    let named =
        (name.starts_with('.') && name.len() > 1) || (name.starts_with('[') && name.ends_with(']') && name.len() > 2);
    start.eq_ignore_ascii_case(CLAIMS) && named
}
