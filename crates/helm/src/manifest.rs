//! From rendered texts to manifests: documents, hooks, and the order in which kinds are installed.

use crate::error::{Error, Phase};
use crate::go_yaml::{self, Fields};
use crate::kind_order::{KindOrder, sort_by_kind};
use crate::render::Rendered;

/// A document of a rendered template.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The template, seen from the root chart.
    pub path: String,
    /// The text, without white space around it.
    pub content: String,
    /// `apiVersion`, as far as there is one.
    pub api_version: String,
    /// `kind`, as far as there is one.
    pub kind: String,
    /// `metadata.name`, as far as there is one.
    pub name: String,
}

/// A document that is to run at a point of a release's life and is no part of the release itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Hook {
    /// The document.
    pub manifest: Manifest,
    /// `pre-install`, `post-upgrade`, `test` ...
    pub events: Vec<String>,
    /// Where it stands among the hooks of an event.
    pub weight: i64,
    /// `helm.sh/hook-delete-policy`.
    pub delete_policies: Vec<String>,
    /// `helm.sh/hook-output-log-policy`.
    pub output_log_policies: Vec<String>,
}

impl Hook {
    /// Whether this is a test.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.events.iter().any(|event| event == "test")
    }
}

/// The documents of a rendered chart, hooks apart, both sorted by kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifests {
    /// What is installed.
    pub manifests: Vec<Manifest>,
    /// What runs at some point.
    pub hooks: Vec<Hook>,
    /// Hooks that were left out because nobody knows their event.
    pub warnings: Vec<String>,
}

const EVENTS: [&str; 9] = [
    "pre-install",
    "post-install",
    "pre-delete",
    "post-delete",
    "pre-upgrade",
    "post-upgrade",
    "pre-rollback",
    "post-rollback",
    "test",
];

/// Splits a text at its lines that begin with `---`, as Helm does without reading it: documents are trimmed, empty ones left out.
#[must_use]
pub fn split(text: &str) -> Vec<&str> {
    let is_space = |c: char| matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ');
    let text = text.trim();
    let mut documents = Vec::new();
    let mut from = 0;
    if let Some(rest) = text.strip_prefix("---") {
        from = text.len() - rest.trim_start_matches(is_space).len();
    }
    loop {
        let rest = &text[from..];
        match rest.find("\n---") {
            Some(at) => {
                documents.push(rest[..at].trim_end_matches(is_space));
                let after = &rest[at + 4..];
                from += rest.len() - after.trim_start_matches(is_space).len();
            }
            None => {
                documents.push(rest);
                break;
            }
        }
    }
    documents.retain(|document| !document.is_empty());
    documents.into_iter().map(str::trim).collect()
}

impl Rendered {
    /// The documents in the order in which they are installed. Partials, notes and empty templates give none.
    ///
    /// # Errors
    /// A chart that asks for another version of Kubernetes; text that is no YAML, or no mapping.
    pub fn manifests(&self) -> Result<Manifests, Error> {
        self.manifests_in(KindOrder::Install)
    }

    /// As [`Rendered::manifests`], in a given order.
    ///
    /// # Errors
    /// As there.
    pub fn manifests_in(&self, order: KindOrder) -> Result<Manifests, Error> {
        if let Some(unfit) = &self.unfit {
            return Err(Error::new(Phase::Manifest, unfit.clone()));
        }
        let mut result = Manifests::default();
        for template in self.templates() {
            let path = template.path();
            let base = path.rsplit('/').next().unwrap_or(path);
            if path.ends_with("NOTES.txt") || base.starts_with('_') {
                continue;
            }
            for document in split(&template.text()) {
                result.add(path, document)?;
            }
        }
        sort_by_kind(&mut result.manifests, order, |manifest| &manifest.kind);
        sort_by_kind(&mut result.hooks, order, |hook| &hook.manifest.kind);
        Ok(result)
    }

