use crate::harness::Place;

#[test]
fn an_unknown_flag_or_command_is_exit_64_with_a_suggestion() {
    let run = Place::new().run(&["kube-inject", "--meshConfigFil", "x"]);
    assert_eq!(run.code, 64);
    assert!(run.stdout.is_empty());
    assert!(run.stderr.contains("--meshConfigFile"), "{}", run.stderr);
    let run = Place::new().run(&["kube-injct"]);
    assert_eq!(run.code, 64);
    assert!(run.stderr.contains("kube-inject"), "{}", run.stderr);
}

#[test]
fn a_bad_flag_value_is_exit_64() {
    let run = Place::new().run(&["kube-inject", "-f", "x", "--timeout", "soon"]);
    assert_eq!(run.code, 64);
    assert!(run.stderr.contains("30s"), "{}", run.stderr);
}

#[test]
fn help_is_data() {
    let run = Place::new().run(&["kube-inject", "--help"]).ok();
    assert!(run.out().contains("--injectConfigFile"));
    assert!(run.stderr.is_empty());
}

#[test]
fn global_flags_go_before_and_after_the_command() {
    let place = Place::new();
    place.run(&["-i", "mesh", "version", "--remote=false"]).ok();
    place
        .run(&[
            "version",
            "--remote=false",
            "--context",
            "c",
            "-n",
            "ns",
            "--as-group",
            "a",
            "--as-group",
            "b",
        ])
        .ok();
}

#[test]
fn without_a_command_it_shows_the_commands() {
    let run = Place::new().run(&[]).ok();
    assert!(
        run.out().contains("kube-inject") && run.out().contains("kube-uninject"),
        "{}",
        run.out()
    );
    assert!(run.stderr.is_empty());
}

#[test]
fn a_closed_pipe_is_a_normal_end() {
    let place = Place::new();
    let binary = env!("CARGO_BIN_EXE_istioctl");
    let script = format!("{binary} kube-inject --help | head -1; echo ${{PIPESTATUS[0]}}");
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(place.path())
        .output()
        .expect("bash");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().last(), Some("0"));
}

#[test]
fn a_duration_has_a_unit() {
    let run = Place::new().run(&["version", "--kubeclient-timeout", "15"]);
    assert_eq!(run.code, 64);
    assert!(run.stdout.is_empty());
    assert!(
        run.stderr.contains("--kubeclient-timeout") && run.stderr.contains("30s"),
        "{}",
        run.stderr
    );
}
