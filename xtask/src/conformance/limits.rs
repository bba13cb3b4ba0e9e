//! Running cases side by side, each with a time limit, whether it is a process or a call.

use anyhow::{Context as _, Result};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::{Duration, Instant};

/// How many cases run at a time.
const THREADS: usize = 2;
/// The stack of a call: deep documents recurse.
const STACK: usize = 64 << 20;

/// Calls `run` for every item on a few threads; results keep the items' order.
pub(crate) fn side_by_side<T: Sync, R: Send>(items: &[T], run: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((index, item)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    items.get(index).map(|item| (index, item))
                } {
                    let result = run(item);
                    done.lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner)
                        .push((index, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Calls `run` on a thread of its own.
///
/// # Errors
/// When it panics (with the panic's message) or does not return within `limit`; the thread is then left behind.
pub(crate) fn call<R: Send + 'static>(limit: Duration, run: impl FnOnce() -> R + Send + 'static) -> Result<R, String> {
    let (sender, receiver) = mpsc::channel();
    let thread = std::thread::Builder::new()
        .name("case".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            // The receiver is gone only when the limit has passed; nobody wants the result then.
            let _ = sender.send(run());
        })
        .map_err(|e| format!("no thread: {e}"))?;
    match receiver.recv_timeout(limit) {
        Ok(result) => Ok(result),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(format!("no result within {} s", limit.as_secs())),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let panic = thread.join().err();
            let message = panic.as_ref().and_then(|p| {
                p.downcast_ref::<String>()
                    .map(String::as_str)
                    .or_else(|| p.downcast_ref::<&str>().copied())
            });
            Err(format!("panic: {}", message.unwrap_or("without a message")))
        }
    }
}

/// What a finished process left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Finished {
    /// The exit code; `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Its data.
    pub(crate) stdout: Vec<u8>,
    /// Its messages.
    pub(crate) stderr: String,
}

/// Runs a program in `folder` with an empty environment (but `PATH`, and `HOME` in an empty folder) and `input` on stdin.
///
/// # Errors
/// When it cannot be started, or does not end within `limit` (it is killed then).
pub(crate) fn process(
    program: &Path,
    args: &[String],
    folder: &Path,
    input: Option<Vec<u8>>,
    limit: Duration,
) -> Result<Finished> {
    let home = tempfile::tempdir().context("a folder for HOME")?;
    let mut command = Command::new(program);
    command
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("HOME", home.path());
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| program.display().to_string())?;
    let stdout = child.stdout.take().map(drain);
    let stderr = child.stderr.take().map(drain);
    if let (Some(mut stdin), Some(bytes)) = (child.stdin.take(), input) {
        // A program that ends without reading closes the pipe; its exit code says why.
        std::thread::spawn(move || std::io::Write::write_all(&mut stdin, &bytes));
    }
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            anyhow::bail!("no result within {} s", limit.as_secs());
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let collect =
        |thread: Option<std::thread::JoinHandle<Vec<u8>>>| thread.and_then(|t| t.join().ok()).unwrap_or_default();
    Ok(Finished {
        code: status.code(),
        stdout: collect(stdout),
        stderr: String::from_utf8_lossy(&collect(stderr)).into_owned(),
    })
}

fn drain(mut from: impl Read + Send + 'static) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before an error is what there is to compare.
        let _ = from.read_to_end(&mut bytes);
        bytes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_their_order() {
        let items: Vec<u64> = (0..50).collect();
        assert_eq!(
            side_by_side(&items, |i| i * 2),
            items.iter().map(|i| i * 2).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_panic_and_a_long_run_are_failures() {
        let limit = Duration::from_secs(30);
        assert_eq!(call(limit, || 7), Ok(7));
        assert_eq!(call::<()>(limit, || panic!("boom")), Err("panic: boom".to_owned()));
        let short = Duration::from_millis(50);
        assert!(call(short, || std::thread::sleep(Duration::from_secs(60))).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn processes_are_seen_whole_and_stopped_in_time() -> Result<()> {
        let sh = Path::new("/bin/sh");
        let args = |script: &str| vec!["-c".to_owned(), script.to_owned()];
        let limit = Duration::from_secs(10);
        let here = Path::new("/");
        let done = process(
            sh,
            &args("cat; echo no >&2; exit 3"),
            here,
            Some(b"hello".to_vec()),
            limit,
        )?;
        assert_eq!(
            done,
            Finished {
                code: Some(3),
                stdout: b"hello".to_vec(),
                stderr: "no\n".to_owned()
            }
        );
        assert!(process(sh, &args("sleep 60"), here, None, Duration::from_millis(50)).is_err());
        Ok(())
    }
}
