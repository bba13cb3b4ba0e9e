//! Where an injector gets its templates, mesh configuration and values: from files, or from what is embedded.

use istio_api::mesh::MeshConfig;
use kubeyaml::{Mapping, Value};

use crate::embedded::{self, File};
use crate::inject::InjectorConfig;
use crate::operator::{apply_set, merge};

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

/// What shapes the embedded configuration.
#[derive(Clone, Debug, Default)]
pub struct Embedded {
    /// Name and text of an IstioOperator file.
    pub operator: Option<(String, String)>,
    /// `--set` flags in order.
    pub set: Vec<String>,
    /// Revision of the control plane, empty for the default one.
    pub revision: String,
}

impl Embedded {
    /// The configuration that an installation with these settings would give its injector: what the templates of the chart
    /// `istio-discovery` write into the ConfigMaps `istio` and `istio-sidecar-injector`.
    ///
    /// # Errors
    /// An operator file or flag that cannot be used, in words.
    pub fn sources(&self) -> Result<Sources, String> {
        let user = self.user_spec()?;
        let user_values = mapping(user.get("values"));
        let operator_has_mesh = self.operator.is_some() && user.contains_key("meshConfig");
        let mut spec = profile(text(user.get("profile")).unwrap_or("default"))?;
        merge(&mut spec, &user);
        let helm_values = helm_values(&spec, &user_values);
        let release_namespace = release_namespace(&spec);
        let values = chart_values(&helm_values)?;
        Ok(Sources {
            injector: injector_config(&values)?,
            mesh: Value::Mapping(mesh_config(&values, &release_namespace)),
            values: Value::Mapping(injector_values(&values)),
            operator_has_mesh,
        })
    }

    /// `spec` of the user's IstioOperator, with the flags on top.
    fn user_spec(&self) -> Result<Mapping, String> {
        let mut spec = Mapping::new();
        if let Some((name, text)) = &self.operator {
            spec = operator_spec(text).map_err(|why| format!("{name}: {why}"))?;
        }
        if !self.revision.is_empty() {
            spec.insert("revision", self.revision.as_str());
        }
        for flag in &self.set {
            apply_set(&mut spec, flag).map_err(|why| why.to_string())?;
        }
        Ok(spec)
    }
}

fn operator_spec(text: &str) -> Result<Mapping, String> {
    let limits = kubeyaml::Limits::default();
    let stream = kubeyaml::Stream::parse(text.as_bytes(), &limits).map_err(|why| why.to_string())?;
    let documents = stream.to_documents().map_err(|why| why.to_string())?;
    let mut found = documents.iter().filter(|document| !document.is_empty());
    let (Some(document), None) = (found.next(), found.next()) else {
        return Err("the file must hold exactly one IstioOperator".to_owned());
    };
    let value = document.to_value().map_err(|why| why.to_string())?;
    match value.get("kind").and_then(Value::as_str) {
        None | Some("IstioOperator") => {}
        Some(other) => return Err(format!("the file holds a {other}, not an IstioOperator")),
    }
    match value.get("spec") {
        None | Some(Value::Null) => Ok(Mapping::new()),
        Some(Value::Mapping(spec)) => Ok(spec.clone()),
        Some(other) => Err(format!("spec must be a mapping, not {}", other.kind_name())),
    }
}

/// The namespace into which the control plane is installed: the component's own, else that of the mesh. The namespace of the
/// IstioOperator does not count, as every profile names one for the mesh.
fn release_namespace(spec: &Mapping) -> String {
    let at = |field: &str, path: &[&str]| {
        spec.get(field)
            .and_then(|value| value.get_path(path))
            .and_then(Value::as_str)
    };
    [
        at("components", &["pilot", "namespace"]),
        at("values", &["global", "istioNamespace"]),
    ]
    .into_iter()
    .flatten()
    .find(|namespace| !namespace.is_empty())
    .unwrap_or("istio-system")
    .to_owned()
}

