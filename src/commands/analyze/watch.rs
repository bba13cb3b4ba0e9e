//! Analysing again whenever a file changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Result, bail};

use crate::error::{FoundIssues, UnreadableInput, UsageError};
use crate::ui::Ui;

/// How often files are looked at. Their times are asked rather than the system: that works on every file system, mounted ones too.
const PAUSE: Duration = Duration::from_millis(300);
/// How deep directories are looked into.
const DEEPEST: usize = 64;

/// When a file was changed, and how long it is.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Runs `analyse`, and again whenever something in `paths` has changed. It ends when it is interrupted.
///
/// # Errors
/// Nothing to watch; an error of the command line. Any other error is said, and may be mended by the next change.
pub(super) fn run(paths: &[PathBuf], ui: &mut Ui, mut analyse: impl FnMut(&mut Ui) -> Result<()>) -> Result<()> {
    if paths.is_empty() || paths.iter().any(|path| path.as_os_str() == "-") {
        bail!(UsageError(
            "--watch needs files or directories; standard input cannot be watched".to_owned()
        ));
    }
    let mut seen = look(paths);
    loop {
        match analyse(ui) {
            Err(error) if error.is::<UsageError>() => return Err(error),
            // What was found has been said.
            Err(error) if error.is::<FoundIssues>() || error.is::<UnreadableInput>() => {}
            Err(error) => {
                ui.failure(&error);
            }
            Ok(()) => {}
        }
        ui.note("Waiting for changes (Ctrl-C ends)");
        seen = changed(paths, &seen);
    }
}

/// Waits for a change, and until the files stay as they are: editors write in several steps.
fn changed(paths: &[PathBuf], before: &Seen) -> Seen {
    let mut last = before.clone();
    loop {
        std::thread::sleep(PAUSE);
        let now = look(paths);
        if now == last && now != *before {
            return now;
        }
        last = now;
    }
}

fn look(paths: &[PathBuf]) -> Seen {
    let mut seen = Seen::new();
    for path in paths {
        add(path, 0, &mut seen);
    }
    seen
}

fn add(path: &Path, depth: usize, seen: &mut Seen) {
    let Ok(about) = path.metadata() else { return };
    if !about.is_dir() {
        seen.insert(path.to_owned(), (about.modified().ok(), about.len()));
        return;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if depth < DEEPEST && !(is_folder && hidden) && (is_folder || entry.path().is_file()) {
            add(&entry.path(), depth + 1, seen);
        }
    }
}
