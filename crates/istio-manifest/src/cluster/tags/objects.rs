//! The objects of a tag: an injector that selects what is labelled with it, a Service of its name, and for the tag `default` the
//! validator of the mesh's configuration. Decides only; nothing here asks a cluster.

use kubeyaml::{Mapping, Value};

use super::{Tag, TagError};
use crate::cluster::revisions::{DEFAULT, REVISION_LABEL, TAG_LABEL, suffix};

/// The ValidatingWebhookConfiguration that follows the tag `default`.
pub(super) const VALIDATOR: &str = "istiod-default-validator";
/// A label that nothing has: how an injector is switched off without being deleted.
const DEACTIVATED: (&str, &str) = ("istio.io/deactivated", "never-match");
/// Namespaces that are never injected as a matter of course.
const SYSTEM_NAMESPACES: [&str; 4] = ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];
/// The label of a pod that says whether it is injected.
const INJECT_LABEL: &str = "sidecar.istio.io/inject";
/// The label of a namespace that says so.
const INJECTION_LABEL: &str = "istio-injection";

/// What a tag takes over from the injector of its revision.
struct Injector<'v> {
    service: Option<&'v str>,
    path: &'v str,
    url: Option<&'v str>,
    ca_bundle: Option<&'v str>,
    reinvocation: &'v str,
}

impl<'v> Injector<'v> {
    fn of(webhook: &'v Value) -> Option<Self> {
        let webhooks = webhook.get("webhooks")?.as_sequence()?;
        let of_pods =
            |one: &&Value| text(one, &["name"]).is_some_and(|name| name.ends_with("sidecar-injector.istio.io"));
        let found = webhooks.iter().find(of_pods)?;
        Some(Self {
            service: text(found, &["clientConfig", "service", "name"]),
            path: text(found, &["clientConfig", "service", "path"]).unwrap_or("/inject"),
            url: text(found, &["clientConfig", "url"]),
            ca_bundle: text(found, &["clientConfig", "caBundle"]),
            reinvocation: text(found, &["reinvocationPolicy"]).unwrap_or("Never"),
        })
    }
}

/// The objects in the order in which they are applied. `injector` is the MutatingWebhookConfiguration of the revision, `validator`
/// the ValidatingWebhookConfiguration that the cluster has, if any.
pub(super) fn objects(tag: &Tag, injector: &Value, validator: Option<&Value>) -> Result<Vec<Value>, TagError> {
    let found = Injector::of(injector).ok_or_else(|| TagError::NoInjector {
        revision: tag.revision.clone(),
        webhook: text(injector, &["metadata", "name"]).unwrap_or_default().to_owned(),
    })?;
    let mut all = vec![service(tag, injector), mutating(tag, injector, &found)];
    if tag.name == DEFAULT {
        all.push(validating(tag, injector, &found, validator));
    }
    Ok(all)
}

/// Labels of a tag's object: those of the installation, then its own. What says that the installer owns an object is left out: an
/// upgrade must not take the user's tag away.
fn labels(tag: &Tag, injector: &Value, own: &[(&str, &str)]) -> Mapping {
    let mut labels = Mapping::new();
    for (key, value) in [
        ("app.kubernetes.io/instance", "istio"),
        ("app.kubernetes.io/managed-by", "Helm"),
        ("app.kubernetes.io/name", "istiod"),
        ("app.kubernetes.io/part-of", "istio"),
        ("release", "istio"),
    ] {
        labels.insert(key, value);
    }
    let of_injector = injector.get_path(&["metadata", "labels"]).and_then(Value::as_mapping);
    for (key, value) in of_injector.into_iter().flat_map(Mapping::iter) {
        if key != "app" && !key.contains("operator.istio.io") {
            labels.insert(key, value.clone());
        }
    }
    labels.insert(REVISION_LABEL, tag.revision.as_str());
    labels.insert(TAG_LABEL, tag.name.as_str());
    for (key, value) in own {
        labels.insert(*key, *value);
    }
    labels
}

