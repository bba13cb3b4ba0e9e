//! `istioctl addons install`, which also is `install --addons`.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use istio_manifest::addons::{Addon, AddonOptions};
use istio_manifest::cluster::Connection;
use istio_manifest::cluster::install::addons::{self, AddonEvent, AddonOutcome, AddonState};
use istio_manifest::cluster::install::{delete_all, wait_gone};
use istio_manifest::lifecycle::comparison::Change;
use istio_manifest::lifecycle::prune::Identity;
use kubeyaml::Value;

use super::{named, namespace, sets, words};
use crate::cli::{GlobalArgs, go_duration};
use crate::commands::install::{confirmation, report};
use crate::environment::Environment;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// How long to wait until what makes room is gone.
const GONE: Duration = Duration::from_secs(120);

/// Install add-ons, or bring them to the versions of this istioctl.
///
/// Running it again is safe at any time. What others installed under the same names, from the files of an Istio release perhaps, stays as
/// it is unless --replace says otherwise.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # The graph of the mesh, with metrics and traces
  istioctl addons install kiali prometheus grafana jaeger

  # Elsewhere than in Istio's namespace, without a question
  istioctl addons install grafana prometheus -n monitoring -y

  # What would happen
  istioctl addons install zipkin --dry-run")]
pub(super) struct InstallArgs {
    /// Names of add-ons.
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// A setting of the add-on's chart, such as image.tag=v1. Repeatable.
    #[arg(short, long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Delete what others installed under the same names, and install ours in its place.
    #[arg(long)]
    replace: bool,
    /// Ask the server what would happen, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Longest time to wait until all are ready.
    #[arg(long, value_name = "DURATION", default_value = "5m0s", value_parser = go_duration)]
    readiness_timeout: i64,
    /// Do not ask.
    #[arg(short = 'y', long)]
    skip_confirmation: bool,
}

/// What is to be installed, and how.
pub(crate) struct Wanted {
    pub(crate) addons: Vec<Addon>,
    pub(crate) namespace: String,
    pub(crate) istio_namespace: String,
    pub(crate) set: Vec<String>,
    /// Whether what others installed may be deleted.
    pub(crate) replace: bool,
    pub(crate) dry_run: bool,
    pub(crate) readiness: Duration,
    /// Whether to ask.
    pub(crate) ask: bool,
}

/// Add-ons as `install --addons` names them.
///
/// # Errors
/// A name that none has, two that do not go together.
pub(crate) fn chosen(words: &[String]) -> Result<Vec<Addon>> {
    let chosen = named(words)?;
    sets(&chosen, &AddonOptions::default())?;
    Ok(chosen)
}

pub(super) fn run(args: &InstallArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let wanted = Wanted {
        addons: chosen(&args.names)?,
        namespace: namespace(global).to_owned(),
        istio_namespace: global.istio_namespace.clone(),
        set: args.set.clone(),
        replace: args.replace,
        dry_run: args.dry_run,
        readiness: Duration::from_nanos(u64::try_from(args.readiness_timeout).unwrap_or_default()),
        ask: !args.skip_confirmation,
    };
    let connection = kubeconfig::connect(global, environment)?;
    carry_out(&connection, &wanted, ui)
}

