//! The injection of one pod: template, merge, and what templates cannot do.

use std::borrow::Cow;
use std::rc::Rc;

use gotemplate::ExecOptions;
use istio_api::mesh::MeshConfig;
use istio_api::message::Message;
use kubeschema::{Type, UnknownFields};
use kubeyaml::{Mapping, Value};
use strategicpatch::{UnknownFields as MergeUnknown, strategic_merge};

use super::error::Fault;
use super::injector::{TEMPLATE_NAME, Worker};
use super::kube_object::KubeObject;
use super::names::{PROXY_CONTAINER, annotation, label};
use super::pod::{self, ContainerList};
use super::report::Warning;
use super::status::InjectionStatus;
use super::workload::Owner;
use super::{annotations, collisions, data, image, order, overrides, probes, prometheus};

/// Environment variables of the sidecar that name its cluster and network.
const CLUSTER_ENV: &str = "ISTIO_META_CLUSTER_ID";
const NETWORK_ENV: &str = "ISTIO_META_NETWORK";

/// Far more than any injection template needs; endless ones end here.
fn limits() -> ExecOptions {
    ExecOptions {
        max_depth: 1_000,
        max_output: 64 << 20,
        max_steps: 50_000_000,
        ..ExecOptions::default()
    }
}

/// `TPROXY` of `ProxyConfig.InboundInterceptionMode`.
const TPROXY: i64 = 1;
/// `LOCALHOST` of `MeshConfig.InboundTrafficPolicy.Mode`.
const LOCALHOST: i64 = 1;

/// How templates name the way in which inbound traffic reaches the application.
fn inbound_traffic_policy_mode(mesh: &MeshConfig) -> &'static str {
    match mesh
        .message()
        .message("inboundTrafficPolicy")
        .map(|policy| policy.int("mode"))
    {
        Some(LOCALHOST) => "localhost",
        _ => "passthrough",
    }
}

/// User and group that the proxy image runs as.
const PROXY_ID: i64 = 1337;

