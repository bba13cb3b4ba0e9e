//! Reading manifests and replacing files in one step.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::error::UsageError;
use crate::ui::Ui;

/// A manifest as it was read.
#[derive(Debug)]
pub(crate) struct Input {
    /// Its path, or `<stdin>`.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// Endings of the files that a directory stands for.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// Whether a file name stands for standard input.
fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Checks what `-f` names before anything is read.
///
/// # Errors
/// No input at all; standard input where results go back into files.
pub(crate) fn check_names(paths: &[PathBuf], in_place: bool) -> Result<(), UsageError> {
    if paths.is_empty() {
        return Err(UsageError(
            "no input: name a file with -f FILE, or - for standard input".to_owned(),
        ));
    }
    if in_place && paths.iter().any(|path| is_stdin(path)) {
        return Err(UsageError(
            "--in-place needs files; standard input has no file to write back to".to_owned(),
        ));
    }
    Ok(())
}

/// Reads files, all manifests of directories (sorted by path, in subdirectories too), and standard input.
///
/// # Errors
/// The first path that cannot be read; a directory without manifests; standard input named twice.
pub(crate) fn read_manifests(paths: &[PathBuf]) -> Result<Vec<Input>> {
    if paths.iter().filter(|path| is_stdin(path)).count() > 1 {
        bail!("standard input can be read only once, but -f - is given several times");
    }
    let mut inputs = Vec::new();
    for path in paths {
        if is_stdin(path) {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .context("standard input")?;
            inputs.push(Input {
                name: "<stdin>".to_owned(),
                bytes,
            });
        } else if path.is_dir() {
            let mut found = Vec::new();
            collect(path, &mut found)?;
            if found.is_empty() {
                bail!("{}: no .yaml, .yml or .json file in this directory", path.display());
            }
            found.sort();
            for file in found {
                inputs.push(read(&file)?);
            }
        } else {
            inputs.push(read(path)?);
        }
    }
    Ok(inputs)
}

fn read(path: &Path) -> Result<Input> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    Ok(Input {
        name: path.display().to_string(),
        bytes,
    })
}

