//! What the documentation types into a terminal with a cluster behind it: the whole of docs/tour.md, and those blocks of other
//! pages that need a cluster.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use istio_manifest::cluster::kinds;
use testkit::page::Page;
use testkit::session::{self, Step, Terminal};

use crate::Test;
use crate::harness::{Cluster, LIMIT};
use crate::mesh::{Mesh, NAMESPACE};
use crate::readme;

pub(crate) const TESTS: &[Test] = &[
    ("tour::the_tour_is_as_it_says", the_tour_is_as_it_says),
    ("tour::the_readme_is_as_it_says", the_readme_is_as_it_says),
];

/// The namespaces that the tour makes.
const NAMESPACES: [&str; 2] = ["teahouse", "terrace"];

/// Blocks that the tour may leave out, each with its reason: what only a node that runs containers shows.
const LEFT_OUT: usize = 3;

/// Why these tests cannot run here, if so.
pub(crate) fn missing(test: &str) -> Option<String> {
    if !test.starts_with("tour::") {
        return None;
    }
    ["bash", "kubectl"].into_iter().find_map(|tool| {
        let there = Command::new(tool).arg("--help").output().is_ok();
        (!there).then(|| format!("needs {tool}"))
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> Page {
    Page::parse(&std::fs::read_to_string(root().join(name)).expect("a page"))
}

/// A terminal in a folder that finds this istioctl first.
fn terminal(cluster: &Cluster, folder: &Path) -> Terminal {
    let here = Path::new(env!("CARGO_BIN_EXE_istioctl")).parent().map(PathBuf::from);
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let folders = here.into_iter().chain(std::env::split_paths(&inherited));
    let path = std::env::join_paths(folders).expect("folders without a colon");
    let environment: Vec<(OsString, OsString)> = vec![
        ("PATH".into(), path),
        ("KUBECONFIG".into(), cluster.kubeconfig().into()),
        ("NO_COLOR".into(), "1".into()),
    ];
    // Commands have limits of their own.
    Terminal::new(folder, environment, 3 * LIMIT)
}

/// Takes away what a tour that broke off left.
struct Cleared<'c>(&'c Cluster);

impl Cleared<'_> {
    fn clear(&self) {
        for name in NAMESPACES {
            if self.0.get(&kinds::namespace(), None, name).is_some() {
                self.0.remove(&kinds::namespace(), None, name);
                self.0.wait_gone(&kinds::namespace(), None, name);
            }
        }
    }
}

impl Drop for Cleared<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.clear();
        }
    }
}

fn the_tour_is_as_it_says(cluster: &Cluster) {
    let _mesh = Mesh::new(cluster);
    let cleared = Cleared(cluster);
    cleared.clear();
    // The tour starts on a cluster that never saw Istio.
    cluster.remove(&kinds::namespace(), None, NAMESPACE);
    cluster.wait_gone(&kinds::namespace(), None, NAMESPACE);
    let terminal = terminal(cluster, root());
    let mut left_out = Vec::new();
    let mut run = 0;
    for block in page("docs/tour.md")
        .blocks
        .iter()
        .filter(|block| block.language == "console")
    {
        if let Some(reason) = &block.note {
            assert!(reason.starts_with("tour: "), "docs/tour.md:{}: {reason}", block.line);
            left_out.push((block.line, reason.clone()));
            continue;
        }
        for step in session::steps(block).unwrap_or_else(|why| panic!("docs/tour.md: {why}")) {
            terminal.run(&step).unwrap_or_else(|why| panic!("docs/tour.md: {why}"));
            run += 1;
        }
    }
    assert!(left_out.len() <= LEFT_OUT, "{left_out:?}");
    assert!(run > 20, "only {run} commands");
    cluster.ensure_namespace(NAMESPACE);
}

/// Each block has the cluster to itself; one of `run: mesh` finds an installation there.
fn the_readme_is_as_it_says(cluster: &Cluster) {
    let page = page("README.md");
    let mut run = 0;
    for block in page.blocks.iter().filter(|block| block.language == "console") {
        let installed = match block.note.as_deref() {
            Some("run: cluster") => false,
            Some("run: mesh") => true,
            _ => continue,
        };
        let mesh = Mesh::new(cluster);
        if installed {
            mesh.installed(&[]);
        }
        let folder = tempfile::tempdir().expect("a folder");
        readme::fill(folder.path(), root());
        let terminal = terminal(cluster, folder.path());
        let steps = session::steps(block).unwrap_or_else(|why| panic!("README.md: {why}"));
        run += steps.len();
        let outcome = steps.iter().try_for_each(|step| terminal.run(step));
        // What kubectl applied, kubectl takes away; istioctl removes what istioctl installed.
        for command in [
            "kubectl delete --ignore-not-found -f app.yaml",
            "istioctl manifest generate --set profile=demo | kubectl delete --ignore-not-found -f -",
        ] {
            let step = Step {
                command: command.to_owned(),
                shown: String::new(),
                line: block.line,
            };
            terminal.run(&step).unwrap_or_else(|why| panic!("{why}"));
        }
        outcome.unwrap_or_else(|why| panic!("README.md: {why}"));
    }
    assert!(run > 8, "only {run} commands");
}
