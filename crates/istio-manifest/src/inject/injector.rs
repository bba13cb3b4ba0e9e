//! The injector: templates parsed once, with the mesh configuration and values that they run on.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use gotemplate::{Closures, ExecOptions, FunctionLayer, Functions, ParseError, TemplateSet, Watch};
use istio_api::mesh::MeshConfig;
use istio_api::template::MessagePointer;
use kubeyaml::Value;
use sprig::{Environment, Sprig};

use super::config::InjectorConfig;
use super::policy::Policy;
use super::webhook::AdmissionWebhook;
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
    /// Who injects pods; templates, mesh configuration and values then count for nothing.
    pub webhook: Option<Arc<dyn AdmissionWebhook>>,
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
            webhook: None,
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
    pub(super) templates: BTreeMap<String, InjectionTemplate>,
    pub(super) config: InjectorConfig,
    pub(super) policy: Policy,
    pub(super) mesh: MeshConfig,
    pub(super) values: Value,
    pub(super) options: Options,
}

/// A template of the configuration. One that is built in is parsed when the first pod asks for it.
#[derive(Debug)]
pub(super) struct InjectionTemplate {
    text: String,
    set: OnceLock<Result<TemplateSet, ParseError>>,
}

impl InjectionTemplate {
    /// Runs the template and gives what it wrote, or in words why it cannot.
    pub(super) fn execute(
        &self,
        name: &str,
        layers: &[&dyn FunctionLayer],
        data: gotemplate::Value,
        options: &ExecOptions,
    ) -> Result<Vec<u8>, String> {
        match self.set.get_or_init(|| parse(&self.text)) {
            Ok(set) => set.execute(name, layers, data, options).map_err(|why| why.to_string()),
            Err(why) => Err(why.to_string()),
        }
    }
}

pub(crate) fn parse(text: &str) -> Result<TemplateSet, ParseError> {
    let (sprig, own, env) = (
        Sprig::default(),
        functions::layer(),
        functions::environment_layer(|_| None),
    );
    let mut set = TemplateSet::new();
    set.parse(TEMPLATE_NAME, text, &[&sprig, &own, &env])?;
    Ok(set)
}

/// The name that all injection templates have in errors, as in the control plane.
pub(super) const TEMPLATE_NAME: &str = "inject";

impl Injector {
    /// Parses the templates and checks the values.
    ///
    /// # Errors
    /// A template that cannot be parsed, or values of a wrong type.
    pub fn new(
        mut config: InjectorConfig,
        mesh: MeshConfig,
        values: Value,
        options: Options,
    ) -> Result<Self, ConfigError> {
        if values.as_mapping().is_none() {
            let message = format!("the values must be a mapping, not {}", values.kind_name());
            return Err(ConfigError {
                part: "values".to_owned(),
                message,
            });
        }
        istio_api::values::check(&values).map_err(|why| ConfigError {
            part: "values".to_owned(),
            message: why.to_string(),
        })?;
        let mut templates = BTreeMap::new();
        for (name, text) in std::mem::take(&mut config.templates) {
            let wrong = |why: ParseError| ConfigError {
                part: format!("injection template {name}"),
                message: why.to_string(),
            };
            let set = if config.built_in.contains(&name) {
                OnceLock::new()
            } else {
                OnceLock::from(Ok(parse(&text).map_err(wrong)?))
            };
            templates.insert(name, InjectionTemplate { text, set });
        }
        let policy = Policy {
            never_inject: config.never_inject.clone(),
        };
        Ok(Self {
            templates,
            config,
            policy,
            mesh,
            values,
            options,
        })
    }

