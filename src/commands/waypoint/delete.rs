//! `istioctl waypoint delete`

use anyhow::{Result, anyhow, bail};
use clap::{ArgAction, Args};
use istio_manifest::cluster::{Connection, waypoints};

use super::{failed, namespace};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Delete waypoints of a namespace.
///
/// Namespaces and Services with the label istio.io/use-waypoint keep it, and their traffic is sent past layer 7 rules then. Those in
/// the waypoint's namespace are named; --unenroll-namespace removes the namespace's label.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Several by name
  istioctl waypoint delete waypoint strict -n shop

  # All of a namespace, and its label that names one of them
  istioctl waypoint delete --all -n shop --unenroll-namespace

  # Those of one revision
  istioctl waypoint delete --revision canary -n shop")]
pub(crate) struct DeleteArgs {
    /// Names of waypoints.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Delete all waypoints of the namespace.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", action = ArgAction::Set)]
    all: bool,
    /// Delete the waypoints of this revision.
    #[arg(short, long, value_name = "REVISION")]
    revision: Option<String>,
    /// Remove the namespace's label istio.io/use-waypoint if it names a waypoint that was deleted.
    #[arg(long)]
    unenroll_namespace: bool,
}

pub(super) fn run(
    args: &DeleteArgs,
    name: Option<&str>,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let revision = args.revision.as_deref().filter(|revision| !revision.is_empty());
    let several = args.all || revision.is_some();
    let mut wanted = args.names.clone();
    wanted.extend(name.filter(|name| !name.is_empty()).map(str::to_owned));
    if several && !wanted.is_empty() {
        bail!("cannot specify waypoint names when deleting all waypoints");
    }
    if !several && wanted.is_empty() {
        bail!("must specify a waypoint name or delete all using --all or delete specific revision using --revision");
    }
    let connection = kubeconfig::connect(global, environment)?;
    let namespace = namespace(global, &connection);
    // Of a name only a waypoint is deleted: another Gateway may have it.
    let found = connection
        .block_on(waypoints::list(&connection, Some(namespace), revision))
        .map_err(failed)?;
    let found: Vec<String> = found.into_iter().map(|waypoint| waypoint.name).collect();
    let mut names = found.clone();
    if !several {
        names.retain(|name| wanted.contains(name));
        for name in wanted.iter().filter(|name| !found.contains(name)) {
            ui.data(format!("waypoint {namespace}/{name} not found\n").as_bytes())?;
        }
    } else if names.is_empty() {
        ui.note(&format!("There is no such waypoint in namespace {namespace}."));
    }

    let results = connection.block_on(waypoints::delete(&connection, namespace, &names));
    let mut deleted = Vec::new();
    let mut failures = Vec::new();
    for (name, result) in names.iter().zip(results) {
        match result {
            Ok(true) => {
                ui.data(format!("waypoint {namespace}/{name} deleted\n").as_bytes())?;
                deleted.push(name);
            }
            Ok(false) => ui.data(format!("waypoint {namespace}/{name} not found\n").as_bytes())?,
            Err(why) => failures.push(why.to_string()),
        }
    }
    for name in deleted {
        leave(&connection, namespace, name, args.unenroll_namespace, ui)?;
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(anyhow!("{}", failures.join("\n")))
    }
}

/// Says who still names a waypoint that is gone, and removes the namespace's label if that is wanted.
fn leave(connection: &Connection, namespace: &str, name: &str, unenrol: bool, ui: &mut Ui) -> Result<()> {
    let mut users = connection.block_on(waypoints::users(connection, namespace, name));
    let own = format!("namespace/{namespace}");
    if unenrol && users.contains(&own) {
        connection
            .block_on(waypoints::enrol(connection, namespace, None))
            .map_err(failed)?;
        ui.data(format!("namespace {namespace} no longer uses waypoint {name}\n").as_bytes())?;
        users.retain(|user| *user != own);
    }
    for user in users {
        let target = user.strip_prefix("service/").map_or_else(
            || format!("namespace {namespace}"),
            |path| format!("service {} -n {namespace}", path.rsplit('/').next().unwrap_or(path)),
        );
        ui.warning(&format!(
            "{user} still names waypoint {name:?}, which is gone; to end that: kubectl label {target} istio.io/use-waypoint-"
        ));
    }
    Ok(())
}
