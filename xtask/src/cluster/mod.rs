//! `cargo xtask cluster`: a real control plane on this machine, for the tests that need one.
//!
//! etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok (which plays the kubelet of a simulated node) are built
//! once from pinned Go modules ([`build`]) and then started in about three seconds, on free loopback ports, in a folder of their
//! own. A supervisor process ([`supervisor`]) owns them: when it ends, they end and the folder goes. Several may run side by side.

mod build;
mod certificates;
mod config;
mod identity;
mod lifetime;
mod objects;
mod ports;
mod processes;
mod state;
mod supervisor;

use crate::arguments::Arguments;
use crate::project;
use crate::report::say;
use crate::test::{self, Summary};
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

pub(crate) use build::{Binaries, NoGo};
pub(crate) use lifetime::{Running, start_tied};

/// The variable that names the kubeconfig of the cluster to the tests.
pub(crate) const KUBECONFIG_VARIABLE: &str = "ISTIOCTL_TEST_KUBECONFIG";
/// The variable that tells the tests why there is no cluster.
pub(crate) const REASON_VARIABLE: &str = "ISTIOCTL_TEST_NO_CLUSTER";

/// Runs the command.
///
/// # Errors
/// On wrong arguments, or a cluster that does not build or start.
pub(crate) fn run(argv: Vec<String>) -> Result<bool> {
    let mut argv = argv.into_iter();
    let verb = argv.next().unwrap_or_default();
    let mut arguments = Arguments::new(argv.collect());
    match verb.as_str() {
        "up" => up(arguments),
        "down" => down(arguments),
        "status" => {
            arguments.rest()?;
            status()
        }
        "test" => test_command(arguments),
        "build" => {
            let binaries = Binaries::of_arguments(&mut arguments)?;
            arguments.rest()?;
            say!("{}", binaries.folder().display());
            Ok(true)
        }
        // What `up` and `test` start; not for typing.
        supervisor::VERB => supervisor::run(&mut arguments),
        other => bail!("cluster {other:?}: the commands are up, down, status, test and build"),
    }
}

/// Where clusters keep their data: one folder each, named as the cluster is.
fn clusters_folder() -> PathBuf {
    project::target_dir().join("cluster").join("run")
}

/// Takes `--name` and checks that it can be the name of a folder.
fn name(arguments: &mut Arguments) -> Result<Option<String>> {
    let Some(name) = arguments.value("--name")? else {
        return Ok(None);
    };
    let fine = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if name.is_empty() || name.starts_with('-') || !name.chars().all(fine) {
        bail!("--name {name:?}: letters, digits and dashes make a name");
    }
    Ok(Some(name))
}

fn up(mut arguments: Arguments) -> Result<bool> {
    let name = name(&mut arguments)?.unwrap_or_else(|| "default".to_owned());
    let audit = arguments.switch("--audit");
    let binaries = Binaries::of_arguments(&mut arguments)?;
    arguments.rest()?;
    let state = lifetime::start_lasting(&name, &binaries, audit)?;
    say!("export KUBECONFIG={}", state.kubeconfig.display());
    Ok(true)
}

fn down(mut arguments: Arguments) -> Result<bool> {
    let all = arguments.switch("--all");
    let name = name(&mut arguments)?;
    arguments.rest()?;
    let states = state::all(&clusters_folder())?;
    let wanted = name.unwrap_or_else(|| "default".to_owned());
    let mut found = false;
    for state in states.iter().filter(|state| all || state.name == wanted) {
        lifetime::stop(state)?;
        say!("{} is down", state.name);
        found = true;
    }
    if !found {
        say!("nothing was up");
    }
    Ok(true)
}

fn status() -> Result<bool> {
    let states = state::all(&clusters_folder())?;
    if states.is_empty() {
        say!("no cluster is up");
    }
    for state in states {
        let alive = state.processes.iter().filter(|process| process.is_alive()).count();
        let of = state.processes.len();
        let word = if state.supervisor.is_alive() && alive == of {
            "up"
        } else {
            "broken (`cluster down` clears it away)"
        };
        say!("{}: {word}, {alive} of {of} processes", state.name);
        say!("  server      {}", state.server);
        say!("  kubeconfig  {}", state.kubeconfig.display());
        for process in &state.processes {
            let word = if process.is_alive() { "runs" } else { "gone" };
            say!("  {:<24} {word}, pid {}", process.name, process.pid);
        }
    }
    Ok(true)
}

/// `cluster test`: up, the cluster tests, down.
fn test_command(mut arguments: Arguments) -> Result<bool> {
    let given = arguments.value("--kubeconfig")?;
    let mut command = project::cargo();
    command.args(["test", "--no-fail-fast", "-p", "istioctl", "--test", "cluster"]);
    let cluster = match given {
        Some(path) => {
            let path = std::path::absolute(&path).context("--kubeconfig")?;
            if !path.is_file() {
                bail!("--kubeconfig {}: there is no such file", path.display());
            }
            command.env(KUBECONFIG_VARIABLE, path);
            None
        }
        None => {
            let binaries = Binaries::of_arguments(&mut arguments)?;
            let cluster = lifetime::start_tied(&binaries)?;
            command.env(KUBECONFIG_VARIABLE, cluster.kubeconfig());
            Some(cluster)
        }
    };
    command.args(arguments.rest()?);
    let summary = test::run_cargo(command, Summary::listing_all());
    if let Some(cluster) = cluster {
        cluster.stop()?;
    }
    summary
}
