//! What an installation would change: a dry run on the server, object by object.

use kubeyaml::Value;

use super::{ComponentError, Plan, apply, default_tag};
use crate::cluster::connection::Connection;
use crate::cluster::join_all;
use crate::cluster::verbs::ApplyOptions;
use crate::component::{ALL, Component};
use crate::lifecycle::comparison::{Change, change};
use crate::lifecycle::ownership::FIELD_MANAGER;
use crate::lifecycle::prune::{Identity, component_of};

/// An object as it is and as it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The component that it belongs to, if that is known.
    pub component: Option<Component>,
    /// The object.
    pub identity: Identity,
    /// As it is.
    pub live: Option<Value>,
    /// As it would be, with what the server adds.
    pub wanted: Option<Value>,
}

impl Difference {
    /// What would happen to it.
    #[must_use]
    pub fn change(&self) -> Change {
        change(self.live.as_ref(), self.wanted.as_ref())
    }
}

/// Compares all of a plan with the cluster, in the order of the plan. `left_behind` is what pruning would remove.
///
/// # Errors
/// What the server refuses, as it would refuse the installation itself.
pub async fn differences(
    connection: &Connection,
    plan: &Plan,
    left_behind: Vec<Value>,
) -> Result<Vec<Difference>, String> {
    let mut all = Vec::new();
    for component in ALL {
        let objects = plan.objects(component);
        for step in apply::steps(&objects) {
            for found in join_all(step.into_iter().map(|object| difference(connection, component, object))).await {
                all.push(found.map_err(|why| why.to_string())?);
            }
        }
        if component == Component::Pilot {
            let tag = default_tag::objects(connection, plan).await;
            for object in tag.map_err(|why| why.to_string())? {
                let found = difference(connection, component, &object).await;
                all.push(found.map_err(|why| why.to_string())?);
            }
        }
    }
    all.extend(left_behind.into_iter().map(|live| Difference {
        component: component_of(&live),
        identity: Identity::of(&live),
        live: Some(live),
        wanted: None,
    }));
    Ok(all)
}

async fn difference(
    connection: &Connection,
    component: Component,
    object: &Value,
) -> Result<Difference, ComponentError> {
    let identity = Identity::of(object);
    let component = Some(component);
    let as_written = |live| Difference {
        component,
        identity: identity.clone(),
        live,
        wanted: Some(object.clone()),
    };
    let place = match apply::place(connection, object).await {
        Ok(place) => place,
        // Its definition is part of the same plan.
        Err(ComponentError::UnknownKind(_)) => return Ok(as_written(None)),
        Err(why) => return Err(why),
    };
    let namespace = place.namespace.as_deref();
    let live = connection.get(&place.resource, namespace, &place.name).await?;
    let adapted = live.as_ref().map(|live| apply::adapted(object, live));
    let object = adapted.as_ref().unwrap_or(object);
    let options = ApplyOptions {
        field_manager: FIELD_MANAGER.to_owned(),
        force: true,
        dry_run: true,
    };
    match connection
        .apply(&place.resource, namespace, &place.name, object, &options)
        .await
    {
        Ok(wanted) => Ok(Difference {
            component,
            identity,
            live,
            wanted: Some(wanted),
        }),
        // A dry run makes no namespace, so that what is in it has nowhere to be.
        Err(why) if why.is_not_found() => Ok(as_written(live)),
        Err(why) => Err(why.into()),
    }
}
