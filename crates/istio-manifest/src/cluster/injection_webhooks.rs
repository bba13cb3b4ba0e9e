//! The webhooks that inject sidecars: which namespaces and pods they select, and why.

use kubeyaml::{Mapping, Value};

use super::connection::Connection;
use super::error::ClusterError;
use super::resource::kinds;
use super::revisions::{REVISION_LABEL, label};
use super::verbs::ListOptions;
use crate::inject::selector::LabelSelector;

/// The label of a namespace that says whether sidecars are injected.
pub const INJECTION_LABEL: &str = "istio-injection";
/// How the names of injecting webhooks end.
pub(super) const WEBHOOK_SUFFIX: &str = "sidecar-injector.istio.io";
/// The label by which a webhook that is to match nothing selects.
const DEACTIVATED: (&str, &str) = ("istio.io/deactivated", "never-match");

/// Whether a MutatingWebhookConfiguration would inject a pod, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The configuration.
    pub webhook: String,
    /// Its revision.
    pub revision: String,
    /// Whether it would inject.
    pub injects: bool,
    /// Why, in words.
    pub reason: String,
}

/// What the webhooks of Istio would do with a pod of these labels in a namespace of those, by name.
///
/// # Errors
/// Any [`ClusterError`].
pub async fn verdicts(
    connection: &Connection,
    pod_labels: Option<&Mapping>,
    namespace_labels: Option<&Mapping>,
) -> Result<Vec<Verdict>, ClusterError> {
    let configurations = kinds::mutating_webhook_configuration();
    let all = connection.list(&configurations, None, &ListOptions::default()).await?;
    Ok(verdicts_of(&all, pod_labels, namespace_labels))
}