fn profile(name: &str) -> Result<Mapping, String> {
    let read = |file: &File| mapping(parsed(file.text).get("spec"));
    let named = |name: &str| embedded::find(&embedded::PROFILES, name);
    let Some(top) = named(name) else {
        let known: Vec<&str> = embedded::PROFILES.iter().map(|file| file.name).collect();
        return Err(format!("there is no profile {name:?}; there are {}", known.join(", ")));
    };
    let mut spec = named("default").map(read).unwrap_or_default();
    if name != "default" {
        merge(&mut spec, &read(top));
    }
    Ok(spec)
}

/// The top-level settings of an IstioOperator as the values that charts know them by. The user's own values go on top, and over all of
/// them `unvalidatedValues`.
fn helm_values(spec: &Mapping, user_values: &Mapping) -> Mapping {
    let mut values = mapping(spec.get("values"));
    let mut global = mapping(values.get("global"));
    for key in ["hub", "tag"] {
        if let Some(value) = spec.get(key) {
            global.insert(key, value.clone());
        }
    }
    values.insert("global", global);
    for key in ["revision", "compatibilityVersion"] {
        if let Some(value) = spec.get(key) {
            values.insert(key, value.clone());
        }
    }
    if let Some(Value::Mapping(mesh)) = spec.get("meshConfig") {
        let mut merged = mapping(values.get("meshConfig"));
        merge(&mut merged, mesh);
        values.insert("meshConfig", merged);
    }
    let enabled = |component: &str| -> bool {
        let component = spec.get("components").and_then(|c| c.get_path(&[component, "enabled"]));
        component.and_then(Value::as_bool).unwrap_or_default()
    };
    let mut pilot = mapping(values.get("pilot"));
    pilot.insert("enabled", enabled("pilot"));
    let mut cni = mapping(pilot.get("cni"));
    cni.insert("enabled", enabled("cni"));
    pilot.insert("cni", cni);
    values.insert("pilot", pilot);
    merge(&mut values, user_values);
    merge(&mut values, &mapping(spec.get("unvalidatedValues")));
    values
}

/// The chart's own values with the profile's, the compatibility version's, the platform's and the user's on top, in that order;
/// values under `pilot` count for the control plane as if they stood at the top.
fn chart_values(user: &Mapping) -> Result<Mapping, String> {
    let mut values = mapping(parsed(embedded::DISCOVERY_VALUES).get("_internal_defaults_do_not_set"));
    let global = |key: &str| user.get("global").and_then(|g| text(g.get(key)));
    let layers: [(&str, &[File], Option<&str>); 3] = [
        (
            "profile",
            &embedded::DISCOVERY_PROFILES,
            text(user.get("profile")).or_else(|| global("profile")),
        ),
        (
            "compatibility version",
            &embedded::DISCOVERY_COMPATIBILITY,
            text(user.get("compatibilityVersion")),
        ),
        (
            "platform",
            &embedded::DISCOVERY_PLATFORMS,
            text(user.get("platform")).or_else(|| global("platform")),
        ),
    ];
    for (what, files, name) in layers {
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            continue;
        };
        let Some(file) = embedded::find(files, name) else {
            let known: Vec<&str> = files.iter().map(|file| file.name).collect();
            return Err(format!("there is no {what} {name:?}; there are {}", known.join(", ")));
        };
        merge(&mut values, &mapping(Some(&parsed(file.text))));
    }
    merge(&mut values, user);
    let pilot = mapping(values.get("pilot"));
    merge(&mut values, &pilot);
    Ok(values)
}

/// The few values that concern a pod.
fn injector_values(values: &Mapping) -> Mapping {
    let pick = |from: Mapping, keys: &[&str]| -> Mapping {
        from.into_iter()
            .filter(|(key, _)| keys.contains(&key.as_str()))
            .collect()
    };
    let mut picked = Mapping::new();
    picked.insert("global", mapping(values.get("global")));
    picked.insert(
        "gateways",
        pick(mapping(values.get("gateways")), &["securityContext", "seccompProfile"]),
    );
    picked.insert("pilot", pick(values.clone(), &["cni", "env"]));
    picked.insert(
        "revision",
        values.get("revision").cloned().unwrap_or_else(|| Value::from("")),
    );
    picked.insert("sidecarInjectorWebhook", mapping(values.get("sidecarInjectorWebhook")));
    picked
}

