//! Loading charts: from files in memory, a folder, or an archive.

mod archive;
mod folder;
mod ignore;
mod pattern;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::chart::{Chart, File, Programs};
use crate::error::Error;
use crate::go_yaml::{self, YamlError};
use crate::metadata::Metadata;

/// The largest file of a chart, as Helm has it.
pub(crate) const MAX_FILE: u64 = 5 << 20;
/// The largest chart, all files together, as Helm has it for archives.
pub(crate) const MAX_CHART: u64 = 100 << 20;
/// How deep archives of charts may hold archives of charts.
const MAX_NESTING: usize = 32;

/// A file on its way into a chart.
pub(crate) struct Loaded {
    pub(crate) name: String,
    pub(crate) data: Arc<[u8]>,
}

impl Chart {
    /// Loads a chart from a folder or an archive, whichever the path names.
    ///
    /// # Errors
    /// As [`Chart::from_folder`] and [`Chart::from_archive`].
    pub fn load(path: &Path) -> Result<Chart, Error> {
        if path.is_dir() {
            return Chart::from_folder(path);
        }
        let shown = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|e| Error::load(format!("{shown}: {e}")).in_file(shown.clone()))?;
        if !bytes.starts_with(&[0x1f, 0x8b]) {
            let yaml = ["yaml", "yml"]
                .iter()
                .any(|e| path.extension().is_some_and(|x| x == *e));
            let message = if yaml {
                format!("file '{shown}' seems to be a YAML file, but expected a gzipped archive")
            } else {
                format!("file '{shown}' does not appear to be a gzipped archive")
            };
            return Err(Error::load(message).in_file(shown));
        }
        Chart::from_archive(&bytes)
    }

    /// Loads a chart from a folder, without what its `.helmignore` names. Symbolic links are followed.
    ///
    /// # Errors
    /// Files that cannot be read, are larger than 5 MiB or no regular files; and those of [`Chart::from_files`].
    pub fn from_folder(path: &Path) -> Result<Chart, Error> {
        from_loaded(folder::read(path)?, MAX_NESTING)
    }

    /// Loads a chart from the bytes of a `.tgz` archive, in which everything stands below one folder.
    ///
    /// # Errors
    /// Bytes that are no archive, paths that lead out of the chart, more than 100 MiB or a file of more than 5 MiB; and those of
    /// [`Chart::from_files`].
    pub fn from_archive(bytes: &[u8]) -> Result<Chart, Error> {
        from_loaded(archive::read(bytes)?, MAX_NESTING)
    }

    /// Makes a chart of files by their path in the chart (`Chart.yaml`, `templates/service.yaml`, `charts/db/Chart.yaml`).
    ///
    /// Warnings that Helm prints on the way are kept in [`Chart::warnings`].
    ///
    /// # Errors
    /// A missing or bad `Chart.yaml`, YAML that cannot be read, a bad chart in `charts/`.
    pub fn from_files<N, D>(files: impl IntoIterator<Item = (N, D)>) -> Result<Chart, Error>
    where
        N: Into<String>,
        D: Into<Arc<[u8]>>,
    {
        let loaded = files.into_iter().map(|(name, data)| Loaded {
            name: name.into(),
            data: without_mark(data.into()),
        });
        from_loaded(loaded.collect(), MAX_NESTING)
    }
}

/// The data without a byte order mark.
pub(crate) fn without_mark(data: Arc<[u8]>) -> Arc<[u8]> {
    match data.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.into(),
        None => data,
    }
}

fn yaml_error(file: &str, error: YamlError) -> Error {
    Error::load(format!("cannot load {file}: {}", error.message))
        .in_file(file)
        .at(error.position)
}

/// Sorts files into the parts of a chart.
pub(crate) fn from_loaded(files: Vec<Loaded>, nesting: usize) -> Result<Chart, Error> {
    let mut metadata: Option<Metadata> = None;
    let mut chart_warnings = Vec::new();
    for file in files.iter().filter(|file| file.name == "Chart.yaml") {
        let own = metadata.get_or_insert_default();
        go_yaml::parse_struct(&file.data, "value of type chart.Metadata")
            .and_then(|map| own.read(&map))
            .map_err(|error| yaml_error("Chart.yaml", error))?;
        if own.api_version.is_empty() {
            // Charts of Helm 2 did not have to say.
            "v1".clone_into(&mut own.api_version);
        }
    }
    let mut parts = Parts {
        metadata,
        ..Parts::default()
    };
    for file in files {
        parts.take(file, &mut chart_warnings)?;
    }
    let Some(mut metadata) = parts.metadata else {
        return Err(Error::load("Chart.yaml file is missing").in_file("Chart.yaml"));
    };
    metadata
        .validate()
        .map_err(|message| Error::load(message).in_file("Chart.yaml"))?;
    let mut dependencies = Vec::new();
    for (name, files) in parts.subcharts {
        if name.starts_with(['_', '.']) {
            continue;
        }
        let wrapped = |error: Error| {
            error
                .below(&format!("charts/{name}"))
                .wrapped(&format!("error unpacking subchart {name} in {}", metadata.name))
        };
        dependencies.push(subchart(&name, &metadata.name, files, nesting).map_err(wrapped)?);
    }
    Ok(Chart {
        metadata,
        values: parts.values,
        schema: parts.schema,
        templates: parts.templates,
        files: parts.files,
        dependencies,
        warnings: chart_warnings,
        programs: Programs::default(),
    })
}

