//! What the server says, and how it goes wrong while saying it.

use serde_json::json;
use std::time::Duration;

/// How an answer ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// As HTTP says; the connection stays open for the next request.
    #[default]
    Whole,
    /// The connection is closed before the body is complete.
    Cut,
    /// Nothing more comes, and the connection stays open for as long as the client waits.
    Silence,
}

/// One answer of a script.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) chunks: Vec<String>,
    pub(super) delay: Duration,
    pub(super) between: Duration,
    pub(super) end: End,
}

impl Answer {
    /// Status 200 and a JSON text.
    #[must_use]
    pub fn json(text: impl Into<String>) -> Self {
        Self {
            status: 200,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            chunks: vec![text.into()],
            delay: Duration::ZERO,
            between: Duration::ZERO,
            end: End::Whole,
        }
    }

    /// A failure as API servers describe one: a `Status` object with this code and message.
    #[must_use]
    pub fn status(code: u16, message: &str) -> Self {
        let reason = match code {
            400 => "BadRequest",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "NotFound",
            409 => "Conflict",
            422 => "Invalid",
            429 => "TooManyRequests",
            500 => "InternalError",
            503 => "ServiceUnavailable",
            504 => "Timeout",
            _ => "",
        };
        let status = json!({
            "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
            "message": message, "reason": reason, "code": code,
        });
        Self {
            status: code,
            ..Self::json(status.to_string())
        }
    }

    /// 429 with a `Retry-After` in seconds.
    #[must_use]
    pub fn too_many_requests(seconds: u32) -> Self {
        Self::status(429, "the server has received too many requests").header("Retry-After", &seconds.to_string())
    }

    /// The events of a watch, each in a chunk of its own; follow it with [`Answer::cut`] or [`Answer::silent`] for one that breaks.
    #[must_use]
    pub fn events<T: Into<String>>(events: impl IntoIterator<Item = T>) -> Self {
        Self {
            chunks: events.into_iter().map(|event| format!("{}\n", event.into())).collect(),
            ..Self::json("")
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Waits before it says anything.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Waits before each chunk of the body but the first.
    #[must_use]
    pub fn with_pauses(mut self, pause: Duration) -> Self {
        self.between = pause;
        self
    }

    /// Closes the connection where the body should go on.
    #[must_use]
    pub fn cut(mut self) -> Self {
        self.end = End::Cut;
        self
    }

    /// Says nothing more where the body should go on.
    #[must_use]
    pub fn silent(mut self) -> Self {
        self.end = End::Silence;
        self
    }

    /// Never answers: not even a status line comes.
    #[must_use]
    pub fn never() -> Self {
        Self {
            status: 0,
            ..Self::json("").silent()
        }
    }

    /// Closes the connection instead of answering.
    #[must_use]
    pub fn hang_up() -> Self {
        Self {
            status: 0,
            ..Self::json("").cut()
        }
    }
}