    /// A text field of the values' `global` section; empty when absent.
    pub(super) fn global_text(&self, path: &[&str]) -> &str {
        let global = self.values.get("global");
        global
            .and_then(|g| g.get_path(path))
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

fn mesh_objects(mesh: &MeshConfig) -> (gotemplate::Value, gotemplate::Value) {
    let object = |message| gotemplate::Value::object(MessagePointer::new(message));
    (
        object(mesh.clone().into_message()),
        object(mesh.proxy_config().into_message()),
    )
}

/// What one thread of an injection keeps to itself: template values are not shared between threads.
pub(super) struct Worker<'i> {
    pub(super) injector: &'i Injector,
    sprig: Sprig,
    own: Functions,
    env: Closures,
    values: RefCell<gotemplate::Value>,
    watch: Watch,
    /// The mesh's own configuration and its default proxy configuration, as templates see them.
    mesh: (gotemplate::Value, gotemplate::Value),
    pub(super) shapes: kube_object::PodShapes,
}

impl<'i> Worker<'i> {
    pub(super) fn new(injector: &'i Injector) -> Self {
        let variables = injector.options.variables.clone();
        let watch = Watch::default();
        Self {
            injector,
            sprig: Sprig::new(Environment::new().with_variables((*variables).clone())),
            own: functions::layer(),
            env: functions::environment_layer(move |name| variables.get(name).cloned()),
            values: RefCell::new(bridge::from_json_watched(&injector.values, &watch)),
            watch,
            mesh: mesh_objects(&injector.mesh),
            shapes: kube_object::PodShapes::new(),
        }
    }

    /// Later layers win: injection redefines some names of sprig.
    pub(super) fn layers(&self) -> [&dyn FunctionLayer; 3] {
        [&self.sprig, &self.own, &self.env]
    }

    /// `.MeshConfig` and `.ProxyConfig` for a pod: nearly all pods have those of the mesh.
    pub(super) fn mesh_objects(&self, mesh: &MeshConfig) -> (gotemplate::Value, gotemplate::Value) {
        if std::ptr::eq(mesh, &self.injector.mesh) {
            self.mesh.clone()
        } else {
            mesh_objects(mesh)
        }
    }

    /// The values for a pod. Templates can change maps of the values: then the next pod gets them anew.
    pub(super) fn values(&self) -> gotemplate::Value {
        if self.watch.changed() {
            self.values
                .replace(bridge::from_json_watched(&self.injector.values, &self.watch));
        }
        self.values.borrow().clone()
    }
}

#[cfg(test)]
mod tests {
    use kubeyaml::Mapping;

    use super::*;

    #[test]
    fn only_a_template_of_the_user_is_parsed_at_once() {
        let config = |text: &str, is_built_in: bool| InjectorConfig {
            templates: BTreeMap::from([("a".to_owned(), text.to_owned())]),
            built_in: is_built_in.then(|| "a".to_owned()).into_iter().collect(),
            ..InjectorConfig::default()
        };
        let new = |text, is_built_in| {
            Injector::new(
                config(text, is_built_in),
                istio_api::mesh::default_mesh_config(),
                Value::Mapping(Mapping::new()),
                Options::default(),
            )
        };
        let broken = new("{{ if }}", false).map(|_| ()).map_err(|why| why.to_string());
        assert_eq!(
            broken,
            Err("injection template a: template: inject:1: missing value for if".to_owned())
        );
        let parsed = |is_built_in| {
            new("{{ .Spec }}", is_built_in)
                .map(|injector| injector.templates["a"].set.get().is_some())
                .map_err(|why| why.to_string())
        };
        assert_eq!((parsed(false), parsed(true)), (Ok(true), Ok(false)));
    }

    #[test]
    fn a_pod_sees_no_change_that_the_template_of_another_made_to_the_values() {
        let mut values = Mapping::new();
        values.insert("global", Mapping::new());
        let mut config = InjectorConfig::default();
        let text = "{{ .v.global.seen }}{{ $_ := set .v.global \"seen\" 1 }}{{ .v.global.seen }}";
        config.templates.insert("a".to_owned(), text.to_owned());
        let injector = Injector::new(
            config,
            istio_api::mesh::default_mesh_config(),
            values.into(),
            Options::default(),
        )
        .expect("a configuration");
        let worker = Worker::new(&injector);
        for _ in 0..2 {
            let root = gotemplate::Map::new();
            root.insert("v", worker.values());
            let out =
                injector.templates["a"].execute(TEMPLATE_NAME, &worker.layers(), root.into(), &ExecOptions::default());
            assert_eq!(out, Ok(b"<no value>1".to_vec()));
        }
    }
}
