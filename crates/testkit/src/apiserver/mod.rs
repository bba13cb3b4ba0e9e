//! A fake API server that answers from a script and keeps what it was asked.
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

pub use answer::{Answer, End};
pub use request::Request;
pub use script::Script;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The token in [`FakeApiServer::kubeconfig`].
pub const TOKEN: &str = "a-token";

/// A server on a free loopback port; it stops listening when dropped.
#[derive(Debug)]
pub struct FakeApiServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What the threads have in common.
#[derive(Debug)]
struct Shared {
    script: Mutex<Script>,
    requests: Mutex<Vec<Request>>,
    stopped: AtomicBool,
}

impl Shared {
    /// Keeps a request and finds its answer.
    fn answer(&self, request: Request) -> Answer {
        let answer = lock(&self.script).answer(&request);
        lock(&self.requests).push(request);
        answer
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
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            script: Mutex::new(script),
            requests: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &for_thread));
        Ok(Self { address, shared })
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The text of a kubeconfig for it, with the token [`TOKEN`].
    #[must_use]
    pub fn kubeconfig(&self) -> String {
        format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: fake\n\
             clusters: [{{name: fake, cluster: {{server: \"{}\"}}}}]\n\
             users: [{{name: fake, user: {{token: {TOKEN}}}}}]\n\
             contexts: [{{name: fake, context: {{cluster: fake, user: fake}}}}]\n",
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

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            // A client that goes away in the middle is what some tests are about.
            let _ = connection::serve(&stream, &|request| shared.answer(request));
        });
    }
}
