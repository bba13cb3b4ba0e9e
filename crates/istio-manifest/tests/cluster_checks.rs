//! The checks of a cluster, and the search for its injector, against a scripted API server.

use istio_manifest::cluster::injector_webhook::{self, InjectorWebhook, WebhookError};
use istio_manifest::cluster::precheck::{self, Finding, Outcome, Request};
use istio_manifest::cluster::{ClusterError, Connection, Target, Timeouts, sidecars};
use std::io::Write as _;
use std::time::Duration;
use testkit::apiserver::{Answer, FakeApiServer, Script};

const REVIEWS: &str = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
const DEFINITIONS: &str = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const WEBHOOKS: &str = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
const YES: &str = r#"{"status": {"allowed": true}}"#;
const EMPTY: &str = r#"{"metadata": {}, "items": []}"#;

fn connect(server: &FakeApiServer) -> Connection {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(server.kubeconfig().as_bytes()).expect("written");
    let target = Target {
        files: vec![file.path().to_path_buf()],
        timeouts: Timeouts {
            answer: Duration::from_millis(800),
            operation: Duration::from_secs(2),
        },
        ..Target::default()
    };
    Connection::open(&target).expect("a connection")
}

fn check(script: Script) -> Result<Outcome, ClusterError> {
    let server = FakeApiServer::start(script).expect("a server");
    let connection = connect(&server);
    let request = Request {
        istio_namespace: "istio-system".to_owned(),
        control_plane: true,
        ..Request::default()
    };
    connection.block_on(precheck::check(&connection, &request))
}

fn version(version: &str) -> Script {
    let version = format!(r#"{{"gitVersion": "{version}"}}"#);
    Script::new().on("GET", "/version", [Answer::json(version)])
}

#[test]
fn an_old_kubernetes_is_told_and_an_unknown_one_too() {
    let fit = |script: Script| {
        script
            .on("POST", REVIEWS, [Answer::json(YES)])
            .on("GET", DEFINITIONS, [Answer::json(EMPTY)])
    };
    let outcome = check(fit(version("v1.31.9"))).expect("an answer");
    let old = Finding::Kubernetes {
        version: "v1.31.9".to_owned(),
        minimum: "1.32".to_owned(),
    };
    assert_eq!(outcome.findings, [old]);
    assert_eq!(check(fit(version("v1.32.0"))).expect("an answer"), Outcome::default());
    let outcome = check(fit(version("v0.0.0-master+$Format:%H$"))).expect("an answer");
    assert!(
        outcome.findings.is_empty() && outcome.unchecked.len() == 1,
        "{outcome:?}"
    );
}

#[test]
fn a_reason_of_the_server_is_kept_and_what_is_refused_is_named() {
    let no = r#"{"status": {"allowed": false, "reason": "quota"}}"#;
    let script = version("v1.36.0")
        .on("POST", REVIEWS, [Answer::json(no), Answer::json(YES)])
        .on("GET", DEFINITIONS, [Answer::status(403, "narrow cannot")]);
    let outcome = check(script).expect("an answer");
    let [Finding::Permission { reason, .. }] = &outcome.findings[..] else {
        panic!("{outcome:?}")
    };
    assert_eq!(reason, "quota");
    assert!(
        matches!(&outcome.unchecked[..], [one] if one.contains("list customresourcedefinitions.apiextensions.k8s.io")),
        "{outcome:?}"
    );
}

#[test]
fn a_server_that_goes_silent_ends_the_check() {
    let script = version("v1.36.0").on("POST", REVIEWS, [Answer::json(YES)]).on(
        "GET",
        DEFINITIONS,
        [Answer::json(EMPTY).after(Duration::from_secs(30))],
    );
    let why = check(script).expect_err("no answer").to_string();
    assert!(why.contains("did not answer within"), "{why}");
}

fn open(script: Script) -> WebhookError {
    let server = FakeApiServer::start(script).expect("a server");
    let wanted = injector_webhook::Wanted {
        istio_namespace: "istio-system".to_owned(),
        timeout: Duration::from_millis(500),
        ..injector_webhook::Wanted::default()
    };
    InjectorWebhook::open(connect(&server), &wanted).expect_err("no webhook")
}

/// A list with one injector of the default revision.
fn injector(client: &str) -> Answer {
    Answer::json(format!(
        r#"{{"metadata": {{}}, "items": [{{"metadata": {{"name": "istio-sidecar-injector", "labels": {{"istio.io/rev": "default"}}}},
            "webhooks": [{{"name": "rev.namespace.sidecar-injector.istio.io", "clientConfig": {client}}}]}}]}}"#
    ))
}

