//! The kinds of resources that analysis looks at.

use std::fmt;

macro_rules! kinds {
    ($( $variant:ident $group:literal $name:literal [$($version:literal),+] $scope:ident $origin:ident; )+) => {
        /// A kind of resource that some analyzer reads. Resources of any other kind are left out of a snapshot.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $(
                #[doc = concat!("`", $name, "` of the API group `", $group, "`.")]
                $variant,
            )+
        }

        /// Every kind, in the order of [`Kind`].
        pub const KINDS: &[Kind] = &[$(Kind::$variant),+];

        impl Kind {
            /// The API group; empty for the core group.
            #[must_use]
            pub fn group(self) -> &'static str {
                match self { $(Kind::$variant => $group,)+ }
            }

            /// The name as a manifest writes it under `kind`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name,)+ }
            }

            /// The versions that are read, the preferred one first.
            #[must_use]
            pub fn versions(self) -> &'static [&'static str] {
                match self { $(Kind::$variant => &[$($version),+],)+ }
            }

            fn scope(self) -> Scope {
                match self { $(Kind::$variant => Scope::$scope,)+ }
            }

            fn owner(self) -> Owner {
                match self { $(Kind::$variant => Owner::$origin,)+ }
            }
        }
    };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Namespaced,
    Cluster,
}

/// Who defines a kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// An Istio kind whose spec is an Istio message.
    Istio,
    /// A kind of Kubernetes or of the Gateway API.
    Kube,
    /// A kind that Istio knows only from a running cluster: file sources of istioctl 1.30 leave it out.
    Runtime,
    /// No resource of Kubernetes: mesh configuration.
    Mesh,
}

kinds! {
    AuthorizationPolicy "security.istio.io" "AuthorizationPolicy" ["v1", "v1beta1"] Namespaced Istio;
    DestinationRule "networking.istio.io" "DestinationRule" ["v1", "v1alpha3", "v1beta1"] Namespaced Istio;
    EnvoyFilter "networking.istio.io" "EnvoyFilter" ["v1alpha3"] Namespaced Istio;
    Gateway "networking.istio.io" "Gateway" ["v1", "v1alpha3", "v1beta1"] Namespaced Istio;
    PeerAuthentication "security.istio.io" "PeerAuthentication" ["v1", "v1beta1"] Namespaced Istio;
    ProxyConfig "networking.istio.io" "ProxyConfig" ["v1beta1"] Namespaced Istio;
    RequestAuthentication "security.istio.io" "RequestAuthentication" ["v1", "v1beta1"] Namespaced Istio;
    ServiceEntry "networking.istio.io" "ServiceEntry" ["v1", "v1alpha3", "v1beta1"] Namespaced Istio;
    Sidecar "networking.istio.io" "Sidecar" ["v1", "v1alpha3", "v1beta1"] Namespaced Istio;
    Telemetry "telemetry.istio.io" "Telemetry" ["v1", "v1alpha1"] Namespaced Istio;
    TrafficExtension "extensions.istio.io" "TrafficExtension" ["v1alpha1"] Namespaced Istio;
    VirtualService "networking.istio.io" "VirtualService" ["v1", "v1alpha3", "v1beta1"] Namespaced Istio;
    WasmPlugin "extensions.istio.io" "WasmPlugin" ["v1alpha1"] Namespaced Istio;
    WorkloadEntry "networking.istio.io" "WorkloadEntry" ["v1", "v1alpha3", "v1beta1"] Namespaced Istio;
    WorkloadGroup "networking.istio.io" "WorkloadGroup" ["v1", "v1alpha3", "v1beta1"] Namespaced Istio;
    MeshNetworks "" "MeshNetworks" ["v1alpha1"] Namespaced Mesh;
    MeshConfig "" "MeshConfig" ["v1alpha1"] Namespaced Mesh;
    ConfigMap "" "ConfigMap" ["v1"] Namespaced Kube;
    CustomResourceDefinition "apiextensions.k8s.io" "CustomResourceDefinition" ["v1"] Cluster Kube;
    Deployment "apps" "Deployment" ["v1"] Namespaced Kube;
    StatefulSet "apps" "StatefulSet" ["v1"] Namespaced Kube;
    DaemonSet "apps" "DaemonSet" ["v1"] Namespaced Kube;
    GrpcRoute "gateway.networking.k8s.io" "GRPCRoute" ["v1", "v1alpha2"] Namespaced Kube;
    HttpRoute "gateway.networking.k8s.io" "HTTPRoute" ["v1", "v1alpha2", "v1beta1"] Namespaced Kube;
    KubernetesGateway "gateway.networking.k8s.io" "Gateway" ["v1", "v1alpha2", "v1beta1"] Namespaced Kube;
    MutatingWebhookConfiguration "admissionregistration.k8s.io" "MutatingWebhookConfiguration" ["v1"] Cluster Kube;
    ValidatingWebhookConfiguration "admissionregistration.k8s.io" "ValidatingWebhookConfiguration" ["v1"] Cluster Kube;
    Namespace "" "Namespace" ["v1"] Cluster Runtime;
    Node "" "Node" ["v1"] Cluster Runtime;
    Pod "" "Pod" ["v1"] Namespaced Runtime;
    Secret "" "Secret" ["v1"] Namespaced Runtime;
    Service "" "Service" ["v1"] Namespaced Runtime;
}

impl Kind {
    /// The kind that a manifest's `apiVersion` and `kind` name, in any of its versions.
    #[must_use]
    pub fn of(api_version: &str, kind: &str) -> Option<Kind> {
        let (group, version) = api_version.rsplit_once('/').unwrap_or(("", api_version));
        KINDS
            .iter()
            .copied()
            .find(|known| known.name() == kind && known.group() == group && known.versions().contains(&version))
            .filter(|known| known.owner() != Owner::Mesh)
    }

    /// Whether resources of this kind have no namespace.
    #[must_use]
    pub fn is_cluster_scoped(self) -> bool {
        self.scope() == Scope::Cluster
    }

    /// Whether this is one of the kinds that Istio defines.
    #[must_use]
    pub fn is_istio(self) -> bool {
        self.owner() == Owner::Istio
    }

    /// Whether istioctl 1.30 reads resources of this kind from clusters only.
    #[must_use]
    pub fn is_runtime(self) -> bool {
        self.owner() == Owner::Runtime
    }

    /// Whether this is mesh configuration, which is no resource of Kubernetes.
    #[must_use]
    pub fn is_mesh(self) -> bool {
        self.owner() == Owner::Mesh
    }

    /// The plural by which the API names it.
    #[must_use]
    pub fn plural(self) -> String {
        let name = self.name().to_ascii_lowercase();
        match name.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => name + "s",
        }
    }

    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
