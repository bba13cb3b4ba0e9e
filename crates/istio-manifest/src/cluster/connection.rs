//! A connection: requests with a deadline, attempts, and errors that say what was asked.

use std::error::Error as _;
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::{Either, select};
use http::{Method, Request};
use kube::Client;
use kube::client::AuthError;
use kubeyaml::Value;
use tokio::runtime::Runtime;
use tokio::time::{Instant, timeout_at};

use super::backoff;
use super::error::ClusterError;
use super::kubeconfig::Target;

/// How long to wait for the API server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For one answer.
    pub answer: Duration,
    /// For one operation with all its attempts.
    pub operation: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(15),
            operation: Duration::from_secs(30),
        }
    }
}

impl Timeouts {
    /// With this time for an answer, and twice as long for an operation with its attempts. Zero means as long as it takes.
    #[must_use]
    pub fn of_answer(answer: Duration) -> Self {
        let answer = if answer.is_zero() {
            Duration::from_secs(24 * 60 * 60)
        } else {
            answer
        };
        Self {
            answer,
            operation: answer.saturating_mul(2),
        }
    }

    /// For a TCP connection and the TLS handshake on it.
    pub(super) fn connect(&self) -> Duration {
        self.answer.min(Duration::from_secs(10))
    }
}

/// How often to look whether somebody wishes to stop.
const STOP_INTERVAL: Duration = Duration::from_millis(50);
/// A request that was made.
#[derive(Clone, Copy, Debug)]
pub struct RequestLine<'r> {
    /// Its method.
    pub method: &'r str,
    /// The server's address.
    pub server: &'r str,
    /// Path and query.
    pub uri: &'r str,
    /// The status code of the answer, if one came.
    pub code: Option<u16>,
    /// How long it took.
    pub after: Duration,
}

