//! Terminal sessions that a page shows: the commands run, and what they print is compared with what is shown.
//!
//! `$ ` starts a command and `> ` goes on with it; other lines are what the terminal shows, standard output and error as they
//! come. A line `...` stands for any number of lines, `<a word>` for any text without a blank, `...` at the end of a line for its
//! rest. Runs of blanks count as one, since columns are as wide as what is in them. A command that shows nothing may print what it
//! likes. It has to succeed, unless a line that it shows starts with `Error` or `error:`.

use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::page::Block;

/// A command and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is typed, without the prompt.
    pub command: String,
    /// What is shown below it; empty if nothing is.
    pub shown: String,
    /// Line in the page, from 1.
    pub line: usize,
}

/// Where commands run.
#[derive(Debug)]
pub struct Terminal {
    folder: PathBuf,
    environment: Vec<(OsString, OsString)>,
    limit: Duration,
}

/// The steps of a block.
///
/// # Errors
/// When it starts with something that is no command.
pub fn steps(block: &Block) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::new();
    for (number, line) in (block.line..).zip(block.text.lines()) {
        let last = steps.last_mut();
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step {
                command: command.to_owned(),
                shown: String::new(),
                line: number,
            });
        } else if let Some(step) = last {
            match line.strip_prefix("> ") {
                Some(more) if step.shown.is_empty() => {
                    step.command.push('\n');
                    step.command.push_str(more);
                }
                _ => {
                    step.shown.push_str(line);
                    step.shown.push('\n');
                }
            }
        } else {
            return Err(format!("line {number}: {line:?} stands before any command"));
        }
    }
    // An empty line above the next prompt is for the eye.
    for step in &mut steps {
        step.shown.truncate(step.shown.trim_end().len());
    }
    Ok(steps)
}

impl Terminal {
    /// One in a folder, with variables added to those of this process; a command may take `limit`.
    #[must_use]
    pub fn new(folder: &Path, environment: Vec<(OsString, OsString)>, limit: Duration) -> Self {
        Self {
            folder: folder.to_owned(),
            environment,
            limit,
        }
    }

    /// Runs a step.
    ///
    /// # Errors
    /// When it ends otherwise than the page says, or prints something else; the text has all that a person needs to see.
    pub fn run(&self, step: &Step) -> Result<(), String> {
        let (succeeded, printed) = self.printed(&step.command)?;
        let may_fail = step
            .shown
            .lines()
            .any(|line| line.starts_with("Error") || line.starts_with("error:"));
        let what = format!("line {}: $ {}", step.line, step.command);
        if !succeeded && !may_fail {
            return Err(format!("{what}\nfails:\n{printed}"));
        }
        match difference(&step.shown, &printed) {
            Some(why) if !step.shown.is_empty() => Err(format!("{what}\n{why}\nprinted:\n{printed}")),
            _ => Ok(()),
        }
    }

