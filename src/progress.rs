//! What a command that changes a cluster is at: on a terminal a line for each component that changes in place, elsewhere a line for each
//! change.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use istio_manifest::cluster::install::Event;
use istio_manifest::component::Component;
use istio_manifest::lifecycle::order::title;

use crate::commands::install::report;
use crate::ui::Ui;

/// How often a line in place shows that the command is alive.
const TICK: Duration = Duration::from_millis(120);

/// Where events go.
pub(crate) struct Progress<'u> {
    inner: RefCell<Inner<'u>>,
}

struct Inner<'u> {
    ui: &'u mut Ui,
    /// The lines in place, on a terminal.
    lines: Option<(MultiProgress, BTreeMap<Component, ProgressBar>)>,
    /// What each component waits for.
    waiting: BTreeMap<Component, String>,
}

impl<'u> Progress<'u> {
    pub(crate) fn new(ui: &'u mut Ui) -> Self {
        let lines = ui.refreshes().then(|| (MultiProgress::new(), BTreeMap::new()));
        Self {
            inner: RefCell::new(Inner {
                ui,
                lines,
                waiting: BTreeMap::new(),
            }),
        }
    }

    /// Shows what happened.
    pub(crate) fn tell(&self, event: &Event) {
        self.inner.borrow_mut().tell(event);
    }

    /// What is still waited for, a line a component; empty if nothing is.
    pub(crate) fn not_ready(&self) -> String {
        let mut text = String::new();
        for (component, what) in &self.inner.borrow().waiting {
            let _ = write!(text, "\n  {}: {what}", title(*component));
        }
        text
    }
}

impl Inner<'_> {
    fn tell(&mut self, event: &Event) {
        match event {
            Event::Waiting(component, objects) => {
                self.waiting.insert(*component, report::waiting(objects));
            }
            Event::Ready(component) | Event::Failed(component, _) => {
                self.waiting.remove(component);
            }
            _ => {}
        }
        let Some(line) = report::line(event) else { return };
        let Some((multi, lines)) = &mut self.lines else {
            self.ui.note(&line);
            return;
        };
        match event {
            Event::Started(component) | Event::Waiting(component, _) => {
                let bar = lines.entry(*component).or_insert_with(|| {
                    let bar = multi.add(ProgressBar::new_spinner().with_style(style()));
                    bar.enable_steady_tick(TICK);
                    bar
                });
                bar.set_message(line.trim_start_matches("- ").to_owned());
            }
            _ => {
                if let Event::Ready(component) | Event::Failed(component, _) = event
                    && let Some(bar) = lines.remove(component)
                {
                    bar.finish_and_clear();
                }
                multi.suspend(|| self.ui.note(&line));
            }
        }
    }
}

impl Drop for Inner<'_> {
    fn drop(&mut self) {
        if let Some((_, lines)) = &self.lines {
            lines.values().for_each(ProgressBar::finish_and_clear);
        }
    }
}

/// A turning sign, the text as far as the line has room, and the time.
fn style() -> ProgressStyle {
    // A template that is wrong would show as the plain style.
    ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner())
}
