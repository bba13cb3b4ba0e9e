//! `istioctl addons remove`

use std::cell::RefCell;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use istio_manifest::addons::{ALL, NAME_LABEL};
use istio_manifest::cluster::install::addons::{installed_objects, states};
use istio_manifest::cluster::install::{Event, delete_all, wait_gone};
use istio_manifest::cluster::{ClusterError, Connection};
use istio_manifest::lifecycle::ownership::label_of;
use istio_manifest::lifecycle::prune::Identity;
use kubeyaml::Value;

use super::{named, words};
use crate::cli::GlobalArgs;
use crate::commands::install::{confirmation, report};
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// How long to wait until everything is gone.
const LIMIT: Duration = Duration::from_secs(120);

/// Remove add-ons that istioctl installed, in whichever namespace they are.
///
/// What they have collected is lost.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl addons remove kiali

  # All, without a question
  istioctl addons remove --all -y")]
pub(super) struct RemoveArgs {
    /// Names of add-ons.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// All that are installed.
    #[arg(long, conflicts_with = "names")]
    all: bool,
    /// Say what would go, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Do not ask.
    #[arg(short = 'y', long)]
    skip_confirmation: bool,
}

pub(super) fn run(args: &RemoveArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let chosen = if args.all { ALL.to_vec() } else { named(&args.names)? };
    if chosen.is_empty() {
        return Err(UsageError("say which add-ons: their names, or --all".to_owned()).into());
    }
    let connection = kubeconfig::connect(global, environment)?;
    let objects = connection.block_on(installed_objects(&connection, &chosen))?;
    for state in connection.block_on(states(&connection))? {
        if chosen.contains(&state.addon) && !state.foreign.is_empty() {
            ui.warning(&format!(
                "{} in namespace {} was not installed by istioctl, and stays",
                state.addon.title,
                state.foreign.join(", ")
            ));
        }
    }
    if objects.is_empty() {
        let which = if args.all {
            "any add-on".to_owned()
        } else {
            words(&chosen)
        };
        ui.note(&format!("✔ Nothing to remove: istioctl has not installed {which}"));
        return Ok(());
    }
    ui.notes(&goes(&objects));
    if args.dry_run {
        ui.note("✔ Dry run complete: nothing was written");
        return Ok(());
    }
    if !args.skip_confirmation {
        confirmation::ask("Proceed? (y/N) ", ui)?;
    }
    remove(&connection, &objects, ui)
}

/// Each add-on with its objects.
fn goes(objects: &[Value]) -> String {
    let mut text = String::new();
    for addon in ALL {
        let names: Vec<String> = objects
            .iter()
            .filter(|object| label_of(object, NAME_LABEL) == addon.name)
            .map(|object| Identity::of(object).to_string())
            .collect();
        if !names.is_empty() {
            let _ = writeln!(text, "{} goes: {}", addon.title, names.join(", "));
        }
    }
    text
}

fn remove(connection: &Connection, objects: &[Value], ui: &mut Ui) -> Result<()> {
    let result: Result<(usize, Vec<Identity>), ClusterError> = {
        let ui = RefCell::new(&mut *ui);
        let tell = |event: Event| {
            if let Some(line) = report::line(&event) {
                ui.borrow_mut().note(&line);
            }
        };
        connection.block_on(async {
            let count = delete_all(connection, objects, &tell).await?;
            Ok((count, wait_gone(connection, objects, LIMIT).await?))
        })
    };
    let (count, left) = result?;
    if !left.is_empty() {
        let names: Vec<String> = left.iter().map(ToString::to_string).collect();
        bail!(
            "{} objects are marked for deletion and still there after {} s: {}",
            left.len(),
            LIMIT.as_secs(),
            names.join(", ")
        );
    }
    ui.note(&format!("✔ Removed {count} objects"));
    Ok(())
}
