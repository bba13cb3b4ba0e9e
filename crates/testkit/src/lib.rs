//! For tests only: runs recorded template cases against the crates, with the typed data that the cases describe.
//!
//! One module a mode: [`engine_data`] makes the data and runs mode `text`; the modes of the function layers above
//! (`inject`, `helm`) join it as modules of their own and take their data from [`engine_data::value`].

pub mod engine_data;
mod host;
