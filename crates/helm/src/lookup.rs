//! What the function `lookup` finds.

use kubeyaml::Mapping;

/// Finds objects of a cluster.
pub trait Lookup: Sync {
    /// The object of a name, or all of them as a list object when the name is empty. What is not there is an empty mapping.
    ///
    /// # Errors
    /// Why the cluster could not be asked.
    fn lookup(&self, api_version: &str, kind: &str, namespace: &str, name: &str) -> Result<Mapping, String>;
}

/// Without a cluster nothing is found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

impl Lookup for Offline {
    fn lookup(&self, _: &str, _: &str, _: &str, _: &str) -> Result<Mapping, String> {
        Ok(Mapping::new())
    }
}
