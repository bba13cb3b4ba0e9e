//! How a command comes to its cluster: what kubeconfig and environment say, and what is said when it does not work. The server is
//! a scripted one.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use testkit::apiserver::{Answer, FakeApiServer, Script};

use crate::harness::{Place, Run};

/// The path that `tag list` asks first.
const TAGS: &str = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
const SERVICES: &str = "/api/v1/namespaces/istio-system/services";
const NONE: &str = r#"{"kind": "MutatingWebhookConfigurationList", "metadata": {}, "items": []}"#;

fn script() -> Script {
    answering([Answer::json(NONE)])
}

/// Answers to the first question of `tag list`, and empty lists to the others.
fn answering(answers: impl IntoIterator<Item = Answer>) -> Script {
    let services = r#"{"kind": "ServiceList", "metadata": {}, "items": []}"#;
    let namespaces = r#"{"kind": "NamespaceList", "metadata": {}, "items": []}"#;
    Script::new()
        .on("GET", TAGS, answers)
        .on("GET", SERVICES, [Answer::json(services)])
        .on("GET", "/api/v1/namespaces", [Answer::json(namespaces)])
}

/// How often the first question was asked.
fn asked_for_tags(server: &FakeApiServer) -> usize {
    server.requests().iter().filter(|request| request.path == TAGS).count()
}

/// Runs `tag list` with this text as kubeconfig.
fn list(kubeconfig: &str) -> Run {
    list_in(&Place::new(), kubeconfig, &[])
}

fn list_in(place: &Place, kubeconfig: &str, environment: &[(&str, &str)]) -> Run {
    place.file(".kube/config", kubeconfig);
    place.run_in_environment(&["tag", "list"], b"", environment)
}

#[test]
fn tls_with_the_authority_of_the_kubeconfig() {
    let server = FakeApiServer::start_tls(script()).expect("a server");
    assert!(server.url().starts_with("https://"));
    list(&server.kubeconfig()).ok();
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer a-token"));

    // The authority as a file, from the folder of the kubeconfig.
    let place = Place::new();
    place.file(".kube/ca.crt", server.authority().expect("TLS"));
    let data = server.kubeconfig();
    let (before, rest) = data.split_once("certificate-authority-data: ").expect("the authority");
    let (_, after) = rest.split_once(',').expect("the end of it");
    list_in(&place, &format!("{before}certificate-authority: ca.crt,{after}"), &[]).ok();
}

#[test]
fn an_authority_that_did_not_sign_is_not_trusted() {
    let server = FakeApiServer::start_tls(script()).expect("a server");
    let other = FakeApiServer::start_tls(Script::new()).expect("a server");
    let wrong = other.kubeconfig().replace(&other.url(), &server.url());
    let run = list(&wrong).fails(&[&server.url(), "certificate"]);
    assert!(server.requests().is_empty(), "{run:?}");
    let blind = server.kubeconfig_with("insecure-skip-tls-verify: true", "token: a-token");
    let (before, rest) = blind.split_once("certificate-authority-data: ").expect("the authority");
    let (_, after) = rest.split_once(',').expect("the end of it");
    list(&format!("{before}{after}")).ok();
}

#[test]
fn a_name_for_tls_that_is_not_the_address() {
    let server = FakeApiServer::start_tls(script()).expect("a server");
    list(&server.kubeconfig_with("tls-server-name: localhost", "token: a-token")).ok();
    list(&server.kubeconfig_with("tls-server-name: elsewhere", "token: a-token")).fails(&["certificate"]);
}

