//! Where an injector gets its templates, mesh configuration and values: from files, or from what an installation would write.

use std::fmt;

use istio_api::mesh::MeshConfig;
use kubeyaml::{Mapping, Value};

use crate::component::Component;
use crate::generate::{GenerateError, validated};
use crate::inject::InjectorConfig;
use crate::manifest::Manifest;
use crate::operator::{InputFile, LayeringError, Layers, SetFlag, merge};
use crate::package::Package;
use crate::render::render_templates;

/// The templates of the control plane's chart that write an injector's configuration; the first one settles its values.
const TEMPLATES: [&str; 3] = [
    "templates/zzz_values.yaml",
    "templates/configmap-mesh.yaml",
    "templates/configmap-injector.yaml",
];

/// The three parts of an injector's configuration.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Templates and policy.
    pub injector: InjectorConfig,
    /// Mesh configuration as the user wrote it.
    pub mesh: Value,
    /// The injector's values.
    pub values: Value,
    /// Whether an IstioOperator gave the mesh configuration.
    pub operator_has_mesh: bool,
    /// What people should know of the settings.
    pub warnings: Vec<String>,
}

impl Sources {
    /// The mesh configuration over Istio's defaults, with warnings about fields that do not exist.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn mesh_config(&self) -> Result<(MeshConfig, Vec<String>), istio_api::mesh::ApplyError> {
        let (mesh, warnings) = istio_api::mesh::apply_mesh_config_defaults(&self.mesh)?;
        Ok((mesh, warnings.iter().map(ToString::to_string).collect()))
    }
}

/// Settings that give no configuration of an injector.
#[derive(Debug)]
pub enum SourcesError {
    /// What is wrong with the settings, or with a chart.
    Generate(GenerateError),
    /// What the chart wrote for the injector cannot be used.
    Injector {
        /// The key of the ConfigMap.
        key: &'static str,
        /// What is wrong with its text.
        message: String,
    },
}

impl fmt::Display for SourcesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Generate(error) => error.fmt(f),
            Self::Injector { key, message } => write!(f, "the injector's {key} that these settings give: {message}"),
        }
    }
}

impl std::error::Error for SourcesError {}

/// What shapes the embedded configuration.
#[derive(Clone, Debug, Default)]
pub struct Embedded {
    /// An IstioOperator file.
    pub operator: Option<InputFile>,
    /// `--set` flags in order.
    pub set: Vec<String>,
    /// Revision of the control plane, empty for the default one.
    pub revision: String,
}

impl Embedded {
    /// The configuration that an installation with these settings would give its injector: what the control plane's chart writes into
    /// the ConfigMaps `istio` and `istio-sidecar-injector`.
    ///
    /// # Errors
    /// What is wrong with the file or a flag.
    pub fn sources(&self) -> Result<Sources, SourcesError> {
        let layers = self.layers();
        let (mut operator, package, warnings) = validated(&layers, false).map_err(SourcesError::Generate)?;
        merge(&mut operator, &both_config_maps());
        let manifests = render_templates(Component::Pilot, &operator, &package, &TEMPLATES)
            .map_err(|error| SourcesError::Generate(GenerateError::Render(error)))?;
        let mut injector = InjectorConfig::from_text(&text(&manifests, "config")?).map_err(wrong("config"))?;
        if package == Package::embedded() {
            let own = operator.get("spec").and_then(|spec| {
                spec.get_path(&["values", "sidecarInjectorWebhook", "templates"])?
                    .as_mapping()
            });
            let names = injector.templates.keys();
            let built_in = names.filter(|name| own.is_none_or(|own| !own.contains_key(name)));
            injector.built_in = built_in.cloned().collect();
        }
        let read = |key| {
            let text = text(&manifests, key)?;
            kubeyaml::from_str(&text).map_err(|why| wrong(key)(why.to_string()))
        };
        Ok(Sources {
            injector,
            mesh: read("mesh")?,
            values: read("values")?,
            operator_has_mesh: self.operator.is_some() && has_mesh(&layers).map_err(SourcesError::Generate)?,
            warnings,
        })
    }

    fn layers(&self) -> Layers {
        let revision = Some(&self.revision).filter(|revision| !revision.is_empty());
        let revision = revision.map(|revision| format!("revision={revision}"));
        let flags = revision.iter().chain(&self.set);
        Layers {
            files: self.operator.clone().into_iter().collect(),
            flags: flags.map(SetFlag::typed).collect(),
            ..Layers::default()
        }
    }
}

/// Whether file or flags, and not the profile alone, say something of the mesh.
fn has_mesh(layers: &Layers) -> Result<bool, GenerateError> {
    let object = match layers.files.first() {
        Some(file) => file.object(&mut Vec::new()),
        None => Ok(None),
    };
    let object = object.map_err(|error| GenerateError::Layering(LayeringError::Input(error)))?;
    let mesh = object.as_ref().and_then(|object| object.get("spec")?.get("meshConfig"));
    let of_mesh = |flag: &SetFlag| flag.text.trim_start().starts_with("meshConfig");
    Ok(mesh.is_some() || layers.flags.iter().any(of_mesh))
}

/// Both ConfigMaps are wanted here, even by settings that leave them to somebody else.
fn both_config_maps() -> Mapping {
    let set = "
spec:
  components: {pilot: {enabled: true}}
  values: {pilot: {configMap: true}, global: {omitSidecarInjectorConfigMap: false, resourceScope: all}}";
    match kubeyaml::from_str(set) {
        Ok(Value::Mapping(set)) => set,
        _ => Mapping::new(),
    }
}

/// What stands under a key of one of the ConfigMaps.
fn text(manifests: &[Manifest], key: &'static str) -> Result<String, SourcesError> {
    let mut found = manifests
        .iter()
        .filter_map(|one| one.tree().get_path(&["data", key])?.as_str().map(str::to_owned));
    found
        .next()
        .ok_or_else(|| wrong(key)("the chart writes none".to_owned()))
}