fn injector_config(values: &Mapping) -> Result<InjectorConfig, String> {
    let webhook = Value::Mapping(mapping(values.get("sidecarInjectorWebhook")));
    let mut config =
        InjectorConfig::from_values(&webhook).map_err(|why| format!("values.sidecarInjectorWebhook: {why}"))?;
    let shared = embedded::INJECTION_PRELUDE;
    let injection = embedded::INJECTION_TEMPLATES.iter().map(|file| (file, String::new()));
    let gateways = embedded::GATEWAY_TEMPLATES
        .iter()
        .map(|file| (file, embedded::GATEWAY_PRELUDE.to_owned()));
    for (file, prelude) in injection.chain(gateways) {
        config
            .templates
            .entry(file.name.to_owned())
            .or_insert_with(|| format!("{shared}{prelude}{}", file.text));
    }
    Ok(config)
}

/// What other values imply for the mesh, and over it whatever `meshConfig` says itself. Proxies find the control plane in
/// `release_namespace`.
fn mesh_config(values: &Mapping, release_namespace: &str) -> Mapping {
    let value = |path: &[&str]| {
        path.iter()
            .skip(1)
            .try_fold(values.get(path[0])?, |value, key| value.get(key))
    };
    let string = |path: &[&str]| text(value(path)).filter(|v| !v.is_empty());
    let flag = |path: &[&str]| value(path).and_then(Value::as_bool).unwrap_or_default();
    let namespace = string(&["global", "istioNamespace"]).unwrap_or("istio-system");

    let mut proxy = Mapping::new();
    let istiod = match (string(&["global", "remotePilotAddress"]), string(&["revision"])) {
        (Some(_), _) if flag(&["istiodRemote", "enabled"]) && flag(&["istiodRemote", "enabledLocalInjectorIstiod"]) => {
            "istiod-remote".to_owned()
        }
        (None, Some(revision)) => format!("istiod-{revision}"),
        _ => "istiod".to_owned(),
    };
    proxy.insert("discoveryAddress", format!("{istiod}.{release_namespace}.svc:15012"));
    if let Some(id) = string(&["global", "meshID"]) {
        proxy.insert("meshId", id);
    }
    if let Some(variant) = string(&["global", "proxy", "variant"]).or_else(|| string(&["global", "variant"])) {
        proxy.insert("image", one("imageType", variant));
    }
    if let Some(tracer) = string(&["global", "proxy", "tracer"]).filter(|tracer| *tracer != "none") {
        let settings = mapping(value(&["global", "tracer", tracer]));
        proxy.insert("tracing", tracing(tracer, &settings, namespace));
    }

    let mut mesh = Mapping::new();
    mesh.insert("trustDomain", "cluster.local");
    mesh.insert(
        "rootNamespace",
        string(&["meshConfig", "rootNamespace"]).unwrap_or(namespace),
    );
    mesh.insert("defaultConfig", proxy);
    if flag(&["telemetry", "enabled"])
        && flag(&["telemetry", "v2", "enabled"])
        && value(&["meshConfig", "defaultProviders"]).is_none()
    {
        let mut providers = Mapping::new();
        let metrics = [
            ("prometheus", flag(&["telemetry", "v2", "prometheus", "enabled"])),
            ("stackdriver", flag(&["telemetry", "v2", "stackdriver", "enabled"])),
        ];
        let metrics: Vec<Value> = metrics
            .iter()
            .filter(|(_, on)| *on)
            .map(|(name, _)| Value::from(*name))
            .collect();
        if metrics.contains(&Value::from("stackdriver")) {
            providers.insert("accessLogging", vec![Value::from("stackdriver")]);
        }
        if !metrics.is_empty() {
            providers.insert("metrics", metrics);
            mesh.insert("defaultProviders", providers);
        }
    }
    merge(&mut mesh, &mapping(values.get("meshConfig")));
    mesh
}

