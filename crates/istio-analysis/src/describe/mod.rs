//! What configuration has to do with a pod or a Service, told from resources alone.
//!
//! [`pod`] and [`service`] name the Services, ports, DestinationRules with the subsets that the pods are in, VirtualServices, policies and
//! gateways. No proxy is asked: what counts is worked out as in [`crate::route`], with the pod as the client.

mod gateways;
mod page;
mod pod;
mod policies;
mod ports;
mod rules;
mod service;

use kubeyaml::Mapping;

use crate::route::client::Client;
use crate::selector::Selector;
use crate::snapshot::{Kind, Resource, Snapshot};
use page::Page;

/// How things are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The namespace whose resources are called by their name alone; others are `name.namespace`.
    pub here: String,
    /// Say nothing about what is not part of the mesh.
    pub ignore_unmeshed: bool,
}

/// A page about a pod; nothing if the snapshot does not have it.
#[must_use]
pub fn pod(snapshot: &Snapshot, namespace: &str, name: &str, options: &Options) -> Option<String> {
    let pod = snapshot.find(Kind::Pod, namespace, name)?;
    let mut page = Page::new(&options.here);
    pod::write(&mut page, pod, options.ignore_unmeshed);
    let services: Vec<&Resource> = snapshot
        .of_kind(Kind::Service)
        .filter(|service| service.namespace() == namespace && selects(service, pod))
        .collect();
    if services.is_empty() && !options.ignore_unmeshed {
        page.line(
            0,
            &format!(
                "Warning: No Kubernetes Services select pod {} (see https://istio.io/latest/docs/ops/deployment/application-requirements/)",
                page.name(pod)
            ),
        );
    }
    page.rule();
    for (index, service) in services.iter().enumerate() {
        if index > 0 {
            page.rule();
        }
        service::write(&mut page, snapshot, service, &[pod], &client(pod));
    }
    page.rule();
    policies::write(&mut page, snapshot, pod);
    gateways::write(&mut page, snapshot, &services, &[pod]);
    Some(page.text())
}

/// A page about a Service and the pods that it selects; nothing if the snapshot does not have it.
#[must_use]
pub fn service(snapshot: &Snapshot, namespace: &str, name: &str, options: &Options) -> Option<String> {
    let service = snapshot.find(Kind::Service, namespace, name)?;
    let mut page = Page::new(&options.here);
    let selected: Vec<&Resource> = snapshot
        .of_kind(Kind::Pod)
        .filter(|pod| pod.namespace() == namespace && selects(service, pod))
        .collect();
    if selected.is_empty() {
        page.line(0, &format!("Service {:?} has no pods.", page.name(service)));
        return Some(page.text());
    }
    let mut pods = Vec::new();
    for pod in &selected {
        match pod::unfit(pod) {
            None => pods.push(*pod),
            Some(why) if options.ignore_unmeshed && !pod::is_meshed(pod) => drop(why),
            Some(why) => page.line(0, &why.replace("{pod}", &page.name(pod))),
        }
    }
    let Some(first) = pods.first() else {
        let count = selected.len();
        page.line(
            0,
            &format!(
                "Service {:?} has no Istio pods.  ({count} pods in service).",
                page.name(service)
            ),
        );
        page.line(
            0,
            "Use `istioctl kube-inject` or redeploy with Istio automatic sidecar injection.",
        );
        return Some(page.text());
    };
    service::write(&mut page, snapshot, service, &pods, &client(first));
    gateways::write(&mut page, snapshot, &[service], &pods);
    Some(page.text())
}

/// Whether a Service selects a pod; one without a selector selects none.
fn selects(service: &Resource, pod: &Resource) -> bool {
    let selector = Selector::of(service.spec().map("selector"));
    !selector.is_empty() && selector.matches(pod.labels())
}

/// A pod as one who sends requests.
fn client(pod: &Resource) -> Client<'_> {
    let pairs = pod.labels().into_iter().flat_map(Mapping::iter);
    Client {
        namespace: pod.namespace().to_owned(),
        name: pod.name().to_owned(),
        labels: pairs
            .map(|(key, value)| (key.to_owned(), value.as_str().unwrap_or_default().to_owned()))
            .collect(),
        resource: Some(pod),
        gateway: None,
    }
}
