//! The settings of a project: `.istioctl.yaml`, in the working directory or one above it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use istio_analysis::message::Level;
use istio_analysis::suppression::Suppression;
use kubeyaml::Value;

const FILE: &str = ".istioctl.yaml";

/// What `analyze` in `.istioctl.yaml` sets. Flags count before it; suppressions add up.
#[derive(Debug, Default)]
pub(super) struct Project {
    pub(super) suppress: Vec<Suppression>,
    pub(super) output_threshold: Option<Level>,
    pub(super) failure_threshold: Option<Level>,
    pub(super) ignore_unknown: bool,
    pub(super) baseline: Option<PathBuf>,
}

impl Project {
    /// Finds and reads the file; nothing is set if there is none.
    ///
    /// # Errors
    /// A file that cannot be read, or that sets what there is not.
    pub(super) fn find() -> Result<Self> {
        let here = std::env::current_dir().context("the working directory")?;
        let found = here
            .ancestors()
            .map(|folder| folder.join(FILE))
            .find(|path| path.is_file());
        match found {
            Some(path) => Self::read(&path).with_context(|| path.display().to_string()),
            None => Ok(Self::default()),
        }
    }

    fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path)?;
        let value = kubeyaml::from_slice(&bytes)?;
        let mut project = Self::default();
        let empty = kubeyaml::Mapping::new();
        let sections = match &value {
            Value::Null => &empty,
            value => value.as_mapping().context("the settings must be a mapping")?,
        };
        for (section, settings) in sections.iter() {
            if section != "analyze" {
                bail!("unknown section {section:?}; there is analyze");
            }
            let settings = settings.as_mapping().context("analyze must be a mapping")?;
            for (name, setting) in settings.iter() {
                project
                    .set(name, setting, path)
                    .with_context(|| format!("analyze.{name}"))?;
            }
        }
        Ok(project)
    }

    fn set(&mut self, name: &str, setting: &Value, path: &Path) -> Result<()> {
        let text = || setting.as_str().context("must be text");
        let level = || -> Result<Level> { text()?.parse().map_err(anyhow::Error::msg) };
        match name {
            "suppress" => {
                for item in setting.as_sequence().context("must be a list")? {
                    self.suppress
                        .push(item.as_str().context("must be a list of texts")?.parse()?);
                }
            }
            "outputThreshold" => self.output_threshold = Some(level()?),
            "failureThreshold" => self.failure_threshold = Some(level()?),
            "ignoreUnknown" => self.ignore_unknown = setting.as_bool().context("must be true or false")?,
            "baseline" => {
                let folder = path.parent().unwrap_or_else(|| Path::new(""));
                self.baseline = Some(folder.join(text()?));
            }
            _ => bail!(
                "unknown setting; there are suppress, outputThreshold, failureThreshold, ignoreUnknown and baseline"
            ),
        }
        Ok(())
    }
}
