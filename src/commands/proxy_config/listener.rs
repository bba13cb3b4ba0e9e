//! `istioctl proxy-config listener`

use anyhow::Result;
use clap::Args;
use envoy_admin::{ListenerFilter, listeners, waypoint_table};

use super::Asking;
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table;
use crate::ui::Ui;

/// The parts of a dump that have listeners.
const QUERY: &str = "?mask=dynamic_listeners,static_listeners";

/// Show the listeners: the addresses and ports that a proxy takes connections on, and what it does with them.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # All listeners of a pod
  istioctl proxy-config listener web-6d4b75cb6d-hx2zm.shop

  # Those that speak HTTP on every address, with everything in them
  istioctl proxy-config listener deployment/web -n shop --type HTTP --address 0.0.0.0 -o json

  # From a config dump
  istioctl proxy-config listener -f dump.json --port 9080")]
pub(super) struct ListenerArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Address, as the table has it.
    #[arg(long, value_name = "ADDRESS", default_value = "", hide_default_value = true)]
    address: String,
    /// Port.
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u32,
    /// Type: HTTP, TCP, HTTP+TCP or UNKNOWN.
    #[arg(long = "type", value_name = "TYPE", default_value = "", hide_default_value = true)]
    kind: String,
    /// A row for each filter chain, with what it takes and where that goes; --verbose=false: a row for each listener, with its type.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    verbose: bool,
    /// The listeners of a waypoint, with the ways through its matchers.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false", default_missing_value = "true",
          action = clap::ArgAction::Set, hide = true)]
    waypoint: bool,
}

pub(super) fn run(args: &ListenerArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = asking.format()?;
    let dump = asking.dump(&args.source, "listener", QUERY)?;
    if args.waypoint {
        let found = listeners(&dump, &ListenerFilter::default())?;
        return Ok(ui.data(table::tabbed(&waypoint_table(&found), 1).as_bytes())?);
    }
    let filter = ListenerFilter {
        address: args.address.clone(),
        port: args.port.into(),
        kind: args.kind.clone(),
    };
    let found = listeners(&dump, &filter)?;
    match format {
        Format::Short => Ok(ui.data(table::tabbed(&found.table(args.verbose, false), 1).as_bytes())?),
        format => print(&found.whole(), format, ui),
    }
}
