//! A WorkloadGroup as its flags describe it.

use std::collections::BTreeMap;
use std::fmt;

use kubeyaml::{Mapping, Value};

/// What goes into a WorkloadGroup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkloadGroup {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Labels of its workloads.
    pub labels: BTreeMap<String, String>,
    /// Annotations of its workloads.
    pub annotations: BTreeMap<String, String>,
    /// Ports that its workloads listen on, by name.
    pub ports: BTreeMap<String, u16>,
    /// The service account that its workloads are known as.
    pub service_account: String,
    /// The network that they are in.
    pub network: String,
    /// Where they are: `region/zone/subzone`.
    pub locality: String,
    /// Their share of the traffic; 0 is as if it were not given.
    pub weight: u32,
}

/// A `KEY=VALUE` that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupError {
    /// A key without a name.
    NoKey(String),
    /// A port that is no number from 1 to 65535.
    Port(String),
    /// A name that is there twice with different values.
    Twice(String),
}

impl fmt::Display for GroupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey(text) => write!(f, "{text:?} has no name before the equals sign"),
            Self::Port(text) => write!(
                f,
                "{text:?} is no port: it has to be NAME=NUMBER with a number from 1 to 65535"
            ),
            Self::Twice(name) => write!(f, "{name:?} is given twice with different values"),
        }
    }
}

impl std::error::Error for GroupError {}

/// The texts of a `KEY=VALUE`; a key alone has an empty value.
fn pair(text: &str) -> Result<(&str, &str), GroupError> {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    if key.is_empty() {
        return Err(GroupError::NoKey(text.to_owned()));
    }
    Ok((key, value))
}

fn insert<V: PartialEq>(map: &mut BTreeMap<String, V>, key: &str, value: V) -> Result<(), GroupError> {
    match map.insert(key.to_owned(), value) {
        Some(before) if map.get(key) != Some(&before) => Err(GroupError::Twice(key.to_owned())),
        _ => Ok(()),
    }
}

impl WorkloadGroup {
    /// Labels or annotations from texts like `app=web`.
    ///
    /// # Errors
    /// A text without a key; a key that is there twice.
    pub fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<BTreeMap<String, String>, GroupError> {
        let mut map = BTreeMap::new();
        for text in texts {
            let (key, value) = pair(text)?;
            insert(&mut map, key, value.to_owned())?;
        }
        Ok(map)
    }

    /// Ports from texts like `http=8080`.
    ///
    /// # Errors
    /// A text without a name or a port's number; a name that is there twice.
    pub fn port_numbers<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<BTreeMap<String, u16>, GroupError> {
        let mut map = BTreeMap::new();
        for text in texts {
            let (name, number) = pair(text)?;
            let number: Option<u16> = number.parse().ok().filter(|number| *number > 0);
            insert(&mut map, name, number.ok_or_else(|| GroupError::Port(text.to_owned()))?)?;
        }
        Ok(map)
    }

    /// The object.
    #[must_use]
    pub fn object(&self) -> Value {
        let texts = |map: &BTreeMap<String, String>| -> Mapping {
            let entries = map.iter();
            entries
                .map(|(key, value)| (key.clone(), Value::from(value.as_str())))
                .collect()
        };
        let mut metadata = Mapping::new();
        metadata.insert("name", self.name.as_str());
        metadata.insert("namespace", self.namespace.as_str());
        let mut of_workloads = Mapping::new();
        for (key, map) in [("annotations", &self.annotations), ("labels", &self.labels)] {
            if !map.is_empty() {
                of_workloads.insert(key, texts(map));
            }
        }
        let mut template = Mapping::new();
        let ports = self
            .ports
            .iter()
            .map(|(name, port)| (name.clone(), Value::from(i64::from(*port))));
        let mut text = |key: &str, value: &str| {
            if !value.is_empty() {
                template.insert(key, value);
            }
        };
        text("locality", &self.locality);
        text("network", &self.network);
        text("serviceAccount", &self.service_account);
        if !self.ports.is_empty() {
            template.insert("ports", ports.collect::<Mapping>());
        }
        if self.weight > 0 {
            template.insert("weight", i64::from(self.weight));
        }
        let mut spec = Mapping::new();
        spec.insert("metadata", of_workloads);
        spec.insert("template", template);
        let mut object = Mapping::new();
        object.insert("apiVersion", "networking.istio.io/v1");
        object.insert("kind", "WorkloadGroup");
        object.insert("metadata", metadata);
        object.insert("spec", spec);
        object.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_are_none() {
        assert_eq!(WorkloadGroup::texts(["=a"]), Err(GroupError::NoKey("=a".to_owned())));
        for wrong in ["http", "http=", "http=x", "http=0", "http=65536", "http=-1"] {
            assert_eq!(
                WorkloadGroup::port_numbers([wrong]),
                Err(GroupError::Port(wrong.to_owned()))
            );
        }
        assert_eq!(
            WorkloadGroup::texts(["a=1", "a=2"]),
            Err(GroupError::Twice("a".to_owned()))
        );
        assert_eq!(
            WorkloadGroup::texts(["a=1", "a=1", "b=c=d"]).map(|map| map["b"].clone()),
            Ok("c=d".to_owned())
        );
    }
}
