//! Which noun of the field an argument takes.
//!
//! What clap knows (enumerated values) needs no row here. A row is about a flag by its long name, or about any argument by the name of
//! its value as help shows it, so that a new command with the usual names needs none either.

use clap::{Arg, ValueHint};

use super::answer::Files;

/// What an argument is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    /// A file.
    File(Files),
    /// One of a few words, with what they mean.
    Words(&'static [(&'static str, &'static str)]),
    /// A context of the kubeconfig.
    Context,
    /// A namespace of the cluster.
    Namespace,
    /// A revision of the control plane, or a tag.
    Revision,
    /// A revision of the control plane, but no tag.
    ControlPlane,
    /// A tag.
    Tag,
    /// A profile.
    Profile,
    /// A profile, or a file with an IstioOperator.
    ProfileOrFile,
    /// A setting of an installation: `PATH=VALUE`.
    Setting,
    /// An analyzer.
    Analyzer,
    /// A message code, or an analyzer.
    Code,
    /// A message code and an equals sign.
    Suppression,
    /// A workload: a pod, or another kind with its name.
    Workload,
    /// A workload that has a proxy.
    MeshedWorkload,
    /// A pod that has a proxy.
    MeshedPod,
    /// A Service.
    Service,
    /// A pod of the control plane.
    ControlPlanePod,
    /// A node.
    Node,
    /// Anything: there is nothing to offer.
    Unknown,
}

const YAML: Files = Files::Ending(&["yaml", "yml", "json"]);
/// What `--manifests` takes: a folder or the archive of a release.
const CHARTS: Files = Files::Ending(&["tgz", "tar.gz"]);
const LEVELS: Noun = Noun::Words(&[("Info", ""), ("Warning", ""), ("Error", "")]);
const FINDINGS: Noun = Noun::Words(&[
    ("log", "lines for people"),
    ("json", ""),
    ("yaml", ""),
    ("sarif", "for code scanning"),
    ("junit", "for test reports"),
    ("github", "annotations of GitHub Actions"),
    ("gitlab", "code quality report of GitLab"),
    ("tap", "Test Anything Protocol"),
]);

/// An argument of some commands. The first row that fits counts.
struct Row {
    /// The commands by their paths, with everything below them; empty for all. `experimental` before a command is left out.
    commands: &'static [&'static str],
    /// A flag (`--long`), or the name of a value.
    argument: &'static str,
    noun: Noun,
}

const fn row(commands: &'static [&'static str], argument: &'static str, noun: Noun) -> Row {
    Row {
        commands,
        argument,
        noun,
    }
}

const ROWS: &[Row] = &[
    // Where it is asked, and for what.
    row(&[], "--kubeconfig", Noun::File(Files::Any)),
    row(&[], "--context", Noun::Context),
    row(&[], "--remote-contexts", Noun::Context),
    row(&[], "CONTEXT", Noun::Context),
    row(&[], "--namespace", Noun::Namespace),
    row(&[], "--istioNamespace", Noun::Namespace),
    row(&[], "--istio-namespace", Noun::Namespace),
    row(&[], "--workload-namespace", Noun::Namespace),
    row(&[], "--service-namespace", Noun::Namespace),
    row(&[], "--policy-namespace", Noun::Namespace),
    row(&[], "NAMESPACE", Noun::Namespace),
    row(&["tag"], "--revision", Noun::ControlPlane),
    row(&[], "--revision", Noun::Revision),
    row(&[], "REVISION", Noun::Revision),
    row(&[], "TAG", Noun::Tag),
    row(&[], "--node", Noun::Node),
    row(&[], "--workload-node", Noun::Node),
    // What it is about.
    row(&["check-inject"], "[TYPE/]NAME[.NAMESPACE]", Noun::Workload),
    row(
        &["admin", "dashboard controlz", "dashboard istiod-debug"],
        "[TYPE/]NAME[.NAMESPACE]",
        Noun::ControlPlanePod,
    ),
    row(&["admin"], "POD", Noun::ControlPlanePod),
    row(&[], "[TYPE/]NAME[.NAMESPACE]", Noun::MeshedWorkload),
    row(&[], "[POD/]NAME[.NAMESPACE]", Noun::MeshedPod),
    row(&[], "POD[.NAMESPACE]", Noun::MeshedPod),
    row(&[], "POD", Noun::MeshedPod),
    row(&[], "SERVICE[.NAMESPACE]", Noun::Service),
    row(&[], "SERVICE", Noun::Service),
    row(&["profile dump"], "NAME", Noun::Profile),
    row(&["profile diff"], "FIRST", Noun::ProfileOrFile),
    row(&["profile diff"], "SECOND", Noun::ProfileOrFile),
    row(
        &["waypoint"],
        "--for",
        Noun::Words(&[
            ("all", "of Services and of workloads"),
            ("none", "of nobody"),
            ("service", "of Services"),
            ("workload", "of pods and VMs by their address"),
        ]),
    ),
    row(
        &["create-remote-secret"],
        "--type",
        Noun::Words(&[
            ("remote", "to read Services and pods"),
            ("config", "to read all configuration"),
        ]),
    ),
    row(
        &["create-remote-secret"],
        "--auth-type",
        Noun::Words(&[("bearer-token", ""), ("plugin", "")]),
    ),
    // Analysis.
    row(&[], "--analyzer", Noun::Analyzer),
    row(&[], "--explain", Noun::Code),
    row(&[], "--suppress", Noun::Suppression),
    row(&[], "LEVEL", LEVELS),
    row(
        &["analyze"],
        "--compat",
        Noun::Words(&[("istioctl-1.30", "as Go's istioctl 1.30 reads files")]),
    ),
    row(&["analyze", "validate", "precheck"], "--output", FINDINGS),
    row(
        &["tag list"],
        "--output",
        Noun::Words(&[("table", ""), ("json", ""), ("yaml", "")]),
    ),
    row(&["version"], "--output", Noun::Words(&[("json", ""), ("yaml", "")])),
    row(
        &["admin", "proxy-config", "ztunnel-config"],
        "--output",
        Noun::Words(&[("short", "a table"), ("json", ""), ("yaml", "")]),
    ),
    row(
        &["proxy-status"],
        "--output",
        Noun::Words(&[("table", ""), ("json", ""), ("yaml", "")]),
    ),
    row(
        &["envoy-stats"],
        "--output",
        Noun::Words(&[
            ("short", "lines"),
            ("json", ""),
            ("yaml", ""),
            ("prom", "as Prometheus reads them"),
            ("prom-merged", "with those of the application"),
        ]),
    ),
    // Settings: those of our charts' values, and of an installation.
    row(&["analyze"], "--set", Noun::Unknown),
    row(&[], "--set", Noun::Setting),
    row(&[], "--set-string", Noun::Setting),
    row(&[], "--set-json", Noun::Setting),
    row(&[], "--set-file", Noun::Setting),
    // Files.
    row(&["kube-inject", "kube-uninject"], "--output", Noun::File(Files::Any)),
    row(&[], "--baseline", Noun::File(Files::Any)),
    row(&[], "--manifests", Noun::File(CHARTS)),
    row(&[], "FILE", Noun::File(YAML)),
];

