//! istiod's list of the proxies that are connected to it (`/debug/syncz`): what it sent to each, and what each took.

use jiff::Timestamp;
use kubeyaml::{Mapping, Value};

use crate::message::{field, text};
use crate::{Error, Table, row};

/// The version that istioctl gives itself when it asks istiod. It is no proxy.
const ISTIOCTL_VERSION: &str = "65536.65536.65536";
const CLUSTERS: &str = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
const LISTENERS: &str = "type.googleapis.com/envoy.config.listener.v3.Listener";
const ENDPOINTS: &str = "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";
const ROUTES: &str = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";
const EXTENSIONS: &str = "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig";
/// Types that come first, in this order.
const FIRST: [&str; 4] = [CLUSTERS, LISTENERS, ENDPOINTS, ROUTES];
/// Names of types, as people know them.
const SHORT_NAMES: &[(&str, &str)] = &[
    (CLUSTERS, "CDS"),
    (LISTENERS, "LDS"),
    (ENDPOINTS, "EDS"),
    (ROUTES, "RDS"),
    (EXTENSIONS, "ECDS"),
    (
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret",
        "SDS",
    ),
    ("type.googleapis.com/istio.networking.nds.v1.NameTable", "NDS"),
    ("type.googleapis.com/istio.mesh.v1alpha1.ProxyConfig", "PCDS"),
    ("type.googleapis.com/istio.workload.Address", "WDS"),
    ("type.googleapis.com/istio.workload.Workload", "WDS"),
    ("type.googleapis.com/istio.security.Authorization", "WADS"),
];
/// Where an istiod that does not list types by name has what was sent and what was acknowledged.
const FIELDS: [(&str, &str, &str); 5] = [
    (CLUSTERS, "cluster_sent", "cluster_acked"),
    (LISTENERS, "listener_sent", "listener_acked"),
    (ENDPOINTS, "endpoint_sent", "endpoint_acked"),
    (ROUTES, "route_sent", "route_acked"),
    (EXTENSIONS, "extensionconfig_sent", "extensionconfig_acked"),
];

/// How far a proxy is with a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Synced,
    NotSent,
    Stale,
    Error,
}

impl State {
    /// Its name in the API of Envoy's client status discovery service.
    fn name(self) -> &'static str {
        match self {
            Self::Synced => "SYNCED",
            Self::NotSent => "NOT_SENT",
            Self::Stale => "STALE",
            Self::Error => "ERROR",
        }
    }
}

/// A type that a proxy asked for.
#[derive(Clone, Debug)]
struct Subscription {
    kind: String,
    state: State,
    sent: Option<Timestamp>,
    error: String,
}

impl Subscription {
    fn read(kind: &str, status: &Value) -> Self {
        let (sent, error) = (text(status, "sent"), text(status, "lastError"));
        let time = text(status, "sentTime").parse::<Timestamp>().ok();
        Self {
            kind: kind.to_owned(),
            state: state(sent, text(status, "acked"), error),
            // Go's zero time stands for none.
            sent: time.filter(|time| time.as_second() > 0),
            error: error.to_owned(),
        }
    }

    fn shown(&self, now: Timestamp) -> String {
        match (self.state, self.sent) {
            (State::NotSent, _) => "NOT SENT".to_owned(),
            (state, None) => state.name().to_owned(),
            (state, Some(sent)) => format!("{} ({})", state.name(), age(now.as_second() - sent.as_second())),
        }
    }
}

fn state(sent: &str, acknowledged: &str, error: &str) -> State {
    if !error.is_empty() {
        State::Error
    } else if sent.is_empty() {
        State::NotSent
    } else if sent == acknowledged {
        State::Synced
    } else {
        State::Stale
    }
}

/// A proxy that is connected.
#[derive(Clone, Debug)]
pub struct Proxy {
    id: String,
    cluster: String,
    version: String,
    subscriptions: Vec<Subscription>,
}

