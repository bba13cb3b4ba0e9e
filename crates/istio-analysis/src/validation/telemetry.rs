//! `Telemetry`.

use super::node::Node;
use super::report::Report;
use super::{Object, cel, selector};

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    selector::check_attachment(spec, report);
    for metrics in spec.at("metrics").items() {
        check_providers(&metrics, report);
        for rule in metrics.at("overrides").items().iter().filter(|_| metrics.is_set()) {
            check_override(rule, report);
        }
    }
    let tracing = spec.at("tracing");
    if tracing.count() > 1 {
        report.warning(&tracing, "telemetry-tracing", "multiple tracing is not supported");
    }
    for tracing in tracing.items() {
        check_tracing(&tracing, report);
    }
    for logging in spec.at("accessLogging").items() {
        let filter = logging.at("filter");
        if filter.is_set() {
            let expression = filter.at("expression");
            if let Err(error) = cel::check(expression.text()) {
                report.error(
                    &expression,
                    "cel",
                    format!("{:?} is no valid CEL expression: {error}", expression.text()),
                );
            }
        }
        check_providers(&logging, report);
    }
}

/// The first provider without a name.
fn check_providers(owner: &Node<'_>, report: &mut Report) {
    let names = owner
        .at("providers")
        .items()
        .into_iter()
        .map(|provider| provider.at("name"));
    if let Some(name) = names.into_iter().find(|name| !name.has_text()) {
        report.error(&name, "telemetry-provider", "providers.name must not be empty");
    }
}

fn check_override(rule: &Node<'_>, report: &mut Report) {
    const RULE: &str = "telemetry-tag-override";
    if !rule.is_set() {
        report.error(
            rule,
            "null",
            "an override must not be null: tagOverrides could not be read",
        );
        return;
    }
    for (name, tag) in rule.at("tagOverrides").entries() {
        let value = tag.at("value");
        if name.is_empty() {
            report.warning(
                &tag,
                RULE,
                "the name of one of tagOverrides is empty (tagOverrides.name)",
            );
        }
        if !tag.is_set() {
            report.error(&tag, "null", "one of tagOverrides must not be null");
            continue;
        }
        match tag.at("operation").choice(&["UPSERT", "REMOVE"]) {
            Some("UPSERT") if !value.has_text() => {
                report.error(
                    &value,
                    RULE,
                    "tagOverrides.value must be set when the operation is UPSERT",
                );
            }
            Some("REMOVE") if value.has_text() => {
                report.error(
                    &value,
                    RULE,
                    "tagOverrides.value has no use with REMOVE: it may be set only when the operation is UPSERT",
                );
            }
            _ => {}
        }
    }
    let metric = rule.at("match").at("customMetric");
    if metric.is_set() && !metric.has_text() {
        report.error(&metric, "telemetry-metric", "customMetric must not be empty");
    }
}

fn check_tracing(tracing: &Node<'_>, report: &mut Report) {
    let providers = tracing.at("providers");
    if providers.count() > 1 {
        report.warning(
            &providers,
            "telemetry-tracing",
            "multiple providers are not supported for tracing",
        );
    }
    check_providers(tracing, report);
    let percentage = tracing.at("randomSamplingPercentage");
    if !(0.0..=100.0).contains(&percentage.number()) {
        report.error(
            &percentage,
            "percentage",
            format!(
                "randomSamplingPercentage must be in the range [0.0, 100.0], but is {}",
                percentage.number()
            ),
        );
    }
    for (name, tag) in tracing.at("customTags").entries() {
        if name.is_empty() {
            report.error(&tag, "telemetry-tag", "a tag name must not be empty");
        }
        if !tag.is_set() {
            report.error(
                &tag,
                "null",
                format!("the tag '{name}' must not have a null (nil) value"),
            );
            continue;
        }
        for (kind, field, what) in [
            ("literal", "value", "literal tag value"),
            ("header", "name", "header tag name"),
            ("environment", "name", "environment tag name"),
        ] {
            let kind = tag.at(kind);
            if kind.is_set() && !kind.at(field).has_text() {
                report.error(
                    &kind.at(field),
                    "telemetry-tag",
                    format!("the {what} of {name:?} must not be empty"),
                );
            }
        }
    }
}
