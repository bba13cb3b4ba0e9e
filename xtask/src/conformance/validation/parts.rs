//! Each validator of Go's, and which part of which object we check to the same end. A part is checked within an object that
//! has nothing else to find fault with; findings elsewhere are left out.

use super::super::trees;
use super::{Found, plain};
use istio_analysis::validation::{Finding, Level, Metadata, validate, validate_connection_age, validate_mesh_networks};
use istio_api::mesh::{
    self, MESH_CONFIG, MeshConfig, PROXY_CONFIG, ProxyConfig, address, validate_mesh_config, validate_proxy_config,
};
use istio_api::message::Message;
use serde_json::{Value, json};

/// The kinds whose validators are called with a whole object, by the full name of their spec.
const KINDS: [(&str, &str, &str); 15] = [
    (
        "ValidateAuthorizationPolicy",
        "security.istio.io",
        "istio.security.v1beta1.AuthorizationPolicy",
    ),
    (
        "ValidateDestinationRule",
        "networking.istio.io",
        "istio.networking.v1alpha3.DestinationRule",
    ),
    (
        "validateEnvoyFilter",
        "networking.istio.io",
        "istio.networking.v1alpha3.EnvoyFilter",
    ),
    (
        "ValidateGateway",
        "networking.istio.io",
        "istio.networking.v1alpha3.Gateway",
    ),
    (
        "ValidatePeerAuthentication",
        "security.istio.io",
        "istio.security.v1beta1.PeerAuthentication",
    ),
    (
        "ValidateProxyConfig",
        "networking.istio.io",
        "istio.networking.v1beta1.ProxyConfig",
    ),
    (
        "ValidateRequestAuthentication",
        "security.istio.io",
        "istio.security.v1beta1.RequestAuthentication",
    ),
    (
        "ValidateServiceEntry",
        "networking.istio.io",
        "istio.networking.v1alpha3.ServiceEntry",
    ),
    (
        "ValidateSidecar",
        "networking.istio.io",
        "istio.networking.v1alpha3.Sidecar",
    ),
    (
        "ValidateTelemetry",
        "telemetry.istio.io",
        "istio.telemetry.v1alpha1.Telemetry",
    ),
    (
        "ValidateTrafficExtension",
        "extensions.istio.io",
        "istio.extensions.v1alpha1.TrafficExtension",
    ),
    (
        "ValidateVirtualService",
        "networking.istio.io",
        "istio.networking.v1alpha3.VirtualService",
    ),
    (
        "ValidateWasmPlugin",
        "extensions.istio.io",
        "istio.extensions.v1alpha1.WasmPlugin",
    ),
    (
        "ValidateWorkloadEntry",
        "networking.istio.io",
        "istio.networking.v1alpha3.WorkloadEntry",
    ),
    (
        "ValidateWorkloadGroup",
        "networking.istio.io",
        "istio.networking.v1alpha3.WorkloadGroup",
    ),
];

/// What we find for a call; nothing when the validator has no counterpart.
pub(super) fn call(validator: &str, arguments: &[Value]) -> Option<Found> {
    let kind = KINDS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(validator));
    if let Some((_, group, message)) = kind {
        return Some(whole_object(group, message, arguments.first()?));
    }
    let arguments: Vec<Value> = arguments.iter().map(plain).collect();
    let first = arguments.first()?;
    let second = arguments.get(1).unwrap_or(&Value::Null);
    mesh_part(validator, first)
        .or_else(|| rule_part(validator, first, second, &arguments))
        .or_else(|| service_part(validator, first, second, &arguments))
}

fn whole_object(group: &str, message: &str, config: &Value) -> Found {
    let kind = message.rsplit('.').next().unwrap_or_default();
    let spec = &config["spec"];
    // An object of another kind has no spec of this one.
    let spec = if spec["@proto"] == message {
        plain(spec)
    } else {
        spec["@proto"].clone()
    };
    let metadata = json!({
        "name": config["name"],
        "namespace": config["namespace"],
        "labels": config["labels"],
        "annotations": config["annotations"],
    });
    let (metadata, spec) = (trees::from_json(&metadata), trees::from_json(&spec));
    let mut findings = validate(group, kind, &Metadata::of(&metadata), &spec);
    // Go's function begins after the warning that every object of this kind gets.
    findings.retain(|finding| finding.rule != "envoy-filter-internals");
    found(&findings, "")
}

