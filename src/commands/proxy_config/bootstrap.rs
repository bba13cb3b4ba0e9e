//! `istioctl proxy-config bootstrap`

use anyhow::Result;
use clap::Args;
use envoy_admin::{bootstrap, versions};

use super::Asking;
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table;
use crate::ui::Ui;

/// Show the configuration that a proxy started with; JSON unless --output says otherwise.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # All of it
  istioctl proxy-config bootstrap web-6d4b75cb6d-hx2zm.shop

  # The versions of Istio and Envoy
  istioctl proxy-config bootstrap deployment/web -n shop -o short

  # From a config dump
  istioctl proxy-config bootstrap -f dump.json -o yaml")]
pub(super) struct BootstrapArgs {
    #[command(flatten)]
    source: SourceArgs,
}

pub(super) fn run(args: &BootstrapArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = Format::parse(asking.output, Format::Json)?;
    let dump = asking.dump(&args.source, "bootstrap", "?mask=bootstrap")?;
    match format {
        Format::Short => Ok(ui.data(table::tabbed(&versions(&dump)?, 1).as_bytes())?),
        format => print(&bootstrap(&dump)?, format, ui),
    }
}
