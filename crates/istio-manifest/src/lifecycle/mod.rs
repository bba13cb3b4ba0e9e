//! Decisions about an installation in a cluster: who owns an object, in which order components go in, when an object is ready, what an
//! older configuration left behind, and what would change. Nothing here talks to a cluster: objects come in as data.

pub mod comparison;
pub mod order;
pub mod ownership;
pub mod prune;
pub mod readiness;
mod waiting_pod;

pub use waiting_pod::why_waiting;

/// An object of the API, written as JSON.
#[cfg(test)]
macro_rules! object {
    ($($json:tt)+) => {
        kubeyaml::json::from_str(&serde_json::json!($($json)+).to_string()).expect("it is JSON")
    };
}
#[cfg(test)]
use object;
