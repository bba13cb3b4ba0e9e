//! What the arguments of `analyze` stand for: files, directories, charts, kustomizations, standard input.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use istio_analysis::snapshot::RenderedFile;

use super::chart::{self, ChartValues};
use super::kustomization;
use crate::ui::Ui;

const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];
/// How deep directories are looked into.
const DEEPEST: usize = 128;

/// What the arguments stand for.
#[derive(Debug, Default)]
pub(in crate::commands) struct Inputs {
    /// Manifests, each with the name that messages show.
    pub(in crate::commands) files: Vec<RenderedFile>,
    /// Charts and kustomizations within directories that could not be rendered, and why.
    pub(in crate::commands) unrendered: Vec<String>,
}

/// How inputs are read.
pub(in crate::commands) struct Reading<'a> {
    /// Whether directories of directories are looked into.
    pub(in crate::commands) recursive: bool,
    /// Whether charts and kustomizations are rendered; otherwise their files are read as they are.
    pub(in crate::commands) render: bool,
    /// What charts are rendered with.
    pub(in crate::commands) charts: &'a ChartValues,
    /// Whether a file that is named may end as it likes; otherwise it is passed over unless it ends as manifests do.
    pub(in crate::commands) any_ending: bool,
}

impl Reading<'_> {
    /// Reads all inputs.
    ///
    /// # Errors
    /// A path that cannot be read; standard input named twice; a kustomization without a program that renders it, or that does not
    /// render; a chart that does not render.
    pub(in crate::commands) fn read(&self, paths: &[PathBuf], ui: &mut Ui) -> Result<Inputs> {
        check_stdin(paths)?;
        let mut inputs = Inputs::default();
        for path in paths {
            if path.as_os_str() == "-" {
                inputs.add(stdin()?);
            } else if path.is_dir() {
                if self.render && kustomization::file_of(path).is_some() {
                    inputs.add((path.display().to_string(), kustomization::rendered(path)?));
                } else if self.render && chart::is_chart(path) {
                    inputs.files.extend(chart::render(path, self.charts)?);
                } else {
                    let mut parts = BTreeSet::new();
                    if self.render && self.recursive {
                        find_parts(path, 0, &mut parts)?;
                    }
                    self.walk(path, 0, &parts, &mut inputs)?;
                }
            } else {
                // A file that is not there is an error, whatever it is called.
                std::fs::metadata(path).with_context(|| path.display().to_string())?;
                if self.any_ending || has_known_ending(path) {
                    inputs.add(read_file(path)?);
                } else {
                    ui.note(&format!(
                        "Skipped {}: files of analysis end with .json, .yaml or .yml",
                        path.display()
                    ));
                }
            }
        }
        Ok(inputs)
    }

    /// The manifests of a directory; charts and kustomizations in it are rendered, but `parts`, which others take in.
    fn walk(&self, directory: &Path, depth: usize, parts: &BTreeSet<PathBuf>, inputs: &mut Inputs) -> Result<()> {
        check_depth(directory, depth)?;
        for entry in entries(directory)? {
            match entry {
                Entry::File(path) => inputs.add(read_file(&path)?),
                Entry::Directory(_) if !self.recursive => {}
                Entry::Directory(path) if self.render && parts.contains(&kustomization::plain(&path)) => {}
                Entry::Directory(path) if self.render && kustomization::file_of(&path).is_some() => {
                    match kustomization::rendered(&path) {
                        Ok(text) => inputs.add((path.display().to_string(), text)),
                        Err(why) => inputs.unrendered.push(format!("{why:#}")),
                    }
                }
                Entry::Directory(path) if self.render && chart::is_chart(&path) => {
                    match chart::render(&path, self.charts) {
                        Ok(files) => inputs.files.extend(files),
                        Err(why) => inputs.unrendered.push(format!("{why:#}")),
                    }
                }
                Entry::Directory(path) => self.walk(&path, depth + 1, parts, inputs)?,
            }
        }
        Ok(())
    }
}

/// Adds the directories that are part of what a kustomization makes: those that one takes in, and components.
fn find_parts(directory: &Path, depth: usize, parts: &mut BTreeSet<PathBuf>) -> Result<()> {
    check_depth(directory, depth)?;
    if let Some(file) = kustomization::file_of(directory) {
        let mentioned = kustomization::mentioned(directory, &file);
        parts.extend(mentioned.directories);
        if mentioned.is_component {
            parts.insert(kustomization::plain(directory));
        }
    }
    for entry in entries(directory)? {
        if let Entry::Directory(path) = entry {
            find_parts(&path, depth + 1, parts)?;
        }
    }
    Ok(())
}

fn check_depth(directory: &Path, depth: usize) -> Result<()> {
    if depth > DEEPEST {
        bail!("{}: directories are nested too deep", directory.display());
    }
    Ok(())
}

impl Inputs {
    fn add(&mut self, (name, text): (String, Vec<u8>)) {
        self.files.push(RenderedFile {
            name,
            text,
            template: None,
        });
    }
}

/// Reads files of any ending, the manifests of directories, and standard input.
///
/// # Errors
/// A path that cannot be read; standard input named twice.
pub(in crate::commands) fn read_any(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>> {
    check_stdin(paths)?;
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(stdin()?);
        } else if path.is_dir() {
            let mut found = Vec::new();
            collect(path, 0, &mut found)?;
            for file in found {
                inputs.push(read_file(&file)?);
            }
        } else {
            inputs.push(read_file(path)?);
        }
    }
    Ok(inputs)
}

fn check_stdin(paths: &[PathBuf]) -> Result<()> {
    if paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        bail!("standard input can be read only once, but - is given several times");
    }
    Ok(())
}

fn stdin() -> Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("standard input")?;
    Ok(("-".to_owned(), bytes))
}

fn read_file(path: &Path) -> Result<(String, Vec<u8>)> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    Ok((path.display().to_string(), bytes))
}

fn has_known_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
    ENDINGS.contains(&ending)
}

/// Something in a directory.
enum Entry {
    /// A manifest.
    File(PathBuf),
    Directory(PathBuf),
}

/// What a directory has, in the order of names.
fn entries(directory: &Path) -> Result<Vec<Entry>> {
    let context = || directory.display().to_string();
    let mut entries: Vec<_> = std::fs::read_dir(directory)
        .with_context(context)?
        .collect::<Result<_, _>>()
        .with_context(context)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type().with_context(|| path.display().to_string())?;
        // Links to directories are not followed: they may lead round in circles.
        if kind.is_dir() {
            found.push(Entry::Directory(path));
        } else if path.is_file() && has_known_ending(&path) {
            found.push(Entry::File(path));
        }
    }
    Ok(found)
}

/// The manifests of a directory and of those in it.
fn collect(directory: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
    check_depth(directory, depth)?;
    for entry in entries(directory)? {
        match entry {
            Entry::File(path) => found.push(path),
            Entry::Directory(path) => collect(&path, depth + 1, found)?,
        }
    }
    Ok(())
}
