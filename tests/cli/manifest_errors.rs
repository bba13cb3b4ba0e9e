//! `istioctl manifest generate`: what it refuses, and what it warns of.

use crate::harness::Place;

const HEAD: &str = "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\n";

fn fails(operator: &str, flags: &[&str], parts: &[&str]) {
    let place = Place::new();
    place.file("o.yaml", format!("{HEAD}{operator}"));
    let mut args = vec!["manifest", "generate", "-f", "o.yaml"];
    args.extend(flags);
    place.run(&args).fails(parts);
}

fn warns(operator: &str, flags: &[&str], parts: &[&str]) {
    let place = Place::new();
    place.file("o.yaml", format!("{HEAD}{operator}"));
    let mut args = vec!["manifest", "generate", "-f", "o.yaml"];
    args.extend(flags);
    let run = place.run(&args).ok();
    for part in parts {
        assert!(run.stderr.contains(part), "{part:?} is not in: {}", run.stderr);
    }
}

#[test]
fn an_unknown_key_has_its_place_and_the_nearest_legal_one() {
    fails(
        "spec:\n  values:\n    global:\n      networc: x\n",
        &[],
        &["o.yaml:6:7: spec.values.global.networc: there is no such key; did you mean \"network\"?"],
    );
    fails(
        "spec:\n  compnents: {}\n",
        &[],
        &["o.yaml:4:3: spec.compnents", "\"components\""],
    );
    fails(
        "spec: {components: {pilot: {k8s: {tolerations: [{ky: a}]}}}}\n",
        &[],
        &["spec.components.pilot.k8s.tolerations[0].ky", "\"key\""],
    );
    fails(
        "",
        &["--set", "components.pilt.enabled=true"],
        &["--set components.pilt.enabled=true: spec.components.pilt", "\"pilot\""],
    );
}

#[test]
fn a_wrong_type_says_what_was_expected() {
    fails(
        "spec: {components: {pilot: {enabled: 'true'}}}\n",
        &[],
        &["expected true or false, found the string \"true\""],
    );
    fails(
        "spec: {revision: '12'}\n",
        &[],
        &["o.yaml:3:8: spec.values.revision: expected a string"],
    );
    fails(
        "spec: {values: text}\n",
        &[],
        &["o.yaml", "spec.values: expected a mapping"],
    );
    fails(
        "spec: {components: {ingressGateways: null}}\n",
        &[],
        &["o.yaml:3:21: spec.components.ingressGateways: expected a list"],
    );
    fails(
        "spec: {components: {egressGateways: [{k8s: {serviceAnnotations: {x: y}}}]}}\n",
        &[],
        &["spec.components.egressGateways[0].k8s.serviceAnnotations.x: expected a string (in quotes), found true"],
    );
}

#[test]
fn force_cannot_help_a_component_that_cannot_be_read() {
    for (component, part) in [
        (
            "pilot: {k8s: {env: [{name: A, value: 1}]}}",
            "pilot.k8s.env[0].value: expected a string",
        ),
        (
            "pilot: {k8s: {replicaCount: '3'}}",
            "pilot.k8s.replicaCount: expected an integer",
        ),
        ("cni: {enabled: false, hub: 5}", "cni.hub: expected a string"),
        (
            "ingressGateways: [{name: a, label: {a: 1}}]",
            "ingressGateways[0].label.a: expected a string",
        ),
    ] {
        fails(
            &format!("spec: {{components: {{{component}}}}}\n"),
            &["--force"],
            &["o.yaml:3:", part],
        );
    }
    let unknown =
        "spec: {profile: empty, hub: 'BAD:x', components: {pilot: {enabled: true, nosuch: 1, k8s: {nosuch: 1}}}}\n";
    warns(
        unknown,
        &["--force"],
        &["spec.components.pilot.k8s.nosuch: there is no such key (going on because of --force)"],
    );
}

