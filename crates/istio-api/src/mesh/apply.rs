//! User settings over the defaults.

use std::collections::BTreeSet;
use std::fmt;

use kubeyaml::Value;

use super::validation::{Finding, validate_mesh_config};
use super::{MeshConfig, PROXY_CONFIG, ProxyConfig, default_mesh_config, empty};
use crate::message::{Field, Message, Scalar};
use crate::protojson::{DecodeError, Warning, WarningKind};

/// Why settings cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplyError {
    /// A value of the wrong type.
    Decode(DecodeError),
    /// The types are right, and yet the result cannot work.
    Invalid(Vec<Finding>),
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApplyError::Decode(error) => error.fmt(f),
            ApplyError::Invalid(findings) => {
                for (i, finding) in findings.iter().enumerate() {
                    if i > 0 {
                        f.write_str("; ")?;
                    }
                    finding.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for ApplyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ApplyError::Decode(error) => Some(error),
            ApplyError::Invalid(_) => None,
        }
    }
}

impl From<DecodeError> for ApplyError {
    fn from(error: DecodeError) -> Self {
        ApplyError::Decode(error)
    }
}

/// The fields of `proxyHeaders` that stay as they were when a new `proxyHeaders` does not name them.
const KEPT_PROXY_HEADERS: &[&str] = &[
    "forwardedClientCert",
    "requestId",
    "attemptCount",
    "server",
    "envoyDebugHeaders",
];

/// Mesh config as a user wrote it, laid over the defaults and validated: `mesh.ApplyMeshConfigDefaults` in Istio.
///
/// Each field the user names replaces the default as a whole, except for
/// - `defaultConfig` and `defaultProviders`, whose fields are laid over the defaults one by one (and `proxyMetadata` within
///   `defaultConfig` entry by entry);
/// - `extensionProviders`, which join the default ones, replacing those of the same name;
/// - `trustDomainAliases`, which come out sorted, each once.
///
/// Null stands for an empty document.
///
/// # Errors
/// Values of the wrong type; settings that `validate_mesh_config` finds unusable.
pub fn apply_mesh_config_defaults(data: &Value) -> Result<(MeshConfig, Vec<Warning>), ApplyError> {
    let mut warnings = Vec::new();
    let mut mesh = default_mesh_config().into_message();
    let before = mesh.clone();

    // The nested messages are decoded here too, for their errors and warnings, and then laid over the defaults below.
    mesh.apply(data, &mut warnings)?;
    let mut ignored = Vec::new();
    for (name, proto_name) in [
        ("defaultConfig", "default_config"),
        ("defaultProviders", "default_providers"),
    ] {
        restore(&mut mesh, &before, name);
        let Some(part) = data.get(name).filter(|part| !part.is_null()) else {
            if data.get(proto_name).is_some_and(|part| !part.is_null()) {
                let by = name.to_owned();
                warnings.push(Warning {
                    path: proto_name.to_owned(),
                    kind: WarningKind::UnknownField { suggestion: Some(by) },
                });
            }
            continue;
        };
        if let Some(into) = mesh.message_mut(name) {
            if name == "defaultConfig" {
                merge_over(into, part, &mut ignored)?;
            } else {
                into.apply(part, &mut ignored)?;
            }
        }
    }

    let providers = join_providers(before.list("extensionProviders"), mesh.list("extensionProviders"));
    mesh.put("extensionProviders", Field::Many(providers));

    let aliases: BTreeSet<&str> = mesh
        .texts("trustDomainAliases")
        .chain(before.texts("trustDomainAliases"))
        .collect();
    let aliases = aliases.into_iter().map(Scalar::from).collect();
    mesh.put("trustDomainAliases", Field::Many(aliases));

    let mesh = MeshConfig(mesh);
    let findings = validate_mesh_config(&mesh);
    if !findings.errors.is_empty() {
        return Err(ApplyError::Invalid(findings.errors));
    }
    warnings.extend(findings.warnings.into_iter().map(Warning::from));
    Ok((mesh, warnings))
}

/// Sets a field back to what it was.
fn restore(message: &mut Message, before: &Message, name: &str) {
    match before.field(name) {
        Some(field) => {
            message.put(name, field.clone());
        }
        None => {
            message.clear(name);
        }
    }
}

/// The extension providers of both lists: where the names agree, the first keeps its place and takes the later one's
/// provider.
fn join_providers(defaults: &[Scalar], declared: &[Scalar]) -> Vec<Scalar> {
    let mut joined: Vec<Scalar> = defaults.to_vec();
    for scalar in declared {
        let Scalar::Message(provider) = scalar else { continue };
        let same_name = joined.iter_mut().find_map(|existing| match existing {
            Scalar::Message(existing) if existing.text("name") == provider.text("name") => Some(existing),
            _ => None,
        });
        // Besides its name a provider holds nothing but the one member of its oneof.
        match same_name {
            Some(existing) => existing.clone_from(provider),
            None => joined.push(scalar.clone()),
        }
    }
    joined
}

