//! Envoy's `/config_dump`: a list of sections, each an `Any`.

use jiff::Timestamp;
use kubeyaml::{Mapping, Value};

use crate::Error;
use crate::json_names::with_json_names;
use crate::message::{list, text, type_name, unpacked};

/// A config dump of Envoy.
#[derive(Clone, Debug)]
pub struct ConfigDump {
    configs: Vec<Value>,
}

impl ConfigDump {
    /// Reads one.
    ///
    /// # Errors
    /// [`Error::Json`]; [`Error::Shape`] for JSON that is something else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut dump = kubeyaml::json::from_str(text).map_err(Error::Json)?;
        let shape = |why: &str| Error::Shape {
            expected: "a config dump of Envoy",
            why: why.to_owned(),
        };
        let Some(fields) = dump.as_mapping_mut() else {
            return Err(shape("it is no JSON object"));
        };
        let known = ["configs", "@type"];
        if let Some(other) = fields.keys().find(|key| !known.contains(key)) {
            let why = match other {
                "cluster_statuses" => "it is what Envoy gives at /clusters?format=json".to_owned(),
                "workloads" | "services" => "it is a config dump of ztunnel".to_owned(),
                other => format!("it has a field {other:?}"),
            };
            if !fields.contains_key("configs") {
                return Err(shape(&why));
            }
        }
        let configs = match fields.remove("configs") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Sequence(configs)) => configs,
            Some(_) => return Err(shape("its field configs is no list")),
        };
        Ok(Self { configs })
    }

    /// The last section of a type, such as `ClustersConfigDump`.
    pub(crate) fn section(&self, name: &'static str) -> Result<&Value, Error> {
        self.sections(name).last().ok_or(Error::NoSection(name))
    }

    /// All sections of a type.
    pub(crate) fn sections(&self, name: &'static str) -> impl Iterator<Item = &Value> {
        self.configs
            .iter()
            .filter(move |config| type_name(config).strip_prefix("envoy.admin.v3.") == Some(name))
    }

    /// The clusters, listeners and routes that a control plane sent, in a form in which two dumps can be compared: by name, without
    /// versions and times. [`None`] where the dump has no such section.
    #[must_use]
    pub fn dynamic(&self, part: Dynamic) -> Option<Value> {
        let (section, items, of) = match part {
            Dynamic::Clusters => ("ClustersConfigDump", "dynamic_active_clusters", &["cluster"][..]),
            Dynamic::Listeners => (
                "ListenersConfigDump",
                "dynamic_listeners",
                &["active_state", "listener"][..],
            ),
            Dynamic::Routes => ("RoutesConfigDump", "dynamic_route_configs", &["route_config"][..]),
        };
        let section = self.section(section).ok()?;
        let mut found: Vec<Value> = list(section, items)
            .iter()
            .filter_map(|item| crate::message::path(item, of))
            .map(|item| with_json_names(&unpacked(item)))
            .collect();
        let name = |item: &Value| text(item, "name").to_owned();
        found.sort_by_key(name);
        if part == Dynamic::Routes {
            for route in &mut found {
                let hosts = route.as_mapping_mut().and_then(|route| route.get_mut("virtualHosts"));
                if let Some(hosts) = hosts.and_then(Value::as_sequence_mut) {
                    hosts.sort_by_key(name);
                }
            }
        }
        Some(found.into())
    }

    /// When the routes that came last came.
    #[must_use]
    pub fn routes_loaded(&self) -> Option<Timestamp> {
        let section = self.section("RoutesConfigDump").ok()?;
        let times = list(section, "dynamic_route_configs")
            .iter()
            .filter_map(|item| text(item, "last_updated").parse::<Timestamp>().ok());
        times.max().filter(|time| time.as_second() > 0)
    }
}

/// A part of a dump that a control plane sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dynamic {
    /// CDS
    Clusters,
    /// LDS
    Listeners,
    /// RDS
    Routes,
}

/// A section as it is printed.
pub(crate) fn whole(section: &Value) -> Value {
    with_json_names(&unpacked(section))
}

/// Items as they are printed.
pub(crate) fn whole_items<'v>(items: impl IntoIterator<Item = &'v Value>) -> Value {
    items.into_iter().map(whole).collect::<Vec<_>>().into()
}

/// An object of one field.
pub(crate) fn object(name: &str, value: Value) -> Value {
    let mut fields = Mapping::new();
    fields.insert(name, value);
    fields.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_config_dump_is_told_by_its_fields() {
        let why = |text: &str| ConfigDump::parse(text).expect_err("no dump").to_string();
        assert!(why("[]").contains("no JSON object"));
        assert!(why("{").contains("no JSON text"));
        assert!(why(r#"{"cluster_statuses": []}"#).contains("/clusters?format=json"));
        assert!(why(r#"{"workloads": {}}"#).contains("ztunnel"));
        assert!(ConfigDump::parse("{}").is_ok());
    }
}
