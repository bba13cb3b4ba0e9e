//! Runs the binary in a directory of its own with an empty environment.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Run {
    /// stdout as text.
    pub(crate) fn out(&self) -> String {
        String::from_utf8(self.stdout.clone()).expect("stdout is UTF-8")
    }

    /// The run succeeded.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, 0, "stderr: {}", self.stderr);
        self
    }

    /// The run failed as every bad input must: nothing on stdout, one error on stderr that says each of `parts`.
    #[track_caller]
    pub(crate) fn fails(self, parts: &[&str]) -> Self {
        assert_eq!(self.code, 1, "stderr: {}", self.stderr);
        assert!(
            self.stdout.is_empty(),
            "stdout: {}",
            String::from_utf8_lossy(&self.stdout)
        );
        assert_eq!(self.stderr.matches("Error:").count(), 1, "stderr: {}", self.stderr);
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is not in: {}", self.stderr);
        }
        self
    }
}

/// A directory with files, in which commands run.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file has a directory")).expect("the directory");
        std::fs::write(&path, content).expect("the file");
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("the file")
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    pub(crate) fn run_with(&self, args: &[&str], stdin: &[u8]) -> Run {
        self.run_in_environment(args, stdin, &[])
    }

    pub(crate) fn run_in_environment(&self, args: &[&str], stdin: &[u8], environment: &[(&str, &str)]) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_istioctl"))
            .args(args)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut pipe = child.stdin.take().expect("stdin is piped");
        let stdin = stdin.to_vec();
        // A command that reads no input closes the pipe early.
        let writer = std::thread::spawn(move || drop(pipe.write_all(&stdin)));
        let output = child.wait_with_output().expect("the binary ends");
        writer.join().expect("the writer ends");
        Run {
            code: output.status.code().expect("the binary is not killed"),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }
}

/// Every YAML document of a text.
pub(crate) fn documents(text: &str) -> Vec<kubeyaml::Value> {
    let stream = kubeyaml::Stream::parse(text.as_bytes(), &kubeyaml::Limits::default()).expect("readable text");
    let documents = stream.to_documents().expect("readable documents");
    documents
        .iter()
        .map(|d| d.to_value().expect("a readable document"))
        .filter(|v| !v.is_null())
        .collect()
}

/// The value at a path; numbers are list indices.
pub(crate) fn at<'v>(value: &'v kubeyaml::Value, path: &str) -> &'v kubeyaml::Value {
    path.split('/').fold(value, |value, step| {
        let found = match step.parse::<usize>() {
            Ok(index) => value.as_sequence().and_then(|s| s.get(index)),
            Err(_) => value.get(step),
        };
        found.unwrap_or_else(|| panic!("there is no {step} of {path} in {value:?}"))
    })
}

/// Names of the containers of a pod spec.
pub(crate) fn containers<'v>(object: &'v kubeyaml::Value, path: &str) -> Vec<&'v str> {
    at(object, path)
        .as_sequence()
        .expect("a list")
        .iter()
        .map(|c| at(c, "name").as_str().expect("a name"))
        .collect()
}
