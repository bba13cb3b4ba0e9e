//! `istioctl kube-inject` with the webhook of an injector, which a server of these tests plays.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use kubeyaml::Value;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned, crypto};

use crate::Test;
use crate::harness::{Cluster, Namespace, Run};

pub(crate) const TESTS: &[Test] = &[
    ("kube_inject_webhook::through_a_port_forward", through_a_port_forward),
    ("kube_inject_webhook::at_an_address", at_an_address),
    (
        "kube_inject_webhook::who_cannot_be_trusted_is_not_asked",
        who_cannot_be_trusted_is_not_asked,
    ),
    ("kube_inject_webhook::a_refusal_is_an_error", a_refusal_is_an_error),
    ("kube_inject_webhook::flags", flags),
];

const DEPLOYMENT: &str = "# mine
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop} # stays
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: web
";
const PATCH: &str =
    r#"[{"op": "add", "path": "/spec/containers/1", "value": {"name": "istio-proxy", "image": "from-the-webhook"}}]"#;

/// A webhook behind TLS that gives every pod the same answer.
struct Webhook {
    port: u16,
    /// Its authority, as a `caBundle`.
    ca_bundle: String,
    reviews: Arc<Mutex<Vec<Value>>>,
}

fn base64(bytes: impl AsRef<[u8]>) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn allowed(patch: &str) -> String {
    format!(
        r#"{{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
            "response": {{"uid": "", "allowed": true, "patchType": "JSONPatch", "patch": "{}"}}}}"#,
        base64(patch)
    )
}

impl Webhook {
    fn start(name: &str, answer: String) -> Self {
        let authority_key = KeyPair::generate().expect("a key");
        let mut authority = CertificateParams::new(Vec::new()).expect("no names");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = authority.self_signed(&authority_key).expect("a certificate");
        let issuer = Issuer::new(authority, authority_key);
        let key = KeyPair::generate().expect("a key");
        let own = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        let own = own.signed_by(&key, &issuer).expect("a certificate");
        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![own.der().clone()], key)
            .expect("a certificate with its key");
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let reviews: Arc<Mutex<Vec<Value>>> = Arc::default();
        let seen = Arc::clone(&reviews);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, seen, answer) = (Arc::clone(&config), Arc::clone(&seen), answer.clone());
                std::thread::spawn(move || {
                    let tls = ServerConnection::new(config).expect("a session");
                    // A client that does not trust it goes away.
                    let _ = serve(StreamOwned::new(tls, stream), &seen, &answer);
                });
            }
        });
        Self {
            port,
            ca_bundle: base64(certificate.pem()),
            reviews,
        }
    }

    fn reviews(&self) -> Vec<Value> {
        self.reviews.lock().expect("a list").clone()
    }
}

fn serve(
    stream: StreamOwned<ServerConnection, std::net::TcpStream>,
    seen: &Mutex<Vec<Value>>,
    answer: &str,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut length = 0;
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or_default();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        let review = kubeyaml::json::from_str(&String::from_utf8_lossy(&body)).unwrap_or_default();
        seen.lock().expect("a list").push(review);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            answer.len()
        );
        let writer = stream.get_mut();
        writer.write_all(head.as_bytes())?;
        writer.write_all(answer.as_bytes())?;
        writer.flush()?;
    }
}

fn configuration(name: &str, client: &str) -> String {
    format!(
        "apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {{name: {name}, labels: {{app: sidecar-injector, istio.io/rev: default}}}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {client}
  namespaceSelector: {{matchLabels: {{nothing: has-this}}}}"
    )
}

/// A Service with a pod behind it, whose port leads to the webhook.
fn service(namespace: &Namespace<'_>, port: u16) -> String {
    let n = &namespace.name;
    format!(
        "apiVersion: v1
kind: Service
metadata: {{name: istiod, namespace: {n}}}
spec: {{selector: {{app: istiod}}, ports: [{{name: https, port: 443, targetPort: webhook}}]}}
---
apiVersion: v1
kind: Pod
metadata: {{name: istiod-1, namespace: {n}, labels: {{app: istiod}}}}
spec: {{containers: [{{name: discovery, image: pilot, ports: [{{name: webhook, containerPort: 15017}}]}}]}}
---
apiVersion: kwok.x-k8s.io/v1alpha1
kind: ClusterPortForward
metadata: {{name: webhook-{n}}}
spec:
  selector: {{matchNamespaces: [{n}]}}
  forwards: [{{ports: [15017], target: {{address: 127.0.0.1, port: {port}}}}}]"
    )
}

fn config_maps(namespace: &Namespace<'_>) -> String {
    format!(
        "apiVersion: v1
kind: ConfigMap
metadata: {{name: istio, namespace: {0}}}
data: {{mesh: '{{}}'}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: istio-sidecar-injector, namespace: {0}}}
data:
  values: '{{}}'
  config: |
    defaultTemplates: [sidecar]
    templates: {{sidecar: '{{spec: {{containers: [{{name: istio-proxy, image: from-the-config-map}}]}}}}'}}",
        namespace.name
    )
}

fn inject(cluster: &Cluster, args: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(folder.path().join("web.yaml"), DEPLOYMENT).expect("written");
    cluster.istioctl_in(folder.path(), &[&["kube-inject", "-f", "web.yaml"], args].concat())
}

