//! Workloads by label, so that a selector looks at few of them.

use std::collections::HashMap;
use std::sync::OnceLock;

use kubeyaml::Mapping;

use crate::selector::Selector;
use crate::snapshot::{Coverage, Kind, Origin, Resource, Snapshot};

/// The workloads of a snapshot: its pods and, where files are all there is, the pod templates of its workloads.
#[derive(Debug, Default)]
pub(crate) struct LabelIndex {
    workloads: Vec<u32>,
    by_label: HashMap<(String, String), Labelled>,
    /// The same for each namespace, by the number of the label: made when it is first asked for.
    within: OnceLock<HashMap<String, HashMap<u32, Vec<u32>>>>,
}

/// The workloads with a label.
#[derive(Debug)]
struct Labelled {
    /// The number of the label.
    number: u32,
    workloads: Vec<u32>,
}

/// A workload: a pod, or a workload's pod template.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Workload<'a> {
    /// The pod, or what makes the pods.
    pub(crate) resource: &'a Resource,
    /// The labels of its pods.
    pub(crate) labels: Option<&'a Mapping>,
}

impl<'a> Workload<'a> {
    fn of(resource: &'a Resource) -> Self {
        let labels = if resource.kind() == Kind::Pod {
            resource.labels()
        } else {
            resource.spec().at("template").at("metadata").map("labels")
        };
        Self { resource, labels }
    }

    /// Whether it is taken for granted rather than read.
    pub(crate) fn is_builtin(&self) -> bool {
        matches!(self.resource.origin(), Origin::BuiltIn)
    }
}

impl LabelIndex {
    pub(crate) fn of_workloads(snapshot: &Snapshot) -> Self {
        let coverage = snapshot.coverage();
        let kinds: &[Kind] = match coverage {
            Coverage::Complete => &[Kind::Pod],
            Coverage::Files | Coverage::Cluster => &[Kind::Pod, Kind::Deployment, Kind::StatefulSet, Kind::DaemonSet],
        };
        let mut index = Self::default();
        for &kind in kinds {
            for (number, resource) in snapshot.indexed(kind) {
                // In a cluster the pods are there; of what files would change, they are not.
                if coverage == Coverage::Cluster && kind != Kind::Pod && resource.origin().file().is_none() {
                    continue;
                }
                index.workloads.push(number);
                for (key, value) in Workload::of(resource).labels.into_iter().flat_map(Mapping::iter) {
                    let pair = (key.to_owned(), value.as_str().unwrap_or("").to_owned());
                    // Four billion labels do not fit in memory.
                    let next = u32::try_from(index.by_label.len()).unwrap_or(u32::MAX);
                    let labelled = index.by_label.entry(pair).or_insert_with(|| Labelled {
                        number: next,
                        workloads: Vec::new(),
                    });
                    labelled.workloads.push(number);
                }
            }
        }
        index
    }

    /// The workloads that a selector selects, in the order of the snapshot.
    pub(crate) fn selected<'s, 'q>(
        &'s self,
        snapshot: &'s Snapshot,
        selector: &'q Selector<'q>,
    ) -> impl Iterator<Item = Workload<'s>> + use<'s, 'q> {
        let candidates = selector
            .pairs()
            .iter()
            .map(|(key, value)| {
                self.by_label
                    .get(&((*key).to_owned(), (*value).to_owned()))
                    .map(|labelled| labelled.workloads.as_slice())
                    .unwrap_or_default()
            })
            .min_by_key(|list| list.len())
            .unwrap_or(&self.workloads);
        candidates
            .iter()
            .map(|&number| Workload::of(snapshot.resource(number)))
            .filter(|workload| selector.matches(workload.labels))
    }

    /// The workloads of a namespace that a selector selects, in the order of the snapshot. Those of other namespaces with the same labels,
    /// of which a large mesh has many, are not looked at.
    pub(crate) fn selected_in<'s, 'q>(
        &'s self,
        snapshot: &'s Snapshot,
        selector: &'q Selector<'q>,
        namespace: &'q str,
    ) -> impl Iterator<Item = Workload<'s>> + use<'s, 'q> {
        let here = self.within(snapshot).get(namespace);
        let candidates = selector
            .pairs()
            .iter()
            .map(|(key, value)| {
                self.by_label
                    .get(&((*key).to_owned(), (*value).to_owned()))
                    .and_then(|labelled| here?.get(&labelled.number))
                    .map(Vec::as_slice)
                    .unwrap_or_default()
            })
            .min_by_key(|list| list.len())
            // Without labels it selects every workload.
            .unwrap_or(&self.workloads);
        candidates
            .iter()
            .map(|&number| Workload::of(snapshot.resource(number)))
            .filter(move |workload| workload.resource.namespace() == namespace && selector.matches(workload.labels))
    }

    fn within(&self, snapshot: &Snapshot) -> &HashMap<String, HashMap<u32, Vec<u32>>> {
        self.within.get_or_init(|| {
            let mut within: HashMap<String, HashMap<u32, Vec<u32>>> = HashMap::new();
            for labelled in self.by_label.values() {
                for &workload in &labelled.workloads {
                    let namespace = snapshot.resource(workload).namespace();
                    let here = match within.get_mut(namespace) {
                        Some(here) => here,
                        None => within.entry(namespace.to_owned()).or_default(),
                    };
                    here.entry(labelled.number).or_default().push(workload);
                }
            }
            within
        })
    }
}
