//! `istioctl addons`, and the pages of what it installs.

use istio_manifest::addons::ALL;
use istio_manifest::cluster::kinds;
use kubeyaml::Value;

use crate::Test;
use crate::dashboard::{Session, forward_all, page};
use crate::harness::{Cluster, Run};
use crate::mesh::{Mesh, NAMESPACE};

pub(crate) const TESTS: &[Test] = &[
    ("addons::all_of_them_come_and_go", all_of_them_come_and_go),
    ("addons::their_pages_are_found", their_pages_are_found),
    (
        "addons::those_of_others_are_replaced_if_asked",
        those_of_others_are_replaced_if_asked,
    ),
    ("addons::two_tracers_do_not_go_together", two_tracers_do_not_go_together),
    ("addons::nothing_happens_without_a_yes", nothing_happens_without_a_yes),
    ("addons::with_an_installation", with_an_installation),
];

#[track_caller]
fn ok(run: Run) -> Run {
    assert_eq!(run.code, Some(0), "{run:?}");
    run
}

/// A cluster without Istio and, whatever a test before left, without add-ons.
fn without_addons(cluster: &Cluster) -> Mesh<'_> {
    ok(cluster.istioctl(&["addons", "remove", "--all", "-y"]));
    Mesh::new(cluster)
}

/// The first of a list.
#[track_caller]
fn first(list: &Value) -> &Value {
    let first = list.as_sequence().and_then(<[Value]>::first);
    first.unwrap_or_else(|| panic!("{list:?} has no first"))
}

/// The row of an add-on in the list.
fn listed(cluster: &Cluster, name: &str) -> Value {
    let run = ok(cluster.istioctl(&["addons", "list", "-o", "json"]));
    let all = kubeyaml::json::from_str(&run.stdout).expect("JSON");
    let rows = all.as_sequence().expect("a list");
    let row = rows.iter().find(|row| row["name"].as_str() == Some(name));
    row.unwrap_or_else(|| panic!("no {name} in {run:?}")).clone()
}

/// Every add-on installed, listed as ready, installed again without a change, and removed: the cluster is as before.
fn all_of_them_come_and_go(cluster: &Cluster) {
    let mesh = without_addons(cluster);
    // The tracers bring Services of one name each.
    for together in [
        &["kiali", "prometheus", "grafana", "jaeger", "loki"][..],
        &["zipkin"],
        &["skywalking"],
    ] {
        let install = [&["addons", "install", "-y"], together].concat();
        let dry = ok(cluster.istioctl(&[install.as_slice(), &["--dry-run"]].concat()));
        assert!(dry.stderr.contains("would create Deployment/"), "{dry:?}");
        let run = ok(cluster.istioctl(&install));
        assert_eq!(run.stdout, "", "{run:?}");
        assert!(run.stderr.contains("✔ Add-ons installed"), "{run:?}");
        for addon in ALL.iter().filter(|addon| together.contains(&addon.name)) {
            assert!(run.stderr.contains(&format!("✔ {} installed", addon.title)), "{run:?}");
            let row = listed(cluster, addon.name);
            assert_eq!(
                first(&row["installed"])["namespace"].as_str(),
                Some(NAMESPACE),
                "{row:?}"
            );
            assert_eq!(first(&row["installed"])["ready"].as_bool(), Some(true), "{row:?}");
            assert_eq!(first(&row["installed"])["version"], row["version"], "{row:?}");
        }
        let again = ok(cluster.istioctl(&install));
        assert!(again.stderr.contains("✔ Nothing to change"), "{again:?}");
        let remove = [&["addons", "remove", "-y"], together].concat();
        let dry = ok(cluster.istioctl(&[remove.as_slice(), &["--dry-run"]].concat()));
        assert!(dry.stderr.contains("nothing was written"), "{dry:?}");
        let run = ok(cluster.istioctl(&remove));
        assert!(run.stderr.contains("✔ Removed "), "{run:?}");
        mesh.is_as_before();
    }
    let run = ok(cluster.istioctl(&["addons", "remove", "--all", "-y"]));
    assert!(run.stderr.contains("✔ Nothing to remove"), "{run:?}");
    let run = ok(cluster.istioctl(&["addons", "list"]));
    let kiali = run.stdout.lines().find(|line| line.starts_with("kiali "));
    assert!(kiali.is_some_and(|line| line.contains(" no ")), "{run:?}");
}

