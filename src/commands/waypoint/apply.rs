//! `istioctl waypoint apply`

use anyhow::{Context, Result, bail};
use clap::{ArgAction, Args};
use istio_manifest::cluster::waypoints;
use istio_manifest::waypoint::USE_WAYPOINT;

use super::{ShapeArgs, failed, limit, namespace};
use crate::cli::{GlobalArgs, go_duration};
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Create a waypoint in a namespace, or change it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # In the namespace of the kubeconfig's context
  istioctl waypoint apply

  # For everything in the namespace shop, and wait until it works
  istioctl waypoint apply -n shop --enroll-namespace --wait

  # One that only Services and pods with the label istio.io/use-waypoint=strict use
  istioctl waypoint apply -n shop --name strict --for all")]
pub(crate) struct ApplyArgs {
    #[command(flatten)]
    shape: ShapeArgs,
    /// Label the namespace so that its traffic goes through the waypoint.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", action = ArgAction::Set)]
    enroll_namespace: bool,
    /// With --enroll-namespace: change the label of a namespace that uses another waypoint.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", action = ArgAction::Set)]
    overwrite: bool,
    /// Wait until the control plane has programmed the waypoint.
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", action = ArgAction::Set)]
    wait: bool,
    /// How long --wait waits.
    #[arg(long, value_name = "DURATION", default_value = "1m30s", value_parser = go_duration)]
    waypoint_timeout: i64,
}

pub(super) fn run(
    args: &ApplyArgs,
    name: Option<&str>,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    // What is wrong with the waypoint itself needs no cluster to be said.
    let mut waypoint = args.shape.waypoint(name)?;
    let connection = kubeconfig::connect(global, environment)?;
    let namespace = namespace(global, &connection);
    waypoint.namespace = Some(namespace.to_owned());
    let enrolment = connection
        .block_on(waypoints::enrolment(&connection, namespace))
        .map_err(failed)?;
    if args.enroll_namespace {
        let other = enrolment.waypoint.as_deref();
        if let Some(other) = other.filter(|other| !args.overwrite && *other != waypoint.name()) {
            ui.warning(&format!(
                "nothing was applied: namespace {namespace} is enrolled with waypoint {other:?} already; --overwrite has it use {:?}",
                waypoint.name()
            ));
            return Ok(());
        }
        if !enrolment.ambient {
            ui.warning(&format!(
                "namespace {namespace} is not part of the ambient mesh, so that no traffic of it goes through a waypoint; to change that: \
                 kubectl label namespace {namespace} istio.io/dataplane-mode=ambient"
            ));
        }
    }
    connection
        .block_on(waypoints::apply(&connection, namespace, &waypoint))
        .map_err(failed)?;
    ui.data(format!("✅ waypoint {namespace}/{} applied\n", waypoint.name()).as_bytes())?;

    if args.wait {
        let found = connection.block_on(async {
            let live = waypoints::look(&connection, namespace, waypoint.name()).await?;
            let mut said = false;
            let waited = waypoints::wait(&connection, vec![live], limit(args.waypoint_timeout), |missing| {
                if !std::mem::replace(&mut said, true) {
                    ui.note(&format!("- Waiting for waypoint {}", super::status::words(missing)));
                }
            });
            waited.await
        })?;
        let missing: Vec<_> = found.iter().filter(|one| !one.is_programmed()).collect();
        if !missing.is_empty() {
            let controller = connection.block_on(waypoints::has_controller(&connection));
            let why = super::status::why(controller);
            bail!(
                "timed out while waiting for waypoint {}{why}",
                super::status::words(&missing)
            );
        }
        ui.data(format!("✅ waypoint {namespace}/{} is ready!\n", waypoint.name()).as_bytes())?;
    }

    if args.enroll_namespace {
        connection
            .block_on(waypoints::enrol(&connection, namespace, Some(waypoint.name())))
            .map_err(failed)
            .context("failed to label namespace with waypoint")?;
        let line = format!(
            "✅ namespace {namespace} labeled with \"{USE_WAYPOINT}: {}\"\n",
            waypoint.name()
        );
        ui.data(line.as_bytes())?;
    }
    Ok(())
}