fn object(api_version: &str, kind: &str, name: &str, namespace: Option<&str>, labels: Mapping) -> Mapping {
    let mut metadata = map([("labels", labels.into()), ("name", name.into())]);
    if let Some(namespace) = namespace {
        metadata.insert("namespace", namespace);
    }
    map([
        ("apiVersion", api_version.into()),
        ("kind", kind.into()),
        ("metadata", metadata.into()),
    ])
}

fn service(tag: &Tag, injector: &Value) -> Value {
    let labels = labels(tag, injector, &[("app", "istiod"), ("istio", "pilot")]);
    let name = format!("istiod-revision-tag-{}", tag.name);
    let mut service = object("v1", "Service", &name, Some(&tag.istio_namespace), labels);
    let port = |name: &str, port: i64, target: Option<i64>| {
        let mut port = map([("name", name.into()), ("port", port.into()), ("protocol", "TCP".into())]);
        if let Some(target) = target {
            port.insert("targetPort", target);
        }
        Value::from(port)
    };
    let ports = vec![
        port("grpc-xds", 15010, None),
        port("https-dns", 15012, None),
        port("https-webhook", 443, Some(15017)),
        port("http-monitoring", 15014, None),
    ];
    let selected = if tag.revision == DEFAULT {
        ("istio", "pilot")
    } else {
        (REVISION_LABEL, tag.revision.as_str())
    };
    let selector = map([("app", "istiod".into()), (selected.0, selected.1.into())]);
    service.insert("spec", map([("ports", ports.into()), ("selector", selector.into())]));
    service.into()
}

/// Whom a webhook calls.
fn client_config(tag: &Tag, injector: &Injector<'_>, path: &str, url: Option<String>) -> Mapping {
    let mut config = Mapping::new();
    if let Some(bundle) = injector.ca_bundle {
        config.insert("caBundle", bundle);
    }
    match url {
        Some(url) => {
            config.insert("url", url);
        }
        None => {
            let own = format!("istiod{}", suffix(&tag.revision));
            config.insert(
                "service",
                map([
                    ("name", injector.service.unwrap_or(&own).into()),
                    ("namespace", tag.istio_namespace.as_str().into()),
                    ("path", path.into()),
                    ("port", 443_i64.into()),
                ]),
            );
        }
    }
    config
}

fn mutating(tag: &Tag, injector: &Value, found: &Injector<'_>) -> Value {
    let mut labels = labels(tag, injector, &[("app", "sidecar-injector")]);
    labels.retain(|key, _| key != "istio");
    let name = tag.webhook_name.clone().unwrap_or_else(|| tag.default_webhook_name());
    let mut configuration = object(
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        &name,
        None,
        labels,
    );
    let webhook = |prefix: &str, namespaces: Vec<Value>, objects: Vec<Value>| {
        let selector = |expressions: Vec<Value>| map([("matchExpressions", expressions.into())]);
        let rule = map([
            ("apiGroups", strings(&[""])),
            ("apiVersions", strings(&["v1"])),
            ("operations", strings(&["CREATE"])),
            ("resources", strings(&["pods"])),
        ]);
        let client = client_config(tag, found, found.path, found.url.map(str::to_owned));
        Value::from(map([
            ("admissionReviewVersions", strings(&["v1"])),
            ("clientConfig", client.into()),
            ("failurePolicy", "Fail".into()),
            ("name", format!("{prefix}.sidecar-injector.istio.io").into()),
            ("namespaceSelector", selector(namespaces).into()),
            ("objectSelector", selector(objects).into()),
            ("reinvocationPolicy", found.reinvocation.into()),
            ("rules", vec![Value::from(rule)].into()),
            ("sideEffects", "None".into()),
        ]))
    };
    let is = |key: &str, value: &str| expression(key, "In", &[value]);
    let has_not = |key: &str| expression(key, "DoesNotExist", &[]);
    let may_be_injected = || expression(INJECT_LABEL, "NotIn", &["false"]);
    // In the order of the charts: a list in another order would count as a change.
    let unlabelled = || vec![has_not(INJECTION_LABEL), has_not(REVISION_LABEL)];
    let mut webhooks = vec![
        webhook(
            "rev.namespace",
            vec![is(REVISION_LABEL, &tag.name), has_not(INJECTION_LABEL)],
            vec![may_be_injected()],
        ),
        webhook(
            "rev.object",
            vec![has_not(REVISION_LABEL), has_not(INJECTION_LABEL)],
            vec![may_be_injected(), is(REVISION_LABEL, &tag.name)],
        ),
    ];
    if tag.name == DEFAULT {
        webhooks.push(webhook(
            "namespace",
            vec![is(INJECTION_LABEL, "enabled")],
            vec![may_be_injected()],
        ));
        webhooks.push(webhook(
            "object",
            unlabelled(),
            vec![is(INJECT_LABEL, "true"), has_not(REVISION_LABEL)],
        ));
        if tag.auto_inject_namespaces {
            let mut namespaces = unlabelled();
            namespaces.push(expression("kubernetes.io/metadata.name", "NotIn", &SYSTEM_NAMESPACES));
            webhooks.push(webhook(
                "auto",
                namespaces,
                vec![has_not(INJECT_LABEL), has_not(REVISION_LABEL)],
            ));
        }
    }
    configuration.insert("webhooks", webhooks);
    configuration.into()
}

