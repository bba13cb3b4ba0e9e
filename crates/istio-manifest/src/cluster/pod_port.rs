//! HTTP to a port of a pod, through the API server's port-forward.

use http::{Method, Request};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use k8s_openapi::api::core::v1::Pod;
use kube::Api;
use tokio::time::{Instant, timeout_at};

use super::connection::{Causes, Connection};
use super::error::ClusterError;

/// The longest answer that is read.
const LONGEST: usize = 256 * 1024 * 1024;

impl Connection {
    /// `GET http://localhost:PORT/PATH` in a pod: the body of a 200.
    ///
    /// # Errors
    /// [`ClusterError::PodPort`] when the pod cannot be reached, does not answer in time, or answers with another status.
    pub async fn get_from_pod(
        &self,
        namespace: &str,
        name: &str,
        port: u16,
        path: &str,
    ) -> Result<String, ClusterError> {
        self.ask_pod(namespace, name, port, &Question::of(Method::GET, path))
            .await
    }

    /// `POST http://localhost:PORT/PATH` in a pod, without a body: what changes something behind an admin port.
    ///
    /// # Errors
    /// As [`Connection::get_from_pod`].
    pub async fn post_to_pod(
        &self,
        namespace: &str,
        name: &str,
        port: u16,
        path: &str,
    ) -> Result<String, ClusterError> {
        self.ask_pod(namespace, name, port, &Question::of(Method::POST, path))
            .await
    }

    /// `PUT http://localhost:PORT/PATH` in a pod with a JSON text.
    ///
    /// # Errors
    /// As [`Connection::get_from_pod`].
    pub async fn put_to_pod(
        &self,
        namespace: &str,
        name: &str,
        port: u16,
        path: &str,
        json: String,
    ) -> Result<String, ClusterError> {
        let question = Question {
            body: json,
            ..Question::of(Method::PUT, path)
        };
        self.ask_pod(namespace, name, port, &question).await
    }

    async fn ask_pod(
        &self,
        namespace: &str,
        name: &str,
        port: u16,
        question: &Question<'_>,
    ) -> Result<String, ClusterError> {
        let what = format!("{namespace}/{name}:{port}{}", question.path);
        let failed = |why: String| ClusterError::PodPort {
            what: what.clone(),
            why,
        };
        let exchange = async {
            let pods: Api<Pod> = Api::namespaced(self.client(), namespace);
            let mut forward = pods
                .portforward(name, &[port])
                .await
                .map_err(|why| format!("port-forward: {}", Causes(&why)))?;
            let missing = || "port-forward gave no stream".to_owned();
            let stream = forward.take_stream(port).ok_or_else(missing)?;
            let refused = forward.take_error(port).ok_or_else(missing)?;
            let asked = ask(stream, port, question);
            let result = match asked.await {
                Ok(text) => Ok(text),
                // The other channel tells why the stream ended.
                Err(why) => match timeout_at(Instant::now() + std::time::Duration::from_millis(200), refused).await {
                    Ok(Some(told)) => Err(told.trim().to_owned()),
                    _ => Err(why),
                },
            };
            forward.abort();
            result
        };
        match timeout_at(Instant::now() + self.timeouts().answer, exchange).await {
            Ok(result) => result.map_err(failed),
            Err(_) => Err(failed(format!(
                "no answer within {}s",
                self.timeouts().answer.as_secs_f64()
            ))),
        }
    }
}

/// What a pod is asked.
struct Question<'q> {
    method: Method,
    path: &'q str,
    /// A JSON text, or nothing.
    body: String,
}

impl<'q> Question<'q> {
    fn of(method: Method, path: &'q str) -> Self {
        Self {
            method,
            path,
            body: String::new(),
        }
    }
}

async fn ask<S>(stream: S, port: u16, question: &Question<'_>) -> Result<String, String>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let words = |why: hyper::Error| why.to_string();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(words)?;
    // Ends with the stream; what it ends in, the request learns too.
    let running = tokio::spawn(connection);
    let mut request = Request::builder()
        .method(question.method.clone())
        .uri(question.path)
        .header(http::header::HOST, format!("localhost:{port}"))
        .header(http::header::CONNECTION, "close");
    if !question.body.is_empty() {
        request = request.header(http::header::CONTENT_TYPE, "application/json");
    }
    let request = request
        .body(Full::new(Bytes::from(question.body.clone())))
        .map_err(|why| why.to_string())?;
    let response = sender.send_request(request).await.map_err(words)?;
    let status = response.status();
    let body = Limited::new(response.into_body(), LONGEST).collect().await;
    let body = body.map_err(|why| why.to_string())?.to_bytes();
    running.abort();
    if !status.is_success() {
        return Err(format!("HTTP status {status}"));
    }
    Ok(String::from_utf8_lossy(&body).into_owned())
}
