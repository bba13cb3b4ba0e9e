//! A fake API server that answers from a script, or passes on what it is asked, and keeps what it was asked.
//!
//! It does what a live one cannot be made to do: say 429 with `Retry-After`, fail with 500, cut a connection in the middle of a
//! watch, answer slowly or never, refuse a token that was good before. The client in front of it is the real one, over loopback TCP.
//!
//! ```
//! use testkit::apiserver::{Answer, FakeApiServer, Script};
//!
//! let server = FakeApiServer::start(
//!     Script::new().on("GET", "/version", [Answer::status(500, "etcd is away"), Answer::json(r#"{"major": "1"}"#)]),
//! )?;
//! assert!(server.kubeconfig().contains(&server.url()));
//! assert!(server.requests().is_empty());
//! # Ok::<(), std::io::Error>(())
//! ```

mod answer;
mod connection;
mod request;
mod script;
mod tls;
mod upstream;

pub use answer::{Answer, End};
pub use request::Request;
pub use script::Script;
pub use upstream::Upstream;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use tls::Tls;

/// The token in [`FakeApiServer::kubeconfig`].
pub const TOKEN: &str = "a-token";

/// Gives the answer to a request.
type Answering = dyn Fn(&Request) -> Answer + Send + Sync;

/// A server on a free loopback port; it stops listening when dropped.
#[derive(Debug)]
pub struct FakeApiServer {
    address: SocketAddr,
    tls: Option<Arc<Tls>>,
    shared: Arc<Shared>,
}

/// What the threads have in common.
struct Shared {
    answer: Box<Answering>,
    requests: Mutex<Vec<Request>>,
    stopped: AtomicBool,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("requests", &self.requests)
            .finish_non_exhaustive()
    }
}

impl Shared {
    /// Keeps a request and finds its answer.
    fn answer(&self, request: Request) -> Answer {
        lock(&self.requests).push(request.clone());
        (self.answer)(&request)
    }
}

/// A thread that panicked is a failed test already; its data is as good as it was.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl FakeApiServer {
    /// Listens on `127.0.0.1`, plain HTTP/1.1.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn start(script: Script) -> io::Result<Self> {
        Self::start_with(of_script(script))
    }

    /// The same with TLS, by a certificate of an authority of its own, which the kubeconfig names.
    ///
    /// # Errors
    /// When there is no free port, or no certificate can be made.
    pub fn start_tls(script: Script) -> io::Result<Self> {
        Self::listen(Box::new(of_script(script)), Some(Arc::new(Tls::new()?)))
    }

    /// The same as [`FakeApiServer::start`] with a function in the script's place. Connections ask it side by side.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn start_with(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> io::Result<Self> {
        Self::listen(Box::new(answer), None)
    }

    fn listen(answer: Box<Answering>, tls: Option<Arc<Tls>>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            answer,
            requests: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let (for_thread, tls_of_thread) = (Arc::clone(&shared), tls.clone());
        thread::spawn(move || accept(&listener, tls_of_thread.as_ref(), &for_thread));
        Ok(Self { address, tls, shared })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The certificate of the authority, in PEM; nothing without TLS.
    #[must_use]
    pub fn authority(&self) -> Option<&str> {
        self.tls.as_ref().map(|tls| tls.authority())
    }

    /// `http://127.0.0.1:PORT`, or the same with `https`.
    #[must_use]
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// The text of a kubeconfig for it, with the token [`TOKEN`].
    #[must_use]
    pub fn kubeconfig(&self) -> String {
        self.kubeconfig_with("", &format!("token: {TOKEN}"))
    }

    /// The same with more in the entry of the cluster, and this as the entry of the user (both in flow style, without braces).
    #[must_use]
    pub fn kubeconfig_with(&self, cluster: &str, user: &str) -> String {
        let authority = self.authority().map(|pem| STANDARD.encode(pem));
        let authority = authority.map(|data| format!("certificate-authority-data: {data}, "));
        format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: fake\n\
             clusters: [{{name: fake, cluster: {{{}server: \"{}\", {cluster}}}}}]\n\
             users: [{{name: fake, user: {{{user}}}}}]\n\
             contexts: [{{name: fake, context: {{cluster: fake, user: fake}}}}]\n",
            authority.unwrap_or_default(),
            self.url()
        )
    }

    /// Everything that was asked so far, in order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }
}

impl Drop for FakeApiServer {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // The listener waits for a connection; here is one.
        let _ = TcpStream::connect(self.address);
    }
}

fn of_script(script: Script) -> impl Fn(&Request) -> Answer + Send + Sync {
    let script = Mutex::new(script);
    move |request| lock(&script).answer(request)
}

fn accept(listener: &TcpListener, tls: Option<&Arc<Tls>>, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let (shared, tls) = (Arc::clone(shared), tls.cloned());
        thread::spawn(move || {
            let answer = |request| shared.answer(request);
            // A client that goes away in the middle is what some tests are about.
            let _ = stream.set_nodelay(true);
            let _ = match &tls {
                None => connection::serve(stream, &answer),
                Some(tls) => tls.accept(stream).and_then(|stream| connection::serve(stream, &answer)),
            };
        });
    }
}
