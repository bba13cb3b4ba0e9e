//! Which process a number means. Numbers are used again; together with the time of its start a number means one process.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};
use std::process::Command;

/// A process of a cluster.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) name: String,
    pub(crate) pid: u32,
    started: String,
}

impl Identity {
    /// The process that has this number now.
    pub(crate) fn of(name: &str, pid: u32) -> Self {
        Self {
            name: name.to_owned(),
            pid,
            started: started(pid).unwrap_or_default(),
        }
    }

    /// Whether this very process still runs.
    pub(crate) fn is_alive(&self) -> bool {
        started(self.pid).is_some_and(|now| now == self.started)
    }

    /// Sends a signal, if it still runs.
    pub(crate) fn signal(&self, signal: Signal) {
        if self.is_alive()
            && let Ok(pid) = i32::try_from(self.pid)
        {
            // That it has ended since is as good.
            let _ = kill(Pid::from_raw(pid), signal);
        }
    }

    /// For the state file.
    pub(crate) fn to_json(&self) -> Value {
        json!({"name": self.name, "pid": self.pid, "started": self.started})
    }

    /// From the state file.
    pub(crate) fn of_json(value: &Value) -> Option<Self> {
        Some(Self {
            name: value.get("name")?.as_str()?.to_owned(),
            pid: u32::try_from(value.get("pid")?.as_u64()?).ok()?,
            started: value.get("started")?.as_str()?.to_owned(),
        })
    }
}

/// When a process was started, in whatever form the system tells it; nothing for one that has ended (a zombie has).
fn started(pid: u32) -> Option<String> {
    if let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) {
        // The name, in parentheses, may hold anything; the fields after it are numbered from 3.
        let after = stat.rsplit_once(')')?.1;
        let mut fields = after.split_whitespace();
        let state = fields.next()?;
        return (state != "Z" && state != "X").then(|| fields.nth(18).unwrap_or_default().to_owned());
    }
    if cfg!(target_os = "linux") {
        return None;
    }
    let output = Command::new("ps")
        .args(["-o", "lstart=", "-p", &pid.to_string()])
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_lives_and_an_earlier_one_of_its_number_does_not() {
        let me = Identity::of("me", std::process::id());
        assert!(me.is_alive());
        let mut other = me.clone();
        other.started = "1".to_owned();
        assert!(!other.is_alive());
        assert!(Identity::of_json(&me.to_json()).is_some_and(|read| read.is_alive()));
    }
}
