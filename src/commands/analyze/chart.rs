//! A Helm chart as an input: rendered, with messages that point to its templates.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use helm::values::{self, SetFlag};
use helm::{Capabilities, Chart, Release, RenderOptions};
use istio_analysis::snapshot::RenderedFile;
use kubeyaml::Mapping;

use crate::files;

/// What charts are rendered with.
#[derive(Debug, Default)]
pub(in crate::commands) struct ChartValues {
    values: Mapping,
    /// The namespace of the release.
    namespace: String,
}

impl ChartValues {
    /// Reads values files, and lays what is set over them.
    ///
    /// # Errors
    /// A file that cannot be read or is no mapping; an argument that cannot be used.
    pub(in crate::commands) fn read(paths: &[PathBuf], set: &[String], namespace: &str) -> Result<Self> {
        let mut all = Mapping::new();
        for path in paths {
            let text = files::read_text(path)?;
            let read = values::read(&path.display().to_string(), text.as_bytes());
            values::merge(&mut all, read.map_err(|why| anyhow!("{why}"))?);
        }
        for argument in set {
            let no_file = |path: &str| Err(format!("{path}: not read"));
            values::set(SetFlag::Set, argument, &mut all, no_file).map_err(|why| anyhow!("{why}"))?;
        }
        Ok(Self {
            values: all,
            namespace: namespace.to_owned(),
        })
    }
}

/// Whether a directory is a chart.
pub(super) fn is_chart(directory: &Path) -> bool {
    directory.join("Chart.yaml").is_file()
}

/// What each template of a chart makes. A library chart makes nothing.
///
/// # Errors
/// A chart that cannot be loaded or rendered.
pub(super) fn render(directory: &Path, with: &ChartValues) -> Result<Vec<RenderedFile>> {
    let shown = || format!("chart {}", directory.display());
    let chart = Chart::load(directory)
        .map_err(|why| anyhow!("{why}"))
        .with_context(shown)?;
    if chart.metadata().is_library() {
        return Ok(Vec::new());
    }
    let release = Release {
        name: chart.name().to_owned(),
        namespace: with.namespace.clone(),
        ..Release::default()
    };
    let options = RenderOptions::default();
    let rendered = helm::render(&chart, &with.values, &release, &Capabilities::default(), &options);
    let rendered = rendered.map_err(|why| anyhow!("{why}")).with_context(shown)?;
    let templates = rendered
        .templates()
        .iter()
        .filter(|template| !template.path().ends_with("NOTES.txt"))
        .map(|template| {
            let inside = template
                .path()
                .split_once('/')
                .map_or(template.path(), |(_, rest)| rest);
            let path = directory.join(inside);
            let written = std::fs::read_to_string(&path).ok();
            RenderedFile {
                // What comes out of an archive has no file; then it is the chart that messages point to.
                name: if written.is_some() { &path } else { directory }.display().to_string(),
                text: template.bytes().to_vec(),
                template: Some(written.unwrap_or_default()),
            }
        });
    let crds = rendered.crds().iter().map(|file| {
        let inside = file.path.split_once('/').map_or(file.path.as_str(), |(_, rest)| rest);
        RenderedFile {
            name: directory.join(inside).display().to_string(),
            text: file.data.to_vec(),
            template: None,
        }
    });
    Ok(crds.chain(templates).collect())
}
