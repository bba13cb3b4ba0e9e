use crate::harness::Place;
use std::net::TcpListener;
use std::time::{Duration, Instant};
use testkit::apiserver::{Answer, FakeApiServer, Script};

const SCRIPTS: [(&str, &str); 4] = [
    ("bash", "istioctl.bash"),
    ("zsh", "_istioctl"),
    ("fish", "istioctl.fish"),
    ("powershell", "istioctl.ps1"),
];

/// They are in the binary; one that was built before they changed would print others.
#[test]
fn the_files_in_completions_are_current() {
    for (shell, file) in SCRIPTS {
        let path = format!("{}/completions/{file}", env!("CARGO_MANIFEST_DIR"));
        let committed = std::fs::read_to_string(&path).expect(file);
        assert_eq!(
            Place::new().run(&["completion", shell]).ok().out(),
            committed,
            "{file} is stale"
        );
    }
}

#[test]
fn descriptions_can_be_left_out() {
    for (shell, _) in SCRIPTS {
        let script = Place::new().run(&["completion", shell, "--no-descriptions"]).ok().out();
        assert!(
            script.contains("__completeNoDesc") && !script.contains("__complete "),
            "{shell}"
        );
    }
    let run = Place::new().run(&["__completeNoDesc", "profile", "dump", "d"]).ok();
    assert_eq!(run.out(), "default\ndemo\n:4\n");
}

/// What Go's istioctl 1.30.3 answers to the same words, but for the descriptions.
#[test]
fn the_answers_have_the_form_of_cobra() {
    let place = Place::new();
    let answer = |words: &[&str]| {
        let run = place.run(&[&["__complete"], words].concat()).ok();
        assert_eq!(run.stderr, "");
        run.out()
    };
    assert!(answer(&["kube-i"]).starts_with("kube-inject\t"));
    assert!(answer(&["kube-i"]).ends_with("\n:4\n"));
    let flags = answer(&["install", "--skip-"]);
    assert_eq!(flags.lines().count(), 2, "{flags}");
    assert!(flags.starts_with("--skip-confirmation\t"), "{flags}");
    assert_eq!(answer(&["install", "--manifests="]), "tgz\ntar.gz\n:8\n");
    assert_eq!(answer(&["--unknown", "-x", "--", ""]), ":4\n");
    assert_eq!(answer(&[]), answer(&[""]));
}

#[test]
fn contexts_come_from_the_kubeconfig_and_nothing_is_contacted() {
    let place = Place::new();
    let server = FakeApiServer::start(Script::new()).expect("a server");
    let other = place.file("other", "contexts: [{name: other, context: {cluster: none}}]");
    let config = place.file("config", server.kubeconfig());
    let words = [
        "__complete",
        "--kubeconfig",
        &config.display().to_string(),
        "--context",
        "",
    ];
    let run = place.run(&words).ok();
    assert!(
        run.out()
            .contains(&format!("\t{}, the current one\n:4\n", server.url())),
        "{}",
        run.out()
    );
    assert!(server.requests().is_empty());
    let files = std::env::join_paths([&config, &other]).expect("a list of paths");
    let list = files.to_str().expect("UTF-8");
    let run = place.run_in_environment(&["__complete", "--context", "o"], b"", &[("KUBECONFIG", list)]);
    assert_eq!(run.ok().out(), "other\n:4\n");
}

/// A server that is not there, one that says nothing, one that refuses, a kubeconfig that is none: nothing is offered, nothing is said.
#[test]
fn a_cluster_that_does_not_answer_is_silence() {
    let place = Place::new();
    let deaf = TcpListener::bind("127.0.0.1:0").expect("a port");
    let gone = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address")
    };
    let silent =
        FakeApiServer::start(Script::new().on("GET", "/api/v1/namespaces", [Answer::never()])).expect("a server");
    let refusing = FakeApiServer::start(Script::new()).expect("a server");
    let template = refusing.kubeconfig();
    let at = |address: String| template.replace(&refusing.url(), &address);
    let configs = [
        at(format!("http://{gone}")),
        at(format!("http://{}", deaf.local_addr().expect("an address"))),
        at("https://192.0.2.1:6443".to_owned()),
        at("https://no.such.host.invalid:6443".to_owned()),
        silent.kubeconfig(),
        template.clone(),
        "{".to_owned(),
        String::new(),
    ];
    for (number, config) in configs.iter().enumerate() {
        let path = place.file(&format!("config-{number}"), config).display().to_string();
        let start = Instant::now();
        let run = place.run(&["__complete", "--kubeconfig", &path, "-n", ""]).ok();
        let took = start.elapsed();
        assert_eq!((run.out().as_str(), run.stderr.as_str()), (":4\n", ""), "{config}");
        // The limits are 40 ms and 300 ms; the rest is for a machine that has other things to do.
        assert!(took < Duration::from_secs(5), "{took:?}: {config}");
    }
    // Nothing is asked where the time allowed is none.
    let before = refusing.requests().len();
    let path = place.file("config", &template).display().to_string();
    let none = [("ISTIOCTL_COMPLETION_LIMIT", "0s")];
    place
        .run_in_environment(&["__complete", "--kubeconfig", &path, "-n", ""], b"", &none)
        .ok();
    assert_eq!(refusing.requests().len(), before);
}
