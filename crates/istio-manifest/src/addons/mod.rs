//! Add-ons: what people look at a mesh with. Each is a chart of our own below `addons/`, embedded; nothing here talks to a cluster.
//!
//! Names of objects, ports and labels are those that Istio's documentation and its `dashboard` command know.

mod objects;

use std::fmt;

pub use objects::{AddonError, AddonOptions, duplicates, objects, stream};

/// Names the add-on that an object belongs to.
pub const NAME_LABEL: &str = "addons.istio.io/name";
/// The version of the add-on that an object was made for.
pub const VERSION_LABEL: &str = "addons.istio.io/version";

/// An add-on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addon {
    /// Its name, as commands have it.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// The label of its pods, also of those that somebody else installed.
    pub pods: &'static str,
    /// Add-ons without which it has nothing to show.
    pub needs: &'static [&'static str],
    /// Add-ons that it makes use of when they are there.
    pub peers: &'static [&'static str],
}

/// All of them, by name.
pub const ALL: [Addon; 7] = [
    Addon {
        name: "grafana",
        title: "Grafana",
        purpose: "charts of metrics",
        pods: "app.kubernetes.io/name=grafana",
        needs: &["prometheus"],
        peers: &["jaeger", "loki"],
    },
    Addon {
        name: "jaeger",
        title: "Jaeger",
        purpose: "traces of requests",
        pods: "app=jaeger",
        needs: &[],
        peers: &[],
    },
    Addon {
        name: "kiali",
        title: "Kiali",
        purpose: "the mesh as a graph, and its configuration",
        pods: "app=kiali",
        needs: &["prometheus"],
        peers: &["grafana", "jaeger"],
    },
    Addon {
        name: "loki",
        title: "Loki",
        purpose: "logs, shown by Grafana",
        pods: "app.kubernetes.io/name=loki",
        needs: &[],
        peers: &[],
    },
    Addon {
        name: "prometheus",
        title: "Prometheus",
        purpose: "metrics of istiod, proxies and pods",
        pods: "app.kubernetes.io/name=prometheus",
        needs: &[],
        peers: &[],
    },
    Addon {
        name: "skywalking",
        title: "SkyWalking",
        purpose: "traces and services",
        pods: "app=skywalking-ui",
        needs: &[],
        peers: &[],
    },
    Addon {
        name: "zipkin",
        title: "Zipkin",
        purpose: "traces of requests",
        pods: "app=zipkin",
        needs: &[],
        peers: &[],
    },
];

/// A name that no add-on has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownAddon(pub String);

impl fmt::Display for UnknownAddon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = ALL.iter().map(|addon| addon.name).collect();
        write!(f, "there is no add-on {:?}; there are {}", self.0, known.join(", "))
    }
}

impl std::error::Error for UnknownAddon {}

/// The add-ons of some names, each once, by name.
///
/// # Errors
/// The first name that none has.
pub fn find<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Vec<Addon>, UnknownAddon> {
    let mut found = Vec::new();
    for name in names {
        let known = ALL.iter().find(|addon| addon.name.eq_ignore_ascii_case(name));
        found.push(*known.ok_or_else(|| UnknownAddon(name.to_owned()))?);
    }
    found.sort_by_key(|addon| addon.name);
    found.dedup();
    Ok(found)
}