impl Proxy {
    /// `POD.NAMESPACE`
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    fn namespace(&self) -> &str {
        self.id.rsplit_once('.').map_or("", |(_, namespace)| namespace)
    }
}

/// An istiod with its proxies.
#[derive(Clone, Debug)]
pub struct Istiod {
    /// The pod's name.
    pub name: String,
    /// What it says of its version, if it does.
    pub version: String,
    /// The proxies that are connected to it.
    pub proxies: Vec<Proxy>,
}

impl Istiod {
    /// Leaves only the proxies of a namespace.
    pub fn keep_namespace(&mut self, namespace: &str) {
        self.proxies.retain(|proxy| proxy.namespace() == namespace);
    }
}

/// Reads the list. istioctl itself is in it when it asks on another way; it is left out.
///
/// # Errors
/// [`Error::Json`]; [`Error::Shape`] for JSON that is something else.
pub fn proxies(told: &str) -> Result<Vec<Proxy>, Error> {
    let told = kubeyaml::json::from_str(told).map_err(Error::Json)?;
    if told.is_null() {
        return Ok(Vec::new());
    }
    let list = told.as_sequence().ok_or_else(|| Error::Shape {
        expected: "what istiod gives at /debug/syncz",
        why: "it is no list".to_owned(),
    })?;
    let of_istioctl = |entry: &&Value| text(entry, "istio_version") == ISTIOCTL_VERSION;
    let mut found: Vec<Proxy> = list.iter().filter(|entry| !of_istioctl(entry)).map(proxy).collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(found)
}

fn proxy(entry: &Value) -> Proxy {
    let mut subscriptions: Vec<Subscription> = match field(entry, "resources").and_then(Value::as_mapping) {
        Some(resources) => resources
            .iter()
            .map(|(kind, status)| Subscription::read(kind, status))
            .collect(),
        None => {
            let of = |(kind, sent, acknowledged): (&str, &str, &str)| Subscription {
                kind: kind.to_owned(),
                state: state(text(entry, sent), text(entry, acknowledged), ""),
                sent: None,
                error: String::new(),
            };
            FIELDS
                .into_iter()
                .map(of)
                .filter(|it| it.state != State::NotSent)
                .collect()
        }
    };
    subscriptions.sort_by(|a, b| a.kind.cmp(&b.kind));
    Proxy {
        id: text(entry, "proxy").to_owned(),
        cluster: text(entry, "cluster_id").to_owned(),
        version: text(entry, "istio_version").to_owned(),
        subscriptions,
    }
}

fn short_name(kind: &str) -> &str {
    SHORT_NAMES
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(kind, |(_, name)| name)
}

/// The proxies of all, by their names, with their istiod.
fn by_name(all: &[Istiod]) -> Vec<(&Proxy, &Istiod)> {
    let of = |istiod| move |proxy| (proxy, istiod);
    let mut found: Vec<(&Proxy, &Istiod)> = all
        .iter()
        .flat_map(|istiod| istiod.proxies.iter().map(of(istiod)))
        .collect();
    found.sort_by(|a, b| (&a.0.id, &a.1.name).cmp(&(&b.0.id, &b.1.name)));
    found
}

/// A row a proxy: which types it gets.
#[must_use]
pub fn table(all: &[Istiod]) -> Table {
    let mut table = vec![row(["NAME", "CLUSTER", "ISTIOD", "VERSION", "SUBSCRIBED TYPES"])];
    for (proxy, istiod) in by_name(all) {
        let mut kinds: Vec<&str> = proxy.subscriptions.iter().map(|it| it.kind.as_str()).collect();
        kinds.sort_by_key(|kind| {
            (
                FIRST.iter().position(|first| first == kind).unwrap_or(FIRST.len()),
                *kind,
            )
        });
        let names: Vec<&str> = kinds.into_iter().map(short_name).collect();
        let types = match names.len() {
            0 => "0".to_owned(),
            count => format!("{count} ({})", names.join(",")),
        };
        table.push(row([&proxy.id, &proxy.cluster, &istiod.name, &proxy.version, &types]));
    }
    table
}

