//! `istioctl version`

use std::collections::BTreeMap;

use anyhow::Result;
use clap::{Args, ValueEnum};
use istio_manifest::cluster::ClusterError;
use istio_manifest::cluster::revisions::Revisions;
use istio_manifest::cluster::versions::{self, Build, MeshVersions};
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Print the version of istioctl and of the mesh.
///
/// Every istiod is asked for its own version and for those of the proxies that are connected to it. Where none answers, the images
/// of the pods tell, and a line on standard error says so. A cluster that cannot be asked is no failure.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # This istioctl, the control plane and the proxies
  istioctl version

  # One control plane of several, by revision or tag
  istioctl version --revision canary

  # The version of this istioctl alone
  istioctl version --remote=false

  # For scripts
  istioctl version --remote=false -o json")]
pub(crate) struct VersionArgs {
    /// Ask the cluster for the versions of the control plane and of the proxies.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    remote: bool,
    /// Print the version number alone. Use --short=false for everything that is known about the build.
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true",
          default_missing_value = "true", action = clap::ArgAction::Set)]
    short: bool,
    /// Print machine-readable output.
    #[arg(short, long, value_name = "FORMAT")]
    output: Option<String>,
    /// Revision (or tag) of the control plane to ask. Without it, all are asked.
    #[arg(short, long, value_name = "REVISION")]
    revision: Option<String>,
}

/// The same under its former name, with the flags that it had there.
#[derive(Args, Debug)]
pub(crate) struct ExperimentalVersionArgs {
    #[command(flatten)]
    version: VersionArgs,
    #[command(flatten)]
    discovery: DiscoveryArgs,
}

/// How Go's tool connects to istiod. Here istiod is asked on its monitoring port, for which none of this is needed.
#[derive(Args, Debug)]
struct DiscoveryArgs {
    /// Accepted for compatibility.
    #[arg(long, value_name = "NAME", hide = true)]
    authority: Option<String>,
    /// Accepted for compatibility.
    #[arg(long, value_name = "DIR", hide = true, value_hint = clap::ValueHint::DirPath)]
    cert_dir: Option<String>,
    /// Accepted for compatibility.
    #[arg(long, value_name = "BOOL", hide = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    insecure: Option<bool>,
    /// Accepted for compatibility.
    #[arg(long, value_name = "BOOL", hide = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    plaintext: Option<bool>,
    /// Accepted for compatibility.
    #[arg(long, value_name = "DURATION", hide = true)]
    timeout: Option<String>,
    /// Accepted for compatibility.
    #[arg(long, value_name = "ADDRESS", hide = true)]
    xds_address: Option<String>,
    /// Accepted for compatibility.
    #[arg(long, value_name = "LABELS", hide = true)]
    xds_label: Option<String>,
    /// Accepted for compatibility.
    #[arg(long, value_name = "PORT", hide = true)]
    xds_port: Option<u16>,
}

impl DiscoveryArgs {
    /// The flags that were given.
    fn given(&self) -> Vec<&'static str> {
        [
            ("--authority", self.authority.is_some()),
            ("--cert-dir", self.cert_dir.is_some()),
            ("--insecure", self.insecure.is_some()),
            ("--plaintext", self.plaintext.is_some()),
            ("--timeout", self.timeout.is_some()),
            ("--xds-address", self.xds_address.is_some()),
            ("--xds-label", self.xds_label.is_some()),
            ("--xds-port", self.xds_port.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, given)| given.then_some(name))
        .collect()
    }
}

pub(crate) fn run_experimental(
    args: &ExperimentalVersionArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let given = args.discovery.given();
    if !given.is_empty() {
        ui.note(&format!(
            "Without effect: {}; istiod is asked on its monitoring port, through the API server",
            given.join(", ")
        ));
    }
    run(&args.version, global, environment, ui)
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Yaml,
}

/// Version of Istio that this istioctl is for: the crate's own.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Source revision of the build; set by a release build.
const REVISION: Option<&str> = option_env!("ISTIOCTL_REVISION");

pub(crate) fn run(args: &VersionArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let format = match args.output.as_deref() {
        None | Some("") => None,
        Some("json") => Some(Format::Json),
        Some("yaml") => Some(Format::Yaml),
        Some(other) => return Err(UsageError(format!("--output must be 'yaml' or 'json', not {other:?}")).into()),
    };
    let mesh = if args.remote {
        // As in Go's tool, a cluster that cannot be asked does not spoil the answer that there is.
        ask(args, global, environment, ui).unwrap_or_else(|why| {
            ui.note(&format!("The versions in the cluster are missing: {why:#}"));
            None
        })
    } else {
        None
    };
    let text = match format {
        Some(Format::Json) => format!("{}\n", json(&versions(mesh.as_ref()))?),
        Some(Format::Yaml) => format!("{}\n", kubeyaml::to_string(&versions(mesh.as_ref()))),
        None if args.short => short(mesh.as_ref()),
        None => long(mesh.as_ref()),
    };
    ui.data(text.as_bytes())?;
    Ok(())
}

