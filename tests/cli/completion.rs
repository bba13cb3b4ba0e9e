use crate::harness::Place;

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = Place::new().run(&["completion", shell]).ok().out();
        assert!(script.contains("kube-uninject"), "{shell}");
        assert!(script.contains("injectConfigFile"), "{shell}");
    }
}
