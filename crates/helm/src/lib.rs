//! Helm charts without Helm: loading, values, and rendering as Helm v3.21 does.
//!
//! ```
//! use helm::{Capabilities, Chart, Release, RenderOptions, values};
//!
//! let chart = Chart::from_files([
//!     ("Chart.yaml", &b"apiVersion: v2\nname: app\nversion: 1.0.0\n"[..]),
//!     ("values.yaml", b"replicas: 1\n"),
//!     ("templates/a.yaml", b"kind: X\nname: {{ .Release.Name }}\nreplicas: {{ .Values.replicas }}\n"),
//! ])?;
//! let mut values = values::read("values.yaml", b"replicas: 2")?;
//! helm::strvals::set("replicas=3", &mut values)?;
//! let rendered = helm::render(&chart, &values, &Release::default(), &Capabilities::default(), &RenderOptions::default())?;
//! assert_eq!(rendered.templates()[0].text(), "kind: X\nname: release-name\nreplicas: 3\n");
//! assert_eq!(rendered.manifests()?.manifests[0].kind, "X");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Chart`] never changes and may be shared between threads; its templates are parsed once. [`render`] prints nothing: what Helm
//! logs is in [`Rendered::warnings`].
//!
//! What differs from Helm, and why:
//! - `include` and `tpl` may nest 4,000 deep (Helm bounds only `include` of one name, by 1,000; endless `tpl` ends its process);
//! - where Helm takes the charts in `charts/` in no order, this takes them by name;
//! - schemas that are somewhere on the net are not fetched, and what a schema refuses is listed flat;
//! - a value of more than two million parts, or that holds itself, has no YAML and no JSON: the text is empty.

mod bridge;
mod capabilities;
mod chart;
mod dependencies;
mod engine;
mod error;
mod functions;
mod glob;
mod go_yaml;
mod go_yaml_text;
mod kind_order;
mod load;
mod lookup;
mod manifest;
mod metadata;
mod objects;
mod release;
mod render;
mod schema;
pub mod strvals;
pub mod values;

pub use capabilities::{Capabilities, DEFAULT_API_VERSIONS, KubeVersion};
pub use chart::{Chart, File};
pub use error::{Error, Phase, Place};
pub use kind_order::{KindOrder, sort_by_kind};
pub use lookup::{Lookup, Offline};
pub use manifest::{Hook, Manifest, Manifests, split};
pub use metadata::{Dependency, Maintainer, Metadata};
pub use release::Release;
pub use render::{CrdFile, RenderOptions, Rendered, RenderedTemplate, render};
