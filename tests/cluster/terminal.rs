//! What an installation shows on a terminal, and elsewhere.

use std::process::{Command, Stdio};

use crate::Test;
use crate::harness::Cluster;
use crate::mesh::Mesh;

pub(crate) const TESTS: &[Test] = &[(
    "terminal::lines_change_in_place_on_a_terminal_that_somebody_watches",
    lines_change_in_place,
)];

/// Why a test cannot run, if it is of this module and lacks something.
pub(crate) fn missing(test: &str) -> Option<String> {
    let there = || {
        let version = Command::new("script").arg("--version").stdout(Stdio::null()).status();
        cfg!(target_os = "linux") && version.is_ok_and(|status| status.success())
    };
    (test.starts_with("terminal::") && !there()).then(|| "needs script(1) of util-linux".to_owned())
}

fn lines_change_in_place(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=minimal"]);
    let watched = on_a_terminal(cluster, &[("NO_COLOR", "1")]);
    assert!(
        watched.contains("\u{1b}[2K") && watched.contains("Istiod: applying"),
        "{watched:?}"
    );
    assert!(!watched.contains("- Istiod: applying"), "{watched:?}");
    assert!(watched.contains("✔ Istiod installed\r\n"), "{watched:?}");
    for environment in [("CI", "true"), ("TERM", "dumb")] {
        let log = on_a_terminal(cluster, &[environment]);
        assert!(!log.contains('\u{1b}'), "{environment:?}: {log:?}");
        assert!(
            log.contains("- Istiod: applying\r\n✔ Istiod installed\r\n"),
            "{environment:?}: {log:?}"
        );
    }
}

/// Runs an installation on a terminal of its own and gives what it wrote there.
fn on_a_terminal(cluster: &Cluster, environment: &[(&str, &str)]) -> String {
    let command = format!("{} install -y --set profile=minimal", env!("CARGO_BIN_EXE_istioctl"));
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .env("KUBECONFIG", cluster.kubeconfig())
        .env("TERM", "xterm")
        .env_remove("CI")
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect("script");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
    text
}
