//! What an installation would change: a dry run on the server, object by object.

use kubeyaml::Value;

use super::{ComponentError, Plan, apply};
use crate::cluster::connection::Connection;
use crate::cluster::join_all;
use crate::cluster::verbs::ApplyOptions;
use crate::component::ALL;
use crate::lifecycle::comparison::{Change, change};
use crate::lifecycle::ownership::FIELD_MANAGER;
use crate::lifecycle::prune::Identity;

/// An object as it is and as it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
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
            for found in join_all(step.into_iter().map(|object| difference(connection, object))).await {
                all.push(found.map_err(|why| why.to_string())?);
            }
        }
    }
    all.extend(left_behind.into_iter().map(|live| Difference {
        identity: Identity::of(&live),
        live: Some(live),
        wanted: None,
    }));
    Ok(all)
}

async fn difference(connection: &Connection, object: &Value) -> Result<Difference, ComponentError> {
    let identity = Identity::of(object);
    let as_written = |live| Difference {
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
            identity,
            live,
            wanted: Some(wanted),
        }),
        // A dry run makes no namespace, so that what is in it has nowhere to be.
        Err(why) if why.is_not_found() => Ok(as_written(live)),
        Err(why) => Err(why.into()),
    }
}
