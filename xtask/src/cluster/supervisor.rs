//! The process that owns a control plane: it starts the programs, and when it is told to end, when one of them ends, or when the
//! process that it is tied to is gone, it ends them all and removes the folder.
//!
//! It speaks one line on stdout: `ready`, or why not.

use super::build::Binaries;
use super::identity::Identity;
use super::objects::Administrator;
use super::ports::Ports;
use super::processes::{Launcher, Program};
use super::state::State;
use super::{certificates, config};
use crate::arguments::Arguments;
use anyhow::{Context as _, Result, anyhow};
use nix::sys::signal::{SigSet, Signal};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// The command's name.
pub(crate) const VERB: &str = "supervise";
/// The line that says that all went well.
pub(crate) const READY: &str = "ready";

/// How often the programs are looked at.
const INTERVAL: Duration = Duration::from_millis(500);
/// How often a start is tried when a port was taken.
const ATTEMPTS: usize = 3;

/// Runs until something ends it. Takes `--folder`, `--name`, `--programs`, `--assets`, `--audit` and `--tied` (ends with stdin).
///
/// # Errors
/// On wrong arguments; a start that fails is told on stdout.
pub(crate) fn run(arguments: &mut Arguments) -> Result<bool> {
    let needed = |value: Option<String>, flag: &str| value.with_context(|| format!("{flag} is needed"));
    let folder = PathBuf::from(needed(arguments.value("--folder")?, "--folder")?);
    let name = needed(arguments.value("--name")?, "--name")?;
    let programs = PathBuf::from(needed(arguments.value("--programs")?, "--programs")?);
    let assets = arguments.value("--assets")?.map(PathBuf::from);
    let audit = arguments.switch("--audit");
    let tied = arguments.switch("--tied");
    let binaries = Binaries::at(programs, assets);

    let end = ends(tied)?;
    let mut plane = ControlPlane {
        folder,
        programs: Vec::new(),
    };
    let started = plane.start(&name, &binaries, audit, &end);
    match &started {
        Ok(()) => tell(READY),
        Err(why) => tell(&format!("{why:#}")),
    }
    if started.is_ok() {
        plane.keep(&end);
    }
    Ok(started.is_ok())
}

/// One line on stdout. Whoever started us may be gone.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// A receiver that gets something when it is time to end.
fn ends(tied: bool) -> Result<Receiver<()>> {
    let (sender, receiver) = channel();
    let mut signals = SigSet::empty();
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
        signals.add(signal);
    }
    // Before any other thread is there, so that all inherit it. The programs start with an empty mask.
    signals.thread_block().context("block signals")?;
    let watch = |sender: Sender<()>, wait: Box<dyn FnOnce() + Send>| {
        thread::spawn(move || {
            wait();
            // Nobody listens when the end has come already.
            let _ = sender.send(());
        });
    };
    watch(
        sender.clone(),
        Box::new(move || {
            let _ = signals.wait();
        }),
    );
    if tied {
        watch(
            sender,
            Box::new(|| {
                let _ = std::io::stdin().read_to_end(&mut Vec::new());
            }),
        );
    } else {
        // The channel has to stay open.
        thread::spawn(move || {
            let _kept = sender;
            loop {
                thread::park();
            }
        });
    }
    Ok(receiver)
}

/// The programs and their folder; both go with it.
struct ControlPlane {
    folder: PathBuf,
    programs: Vec<Program>,
}

impl Drop for ControlPlane {
    fn drop(&mut self) {
        self.kill();
        remove(&self.folder);
    }
}

impl ControlPlane {
    fn kill(&mut self) {
        for program in self.programs.iter_mut().rev() {
            program.kill();
        }
        self.programs.clear();
    }

    fn start(&mut self, name: &str, binaries: &Binaries, audit: bool, end: &Receiver<()>) -> Result<()> {
        let mut attempt = 1;
        loop {
            match self.try_start(name, binaries, audit, end) {
                Err(why) if attempt < ATTEMPTS && why.to_string().contains("address already in use") => {
                    self.kill();
                    let etcd = self.folder.join("etcd");
                    if etcd.exists() {
                        std::fs::remove_dir_all(&etcd).with_context(|| etcd.display().to_string())?;
                    }
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    fn try_start(&mut self, name: &str, binaries: &Binaries, audit: bool, end: &Receiver<()>) -> Result<()> {
        let folder = self.folder.clone();
        let ports = Ports::free()?;
        let authority = certificates::write(&folder)?;
        config::write(&folder, ports, &authority, &binaries.stages())?;
        let launcher = Launcher {
            folder: &folder,
            binaries,
            ports,
            audit,
        };
        let kubeconfig = folder.join(config::KUBECONFIG);
        let mut state = State {
            name: name.to_owned(),
            folder: folder.clone(),
            server: config::server(ports),
            kubeconfig: kubeconfig.clone(),
            supervisor: Identity::of(VERB, std::process::id()),
            processes: Vec::new(),
        };
        let administrator = Administrator::new(&kubeconfig)?;
        // Each goes into the state as soon as it runs: whatever happens to us, `down` finds it.
        let mut add = |program: Program, programs: &mut Vec<Program>| {
            state.processes.push(Identity::of(program.name, program.child.id()));
            programs.push(program);
            state.write()
        };
        add(launcher.etcd()?, &mut self.programs)?;
        add(launcher.kube_apiserver()?, &mut self.programs)?;
        administrator.wait_ready(|| self.check(end))?;
        administrator.prepare(&binaries.definitions()?)?;
        add(launcher.kube_controller_manager()?, &mut self.programs)?;
        add(launcher.kube_scheduler()?, &mut self.programs)?;
        add(launcher.kwok()?, &mut self.programs)?;
        administrator.wait_node(|| self.check(end))
    }

    /// Whether all still run and nobody asked for the end.
    fn check(&mut self, end: &Receiver<()>) -> Result<()> {
        if end.try_recv().is_ok() {
            return Err(anyhow!("told to end"));
        }
        match self.programs.iter_mut().find_map(Program::ended) {
            Some(why) => Err(why),
            None => Ok(()),
        }
    }

    /// Sleeps until the end.
    fn keep(&mut self, end: &Receiver<()>) {
        while end.recv_timeout(INTERVAL).is_err() {
            if let Some(why) = self.programs.iter_mut().find_map(Program::ended) {
                eprintln!("{why:#}");
                return;
            }
        }
    }
}

/// Removes a cluster's folder; its state goes first, so that half of it is never taken for a cluster.
pub(crate) fn remove(folder: &Path) {
    let _ = std::fs::remove_file(folder.join("state.json"));
    let _ = std::fs::remove_dir_all(folder);
}
