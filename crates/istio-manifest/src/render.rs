//! From a merged IstioOperator to the objects of each component.

use std::fmt;

use helm::{Capabilities, Chart, KubeVersion, Release, RenderOptions};
use kubeyaml::{Mapping, Value};

use crate::chart_values::chart_values;
use crate::component::{ALL, Component, ShapeError};
use crate::manifest::{Manifest, ManifestError, ManifestSet};
use crate::package::{Package, PackageError};
use crate::patches::{self, PatchError};

/// The oldest Kubernetes that this release of Istio runs on; charts are rendered for it unless another version is named.
pub const OLDEST_KUBERNETES: &str = "1.32.0";
/// The name of the release, which labels carry.
const RELEASE: &str = "istio";

/// Why nothing was rendered.
#[derive(Debug)]
pub enum RenderError {
    /// A component has another shape than it should.
    Shape(ShapeError),
    /// A chart that is not there.
    Package(PackageError),
    /// A chart that cannot be loaded or rendered.
    Chart {
        /// The component.
        component: Component,
        /// Where and why.
        error: Box<helm::Error>,
    },
    /// A chart gave text that is no object.
    Manifest {
        /// The template.
        template: String,
        /// What is wrong.
        error: ManifestError,
    },
    /// A Kubernetes setting.
    Patch {
        /// The component.
        component: Component,
        /// What is wrong.
        error: PatchError,
    },
    /// A Kubernetes version that is none.
    KubeVersion(String),
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(error) => error.fmt(f),
            Self::Package(error) => error.fmt(f),
            Self::Chart { component, error } => write!(f, "component {component}: {error}"),
            Self::Manifest { template, error } => write!(f, "{template}: the template's result is no object: {error}"),
            Self::Patch { component, error } => write!(f, "component {component}: {error}"),
            Self::KubeVersion(why) => write!(
                f,
                "the Kubernetes version to render for: {why}; it is written as in 1.36"
            ),
        }
    }
}

impl std::error::Error for RenderError {}

/// What a component was rendered from, for those who want to render it elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct RenderedInstance {
    /// The component.
    pub component: Component,
    /// The name of the instance, empty unless it is a gateway.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// The values of its chart.
    pub values: Mapping,
    /// What its chart gave, before Kubernetes settings and overlays; empty unless it was asked for.
    pub charted: Vec<Manifest>,
    /// The objects to be applied.
    pub manifests: Vec<Manifest>,
}

/// Renders every component of a merged and validated IstioOperator.
///
/// `kube_version` is the Kubernetes to render for; `keep_charted` keeps what charts gave besides what becomes of it. `warnings` gets what charts warn of, and overlays without effect.
///
/// # Errors
/// The first component that cannot be rendered.
pub fn render(
    operator: &Mapping,
    package: &Package,
    kube_version: Option<&str>,
    keep_charted: bool,
    warnings: &mut Vec<String>,
) -> Result<Vec<RenderedInstance>, RenderError> {
    let capabilities = capabilities(kube_version)?;
    let mut rendered = Vec::new();
    for component in ALL {
        let instances = component.instances(operator).map_err(RenderError::Shape)?;
        if instances.is_empty() {
            continue;
        }
        let chart = chart(component, package)?;
        for instance in instances {
            if component.facts().flat_values {
                warnings.extend(unknown_values(component, operator, &chart));
            }
            let values = chart_values(component, &instance, operator);
            let result = helm::render(
                &chart,
                &values,
                &release(&instance.namespace),
                &capabilities,
                &RenderOptions::default(),
            )
            .map_err(|error| in_chart(component, error))?;
            let mut manifests = objects(&result, warnings)?;
            drop(result);
            let charted = if keep_charted { manifests.clone() } else { Vec::new() };
            let revision = revision(operator);
            patches::apply(component, &instance, revision, &mut manifests, warnings)
                .map_err(|error| RenderError::Patch { component, error })?;
            rendered.push(RenderedInstance {
                component,
                name: instance.name,
                namespace: instance.namespace,
                values,
                charted,
                manifests,
            });
        }
    }
    Ok(rendered)
}

