//! What a contributor types: `cargo xtask test`, `cluster`, `conformance`, `bench`, `fuzz`, `generate`, `dist`.
//!
//! Each command is one module. They print to stdout, because their output is the report that the caller asked for.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod bench;
#[cfg(unix)]
mod cluster;
#[cfg(not(unix))]
#[path = "cluster/elsewhere.rs"]
mod cluster;
mod conformance;
mod dist;
mod fuzz;
mod generate;
mod project;
mod report;
mod tally;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

Commands:
  test [-p CRATE]        run every test of the workspace
      --no-cluster       without a control plane; the tests that need one are skipped
      --cache, --assets  as for cluster
  cluster up             start a control plane on this machine, on loopback
      --name NAME        of several (default: default)
      --audit            log each request to audit.log in its folder
      --cache DIR        where the built programs are kept (default: $ISTIOCTL_CLUSTER_CACHE, else
                         $XDG_CACHE_HOME/istioctl/cluster, else a folder under the build folder)
      --assets DIR       take programs from DIR where it has them, such as $KUBEBUILDER_ASSETS
  cluster down           end it (--name NAME, or --all)
  cluster status         list control planes and their processes
  cluster test [FILTER]  start one, run the cluster tests, end it
      --kubeconfig FILE  use this cluster instead; the tests change it
  cluster build          build the programs and print where they are
  conformance [AREA...]  compare with recorded behaviour
      --suite DIR        folder with the recorded cases (default: ../shared/conformance)
      --format FORMAT    text (default) or json
      --binary PATH      use this istioctl instead of building a release one
      --case TEXT        only cases whose name contains TEXT
      --diffs N          print at most N failures an area in full (default 20)
  bench                  measure whole commands of the release binary
      --peer PATH        Go's istioctl, to measure beside ours
      --quick            few runs, the smallest file only
      --binary, --suite  as for conformance (the suite's default ConfigMap is measured too)
  fuzz [TARGET...]       run fuzz targets, one after another
      --seconds N        how long each runs (default 60)
  dist                   make the packages of a release in dist/
      --target TRIPLE    build for this target, such as x86_64-unknown-linux-musl, with no trace of this machine's folders
      --binary PATH      use this istioctl instead of building one
      --out DIR          write them there instead
      --check            make them twice in a temporary folder and look at them
  generate [PATH...]     write the files that programs write
      --check            only say which are stale
      --download         with --check: let Go fetch the modules that it lacks
";

fn main() -> ExitCode {
    let mut argv: Vec<String> = std::env::args().skip(1).collect();
    if argv.is_empty() || argv.iter().any(|a| a == "--help" || a == "-h") {
        report::write(format_args!("{USAGE}"));
        return ExitCode::SUCCESS;
    }
    let command = argv.remove(0);
    let result = match command.as_str() {
        "bench" => bench::run(argv),
        "cluster" => cluster::run(argv),
        "conformance" => conformance::run(argv),
        "dist" => dist::run(argv),
        "fuzz" => fuzz::run(argv),
        "generate" => generate::run(argv),
        "measure" => bench::measure::once(&argv),
        "test" => test::run(argv),
        other => Err(anyhow::anyhow!("unknown command {other:?}\n\n{USAGE}")),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("Error: {error:#}");
            ExitCode::from(2)
        }
    }
}
