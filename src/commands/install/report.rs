//! What install, upgrade and verify-install say: progress, summaries, differences.

use std::fmt::Write as _;

use anyhow::Result;
use colored::Colorize as _;
use istio_manifest::cluster::install::{Denied, Difference, Event, Outcome};
use istio_manifest::cluster::verification::{State, Verified};
use istio_manifest::component::{ALL, Component};
use istio_manifest::lifecycle::comparison::{Change, Line, unified_diff};
use istio_manifest::lifecycle::order::title;
use istio_manifest::lifecycle::prune::{Identity, component_of};
use kubeyaml::Value;

use super::planning::Planned;
use crate::error::NotAsItShouldBe;
use crate::table;
use crate::ui::Ui;

/// The line for something that happened; objects one by one are part of the summary.
pub(crate) fn line(event: &Event) -> Option<String> {
    Some(match event {
        Event::Started(component) => format!("- {}: applying", title(*component)),
        Event::Applied(..) => return None,
        Event::TookOver(identity, text) => format!("  {identity}: fields of others were taken over: {}", text.trim()),
        Event::Leaving(identity) => format!("  {identity} is still being deleted; waiting until it is gone"),
        Event::Waiting(component, objects) => {
            format!("- {}: waiting for {}", title(*component), waiting(objects))
        }
        Event::Ready(component) => format!("✔ {} installed", title(*component)),
        Event::Failed(component, why) => format!("✘ {}: {why}", title(*component)),
        Event::Skipped(component, other) => {
            format!(
                "✘ {}: left out, since {} did not become ready",
                title(*component),
                title(*other)
            )
        }
        Event::Removed(identity) => format!("  removed {identity}"),
        Event::Locked(holder, since) => {
            format!("- {holder} has been changing the installation since {since}; waiting until that ends")
        }
        Event::TookLock(holder) => format!("  {holder} gave no sign of life any more; its turn is over"),
        Event::Unlocked(why) => {
            format!("  going on without a lock, so that nothing keeps others from installing at the same time: {why}")
        }
    })
}

/// What is waited for; many objects of a kind that wait for the same are counted.
pub(crate) fn waiting(objects: &[(Identity, String)]) -> String {
    let mut groups: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for (identity, why) in objects {
        match groups
            .iter_mut()
            .find(|(kind, reason, _)| *kind == identity.kind && reason == why)
        {
            Some((_, _, names)) => names.push(identity.to_string()),
            None => groups.push((&identity.kind, why, vec![identity.to_string()])),
        }
    }
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(kind, why, names)| match names.len() {
            1..=2 => format!("{}: {why}", names.join(", ")),
            many => format!("{many} of {kind}: {why}"),
        })
        .collect();
    parts.join("; ")
}

/// Rights that are missing.
pub(crate) fn denied(denied: &[Denied]) -> String {
    let mut text = "nothing was written: the user of this kubeconfig lacks these rights".to_owned();
    for right in denied {
        let _ = write!(text, "\n  {right}");
    }
    text
}

/// What failed.
pub(crate) fn failures(outcome: &Outcome) -> String {
    let parts: Vec<String> = outcome
        .failures
        .iter()
        .map(|(component, why)| format!("{}: {why}", title(*component)))
        .collect();
    format!(
        "{}\nNothing was pruned. Running the same command again goes on from here.",
        parts.join("\n")
    )
}

/// What pruning will remove.
pub(crate) fn going(objects: &[Value]) -> String {
    let mut text =
        "These objects of the installation are no longer part of it and will be removed (--prune=false keeps them):\n"
            .to_owned();
    for object in objects {
        let _ = writeln!(text, "  {}", Identity::of(object));
    }
    text
}

/// How many objects of each component came to what.
#[derive(Default)]
struct Counts([[usize; 4]; ALL.len()]);

impl Counts {
    fn add(&mut self, component: Option<Component>, change: Change) {
        let row = ALL
            .iter()
            .position(|known| Some(*known) == component)
            .unwrap_or_default();
        let column = match change {
            Change::Created => 0,
            Change::Changed => 1,
            Change::Unchanged => 2,
            Change::Removed => 3,
        };
        self.0[row][column] += 1;
    }

    fn total(&self) -> [usize; 4] {
        let mut total = [0; 4];
        for row in &self.0 {
            for (sum, count) in total.iter_mut().zip(row) {
                *sum += count;
            }
        }
        total
    }

    fn table(&self) -> String {
        let cells = |name: &str, counts: &[usize; 4]| {
            let mut row = vec![name.to_owned()];
            row.extend(counts.iter().map(ToString::to_string));
            row
        };
        let mut rows = vec![
            ["Component", "Created", "Changed", "Unchanged", "Pruned"]
                .map(str::to_owned)
                .to_vec(),
        ];
        for (component, counts) in ALL.iter().zip(&self.0) {
            if counts.iter().any(|count| *count > 0) {
                rows.push(cells(title(*component), counts));
            }
        }
        rows.push(cells("Total", &self.total()));
        table::numbered(&rows)
    }
}

