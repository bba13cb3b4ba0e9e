//! Revision tags: setting, listing and removing them.

mod objects;

use std::collections::BTreeMap;
use std::fmt;

use kubeyaml::Value;

use super::connection::Connection;
use super::error::ClusterError;
use super::resource::{Resource, kinds};
use super::revisions::{DEFAULT, REVISION_LABEL, Revisions, TAG_LABEL, label};
use super::verbs::{ApplyOptions, ListOptions, Propagation};

/// Who owns the fields of a tag's objects; the name that Go's istioctl uses, so that either can change what the other made.
const FIELD_MANAGER: &str = "istio-ci";
/// The longest tag with which the Service's name is a legal one.
const LONGEST: usize = 63 - "istiod-revision-tag-".len();

/// A tag as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// The control plane that it stands for.
    pub revision: String,
    /// The namespace of that control plane.
    pub istio_namespace: String,
    /// Another name for the MutatingWebhookConfiguration.
    pub webhook_name: Option<String>,
    /// Whether the tag `default` injects into namespaces that say nothing.
    pub auto_inject_namespaces: bool,
}

impl Tag {
    fn default_webhook_name(&self) -> String {
        match self.istio_namespace.as_str() {
            "istio-system" => format!("istio-revision-tag-{}", self.name),
            other => format!("istio-revision-tag-{}-{other}", self.name),
        }
    }
}

/// A tag as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The control plane that it stands for.
    pub revision: String,
    /// Its name.
    pub name: String,
    /// The namespaces that follow it, by name.
    pub namespaces: Vec<String>,
}

/// Why a tag cannot be set or removed.
#[derive(Debug)]
#[non_exhaustive]
pub enum TagError {
    /// The cluster does not say, or refuses.
    Cluster(ClusterError),
    /// No name that the objects can have.
    Name(String),
    /// A control plane has this name.
    IsRevision(String),
    /// The tag is there, and was not to be changed.
    Exists {
        /// Its name.
        tag: String,
        /// What it stands for.
        revision: String,
    },
    /// No control plane of this name has an injector.
    NoRevision {
        /// The name.
        revision: String,
        /// What there is.
        found: Revisions,
    },
    /// More than one injector says that it is this revision's.
    Ambiguous {
        /// The name.
        revision: String,
        /// Their names.
        webhooks: Vec<String>,
    },
    /// The revision's MutatingWebhookConfiguration injects nothing.
    NoInjector {
        /// The revision.
        revision: String,
        /// Its MutatingWebhookConfiguration.
        webhook: String,
    },
    /// No such tag.
    Missing {
        /// The name.
        tag: String,
        /// What there is.
        found: Revisions,
    },
    /// Some objects were changed before one was refused.
    Half {
        /// What was done.
        done: Vec<String>,
        /// Why no more.
        why: ClusterError,
    },
}

impl fmt::Display for TagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, found: &Revisions| {
            if *found == Revisions::default() {
                f.write_str("; the cluster has no Istio control plane")
            } else {
                write!(f, "; there are {found}")
            }
        };
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::Name(name) => write!(
                f,
                "{name:?} cannot be a revision tag: lower-case letters, digits and dashes make one, at most {LONGEST}, the first and the last no dash"
            ),
            Self::IsRevision(name) => write!(
                f,
                "cannot create revision tag {name:?}: found existing control plane revision with same name"
            ),
            Self::Exists { tag, revision } => write!(
                f,
                "revision tag {tag:?} already exists, and --overwrite is false; it stands for revision {revision:?}"
            ),
            Self::NoRevision { revision, found } => {
                write!(
                    f,
                    "cannot modify tag: cannot find MutatingWebhookConfiguration with revision {revision:?}"
                )?;
                list(f, found)
            }
            Self::Ambiguous { revision, webhooks } => write!(
                f,
                "cannot modify tag: several MutatingWebhookConfigurations have revision {revision:?}: {}",
                webhooks.join(", ")
            ),
            Self::NoInjector { revision, webhook } => write!(
                f,
                "cannot modify tag: MutatingWebhookConfiguration {webhook:?} of revision {revision:?} has no webhook that injects sidecars"
            ),
            Self::Missing { tag, found } => {
                write!(
                    f,
                    "cannot remove tag {tag:?}: cannot find MutatingWebhookConfiguration or Service for tag"
                )?;
                list(f, found)
            }
            Self::Half { done, why } => write!(f, "{why}; done before that: {}", done.join(", ")),
        }
    }
}

impl std::error::Error for TagError {}

impl From<ClusterError> for TagError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

