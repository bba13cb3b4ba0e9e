//! `istioctl proxy-config all`

use anyhow::Result;
use clap::Args;
use envoy_admin::{
    ClusterFilter, ConfigDump, EndpointFilter, Error, ListenerFilter, RouteFilter, clusters, endpoints, listeners,
    routes, versions,
};

use super::{Asking, secret};
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table::tabbed;
use crate::ui::Ui;

/// Show everything that a proxy has: versions, clusters, listeners, routes, secrets and endpoints.
///
/// As JSON or YAML it is the config dump as the proxy tells it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Everything of a pod, as tables
  istioctl proxy-config all web-6d4b75cb6d-hx2zm.shop --with-headers

  # The config dump with endpoints, to look at it later
  istioctl proxy-config all deployment/web -n shop -o json > dump.json

  # From a config dump, what concerns a service
  istioctl proxy-config all -f dump.json --fqdn reviews")]
pub(super) struct AllArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// A line with the name of the part before each table.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    with_headers: bool,
    /// A row for each filter chain and rule; --verbose=false: a row for each listener and route configuration.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    verbose: bool,
    /// Clusters: part of the service's host name.
    #[arg(long, value_name = "HOST", default_value = "", hide_default_value = true)]
    fqdn: String,
    /// Clusters: part of the direction.
    #[arg(long, value_name = "DIRECTION", default_value = "", hide_default_value = true)]
    direction: String,
    /// Clusters: part of the subset's name.
    #[arg(long, value_name = "SUBSET", default_value = "", hide_default_value = true)]
    subset: String,
    /// Clusters, listeners and endpoints: port.
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u32,
    /// Listeners and endpoints: address.
    #[arg(long, value_name = "ADDRESS", default_value = "", hide_default_value = true)]
    address: String,
    /// Listeners: type.
    #[arg(long = "type", value_name = "TYPE", default_value = "", hide_default_value = true)]
    kind: String,
    /// Routes: name of the route configuration.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    name: String,
}

pub(super) fn run(args: &AllArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = asking.format()?;
    let path = "/config_dump?include_eds=true";
    let told = args
        .source
        .read("all", path, asking.port, asking.global, asking.environment)?;
    let dump = told.parse(ConfigDump::parse)?;
    match format {
        Format::Short => tables(args, &dump, ui),
        // As it came: the order of its fields too.
        Format::Json => Ok(ui.data(format!("{}\n", told.text.trim_end()).as_bytes())?),
        Format::Yaml => {
            let value = told.parse(|text| kubeyaml::json::from_str(text).map_err(Error::Json))?;
            print(&value, Format::Yaml, ui)
        }
    }
}

/// One table after the other. A part that the dump lacks spoils the others no more than a word on standard error.
fn tables(args: &AllArgs, dump: &ConfigDump, ui: &mut Ui) -> Result<()> {
    let cluster = ClusterFilter {
        fqdn: args.fqdn.clone(),
        port: args.port.into(),
        subset: args.subset.clone(),
        direction: args.direction.clone(),
    };
    let listener = ListenerFilter {
        address: args.address.clone(),
        port: args.port.into(),
        kind: args.kind.clone(),
    };
    let route = RouteFilter {
        name: args.name.clone(),
    };
    let endpoint = EndpointFilter {
        address: args.address.clone(),
        port: args.port.into(),
        ..EndpointFilter::default()
    };
    let parts: [(&str, Result<String, Error>); 6] = [
        ("BOOTSTRAP", versions(dump).map(|rows| tabbed(&rows, 1))),
        (
            "CLUSTER",
            clusters(dump, &cluster).map(|found| tabbed(&found.table(true), 5)),
        ),
        (
            "LISTENER",
            listeners(dump, &listener).map(|found| tabbed(&found.table(args.verbose, true), 1)),
        ),
        (
            "ROUTE",
            routes(dump, &route).map(|found| tabbed(&found.table(args.verbose, true), 5)),
        ),
        ("SECRET", secret::shown(dump, true)),
        ("ENDPOINTS", Ok(tabbed(&endpoints(dump, &endpoint).table(true), 5))),
    ];
    let mut shown = Vec::new();
    for (name, part) in parts {
        match part {
            Ok(text) if args.with_headers => shown.push(format!("------ {name} INFO ------\n\n{text}")),
            Ok(text) => shown.push(text),
            Err(why) => ui.warning(&why.to_string()),
        }
    }
    Ok(ui.data(shown.join("\n").as_bytes())?)
}
