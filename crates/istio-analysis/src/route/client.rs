//! Who sends a request: a workload with a sidecar, or a gateway.

use kubeyaml::Mapping;

use super::request::{Error, From};
use super::trace::Place;
use crate::selector::Selector;
use crate::snapshot::{Kind, Resource, Snapshot};

/// The name that stands for all sidecars.
pub(crate) const MESH: &str = "mesh";

/// The proxy that decides.
#[derive(Clone, Debug)]
pub(crate) struct Client<'a> {
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) resource: Option<&'a Resource>,
    /// The Gateway that the request comes through, with its name.
    pub(crate) gateway: Option<(String, &'a Resource)>,
}

impl<'a> Client<'a> {
    /// A workload with a sidecar; a note says so if its labels are not known.
    ///
    /// # Errors
    /// [`Error::UnknownWorkload`], if the files describe the namespace and it is not there.
    pub(crate) fn workload(from: &From, snapshot: &'a Snapshot, notes: &mut Vec<String>) -> Result<Self, Error> {
        let mut client = Self {
            namespace: from.namespace.clone(),
            name: from.workload.clone(),
            labels: Vec::new(),
            resource: None,
            gateway: None,
        };
        if from.workload.is_empty() {
            notes.push(format!(
                "the client is any workload of {}: it has none of the labels that rules ask for",
                from.namespace
            ));
            return Ok(client);
        }
        let here = |kind: &Kind| snapshot.find(*kind, &from.namespace, &from.workload);
        if let Some(resource) = WORKLOADS.iter().find_map(here) {
            client.labels = pairs(labels_of(resource));
            client.resource = Some(resource);
            return Ok(client);
        }
        let mut known: Vec<String> = WORKLOADS
            .iter()
            .flat_map(|&kind| snapshot.of_kind(kind))
            .filter(|resource| resource.namespace() == from.namespace)
            .map(|resource| resource.name().to_owned())
            .collect();
        known.sort();
        known.dedup();
        if known.is_empty() {
            notes.push(format!(
                "no file holds the workload {}/{}: its labels are not known",
                from.namespace, from.workload
            ));
            Ok(client)
        } else {
            Err(Error::UnknownWorkload {
                asked: from.clone(),
                known,
            })
        }
    }

    /// The workload of a Gateway, named `namespace/name` or, in the namespace of the client, `name`.
    ///
    /// # Errors
    /// [`Error::UnknownGateway`].
    pub(crate) fn gateway(name: &str, namespace: &str, snapshot: &'a Snapshot) -> Result<Self, Error> {
        let Some(gateway) = snapshot.find_short_or_full(Kind::Gateway, namespace, name) else {
            return Err(Error::UnknownGateway(name.to_owned()));
        };
        let wanted = gateway.spec().map("selector");
        let selector = Selector::of(wanted);
        let proxy = snapshot
            .workloads()
            .selected(snapshot, &selector)
            .find(|found| !found.is_builtin());
        Ok(Self {
            namespace: proxy
                .map_or(gateway.namespace(), |proxy| proxy.resource.namespace())
                .to_owned(),
            name: gateway.name().to_owned(),
            labels: pairs(proxy.map_or(wanted, |proxy| proxy.labels)),
            resource: Some(proxy.map_or(gateway, |proxy| proxy.resource)),
            gateway: Some((gateway.full_name(), gateway)),
        })
    }

    /// What rules call the way the request comes: the Gateway as `namespace/name`, or `mesh`.
    pub(crate) fn gateway_name(&self) -> &str {
        self.gateway.as_ref().map_or(MESH, |(name, _)| name)
    }

    pub(crate) fn has_labels(&self, wanted: Option<&Mapping>) -> bool {
        wanted.into_iter().flat_map(Mapping::iter).all(|(key, value)| {
            self.labels
                .iter()
                .any(|(known, label)| known == key && Some(label.as_str()) == value.as_str())
        })
    }

    pub(crate) fn describe(&self) -> String {
        match (&self.gateway, self.name.is_empty()) {
            (Some((name, _)), _) => format!("gateway {name}"),
            (None, true) => format!("any workload of {}", self.namespace),
            (None, false) => format!("{}/{}", self.namespace, self.name),
        }
    }

    pub(crate) fn place(&self) -> Option<Place> {
        self.resource.map(Place::of_resource)
    }
}

const WORKLOADS: [Kind; 4] = [Kind::Deployment, Kind::StatefulSet, Kind::DaemonSet, Kind::Pod];

fn labels_of(workload: &Resource) -> Option<&Mapping> {
    match workload.kind() {
        Kind::Pod => workload.labels(),
        _ => workload.spec().at("template").at("metadata").map("labels"),
    }
}

fn pairs(labels: Option<&Mapping>) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = labels
        .into_iter()
        .flat_map(Mapping::iter)
        .map(|(key, value)| (key.to_owned(), value.as_str().unwrap_or("").to_owned()))
        .collect();
    pairs.sort();
    pairs
}
