//! The injector: templates parsed once, with the mesh configuration and values that they run on.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use gotemplate::{Closures, FunctionLayer, Functions, TemplateSet};
use istio_api::mesh::MeshConfig;
use kubeyaml::Value;
use sprig::{Environment, Sprig};

use super::config::InjectorConfig;
use super::policy::Policy;
use super::workload::TemplatePath;
use super::{functions, kube_object};
use crate::bridge;

/// Environment variables by name, for a template's `env` and `expandenv`.
pub type Variables = BTreeMap<String, String>;

/// What shapes an injection besides templates, mesh configuration and values.
#[derive(Clone, Debug)]
pub struct Options {
    /// Revision of the control plane, empty for the default one.
    pub revision: String,
    /// Whether sidecars run as native sidecars unless a pod says otherwise.
    pub native_sidecars: bool,
    /// Kinds that keep a pod template at a place the user named.
    pub template_paths: Vec<TemplatePath>,
    /// Take an older injection out before injecting, instead of merging over it.
    pub reinject: bool,
    /// Write the comment from which `kube-uninject` restores the original bytes.
    pub restore_comment: bool,
    /// Environment for templates.
    pub variables: Arc<Variables>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            revision: String::new(),
            native_sidecars: false,
            template_paths: Vec::new(),
            reinject: false,
            restore_comment: true,
            variables: Arc::default(),
        }
    }
}

/// A configuration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Which part: `injection template NAME`, `mesh configuration`, `values`.
    pub part: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.part, self.message)
    }
}

impl std::error::Error for ConfigError {}

/// Injects sidecars. Shared by the threads of one run.
#[derive(Debug)]
pub struct Injector {
    pub(super) templates: BTreeMap<String, TemplateSet>,
    pub(super) config: InjectorConfig,
    pub(super) policy: Policy,
    pub(super) mesh: MeshConfig,
    pub(super) values: Value,
    pub(super) options: Options,
    /// Templates of the cluster's release may change maps of the values; then every pod gets values of its own.
    fresh_values: bool,
}

/// Functions of sprig that change a map in place.
const MUTATING: [&str; 6] = ["set", "unset", "merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite"];

/// Whether a template calls one of these functions; a word of its text or comments that looks like such a call counts too.
fn changes_maps(template: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    template.match_indices(|c: char| matches!(c, '{' | '(' | '|' | '=' | '-')).any(|(at, _)| {
        let rest = template[at + 1..].trim_start();
        let word = rest.find(|c| !is_word(c)).map_or(rest, |end| &rest[..end]);
        MUTATING.contains(&word)
    })
}

/// The name that all injection templates have in errors, as in the control plane.
pub(super) const TEMPLATE_NAME: &str = "inject";

impl Injector {
    /// Parses the templates and checks the values.
    ///
    /// # Errors
    /// A template that cannot be parsed, or values of a wrong type.
    pub fn new(config: InjectorConfig, mesh: MeshConfig, values: Value, options: Options) -> Result<Self, ConfigError> {
        if values.as_mapping().is_none() {
            let message = format!("the values must be a mapping, not {}", values.kind_name());
            return Err(ConfigError { part: "values".to_owned(), message });
        }
        istio_api::values::check(&values)
            .map_err(|why| ConfigError { part: "values".to_owned(), message: why.to_string() })?;
        let (sprig, own, env) = (Sprig::default(), functions::layer(), functions::environment_layer(|_| None));
        let layers: [&dyn FunctionLayer; 3] = [&sprig, &own, &env];
        let mut templates = BTreeMap::new();
        for (name, text) in &config.templates {
            let mut set = TemplateSet::new();
            set.parse(TEMPLATE_NAME, text, &layers)
                .map_err(|why| ConfigError { part: format!("injection template {name}"), message: why.to_string() })?;
            templates.insert(name.clone(), set);
        }
        let fresh_values = config.templates.values().any(|text| changes_maps(text));
        let policy = Policy { never_inject: config.never_inject.clone() };
        Ok(Self { templates, config, policy, mesh, values, options, fresh_values })
    }

    /// A text field of the values' `global` section; empty when absent.
    pub(super) fn global_text(&self, path: &[&str]) -> &str {
        let global = self.values.get("global");
        global.and_then(|g| g.get_path(path)).and_then(Value::as_str).unwrap_or_default()
    }
}

/// What one thread of an injection keeps to itself: template values are not shared between threads.
pub(super) struct Worker<'i> {
    pub(super) injector: &'i Injector,
    sprig: Sprig,
    own: Functions,
    env: Closures,
    values: gotemplate::Value,
    pub(super) shapes: kube_object::PodShapes,
}

impl<'i> Worker<'i> {
    pub(super) fn new(injector: &'i Injector) -> Self {
        let variables = injector.options.variables.clone();
        Self {
            injector,
            sprig: Sprig::new(Environment::new().with_variables((*variables).clone())),
            own: functions::layer(),
            env: functions::environment_layer(move |name| variables.get(name).cloned()),
            values: bridge::from_json(&injector.values),
            shapes: kube_object::PodShapes::new(),
        }
    }

    /// Later layers win: injection redefines some names of sprig.
    pub(super) fn layers(&self) -> [&dyn FunctionLayer; 3] {
        [&self.sprig, &self.own, &self.env]
    }

    pub(super) fn values(&self) -> gotemplate::Value {
        if self.injector.fresh_values { bridge::from_json(&self.injector.values) } else { self.values.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_change_maps_are_found() {
        for text in ["{{ set .Values \"a\" 1 }}", "{{- $_ := unset $m \"a\" }}", "{{ $x | merge $y }}", "{{ (mergeOverwrite $a $b) }}"] {
            assert!(changes_maps(text), "{text}");
        }
        for text in ["{{/* what the user set */}}", "{{ setting }}", "{{ .set }} unset"] {
            assert!(!changes_maps(text), "{text}");
        }
    }
}
