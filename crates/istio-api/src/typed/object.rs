//! Objects of a cluster, for `kube::Api`.

use super::kind::Spec;
use crate::generated::status::IstioStatus;
use kube_core::{NamespaceResourceScope, ObjectMeta, Resource};
use serde::de::Error as _;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// An object of a kind in one of its versions.
///
/// ```
/// use istio_api::networking::VirtualServiceSpec;
/// use istio_api::networking::v1::VirtualService;
///
/// let object = VirtualService::new("reviews", VirtualServiceSpec::default());
/// let json = serde_json::to_string(&object)?;
/// assert!(json.starts_with(r#"{"apiVersion":"networking.istio.io/v1","kind":"VirtualService","#), "{json}");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Object<S, V> {
    /// Name, namespace, labels and the rest of what every object has.
    pub metadata: ObjectMeta,
    /// What is wanted.
    pub spec: S,
    /// What the control plane found out.
    pub status: Option<IstioStatus>,
    version: PhantomData<fn() -> V>,
}

/// A version of an API group.
pub trait Version {
    /// The version as the API has it, such as `v1beta1`.
    const NAME: &'static str;
}

/// Version `v1`.
pub enum V1 {}
/// Version `v1alpha1`.
pub enum V1Alpha1 {}
/// Version `v1alpha3`.
pub enum V1Alpha3 {}
/// Version `v1beta1`.
pub enum V1Beta1 {}

impl Version for V1 {
    const NAME: &'static str = "v1";
}

impl Version for V1Alpha1 {
    const NAME: &'static str = "v1alpha1";
}

impl Version for V1Alpha3 {
    const NAME: &'static str = "v1alpha3";
}

impl Version for V1Beta1 {
    const NAME: &'static str = "v1beta1";
}

impl<S, V> Object<S, V> {
    /// An object with a name and a spec.
    #[must_use]
    pub fn new(name: &str, spec: S) -> Self {
        let metadata = ObjectMeta {
            name: Some(name.to_owned()),
            ..ObjectMeta::default()
        };
        Self::with_metadata(metadata, spec)
    }

    /// An object with metadata and a spec.
    #[must_use]
    pub fn with_metadata(metadata: ObjectMeta, spec: S) -> Self {
        Self {
            metadata,
            spec,
            status: None,
            version: PhantomData,
        }
    }

    /// The same object in another version; all versions of a kind have the same fields.
    #[must_use]
    pub fn into_version<W>(self) -> Object<S, W> {
        Object {
            metadata: self.metadata,
            spec: self.spec,
            status: self.status,
            version: PhantomData,
        }
    }
}

impl<S: Clone, V> Clone for Object<S, V> {
    fn clone(&self) -> Self {
        Self {
            metadata: self.metadata.clone(),
            spec: self.spec.clone(),
            status: self.status.clone(),
            version: PhantomData,
        }
    }
}

impl<S: fmt::Debug, V> fmt::Debug for Object<S, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object")
            .field("metadata", &self.metadata)
            .field("spec", &self.spec)
            .field("status", &self.status)
            .finish()
    }
}

impl<S: PartialEq, V> PartialEq for Object<S, V> {
    fn eq(&self, other: &Self) -> bool {
        self.metadata == other.metadata && self.spec == other.spec && self.status == other.status
    }
}

impl<S: Spec, V: Version> Resource for Object<S, V> {
    type DynamicType = ();
    type Scope = NamespaceResourceScope;

    fn kind(_: &()) -> Cow<'_, str> {
        S::KIND.kind.into()
    }

    fn group(_: &()) -> Cow<'_, str> {
        S::KIND.group.into()
    }

    fn version(_: &()) -> Cow<'_, str> {
        V::NAME.into()
    }

    fn plural(_: &()) -> Cow<'_, str> {
        S::KIND.plural.into()
    }

    fn meta(&self) -> &ObjectMeta {
        &self.metadata
    }

    fn meta_mut(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}

