//! The cluster whose objects are completed.

use testkit::apiserver::{Answer, FakeApiServer, Script};

/// An API server with some namespaces, two revisions, a tag and a few workloads.
pub(crate) fn start() -> FakeApiServer {
    let list = |items: &[&str]| [Answer::json(format!(r#"{{"items": [{}]}}"#, items.join(",")))];
    let script = Script::new()
        .on(
            "GET",
            "/api/v1/namespaces",
            list(&[
                r#"{"metadata": {"name": "default"}}"#,
                r#"{"metadata": {"name": "istio-system"}}"#,
                r#"{"metadata": {"name": "shop", "labels": {"istio-injection": "enabled"}}}"#,
            ]),
        )
        .on(
            "GET",
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
            list(&[
                r#"{"metadata": {"name": "a", "labels": {"istio.io/rev": "default"}}}"#,
                r#"{"metadata": {"name": "b", "labels": {"istio.io/rev": "canary"}}}"#,
                r#"{"metadata": {"name": "c", "labels": {"istio.io/rev": "canary", "istio.io/tag": "prod"}}}"#,
            ]),
        )
        .on("GET", "/api/v1/namespaces/istio-system/services", list(&[]))
        .on(
            "GET",
            "/api/v1/namespaces/shop/pods",
            list(&[
                r#"{"metadata": {"name": "web-1", "annotations": {"sidecar.istio.io/status": "{}"}}}"#,
                r#"{"metadata": {"name": "plain-1"}}"#,
            ]),
        )
        .on(
            "GET",
            "/apis/apps/v1/namespaces/shop/deployments",
            list(&[r#"{"metadata": {"name": "web"}}"#]),
        );
    FakeApiServer::start(script).expect("a free port")
}
