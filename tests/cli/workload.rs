use crate::harness::Place;

#[test]
fn a_workload_group_is_made_of_flags() {
    let place = Place::new();
    let create = |args: &[&str]| place.run(&[&["x", "workload", "group", "create"], args].concat());
    // What Go's istioctl 1.30.3 prints.
    assert_eq!(
        create(&["--name", "foo", "--namespace", "bar"]).ok().out(),
        "apiVersion: networking.istio.io/v1
kind: WorkloadGroup
metadata:
  name: foo
  namespace: bar
spec:
  metadata: {}
  template:
    serviceAccount: default
"
    );
    let full = [
        "--name=foo",
        "-n",
        "bar",
        "-l",
        "app=foo,bar=baz",
        "-p",
        "grpc=3550,http=8080",
        "-a",
        "annotation=foobar",
        "-a",
        "x",
        "-s",
        "sa",
        "--network",
        "n",
        "--locality",
        "r/z",
        "-w",
        "5",
    ];
    assert_eq!(
        create(&full).ok().out(),
        "apiVersion: networking.istio.io/v1
kind: WorkloadGroup
metadata:
  name: foo
  namespace: bar
spec:
  metadata:
    annotations:
      annotation: foobar
      x: \"\"
    labels:
      app: foo
      bar: baz
  template:
    locality: r/z
    network: \"n\"
    ports:
      grpc: 3550
      http: 8080
    serviceAccount: sa
    weight: 5
"
    );
}

#[test]
fn what_is_no_workload_group_is_said() {
    let place = Place::new();
    let create = |args: &[&str]| place.run(&[&["x", "workload", "group", "create"], args].concat());
    create(&["-n", "bar"]).fails(&["expecting a workload name"]);
    create(&["--name", "foo"]).fails(&["expecting a workload namespace"]);
    for port in ["http=x", "a", "http=0", "http=65536"] {
        create(&["--name", "foo", "-n", "bar", "-p", port]).fails(&["--ports", port]);
    }
    create(&["--name", "foo", "-n", "bar", "-l", "=a"]).fails(&["--labels", "\"=a\""]);
    let weight = create(&["--name", "foo", "-n", "bar", "-w", "4294967296"]);
    assert_eq!((weight.code, weight.out().as_str()), (64, ""));
}

#[test]
fn what_configure_needs_is_said_before_a_cluster_is_asked() {
    let place = Place::new();
    place.file("other.yaml", "kind: ServiceEntry\n");
    place.file("bare.yaml", "kind: WorkloadGroup\nmetadata: {name: a}\n");
    place.file("two.yaml", "kind: WorkloadGroup\n---\nkind: WorkloadGroup\n");
    let configure = |args: &[&str]| place.run(&[&["x", "workload", "entry", "configure"], args].concat());
    configure(&["-o", "vm"]).fails(&["expecting a WorkloadGroup artifact file"]);
    configure(&["-o", "vm", "--name", "a"]).fails(&["expecting a WorkloadGroup artifact file"]);
    configure(&["-f", "bare.yaml"]).fails(&["expecting an output directory"]);
    configure(&["-f", "other.yaml", "-o", "vm"]).fails(&["other.yaml: there is no WorkloadGroup"]);
    configure(&["-f", "bare.yaml", "-o", "vm"]).fails(&["bare.yaml", "no namespace"]);
    configure(&["-f", "two.yaml", "-o", "vm"]).fails(&["more than one WorkloadGroup"]);
    configure(&["-f", "bare.yaml", "-o", "vm", "--ingressIP", "x"]).fails(&["--ingressIP", "no IP address"]);
    let both = configure(&[
        "-f",
        "bare.yaml",
        "-o",
        "vm",
        "--internalIP",
        "1.2.3.4",
        "--externalIP",
        "1.2.3.4",
    ]);
    assert_eq!((both.code, both.out().as_str()), (1, ""));
    configure(&["-f", "bare.yaml", "-o", "vm", "-n", "shop"]).fails(&["kubeconfig"]);
    assert!(!place.path().join("vm").exists());
}