/// Findings at `place` and below, as text.
fn found(findings: &[Finding], place: &str) -> Found {
    let below = |finding: &&Finding| {
        let path = finding.path.to_string();
        let rest = path.strip_prefix(place);
        rest.is_some_and(|rest| place.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let lines = |level: Level| {
        let of_level = findings.iter().filter(below).filter(|finding| finding.level == level);
        of_level.map(ToString::to_string).collect()
    };
    Found {
        errors: lines(Level::Error),
        warnings: lines(Level::Warning),
    }
}

fn within(group: &str, kind: &str, metadata: &Value, spec: &Value, place: &str) -> Option<Found> {
    let (metadata, spec) = (trees::from_json(metadata), trees::from_json(spec));
    Some(found(&validate(group, kind, &Metadata::of(&metadata), &spec), place))
}

fn plain_result(result: Result<(), String>) -> Option<Found> {
    Some(Found {
        errors: result.err().into_iter().collect(),
        warnings: Vec::new(),
    })
}

/// Parts of mesh config and of proxy config.
fn mesh_part(validator: &str, first: &Value) -> Option<Found> {
    let text = first.as_str().unwrap_or_default();
    let provider = |field: &str| {
        let provider = json!({"name": "a", field: first});
        let mesh = json!({"extensionProviders": [provider]});
        // Istio only warns of these, since they may be unused.
        let found = in_mesh(&mesh, "extensionProviders[0]")?;
        Some(Found {
            errors: found.warnings,
            warnings: Vec::new(),
        })
    };
    match validator {
        "ValidateMeshConfig" => {
            // Istio only logs what is wrong with providers.
            let mut mesh = first.clone();
            mesh.as_object_mut()?.remove("extensionProviders");
            in_mesh(&mesh, "")
        }
        "validateServiceSettings" => in_mesh(first, "serviceSettings"),
        "ValidateConnectTimeout" => in_mesh(&json!({"connectTimeout": first}), "connectTimeout"),
        "ValidateProtocolDetectionTimeout" => {
            in_mesh(&json!({"protocolDetectionTimeout": first}), "protocolDetectionTimeout")
        }
        "ValidateMeshConfigProxyConfig" => in_proxy(first, ""),
        "ValidateDrainDuration" => in_proxy(&json!({"drainDuration": first}), "drainDuration"),
        "ValidateControlPlaneAuthPolicy" => {
            in_proxy(&json!({"controlPlaneAuthPolicy": first}), "controlPlaneAuthPolicy")
        }
        "ValidateMeshNetworks" => Some(found(&validate_mesh_networks(&trees::from_json(first)), "")),
        "ValidateMaxServerConnectionAge" => plain_result(validate_connection_age(first.as_i64()?)),
        "ValidateFQDN" => plain_result(address::check_fqdn(text)),
        "ValidateProxyAddress" => plain_result(address::check_proxy_address(text)),
        "ValidateTrustDomain" => plain_result(address::check_trust_domain(text)),
        "ValidateWildcardDomain" => plain_result(address::check_wildcard_domain(text)),
        "ValidatePort" => plain_result(address::check_port(first.as_i64()?)),
        "validateLocalities" => {
            let localities: Option<Vec<&str>> = first.as_array()?.iter().map(Value::as_str).collect();
            plain_result(mesh::locality::check_disjoint(&localities?))
        }
        "validateExtensionProviderService" => {
            let mesh = json!({"extensionProviders": [{"name": "a", "zipkin": {"service": first, "port": 80}}]});
            let found = in_mesh(&mesh, "extensionProviders[0]")?;
            Some(Found {
                errors: found.warnings,
                warnings: Vec::new(),
            })
        }
        "validateExtensionProviderTracingZipkin" => provider("zipkin"),
        "validateExtensionProviderTracingLightStep" => provider("lightstep"),
        "validateExtensionProviderTracingDatadog" => provider("datadog"),
        "validateExtensionProviderTracingOpenCensusAgent" => provider("opencensus"),
        "validateExtensionProviderTracingSkyWalking" => provider("skywalking"),
        "ValidateExtensionProviderTracingOpentelemetry" => provider("opentelemetry"),
        "ValidateExtensionProviderEnvoyOtelAls" => provider("envoyOtelAls"),
        "ValidateExtensionProviderEnvoyHTTPAls" => provider("envoyHttpAls"),
        "ValidateExtensionProviderEnvoyTCPAls" => provider("envoyTcpAls"),
        "ValidateExtensionProviderEnvoyExtAuthzHTTP" => provider("envoyExtAuthzHttp"),
        "ValidateExtensionProviderEnvoyExtAuthzGRPC" => provider("envoyExtAuthzGrpc"),
        _ => None,
    }
}

fn message(name: &str, data: &Value) -> Option<Message> {
    let mut message = Message::of(name)?;
    message.apply(&trees::from_json(data), &mut Vec::new()).ok()?;
    Some(message)
}

fn in_mesh(data: &Value, place: &str) -> Option<Found> {
    let config = MeshConfig::new(message(MESH_CONFIG, data)?).ok()?;
    Some(of_mesh(&validate_mesh_config(&config), place))
}

fn in_proxy(data: &Value, place: &str) -> Option<Found> {
    let config = ProxyConfig::new(message(PROXY_CONFIG, data)?).ok()?;
    Some(of_mesh(&validate_proxy_config(&config), place))
}

fn of_mesh(findings: &mesh::Findings, place: &str) -> Found {
    let lines = |list: &[mesh::Finding]| {
        let below = list.iter().filter(|finding| finding.path.starts_with(place));
        below.map(ToString::to_string).collect()
    };
    Found {
        errors: lines(&findings.errors),
        warnings: lines(&findings.warnings),
    }
}

/// Parts of destination rules, gateways and policies.
fn rule_part(validator: &str, first: &Value, second: &Value, arguments: &[Value]) -> Option<Found> {
    let networking = "networking.istio.io";
    let policy = |namespace: &Value, policy: Value, place: &str| {
        let spec = json!({"host": "a.b", "trafficPolicy": policy});
        let place = format!("spec.trafficPolicy{place}");
        within(
            networking,
            "DestinationRule",
            &json!({"namespace": namespace}),
            &spec,
            &place,
        )
    };
    let none = Value::Null;
    let server = |server: Value, of_kubernetes: bool, place: &str| {
        let annotation = if of_kubernetes { "gateway" } else { "" };
        let metadata = json!({"name": "a", "annotations": {"internal.istio.io/gateway-semantics": annotation}});
        let spec = json!({"servers": [server]});
        within(
            networking,
            "Gateway",
            &metadata,
            &spec,
            &format!("spec.servers[0]{place}"),
        )
    };
    match validator {
        "validateTrafficPolicy" => policy(first, second.clone(), ""),
        "ValidateTLS" => policy(first, json!({"tls": second}), ".tls"),
        "validateConnectionPool" => policy(&none, json!({"connectionPool": first}), ".connectionPool"),
        "validateOutlierDetection" => policy(&none, json!({"outlierDetection": first}), ".outlierDetection"),
        "validateLoadBalancer" => {
            let settings = json!({"loadBalancer": first, "outlierDetection": second});
            policy(&none, settings, ".loadBalancer")
        }
        "ValidateLocalityLbSetting" => {
            let settings = json!({"loadBalancer": {"localityLbSetting": first}, "outlierDetection": second});
            policy(&none, settings, ".loadBalancer.localityLbSetting")
        }
        "validateExportTo" => {
            let metadata = json!({"namespace": first});
            let flag = |i: usize| arguments.get(i).and_then(Value::as_bool).unwrap_or_default();
            if flag(2) {
                let spec = json!({"exportTo": second});
                return within(networking, "ServiceEntry", &metadata, &spec, "spec.exportTo");
            }
            let selector = flag(3).then(|| json!({"matchLabels": {"a": "b"}}));
            let spec = json!({"host": "a.b", "exportTo": second, "workloadSelector": selector});
            within(networking, "DestinationRule", &metadata, &spec, "spec.exportTo")
        }
        "validateServer" => server(first.clone(), second.as_bool().unwrap_or_default(), ""),
        "validateServerPort" => {
            let part = json!({"hosts": ["a.b"], "port": first, "bind": second});
            server(part, false, ".port")
        }
        "validateTLSOptions" if first.is_null() => Some(Found::default()),
        "validateTLSOptions" => {
            let port = json!({"number": 443, "name": "a", "protocol": "HTTPS"});
            server(json!({"hosts": ["a.b"], "port": port, "tls": first}), false, ".tls")
        }
        "ValidateStrictHTTPHeaderName" => {
            let output = json!({"claim": "a", "header": first});
            let spec = json!({"jwtRules": [{"issuer": "a", "outputClaimToHeaders": [output]}]});
            let place = "spec.jwtRules[0].outputClaimToHeaders[0]";
            within("security.istio.io", "RequestAuthentication", &none, &spec, place)
        }
        "validateTelemetryFilter" => {
            let spec = json!({"accessLogging": [{"filter": first}]});
            within(
                "telemetry.istio.io",
                "Telemetry",
                &none,
                &spec,
                "spec.accessLogging[0].filter",
            )
        }
        "ValidatePortName" => {
            let spec = json!({"address": "1.2.3.4", "ports": {first.as_str()?: 80}});
            within(networking, "WorkloadEntry", &none, &spec, "spec.ports")
        }
        "ValidateIPAddress" if first.as_str()?.is_empty() => rule_part("ValidateIPSubnet", first, second, arguments),
        "ValidateIPAddress" => {
            let listener = json!({"port": {"number": 80, "protocol": "HTTP"}, "bind": first});
            let spec = json!({"ingress": [listener]});
            within(networking, "Sidecar", &none, &spec, "spec.ingress[0].bind")
        }
        "ValidateIPSubnet" => {
            let spec = json!({"hosts": ["a.b"], "addresses": [first]});
            within(networking, "ServiceEntry", &none, &spec, "spec.addresses[0]")
        }
        _ => None,
    }
}

/// Parts of virtual services.
fn service_part(validator: &str, first: &Value, second: &Value, arguments: &[Value]) -> Option<Found> {
    let service = |spec: Value, of_kubernetes: bool, place: &str| {
        let annotation = if of_kubernetes { "gateway" } else { "" };
        let metadata = json!({"annotations": {"internal.istio.io/route-semantics": annotation}});
        within("networking.istio.io", "VirtualService", &metadata, &spec, place)
    };
    let route = |field: &str, value: Value, place: &str| {
        let place = format!("spec.http[0].{field}{place}");
        service(
            json!({"hosts": ["a.b"], "gateways": ["a/b"], "http": [{field: value}]}),
            false,
            &place,
        )
    };
    let flag = |i: usize| arguments.get(i).and_then(Value::as_bool).unwrap_or_default();
    match validator {
        "validateHTTPRoute" => {
            let hosts = if flag(1) { json!([]) } else { json!(["a.b"]) };
            let spec = json!({"hosts": hosts, "gateways": ["a/b"], "http": [first]});
            service(spec, flag(2), "spec.http[0]")
        }
        "validateRouteDestinations" => service(
            json!({"hosts": ["a.b"], "tcp": [{"route": first}]}),
            second.as_bool().unwrap_or_default(),
            "spec.tcp[0].route",
        ),
        "ValidateWildcardDomainForVirtualServiceBoundToGateway" => {
            plain_result(address::check_host_on_gateway(second.as_str()?, flag(0)))
        }
        "validateCORSPolicy" => route("corsPolicy", first.clone(), ""),
        "validateHTTPFaultInjection" => route("fault", first.clone(), ""),
        "validateHTTPFaultInjectionAbort" => route("fault", json!({"abort": first}), ".abort"),
        "validateHTTPFaultInjectionDelay" => route("fault", json!({"delay": first}), ".delay"),
        "validateHTTPRetry" => route("retries", first.clone(), ""),
        "validateHTTPRewrite" => route("rewrite", first.clone(), ""),
        "validateURIRegexRewrite" => route("rewrite", json!({"uriRegexRewrite": first}), ".uriRegexRewrite"),
        "validateHTTPRedirect" => route("redirect", first.clone(), ""),
        "validateHTTPDirectResponse" => route("directResponse", first.clone(), ""),
        "validateHTTPStatus" => route("directResponse", json!({"status": first}), ".status"),
        "validateHTTPMirrors" => route("mirrors", first.clone(), ""),
        "validateDestination" => route("mirror", first.clone(), ""),
        "ValidateDuration" => route("timeout", first.clone(), ""),
        "ValidateHTTPHeaderValue" => route("headers", json!({"request": {"add": {"a": first}}}), ".request.add"),
        "ValidateHTTPHeaderNameOrJwtClaimRoute" => {
            let matches = json!([{"headers": {first.as_str()?: {"exact": "a"}}}]);
            route("match", matches, "[0].headers")
        }
        _ => None,
    }
}
