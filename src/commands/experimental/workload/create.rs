//! `istioctl experimental workload group create`

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use istio_manifest::vm::WorkloadGroup;

use crate::cli::GlobalArgs;
use crate::ui::Ui;

/// Print a WorkloadGroup. No cluster is asked.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental workload group create --name web -n shop --labels app=web,version=v1 \\
    --ports http=8080 --serviceAccount web | kubectl apply -f -")]
pub(crate) struct CreateArgs {
    /// Name of the WorkloadGroup.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Labels of its workloads. Repeatable, or with commas.
    #[arg(short, long, value_name = "KEY=VALUE", value_delimiter = ',')]
    labels: Vec<String>,
    /// Annotations of its workloads. Repeatable, or with commas.
    #[arg(short, long, value_name = "KEY=VALUE", value_delimiter = ',')]
    annotations: Vec<String>,
    /// Ports that its workloads listen on. Repeatable, or with commas.
    #[arg(short, long, value_name = "NAME=PORT", value_delimiter = ',')]
    ports: Vec<String>,
    /// Service account that its workloads are known as.
    #[arg(short, long = "serviceAccount", value_name = "NAME", default_value = "default")]
    service_account: String,
    /// Network that its workloads are in.
    #[arg(long, value_name = "NAME")]
    network: Option<String>,
    /// Where its workloads are.
    #[arg(long, value_name = "REGION/ZONE/SUBZONE")]
    locality: Option<String>,
    /// Share of the traffic that each of its workloads gets.
    #[arg(short, long, value_name = "NUMBER")]
    weight: Option<u32>,
}

pub(super) fn run(args: &CreateArgs, global: &GlobalArgs, ui: &mut Ui) -> Result<()> {
    let Some(name) = args.name.clone().filter(|name| !name.is_empty()) else {
        bail!("expecting a workload name (--name)");
    };
    let Some(namespace) = global.namespace.clone().filter(|name| !name.is_empty()) else {
        bail!("expecting a workload namespace (--namespace)");
    };
    let texts = |list: &[String], flag: &'static str| {
        WorkloadGroup::texts(list.iter().map(String::as_str))
            .map_err(|why| anyhow!("{why}"))
            .context(flag)
    };
    let group = WorkloadGroup {
        name,
        namespace,
        labels: texts(&args.labels, "--labels")?,
        annotations: texts(&args.annotations, "--annotations")?,
        ports: WorkloadGroup::port_numbers(args.ports.iter().map(String::as_str))
            .map_err(|why| anyhow!("{why}"))
            .context("--ports")?,
        service_account: args.service_account.clone(),
        network: args.network.clone().unwrap_or_default(),
        locality: args.locality.clone().unwrap_or_default(),
        weight: args.weight.unwrap_or_default(),
    };
    ui.data(kubeyaml::to_string(&group.object()).as_bytes())?;
    Ok(())
}
