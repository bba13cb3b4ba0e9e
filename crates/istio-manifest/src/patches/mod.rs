//! What the `k8s` section of a component changes in the objects that its chart gave.

mod overlay;
mod settings;

pub use overlay::{OverlayError, apply_patch};

use std::fmt;

use kubeyaml::{Mapping, Value};

use crate::component::{Component, Instance};
use crate::manifest::Manifest;

/// A setting that does not fit the object that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchError {
    /// The setting, such as `k8s.env`.
    pub setting: String,
    /// The object.
    pub object: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}: {}", self.setting, self.object, self.message)
    }
}

impl std::error::Error for PatchError {}

/// Applies the Kubernetes settings of an instance, and then its overlays in order.
///
/// An overlay that matches no object, and a patch that finds no place, change nothing; `warnings` says so.
///
/// # Errors
/// A setting that cannot be merged into the object it is for.
pub fn apply(
    component: Component,
    instance: &Instance,
    revision: &str,
    manifests: &mut [Manifest],
    warnings: &mut Vec<String>,
) -> Result<(), PatchError> {
    let Some(k8s) = &instance.k8s else { return Ok(()) };
    let place = match instance.index {
        Some(index) => format!("spec.components.{}[{index}]", component.facts().key),
        None => format!("spec.components.{}", component.facts().key),
    };
    settings::apply(
        component,
        instance,
        k8s,
        revision,
        manifests,
        &mut |setting, message| {
            warnings.push(format!("{place}.k8s.{setting}: {message}"));
        },
    )?;
    overlays(k8s, &place, manifests, warnings);
    Ok(())
}

fn overlays(k8s: &Mapping, place: &str, manifests: &mut [Manifest], warnings: &mut Vec<String>) {
    let overlays = k8s.get("overlays").and_then(Value::as_sequence).unwrap_or_default();
    for (index, overlay) in overlays.iter().enumerate() {
        let place = format!("{place}.k8s.overlays[{index}]");
        let text = |key: &str| overlay.get(key).and_then(Value::as_str).unwrap_or_default();
        let (kind, name) = (text("kind"), text("name"));
        let patches = overlay.get("patches").and_then(Value::as_sequence).unwrap_or_default();
        let mut matched = false;
        for manifest in manifests.iter_mut() {
            if manifest.identity().kind != kind || manifest.identity().name != name {
                continue;
            }
            matched = true;
            let before = manifest.identity().clone();
            let done: Result<(), std::convert::Infallible> = manifest.change(|tree| {
                for (index, patch) in patches.iter().enumerate() {
                    let path = patch.get("path").and_then(Value::as_str).unwrap_or_default();
                    let value = patch.get("value").cloned().unwrap_or_default();
                    if let Err(why) = apply_patch(tree, path, value) {
                        warnings.push(format!("{place}.patches[{index}]: {path}: {why}; nothing is changed"));
                    }
                }
                Ok(())
            });
            let Ok(()) = done;
            if *manifest.identity() != before {
                warnings.push(format!(
                    "{place}: {before} becomes {}; what refers to it is not changed",
                    manifest.identity()
                ));
            }
        }
        if !matched {
            warnings.push(format!(
                "{place}: the component has no {kind} {name:?}; the overlay has no effect"
            ));
        }
    }
}
