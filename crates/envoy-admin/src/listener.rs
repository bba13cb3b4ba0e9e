//! Listeners of a config dump.

use kubeyaml::Value;

use crate::config_dump::whole_items;
use crate::listener_match::{shown_destination, shown_match};
use crate::message::{field, list, mentions, path, text, text_at, unsigned};
use crate::{ConfigDump, Error, Table, row};

pub(crate) const HTTP_CONNECTION_MANAGER: &str = "envoy.filters.network.http_connection_manager";
pub(crate) const TCP_PROXY: &str = "envoy.filters.network.tcp_proxy";
/// The cluster of traffic that is dropped.
const BLACK_HOLE: &str = "BlackHoleCluster";

/// Which listeners to show. What is empty or zero lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListenerFilter {
    /// One of the addresses.
    pub address: String,
    /// The port.
    pub port: u64,
    /// `HTTP`, `TCP`, `HTTP+TCP` or `UNKNOWN`, in any case.
    pub kind: String,
}

impl ListenerFilter {
    fn passes(&self, listener: &Value) -> bool {
        let is = |wanted: &str, found: &str| wanted.to_lowercase() == found.to_lowercase();
        (self.address.is_empty() || addresses(listener).iter().any(|address| is(&self.address, address)))
            && (self.port == 0 || port(listener) == self.port)
            && (self.kind.is_empty() || is(&self.kind, kind(listener)))
    }
}

/// The listeners that a filter lets pass, as the dump has them.
#[derive(Debug)]
pub struct Listeners<'d>(pub(crate) Vec<&'d Value>);

/// Picks listeners: those that are active, and the static ones.
///
/// # Errors
/// [`Error::NoSection`]; [`Error::Nothing`] if the dump has no listener at all.
pub fn listeners<'d>(dump: &'d ConfigDump, filter: &ListenerFilter) -> Result<Listeners<'d>, Error> {
    let section = dump.section("ListenersConfigDump")?;
    let dynamic = list(section, "dynamic_listeners");
    let fixed = list(section, "static_listeners");
    let mut all: Vec<&Value> = dynamic
        .iter()
        .filter_map(|item| path(item, &["active_state", "listener"]))
        .chain(fixed.iter().filter_map(|item| field(item, "listener")))
        .collect();
    if all.is_empty() {
        return Err(Error::Nothing("listeners"));
    }
    all.retain(|listener| filter.passes(listener));
    Ok(Listeners(all))
}

impl Listeners<'_> {
    /// A row a filter chain, or with `verbose` off a row a listener; by port, address and type.
    #[must_use]
    pub fn table(&self, verbose: bool, with_names: bool) -> Table {
        let mut sorted = self.0.clone();
        sorted.sort_by_key(|listener| (port(listener), address(listener), kind(listener)));
        let mut heading = if verbose {
            row(["ADDRESSES", "PORT", "MATCH", "DESTINATION"])
        } else {
            row(["ADDRESSES", "PORT", "TYPE"])
        };
        if with_names {
            heading.insert(0, "NAME".to_owned());
        }
        let mut table = vec![heading];
        for listener in sorted {
            let mut start = vec![addresses(listener).join(","), port(listener).to_string()];
            if with_names {
                start.insert(0, format!("listener/{}", text(listener, "name")));
            }
            if !verbose {
                start.push(kind(listener).to_owned());
                table.push(start);
                continue;
            }
            let mut chains: Vec<(String, String)> = filter_chains(listener)
                .map(|chain| {
                    let matched = field(chain, "filter_chain_match").unwrap_or(&Value::Null);
                    (shown_match(matched), shown_destination(chain))
                })
                .collect();
            chains.sort_by(|(_, a), (_, b)| b.cmp(a));
            for (matched, destination) in chains {
                let mut cells = start.clone();
                cells.extend([matched, destination]);
                table.push(cells);
            }
        }
        table
    }

    /// The listeners with everything in them.
    #[must_use]
    pub fn whole(&self) -> Value {
        whole_items(self.0.iter().copied())
    }
}

/// The filter chains, the one for what no other takes at the end.
pub(crate) fn filter_chains(listener: &Value) -> impl Iterator<Item = &Value> {
    list(listener, "filter_chains")
        .iter()
        .chain(field(listener, "default_filter_chain"))
}

/// Whether a filter sends everything away into nothing.
pub(crate) fn is_black_hole(filter: &Value) -> bool {
    field(filter, "typed_config").is_some_and(|config| mentions(config, BLACK_HOLE))
}

/// What a listener speaks, by its filters.
pub(crate) fn kind(listener: &Value) -> &'static str {
    let filters = || filter_chains(listener).flat_map(|chain| list(chain, "filters"));
    let http = filters().any(|filter| text(filter, "name") == HTTP_CONNECTION_MANAGER);
    let tcp = filters().any(|filter| text(filter, "name") == TCP_PROXY && !is_black_hole(filter));
    match (http, tcp) {
        (true, false) => "HTTP",
        (true, true) => "HTTP+TCP",
        (false, true) => "TCP",
        (false, false) => "UNKNOWN",
    }
}

pub(crate) fn address(listener: &Value) -> &str {
    match path(listener, &["address", "socket_address"]) {
        Some(socket) => text(socket, "address"),
        None => text_at(listener, &["address", "pipe", "path"]),
    }
}

fn addresses(listener: &Value) -> Vec<&str> {
    let more = list(listener, "additional_addresses")
        .iter()
        .map(|more| text_at(more, &["address", "socket_address", "address"]));
    std::iter::once(address(listener)).chain(more).collect()
}

pub(crate) fn port(listener: &Value) -> u64 {
    path(listener, &["address", "socket_address"]).map_or(0, |socket| unsigned(socket, "port_value"))
}
