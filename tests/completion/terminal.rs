//! A shell in a terminal: `script` of util-linux makes the terminal.

use crate::cases::{Case, Expected};
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a shell may take, on a machine that has much else to do.
const LIMIT: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    pub(crate) const ALL: [Self; 3] = [Self::Bash, Self::Zsh, Self::Fish];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
        }
    }

    /// Why it cannot be tested here.
    pub(crate) fn missing(self) -> Option<String> {
        let runs = |program: &str| {
            Command::new(program)
                .arg("--version")
                .output()
                .is_ok_and(|run| run.status.success())
        };
        if !runs(self.name()) {
            return Some(format!("{} is not installed", self.name()));
        }
        (!runs("script")).then(|| "script of util-linux is not installed".to_owned())
    }

    /// How it starts without anybody's settings.
    fn command(self) -> &'static str {
        match self {
            Self::Bash => "exec bash --noprofile --norc -i",
            Self::Zsh => "exec zsh -f -i",
            Self::Fish => "exec fish --no-config -i",
        }
    }

    /// What a person has in their settings.
    fn settings(self) -> &'static str {
        match self {
            Self::Bash => "source <(istioctl completion bash)\r",
            Self::Zsh => "autoload -U compinit; compinit -u -D; source <(istioctl completion zsh)\r",
            Self::Fish => "istioctl completion fish | source\r",
        }
    }
}

/// A shell with completion, in a folder with files.
pub(crate) struct Terminal {
    shell: Shell,
    child: Child,
    keys: Option<ChildStdin>,
    shown: Arc<Mutex<Vec<u8>>>,
    folder: tempfile::TempDir,
    marks: usize,
}

