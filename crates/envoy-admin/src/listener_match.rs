//! What a filter chain takes, and where it sends it.

use kubeyaml::Value;

use crate::listener::{
    HTTP_CONNECTION_MANAGER, Listeners, TCP_PROXY, address, filter_chains, is_black_hole, kind, port,
};
use crate::message::{field, list, path, text, text_at, texts, type_name, unsigned};
use crate::route;
use crate::{Table, row};

/// Lists of application protocols that istiod uses, and what they mean.
const PROTOCOLS: &[(&str, &[&str])] = &[
    (
        "App: HTTP TLS",
        &[
            "http/1.0",
            "http/1.1",
            "h2c",
            "istio-http/1.0",
            "istio-http/1.1",
            "istio-h2",
        ],
    ),
    (
        "App: Istio HTTP Plain",
        &["istio", "istio-http/1.0", "istio-http/1.1", "istio-h2"],
    ),
    ("App: TCP TLS", &["istio-peer-exchange", "istio"]),
    ("App: HTTP", &["http/1.0", "http/1.1", "h2c"]),
];

/// What a `FilterChainMatch` asks of a connection.
pub(crate) fn shown_match(matched: &Value) -> String {
    let mut parts = Vec::new();
    let names = texts(matched, "server_names");
    if !names.is_empty() {
        parts.push(format!("SNI: {}", names.join(",")));
    }
    let transport = text(matched, "transport_protocol");
    if !transport.is_empty() {
        parts.push(format!("Trans: {transport}"));
    }
    let protocols = texts(matched, "application_protocols");
    if !protocols.is_empty() {
        let known = PROTOCOLS.iter().find(|(_, list)| *list == protocols);
        parts.push(known.map_or_else(
            || format!("App: {}", protocols.join(",")),
            |(meaning, _)| (*meaning).to_owned(),
        ));
    }
    let port = field(matched, "destination_port").map(|_| format!(":{}", unsigned(matched, "destination_port")));
    let ranges: Vec<String> = list(matched, "prefix_ranges").iter().map(shown_range).collect();
    match (ranges.is_empty(), port) {
        (false, port) => parts.push(format!("Addr: {}{}", ranges.join(","), port.unwrap_or_default())),
        (true, Some(port)) => parts.push(format!("Addr: *{port}")),
        (true, None) => {}
    }
    if parts.is_empty() {
        "ALL".to_owned()
    } else {
        parts.join("; ")
    }
}

fn shown_range(range: &Value) -> String {
    format!("{}/{}", text(range, "address_prefix"), unsigned(range, "prefix_len"))
}

/// Where a filter chain sends what it takes.
pub(crate) fn shown_destination(chain: &Value) -> String {
    for filter in list(chain, "filters") {
        let config = field(filter, "typed_config").unwrap_or(&Value::Null);
        match text(filter, "name") {
            HTTP_CONNECTION_MANAGER => {
                if let Some(route) = field(config, "route_config") {
                    return shown_route(route);
                }
                return match text_at(config, &["rds", "route_config_name"]) {
                    "" => "HTTP".to_owned(),
                    name => format!("Route: {name}"),
                };
            }
            TCP_PROXY if !is_black_hole(filter) => return shown_cluster(text(config, "cluster")),
            _ => {}
        }
    }
    "Non-HTTP/Non-TCP".to_owned()
}

/// Clusters whose names say that they are some need no word before them.
fn shown_cluster(name: &str) -> String {
    if name.contains("Cluster") {
        name.to_owned()
    } else {
        format!("Cluster: {name}")
    }
}

