//! The kinds of the Istio API.

use crate::generated::kinds::SERVED;

/// A kind of the Istio API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Kind {
    /// The API group, such as `networking.istio.io`.
    pub group: &'static str,
    /// The kind, such as `VirtualService`.
    pub kind: &'static str,
    /// The plural, such as `virtualservices`.
    pub plural: &'static str,
    /// Short names, such as `vs`.
    pub short_names: &'static [&'static str],
    /// The served versions in the order of the CRD.
    pub versions: &'static [&'static str],
    /// The version in which objects are stored.
    pub storage_version: &'static str,
    /// Whether objects belong to a namespace.
    pub scope: Scope,
    /// Whether an object without a spec is refused.
    pub spec_required: bool,
}

/// Whether objects of a kind belong to a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// They do.
    Namespaced,
    /// They belong to the whole cluster.
    Cluster,
}

/// The spec of a kind.
pub trait Spec {
    /// The kind that it is the spec of.
    const KIND: &'static Kind;
}

impl Kind {
    /// The kind in lower case, as one object is called: `virtualservice`.
    #[must_use]
    pub fn singular(&self) -> String {
        self.kind.to_lowercase()
    }

    /// The name of its CRD: `virtualservices.networking.istio.io`.
    #[must_use]
    pub fn crd_name(&self) -> String {
        format!("{}.{}", self.plural, self.group)
    }

    /// Whether a version is served.
    #[must_use]
    pub fn serves(&self, version: &str) -> bool {
        self.versions.contains(&version)
    }
}

/// Every kind that a cluster with Istio's CRDs serves, sorted by plural.
#[must_use]
pub fn kinds() -> &'static [Kind] {
    SERVED
}

/// The kind with a group and a name, in whichever version.
#[must_use]
pub fn kind(group: &str, name: &str) -> Option<&'static Kind> {
    SERVED.iter().find(|kind| kind.group == group && kind.kind == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_serves_its_storage_version() {
        assert_eq!(kinds().len(), 15);
        for kind in kinds() {
            assert!(kind.serves(kind.storage_version), "{}", kind.kind);
        }
    }

    #[test]
    fn a_kind_is_found_by_group_and_name() {
        let proxy_config = kind("networking.istio.io", "ProxyConfig").expect("it is served");
        assert_eq!(proxy_config.crd_name(), "proxyconfigs.networking.istio.io");
        assert_eq!(proxy_config.versions, ["v1beta1"]);
        assert!(kind("security.istio.io", "ProxyConfig").is_none());
        assert!(
            kind("install.istio.io", "IstioOperator").is_none(),
            "it is only read from files"
        );
    }
}
