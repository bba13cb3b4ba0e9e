//! Where a rule sends requests: service, port, subset and workloads, and what keeps them from arriving.

use super::client::Client;
use super::destination_rule;
use super::registry::{Registry, Service};
use super::rules::{Part, Rule};
use super::trace::{Destination, Effect, Place, Subset};
use crate::host;
use crate::selector::Selector;
use crate::snapshot::{Coverage, FieldPath, Fields, Kind, Resource, Snapshot};

/// What destinations are looked up in.
pub(super) struct Lookup<'a, 'q> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) registry: &'q Registry<'a>,
    pub(super) client: &'q Client<'a>,
    /// The port that the request came to.
    pub(super) port: i64,
}

impl<'a> Lookup<'a, '_> {
    /// The destinations of a rule with their shares; those with a weight of 0 get nothing, unless there is only one.
    pub(super) fn of_rule(&self, rule: &Part<'a>) -> Vec<Destination> {
        let routes: Vec<(usize, Fields<'a>)> = rule.fields.items("route").enumerate().collect();
        let single = routes.len() == 1;
        let weight = |route: &Fields<'a>| {
            if single {
                100
            } else {
                route.integer("weight").unwrap_or(0).max(0)
            }
        };
        let total: i64 = routes
            .iter()
            .map(|(_, route)| weight(route))
            .fold(0, i64::saturating_add);
        routes
            .iter()
            .filter(|(_, route)| weight(route) > 0)
            .map(|(index, route)| {
                let path = rule.path.child("route").child(*index).child("destination");
                self.destination(rule.owner, &path, route.at("destination"), (weight(route), total))
            })
            .collect()
    }

    fn destination(&self, owner: &Resource, path: &FieldPath, fields: Fields<'a>, weight: (i64, i64)) -> Destination {
        let host = host::fqdn(owner.namespace(), fields.text("host")).to_ascii_lowercase();
        let service = self
            .registry
            .exact(&host)
            .or_else(|| self.registry.named(&host, &self.client.namespace));
        let explicit = fields.at("port").integer("number");
        let subset = fields.text("subset");
        let place = Place::of(owner, &path.child("host"));
        self.resolved(place, host, service, explicit, subset, weight)
    }

    /// The service itself, where no rule names a destination.
    pub(super) fn of_service(&self, service: &Service<'a>, name: &str) -> Destination {
        let place = service.resource.map_or_else(
            || Place {
                resource: format!("Service {}", service.host),
                field: String::new(),
                location: None,
            },
            Place::of_resource,
        );
        let host = if service.host.starts_with('*') {
            name
        } else {
            &service.host
        };
        self.resolved(place, host.to_owned(), Some(service), None, "", (100, 100))
    }

    fn resolved(
        &self,
        place: Place,
        host: String,
        service: Option<&Service<'a>>,
        explicit: Option<i64>,
        subset: &str,
        weight: (i64, i64),
    ) -> Destination {
        let single_port = service
            .filter(|service| service.resource.is_some())
            .and_then(|service| match service.ports.as_slice() {
                [only] => Some(only.number),
                _ => None,
            });
        // A sidecar's rules are made for each port apart, where a service has that port only; a gateway's know all ports.
        let inferred = single_port
            .filter(|_| self.client.gateway.is_some())
            .unwrap_or(self.port);
        let port = explicit.unwrap_or(inferred);
        let mut problems = Vec::new();
        self.check_service(&host, service, port, explicit.is_none(), &mut problems);
        let namespace = match service {
            Some(service) => service.namespace.clone(),
            None => host::service_of_fqdn(&host).map_or(String::new(), |(_, namespace)| namespace.to_owned()),
        };
        let merged = destination_rule::choose(self.snapshot, self.client, &host, &namespace);
        let found = (!subset.is_empty()).then(|| {
            let found = merged.as_ref().and_then(|merged| merged.subset(subset));
            if found.is_none() {
                problems.push(match &merged {
                    Some(merged) => format!(
                        "the DestinationRule has no subset {subset} (it has {}): 503",
                        listed(&merged.subset_names())
                    ),
                    None => format!("no DestinationRule counts here, so there is no subset {subset}: 503"),
                });
            }
            found.unwrap_or_else(|| Subset {
                name: subset.to_owned(),
                place: None,
                labels: Vec::new(),
            })
        });
        let resource = service.and_then(|service| service.resource);
        let labels = found
            .as_ref()
            .map(|subset| subset.labels.as_slice())
            .unwrap_or_default();
        let workloads = resource
            .map(|resource| self.workloads(resource, labels))
            .unwrap_or_default();
        let has_subset = found.as_ref().is_some_and(|subset| subset.place.is_some());
        let others = || resource.is_some_and(|resource| !self.workloads(resource, &[]).is_empty());
        if has_subset && workloads.is_empty() && others() {
            problems.push(format!(
                "no workload of the service has the labels of subset {subset}: 503"
            ));
        }
        Destination {
            place,
            host,
            port,
            subset: found,
            weight,
            service: resource.map(Place::of_resource),
            rule: merged.as_ref().and_then(destination_rule::Merged::chosen),
            workloads,
            problems,
        }
    }

    fn check_service(
        &self,
        host: &str,
        service: Option<&Service<'a>>,
        port: i64,
        inferred: bool,
        problems: &mut Vec<String>,
    ) {
        let Some(service) = service else {
            let of_cluster = host::service_of_fqdn(host);
            let known = match of_cluster {
                Some((_, namespace)) => self.snapshot.knows(Kind::Service, Some(namespace)),
                None => true,
            };
            if known {
                problems.push(format!("the client sees no service {host}: 503"));
            }
            return;
        };
        if service.resource.is_some() && service.port(port).is_none() {
            let ports: Vec<String> = service.ports.iter().map(|port| port.number.to_string()).collect();
            let hint = if inferred {
                "; name the port in the destination"
            } else {
                ""
            };
            problems.push(format!(
                "{host} has no port {port} (it has {}): 503{hint}",
                listed(&ports)
            ));
        }
    }

    /// The workloads that a Service selects, with these labels.
    fn workloads(&self, service: &Resource, labels: &[(String, String)]) -> Vec<String> {
        if service.kind() != Kind::Service {
            return Vec::new();
        }
        let selector = Selector::of(service.spec().map("selector"));
        if selector.is_empty() {
            return Vec::new();
        }
        let found = self.snapshot.workloads().selected(self.snapshot, &selector);
        let mut names: Vec<String> = found
            .filter(|workload| !workload.is_builtin() && workload.resource.namespace() == service.namespace())
            .filter(|workload| {
                labels.iter().all(|(key, value)| {
                    let label = workload.labels.and_then(|labels| labels.get(key));
                    label.is_some_and(|label| label.as_str().unwrap_or("") == value)
                })
            })
            .map(|workload| format!("{} {}", workload.resource.kind(), workload.resource.full_name()))
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Whether files alone are asked, so that what they lack may be in the cluster.
pub(super) fn is_partial(snapshot: &Snapshot) -> bool {
    snapshot.coverage() == Coverage::Files
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// What a rule does beside routing.
pub(super) fn effects(rule: &Rule<'_>) -> Vec<Effect> {
    let mut found = Vec::new();
    for name in [
        "rewrite",
        "fault",
        "timeout",
        "retries",
        "mirror",
        "mirrors",
        "headers",
        "corsPolicy",
    ] {
        let Some((part, field)) = rule.setting(name) else {
            continue;
        };
        let below = |key: &str| field.at(key);
        let text = match name {
            "rewrite" => rewrite(field),
            "fault" => {
                let delay = below("delay");
                let abort = below("abort");
                let mut parts = Vec::new();
                if delay.is_set() {
                    parts.push(format!("delays {} by {}", share(delay), delay.text("fixedDelay")));
                }
                if abort.is_set() {
                    let status = abort.integer("httpStatus").map(|status| status.to_string());
                    parts.push(format!(
                        "answers {} with {}",
                        share(abort),
                        status.unwrap_or_else(|| abort.text("grpcStatus").to_owned())
                    ));
                }
                parts.join(", ")
            }
            "timeout" => format!("gives up after {}", field.as_text()),
            "retries" => format!("tries up to {} times more", below("attempts").as_integer().unwrap_or(0)),
            "mirror" => format!(
                "sends a copy to {}",
                host::fqdn(part.owner.namespace(), field.text("host"))
            ),
            "mirrors" => "sends copies to mirrors".to_owned(),
            "headers" => "changes headers".to_owned(),
            _ => "sets a CORS policy".to_owned(),
        };
        if !text.is_empty() {
            found.push(Effect {
                place: Place::of(part.owner, &part.path.child(name)),
                text,
            });
        }
    }
    found
}

fn rewrite(field: Fields<'_>) -> String {
    let mut parts = Vec::new();
    let regex = field.at("uriRegexRewrite");
    if regex.is_set() {
        parts.push(format!(
            "rewrites what matches {:?} of the path to {:?}",
            regex.text("match"),
            regex.text("rewrite")
        ));
    } else if field.at("uri").is_set() {
        parts.push(format!(
            "rewrites what the match took of the path to {:?}",
            field.text("uri")
        ));
    }
    if field.at("authority").is_set() {
        parts.push(format!("sets the authority to {:?}", field.text("authority")));
    }
    parts.join(", ")
}

/// How many requests a fault is for.
fn share(fault: Fields<'_>) -> String {
    let percentage = fault.at("percentage").at("value");
    match percentage.value() {
        Some(kubeyaml::Value::Number(number)) => format!("{}% of requests", number.as_f64()),
        _ => match fault.integer("percent") {
            Some(percent) => format!("{percent}% of requests"),
            None => "all requests".to_owned(),
        },
    }
}

/// What a rule answers by itself, if it routes nowhere.
pub(super) fn answer(rule: &Part<'_>) -> Option<String> {
    let redirect = rule.fields.at("redirect");
    if redirect.is_set() {
        let code = match redirect.integer("redirectCode") {
            None | Some(0) => 301,
            Some(code) => code,
        };
        let or_same = |name: &str| match redirect.text(name) {
            "" => format!("the same {name}"),
            text => format!("{name} {text}"),
        };
        let parts = [or_same("scheme"), or_same("authority"), or_same("uri")];
        let port = redirect
            .integer("port")
            .map(|port| format!(", port {port}"))
            .unwrap_or_default();
        return Some(format!("redirects with {code} to {}{port}", parts.join(", ")));
    }
    let direct = rule.fields.at("directResponse");
    direct
        .is_set()
        .then(|| format!("answers with {}", direct.integer("status").unwrap_or(0)))
}
