//! Which variant of the proxy image a pod runs.

use std::collections::HashMap;

use crate::analyzers::Context;
use crate::selector::Selector;
use crate::snapshot::{Fields, Kind, Resource};

/// The image types that mesh configuration and ProxyConfigs ask for.
pub(super) struct ImageTypes<'s> {
    mesh: String,
    root: &'s str,
    namespaces: HashMap<&'s str, &'s str>,
    workloads: HashMap<&'s str, Vec<(Selector<'s>, &'s str)>>,
}

impl<'s> ImageTypes<'s> {
    pub(super) fn of(context: &Context<'s>) -> Self {
        let mesh = context.snapshot().mesh_config().message();
        let image = mesh.message("defaultConfig").and_then(|config| config.message("image"));
        let root_namespace = match mesh.text("rootNamespace") {
            "" => "istio-system",
            namespace => namespace,
        };
        let mut types = Self {
            mesh: image
                .map(|image| image.text("imageType").to_owned())
                .unwrap_or_default(),
            root: "",
            namespaces: HashMap::new(),
            workloads: HashMap::new(),
        };
        for config in context.each(Kind::ProxyConfig) {
            let image_type = config.spec().at("image").text("imageType");
            let selector = config.spec().at("selector");
            if config.namespace() == root_namespace {
                types.root = image_type;
            } else if selector.is_set() {
                let selector = Selector::of(selector.map("matchLabels"));
                types
                    .workloads
                    .entry(config.namespace())
                    .or_default()
                    .push((selector, image_type));
            } else {
                types.namespaces.insert(config.namespace(), image_type);
            }
        }
        types
    }

    /// The image type of a pod; empty for the default one.
    pub(super) fn of_pod(&self, pod: &Resource) -> String {
        let of_namespace = self.namespaces.get(pod.namespace()).copied().unwrap_or("");
        let of_workload = self
            .workloads
            .get(pod.namespace())
            .into_iter()
            .flatten()
            .filter(|(selector, _)| selector.matches(pod.labels()))
            .map(|(_, image_type)| *image_type);
        let annotation = pod.annotation("proxy.istio.io/config").unwrap_or("");
        let annotation = kubeyaml::from_str(annotation).ok();
        let of_pod = Fields::of(annotation.as_ref()).at("image").text("imageType");
        let nearest = [self.mesh.as_str(), self.root, of_namespace]
            .into_iter()
            .chain(of_workload)
            .chain([of_pod])
            .rfind(|image_type| !image_type.is_empty());
        nearest
            .filter(|image_type| *image_type != "default")
            .unwrap_or("")
            .to_owned()
    }
}