    /// What `helm template` prints.
    ///
    /// # Errors
    /// As [`Rendered::manifests`].
    pub fn template_output(&self, include_crds: bool) -> Result<String, Error> {
        let manifests = self.manifests()?;
        let mut text = String::new();
        if include_crds {
            for crd in self.crds() {
                text.push_str(&sourced(&crd.path, &String::from_utf8_lossy(&crd.data)));
            }
        }
        for manifest in &manifests.manifests {
            text.push_str(&sourced(&manifest.path, &manifest.content));
        }
        let mut text = format!("{}\n", text.trim());
        for hook in &manifests.hooks {
            text.push_str(&sourced(&hook.manifest.path, &hook.manifest.content));
        }
        Ok(text)
    }
}

fn sourced(path: &str, content: &str) -> String {
    format!("---\n# Source: {path}\n{content}\n")
}

impl Manifests {
    fn add(&mut self, path: &str, document: &str) -> Result<(), Error> {
        let failed = |error: go_yaml::YamlError| {
            Error::new(
                Phase::Manifest,
                format!("YAML parse error on {path}: {}", error.message),
            )
            .in_file(path)
            .at(error.position)
        };
        let head =
            go_yaml::parse_struct(document.as_bytes(), "value of type releaseutil.SimpleHead").map_err(failed)?;
        let fields = Fields::new(&head, "SimpleHead", "");
        let mut manifest = Manifest {
            path: path.to_owned(),
            content: document.to_owned(),
            api_version: fields.text("apiVersion").map_err(failed)?,
            kind: fields.text("kind").map_err(failed)?,
            name: String::new(),
        };
        const METADATA: &str =
            "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string \"json:\\\"annotations\\\"\" }";
        let metadata = fields.map("metadata", METADATA).map_err(failed)?;
        let mut annotations = Vec::new();
        if let Some(metadata) = metadata {
            let fields = Fields::new(metadata, "", "metadata.");
            manifest.name = fields.text("name").map_err(failed)?;
            annotations = fields.text_map("annotations").map_err(failed)?.unwrap_or_default();
        }
        let annotation = |name: &str| {
            annotations
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        let Some(events) = annotation("helm.sh/hook") else {
            self.manifests.push(manifest);
            return Ok(());
        };
        let listed = |text: &str| -> Vec<String> { text.split(',').map(|part| part.trim().to_lowercase()).collect() };
        let mut known = Vec::new();
        for event in listed(events) {
            // The name that tests had in Helm 2.
            let event = if event == "test-success" {
                "test".to_owned()
            } else {
                event
            };
            if !EVENTS.contains(&event.as_str()) {
                let events = go_yaml::quoted(events);
                self.warnings.push(format!("info: skipping unknown hook: {events}"));
                return Ok(());
            }
            known.push(event);
        }
        self.hooks.push(Hook {
            manifest,
            events: known,
            weight: annotation("helm.sh/hook-weight")
                .and_then(|w| w.parse().ok())
                .unwrap_or(0),
            delete_policies: annotation("helm.sh/hook-delete-policy").map(listed).unwrap_or_default(),
            output_log_policies: annotation("helm.sh/hook-output-log-policy")
                .map(listed)
                .unwrap_or_default(),
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    /// Each result is what Helm's `SplitManifests` gives.
    #[test]
    fn texts_split_where_helm_splits_them() {
        for (text, documents) in [
            ("", vec![]),
            ("a: 1\n", vec!["a: 1"]),
            ("---\na: 1\n---\nb: 2\n", vec!["a: 1", "b: 2"]),
            ("---\n---\na: 1\n", vec!["---\na: 1"]),
            ("a: 1\n---\n\n---\nb: 2", vec!["a: 1", "---\nb: 2"]),
            (
                "a: |\n  x\n  --- y\n--- # c\nb: 2",
                vec!["a: |\n  x\n  --- y", "# c\nb: 2"],
            ),
            ("a: 1\n----\nb: 2", vec!["a: 1", "-\nb: 2"]),
            ("\n\n  a: 1 \n\n", vec!["a: 1"]),
        ] {
            assert_eq!(split(text), documents, "{text:?}");
        }
    }
}
