use crate::harness::Place;
use testkit::apiserver::{FakeApiServer, Script};

const NOTHING_SET: &str = "FLAG                    VALUE            FROM
authority                                default
cert-dir                                 default
insecure                                 default
istioNamespace          istio-system     default
plaintext                                default
prefer-experimental                      default
xds-address                              default
xds-port                15012            default
";

#[test]
fn the_environment_and_a_file_say_what_flags_are() {
    let place = Place::new();
    let list = ["x", "config", "list"];
    // What Go's istioctl 1.30.3 prints.
    assert_eq!(place.run(&list).ok().out(), NOTHING_SET);
    let run = place
        .run_in_environment(&list, b"", &[("ISTIOCTL_INSECURE", "true")])
        .ok();
    assert_eq!(
        run.out(),
        NOTHING_SET.replace(
            "insecure                                 default",
            "insecure                true             $ISTIOCTL_INSECURE"
        )
    );

    let file = place.file(".istioctl/config.yaml", "istioNamespace: mesh\nXDS-Port: 15010\n");
    let out = place.run(&list).ok().out();
    let file = file.display().to_string();
    assert!(
        out.contains(&format!("istioNamespace          mesh      {file}\n")),
        "{out}"
    );
    assert!(
        out.contains(&format!("xds-port                15010     {file}\n")),
        "{out}"
    );
    let run = place
        .run_in_environment(&list, b"", &[("ISTIOCTL_ISTIONAMESPACE", "other")])
        .ok();
    assert!(
        run.out().contains("other     $ISTIOCTL_ISTIONAMESPACE\n"),
        "{}",
        run.out()
    );
}

#[test]
fn a_default_that_is_set_counts_where_the_flag_is_not_given() {
    // Which account is asked for shows the namespace of the control plane.
    let asked = |args: &[&str], environment: &[(&str, &str)]| {
        let server = FakeApiServer::start(Script::new()).expect("a server");
        let place = Place::new();
        place.file(".kube/config", server.kubeconfig());
        let command = ["create-remote-secret", "--name", "c1", "--create-service-account=false"];
        let run = place.run_in_environment(&[&command, args].concat(), b"", environment);
        run.fails(&["failed retrieving service account"]);
        server
            .requests()
            .first()
            .map(|request| request.path.clone())
            .unwrap_or_default()
    };
    let path = |namespace: &str| format!("/api/v1/namespaces/{namespace}/serviceaccounts/istio-reader-service-account");
    let set = [("ISTIOCTL_ISTIONAMESPACE", "mesh"), ("ISTIOCTL_XDS_PORT", "1")];
    assert_eq!(asked(&[], &[]), path("istio-system"));
    assert_eq!(asked(&[], &set), path("mesh"));
    assert_eq!(asked(&["-i", "given"], &set), path("given"));
}

#[test]
fn a_file_that_was_named_has_to_be_there() {
    let place = Place::new();
    let run = place.run_in_environment(
        &["x", "config", "list"],
        b"",
        &[("ISTIOCONFIG", "/nowhere/config.yaml")],
    );
    run.fails(&["/nowhere/config.yaml"]);
    let file = place.file("mine.yaml", "a: [");
    let file = file.to_str().expect("a path");
    place
        .run_in_environment(&["version", "--remote=false"], b"", &[("ISTIOCONFIG", file)])
        .fails(&["mine.yaml"]);
}