/// What runs in the cluster; nothing if Istio does not, which is said.
fn ask(
    args: &VersionArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<Option<MeshVersions>> {
    let connection = kubeconfig::connect(global, environment)?;
    let namespace = global.istio_namespace.as_str();
    let wanted = args.revision.as_deref().filter(|revision| !revision.is_empty());
    let mesh = connection.block_on(async {
        let Some(name) = wanted else {
            return anyhow::Ok(versions::read(&connection, namespace, None).await?);
        };
        let revision = match Revisions::read(&connection, namespace).await {
            Ok(found) => found.resolve(name).unwrap_or(name).to_owned(),
            // Who may not look for tags can still name a revision.
            Err(ClusterError::Forbidden { .. }) => name.to_owned(),
            Err(why) => return Err(why.into()),
        };
        Ok(versions::read(&connection, namespace, Some(&revision)).await?)
    })?;
    if mesh.control_planes.is_empty() {
        let of = wanted.map_or(String::new(), |name| format!(" of revision {name:?}"));
        ui.note(&format!(
            "Istio is not present in the cluster: no running Istio pods{of} in namespace {namespace:?}"
        ));
        return Ok(None);
    }
    for problem in &mesh.problems {
        ui.warning(problem);
    }
    for plane in mesh.control_planes.iter().filter(|plane| plane.from_image) {
        ui.note(&format!("The version of {} is that of its image.", plane.pod));
    }
    if mesh.proxies_from_images {
        ui.note("The versions of the data plane are those of the pods' images.");
    }
    Ok(Some(mesh))
}

fn short(mesh: Option<&MeshVersions>) -> String {
    let mut text = format!("client version: {VERSION}\n");
    let Some(mesh) = mesh else { return text };
    let mut different: Vec<&str> = mesh
        .control_planes
        .iter()
        .map(|plane| plane.build.version.as_str())
        .collect();
    different.dedup();
    if let [version] = different[..] {
        text += &format!("control plane version: {version}\n");
    } else {
        for plane in &mesh.control_planes {
            text += &format!(
                "{} version: {} (revision {})\n",
                plane.component, plane.build.version, plane.revision
            );
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for proxy in &mesh.proxies {
        *counts.entry(&proxy.version).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(version, count)| format!("{version} ({count} proxies)"))
        .collect();
    let counts = if counts.is_empty() {
        "none".to_owned()
    } else {
        counts.join(", ")
    };
    text + &format!("data plane version: {counts}\n")
}

fn long(mesh: Option<&MeshVersions>) -> String {
    let client = Build {
        version: VERSION.to_owned(),
        revision: REVISION.unwrap_or("unknown").to_owned(),
        status: "Clean".to_owned(),
        tag: VERSION.to_owned(),
    };
    let build = |build: &Build| {
        format!(
            "version.BuildInfo{{Version:{:?}, GitRevision:{:?}, GolangVersion:\"\", BuildStatus:{:?}, GitTag:{:?}}}",
            build.version, build.revision, build.status, build.tag
        )
    };
    let mut text = format!("client version: {}\n", build(&client));
    let Some(mesh) = mesh else { return text };
    for plane in &mesh.control_planes {
        text += &format!("{} version: {}\n", plane.component, build(&plane.build));
    }
    for proxy in &mesh.proxies {
        text += &format!(
            "data plane version: version.ProxyInfo{{ID:{:?}, IstioVersion:{:?}, Type:{:?}}}\n",
            proxy.id, proxy.version, proxy.kind
        );
    }
    text
}

fn json(value: &Value) -> Result<String> {
    let format = kubeyaml::json::Format {
        indent: Some("  ".to_owned()),
        ..kubeyaml::json::Format::default()
    };
    Ok(kubeyaml::json::to_string_with(value, &format)?)
}

/// Client, control plane and data plane, with the keys of Go's tool.
fn versions(mesh: Option<&MeshVersions>) -> Value {
    let build = |version: &str, revision: &str, status: &str, tag: &str| {
        let mut build = Mapping::new();
        build.insert("version", version);
        build.insert("revision", revision);
        build.insert("golang_version", "");
        build.insert("status", status);
        build.insert("tag", tag);
        build
    };
    let mut versions = Mapping::new();
    let revision = REVISION.unwrap_or("unknown");
    versions.insert("clientVersion", build(VERSION, revision, "Clean", VERSION));
    let Some(mesh) = mesh else { return versions.into() };
    let planes = mesh.control_planes.iter().map(|plane| {
        let Build {
            version,
            revision,
            status,
            tag,
        } = &plane.build;
        let mut entry = Mapping::new();
        entry.insert("Component", plane.component.as_str());
        entry.insert("Revision", plane.revision.as_str());
        entry.insert("Info", build(version, revision, status, tag));
        Value::from(entry)
    });
    versions.insert("meshVersion", planes.collect::<Vec<_>>());
    let proxies = mesh.proxies.iter().map(|proxy| {
        let mut entry = Mapping::new();
        entry.insert("ID", proxy.id.as_str());
        entry.insert("IstioVersion", proxy.version.as_str());
        entry.insert("Type", proxy.kind.as_str());
        Value::from(entry)
    });
    versions.insert("dataPlaneVersion", proxies.collect::<Vec<_>>());
    versions.into()
}
