//! The tag `default` that an installation sets: whose injector serves namespaces that name no revision, and who validates configuration.

use kubeyaml::{Mapping, Value};

use super::{Event, Plan, apply};
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::resource::kinds;
use crate::cluster::revisions::{DEFAULT, REVISION_LABEL, TAG_LABEL};
use crate::cluster::tags;
use crate::cluster::verbs::{ApplyOptions, ListOptions};
use crate::component::Component;
use crate::lifecycle::comparison::{Change, change};
use crate::lifecycle::ownership::{FIELD_MANAGER, NOT_PRUNED, OWNING_RESOURCE, label_of};
use crate::lifecycle::prune::Identity;

/// The objects of the tag with the labels of their owner; none if the plan sets no tag.
pub(super) async fn objects(connection: &Connection, plan: &Plan) -> Result<Vec<Value>, ClusterError> {
    let (Some(default), Some(mut injector)) = (&plan.default_tag, plan.injector()) else {
        return Ok(Vec::new());
    };
    let name = injector["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    let webhooks = kinds::mutating_webhook_configuration();
    if let Some(live) = connection.get(&webhooks, None, &name).await? {
        take_certificates(&mut injector, &live);
    }
    let validators = kinds::validating_webhook_configuration();
    let validator = connection.get(&validators, None, tags::DEFAULT_VALIDATOR).await?;
    let mut objects = tags::of_injector(&default.tag, &injector, validator.as_ref()).unwrap_or_default();
    let owner = match label_of(&injector, OWNING_RESOURCE) {
        "" => "unknown",
        owner => owner,
    };
    for object in &mut objects {
        plan.owner.label(object, Component::Pilot.facts().name);
        let labels = object
            .as_mapping_mut()
            .and_then(|object| object.get_mut("metadata"))
            .and_then(|metadata| metadata.as_mapping_mut()?.get_mut("labels"))
            .and_then(Value::as_mapping_mut);
        if let Some(labels) = labels {
            labels.insert(OWNING_RESOURCE, owner);
            labels.insert(NOT_PRUNED, "true");
        }
    }
    Ok(objects)
}

/// istiod writes the certificate by which the API server knows it into its webhooks; those of the tag call the same istiod.
fn take_certificates(injector: &mut Value, live: &Value) {
    let bundles: Vec<&str> = live["webhooks"]
        .as_sequence()
        .unwrap_or_default()
        .iter()
        .filter_map(|webhook| webhook["clientConfig"]["caBundle"].as_str())
        .filter(|bundle| !bundle.is_empty())
        .collect();
    let Some(bundle) = bundles.first() else { return };
    let webhooks = injector.as_mapping_mut().and_then(|object| object.get_mut("webhooks"));
    for webhook in webhooks.and_then(Value::as_sequence_mut).into_iter().flatten() {
        let client = webhook
            .as_mapping_mut()
            .and_then(|webhook| webhook.get_mut("clientConfig"));
        if let Some(client) = client.and_then(Value::as_mapping_mut) {
            client.insert("caBundle", *bundle);
        }
    }
}

/// Sets the tag, and then switches off the injector that served before. In this order something injects at every moment.
pub(super) async fn set(
    connection: &Connection,
    plan: &Plan,
    tell: &dyn Fn(Event),
) -> Result<Vec<(Component, Identity, Change)>, ClusterError> {
    let Some(default) = &plan.default_tag else {
        return Ok(Vec::new());
    };
    let mut done = Vec::new();
    for object in objects(connection, plan).await? {
        let change = apply_own(connection, &object).await?;
        let identity = Identity::of(&object);
        tell(Event::Applied(Component::Pilot, identity.clone(), change));
        done.push((Component::Pilot, identity, change));
    }
    if plan.is_default_revision() {
        let off = plan.injector().as_ref().and_then(tags::switched_off);
        if let Some(off) = off.filter(|_| !default.exists) {
            apply_own(connection, &off).await?;
        }
    } else {
        switch_off_default(connection).await?;
    }
    Ok(done)
}

async fn apply_own(connection: &Connection, object: &Value) -> Result<Change, ClusterError> {
    let options = ApplyOptions {
        field_manager: FIELD_MANAGER.to_owned(),
        force: true,
        dry_run: false,
    };
    let place = match apply::place(connection, object).await {
        Ok(place) => place,
        Err(super::ComponentError::Cluster(why)) => return Err(why),
        // The kinds of a tag's objects are known without asking.
        Err(_) => return Ok(Change::Unchanged),
    };
    let namespace = place.namespace.as_deref();
    let live = connection.get(&place.resource, namespace, &place.name).await?;
    let applied = connection
        .apply(&place.resource, namespace, &place.name, object, &options)
        .await?;
    Ok(change(live.as_ref(), Some(&applied)))
}

/// Switches off the injector of the revision `default`, which the tag takes the place of.
async fn switch_off_default(connection: &Connection) -> Result<(), ClusterError> {
    let webhooks = kinds::mutating_webhook_configuration();
    let own = ListOptions::labels(format!("app=sidecar-injector,{REVISION_LABEL}={DEFAULT},!{TAG_LABEL}"));
    for injector in connection.list(&webhooks, None, &own).await? {
        if let Some(off) = tags::switched_off(&injector) {
            let name = Identity::of(&off).name;
            connection.update(&webhooks, None, &name, &off, "istioctl").await?;
        }
    }
    Ok(())
}

/// What istiod decided about a validator stays: it lets everything pass until it can validate, and then turns that off.
pub(super) fn leave_to_istiod(object: &mut Value, live: &Value) {
    if object["kind"].as_str() != Some("ValidatingWebhookConfiguration") {
        return;
    }
    let fails = |name: &str| {
        let webhooks = live["webhooks"].as_sequence().unwrap_or_default();
        webhooks
            .iter()
            .any(|webhook| webhook["name"].as_str() == Some(name) && webhook["failurePolicy"].as_str() == Some("Fail"))
    };
    let webhooks = object.as_mapping_mut().and_then(|object| object.get_mut("webhooks"));
    for webhook in webhooks.and_then(Value::as_sequence_mut).into_iter().flatten() {
        let decided =
            webhook["failurePolicy"].as_str() == Some("Ignore") && fails(webhook["name"].as_str().unwrap_or_default());
        if let Some(webhook) = webhook.as_mapping_mut().filter(|_| decided) {
            Mapping::remove(webhook, "failurePolicy");
        }
    }
}
