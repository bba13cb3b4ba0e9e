//! Clusters of a config dump.

use kubeyaml::Value;

use crate::config_dump::whole_items;
use crate::message::{enum_name, field, list, path, text};
use crate::subset_key::SubsetKey;
use crate::{ConfigDump, Error, Table, row};

const TYPES: &[&str] = &["STATIC", "STRICT_DNS", "LOGICAL_DNS", "EDS", "ORIGINAL_DST"];

/// Which clusters to show. What is empty or zero lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClusterFilter {
    /// Part of the name, meant for the host.
    pub fqdn: String,
    /// The port in the name.
    pub port: i64,
    /// Part of the name, meant for the subset.
    pub subset: String,
    /// Part of the name, meant for the direction.
    pub direction: String,
}

impl ClusterFilter {
    fn passes(&self, cluster: &Value) -> bool {
        let name = text(cluster, "name");
        name.contains(&self.fqdn)
            && name.contains(&self.direction)
            && name.contains(&self.subset)
            && (self.port == 0 || name.contains(&format!("|{}|", self.port)))
    }
}

/// The clusters that a filter lets pass, by host, subset, port and direction.
#[derive(Debug)]
pub struct Clusters<'d>(Vec<&'d Value>);

/// Picks clusters: those that are active, and the static ones.
///
/// # Errors
/// [`Error::NoSection`]; [`Error::Nothing`] if the dump has no cluster at all.
pub fn clusters<'d>(dump: &'d ConfigDump, filter: &ClusterFilter) -> Result<Clusters<'d>, Error> {
    let section = dump.section("ClustersConfigDump")?;
    let active = list(section, "dynamic_active_clusters");
    let fixed = list(section, "static_clusters");
    let mut all: Vec<&Value> = active
        .iter()
        .chain(fixed)
        .filter_map(|item| field(item, "cluster"))
        .collect();
    if all.is_empty() {
        return Err(Error::Nothing("clusters"));
    }
    all.sort_by_key(|cluster| SubsetKey::order(text(cluster, "name")));
    all.retain(|cluster| filter.passes(cluster));
    Ok(Clusters(all))
}

impl Clusters<'_> {
    /// A row a cluster. `with_names` puts the name that `proxy-config all` shows before it.
    #[must_use]
    pub fn table(&self, with_names: bool) -> Table {
        let mut heading = row([
            "SERVICE FQDN",
            "PORT",
            "SUBSET",
            "DIRECTION",
            "TYPE",
            "DESTINATION RULE",
        ]);
        if with_names {
            heading.insert(0, "NAME".to_owned());
        }
        let mut table = vec![heading];
        for cluster in &self.0 {
            let name = text(cluster, "name");
            let shown = format!("cluster/{name}");
            let kind = enum_name(cluster, "type", TYPES);
            let rule = managed_by(cluster);
            let mut cells = match SubsetKey::parse(name) {
                Some(key) => {
                    let subset = if key.subset.is_empty() { "-" } else { key.subset };
                    row([key.host, &key.port.to_string(), subset, key.direction, &kind, &rule])
                }
                // There is no host to tell; `all` says the name a second time.
                None => row([if with_names { &shown } else { name }, "-", "-", "-", &kind, &rule]),
            };
            if with_names {
                cells.insert(0, shown);
            }
            table.push(cells);
        }
        table
    }

    /// The clusters with everything in them.
    #[must_use]
    pub fn whole(&self) -> Value {
        whole_items(self.0.iter().copied())
    }
}

/// `NAME.NAMESPACE` of the resource of Istio's networking API that made a cluster or a route, as istiod notes it in the metadata.
pub(crate) fn managed_by(message: &Value) -> String {
    let config = path(message, &["metadata", "filter_metadata"])
        .and_then(|metadata| metadata.get("istio")?.get("config"))
        .map(|config| config.as_str().unwrap_or_default());
    let Some(config) = config else { return String::new() };
    if !config.starts_with("/apis/networking.istio.io/") {
        return "<unknown>".to_owned();
    }
    match config.split('/').collect::<Vec<_>>()[..] {
        [_, _, _, _, _, namespace, _, name] => format!("{name}.{namespace}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_rule_is_named_by_its_path() {
        let managed = |config: &str| {
            let text = format!("metadata: {{filter_metadata: {{istio: {{config: {config}}}}}}}");
            managed_by(&kubeyaml::from_str(&text).expect("YAML"))
        };
        let path = "/apis/networking.istio.io/v1alpha3/namespaces/shop/destination-rule/reviews";
        assert_eq!(managed(path), "reviews.shop");
        assert_eq!(managed("/apis/networking.istio.io/v1/x"), "");
        assert_eq!(managed("/other"), "<unknown>");
        assert_eq!(managed_by(&Value::Null), "");
    }
}