#[test]
fn an_expired_token_is_a_clear_error() {
    let script = Script::new().on("GET", TAGS, [Answer::status(401, "Unauthorized")]);
    let server = FakeApiServer::start(script).expect("a server");
    list(&server.kubeconfig()).fails(&[&server.url(), "401", "expired"]);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_token_from_a_file() {
    let server = FakeApiServer::start(script()).expect("a server");
    let place = Place::new();
    place.file(".kube/token", "of-a-file\n");
    list_in(&place, &server.kubeconfig_with("", "tokenFile: token"), &[]).ok();
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer of-a-file"));
}

#[cfg(unix)]
fn plugin(place: &Place, script: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let path = place.file(".kube/get-token", format!("#!/bin/sh\n{script}\n"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./get-token, args: [one], env: [{name: WHO, value: me}], interactiveMode: Never}"
        .to_owned()
}

#[cfg(unix)]
#[test]
fn a_plugin_gives_the_token() {
    let server = FakeApiServer::start(script()).expect("a server");
    let place = Place::new();
    let user = plugin(
        &place,
        r#"echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "'"$1-$WHO"'"}}'"#,
    );
    list_in(&place, &server.kubeconfig_with("", &user), &[("PATH", "/bin:/usr/bin")]).ok();
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer one-me"));
}

#[cfg(unix)]
#[test]
fn a_plugin_that_fails_is_named_with_what_it_said() {
    let server = FakeApiServer::start(script()).expect("a server");
    for (script, said) in [
        ("echo please log in first >&2; exit 3", "please log in first"),
        ("echo nothing", "printed no ExecCredential"),
        (
            r#"echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential"}'"#,
            "printed no ExecCredential",
        ),
    ] {
        let place = Place::new();
        let user = plugin(&place, script);
        let path = [("PATH", "/bin:/usr/bin")];
        let run = list_in(&place, &server.kubeconfig_with("", &user), &path).fails(&["kubeconfig", "get-token", said]);
        assert!(!run.stderr.contains("panicked"), "{run:?}");
    }
    let user = "exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, interactiveMode: Never}";
    list(&server.kubeconfig_with("", user)).fails(&["no-such-plugin"]);
    assert!(server.requests().is_empty());
}

#[test]
fn several_files_count_together() {
    let server = FakeApiServer::start(script()).expect("a server");
    let place = Place::new();
    let clusters = format!("clusters: [{{name: c, cluster: {{server: '{}'}}}}]\n", server.url());
    place.file("clusters", clusters);
    place.file("users", "users: [{name: u, user: {token: of-the-second}}]\n");
    place.file(
        "contexts",
        "current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u}}]\nusers: [{name: u, user: {token: too-late}}]\n",
    );
    let files = std::env::join_paths(["clusters", "missing", "users", "contexts"].map(|name| place.path().join(name)));
    let files = files.expect("paths").into_string().expect("UTF-8");
    place
        .run_in_environment(&["tag", "list"], b"", &[("KUBECONFIG", &files)])
        .ok();
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Bearer of-the-second")
    );
}

#[test]
fn a_pod_without_its_account_is_told_so() {
    // The account's files are at a fixed place, which a test cannot fill.
    let environment = [
        ("KUBERNETES_SERVICE_HOST", "127.0.0.1"),
        ("KUBERNETES_SERVICE_PORT", "1"),
    ];
    Place::new()
        .run_in_environment(&["tag", "list"], b"", &environment)
        .fails(&[
            "no kubeconfig names a cluster",
            "/var/run/secrets/kubernetes.io/serviceaccount",
        ]);
}

#[test]
fn a_busy_server_is_asked_again_and_one_that_breaks_off_too() {
    let half = &NONE[..30];
    let answers = [
        Answer::too_many_requests(1),
        Answer::status(500, "etcdserver: leader changed"),
        Answer::json(half).cut(),
        Answer::json(NONE)
            .with_pauses(Duration::from_millis(1))
            .after(Duration::from_millis(300)),
    ];
    let server = FakeApiServer::start_tls(answering(answers)).expect("a server");
    let start = Instant::now();
    list(&server.kubeconfig()).ok();
    assert_eq!(asked_for_tags(&server), 4);
    assert!(
        start.elapsed() >= Duration::from_secs(1),
        "the time that it names: {:?}",
        start.elapsed()
    );
}

#[test]
fn a_server_that_stays_busy_or_silent_ends_in_an_error_in_time() {
    for (answer, said) in [
        (Answer::status(503, "shutting down"), "says 503 after"),
        (Answer::too_many_requests(3600), "says 429 after 1 attempt"),
        (Answer::never(), "did not answer within 2"),
        (Answer::json("{").silent(), "did not answer within 2"),
        (Answer::hang_up(), "cannot be reached"),
    ] {
        let server = FakeApiServer::start(Script::new().on("GET", TAGS, [answer])).expect("a server");
        let place = Place::new();
        place.file(".kube/config", server.kubeconfig());
        place.run(&["tag", "list", "--kubeclient-timeout", "2s"]).fails(
            &[&server.url(), said, "mutatingwebhookconfigurations"][..if said.contains("reached") { 2 } else { 3 }],
        );
    }
}

/// The port of an address, on this machine.
fn local(to: &str) -> (Ipv4Addr, u16) {
    let port = to.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
    (Ipv4Addr::LOCALHOST, port.unwrap_or_default())
}

/// A proxy that knows CONNECT, and where it was asked to go.
fn proxy() -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let mut reader = BufReader::new(client.try_clone().expect("a socket"));
            let mut first = String::new();
            let mut line = String::from("-");
            let _ = reader.read_line(&mut first);
            while !line.trim().is_empty() {
                line.clear();
                let _ = reader.read_line(&mut line);
            }
            let to = first.split(' ').nth(1).unwrap_or_default().to_owned();
            seen.lock().expect("a list").push(to.clone());
            let Ok(server) = TcpStream::connect(local(&to)) else {
                continue;
            };
            let mut client = client;
            let _ = client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n");
            let (mut up, mut back) = (
                server.try_clone().expect("a socket"),
                client.try_clone().expect("a socket"),
            );
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut reader.by_ref(), &mut up);
                let _ = up.shutdown(std::net::Shutdown::Both);
            });
            std::thread::spawn(move || {
                let mut server = server;
                let _ = std::io::copy(&mut server, &mut back);
                let _ = back.shutdown(std::net::Shutdown::Both);
            });
        }
    });
    (address, asked)
}

