//! `istioctl install`, which is also `manifest install`.

pub(crate) mod confirmation;
pub(crate) mod planning;
pub(crate) mod report;

use std::cell::RefCell;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use istio_manifest::cluster::Connection;
use istio_manifest::cluster::install::{self, Event, InstallOptions, Outcome, left_behind, missing_permissions};
use istio_manifest::cluster::verification::verify;
use kubeyaml::Value;

use crate::cli::{GlobalArgs, go_duration};
use crate::commands::addons::install as addons;
use crate::commands::layers::LayerArgs;
use crate::environment::Environment;
use crate::error::{UsageError, WouldChange};
use crate::kubeconfig;
use crate::ui::Ui;
use planning::Planned;

/// Install Istio into a cluster, or change an installation.
///
/// What files and flags describe is applied on the server's side, component by component, and waited for. What an earlier installation
/// of the same revision had and this one does not is listed and then removed. Running it again is safe at any time.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # The default installation
  istioctl install

  # The profile demo, without a question
  istioctl install --set profile=demo -y

  # What a change of settings would change; exit code 2 if anything
  istioctl install --diff --set meshConfig.accessLogFile=/dev/stdout

  # With the graph of the mesh and what it takes
  istioctl install --addons kiali,prometheus

  # A second control plane beside the first
  istioctl install --revision canary")]
pub(crate) struct InstallArgs {
    #[command(flatten)]
    pub(crate) flags: InstallFlags,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

/// What install and upgrade have in common.
#[derive(Args, Debug)]
pub(crate) struct InstallFlags {
    #[command(flatten)]
    pub(crate) layers: LayerArgs,
    /// Revision of the control plane; a control plane of its own beside others.
    #[arg(short, long, value_name = "NAME")]
    pub(crate) revision: Option<String>,
    /// Ask the server what would happen, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Go on in spite of settings that are not valid.
    #[arg(long)]
    pub(crate) force: bool,
    /// Longest time to wait for each component until it is ready.
    #[arg(long, value_name = "DURATION", default_value = "5m0s", value_parser = go_duration)]
    readiness_timeout: i64,
    /// Do not ask.
    #[arg(short = 'y', long)]
    pub(crate) skip_confirmation: bool,
    /// Compare the cluster with the settings afterwards, as verify-install does.
    #[arg(long)]
    verify: bool,
    /// Remove what an earlier installation had and this one does not.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    prune: bool,
    /// Add-ons to install into the same namespace afterwards, such as kiali,prometheus; istioctl addons list names them.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    addons: Vec<String>,
    /// Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something.
    #[arg(long)]
    pub(crate) diff: bool,
}

impl InstallFlags {
    /// A revision that no label can have is refused before anything else.
    ///
    /// # Errors
    /// The revision.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.revision {
            Some(revision) if !planning::is_label(revision) => bail!(
                "invalid revision specified: {revision:?}; lower-case letters, digits and dashes make one, the first and the last no dash"
            ),
            _ => addons::chosen(&self.addons).map(|_| ()),
        }
    }

    /// Installs the add-ons that go with an installation; the question for that one is one for them, too.
    ///
    /// # Errors
    /// As `addons install`.
    pub(crate) fn install_addons(&self, connection: &Connection, planned: &Planned, ui: &mut Ui) -> Result<()> {
        let wanted = addons::Wanted {
            addons: addons::chosen(&self.addons)?,
            namespace: planned.plan.namespace.clone(),
            istio_namespace: planned.plan.namespace.clone(),
            set: Vec::new(),
            replace: false,
            dry_run: self.dry_run,
            readiness: Duration::from_nanos(u64::try_from(self.readiness_timeout).unwrap_or_default()),
            ask: false,
        };
        if wanted.addons.is_empty() {
            return Ok(());
        }
        addons::carry_out(connection, &wanted, ui)
    }
}

