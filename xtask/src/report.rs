//! Printing: a reader that goes away (`| head`) is no failure.

use std::io::Write as _;

/// Writes text to stdout. That nobody reads it any more changes nothing about what was found.
pub(crate) fn write(text: std::fmt::Arguments<'_>) {
    let _ = std::io::stdout().lock().write_fmt(text);
}

/// A line on stdout.
macro_rules! say {
    () => { $crate::report::write(format_args!("\n")) };
    ($($argument:tt)*) => { $crate::report::write(format_args!("{}\n", format_args!($($argument)*))) };
}
pub(crate) use say;
