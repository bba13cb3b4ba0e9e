//! `istioctl waypoint status`

use anyhow::{Result, bail};
use clap::{ArgAction, Args};
use istio_manifest::cluster::waypoints;
use istio_manifest::waypoint::Live;

use super::{failed, limit, namespace};
use crate::cli::{GlobalArgs, go_duration};
use crate::environment::Environment;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// Show whether the control plane has programmed the waypoints, and if not, why.
///
/// It waits for those that are not programmed, unless no control plane is there that would do it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl waypoint status -n shop

  # As it is now, in all namespaces
  istioctl waypoint status -A --wait=false")]
pub(crate) struct StatusArgs {
    /// Show those of all namespaces.
    #[arg(short = 'A', long)]
    all_namespaces: bool,
    /// Wait until all of them are programmed.
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true",
          default_missing_value = "true", action = ArgAction::Set)]
    wait: bool,
    /// How long to wait.
    #[arg(long, value_name = "DURATION", default_value = "1m30s", value_parser = go_duration)]
    waypoint_timeout: i64,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(super) fn run(
    args: &StatusArgs,
    name: Option<&str>,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    if let Some(argument) = args.rest.first() {
        bail!("unknown subcommand {argument:?}; a waypoint is named with --name {argument}");
    }
    let connection = kubeconfig::connect(global, environment)?;
    let of = (!args.all_namespaces).then(|| namespace(global, &connection));
    let mut found = connection
        .block_on(waypoints::list(&connection, of, None))
        .map_err(failed)?;
    found.retain(|waypoint| name.is_none_or(|name| name.is_empty() || waypoint.name == name));
    if found.is_empty() {
        ui.data(b"No waypoints found.\n")?;
        return Ok(());
    }
    let mut controller = None;
    if args.wait && !found.iter().all(Live::is_programmed) {
        found = connection.block_on(async {
            controller = waypoints::has_controller(&connection).await;
            if controller == Some(false) {
                return anyhow::Ok(found);
            }
            let mut said = false;
            let waited = waypoints::wait(&connection, found, limit(args.waypoint_timeout), |missing| {
                if !std::mem::replace(&mut said, true) {
                    ui.note(&format!("- Waiting for {}", words(missing)));
                }
            });
            Ok(waited.await?)
        })?;
    }
    ui.data(text(&found, args.all_namespaces).as_bytes())?;
    let missing: Vec<&Live> = found.iter().filter(|one| !one.is_programmed()).collect();
    if args.wait && !missing.is_empty() {
        let why = why(controller);
        bail!("not programmed: {}{why}", words(&missing));
    }
    Ok(())
}

/// The names of waypoints: `shop/waypoint, shop/strict`.
pub(super) fn words(waypoints: &[&Live]) -> String {
    let names: Vec<String> = waypoints.iter().map(ToString::to_string).collect();
    names.join(", ")
}

/// What the absence of a control plane explains.
pub(super) fn why(has_controller: Option<bool>) -> &'static str {
    match has_controller {
        Some(false) => {
            "; no control plane is there that would program it: the cluster has no GatewayClass istio-waypoint, which istiod \
             makes when it starts"
        }
        _ => "",
    }
}

fn text(found: &[Live], all_namespaces: bool) -> String {
    let cells = |waypoint: &Live| {
        let of = |read: fn(&istio_manifest::waypoint::Programmed) -> &String, otherwise: &str| {
            waypoint
                .programmed
                .as_ref()
                .map_or_else(|| otherwise.to_owned(), |condition| read(condition).clone())
        };
        [
            waypoint.name.clone(),
            of(|condition| &condition.status, "Unknown"),
            "Programmed".to_owned(),
            of(|condition| &condition.reason, "Pending"),
            of(|condition| &condition.message, "no control plane has looked at it yet"),
        ]
    };
    if all_namespaces {
        let mut rows = vec![["NAMESPACE", "NAME", "STATUS", "TYPE", "REASON", "MESSAGE"].map(str::to_owned)];
        rows.extend(found.iter().map(|waypoint| {
            let [name, status, kind, reason, message] = cells(waypoint);
            [waypoint.namespace.clone(), name, status, kind, reason, message]
        }));
        return table::columns(&rows, 5);
    }
    let mut rows = vec![["NAME", "STATUS", "TYPE", "REASON", "MESSAGE"].map(str::to_owned)];
    rows.extend(found.iter().map(cells));
    table::columns(&rows, 5)
}
