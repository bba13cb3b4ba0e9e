//! `istioctl proxy-config ecds`

use anyhow::Result;
use clap::Args;
use envoy_admin::extension_configs;

use super::Asking;
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table;
use crate::ui::Ui;

/// Show the extension configurations: filters such as Wasm plugins that the control plane sends by themselves.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Those of a pod
  istioctl proxy-config ecds web-6d4b75cb6d-hx2zm.shop

  # With everything in them, from a config dump
  istioctl proxy-config ecds -f dump.json -o yaml")]
pub(super) struct EcdsArgs {
    #[command(flatten)]
    source: SourceArgs,
}

pub(super) fn run(args: &EcdsArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = asking.format()?;
    let dump = asking.dump(&args.source, "ecds", "?include_eds=true")?;
    let found = extension_configs(&dump)?;
    match format {
        Format::Short => Ok(ui.data(table::tabbed(&found.table(), 5).as_bytes())?),
        format => print(&found.whole(), format, ui),
    }
}
