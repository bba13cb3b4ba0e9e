//! The command line as a user types it: one module a verb.

mod addons;
mod analyze;
#[cfg(unix)]
mod analyze_examples;
mod analyze_formats;
mod analyze_inputs;
mod completion;
mod connecting;
mod create_remote_secret;
mod dashboard;
#[cfg(unix)]
mod documents;
mod examples;
mod flag_defaults;
mod harness;
mod kube_inject;
mod kube_inject_bad_input;
mod kube_inject_differences;
mod kube_inject_peer_defects;
mod kube_uninject;
mod manifest_diff;
mod manifest_errors;
mod manifest_generate;
mod manifest_injector;
mod profile;
mod proxy_config;
#[cfg(unix)]
#[path = "../documents/readme.rs"]
mod readme;
mod route;
mod usage;
mod validate;
mod version;
mod waypoint;
mod workload;
