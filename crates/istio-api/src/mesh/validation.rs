//! What makes a mesh config or a proxy config unusable.

use std::collections::BTreeSet;
use std::fmt;

use super::address::{check_port, check_proxy_address, check_trust_domain, check_wildcard_domain};
use super::{MeshConfig, ProxyConfig, extension_provider, locality};
use crate::duration;
use crate::message::Message;
use crate::protojson::{Warning, WarningKind};

const MILLISECOND: i64 = 1_000_000;
const SECOND: i64 = 1_000_000_000;

const ECDH_CURVES: &[&str] = &[
    "",
    "P-224",
    "P-256",
    "P-384",
    "P-521",
    "X25519",
    "X25519Kyber768Draft00",
    "X25519MLKEM768",
];

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, such as `defaultConfig.statusPort`.
    pub path: String,
    /// Why.
    pub text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.text)
    }
}

impl From<Finding> for Warning {
    fn from(finding: Finding) -> Warning {
        Warning {
            path: finding.path,
            kind: WarningKind::Finding(finding.text),
        }
    }
}

/// What a validation found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What makes the configuration unusable.
    pub errors: Vec<Finding>,
    /// What is questionable only.
    pub warnings: Vec<Finding>,
}

impl Findings {
    fn error(&mut self, path: &str, text: impl Into<String>) {
        self.errors.push(Finding {
            path: path.to_owned(),
            text: text.into(),
        });
    }

    fn warning(&mut self, path: &str, text: impl Into<String>) {
        self.warnings.push(Finding {
            path: path.to_owned(),
            text: text.into(),
        });
    }

    fn check(&mut self, path: &str, result: Result<(), String>) {
        if let Err(text) = result {
            self.error(path, text);
        }
    }

    /// Takes over what was found in a part.
    fn within(&mut self, path: &str, part: Findings) {
        let placed = |mut finding: Finding| {
            finding.path = format!("{path}.{}", finding.path);
            finding
        };
        self.errors.extend(part.errors.into_iter().map(placed));
        self.warnings.extend(part.warnings.into_iter().map(placed));
    }
}

/// Checks a mesh config as `agent.ValidateMeshConfig` in Istio does. Extension providers only cause warnings.
#[must_use]
pub fn validate_mesh_config(config: &MeshConfig) -> Findings {
    let mesh = config.message();
    let mut found = Findings::default();
    found.check("proxyListenPort", check_port(mesh.int("proxyListenPort")));
    found.check("connectTimeout", check_connect_timeout(mesh.message("connectTimeout")));
    if duration::as_nanos(mesh.message("protocolDetectionTimeout")) % MILLISECOND != 0 {
        found.error(
            "protocolDetectionTimeout",
            "a duration must be a whole number of milliseconds",
        );
    }
    match mesh.message("defaultConfig") {
        Some(proxy) => found.within("defaultConfig", validate_proxy_config(&ProxyConfig(proxy.clone()))),
        None => found.error("defaultConfig", "a default proxy config is required"),
    }
    if let Some(setting) = mesh.message("localityLbSetting") {
        for (field, text) in locality::check(setting) {
            found.error(
                &["localityLbSetting", &field].join(if field.is_empty() { "" } else { "." }),
                text,
            );
        }
    }
    for (i, settings) in mesh.messages("serviceSettings").enumerate() {
        for (j, host) in settings.texts("hosts").enumerate() {
            let valid = check_wildcard_domain(host).map_err(|error| format!("the host {host:?}: {error}"));
            found.check(&format!("serviceSettings[{i}].hosts[{j}]"), valid);
        }
    }
    found.check("trustDomain", check_trust_domain(mesh.text("trustDomain")));
    for (i, alias) in mesh.texts("trustDomainAliases").enumerate() {
        found.check(&format!("trustDomainAliases[{i}]"), check_trust_domain(alias));
    }
    check_extension_providers(mesh, &mut found);
    if mesh
        .message("meshMTLS")
        .is_some_and(|tls| !tls.list("ecdhCurves").is_empty())
    {
        found.error(
            "meshMTLS.ecdhCurves",
            "ECDH curves cannot be chosen for traffic within the mesh",
        );
    }
    if let Some(tls) = mesh.message("tlsDefaults") {
        check_ecdh_curves(tls, &mut found);
    }
    found
}

fn check_extension_providers(mesh: &Message, found: &mut Findings) {
    let mut names = BTreeSet::new();
    for (i, provider) in mesh.messages("extensionProviders").enumerate() {
        let name = provider.text("name");
        let path = format!("extensionProviders[{i}]");
        for text in extension_provider::check(provider) {
            found.warning(&path, format!("provider {name:?} is invalid: {text}"));
        }
        if !name.is_empty() && !names.insert(name) {
            found.warning(&path, format!("there is more than one provider {name:?}"));
        }
    }
}

