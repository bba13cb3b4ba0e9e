//! `istioctl proxy-config`, `ztunnel-config` and `experimental authz check` with files. The tables in `dumps/expected` are what Go's
//! istioctl 1.30.3 prints of the same dumps.

use std::path::{Path, PathBuf};

use crate::harness::{Place, at};

fn dump(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/dumps").join(name)
}

fn expected(name: &str) -> String {
    let path = dump("expected").join(format!("{name}.txt"));
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// Runs a command, given with blanks between its words, on a dump.
fn run(place: &Place, command: &str, file: &str) -> String {
    let path = dump(file).display().to_string();
    let mut args: Vec<&str> = command.split(' ').collect();
    args.extend(["-f", &path]);
    place.run(&args).ok().out()
}

#[track_caller]
fn same(command: &str, file: &str, name: &str) {
    let ours = run(&Place::new(), command, file);
    assert_eq!(ours, expected(name), "{command}");
}

#[test]
fn tables_are_those_of_go_s_tool() {
    for (command, name) in [
        ("pc all", "all"),
        ("proxy-config all --verbose=false --with-headers", "all-short"),
        ("pc cluster", "cluster"),
        (
            "pc c --port 9080 --subset v2 --direction outbound --fqdn reviews",
            "cluster-filtered",
        ),
        ("pc listener", "listener"),
        ("pc listeners --verbose=false", "listener-types"),
        ("pc l --type http --address ::", "listener-http"),
        ("pc route", "route"),
        ("pc r --verbose=false", "route-counts"),
        ("pc ecds", "ecds"),
        ("pc eds", "eds"),
        ("pc bootstrap -o short", "bootstrap"),
        ("pc s", "secret"),
        ("x authz check", "authz"),
        ("authz check", "authz"),
    ] {
        same(command, "envoy.json", name);
    }
    same("pc endpoint", "clusters.json", "endpoint");
    same("pc ep --status unhealthy", "clusters.json", "endpoint-unhealthy");
}

#[test]
fn tables_of_a_ztunnel_are_those_of_go_s_tool() {
    same("ztunnel-config all", "ztunnel.json", "zc-all");
    same(
        "zc connections --raw --direction outbound --workload-namespace shop",
        "ztunnel.json",
        "zc-connections-raw",
    );
}

#[test]
fn json_is_all_of_what_was_picked_with_json_names() {
    let place = Place::new();
    let json = |command: &str, file: &str| kubeyaml::json::from_str(&run(&place, command, file)).expect("JSON");
    let clusters = json("pc cluster --fqdn agent -o json", "envoy.json");
    assert_eq!(clusters.as_sequence().map(<[_]>::len), Some(1));
    let port = "0/loadAssignment/endpoints/0/lbEndpoints/0/endpoint/address/socketAddress/portValue";
    assert_eq!(at(&clusters, port).as_i64(), Some(15020));
    // The flag may stand before the command, too.
    assert_eq!(json("pc -o json cluster --fqdn agent", "envoy.json"), clusters);

    // Keys that belong to users stay.
    let bootstrap = json("pc bootstrap", "envoy.json");
    assert_eq!(
        at(&bootstrap, "bootstrap/node/metadata/app_labels/in_it").as_i64(),
        Some(1)
    );
    let listeners = json("pc listener --port 15006 -o json", "envoy.json");
    let rules = "0/filterChains/0/filters/0/typedConfig/httpFilters/0/typedConfig/rules/policies";
    assert!(at(&listeners, rules).get("ns[shop]-policy[deny-all]-rule[0]").is_some());

    let hosts = json("pc endpoint --port 9080 -o json", "clusters.json");
    let health = "0/hostStatuses/0/healthStatus/edsHealthStatus";
    assert_eq!(at(&hosts, health).as_str(), Some("UNHEALTHY"));

    let yaml = run(&place, "pc route --name 9080 -o yaml", "envoy.json");
    let routes = kubeyaml::from_str(&yaml).expect("YAML");
    assert_eq!(
        at(&routes, "0/virtualHosts/0/routes/0/match/prefix").as_str(),
        Some("/v2")
    );

    let workloads = json("zc workload --address fd00::2 -o json", "ztunnel.json");
    assert_eq!(at(&workloads, "0/name").as_str(), Some("reviews-1"));
}

#[test]
fn a_whole_dump_comes_out_as_it_went_in() {
    let place = Place::new();
    let text = std::fs::read_to_string(dump("envoy.json")).expect("the dump");
    assert_eq!(run(&place, "pc all -o json", "envoy.json").trim_end(), text.trim_end());
    let through = place
        .run_with(&["pc", "all", "-f", "-", "-o", "yaml"], text.as_bytes())
        .ok()
        .out();
    assert_eq!(
        kubeyaml::from_str(&through).expect("YAML"),
        kubeyaml::json::from_str(&text).expect("JSON")
    );
}

#[test]
fn a_part_that_is_missing_spoils_no_other() {
    let place = Place::new();
    let only = r#"{"configs": [{"@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
        "static_clusters": [{"cluster": {"name": "agent"}}]}]}"#;
    let run = place.run_with(&["pc", "all", "-f", "-"], only.as_bytes()).ok();
    assert!(run.out().contains("cluster/agent"), "{run:?}");
    assert!(run.stderr.contains("RoutesConfigDump"), "{run:?}");
    place
        .run_with(&["pc", "route", "-f", "-"], only.as_bytes())
        .fails(&["config dump has no configuration type type.googleapis.com/envoy.admin.v3.RoutesConfigDump"]);
}