/// The mesh config with a workload's own proxy config (the `proxy.istio.io/config` annotation, parsed) laid over its
/// `defaultConfig`: `mesh.ApplyProxyConfig` in Istio. Nothing is validated.
///
/// # Errors
/// Values of the wrong type.
pub fn apply_proxy_config(data: &Value, mesh: &MeshConfig) -> Result<(MeshConfig, Vec<Warning>), ApplyError> {
    let (proxy, warnings) = merge_proxy_config(data, &mesh.proxy_config())?;
    let mut mesh = mesh.clone();
    mesh.0.put("defaultConfig", Field::One(Scalar::Message(proxy.0)));
    Ok((mesh, warnings))
}

/// A proxy config laid over another: each field named replaces the former as a whole, except that `proxyMetadata` is joined
/// entry by entry and that `proxyHeaders` keeps some of its fields: `mesh.MergeProxyConfig` in Istio.
///
/// # Errors
/// Values of the wrong type.
pub fn merge_proxy_config(data: &Value, onto: &ProxyConfig) -> Result<(ProxyConfig, Vec<Warning>), ApplyError> {
    let mut warnings = Vec::new();
    let mut proxy = onto.clone();
    merge_over(&mut proxy.0, data, &mut warnings)?;
    Ok((proxy, warnings))
}

