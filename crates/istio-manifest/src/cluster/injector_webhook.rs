//! Injection by the webhook of a control plane, asked as the API server asks it.
//!
//! A MutatingWebhookConfiguration says where the webhook is: a Service, of which one pod is reached through a port-forward, or an
//! address. Its certificate is checked by the configuration's own authority.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use http::Request;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use k8s_openapi::api::core::v1::Pod;
use kube::Api;
use kube::api::Portforwarder;
use kube::client::ConfigExt as _;
use kubeyaml::{Mapping, Value};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use super::connection::{Causes, Connection};
use super::error::ClusterError;
use super::injection_webhooks::{WEBHOOK_SUFFIX, webhooks};
use super::pod_labels::equality_selector;
use super::port_forward::best;
use super::resource::kinds;
use super::revisions::{REVISION_LABEL, Revisions, TAG_LABEL, label};
use super::verbs::ListOptions;
use crate::inject::{Admission, AdmissionWebhook};

/// How long a webhook may take: what API servers give an injector is no more.
pub const TIMEOUT: Duration = Duration::from_secs(5);
/// The port of istiod's webhook in its pods, for a Service that does not list its port.
const POD_PORT: u16 = 15017;
/// The longest answer that is read.
const LONGEST: usize = 64 * 1024 * 1024;

/// Which webhook, and how it is reached.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The namespace of the control plane.
    pub istio_namespace: String,
    /// A revision or a tag; empty for the default.
    pub revision: String,
    /// A MutatingWebhookConfiguration, whatever its revision.
    pub configuration: Option<String>,
    /// The host of the control plane, instead of a port-forward to one of its pods.
    pub host: Option<String>,
    /// A label selector for the pods of the control plane, instead of the Service's.
    pub pods: Option<String>,
    /// The name that its certificate must have, instead of the Service's.
    pub server_name: Option<String>,
    /// Whether its certificate is taken as it is.
    pub insecure: bool,
    /// How long it may take to connect, and to answer; [`TIMEOUT`] unless a user says otherwise.
    pub timeout: Duration,
}

/// Why there is no webhook to ask.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The cluster does not say.
    Cluster(ClusterError),
    /// The named configuration is not there, or has no injector.
    Configuration(String),
    /// No configuration of the revision has an injector.
    NoInjector,
    /// It is there, but cannot be reached.
    Unreachable {
        /// The webhook.
        webhook: String,
        /// Why.
        why: String,
    },
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::Configuration(name) => {
                write!(
                    f,
                    "there is no MutatingWebhookConfiguration {name:?} with a webhook *{WEBHOOK_SUFFIX}"
                )
            }
            Self::NoInjector => f.write_str("no MutatingWebhookConfiguration of the revision has an injector"),
            Self::Unreachable { webhook, why } => write!(f, "the webhook {webhook} cannot be reached: {why}"),
        }
    }
}

impl std::error::Error for WebhookError {}

impl From<ClusterError> for WebhookError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

/// A webhook with a connection to it. Pods are sent one after the other.
pub struct InjectorWebhook {
    /// What it is, in words.
    name: String,
    timeout: Duration,
    link: Mutex<Link>,
}

/// What is used for one pod at a time.
struct Link {
    connection: Connection,
    sender: SendRequest<Full<Bytes>>,
    host: String,
    path: String,
    /// The stream lives as long as this.
    _forward: Option<Portforwarder>,
}

