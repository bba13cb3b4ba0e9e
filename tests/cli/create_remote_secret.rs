use crate::harness::Place;

#[test]
fn wrong_flags_are_said_before_a_cluster_is_asked() {
    let place = Place::new();
    let run = |args: &[&str]| place.run(&[&["create-remote-secret"], args].concat());
    run(&["--name", "Bad_Name"]).fails(&["Bad_Name is not a valid DNS 1123 label"]);
    run(&["--type", "bad"]).fails(&["unsupported type: bad", "remote and config"]);
    run(&["--auth-type", "bad"]).fails(&["unsupported authentication type: bad"]);
    run(&["--auth-type", "plugin"]).fails(&["--auth-plugin-name"]);
    run(&["--auth-plugin-name", "gcp"]).fails(&["--auth-type plugin"]);
    let plugin = [
        "--auth-type",
        "plugin",
        "--auth-plugin-name",
        "gcp",
        "--auth-plugin-config",
        "a",
    ];
    run(&plugin).fails(&["KEY=VALUE"]);
    run(&["--name", "c1"]).fails(&["kubeconfig"]);
}