fn check_ecdh_curves(tls: &Message, found: &mut Findings) {
    let (mut known, mut unknown, mut repeated) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for curve in tls.texts("ecdhCurves") {
        if !ECDH_CURVES.contains(&curve) {
            unknown.insert(curve);
        } else if !known.insert(curve) {
            repeated.insert(curve);
        }
    }
    for (curves, what) in [
        (unknown, "no ECDH curves that are known"),
        (repeated, "named more than once"),
    ] {
        if !curves.is_empty() {
            let names: Vec<&str> = curves.into_iter().collect();
            found.warning("tlsDefaults.ecdhCurves", format!("{what}: {}", names.join(", ")));
        }
    }
}

/// Checks a proxy config as `agent.ValidateMeshConfigProxyConfig` in Istio does.
#[must_use]
pub fn validate_proxy_config(config: &ProxyConfig) -> Findings {
    let proxy = config.message();
    let mut found = Findings::default();
    for required in ["configPath", "binaryPath", "discoveryAddress"] {
        if proxy.text(required).is_empty() {
            found.error(required, "must not be empty");
        }
    }
    match proxy.which("cluster_name") {
        None => found.error(
            "serviceCluster",
            "one of serviceCluster and tracingServiceName is required",
        ),
        Some(field) if field.json_name == "serviceCluster" && proxy.text("serviceCluster").is_empty() => {
            found.error("serviceCluster", "must not be empty");
        }
        Some(_) => {}
    }
    found.check("drainDuration", check_drain_duration(proxy.message("drainDuration")));
    for address in ["discoveryAddress", "statsdUdpAddress", "envoyMetricsServiceAddress"] {
        check_address(proxy.text(address), address, &mut found);
    }
    for service in ["envoyMetricsService", "envoyAccessLogService"] {
        let address = proxy.message(service).map_or("", |service| service.text("address"));
        check_address(address, &format!("{service}.address"), &mut found);
    }
    if let Some(tracing) = proxy.message("tracing") {
        check_tracing(tracing, &mut found);
    }
    if proxy
        .map("proxyMetadata")
        .is_some_and(|metadata| metadata.contains_key("ISTIO_META_DNS_AUTO_ALLOCATE"))
    {
        found.warning(
            "proxyMetadata.ISTIO_META_DNS_AUTO_ALLOCATE",
            "deprecated; istiod allocates addresses for service entries instead (DNS auto allocation v2)",
        );
    }
    found.check("proxyAdminPort", check_port(proxy.int("proxyAdminPort")));
    found.check("statusPort", check_port(proxy.int("statusPort")));
    let policy = proxy.int("controlPlaneAuthPolicy");
    if !matches!(policy, 0 | 1) {
        found.error(
            "controlPlaneAuthPolicy",
            format!("must be NONE or MUTUAL_TLS, not {policy}"),
        );
    }
    if let Some(provider) = proxy.message("privateKeyProvider") {
        found.check("privateKeyProvider", check_private_key_provider(provider));
    }
    found
}

/// An address that is there must be one.
fn check_address(address: &str, path: &str, found: &mut Findings) {
    if !address.is_empty() {
        found.check(path, check_proxy_address(address));
    }
}

/// A duration of at least a millisecond, and of whole milliseconds.
fn check_duration(duration: Option<&Message>) -> Result<i64, String> {
    let nanos = duration::as_nanos(duration);
    if nanos < MILLISECOND {
        return Err(format!("{} is less than a millisecond", duration::go_string(nanos)));
    }
    if nanos % MILLISECOND != 0 {
        return Err(format!(
            "{} is not a whole number of milliseconds",
            duration::go_string(nanos)
        ));
    }
    Ok(nanos)
}

fn check_connect_timeout(timeout: Option<&Message>) -> Result<(), String> {
    let nanos = check_duration(timeout)?;
    if nanos > 3_600 * SECOND {
        return Err(format!("{} is more than an hour", duration::go_string(nanos)));
    }
    Ok(())
}

fn check_drain_duration(drain: Option<&Message>) -> Result<(), String> {
    let nanos = check_duration(drain)?;
    if nanos % SECOND != 0 {
        return Err(format!(
            "{} is not a whole number of seconds",
            duration::go_string(nanos)
        ));
    }
    Ok(())
}