#[test]
fn what_flags_put_into_a_list_of_the_profile_is_said_of_the_flags() {
    fails(
        "",
        &["--set", "components.ingressGateways.enabled=true"],
        &["Error: --set components.ingressGateways.enabled=true: spec.components.ingressGateways: expected a list"],
    );
    warns(
        "",
        &["--set", "components.ingressGateways[1].k8s.replicaCount=1"],
        &[
            "--set components.ingressGateways[1].k8s.replicaCount=1: spec.components.ingressGateways[0]: the gateway has no name",
        ],
    );
    let flags = [
        "--set",
        "components.pilot.k8s.env[0].name=A",
        "--set",
        "components.pilot.k8s.env[0].value=1",
    ];
    fails(
        "",
        &flags,
        &["env[0].value: expected a string, found 1; use --set-string"],
    );
}

#[test]
fn keys_that_people_often_write_lead_to_the_right_ones() {
    for (flag, part) in [
        ("components.pilot.k8s.replicas=3", "did you mean \"replicaCount\"?"),
        (
            "values.gateways.ingressgateway.type=NodePort",
            "did you mean \"istio-ingressgateway\"?",
        ),
        (
            "values.global.mtls.enabled=true",
            "there is no such key any more; write a PeerAuthentication",
        ),
        (
            "addonComponents.prometheus.enabled=true",
            "add-ons are installed by themselves",
        ),
    ] {
        fails("", &["--set", flag], &[part]);
    }
}

#[test]
fn a_patch_without_a_place_changes_nothing() {
    let overlays = "[{kind: ServiceAccount, name: ztunnel, patches: [{path: 'spec.ports.[name:x].port', value: 1}]}]";
    let operator = format!(
        "spec: {{profile: empty, components: {{ztunnel: {{enabled: true, k8s: {{overlays: {overlays}}}}}}}}}\n"
    );
    let place = Place::new();
    place.file("o.yaml", format!("{HEAD}{operator}"));
    place.file(
        "plain.yaml",
        format!("{HEAD}spec: {{profile: empty, components: {{ztunnel: {{enabled: true}}}}}}\n"),
    );
    let patched = place.run(&["manifest", "generate", "-f", "o.yaml"]).ok();
    let plain = place.run(&["manifest", "generate", "-f", "plain.yaml"]).ok();
    assert!(
        patched
            .stderr
            .contains("the list has no item [name:x]; nothing is changed"),
        "{}",
        patched.stderr
    );
    assert!(patched.stdout == plain.stdout);
}

#[test]
fn values_that_the_pipeline_writes_itself_have_their_type_checked() {
    let flags = ["--set", "values.pilot.cni=010"];
    fails(
        "",
        &flags,
        &["--set values.pilot.cni=010: spec.values.pilot.cni: expected a mapping, found an integer"],
    );
    fails(
        "",
        &["--set", "values=5"],
        &["--set values=5: spec.values: expected a mapping"],
    );
    fails(
        "spec: [a]\n",
        &[],
        &["o.yaml:3:1: spec: expected a mapping, found a list"],
    );
    fails("spec: {tag: ''}\n", &[], &["o.yaml:3:8: spec.tag: the tag is empty"]);
}

