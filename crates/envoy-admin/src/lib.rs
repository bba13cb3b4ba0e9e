//! What the admin interfaces of proxies tell: Envoy's `/config_dump` and `/clusters`, ztunnel's `/config_dump`, and istiod's list of
//! proxies.
//!
//! All of it is protobuf as JSON, and Envoy's messages have thousands of fields. Nothing here knows them all: a dump stays a tree
//! ([`kubeyaml::Value`]), the tables read the few fields that they need, and what is written as JSON or YAML is the whole of what was
//! picked. `json_names.rs` says how field names are written. Columns and order of the tables are those of Go's istioctl 1.30.3.
//!
//! No module opens a file or a connection, and the only clock is the `now` that a caller hands over.

mod authorization;
mod bootstrap;
mod certificate;
mod cluster;
mod config_dump;
mod difference;
mod endpoint;
mod error;
mod extension_config;
mod host_status;
mod json_names;
mod listener;
mod listener_match;
mod message;
mod route;
mod secret;
mod subset_key;
pub mod syncz;
pub mod ztunnel;

pub use authorization::policies as authorization_policies;
pub use bootstrap::{bootstrap, versions};
pub use cluster::{ClusterFilter, Clusters, clusters};
pub use config_dump::{ConfigDump, Dynamic};
pub use difference::unified_difference;
pub use endpoint::{EndpointFilter, Endpoints, endpoints};
pub use error::Error;
pub use extension_config::{ExtensionConfigs, extension_configs};
pub use host_status::{HostFilter, HostStatuses};
pub use listener::{ListenerFilter, Listeners, listeners};
pub use listener_match::waypoint_table;
pub use route::{RouteFilter, Routes, routes};
pub use secret::{Secrets, root_certificates, secrets, whole_secrets};

/// Rows of text; the first is the heading, if the table has one.
pub type Table = Vec<Vec<String>>;

/// A row of a table.
pub(crate) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