/// A row a proxy: how far it is with each type that any gets.
#[must_use]
pub fn verbose_table(all: &[Istiod], now: Timestamp) -> Table {
    let proxies = by_name(all);
    let mut kinds: Vec<&str> = proxies
        .iter()
        .flat_map(|(proxy, _)| proxy.subscriptions.iter().map(|it| it.kind.as_str()))
        .chain(FIRST)
        .chain([EXTENSIONS])
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut heading = row(["NAME", "CLUSTER"]);
    heading.extend(kinds.iter().map(|kind| short_name(kind).to_owned()));
    heading.extend(row(["ISTIOD", "VERSION"]));
    let mut table = vec![heading];
    for (proxy, istiod) in proxies {
        let mut cells = row([&proxy.id, &proxy.cluster]);
        for kind in &kinds {
            let found = proxy.subscriptions.iter().find(|it| it.kind == *kind);
            cells.push(found.map_or_else(|| "IGNORED".to_owned(), |it| it.shown(now)));
        }
        cells.extend(row([&istiod.name, &proxy.version]));
        table.push(cells);
    }
    table
}

/// What one istiod told, in the form of the answer that it gives over xDS.
#[must_use]
pub fn response(istiod: &Istiod) -> Value {
    let resources: Vec<Value> = istiod.proxies.iter().map(client_config).collect();
    let mut info = Mapping::new();
    info.insert("version", istiod.version.as_str());
    let mut identifier = Mapping::new();
    identifier.insert("Component", "istiod");
    identifier.insert("ID", istiod.name.as_str());
    identifier.insert("Info", info);
    let mut control_plane = Mapping::new();
    let identifier = kubeyaml::json::to_string(&identifier.into()).expect("texts are JSON");
    control_plane.insert("identifier", identifier);
    let mut response = Mapping::new();
    response.insert("typeUrl", "istio.io/debug/syncz");
    response.insert("controlPlane", control_plane);
    if !resources.is_empty() {
        response.insert("resources", resources);
    }
    response.into()
}

fn client_config(proxy: &Proxy) -> Value {
    let mut metadata = Mapping::new();
    for (name, value) in [
        ("CLUSTER_ID", proxy.cluster.as_str()),
        ("ISTIO_VERSION", &proxy.version),
        ("NAMESPACE", proxy.namespace()),
    ] {
        if !value.is_empty() {
            metadata.insert(name, value);
        }
    }
    let mut node = Mapping::new();
    node.insert("id", proxy.id.as_str());
    node.insert("metadata", metadata);
    let configs = proxy.subscriptions.iter().map(|it| {
        let mut config = Mapping::new();
        config.insert("typeUrl", it.kind.as_str());
        config.insert("configStatus", it.state.name());
        if let Some(sent) = it.sent {
            config.insert("lastUpdated", sent.to_string());
        }
        if !it.error.is_empty() {
            let mut error = Mapping::new();
            error.insert("details", it.error.as_str());
            if let Some(sent) = it.sent {
                error.insert("lastUpdateAttempt", sent.to_string());
            }
            config.insert("errorState", error);
        }
        Value::from(config)
    });
    let mut client = Mapping::new();
    client.insert("@type", "type.googleapis.com/envoy.service.status.v3.ClientConfig");
    client.insert("node", node);
    client.insert("genericXdsConfigs", configs.collect::<Vec<_>>());
    client.into()
}