fn wrong(key: &'static str) -> impl Fn(String) -> SourcesError {
    move |message| SourcesError::Injector { key, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(set: &[&str]) -> Sources {
        let embedded = Embedded {
            set: set.iter().map(|s| (*s).to_owned()).collect(),
            ..Embedded::default()
        };
        embedded.sources().expect("legal settings")
    }

    #[test]
    fn the_templates_that_are_built_in_can_be_parsed() {
        let injector = sources(&[]).injector;
        assert_eq!(injector.built_in.len(), 7);
        assert_eq!(injector.templates.len(), 7);
        for (name, text) in &injector.templates {
            let parsed = crate::inject::parse_template(text).map_err(|why| why.to_string());
            assert_eq!(parsed.map(|_| ()), Ok(()), "{name}");
        }
    }

    #[test]
    fn every_profile_has_an_injector() {
        for profile in Package::embedded().profiles().expect("profiles") {
            let found = sources(&[&format!("profile={profile}")]);
            assert!(found.injector.templates.contains_key("sidecar"), "{profile}");
        }
        let without = sources(&[
            "values.global.omitSidecarInjectorConfigMap=true",
            "values.pilot.configMap=false",
        ]);
        assert_eq!(
            without.mesh.get_path(&["trustDomain"]),
            Some(&Value::from("cluster.local"))
        );
    }

    #[test]
    fn images_are_those_of_the_release_that_this_is() {
        let values = sources(&[]).values;
        let global = |key: &str| {
            values
                .get_path(&["global", key])
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let release = env!("CARGO_PKG_VERSION").to_owned();
        assert_eq!(
            (global("tag"), global("hub")),
            (Some(release), Some("docker.io/istio".to_owned()))
        );
    }

    #[test]
    fn settings_reach_their_places() {
        let found = sources(&[
            "components.cni.enabled=true",
            "values.cni.provider=multus",
            "hub=h",
            "tag=1",
            "meshConfig.trustDomain=example.com",
            "revision=canary",
        ]);
        let at = |path: &[&str]| found.values.get_path(path).cloned().unwrap_or_default();
        assert_eq!(at(&["pilot", "cni", "enabled"]), Value::Bool(true));
        assert_eq!(at(&["pilot", "cni", "provider"]), Value::from("multus"));
        assert_eq!(
            (at(&["global", "hub"]), at(&["global", "tag"])),
            ("h".into(), "1".into())
        );
        assert_eq!(at(&["revision"]), "canary".into());
        assert_eq!(found.mesh.get_path(&["trustDomain"]), Some(&Value::from("example.com")));
        assert_eq!(
            found.mesh.get_path(&["defaultConfig", "discoveryAddress"]),
            Some(&Value::from("istiod-canary.istio-system.svc:15012"))
        );
    }

    fn with_operator(text: &str) -> Sources {
        let operator = Some(InputFile {
            name: "operator.yaml".to_owned(),
            text: format!("apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\n{text}"),
        });
        Embedded {
            operator,
            ..Embedded::default()
        }
        .sources()
        .expect("legal settings")
    }

    #[test]
    fn proxies_look_for_the_control_plane_where_it_is_installed() {
        let address = |found: Sources| {
            found
                .mesh
                .get_path(&["defaultConfig", "discoveryAddress"])
                .cloned()
                .unwrap_or_default()
        };
        assert_eq!(
            address(sources(&["components.pilot.namespace=control"])),
            "istiod.control.svc:15012".into()
        );
        assert_eq!(
            address(sources(&["values.global.istioNamespace=mesh"])),
            "istiod.mesh.svc:15012".into()
        );
        assert_eq!(
            address(with_operator("metadata: {namespace: own}\n")),
            "istiod.istio-system.svc:15012".into()
        );
        assert_eq!(
            address(with_operator(
                "metadata: {namespace: own}\nspec: {values: {global: {istioNamespace: mesh}}}\n"
            )),
            "istiod.mesh.svc:15012".into()
        );
    }

    #[test]
    fn unvalidated_values_win() {
        let found =
            with_operator("spec:\n  values: {global: {network: a}}\n  unvalidatedValues: {global: {network: b}}\n");
        assert_eq!(found.values.get_path(&["global", "network"]), Some(&Value::from("b")));
    }

    #[test]
    fn profiles_lay_values_over_the_charts() {
        let request = |set: &[&str]| {
            sources(set)
                .values
                .get_path(&["global", "proxy", "resources", "requests", "cpu"])
                .cloned()
        };
        assert_eq!(request(&[]), Some("100m".into()));
        assert_eq!(request(&["profile=demo"]), Some("10m".into()));
        assert_eq!(
            request(&["profile=demo", "values.global.proxy.resources.requests.cpu=1500m"]),
            Some("1500m".into())
        );
        let unknown = Embedded {
            set: vec!["profile=big".to_owned()],
            ..Embedded::default()
        };
        assert!(
            unknown
                .sources()
                .expect_err("no such profile")
                .to_string()
                .contains("minimal")
        );
    }

    #[test]
    fn templates_of_the_user_join_or_replace_ours() {
        let found = sources(&[
            "values.sidecarInjectorWebhook.templates.spire=x",
            "values.sidecarInjectorWebhook.templates.gateway=y",
        ]);
        assert_eq!(found.injector.templates["spire"], "x");
        assert_eq!(found.injector.templates["gateway"], "y");
        assert!(!found.injector.built_in.contains("gateway") && !found.injector.built_in.contains("spire"));
        assert!(found.injector.templates["sidecar"].contains("istio-proxy"));
    }
}
