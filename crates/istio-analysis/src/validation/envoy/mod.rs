//! What an `EnvoyFilter` puts into Envoy's configuration: whether it is a message of Envoy's API, as Go's older JSON decoder
//! for protobuf (`jsonpb`) reads it.

mod scalar;
mod table;

use istio_api::duration;
use kubeyaml::Value;

use super::node::Node;
use super::report::Report;
use table::{Count, Field, Kind, Message, Table};

/// What a patch for each `applyTo` is.
const TARGETS: [(&str, &str); 11] = [
    ("BOOTSTRAP", "envoy.config.bootstrap.v3.Bootstrap"),
    ("CLUSTER", "envoy.config.cluster.v3.Cluster"),
    ("EXTENSION_CONFIG", "envoy.config.core.v3.TypedExtensionConfig"),
    ("FILTER_CHAIN", "envoy.config.listener.v3.FilterChain"),
    (
        "HTTP_FILTER",
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter",
    ),
    ("HTTP_ROUTE", "envoy.config.route.v3.Route"),
    ("LISTENER", "envoy.config.listener.v3.Listener"),
    ("LISTENER_FILTER", "envoy.config.listener.v3.ListenerFilter"),
    ("NETWORK_FILTER", "envoy.config.listener.v3.Filter"),
    ("ROUTE_CONFIGURATION", "envoy.config.route.v3.RouteConfiguration"),
    ("VIRTUAL_HOST", "envoy.config.route.v3.VirtualHost"),
];

/// Packages that the table leaves out, because they are no configuration: messages of them are not looked into.
const NOT_DESCRIBED: [&str; 7] = [
    "envoy.admin.v3.",
    "envoy.data.",
    "envoy.service.",
    "google.",
    "grpc.",
    "io.prometheus.",
    "opencensus.",
];

/// The value of a patch for what `target` names.
pub(super) fn check(value: &Node<'_>, target: &str, report: &mut Report) {
    let Some((_, name)) = TARGETS.iter().find(|(apply_to, _)| *apply_to == target) else {
        return;
    };
    if !value.is_set() {
        return;
    }
    let mut walk = Walk::default();
    if let Err((node, text)) = walk.message(name, value, true) {
        report.error(&node, "envoy-filter-value", text);
        return;
    }
    for (node, text) in walk.unknown {
        report.warning(&node, "envoy-filter-unknown-field", text);
    }
    if !walk.frozen.is_empty() {
        let types = walk.frozen.join(", ");
        report.warning(value, "deprecated", format!("the type_url(s) {types} are deprecated"));
    }
    if !walk.untyped.is_empty() {
        report.warning(
            value,
            "envoy-filter-typed-config",
            format!(
                "what is chosen by its name alone needs a typed_config: {}",
                walk.untyped.join(", ")
            ),
        );
    }
}

type Checked<'a> = Result<(), (Node<'a>, String)>;

/// What was met on the way through a patch.
#[derive(Default)]
struct Walk<'a> {
    /// Fields that their message does not have.
    unknown: Vec<(Node<'a>, String)>,
    /// Types whose version is given up.
    frozen: Vec<String>,
    /// The names of extensions without a configuration that says their type.
    untyped: Vec<String>,
}