/// Looks, asks, applies, waits and sums up.
///
/// # Errors
/// Rights that are missing, objects of other add-ons in the way, a no to the question, and whatever did not work.
pub(crate) fn carry_out(connection: &Connection, wanted: &Wanted, ui: &mut Ui) -> Result<()> {
    let states = connection.block_on(addons::states(connection))?;
    check_places(wanted, &states)?;
    let there = |state: &AddonState| {
        let here = |namespace: &str| namespace == wanted.namespace;
        state.installed.iter().any(|installed| here(&installed.namespace))
            || state.foreign.iter().any(|namespace| here(namespace))
    };
    let present: BTreeSet<String> = states
        .iter()
        .filter(|state| there(state))
        .map(|state| state.addon.name.to_owned())
        .collect();
    let options = AddonOptions {
        namespace: wanted.namespace.clone(),
        istio_namespace: wanted.istio_namespace.clone(),
        present: present.clone(),
        set: wanted.set.clone(),
    };
    let sets = sets(&wanted.addons, &options)?;
    let objects = || sets.iter().flat_map(|(_, objects)| objects);
    let denied = connection.block_on(addons::missing_rights(connection, objects()))?;
    if !denied.is_empty() {
        bail!("{}", report::denied(&denied));
    }
    let foreign = foreign(connection, &sets, wanted)?;
    warn_of_needs(wanted, &present, ui);
    if !foreign.is_empty() {
        ui.note("These were not installed by istioctl and will be replaced:");
        for object in &foreign {
            ui.note(&format!("  {}", Identity::of(object)));
        }
    }
    if wanted.dry_run {
        return dry_run(connection, &sets, &foreign, ui);
    }
    if wanted.ask {
        let question = format!(
            "This will install {} into namespace {}. Proceed? (y/N) ",
            words(&wanted.addons),
            wanted.namespace
        );
        confirmation::ask(&question, ui)?;
    }
    make_room(connection, &foreign)?;
    let outcomes = apply(connection, &sets, wanted, ui)?;
    ui.notes(&summary(&outcomes));
    let failed: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| Some(format!("{}: {}", outcome.addon.title, outcome.failure.as_ref()?)))
        .collect();
    if !failed.is_empty() {
        bail!(
            "{}\nRunning the same command again goes on from here.",
            failed.join("\n")
        );
    }
    ui.notes(&next_steps(&outcomes, wanted, &present));
    Ok(())
}

/// What others installed and is to be replaced.
///
/// # Errors
/// Objects of another add-on, or of others if these may not be replaced.
fn foreign(connection: &Connection, sets: &[(Addon, Vec<Value>)], wanted: &Wanted) -> Result<Vec<Value>> {
    let mut foreign = Vec::new();
    for object in connection.block_on(addons::in_the_way(connection, sets))? {
        match object.owner {
            Some(owner) => bail!(
                "{} belongs to the add-on {owner}: istioctl addons remove {owner} makes room",
                Identity::of(&object.live)
            ),
            None => foreign.push(object.live),
        }
    }
    if !foreign.is_empty() && !wanted.replace {
        let names: Vec<String> = foreign.iter().map(|object| Identity::of(object).to_string()).collect();
        bail!(
            "there already and not installed by istioctl: {}\nWith --replace, istioctl addons install deletes it and installs its own.",
            names.join(", ")
        );
    }
    Ok(foreign)
}

fn make_room(connection: &Connection, foreign: &[Value]) -> Result<()> {
    let left = connection.block_on(async {
        delete_all(connection, foreign, &|_| {}).await?;
        wait_gone(connection, foreign, GONE).await
    })?;
    if let Some(identity) = left.first() {
        bail!(
            "{identity} is marked for deletion and still there after {} s",
            GONE.as_secs()
        );
    }
    Ok(())
}

/// One of each in a cluster: their rights in it have one name.
fn check_places(wanted: &Wanted, states: &[AddonState]) -> Result<()> {
    for state in states.iter().filter(|state| wanted.addons.contains(&state.addon)) {
        let elsewhere = state
            .installed
            .iter()
            .find(|installed| installed.namespace != wanted.namespace);
        if let Some(installed) = elsewhere {
            let (name, namespace) = (state.addon.name, &installed.namespace);
            bail!(
                "{name} is in namespace {namespace} already: -n {namespace} changes that one, istioctl addons remove {name} removes it"
            );
        }
    }
    Ok(())
}

fn warn_of_needs(wanted: &Wanted, present: &BTreeSet<String>, ui: &mut Ui) {
    for addon in &wanted.addons {
        for need in addon.needs {
            let chosen = wanted.addons.iter().any(|other| other.name == *need);
            if !chosen && !present.contains(*need) {
                ui.warning(&format!(
                    "{} has nothing to show without {need}, which is not in namespace {}: istioctl addons install {need}",
                    addon.title, wanted.namespace
                ));
            }
        }
    }
}