fn their_pages_are_found(cluster: &Cluster) {
    let mesh = without_addons(cluster);
    let namespace = cluster.namespace();
    let n = namespace.name.clone();
    let n = n.as_str();
    let run = ok(cluster.istioctl(&["addons", "install", "kiali", "-n", n, "-y"]));
    assert!(run.stderr.contains("has nothing to show without prometheus"), "{run:?}");
    assert!(
        run.stderr.contains(&format!("istioctl dashboard kiali -n {n}")),
        "{run:?}"
    );
    let _forward = cluster.objects(&forward_all(n, page("page")));
    let session = Session::start(cluster, &["kiali", "-n", n]);
    session.get("/kiali", "page /kiali");
    session.interrupt();
    let missing = cluster.istioctl(&["dashboard", "grafana"]);
    assert!(
        missing.stderr.contains("istioctl addons install grafana"),
        "{missing:?}"
    );
    let run = ok(cluster.istioctl(&["addons", "install", "grafana,prometheus", "-n", n, "-y"]));
    assert!(
        run.stderr
            .contains(&format!("istioctl addons install kiali -n {n}   # so that it links")),
        "{run:?}"
    );
    let elsewhere = cluster.istioctl(&["addons", "install", "kiali", "-y"]);
    assert_eq!(elsewhere.code, Some(1), "{elsewhere:?}");
    assert!(
        elsewhere.stderr.contains(&format!("kiali is in namespace {n} already")),
        "{elsewhere:?}"
    );
    ok(cluster.istioctl(&["addons", "install", "kiali", "-n", n, "-y"]));
    let config = cluster
        .get(&kinds::config_map(), Some(n), "kiali")
        .expect("it is there");
    let text = config["data"]["config.yaml"].as_str().expect("text");
    assert!(text.contains(&format!("http://grafana.{n}:3000")), "{text}");
    for page in ["grafana", "prometheus"] {
        let session = Session::start(cluster, &[page, "-n", n]);
        session.get("/", "page /");
        session.interrupt();
    }
    ok(cluster.istioctl(&["addons", "remove", "--all", "-y"]));
    drop(namespace);
    cluster.wait_gone(&kinds::namespace(), None, n);
    mesh.is_as_before();
}

