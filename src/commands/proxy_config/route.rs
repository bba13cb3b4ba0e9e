//! `istioctl proxy-config route`

use anyhow::Result;
use clap::Args;
use envoy_admin::{RouteFilter, routes};

use super::Asking;
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table;
use crate::ui::Ui;

/// The parts of a dump that have routes.
const QUERY: &str = "?mask=dynamic_route_configs,static_route_configs";

/// Show the routes: which virtual hosts a proxy knows, what their rules match, and which VirtualService they come from.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # All routes of a pod
  istioctl proxy-config route web-6d4b75cb6d-hx2zm.shop

  # Those of port 9080, with everything in them
  istioctl proxy-config route deployment/web -n shop --name 9080 -o json

  # From a config dump
  istioctl proxy-config route -f dump.json")]
pub(super) struct RouteArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Name of the route configuration.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    name: String,
    /// A row for each rule; --verbose=false: a row for each route configuration, with the number of its virtual hosts.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    verbose: bool,
}

pub(super) fn run(args: &RouteArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = asking.format()?;
    let dump = asking.dump(&args.source, "route", QUERY)?;
    let filter = RouteFilter {
        name: args.name.clone(),
    };
    let found = routes(&dump, &filter)?;
    match format {
        Format::Short => Ok(ui.data(table::tabbed(&found.table(args.verbose, false), 5).as_bytes())?),
        format => print(&found.whole(), format, ui),
    }
}
