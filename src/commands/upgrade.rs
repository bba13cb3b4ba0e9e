//! `istioctl upgrade`

use anyhow::{Result, anyhow, bail};
use clap::Args;
use istio_manifest::cluster::Connection;
use istio_manifest::cluster::install::{differences, left_behind, record};
use istio_manifest::cluster::revisions::DEFAULT;
use istio_manifest::cluster::sidecars;
use istio_manifest::version::Version;

use crate::cli::GlobalArgs;
use crate::commands::install::planning::{self, Planned};
use crate::commands::install::{InstallFlags, Work, confirmation, report};
use crate::environment::Environment;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// Bring a control plane to the version of this istioctl, in place.
///
/// Without files and flags the settings that the installation was made with are kept. More than one minor version at once, or an older
/// version, is refused unless --force says otherwise.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # To this version, with the settings that are in the cluster
  istioctl upgrade

  # With a file, after a look at what it changes
  istioctl upgrade -f mesh.yaml --diff
  istioctl upgrade -f mesh.yaml")]
pub(crate) struct UpgradeArgs {
    #[command(flatten)]
    flags: InstallFlags,
    /// Afterwards restart, a few pods at a time, the workloads whose sidecars are of an older version.
    #[arg(long)]
    restart_workloads: bool,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(crate) fn run(args: &UpgradeArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    if let Some(argument) = args.rest.first() {
        ui.warning(&format!("upgrade takes no argument: {argument:?} has no effect"));
    }
    args.flags.check()?;
    let connection = kubeconfig::connect(global, environment)?;
    let revision = args.flags.revision.as_deref().unwrap_or(DEFAULT);
    let mut layers = args.flags.layers.layers(args.flags.revision.as_deref(), ui)?;
    let kept = connection.block_on(record::read(&connection, &global.istio_namespace, revision))?;
    if args.flags.layers.is_empty()
        && let Some(kept) = &kept
    {
        ui.note("The settings of the installation are kept; files and flags would stand instead of them.");
        layers = kept.clone();
    }
    let planned = planning::plan(&connection, layers.clone(), args.flags.force, ui)?;
    if let Some(tag) = planned
        .image_tag
        .as_deref()
        .filter(|tag| *tag != planned.plan.owner.version)
    {
        ui.warning(&format!(
            "the settings name the image tag {tag:?}, so that the images do not become those of {}",
            planned.plan.owner.version
        ));
    }
    if let Some(kept) = kept {
        warn_of_profile(&kept, &planned, ui);
    }
    check_version(&connection, &planned, args.flags.force, ui)?;
    if !args.flags.diff && !args.flags.dry_run {
        let going = connection.block_on(left_behind(&connection, &planned.plan))?;
        let found = connection
            .block_on(differences(&connection, &planned.plan, going))
            .map_err(|why| anyhow!(why))?;
        let short = report::short_diff(&found);
        if !short.is_empty() {
            ui.notes(&format!("What changes (--diff shows how):\n{short}"));
        }
    }
    let work = Work {
        connection: &connection,
        flags: &args.flags,
        verb: "upgrade to",
        identity: environment.identity(),
        layers,
    };
    let (revision, version) = (planned.plan.owner.revision.clone(), planned.plan.owner.version.parse()?);
    let namespace = planned.plan.namespace.clone();
    if work.carry_out(planned, ui)? {
        sidecars_of_older_versions(&connection, &revision, &version, args, ui)?;
    }
    args.flags.install_addons(&connection, &namespace, ui)
}

/// Names the workloads whose sidecars the upgrade does not reach by itself, and restarts them if that was asked for.
fn sidecars_of_older_versions(
    connection: &Connection,
    revision: &str,
    version: &Version,
    args: &UpgradeArgs,
    ui: &mut Ui,
) -> Result<()> {
    let old = connection.block_on(sidecars::older_than(connection, revision, version))?;
    if old.is_empty() {
        return Ok(());
    }
    let mut rows = vec![["NAMESPACE", "WORKLOAD", "PODS", "SIDECAR"].map(str::to_owned).to_vec()];
    for (workload, pods) in &old {
        rows.push(vec![
            workload.namespace.clone(),
            format!("{}/{}", workload.kind, workload.name),
            pods.to_string(),
            workload.version.clone(),
        ]);
    }
    ui.notes(&format!(
        "\nThe sidecars of these workloads are of an older version:\n{}",
        table::numbered(&rows)
    ));
    if !args.restart_workloads {
        ui.note(
            "New pods get the new sidecar: kubectl rollout restart deployment -n NAMESPACE, or upgrade --restart-workloads",
        );
        return Ok(());
    }
    if !args.flags.skip_confirmation {
        confirmation::ask("Restart these workloads? (y/N) ", ui)?;
    }
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    for workload in old.keys() {
        let name = format!("{} {}/{}", workload.kind, workload.namespace, workload.name);
        if connection.block_on(sidecars::restart(connection, workload, &now))? {
            ui.note(&format!("  restarted {name}"));
        } else {
            ui.warning(&format!(
                "{name} has nothing that makes it anew; delete and create it yourself"
            ));
        }
    }
    Ok(())
}

/// An upgrade that changes the profile is often one that forgot its flags.
fn warn_of_profile(kept: &istio_manifest::operator::Layers, planned: &Planned, ui: &mut Ui) {
    let Ok(merged) = kept.merge_untranslated() else { return };
    let profile = merged.operator.get("spec").and_then(|spec| spec.get("profile"));
    let profile = profile
        .and_then(kubeyaml::Value::as_str)
        .filter(|name| !name.is_empty())
        .unwrap_or("default");
    if profile != planned.profile {
        ui.warning(&format!(
            "the installed profile is {profile:?}, this is {:?}",
            planned.profile
        ));
    }
}

/// Refuses what is not supported: a downgrade, and more than one minor version at once.
fn check_version(connection: &Connection, planned: &Planned, force: bool, ui: &mut Ui) -> Result<()> {
    let Some(there) = planning::installed_version(connection, &planned.plan)? else {
        ui.warning(&format!(
            "no running control plane of revision {:?} tells its version; this installs one",
            planned.plan.owner.revision
        ));
        return Ok(());
    };
    let ours: Version = planned.plan.owner.version.parse()?;
    let problem = if ours < there {
        Some(format!("the cluster runs Istio {there}, and {ours} is older"))
    } else if ours.major != there.major || ours.minor > there.minor + 1 {
        Some(format!(
            "the cluster runs Istio {there}, and {ours} is more than one minor version ahead; upgrade through those between"
        ))
    } else {
        None
    };
    match problem {
        Some(problem) if force => ui.warning(&format!("{problem} (going on because of --force)")),
        Some(problem) => bail!("{problem} (--force does it nevertheless)"),
        None if ours == there => ui.note(&format!("The cluster runs Istio {there} already.")),
        None => ui.note(&format!("Istio {there} becomes {ours}.")),
    }
    Ok(())
}
