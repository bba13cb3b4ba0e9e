//! `istioctl install`

use std::thread;
use std::time::{Duration, Instant};

use istio_manifest::cluster::kinds;
use kubeyaml::Value;

use crate::Test;
use crate::harness::Cluster;
use crate::mesh::{Mesh, NAMESPACE};

pub(crate) const TESTS: &[Test] = &[
    ("install::profile_default", |cluster| profile(cluster, "default")),
    ("install::profile_demo", |cluster| profile(cluster, "demo")),
    ("install::profile_minimal", |cluster| profile(cluster, "minimal")),
    ("install::profile_ambient", |cluster| profile(cluster, "ambient")),
    (
        "install::the_empty_profile_installs_nothing",
        the_empty_profile_installs_nothing,
    ),
    ("install::objects_have_their_owner", objects_have_their_owner),
    (
        "install::the_default_tag_takes_the_injector_s_place",
        the_default_tag_takes_the_injector_s_place,
    ),
    (
        "install::a_revision_stands_beside_the_default",
        a_revision_stands_beside_the_default,
    ),
    (
        "install::what_is_left_behind_is_listed_and_pruned",
        what_is_left_behind_is_listed_and_pruned,
    ),
    (
        "install::an_older_version_s_leftovers_are_pruned",
        an_older_version_s_leftovers_are_pruned,
    ),
    ("install::nothing_happens_without_a_yes", nothing_happens_without_a_yes),
    ("install::a_dry_run_writes_nothing", a_dry_run_writes_nothing),
    (
        "install::missing_rights_are_named_before_anything_is_written",
        missing_rights_are_named,
    ),
    (
        "install::a_wait_that_ends_says_what_is_missing",
        a_wait_that_ends_says_what_is_missing,
    ),
    (
        "install::objects_on_their_way_out_are_waited_for",
        objects_on_their_way_out_are_waited_for,
    ),
    (
        "install::fields_of_others_are_taken_over_and_named",
        fields_of_others_are_taken_over,
    ),
    (
        "install::wrong_settings_are_refused_before_anything",
        wrong_settings_are_refused,
    ),
    ("install::manifest_install_is_install", manifest_install_is_install),
];

/// The life of an installation.
fn profile(cluster: &Cluster, profile: &str) {
    let mesh = Mesh::new(cluster);
    let chosen = format!("profile={profile}");
    let first = mesh.installed(&["--set", &chosen, "--verify"]);
    assert!(first.stderr.contains("✔ Istiod installed"), "{first:?}");
    assert!(
        first.stderr.contains("✔ Installation complete") && first.stderr.contains("✔ Verified"),
        "{first:?}"
    );
    assert!(
        first
            .stderr
            .contains("Next steps:\n  kubectl label namespace NAMESPACE "),
        "{first:?}"
    );
    let verify = cluster.istioctl(&["verify-install"]);
    assert_eq!((verify.code, verify.stdout.as_str()), (Some(0), ""), "{verify:?}");

    let again = mesh.installed(&["--set", &chosen]);
    assert!(again.stderr.contains("✔ Nothing to change"), "{again:?}");
    let diff = |more: &[&str]| cluster.istioctl(&[&["install", "--diff", "--set", &chosen], more].concat());
    let none = diff(&[]);
    assert_eq!((none.code, none.stdout.as_str()), (Some(0), ""), "{none:?}");

    let setting = ["--set", "meshConfig.accessLogEncoding=JSON"];
    let some = diff(&setting);
    assert_eq!(some.code, Some(2), "{some:?}");
    assert!(
        some.stdout.contains("--- live/ConfigMap/istio-system/istio\n"),
        "{some:?}"
    );
    assert!(some.stdout.contains("+    accessLogEncoding: JSON\n"), "{some:?}");
    assert!(
        !some.stdout.contains("managedFields") && !some.stdout.contains("\u{1b}"),
        "{some:?}"
    );
    assert_eq!(diff(&setting).code, Some(2), "--diff wrote something");

    let changed = mesh.installed(&[&["--set", &chosen], &setting[..]].concat());
    assert!(changed.stderr.contains("✔ Installation complete"), "{changed:?}");
    assert_eq!(diff(&setting).code, Some(0));
    let gone = cluster.istioctl(&["uninstall", "--purge", "-y"]);
    assert_eq!((gone.code, gone.stdout.as_str()), (Some(0), ""), "{gone:?}");
    mesh.is_as_before();
}

fn the_empty_profile_installs_nothing(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let run = mesh.installed(&["--set", "profile=empty"]);
    assert!(run.stderr.contains("no component is enabled"), "{run:?}");
    mesh.is_as_before();
}

