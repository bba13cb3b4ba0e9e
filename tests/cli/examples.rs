//! The examples do what their comments and the README say.

use kubeschema::{Schema, Type, UnknownFields};

use crate::harness::{Place, Run, at, containers, documents};

fn example(args: &[&str], name: &str) -> Run {
    let path = format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"));
    let args: Vec<&str> = ["kube-inject", "--offline", "-f", &path]
        .iter()
        .chain(args)
        .copied()
        .collect();
    Place::new().run(&args).ok()
}

/// Kubernetes would take every object: each field exists, has the right type and no value that it cannot hold.
#[test]
fn injected_examples_fit_the_types_of_kubernetes() {
    let overlay = format!("{}/examples/overlay.yaml", env!("CARGO_MANIFEST_DIR"));
    for args in [
        &[][..],
        &["--operatorFileName", &overlay],
        &["--kube-version", "1.36"],
        &["--set", "components.cni.enabled=true"],
    ] {
        for object in documents(&example(args, "shop.yaml").out()) {
            let text = |key| at(&object, key).as_str().expect("text");
            let shape = Schema::get()
                .kind(text("apiVersion"), text("kind"))
                .expect("a kind of Kubernetes");
            let decoded =
                kubeschema::decode(&object, &Type::Struct(shape.id()), UnknownFields::Keep).expect("the types fit");
            assert!(
                decoded.unknown.is_empty() && decoded.renamed.is_empty() && decoded.coerced.is_empty(),
                "{decoded:?}"
            );
        }
    }
}

#[test]
fn the_overlay_holds_the_application_back() {
    let overlay = format!("{}/examples/overlay.yaml", env!("CARGO_MANIFEST_DIR"));
    let out = example(&["--operatorFileName", &overlay], "shop.yaml").out();
    let web = documents(&out)
        .into_iter()
        .find(|d| at(d, "kind").as_str() == Some("Deployment"))
        .expect("a Deployment");
    assert_eq!(
        containers(&web, "spec/template/spec/containers"),
        ["istio-proxy", "web"]
    );
    assert_eq!(
        at(&web, "spec/template/spec/containers/0/resources/requests/cpu").as_str(),
        Some("50m")
    );
}

#[test]
fn the_rollout_is_injected_where_it_is_told() {
    let out = example(&["--template-path", "Rollout=spec.template"], "rollout.yaml").out();
    assert_eq!(
        containers(&documents(&out)[0], "spec/template/spec/containers"),
        ["checkout", "istio-proxy"]
    );
}
