//! `istioctl waypoint list`

use anyhow::Result;
use clap::Args;
use istio_manifest::cluster::waypoints;
use istio_manifest::waypoint::Live;

use super::{failed, namespace};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// List waypoints with revision, the traffic that they are for, and whether they work.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl waypoint list -n shop
  istioctl waypoint list -A")]
pub(crate) struct ListArgs {
    /// List those of all namespaces.
    #[arg(short = 'A', long)]
    all_namespaces: bool,
}

pub(super) fn run(
    args: &ListArgs,
    name: Option<&str>,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let connection = kubeconfig::connect(global, environment)?;
    let of = (!args.all_namespaces).then(|| namespace(global, &connection));
    let mut found = connection
        .block_on(waypoints::list(&connection, of, None))
        .map_err(failed)?;
    found.retain(|waypoint| name.is_none_or(|name| name.is_empty() || waypoint.name == name));
    let text = match (found.is_empty(), args.all_namespaces) {
        (true, _) => "No waypoints found.\n".to_owned(),
        (false, true) => {
            let mut rows = vec![["NAMESPACE", "NAME", "REVISION", "TRAFFIC TYPE", "PROGRAMMED"].map(str::to_owned)];
            rows.extend(found.iter().map(|waypoint| {
                let [name, revision, traffic, programmed] = cells(waypoint);
                [waypoint.namespace.clone(), name, revision, traffic, programmed]
            }));
            table::columns(&rows, 5)
        }
        (false, false) => {
            let mut rows = vec![["NAME", "REVISION", "TRAFFIC TYPE", "PROGRAMMED"].map(str::to_owned)];
            rows.extend(found.iter().map(cells));
            table::columns(&rows, 5)
        }
    };
    ui.data(text.as_bytes())?;
    Ok(())
}

fn cells(waypoint: &Live) -> [String; 4] {
    let or = |text: Option<&String>, otherwise: &str| text.cloned().unwrap_or_else(|| otherwise.to_owned());
    [
        waypoint.name.clone(),
        or(waypoint.revision.as_ref(), "default"),
        // What the control plane takes a waypoint without the label for.
        or(waypoint.traffic.as_ref(), "service"),
        or(waypoint.programmed.as_ref().map(|condition| &condition.status), "False"),
    ]
}
