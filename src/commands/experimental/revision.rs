//! `istioctl experimental revision`

use anyhow::{Result, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use istio_manifest::cluster::revision_use::{self, RevisionUse};
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// Look at revisions: their control planes, tags, namespaces and pods.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental revision list
  istioctl experimental revision describe canary")]
#[command(arg_required_else_help = true, subcommand_required = true)]
pub(crate) struct RevisionArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(ListArgs),
    Describe(DescribeArgs),
}

/// List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental revision list
  istioctl experimental revision list -o json")]
pub(crate) struct ListArgs {
    /// How to print.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    output: Format,
}

/// Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental revision describe canary
  istioctl experimental revision describe prod   # a tag")]
pub(crate) struct DescribeArgs {
    /// The revision, or a tag of it.
    #[arg(value_name = "REVISION")]
    name: String,
    /// How to print.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    output: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Yaml,
}

pub(super) fn run(args: &RevisionArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let connection = kubeconfig::connect(global, environment)?;
    let found = connection.block_on(revision_use::read(&connection, &global.istio_namespace))?;
    let text = match &args.command {
        Command::List(args) => match args.output {
            Format::Table if found.is_empty() => "No Istio revisions found.\n".to_owned(),
            Format::Table => list(&found),
            format => written(&found.iter().map(data).collect::<Vec<_>>().into(), format)?,
        },
        Command::Describe(args) => {
            let revision = one(&found, &args.name)?;
            match args.output {
                Format::Table => describe(revision),
                format => written(&data(revision), format)?,
            }
        }
    };
    ui.data(text.as_bytes())?;
    Ok(())
}

/// The revision of a name; a tag's name is taken only where no revision has it.
fn one<'f>(found: &'f [RevisionUse], name: &str) -> Result<&'f RevisionUse> {
    let by_name = found.iter().find(|revision| revision.name == name);
    let by_tag = || found.iter().find(|revision| revision.tags.contains(name));
    by_name.or_else(by_tag).ok_or_else(|| {
        let names: Vec<&str> = found.iter().map(|revision| revision.name.as_str()).collect();
        match names[..] {
            [] => anyhow!("there is no revision {name:?}: the cluster has none"),
            _ => anyhow!("there is no revision or tag {name:?}; there are {}", names.join(", ")),
        }
    })
}

fn joined<'s>(names: impl IntoIterator<Item = &'s String>) -> String {
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    if names.is_empty() {
        "<none>".to_owned()
    } else {
        names.join(",")
    }
}

fn list(found: &[RevisionUse]) -> String {
    let mut rows = vec![["REVISION", "TAGS", "CONTROL-PLANE", "NAMESPACES", "PODS"].map(str::to_owned)];
    rows.extend(found.iter().map(|revision| {
        let planes: Vec<String> = revision
            .control_plane
            .iter()
            .map(|pod| format!("{} ({})", pod.name, pod.version))
            .collect();
        [
            revision.name.clone(),
            joined(&revision.tags),
            joined(&planes),
            joined(revision.namespaces.keys()),
            revision.proxies().to_string(),
        ]
    }));
    table::columns(&rows, 1)
}

fn describe(revision: &RevisionUse) -> String {
    let mut text = format!(
        "Revision: {}\nTags: {}\nInjectors: {}\n\n",
        revision.name,
        joined(&revision.tags),
        joined(&revision.webhooks)
    );
    if revision.control_plane.is_empty() {
        text += "No control plane pods.\n";
    } else {
        let mut rows = vec![["CONTROL-PLANE", "NAMESPACE", "VERSION", "STATUS"].map(str::to_owned)];
        rows.extend(
            revision
                .control_plane
                .iter()
                .map(|pod| [&pod.name, &pod.namespace, &pod.version, &pod.state].map(String::clone)),
        );
        text += &table::columns(&rows, 1);
    }
    text.push('\n');
    if revision.namespaces.is_empty() {
        text += "No namespace uses it.\n";
        return text;
    }
    let mut rows = vec![["NAMESPACE", "FOLLOWS", "PODS"].map(str::to_owned)];
    rows.extend(revision.namespaces.iter().map(|(name, used)| {
        let follows = if used.follows { "yes" } else { "no" };
        [name.clone(), follows.to_owned(), joined(&used.pods)]
    }));
    text + &table::columns(&rows, 1)
}

fn data(revision: &RevisionUse) -> Value {
    let texts = |names: &mut dyn Iterator<Item = &String>| {
        Value::Sequence(names.map(|name| Value::from(name.as_str())).collect())
    };
    let mut entry = Mapping::new();
    entry.insert("revision", revision.name.as_str());
    entry.insert("tags", texts(&mut revision.tags.iter()));
    entry.insert("webhooks", texts(&mut revision.webhooks.iter()));
    let planes = revision.control_plane.iter().map(|pod| {
        let mut entry = Mapping::new();
        entry.insert("name", pod.name.as_str());
        entry.insert("namespace", pod.namespace.as_str());
        entry.insert("version", pod.version.as_str());
        entry.insert("status", pod.state.as_str());
        Value::from(entry)
    });
    entry.insert("controlPlane", planes.collect::<Vec<_>>());
    let namespaces = revision.namespaces.iter().map(|(name, used)| {
        let mut entry = Mapping::new();
        entry.insert("name", name.as_str());
        entry.insert("follows", used.follows);
        entry.insert("pods", texts(&mut used.pods.iter()));
        Value::from(entry)
    });
    entry.insert("namespaces", namespaces.collect::<Vec<_>>());
    entry.into()
}

fn written(value: &Value, format: Format) -> Result<String> {
    if format == Format::Yaml {
        return Ok(kubeyaml::to_string(value));
    }
    let format = kubeyaml::json::Format {
        indent: Some("  ".to_owned()),
        ..kubeyaml::json::Format::default()
    };
    Ok(format!("{}\n", kubeyaml::json::to_string_with(value, &format)?))
}