fn dry_run(connection: &Connection, sets: &[(Addon, Vec<Value>)], foreign: &[Value], ui: &mut Ui) -> Result<()> {
    let mut outcomes = Vec::new();
    let mut text = String::new();
    let replaced: BTreeSet<Identity> = foreign.iter().map(Identity::of).collect();
    for (addon, objects) in sets {
        let (others, own): (Vec<Value>, Vec<Value>) = objects
            .iter()
            .cloned()
            .partition(|object| replaced.contains(&Identity::of(object)));
        let mut objects = connection.block_on(addons::differences(connection, &own))?;
        objects.extend(others.iter().map(|object| (Identity::of(object), Change::Changed)));
        for (identity, change) in &objects {
            let word = match change {
                Change::Created => "would create",
                Change::Changed => "would change",
                Change::Removed => "would remove",
                Change::Unchanged => continue,
            };
            let _ = writeln!(text, "  {word} {identity}");
        }
        outcomes.push(AddonOutcome {
            addon: *addon,
            objects,
            failure: None,
        });
    }
    let _ = write!(
        text,
        "\n{}\n✔ Dry run complete: nothing was written\n",
        counts(&outcomes).0
    );
    ui.notes(&text);
    Ok(())
}

fn apply(
    connection: &Connection,
    sets: &[(Addon, Vec<Value>)],
    wanted: &Wanted,
    ui: &mut Ui,
) -> Result<Vec<AddonOutcome>> {
    let ui = RefCell::new(ui);
    let tell = |event: AddonEvent| {
        if let Some(line) = line(&event) {
            ui.borrow_mut().note(&line);
        }
    };
    let installed = addons::install(connection, sets, &wanted.namespace, wanted.readiness, &tell);
    connection.block_on(installed).map_err(|why| anyhow!(why))
}

fn line(event: &AddonEvent) -> Option<String> {
    Some(match event {
        AddonEvent::Started(addon) => format!("- {}: applying", addon.title),
        AddonEvent::Object(event) => return report::line(event),
        AddonEvent::Waiting(addon, objects) => format!("- {}: waiting for {}", addon.title, waiting(objects)),
        AddonEvent::Ready(addon) => format!("✔ {} installed", addon.title),
        AddonEvent::Failed(addon, why) => format!("✘ {}: {why}", addon.title),
    })
}

fn waiting(objects: &[(Identity, String)]) -> String {
    report::waiting(objects)
}

/// The table of what became of objects, and how many became what.
fn counts(outcomes: &[AddonOutcome]) -> (String, [usize; 4]) {
    let mut rows = vec![
        ["Add-on", "Created", "Changed", "Unchanged", "Pruned"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let mut total = [0; 4];
    for outcome in outcomes {
        let mut own = [0; 4];
        for (_, change) in &outcome.objects {
            let column = match change {
                Change::Created => 0,
                Change::Changed => 1,
                Change::Unchanged => 2,
                Change::Removed => 3,
            };
            own[column] += 1;
            total[column] += 1;
        }
        let mut row = vec![outcome.addon.title.to_owned()];
        row.extend(own.iter().map(ToString::to_string));
        rows.push(row);
    }
    (table::numbered(&rows), total)
}

fn summary(outcomes: &[AddonOutcome]) -> String {
    let (text, total) = counts(outcomes);
    let failed = outcomes.iter().any(|outcome| outcome.failure.is_some());
    let end = match total {
        _ if failed => String::new(),
        [0, 0, unchanged, 0] => format!("✔ Nothing to change: all {unchanged} objects are as they should be\n"),
        _ => "✔ Add-ons installed\n".to_owned(),
    };
    format!("\n{text}\n{end}")
}

/// What people do next, and who would gain from being installed again.
fn next_steps(outcomes: &[AddonOutcome], wanted: &Wanted, present: &BTreeSet<String>) -> String {
    let mut text = String::new();
    let new: Vec<&Addon> = outcomes
        .iter()
        .filter(|outcome| outcome.objects.iter().any(|(_, change)| *change == Change::Created))
        .map(|outcome| &outcome.addon)
        .collect();
    let place = if wanted.namespace == wanted.istio_namespace {
        String::new()
    } else {
        format!(" -n {}", wanted.namespace)
    };
    for addon in new.iter().filter(|addon| addon.name != "loki") {
        let _ = writeln!(text, "  istioctl dashboard {}{place}", addon.name);
    }
    for user in istio_manifest::addons::ALL {
        let chosen = wanted.addons.contains(&user);
        let gains = user
            .peers
            .iter()
            .any(|peer| new.iter().any(|addon| addon.name == *peer));
        if !chosen && present.contains(user.name) && gains {
            let _ = writeln!(
                text,
                "  istioctl addons install {}{place}   # so that it links to what is new",
                user.name
            );
        }
    }
    if text.is_empty() {
        text
    } else {
        format!("\nNext steps:\n{text}")
    }
}
