use crate::harness::Place;

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = Place::new().run(&["completion", shell]).ok().out();
        assert!(script.contains("kube-uninject"), "{shell}");
        assert!(script.contains("injectConfigFile"), "{shell}");
    }
}

/// `cargo xtask generate` writes them.
#[test]
fn the_files_in_completions_are_current() {
    for (shell, file) in [
        ("bash", "istioctl.bash"),
        ("zsh", "_istioctl"),
        ("fish", "istioctl.fish"),
        ("powershell", "istioctl.ps1"),
    ] {
        let path = format!("{}/completions/{file}", env!("CARGO_MANIFEST_DIR"));
        let committed = std::fs::read_to_string(&path).expect(file);
        assert_eq!(
            Place::new().run(&["completion", shell]).ok().out(),
            committed,
            "{file} is stale"
        );
    }
}
