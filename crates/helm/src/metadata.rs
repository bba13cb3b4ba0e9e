//! `Chart.yaml`: what a chart says about itself and what it depends on.

use kubeyaml::{Mapping, Value};
use sprig::semver::Version;
use unicode_general_category::{GeneralCategory, get_general_category};

use crate::go_yaml::{Fields, YamlError, quoted};

/// The contents of `Chart.yaml`, fields of a v1 `requirements.yaml` included.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Metadata {
    pub api_version: String,
    pub name: String,
    pub version: String,
    pub kube_version: String,
    pub description: String,
    /// `application`, `library` or empty.
    pub kind: String,
    pub keywords: Vec<String>,
    pub home: String,
    pub sources: Vec<String>,
    pub maintainers: Vec<Maintainer>,
    pub icon: String,
    pub app_version: String,
    pub deprecated: bool,
    /// Sorted by key; `None` when there is no such field.
    pub annotations: Option<Vec<(String, String)>>,
    pub condition: String,
    pub tags: String,
    /// `None` when there is no such field, which is not the same as an empty list: only a chart with the field decides which of
    /// the charts in its `charts/` folder take part.
    pub dependencies: Option<Vec<Dependency>>,
}

/// Who keeps a chart.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Maintainer {
    pub name: String,
    pub email: String,
    pub url: String,
}

/// A chart that a chart depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dependency {
    /// The name in the dependency's own `Chart.yaml`.
    pub name: String,
    /// The range of versions that will do.
    pub version: String,
    /// Where it can be fetched.
    pub repository: String,
    /// Paths of values, separated by commas; the first that is a boolean switches the dependency.
    pub condition: String,
    /// Names that the table `tags` of the values switches.
    pub tags: Vec<String>,
    /// The field `enabled`, which Helm sets itself.
    pub enabled: bool,
    /// What the parent takes over from the dependency's values: texts, or mappings with `child` and `parent`.
    pub import_values: Vec<Value>,
    /// The name that the chart goes by here.
    pub alias: String,
}

impl Metadata {
    /// Takes over the fields that a file has; those that it has not stay as they are.
    pub(crate) fn read(&mut self, map: &Mapping) -> Result<(), YamlError> {
        let fields = Fields::new(map, "Metadata", "");
        let keep = |own: &mut String, read: String| {
            if !read.is_empty() {
                *own = read;
            }
        };
        keep(&mut self.api_version, fields.text("apiVersion")?);
        keep(&mut self.name, fields.text("name")?);
        keep(&mut self.version, fields.text("version")?);
        keep(&mut self.kube_version, fields.text("kubeVersion")?);
        keep(&mut self.description, fields.text("description")?);
        keep(&mut self.kind, fields.text("type")?);
        keep(&mut self.home, fields.text("home")?);
        keep(&mut self.icon, fields.text("icon")?);
        keep(&mut self.app_version, fields.text("appVersion")?);
        keep(&mut self.condition, fields.text("condition")?);
        keep(&mut self.tags, fields.text("tags")?);
        self.deprecated |= fields.bool("deprecated")?;
        if fields.list("keywords", "[]string")?.is_some() {
            self.keywords = fields.texts("keywords")?;
        }
        if fields.list("sources", "[]string")?.is_some() {
            self.sources = fields.texts("sources")?;
        }
        if let Some(annotations) = fields.text_map("annotations")? {
            self.annotations = Some(annotations);
        }
        if let Some(items) = fields.list("maintainers", "[]*chart.Maintainer")? {
            self.maintainers = items
                .iter()
                .map(|item| match fields.item("maintainers", item, "chart.Maintainer")? {
                    Some(map) => Maintainer::read(map),
                    None => Err(invalid("maintainers must not contain empty or null nodes")),
                })
                .collect::<Result<_, _>>()?;
        }
        if let Some(items) = fields.list("dependencies", "[]*chart.Dependency")? {
            let dependencies = items
                .iter()
                .map(|item| match fields.item("dependencies", item, "chart.Dependency")? {
                    Some(map) => Dependency::read(map),
                    None => Err(invalid("dependencies must not contain empty or null nodes")),
                })
                .collect::<Result<_, _>>()?;
            self.dependencies = Some(dependencies);
        }
        Ok(())
    }

