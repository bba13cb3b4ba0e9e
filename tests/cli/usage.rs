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
fn the_best_suggestion_is_the_only_one() {
    for (typed, meant, not) in [
        ("instal", "'install'", "uninstall"),
        ("--namepsace", "'--namespace'", "as-group"),
        ("analyse", "'analyze'", "xx"),
    ] {
        let run = Place::new().run(&[typed]);
        assert_eq!(run.code, 64, "{typed}");
        assert!(
            run.stderr.contains(meant) && !run.stderr.contains(not),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn what_go_has_and_what_earlier_releases_had_is_named() {
    for (typed, said) in [
        (&["bug-report"][..], "`istioctl bug-report`"),
        (&["-n", "shop", "bug-report", "version"], "`istioctl bug-report`"),
        (&["operator", "init"], "`istioctl install`"),
        (&["x", "add-to-mesh"], "kube-inject"),
    ] {
        let run = Place::new().run(typed);
        assert_eq!(run.code, 64, "{typed:?}");
        assert!(run.stdout.is_empty());
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    let run = Place::new().run(&["manifest", "apply", "--revision", "A_B"]);
    assert!(run.stderr.contains("`istioctl install` today"), "{}", run.stderr);
}

#[test]
fn options_are_the_global_flags() {
    let run = Place::new().run(&["options"]).ok();
    for flag in [
        "-c, --kubeconfig",
        "-i, --istioNamespace",
        "--vklog",
        "--color",
        "--as-group",
    ] {
        assert!(run.out().contains(flag), "{flag}: {}", run.out());
    }
    assert!(!run.out().contains("--help"), "{}", run.out());
}

#[test]
fn colour_is_where_it_is_wanted() {
    let place = Place::new();
    place.file(
        "gone.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\n",
    );
    let error = |args: &[&str], environment: &[(&str, &str)]| place.run_in_environment(args, b"", environment).stderr;
    let missing = ["analyze", "--use-kube=false", "no-such-file.yaml"];
    assert!(!error(&missing, &[]).contains('\u{1b}'), "a pipe");
    assert!(error(&[&["--color=always"], &missing[..]].concat(), &[("NO_COLOR", "1")]).contains('\u{1b}'));
    for never in [&["--color", "never"][..], &["--color=false"]] {
        assert!(!error(&[never, &missing[..]].concat(), &[]).contains('\u{1b}'));
    }
    assert!(
        error(&["--color=always", "instal"], &[]).contains('\u{1b}'),
        "an error of the command line"
    );
    assert_eq!(place.run(&["--color=blue", "version"]).code, 64);
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

#[test]
fn every_command_has_examples() {
    let page = Place::new().run(&["reference"]).ok().out();
    let sections = page.split("\n## istioctl ").skip(1);
    let lacking: Vec<&str> = sections
        .filter(|section| !section.split("\n## ").next().unwrap_or_default().contains("Examples:"))
        .filter_map(|section| section.lines().next())
        .collect();
    assert!(lacking.is_empty(), "no examples: {lacking:?}");
}