    fn printed(&self, command: &str) -> Result<(bool, String), String> {
        let failed = |why: std::io::Error| format!("bash: {why}");
        // One pipe for both streams keeps their order.
        let (mut reader, writer) = std::io::pipe().map_err(failed)?;
        let mut child = Command::new("bash");
        child
            .args(["-o", "pipefail", "-c", command])
            .current_dir(&self.folder)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(writer.try_clone().map_err(failed)?)
            .stderr(writer);
        let mut running = child.spawn().map_err(failed)?;
        drop(child);
        let reading = std::thread::spawn(move || {
            let mut printed = Vec::new();
            reader.read_to_end(&mut printed).map(|_| printed)
        });
        let start = Instant::now();
        let status = loop {
            if let Some(status) = running.try_wait().map_err(failed)? {
                break status;
            }
            if start.elapsed() > self.limit {
                let _ = running.kill();
                return Err(format!("$ {command}\ntakes longer than {:?}", self.limit));
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let printed = reading
            .join()
            .map_err(|_| "the reader fails".to_owned())?
            .map_err(failed)?;
        Ok((status.success(), String::from_utf8_lossy(&printed).into_owned()))
    }
}

/// The first line of what a page shows that what was printed does not have in its place.
#[must_use]
pub fn difference(shown: &str, printed: &str) -> Option<String> {
    let shown: Vec<&str> = shown.trim().lines().collect();
    let printed: Vec<&str> = printed.trim().lines().collect();
    let mut at = 0;
    let mut skipping = false;
    for (number, line) in shown.iter().enumerate() {
        if line.trim() == "..." {
            skipping = true;
            continue;
        }
        let rest = printed.get(at..).unwrap_or_default();
        let found = if skipping {
            // The last line is at the end, so that what follows an elision cannot be found too early.
            let last = number + 1 == shown.len();
            let from = if last { rest.len().saturating_sub(1) } else { 0 };
            rest.iter()
                .skip(from)
                .position(|there| line_matches(line, there))
                .map(|found| found + from)
        } else {
            rest.first().filter(|there| line_matches(line, there)).map(|_| 0)
        };
        match found {
            Some(further) => at += further + 1,
            None => {
                return Some(match rest.first() {
                    Some(there) if !skipping => format!("shown:   {line}\nprinted: {there}"),
                    _ => format!("shown, but not printed: {line}"),
                });
            }
        }
        skipping = false;
    }
    match printed.get(at) {
        Some(there) if !skipping => Some(format!("printed, but not shown: {there}")),
        _ => None,
    }
}

/// Whether a printed line is what a shown one stands for.
fn line_matches(shown: &str, printed: &str) -> bool {
    let shown: Vec<&str> = shown.split_whitespace().collect();
    let printed: Vec<&str> = printed.split_whitespace().collect();
    let (shown, open) = match shown.as_slice() {
        [before @ .., "..."] => (before, true),
        all => (all, false),
    };
    // `<two words>` are one placeholder.
    let mut words: Vec<String> = Vec::new();
    for word in shown {
        match words.last_mut() {
            Some(last) if last.matches('<').count() > last.matches('>').count() => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push((*word).to_owned()),
        }
    }
    let fits = words.len() == printed.len() || open && words.len() <= printed.len();
    fits && words
        .iter()
        .zip(&printed)
        .all(|(word, there)| word_matches(word, there))
}

fn word_matches(shown: &str, printed: &str) -> bool {
    if shown == printed {
        return true;
    }
    match (shown.split_once('<'), shown.rsplit_once('>')) {
        (Some((before, _)), Some((_, after))) => {
            printed.len() > before.len() + after.len() && printed.starts_with(before) && printed.ends_with(after)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        Block {
            language: "console".to_owned(),
            text: text.to_owned(),
            line: 10,
            note: None,
        }
    }

    #[test]
    fn a_block_is_a_list_of_steps() {
        let steps = steps(&block("$ one \\\n>   --two\n> in\nout\n\n$ three\n")).expect("steps");
        let told: Vec<_> = steps
            .iter()
            .map(|step| (step.command.as_str(), step.shown.as_str(), step.line))
            .collect();
        assert_eq!(told, [("one \\\n  --two\nin", "out", 10), ("three", "", 15)]);
        assert!(super::steps(&block("out\n$ one\n")).is_err());
    }

    #[test]
    fn what_is_shown_is_what_is_printed_but_for_what_it_leaves_open() {
        for (shown, printed) in [
            ("a\nb", "a\nb\n"),
            ("a  b", "a    b"),
            ("a\n...\nd", "a\nb\nc\nd"),
            ("...\nd", "d"),
            ("a\n...", "a\nb"),
            ("web-<id> 2/2 <age>", "web-78-x1 2/2 3s"),
            ("took <some time>", "took 3s"),
            ("so it ...", "so it goes on"),
        ] {
            assert_eq!(difference(shown, printed), None, "{shown:?} {printed:?}");
        }
        for (shown, printed) in [
            ("a\nb", "a\nc"),
            ("a", "a\nb"),
            ("a\nb", "a"),
            ("a\n...\nd", "a\nd\nc"),
            ("...\nd", "a\nb"),
            ("web-<id> 2/2", "web- 2/2"),
            ("web-<id> 2/2", "web-1 1/2"),
            ("web-<id>", "web-1 more"),
            ("so it ...", "so is it"),
        ] {
            assert!(difference(shown, printed).is_some(), "{shown:?} {printed:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_step_fails_when_its_command_or_its_output_does() {
        let terminal = Terminal::new(
            Path::new("/"),
            vec![("WORD".into(), "one".into())],
            Duration::from_secs(60),
        );
        let run = |command: &str, shown: &str| {
            terminal.run(&Step {
                command: command.to_owned(),
                shown: shown.to_owned(),
                line: 1,
            })
        };
        assert_eq!(run("echo $WORD; echo two >&2", "one\ntwo"), Ok(()));
        assert_eq!(run("echo $WORD", ""), Ok(()));
        assert_eq!(run("echo Error: no; false", "Error: no"), Ok(()));
        assert!(run("echo $WORD", "two").is_err());
        assert!(run("false", "").is_err());
        assert!(run("false | true", "").is_err());
    }
}
