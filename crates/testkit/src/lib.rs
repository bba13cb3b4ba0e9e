//! For tests only: a scripted API server ([`apiserver`]), a runner of recorded template cases with the typed data that the
//! cases describe, and the documentation as something that runs ([`page`], [`session`]).
//!
//! One module a mode: [`engine_data`] makes the data and runs mode `text`; the modes of the function layers above
//! (`inject`, `helm`) join it as modules of their own and take their data from [`engine_data::value`].

pub mod apiserver;
pub mod engine_data;
mod host;
pub mod page;
pub mod session;
