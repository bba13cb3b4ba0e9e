//! What the generated types are made with, and the kinds they belong to.
//!
//! Types of the API are plain structs: a field that must be there is a value, every other one an `Option`, so that what
//! was read is what is written. An enum takes values that this library does not know.
//!
//! ```
//! use istio_api::networking::{Destination, HttpRoute, HttpRouteDestination, StringMatch, VirtualServiceSpec};
//!
//! let text = r#"{"hosts":["reviews"],"http":[{"route":[{"destination":{"host":"reviews"}}],"timeout":"5s"}]}"#;
//! let mut spec: VirtualServiceSpec = serde_json::from_str(text)?;
//! let http = spec.http.get_or_insert_default();
//! assert_eq!(http[0].timeout.as_ref().and_then(|timeout| timeout.nanos()), Some(5_000_000_000));
//! assert_eq!(serde_json::to_string(&spec)?, text);
//! # let _ = (StringMatch::prefix("/api"), HttpRoute::default(), HttpRouteDestination::default(), Destination::default());
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! With the feature `kube`, every kind is an `Object` in each of its versions, such as
//! `istio_api::networking::v1::VirtualService`, that `kube::Api` takes.

mod duration;
mod int_or_string;
mod kind;
#[cfg(feature = "kube")]
mod object;

pub use duration::Duration;
pub use int_or_string::IntOrString;
pub use kind::{Kind, Scope, Spec, kind, kinds};
#[cfg(feature = "kube")]
pub use object::{Object, V1, V1Alpha1, V1Alpha3, V1Beta1, Version};