#[test]
fn what_is_no_dump_is_refused_with_its_place() {
    let place = Place::new();
    place.file("broken.json", "{\"configs\": [}");
    place
        .run(&["pc", "cluster", "-f", "broken.json"])
        .fails(&["broken.json", "no JSON text"]);
    let clusters = dump("clusters.json").display().to_string();
    place
        .run(&["pc", "cluster", "-f", &clusters])
        .fails(&["clusters.json", "/clusters?format=json"]);
    let envoy = dump("envoy.json").display().to_string();
    place
        .run(&["pc", "endpoint", "-f", &envoy])
        .fails(&["it is a config dump"]);
    place.run(&["zc", "workload", "-f", &envoy]).fails(&["one of Envoy"]);
    place
        .run(&["pc", "cluster", "-f", "nothing.json"])
        .fails(&["nothing.json"]);
}

#[test]
fn hostile_dumps_end_in_a_table_or_an_error() {
    let place = Place::new();
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    for text in [
        "null",
        "{\"configs\": [null, 1, {\"@type\": 5}]}",
        "{\"configs\": [{\"@type\": \"type.googleapis.com/envoy.admin.v3.SecretsConfigDump\", \"dynamic_active_secrets\": [1, {\"secret\": []}]}]}",
        &deep,
    ] {
        for command in ["all", "cluster", "secret", "listener", "eds", "endpoint"] {
            let run = place.run_with(&["pc", command, "-f", "-"], text.as_bytes());
            assert!(run.code == 0 || run.code == 1, "{command} {run:?}");
        }
        let run = place.run_with(&["zc", "all", "-f", "-"], text.as_bytes());
        assert!(run.code == 0 || run.code == 1, "{run:?}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_before_a_cluster_is_looked_for() {
    let place = Place::new();
    for (args, said) in [
        (&["pc", "cluster"][..], "cluster requires pod name or --file parameter"),
        (
            &["pc", "endpoint", "web", "-f", "x"],
            "endpoints requires pod name or --file parameter",
        ),
        (&["pc", "all", "a", "b"], "all requires pod name or --file parameter"),
        (
            &["pc", "cluster", "web", "-o", "table"],
            "output format \"table\" not supported",
        ),
        (
            &["pc", "cluster", "web", "--proxy-admin-port", "0"],
            "port number 0 must be in the range 1..65535",
        ),
        (&["pc", "log"], "log requires pod name or --selector"),
        (
            &["pc", "log", "web", "-r", "--level", "info"],
            "--level cannot be combined with --reset",
        ),
        (
            &["pc", "log", "web", "--level", "loud"],
            "unrecognized logging level: loud",
        ),
        (&["pc", "log", "web", "-o", "json"], "--output is not applicable"),
        (&["pc", "rootca-compare", "web"], "rootca-compare requires 2 pods"),
        (
            &["zc", "workload", "web", "--node", "n"],
            "at most one of --file, --node, or pod name must be passed",
        ),
        (
            &["zc", "log", "-r", "--level", "info"],
            "--level cannot be combined with --reset",
        ),
        (&["ps", "-o", "xml"], "output format \"xml\" not supported"),
        (
            &["ps", "--xds-address", "localhost:15012"],
            "--xds-address is about asking istiod over xDS",
        ),
        (&["ps", "--file", "x"], "--file needs the name of the proxy"),
        (&["admin", "log", "--level", "ads"], "is not of the form SCOPE:LEVEL"),
        (
            &["admin", "log", "--reset", "--level", "ads:info"],
            "--level cannot be combined with --reset, --log-reset",
        ),
        (&["x", "internal-debug"], "debug type is required"),
        (&["x", "es"], "stats requires pod name or label selector"),
        (&["x", "es", "web", "-o", "xml"], "output format \"xml\" not supported"),
    ] {
        place.run(args).fails(&[said]);
    }
}
