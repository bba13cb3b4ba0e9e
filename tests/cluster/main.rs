//! Commands against a real API server, one module a verb.
//!
//! `cargo xtask cluster test` starts one and names it in `ISTIOCTL_TEST_KUBECONFIG`; without that variable each test is reported as
//! skipped, with the reason. The tests change the cluster: never name one that matters.

mod analyze;
mod experimental;
mod harness;
mod install;
mod kube_inject;
mod kube_inject_webhook;
mod mesh;
mod remote_secret;
mod tag;
mod uninstall;
mod version;
mod waypoint;

use libtest_mimic::{Arguments, Completion, Trial};
use std::process::ExitCode;

/// A test's name and body; it fails by panicking.
type Test = (&'static str, fn(&harness::Cluster));

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Tests share one cluster, and some look at all of it.
    arguments.test_threads = Some(1);
    let tests = [
        analyze::TESTS,
        install::TESTS,
        kube_inject::TESTS,
        tag::TESTS,
        uninstall::TESTS,
        experimental::TESTS,
        kube_inject_webhook::TESTS,
        version::TESTS,
        remote_secret::TESTS,
        waypoint::TESTS,
    ]
    .concat();
    let trials = tests
        .into_iter()
        .map(|(name, test)| {
            Trial::ignorable_test(name, move || match harness::Cluster::of_environment() {
                Err(reason) => Ok(Completion::ignored_with(reason)),
                Ok(cluster) => {
                    test(&cluster);
                    Ok(Completion::Completed)
                }
            })
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
