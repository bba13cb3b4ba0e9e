//! Starting and ending clusters, from the side of whoever wants one.

use super::build::Binaries;
use super::state::State;
use super::{clusters_folder, supervisor};
use anyhow::{Context as _, Result, anyhow, bail};
use nix::sys::signal::Signal;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, ErrorKind};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a supervisor may take to end.
const PATIENCE: Duration = Duration::from_secs(15);

/// A cluster that lasts no longer than this value, or this process if that ends first, however it ends.
#[derive(Debug)]
pub(crate) struct Running {
    state: State,
    supervisor: Child,
}

impl Running {
    /// The kubeconfig of its administrator.
    pub(crate) fn kubeconfig(&self) -> &Path {
        &self.state.kubeconfig
    }

    /// Ends it.
    ///
    /// # Errors
    /// When something of it is left.
    pub(crate) fn stop(mut self) -> Result<()> {
        self.end()
    }

    fn end(&mut self) -> Result<()> {
        // The supervisor waits for the end of its stdin.
        drop(self.supervisor.stdin.take());
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.supervisor.try_wait()?.is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        stop(&self.state)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.state.folder.exists()
            && let Err(why) = self.end()
        {
            eprintln!("the test cluster: {why:#}");
        }
        let _ = self.supervisor.wait();
    }
}

/// Starts a cluster for the time that this process needs it.
///
/// # Errors
/// When it does not start.
pub(crate) fn start_tied(binaries: &Binaries) -> Result<Running> {
    let name = format!("test-{}", std::process::id());
    let (state, supervisor) = start(&name, binaries, false, true)?;
    Ok(Running { state, supervisor })
}

/// Starts a cluster that stays until [`stop`]; one that is up already is kept.
///
/// # Errors
/// When it does not start.
pub(crate) fn start_lasting(name: &str, binaries: &Binaries, audit: bool) -> Result<State> {
    if let Some(state) = State::read(&clusters_folder().join(name))?
        && state.supervisor.is_alive()
    {
        return Ok(state);
    }
    Ok(start(name, binaries, audit, false)?.0)
}

fn start(name: &str, binaries: &Binaries, audit: bool, tied: bool) -> Result<(State, Child)> {
    clear_leftovers()?;
    let folder = create_folder(name)?;
    let log = folder.join("supervisor.log");
    let mut command = Command::new(std::env::current_exe().context("this program")?);
    command
        .args(["cluster", supervisor::VERB, "--name", name, "--folder"])
        .arg(&folder)
        .arg("--programs")
        .arg(binaries.folder());
    if let Some(assets) = binaries.assets() {
        command.arg("--assets").arg(assets);
    }
    if audit {
        command.arg("--audit");
    }
    if tied {
        command.arg("--tied").stdin(Stdio::piped());
    } else {
        command.stdin(Stdio::null());
    }
    let spawned = command
        .stdout(Stdio::piped())
        .stderr(File::create(&log).with_context(|| log.display().to_string())?)
        // Ctrl-C is for us; the supervisor notices that we are gone.
        .process_group(0)
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(why) => {
            supervisor::remove(&folder);
            return Err(why).context("the supervisor");
        }
    };
    let mut told = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut stdout = BufReader::new(stdout);
        while stdout.read_line(&mut told).context("the supervisor")? > 0 && told.trim_end() != supervisor::READY {}
    }
    if told.trim_end() == supervisor::READY {
        let state = State::read(&folder)?.with_context(|| format!("{} has no state", folder.display()))?;
        return Ok((state, child));
    }
    let _ = child.wait();
    let log = fs::read_to_string(&log).unwrap_or_default();
    supervisor::remove(&folder);
    Err(anyhow!("the control plane does not start: {}{log}", told.trim_end()))
}

fn create_folder(name: &str) -> Result<PathBuf> {
    let clusters = clusters_folder();
    fs::create_dir_all(&clusters).with_context(|| clusters.display().to_string())?;
    let folder = clusters.join(name);
    match fs::create_dir(&folder) {
        Ok(()) => Ok(folder),
        Err(why) if why.kind() == ErrorKind::AlreadyExists => {
            bail!(
                "another run is starting a cluster of the name {name:?}; if not, remove {}",
                folder.display()
            )
        }
        Err(why) => Err(why).with_context(|| folder.display().to_string()),
    }
}

/// Ends what is left of clusters whose supervisor was killed.
fn clear_leftovers() -> Result<()> {
    for state in super::state::all(&clusters_folder())? {
        if !state.supervisor.is_alive() {
            stop(&state)?;
        }
    }
    Ok(())
}

/// Ends a cluster: by its supervisor, or process by process if there is none or it does not listen.
///
/// # Errors
/// When a process is still there afterwards.
pub(crate) fn stop(state: &State) -> Result<()> {
    state.supervisor.signal(Signal::SIGTERM);
    if !wait(PATIENCE, || !state.supervisor.is_alive()) {
        state.supervisor.signal(Signal::SIGKILL);
    }
    for process in &state.processes {
        process.signal(Signal::SIGKILL);
    }
    let gone = wait(PATIENCE, || state.processes.iter().all(|process| !process.is_alive()));
    supervisor::remove(&state.folder);
    if !gone || state.folder.exists() {
        bail!("something of {} is left in {}", state.name, state.folder.display());
    }
    Ok(())
}

fn wait(limit: Duration, done: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    loop {
        if done() {
            return true;
        }
        if start.elapsed() > limit {
            return false;
        }
        thread::sleep(Duration::from_millis(20));
    }
}
