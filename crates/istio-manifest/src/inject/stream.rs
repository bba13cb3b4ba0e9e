//! Whole inputs: documents go through on all cores, and nothing is given out unless all of them went through.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.text, self.encoding)
    }
}

/// Documents held in memory at one time; their trees are many times larger than their text.
const BATCH: usize = 512;

impl Injector {
    /// Injects every workload of an input. `file` is its name in messages.
    ///
    /// # Errors
    /// The first fault in the order of the text; nothing is written then.
    pub fn inject(&self, file: &str, bytes: &[u8]) -> Result<Injected, InjectError> {
        let unreadable = |why: kubeyaml::Error| InjectError::reading(file, &why);
        let stream = Stream::parse(bytes, &Limits::default()).map_err(unreadable)?;
        let mut documents = stream.documents();
        let mut text = String::with_capacity(bytes.len() * 2);
        text.push_str(byte_order_mark(bytes));
        let mut reports = Vec::new();
        loop {
            let mut batch: Vec<Document<'_>> = Vec::new();
            let mut fault = None;
            for document in documents.by_ref().take(BATCH) {
                match document {
                    Ok(document) => batch.push(document),
                    Err(why) => {
                        fault = Some(why);
                        break;
                    }
                }
            }
            for (document, outcome) in batch.iter().zip(self.inject_batch(file, &batch)) {
                let outcome = outcome?;
                text.push_str(outcome.text.as_deref().unwrap_or(document.source()));
                reports.extend(outcome.reports);
            }
            if let Some(why) = fault {
                return Err(unreadable(why));
            }
            if batch.len() < BATCH {
                break;
            }
        }
        Ok(Injected { encoding: stream.encoding(), text, reports })
    }

    fn inject_batch(&self, file: &str, batch: &[Document<'_>]) -> Vec<Result<DocumentOutcome, InjectError>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(batch.len().div_ceil(8));
        if threads <= 1 {
            let worker = Worker::new(self);
            return batch.iter().map(|document| worker.document(file, document)).collect();
        }
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(batch.len()));
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let worker = Worker::new(self);
                    let mut outcomes = Vec::new();
                    loop {
                        let i = next.fetch_add(1, Ordering::Relaxed);
                        let Some(document) = batch.get(i) else { break };
                        outcomes.push((i, worker.document(file, document)));
                    }
                    if let Ok(mut done) = done.lock() {
                        done.extend(outcomes);
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_default();
        done.sort_by_key(|(i, _)| *i);
        done.into_iter().map(|(_, outcome)| outcome).collect()
    }
}

/// The mark that UTF-16 text begins with and that reading it takes off; that of UTF-8 is part of the text.
pub(super) fn byte_order_mark(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) { "\u{feff}" } else { "" }
}

/// Turns text back into the encoding that the input had.
pub(super) fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}
