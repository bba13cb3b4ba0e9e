//! `istioctl install`, which is also `manifest install`.

pub(crate) mod confirmation;
pub(crate) mod planning;
pub(crate) mod report;
pub(crate) mod turn;

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use istio_manifest::cluster::Connection;
use istio_manifest::cluster::install::{self, InstallOptions, Outcome, Plan, left_behind, missing_permissions};
use istio_manifest::cluster::verification::verify;
use istio_manifest::lifecycle::prune::Identity;
use istio_manifest::operator::Layers;
use kubeyaml::Value;

use crate::cli::{GlobalArgs, go_duration};
use crate::commands::addons::install as addons;
use crate::commands::layers::LayerArgs;
use crate::environment::Environment;
use crate::error::{UsageError, WouldChange};
use crate::kubeconfig;
use crate::ui::Ui;
use planning::Planned;
use turn::Turn;

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
    pub(crate) fn install_addons(&self, connection: &Connection, namespace: &str, ui: &mut Ui) -> Result<()> {
        let wanted = addons::Wanted {
            addons: addons::chosen(&self.addons)?,
            namespace: namespace.to_owned(),
            istio_namespace: namespace.to_owned(),
            set: Vec::new(),
            replace: false,
            dry_run: self.dry_run,
            readiness: Duration::from_nanos(u64::try_from(self.readiness_timeout).unwrap_or_default()),
            ask: false,
        };
        if wanted.addons.is_empty() || self.diff {
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
    let planned = planning::plan(&connection, layers.clone(), args.flags.force, ui)?;
    planning::warn_of_versions(&connection, &planned, ui)?;
    let work = Work {
        connection: &connection,
        flags: &args.flags,
        verb: "install",
        identity: environment.identity(),
        layers,
    };
    let namespace = planned.plan.namespace.clone();
    work.carry_out(planned, ui)?;
    args.flags.install_addons(&connection, &namespace, ui)
}

/// What install and upgrade do with a plan.
pub(crate) struct Work<'w> {
    pub(crate) connection: &'w Connection,
    pub(crate) flags: &'w InstallFlags,
    /// For the question.
    pub(crate) verb: &'w str,
    /// Who does it, for others.
    pub(crate) identity: String,
    /// What the plan was made from.
    pub(crate) layers: Layers,
}

impl Work<'_> {
    /// Shows, asks, applies, prunes and sums up. Says whether anything was written.
    ///
    /// # Errors
    /// Rights that are missing, a no to the question, and whatever did not work.
    pub(crate) fn carry_out(&self, planned: Planned, ui: &mut Ui) -> Result<bool> {
        let Self { connection, flags, .. } = self;
        let plan = &planned.plan;
        let denied = connection.block_on(missing_permissions(connection, plan, flags.prune))?;
        if !denied.is_empty() {
            bail!("{}", report::denied(&denied));
        }
        let going = self.left_behind(plan)?;
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
                "This will {} the Istio {} profile {:?} into the cluster{with_addons}. Proceed? (y/N) ",
                self.verb, plan.owner.version, planned.profile
            );
            confirmation::ask(&question, ui)?;
        }
        connection.block_on(install::ensure_namespace(connection, plan))?;
        let turn = Turn::take(connection, &plan.namespace, &self.identity, self.readiness(), ui)?;
        let done = self.in_turn(&turn, planned, going, ui);
        turn.end(connection);
        let (planned, outcome) = done?;
        if flags.verify {
            let found = connection
                .block_on(verify(connection, &planned.plan.carried_out()))
                .map_err(|why| anyhow!(why))?;
            report::verified(&found, ui)?;
        }
        ui.notes(&report::next_steps(&outcome, &planned));
        Ok(true)
    }

    /// Writes. Who had to wait looks at the cluster again first, since another installation has changed it.
    fn in_turn(
        &self,
        turn: &Turn,
        mut planned: Planned,
        mut going: Vec<Value>,
        ui: &mut Ui,
    ) -> Result<(Planned, Outcome)> {
        if turn.was_waited_for() {
            planned = planning::plan(self.connection, self.layers.clone(), self.flags.force, ui)?;
            let listed: BTreeSet<Identity> = going.iter().map(Identity::of).collect();
            going = self.left_behind(&planned.plan)?;
            if !going.iter().all(|object| listed.contains(&Identity::of(object))) {
                ui.notes(&report::going(&going));
                if !self.flags.skip_confirmation {
                    confirmation::ask("Proceed? (y/N) ", ui)?;
                }
            }
        }
        let options = InstallOptions {
            readiness: self.readiness(),
            wait: true,
        };
        let outcome = turn.run(self.connection, ui, async |tell| {
            install::install(self.connection, &planned.plan, options, tell).await
        })?;
        if !outcome.failures.is_empty() {
            ui.notes(&report::summary(&outcome, &[]));
            bail!("{}", report::failures(&outcome));
        }
        if !going.is_empty() {
            turn.run(self.connection, ui, async |tell| {
                install::delete_all(self.connection, &going, tell).await
            })?;
        }
        ui.notes(&report::summary(&outcome, &going));
        Ok((planned, outcome))
    }

    /// What pruning would take.
    fn left_behind(&self, plan: &Plan) -> Result<Vec<Value>> {
        if !self.flags.prune {
            return Ok(Vec::new());
        }
        Ok(self.connection.block_on(left_behind(self.connection, plan))?)
    }

    fn readiness(&self) -> Duration {
        Duration::from_nanos(u64::try_from(self.flags.readiness_timeout).unwrap_or_default())
    }
}