fn merge_over(proxy: &mut Message, data: &Value, warnings: &mut Vec<Warning>) -> Result<(), DecodeError> {
    let before = std::mem::replace(proxy, empty(PROXY_CONFIG));
    proxy.clone_from(&before);
    proxy.apply(data, warnings)?;

    let mut metadata = before.map("proxyMetadata").cloned().unwrap_or_default();
    metadata.extend(proxy.map("proxyMetadata").cloned().unwrap_or_default());
    proxy.put("proxyMetadata", Field::Map(metadata));

    if let (Some(headers), Some(former)) = (proxy.message_mut("proxyHeaders"), before.message("proxyHeaders")) {
        for name in KEPT_PROXY_HEADERS {
            if headers.field(name).is_none() {
                restore(headers, former, name);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mesh::default_proxy_config;

    fn mapping(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
        Value::Mapping(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    }

    fn list(values: impl IntoIterator<Item = Value>) -> Value {
        Value::Sequence(values.into_iter().collect())
    }

    fn apply(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Result<(Message, Vec<String>), String> {
        apply_mesh_config_defaults(&mapping(entries))
            .map(|(mesh, warnings)| (mesh.into_message(), warnings.iter().map(ToString::to_string).collect()))
            .map_err(|e| e.to_string())
    }

    #[test]
    fn nothing_said_is_the_default() {
        let (mesh, warnings) = apply_mesh_config_defaults(&Value::Null).expect("valid");
        assert_eq!(mesh, default_mesh_config());
        assert!(warnings.is_empty());
    }

    #[test]
    fn default_config_is_laid_over_field_by_field() {
        let (mesh, _) = apply([(
            "defaultConfig",
            mapping([
                ("drainDuration", "23s".into()),
                ("proxyMetadata", mapping([("A", "1".into())])),
                ("tracing", mapping([("sampling", 5.into())])),
            ]),
        )])
        .expect("valid");
        let proxy = mesh.message("defaultConfig").expect("set");
        assert_eq!(proxy.message("drainDuration").map(|d| d.int("seconds")), Some(23));
        assert_eq!(proxy.int("statusPort"), 15_020);
    }

    #[test]
    fn a_plain_field_is_replaced_and_null_keeps_it() {
        let policy = mapping([("mode", "REGISTRY_ONLY".into())]);
        let (mesh, _) = apply([
            ("defaultServiceExportTo", list(["a".into(), "b".into()])),
            ("outboundTrafficPolicy", policy),
            ("rootNamespace", Value::Null),
        ])
        .expect("valid");
        assert_eq!(mesh.texts("defaultServiceExportTo").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(mesh.message("outboundTrafficPolicy").map(|p| p.int("mode")), Some(0));
        assert_eq!(mesh.text("rootNamespace"), "istio-system");
    }

    #[test]
    fn extension_providers_join_by_name() {
        let file = |path: &'static str| mapping([("path", path.into())]);
        let (mesh, _) = apply([(
            "extensionProviders",
            list([
                mapping([("name", "envoy".into()), ("envoyFileAccessLog", file("/x"))]),
                mapping([("name", "mine".into()), ("envoyFileAccessLog", file("/y"))]),
                mapping([("name", "mine".into()), ("envoyFileAccessLog", file("/z"))]),
            ]),
        )])
        .expect("valid");
        let names: Vec<_> = mesh
            .messages("extensionProviders")
            .map(|p| {
                (
                    p.text("name"),
                    p.message("envoyFileAccessLog").map_or("", |f| f.text("path")),
                )
            })
            .collect();
        assert_eq!(
            names,
            [("prometheus", ""), ("stackdriver", ""), ("envoy", "/x"), ("mine", "/z")]
        );
    }

    #[test]
    fn trust_domain_aliases_come_sorted_each_once() {
        let (mesh, _) = apply([("trustDomainAliases", list(["b".into(), "a".into(), "b".into()]))]).expect("valid");
        assert_eq!(mesh.texts("trustDomainAliases").collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn default_providers_are_laid_over() {
        let (mesh, _) = apply([("defaultProviders", mapping([("metrics", list(["prometheus".into()]))]))]).expect("ok");
        let providers = mesh.message("defaultProviders").expect("set");
        assert_eq!(providers.texts("metrics").collect::<Vec<_>>(), ["prometheus"]);
    }

    #[test]
    fn misspelt_fields_are_told_once() {
        let (_, warnings) = apply([("defaultConfig", mapping([("concurency", 2.into())]))]).expect("valid");
        assert_eq!(
            warnings,
            ["unknown field \"defaultConfig.concurency\" has no effect; did you mean \"concurrency\"?"]
        );
        let (mesh, warnings) = apply([("default_config", mapping([("concurrency", 2.into())]))]).expect("valid");
        assert_eq!(mesh.message("defaultConfig"), Some(default_proxy_config().message()));
        assert_eq!(
            warnings,
            ["unknown field \"default_config\" has no effect; did you mean \"defaultConfig\"?"]
        );
    }

    #[test]
    fn an_invalid_result_is_an_error() {
        let error = apply([("proxyListenPort", 0.into())]).expect_err("invalid");
        assert!(error.contains("proxyListenPort"), "{error}");
        let error = apply([("defaultConfig", mapping([("statusPort", "x".into())]))]).expect_err("wrong type");
        assert_eq!(
            error,
            "defaultConfig.statusPort: expected a 32-bit integer, found the string \"x\""
        );
    }

    #[test]
    fn an_annotation_joins_metadata_and_replaces_the_rest() {
        let (mesh, _) = apply_mesh_config_defaults(&mapping([(
            "defaultConfig",
            mapping([
                ("proxyMetadata", mapping([("A", "1".into()), ("B", "1".into())])),
                (
                    "tracing",
                    mapping([("sampling", 5.into()), ("maxPathTagLength", 7.into())]),
                ),
            ]),
        )]))
        .expect("valid");
        let annotation = mapping([
            ("proxyMetadata", mapping([("B", "2".into()), ("C", "2".into())])),
            ("tracing", mapping([("sampling", 9.into())])),
        ]);
        let (mesh, _) = apply_proxy_config(&annotation, &mesh).expect("decodes");
        let proxy = mesh.proxy_config().into_message();
        let metadata: Vec<_> = proxy.map("proxyMetadata").expect("set").keys().cloned().collect();
        assert_eq!(metadata, ["A", "B", "C"]);
        assert_eq!(
            proxy.map("proxyMetadata").and_then(|m| m.get("B")),
            Some(&Scalar::from("2"))
        );
        assert_eq!(proxy.message("tracing").map(|t| t.int("maxPathTagLength")), Some(0));
    }

    #[test]
    fn some_proxy_headers_stay() {
        let headers = |entries: Vec<(&'static str, Value)>| mapping([("proxyHeaders", mapping(entries))]);
        let off = || mapping([("disabled", true.into())]);
        let (first, _) = merge_proxy_config(
            &headers(vec![
                ("forwardedClientCert", "SANITIZE".into()),
                ("requestId", off()),
                ("preserveHttp1HeaderCase", true.into()),
            ]),
            &default_proxy_config(),
        )
        .expect("decodes");
        let (second, _) = merge_proxy_config(
            &headers(vec![("forwardedClientCert", "UNDEFINED".into()), ("server", off())]),
            &first,
        )
        .expect("decodes");
        let headers = second.message().message("proxyHeaders").expect("set");
        assert_eq!(headers.int("forwardedClientCert"), 1);
        assert!(headers.message("requestId").is_some() && headers.message("server").is_some());
        assert_eq!(headers.field("preserveHttp1HeaderCase"), None);
    }
}