/// Owner labels and field manager, as Go's istioctl 1.30.3 writes them.
fn objects_have_their_owner(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&[]);
    let check = |object: Option<Value>, component: &str, owner: Option<&str>| {
        let object = object.expect("an object");
        let label = |name: &str| object["metadata"]["labels"][name].as_str();
        assert_eq!(label("operator.istio.io/managed"), Some("Reconcile"));
        assert_eq!(label("operator.istio.io/version"), Some("1.30.3"));
        assert_eq!(label("operator.istio.io/component"), Some(component));
        assert_eq!(label("install.operator.istio.io/owning-resource"), owner);
        assert_eq!(
            label("install.operator.istio.io/owning-resource-namespace"),
            Some("istio-system")
        );
        assert_eq!(label("istio.io/rev"), Some("default"));
        let managers = object["metadata"]["managedFields"].as_sequence().expect("managers");
        assert!(
            managers
                .iter()
                .any(|one| one["manager"].as_str() == Some("istio-operator")
                    && one["operation"].as_str() == Some("Apply"))
        );
        assert!(object["metadata"]["finalizers"].is_null() && object["metadata"]["ownerReferences"].is_null());
    };
    let unknown = Some("unknown");
    check(mesh.get(&kinds::deployment(), "istiod"), "Pilot", unknown);
    check(
        mesh.get(&kinds::deployment(), "istio-ingressgateway"),
        "IngressGateways",
        unknown,
    );
    check(
        mesh.get(&kinds::cluster_role(), "istiod-clusterrole-istio-system"),
        "Pilot",
        None,
    );
    check(
        mesh.get(&kinds::service_account(), "istio-reader-service-account"),
        "Base",
        None,
    );
    let definitions = kinds::custom_resource_definition();
    check(mesh.get(&definitions, "gateways.networking.istio.io"), "Base", None);
    let webhooks = kinds::mutating_webhook_configuration();
    let tag = mesh.get(&webhooks, "istio-revision-tag-default");
    check(tag.clone(), "Pilot", unknown);
    let labels = &tag.expect("a tag")["metadata"]["labels"];
    assert_eq!(
        labels["install.operator.istio.io/owning-resource-not-pruned"].as_str(),
        Some("true")
    );
    check(
        mesh.get(&kinds::validating_webhook_configuration(), "istiod-default-validator"),
        "Pilot",
        unknown,
    );
    check(
        mesh.get(&kinds::service(), "istiod-revision-tag-default"),
        "Pilot",
        unknown,
    );
}

/// Whether an injector selects anything.
fn is_on(webhook: Option<Value>) -> bool {
    let webhook = webhook.expect("a webhook");
    let first = &webhook["webhooks"].as_sequence().expect("webhooks")[0];
    first["namespaceSelector"]["matchLabels"]["istio.io/deactivated"].is_null()
}

fn the_default_tag_takes_the_injector_s_place(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let webhooks = kinds::mutating_webhook_configuration();
    for _ in 0..2 {
        mesh.installed(&["--set", "profile=minimal"]);
        assert!(is_on(mesh.get(&webhooks, "istio-revision-tag-default")));
        assert!(!is_on(mesh.get(&webhooks, "istio-sidecar-injector")));
    }
}

fn a_revision_stands_beside_the_default(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let webhooks = kinds::mutating_webhook_configuration();
    mesh.installed(&["--set", "profile=minimal"]);
    let alone = mesh.added();
    let canary = ["--set", "profile=minimal", "--revision", "canary"];
    let run = mesh.installed(&canary);
    assert!(run.stderr.contains("istio.io/rev=canary"), "{run:?}");
    assert!(!run.stderr.contains("will be removed"), "{run:?}");
    assert!(is_on(mesh.get(&webhooks, "istio-sidecar-injector-canary")));
    let tag = mesh.get(&webhooks, "istio-revision-tag-default").expect("a tag");
    assert_eq!(tag["metadata"]["labels"]["istio.io/rev"].as_str(), Some("default"));
    assert!(
        mesh.get(&kinds::deployment(), "istiod").is_some(),
        "the default control plane is there still"
    );
    let verify = |args: &[&str]| cluster.istioctl(&[&["verify-install"], args].concat()).code;
    assert_eq!(verify(&["--revision", "canary"]), Some(0));

    let missing = cluster.istioctl(&["uninstall", "--revision", "old", "-y"]);
    assert_eq!(missing.code, Some(1), "{missing:?}");
    assert!(
        missing.stderr.contains("could not find target revision") && missing.stderr.contains("canary, default"),
        "{missing:?}"
    );
    let set = cluster.istioctl(&["tag", "set", "prod", "--revision", "canary"]);
    assert_eq!(set.code, Some(0), "{set:?}");
    let gone = cluster.istioctl(&["uninstall", "--set", "revision=canary", "-y"]);
    assert_eq!(gone.code, Some(0), "{gone:?}");
    assert!(gone.stderr.contains("tag \"prod\" stays"), "{gone:?}");
    assert!(gone.stderr.contains("15 definitions of Istio's kinds"), "{gone:?}");
    assert_eq!(cluster.istioctl(&["tag", "remove", "prod", "-y"]).code, Some(0));
    assert_eq!(mesh.added(), alone, "what is of the default revision or of all stays");
}