/// Who is told of every request. Tokens and bodies are not part of what is told.
pub type RequestLog = fn(&RequestLine<'_>);

/// The form of answers.
pub(super) const JSON: &str = "application/json";

/// One request, with the words for its errors.
pub(super) struct Call {
    pub(super) verb: &'static str,
    pub(super) what: String,
    pub(super) method: Method,
    /// Path and query.
    pub(super) uri: String,
    /// Content type and text.
    pub(super) body: Option<(&'static str, String)>,
}

impl Call {
    /// Whether it is a question in the form of an object that is created, and nothing is kept of it.
    fn only_asks(&self) -> bool {
        self.uri.contains("/selfsubjectaccessreviews")
    }
}

/// A connection to an API server, on a runtime of its own that runs while [`Connection::block_on`] does.
pub struct Connection {
    runtime: Runtime,
    client: Client,
    server: String,
    timeouts: Timeouts,
    /// Whether the server has answered before: then it is there, and being away is likely to pass.
    answered: AtomicBool,
    log: Option<RequestLog>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// Reads the kubeconfig and prepares a client. The first request connects.
    ///
    /// # Errors
    /// A kubeconfig that is missing or cannot be used.
    pub fn open(target: &Target) -> Result<Self, ClusterError> {
        let unusable = |why: &dyn fmt::Display| ClusterError::Unusable(why.to_string());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|why| unusable(&why))?;
        let (client, server) = runtime.block_on(async {
            let config = target.config().await?;
            let server = config.cluster_url.to_string().trim_end_matches('/').to_owned();
            let client = Client::try_from(config).map_err(|why| match &why {
                kube::Error::Auth(why) => {
                    let kubeconfig = target.kubeconfig().unwrap_or_default();
                    unusable(&credentials(
                        why,
                        kubeconfig.plugin(target.context.as_deref()).as_deref(),
                    ))
                }
                why => unusable(&Causes(why)),
            })?;
            Ok((client, server))
        })?;
        Ok(Self {
            runtime,
            client,
            server,
            timeouts: target.timeouts,
            answered: AtomicBool::new(false),
            log: target.request_log,
        })
    }

    /// Runs a future to its end, and the connection meanwhile.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// The same with an end: `None` if the future is not done by then.
    pub fn block_on_within<T>(&self, limit: Duration, future: impl Future<Output = T>) -> Option<T> {
        self.runtime
            .block_on(async { tokio::time::timeout(limit, future).await.ok() })
    }

    /// The same until somebody wishes to stop: `None` if `stop` is set before the future is done.
    pub fn block_on_unless<T>(&self, stop: &AtomicBool, future: impl Future<Output = T>) -> Option<T> {
        let stopped = async {
            while !stop.load(Ordering::SeqCst) {
                tokio::time::sleep(STOP_INTERVAL).await;
            }
        };
        self.runtime.block_on(async {
            match select(pin!(future), pin!(stopped)).await {
                Either::Left((done, _)) => Some(done),
                Either::Right(_) => None,
            }
        })
    }

    /// The server's address.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server
    }

    /// The namespace of the kubeconfig's context, else `default`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.client.default_namespace()
    }

    /// How long it waits.
    #[must_use]
    pub fn timeouts(&self) -> Timeouts {
        self.timeouts
    }

    pub(super) fn client(&self) -> Client {
        self.client.clone()
    }

    /// Makes a request until it succeeds, cannot succeed, or the time is up.
    pub(super) async fn call(&self, call: &Call) -> Result<String, ClusterError> {
        self.call_for(call, JSON).await
    }

    /// The same, asking for the answer in a given form.
    pub(super) async fn call_for(&self, call: &Call, accept: &'static str) -> Result<String, ClusterError> {
        let end = Instant::now() + self.timeouts.operation;
        let mut attempt = 1;
        loop {
            let left = |now: Instant| end.saturating_duration_since(now);
            let failed = match self
                .attempt(call, accept, end.min(Instant::now() + self.timeouts.answer))
                .await
            {
                Ok(answer) if answer.code < 300 => {
                    self.answered.store(true, Ordering::Relaxed);
                    return Ok(answer.text);
                }
                Ok(answer) => {
                    self.answered.store(true, Ordering::Relaxed);
                    let pause = backoff::pause(attempt, answer.retry_after, left(Instant::now()));
                    match pause.filter(|_| backoff::is_temporary(answer.code)) {
                        Some(pause) => {
                            tokio::time::sleep(pause).await;
                            None
                        }
                        None => Some(self.refusal(call, &answer, attempt)),
                    }
                }
                Err(Failure::Error(why)) => Some(why),
                // A server that never answered is told of at once; one that did is perhaps being restarted.
                Err(Failure::Refused(why)) => {
                    let pause = backoff::pause(attempt, None, left(Instant::now()));
                    match pause.filter(|_| self.answered.load(Ordering::Relaxed)) {
                        Some(pause) => {
                            tokio::time::sleep(pause).await;
                            None
                        }
                        None => Some(self.unreachable(why)),
                    }
                }
                // What was asked may have been done; only what changes nothing twice is asked again.
                Err(Failure::Broken(why)) => {
                    let pause = backoff::pause(attempt, None, left(Instant::now()));
                    match pause.filter(|_| call.method != Method::POST || call.only_asks()) {
                        Some(pause) => {
                            tokio::time::sleep(pause).await;
                            None
                        }
                        None => Some(self.unreachable(why)),
                    }
                }
            };
            if let Some(failed) = failed {
                return Err(failed);
            }
            attempt += 1;
        }
    }

    async fn attempt(&self, call: &Call, accept: &'static str, end: Instant) -> Result<Answer, Failure> {
        let start = Instant::now();
        let request = request(call, accept).map_err(Failure::Error)?;
        let exchange = async {
            let response = self.client.send(request).await.map_err(|why| self.failure(&why))?;
            let code = response.status().as_u16();
            let retry_after = response.headers().get(http::header::RETRY_AFTER);
            let retry_after = backoff::retry_after(retry_after.and_then(|value| value.to_str().ok()));
            let body = response.into_body().collect_bytes().await;
            let body = body.map_err(|why| Failure::Broken(Causes(&why).to_string()))?;
            Ok(Answer {
                code,
                retry_after,
                text: String::from_utf8_lossy(&body).into_owned(),
            })
        };
        let result = timeout_at(end, exchange).await;
        if let Some(log) = self.log {
            log(&RequestLine {
                method: call.method.as_str(),
                server: &self.server,
                uri: &call.uri,
                code: result.as_ref().ok().and_then(|answer| Some(answer.as_ref().ok()?.code)),
                after: start.elapsed(),
            });
        }
        match result {
            Ok(result) => result,
            Err(_) => Err(Failure::Error(ClusterError::Timeout {
                server: self.server.clone(),
                verb: call.verb,
                what: call.what.clone(),
                after: Duration::from_secs_f64(start.elapsed().as_secs_f64().mul_add(10.0, 0.5).floor() / 10.0),
            })),
        }
    }

    /// Sorts what the client says: a server that is not there, a connection that broke, credentials that cannot be had.
    fn failure(&self, why: &kube::Error) -> Failure {
        let text = Causes(why).to_string();
        match why {
            kube::Error::Auth(_) => Failure::Error(ClusterError::Unusable(text)),
            kube::Error::HyperError(_) => Failure::Broken(text),
            kube::Error::Service(service) => {
                let connect = Chain(Some(service.as_ref()))
                    .filter_map(|cause| cause.downcast_ref::<hyper_util::client::legacy::Error>())
                    .any(hyper_util::client::legacy::Error::is_connect);
                if connect {
                    Failure::Refused(text)
                } else {
                    Failure::Broken(text)
                }
            }
            _ => Failure::Error(self.unreachable(text)),
        }
    }

    fn unreachable(&self, why: String) -> ClusterError {
        ClusterError::Unreachable {
            server: self.server.clone(),
            why,
        }
    }

    /// The error for an answer that is none.
    fn refusal(&self, call: &Call, answer: &Answer, attempts: u32) -> ClusterError {
        let (verb, what) = (call.verb, call.what.clone());
        let message = answer.message();
        match answer.code {
            401 => ClusterError::Unauthorized {
                server: self.server.clone(),
                verb,
                what,
            },
            403 => ClusterError::Forbidden { verb, what, message },
            code if backoff::is_temporary(code) => ClusterError::Overloaded {
                server: self.server.clone(),
                verb,
                what,
                code,
                message,
                attempts,
            },
            code => ClusterError::Rejected {
                verb,
                what,
                code,
                message,
            },
        }
    }
}

