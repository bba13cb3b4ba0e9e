//! Sidecar injection into manifests, as `istioctl kube-inject` and the control plane's webhook do it.
//!
//! [`Injector::inject`] takes the bytes of a file and gives them back with sidecars in its workloads; every line that
//! injection does not touch stays byte for byte as it was. [`uninject`] is the way back.

mod annotations;
mod collisions;
mod config;
mod data;
mod edit_rules;
mod error;
mod functions;
mod image;
mod injector;
mod kube_object;
mod kube_version;
mod names;
mod object;
mod order;
mod otel;
mod overrides;
mod pod;
mod pod_injection;
mod policy;
mod probes;
mod prometheus;
mod report;
mod restore;
pub(crate) mod selector;
mod status;
mod stream;
pub mod template;
mod uninject;
mod uninjection;
mod webhook;
mod workload;

pub use config::{InjectorConfig, config_map_entry};
pub use error::{Diagnosis, InjectError};
#[cfg(test)]
pub(crate) use injector::parse as parse_template;
pub use injector::{ConfigError, Injector, Options, Variables};
pub use kube_version::{KubeVersion, KubeVersionError};
pub use report::{ObjectReport, Outcome, SkipReason, Warning};
pub use stream::Injected;
pub use uninject::{UninjectReport, Uninjected, uninject};
pub use webhook::{Admission, AdmissionWebhook};
pub use workload::{TemplatePath, TemplatePathError};
