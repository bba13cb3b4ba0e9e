//! The tables of `istioctl ztunnel-config`.

use anyhow::Result;
use clap::Args;
use envoy_admin::ztunnel::{ConfigDump, ConnectionFilter, WorkloadFilter};
use jiff::Timestamp;

use super::SourceArgs;
use crate::cli::GlobalArgs;
use crate::commands::admin_port::{Format, print};
use crate::environment::Environment;
use crate::table::tabbed;
use crate::ui::Ui;

/// Show everything that a ztunnel knows.
///
/// As JSON or YAML it is the config dump as the ztunnel tells it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl ztunnel-config all --with-headers
  istioctl ztunnel-config all --node worker-1 -o json > ztunnel.json")]
pub(super) struct AllArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// A line with the name of the part before each table.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    with_headers: bool,
}

/// Show the certificates that a ztunnel holds for the workloads of its node.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl ztunnel-config certificate --node worker-1
  istioctl ztunnel-config certificate ztunnel-bwh89 -o json")]
pub(super) struct CertificateArgs {
    #[command(flatten)]
    source: SourceArgs,
}

/// Show the connections that a ztunnel carries for the workloads of its node.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Those of a node
  istioctl ztunnel-config connections --node worker-1

  # Those of a pod, with addresses instead of names
  istioctl ztunnel-config connections web-6d4b75cb6d-hx2zm.shop --raw")]
pub(super) struct ConnectionsArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Connections of one direction: inbound or outbound.
    #[arg(long, value_name = "DIRECTION", default_value = "", hide_default_value = true)]
    direction: String,
    /// Addresses instead of names.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    raw: bool,
    /// Connections of the workloads of a namespace.
    #[arg(long, value_name = "NAMESPACE", default_value = "", hide_default_value = true)]
    workload_namespace: String,
}

/// Show the authorization policies that a ztunnel enforces.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl ztunnel-config policy --policy-namespace shop")]
pub(super) struct PolicyArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Policies of a namespace.
    #[arg(long, value_name = "NAMESPACE", default_value = "", hide_default_value = true)]
    policy_namespace: String,
}

/// Show the services that a ztunnel knows, with their waypoints and how many of their endpoints are healthy.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl ztunnel-config service --service-namespace shop")]
pub(super) struct ServiceArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Services of a namespace.
    #[arg(long, value_name = "NAMESPACE", default_value = "", hide_default_value = true)]
    service_namespace: String,
}

/// Show the workloads that a ztunnel knows, with their waypoints and protocols.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # All
  istioctl ztunnel-config workload

  # A pod
  istioctl ztunnel-config workload web-6d4b75cb6d-hx2zm.shop

  # From a config dump, as JSON
  istioctl ztunnel-config workload -f ztunnel.json --workload-namespace shop -o json")]
pub(super) struct WorkloadArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Workloads with an address.
    #[arg(long, value_name = "ADDRESS", default_value = "", hide_default_value = true)]
    address: String,
    /// Workloads of a namespace.
    #[arg(long, value_name = "NAMESPACE", default_value = "", hide_default_value = true)]
    workload_namespace: String,
    /// Workloads on a node.
    #[arg(long, value_name = "NODE", default_value = "", hide_default_value = true)]
    workload_node: String,
}

pub(super) fn all(args: &AllArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let format = Format::parse(args.source.output.as_deref(), Format::Short)?;
    let told = args.source.read(false, global, environment)?;
    match format {
        Format::Short => Ok(ui.data(every_table(&told.dump, args.with_headers).as_bytes())?),
        // As it came: the order of its fields too.
        Format::Json => Ok(ui.data(format!("{}\n", told.text.trim_end()).as_bytes())?),
        Format::Yaml => print(&kubeyaml::json::from_str(&told.text)?, Format::Yaml, ui),
    }
}

fn every_table(dump: &ConfigDump, with_headers: bool) -> String {
    let parts = [
        ("WORKLOAD", dump.workload_table(&WorkloadFilter::default()), 1),
        ("SERVICE", dump.service_table(""), 1),
        ("POLICY", dump.policy_table(""), 1),
        ("SECRET", dump.certificate_table(Timestamp::now()), 5),
        ("CONNECTIONS", dump.connection_table(&ConnectionFilter::default()), 1),
    ];
    let mut text = String::new();
    for (name, rows, gap) in parts {
        text.push('\n');
        if with_headers {
            text += &format!("------ {name} INFO ------\n\n");
        }
        text += &tabbed(&rows, gap);
    }
    text
}

pub(super) fn certificate(
    args: &CertificateArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let format = Format::parse(args.source.output.as_deref(), Format::Short)?;
    let told = args.source.read(true, global, environment)?;
    match format {
        Format::Short => Ok(ui.data(tabbed(&told.dump.certificate_table(Timestamp::now()), 5).as_bytes())?),
        format => print(&told.dump.certificates(), format, ui),
    }
}

pub(super) fn connections(
    args: &ConnectionsArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let format = Format::parse(args.source.output.as_deref(), Format::Short)?;
    let told = args.source.read(true, global, environment)?;
    let mut filter = ConnectionFilter {
        namespace: args.workload_namespace.clone(),
        workload: String::new(),
        direction: args.direction.clone(),
        raw: args.raw,
    };
    if let Some(workload) = &told.workload {
        filter.namespace.clone_from(&workload.namespace);
        filter.workload.clone_from(&workload.name);
    }
    match format {
        Format::Short => Ok(ui.data(tabbed(&told.dump.connection_table(&filter), 1).as_bytes())?),
        format => print(&told.dump.connections(&filter), format, ui),
    }
}

pub(super) fn policy(args: &PolicyArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let format = Format::parse(args.source.output.as_deref(), Format::Short)?;
    let told = args.source.read(false, global, environment)?;
    match format {
        Format::Short => Ok(ui.data(tabbed(&told.dump.policy_table(&args.policy_namespace), 1).as_bytes())?),
        format => print(&told.dump.policies(&args.policy_namespace), format, ui),
    }
}

pub(super) fn service(args: &ServiceArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let format = Format::parse(args.source.output.as_deref(), Format::Short)?;
    let told = args.source.read(false, global, environment)?;
    match format {
        Format::Short => Ok(ui.data(tabbed(&told.dump.service_table(&args.service_namespace), 1).as_bytes())?),
        format => print(&told.dump.services(&args.service_namespace), format, ui),
    }
}

pub(super) fn workload(args: &WorkloadArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let format = Format::parse(args.source.output.as_deref(), Format::Short)?;
    let told = args.source.read(false, global, environment)?;
    let mut filter = WorkloadFilter {
        name: String::new(),
        namespace: args.workload_namespace.clone(),
        address: args.address.clone(),
        node: args.workload_node.clone(),
    };
    if let Some(workload) = &told.workload {
        filter.name.clone_from(&workload.name);
        filter.namespace.clone_from(&workload.namespace);
    }
    match format {
        Format::Short => Ok(ui.data(tabbed(&told.dump.workload_table(&filter), 1).as_bytes())?),
        format => print(&told.dump.workloads(&filter), format, ui),
    }
}
