//! Properties of injection on generated manifests: taking it out gives the bytes back, doing it twice changes nothing, and what is not
//! a workload does not change.

use std::collections::HashSet;

use istio_manifest::inject::{Injector, Options, uninject};
use istio_manifest::sources::Embedded;

/// A small generator of numbers, so that a failing case can be run again by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn pick<'t>(&mut self, choices: &[&'t str]) -> &'t str {
        choices[self.below(choices.len() as u64) as usize]
    }

    fn sometimes(&mut self, text: &str) -> String {
        if self.below(2) == 0 {
            text.to_owned()
        } else {
            String::new()
        }
    }
}

fn injector() -> Injector {
    let sources = Embedded::default().sources().expect("the embedded configuration");
    let (mesh, _) = sources.mesh_config().expect("the embedded mesh configuration");
    Injector::new(sources.injector, mesh, sources.values, Options::default()).expect("the embedded templates")
}

/// A container in one of several styles; `pad` is what stands before each of its lines.
fn container(random: &mut Random, pad: &str, name: &str) -> String {
    let probe = random.pick(&[
        "",
        "livenessProbe: {httpGet: {path: /l, port: 8080}}",
        "readinessProbe: {tcpSocket: {port: web}, periodSeconds: 3}",
        "startupProbe: {grpc: {port: 9000}}",
        "lifecycle: {preStop: {httpGet: {path: /bye, port: 8080}}}",
    ]);
    if random.below(3) == 0 {
        let probe = if probe.is_empty() {
            String::new()
        } else {
            format!(", {probe}")
        };
        return format!(
            "{pad}- {{name: {name}, image: \"i:1\", ports: [{{containerPort: 8080, name: web}}]{probe}}}\n"
        );
    }
    let mut text = format!(
        "{pad}- name: {name} {}\n{pad}  image: 'i:1'\n",
        random.sometimes("# the application")
    );
    if !probe.is_empty() {
        text.push_str(&format!("{pad}  {probe}\n"));
    }
    text.push_str(&random.sometimes(&format!(
        "{pad}  ports:\n{pad}  - containerPort: 0x1F90\n{pad}    name: web\n"
    )));
    text.push_str(&random.sometimes(&format!("{pad}  # a note below\n")));
    text.push_str(&random.sometimes(&format!(
        "{pad}  command:\n{pad}  - sh\n{pad}  - |\n{pad}    echo a\n\n{pad}    echo b\n"
    )));
    text
}

fn workload(random: &mut Random, i: usize) -> String {
    let kind = random.pick(&["Deployment", "StatefulSet", "Pod", "Job", "DaemonSet"]);
    let api = match kind {
        "Pod" => "v1",
        "Job" => "batch/v1",
        _ => "apps/v1",
    };
    let labels = random.pick(&[
        "",
        "labels: {app: web}",
        "labels:\n    app: web # mine",
        "labels: {}",
        "labels:",
    ]);
    let annotations = random.pick(&[
        "",
        "annotations: {prometheus.io/port: '9000'}",
        "annotations:\n    prometheus.io/scrape: \"true\"\n    sidecar.istio.io/proxyCPU: 100m",
        "annotations: {sidecar.istio.io/inject: \"false\"}",
    ]);
    let metadata = |pad: &str| -> String {
        [labels, annotations]
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| format!("{pad}{}\n", part.replace('\n', &format!("\n{pad}"))))
            .collect()
    };
    let volumes = random.pick(&[
        "",
        "volumes: [{name: v, emptyDir: {}}]",
        "volumes:\n- name: v\n  configMap: {name: c, defaultMode: 0644}",
    ]);
    let host = random.pick(&["", "", "", "hostNetwork: yes"]);
    let spec = |pad: &str, random: &mut Random| -> String {
        let mut text = format!("{pad}containers:{}\n", random.sometimes("   # all of them"));
        let indent = random.pick(&["", "  ", "    "]);
        for name in ["web", "side"].iter().take(1 + random.below(2) as usize) {
            text.push_str(&container(random, &format!("{pad}{indent}"), name));
        }
        for part in [volumes, host].iter().filter(|part| !part.is_empty()) {
            text.push_str(&format!("{pad}{}\n", part.replace('\n', &format!("\n{pad}"))));
        }
        text
    };
    let mut text = random.sometimes("# a workload\n");
    text.push_str(&format!("apiVersion: {api}\nkind: {kind}\n"));
    if kind == "Pod" {
        text.push_str(&format!(
            "metadata:\n  name: w{i}\n{}spec:\n{}",
            metadata("  "),
            spec("  ", random)
        ));
    } else {
        let template = match metadata("      ") {
            inner if inner.is_empty() => random.pick(&["", "    metadata: {}\n", "    metadata:\n"]).to_owned(),
            inner => format!("    metadata:\n{inner}"),
        };
        text.push_str(&format!(
            "metadata: {{name: w{i}}}\nspec:\n  template:\n{template}    spec:\n{}",
            spec("      ", random)
        ));
    }
    text
}

fn manifest(random: &mut Random) -> String {
    let mut text = random.sometimes("---\n");
    for i in 0..1 + random.below(4) as usize {
        if i > 0 {
            text.push_str(random.pick(&["---\n", "---   # next\n", "...\n---\n", "\n\n---\n"]));
        }
        match random.below(4) {
            0 => text.push_str("apiVersion: v1\nkind:  Service\nmetadata: {name: s}\nspec: {ports: [{port: 0080}]}\n"),
            _ => text.push_str(&workload(random, i)),
        }
    }
    if random.below(4) == 0 {
        text.truncate(text.trim_end().len());
    }
    if random.below(4) == 0 {
        text.replace('\n', "\r\n")
    } else {
        text
    }
}

#[test]
fn injection_can_be_taken_out_and_repeated() {
    let injector = injector();
    let mut injected_workloads = 0;
    for seed in 0..120 {
        let original = manifest(&mut Random(seed));
        let once = injector
            .inject("m.yaml", original.as_bytes())
            .unwrap_or_else(|e| panic!("seed {seed}: {e}\n{original}"));
        injected_workloads += once.text.matches("name: istio-proxy").count();
        let twice = injector
            .inject("m.yaml", once.text.as_bytes())
            .unwrap_or_else(|e| panic!("seed {seed}: {e}\n{}", once.text));
        assert_eq!(twice.text, once.text, "seed {seed}: injected twice\n{original}");
        let back =
            uninject("m.yaml", once.text.as_bytes(), &[]).unwrap_or_else(|e| panic!("seed {seed}: {e}\n{}", once.text));
        assert_eq!(back.text, original, "seed {seed}: taken out of\n{}", once.text);
        // A line may change where a probe is routed, where a mapping or list written on that line grows, and where a block
        // scalar at the very end of a file without a last line break gets lines below it.
        let kept: HashSet<&str> = once.text.lines().collect();
        let may_change = |line: &&str| {
            line.contains(['{', '[']) || ["labels:", "metadata:", "- |"].iter().any(|end| line.ends_with(end))
        };
        for line in original.lines().filter(|line| !may_change(line)) {
            assert!(kept.contains(line), "seed {seed}: {line:?} is gone from\n{}", once.text);
        }
    }
    assert!(
        injected_workloads > 100,
        "only {injected_workloads} workloads were injected"
    );
}
