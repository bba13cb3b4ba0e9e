//! Commands against a real API server, one module a verb.
//!
//! `cargo xtask cluster test` starts one and names it in `ISTIOCTL_TEST_KUBECONFIG`; without that variable each test is reported as
//! skipped, with the reason. The tests change the cluster: never name one that matters.

mod addons;
mod analyze;
mod between;
mod configuration;
mod dashboard;
mod definitions;
mod describe;
mod experimental;
mod harness;
mod install;
mod interrupted;
mod kube_inject;
mod kube_inject_webhook;
mod mesh;
mod ports;
mod proxies;
#[path = "../documents/readme.rs"]
mod readme;
mod remote_secret;
mod tag;
mod terminal;
mod tour;
mod uninstall;
mod version;
mod waypoint;
mod workload;

use libtest_mimic::{Arguments, Completion, Trial};
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A test's name and body; it fails by panicking.
type Test = (&'static str, fn(&harness::Cluster));

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Tests share one cluster, and some look at all of it.
    arguments.test_threads = Some(1);
    let tests = [
        addons::TESTS,
        analyze::TESTS,
        definitions::TESTS,
        dashboard::TESTS,
        configuration::TESTS,
        install::TESTS,
        interrupted::TESTS,
        kube_inject::TESTS,
        tag::TESTS,
        terminal::TESTS,
        uninstall::TESTS,
        experimental::TESTS,
        kube_inject_webhook::TESTS,
        version::TESTS,
        proxies::TESTS,
        tour::TESTS,
        describe::TESTS,
        ports::TESTS,
        remote_secret::TESTS,
        workload::TESTS,
        waypoint::TESTS,
    ]
    .concat();
    let times = Times::default();
    let trials = tests
        .into_iter()
        .map(|(name, test)| {
            let times = times.clone();
            Trial::ignorable_test(name, move || {
                if let Some(reason) = definitions::missing(name)
                    .or_else(|| terminal::missing(name))
                    .or_else(|| tour::missing(name))
                {
                    return Ok(Completion::ignored_with(reason));
                }
                match harness::Cluster::of_environment() {
                    Err(reason) => Ok(Completion::ignored_with(reason)),
                    Ok(cluster) => {
                        let _timed = Timed(&times, name, Instant::now());
                        test(&cluster);
                        Ok(Completion::Completed)
                    }
                }
            })
        })
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    times.print();
    conclusion.exit_code()
}

/// How long each test took; the harness keeps that to itself.
#[derive(Clone, Default)]
struct Times(Arc<Mutex<Vec<(&'static str, Duration)>>>);

impl Times {
    /// A line for each test, in the order in which they ran; `cargo xtask cluster test` shows them.
    fn print(&self) {
        let times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        for (name, time) in times.iter() {
            text += &format!("time {name} {:.1} s\n", time.as_secs_f64());
        }
        // A closed pipe is somebody who has seen enough.
        let _ = std::io::stdout().write_all(text.as_bytes());
    }
}

/// A test that runs: its time counts, however it ends.
struct Timed<'t>(&'t Times, &'static str, Instant);

impl Drop for Timed<'_> {
    fn drop(&mut self) {
        let mut times = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        times.push((self.1, self.2.elapsed()));
    }
}