/// How long something is ago, in the words of `kubectl get`: two units at most, fewer the longer it is.
fn age(seconds: i64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
    let with_rest = |count: i64, unit: &str, rest: i64, of: &str| match rest {
        0 => format!("{count}{unit}"),
        rest => format!("{count}{unit}{rest}{of}"),
    };
    match () {
        () if seconds < -1 => "<invalid>".to_owned(),
        () if seconds < 0 => "0s".to_owned(),
        () if seconds < 120 => format!("{seconds}s"),
        () if minutes < 10 => with_rest(minutes, "m", seconds % 60, "s"),
        () if minutes < 180 => format!("{minutes}m"),
        () if hours < 8 => with_rest(hours, "h", minutes % 60, "m"),
        () if hours < 48 => format!("{hours}h"),
        () if days < 8 => with_rest(days, "d", hours % 24, "h"),
        () if days < 2 * 365 => format!("{days}d"),
        () if days < 8 * 365 => with_rest(days / 365, "y", days % 365, "d"),
        () => format!("{}y", days / 365),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = r#"[
        {"proxy": "web.shop", "cluster_id": "Kubernetes", "istio_version": "1.30.3", "resources": {
            "type.googleapis.com/envoy.config.route.v3.RouteConfiguration": {"sent": "a", "acked": "b", "sentTime": "2026-01-01T00:00:00Z"},
            "type.googleapis.com/envoy.config.cluster.v3.Cluster": {"sent": "a", "acked": "a", "sentTime": "2026-01-01T00:00:00Z"},
            "type.googleapis.com/istio.networking.nds.v1.NameTable": {"sentTime": "0001-01-01T00:00:00Z"},
            "type.googleapis.com/envoy.config.listener.v3.Listener": {"sent": "a", "lastError": "no", "sentTime": "2026-01-01T00:00:00Z"}}},
        {"proxy": "old.shop", "istio_version": "1.20.0", "cluster_sent": "a", "cluster_acked": "a"},
        {"proxy": "test-1.default", "istio_version": "65536.65536.65536"}]"#;

    fn all() -> Vec<Istiod> {
        vec![Istiod {
            name: "istiod-1".to_owned(),
            version: "1.30.3".to_owned(),
            proxies: proxies(TOLD).expect("a list"),
        }]
    }

    #[test]
    fn a_row_tells_what_a_proxy_gets() {
        assert_eq!(
            table(&all())[1..],
            [
                row(["old.shop", "", "istiod-1", "1.20.0", "1 (CDS)"]),
                row(["web.shop", "Kubernetes", "istiod-1", "1.30.3", "4 (CDS,LDS,RDS,NDS)"]),
            ]
        );
    }

    #[test]
    fn a_verbose_row_tells_how_far_it_is() {
        let now = "2026-01-01T00:02:05Z".parse().expect("a time");
        let table = verbose_table(&all(), now);
        assert_eq!(
            table[0],
            row([
                "NAME", "CLUSTER", "CDS", "ECDS", "EDS", "LDS", "RDS", "NDS", "ISTIOD", "VERSION"
            ])
        );
        assert_eq!(
            table[2][2..8],
            row([
                "SYNCED (2m5s)",
                "IGNORED",
                "IGNORED",
                "ERROR (2m5s)",
                "STALE (2m5s)",
                "NOT SENT"
            ])
        );
        assert_eq!(table[1][2], "SYNCED");
    }

    #[test]
    fn ages_have_fewer_units_the_longer_they_are() {
        let shown = [
            -5,
            -1,
            0,
            119,
            120,
            125,
            3599,
            10800,
            11000,
            7200 * 14,
            86400 * 3 + 7200,
            86400 * 800,
            86400 * 4000,
        ];
        assert_eq!(
            shown.map(age),
            [
                "<invalid>",
                "0s",
                "0s",
                "119s",
                "2m",
                "2m5s",
                "59m",
                "3h",
                "3h3m",
                "28h",
                "3d2h",
                "2y70d",
                "10y"
            ]
        );
    }

    #[test]
    fn other_answers_are_refused() {
        assert!(proxies("<html>").is_err());
        assert!(proxies("{}").is_err());
        assert!(proxies("null").expect("no proxies").is_empty());
    }
}