#[track_caller]
fn has(run: &Run, code: i32, stdout: &[&str], stderr: &[&str]) {
    assert_eq!(run.code, Some(code), "{run:?}");
    for (parts, text) in [(stdout, &run.stdout), (stderr, &run.stderr)] {
        for part in parts {
            assert!(text.contains(part), "{part:?} is not in {run:?}");
        }
    }
}

fn in_service(namespace: &Namespace<'_>, ca_bundle: &str) -> String {
    let n = &namespace.name;
    format!("{{service: {{name: istiod, namespace: {n}, path: /inject}}, caBundle: {ca_bundle}}}")
}

fn start_service<'c>(
    cluster: &'c Cluster,
    namespace: &Namespace<'_>,
    port: u16,
    ca_bundle: &str,
) -> crate::harness::Objects<'c> {
    let objects = [
        service(namespace, port),
        configuration("test-webhook", &in_service(namespace, ca_bundle)),
        config_maps(namespace),
    ];
    let objects = cluster.objects(&objects.join("\n---\n"));
    cluster.wait_ready(&namespace.name, "istiod-1");
    // The simulated kubelet sees the forward a moment after it was made.
    std::thread::sleep(std::time::Duration::from_secs(1));
    objects
}

fn through_a_port_forward(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let webhook = Webhook::start(&format!("istiod.{n}.svc"), allowed(PATCH));
    let _objects = start_service(cluster, &namespace, webhook.port, &webhook.ca_bundle);
    let run = inject(cluster, &["-i", n]);
    has(
        &run,
        0,
        &["# mine", "# stays", "image: from-the-webhook", "kube-uninject"],
        &["test-webhook", &format!("pod {n}/istiod-1:15017"), "1 injected"],
    );
    let reviews = webhook.reviews();
    assert_eq!(reviews.len(), 1, "{reviews:?}");
    assert_eq!(reviews[0]["apiVersion"].as_str(), Some("admission.k8s.io/v1"));
    let request = &reviews[0]["request"];
    assert_eq!(request["namespace"].as_str(), Some("shop"));
    assert_eq!(request["object"]["metadata"]["labels"]["app"].as_str(), Some("web"));

    let named = inject(
        cluster,
        &[
            "-i",
            n,
            "--meshConfigMapName",
            "istio",
            "--injectConfigMapName",
            "other",
        ],
    );
    has(&named, 1, &[], &["no ConfigMap \"other\""]);
    let by_host = inject(cluster, &["-i", n, "--xds-label", "app=none"]);
    has(&by_host, 0, &["from-the-config-map"], &["app=none"]);
}

fn at_an_address(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let webhook = Webhook::start("localhost", allowed(PATCH));
    let client = format!(
        "{{url: 'https://localhost:{}/inject', caBundle: {}}}",
        webhook.port, webhook.ca_bundle
    );
    let _objects = cluster.objects(&configuration("test-webhook", &client));
    let run = inject(cluster, &["-i", &namespace.name]);
    has(&run, 0, &["image: from-the-webhook"], &["test-webhook (localhost:"]);
    let run = inject(
        cluster,
        &["-i", &namespace.name, "--webhookConfig", "test-webhook", "-r", "any"],
    );
    has(&run, 0, &["image: from-the-webhook"], &["test-webhook"]);
}

fn who_cannot_be_trusted_is_not_asked(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let name = format!("istiod.{n}.svc");
    let webhook = Webhook::start(&name, allowed(PATCH));
    let other = Webhook::start(&name, allowed(PATCH));
    let _objects = start_service(cluster, &namespace, webhook.port, &other.ca_bundle);
    let run = inject(cluster, &["-i", n]);
    has(
        &run,
        0,
        &["image: from-the-config-map"],
        &["cannot be reached", "TLS", "ConfigMap"],
    );
    assert_eq!(webhook.reviews(), [] as [Value; 0]);
    let run = inject(cluster, &["-i", n, "--insecure"]);
    has(&run, 0, &["image: from-the-webhook"], &[]);
    let run = inject(cluster, &["-i", n, "--authority", "example.com", "--insecure=false"]);
    has(&run, 0, &["image: from-the-config-map"], &["TLS"]);
}

fn a_refusal_is_an_error(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let refusal = r#"{"response": {"uid": "", "allowed": false, "status": {"message": "no such template"}}}"#;
    let webhook = Webhook::start(&format!("istiod.{n}.svc"), refusal.to_owned());
    let _objects = start_service(cluster, &namespace, webhook.port, &webhook.ca_bundle);
    let run = inject(cluster, &["-i", n]);
    has(
        &run,
        1,
        &[],
        &["web.yaml:", "Deployment shop/web", "refuses the pod: no such template"],
    );
    assert_eq!(run.stdout, "");
}

fn flags(cluster: &Cluster) {
    for (args, part) in [
        (
            &["--webhookConfig", "gone"][..],
            "no MutatingWebhookConfiguration \"gone\"",
        ),
        (&["--xds-port", "15010"], "--xds-port"),
        (&["--cert-dir", "x"], "--cert-dir"),
        (&["--plaintext"], "TLS only"),
        (&["--xds-address", "a", "--xds-label", "b"], "cannot be used with"),
    ] {
        let run = inject(cluster, args);
        has(&run, 1, &[], &[part]);
        assert_eq!(run.stdout, "", "{run:?}");
    }
}