/// What setting a tag would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The tag's objects, in the order in which they are applied.
    pub objects: Vec<Value>,
    /// The default revision's own injector without anything that it selects, if the tag takes its place.
    deactivated: Option<Value>,
}

/// Objects that have to do with revisions.
struct State {
    webhooks: Vec<Value>,
    services: Vec<Value>,
    found: Revisions,
}

impl State {
    async fn read(connection: &Connection, istio_namespace: &str) -> Result<Self, ClusterError> {
        let labelled = ListOptions::labels(REVISION_LABEL);
        let webhooks = kinds::mutating_webhook_configuration();
        let webhooks = connection.list(&webhooks, None, &labelled).await?;
        let services = ListOptions::labels(format!("{REVISION_LABEL},app=istiod"));
        let services = connection
            .list(&kinds::service(), Some(istio_namespace), &services)
            .await?;
        let found = Revisions::of_objects(webhooks.iter().chain(&services));
        Ok(Self {
            webhooks,
            services,
            found,
        })
    }

    /// The injector of a control plane itself.
    fn injector(&self, revision: &str) -> Result<&Value, TagError> {
        let own = |webhook: &&Value| {
            label(webhook, REVISION_LABEL) == Some(revision) && label(webhook, TAG_LABEL).is_none_or(str::is_empty)
        };
        let all: Vec<&Value> = self.webhooks.iter().filter(own).collect();
        match all[..] {
            [] => Err(TagError::NoRevision {
                revision: revision.to_owned(),
                found: self.found.clone(),
            }),
            [one] => Ok(one),
            _ => Err(TagError::Ambiguous {
                revision: revision.to_owned(),
                webhooks: all.into_iter().map(|one| name(one).to_owned()).collect(),
            }),
        }
    }
}

/// Looks at the cluster and says what the tag's objects are.
///
/// # Errors
/// [`TagError`]; nothing is written.
pub async fn plan(connection: &Connection, tag: &Tag, overwrite: bool) -> Result<Plan, TagError> {
    check_name(&tag.name)?;
    let state = State::read(connection, &tag.istio_namespace).await?;
    if tag.name != DEFAULT && state.found.control_planes.contains(&tag.name) {
        return Err(TagError::IsRevision(tag.name.clone()));
    }
    let injector = state.injector(&tag.revision)?;
    if let (Some(revision), false) = (state.found.tags.get(&tag.name), overwrite) {
        return Err(TagError::Exists {
            tag: tag.name.clone(),
            revision: revision.clone(),
        });
    }
    let (mut validator, mut deactivated) = (None, None);
    if tag.name == DEFAULT {
        let resource = kinds::validating_webhook_configuration();
        validator = connection.get(&resource, None, objects::VALIDATOR).await?;
        deactivated = state.injector(DEFAULT).ok().and_then(objects::deactivated);
    }
    Ok(Plan {
        objects: objects::objects(tag, injector, validator.as_ref())?,
        deactivated,
    })
}

/// Carries a plan out. The server is asked first whether it would take all of it, so that a refusal leaves nothing half done.
///
/// # Errors
/// [`TagError::Cluster`] with nothing written, or [`TagError::Half`] if the server changed its mind in the middle.
pub async fn set(connection: &Connection, plan: &Plan) -> Result<(), TagError> {
    let mut options = ApplyOptions {
        field_manager: FIELD_MANAGER.to_owned(),
        force: true,
        dry_run: true,
    };
    for object in &plan.objects {
        apply(connection, object, &options).await?;
    }
    options.dry_run = false;
    let mut done = Vec::new();
    for object in &plan.objects {
        match apply(connection, object, &options).await {
            Ok(()) => done.push(words(object)),
            Err(why) if done.is_empty() => return Err(why.into()),
            Err(why) => return Err(TagError::Half { done, why }),
        }
    }
    // Last, so that at no moment nothing is injected that should be.
    if let Some(object) = &plan.deactivated {
        let webhooks = kinds::mutating_webhook_configuration();
        let updated = connection
            .update(&webhooks, None, name(object), object, FIELD_MANAGER)
            .await;
        updated.map_err(|why| TagError::Half { done, why })?;
    }
    Ok(())
}

/// The objects of a tag for an injector that may not be in the cluster yet, in the order in which they are applied. `validator` is the
/// validator of the tag `default` that the cluster has.
///
/// # Errors
/// [`TagError::NoInjector`] if `injector` injects nothing.
pub fn of_injector(tag: &Tag, injector: &Value, validator: Option<&Value>) -> Result<Vec<Value>, TagError> {
    objects::objects(tag, injector, validator)
}

/// An injector that selects nothing any more; `None` if it is switched off already.
#[must_use]
pub fn switched_off(injector: &Value) -> Option<Value> {
    objects::deactivated(injector)
}

