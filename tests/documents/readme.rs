//! The folder in which README.md, as it says, is typed: files with the names that its commands use.

use std::path::Path;

/// An IstioOperator with one misspelt key, at 12:9.
const SETTINGS: &str = "apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
spec:
  profile: default
  meshConfig:
    accessLogFile: /dev/stdout
  components:
    ingressGateways:
    - name: istio-ingressgateway
      enabled: true
      k8s:
        resourcs: {}
";

/// A Pod whose containers are no list.
const BROKEN: &str = "apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    name: web
";

const MESH: &str = "apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data:
  mesh: |
    accessLogFile: /dev/stdout
    TRACING
";

/// Fills a folder.
pub(crate) fn fill(folder: &Path, root: &Path) {
    let copies = [
        ("examples/shop.yaml", "app.yaml"),
        ("examples/overlay.yaml", "overlay.yaml"),
        ("examples/rollout.yaml", "rollout.yaml"),
        ("examples/mesh/healthy/shop.yaml", "manifests/shop.yaml"),
        ("examples/mesh/healthy/routes.yaml", "manifests/routes.yaml"),
        ("examples/mesh/healthy/security.yaml", "manifests/security.yaml"),
    ];
    for part in ["manifests", "istio-1.30.3/manifests"] {
        std::fs::create_dir_all(folder.join(part)).expect("a folder");
    }
    for (from, to) in copies {
        std::fs::copy(root.join(from), folder.join(to)).expect(from);
    }
    for (from, to) in [
        ("examples", "examples"),
        ("charts", "istio-1.30.3/manifests/charts"),
        ("profiles", "istio-1.30.3/manifests/profiles"),
    ] {
        std::os::unix::fs::symlink(root.join(from), folder.join(to)).expect(from);
    }
    let mesh = |text: &str| MESH.replace("TRACING", text);
    let texts = [
        ("settings.yaml", SETTINGS.to_owned()),
        ("broken.yaml", BROKEN.to_owned()),
        ("old.yaml", mesh("accessLogEncoding: TEXT")),
        ("new.yaml", mesh("accessLogEncoding: TEXT\n    enableTracing: false")),
    ];
    for (name, text) in texts {
        std::fs::write(folder.join(name), text).expect(name);
    }
}