pub(crate) fn run(args: &InstallArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    if let Some(argument) = args.rest.first() {
        return Err(UsageError(format!("install takes no argument, but got {argument:?}")).into());
    }
    args.flags.check()?;
    let connection = kubeconfig::connect(global, environment)?;
    let layers = args.flags.layers.layers(args.flags.revision.as_deref(), ui)?;
    let planned = planning::plan(&connection, layers, args.flags.force, ui)?;
    planning::warn_of_versions(&connection, &planned, ui)?;
    carry_out(&connection, &planned, &args.flags, "install", ui)?;
    args.flags.install_addons(&connection, &planned, ui)
}

/// Shows, asks, applies, prunes and sums up. Says whether anything was written.
///
/// # Errors
/// Rights that are missing, a no to the question, and whatever did not work.
pub(crate) fn carry_out(
    connection: &Connection,
    planned: &Planned,
    flags: &InstallFlags,
    verb: &str,
    ui: &mut Ui,
) -> Result<bool> {
    let plan = &planned.plan;
    let denied = connection.block_on(missing_permissions(connection, plan, flags.prune))?;
    if !denied.is_empty() {
        bail!("{}", report::denied(&denied));
    }
    let going = if flags.prune {
        connection.block_on(left_behind(connection, plan))?
    } else {
        Vec::new()
    };
    if flags.diff || flags.dry_run {
        let found = connection
            .block_on(install::differences(connection, plan, going))
            .map_err(|why| anyhow!(why))?;
        if flags.diff {
            let changes = report::diff(&found, ui)?;
            return if changes { Err(WouldChange.into()) } else { Ok(false) };
        }
        ui.notes(&report::dry_run(&found));
        return Ok(false);
    }
    if !going.is_empty() {
        ui.notes(&report::going(&going));
    }
    if let Some(revision) = plan.default_tag.as_ref().and_then(|tag| tag.taken_from.as_deref()) {
        ui.warning(&format!(
            "namespaces that name no revision are served by {revision:?} so far, and by {:?} from now on",
            plan.owner.revision
        ));
    }
    if !flags.skip_confirmation {
        let with_addons = match flags.addons.as_slice() {
            [] => String::new(),
            addons => format!(", with the add-ons {}", addons.join(", ")),
        };
        let question = format!(
            "This will {verb} the Istio {} profile {:?} into the cluster{with_addons}. Proceed? (y/N) ",
            plan.owner.version, planned.profile
        );
        confirmation::ask(&question, ui)?;
    }
    let outcome = apply(connection, planned, flags, ui)?;
    if !outcome.failures.is_empty() {
        ui.notes(&report::summary(&outcome, &[]));
        bail!("{}", report::failures(&outcome));
    }
    prune(connection, &going, ui)?;
    ui.notes(&report::summary(&outcome, &going));
    if flags.verify {
        let found = connection
            .block_on(verify(connection, &plan.carried_out()))
            .map_err(|why| anyhow!(why))?;
        report::verified(&found, ui)?;
    }
    ui.notes(&report::next_steps(&outcome, planned));
    Ok(true)
}

fn apply(connection: &Connection, planned: &Planned, flags: &InstallFlags, ui: &mut Ui) -> Result<Outcome> {
    let options = InstallOptions {
        readiness: Duration::from_nanos(u64::try_from(flags.readiness_timeout).unwrap_or_default()),
        wait: true,
    };
    let ui = RefCell::new(ui);
    let tell = |event: Event| {
        if let Some(line) = report::line(&event) {
            ui.borrow_mut().note(&line);
        }
    };
    Ok(connection.block_on(install::install(connection, &planned.plan, options, &tell))?)
}

fn prune(connection: &Connection, going: &[Value], ui: &mut Ui) -> Result<()> {
    if going.is_empty() {
        return Ok(());
    }
    let ui = RefCell::new(ui);
    let tell = |event: Event| {
        if let Some(line) = report::line(&event) {
            ui.borrow_mut().note(&line);
        }
    };
    connection.block_on(install::delete_all(connection, going, &tell))?;
    Ok(())
}
