#![doc = include_str!("crd_version.md")]

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "k8sgateway.CRDVersionAnalyzer",
    description: "CRDs of the Gateway API that are older than what Istio reads",
    inputs: &[Kind::CustomResourceDefinition],
    codes: &["IST0176"],
    page: include_str!("crd_version.md"),
    run,
};

const BUNDLE_VERSION: &str = "gateway.networking.k8s.io/bundle-version";

/// The oldest bundle version of a CRD that Istio 1.30 reads.
const OLDEST: [(&str, [u64; 3]); 3] = [
    ("grpcroutes.gateway.networking.k8s.io", [1, 1, 0]),
    ("backendtlspolicies.gateway.networking.k8s.io", [1, 4, 0]),
    ("tlsroutes.gateway.networking.k8s.io", [1, 5, 0]),
];

fn run(context: &mut Context<'_>) {
    for definition in context.each(Kind::CustomResourceDefinition) {
        let Some((_, oldest)) = OLDEST.iter().find(|(name, _)| *name == definition.name()) else {
            continue;
        };
        let Some(version) = definition.annotation(BUNDLE_VERSION) else {
            continue;
        };
        // A prerelease of the oldest version will do.
        if parse(version).is_some_and(|installed| installed < *oldest) {
            let [major, minor, patch] = oldest;
            let message = Message::new(&codes::GATEWAY_API_CRD_VERSION_BELOW_MINIMUM, definition);
            let message = message.with(definition.name()).with(version.trim_start_matches('v'));
            let message = message.with(format!("{major}.{minor}.{patch}"));
            context.report(message.near(field!["metadata", "annotations", BUNDLE_VERSION]));
        }
    }
}

/// Major, minor and patch number; what follows a `-` or `+` is not looked at.
fn parse(text: &str) -> Option<[u64; 3]> {
    let text = text.strip_prefix('v').unwrap_or(text);
    let numbers = text.split(['-', '+']).next()?;
    let mut version = [0; 3];
    let parts: Vec<&str> = numbers.split('.').collect();
    if parts.len() > 3 {
        return None;
    }
    for (number, part) in version.iter_mut().zip(parts) {
        let canonical = part == "0" || !part.starts_with('0');
        *number = part.parse().ok().filter(|_| canonical)?;
    }
    Some(version)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn versions() {
        assert_eq!(parse("v1.4.0-rc.1"), Some([1, 4, 0]));
        assert_eq!(parse("1.4"), Some([1, 4, 0]));
        assert_eq!(parse("main"), None);
        assert!(parse("v1.10.0") > parse("v1.9.0"));
    }
}
