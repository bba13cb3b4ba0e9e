//! `istioctl proxy-config cluster`

use anyhow::Result;
use clap::Args;
use envoy_admin::{ClusterFilter, clusters};

use super::Asking;
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table;
use crate::ui::Ui;

/// The parts of a dump that have clusters.
const QUERY: &str = "?mask=dynamic_active_clusters,dynamic_warming_clusters,static_clusters";

/// Show the clusters: the services, and subsets of them, that a proxy knows to send requests to.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # All clusters of a pod
  istioctl proxy-config cluster web-6d4b75cb6d-hx2zm.shop

  # Those of a service, with everything in them
  istioctl proxy-config cluster deployment/web -n shop --fqdn reviews.shop.svc.cluster.local --direction outbound -o json

  # From a config dump
  istioctl proxy-config cluster -f dump.json --port 9080")]
pub(super) struct ClusterArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Part of the service's host name.
    #[arg(long, value_name = "HOST", default_value = "", hide_default_value = true)]
    fqdn: String,
    /// Part of the direction: inbound or outbound.
    #[arg(long, value_name = "DIRECTION", default_value = "", hide_default_value = true)]
    direction: String,
    /// Port of the service.
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: i64,
    /// Part of the subset's name.
    #[arg(long, value_name = "SUBSET", default_value = "", hide_default_value = true)]
    subset: String,
}

pub(super) fn run(args: &ClusterArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = asking.format()?;
    let dump = asking.dump(&args.source, "cluster", QUERY)?;
    let filter = ClusterFilter {
        fqdn: args.fqdn.clone(),
        port: args.port,
        subset: args.subset.clone(),
        direction: args.direction.clone(),
    };
    let found = clusters(&dump, &filter)?;
    match format {
        Format::Short => Ok(ui.data(table::tabbed(&found.table(false), 5).as_bytes())?),
        format => print(&found.whole(), format, ui),
    }
}