impl fmt::Debug for InjectorWebhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InjectorWebhook")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for InjectorWebhook {
    /// `CONFIGURATION (Service NAMESPACE/NAME, pod POD)`, or with the address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl InjectorWebhook {
    /// Finds the webhook and connects to it, up to the end of the TLS handshake.
    ///
    /// # Errors
    /// [`WebhookError`].
    pub fn open(connection: Connection, wanted: &Wanted) -> Result<Self, WebhookError> {
        let (name, sender, host, path, forward) = connection.block_on(async {
            let (name, client) = find(&connection, wanted).await?;
            let endpoint = Endpoint::of(&client, wanted).ok_or_else(|| WebhookError::Unreachable {
                webhook: name.clone(),
                why: "its clientConfig names neither a Service nor an https address".to_owned(),
            })?;
            let unreachable = |name: &str, why: String| WebhookError::Unreachable {
                webhook: name.to_owned(),
                why,
            };
            let tls = tls(&client, wanted.insecure).map_err(|why| unreachable(&name, why))?;
            let server_name = ServerName::try_from(endpoint.server_name.clone())
                .map_err(|_| unreachable(&name, format!("{:?} is no host name", endpoint.server_name)))?;
            let (words, stream, forward) = reach(&connection, &endpoint, wanted).await.map_err(|why| match why {
                Reach::Cluster(why) => WebhookError::Cluster(why),
                Reach::Unreachable(why) => unreachable(&name, why),
            })?;
            let name = format!("{name} ({words})");
            let handshake = async {
                let stream = TlsConnector::from(tls)
                    .connect(server_name, stream)
                    .await
                    .map_err(|why| format!("TLS: {why}"))?;
                let (sender, connected) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
                    .await
                    .map_err(|why| why.to_string())?;
                // Ends with the stream; what it ends in, requests learn too.
                tokio::spawn(connected);
                Ok(sender)
            };
            let sender = match timeout(wanted.timeout, handshake).await {
                Ok(result) => result,
                Err(_) => Err(slow(wanted.timeout)),
            }
            .map_err(|why| unreachable(&name, why))?;
            Ok::<_, WebhookError>((name, sender, endpoint.authority, endpoint.path, forward))
        })?;
        Ok(Self {
            name,
            timeout: wanted.timeout,
            link: Mutex::new(Link {
                connection,
                sender,
                host,
                path,
                _forward: forward,
            }),
        })
    }
}

impl AdmissionWebhook for InjectorWebhook {
    fn admit(&self, pod: &Value, namespace: &str) -> Result<Admission, String> {
        let failed = |why: String| format!("the injector's webhook {}: {why}", self.name);
        let review = kubeyaml::json::to_string(&review(pod, namespace)).map_err(|why| failed(why.to_string()))?;
        // Only a panic could have left it behind; a request that broke says so itself.
        let mut link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        let Link {
            connection,
            sender,
            host,
            path,
            ..
        } = &mut *link;
        let asked = async {
            let request = Request::post(path.as_str())
                .header(http::header::HOST, host.as_str())
                .header(http::header::CONTENT_TYPE, "application/json")
                .body(Full::new(Bytes::from(review)))
                .map_err(|why| why.to_string())?;
            sender.ready().await.map_err(|why| why.to_string())?;
            let response = sender.send_request(request).await.map_err(|why| why.to_string())?;
            let status = response.status();
            let body = Limited::new(response.into_body(), LONGEST).collect().await;
            let body = body.map_err(|why| why.to_string())?.to_bytes();
            let text = String::from_utf8_lossy(&body).into_owned();
            if status.is_success() {
                Ok(text)
            } else {
                let start: String = text.chars().take(200).collect();
                Err(format!("HTTP status {status} {}", start.trim()).trim_end().to_owned())
            }
        };
        let text = connection.block_on(async {
            match timeout(self.timeout, asked).await {
                Ok(result) => result,
                Err(_) => Err(slow(self.timeout)),
            }
        });
        text.and_then(|text| admission(&text)).map_err(failed)
    }
}

fn slow(limit: Duration) -> String {
    format!("no answer within {}s", limit.as_secs_f64())
}

/// The configuration's name and the `clientConfig` of its injector.
async fn find(connection: &Connection, wanted: &Wanted) -> Result<(String, Value), WebhookError> {
    let resource = kinds::mutating_webhook_configuration();
    let injector = |configuration: &Value| {
        let webhook = webhooks(configuration).iter().find(|webhook| {
            webhook["name"]
                .as_str()
                .is_some_and(|name| name.ends_with(WEBHOOK_SUFFIX))
        });
        let name = configuration["metadata"]["name"].as_str().unwrap_or_default();
        webhook.map(|webhook| (name.to_owned(), webhook["clientConfig"].clone()))
    };
    if let Some(name) = &wanted.configuration {
        let found = connection.get(&resource, None, name).await?;
        let found = found.as_ref().and_then(injector);
        return found.ok_or_else(|| WebhookError::Configuration(name.clone()));
    }
    let mut all = connection
        .list(&resource, None, &ListOptions::labels(REVISION_LABEL))
        .await?;
    let known = Revisions::of_objects(&all);
    let revision = known.resolve(&wanted.revision).map_err(|_| WebhookError::NoInjector)?;
    all.retain(|configuration| label(configuration, REVISION_LABEL) == Some(revision));
    // A tag's configuration may be older than that of the revision itself.
    all.sort_by_key(|configuration| label(configuration, TAG_LABEL).is_some());
    all.iter().find_map(injector).ok_or(WebhookError::NoInjector)
}

