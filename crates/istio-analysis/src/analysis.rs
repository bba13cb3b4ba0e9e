//! Running checks over a snapshot.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::analyzers::{ANALYZERS, Analyzer, Context, Unknown};
use crate::message::{Message, sort_and_merge};
use crate::snapshot::{FileOrigin, Origin, Snapshot};
use crate::suppression::{Suppression, Suppressions};

/// From how many resources on threads pay.
const WORTH_THREADS: usize = 200;

/// Messages, and what files alone do not show.
type Reports = (Vec<Message>, Vec<Unknown>);

/// Which checks to run, and which messages to keep.
#[derive(Clone, Debug, Default)]
pub struct Request<'a> {
    /// The names of the analyzers to run; all of them if the list is empty or none of its names is known.
    pub analyzers: &'a [String],
    /// Keep the messages of this namespace (and those of no namespace) only.
    pub namespace: Option<&'a str>,
    /// With a namespace: more of them.
    pub more_namespaces: &'a [String],
    /// What the user does not want to hear.
    pub suppressions: &'a [Suppression],
}

/// What analysis found.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The messages, sorted.
    pub messages: Vec<Message>,
    /// What files alone do not show.
    pub unknown: Vec<Unknown>,
    /// The analyzers that were asked for.
    pub executed: Vec<&'static str>,
    /// Those of them that were not run, because the snapshot lacks a kind that they read.
    pub skipped: Vec<&'static str>,
    /// Suppressions that suppressed nothing.
    pub unused_suppressions: Vec<String>,
}

/// The analyzers that these names stand for: all of them if there is no name or none is known.
#[must_use]
pub fn chosen(names: &[String]) -> Vec<&'static Analyzer> {
    let named: Vec<&Analyzer> = ANALYZERS
        .iter()
        .copied()
        .filter(|analyzer| names.iter().any(|name| name == analyzer.name))
        .collect();
    if named.is_empty() { ANALYZERS.to_vec() } else { named }
}

/// Runs analyzers over a snapshot.
#[must_use]
pub fn analyze(snapshot: &Snapshot, request: &Request<'_>) -> Analysis {
    analyze_with(snapshot, &chosen(request.analyzers), request)
}

/// Runs these analyzers over a snapshot, whatever the request names.
#[must_use]
pub fn analyze_with(snapshot: &Snapshot, analyzers: &[&'static Analyzer], request: &Request<'_>) -> Analysis {
    let mut analysis = Analysis::default();
    let mut running = Vec::new();
    for analyzer in analyzers {
        analysis.executed.push(analyzer.name);
        let reads_runtime_kinds = analyzer.inputs.iter().any(|kind| kind.is_runtime());
        let reads_unread = analyzer.inputs.iter().any(|kind| snapshot.unread().contains(kind));
        if reads_unread || (reads_runtime_kinds && !snapshot.has_runtime_kinds()) {
            analysis.skipped.push(analyzer.name);
            continue;
        }
        running.push(*analyzer);
    }
    let (mut messages, mut unknown) = (Vec::new(), Vec::new());
    for (of_one, unknown_of_one) in run(snapshot, &running) {
        messages.extend(of_one);
        unknown.extend(unknown_of_one);
    }
    if let Some(namespace) = request.namespace.filter(|namespace| !namespace.is_empty()) {
        messages.retain(|message| {
            let home = message.subject.as_ref().map_or("", |subject| subject.home());
            home.is_empty() || home == namespace || request.more_namespaces.iter().any(|more| more == home)
        });
    }
    locate(&mut messages);
    let mut suppressions = Suppressions::new(request.suppressions);
    messages.retain(|message| !suppressions.suppresses(message));
    // Comments that suppress were looked for in what templates made.
    point_to_templates(&mut messages);
    sort_and_merge(&mut messages);
    analysis.unused_suppressions = suppressions.unused();
    analysis.messages = messages;
    analysis.unknown = unknown;
    analysis
}

/// What each analyzer reports, in their order. Threads take one after the other, where there is enough to do.
fn run(snapshot: &Snapshot, analyzers: &[&'static Analyzer]) -> Vec<Reports> {
    let alone = |analyzer: &Analyzer| {
        let mut context = Context::new(snapshot);
        context.start(analyzer.name);
        (analyzer.run)(&mut context);
        context.into_reports()
    };
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(analyzers.len());
    if threads < 2 || snapshot.len() < WORTH_THREADS {
        return analyzers.iter().map(|analyzer| alone(analyzer)).collect();
    }
    let slots: Vec<OnceLock<Reports>> = analyzers.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(analyzer), Some(slot)) = (analyzers.get(index), slots.get(index)) else {
                        break;
                    };
                    let _ = slot.set(alone(analyzer));
                }
            });
        }
    });
    slots
        .into_iter()
        .map(|slot| slot.into_inner().unwrap_or_default())
        .collect()
}

/// Moves the places of messages from what a template made to the template.
fn point_to_templates(messages: &mut [Message]) {
    for message in messages {
        if let (Some(Origin::File(file)), Some(place)) = (&message.origin, &mut message.location) {
            (place.line, place.column) = file.source.written_place(place.line, place.column);
        }
    }
}

/// Finds the places of messages: each document that has any is read again once.
pub(crate) fn locate(messages: &mut [Message]) {
    let mut by_document: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (index, message) in messages.iter().enumerate() {
        if let Some(Origin::File(file)) = &message.origin {
            let key = (std::sync::Arc::as_ptr(&file.source) as usize, file.document.start);
            by_document.entry(key).or_default().push(index);
        }
    }
    for indexes in by_document.into_values() {
        let files: Vec<FileOrigin> = indexes
            .iter()
            .filter_map(|&index| messages.get(index)?.origin.as_ref()?.file().cloned())
            .collect();
        let Some(first) = files.first() else { continue };
        let wanted = indexes
            .iter()
            .zip(&files)
            .map(|(&index, file)| (file.items.as_slice(), messages[index].field.as_ref()));
        let places = first.locate(wanted);
        for (&index, place) in indexes.iter().zip(places) {
            let message = &mut messages[index];
            if message.field_is_exact && place.is_field {
                message.line_of_identity = place.location.line;
            }
            message.location = Some(place.location);
        }
    }
}