impl Worker<'_> {
    /// Injects a pod (a mapping with `metadata` and `spec`, decoded as `v1.Pod`). The steps and their order are the webhook's.
    pub(super) fn inject_pod(
        &self,
        original: &Value,
        owner: &Owner,
        warnings: &mut Vec<Warning>,
    ) -> Result<Value, Fault> {
        check(original, warnings)?;
        let mesh = self.mesh_of(original, warnings)?;
        let previous = InjectionStatus::of_pod(original).map_err(|why| {
            Fault::annotation(
                annotation::STATUS,
                format!("{why}; it is not what an injection writes, so remove the annotation"),
            )
        })?;
        let status_port = status_port(original, &mesh);
        let environment = self.environment(original);

        let (mut merged, template_pod) = self.render(original, previous.as_ref(), owner, &mesh)?;
        let overridden = overrides::reapply(
            &mut merged,
            original,
            &template_pod,
            previous.as_ref(),
            proxy_setting(&mesh, "interceptionMode") == TPROXY,
        )?;
        if overridden {
            self.decode_pod(&mut merged)?;
        }
        collisions::check(&merged, original, &template_pod)?;

        // From here on templates have had their say.
        pod::annotations_mut(&mut merged);
        pod::labels_mut(&mut merged);
        set_environment(&mut merged, &environment);
        let merge_metrics = mesh
            .message()
            .message("enablePrometheusMerge")
            .map(|wrapper| wrapper.flag("value"));
        prometheus::merge(&mut merged, merge_metrics, status_port);
        self.route_probes(&mut merged, status_port, warnings);
        self.label_and_annotate(&mut merged, &template_pod, &environment);
        order::containers(&mut merged, self.holds_application(&mesh));
        Ok(merged)
    }

    /// The mesh configuration for this pod: its annotation goes on top of the default proxy configuration.
    fn mesh_of(&self, pod: &Value, warnings: &mut Vec<Warning>) -> Result<Cow<'_, MeshConfig>, Fault> {
        let Some(text) = pod::annotation(pod, annotation::PROXY_CONFIG) else {
            return Ok(Cow::Borrowed(&self.injector.mesh));
        };
        let wrong = |why: &dyn std::fmt::Display| {
            Fault::annotation(annotation::PROXY_CONFIG, format!("not a proxy configuration: {why}"))
        };
        let settings = kubeyaml::from_str(text).map_err(|why| wrong(&why))?;
        let (alone, _) = istio_api::mesh::merge_proxy_config(&settings, &istio_api::mesh::default_proxy_config())
            .map_err(|why| wrong(&why))?;
        if let Some(finding) = istio_api::mesh::validate_proxy_config(&alone).errors.first() {
            return Err(wrong(finding));
        }
        let (mesh, found) =
            istio_api::mesh::apply_proxy_config(&settings, &self.injector.mesh).map_err(|why| wrong(&why))?;
        warnings.extend(
            found
                .iter()
                .map(|warning| Warning::Other(format!("annotation {}: {warning}", annotation::PROXY_CONFIG))),
        );
        Ok(Cow::Owned(mesh))
    }

    /// Cluster and network of the pod, as variables of the sidecar in the order in which they are added.
    fn environment(&self, pod: &Value) -> Vec<(&'static str, String)> {
        let cluster = self.injector.global_text(&["multiCluster", "clusterName"]);
        let network = pod::label(pod, label::NETWORK).unwrap_or_else(|| self.injector.global_text(&["network"]));
        [(CLUSTER_ENV, cluster), (NETWORK_ENV, network)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    }

    /// Runs the pod's templates and merges each into the pod. Gives the merged pod, and the names of what the templates alone made.
    fn render(
        &self,
        original: &Value,
        previous: Option<&InjectionStatus>,
        owner: &Owner,
        mesh: &MeshConfig,
    ) -> Result<(Value, Value), Fault> {
        let injector = self.injector;
        let root = self.template_data(original, previous, owner, mesh)?;
        let names = match pod::annotation(original, annotation::TEMPLATES) {
            Some(list) => list.split(',').map(|name| name.trim().to_owned()).collect(),
            None => injector.config.default_templates.clone(),
        };
        let mut merged = original.clone();
        let mut template_pod = Value::Mapping(Mapping::new());
        for name in injector.config.resolve(&names) {
            let Some(template) = injector.templates.get(&name) else {
                let known: Vec<&str> = injector.templates.keys().map(String::as_str).collect();
                return Err(Fault::annotation(
                    annotation::TEMPLATES,
                    format!(
                        "there is no injection template {name:?}; there are {}",
                        known.join(", ")
                    ),
                ));
            };
            let rendered = template
                .execute(TEMPLATE_NAME, &self.layers(), root.clone(), &limits())
                .map_err(|why| {
                    Fault::pod(format!(
                        "injection template {name}: {why}{}",
                        other_release(&why.to_string())
                    ))
                })?;
            let patch = kubeyaml::from_slice(&rendered).map_err(|why| {
                Fault::pod(format!(
                    "injection template {name} rendered text that is not YAML: {why}{}",
                    excerpt(&rendered, &why)
                ))
            })?;
            if !matches!(patch, Value::Mapping(_) | Value::Null) {
                return Err(Fault::pod(format!(
                    "injection template {name} rendered {}, not a pod",
                    patch.kind_name()
                )));
            }
            self.merge(&mut template_pod, names_of(&patch), &name)?;
            self.move_native_sidecar(&mut merged, &template_pod);
            self.merge(&mut merged, patch, &name)?;
            self.decode_pod(&mut merged).map_err(|fault| {
                Fault::pod(format!(
                    "what injection template {name} rendered does not fit a pod: {}: {}",
                    fault.path, fault.message
                ))
            })?;
        }
        Ok((merged, template_pod))
    }

    fn merge(&self, pod: &mut Value, patch: Value, template: &str) -> Result<(), Fault> {
        strategic_merge(pod, patch, self.shapes.pod, MergeUnknown::Merge).map_err(|why| {
            Fault::pod(format!(
                "what injection template {template} rendered does not fit a pod: {}: {}",
                why.path, why.problem
            ))
        })
    }

    /// Brings a merged pod into the form in which Kubernetes has it: zero values, canonical quantities.
    fn decode_pod(&self, pod: &mut Value) -> Result<(), Fault> {
        let merged = std::mem::take(pod);
        let decoded = kubeschema::decode_owned(merged, &Type::Struct(self.shapes.pod.id()), UnknownFields::Keep)
            .map_err(|why| Fault::at(why.path, why.problem.to_string()))?;
        *pod = decoded.value;
        Ok(())
    }

    /// A sidecar that the user customises stands among the containers, even when the template makes it an init container.
    fn move_native_sidecar(&self, merged: &mut Value, template_pod: &Value) {
        let native = pod::annotation(merged, annotation::NATIVE_SIDECAR)
            .and_then(annotations::parse_bool_word)
            .unwrap_or(self.injector.options.native_sidecars);
        if !native
            || pod::find(
                pod::containers(template_pod, ContainerList::InitContainers),
                PROXY_CONTAINER,
            )
            .is_none()
        {
            return;
        }
        let Some(containers) = pod::container_list_mut(merged, ContainerList::Containers) else {
            return;
        };
        let Some(place) = containers.iter().position(|c| pod::name(c) == PROXY_CONTAINER) else {
            return;
        };
        let sidecar = containers.remove(place);
        let mut init = pod::containers(merged, ContainerList::InitContainers).to_vec();
        init.push(sidecar);
        pod::set_containers(merged, ContainerList::InitContainers, init);
    }

    /// The root of the templates. They see the pod as it was before an earlier injection, so that a second one gives the same.
    fn template_data(
        &self,
        original: &Value,
        previous: Option<&InjectionStatus>,
        owner: &Owner,
        mesh: &MeshConfig,
    ) -> Result<gotemplate::Value, Fault> {
        let mut stripped = original.clone();
        if let Some(previous) = previous {
            strip(&mut stripped, previous, mesh);
        }
        overrides::Overrides::of_pod(original)?.put_back(&mut stripped);
        if pod::annotations(&stripped).is_some()
            && let Some(annotations) = pod::annotations_mut(&mut stripped)
        {
            for (name, value) in annotations.iter_mut() {
                if let Some(canonical) = value.as_str().and_then(|text| annotations::canonical(name, text)) {
                    *value = canonical.into();
                }
            }
        }
        let variant = default_config(mesh)
            .and_then(|proxy| proxy.message("image"))
            .map(|image| image.text("imageType"));
        let proxy_image = image::proxy_image(
            &self.injector.values,
            variant,
            pod::annotation(&stripped, annotation::PROXY_IMAGE_TYPE),
        );
        let mut part = |field: &str| {
            let part = stripped
                .as_mapping_mut()
                .and_then(|pod| pod.get_mut(field))
                .map(std::mem::take);
            Rc::new(part.unwrap_or_else(|| Value::Mapping(Mapping::new())))
        };
        let (mesh_config, proxy_config) = self.mesh_objects(mesh);
        Ok(gotemplate::Value::object(data::TemplateData::new(vec![
            ("TypeMeta", data::type_meta(&owner.kind, &owner.api_version)),
            ("DeploymentMeta", data::namespaced_name(&owner.namespace, &owner.name)),
            (
                "ObjectMeta",
                gotemplate::Value::object(KubeObject::new(part("metadata"), self.shapes.object_meta)),
            ),
            (
                "Spec",
                gotemplate::Value::object(KubeObject::new(part("spec"), self.shapes.pod_spec)),
            ),
            ("ProxyConfig", proxy_config),
            ("MeshConfig", mesh_config),
            ("Values", self.values()),
            ("Revision", self.injector.options.revision.as_str().into()),
            ("NativeSidecars", self.injector.options.native_sidecars.into()),
            ("ProxyImage", proxy_image.as_str().into()),
            // Release 1.31 tells the image of the init container apart; up to then they are one.
            ("ProxyInitImage", proxy_image.into()),
            ("ProxyUID", gotemplate::Value::int64(PROXY_ID)),
            ("ProxyGID", gotemplate::Value::int64(PROXY_ID)),
            ("InboundTrafficPolicyMode", inbound_traffic_policy_mode(mesh).into()),
            ("CompliancePolicy", "".into()),
        ])))
    }

    fn route_probes(&self, merged: &mut Value, status_port: i64, warnings: &mut Vec<Warning>) {
        if pod::sidecar(merged).is_none() || status_port == 0 {
            return;
        }
        let by_default = self
            .injector
            .values
            .get_path(&["sidecarInjectorWebhook", "rewriteAppHTTPProbe"])
            .and_then(Value::as_bool);
        let wanted = pod::annotation(merged, annotation::REWRITE_PROBERS).and_then(annotations::parse_bool);
        if !wanted.unwrap_or(by_default.unwrap_or_default()) {
            return;
        }
        let found = probes::dump(merged, status_port, warnings);
        if !found.probers.is_empty() {
            let before = pod::annotation(merged, annotation::STATUS).is_some();
            probes::add_to_environment(merged, found.probers, before);
        }
        probes::rewrite(merged, status_port, &found.unserved);
    }

    fn label_and_annotate(&self, merged: &mut Value, template_pod: &Value, environment: &[(&'static str, String)]) {
        if let Some((_, network)) = environment.iter().find(|(name, _)| *name == NETWORK_ENV)
            && let Some(labels) = pod::labels_mut(merged)
        {
            labels.insert(label::NETWORK, network.as_str());
        }
        let status = InjectionStatus::of_template_pod(template_pod, &self.injector.options.revision);
        if let Some(annotations) = pod::annotations_mut(merged) {
            annotations.insert(annotation::STATUS, status.to_json());
            for (name, value) in &self.injector.config.injected_annotations {
                annotations.insert(name.as_str(), value.as_str());
            }
        }
    }

    fn holds_application(&self, mesh: &MeshConfig) -> bool {
        let setting = default_config(mesh)
            .and_then(|proxy| proxy.message("holdApplicationUntilProxyStarts"))
            .is_some_and(|wrapper| wrapper.flag("value"));
        let value = self
            .injector
            .values
            .get_path(&["global", "proxy", "holdApplicationUntilProxyStarts"])
            .and_then(Value::as_bool);
        setting || value.unwrap_or_default()
    }
}

/// The lists of a rendered pod that later steps look at, with nothing but the names of their items (and what a merge makes of an item).
fn names_of(patch: &Value) -> Value {
    let mut spec = Mapping::new();
    for field in ["containers", "initContainers", "volumes", "imagePullSecrets"] {
        let Some(items) = patch.get_path(&["spec", field]).and_then(Value::as_sequence) else {
            continue;
        };
        let named = items.iter().map(|item| {
            let fields = item.as_mapping().into_iter().flat_map(Mapping::iter);
            let kept = fields.filter(|(key, _)| *key == "name" || key.starts_with('$'));
            Value::Mapping(kept.map(|(key, value)| (key.to_owned(), value.clone())).collect())
        });
        spec.insert(field, named.collect::<Vec<_>>());
    }
    let mut pod = Mapping::new();
    pod.insert("spec", spec);
    pod.into()
}

/// The proxy configuration that the mesh gives to every proxy.
fn default_config(mesh: &MeshConfig) -> Option<&Message> {
    mesh.message().message("defaultConfig")
}

/// A number of the proxy configuration; 0 when it is not set.
fn proxy_setting(mesh: &MeshConfig, name: &str) -> i64 {
    default_config(mesh).map_or(0, |proxy| proxy.int(name))
}

/// What must hold before anything is rendered.
fn check(pod: &Value, warnings: &mut Vec<Warning>) -> Result<(), Fault> {
    if pod::containers(pod, ContainerList::Containers).is_empty() {
        return Err(Fault::at(
            ["spec", "containers"]
                .map(|k| kubeschema::Step::Key(k.to_owned()))
                .into_iter()
                .collect(),
            "a workload needs at least one container",
        ));
    }
    if let Some(policy) = pod.get_path(&["spec", "dnsPolicy"]).and_then(Value::as_str)
        && !matches!(policy, "" | "ClusterFirst")
    {
        warnings.push(Warning::DnsPolicy(policy.to_owned()));
    }
    match pod::annotations(pod) {
        Some(found) => annotations::validate(found).map_err(|wrong| Fault::annotation(&wrong.name, wrong.message)),
        None => Ok(()),
    }
}

/// The port of the sidecar's status server: the pod's annotation, else the mesh's.
fn status_port(pod: &Value, mesh: &MeshConfig) -> i64 {
    let annotated = pod::annotation(pod, annotation::STATUS_PORT).and_then(|port| port.trim().parse().ok());
    annotated.unwrap_or_else(|| proxy_setting(mesh, "statusPort"))
}

/// Takes out what an earlier injection added, as far as templates look at it.
fn strip(pod: &mut Value, previous: &InjectionStatus, mesh: &MeshConfig) {
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        if let Some(containers) = pod::container_list_mut(pod, list) {
            containers.retain(|c| !previous.names_in(list).iter().any(|name| name == pod::name(c)));
        }
    }
    let mesh_port = proxy_setting(mesh, "statusPort").to_string();
    if prometheus::scrape_port(pod) == Some(mesh_port.as_str()) {
        prometheus::clear(pod);
    }
    if let Some(annotations) = pod::annotations_mut(pod) {
        annotations.remove(annotation::STATUS);
    }
}

/// Sets variables of the sidecar, at the end of its environment.
fn set_environment(pod: &mut Value, variables: &[(&'static str, String)]) {
    let Some(sidecar) = pod::sidecar_mut(pod).and_then(Value::as_mapping_mut) else {
        return;
    };
    if variables.is_empty() {
        return;
    }
    let env = sidecar.entry_or_null("env");
    if env.is_null() {
        *env = Value::Sequence(Vec::new());
    }
    let Some(env) = env.as_sequence_mut() else { return };
    env.retain(|var| !variables.iter().any(|(name, _)| *name == pod::name(var)));
    env.extend(variables.iter().map(|(name, value)| pod::env_var(name, value.clone())));
}

/// What to say when a template asks for something that this release does not give to templates.
fn other_release(message: &str) -> String {
    if message.contains("can't evaluate field") && message.contains("inject.SidecarTemplateData") {
        format!(
            "; templates of Istio {} do not have this field, so the template is of another release",
            env!("CARGO_PKG_VERSION")
        )
    } else {
        String::new()
    }
}

/// The rendered line that a YAML error is about.
fn excerpt(rendered: &[u8], why: &kubeyaml::Error) -> String {
    let line = why.position().map(|p| p.line).unwrap_or_default();
    let text = String::from_utf8_lossy(rendered);
    match text.lines().nth(line.wrapping_sub(1)) {
        Some(text) => format!(" (the rendered line: {:?})", text.trim()),
        None => String::new(),
    }
}
