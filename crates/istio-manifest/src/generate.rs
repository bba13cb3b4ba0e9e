//! From files and flags to everything that an installation consists of, without a cluster.

use std::collections::HashSet;
use std::fmt;

use kubeyaml::{Mapping, Value};

use crate::operator::validation::{Violation, validate};
use crate::operator::{LayeringError, Layers, Merged, merge};
use crate::package::Package;
use crate::render::{RenderError, RenderedInstance, render};

/// What to generate.
#[derive(Clone, Debug, Default)]
pub struct GenerateOptions {
    /// Files and flags.
    pub layers: Layers,
    /// Goes on in spite of what validation finds.
    pub force: bool,
    /// The Kubernetes version to render for.
    pub kube_version: Option<String>,
    /// Keeps what charts gave, before Kubernetes settings and overlays.
    pub keep_charted: bool,
}

/// What was generated.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The merged IstioOperator.
    pub operator: Mapping,
    /// Every instance of a component.
    pub instances: Vec<RenderedInstance>,
    /// What people should know.
    pub warnings: Vec<String>,
}

/// Why nothing was generated.
#[derive(Debug)]
pub enum GenerateError {
    /// A layer.
    Layering(LayeringError),
    /// The merged IstioOperator is not valid.
    Invalid(Vec<Violation>),
    /// A component.
    Render(RenderError),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Layering(error) => error.fmt(f),
            Self::Render(error) => error.fmt(f),
            Self::Invalid(violations) => match violations.as_slice() {
                [one] => one.fmt(f),
                several => {
                    write!(f, "{} settings are wrong", several.len())?;
                    for violation in several {
                        write!(f, "\n  {violation}")?;
                    }
                    Ok(())
                }
            },
        }
    }
}

impl std::error::Error for GenerateError {}

/// A merged IstioOperator that was validated, `unvalidatedValues` included.
///
/// # Errors
/// Layers that cannot be merged; what validation finds, or if `force` is given, those of it that make a component unreadable.
pub fn validated(layers: &Layers, force: bool) -> Result<(Mapping, Package, Vec<String>), GenerateError> {
    let Merged {
        mut operator,
        package,
        origins,
        mut warnings,
    } = layers.merge().map_err(GenerateError::Layering)?;
    let findings = validate(&operator, &origins);
    if !findings.errors.is_empty() {
        if !force {
            return Err(GenerateError::Invalid(findings.errors));
        }
        let unreadable: Vec<Violation> = findings
            .errors
            .iter()
            .filter(|error| error.unreadable)
            .cloned()
            .collect();
        if !unreadable.is_empty() {
            return Err(GenerateError::Invalid(unreadable));
        }
        warnings.extend(
            findings
                .errors
                .iter()
                .map(|error| format!("{error} (going on because of --force)")),
        );
    }
    warnings.extend(findings.warnings.iter().map(ToString::to_string));
    if let Some(spec) = operator.get_mut("spec").and_then(Value::as_mapping_mut)
        && let Some(Value::Mapping(unvalidated)) = spec.get("unvalidatedValues").cloned()
    {
        let values = spec.entry_or_null("values");
        if values.as_mapping().is_none() {
            *values = Value::Mapping(Mapping::new());
        }
        if let Some(values) = values.as_mapping_mut() {
            merge(values, &unvalidated);
        }
    }
    Ok((operator, package, warnings))
}

/// Generates everything.
///
/// # Errors
/// What is wrong with the input, or with a chart.
pub fn generate(options: &GenerateOptions) -> Result<Generated, GenerateError> {
    let (operator, package, mut warnings) = validated(&options.layers, options.force)?;
    let instances = render(
        &operator,
        &package,
        options.kube_version.as_deref(),
        options.keep_charted,
        &mut warnings,
    )
    .map_err(GenerateError::Render)?;
    warnings.extend(twice(&instances));
    let mut seen = HashSet::new();
    warnings.retain(|warning| seen.insert(warning.clone()));
    Ok(Generated {
        operator,
        instances,
        warnings,
    })
}

/// Objects that are there twice: the later one replaces the earlier one when they are applied.
fn twice(instances: &[RenderedInstance]) -> Vec<String> {
    let mut seen = HashSet::new();
    let manifests = instances.iter().flat_map(|instance| &instance.manifests);
    manifests
        .map(|manifest| manifest.identity())
        .filter(|identity| !seen.insert(*identity))
        .map(|identity| format!("{identity} is generated twice; applied, the later one replaces the earlier one"))
        .collect()
}

/// The image that sidecars and gateways run, as the injector's values name it; without an injector, as those of the IstioOperator do.
#[must_use]
pub fn proxy_image(generated: &Generated) -> Option<String> {
    let manifests = generated.instances.iter().flat_map(|instance| &instance.manifests);
    let injector = manifests
        .filter(|manifest| manifest.identity().kind == "ConfigMap")
        .find(|manifest| manifest.identity().name.starts_with("istio-sidecar-injector"))
        .and_then(|manifest| kubeyaml::from_str(manifest.tree().get_path(&["data", "values"])?.as_str()?).ok());
    let own = generated.operator.get("spec").and_then(|spec| spec.get("values"));
    let global = injector.as_ref().or(own)?.get("global")?;
    let text = |path: &[&str]| -> Option<String> {
        match global.get_path(path)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => kubeyaml::json::number_text(*number).ok(),
            _ => None,
        }
    };
    let image = text(&["proxy", "image"]).unwrap_or_else(|| "proxyv2".to_owned());
    if image.contains('/') {
        return Some(image);
    }
    let (hub, tag) = (text(&["hub"])?, text(&["tag"])?);
    match text(&["variant"]).filter(|variant| !tag.ends_with(variant.as_str())) {
        Some(variant) => Some(format!("{hub}/{image}:{tag}-{variant}")),
        None => Some(format!("{hub}/{image}:{tag}")),
    }
}