/// What became of all objects.
pub(crate) fn summary(outcome: &Outcome, pruned: &[Value]) -> String {
    let mut counts = Counts::default();
    for (component, _, change) in &outcome.objects {
        counts.add(Some(*component), *change);
    }
    for object in pruned {
        counts.add(component_of(object), Change::Removed);
    }
    let end = match (counts.total(), outcome.failures.is_empty()) {
        (_, false) => String::new(),
        ([0, 0, 0, 0], true) => "✔ Nothing to install: no component is enabled\n".to_owned(),
        ([0, 0, unchanged, 0], true) => format!("✔ Nothing to change: all {unchanged} objects are as they should be\n"),
        (_, true) => "✔ Installation complete\n".to_owned(),
    };
    format!("\n{}\n{end}", counts.table())
}

/// What a dry run found.
pub(crate) fn dry_run(found: &[Difference]) -> String {
    let mut counts = Counts::default();
    let mut text = String::new();
    for difference in found {
        let change = difference.change();
        counts.add(difference.component, change);
        let word = match change {
            Change::Created => "would create",
            Change::Changed => "would change",
            Change::Removed => "would remove",
            Change::Unchanged => continue,
        };
        let _ = writeln!(text, "  {word} {}", difference.identity);
    }
    let _ = write!(text, "\n{}\n✔ Dry run complete: nothing was written\n", counts.table());
    text
}

/// Prints differences to stdout; says whether there are any.
///
/// # Errors
/// What the operating system says about stdout.
pub(crate) fn diff(found: &[Difference], ui: &mut Ui) -> Result<bool> {
    let colour = ui.stdout_has_colour();
    let mut text = String::new();
    for difference in found
        .iter()
        .filter(|difference| difference.change() != Change::Unchanged)
    {
        for line in unified_diff(
            &difference.identity,
            difference.live.as_ref(),
            difference.wanted.as_ref(),
        ) {
            let line = match line {
                Line::Header(line) => line.bold(),
                Line::Hunk(line) => line.cyan(),
                Line::Context(line) => format!(" {line}").normal(),
                Line::Removed(line) => format!("-{line}").red(),
                Line::Added(line) => format!("+{line}").green(),
            };
            text += &if colour { line.to_string() } else { line.input };
            text.push('\n');
        }
    }
    ui.data(text.as_bytes())?;
    Ok(!text.is_empty())
}

/// One line for each object that would change.
pub(crate) fn short_diff(found: &[Difference]) -> String {
    let mut text = String::new();
    for difference in found {
        let word = match difference.change() {
            Change::Created => '+',
            Change::Changed => '~',
            Change::Removed => '-',
            Change::Unchanged => continue,
        };
        let _ = writeln!(text, "  {word} {}", difference.identity);
    }
    text
}

/// Prints what is not as it should be, as a table on stdout, and sums up.
///
/// # Errors
/// [`NotAsItShouldBe`] if anything is wrong.
pub(crate) fn verified(found: &[Verified], ui: &mut Ui) -> Result<()> {
    let mut rows = vec![["COMPONENT", "OBJECT", "STATE"].map(str::to_owned).to_vec()];
    let mut notes = Vec::new();
    for object in found {
        let name = object.component.map_or("", title);
        match &object.state {
            State::Good => {}
            State::Doubtful(why) => notes.push(format!("{}: {why}", object.identity)),
            state => rows.push(vec![name.to_owned(), object.identity.to_string(), state.to_string()]),
        }
    }
    let wrong = rows.len() - 1;
    if wrong > 0 {
        ui.data(table::numbered(&rows).as_bytes())?;
    }
    for note in notes {
        ui.warning(&note);
    }
    if wrong > 0 {
        return Err(NotAsItShouldBe { wrong, of: found.len() }.into());
    }
    ui.note(&format!("✔ Verified: {} objects are as they should be", found.len()));
    Ok(())
}

/// What people do after the first installation.
pub(crate) fn next_steps(outcome: &Outcome, planned: &Planned) -> String {
    let new = outcome.objects.iter().any(|(component, identity, change)| {
        *component == Component::Pilot && identity.kind == "Deployment" && *change == Change::Created
    });
    if !new {
        return String::new();
    }
    let plan = &planned.plan;
    let ambient = plan.sets.iter().any(|set| set.component == Component::Ztunnel);
    let label = if ambient {
        "istio.io/dataplane-mode=ambient".to_owned()
    } else if plan.is_default_revision() {
        "istio-injection=enabled".to_owned()
    } else {
        format!("istio.io/rev={}", plan.owner.revision)
    };
    let effect = if ambient {
        "its pods join the mesh"
    } else {
        "new pods get a sidecar"
    };
    format!(
        "\nNext steps:\n  kubectl label namespace NAMESPACE {label}   # {effect}\n  istioctl verify-install   # is it still as it should be?\n"
    )
}