fn what_is_left_behind_is_listed_and_pruned(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=demo"]);
    let egress = || mesh.get(&kinds::deployment(), "istio-egressgateway").is_some();
    let kept = mesh.installed(&["--set", "profile=minimal", "--prune=false"]);
    assert!(egress() && !kept.stderr.contains("removed"), "{kept:?}");
    let refused = cluster.istioctl_answering(&["install", "--set", "profile=minimal"], "n\n");
    assert_eq!(refused.code, Some(1));
    let (list, question) = (
        refused.stderr.find("Deployment/istio-system/istio-egressgateway"),
        refused.stderr.find("Proceed?"),
    );
    assert!(
        list.is_some() && list < question,
        "the list comes before the question: {refused:?}"
    );
    assert!(egress());
    let pruned = mesh.installed(&["--set", "profile=minimal"]);
    assert!(
        pruned
            .stderr
            .contains("removed Deployment/istio-system/istio-egressgateway"),
        "{pruned:?}"
    );
    for name in ["istio-egressgateway", "istio-ingressgateway"] {
        let leaving = mesh.get(&kinds::deployment(), name);
        assert!(
            leaving.is_none_or(|one| !one["metadata"]["deletionTimestamp"].is_null()),
            "{name} is still there"
        );
    }
    assert!(mesh.get(&kinds::service(), "istiod").is_some());
    assert!(
        mesh.get(&kinds::service(), "istiod-revision-tag-default").is_some(),
        "tags are not pruned"
    );
}

/// Go's istioctl asks for the label of its own version and leaves them for ever.
fn an_older_version_s_leftovers_are_pruned(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=minimal"]);
    let old = "apiVersion: v1
kind: ConfigMap
metadata:
  name: of-an-older-version
  namespace: istio-system
  labels:
    operator.istio.io/managed: Reconcile
    operator.istio.io/version: 1.29.0
    operator.istio.io/component: Pilot
    install.operator.istio.io/owning-resource-namespace: istio-system
    istio.io/rev: default";
    let _old = cluster.objects(old);
    let run = mesh.installed(&["--set", "profile=minimal"]);
    assert!(
        run.stderr
            .contains("removed ConfigMap/istio-system/of-an-older-version"),
        "{run:?}"
    );
}

fn nothing_happens_without_a_yes(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    for answer in ["n\n", "", "\n", "yes please\n", "maybe\n"] {
        let run = cluster.istioctl_answering(&["install"], answer);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(
            run.stderr
                .contains("profile \"default\" into the cluster. Proceed? (y/N)"),
            "{run:?}"
        );
        assert!(run.stderr.ends_with("Cancelled.\n"), "{run:?}");
    }
    mesh.is_as_before();
    let run = cluster.istioctl_answering(&["install", "--set", "profile=minimal"], "yEs\n");
    assert_eq!(run.code, Some(0), "{run:?}");
    let kept = mesh.added();
    let run = cluster.istioctl_answering(&["uninstall", "--purge"], "");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.ends_with("Cancelled.\n"), "{run:?}");
    assert_eq!(mesh.added(), kept);
}

