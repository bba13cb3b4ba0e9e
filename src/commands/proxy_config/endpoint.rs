//! `istioctl proxy-config endpoint`

use anyhow::Result;
use clap::Args;
use envoy_admin::{HostFilter, HostStatuses};

use super::Asking;
use crate::commands::admin_port::{Format, SourceArgs, print};
use crate::table;
use crate::ui::Ui;

/// Show the endpoints: the addresses behind each cluster, and whether they are healthy.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # All endpoints that a pod knows
  istioctl proxy-config endpoint web-6d4b75cb6d-hx2zm.shop

  # Those of a cluster
  istioctl proxy-config endpoint deployment/web -n shop --cluster 'outbound|9080||reviews.shop.svc.cluster.local'

  # Those that are not healthy, from a file
  kubectl exec POD -c istio-proxy -- curl -s 'localhost:15000/clusters?format=json' > clusters.json
  istioctl proxy-config endpoint -f clusters.json --status unhealthy")]
pub(super) struct EndpointArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    filter: EndpointFilterArgs,
}

/// Which endpoints.
#[derive(Args, Debug)]
pub(super) struct EndpointFilterArgs {
    /// Address.
    #[arg(long, value_name = "ADDRESS", default_value = "", hide_default_value = true)]
    pub(super) address: String,
    /// Port.
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    pub(super) port: u32,
    /// Name of the cluster.
    #[arg(long, value_name = "CLUSTER", default_value = "", hide_default_value = true)]
    pub(super) cluster: String,
    /// Health: healthy, unhealthy, draining, timeout, degraded or unknown.
    #[arg(long, value_name = "STATUS", default_value = "", hide_default_value = true)]
    pub(super) status: String,
}

pub(super) fn run(args: &EndpointArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let format = asking.format()?;
    let path = "/clusters?format=json";
    let told = args
        .source
        .read("endpoints", path, asking.port, asking.global, asking.environment)?;
    let hosts = told.parse(HostStatuses::parse)?;
    let filter = HostFilter {
        address: args.filter.address.clone(),
        port: args.filter.port.into(),
        cluster: args.filter.cluster.clone(),
        status: args.filter.status.clone(),
    };
    match format {
        Format::Short => Ok(ui.data(table::tabbed(&hosts.table(&filter), 5).as_bytes())?),
        format => print(&hosts.whole(&filter), format, ui),
    }
}