fn shown_route(config: &Value) -> String {
    if let Some(cluster) = cluster_of_everything(config) {
        return shown_cluster(cluster);
    }
    let hosts: Vec<String> = list(config, "virtual_hosts")
        .iter()
        .map(|host| {
            let routes: Vec<String> = list(host, "routes")
                .iter()
                .map(|rule| field(rule, "match").map(route::shown_match).unwrap_or_default())
                .collect();
            let routes = routes.join(", ");
            match texts(host, "domains")[..] {
                [] | ["*"] => routes,
                ref domains => format!("{} {routes}", domains.join("/")),
            }
        })
        .collect();
    format!("Inline Route: {}", hosts.join("; "))
}

/// The cluster of a route configuration that sends all requests to one.
fn cluster_of_everything(config: &Value) -> Option<&str> {
    let [host] = list(config, "virtual_hosts") else {
        return None;
    };
    let [rule] = list(host, "routes") else { return None };
    if texts(host, "domains") != ["*"] || text_at(rule, &["match", "prefix"]) != "/" {
        return None;
    }
    path(rule, &["route", "cluster"])?.as_str()
}

/// The listeners of a waypoint: a row a filter chain and way to it.
#[must_use]
pub fn waypoint_table(listeners: &Listeners<'_>) -> Table {
    let is_internal = |listener: &Value| field(listener, "internal_listener").is_some();
    let mut sorted = listeners.0.clone();
    sorted.sort_by_key(|listener| {
        let internal = is_internal(listener);
        (
            port(listener),
            address(listener),
            if internal { "" } else { kind(listener) },
            if internal { text(listener, "name") } else { "" },
        )
    });
    let mut table = vec![row(["LISTENER", "CHAIN", "MATCH", "DESTINATION"])];
    for listener in sorted {
        let chains: Vec<&Value> = filter_chains(listener).collect();
        let mut name = format!("envoy://{}", text(listener, "name"));
        if is_internal(listener) && matches!(chains[..], [only] if text(only, "name") == name) {
            "internal".clone_into(&mut name);
        }
        for chain in chains {
            for way in ways_to(chain, listener) {
                table.push(row([&name, text(chain, "name"), &way, &shown_destination(chain)]));
            }
        }
    }
    table
}

fn ways_to(chain: &Value, listener: &Value) -> Vec<String> {
    let Some(matcher) = field(listener, "filter_chain_matcher") else {
        let matched = field(chain, "filter_chain_match").unwrap_or(&Value::Null);
        return vec![shown_match(matched)];
    };
    let name = text(chain, "name");
    let none = || vec!["NONE".to_owned()];
    if text_at(matcher, &["on_no_match", "action", "name"]) == name {
        return vec!["UNMATCHED".to_owned()];
    }
    let below = path(matcher, &["on_no_match", "matcher"]).unwrap_or(matcher);
    ways(name, below).unwrap_or_else(none)
}