#[test]
fn ports_that_cannot_be_told_apart_are_refused() {
    fails(
        "spec: {components: {ingressGateways: [{name: a, k8s: {replicaCount: 1}}]}, values: {gateways: {istio-ingressgateway: {ports: [{targetPort: 7}]}}}}\n",
        &[],
        &["k8s.service of Service/istio-system/a", "port"],
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    fails(
        "spec: {hub: 'BAD:x', tag: 'b:d', revision: BAD_REV}\n",
        &[],
        &["3 settings are wrong", "spec.hub", "spec.tag", "spec.revision"],
    );
}

#[test]
fn a_broken_flag_has_a_caret_under_the_place() {
    let place = Place::new();
    let run = place.run(&["manifest", "generate", "--set", "values.global[0=x"]);
    run.fails(&["--set: this '[' is not closed\n  values.global[0=x\n               ^"]);
    place
        .run(&["manifest", "generate", "--set", ""])
        .fails(&["the path is empty"]);
    place
        .run(&["manifest", "generate", "--set-json", "values.x={"])
        .fails(&["--set-json: the value is not JSON"]);
    place
        .run(&[
            "manifest",
            "generate",
            "--set",
            "components.ingressGateways[name:foo].enabled=true",
        ])
        .fails(&["the list has no item with name \"foo\""]);
}

#[test]
fn an_unknown_profile_lists_those_there_are() {
    Place::new()
        .run(&["manifest", "generate", "--set", "profile=demmo"])
        .fails(&["there is no profile \"demmo\"; there are ambient, default, demo, empty"]);
}

#[test]
fn files_that_hold_no_single_istio_operator() {
    let place = Place::new();
    place.file("two.yaml", format!("{HEAD}---\n{HEAD}"));
    place.file("kindless.yaml", "spec: {}\n");
    place.file("list.yaml", "- a\n");
    place.file("broken.yaml", format!("{HEAD}spec: [\n"));
    for (file, part) in [
        ("two.yaml", "two.yaml:4:1: a second object"),
        ("kindless.yaml", "kindless.yaml:1:1: the object has no kind"),
        ("list.yaml", "found a list"),
        ("broken.yaml", "broken.yaml:"),
        ("missing.yaml", "missing.yaml"),
    ] {
        place.run(&["manifest", "generate", "-f", file]).fails(&[part]);
    }
    place
        .run(&["manifest", "generate", "-f", "-", "-f", "two.yaml"])
        .fails(&["standard input", "last"]);
}

#[test]
fn the_command_line_itself() {
    let place = Place::new();
    place
        .run(&["manifest", "generate", "extra"])
        .fails(&["takes no argument"]);
    for args in [
        &["manifest", "generate", "--no-such-flag"][..],
        &["manifest", "generate", "--set"],
    ] {
        assert_eq!(place.run(args).code, 64);
    }
    place
        .run(&["manifest", "generate", "--cluster-specific"])
        .fails(&["--cluster-specific"]);
    place
        .run(&["manifest", "generate", "--kube-version", "new"])
        .fails(&["version"]);
    place
        .run(&["manifest", "generate", "--manifests", "nowhere"])
        .fails(&["nowhere"]);
}

#[test]
fn force_turns_errors_into_warnings() {
    warns(
        "spec: {profile: empty, noSuchField: 1}\n",
        &["--force"],
        &["Warning: o.yaml:3:24: spec.noSuchField: there is no such key"],
    );
}

#[test]
fn settings_that_surprise_are_warned_of() {
    warns(
        "spec: {profile: empty, namespace: x}\n",
        &[],
        &["spec.namespace: has no effect"],
    );
    warns(
        "spec: {profile: empty, tag: 1.30}\n",
        &[],
        &["spec.tag: the tag is the number 1.3"],
    );
    warns(
        "spec: {profile: empty, tag: a, tag: b}\n",
        &[],
        &["the key \"tag\" stands here a second time"],
    );
    warns(
        "spec: {profile: empty, components: {cni: {}}}\n",
        &[],
        &["installed because it is named"],
    );
    warns(
        "spec: {profile: empty}\n",
        &["--revision", "default"],
        &["--revision default has no effect"],
    );
    warns(
        "spec: {profile: empty}\n",
        &["--set", "values.cni.env.FOO"],
        &["has no '='"],
    );
    warns(
        "spec: {profile: empty, components: {ztunnel: {enabled: true}}, values: {ztunnel: {resourceNam: x}}}\n",
        &[],
        &["spec.values.ztunnel.resourceNam", "did you mean \"resourceName\"?"],
    );
    warns(
        "spec: {profile: empty, components: {pilot: {enabled: true, k8s: {overlays: [{kind: Deployment, name: x}]}}}}\n",
        &[],
        &["spec.components.pilot.k8s.overlays[0]: the component has no Deployment \"x\""],
    );
}