/// What came back.
struct Answer {
    code: u16,
    retry_after: Option<Duration>,
    text: String,
}

impl Answer {
    /// The message of a `Status` object, else the start of the text.
    fn message(&self) -> String {
        let status = kubeyaml::json::from_str(&self.text).unwrap_or_default();
        match status.get("message").and_then(Value::as_str) {
            Some(message) if !message.is_empty() => message.to_owned(),
            _ => {
                let start: String = self.text.chars().take(200).collect();
                format!("HTTP status {} {}", self.code, start.trim())
                    .trim_end()
                    .to_owned()
            }
        }
    }
}

/// Why there is no answer.
enum Failure {
    /// Another attempt would end the same.
    Error(ClusterError),
    /// Nothing took the connection, so nothing was asked.
    Refused(String),
    /// The connection ended before the answer did.
    Broken(String),
}

fn request(call: &Call, accept: &'static str) -> Result<Request<kube::client::Body>, ClusterError> {
    let mut request = Request::builder()
        .method(call.method.clone())
        .uri(&call.uri)
        .header(http::header::ACCEPT, accept);
    let mut bytes = Vec::new();
    if let Some((content_type, text)) = &call.body {
        request = request.header(http::header::CONTENT_TYPE, *content_type);
        bytes = text.clone().into_bytes();
    }
    request
        .body(kube::client::Body::from(bytes))
        .map_err(|why| ClusterError::Answer {
            what: call.what.clone(),
            why: why.to_string(),
        })
}

/// Why there are no credentials; a plugin is named with what it said.
fn credentials(why: &AuthError, plugin: Option<&str>) -> String {
    let plugin = plugin.unwrap_or_default();
    match why {
        AuthError::AuthExecStart(why) => format!("the credential plugin {plugin:?} cannot be started: {why}"),
        AuthError::AuthExecRun { out, .. } => {
            let said = String::from_utf8_lossy(&out.stderr);
            format!(
                "the credential plugin {plugin:?} failed ({}): {}",
                out.status,
                said.trim()
            )
            .trim_end_matches([' ', ':'])
            .to_owned()
        }
        AuthError::AuthExecParse(_) | AuthError::ExecPluginFailed => {
            format!("the credential plugin {plugin:?} printed no ExecCredential with a status")
        }
        other => other.to_string(),
    }
}

/// An error and what it was caused by, one after the other.
struct Chain<'e>(Option<&'e (dyn std::error::Error + 'static)>);

impl<'e> Iterator for Chain<'e> {
    type Item = &'e (dyn std::error::Error + 'static);

    fn next(&mut self) -> Option<Self::Item> {
        let error = self.0?;
        self.0 = error.source();
        Some(error)
    }
}

/// The last cause of an error, which is the one that says something ("connection refused"); those above it say that there was one.
pub(super) struct Causes<'e>(pub(super) &'e kube::Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = match self.0 {
            // Its causes are not its `source()`, but are the same error seen through a box.
            kube::Error::Service(service) => service.source(),
            other => other.source(),
        };
        let last = Chain(first).last();
        match last {
            Some(last) => write!(f, "{last}"),
            None => write!(f, "{}", self.0),
        }
    }
}
