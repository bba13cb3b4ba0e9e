//! What an installation is to put into a cluster.

use std::collections::BTreeSet;

use kubeyaml::{Mapping, Value};

use super::record;
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::resource::kinds;
use crate::cluster::revisions::{DEFAULT, TAG_LABEL, suffix};
use crate::cluster::tags::{self, Tag};
use crate::cluster::verbs::ListOptions;
use crate::component::{ALL, Component};
use crate::generate::Generated;
use crate::lifecycle::ownership::{Owner, REVISION, label_of};
use crate::lifecycle::prune::Identity;
use crate::manifest::ManifestSet;
use crate::operator::Layers;
use crate::package::TAG as VERSION;

/// What is to be in the cluster.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Who owns it.
    pub owner: Owner,
    /// The namespace of the control plane; made if it is not there.
    pub namespace: String,
    /// The network that the namespace is in, as its label says.
    pub network: Option<String>,
    /// The objects, by component.
    pub sets: Vec<ManifestSet>,
    /// The tag `default`, if this control plane gets it.
    pub default_tag: Option<DefaultTag>,
    /// The settings as they are kept in the cluster, for those who ask later what was installed.
    pub record: Option<String>,
}

/// The tag `default` that comes with an installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultTag {
    /// The tag.
    pub tag: Tag,
    /// The tag is there already, so that the injector that it stands for goes in switched off: switching it off afterwards would inject
    /// twice for a moment.
    pub exists: bool,
    /// The other control plane that the tag stands for so far.
    pub taken_from: Option<String>,
}

