//! Routes of a config dump.

use kubeyaml::Value;

use crate::cluster::managed_by;
use crate::config_dump::whole_items;
use crate::message::{field, list, path, text, text_at, texts};
use crate::{ConfigDump, Error, Table, row};

/// Up to how many routes keep the places that Go's sort gives them.
const SHORT: usize = 12;
/// The cluster of traffic to what the mesh does not know.
const PASSTHROUGH: &str = "PassthroughCluster";
/// How many of its domains a virtual host is shown with.
const DOMAINS: usize = 2;

/// Which routes to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RouteFilter {
    /// The name of the route configuration; empty lets all pass.
    pub name: String,
}

/// The route configurations that a filter lets pass.
#[derive(Debug)]
pub struct Routes<'d>(Vec<&'d Value>);

/// Picks route configurations, dynamic ones first, those that are named by a port in the order of ports.
///
/// # Errors
/// [`Error::NoSection`]; [`Error::Nothing`] if the dump has no route configuration at all.
pub fn routes<'d>(dump: &'d ConfigDump, filter: &RouteFilter) -> Result<Routes<'d>, Error> {
    let section = dump.section("RoutesConfigDump")?;
    let dynamic = list(section, "dynamic_route_configs");
    let fixed = list(section, "static_route_configs");
    let mut all: Vec<&Value> = dynamic
        .iter()
        .chain(fixed)
        .filter_map(|item| field(item, "route_config"))
        .collect();
    if all.is_empty() {
        return Err(Error::Nothing("routes"));
    }
    sort(&mut all);
    all.retain(|route| filter.name.is_empty() || text(route, "name") == filter.name);
    Ok(Routes(all))
}

/// Go compares names as numbers and calls those that are none equal to everything, which is no order. In a short list that leaves them
/// where they are, with ports sorted between them, and so it is here; in a longer one it is left to chance, and here they come last.
fn sort(routes: &mut [&Value]) {
    let port = |route: &Value| text(route, "name").parse::<i64>().ok();
    if routes.len() > SHORT {
        routes.sort_by_key(|route| (port(route).is_none(), port(route)));
        return;
    }
    for end in 1..routes.len() {
        let mut at = end;
        while at > 0 && matches!((port(routes[at]), port(routes[at - 1])), (Some(this), Some(before)) if this < before)
        {
            routes.swap(at, at - 1);
            at -= 1;
        }
    }
}

impl Routes<'_> {
    /// A row a route of a virtual host, but for those to the passthrough cluster; with `verbose` off a row a route configuration.
    #[must_use]
    pub fn table(&self, verbose: bool, with_names: bool) -> Table {
        let prefix = if with_names { "route/" } else { "" };
        let named = |route: &Value| format!("{prefix}{}", text(route, "name"));
        if !verbose {
            let mut table = vec![row(["NAME", "VIRTUAL HOSTS"])];
            table.extend(
                self.0
                    .iter()
                    .map(|route| row([&named(route), &list(route, "virtual_hosts").len().to_string()])),
            );
            return table;
        }
        let mut table = vec![row(["NAME", "VHOST NAME", "DOMAINS", "MATCH", "VIRTUAL SERVICE"])];
        for route in &self.0 {
            for host in list(route, "virtual_hosts") {
                let start = [named(route), text(host, "name").to_owned(), shown_domains(host)];
                let mut add = |matched: &str, by: &str| {
                    let mut cells = start.to_vec();
                    cells.extend([matched.to_owned(), by.to_owned()]);
                    table.push(cells);
                };
                let rules = list(host, "routes");
                for rule in rules.iter().filter(|rule| !is_passthrough(rule)) {
                    let matched = field(rule, "match").map(shown_match).unwrap_or_default();
                    add(&matched, &managed_by(rule));
                }
                if rules.is_empty() {
                    add("/*", "404");
                }
            }
        }
        table
    }

    /// The route configurations with everything in them.
    #[must_use]
    pub fn whole(&self) -> Value {
        whole_items(self.0.iter().copied())
    }
}

fn is_passthrough(rule: &Value) -> bool {
    text_at(rule, &["route", "cluster"]) == PASSTHROUGH
}

/// What a route asks of a request's path.
pub(crate) fn shown_match(matched: &Value) -> String {
    let mut parts = Vec::new();
    let mut add = |name: &str, shown: &dyn Fn(&str) -> String| {
        let value = text(matched, name);
        if !value.is_empty() {
            parts.push(shown(value));
        }
    };
    add("prefix", &|value| format!("{value}*"));
    add("path_separated_prefix", &|value| format!("PathPrefix:{value}"));
    add("path", &str::to_owned);
    if path(matched, &["safe_regex"]).is_some() {
        parts.push(format!("regex {}", text_at(matched, &["safe_regex", "regex"])));
    }
    parts.join(" ")
}

/// The first domains of a virtual host, without those that only add a port or more of the cluster's suffix to another.
fn shown_domains(host: &Value) -> String {
    let all = texts(host, "domains");
    if let [one] = all[..] {
        return one.to_owned();
    }
    let without_port: Vec<&str> = all
        .into_iter()
        .filter(|domain| match domain.matches(':').count() {
            0 => true,
            // An IPv6 address; with a port it ends in no bracket.
            3.. => domain.ends_with(']'),
            _ => false,
        })
        .collect();
    let is_longer = |domain: &str| {
        [".svc.cluster.local", ".svc"]
            .iter()
            .filter_map(|suffix| domain.strip_suffix(suffix))
            .any(|short| without_port.contains(&short))
    };
    let shown: Vec<&str> = without_port
        .iter()
        .copied()
        .filter(|domain| !is_longer(domain))
        .collect();
    match shown.get(..DOMAINS) {
        Some(first) if shown.len() > DOMAINS => format!("{} + {} more...", first.join(", "), shown.len() - DOMAINS),
        _ => shown.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domains(list: &str) -> String {
        shown_domains(&kubeyaml::from_str(&format!("domains: [{list}]")).expect("YAML"))
    }

    #[test]
    fn domains_are_the_short_ones() {
        assert_eq!(domains(""), "");
        assert_eq!(domains("'a:80'"), "a:80");
        assert_eq!(
            domains("a.b.svc.cluster.local, 'a.b.svc.cluster.local:80', a, 'a:80', a.b.svc, a.b, 10.0.0.1"),
            "a, a.b + 1 more..."
        );
        assert_eq!(domains("'[fd00:10:96::7]', '[fd00:10:96::7]:80'"), "[fd00:10:96::7]");
    }

    #[test]
    fn ports_are_in_order_and_names_stay_between_them() {
        let order = |names: &[&str]| {
            let all: Vec<Value> = names
                .iter()
                .map(|name| kubeyaml::from_str(&format!("name: '{name}'")).expect("YAML"))
                .collect();
            let mut routes: Vec<&Value> = all.iter().collect();
            sort(&mut routes);
            routes
                .iter()
                .map(|route| text(route, "name").to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            order(&["a", "80", "70", "b", "9", "b"]),
            ["a", "70", "80", "b", "9", "b"]
        );
        let long = ["x", "9", "8", "7", "6", "5", "4", "3", "2", "1", "12", "11", "10"];
        assert_eq!(order(&long)[..2], ["1", "2"]);
        assert_eq!(order(&long)[12], "x");
    }
}
