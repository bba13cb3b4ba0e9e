//! What a connection does when the API server misbehaves: the real client against a scripted server.

use istio_manifest::cluster::{ClusterError, Connection, Impersonation, ListOptions, Target, Timeouts, kinds};
use kubeyaml::Value;
use std::io::Write as _;
use std::time::{Duration, Instant};
use testkit::apiserver::{Answer, FakeApiServer, Script};

const CONFIG_MAP: &str = "/api/v1/namespaces/istio-system/configmaps/istio";
const FOUND: &str = r#"{"kind": "ConfigMap", "metadata": {"name": "istio"}, "data": {"mesh": "{}"}}"#;

fn target(kubeconfig: &str) -> (Target, tempfile::NamedTempFile) {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(kubeconfig.as_bytes()).expect("written");
    let target = Target {
        files: vec![file.path().to_path_buf()],
        timeouts: Timeouts {
            answer: Duration::from_millis(800),
            operation: Duration::from_secs(8),
        },
        ..Target::default()
    };
    (target, file)
}

/// Gets the ConfigMap `istio` from a server with this script.
fn get(script: Script) -> (Result<Option<Value>, ClusterError>, FakeApiServer, Duration) {
    let server = FakeApiServer::start(script).expect("a server");
    let (target, _file) = target(&server.kubeconfig());
    let connection = Connection::open(&target).expect("a connection");
    let start = Instant::now();
    let got = connection.block_on(connection.get(&kinds::config_map(), Some("istio-system"), "istio"));
    (got, server, start.elapsed())
}

fn is_the_config_map(got: &Result<Option<Value>, ClusterError>) -> bool {
    let name = |object: &Value| object.get_path(&["metadata", "name"]).cloned();
    matches!(got, Ok(Some(object)) if name(object) == Some(Value::from("istio")))
}

#[test]
fn a_busy_server_is_asked_again_after_the_time_it_names() {
    let (got, server, took) =
        get(Script::new().on("GET", CONFIG_MAP, [Answer::too_many_requests(1), Answer::json(FOUND)]));
    assert!(is_the_config_map(&got), "{got:?}");
    assert_eq!(server.requests().len(), 2);
    assert!(took >= Duration::from_secs(1), "{took:?}");
}