impl<S, V> kube_core::object::HasSpec for Object<S, V> {
    type Spec = S;

    fn spec(&self) -> &S {
        &self.spec
    }

    fn spec_mut(&mut self) -> &mut S {
        &mut self.spec
    }
}

impl<S, V> kube_core::object::HasStatus for Object<S, V> {
    type Status = IstioStatus;

    fn status(&self) -> Option<&IstioStatus> {
        self.status.as_ref()
    }

    fn status_mut(&mut self) -> &mut Option<IstioStatus> {
        &mut self.status
    }
}

impl<S: Spec + Serialize, V: Version> Serialize for Object<S, V> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let fields = 4 + usize::from(self.status.is_some());
        let mut object = serializer.serialize_struct(S::KIND.kind, fields)?;
        object.serialize_field("apiVersion", &format!("{}/{}", S::KIND.group, V::NAME))?;
        object.serialize_field("kind", S::KIND.kind)?;
        object.serialize_field("metadata", &self.metadata)?;
        object.serialize_field("spec", &self.spec)?;
        match &self.status {
            Some(status) => object.serialize_field("status", status)?,
            None => object.skip_field("status")?,
        }
        object.end()
    }
}

/// An object as it is read: what lists of a cluster leave out may be absent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read<S> {
    api_version: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    metadata: ObjectMeta,
    spec: Option<S>,
    status: Option<IstioStatus>,
}

/// Reads an object. `apiVersion` and `kind` may be absent; if they are there, they must be this kind's. A spec that is
/// absent is an empty one, unless the kind requires it.
impl<'de, S: Spec + Default + Deserialize<'de>, V: Version> Deserialize<'de> for Object<S, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::<S>::deserialize(deserializer)?;
        let api_version = format!("{}/{}", S::KIND.group, V::NAME);
        for (expected, found) in [(api_version.as_str(), &read.api_version), (S::KIND.kind, &read.kind)] {
            if let Some(found) = found
                && found != expected
            {
                return Err(D::Error::custom(format!("expected {expected}, found {found}")));
            }
        }
        let spec = match read.spec {
            Some(spec) => spec,
            None if S::KIND.spec_required => return Err(D::Error::missing_field("spec")),
            None => S::default(),
        };
        Ok(Self {
            status: read.status,
            ..Self::with_metadata(read.metadata, spec)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::networking::v1::{ServiceEntry, VirtualService};
    use crate::networking::{v1alpha3, v1beta1};
    use kube_core::Resource as _;

    #[test]
    fn kube_knows_where_objects_are() {
        assert_eq!(
            VirtualService::url_path(&(), Some("bookinfo")),
            "/apis/networking.istio.io/v1/namespaces/bookinfo/virtualservices"
        );
        assert_eq!(v1beta1::ProxyConfig::api_version(&()), "networking.istio.io/v1beta1");
        assert_eq!(v1alpha3::EnvoyFilter::kind(&()), "EnvoyFilter");
    }

    #[test]
    fn an_object_reads_and_writes_back() -> Result<(), serde_json::Error> {
        let text = r#"{"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"a"},"spec":{"hosts":["a"]},"status":{"observedGeneration":"3"}}"#;
        let object: VirtualService = serde_json::from_str(text)?;
        assert_eq!(serde_json::to_string(&object)?, text);
        let other: Result<v1beta1::VirtualService, _> = serde_json::from_str(text);
        let message = other.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(message.contains("expected networking.istio.io/v1beta1"), "{message}");
        Ok(())
    }

    #[test]
    fn lists_leave_out_the_kind_and_a_required_spec_is_missed() {
        let item: Result<VirtualService, _> = serde_json::from_str(r#"{"metadata":{"name":"a"}}"#);
        assert_eq!(item.ok().and_then(|object| object.metadata.name).as_deref(), Some("a"));
        let entry: Result<ServiceEntry, _> = serde_json::from_str(r#"{"metadata":{"name":"a"}}"#);
        assert!(entry.is_err());
    }
}
