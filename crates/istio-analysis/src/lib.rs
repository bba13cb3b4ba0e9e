//! Finds what is wrong in Istio and Kubernetes configuration.
//!
//! - [`snapshot`]: the resources that are analysed, from files and clusters, with positions;
//! - [`analyzers`]: every check, one file a check, in one table;
//! - [`message`]: what a check reports: codes, levels, texts, places; [`suppression`]: what the user does not want to hear;
//! - [`analysis`]: runs checks over a snapshot;
//! - [`format`](mod@format): messages as text and in the formats of other tools; [`baseline`]: those that were there before;
//! - [`route`]: which rule takes a request; [`describe`]: what configuration has to do with a pod or Service;
//! - [`check`]: single manifests, strictly; [`schemas`]: what the CRDs say; [`validation`]: the semantic checks of single Istio resources.
//!
//! ```
//! use istio_analysis::analysis::{Request, analyze};
//! use istio_analysis::snapshot::{Builder, Settings};
//!
//! let mut builder = Builder::new(Settings::default());
//! let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  ports:\n  - port: 8080\n    name: web\n";
//! builder.add_files(vec![("service.yaml".to_owned(), service.as_bytes().to_vec())]);
//! let snapshot = builder.build();
//! let analysis = analyze(&snapshot, &Request::default());
//! let message = &analysis.messages[0];
//! assert_eq!(message.code.id, "IST0118");
//! assert_eq!(message.location.as_ref().map(|place| place.line), Some(6));
//! ```

pub mod analysis;
pub mod analyzers;
pub mod baseline;
pub mod check;
pub mod describe;
pub mod format;
mod host;
mod label_index;
pub mod message;
pub mod route;
pub mod schemas;
mod selector;
mod service_hosts;
pub mod snapshot;
pub mod suppression;
pub mod validation;
