//! Revisions of the control plane and the tags that stand for them.
//!
//! A revision has an injector: a MutatingWebhookConfiguration with the label `istio.io/rev`, or an istiod Service with it. A tag
//! has copies of these that carry the label `istio.io/tag` besides.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use kubeyaml::Value;

use super::connection::Connection;
use super::error::ClusterError;
use super::resource::kinds;
use super::verbs::ListOptions;

/// The label with the name of a revision.
pub const REVISION_LABEL: &str = "istio.io/rev";
/// The label with the name of a tag.
pub const TAG_LABEL: &str = "istio.io/tag";
/// The revision that an installation without a name has, and the tag that unlabelled workloads follow.
pub const DEFAULT: &str = "default";

/// What a cluster has of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Names of control planes.
    pub control_planes: BTreeSet<String>,
    /// Tags, with the revision that each stands for.
    pub tags: BTreeMap<String, String>,
}

/// A name that is no revision and no tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRevision {
    /// The name; empty if none was given.
    pub name: String,
    /// What there is.
    pub found: Revisions,
}

impl fmt::Display for UnknownRevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.found == Revisions::default() {
            return f.write_str("the cluster has no Istio control plane: no injector with a revision is there");
        }
        if self.name.is_empty() {
            write!(f, "no control plane is the default one; name one with --revision: ")?;
        } else {
            write!(f, "there is no revision or tag {:?}; there are ", self.name)?;
        }
        self.found.fmt(f)
    }
}

impl std::error::Error for UnknownRevision {}

impl fmt::Display for Revisions {
    /// `revisions canary, default; tag prod -> canary`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |names: &mut dyn Iterator<Item = String>| names.collect::<Vec<_>>().join(", ");
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let planes = &self.control_planes;
        if !planes.is_empty() {
            let names = join(&mut planes.iter().cloned());
            write!(f, "revision{} {names}", plural(planes.len()))?;
        }
        if !self.tags.is_empty() {
            if !planes.is_empty() {
                f.write_str("; ")?;
            }
            let names = join(&mut self.tags.iter().map(|(tag, revision)| format!("{tag} -> {revision}")));
            write!(f, "tag{} {names}", plural(self.tags.len()))?;
        }
        Ok(())
    }
}

impl Revisions {
    /// Finds them in objects: MutatingWebhookConfigurations and Services with the label `istio.io/rev`.
    #[must_use]
    pub fn of_objects<'v>(objects: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut found = Self::default();
        for object in objects {
            let Some(revision) = label(object, REVISION_LABEL).filter(|revision| !revision.is_empty()) else {
                continue;
            };
            match label(object, TAG_LABEL).filter(|tag| !tag.is_empty()) {
                Some(tag) => {
                    found.tags.insert(tag.to_owned(), revision.to_owned());
                }
                None => {
                    found.control_planes.insert(revision.to_owned());
                }
            }
        }
        found
    }

    /// Reads them from a cluster.
    ///
    /// # Errors
    /// Any [`ClusterError`].
    pub async fn read(connection: &Connection, istio_namespace: &str) -> Result<Self, ClusterError> {
        let webhooks = kinds::mutating_webhook_configuration();
        let mut objects = connection
            .list(&webhooks, None, &ListOptions::labels(REVISION_LABEL))
            .await?;
        let services = ListOptions::labels(format!("{REVISION_LABEL},app=istiod"));
        objects.extend(
            connection
                .list(&kinds::service(), Some(istio_namespace), &services)
                .await?,
        );
        Ok(Self::of_objects(&objects))
    }

    /// The revision that a name stands for: a control plane's own name, else a tag. Without a name it is what the tag `default`
    /// stands for, else the control plane of that name.
    ///
    /// # Errors
    /// A name that is neither, with what there is.
    pub fn resolve(&self, name: &str) -> Result<&str, UnknownRevision> {
        let plane = |name: &str| self.control_planes.get(name).map(String::as_str);
        let tag = |name: &str| self.tags.get(name).map(String::as_str);
        let found = if name.is_empty() {
            tag(DEFAULT).or_else(|| plane(DEFAULT))
        } else {
            plane(name).or_else(|| tag(name))
        };
        found.ok_or_else(|| UnknownRevision {
            name: name.to_owned(),
            found: self.clone(),
        })
    }
}

/// A label of an object.
#[must_use]
pub fn label<'v>(object: &'v Value, name: &str) -> Option<&'v str> {
    object.get_path(&["metadata", "labels"])?.get(name)?.as_str()
}

/// `-canary`, and nothing for the default revision: how names of objects end that each revision has its own of.
#[must_use]
pub fn suffix(revision: &str) -> String {
    match revision {
        "" | DEFAULT => String::new(),
        other => format!("-{other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(labels: &str) -> Value {
        kubeyaml::from_str(&format!("metadata: {{labels: {{{labels}}}}}")).expect("YAML")
    }

    #[test]
    fn tags_stand_for_revisions_and_are_none() {
        let objects = [
            object("istio.io/rev: default"),
            object("istio.io/rev: canary"),
            object("istio.io/rev: canary, istio.io/tag: prod"),
            object("istio.io/rev: canary, istio.io/tag: default"),
            object("app: other"),
        ];
        let found = Revisions::of_objects(&objects);
        assert_eq!(found.resolve("prod"), Ok("canary"));
        assert_eq!(
            found.resolve("default"),
            Ok("default"),
            "a control plane goes before a tag of its name"
        );
        assert_eq!(found.resolve(""), Ok("canary"), "what unlabelled workloads follow");
        let unknown = found.resolve("pord").expect_err("no such name").to_string();
        assert_eq!(
            unknown,
            "there is no revision or tag \"pord\"; there are revisions canary, default; tags default -> canary, prod -> canary"
        );
    }

    #[test]
    fn without_a_default_the_choice_is_the_user_s() {
        let found = Revisions::of_objects(&[object("istio.io/rev: canary")]);
        let why = found.resolve("").expect_err("no default").to_string();
        assert!(why.contains("--revision") && why.contains("revision canary"), "{why}");
        let why = Revisions::default().resolve("x").expect_err("nothing").to_string();
        assert!(why.contains("no Istio control plane"), "{why}");
    }
}
