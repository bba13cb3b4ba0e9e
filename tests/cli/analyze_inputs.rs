//! What directories stand for: kustomizations and charts in them are rendered, and what is watched.

#[cfg(unix)]
use std::os::unix::fs::PermissionsExt as _;

use crate::harness::{Place, Run};

const ROUTE: &str = "apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: NAME, namespace: shop}
spec: {hosts: [web], gateways: [nowhere], http: [{route: [{destination: {host: web}}]}]}
";

fn route(name: &str) -> String {
    ROUTE.replace("NAME", name)
}

/// A tree of kustomizations: an overlay on a base, with a component, beside a plain manifest.
fn tree() -> Place {
    let place = Place::new();
    place.file("mesh/plain.yaml", route("plain"));
    place.file("mesh/web/base/kustomization.yaml", "resources: [route.yaml]\n");
    place.file("mesh/web/base/route.yaml", route("base"));
    place.file(
        "mesh/web/overlays/prod/kustomization.yml",
        "resources: [../../base]\ncomponents: [../../../parts/common]\npatches: [{path: patch.yaml}]\n",
    );
    place.file("mesh/web/overlays/prod/patch.yaml", "spec: {hosts: [a b]}\n");
    place.file("mesh/parts/common/Kustomization", "kind: Component\n");
    place.file("mesh/parts/common/values.yaml", "key: {{ no YAML\n");
    place
}

/// Runs with a `kustomize` that prints a route named after the directory that it is given.
#[cfg(unix)]
fn analysed(place: &Place, path: &str) -> Run {
    let script = format!(
        "#!/bin/sh\n/bin/cat <<END\n{}END\n",
        route("$(echo $2 | /usr/bin/tr -c 'a-z\\n' -)")
    );
    let program = place.file("bin/kustomize", script);
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).expect("a program");
    let path_of_programs = place.path().join("bin").display().to_string();
    place.run_in_environment(
        &[
            "analyze",
            "--use-kube=false",
            "--analyzer",
            "virtualservice.GatewayAnalyzer",
            "-o",
            "json",
            path,
        ],
        b"",
        &[("PATH", &path_of_programs)],
    )
}

#[cfg(unix)]
#[test]
fn kustomizations_in_directories_are_rendered_and_their_parts_are_not() {
    let place = tree();
    let run = analysed(&place, "mesh");
    let messages: Vec<serde_json::Value> = serde_json::from_str(&run.out()).expect("a list");
    let errors = messages.iter().filter(|message| message["level"] == "Error");
    let mut origins: Vec<&str> = errors.filter_map(|message| message["origin"].as_str()).collect();
    origins.sort_unstable();
    // The base is part of the overlay, the component is nothing by itself, and files of either are no manifests.
    assert_eq!(
        origins,
        [
            "VirtualService shop/mesh-web-overlays-prod",
            "VirtualService shop/plain"
        ],
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("Not read"), "{}", run.stderr);
}

#[test]
fn a_kustomization_in_a_directory_that_nothing_renders_is_named() {
    let place = tree();
    std::fs::remove_file(place.path().join("mesh/plain.yaml")).expect("the file was there");
    let analysed =
        |path| place.run_in_environment(&["analyze", "--use-kube=false", path], b"", &[("PATH", "/nowhere")]);
    let run = analysed("mesh");
    assert_eq!(run.code, 65, "{}", run.stderr);
    assert!(
        run.stderr.contains("needs kubectl or kustomize on the PATH"),
        "{}",
        run.stderr
    );
    // Named itself, it is what was asked for.
    let run = analysed("mesh/web/base");
    assert_eq!(run.code, 1, "{}", run.stderr);
}

#[test]
fn values_that_no_field_of_the_gateway_api_holds_cannot_be_read() {
    let place = Place::new();
    let route = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\n\
                 spec:\n  parentRefs:\n  - name: 3\n";
    place.file("route.yaml", route);
    let run = place.run(&["analyze", "--use-kube=false", "route.yaml"]);
    assert_eq!(run.code, 65, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("route.yaml:6:11: HTTPRoute: spec.parentRefs[0].name: must be text"),
        "{}",
        run.stderr
    );
    place.file("route.yaml", route.replace("3", "public"));
    place.run(&["analyze", "--use-kube=false", "route.yaml"]).ok();
}

#[test]
fn what_istioctl_130_leaves_out_may_hold_anything() {
    let place = Place::new();
    place.file(
        "service.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {app: 3}}\nspec: {type: {}}\n",
    );
    let run = place.run(&["analyze", "--use-kube=false", "service.yaml"]);
    assert_eq!(run.code, 65, "{}", run.stderr);
    place
        .run(&[
            "analyze",
            "--use-kube=false",
            "--compat",
            "istioctl-1.30",
            "service.yaml",
        ])
        .ok();
}
