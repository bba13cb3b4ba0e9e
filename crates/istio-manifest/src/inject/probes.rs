//! Application probes and lifecycle hooks: the kubelet asks the sidecar, and the sidecar asks the application.

use kubeschema::{Schema, Type};
use kubeyaml::{Mapping, Value};

use super::kube_object::in_go_order;
use super::names::{APP_PROBERS_ENV, PROXY_CONTAINER};
use super::pod::{self, ContainerList};
use super::report::Warning;

/// Where the probes and hooks of a container stand, with the path under which the sidecar serves them.
const PROBES: [(&str, &str); 3] = [
    ("readinessProbe", "readyz"),
    ("livenessProbe", "livez"),
    ("startupProbe", "startupz"),
];
const HOOKS: [(&str, &str); 2] = [("preStop", "prestopz"), ("postStart", "poststartz")];

/// A probe or hook handler in its container, found by [`handlers`].
struct Handler<'a> {
    /// Path on the sidecar's status server.
    url: String,
    /// Words for messages, such as `readinessProbe`.
    field: &'static str,
    /// The probe (or the hook).
    body: &'a Mapping,
    is_hook: bool,
}

fn handlers<'a>(container: &'a Mapping, name: &str) -> Vec<Handler<'a>> {
    let probe = PROBES.iter().filter_map(|(field, suffix)| {
        let body = container.get(field)?.as_mapping()?;
        Some(Handler {
            url: format!("/app-health/{name}/{suffix}"),
            field,
            body,
            is_hook: false,
        })
    });
    let hook = HOOKS.iter().filter_map(|(field, suffix)| {
        let body = container.get("lifecycle")?.get(field)?.as_mapping()?;
        Some(Handler {
            url: format!("/app-lifecycle/{name}/{suffix}"),
            field,
            body,
            is_hook: true,
        })
    });
    probe.chain(hook).collect()
}

/// The kinds of action that the sidecar can carry out, in the order in which one is chosen.
fn action(handler: &Handler<'_>) -> Option<(&'static str, Mapping)> {
    let actions: &[&'static str] = if handler.is_hook {
        &["httpGet", "tcpSocket"]
    } else {
        &["httpGet", "tcpSocket", "grpc"]
    };
    actions
        .iter()
        .find_map(|kind| Some((*kind, handler.body.get(kind)?.as_mapping()?.clone())))
}

/// The application's probes as the sidecar's agent reads them.
#[derive(Debug, Default)]
pub(super) struct AppProbers {
    /// Path on the status server to what the agent has to ask.
    pub probers: Mapping,
    /// Paths whose probe names a port that its container does not declare: the sidecar cannot serve them.
    pub unserved: Vec<String>,
}

/// Collects the application's probes into what the sidecar's agent reads, with named ports resolved.
///
/// `status_port` is the port of the sidecar's status server: a probe that already points there was rewritten by an earlier injection.
/// Warns about ports that no container declares.
#[must_use]
pub(super) fn dump(pod: &Value, status_port: i64, warnings: &mut Vec<Warning>) -> AppProbers {
    let mut found = AppProbers::default();
    for container in pod::all_containers(pod) {
        let name = pod::name(container);
        if name == PROXY_CONTAINER {
            continue;
        }
        let Some(container) = container.as_mapping() else {
            continue;
        };
        for handler in handlers(container, name) {
            let Some((kind, mut action)) = action(&handler) else {
                continue;
            };
            if kind != "grpc" {
                match resolve_port(&action, container) {
                    // A rewritten probe has the number; a name is the user's, even where it stands for that number.
                    Port::Number(port) if port == status_port && !is_named(&action) => continue,
                    Port::Number(port) => {
                        action.insert("port", port);
                    }
                    Port::Unknown(port) => {
                        warnings.push(Warning::UnknownProbePort {
                            container: name.to_owned(),
                            field: handler.field.to_owned(),
                            port,
                        });
                        found.unserved.push(handler.url);
                        continue;
                    }
                }
            }
            let mut prober = Mapping::new();
            prober.insert(kind, action);
            if let Some(timeout) = handler.body.get("timeoutSeconds").filter(|_| !handler.is_hook) {
                prober.insert("timeoutSeconds", timeout.clone());
            }
            found.probers.insert(handler.url, prober);
        }
    }
    found
}

enum Port {
    Number(i64),
    Unknown(String),
}

fn is_named(action: &Mapping) -> bool {
    matches!(action.get("port"), Some(Value::String(_)))
}