/// The ValidatingWebhookConfiguration that follows the tag `default`.
pub const DEFAULT_VALIDATOR: &str = objects::VALIDATOR;

async fn apply(connection: &Connection, object: &Value, options: &ApplyOptions) -> Result<(), ClusterError> {
    let resource = resource(object);
    let namespace = object.get_path(&["metadata", "namespace"]).and_then(Value::as_str);
    connection
        .apply(&resource, namespace, name(object), object, options)
        .await?;
    Ok(())
}

/// Every tag, by revision and name.
///
/// # Errors
/// Any [`ClusterError`].
pub async fn list(connection: &Connection, istio_namespace: &str) -> Result<Vec<Listed>, ClusterError> {
    let state = State::read(connection, istio_namespace).await?;
    let followers = followers(connection).await?;
    let mut listed: Vec<Listed> = state
        .found
        .tags
        .into_iter()
        .map(|(name, revision)| Listed {
            namespaces: followers.get(&name).cloned().unwrap_or_default(),
            name,
            revision,
        })
        .collect();
    listed.sort();
    Ok(listed)
}

/// The namespaces that follow a tag.
///
/// # Errors
/// [`TagError::Missing`] if there is no such tag.
pub async fn dependents(connection: &Connection, tag: &str, istio_namespace: &str) -> Result<Vec<String>, TagError> {
    let state = State::read(connection, istio_namespace).await?;
    if !state.found.tags.contains_key(tag) {
        return Err(TagError::Missing {
            tag: tag.to_owned(),
            found: state.found,
        });
    }
    Ok(followers(connection).await?.remove(tag).unwrap_or_default())
}

/// Deletes a tag's injectors and Services.
///
/// # Errors
/// [`TagError::Missing`] if there are none.
pub async fn remove(connection: &Connection, tag: &str, istio_namespace: &str) -> Result<(), TagError> {
    let state = State::read(connection, istio_namespace).await?;
    let of_tag = |object: &&Value| label(object, TAG_LABEL) == Some(tag);
    let objects: Vec<&Value> = state.webhooks.iter().chain(&state.services).filter(of_tag).collect();
    if objects.is_empty() {
        return Err(TagError::Missing {
            tag: tag.to_owned(),
            found: state.found,
        });
    }
    let mut done = Vec::new();
    for object in objects {
        let namespace = object.get_path(&["metadata", "namespace"]).and_then(Value::as_str);
        let deleted = connection
            .delete(&resource(object), namespace, name(object), Propagation::Background)
            .await;
        match deleted {
            Ok(_) => done.push(format!("deleted {}", words(object))),
            Err(why) if done.is_empty() => return Err(why.into()),
            Err(why) => return Err(TagError::Half { done, why }),
        }
    }
    Ok(())
}

/// Namespaces by the revision or tag that they follow. The older label follows the default.
async fn followers(connection: &Connection) -> Result<BTreeMap<String, Vec<String>>, ClusterError> {
    let mut followers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let take = |namespace: Value| {
        let follows = match label(&namespace, "istio-injection") {
            Some("enabled") => Some(DEFAULT),
            Some(_) => None,
            None => label(&namespace, REVISION_LABEL),
        };
        if let Some(follows) = follows.filter(|follows| !follows.is_empty()) {
            let of = followers.entry(follows.to_owned()).or_default();
            of.push(name(&namespace).to_owned());
        }
    };
    connection
        .for_each(&kinds::namespace(), None, &ListOptions::default(), take)
        .await?;
    for of in followers.values_mut() {
        of.sort();
    }
    Ok(followers)
}

fn check_name(name: &str) -> Result<(), TagError> {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let ends = !name.starts_with('-') && !name.ends_with('-');
    if name.is_empty() || name.len() > LONGEST || !ends || !name.chars().all(legal) {
        return Err(TagError::Name(name.to_owned()));
    }
    Ok(())
}

fn name(object: &Value) -> &str {
    object
        .get_path(&["metadata", "name"])
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The kinds of a tag's objects are among those that are known.
fn resource(object: &Value) -> Resource {
    let field = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    Resource::of_object(field("apiVersion"), field("kind")).unwrap_or_else(kinds::service)
}

fn words(object: &Value) -> String {
    let kind = object.get("kind").and_then(Value::as_str).unwrap_or_default();
    format!("{kind} {}", name(object))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_the_objects_can_have() {
        for name in ["prod", "1-30-3", "a"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", "Bad_Tag", "a.b", "-a", "a-", "a/../b", &"a".repeat(LONGEST + 1)] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