fn validating(tag: &Tag, injector: &Value, found: &Injector<'_>, existing: Option<&Value>) -> Value {
    const NAME: &str = "validation.istio.io";
    let labels = labels(tag, injector, &[("app", "istiod"), ("istio", "istiod")]);
    let mut configuration = object(
        "admissionregistration.k8s.io/v1",
        "ValidatingWebhookConfiguration",
        VALIDATOR,
        None,
        labels,
    );
    // The same server, but it validates under another path.
    let url = found.url.map(|url| {
        let host = url.find("://").map_or(0, |at| at + 3);
        let end = url[host..].find('/').map_or(url.len(), |at| host + at);
        format!("{}/validate", &url[..end])
    });
    let groups = [
        "security.istio.io",
        "networking.istio.io",
        "telemetry.istio.io",
        "extensions.istio.io",
    ];
    let rule = map([
        ("apiGroups", strings(&groups)),
        ("apiVersions", strings(&["*"])),
        ("operations", strings(&["CREATE", "UPDATE"])),
        ("resources", strings(&["*"])),
    ]);
    let selector = map([(
        "matchExpressions",
        vec![expression(REVISION_LABEL, "DoesNotExist", &[])].into(),
    )]);
    let mut webhook = map([
        ("admissionReviewVersions", strings(&["v1"])),
        ("clientConfig", client_config(tag, found, "/validate", url).into()),
        ("name", NAME.into()),
        ("objectSelector", selector.into()),
        ("rules", vec![Value::from(rule)].into()),
        ("sideEffects", "None".into()),
    ]);
    let webhooks = existing.and_then(|existing| existing.get("webhooks")?.as_sequence());
    let same = webhooks.and_then(|all| all.iter().find(|one| text(one, &["name"]) == Some(NAME)));
    // istiod sets Fail once it can validate; that stays its own.
    if same.and_then(|one| text(one, &["failurePolicy"])) != Some("Fail") {
        webhook.insert("failurePolicy", "Ignore");
    }
    configuration.insert("webhooks", vec![Value::from(webhook)]);
    configuration.into()
}

/// An injector that selects nothing any more, if it does not yet: for that of the default revision when the tag `default` goes elsewhere.
pub(super) fn deactivated(injector: &Value) -> Option<Value> {
    let never = Value::from(map([(
        "matchLabels",
        map([(DEACTIVATED.0, DEACTIVATED.1.into())]).into(),
    )]));
    let mut changed = injector.clone();
    for webhook in changed.as_mapping_mut()?.get_mut("webhooks")?.as_sequence_mut()? {
        let webhook = webhook.as_mapping_mut()?;
        for selector in ["namespaceSelector", "objectSelector"] {
            webhook.insert(selector, never.clone());
        }
    }
    (changed != *injector).then_some(changed)
}

