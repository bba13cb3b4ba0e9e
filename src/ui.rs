//! Stdout (data), stderr (everything else) and whether there is colour. Nothing else in the binary prints.

use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal, Write};

use clap::ValueEnum;
use colored::Colorize as _;
use istio_manifest::cluster::RequestLine;

use crate::environment::Environment;
use crate::error;

/// When there is colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColourChoice {
    /// Where a terminal shows it and the environment says nothing else.
    #[default]
    Auto,
    /// Always.
    #[value(alias = "true")]
    Always,
    /// Never.
    #[value(alias = "false")]
    Never,
}

/// The terminal as commands see it.
pub(crate) struct Ui {
    colour: bool,
    stdout_colour: bool,
    refreshes: bool,
}

impl Ui {
    /// Colour is for a terminal on stderr, unless the environment says otherwise.
    pub(crate) fn of_process(environment: &Environment) -> Self {
        // Whether there is colour is decided here, for each stream, and not by the library for all of them.
        colored::control::set_override(true);
        let wanted = !environment.no_color && !environment.dumb_terminal && !environment.ci;
        Self {
            colour: wanted && io::stderr().is_terminal(),
            stdout_colour: wanted && io::stdout().is_terminal(),
            refreshes: !environment.dumb_terminal && !environment.ci && io::stderr().is_terminal(),
        }
    }

    /// Whether lines for people may change in place, rather than follow each other.
    pub(crate) fn refreshes(&self) -> bool {
        self.refreshes
    }

    /// What `--color` says goes before everything else.
    pub(crate) fn choose_colour(&mut self, choice: ColourChoice) {
        let always = match choice {
            ColourChoice::Auto => return,
            ColourChoice::Always => true,
            ColourChoice::Never => false,
        };
        self.colour = always;
        self.stdout_colour = always;
    }

    /// When help and errors of the command line have colour, which are made before flags are known.
    pub(crate) fn colour_of_help(&self, argv: &[OsString]) -> clap::ColorChoice {
        let asked = argv
            .iter()
            .rev()
            .filter_map(|word| word.to_str()?.strip_prefix("--color"))
            .next();
        match asked {
            Some("" | "=always" | "=true") => clap::ColorChoice::Always,
            Some("=never" | "=false") => clap::ColorChoice::Never,
            _ if self.colour => clap::ColorChoice::Auto,
            _ => clap::ColorChoice::Never,
        }
    }

    /// Whether data for people has colour.
    pub(crate) fn stdout_has_colour(&self) -> bool {
        self.stdout_colour
    }

    /// Whether people read the data, rather than a program.
    pub(crate) fn stdout_is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Writes data. A reader that went away is a normal end.
    ///
    /// # Errors
    /// What the operating system says, other than a closed pipe.
    pub(crate) fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// A line for people.
    pub(crate) fn note(&mut self, line: &str) {
        // There is nobody left to tell when stderr is gone.
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// Several lines for people in one write.
    pub(crate) fn notes(&mut self, lines: &str) {
        let _ = io::stderr().lock().write_all(lines.as_bytes());
    }

    /// Asks a question that ends in `[y/N]` or the like, on stderr. Anything but y or yes on one line of stdin, its end too, is a no.
    ///
    /// # Errors
    /// When stdin cannot be read.
    pub(crate) fn confirm(&mut self, question: &str) -> io::Result<bool> {
        self.notes(question);
        let mut answer = String::new();
        if io::stdin().lock().read_line(&mut answer)? == 0 {
            // The cursor is behind the question still.
            self.notes("\n");
        }
        let answer = answer.trim();
        Ok(["y", "yes"].iter().any(|yes| answer.eq_ignore_ascii_case(yes)))
    }

    /// A warning.
    pub(crate) fn warning(&mut self, line: &str) {
        let word = if self.colour {
            &"Warning:".yellow().to_string()
        } else {
            "Warning:"
        };
        self.note(&format!("{word} {line}"));
    }

    /// Prints a failure and returns the exit code for it. Help that was asked for is data.
    pub(crate) fn failure(&mut self, failure: &anyhow::Error) -> u8 {
        let code = error::exit_code(failure);
        if let Some(clap) = failure.downcast_ref::<clap::Error>() {
            // Help counts as asked for when no command is named.
            let _ = if code == 0 {
                self.data(clap.render().to_string().as_bytes())
            } else {
                clap.print()
            };
            return code;
        }
        if failure.is::<error::Differs>() || failure.is::<error::WouldChange>() {
            return code;
        }
        if failure.is::<error::Cancelled>() {
            self.note(&failure.to_string());
            return code;
        }
        let word = if self.colour {
            &"Error:".red().to_string()
        } else {
            "Error:"
        };
        self.note(&format!("{word} {failure:#}"));
        code
    }
}

/// Tells of a request to a cluster, on stderr.
pub(crate) fn request(line: &RequestLine<'_>) {
    let RequestLine {
        method, server, uri, ..
    } = line;
    let code = line
        .code
        .map_or_else(|| "no answer".to_owned(), |code| code.to_string());
    let _ = writeln!(
        io::stderr().lock(),
        "{method} {server}{uri} {code} in {} milliseconds",
        line.after.as_millis()
    );
}