fn a_dry_run_writes_nothing(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let run = cluster.istioctl(&["install", "--dry-run"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("would create Deployment/istio-system/istiod"),
        "{run:?}"
    );
    mesh.is_as_before();
    mesh.installed(&["--set", "profile=minimal"]);
    let there = mesh.added();
    let run = cluster.istioctl(&["uninstall", "--purge", "--dry-run"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(mesh.added(), there);
}

fn missing_rights_are_named(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let run = cluster.istioctl(&["install", "-y", "--context", "narrow"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    for right in [
        "nothing was written",
        "patch deployments.apps in namespace istio-system",
        "create customresourcedefinitions.apiextensions.k8s.io in the cluster",
        "list mutatingwebhookconfigurations.admissionregistration.k8s.io in the cluster",
    ] {
        assert!(run.stderr.contains(right), "{right}: {run:?}");
    }
    mesh.is_as_before();
}

fn a_wait_that_ends_says_what_is_missing(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    cluster.schedule(false);
    let start = Instant::now();
    let run = mesh.install(&["--readiness-timeout", "4s"]);
    // Far less than the limit that holds without the flag, and enough for a machine under load.
    assert!(start.elapsed() < Duration::from_secs(150), "{:?}", start.elapsed());
    assert_eq!(run.code, Some(1), "{run:?}");
    for part in [
        "Istiod: not ready after 4 s",
        "Deployment/istio-system/istiod",
        "Unschedulable",
        "Ingress gateways: left out, since Istiod did not become ready",
        "Running the same command again goes on from here",
    ] {
        assert!(run.stderr.contains(part), "{part:?}: {run:?}");
    }
    let verify = cluster.istioctl(&["verify-install"]);
    assert_eq!(verify.code, Some(1), "{verify:?}");
    assert!(
        verify.stdout.contains("not ready") && verify.stdout.contains("missing"),
        "{verify:?}"
    );
    cluster.schedule(true);
    mesh.installed(&["--verify"]);
}

fn objects_on_their_way_out_are_waited_for(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=minimal"]);
    let services = kinds::service();
    let hold = |held: bool| {
        let mut service = mesh.get(&services, "istiod").expect("a Service");
        let metadata = service
            .as_mapping_mut()
            .and_then(|one| one.get_mut("metadata"))
            .and_then(Value::as_mapping_mut);
        let finalizers: Vec<Value> = if held {
            vec![Value::from("example.com/hold")]
        } else {
            Vec::new()
        };
        metadata.expect("metadata").insert("finalizers", finalizers);
        cluster.update(&services, Some(NAMESPACE), &service);
    };
    hold(true);
    cluster.remove(&services, Some(NAMESPACE), "istiod");
    let run = thread::scope(|scope| {
        let run = scope.spawn(|| {
            let cluster = Cluster::of_environment().expect("the cluster");
            cluster.istioctl(&["install", "-y", "--set", "profile=minimal"])
        });
        thread::sleep(Duration::from_secs(8));
        hold(false);
        run.join().expect("it ends")
    });
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr
            .contains("Service/istio-system/istiod is still being deleted"),
        "{run:?}"
    );
    assert!(
        mesh.get(&services, "istiod")
            .is_some_and(|one| one["metadata"]["deletionTimestamp"].is_null())
    );
}

fn fields_of_others_are_taken_over(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=minimal"]);
    let mut mesh_config = mesh.get(&kinds::config_map(), "istio").expect("a ConfigMap");
    let data = mesh_config
        .as_mapping_mut()
        .and_then(|one| one.get_mut("data"))
        .and_then(Value::as_mapping_mut);
    data.expect("data").insert("mesh", "accessLogFile: /dev/stderr\n");
    cluster.update(&kinds::config_map(), Some(NAMESPACE), &mesh_config);
    let verify = cluster.istioctl(&["verify-install"]);
    assert_eq!(verify.code, Some(1), "{verify:?}");
    assert!(
        verify.stdout.contains("ConfigMap/istio-system/istio") && verify.stdout.contains("changed: data.mesh"),
        "{verify:?}"
    );
    let run = mesh.installed(&["--set", "profile=minimal"]);
    assert!(
        run.stderr
            .contains("ConfigMap/istio-system/istio: fields of others were taken over"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("\"editor\"") && run.stderr.contains(".data.mesh"),
        "{run:?}"
    );
    assert_eq!(cluster.istioctl(&["verify-install"]).code, Some(0));
}

fn wrong_settings_are_refused(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    for (args, part) in [
        (&["--set", "profilee=x"][..], "profilee"),
        (&["--revision", "Bad_Rev"], "invalid revision specified"),
        (&["-f", "missing.yaml"], "missing.yaml"),
        (&["extra"], "extra"),
    ] {
        let run = mesh.install(args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(run.stderr.contains(part), "{run:?}");
    }
    mesh.is_as_before();
}

fn manifest_install_is_install(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let run = cluster.istioctl(&["manifest", "apply", "-y", "--set", "profile=minimal"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = cluster.istioctl(&["apply", "-y", "--set", "profile=minimal"]);
    assert!(run.stderr.contains("✔ Nothing to change"), "{run:?}");
    let local = cluster.istioctl(&["manifest", "generate", "--set", "profile=minimal"]);
    let specific = cluster.istioctl(&["manifest", "generate", "--set", "profile=minimal", "--cluster-specific"]);
    assert_eq!((specific.code, specific.stdout), (Some(0), local.stdout));
    drop(mesh);
}
