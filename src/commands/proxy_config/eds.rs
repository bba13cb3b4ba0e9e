//! `istioctl proxy-config eds`, which help does not show: endpoints as the control plane sent them, with their localities and weights

use anyhow::Result;
use clap::Args;
use envoy_admin::{EndpointFilter, endpoints};

use super::Asking;
use super::endpoint::EndpointFilterArgs;
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table;
use crate::ui::Ui;

/// Show the endpoints as the control plane sent them.
#[derive(Args, Debug)]
pub(super) struct EdsArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    filter: EndpointFilterArgs,
}

pub(super) fn run(args: &EdsArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = asking.format()?;
    let dump = asking.dump(&args.source, "eds", "?include_eds=true")?;
    let filter = EndpointFilter {
        address: args.filter.address.clone(),
        port: args.filter.port.into(),
        cluster: args.filter.cluster.clone(),
        status: args.filter.status.clone(),
    };
    let found = endpoints(&dump, &filter);
    match format {
        Format::Short => Ok(ui.data(table::tabbed(&found.table(false), 5).as_bytes())?),
        format => print(&found.whole(), format, ui),
    }
}
