//! Which exit code and which hint an error ends in.

use std::fmt;

/// Any failure that has no code of its own.
pub(crate) const EXIT_FAILURE: u8 = 1;
/// The command line could not be read: an unknown command or flag, or a value that a flag does not take.
pub(crate) const EXIT_USAGE: u8 = 64;

/// A command line that parses but makes no sense.
#[derive(Debug)]
pub(crate) struct UsageError(pub(crate) String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

/// What was compared differs: the difference is on stdout, and nothing more is to be said.
#[derive(Debug)]
pub(crate) struct Differs;

impl fmt::Display for Differs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there are differences")
    }
}

impl std::error::Error for Differs {}

/// The exit code that an error ends in.
pub(crate) fn exit_code(error: &anyhow::Error) -> u8 {
    if let Some(clap) = error.downcast_ref::<clap::Error>() {
        return match clap.kind() {
            clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion => 0,
            clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => 0,
            clap::error::ErrorKind::MissingRequiredArgument
            | clap::error::ErrorKind::TooManyValues
            | clap::error::ErrorKind::TooFewValues
            | clap::error::ErrorKind::ArgumentConflict => EXIT_FAILURE,
            _ => EXIT_USAGE,
        };
    }
    EXIT_FAILURE
}
