//! `istioctl remote-clusters`

use anyhow::{Result, anyhow, bail};
use clap::Args;
use istio_manifest::cluster::ClusterError;
use istio_manifest::cluster::remote_clusters;
use istio_manifest::cluster::revisions::Revisions;

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// List the clusters that each istiod reads, the Secrets that lead to them, and whether reading works.
///
/// A Secret of create-remote-secret leads to one. An istiod's own cluster has none.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl remote-clusters

  # As the control planes of one revision (or tag) see it
  istioctl remote-clusters --revision canary")]
pub(crate) struct RemoteClustersArgs {
    /// Revision (or tag) of the control plane to ask. Without it, all are asked.
    #[arg(short, long, value_name = "REVISION")]
    revision: Option<String>,
}

pub(crate) fn run(
    args: &RemoteClustersArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let connection = kubeconfig::connect(global, environment)?;
    let namespace = global.istio_namespace.as_str();
    let wanted = args.revision.as_deref().filter(|revision| !revision.is_empty());
    let found = connection.block_on(async {
        let Some(name) = wanted else {
            return remote_clusters::read(&connection, namespace, None).await;
        };
        let revision = match Revisions::read(&connection, namespace).await {
            Ok(found) => found.resolve(name).unwrap_or(name).to_owned(),
            // Who may not look for tags can still name a revision.
            Err(ClusterError::Forbidden { .. }) => name.to_owned(),
            Err(why) => return Err(why),
        };
        remote_clusters::read(&connection, namespace, Some(&revision)).await
    })?;
    if found.asked == 0 {
        let of = wanted.map_or(String::new(), |name| format!(" of revision {name:?}"));
        bail!("unable to find any Istiod instances: no pod with app=istiod{of} is ready in namespace {namespace:?}");
    }
    if found.answered == 0 {
        return Err(anyhow!("{}", found.problems.join("\n")));
    }
    for problem in &found.problems {
        ui.warning(problem);
    }
    let mut rows = vec![["NAME", "SECRET", "STATUS", "ISTIOD"].map(str::to_owned)];
    rows.extend(
        found
            .clusters
            .into_iter()
            .map(|cluster| [cluster.name, cluster.secret, cluster.status, cluster.istiod]),
    );
    ui.data(table::columns(&rows, 5).as_bytes())?;
    Ok(())
}
