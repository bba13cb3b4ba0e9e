//! Whole inputs: documents go through on all cores, and nothing is given out unless all of them went through.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;

use kubeyaml::{Document, Encoding, Limits, Stream};

use super::error::InjectError;
use super::injector::{Injector, Worker};
use super::object::DocumentOutcome;
use super::report::ObjectReport;

/// An input with its sidecars.
#[derive(Clone, Debug, PartialEq)]
pub struct Injected {
    /// The text.
    pub text: String,
    /// What the input was encoded in.
    pub encoding: Encoding,
    /// What happened to each object, in order.
    pub reports: Vec<ObjectReport>,
}

impl Injected {
    /// The bytes to write, in the encoding of the input.
    #[must_use]
    pub fn to_bytes(&self) -> Cow<'_, [u8]> {
        encode(&self.text, self.encoding)
    }
}

/// Documents that wait for a thread; their trees are many times larger than their text.
const BACKLOG: usize = 32;

/// Below this size threads cost more than they bring.
const WORTH_THREADS: usize = 32 * 1024;

/// What is known of a document once it went through: where it stands, and its new text if it has one.
type Done = Result<(Range<usize>, DocumentOutcome), InjectError>;

impl Injector {
    /// Injects every workload of an input. `file` is its name in messages.
    ///
    /// # Errors
    /// The first fault in the order of the text; nothing is written then.
    pub fn inject(&self, file: &str, bytes: &[u8]) -> Result<Injected, InjectError> {
        let stream = Stream::parse(bytes, &Limits::default()).map_err(|why| InjectError::reading(file, &why))?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let done = if threads == 1 || bytes.len() < WORTH_THREADS {
            let worker = Worker::new(self);
            stream
                .documents()
                .map(|document| one(&worker, file, document))
                .collect()
        } else {
            self.inject_in_parallel(file, &stream, threads)
        };
        let size = |outcome: &Done| match outcome {
            Ok((range, outcome)) => outcome.text.as_ref().map_or(range.len(), String::len),
            Err(_) => 0,
        };
        let mut text = String::with_capacity(done.iter().map(size).sum::<usize>() + 4);
        text.push_str(byte_order_mark(bytes));
        let mut reports = Vec::new();
        for document in done {
            let (range, outcome) = document?;
            text.push_str(outcome.text.as_deref().unwrap_or(&stream.text()[range]));
            reports.extend(outcome.reports);
        }
        Ok(Injected {
            encoding: stream.encoding(),
            text,
            reports,
        })
    }

    /// Reads documents on this thread and injects them on others. Stops reading at the first fault, when everything before it has
    /// been handed out, so the first fault of the text is always among the results.
    fn inject_in_parallel(&self, file: &str, stream: &Stream<'_>, threads: usize) -> Vec<Done> {
        let failed = AtomicBool::new(false);
        let results: Mutex<Vec<(usize, Done)>> = Mutex::default();
        let (sender, receiver) = sync_channel::<(usize, Result<Document<'_>, kubeyaml::Error>)>(BACKLOG);
        let receiver = Mutex::new(receiver);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let worker = Worker::new(self);
                    let mut outcomes = Vec::new();
                    while let Ok(Ok((i, document))) = receiver.lock().map(|queue| queue.recv()) {
                        let outcome = one(&worker, file, document);
                        if outcome.is_err() {
                            failed.store(true, Ordering::Relaxed);
                        }
                        outcomes.push((i, outcome));
                    }
                    if let Ok(mut results) = results.lock() {
                        results.extend(outcomes);
                    }
                });
            }
            for numbered in stream.documents().enumerate() {
                if failed.load(Ordering::Relaxed) || sender.send(numbered).is_err() {
                    break;
                }
            }
            drop(sender);
        });
        let mut results = results.into_inner().unwrap_or_default();
        results.sort_unstable_by_key(|(i, _)| *i);
        results.into_iter().map(|(_, outcome)| outcome).collect()
    }
}

fn one(worker: &Worker<'_>, file: &str, document: Result<Document<'_>, kubeyaml::Error>) -> Done {
    let document = document.map_err(|why| InjectError::reading(file, &why))?;
    let outcome = worker.document(file, &document)?;
    Ok((document.range(), outcome))
}

/// The mark that UTF-16 text begins with and that reading it takes off; that of UTF-8 is part of the text.
pub(super) fn byte_order_mark(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        "\u{feff}"
    } else {
        ""
    }
}

/// Turns text back into the encoding that the input had.
pub(super) fn encode(text: &str, encoding: Encoding) -> Cow<'_, [u8]> {
    match encoding {
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => Cow::Borrowed(text.as_bytes()),
    }
}