/// The port as a number: a name is looked up among the container's ports, a text of digits counts as the number it spells.
fn resolve_port(action: &Mapping, container: &Mapping) -> Port {
    match action.get("port") {
        Some(Value::String(name)) => {
            let declared = container
                .get("ports")
                .and_then(Value::as_sequence)
                .unwrap_or_default()
                .iter()
                .rev()
                .find(|port| pod::name(port) == name.as_str())
                .and_then(|port| port.get("containerPort"))
                .and_then(Value::as_i64);
            match declared.or_else(|| name.parse().ok().filter(|n| (1..=65535).contains(n))) {
                Some(number) => Port::Number(number),
                None => Port::Unknown(name.clone()),
            }
        }
        Some(Value::Number(number)) => Port::Number(number.as_i64().unwrap_or_default()),
        _ => Port::Number(0),
    }
}

/// Puts the probers into the sidecar's environment. On a second injection those that are there already win.
pub(super) fn add_to_environment(pod: &mut Value, probers: Mapping, previously_injected: bool) {
    let Some(sidecar) = pod::sidecar_mut(pod).and_then(Value::as_mapping_mut) else {
        return;
    };
    let env = sidecar.entry_or_null("env");
    if env.is_null() {
        *env = Value::Sequence(Vec::new());
    }
    let Some(env) = env.as_sequence_mut() else { return };
    let existing = env
        .iter_mut()
        .find(|var| previously_injected && pod::name(var) == APP_PROBERS_ENV);
    match existing {
        Some(var) => {
            let text = var.get("value").and_then(Value::as_str).unwrap_or_default();
            let Ok(Value::Mapping(earlier)) = kubeyaml::json::from_str(text) else {
                return;
            };
            let mut merged = probers;
            for (url, prober) in earlier {
                merged.insert(url, prober);
            }
            *var = pod::env_var(APP_PROBERS_ENV, prober_json(merged));
        }
        None => env.push(pod::env_var(APP_PROBERS_ENV, prober_json(probers))),
    }
}

/// The agent's format: paths sorted, fields in the order of the Kubernetes structs.
fn prober_json(probers: Mapping) -> String {
    const ACTIONS: [(&str, &str); 3] = [
        ("httpGet", "v1.HTTPGetAction"),
        ("tcpSocket", "v1.TCPSocketAction"),
        ("grpc", "v1.GRPCAction"),
    ];
    let schema = Schema::get();
    let ordered = |prober: &Value| -> Value {
        let mut fields = Mapping::new();
        for (field, shape) in ACTIONS {
            if let (Some(action), Some(shape)) = (prober.get(field), schema.struct_named(shape)) {
                fields.insert(field, in_go_order(action, &Type::Struct(shape.id())));
            }
        }
        if let Some(timeout) = prober.get("timeoutSeconds") {
            fields.insert("timeoutSeconds", timeout.clone());
        }
        fields.into()
    };
    let mut entries: Vec<(String, Value)> = probers
        .iter()
        .map(|(url, prober)| (url.to_owned(), ordered(prober)))
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    crate::bridge::json_text(&Value::Mapping(entries.into_iter().collect()))
}

/// Points every probe and hook of the application at the sidecar's status server, except those that it cannot serve.
pub(super) fn rewrite(pod: &mut Value, status_port: i64, unserved: &[String]) {
    let served = |url: &String| !unserved.contains(url);
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        for container in pod::containers_mut(pod, list) {
            let name = pod::name(container).to_owned();
            if name == PROXY_CONTAINER {
                continue;
            }
            let Some(container) = container.as_mapping_mut() else {
                continue;
            };
            for (field, suffix) in PROBES {
                let url = format!("/app-health/{name}/{suffix}");
                if let Some(Value::Mapping(probe)) = container.get_mut(field).filter(|_| served(&url)) {
                    point_at_sidecar(probe, &["httpGet", "tcpSocket", "grpc"], url, status_port);
                }
            }
            let Some(Value::Mapping(lifecycle)) = container.get_mut("lifecycle") else {
                continue;
            };
            for (field, suffix) in HOOKS {
                let url = format!("/app-lifecycle/{name}/{suffix}");
                if let Some(Value::Mapping(hook)) = lifecycle.get_mut(field).filter(|_| served(&url)) {
                    point_at_sidecar(hook, &["httpGet", "tcpSocket"], url, status_port);
                }
            }
        }
    }
}

fn point_at_sidecar(handler: &mut Mapping, kinds: &[&str], url: String, status_port: i64) {
    let Some(kind) = kinds
        .iter()
        .find(|kind| handler.get(kind).is_some_and(|a| a.as_mapping().is_some()))
    else {
        return;
    };
    if *kind != "httpGet" {
        handler.remove(kind);
        handler.insert("httpGet", Mapping::new());
    }
    let Some(Value::Mapping(get)) = handler.get_mut("httpGet") else {
        return;
    };
    get.insert("path", url);
    get.insert("port", status_port);
    // The kubelet speaks plain HTTP to the agent; the agent speaks HTTPS to the application.
    if get.get("scheme").and_then(Value::as_str) == Some("HTTPS") {
        get.insert("scheme", "HTTP");
    }
}
