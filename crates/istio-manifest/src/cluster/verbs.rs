//! The API's verbs on objects as plain data.

use std::time::Duration;

use http::Method;
use kubeyaml::{Mapping, Value};

use super::connection::{Call, Connection, JSON};
use super::error::ClusterError;
use super::resource::{Resource, escape};

/// How many objects a page of a list has.
const PAGE: usize = 500;
/// Lists of objects of which only the metadata is sent.
const METADATA: &str = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
/// Server-side apply. Every JSON text is YAML.
const APPLY: &str = "application/apply-patch+yaml";

/// Which objects a list has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListOptions {
    /// A label selector, such as `app=istiod,istio.io/rev=default`.
    pub labels: String,
    /// A field selector, such as `status.phase=Running`.
    pub fields: String,
}

impl ListOptions {
    /// By labels alone.
    #[must_use]
    pub fn labels(selector: impl Into<String>) -> Self {
        Self {
            labels: selector.into(),
            fields: String::new(),
        }
    }
}

/// How server-side apply is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplyOptions {
    /// Who owns the fields.
    pub field_manager: String,
    /// Take over fields that others own.
    pub force: bool,
    /// Have the server do everything but keep the result.
    pub dry_run: bool,
}

/// What becomes of an object's dependents when it is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Propagation {
    /// They go later.
    #[default]
    Background,
    /// They go first.
    Foreground,
    /// They stay.
    Orphan,
}

impl Connection {
    /// The server's version, as `GET /version` says it.
    ///
    /// # Errors
    /// Any [`ClusterError`].
    pub async fn server_version(&self) -> Result<Value, ClusterError> {
        let call = Call {
            verb: "get",
            what: "/version".to_owned(),
            method: Method::GET,
            uri: "/version".to_owned(),
            body: None,
        };
        self.value(&call).await
    }

