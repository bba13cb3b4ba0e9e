//! A chart as it was loaded. It never changes: what values decide (which dependencies take part, under which name) is worked out
//! for each rendering.

use std::sync::{Arc, Mutex};

use gotemplate::TemplateSet;
use kubeyaml::Mapping;

use crate::metadata::Metadata;

/// A file of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path within the chart, with `/`.
    pub name: Arc<str>,
    /// The contents, without a byte order mark.
    pub data: Arc<[u8]>,
}

/// A chart with the charts in its `charts/` folder.
///
/// Its templates are parsed when it is first rendered, and again only when other dependencies take part.
#[derive(Debug)]
pub struct Chart {
    pub(crate) metadata: Metadata,
    pub(crate) values: Option<Mapping>,
    pub(crate) schema: Option<Arc<[u8]>>,
    pub(crate) templates: Vec<File>,
    pub(crate) files: Vec<File>,
    pub(crate) dependencies: Vec<Chart>,
    pub(crate) warnings: Vec<String>,
    pub(crate) programs: Programs,
}

/// Parsed templates by the paths that went into them.
#[derive(Debug, Default)]
pub(crate) struct Programs(pub(crate) Mutex<Vec<Program>>);

#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// Where each template came from: its path, and the text's address in the chart, which outlives the program.
    pub(crate) sources: Vec<(String, usize)>,
    pub(crate) set: Arc<TemplateSet>,
}

impl Chart {
    /// What `Chart.yaml` says.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The name in `Chart.yaml`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.metadata.name
    }

    /// The defaults in `values.yaml`, every number a float; `None` when there is no such file.
    #[must_use]
    pub fn values(&self) -> Option<&Mapping> {
        self.values.as_ref()
    }

    /// The text of `values.schema.json`.
    #[must_use]
    pub fn schema(&self) -> Option<&[u8]> {
        self.schema.as_deref()
    }

    /// The files in `templates/`, in the order in which they were loaded.
    #[must_use]
    pub fn templates(&self) -> &[File] {
        &self.templates
    }

    /// All other files: what `.Files` has, and the objects in `crds/`.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The charts in `charts/`, sorted by the name of their folder or archive.
    #[must_use]
    pub fn dependencies(&self) -> &[Chart] {
        &self.dependencies
    }

    /// What Helm would warn of after loading the chart.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The files in `crds/` that hold manifests.
    pub(crate) fn crd_files(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| {
            let extension = file.name.rsplit('/').next().and_then(|base| base.rsplit_once('.'));
            file.name.starts_with("crds/")
                && extension.is_some_and(|(_, end)| ["yaml", "yml", "json"].iter().any(|e| end.eq_ignore_ascii_case(e)))
        })
    }
}