/// Where a webhook is.
#[derive(Debug, PartialEq, Eq)]
struct Endpoint {
    place: Place,
    /// The name that its certificate must have.
    server_name: String,
    /// `HOST` or `HOST:PORT` for the request.
    authority: String,
    path: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Place {
    Service { namespace: String, name: String, port: u16 },
    Address { host: String, port: u16 },
}

impl Endpoint {
    /// Reads a `clientConfig`.
    fn of(client: &Value, wanted: &Wanted) -> Option<Self> {
        let mut endpoint = match client["service"].as_mapping() {
            Some(service) => Self::of_service(service, wanted)?,
            None => Self::of_url(client["url"].as_str()?)?,
        };
        if let Some(name) = &wanted.server_name {
            endpoint.server_name.clone_from(name);
        }
        Some(endpoint)
    }

    fn of_service(service: &Mapping, wanted: &Wanted) -> Option<Self> {
        let text = |field: &str| {
            service
                .get(field)
                .and_then(Value::as_str)
                .filter(|text| !text.is_empty())
        };
        let (namespace, name) = (text("namespace")?, text("name")?);
        let port = match service.get("port") {
            None | Some(Value::Null) => 443,
            Some(port) => u16::try_from(port.as_i64()?).ok()?,
        };
        let server_name = format!("{name}.{namespace}.svc");
        Some(Self {
            place: match &wanted.host {
                Some(host) => Place::Address {
                    host: host.clone(),
                    port,
                },
                None => Place::Service {
                    namespace: namespace.to_owned(),
                    name: name.to_owned(),
                    port,
                },
            },
            authority: format!("{server_name}:{port}"),
            server_name,
            path: text("path").unwrap_or("/").to_owned(),
        })
    }

    fn of_url(url: &str) -> Option<Self> {
        let url: http::Uri = url.parse().ok()?;
        if url.scheme_str() != Some("https") {
            return None;
        }
        let host = url.host()?.trim_start_matches('[').trim_end_matches(']').to_owned();
        Some(Self {
            place: Place::Address {
                host: host.clone(),
                port: url.port_u16().unwrap_or(443),
            },
            authority: url.authority()?.to_string(),
            server_name: host,
            path: url.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        })
    }
}

/// Who is trusted: the configuration's authority, else those that the system trusts.
fn tls(client: &Value, insecure: bool) -> Result<Arc<ClientConfig>, String> {
    let bundle = client["caBundle"].as_str().unwrap_or_default();
    let mut config = if insecure || bundle.is_empty() {
        let mut config = kube::Config::new(http::Uri::from_static("https://localhost"));
        config.accept_invalid_certs = insecure;
        config.rustls_client_config().map_err(|why| Causes(&why).to_string())?
    } else {
        let pem = base64::engine::general_purpose::STANDARD
            .decode(bundle)
            .map_err(|why| format!("its caBundle is no base64: {why}"))?;
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|why| format!("its caBundle: {why}"))?;
            roots.add(certificate).map_err(|why| format!("its caBundle: {why}"))?;
        }
        ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|why| why.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth()
    };
    // HTTP/1.1 is what is spoken, and a server that is not asked takes it for granted.
    config.alpn_protocols.clear();
    Ok(Arc::new(config))
}

/// A byte stream, whatever it goes through.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

enum Reach {
    Cluster(ClusterError),
    Unreachable(String),
}