#[test]
fn why_no_webhook_can_be_asked() {
    let refused = open(Script::new().on("GET", WEBHOOKS, [Answer::status(403, "narrow cannot")]));
    assert!(
        matches!(refused, WebhookError::Cluster(ClusterError::Forbidden { .. })),
        "{refused}"
    );
    let none = open(Script::new().on("GET", WEBHOOKS, [Answer::json(EMPTY)]));
    assert!(matches!(none, WebhookError::NoInjector), "{none}");

    let client = r#"{"service": {"namespace": "istio-system", "name": "istiod", "path": "/inject"}}"#;
    let service = "/api/v1/namespaces/istio-system/services/istiod";
    let found = |script: Script| open(script.on("GET", WEBHOOKS, [injector(client)])).to_string();
    let why = found(Script::new());
    assert!(why.contains("there is no Service istio-system/istiod"), "{why}");
    let why = found(Script::new().on("GET", service, [Answer::json(r#"{"spec": {}}"#)]));
    assert!(why.contains("selects no pods"), "{why}");
    let selecting = Answer::json(r#"{"spec": {"selector": {"app": "istiod"}, "ports": []}}"#);
    let why = found(Script::new().on("GET", service, [selecting]).on(
        "GET",
        "/api/v1/namespaces/istio-system/pods",
        [Answer::json(EMPTY)],
    ));
    assert!(why.contains("no running pod") && why.contains("app=istiod"), "{why}");
}

#[test]
fn a_webhook_that_says_nothing_is_given_up() {
    // It takes the connection and never speaks TLS.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = silent.local_addr().expect("an address").port();
    let client = format!(r#"{{"url": "https://127.0.0.1:{port}/inject", "insecure": true}}"#);
    let why = open(Script::new().on("GET", WEBHOOKS, [injector(&client)])).to_string();
    assert!(why.contains("no answer within 0.5s"), "{why}");
}

#[test]
fn the_sets_of_many_pods_are_listed_at_once() {
    let item = |set: usize, owner: &str| {
        format!(
            r#"{{"metadata": {{"name": "web-{set}", "namespace": "shop",
                "ownerReferences": [{{"kind": "{owner}", "name": "{}", "controller": true}}],
                "annotations": {{"sidecar.istio.io/status": "{{\"revision\": \"default\"}}"}}}},
                "spec": {{"containers": [{{"name": "istio-proxy", "image": "proxyv2:1.29.0"}}]}}}}"#,
            if owner == "ReplicaSet" {
                format!("web-{set}")
            } else {
                "web".to_owned()
            }
        )
    };
    let list = |owner: &str| {
        let items: Vec<String> = (0..60).map(|set| item(set, owner)).collect();
        Answer::json(format!(r#"{{"metadata": {{}}, "items": [{}]}}"#, items.join(",")))
    };
    let older_than = |sets: Answer| {
        let one = |set| {
            (
                format!("/apis/apps/v1/namespaces/shop/replicasets/web-{set}"),
                item(set, "Deployment"),
            )
        };
        let script = Script::new().on("GET", "/api/v1/pods", [list("ReplicaSet")]).on(
            "GET",
            "/apis/apps/v1/replicasets",
            [sets],
        );
        let script = (0..60).map(one).fold(script, |script, (path, text)| {
            script.on("GET", &path, [Answer::json(text)])
        });
        let server = FakeApiServer::start(script).expect("a server");
        let connection = connect(&server);
        let version = "1.30.3".parse().expect("a version");
        let found = connection.block_on(sidecars::older_than(&connection, "default", &version));
        let found: Vec<_> = found.expect("workloads").into_iter().collect();
        assert_eq!(found.len(), 1, "{found:?}");
        let (workload, pods) = &found[0];
        assert_eq!(
            (workload.kind.as_str(), workload.name.as_str(), *pods),
            ("Deployment", "web", 60)
        );
        server.requests().len()
    };
    assert_eq!(older_than(list("Deployment")), 2);
    // Rights to each are enough.
    assert_eq!(older_than(Answer::status(403, "no")), 62);
}
