//! Names of clusters that istiod makes: `DIRECTION|PORT|SUBSET|HOST`.

/// The parts of such a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SubsetKey<'n> {
    // The order of the fields is the order of the tables.
    pub(crate) host: &'n str,
    pub(crate) subset: &'n str,
    pub(crate) port: i64,
    pub(crate) direction: &'n str,
}

impl<'n> SubsetKey<'n> {
    /// Takes a name apart; `None` for the names of other clusters.
    pub(crate) fn parse(name: &'n str) -> Option<Self> {
        if name.split('|').count() <= 3 {
            return None;
        }
        let separator = if name.starts_with("outbound_.") || name.starts_with("inbound_.") {
            "_."
        } else {
            "|"
        };
        let mut key = Self::default();
        let mut parts = name.splitn(4, separator);
        key.direction = parts.next().unwrap_or_default();
        key.port = parts.next().and_then(|port| port.parse().ok()).unwrap_or_default();
        key.subset = parts.next().unwrap_or_default();
        let host = parts.next().unwrap_or_default();
        if !host.contains(separator) {
            key.host = host;
        }
        Some(key)
    }

    /// By what clusters are sorted: the parts of such a name, else the name in the place of the host.
    pub(crate) fn order(name: &'n str) -> Self {
        Self::parse(name).unwrap_or(Self {
            host: name,
            ..Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_parts_make_a_key() {
        let key = SubsetKey::parse("outbound|80|v1|a.b").expect("a key");
        assert_eq!(
            (key.direction, key.port, key.subset, key.host),
            ("outbound", 80, "v1", "a.b")
        );
        assert_eq!(SubsetKey::parse("BlackHoleCluster"), None);
        assert_eq!(SubsetKey::parse("a|1|b|c|d").expect("a key").host, "");
        assert_eq!(SubsetKey::order("agent").host, "agent");
    }
}