impl Terminal {
    pub(crate) fn start(shell: Shell, kubeconfig: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(&path, text).expect("a file");
            path
        };
        for name in [
            "broken.yaml",
            "broken.txt",
            "bare.yml",
            "spaced name.yaml",
            "chart.txt",
            "charts-here/values.yaml",
        ] {
            file(name, "");
        }
        let config = file("config", &named(kubeconfig));
        let program = file("bin/istioctl", &program());
        allow_running(&program);
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin", folder.path().join("bin").display());
        let mut child = Command::new("script")
            .args(["-qfc", shell.command(), "/dev/null"])
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", path)
            .env("HOME", folder.path())
            .env("KUBECONFIG", config)
            // What counts here is that values arrive, on a slow machine too.
            .env("ISTIOCTL_COMPLETION_LIMIT", "20s")
            .env("TERM", "xterm")
            .env("LC_ALL", "C.UTF-8")
            .env("INPUTRC", "/dev/null")
            .env("PS1", "> ")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("script starts");
        let shown = Arc::new(Mutex::new(Vec::new()));
        let mut output = child.stdout.take().expect("stdout is piped");
        let into = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = output.read(&mut buffer) {
                if count == 0 {
                    break;
                }
                into.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .extend_from_slice(&buffer[..count]);
            }
        });
        let mut terminal = Self {
            shell,
            keys: child.stdin.take(),
            child,
            shown,
            folder,
            marks: 0,
        };
        terminal.press("stty cols 120 rows 60\r");
        terminal.press(shell.settings());
        terminal.ready().expect("the shell starts");
        terminal
    }

    fn press(&mut self, keys: &str) {
        let pipe = self.keys.as_mut().expect("the keyboard");
        pipe.write_all(keys.as_bytes())
            .and_then(|()| pipe.flush())
            .expect("the shell reads keys");
    }

    /// Everything shown so far, without what moves the cursor or sets colours.
    fn text(&self) -> String {
        plain(&self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn wait(&self, from: usize, done: impl Fn(&str) -> bool) -> Result<String, String> {
        let start = Instant::now();
        loop {
            let text = self.text();
            let new = text.get(from..).unwrap_or_default();
            if done(new) {
                return Ok(new.to_owned());
            }
            if start.elapsed() > LIMIT {
                return Err(new.to_owned());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the shell reads a new line.
    fn ready(&mut self) -> Result<(), String> {
        self.marks += 1;
        let from = self.text().len();
        self.press(&format!("istioctl mark {}\r", self.marks));
        let mark = format!("RAN:mark:{}:END", self.marks);
        self.wait(from, |text| text.contains(&mark)).map(|_| ())
    }

    pub(crate) fn try_case(&mut self, case: &Case) -> Result<(), String> {
        let from = self.text().len();
        self.press(case.keys);
        let failed = |wanted: &str, shown: String| format!("{:?}\nwanted: {wanted}\nshown: {shown}", case.keys);
        let result = match case.expected {
            Expected::Runs(arguments) => {
                self.press("\r");
                let wanted = format!("RAN:{}:END", arguments.join(":"));
                match self.wait(from, |text| text.contains(":END")) {
                    Ok(shown) if shown.contains(&wanted) => Ok(()),
                    Ok(shown) | Err(shown) => Err(failed(&wanted, shown)),
                }
            }
            Expected::Shows(there, not_there) => {
                let shown = self.wait(from, |text| there.iter().all(|part| text.contains(part)));
                // Control-U: the line is given up.
                self.press("\u{15}");
                match shown {
                    Ok(shown) if not_there.iter().any(|part| shown.contains(part)) => {
                        Err(failed(&format!("none of {not_there:?}"), shown))
                    }
                    Ok(_) => Ok(()),
                    Err(shown) => Err(failed(&format!("{there:?}"), shown)),
                }
            }
        };
        if self.folder.path().join("ran").exists() {
            return Err("what is only typed was run".to_owned());
        }
        self.ready()?;
        result
    }

    /// Writes what was shown to a file for people.
    pub(crate) fn keep_transcript(&self) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("completion");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{}.txt", self.shell.name())), self.text()).expect("a file");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.keys.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The kubeconfig with contexts of known names: one of the server, one of nothing.
fn named(kubeconfig: &str) -> String {
    let mut config = kubeyaml::from_str(kubeconfig).expect("a kubeconfig");
    let contexts = config["contexts"].as_sequence().expect("contexts");
    let old = contexts.first().expect("a context").clone();
    let context = |name: &str, cluster: kubeyaml::Value| {
        let mut entry = kubeyaml::Mapping::new();
        entry.insert("name", name);
        entry.insert("context", cluster);
        kubeyaml::Value::from(entry)
    };
    let gone = kubeyaml::from_str("{cluster: gone}").expect("YAML");
    let all = config.as_mapping_mut().expect("a mapping");
    all.insert(
        "contexts",
        vec![context("fake", old["context"].clone()), context("gone", gone)],
    );
    all.insert("current-context", "fake");
    kubeyaml::to_string(&config)
}

/// An istioctl that completes, and otherwise only says what it was called with.
fn program() -> String {
    format!(
        "#!/bin/sh\ncase $1 in\n__complete* | completion) exec '{}' \"$@\" ;;\nesac\n\
         printf RAN\nfor argument; do printf ':%s' \"$argument\"; done\nprintf ':END\\n'\n",
        env!("CARGO_BIN_EXE_istioctl")
    )
}

#[cfg(unix)]
fn allow_running(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[cfg(not(unix))]
fn allow_running(_: &std::path::Path) {}

/// Text without escape sequences and carriage returns; a backspace takes a character away.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut plain = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => match characters.next() {
                Some('[') => while characters.next().is_some_and(|c| !c.is_ascii_alphabetic() && c != '~') {},
                Some(']') => while characters.next().is_some_and(|c| c != '\u{7}') {},
                Some('(' | ')') => drop(characters.next()),
                _ => {}
            },
            '\u{8}' => drop(plain.pop()),
            '\r' | '\u{7}' => {}
            other => plain.push(other),
        }
    }
    plain
}
