// Written by `cargo xtask generate` from crates/istio-api/api.

//! The types of the group networking.

mod connection_pool;
mod destination_rule;
mod envoy_filter;
mod gateway;
mod http_route;
mod load_balancing;
mod proxy_config;
mod service_entry;
mod sidecar;
mod tls;
mod virtual_service;
mod workload_entry;
mod workload_group;

pub use connection_pool::*;
pub use destination_rule::*;
pub use envoy_filter::*;
pub use gateway::*;
pub use http_route::*;
pub use load_balancing::*;
pub use proxy_config::*;
pub use service_entry::*;
pub use sidecar::*;
pub use tls::*;
pub use virtual_service::*;
pub use workload_entry::*;
pub use workload_group::*;

/// The objects of version `v1`.
#[cfg(feature = "kube")]
pub mod v1 {
    /// Policies for the traffic to a service after routing: load balancing, connection limits, outlier detection,
    /// TLS, and the service's subsets.
    pub type DestinationRule = crate::typed::Object<super::DestinationRuleSpec, crate::typed::V1>;
    /// The ports, protocols, hosts and certificates of a load balancer at the edge of the mesh.
    pub type Gateway = crate::typed::Object<super::GatewaySpec, crate::typed::V1>;
    /// A service that is added to the mesh's registry: one outside the mesh, or workloads that Kubernetes does not
    /// list.
    pub type ServiceEntry = crate::typed::Object<super::ServiceEntrySpec, crate::typed::V1>;
    /// What the proxies of workloads accept and which services they know, to keep their configuration small.
    pub type Sidecar = crate::typed::Object<super::SidecarSpec, crate::typed::V1>;
    /// Routing rules for the traffic that is sent to a set of hosts: HTTP, TLS and TCP routes with matching,
    /// splitting, retries and faults.
    pub type VirtualService = crate::typed::Object<super::VirtualServiceSpec, crate::typed::V1>;
    /// A workload outside Kubernetes, such as a virtual machine, which a ServiceEntry may select as an endpoint.
    pub type WorkloadEntry = crate::typed::Object<super::WorkloadEntrySpec, crate::typed::V1>;
    /// A group of workloads outside Kubernetes: a template for the WorkloadEntries that are registered, and their
    /// readiness probe.
    pub type WorkloadGroup = crate::typed::Object<super::WorkloadGroupSpec, crate::typed::V1>;
}

/// The objects of version `v1alpha3`.
#[cfg(feature = "kube")]
pub mod v1alpha3 {
    /// Policies for the traffic to a service after routing: load balancing, connection limits, outlier detection,
    /// TLS, and the service's subsets.
    pub type DestinationRule = crate::typed::Object<super::DestinationRuleSpec, crate::typed::V1Alpha3>;
    /// Changes to the configuration that Istio makes for Envoy: parts are added, merged, replaced or removed.
    pub type EnvoyFilter = crate::typed::Object<super::EnvoyFilterSpec, crate::typed::V1Alpha3>;
    /// The ports, protocols, hosts and certificates of a load balancer at the edge of the mesh.
    pub type Gateway = crate::typed::Object<super::GatewaySpec, crate::typed::V1Alpha3>;
    /// A service that is added to the mesh's registry: one outside the mesh, or workloads that Kubernetes does not
    /// list.
    pub type ServiceEntry = crate::typed::Object<super::ServiceEntrySpec, crate::typed::V1Alpha3>;
    /// What the proxies of workloads accept and which services they know, to keep their configuration small.
    pub type Sidecar = crate::typed::Object<super::SidecarSpec, crate::typed::V1Alpha3>;
    /// Routing rules for the traffic that is sent to a set of hosts: HTTP, TLS and TCP routes with matching,
    /// splitting, retries and faults.
    pub type VirtualService = crate::typed::Object<super::VirtualServiceSpec, crate::typed::V1Alpha3>;
    /// A workload outside Kubernetes, such as a virtual machine, which a ServiceEntry may select as an endpoint.
    pub type WorkloadEntry = crate::typed::Object<super::WorkloadEntrySpec, crate::typed::V1Alpha3>;
    /// A group of workloads outside Kubernetes: a template for the WorkloadEntries that are registered, and their
    /// readiness probe.
    pub type WorkloadGroup = crate::typed::Object<super::WorkloadGroupSpec, crate::typed::V1Alpha3>;
}

/// The objects of version `v1beta1`.
#[cfg(feature = "kube")]
pub mod v1beta1 {
    /// Policies for the traffic to a service after routing: load balancing, connection limits, outlier detection,
    /// TLS, and the service's subsets.
    pub type DestinationRule = crate::typed::Object<super::DestinationRuleSpec, crate::typed::V1Beta1>;
    /// The ports, protocols, hosts and certificates of a load balancer at the edge of the mesh.
    pub type Gateway = crate::typed::Object<super::GatewaySpec, crate::typed::V1Beta1>;
    /// Settings of the proxies of workloads that take effect when a pod starts.
    pub type ProxyConfig = crate::typed::Object<super::ProxyConfigSpec, crate::typed::V1Beta1>;
    /// A service that is added to the mesh's registry: one outside the mesh, or workloads that Kubernetes does not
    /// list.
    pub type ServiceEntry = crate::typed::Object<super::ServiceEntrySpec, crate::typed::V1Beta1>;
    /// What the proxies of workloads accept and which services they know, to keep their configuration small.
    pub type Sidecar = crate::typed::Object<super::SidecarSpec, crate::typed::V1Beta1>;
    /// Routing rules for the traffic that is sent to a set of hosts: HTTP, TLS and TCP routes with matching,
    /// splitting, retries and faults.
    pub type VirtualService = crate::typed::Object<super::VirtualServiceSpec, crate::typed::V1Beta1>;
    /// A workload outside Kubernetes, such as a virtual machine, which a ServiceEntry may select as an endpoint.
    pub type WorkloadEntry = crate::typed::Object<super::WorkloadEntrySpec, crate::typed::V1Beta1>;
    /// A group of workloads outside Kubernetes: a template for the WorkloadEntries that are registered, and their
    /// readiness probe.
    pub type WorkloadGroup = crate::typed::Object<super::WorkloadGroupSpec, crate::typed::V1Beta1>;
}