/// What an argument takes.
pub(super) fn noun(path: &[&str], argument: &Arg) -> Noun {
    let path: Vec<&str> = path.iter().copied().filter(|name| *name != "experimental").collect();
    let names = argument.get_value_names().unwrap_or_default();
    let fits = |row: &&Row| {
        let here = row.commands.is_empty()
            || row
                .commands
                .iter()
                .any(|command| path.starts_with(&command.split(' ').collect::<Vec<_>>()));
        here && match row.argument.strip_prefix("--") {
            Some(long) => argument.get_long() == Some(long),
            None => names.iter().any(|name| name.as_str() == row.argument),
        }
    };
    if argument.get_value_hint() == ValueHint::DirPath {
        return Noun::File(Files::Directories);
    }
    match ROWS.iter().find(fits) {
        Some(row) => row.noun,
        None => match argument.get_value_hint() {
            ValueHint::AnyPath if argument.get_id() != "manifests" => Noun::File(YAML),
            ValueHint::FilePath | ValueHint::AnyPath => Noun::File(Files::Any),
            _ => Noun::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Command;

    fn walk<'c>(command: &'c Command, path: &mut Vec<&'c str>, found: &mut Vec<(Vec<&'c str>, &'c Arg)>) {
        found.extend(command.get_arguments().map(|argument| (path.clone(), argument)));
        for sub in command.get_subcommands() {
            path.push(sub.get_name());
            walk(sub, path, found);
            path.pop();
        }
    }

    #[test]
    fn every_argument_that_is_a_path_says_which_files() {
        let mut root = crate::cli::command();
        root.build();
        let mut found = Vec::new();
        walk(&root, &mut Vec::new(), &mut found);
        for (path, argument) in &found {
            let is_path = matches!(
                argument.get_value_hint(),
                ValueHint::FilePath | ValueHint::DirPath | ValueHint::AnyPath
            );
            let noun = noun(path, argument);
            let is_file = matches!(noun, Noun::File(_) | Noun::ProfileOrFile | Noun::Setting);
            assert!(!is_path || is_file, "{path:?} {argument}: {noun:?}");
        }
        let of = |path: &[&str], long: &str| {
            let mut all = found
                .iter()
                .filter(|(at, argument)| at == path && argument.get_long() == Some(long));
            all.next().map(|(at, argument)| noun(at, argument))
        };
        assert_eq!(of(&["install"], "filename"), Some(Noun::File(YAML)));
        assert_eq!(
            of(&["profile", "list"], "manifests"),
            Some(Noun::File(Files::Directories))
        );
        assert_eq!(
            of(&["manifest", "translate"], "output"),
            Some(Noun::File(Files::Directories))
        );
        assert_eq!(of(&["kube-inject"], "output"), Some(Noun::File(Files::Any)));
        assert_eq!(of(&["tag", "set"], "revision"), Some(Noun::ControlPlane));
        assert_eq!(of(&["tag", "set"], "namespace"), Some(Noun::Namespace));
        assert_eq!(of(&["experimental", "precheck"], "output"), Some(FINDINGS));
    }
}