fn verdicts_of(
    configurations: &[Value],
    pod_labels: Option<&Mapping>,
    namespace_labels: Option<&Mapping>,
) -> Vec<Verdict> {
    let is_istio = |configuration: &&Value| {
        webhooks(configuration)
            .iter()
            .any(|webhook| webhook["name"].as_str().is_some_and(|name| name.ends_with("istio.io")))
    };
    let mut verdicts: Vec<Verdict> = configurations
        .iter()
        .filter(is_istio)
        .map(|configuration| {
            let (injects, reason) = judge(webhooks(configuration), pod_labels, namespace_labels);
            Verdict {
                webhook: configuration["metadata"]["name"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                revision: label(configuration, REVISION_LABEL).unwrap_or_default().to_owned(),
                injects,
                reason,
            }
        })
        .collect();
    verdicts.sort_by(|a, b| a.webhook.cmp(&b.webhook));
    verdicts
}

/// The webhooks of a configuration.
pub(super) fn webhooks(configuration: &Value) -> &[Value] {
    configuration["webhooks"].as_sequence().unwrap_or_default()
}

/// Whether a selector as a webhook has it selects labels; one that says nothing selects all.
pub(super) fn selects(selector: &Value, labels: Option<&Mapping>) -> bool {
    let says = |field: &str| match selector.get(field) {
        Some(Value::Mapping(labels)) => !labels.is_empty(),
        Some(Value::Sequence(expressions)) => !expressions.is_empty(),
        _ => false,
    };
    if !says("matchLabels") && !says("matchExpressions") {
        return true;
    }
    LabelSelector::from_value(selector).is_ok_and(|selector| selector.matches(labels))
}

/// The first webhook of a configuration that decides does so; else the reason names what they select by.
fn judge(webhooks: &[Value], pod_labels: Option<&Mapping>, namespace_labels: Option<&Mapping>) -> (bool, String) {
    for webhook in webhooks {
        let (of_namespace, of_pod) = (&webhook["namespaceSelector"], &webhook["objectSelector"]);
        match (selects(of_namespace, namespace_labels), selects(of_pod, pod_labels)) {
            (true, true) => return (true, selected(of_namespace, of_pod, namespace_labels, pod_labels)),
            (true, false) => {
                if let Some(label) = excluding(of_pod, pod_labels) {
                    return (false, format!("Pod has {label} label, preventing injection"));
                }
            }
            (false, true) => {
                let value = namespace_labels.and_then(|all| all.get(INJECTION_LABEL)?.as_str());
                if let Some(value) = value.filter(|value| *value != "enabled") {
                    let reason = format!("Namespace has {INJECTION_LABEL}={value} label, preventing injection");
                    return (false, reason);
                }
            }
            (false, false) => {}
        }
    }
    let deactivated = |selector: &Value| selector["matchLabels"][DEACTIVATED.0].as_str() == Some(DEACTIVATED.1);
    if webhooks
        .iter()
        .any(|webhook| deactivated(&webhook["namespaceSelector"]) && deactivated(&webhook["objectSelector"]))
    {
        let reason = "The injection webhook is deactivated, and will never match labels.";
        return (false, reason.to_owned());
    }
    let wanted = |selector: &str| {
        let all: Vec<String> = webhooks
            .iter()
            .flat_map(|webhook| wanted_by(&webhook[selector]))
            .collect();
        all.join(", ")
    };
    let reason = format!(
        "No matching namespace labels ({}) or pod labels ({})",
        wanted("namespaceSelector"),
        wanted("objectSelector")
    );
    (false, reason)
}

/// Which labels decided that a webhook injects.
fn selected(
    of_namespace: &Value,
    of_pod: &Value,
    namespace_labels: Option<&Mapping>,
    pod_labels: Option<&Mapping>,
) -> String {
    let namespace = deciding(of_namespace, namespace_labels);
    match (namespace, deciding(of_pod, pod_labels)) {
        (Some(namespace), Some(pod)) => format!("Namespace label {namespace} matches, and pod label {pod} matches"),
        (Some(namespace), None) if namespace.starts_with("kubernetes.io/metadata.name=") => {
            format!("Namespace label {namespace} matches (Automatic injection is enabled in all namespaces).")
        }
        (Some(namespace), None) => format!("Namespace label {namespace} matches"),
        (None, Some(pod)) => format!("Pod label {pod} matches"),
        (None, None) => "The webhook selects what has no label against injection".to_owned(),
    }
}

/// The first label that a selector asks for by value and that is there.
fn deciding(selector: &Value, labels: Option<&Mapping>) -> Option<String> {
    let has = |key: &str| Some(format!("{key}={}", labels?.get(key)?.as_str()?));
    let by_expression = expressions(selector)
        .filter(|(_, operator, _)| matches!(*operator, "In" | "NotIn"))
        .find_map(|(key, ..)| has(key));
    let by_label = || {
        selector["matchLabels"]
            .as_mapping()?
            .iter()
            .find_map(|(key, _)| has(key))
    };
    by_expression.or_else(by_label)
}

/// The label because of which a selector does not match: one that must not be there, or not with this value.
fn excluding(selector: &Value, labels: Option<&Mapping>) -> Option<String> {
    expressions(selector).find_map(|(key, operator, values)| {
        let value = labels?.get(key)?.as_str()?;
        let excludes = match operator {
            "DoesNotExist" => true,
            "NotIn" => values.iter().any(|one| one.as_str() == Some(value)),
            _ => false,
        };
        excludes.then(|| format!("{key}={value}"))
    })
}

/// `key=value` of everything that a selector would take.
fn wanted_by(selector: &Value) -> Vec<String> {
    let of_expressions = expressions(selector)
        .filter(|(_, operator, _)| *operator == "In")
        .flat_map(|(key, _, values)| {
            let values = values.iter().filter_map(Value::as_str);
            values.map(move |value| format!("{key}={value}")).collect::<Vec<_>>()
        });
    let labels = selector["matchLabels"].as_mapping();
    let of_labels = labels.into_iter().flat_map(Mapping::iter);
    let of_labels = of_labels.filter_map(|(key, value)| Some(format!("{key}={}", value.as_str()?)));
    of_expressions.chain(of_labels).collect()
}

fn expressions(selector: &Value) -> impl Iterator<Item = (&str, &str, &[Value])> {
    let all = selector["matchExpressions"].as_sequence().unwrap_or_default();
    all.iter().map(|one| {
        (
            one["key"].as_str().unwrap_or_default(),
            one["operator"].as_str().unwrap_or_default(),
            one["values"].as_sequence().unwrap_or_default(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIGURATION: &str = "
metadata: {name: istio-revision-tag-default, labels: {istio.io/rev: default}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  namespaceSelector:
    matchExpressions: [{key: istio.io/rev, operator: In, values: [default]}, {key: istio-injection, operator: DoesNotExist}]
  objectSelector: {matchExpressions: [{key: sidecar.istio.io/inject, operator: NotIn, values: ['false']}]}
- name: namespace.sidecar-injector.istio.io
  namespaceSelector: {matchExpressions: [{key: istio-injection, operator: In, values: [enabled]}]}
  objectSelector: {matchExpressions: [{key: sidecar.istio.io/inject, operator: NotIn, values: ['false']}]}
- name: object.sidecar-injector.istio.io
  namespaceSelector:
    matchExpressions: [{key: istio-injection, operator: DoesNotExist}, {key: istio.io/rev, operator: DoesNotExist}]
  objectSelector: {matchExpressions: [{key: sidecar.istio.io/inject, operator: In, values: ['true']}]}
";

    fn verdict(configuration: &str, namespace: &str, pod: &str) -> (bool, String) {
        let read = |text: &str| kubeyaml::from_str(text).expect("YAML");
        let (namespace, pod) = (read(namespace), read(pod));
        let found = verdicts_of(&[read(configuration)], pod.as_mapping(), namespace.as_mapping());
        let [one] = <[Verdict; 1]>::try_from(found).expect("one");
        (one.injects, one.reason)
    }

    #[test]
    fn the_label_that_decides_is_named() {
        let of = |namespace: &str, pod: &str| verdict(CONFIGURATION, namespace, pod);
        let yes = |reason: &str| (true, reason.to_owned());
        let no = |reason: &str| (false, reason.to_owned());
        assert_eq!(
            of("{istio-injection: enabled}", "{app: web}"),
            yes("Namespace label istio-injection=enabled matches")
        );
        assert_eq!(
            of("{istio-injection: enabled}", "{sidecar.istio.io/inject: 'true'}"),
            yes("Namespace label istio-injection=enabled matches, and pod label sidecar.istio.io/inject=true matches")
        );
        assert_eq!(
            of("{}", "{sidecar.istio.io/inject: 'true'}"),
            yes("Pod label sidecar.istio.io/inject=true matches")
        );
        assert_eq!(
            of("{istio-injection: enabled}", "{sidecar.istio.io/inject: 'false'}"),
            no("Pod has sidecar.istio.io/inject=false label, preventing injection")
        );
        assert_eq!(
            of("{istio-injection: disabled}", "{}"),
            no("Namespace has istio-injection=disabled label, preventing injection")
        );
        assert_eq!(
            of("{}", "{}"),
            no(
                "No matching namespace labels (istio.io/rev=default, istio-injection=enabled) or pod labels \
                (sidecar.istio.io/inject=true)"
            )
        );
    }

    #[test]
    fn a_webhook_that_is_switched_off_says_so() {
        let off = "{metadata: {name: x}, webhooks: [{name: a.istio.io, \
            namespaceSelector: {matchLabels: {istio.io/deactivated: never-match}}, \
            objectSelector: {matchLabels: {istio.io/deactivated: never-match}}}]}";
        let (injects, reason) = verdict(off, "{istio-injection: enabled}", "{}");
        assert!(!injects && reason.contains("deactivated"), "{reason}");
    }

    #[test]
    fn a_webhook_for_everything_injects() {
        let all = "{metadata: {name: x}, webhooks: [{name: a.istio.io, namespaceSelector: {}, objectSelector: {}}]}";
        assert!(verdict(all, "{}", "{}").0);
        let labels = "{metadata: {name: x}, webhooks: [{name: a.istio.io, namespaceSelector: {matchLabels: {a: b}}}]}";
        assert_eq!(
            verdict(labels, "{a: b}", "{}"),
            (true, "Namespace label a=b matches".to_owned())
        );
    }
}
