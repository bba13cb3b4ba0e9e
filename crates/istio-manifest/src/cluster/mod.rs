//! What reads and changes a cluster, through kube-rs.
//!
//! A [`Target`] says which cluster; [`Connection::open`] connects to it on a runtime of its own, on this thread, so that commands
//! that ask no cluster pay for none of it. [`Connection`] has the verbs: get, list (paged), apply, create, update, delete, and HTTP
//! to a port of a pod. Each has a deadline, is tried again where that may help, and ends in a [`ClusterError`] that names the
//! server, the verb and the resource.
//!
//! The modules beside it know what Istio keeps where: [`revisions`] and [`tags`], [`revision_use`], [`injector`] configuration and
//! its webhook ([`injector_webhook`]), whom injectors select ([`injection_webhooks`], [`injector_list`], [`pod_labels`]), [`versions`]
//! of control and data plane, [`sidecars`] that are older. [`port_forward`] leads from ports of this
//! machine to those of pods. [`precheck`] says what stands against an installation, [`install`] brings
//! one in, after [`platform`] said what the cluster is, [`verification`] judges it, [`removal`] says what taking it away means.
//! [`waypoints`] are the proxies of an ambient mesh, [`remote_secrets`] what leads from one cluster to another,
//! and [`remote_clusters`] what became of it. [`vm`] has what machines outside of the cluster need,
//! [`metrics`] what Prometheus knows of workloads.

mod backoff;
mod connection;
mod discovery;
mod error;
pub mod injection_webhooks;
pub mod injector;
pub mod injector_list;
pub mod injector_webhook;
pub mod install;
mod kubeconfig;
pub mod metrics;
pub mod platform;
pub mod pod_labels;
mod pod_port;
pub mod port_forward;
pub mod precheck;
mod proxy;
pub mod remote_clusters;
pub mod remote_secrets;
pub mod removal;
mod resource;
pub mod revision_use;
pub mod revisions;
pub mod sidecars;
pub mod tags;
mod verbs;
pub mod verification;
pub mod versions;
pub mod vm;
pub mod waypoints;

pub use connection::{Connection, RequestLine, RequestLog, Timeouts};
pub use error::ClusterError;
pub use kubeconfig::{Impersonation, Kubeconfig, Target};
pub use proxy::Proxies;
pub use resource::{Resource, kinds};
pub use verbs::{ApplyOptions, ListOptions, Propagation};

/// Joins futures and gives their results in order. They run side by side on the connection's thread.
pub async fn join_all<T>(futures: impl IntoIterator<Item = impl Future<Output = T>>) -> Vec<T> {
    futures::future::join_all(futures).await
}
