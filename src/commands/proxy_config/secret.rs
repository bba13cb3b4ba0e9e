//! `istioctl proxy-config secret`

use anyhow::Result;
use clap::Args;
use envoy_admin::{ConfigDump, Error, secrets, whole_secrets};
use jiff::Timestamp;

use super::Asking;
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table;
use crate::ui::Ui;

/// The parts of a dump that have secrets.
const QUERY: &str = "?mask=dynamic_active_secrets,dynamic_warming_secrets";

/// Show the certificates that a proxy holds: whether and how long they are valid.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Those of a pod
  istioctl proxy-config secret web-6d4b75cb6d-hx2zm.shop

  # With everything in them but private keys, which Envoy does not tell
  istioctl proxy-config secret deployment/web -n shop -o json

  # From a config dump
  istioctl proxy-config secret -f dump.json")]
pub(super) struct SecretArgs {
    #[command(flatten)]
    source: SourceArgs,
}

pub(super) fn run(args: &SecretArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = asking.format()?;
    let dump = asking.dump(&args.source, "secret", QUERY)?;
    match format {
        Format::Short => Ok(ui.data(shown(&dump, false)?.as_bytes())?),
        format => print(&whole_secrets(&dump)?, format, ui),
    }
}

/// The table of a dump's secrets, or a line that there is none.
pub(super) fn shown(dump: &ConfigDump, with_names: bool) -> Result<String, Error> {
    let all = secrets(dump)?;
    if all.is_empty() {
        return Ok("No active or warming secrets found.\n".to_owned());
    }
    Ok(table::tabbed(&all.table(with_names, Timestamp::now()), 5))
}
