//! Questions that make no sense, and what an answer says.

use istio_analysis::route::{Error, From, to_json, to_text, trace};

use crate::harness::{MESH, SUBSET, SUBSETS, TO_WEB, ask, ask_with, dr, request, snapshot, vs, went};

#[test]
fn questions_that_make_no_sense_are_errors() {
    let snapshot = snapshot(&[]);
    let asked = |to: &str, from: &str, gateway| trace(&snapshot, &request(to, &[]), &From::parse(from), gateway);
    assert!(matches!(
        asked("web", "shop/clint", None),
        Err(Error::UnknownWorkload { .. })
    ));
    assert!(matches!(
        asked("web", "shop", Some("edge")),
        Err(Error::UnknownGateway(_))
    ));
    assert!(matches!(asked("db", "shop", None), Err(Error::Port { .. })));
    // Files without workloads of the namespace say nothing about it.
    assert!(asked("web.shop", "empty/client", None).is_ok());
}

#[test]
fn a_service_that_no_file_holds_is_taken_to_exist_and_that_is_said() {
    let config = [vs("v", "away", &format!("{{hosts: [app], {TO_WEB}}}"))];
    let trace = ask_with(&config, &request("app:9080", &[]), "away", None);
    assert_eq!(went(&trace), "outbound|9080||web.away.svc.cluster.local 100");
    assert!(
        trace.notes.iter().any(|note| note.contains("taken to exist")),
        "{:?}",
        trace.notes
    );
}

#[test]
fn the_answer_names_lines_and_its_json_reads_back() {
    let config = [vs("v", "shop", SUBSET), dr("d", "shop", SUBSETS)];
    let trace = ask(&config, "web", &[]);
    let text = to_text(&trace);
    let line = (MESH.to_owned() + &config[0]).lines().count();
    assert!(
        text.contains(&format!("+ http[0]: any request  (mesh.yaml:{line})")),
        "{text}"
    );
    let value: serde_json::Value = serde_json::from_str(&to_json(&trace)).expect("valid JSON");
    assert_eq!(
        value["outcome"]["destinations"][0]["cluster"],
        "outbound|80|v2|web.shop.svc.cluster.local"
    );
    assert_eq!(value["tried"][0]["at"]["line"], line);
    assert_eq!(value["taken"], true);
}