#[derive(Default)]
struct Parts {
    metadata: Option<Metadata>,
    values: Option<kubeyaml::Mapping>,
    schema: Option<Arc<[u8]>>,
    templates: Vec<File>,
    files: Vec<File>,
    subcharts: BTreeMap<String, Vec<Loaded>>,
}

impl Parts {
    fn take(&mut self, file: Loaded, warnings: &mut Vec<String>) -> Result<(), Error> {
        let kept = || File {
            name: file.name.as_str().into(),
            data: Arc::clone(&file.data),
        };
        match file.name.as_str() {
            "Chart.yaml" => {}
            "Chart.lock" => {
                read_lock(&file)?;
            }
            "values.yaml" => {
                let values = go_yaml::parse_map(&file.data).map_err(|error| yaml_error(&file.name, error))?;
                self.values = Some(values);
            }
            "values.schema.json" => self.schema = Some(Arc::clone(&file.data)),
            // Where the dependencies of v1 charts are.
            "requirements.yaml" => {
                let own = self.metadata.get_or_insert_default();
                go_yaml::parse_struct(&file.data, "value of type chart.Metadata")
                    .and_then(|map| own.read(&map))
                    .map_err(|error| yaml_error(&file.name, error))?;
                if own.api_version == "v1" {
                    self.files.push(kept());
                } else {
                    warnings.push(
                        "Warning: Dependencies are handled in Chart.yaml since apiVersion \"v2\". We recommend migrating \
                         dependencies to Chart.yaml."
                            .to_owned(),
                    );
                }
            }
            "requirements.lock" => {
                read_lock(&file)?;
                let own = self.metadata.get_or_insert_default();
                if own.api_version == "v1" {
                    self.files.push(kept());
                } else {
                    warnings.push(
                        "Warning: Dependency locking is handled in Chart.lock since apiVersion \"v2\". We recommend \
                         migrating to Chart.lock."
                            .to_owned(),
                    );
                }
            }
            name if name.starts_with("templates/") => self.templates.push(kept()),
            name => match name.strip_prefix("charts/") {
                Some(inner) if !name.ends_with(".prov") => {
                    let folder = inner.split('/').next().unwrap_or(inner).to_owned();
                    self.subcharts.entry(folder).or_default().push(Loaded {
                        name: inner.to_owned(),
                        data: Arc::clone(&file.data),
                    });
                }
                _ => self.files.push(kept()),
            },
        }
        Ok(())
    }
}

/// A lock says which versions were fetched. Rendering does not need it, but it must be readable.
fn read_lock(file: &Loaded) -> Result<(), Error> {
    go_yaml::parse_struct(&file.data, "value of type chart.Lock")
        .map(drop)
        .map_err(|error| yaml_error(&file.name, error))
}

fn subchart(name: &str, parent: &str, files: Vec<Loaded>, nesting: usize) -> Result<Chart, Error> {
    let Some(nesting) = nesting.checked_sub(1) else {
        return Err(Error::load("charts are nested too deeply"));
    };
    if name.ends_with(".tgz") {
        let Some(file) = files.into_iter().next() else {
            return Err(Error::load("no files in chart archive"));
        };
        if file.name != name {
            let got = file.name;
            return Err(Error::load(format!(
                "error unpacking subchart tar in {parent}: expected {name}, got {got}"
            )));
        }
        return from_loaded(archive::read(&file.data)?, nesting);
    }
    // A file that lies in charts/ itself is part of no chart.
    let inside = files.into_iter().filter_map(|file| {
        let (_, name) = file.name.split_once('/')?;
        Some(Loaded {
            name: name.to_owned(),
            data: file.data,
        })
    });
    from_loaded(inside.collect(), nesting)
}