fn expression(key: &str, operator: &str, values: &[&str]) -> Value {
    let mut expression = map([("key", key.into()), ("operator", operator.into())]);
    if !values.is_empty() {
        expression.insert("values", strings(values));
    }
    expression.into()
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Mapping {
    let mut map = Mapping::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

fn strings(texts: &[&str]) -> Value {
    texts.iter().map(|text| Value::from(*text)).collect::<Vec<_>>().into()
}

fn text<'v>(value: &'v Value, path: &[&str]) -> Option<&'v str> {
    value.get_path(path)?.as_str().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(name: &str, revision: &str) -> Tag {
        Tag {
            name: name.to_owned(),
            revision: revision.to_owned(),
            istio_namespace: "istio-system".to_owned(),
            ..Tag::default()
        }
    }

    fn injector(client: &str) -> Value {
        kubeyaml::from_str(&format!(
            "metadata: {{name: x, labels: {{app: other, operator.istio.io/component: Pilot, helm.sh/chart: istiod-1}}}}\n\
             webhooks: [{{name: rev.namespace.sidecar-injector.istio.io, clientConfig: {client}, reinvocationPolicy: IfNeeded}}]"
        ))
        .expect("YAML")
    }

    fn at<'v>(object: &'v Value, path: &[&str]) -> Option<&'v str> {
        text(object, path)
    }

    #[test]
    fn the_injector_is_that_of_the_revision() {
        let client =
            "{caBundle: QUJD, service: {name: istiod-remote, namespace: istio-system, path: /inject/cluster/c1}}";
        let all = objects(&tag("prod", "canary"), &injector(client), None).expect("an injector");
        assert_eq!(all.len(), 2);
        let labels = all[1]
            .get_path(&["metadata", "labels"])
            .and_then(Value::as_mapping)
            .expect("labels");
        assert!(!labels.contains_key("operator.istio.io/component") && labels.contains_key("helm.sh/chart"));
        assert_eq!(labels.get("app"), Some(&Value::from("sidecar-injector")));
        let webhooks = all[1].get("webhooks").and_then(Value::as_sequence).expect("webhooks");
        assert_eq!(webhooks.len(), 2);
        for webhook in webhooks {
            assert_eq!(at(webhook, &["clientConfig", "caBundle"]), Some("QUJD"));
            assert_eq!(at(webhook, &["clientConfig", "service", "name"]), Some("istiod-remote"));
            assert_eq!(
                at(webhook, &["clientConfig", "service", "path"]),
                Some("/inject/cluster/c1")
            );
            assert_eq!(at(webhook, &["reinvocationPolicy"]), Some("IfNeeded"));
        }
    }

    #[test]
    fn the_default_tag_has_a_validator_at_the_same_server() {
        let all = objects(
            &tag("default", "canary"),
            &injector("{url: 'https://a.b:15017/inject/x'}"),
            None,
        );
        let all = all.expect("an injector");
        let validator = &all[2].get("webhooks").and_then(Value::as_sequence).expect("webhooks")[0];
        assert_eq!(
            at(validator, &["clientConfig", "url"]),
            Some("https://a.b:15017/validate")
        );
        assert_eq!(at(validator, &["failurePolicy"]), Some("Ignore"));
        let failing = kubeyaml::from_str("webhooks: [{name: validation.istio.io, failurePolicy: Fail}]").expect("YAML");
        let all = objects(&tag("default", "canary"), &injector("{url: u}"), Some(&failing)).expect("an injector");
        assert_eq!(
            at(
                &all[2].get("webhooks").and_then(Value::as_sequence).expect("webhooks")[0],
                &["failurePolicy"]
            ),
            None
        );
    }

    #[test]
    fn an_injector_is_switched_off_once() {
        let off = deactivated(&injector("{url: u}")).expect("it was on");
        assert_eq!(deactivated(&off), None);
    }

    #[test]
    fn what_injects_nothing_is_no_injector() {
        let other = kubeyaml::from_str("metadata: {name: x}\nwebhooks: [{name: other}]").expect("YAML");
        assert!(matches!(
            objects(&tag("a", "b"), &other, None),
            Err(TagError::NoInjector { .. })
        ));
    }
}