/// Runs single templates of one component's chart, by their paths in it, and gives what they wrote: objects before Kubernetes settings
/// and overlays. Of several instances of the component the first counts.
///
/// # Errors
/// A component that is not there or cannot be rendered.
pub(crate) fn render_templates(
    component: Component,
    operator: &Mapping,
    package: &Package,
    only: &[&str],
) -> Result<Vec<Manifest>, RenderError> {
    let instances = component.instances(operator).map_err(RenderError::Shape)?;
    let Some(instance) = instances.first() else {
        return Ok(Vec::new());
    };
    let options = RenderOptions {
        only,
        ..RenderOptions::default()
    };
    let result = helm::render(
        &chart(component, package)?,
        &chart_values(component, instance, operator),
        &release(&instance.namespace),
        &capabilities(None)?,
        &options,
    )
    .map_err(|error| in_chart(component, error))?;
    objects(&result, &mut Vec::new())
}

fn in_chart(component: Component, error: helm::Error) -> RenderError {
    RenderError::Chart {
        component,
        error: Box::new(error),
    }
}

fn chart(component: Component, package: &Package) -> Result<Chart, RenderError> {
    let files = package.chart(component.facts().chart).map_err(RenderError::Package)?;
    Chart::from_files(files).map_err(|error| in_chart(component, error))
}

fn release(namespace: &str) -> Release {
    Release {
        name: RELEASE.to_owned(),
        namespace: namespace.to_owned(),
        ..Release::default()
    }
}

fn capabilities(kube_version: Option<&str>) -> Result<Capabilities, RenderError> {
    let kube_version =
        KubeVersion::parse(kube_version.unwrap_or(OLDEST_KUBERNETES)).map_err(RenderError::KubeVersion)?;
    Ok(Capabilities {
        kube_version,
        ..Capabilities::default()
    })
}

/// Values of a component that no schema covers, and that its chart does not have.
fn unknown_values(component: Component, operator: &Mapping, chart: &Chart) -> Vec<String> {
    let path = component.facts().values;
    let mut keys = vec!["values"];
    keys.extend(path);
    let values = operator
        .get("spec")
        .and_then(|spec| spec.get_path(&keys))
        .and_then(Value::as_mapping);
    let (Some(values), Some(defaults)) = (values, chart.values()) else {
        return Vec::new();
    };
    let defaults = match defaults.get("_internal_defaults_do_not_set") {
        Some(Value::Mapping(inner)) => inner,
        _ => defaults,
    };
    // Charts take these without having defaults for them.
    let general = [
        "enabled",
        "global",
        "profile",
        "platform",
        "compatibilityVersion",
        "hub",
        "tag",
        "revision",
    ];
    values
        .keys()
        .filter(|key| !defaults.contains_key(key) && !general.contains(key))
        .map(|key| {
            let hint = kubeschema::nearest(key, defaults.keys())
                .map(|near| format!("; did you mean {near:?}?"))
                .unwrap_or_default();
            format!(
                "spec.values.{}.{key}: the chart has no such value, so this has no effect{hint}",
                path.join(".")
            )
        })
        .collect()
}

/// The objects that a chart gave: those of its templates by their paths, then those of its folder `crds`.
fn objects(rendered: &helm::Rendered, warnings: &mut Vec<String>) -> Result<Vec<Manifest>, RenderError> {
    let mut found = Vec::new();
    let mut read = |file: &str, text: &str| -> Result<(), RenderError> {
        let objects = Manifest::parse_all(text).map_err(|error| RenderError::Manifest {
            template: file.to_owned(),
            error,
        })?;
        found.extend(objects);
        Ok(())
    };
    for template in rendered.templates() {
        if template.path().ends_with(".txt") {
            warnings.extend(note_warnings(&template.text()));
        } else {
            read(template.path(), &template.text())?;
        }
    }
    let mut definitions: Vec<_> = rendered.crds().iter().collect();
    definitions.sort_by(|a, b| a.path.cmp(&b.path));
    for file in definitions {
        read(&file.path, &String::from_utf8_lossy(&file.data))?;
    }
    Ok(found)
}

/// The objects of each component, of all its instances.
#[must_use]
pub fn sets(rendered: Vec<RenderedInstance>) -> Vec<ManifestSet> {
    let mut sets: Vec<ManifestSet> = Vec::new();
    for instance in rendered {
        match sets.last_mut() {
            Some(last) if last.component == instance.component => last.manifests.extend(instance.manifests),
            _ => sets.push(ManifestSet {
                component: instance.component,
                manifests: instance.manifests,
            }),
        }
    }
    sets
}

fn revision(operator: &Mapping) -> &str {
    operator
        .get("spec")
        .and_then(|spec| spec.get_path(&["values", "revision"]))
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// A chart says what it warns of in its notes.
fn note_warnings(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("WARNING: "))
        .map(str::to_owned)
        .collect()
}