    /// One object, or nothing if it is not there.
    ///
    /// # Errors
    /// Any [`ClusterError`] but a missing object.
    pub async fn get(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        name: &str,
    ) -> Result<Option<Value>, ClusterError> {
        let call = Call {
            verb: "get",
            what: resource.words(namespace, Some(name)),
            method: Method::GET,
            uri: resource.object(namespace, name),
            body: None,
        };
        match self.value(&call).await {
            Ok(object) => Ok(Some(object)),
            Err(why) if why.is_not_found() => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// All objects, in a namespace or everywhere.
    ///
    /// # Errors
    /// Any [`ClusterError`].
    pub async fn list(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        options: &ListOptions,
    ) -> Result<Vec<Value>, ClusterError> {
        let mut all = Vec::new();
        self.for_each(resource, namespace, options, |object| all.push(object))
            .await?;
        Ok(all)
    }

    /// All objects, in a namespace or everywhere, with nothing but their metadata: what they hold does not leave the server.
    ///
    /// # Errors
    /// Any [`ClusterError`].
    pub async fn list_metadata(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        options: &ListOptions,
    ) -> Result<Vec<Value>, ClusterError> {
        let mut all = Vec::new();
        self.for_each_metadata(resource, namespace, options, |object| all.push(object))
            .await?;
        Ok(all)
    }

    /// Hands over objects one by one, as [`Connection::for_each`] does, with nothing but their metadata.
    ///
    /// # Errors
    /// Those of [`Connection::for_each`].
    pub async fn for_each_metadata(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        options: &ListOptions,
        take: impl FnMut(Value),
    ) -> Result<(), ClusterError> {
        self.pages(resource, namespace, options, METADATA, take).await
    }

    /// Hands objects over one by one; no more than a page of them is in memory.
    ///
    /// # Errors
    /// Any [`ClusterError`]; also a list that became too old on the server while its pages were read.
    pub async fn for_each(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        options: &ListOptions,
        take: impl FnMut(Value),
    ) -> Result<(), ClusterError> {
        self.pages(resource, namespace, options, JSON, take).await
    }

    async fn pages(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        options: &ListOptions,
        accept: &'static str,
        mut take: impl FnMut(Value),
    ) -> Result<(), ClusterError> {
        let what = resource.words(namespace, None);
        self.page_texts(resource, namespace, options, accept, |text| {
            let page = kubeyaml::json::from_str(text).map_err(|why| ClusterError::Answer {
                what: what.clone(),
                why: why.to_string(),
            })?;
            let Value::Mapping(mut page) = page else {
                return Err(ClusterError::Answer {
                    what: what.clone(),
                    why: "it is no list".to_owned(),
                });
            };
            let items = page.get_mut("items").and_then(Value::as_sequence_mut);
            for mut item in items.map(std::mem::take).unwrap_or_default() {
                // Items of a list come without the two fields that say what they are.
                if let Some(item) = item.as_mapping_mut() {
                    item.insert("apiVersion", resource.api_version());
                    item.insert("kind", resource.kind.as_str());
                }
                take(item);
            }
            Ok(())
        })
        .await
    }

    /// Hands over the JSON of a list page by page. The server works on the next page while one is read.
    ///
    /// # Errors
    /// Any [`ClusterError`], those of `read` too.
    pub(super) async fn page_texts(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        options: &ListOptions,
        accept: &'static str,
        mut read: impl FnMut(&str) -> Result<(), ClusterError>,
    ) -> Result<(), ClusterError> {
        let mut query = format!("limit={PAGE}");
        for (name, value) in [("labelSelector", &options.labels), ("fieldSelector", &options.fields)] {
            if !value.is_empty() {
                query += &format!("&{name}={}", escape(value));
            }
        }
        let what = resource.words(namespace, None);
        let get = |next: String| {
            let mut uri = format!("{}?{query}", resource.collection(namespace));
            if !next.is_empty() {
                uri += &format!("&continue={}", escape(&next));
            }
            let call = Call {
                verb: "list",
                what: what.clone(),
                method: Method::GET,
                uri,
                body: None,
            };
            async move { self.call_for(&call, accept).await }
        };
        let mut text = get(String::new()).await?;
        loop {
            let Some(next) = continuation(&text) else {
                return read(&text);
            };
            let mut following = Box::pin(get(next));
            // Far enough for the request to leave: everything happens on this one thread.
            let early = tokio::time::timeout(Duration::from_millis(1), &mut following).await;
            read(&text)?;
            let answer = match early {
                Ok(answer) => answer,
                Err(_) => following.await,
            };
            text = match answer {
                // What was handed over cannot be taken back, so that starting anew would give some objects twice.
                Err(ClusterError::Rejected { code: 410, .. }) => {
                    return Err(ClusterError::Answer {
                        what,
                        why: "the list became too old while it was read".to_owned(),
                    });
                }
                other => other?,
            };
        }
    }

    /// Server-side apply; gives the object as it is then.
    ///
    /// # Errors
    /// Any [`ClusterError`]; a conflict with another owner of a field is one for which [`ClusterError::is_conflict`] holds.
    pub async fn apply(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        name: &str,
        object: &Value,
        options: &ApplyOptions,
    ) -> Result<Value, ClusterError> {
        let what = resource.words(namespace, Some(name));
        let mut uri = format!(
            "{}?fieldManager={}&force={}",
            resource.object(namespace, name),
            escape(&options.field_manager),
            options.force
        );
        if options.dry_run {
            uri += "&dryRun=All";
        }
        let call = Call {
            verb: "patch",
            method: Method::PATCH,
            uri,
            body: Some((APPLY, text(object, &what)?)),
            what,
        };
        self.value(&call).await
    }

    /// Creates an object.
    ///
    /// # Errors
    /// Any [`ClusterError`]; for one that exists [`ClusterError::is_conflict`] holds.
    pub async fn create(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        object: &Value,
        field_manager: &str,
    ) -> Result<Value, ClusterError> {
        let name = object.get_path(&["metadata", "name"]).and_then(Value::as_str);
        let what = resource.words(namespace, name);
        let call = Call {
            verb: "create",
            method: Method::POST,
            uri: format!(
                "{}?fieldManager={}",
                resource.collection(namespace),
                escape(field_manager)
            ),
            body: Some((JSON, text(object, &what)?)),
            what,
        };
        self.value(&call).await
    }

    /// Replaces an object; its `metadata.resourceVersion` says which state of it was looked at.
    ///
    /// # Errors
    /// Any [`ClusterError`]; for one that was changed meanwhile [`ClusterError::is_conflict`] holds.
    pub async fn update(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        name: &str,
        object: &Value,
        field_manager: &str,
    ) -> Result<Value, ClusterError> {
        let what = resource.words(namespace, Some(name));
        let call = Call {
            verb: "update",
            method: Method::PUT,
            uri: format!(
                "{}?fieldManager={}",
                resource.object(namespace, name),
                escape(field_manager)
            ),
            body: Some((JSON, text(object, &what)?)),
            what,
        };
        self.value(&call).await
    }

    /// Deletes an object; says whether it was there.
    ///
    /// # Errors
    /// Any [`ClusterError`] but a missing object.
    pub async fn delete(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        name: &str,
        propagation: Propagation,
    ) -> Result<bool, ClusterError> {
        self.delete_if(resource, namespace, name, None, propagation).await
    }

    /// Deletes an object if its `metadata.resourceVersion` is still this one; says whether it was there.
    ///
    /// # Errors
    /// Any [`ClusterError`] but a missing object; for one that was changed meanwhile [`ClusterError::is_conflict`] holds.
    pub async fn delete_unchanged(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        name: &str,
        resource_version: &str,
        propagation: Propagation,
    ) -> Result<bool, ClusterError> {
        self.delete_if(resource, namespace, name, Some(resource_version), propagation)
            .await
    }

    async fn delete_if(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        name: &str,
        resource_version: Option<&str>,
        propagation: Propagation,
    ) -> Result<bool, ClusterError> {
        let policy = match propagation {
            Propagation::Background => "Background",
            Propagation::Foreground => "Foreground",
            Propagation::Orphan => "Orphan",
        };
        let mut options = Mapping::new();
        options.insert("apiVersion", "v1");
        options.insert("kind", "DeleteOptions");
        options.insert("propagationPolicy", policy);
        if let Some(version) = resource_version {
            let mut preconditions = Mapping::new();
            preconditions.insert("resourceVersion", version);
            options.insert("preconditions", preconditions);
        }
        let what = resource.words(namespace, Some(name));
        let call = Call {
            verb: "delete",
            method: Method::DELETE,
            uri: resource.object(namespace, name),
            body: Some((JSON, text(&options.into(), &what)?)),
            what,
        };
        match self.call(&call).await {
            Ok(_) => Ok(true),
            Err(why) if why.is_not_found() => Ok(false),
            Err(why) => Err(why),
        }
    }

    /// The JSON that a call answers with.
    pub(super) async fn value(&self, call: &Call) -> Result<Value, ClusterError> {
        self.value_for(call, JSON).await
    }

    async fn value_for(&self, call: &Call, accept: &'static str) -> Result<Value, ClusterError> {
        let text = self.call_for(call, accept).await?;
        kubeyaml::json::from_str(&text).map_err(|why| ClusterError::Answer {
            what: call.what.clone(),
            why: why.to_string(),
        })
    }
}

/// By which the next page of a list is asked for. It is in the list's own metadata, which servers write before the items, but
/// the order does not matter here: skipping over them is quick.
fn continuation(text: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Page {
        metadata: Option<Metadata>,
    }
    #[derive(serde::Deserialize)]
    struct Metadata {
        r#continue: Option<String>,
    }
    // What is no list is told by who reads it.
    let page: Page = serde_json::from_str(text).ok()?;
    page.metadata?.r#continue.filter(|next| !next.is_empty())
}

fn text(object: &Value, what: &str) -> Result<String, ClusterError> {
    kubeyaml::json::to_string(object).map_err(|why| ClusterError::Answer {
        what: what.to_owned(),
        why: why.to_string(),
    })
}