fn check_tracing(tracing: &Message, found: &mut Findings) {
    if let Some(lightstep) = tracing.message("lightstep") {
        found.check(
            "tracing.lightstep.address",
            check_proxy_address(lightstep.text("address")),
        );
        if lightstep.text("accessToken").is_empty() {
            found.error("tracing.lightstep.accessToken", "is required");
        }
    }
    for tracer in ["zipkin", "datadog"] {
        if let Some(config) = tracing.message(tracer) {
            // The kubelet fills in the node's address when the pod starts.
            let address = config.text("address").replacen("$(HOST_IP)", "127.0.0.1", 1);
            found.check(&format!("tracing.{tracer}.address"), check_proxy_address(&address));
        }
    }
    if let Some(tls) = tracing.message("tlsSettings") {
        for text in check_client_tls(tls) {
            found.error("tracing.tlsSettings", text);
        }
    }
}

/// A `ClientTLSSettings` that belongs to no namespace.
fn check_client_tls(tls: &Message) -> Vec<String> {
    const SIMPLE: i64 = 1;
    const MUTUAL: i64 = 2;
    let mode = tls.int("mode");
    let set = |name: &str| !tls.text(name).is_empty();
    let credential = tls.text("credentialName");
    let mut wrong = Vec::new();
    if credential.starts_with("configmap://") {
        wrong.push(format!(
            "credentialName: {credential:?} names a ConfigMap, which needs a namespace of its own"
        ));
    }
    if tls.flag("insecureSkipVerify") {
        let names_authority = set("caCertificates") || !tls.list("subjectAltNames").is_empty();
        if (mode == SIMPLE && (names_authority || !credential.is_empty())) || (mode == MUTUAL && names_authority) {
            wrong.push("insecureSkipVerify excludes what a certificate would be verified by".to_owned());
        }
    }
    if matches!(mode, SIMPLE | MUTUAL) && !credential.is_empty() {
        if let Some(file) = ["clientCertificate", "caCertificates", "privateKey", "caCrl"]
            .into_iter()
            .find(|name| set(name))
        {
            wrong.push(format!("credentialName and {file} exclude one another"));
        }
        return wrong;
    }
    if mode == MUTUAL {
        for required in ["clientCertificate", "privateKey"] {
            if !set(required) {
                wrong.push(format!("{required} is required in mode MUTUAL"));
            }
        }
    }
    wrong
}

