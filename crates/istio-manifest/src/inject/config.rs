//! The injector configuration: templates with their names, aliases and selectors.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;

use super::names::SIDECAR_TEMPLATE;
use super::selector::LabelSelector;

/// The `config` of the ConfigMap `istio-sidecar-injector`, before its templates are parsed.
#[derive(Clone, Debug, Default)]
pub struct InjectorConfig {
    /// Template texts by name.
    pub templates: BTreeMap<String, String>,
    /// Names of those that istioctl carries itself; they are known to be well formed, and parsed when the first pod asks for them.
    pub built_in: BTreeSet<String>,
    /// Templates of a pod that names none.
    pub default_templates: Vec<String>,
    /// Names that stand for several templates.
    pub aliases: BTreeMap<String, Vec<String>>,
    /// Pods that are left alone, unless they say otherwise themselves.
    pub never_inject: Vec<LabelSelector>,
    /// Annotations that every injected pod gets.
    pub injected_annotations: BTreeMap<String, String>,
}

impl InjectorConfig {
    /// Reads a configuration: the `config` text, a whole ConfigMap that holds it, or a bare template text, which then is the one
    /// named `sidecar`.
    ///
    /// # Errors
    /// What is wrong, in words; without the file's name.
    pub fn from_text(text: &str) -> Result<Self, String> {
        // A bare template need not be YAML, and often is not.
        let Ok(value) = kubeyaml::from_str(text) else {
            return Ok(Self::bare(text));
        };
        if let Some(config) = config_map_entry(&value, "config")? {
            return Self::from_text(config);
        }
        if value
            .get("templates")
            .and_then(Value::as_mapping)
            .is_none_or(kubeyaml::Mapping::is_empty)
        {
            return Ok(Self::bare(text));
        }
        Self::from_value(&value)
    }

    fn bare(text: &str) -> Self {
        Self {
            templates: BTreeMap::from([(SIDECAR_TEMPLATE.to_owned(), text.to_owned())]),
            default_templates: vec![SIDECAR_TEMPLATE.to_owned()],
            ..Self::default()
        }
    }

    fn from_value(value: &Value) -> Result<Self, String> {
        let mut default_templates = match value.get("defaultTemplates") {
            Some(list) => strings(list, "defaultTemplates")?,
            None => Vec::new(),
        };
        if default_templates.is_empty() {
            default_templates.push(SIDECAR_TEMPLATE.to_owned());
        }
        let mut aliases = BTreeMap::new();
        for (name, list) in entries(value, "aliases")? {
            aliases.insert(name.to_owned(), strings(list, &format!("aliases.{name}"))?);
        }
        let mut never_inject = Vec::new();
        if let Some(selectors) = value.get("neverInjectSelector").filter(|v| !v.is_null()) {
            let selectors = selectors.as_sequence().ok_or("neverInjectSelector must be a list")?;
            for selector in selectors {
                never_inject
                    .push(LabelSelector::from_value(selector).map_err(|why| format!("neverInjectSelector: {why}"))?);
            }
        }
        Ok(Self {
            templates: texts(value, "templates")?,
            built_in: BTreeSet::new(),
            default_templates,
            aliases,
            never_inject,
            injected_annotations: texts(value, "injectedAnnotations")?,
        })
    }

    /// The templates that a list of names asks for, aliases resolved (once, not recursively).
    #[must_use]
    pub fn resolve(&self, names: &[String]) -> Vec<String> {
        names
            .iter()
            .flat_map(|name| self.aliases.get(name).cloned().unwrap_or_else(|| vec![name.clone()]))
            .collect()
    }
}

/// The text under `key` of a ConfigMap; `None` if the value is none.
///
/// # Errors
/// When it is a ConfigMap without that key.
pub fn config_map_entry<'v>(value: &'v Value, key: &str) -> Result<Option<&'v str>, String> {
    if value.get("kind").and_then(Value::as_str) != Some("ConfigMap") {
        return Ok(None);
    }
    match value.get_path(&["data", key]).and_then(Value::as_str) {
        Some(text) => Ok(Some(text)),
        None => Err(format!("the ConfigMap has no key {key:?}")),
    }
}

fn entries<'v>(value: &'v Value, field: &str) -> Result<Vec<(&'v str, &'v Value)>, String> {
    match value.get(field) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Mapping(map)) => Ok(map.iter().collect()),
        Some(other) => Err(format!("{field} must be a mapping, not {}", other.kind_name())),
    }
}

fn texts(value: &Value, field: &str) -> Result<BTreeMap<String, String>, String> {
    let text = |(name, value): (&str, &Value)| match value.as_str() {
        Some(text) => Ok((name.to_owned(), text.to_owned())),
        None => Err(format!("{field}.{name} must be a string, not {}", value.kind_name())),
    };
    entries(value, field)?.into_iter().map(text).collect()
}

fn strings(value: &Value, field: &str) -> Result<Vec<String>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Sequence(items) => items
            .iter()
            .map(|item| {
                item.as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| format!("{field} must be a list of names"))
            })
            .collect(),
        other => Err(format!("{field} must be a list, not {}", other.kind_name())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_forms_of_a_configuration() {
        let config = "templates:\n  sidecar: |\n    spec: {}\n  custom: x\naliases:\n  both: [sidecar, custom]\ndefaultTemplates: [both]\n";
        let read = InjectorConfig::from_text(config).expect("a configuration");
        assert_eq!(read.templates.keys().collect::<Vec<_>>(), ["custom", "sidecar"]);
        assert_eq!(read.resolve(&read.default_templates), ["sidecar", "custom"]);

        let config_map = format!(
            "kind: ConfigMap\ndata:\n  config: |\n{}",
            config.lines().map(|l| format!("    {l}\n")).collect::<String>()
        );
        assert_eq!(
            InjectorConfig::from_text(&config_map).expect("a ConfigMap").templates,
            read.templates
        );

        let bare = InjectorConfig::from_text("spec:\n  containers: {{ .x }}\n").expect("a template");
        assert_eq!(bare.templates["sidecar"], "spec:\n  containers: {{ .x }}\n");
        assert_eq!(bare.default_templates, ["sidecar"]);
    }

    #[test]
    fn wrong_types_are_named() {
        let error = InjectorConfig::from_text("templates: {a: b}\ndefaultTemplates: sidecar\n").expect_err("no list");
        assert_eq!(error, "defaultTemplates must be a list, not a string");
        assert!(
            InjectorConfig::from_text("templates: {a: [1]}\n")
                .expect_err("no text")
                .contains("templates.a")
        );
        assert!(
            InjectorConfig::from_text("kind: ConfigMap\ndata: {}\n")
                .expect_err("no key")
                .contains("config")
        );
    }
}