impl<'a> Walk<'a> {
    /// A message; `direct` when only fields with one value led to it, which is as far as deprecations are looked for.
    fn message(&mut self, name: &str, node: &Node<'a>, direct: bool) -> Checked<'a> {
        if !node.is_set() {
            return Ok(());
        }
        match name {
            "google.protobuf.Any" => return self.any(node, direct),
            "google.protobuf.Value" => return Ok(()),
            "google.protobuf.Struct" => return expect(node, is_mapping(node), "a mapping"),
            "google.protobuf.ListValue" => {
                return expect(node, matches!(node.value(), Some(Value::Sequence(_))), "a list");
            }
            "google.protobuf.Duration" => {
                let valid = node.value().and_then(Value::as_str).and_then(duration::parse).is_some();
                return expect(node, valid, "a duration");
            }
            "google.protobuf.Timestamp" => {
                return expect(node, matches!(node.value(), Some(Value::String(_))), "a time");
            }
            _ => {}
        }
        // A type that the table lacks cannot be checked.
        let Some(message) = Table::get().message(name) else {
            return Ok(());
        };
        if is_wrapper(name) {
            let kind = message.fields.first().map(|field| &field.kind);
            return kind.map_or(Ok(()), |kind| self.single(kind, node, direct));
        }
        expect(node, is_mapping(node), "a mapping")?;
        self.fields(name, message, node.entries(), direct)
    }

    fn fields(&mut self, name: &str, message: &Message, fields: Vec<(&str, Node<'a>)>, direct: bool) -> Checked<'a> {
        let mut has_config = false;
        let mut called = "";
        for (key, value) in fields {
            let Some(field) = message.field(key) else {
                // Extensions are in brackets.
                if !key.starts_with('[') {
                    self.unknown.push((value, format!("unknown field {key:?} in {name}")));
                }
                continue;
            };
            has_config |= value.is_set() && matches!(field.name, "typed_config" | "config_discovery");
            if field.name == "name" {
                called = value.text();
            }
            self.field(field, &value, direct)?;
        }
        if direct && !has_config && message.field("typed_config").is_some() {
            self.untyped.push(called.to_owned());
        }
        Ok(())
    }

    fn field(&mut self, field: &Field, node: &Node<'a>, direct: bool) -> Checked<'a> {
        match field.count {
            Count::One => self.single(&field.kind, node, direct),
            _ if !node.is_set() => Ok(()),
            Count::List => {
                expect(node, matches!(node.value(), Some(Value::Sequence(_))), "a list")?;
                let mut items = node.items().into_iter();
                items.try_for_each(|item| self.single(&field.kind, &item, false))
            }
            Count::Map => {
                expect(node, is_mapping(node), "a mapping")?;
                let mut entries = node.entries().into_iter();
                entries.try_for_each(|(_, value)| self.single(&field.kind, &value, false))
            }
        }
    }

    fn single(&mut self, kind: &Kind, node: &Node<'a>, direct: bool) -> Checked<'a> {
        match (kind, node.value()) {
            (_, None) => Ok(()),
            (Kind::Message(name), _) => self.message(name, node, direct),
            (kind, Some(value)) => scalar::check(kind, value).map_err(|text| (node.clone(), text)),
        }
    }

    /// A message that says its type by a URL.
    fn any(&mut self, node: &Node<'a>, direct: bool) -> Checked<'a> {
        expect(node, is_mapping(node), "a mapping")?;
        let url = node.entry("@type");
        if !matches!(url.value(), Some(Value::String(_))) {
            return Err((url, "the message says no type: '@type' is missing".to_owned()));
        }
        let name = url.text().rsplit('/').next().unwrap_or_default();
        let Some(message) = Table::get().message(name) else {
            if NOT_DESCRIBED.iter().any(|package| name.starts_with(package)) && !name.contains(".v2.") {
                return Ok(());
            }
            let hint = if name.contains(".v2.") {
                " (hint: use the v3 XDS API)"
            } else {
                ""
            };
            let text = format!("the referenced type {} is unknown{hint}", url.text());
            return Err((url, text));
        };
        if direct && message.is_frozen {
            self.frozen.push(url.text().to_owned());
        }
        if is_well_known(name) {
            let value = node.entry("value");
            if node.entries().iter().all(|(key, _)| *key != "value") {
                return Err((value, format!("a message of type {} needs a 'value'", url.text())));
            }
            return self.message(name, &value, false);
        }
        let before = self.unknown.len();
        let fields = node.entries().into_iter().filter(|(key, _)| *key != "@type");
        let checked = self.fields(name, message, fields.collect(), false);
        let with_type = |text: &str| format!("{text}, within a message of type {}", url.text());
        for (_, text) in self.unknown.iter_mut().skip(before) {
            *text = with_type(text);
        }
        checked.map_err(|(node, text)| (node, with_type(&text)))
    }
}

fn is_mapping(node: &Node<'_>) -> bool {
    matches!(node.value(), Some(Value::Mapping(_)))
}

fn expect<'a>(node: &Node<'a>, valid: bool, what: &str) -> Checked<'a> {
    if valid {
        return Ok(());
    }
    let found = node.value().map_or_else(|| "nothing".to_owned(), scalar::show);
    Err((node.clone(), format!("{what} is expected, not {found}")))
}

fn is_wrapper(name: &str) -> bool {
    let kind = name
        .strip_prefix("google.protobuf.")
        .and_then(|rest| rest.strip_suffix("Value"));
    matches!(
        kind,
        Some("Bool" | "Bytes" | "String" | "Int32" | "UInt32" | "Int64" | "UInt64" | "Float" | "Double")
    )
}

/// Messages with a JSON form of their own.
fn is_well_known(name: &str) -> bool {
    let own = ["Any", "Duration", "Empty", "ListValue", "Struct", "Timestamp", "Value"];
    let rest = name.strip_prefix("google.protobuf.");
    is_wrapper(name) || rest.is_some_and(|rest| own.contains(&rest))
}

#[cfg(test)]
mod tests {
    use crate::validation::{Finding, Level, Metadata, validate};
    use kubeyaml::Value;

    fn patch(apply_to: &str, value: &str) -> Vec<Finding> {
        let text = format!("configPatches: [{{applyTo: {apply_to}, patch: {{operation: MERGE, value: {value}}}}}]");
        let spec = kubeyaml::from_str(&text).expect("a tree");
        let mut found = validate("networking.istio.io", "EnvoyFilter", &Metadata::of(&Value::Null), &spec);
        found.retain(|finding| finding.rule != "envoy-filter-internals");
        found
    }

    #[test]
    fn patches_are_messages_of_envoy() {
        assert_eq!(
            patch("CLUSTER", "{lb_policy: RING_HASH, connectTimeout: 1m, name: a}"),
            []
        );
        let tls = "{typed_config: {'@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}";
        assert_eq!(patch("HTTP_FILTER", tls), []);
        for (apply_to, value, path) in [
            ("CLUSTER", "{name: false}", "name"),
            ("CLUSTER", "{lb_policy: NONE_SUCH}", "lb_policy"),
            ("CLUSTER", "{connect_timeout: 1x}", "connect_timeout"),
            ("CLUSTER", "{health_checks: {}}", "health_checks"),
            (
                "CLUSTER",
                "{per_connection_buffer_limit_bytes: -1}",
                "per_connection_buffer_limit_bytes",
            ),
            ("HTTP_FILTER", "{typed_config: {}}", r#"typed_config["@type"]"#),
            (
                "HTTP_FILTER",
                "{typed_config: {'@type': a/b.c.D}}",
                r#"typed_config["@type"]"#,
            ),
        ] {
            let found = patch(apply_to, value);
            let place = format!("spec.configPatches[0].patch.value.{path}");
            let places: Vec<String> = found.iter().map(|finding| finding.path.to_string()).collect();
            assert_eq!(places, [place.replace(".[", "[")], "{value}");
            assert_eq!(found[0].level, Level::Error, "{value}");
        }
        for (apply_to, value) in [("CLUSTER", "{no_such: 1}"), ("HTTP_FILTER", "{name: a}")] {
            let levels: Vec<Level> = patch(apply_to, value).iter().map(|finding| finding.level).collect();
            assert_eq!(levels, [Level::Warning], "{value}");
        }
    }
}
