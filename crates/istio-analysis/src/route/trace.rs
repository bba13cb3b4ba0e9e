//! The answer: which rule takes a request, and why others do not.

use crate::snapshot::{FieldPath, Location, Resource};

/// A field of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The resource, as in `VirtualService shop/reviews`.
    pub resource: String,
    /// The field; empty for the resource as a whole.
    pub field: String,
    /// Where it is written, if a file holds it.
    pub location: Option<Location>,
}

impl Place {
    /// A field of a resource, or the resource if the path is empty.
    pub(super) fn of(resource: &Resource, path: &FieldPath) -> Self {
        let location = resource.origin().file().map(|file| {
            let field = (!path.steps().is_empty()).then_some(path);
            let (line, column) = file.place(field);
            let (line, column) = file.source.written_place(line, column);
            Location {
                file: file.source.name.clone(),
                line,
                column,
            }
        });
        Self {
            resource: format!("{} {}", resource.kind(), resource.full_name()),
            field: path.to_string(),
            location,
        }
    }

    pub(super) fn of_resource(resource: &Resource) -> Self {
        let named = FieldPath::parse("metadata.name");
        Self {
            field: String::new(),
            ..Self::of(resource, &named)
        }
    }
}

/// A resource that might have counted and does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The resource.
    pub place: Place,
    /// Why it does not count.
    pub why: String,
}

/// A condition of a match that the request does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The condition.
    pub place: Place,
    /// What the request is, and what it should be.
    pub text: String,
}

/// A match of a rule (or a rule without one) that was tried, in the order of the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The match, or the rule.
    pub place: Place,
    /// The names of rule and match, if they have any.
    pub name: String,
    /// What it asks for; empty if it takes everything.
    pub conditions: Vec<String>,
    /// What the request does not meet; empty for the one that takes it.
    pub mismatches: Vec<Mismatch>,
}

/// The DestinationRule that counts for a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenRule {
    /// The rule.
    pub place: Place,
    /// Why this one.
    pub why: String,
    /// Others of the same host and namespace whose subsets are added to it.
    pub merged: Vec<Place>,
}

/// The subset of a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subset {
    /// Its name.
    pub name: String,
    /// Where a DestinationRule defines it; `None` if none does.
    pub place: Option<Place>,
    /// The labels of its workloads.
    pub labels: Vec<(String, String)>,
}

/// Where requests go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The field that names it; the service if no rule does.
    pub place: Place,
    /// The full host name.
    pub host: String,
    /// The port.
    pub port: i64,
    /// The subset, if there is one.
    pub subset: Option<Subset>,
    /// Its share of the requests, and the sum of all shares.
    pub weight: (i64, i64),
    /// The service, if the files hold it.
    pub service: Option<Place>,
    /// The DestinationRule.
    pub rule: Option<ChosenRule>,
    /// The workloads in the files that take the requests, as `namespace/name`.
    pub workloads: Vec<String>,
    /// What keeps requests from arriving.
    pub problems: Vec<String>,
}

impl Destination {
    /// The name of the cluster in the proxy's configuration.
    #[must_use]
    pub fn cluster(&self) -> String {
        let subset = self.subset.as_ref().map_or("", |subset| subset.name.as_str());
        format!("outbound|{}|{subset}|{}", self.port, self.host)
    }
}

/// What a rule does to requests beside routing them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The field.
    pub place: Place,
    /// What it does.
    pub text: String,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A rule sends it to these destinations.
    Routed {
        /// The rule.
        rule: Place,
        /// Where to.
        destinations: Vec<Destination>,
        /// What else the rule does.
        effects: Vec<Effect>,
    },
    /// A rule, or a gateway, answers with a redirection or a fixed response.
    Answered {
        /// The rule or server.
        rule: Place,
        /// What it answers.
        text: String,
        /// What else the rule does.
        effects: Vec<Effect>,
    },
    /// No rule is about it: it goes to the service.
    Default(Box<Destination>),
    /// It leaves the mesh as it is: nothing in it is about the host and port.
    PassedThrough {
        /// Why.
        why: String,
    },
    /// It gets an error of the proxy.
    Refused {
        /// Its status, or 0 where the connection is closed.
        status: u16,
        /// Why.
        why: String,
    },
}

/// The way of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Who sends it, as `namespace/workload`, or the gateway.
    pub client: String,
    /// The labels by which source conditions know the client.
    pub client_labels: Vec<(String, String)>,
    /// Where the client is written.
    pub client_place: Option<Place>,
    /// The full name of the host.
    pub host: String,
    /// The port.
    pub port: i64,
    /// What the port speaks.
    pub protocol: &'static str,
    /// The service of the host, if the files hold it.
    pub service: Option<Place>,
    /// VirtualServices that name the host and do not count here, or others that might be meant to.
    pub passed_over: Vec<PassedOver>,
    /// The VirtualServices whose rules count; through a gateway there may be several.
    pub virtual_services: Vec<Place>,
    /// The matches that were tried, the last of them the one that takes the request, if one does.
    pub tried: Vec<Tried>,
    /// What becomes of the request.
    pub outcome: Outcome,
    /// What the answer rests on and files do not say.
    pub notes: Vec<String>,
}

impl Trace {
    /// Whether something in the mesh takes the request.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        match &self.outcome {
            Outcome::Routed { destinations, .. } => destinations.iter().any(|to| to.problems.is_empty()),
            Outcome::Default(to) => to.problems.is_empty(),
            Outcome::Answered { .. } => true,
            Outcome::PassedThrough { .. } | Outcome::Refused { .. } => false,
        }
    }
}
