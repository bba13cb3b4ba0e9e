//! Which exit code and which hint an error ends in.

use std::fmt;

/// Any failure that has no code of its own.
pub(crate) const EXIT_FAILURE: u8 = 1;
/// The command line could not be read: an unknown command or flag, or a value that a flag does not take.
pub(crate) const EXIT_USAGE: u8 = 64;

/// An input is no Kubernetes configuration, so that not everything was analysed.
pub(crate) const EXIT_UNREADABLE_INPUT: u8 = 65;
/// Analysis found something at or above the threshold of failure.
pub(crate) const EXIT_FOUND_ISSUES: u8 = 79;

/// Analysis found something at or above the threshold of failure.
#[derive(Debug)]
pub(crate) struct FoundIssues;

impl fmt::Display for FoundIssues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("analysis found issues; istioctl analyze --explain CODE says what a code means and how to mend it")
    }
}

impl std::error::Error for FoundIssues {}

/// Some input could not be read as Kubernetes configuration.
#[derive(Debug)]
pub(crate) struct UnreadableInput;

impl fmt::Display for UnreadableInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("some inputs could not be read, see above (--ignore-unknown passes over them)")
    }
}

impl std::error::Error for UnreadableInput {}

/// How many errors `validate` found.
#[derive(Debug)]
pub(crate) struct Invalid(pub(crate) usize);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1 => f.write_str("1 error found"),
            many => write!(f, "{many} errors found"),
        }
    }
}

impl std::error::Error for Invalid {}

/// A command line that parses but makes no sense.
#[derive(Debug)]
pub(crate) struct UsageError(pub(crate) String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

/// A command that is not here, but elsewhere or in another release.
#[derive(Debug)]
pub(crate) struct UnknownCommand(pub(crate) String);

impl fmt::Display for UnknownCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UnknownCommand {}

/// What was compared differs: the difference is on stdout, and nothing more is to be said.
#[derive(Debug)]
pub(crate) struct Differs;

impl fmt::Display for Differs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there are differences")
    }
}

impl std::error::Error for Differs {}

/// The exit code of `--diff` when something would change.
pub(crate) const EXIT_WOULD_CHANGE: u8 = 2;

/// A command would change the cluster: the difference is on stdout, and nothing more is to be said.
#[derive(Debug)]
pub(crate) struct WouldChange;

impl fmt::Display for WouldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the cluster would change")
    }
}

impl std::error::Error for WouldChange {}

/// The exit code of a command that Ctrl-C ended, as shells have it.
pub(crate) const EXIT_INTERRUPTED: u8 = 130;

/// Ctrl-C, or a request to end, while a cluster was being changed; the text says how far it came.
#[derive(Debug)]
pub(crate) struct Interrupted(pub(crate) String);

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "interrupted{}", self.0)
    }
}

impl std::error::Error for Interrupted {}

/// A question was not answered with yes.
#[derive(Debug)]
pub(crate) struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cancelled.")
    }
}

impl std::error::Error for Cancelled {}

/// Objects of an installation are missing, changed or not ready.
#[derive(Debug)]
pub(crate) struct NotAsItShouldBe {
    pub(crate) wrong: usize,
    pub(crate) of: usize,
}

impl fmt::Display for NotAsItShouldBe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} objects are not as they should be", self.wrong, self.of)
    }
}

impl std::error::Error for NotAsItShouldBe {}

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
    if error.is::<UnknownCommand>() {
        return EXIT_USAGE;
    }
    if error.is::<FoundIssues>() {
        return EXIT_FOUND_ISSUES;
    }
    if error.is::<WouldChange>() {
        return EXIT_WOULD_CHANGE;
    }
    if error.is::<Interrupted>() {
        return EXIT_INTERRUPTED;
    }
    if error.is::<UnreadableInput>() {
        return EXIT_UNREADABLE_INPUT;
    }
    EXIT_FAILURE
}