/// The ways through a tree of matchers to an action, if there is one.
fn ways(name: &str, matcher: &Value) -> Option<Vec<String>> {
    if text_at(matcher, &["on_no_match", "action", "name"]) == name {
        return Some(vec!["ANY".to_owned()]);
    }
    if let Some(below) = path(matcher, &["on_no_match", "matcher"]) {
        return Some(ways(name, below).unwrap_or_else(|| vec!["NONE".to_owned()]));
    }
    let tree = field(matcher, "matcher_tree")?;
    let input = text_at(tree, &["input", "name"]);
    let mut found = Vec::new();
    for (sign, key, next) in branches(tree) {
        let condition = format!("{input}{sign}{key}");
        if text_at(next, &["action", "name"]) == name {
            found.push(condition);
        } else if let Some(below) = field(next, "matcher").and_then(|below| ways(name, below)) {
            found.extend(below.iter().map(|way| format!("{condition} -> {way}")));
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The branches of a tree: how its input is compared, with what, and what then.
fn branches(tree: &Value) -> Vec<(&'static str, String, &Value)> {
    let of_map = |name: &str, sign: &'static str| {
        let entries = path(tree, &[name, "map"]).and_then(Value::as_mapping);
        entries.map(|entries| {
            entries
                .iter()
                .map(|(key, next)| (sign, key.to_owned(), next))
                .collect::<Vec<_>>()
        })
    };
    if let Some(mut found) = of_map("exact_match_map", "=").or_else(|| of_map("prefix_match_map", "^")) {
        found.sort_by(|a, b| a.1.cmp(&b.1));
        return found;
    }
    let Some(custom) = path(tree, &["custom_match", "typed_config"]) else {
        return Vec::new();
    };
    if type_name(custom) != "xds.type.matcher.v3.IPMatcher" {
        return Vec::new();
    }
    let mut found = Vec::new();
    for matcher in list(custom, "range_matchers") {
        let next = field(matcher, "on_match").unwrap_or(&Value::Null);
        for range in list(matcher, "ranges") {
            let length = unsigned(range, "prefix_len");
            let mut key = text(range, "address_prefix").to_owned();
            if length != 32 && length != 128 {
                key += &format!("/{length}");
            }
            found.push(("=", key, next));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml(text: &str) -> Value {
        kubeyaml::from_str(text).expect("YAML")
    }

    #[test]
    fn a_match_is_told_in_parts() {
        assert_eq!(shown_match(&Value::Null), "ALL");
        let all = "{server_names: [a, b], transport_protocol: tls, application_protocols: [istio-peer-exchange, istio],
            prefix_ranges: [{address_prefix: 10.0.0.1, prefix_len: 32}], destination_port: 80}";
        assert_eq!(
            shown_match(&yaml(all)),
            "SNI: a,b; Trans: tls; App: TCP TLS; Addr: 10.0.0.1/32:80"
        );
        assert_eq!(shown_match(&yaml("{destination_port: 0}")), "Addr: *:0");
        assert_eq!(shown_match(&yaml("{application_protocols: [h3]}")), "App: h3");
    }

    #[test]
    fn an_inline_route_names_its_cluster_or_its_paths() {
        let one = "virtual_hosts: [{domains: ['*'], routes: [{match: {prefix: /}, route: {cluster: %}}]}]";
        assert_eq!(shown_route(&yaml(&one.replace('%', "a"))), "Cluster: a");
        assert_eq!(
            shown_route(&yaml(&one.replace('%', "InboundPassthroughCluster"))),
            "InboundPassthroughCluster"
        );
        let two =
            "virtual_hosts: [{domains: [a, b], routes: [{match: {path: /x}}, {match: {safe_regex: {regex: .*}}}]},
            {domains: ['*'], routes: [{match: {path_separated_prefix: /y}}]}]";
        assert_eq!(shown_route(&yaml(two)), "Inline Route: a/b /x, regex .*; PathPrefix:/y");
    }

    #[test]
    fn a_tree_of_matchers_is_walked_to_the_chain() {
        let listener = yaml(
            "{filter_chain_matcher: {matcher_tree: {input: {name: ip}, custom_match: {typed_config: {
                '@type': type.googleapis.com/xds.type.matcher.v3.IPMatcher, range_matchers: [{
                  ranges: [{address_prefix: 10.0.0.0, prefix_len: 8}, {address_prefix: 10.1.1.1, prefix_len: 32}],
                  on_match: {matcher: {matcher_tree: {input: {name: port}, exact_match_map: {map: {'80': {action: {name: web}}}}},
                    on_no_match: {action: {name: rest}}}}}]}}}, on_no_match: {action: {name: other}}}}",
        );
        let ways = |name: &str| ways_to(&yaml(&format!("name: {name}")), &listener);
        assert_eq!(ways("other"), ["UNMATCHED"]);
        assert_eq!(ways("web"), ["ip=10.0.0.0/8 -> port=80", "ip=10.1.1.1 -> port=80"]);
        assert_eq!(ways("rest"), ["ip=10.0.0.0/8 -> ANY", "ip=10.1.1.1 -> ANY"]);
        assert_eq!(ways("none"), ["NONE"]);
    }
}