impl From<ClusterError> for Reach {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

/// Opens a stream to a webhook; says through what.
async fn reach(
    connection: &Connection,
    endpoint: &Endpoint,
    wanted: &Wanted,
) -> Result<(String, Box<dyn Stream>, Option<Portforwarder>), Reach> {
    let (namespace, name, port) = match &endpoint.place {
        Place::Address { host, port } => {
            let words = format!("{host}:{port}");
            let connect = tokio::net::TcpStream::connect((host.as_str(), *port));
            return match timeout(wanted.timeout, connect).await {
                Ok(Ok(stream)) => Ok((words, Box::new(stream), None)),
                Ok(Err(why)) => Err(Reach::Unreachable(format!("{words}: {why}"))),
                Err(_) => Err(Reach::Unreachable(format!("{words}: {}", slow(wanted.timeout)))),
            };
        }
        Place::Service { namespace, name, port } => (namespace, name, *port),
    };
    let Some(service) = connection.get(&kinds::service(), Some(namespace), name).await? else {
        return Err(Reach::Unreachable(format!("there is no Service {namespace}/{name}")));
    };
    let own = || equality_selector(&service["spec"]["selector"]);
    let Some(selector) = wanted.pods.clone().or_else(own) else {
        let why = format!("Service {namespace}/{name} selects no pods; --xds-address names the host behind it");
        return Err(Reach::Unreachable(why));
    };
    let pods = connection
        .list(&kinds::pod(), Some(namespace), &ListOptions::labels(selector.as_str()))
        .await?;
    let Some(pod) = best(&pods) else {
        let why = format!("no running pod in namespace {namespace:?} has the labels {selector}");
        return Err(Reach::Unreachable(why));
    };
    let pod_name = pod["metadata"]["name"].as_str().unwrap_or_default();
    let pod_port = target_port(&service, pod, port);
    let words = format!("pod {namespace}/{pod_name}:{pod_port}");
    let api: Api<Pod> = Api::namespaced(connection.client(), namespace);
    let ports = [pod_port];
    let opened = timeout(wanted.timeout, api.portforward(pod_name, &ports)).await;
    let mut forward = match opened {
        Ok(Ok(forward)) => forward,
        Ok(Err(why)) => return Err(Reach::Unreachable(format!("{words}: port-forward: {}", Causes(&why)))),
        Err(_) => return Err(Reach::Unreachable(format!("{words}: {}", slow(wanted.timeout)))),
    };
    match forward.take_stream(pod_port) {
        Some(stream) => Ok((words, Box::new(stream), Some(forward))),
        None => Err(Reach::Unreachable(format!("{words}: port-forward gave no stream"))),
    }
}

/// The port of the pod behind a port of a Service; ports may have names.
fn target_port(service: &Value, pod: &Value, port: u16) -> u16 {
    let ports = service["spec"]["ports"].as_sequence().unwrap_or_default();
    let entry = ports.iter().find(|entry| entry["port"].as_i64() == Some(port.into()));
    let Some(entry) = entry else { return POD_PORT };
    let number = |value: &Value| value.as_i64().and_then(|port| u16::try_from(port).ok());
    let target = &entry["targetPort"];
    let named = |wanted: &str| {
        let containers = pod["spec"]["containers"].as_sequence().unwrap_or_default();
        let mut ports = containers
            .iter()
            .flat_map(|container| container["ports"].as_sequence().unwrap_or_default());
        ports
            .find(|port| port["name"].as_str() == Some(wanted))
            .and_then(|port| number(&port["containerPort"]))
    };
    match target.as_str() {
        Some(name) => named(name).unwrap_or(POD_PORT),
        None => number(target).filter(|target| *target != 0).unwrap_or(port),
    }
}

/// The question of an API server about a pod that is created.
fn review(pod: &Value, namespace: &str) -> Value {
    let version = |kind: &str, word: &str| {
        let mut resource = Mapping::new();
        resource.insert("group", "");
        resource.insert("version", "v1");
        resource.insert(kind, word);
        resource
    };
    let mut object = Mapping::new();
    object.insert("apiVersion", "v1");
    object.insert("kind", "Pod");
    for field in ["metadata", "spec"] {
        object.insert(field, pod[field].clone());
    }
    let mut request = Mapping::new();
    request.insert("uid", "kube-inject");
    request.insert("kind", version("kind", "Pod"));
    request.insert("resource", version("resource", "pods"));
    if let Some(name) = pod["metadata"]["name"].as_str() {
        request.insert("name", name);
    }
    request.insert("namespace", namespace);
    request.insert("operation", "CREATE");
    request.insert("dryRun", true);
    request.insert("object", object);
    let mut review = Mapping::new();
    review.insert("apiVersion", "admission.k8s.io/v1");
    review.insert("kind", "AdmissionReview");
    review.insert("request", request);
    review.into()
}

/// What the answer says.
fn admission(text: &str) -> Result<Admission, String> {
    let review = kubeyaml::json::from_str(text).map_err(|why| format!("its answer is no JSON: {why}"))?;
    let Some(response) = review
        .get("response")
        .filter(|response| response.as_mapping().is_some())
    else {
        return Err("its answer is no AdmissionReview with a response".to_owned());
    };
    if response["allowed"] != Value::Bool(true) {
        let message = [&response["status"]["message"], &response["result"]["message"]]
            .into_iter()
            .find_map(Value::as_str);
        return Err(format!(
            "it refuses the pod: {}",
            message.unwrap_or("it does not say why")
        ));
    }
    let warnings = response["warnings"].as_sequence().unwrap_or_default();
    let warnings = warnings.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let patch = match response["patch"].as_str().filter(|patch| !patch.is_empty()) {
        None => None,
        Some(encoded) => {
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(encoded)
                .map_err(|why| format!("its patch is no base64: {why}"))?;
            let patch = std::str::from_utf8(&bytes).map_err(|why| format!("its patch is no text: {why}"))?;
            Some(kubeyaml::json::from_str(patch).map_err(|why| format!("its patch is no JSON: {why}"))?)
        }
    };
    Ok(Admission { patch, warnings })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value {
        kubeyaml::from_str(text).expect("YAML")
    }

    #[test]
    fn where_a_client_config_leads() {
        let of = |text: &str, wanted: &Wanted| Endpoint::of(&read(text), wanted);
        let service = "{service: {namespace: istio-system, name: istiod, path: /inject, port: 443}}";
        let found = of(service, &Wanted::default()).expect("a service");
        assert_eq!(found.server_name, "istiod.istio-system.svc");
        assert_eq!(found.path, "/inject");
        let elsewhere = Wanted {
            host: Some("10.0.0.1".to_owned()),
            server_name: Some("other".to_owned()),
            ..Wanted::default()
        };
        let found = of(service, &elsewhere).expect("a service");
        let address = Place::Address {
            host: "10.0.0.1".to_owned(),
            port: 443,
        };
        assert_eq!((found.place, found.server_name.as_str()), (address, "other"));
        let found = of("{url: 'https://[::1]:15017/inject/a?b=c'}", &Wanted::default()).expect("an address");
        let address = Place::Address {
            host: "::1".to_owned(),
            port: 15017,
        };
        assert_eq!((found.place, found.path.as_str()), (address, "/inject/a?b=c"));
        assert_eq!(of("{url: 'http://a/b'}", &Wanted::default()), None);
        assert_eq!(of("{}", &Wanted::default()), None);
    }

    #[test]
    fn ports_of_services_lead_to_ports_of_pods() {
        let pod = read("{spec: {containers: [{ports: [{name: webhook, containerPort: 15017}]}]}}");
        let port = |target: &str| {
            let service = format!("{{spec: {{ports: [{{port: 443{target}}}]}}}}");
            target_port(&read(&service), &pod, 443)
        };
        assert_eq!(port(", targetPort: 9443"), 9443);
        assert_eq!(port(", targetPort: webhook"), 15017);
        assert_eq!(port(""), 443);
        assert_eq!(target_port(&read("{}"), &pod, 443), POD_PORT);
    }

    #[test]
    fn answers_are_read_or_refused() {
        let allowed = r#"{"response": {"allowed": true, "patch": "W10=", "warnings": ["w"]}}"#;
        let read = admission(allowed).expect("an answer");
        assert_eq!(read.patch, Some(Value::Sequence(Vec::new())));
        assert_eq!(read.warnings, ["w"]);
        assert_eq!(
            admission(r#"{"response": {"allowed": true}}"#),
            Ok(Admission::default())
        );
        for (answer, part) in [
            (
                r#"{"response": {"allowed": false, "status": {"message": "policy"}}}"#,
                "refuses the pod: policy",
            ),
            (r#"{"response": {"allowed": true, "patch": "*"}}"#, "no base64"),
            (r#"{"response": {"allowed": true, "patch": "Kg=="}}"#, "no JSON"),
            ("{}", "no AdmissionReview"),
            ("<html>", "no JSON"),
        ] {
            let why = admission(answer).expect_err("no answer");
            assert!(why.contains(part), "{why}");
        }
    }
}