fn collect(directory: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(directory).with_context(|| directory.display().to_string())?;
    for entry in entries {
        let entry = entry.with_context(|| directory.display().to_string())?;
        let kind = entry.file_type().with_context(|| entry.path().display().to_string())?;
        let path = entry.path();
        // Links to directories are not followed: they may lead round in circles.
        if kind.is_dir() {
            collect(&path, found)?;
        } else if path.is_file()
            && path
                .extension()
                .is_some_and(|e| ENDINGS.iter().any(|known| e.eq_ignore_ascii_case(known)))
        {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads a text file.
///
/// # Errors
/// A file that cannot be read or is not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    String::from_utf8(bytes).map_err(|_| anyhow!("{}: the file is not UTF-8 text", path.display()))
}

/// Reads a text file, or standard input for `-`.
///
/// # Errors
/// What cannot be read or is not UTF-8.
pub(crate) fn read_text_or_stdin(path: &Path) -> Result<String> {
    if !is_stdin(path) {
        return read_text(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("standard input")?;
    String::from_utf8(bytes).map_err(|_| anyhow!("standard input is not UTF-8 text"))
}

/// Writes a file in one step: readers see the old bytes or the new ones. The file keeps its permissions. What is no regular file
/// (`/dev/stdout`, a named pipe) is written to directly.
///
/// # Errors
/// What the operating system says; the file is then as it was.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    write(path, bytes, false)
}

/// The same for what is secret: the file is its owner's alone, whatever it was before.
///
/// # Errors
/// As [`replace`].
pub(crate) fn replace_private(path: &Path, bytes: &[u8]) -> Result<()> {
    write(path, bytes, true)
}

fn write(path: &Path, bytes: &[u8], private: bool) -> Result<()> {
    let at = || path.display().to_string();
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match std::fs::metadata(&target) {
        Ok(existing) if existing.is_dir() => bail!("{}: this is a directory", at()),
        Ok(existing) if !existing.is_file() => {
            let mut file = std::fs::OpenOptions::new().write(true).open(&target).with_context(at)?;
            file.write_all(bytes).with_context(at)
        }
        existing => {
            let directory = target
                .parent()
                .filter(|d| !d.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            let mut file = tempfile::Builder::new()
                .prefix(".istioctl-")
                .tempfile_in(directory)
                .with_context(at)?;
            file.write_all(bytes).with_context(at)?;
            match existing {
                // A temporary file is its owner's alone, and stays so.
                _ if private => {}
                Ok(existing) => file
                    .as_file()
                    .set_permissions(existing.permissions())
                    .with_context(at)?,
                Err(_) => allow_reading(file.as_file()).with_context(at)?,
            }
            file.as_file().sync_all().with_context(at)?;
            file.persist(&target).map_err(|why| why.error).with_context(at)?;
            Ok(())
        }
    }
}

/// Temporary files are for their owner alone; a new manifest is for everybody to read.
#[cfg(unix)]
fn allow_reading(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn allow_reading(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// What became of an input: its text, and that as bytes in the encoding of the input.
pub(crate) struct Output<'t> {
    pub(crate) text: &'t str,
    pub(crate) bytes: Cow<'t, [u8]>,
}

/// Where results go.
pub(crate) enum Destination<'p> {
    /// Each into the file that its input came from, if it differs.
    InPlace,
    /// All into one file.
    File(&'p Path),
    /// All to standard output.
    Stdout,
}

impl<'p> Destination<'p> {
    /// The destination that `--in-place` and `--output` name.
    pub(crate) fn of_flags(in_place: bool, output: Option<&'p Path>) -> Self {
        match output.filter(|path| !path.as_os_str().is_empty()) {
            _ if in_place => Self::InPlace,
            Some(path) => Self::File(path),
            None => Self::Stdout,
        }
    }

    /// Writes the results, one for each input.
    ///
    /// # Errors
    /// What the operating system says, with the file's name.
    pub(crate) fn write(&self, inputs: &[Input], outputs: &[Output<'_>], ui: &mut Ui) -> Result<()> {
        match self {
            Self::InPlace => {
                for (input, output) in inputs
                    .iter()
                    .zip(outputs)
                    .filter(|(input, output)| *input.bytes != *output.bytes)
                {
                    replace(Path::new(&input.name), &output.bytes)?;
                }
                Ok(())
            }
            Self::File(path) => replace(path, &joined(outputs)),
            Self::Stdout => ui.data(&joined(outputs)).context("standard output"),
        }
    }
}

/// All results as one: a single one as it is, several as UTF-8.
fn joined<'o>(outputs: &'o [Output<'_>]) -> Cow<'o, [u8]> {
    match outputs {
        [only] => Cow::Borrowed(&only.bytes),
        several => join_documents(several.iter().map(|output| output.text))
            .into_bytes()
            .into(),
    }
}

/// Joins YAML streams into one, with `---` between them where they need it.
fn join_documents<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut joined = String::new();
    for text in texts {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            continue;
        }
        if !joined.is_empty() {
            if !joined.ends_with('\n') {
                joined.push('\n');
            }
            if !text.starts_with("---") {
                joined.push_str("---\n");
            }
        }
        joined.push_str(text);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_joined_by_markers() {
        let joined = |texts: &[&str]| join_documents(texts.iter().copied());
        assert_eq!(joined(&["a: 1", "b: 2\n"]), "a: 1\n---\nb: 2\n");
        assert_eq!(joined(&["a: 1\n", "---\nb: 2\n"]), "a: 1\n---\nb: 2\n");
        assert_eq!(joined(&["\u{feff}a: 1\n", "\n", "\u{feff}b: 2\n"]), "a: 1\n---\nb: 2\n");
    }

    #[test]
    fn a_file_is_replaced_whole_and_keeps_its_permissions() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("app.yaml");
        replace(&path, b"one").expect("a new file");
        replace(&path, b"two").expect("an existing file");
        assert_eq!(std::fs::read(&path).expect("the file"), b"two");
        assert_eq!(
            std::fs::read_dir(directory.path()).expect("the directory").count(),
            1,
            "nothing else is left"
        );
        assert!(replace(directory.path(), b"x").is_err());
    }
}
