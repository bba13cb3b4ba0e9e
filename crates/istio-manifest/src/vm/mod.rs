//! Virtual machines as workloads of the mesh.
//!
//! A [`WorkloadGroup`] is to machines what a Deployment is to pods; [`bootstrap`] are the files with which a machine's proxy starts.
//! [`crate::cluster::vm`] reads what they are made from.

pub mod bootstrap;
mod workload_group;

pub use workload_group::{GroupError, WorkloadGroup};
