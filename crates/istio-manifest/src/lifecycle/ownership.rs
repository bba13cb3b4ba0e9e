//! The labels by which an installation finds its objects again, the same as those of Go's istioctl 1.30.3.

use kubeyaml::{Mapping, Value};

/// The field manager of objects that an installation applies.
pub const FIELD_MANAGER: &str = "istio-operator";

/// Says that an installation looks after the object.
pub const MANAGED: &str = "operator.istio.io/managed";
/// The value of [`MANAGED`].
pub const MANAGED_VALUE: &str = "Reconcile";
/// The version of the istioctl that applied the object.
pub const VERSION: &str = "operator.istio.io/version";
/// The component that the object belongs to.
pub const COMPONENT: &str = "operator.istio.io/component";
/// The name of the IstioOperator that the object comes from.
pub const OWNING_RESOURCE: &str = "install.operator.istio.io/owning-resource";
/// The namespace of that IstioOperator.
pub const OWNING_RESOURCE_NAMESPACE: &str = "install.operator.istio.io/owning-resource-namespace";
/// Set to `true` on what pruning leaves alone: the objects of revision tags.
pub const NOT_PRUNED: &str = "install.operator.istio.io/owning-resource-not-pruned";
/// The revision of the control plane.
pub const REVISION: &str = "istio.io/rev";

/// Which installation objects belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Name of the IstioOperator, where it has one.
    pub name: Option<String>,
    /// Namespace of the IstioOperator.
    pub namespace: String,
    /// Revision of the control plane; `default` when it has none.
    pub revision: String,
    /// Version of Istio.
    pub version: String,
}

impl Owner {
    /// The labels of an object of `component`, in the order of their names.
    #[must_use]
    pub fn labels(&self, component: &str) -> Vec<(&'static str, String)> {
        let mut labels = Vec::with_capacity(6);
        if let Some(name) = &self.name {
            labels.push((OWNING_RESOURCE, name.clone()));
        }
        if !self.namespace.is_empty() {
            labels.push((OWNING_RESOURCE_NAMESPACE, self.namespace.clone()));
        }
        labels.push((REVISION, self.revision.clone()));
        labels.push((COMPONENT, component.to_owned()));
        labels.push((MANAGED, MANAGED_VALUE.to_owned()));
        labels.push((VERSION, self.version.clone()));
        labels
    }

    /// Puts the labels of `component` on an object.
    pub fn label(&self, object: &mut Value, component: &str) {
        let Some(object) = object.as_mapping_mut() else { return };
        let metadata = mapping_at(object, "metadata");
        let labels = mapping_at(metadata, "labels");
        for (name, value) in self.labels(component) {
            labels.insert(name, value);
        }
    }
}

/// The mapping at a key; anything else that stands there is replaced.
fn mapping_at<'o>(object: &'o mut Mapping, key: &str) -> &'o mut Mapping {
    let entry = object.entry_or_null(key);
    if entry.as_mapping().is_none() {
        *entry = Mapping::new().into();
    }
    entry.as_mapping_mut().expect("it was made a mapping just now")
}

/// A label of an object; empty when it has none of that name.
#[must_use]
pub fn label_of<'o>(object: &'o Value, name: &str) -> &'o str {
    object["metadata"]["labels"][name].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::object;
    use super::*;

    fn owner() -> Owner {
        Owner {
            name: None,
            namespace: "istio-system".to_owned(),
            revision: "default".to_owned(),
            version: "1.30.3".to_owned(),
        }
    }

    /// The labels that Go's istioctl 1.30.3 leaves on the Deployment of a default installation.
    #[test]
    fn a_chart_s_own_label_stays_when_the_owner_has_no_name() {
        let mut object =
            object!({"metadata": {"name": "istiod", "labels": {(OWNING_RESOURCE): "unknown", "app": "istiod"}}});
        owner().label(&mut object, "Pilot");
        assert_eq!(
            object["metadata"]["labels"],
            object!({
                "app": "istiod",
                "install.operator.istio.io/owning-resource": "unknown",
                "install.operator.istio.io/owning-resource-namespace": "istio-system",
                "istio.io/rev": "default",
                "operator.istio.io/component": "Pilot",
                "operator.istio.io/managed": "Reconcile",
                "operator.istio.io/version": "1.30.3",
            })
        );
    }

    #[test]
    fn an_object_without_metadata_gets_some() {
        let mut object = object!({"metadata": {"labels": null}});
        owner().label(&mut object, "Base");
        assert_eq!(label_of(&object, COMPONENT), "Base");
        let mut odd = object!("text");
        owner().label(&mut odd, "Base");
        assert_eq!(odd, object!("text"));
    }
}