    /// Cleans the texts of what cannot be printed and checks what Helm checks.
    pub(crate) fn validate(&mut self) -> Result<(), String> {
        for text in [
            &mut self.name,
            &mut self.description,
            &mut self.home,
            &mut self.icon,
            &mut self.condition,
            &mut self.tags,
            &mut self.app_version,
            &mut self.kube_version,
        ] {
            clean(text);
        }
        self.sources.iter_mut().chain(&mut self.keywords).for_each(clean);
        if self.api_version.is_empty() {
            return Err("validation: chart.metadata.apiVersion is required".to_owned());
        }
        if self.name.is_empty() {
            return Err("validation: chart.metadata.name is required".to_owned());
        }
        let name = quoted(&self.name);
        if matches!(self.name.as_str(), "." | "..") {
            return Err(format!("validation: chart.metadata.name {name} is not allowed"));
        }
        if self.name.contains('/') {
            return Err(format!("validation: chart.metadata.name {name} is invalid"));
        }
        if self.version.is_empty() {
            return Err("validation: chart.metadata.version is required".to_owned());
        }
        if Version::parse(&self.version).is_err() {
            let version = quoted(&self.version);
            return Err(format!("validation: chart.metadata.version {version} is invalid"));
        }
        if !matches!(self.kind.as_str(), "" | "application" | "library") {
            return Err("validation: chart.metadata.type must be application or library".to_owned());
        }
        for maintainer in &mut self.maintainers {
            for text in [&mut maintainer.name, &mut maintainer.email, &mut maintainer.url] {
                clean(text);
            }
        }
        let mut names: Vec<&str> = Vec::new();
        for dependency in self.dependencies.iter_mut().flatten() {
            dependency.validate()?;
            let name = if dependency.alias.is_empty() {
                &dependency.name
            } else {
                &dependency.alias
            };
            if names.contains(&name.as_str()) {
                let name = quoted(name);
                return Err(format!(
                    "validation: more than one dependency with name or alias {name}"
                ));
            }
            names.push(name);
        }
        Ok(())
    }

    /// Whether this is a library: a chart that has helpers only.
    #[must_use]
    pub fn is_library(&self) -> bool {
        self.kind.eq_ignore_ascii_case("library")
    }
}

fn invalid(message: &str) -> YamlError {
    YamlError {
        message: format!("validation: {message}"),
        position: None,
    }
}

impl Maintainer {
    fn read(map: &Mapping) -> Result<Self, YamlError> {
        let fields = Fields::new(map, "Maintainer", "maintainers.");
        Ok(Maintainer {
            name: fields.text("name")?,
            email: fields.text("email")?,
            url: fields.text("url")?,
        })
    }
}

impl Dependency {
    fn read(map: &Mapping) -> Result<Self, YamlError> {
        let fields = Fields::new(map, "Dependency", "dependencies.");
        Ok(Dependency {
            name: fields.text("name")?,
            version: fields.text("version")?,
            repository: fields.text("repository")?,
            condition: fields.text("condition")?,
            tags: fields.texts("tags")?,
            enabled: fields.bool("enabled")?,
            import_values: fields
                .list("import-values", "[]interface {}")?
                .unwrap_or_default()
                .to_vec(),
            alias: fields.text("alias")?,
        })
    }

    fn validate(&mut self) -> Result<(), String> {
        for text in [
            &mut self.name,
            &mut self.version,
            &mut self.repository,
            &mut self.condition,
        ] {
            clean(text);
        }
        self.tags.iter_mut().for_each(clean);
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        if !self.alias.bytes().all(allowed) {
            let name = quoted(&self.name);
            return Err(format!(
                "validation: dependency {name} has disallowed characters in the alias"
            ));
        }
        Ok(())
    }
}

/// Makes all white space plain spaces and drops what cannot be printed.
fn clean(text: &mut String) {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return;
    }
    *text = text
        .chars()
        .filter_map(|c| match c {
            c if c.is_whitespace() => Some(' '),
            c if is_print(c) => Some(c),
            _ => None,
        })
        .collect();
}

fn is_print(c: char) -> bool {
    use GeneralCategory as Category;
    !matches!(
        get_general_category(c),
        Category::Control
            | Category::Format
            | Category::Surrogate
            | Category::PrivateUse
            | Category::Unassigned
            | Category::LineSeparator
            | Category::ParagraphSeparator
            | Category::SpaceSeparator
    )
}
