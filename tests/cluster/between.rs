//! Stands between istioctl and the API server: counts what is written, and lets things go wrong at a chosen moment, however fast the
//! machine is.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use kubeyaml::Value;
use testkit::apiserver::{Answer, FakeApiServer, Request, Upstream};

use crate::harness::{Cluster, LIMIT, Run};

/// What becomes of a request: the second argument is the number of the write, from 1 on, and nothing for what only reads; the third
/// passes it on.
type Fate = dyn Fn(&Request, Option<usize>, &dyn Fn() -> Answer) -> Answer + Send + Sync;

/// A server that passes on what it is asked, as far as a test lets it.
pub(crate) struct Between {
    _server: FakeApiServer,
    folder: tempfile::TempDir,
    writes: Arc<AtomicUsize>,
}

impl Between {
    pub(crate) fn new(
        cluster: &Cluster,
        fate: impl Fn(&Request, Option<usize>, &dyn Fn() -> Answer) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let (url, authority, token) = entry(cluster);
        let upstream = Upstream::new(&url, &authority).expect("the cluster's server");
        let writes = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&writes);
        let fate: Box<Fate> = Box::new(fate);
        let server = FakeApiServer::start_with(move |request| {
            let number = is_write(request).then(|| count.fetch_add(1, Ordering::SeqCst) + 1);
            fate(request, number, &|| upstream.pass(request))
        })
        .expect("a port");
        let folder = tempfile::tempdir().expect("a folder");
        let kubeconfig = server.kubeconfig_with("", &format!("token: {token}"));
        std::fs::write(folder.path().join("kubeconfig"), kubeconfig).expect("written");
        Self {
            _server: server,
            folder,
            writes,
        }
    }

    /// How many writes there were.
    pub(crate) fn writes(&self) -> usize {
        self.writes.load(Ordering::SeqCst)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_istioctl"));
        command
            .args(args)
            .current_dir(std::env::temp_dir())
            .env("KUBECONFIG", self.folder.path().join("kubeconfig"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Starts istioctl.
    pub(crate) fn spawn(&self, args: &[&str]) -> Child {
        self.command(args).spawn().expect("the built binary starts")
    }

    /// Runs istioctl to its end.
    pub(crate) fn istioctl(&self, args: &[&str]) -> Run {
        ended(self.spawn(args))
    }
}

/// Waits for the end of a run.
pub(crate) fn ended(child: Child) -> Run {
    let output = child.wait_with_output().expect("the binary ends");
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// Whether a request changes something. That a lock is renewed depends on the time and does not count.
fn is_write(request: &Request) -> bool {
    let asks = request.path.contains("/selfsubjectaccessreviews") || request.query.contains("dryRun");
    let renews = request.method == "PUT" && request.path.contains("/leases/");
    request.method != "GET" && !asks && !renews
}

/// Server, authority and token of the cluster's administrator.
fn entry(cluster: &Cluster) -> (String, String, String) {
    use base64::Engine as _;
    let text = std::fs::read(cluster.kubeconfig()).expect("the kubeconfig");
    let config = kubeyaml::from_slice(&text).expect("YAML");
    let first = |list: &str, entry: &str| config[list].as_sequence().expect("a list")[0][entry].clone();
    let text = |value: &Value, what: &str| value[what].as_str().unwrap_or_else(|| panic!("no {what}")).to_owned();
    let (at, user) = (first("clusters", "cluster"), first("users", "user"));
    let authority = text(&at, "certificate-authority-data");
    let authority = base64::engine::general_purpose::STANDARD
        .decode(authority)
        .expect("base64");
    (
        text(&at, "server"),
        String::from_utf8(authority).expect("PEM"),
        text(&user, "token"),
    )
}

/// Runs istioctl and kills it when the server has done a number of writes: the last one's answer, and those to all that comes later, do
/// not come, so that not one more is made. Says whether it came so far.
pub(crate) fn killed_after(cluster: &Cluster, writes: usize, args: &[&str]) -> bool {
    let (reached, over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (now, end) = (Arc::clone(&reached), Arc::clone(&over));
    // Decides which requests are passed on, one by one, so that none slips through beside the last write.
    let turn = Mutex::new(());
    let between = Between::new(cluster, move |_, number, pass| {
        let silence = || {
            while !end.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
            }
            Answer::hang_up()
        };
        let answer = {
            let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            if now.load(Ordering::SeqCst) {
                None
            } else if number.is_some_and(|number| number >= writes) {
                pass();
                now.store(true, Ordering::SeqCst);
                None
            } else {
                Some(pass())
            }
        };
        answer.unwrap_or_else(silence)
    });
    let mut child = between.spawn(args);
    let start = Instant::now();
    while child.try_wait().expect("a child").is_none() && !reached.load(Ordering::SeqCst) {
        assert!(start.elapsed() < LIMIT, "neither the end nor write {writes}");
        std::thread::sleep(Duration::from_millis(5));
    }
    // It may have ended just now.
    let _ = child.kill();
    child.wait().expect("a child");
    over.store(true, Ordering::SeqCst);
    reached.load(Ordering::SeqCst)
}
