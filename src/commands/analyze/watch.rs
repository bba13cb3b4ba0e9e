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

/// Endings of files that analysis reads, or that charts are made of. Kustomizations and charts have files without an ending, too.
const ENDINGS: [&str; 6] = ["json", "lock", "tgz", "tpl", "yaml", "yml"];

/// Runs `analyse`, and again whenever something in `paths` has changed; `written` are files that it writes itself. It ends when it is
/// interrupted.
///
/// # Errors
/// Nothing to watch; an error of the command line. Any other error is said, and may be mended by the next change.
pub(super) fn run(
    paths: &[PathBuf],
    written: &[PathBuf],
    ui: &mut Ui,
    mut analyse: impl FnMut(&mut Ui) -> Result<()>,
) -> Result<()> {
    if paths.is_empty() || paths.iter().any(|path| path.as_os_str() == "-") {
        bail!(UsageError(
            "--watch needs files or directories; standard input cannot be watched".to_owned()
        ));
    }
    loop {
        // What changes while it is analysed counts as changed.
        let seen = look(paths, written);
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
        wait_for_change(paths, written, &seen);
    }
}

/// Waits for a change, and until the files stay as they are: editors write in several steps.
fn wait_for_change(paths: &[PathBuf], written: &[PathBuf], before: &Seen) {
    let mut last = before.clone();
    loop {
        std::thread::sleep(PAUSE);
        let now = look(paths, written);
        if now == last && now != *before {
            return;
        }
        last = now;
    }
}

fn look(paths: &[PathBuf], written: &[PathBuf]) -> Seen {
    let mut seen = Seen::new();
    for path in paths {
        add(path, 0, &mut seen);
    }
    // Reports may go to a directory that is watched.
    let written: Vec<PathBuf> = written.iter().filter_map(|path| path.canonicalize().ok()).collect();
    seen.retain(|path, _| !path.canonicalize().is_ok_and(|path| written.contains(&path)));
    seen
}

/// Whether a file of a directory is one that analysis looks at.
fn counts(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy());
    ending.is_none_or(|ending| ENDINGS.contains(&ending.as_ref()))
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
        if depth < DEEPEST && !(is_folder && hidden) && (is_folder || (counts(&entry.path()) && entry.path().is_file()))
        {
            add(&entry.path(), depth + 1, seen);
        }
    }
}
