//! Which kinds a cluster serves.

use http::Method;
use kubeyaml::Value;

use super::connection::{Call, Connection};
use super::error::ClusterError;
use super::resource::Resource;

impl Connection {
    /// Where the API has a kind; `None` if the cluster does not serve it in that version.
    ///
    /// # Errors
    /// Any [`ClusterError`] but a group that is not served.
    pub async fn discover(&self, api_version: &str, kind: &str) -> Result<Option<Resource>, ClusterError> {
        let (group, version) = api_version.rsplit_once('/').unwrap_or(("", api_version));
        let root = if group.is_empty() { "/api" } else { "/apis" };
        let call = Call {
            verb: "get",
            what: format!("the kinds of {api_version}"),
            method: Method::GET,
            uri: format!("{root}/{api_version}"),
            body: None,
        };
        let list = match self.value(&call).await {
            Err(why) if why.is_not_found() => return Ok(None),
            other => other?,
        };
        let found = list["resources"]
            .as_sequence()
            .unwrap_or_default()
            .iter()
            .find(|resource| {
                // Those with a slash are parts of another, such as its status.
                resource["kind"].as_str() == Some(kind)
                    && resource["name"].as_str().is_some_and(|name| !name.contains('/'))
            });
        Ok(found.and_then(|resource| {
            Some(Resource {
                group: group.to_owned(),
                version: version.to_owned(),
                plural: resource["name"].as_str()?.to_owned(),
                kind: kind.to_owned(),
                namespaced: resource["namespaced"] == Value::Bool(true),
            })
        }))
    }
}
