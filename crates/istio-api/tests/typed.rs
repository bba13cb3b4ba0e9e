//! The generated types read and write back what they are given.

use istio_api::mesh::types as mesh;
use istio_api::typed::Spec;
use istio_api::{extensions, networking, operator, security, telemetry};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// What is left of a JSON text after it went through a type.
fn through<T: DeserializeOwned + Serialize>(json: &Value) -> Value {
    let read: T = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error} in {json}"));
    serde_json::to_value(read).unwrap_or_else(|error| panic!("{error} in {json}"))
}

fn keeps<S: Spec + DeserializeOwned + Serialize>(json: &str) -> &'static str {
    let json: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in {json}"));
    assert_eq!(through::<S>(&json), json);
    S::KIND.kind
}

#[test]
fn every_kind_keeps_what_it_reads() {
    let kept = [
        keeps::<networking::VirtualServiceSpec>(
            r#"{"hosts":["shop"],"exportTo":[],"http":[{"name":"a","match":[{"uri":{},"headers":{"x-tester":{"regex":".+"}},
            "ignoreUriCase":true},{"uri":{"prefix":"/"}}],"fault":{"delay":{"percentage":{"value":12.5},"fixedDelay":"2s"}},
            "route":[{"destination":{"host":"shop","port":{"number":80}},"weight":90,"headers":{"response":{"remove":["a"]}}}],
            "retries":{"attempts":0,"perTryTimeout":"1.5s","retryRemoteLocalities":false},"mirrorPercent":5,
            "corsPolicy":{"unmatchedPreflights":"IGNORE"}}],"tls":[{"match":[{"sniHosts":["a.b"]}],"route":[]}]}"#,
        ),
        keeps::<networking::DestinationRuleSpec>(
            r#"{"host":"shop","trafficPolicy":{"loadBalancer":{"consistentHash":{"httpCookie":{"name":"u","ttl":"0s"},
            "maglev":{"tableSize":65537}}},"connectionPool":{"tcp":{"tcpKeepalive":{"probes":3}},"http":{"h2UpgradePolicy":
            "UPGRADE"}},"outlierDetection":{"consecutive5xxErrors":7,"consecutiveGatewayErrors":0},"tls":{"mode":
            "ISTIO_MUTUAL"},"proxyProtocol":{"version":"V2"}},"subsets":[{"name":"v1","labels":{"version":"v1"}}]}"#,
        ),
        keeps::<networking::GatewaySpec>(
            r#"{"selector":{"istio":"gate"},"servers":[{"port":{"number":443,"name":"https","protocol":"HTTPS"},"hosts":["*"],
            "tls":{"mode":"OPTIONAL_MUTUAL","credentialName":"cert","minProtocolVersion":"TLSV1_3"}}]}"#,
        ),
        keeps::<networking::ServiceEntrySpec>(
            r#"{"hosts":["a.example"],"ports":[{"number":443,"name":"tls"}],"resolution":"DNS_ROUND_ROBIN","location":
            "MESH_EXTERNAL","endpoints":[{"address":"b.example","ports":{"tls":8443},"weight":2}]}"#,
        ),
        keeps::<networking::WorkloadEntrySpec>(r#"{"address":"10.0.0.1","labels":{"app":"a"},"serviceAccount":"a"}"#),
        keeps::<networking::WorkloadGroupSpec>(
            r#"{"template":{"network":"n"},"probe":{"httpGet":{"port":80,"httpHeaders":[{"name":"a","value":"b"}]}}}"#,
        ),
        keeps::<networking::SidecarSpec>(
            r#"{"egress":[{"captureMode":"NONE","hosts":["./*"],"port":{"number":1,"protocol":"TCP","name":"a"}}],
            "outboundTrafficPolicy":{"mode":"REGISTRY_ONLY"}}"#,
        ),
        keeps::<networking::EnvoyFilterSpec>(
            r#"{"priority":-1,"configPatches":[{"applyTo":"HTTP_FILTER","match":{"context":"SIDECAR_INBOUND","listener":
            {"filterChain":{"filter":{"name":"a","subFilter":{"name":"b"}}}}},"patch":{"operation":"INSERT_BEFORE",
            "value":{"name":"x","typed_config":{"@type":"y","n":1.0,"list":[null]}}}}]}"#,
        ),
        keeps::<networking::ProxyConfigSpec>(r#"{"concurrency":0,"image":{"imageType":"debug"}}"#),
        keeps::<security::AuthorizationPolicySpec>(
            r#"{"action":"CUSTOM","provider":{"name":"a"},"rules":[{},{"from":[{"source":{"ipBlocks":["::1"]}}],"to":[{"operation":
            {"paths":["/{*}"]}}],"when":[{"key":"request.headers[a]","notValues":["b"]}]}]}"#,
        ),
        keeps::<security::PeerAuthenticationSpec>(
            r#"{"selector":{"matchLabels":{"a":"b"}},"mtls":{"mode":"STRICT"},"portLevelMtls":{"80":{"mode":"DISABLE"}}}"#,
        ),
        keeps::<security::RequestAuthenticationSpec>(
            r#"{"jwtRules":[{"issuer":"a","jwksUri":"https://a","fromHeaders":[{"name":"a","prefix":"b "}],"timeout":"5s"}]}"#,
        ),
        keeps::<telemetry::TelemetrySpec>(
            r#"{"tracing":[{"randomSamplingPercentage":0.25,"customTags":{"a":{"literal":{"value":"b"}}}}],"metrics":[{"overrides":
            [{"match":{"metric":"REQUEST_COUNT"},"tagOverrides":{"a":{"operation":"REMOVE"}}}]}],"accessLogging":[{"filter":
            {"expression":"true"}}]}"#,
        ),
        keeps::<extensions::WasmPluginSpec>(
            r#"{"url":"oci://a","imagePullPolicy":"IfNotPresent","phase":"AUTHN","pluginConfig":{"a":[1,"b"]},"vmConfig":{"env":
            [{"name":"a","valueFrom":"HOST"}]},"match":[{"mode":"SERVER","ports":[{"number":80}]}]}"#,
        ),
        keeps::<extensions::TrafficExtensionSpec>(r#"{"lua":{"inlineCode":"x"},"phase":"STATS","priority":3}"#),
    ];
    let kept: BTreeSet<&str> = kept.into_iter().collect();
    let served: BTreeSet<&str> = istio_api::kinds().iter().map(|kind| kind.kind).collect();
    assert_eq!(kept, served);
}