/// A Deployment as somebody else applied it, with the labels that the one of an Istio release has.
fn those_of_others_are_replaced_if_asked(cluster: &Cluster) {
    let mesh = without_addons(cluster);
    let foreign = format!(
        "{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: zipkin, namespace: {NAMESPACE}, labels: {{app: zipkin}}}}, spec: {{selector: {{matchLabels: {{app: zipkin}}}}, template: {{metadata: {{labels: {{app: zipkin}}}}, spec: {{containers: [{{name: zipkin, image: old}}]}}}}}}}}"
    );
    cluster.create_in_namespace(&foreign);
    cluster.wait_for(&kinds::deployment(), Some(NAMESPACE), "zipkin", |live| {
        live["status"]["readyReplicas"].as_i64() == Some(1)
    });
    let row = listed(cluster, "zipkin");
    assert_eq!(first(&row["installedByOthers"]).as_str(), Some(NAMESPACE), "{row:?}");
    let stays = ok(cluster.istioctl(&["addons", "remove", "zipkin", "-y"]));
    assert!(
        stays.stderr.contains("was not installed by istioctl, and stays"),
        "{stays:?}"
    );
    let refused = cluster.istioctl(&["addons", "install", "zipkin", "-y"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    let text = "not installed by istioctl: Deployment/istio-system/zipkin\nWith --replace";
    assert!(refused.stderr.contains(text), "{refused:?}");
    let install = ["addons", "install", "zipkin", "--replace", "-y"];
    let dry = ok(cluster.istioctl(&[&install[..], &["--dry-run"]].concat()));
    assert!(
        dry.stderr.contains("would change Deployment/istio-system/zipkin"),
        "{dry:?}"
    );
    let run = ok(cluster.istioctl(&install));
    assert!(run.stderr.contains("✔ Zipkin installed"), "{run:?}");
    let live = mesh.get(&kinds::deployment(), "zipkin").expect("it is there");
    let image = first(&live["spec"]["template"]["spec"]["containers"])["image"].as_str();
    assert!(image.is_some_and(|image| image.contains("openzipkin")), "{image:?}");
    assert_eq!(live["spec"]["strategy"]["type"].as_str(), Some("Recreate"));
    ok(cluster.istioctl(&["addons", "remove", "zipkin", "-y"]));
    mesh.is_as_before();
}

fn two_tracers_do_not_go_together(cluster: &Cluster) {
    let mesh = without_addons(cluster);
    let both = cluster.istioctl(&["addons", "install", "jaeger", "zipkin", "-y"]);
    assert_eq!(both.code, Some(1), "{both:?}");
    assert!(
        both.stderr.contains("jaeger and zipkin cannot be in one namespace"),
        "{both:?}"
    );
    ok(cluster.istioctl(&["addons", "install", "zipkin", "-y"]));
    let second = cluster.istioctl(&["addons", "install", "jaeger", "-y"]);
    assert_eq!(second.code, Some(1), "{second:?}");
    assert!(
        second
            .stderr
            .contains("belongs to the add-on zipkin: istioctl addons remove zipkin makes room"),
        "{second:?}"
    );
    assert!(mesh.get(&kinds::deployment(), "jaeger").is_none());
    ok(cluster.istioctl(&["addons", "remove", "zipkin", "-y"]));
    mesh.is_as_before();
}

fn nothing_happens_without_a_yes(cluster: &Cluster) {
    let mesh = without_addons(cluster);
    for answer in ["", "n\n"] {
        let run = cluster.istioctl_answering(&["addons", "install", "kiali", "prometheus"], answer);
        assert_eq!(run.code, Some(1), "{run:?}");
        let question = "This will install kiali, prometheus into namespace istio-system. Proceed? (y/N) ";
        assert!(
            run.stderr.contains(question) && run.stderr.contains("Cancelled."),
            "{run:?}"
        );
    }
    mesh.is_as_before();
    let run = cluster.istioctl(&["addons", "install", "zipkin", "-y", "--context", "narrow"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    mesh.is_as_before();
    ok(cluster.istioctl_answering(&["addons", "install", "zipkin"], "y\n"));
    let run = cluster.istioctl_answering(&["addons", "remove", "zipkin"], "n\n");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("Zipkin goes: "), "{run:?}");
    ok(cluster.istioctl_answering(&["addons", "remove", "zipkin"], "yes\n"));
    mesh.is_as_before();
}

fn with_an_installation(cluster: &Cluster) {
    let mesh = without_addons(cluster);
    let run = mesh.install(&["--set", "profile=minimal", "--addons", "kiali,nothing"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("there is no add-on \"nothing\""), "{run:?}");
    mesh.is_as_before();
    let run = mesh.installed(&["--set", "profile=minimal", "--addons", "kiali,prometheus"]);
    assert!(
        run.stderr.contains("✔ Istiod installed") && run.stderr.contains("✔ Kiali installed"),
        "{run:?}"
    );
    // Who installs again without naming them keeps them, and so does who removes Istio.
    let again = mesh.installed(&["--set", "profile=minimal"]);
    assert!(again.stderr.contains("✔ Nothing to change"), "{again:?}");
    assert!(mesh.get(&kinds::deployment(), "kiali").is_some());
    let run = ok(cluster.istioctl(&["uninstall", "--purge", "-y"]));
    assert!(
        run.stderr
            .contains("The add-ons kiali, prometheus stay: istioctl addons remove kiali prometheus"),
        "{run:?}"
    );
    assert!(mesh.get(&kinds::deployment(), "kiali").is_some());
    ok(cluster.istioctl(&["addons", "remove", "kiali", "prometheus", "-y"]));
    mesh.is_as_before();
}