/// The older way to name a tracer; a provider in the mesh configuration is the newer.
fn tracing(tracer: &str, settings: &Mapping, namespace: &str) -> Mapping {
    let or = |key: &str, default: Value| {
        settings
            .get(key)
            .filter(|v| !v.is_null() && **v != Value::from(""))
            .cloned()
            .unwrap_or(default)
    };
    let mut fields = Mapping::new();
    match tracer {
        "lightstep" => {
            fields.insert("address", or("address", Value::Null));
            fields.insert("accessToken", or("accessToken", Value::Null));
        }
        "zipkin" => {
            fields.insert("address", or("address", format!("zipkin.{namespace}:9411").into()));
        }
        "datadog" => {
            fields.insert("address", or("address", "$(HOST_IP):8126".into()));
        }
        "stackdriver" => {
            fields.insert("debug", or("debug", false.into()));
            for key in [
                "maxNumberOfAttributes",
                "maxNumberOfAnnotations",
                "maxNumberOfMessageEvents",
            ] {
                fields.insert(key, or(key, 200_i64.into()));
            }
        }
        _ => return Mapping::new(),
    }
    one(tracer, fields)
}

fn one(key: &str, value: impl Into<Value>) -> Mapping {
    let mut map = Mapping::new();
    map.insert(key, value);
    map
}

/// An embedded file. The tests read every one of them.
fn parsed(text: &str) -> Value {
    kubeyaml::from_str(text).unwrap_or_default()
}

fn mapping(value: Option<&Value>) -> Mapping {
    value.and_then(Value::as_mapping).cloned().unwrap_or_default()
}

fn text(value: Option<&Value>) -> Option<&str> {
    value.and_then(Value::as_str)
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
    fn every_embedded_file_is_readable() {
        let groups: [&[File]; 4] = [
            &embedded::PROFILES,
            &embedded::DISCOVERY_PROFILES,
            &embedded::DISCOVERY_COMPATIBILITY,
            &embedded::DISCOVERY_PLATFORMS,
        ];
        for file in groups.into_iter().flatten() {
            assert!(
                kubeyaml::from_str(file.text).expect(file.name).as_mapping().is_some(),
                "{}",
                file.name
            );
        }
        assert!(!mapping(parsed(embedded::DISCOVERY_VALUES).get("_internal_defaults_do_not_set")).is_empty());
    }

    #[test]
    fn profile_and_chart_name_the_release_that_this_is() {
        let release = env!("CARGO_PKG_VERSION");
        let profile = profile("default").expect("the default profile");
        assert_eq!(
            (text(profile.get("tag")), text(profile.get("hub"))),
            (Some(release), Some("docker.io/istio"))
        );
        let defaults = parsed(embedded::DISCOVERY_VALUES);
        let global = defaults
            .get_path(&["_internal_defaults_do_not_set", "global"])
            .expect("global values");
        assert_eq!(
            (text(global.get("tag")), text(global.get("hub"))),
            (Some(release), Some("docker.io/istio"))
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
        let operator = Some((
            "operator.yaml".to_owned(),
            format!("apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\n{text}"),
        ));
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
            request(&["profile=demo", "values.global.proxy.resources.requests.cpu=1"]),
            Some(1_i64.into())
        );
        let unknown = Embedded {
            set: vec!["profile=big".to_owned()],
            ..Embedded::default()
        };
        assert!(unknown.sources().expect_err("no such profile").contains("minimal"));
    }

    #[test]
    fn templates_of_the_user_join_or_replace_ours() {
        let found = sources(&[
            "values.sidecarInjectorWebhook.templates.spire=x",
            "values.sidecarInjectorWebhook.templates.gateway=y",
        ]);
        assert_eq!(found.injector.templates["spire"], "x");
        assert_eq!(found.injector.templates["gateway"], "y");
        assert!(found.injector.templates["sidecar"].contains("istio-proxy"));
    }
}
