use crate::harness::Place;

#[test]
fn a_waypoint_is_generated_without_a_cluster() {
    let place = Place::new();
    let plain = "apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: waypoint
spec:
  gatewayClassName: istio-waypoint
  listeners:
  - name: mesh
    port: 15008
    protocol: HBONE
";
    assert_eq!(place.run(&["waypoint", "generate"]).ok().out(), plain);
    assert_eq!(place.run(&["waypoint", "generate", "--name", ""]).ok().out(), plain);
    let full = plain.replace(
        "metadata:\n  name: waypoint\n",
        "metadata:\n  labels:\n    istio.io/rev: canary\n    istio.io/waypoint-for: all\n  name: wp\n  namespace: shop\n",
    );
    let args = ["--name", "wp", "--for", "all", "-r", "canary", "-n", "shop"];
    let run = place.run(&[&["waypoint", "generate"], &args[..]].concat()).ok();
    assert_eq!(run.out(), full);
    // The name is a flag of all of them, and may stand before the verb.
    let run = place.run(&["waypoint", "--name", "wp", "generate"]).ok();
    assert_eq!(run.out(), plain.replace("name: waypoint", "name: wp"));
}

#[test]
fn what_is_no_waypoint_is_said_before_a_cluster_is_asked() {
    let place = Place::new();
    for verb in ["generate", "apply"] {
        let run = |args: &[&str]| place.run(&[&["waypoint", verb], args].concat());
        run(&["--for", "bad"]).fails(&[
            "failed to create gateway: invalid traffic type: bad. Valid options are: [all none service workload]",
        ]);
        run(&["--name", "none"]).fails(&["'none' is a reserved value"]);
        run(&["--name", "Bad_Name"]).fails(&["\"Bad_Name\" cannot be the name of a waypoint"]);
    }
    place
        .run(&["waypoint", "delete"])
        .fails(&["must specify a waypoint name"]);
    for all in [&["--all"][..], &["-r", "canary"]] {
        let run = place.run(&[&["waypoint", "delete", "a"], all].concat());
        run.fails(&["cannot specify waypoint names when deleting all waypoints"]);
    }
    place
        .run(&["waypoint", "status", "nope"])
        .fails(&["unknown subcommand \"nope\"", "--name nope"]);
    let unknown = place.run(&["waypoint", "generate", "--enroll-namespace"]);
    assert_eq!((unknown.code, unknown.out().as_str()), (64, ""));
    place.run(&["waypoint", "list"]).fails(&["kubeconfig"]);
}