impl Plan {
    /// The plan for what was generated from `layers`. The cluster is asked who has the tag `default`.
    ///
    /// # Errors
    /// Webhooks that cannot be listed, unless for want of rights.
    pub async fn new(connection: &Connection, generated: Generated, layers: &Layers) -> Result<Self, ClusterError> {
        let operator = Value::Mapping(generated.operator);
        let text = |path: &[&str]| {
            let text = operator.get_path(path).and_then(Value::as_str);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let holds = |path: &[&str]| operator.get_path(path).and_then(Value::as_bool) == Some(true);
        let namespace = text(&["metadata", "namespace"]).unwrap_or_else(|| "istio-system".to_owned());
        let revision = text(&["spec", "values", "revision"]);
        let sets = ALL.map(|component| ManifestSet {
            component,
            manifests: Vec::new(),
        });
        let mut sets = Vec::from(sets);
        for instance in generated.instances {
            if let Some(set) = sets.iter_mut().find(|set| set.component == instance.component) {
                set.manifests.extend(instance.manifests);
            }
        }
        sets.retain(|set| !set.manifests.is_empty());
        let mut plan = Self {
            owner: Owner {
                name: text(&["metadata", "name"]),
                namespace: namespace.clone(),
                revision: revision.clone().unwrap_or_else(|| DEFAULT.to_owned()),
                version: VERSION.to_owned(),
            },
            namespace,
            network: text(&["spec", "values", "global", "network"]),
            sets,
            default_tag: None,
            record: Some(record::of_layers(layers)),
        };
        if plan.injector().is_some() && !holds(&["spec", "values", "global", "operatorManageWebhooks"]) {
            let of_tag = ListOptions::labels(format!("app=sidecar-injector,{TAG_LABEL}={DEFAULT}"));
            let webhooks = kinds::mutating_webhook_configuration();
            let tags = match connection.list(&webhooks, None, &of_tag).await {
                // The question for what is missing in rights comes later, and names all of it at once.
                Err(ClusterError::Forbidden { .. }) => Vec::new(),
                other => other?,
            };
            let exists = !tags.is_empty();
            let served = tags
                .iter()
                .map(|tag| label_of(tag, REVISION))
                .find(|revision| !revision.is_empty());
            if revision.is_none() || !exists {
                plan.default_tag = Some(DefaultTag {
                    tag: Tag {
                        name: DEFAULT.to_owned(),
                        revision: plan.owner.revision.clone(),
                        istio_namespace: plan.namespace.clone(),
                        webhook_name: None,
                        auto_inject_namespaces: holds(&[
                            "spec",
                            "values",
                            "sidecarInjectorWebhook",
                            "enableNamespacesByDefault",
                        ]),
                    },
                    exists,
                    taken_from: served
                        .filter(|served| *served != plan.owner.revision)
                        .map(str::to_owned),
                });
            }
        }
        Ok(plan)
    }

    /// The objects of a component with the labels of their owner, as they are applied.
    #[must_use]
    pub fn objects(&self, component: Component) -> Vec<Value> {
        let of_component = self.sets.iter().filter(|set| set.component == component);
        let switch_off = self.is_default_revision() && self.default_tag.as_ref().is_some_and(|tag| tag.exists);
        of_component
            .flat_map(|set| &set.manifests)
            .map(|manifest| {
                let mut tree = manifest.tree().into_owned();
                self.owner.label(&mut tree, component.facts().name);
                if component == Component::Pilot {
                    self.keep_record(&mut tree);
                    if switch_off
                        && is_injector(&tree)
                        && let Some(off) = tags::switched_off(&tree)
                    {
                        tree = off;
                    }
                }
                tree
            })
            .collect()
    }

    /// Whether the control plane is the one without a revision of its own.
    #[must_use]
    pub fn is_default_revision(&self) -> bool {
        self.owner.revision == DEFAULT
    }

    /// The plan of what was installed just now: the tag that it set is there.
    #[must_use]
    pub fn carried_out(&self) -> Self {
        let mut plan = self.clone();
        if let Some(tag) = &mut plan.default_tag {
            tag.exists = true;
        }
        plan
    }

    /// The injector of the control plane, switched on and with the labels of its owner.
    pub(super) fn injector(&self) -> Option<Value> {
        let of_pilot = self.sets.iter().filter(|set| set.component == Component::Pilot);
        let mut injector = of_pilot
            .flat_map(|set| &set.manifests)
            .filter(|manifest| manifest.identity().kind == "MutatingWebhookConfiguration")
            .map(|manifest| manifest.tree().into_owned())
            .find(is_injector)?;
        self.owner.label(&mut injector, Component::Pilot.facts().name);
        Some(injector)
    }

    /// What must not be pruned.
    #[must_use]
    pub fn identities(&self) -> BTreeSet<Identity> {
        let all = self.sets.iter().flat_map(|set| &set.manifests);
        all.map(|manifest| Identity::of(&manifest.tree())).collect()
    }

    /// The settings go with the values that the charts keep in the cluster.
    fn keep_record(&self, object: &mut Value) {
        let name = format!("values{}", suffix(&self.owner.revision));
        let (Some(settings), "ConfigMap") = (&self.record, object["kind"].as_str().unwrap_or_default()) else {
            return;
        };
        if object["metadata"]["name"].as_str() != Some(name.as_str()) {
            return;
        }
        let Some(metadata) = object
            .as_mapping_mut()
            .and_then(|object| object.get_mut("metadata"))
            .and_then(Value::as_mapping_mut)
        else {
            return;
        };
        let annotations = metadata.entry_or_null("annotations");
        if annotations.as_mapping().is_none() {
            *annotations = Mapping::new().into();
        }
        if let Some(annotations) = annotations.as_mapping_mut() {
            annotations.insert(record::SETTINGS, settings.as_str());
        }
    }
}

/// Whether an object is a webhook that injects sidecars.
fn is_injector(object: &Value) -> bool {
    object["kind"].as_str() == Some("MutatingWebhookConfiguration")
        && object["webhooks"]
            .as_sequence()
            .unwrap_or_default()
            .iter()
            .any(|webhook| {
                let name = webhook["name"].as_str().unwrap_or_default();
                name.ends_with("sidecar-injector.istio.io")
            })
}
