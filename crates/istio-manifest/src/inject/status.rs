//! The annotation `sidecar.istio.io/status`: what an injection added to a pod.

use kubeyaml::{Mapping, Value};

use super::names::annotation;
use super::pod::{self, ContainerList};

/// Names of what an injection added, in the order of its templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct InjectionStatus {
    /// Init containers.
    pub init_containers: Vec<String>,
    /// Containers.
    pub containers: Vec<String>,
    /// Volumes.
    pub volumes: Vec<String>,
    /// Pull secrets.
    pub image_pull_secrets: Vec<String>,
    /// Revision of the control plane.
    pub revision: String,
}

impl InjectionStatus {
    /// The names in a pod that holds only what the templates rendered.
    #[must_use]
    pub(super) fn of_template_pod(template_pod: &Value, revision: &str) -> Self {
        let names = |field: &str| -> Vec<String> {
            template_pod
                .get_path(&["spec", field])
                .and_then(Value::as_sequence)
                .unwrap_or_default()
                .iter()
                .map(|item| pod::name(item).to_owned())
                .collect()
        };
        Self {
            init_containers: names("initContainers"),
            containers: names("containers"),
            volumes: names("volumes"),
            image_pull_secrets: names("imagePullSecrets"),
            revision: if revision.is_empty() {
                "default".to_owned()
            } else {
                revision.to_owned()
            },
        }
    }

    /// The annotation's value.
    #[must_use]
    pub(super) fn to_json(&self) -> String {
        let list = |names: &[String]| match names {
            [] => Value::Null,
            names => Value::Sequence(names.iter().map(|n| Value::from(n.as_str())).collect()),
        };
        let mut status = Mapping::new();
        status.insert("initContainers", list(&self.init_containers));
        status.insert("containers", list(&self.containers));
        status.insert("volumes", list(&self.volumes));
        status.insert("imagePullSecrets", list(&self.image_pull_secrets));
        status.insert("revision", self.revision.as_str());
        crate::bridge::json_text(&status.into())
    }

    /// Reads the annotation of a pod; `None` when the pod has none.
    ///
    /// # Errors
    /// Says which field is not what an injection writes. Text that is no JSON object at all counts as an empty status, as in the
    /// webhook: the pod is then injected anew.
    pub(super) fn of_pod(pod: &Value) -> Result<Option<Self>, String> {
        let Some(text) = pod::annotation(pod, annotation::STATUS) else {
            return Ok(None);
        };
        let Ok(Value::Mapping(map)) = kubeyaml::json::from_str(text) else {
            return Ok(Some(Self::default()));
        };
        let names = |field: &str| -> Result<Vec<String>, String> {
            let wrong = |found: &Value| format!("its field {field} must be a list of names, not {}", found.kind_name());
            match map.get(field) {
                None | Some(Value::Null) => Ok(Vec::new()),
                Some(Value::Sequence(items)) => items
                    .iter()
                    .map(|item| item.as_str().map(str::to_owned).ok_or_else(|| wrong(item)))
                    .collect(),
                Some(other) => Err(wrong(other)),
            }
        };
        Ok(Some(Self {
            init_containers: names("initContainers")?,
            containers: names("containers")?,
            volumes: names("volumes")?,
            image_pull_secrets: names("imagePullSecrets")?,
            revision: map
                .get("revision")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
        }))
    }

    /// The containers of one list that the earlier injection added.
    #[must_use]
    pub(super) fn names_in(&self, list: ContainerList) -> &[String] {
        match list {
            ContainerList::Containers => &self.containers,
            ContainerList::InitContainers => &self.init_containers,
        }
    }
}
