//! From an installation by istioctl to one by Helm: values, scripts, and what differs.

use std::fmt::Write as _;

use kubeyaml::Value;

use crate::manifest::{Manifest, sort};
use crate::render::RenderedInstance;

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Its name in the folder.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it is a script to run.
    pub executable: bool,
}

/// Where the official charts are.
const REPOSITORY: &str = "oci://registry.istio.io/release/charts";

/// The files for a migration: for each component its values and a script, what renders differently, and README.md last.
#[must_use]
pub fn translate(instances: &[RenderedInstance]) -> Vec<OutputFile> {
    let mut outputs = Vec::new();
    let mut readme = String::from(
        "# From istioctl to Helm\n\nEach script below marks the objects of a component as part of a Helm release, and then installs that release over them.\nRead it, run it, and go on with Helm alone.\n\n",
    );
    for instance in instances {
        let facts = instance.component.facts();
        let name = if instance.name.is_empty() {
            facts.key
        } else {
            &instance.name
        };
        let Some(release) = facts.release else {
            let _ = writeln!(
                readme,
                "- `{name}`: NOT supported. The chart of this gateway is not published; install one with the chart `gateway`, and take this one away when traffic has moved."
            );
            continue;
        };
        let values = format!("{name}-values.yaml");
        let script = format!("install-{name}.sh");
        outputs.push(plain(
            &values,
            kubeyaml::to_string(&Value::Mapping(instance.values.clone())),
        ));
        outputs.push(OutputFile {
            name: script.clone(),
            text: install_script(instance, name, release, &values),
            executable: true,
        });
        let _ = writeln!(
            readme,
            "- `{name}`: supported. Values are in `{values}`; run `./{script}`."
        );
        let (charted, applied) = (stream(&instance.charted), stream(&instance.manifests));
        if charted != applied {
            let (by_helm, by_istioctl) = (
                format!("diff-{name}-helm-output.yaml"),
                format!("diff-{name}-istioctl-output.yaml"),
            );
            let _ = writeln!(
                readme,
                "  Kubernetes settings or overlays of the IstioOperator have no place in the chart's values: the release will differ.\n  See `istioctl manifest diff {by_istioctl} {by_helm}`."
            );
            outputs.push(plain(&by_helm, charted));
            outputs.push(plain(&by_istioctl, applied));
        }
    }
    outputs.push(plain("README.md", readme));
    outputs
}

fn plain(name: &str, text: String) -> OutputFile {
    OutputFile {
        name: name.to_owned(),
        text,
        executable: false,
    }
}

fn stream(manifests: &[Manifest]) -> String {
    let mut sorted = manifests.to_vec();
    sort(&mut sorted);
    let texts: Vec<String> = sorted.iter().map(|manifest| manifest.yaml().into_owned()).collect();
    texts.join("---\n")
}

/// Helm takes over objects that carry its label and annotations.
fn install_script(instance: &RenderedInstance, name: &str, release: &str, values: &str) -> String {
    let namespace = &instance.namespace;
    let mut script = String::from("#!/usr/bin/env bash\nset -euo pipefail\ncd \"$(dirname \"$0\")\"\n\n");
    script.push_str("# The objects become part of the Helm release.\n");
    for manifest in &instance.charted {
        let identity = manifest.identity();
        let kind = match identity.group() {
            "" => identity.kind.clone(),
            group => format!("{}.{group}", identity.kind),
        };
        let scope = match identity.namespace.as_str() {
            "" => String::new(),
            namespace => format!(" --namespace={}", quoted(namespace)),
        };
        let object = format!("{}{scope} {}", quoted(&kind), quoted(&identity.name));
        let _ = writeln!(
            script,
            "kubectl annotate --overwrite {object} meta.helm.sh/release-name={name} meta.helm.sh/release-namespace={namespace}"
        );
        let _ = writeln!(
            script,
            "kubectl label --overwrite {object} app.kubernetes.io/managed-by=Helm"
        );
    }
    let _ = writeln!(
        script,
        "\n# The installation itself.\nhelm upgrade --install {} --namespace {} -f {} {REPOSITORY}/{release}",
        quoted(name),
        quoted(namespace),
        quoted(values)
    );
    script
}

/// A word as a shell takes it.
fn quoted(text: &str) -> String {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b)) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
