//! Go's text/template for Rust: the same syntax, typing, formatting and errors.