#[test]
fn through_the_proxy_of_the_kubeconfig() {
    let server = FakeApiServer::start_tls(script()).expect("a server");
    let (address, asked) = proxy();
    list(&server.kubeconfig_with(&format!("proxy-url: 'http://{address}'"), "token: a-token")).ok();
    assert_eq!(*asked.lock().expect("a list"), [server.address().to_string()]);
}

#[test]
fn through_the_proxy_of_the_environment_unless_no_proxy_names_the_server() {
    let server = FakeApiServer::start_tls(script()).expect("a server");
    let (address, asked) = proxy();
    // A name that only the proxy knows: what is on this machine is never asked of a proxy.
    let named = |cluster: &str| {
        let name = format!("api.mesh.test:{}", server.address().port());
        let kubeconfig = server.kubeconfig_with(&format!("tls-server-name: localhost{cluster}"), "token: a-token");
        kubeconfig.replace(&server.address().to_string(), &name)
    };
    let proxies = |except: &'static str| {
        let proxy = format!("http://{address}");
        move |place: &Place, kubeconfig: &str| {
            list_in(
                place,
                kubeconfig,
                &[("HTTPS_PROXY", proxy.as_str()), ("NO_PROXY", except)],
            )
        }
    };
    proxies("10.0.0.0/8,127.0.0.1")(&Place::new(), &named("")).ok();
    assert_eq!(
        *asked.lock().expect("a list"),
        [format!("api.mesh.test:{}", server.address().port())]
    );
    proxies(".mesh.test")(&Place::new(), &named("")).fails(&["api.mesh.test", "cannot be reached"]);
    assert_eq!(asked.lock().expect("a list").len(), 1, "NO_PROXY names the server");
    // The kubeconfig's own proxy stands above the environment.
    let own = named(&format!(", proxy-url: 'http://{address}'"));
    proxies("*")(&Place::new(), &own).ok();
    list_in(
        &Place::new(),
        &server.kubeconfig(),
        &[("HTTPS_PROXY", "http://127.0.0.1:9")],
    )
    .ok();
    assert_eq!(asked_for_tags(&server), 3);
}