fn check_private_key_provider(provider: &Message) -> Result<(), String> {
    let Some(field) = provider.which("provider") else {
        return Err("a provider is required".to_owned());
    };
    let delay = provider
        .message(&field.json_name)
        .and_then(|config| config.message("pollDelay"));
    match delay {
        None => Err(format!("{}.pollDelay is required", field.json_name)),
        Some(delay) if delay.is_empty() => Err(format!("{}.pollDelay must not be zero", field.json_name)),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mesh::{default_mesh_config, default_proxy_config, merge_proxy_config};
    use kubeyaml::Value;

    fn mapping(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
        Value::Mapping(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    }

    /// The paths of the errors of the default proxy config with one field set.
    fn errors_with(field: &'static str, value: Value) -> Vec<String> {
        let (proxy, _) = merge_proxy_config(&mapping([(field, value)]), &default_proxy_config()).expect("decodes");
        validate_proxy_config(&proxy)
            .errors
            .into_iter()
            .map(|finding| finding.path)
            .collect()
    }

    fn mesh_errors_with(field: &'static str, value: Value) -> Vec<String> {
        let mut mesh = default_mesh_config();
        mesh.0
            .apply(&mapping([(field, value)]), &mut Vec::new())
            .expect("decodes");
        validate_mesh_config(&mesh)
            .errors
            .into_iter()
            .map(|finding| finding.path)
            .collect()
    }

    #[test]
    fn the_defaults_are_valid() {
        assert_eq!(validate_mesh_config(&default_mesh_config()), Findings::default());
    }

    #[test]
    fn required_fields_of_proxy_config() {
        assert_eq!(errors_with("configPath", "".into()), ["configPath"]);
        assert_eq!(errors_with("binaryPath", "".into()), ["binaryPath"]);
        assert_eq!(errors_with("discoveryAddress", "".into()), ["discoveryAddress"]);
        assert_eq!(errors_with("serviceCluster", "".into()), ["serviceCluster"]);
        assert!(errors_with("tracingServiceName", "CANONICAL_NAME_ONLY".into()).is_empty());
    }

    #[test]
    fn numbers_of_proxy_config() {
        assert_eq!(errors_with("statusPort", 0.into()), ["statusPort"]);
        assert_eq!(errors_with("proxyAdminPort", 70_000.into()), ["proxyAdminPort"]);
        assert_eq!(errors_with("drainDuration", "1500ms".into()), ["drainDuration"]);
        assert_eq!(errors_with("drainDuration", "0s".into()), ["drainDuration"]);
        assert_eq!(
            errors_with("controlPlaneAuthPolicy", "INHERIT".into()),
            ["controlPlaneAuthPolicy"]
        );
    }

    #[test]
    fn addresses_of_proxy_config() {
        assert_eq!(errors_with("discoveryAddress", "istiod".into()), ["discoveryAddress"]);
        assert_eq!(errors_with("statsdUdpAddress", "a:b".into()), ["statsdUdpAddress"]);
        let address = |text: &str| mapping([("address", text.into())]);
        assert_eq!(
            errors_with("envoyMetricsService", address("x")),
            ["envoyMetricsService.address"]
        );
        assert!(errors_with("envoyMetricsService", mapping([])).is_empty());
        assert!(errors_with("tracing", mapping([("zipkin", address("$(HOST_IP):9411"))])).is_empty());
        assert_eq!(
            errors_with("tracing", mapping([("zipkin", mapping([]))])),
            ["tracing.zipkin.address"]
        );
        assert_eq!(
            errors_with("tracing", mapping([("lightstep", address("a:1"))])),
            ["tracing.lightstep.accessToken"]
        );
    }

    #[test]
    fn tls_of_tracing() {
        let tls = |entries: Vec<(&'static str, Value)>| mapping([("tlsSettings", mapping(entries))]);
        assert_eq!(errors_with("tracing", tls(vec![("mode", "MUTUAL".into())])).len(), 2);
        assert!(
            errors_with(
                "tracing",
                tls(vec![("mode", "MUTUAL".into()), ("credentialName", "c".into())])
            )
            .is_empty()
        );
        let both = vec![
            ("mode", "SIMPLE".into()),
            ("credentialName", "c".into()),
            ("caCertificates", "/ca".into()),
        ];
        assert_eq!(errors_with("tracing", tls(both)).len(), 1);
        let skip = vec![
            ("mode", "SIMPLE".into()),
            ("insecureSkipVerify", true.into()),
            ("caCertificates", "/ca".into()),
        ];
        assert_eq!(errors_with("tracing", tls(skip)).len(), 1);
    }

    #[test]
    fn private_key_providers() {
        let with = |name: &'static str, delay: Option<&str>| {
            let config = mapping(delay.map(|delay| ("pollDelay", delay.into())));
            errors_with("privateKeyProvider", mapping([(name, config)]))
        };
        assert!(with("cryptomb", Some("1ms")).is_empty());
        assert_eq!(with("qat", Some("0s")), ["privateKeyProvider"]);
        assert_eq!(with("qat", None), ["privateKeyProvider"]);
        assert_eq!(errors_with("privateKeyProvider", mapping([])), ["privateKeyProvider"]);
    }

    #[test]
    fn fields_of_mesh_config() {
        assert_eq!(mesh_errors_with("proxyListenPort", 0.into()), ["proxyListenPort"]);
        assert_eq!(mesh_errors_with("connectTimeout", "2h".into()), ["connectTimeout"]);
        assert_eq!(
            mesh_errors_with("protocolDetectionTimeout", "1us".into()),
            ["protocolDetectionTimeout"]
        );
        assert_eq!(mesh_errors_with("trustDomain", "".into()), ["trustDomain"]);
        assert_eq!(
            mesh_errors_with("trustDomainAliases", Value::Sequence(vec!["a_b".into()])),
            ["trustDomainAliases[0]"]
        );
        let curves = mapping([("ecdhCurves", Value::Sequence(vec!["P-256".into()]))]);
        assert_eq!(mesh_errors_with("meshMTLS", curves), ["meshMTLS.ecdhCurves"]);
        let failover = mapping([("from", "a".into()), ("to", "a".into())]);
        let locality = mapping([("failover", Value::Sequence(vec![failover]))]);
        assert_eq!(
            mesh_errors_with("localityLbSetting", locality),
            ["localityLbSetting.failover[0]"]
        );
    }

    #[test]
    fn extension_providers_only_warn() {
        let mut mesh = default_mesh_config();
        let provider = mapping([("name", "z".into()), ("zipkin", mapping([("service", "a".into())]))]);
        let data = mapping([("extensionProviders", Value::Sequence(vec![provider]))]);
        mesh.0.apply(&data, &mut Vec::new()).expect("decodes");
        let found = validate_mesh_config(&mesh);
        assert!(found.errors.is_empty());
        assert_eq!(found.warnings.len(), 1);
        assert!(found.warnings[0].text.contains("port"), "{:?}", found.warnings);
    }
}