#[test]
fn a_time_past_the_deadline_is_not_waited_for() {
    let (got, server, took) = get(Script::new().on("GET", CONFIG_MAP, [Answer::too_many_requests(3600)]));
    let why = got.expect_err("a busy server").to_string();
    assert!(
        why.contains("get configmaps \"istio\" in namespace \"istio-system\""),
        "{why}"
    );
    assert!(why.contains("429"), "{why}");
    assert_eq!(server.requests().len(), 1);
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[test]
fn failures_of_the_server_pass_or_are_told() {
    let fails = || Answer::status(500, "etcdserver: leader changed");
    let (got, server, _) = get(Script::new().on("GET", CONFIG_MAP, [fails(), fails(), Answer::json(FOUND)]));
    assert!(is_the_config_map(&got), "{got:?}");
    assert_eq!(server.requests().len(), 3);

    let (got, server, took) = get(Script::new().on("GET", CONFIG_MAP, [fails()]));
    let why = got.expect_err("a broken server").to_string();
    assert!(
        why.contains("500") && why.contains("leader changed") && why.contains("attempts"),
        "{why}"
    );
    assert!(server.requests().len() > 2);
    assert!(took < Duration::from_secs(9), "{took:?}");
}

#[test]
fn a_connection_that_breaks_is_made_again() {
    let half = Answer::json(&FOUND[..20]).cut();
    let (got, server, _) = get(Script::new().on("GET", CONFIG_MAP, [Answer::hang_up(), half, Answer::json(FOUND)]));
    assert!(is_the_config_map(&got), "{got:?}");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn no_answer_ends_at_the_deadline_and_names_what_was_asked() {
    for silence in [
        Answer::never(),
        Answer::json("{").silent(),
        Answer::json(FOUND).after(Duration::from_secs(5)),
    ] {
        let (got, _server, took) = get(Script::new().on("GET", CONFIG_MAP, [silence]));
        let why = got.expect_err("no answer");
        assert!(matches!(why, ClusterError::Timeout { .. }), "{why}");
        assert!(
            why.to_string().contains("configmaps \"istio\"") && why.to_string().contains("0.8s"),
            "{why}"
        );
        assert!(took < Duration::from_secs(3), "{took:?}");
    }
}

#[test]
fn an_expired_token_ends_at_once() {
    let (got, server, _) = get(Script::new().on("GET", CONFIG_MAP, [Answer::status(401, "Unauthorized")]));
    let why = got.expect_err("not allowed");
    assert!(matches!(why, ClusterError::Unauthorized { .. }), "{why}");
    assert!(why.to_string().contains(&server.url()), "{why}");
    assert_eq!(server.requests().len(), 1);
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer a-token"));
}

#[test]
fn what_is_not_allowed_names_verb_and_resource() {
    let message = "configmaps \"istio\" is forbidden: User \"narrow\" cannot get resource";
    let (got, _, _) = get(Script::new().on("GET", CONFIG_MAP, [Answer::status(403, message)]));
    let why = got.expect_err("not allowed").to_string();
    assert!(
        why.contains("not allowed to get configmaps \"istio\" in namespace \"istio-system\"") && why.contains("narrow"),
        "{why}"
    );
}

#[test]
fn what_is_not_there_is_no_error() {
    let (got, _, _) = get(Script::new());
    assert!(matches!(got, Ok(None)), "{got:?}");
}

#[test]
fn an_answer_that_is_no_json_is_told() {
    let (got, _, _) = get(Script::new().on("GET", CONFIG_MAP, [Answer::json("<html>")]));
    let why = got.expect_err("no JSON");
    assert!(matches!(why, ClusterError::Answer { .. }), "{why}");
}

#[test]
fn nothing_at_the_address_is_told_at_once() {
    let kubeconfig = {
        let server = FakeApiServer::start(Script::new()).expect("a server");
        server.kubeconfig()
    };
    let (target, _file) = target(&kubeconfig);
    let connection = Connection::open(&target).expect("a connection");
    // The listener of the server that was just there goes away with its thread.
    std::thread::sleep(Duration::from_millis(200));
    let start = Instant::now();
    let why = connection.block_on(connection.server_version()).expect_err("no server");
    assert!(matches!(why, ClusterError::Unreachable { .. }), "{why:?}");
    assert!(
        why.to_string().contains(connection.server()) && why.to_string().contains("refused"),
        "{why}"
    );
    assert!(start.elapsed() < Duration::from_millis(500));
}

#[test]
fn lists_are_read_page_by_page() {
    let page = |name: &str, next: &str| {
        Answer::json(format!(
            r#"{{"kind": "PodList", "metadata": {{"continue": "{next}"}}, "items": [{{"metadata": {{"name": "{name}"}}}}]}}"#
        ))
    };
    let script = Script::new().on("GET", "/api/v1/pods", [page("a", "to be+continued"), page("b", "")]);
    let server = FakeApiServer::start(script).expect("a server");
    let (target, _file) = target(&server.kubeconfig());
    let connection = Connection::open(&target).expect("a connection");
    let options = ListOptions::labels("app=istiod");
    let pods = connection
        .block_on(connection.list(&kinds::pod(), None, &options))
        .expect("a list");
    let names: Vec<_> = pods
        .iter()
        .filter_map(|pod| pod.get_path(&["metadata", "name"])?.as_str())
        .collect();
    assert_eq!(names, ["a", "b"]);
    assert!(pods.iter().all(|pod| pod.get("kind") == Some(&Value::from("Pod"))));
    let queries: Vec<String> = server.requests().into_iter().map(|request| request.query).collect();
    assert_eq!(
        queries,
        [
            "limit=500&labelSelector=app%3Distiod",
            "limit=500&labelSelector=app%3Distiod&continue=to%20be%2Bcontinued"
        ]
    );
}

#[test]
fn a_list_that_becomes_too_old_between_its_pages_is_an_error() {
    let first = r#"{"kind": "PodList", "metadata": {"continue": "next"}, "items": [{"metadata": {"name": "a"}}]}"#;
    let script = Script::new().on("GET", "/api/v1/pods", [Answer::json(first)]).on(
        "GET",
        "/api/v1/pods?continue=next",
        [Answer::status(410, "the continue parameter is too old")],
    );
    let server = FakeApiServer::start(script).expect("a server");
    let (target, _file) = target(&server.kubeconfig());
    let connection = Connection::open(&target).expect("a connection");
    let listed = connection.block_on(connection.list(&kinds::pod(), None, &ListOptions::default()));
    let why = listed.expect_err("half a list").to_string();
    assert!(why.contains("became too old while it was read"), "{why}");
}

/// A server that is restarted is away for a moment; one that never was there is told of at once.
#[test]
fn a_server_that_answered_before_is_given_time_to_come_back() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let serve = |listener: std::net::TcpListener| {
        use std::io::Read as _;
        let (mut stream, _) = listener.accept().expect("a client");
        let _ = stream.read(&mut [0; 4096]);
        let answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
        let _ = stream.write_all(answer.as_bytes());
    };
    let (target, _file) = target(&format!(
        "current-context: c\nclusters: [{{name: c, cluster: {{server: 'http://{address}'}}}}]\ncontexts: [{{name: c, context: {{cluster: c}}}}]\n"
    ));
    let connection = Connection::open(&target).expect("a connection");
    let server = std::thread::spawn(move || {
        serve(listener);
        // Nothing listens now.
        std::thread::sleep(Duration::from_millis(700));
        serve(std::net::TcpListener::bind(address).expect("the port again"));
    });
    assert!(connection.block_on(connection.server_version()).is_ok());
    let start = Instant::now();
    let again = connection.block_on(connection.server_version());
    assert!(again.is_ok(), "{again:?}");
    assert!(start.elapsed() >= Duration::from_millis(500), "{:?}", start.elapsed());
    server.join().expect("the server");
    let why = connection
        .block_on(connection.server_version())
        .expect_err("it is gone for good");
    assert!(matches!(why, ClusterError::Unreachable { .. }), "{why}");
}

#[test]
fn a_create_that_breaks_off_is_not_made_twice() {
    let path = "/api/v1/namespaces";
    let server = FakeApiServer::start(Script::new().on("POST", path, [Answer::hang_up()])).expect("a server");
    let (target, _file) = target(&server.kubeconfig());
    let connection = Connection::open(&target).expect("a connection");
    let object = kubeyaml::from_str("metadata: {name: a}").expect("YAML");
    let created = connection.block_on(connection.create(&kinds::namespace(), None, &object, "istioctl"));
    assert!(created.is_err());
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn impersonation_goes_with_every_request() {
    let server = FakeApiServer::start(Script::new().on("GET", "/version", [Answer::json("{}")])).expect("a server");
    let (mut target, _file) = target(&server.kubeconfig());
    target.impersonation = Impersonation {
        user: Some("jane".to_owned()),
        groups: vec!["dev".to_owned(), "ops".to_owned()],
        uid: Some("7".to_owned()),
    };
    let connection = Connection::open(&target).expect("a connection");
    connection.block_on(connection.server_version()).expect("an answer");
    let request = server.requests().remove(0);
    let headers: Vec<(&str, &str)> = request
        .headers
        .iter()
        .filter(|(name, _)| name.starts_with("impersonate"))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        headers,
        [
            ("impersonate-user", "jane"),
            ("impersonate-uid", "7"),
            ("impersonate-group", "dev"),
            ("impersonate-group", "ops"),
        ]
    );
}

#[test]
fn a_kubeconfig_that_names_nothing_is_told() {
    let (mut target, _file) = target("apiVersion: v1\nkind: Config\n");
    assert!(matches!(Connection::open(&target), Err(ClusterError::NoKubeconfig)));
    target.context = Some("prdo".to_owned());
    assert!(matches!(
        Connection::open(&target),
        Err(ClusterError::UnknownContext(_))
    ));
}