#[test]
fn a_value_that_is_not_known_stays() {
    let json = serde_json::json!({"mtls": {"mode": "FUTURE"}});
    let spec: security::PeerAuthenticationSpec = serde_json::from_value(json.clone()).expect("any text is a mode");
    let mode = spec.mtls.as_ref().and_then(|mtls| mtls.mode.clone());
    assert_eq!(mode, Some(security::MutualTlsMode::Other("FUTURE".to_owned())));
    assert_eq!(through::<security::PeerAuthenticationSpec>(&json), json);
    let status = serde_json::json!({"addresses": [{"value": "240.0.0.1"}], "observedGeneration": "4"});
    assert_eq!(through::<istio_api::status::IstioStatus>(&status), status);
}

#[test]
fn old_names_are_read_and_new_ones_written() {
    let old = serde_json::json!({"jwtRules": [{"issuer": "a", "jwks_uri": "https://a"}]});
    let new = serde_json::json!({"jwtRules": [{"issuer": "a", "jwksUri": "https://a"}]});
    assert_eq!(through::<security::RequestAuthenticationSpec>(&old), new);
    assert_eq!(
        through::<networking::HttpRoute>(&serde_json::json!({"mirror_percent": null})),
        serde_json::json!({})
    );
}

#[test]
fn the_default_mesh_config_keeps_everything() {
    let text = include_str!("../src/mesh/testdata/default_mesh_config.json");
    let json: Value = serde_json::from_str(text).expect("the recorded mesh config is JSON");
    assert_eq!(through::<mesh::MeshConfig>(&json), json);
}

#[test]
fn profiles_are_operators() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../profiles");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("the profiles are there") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a profile is text");
        let tree = kubeyaml::from_str(&text).expect("a profile is YAML");
        let json = kubeyaml::json::to_string(tree.get("spec").unwrap_or(&tree)).expect("YAML has JSON");
        let spec: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(
            through::<operator::IstioOperatorSpec>(&spec),
            spec,
            "{}",
            path.display()
        );
        read += 1;
    }
    assert!(read > 5);
}
