//! Defaults of flags that a user has set once: in the environment, or in a file.
//!
//! `$ISTIOCTL_ISTIONAMESPACE` stands for `--istioNamespace` where that is not given, and so do the others of [`FLAGS`]. The file is
//! `$ISTIOCONFIG`, else `~/.istioctl/config.yaml`; the environment counts before it.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ArgMatches;
use clap::parser::ValueSource;
use kubeyaml::Value;

use crate::environment::Environment;

/// The flags, with the variables that stand for them and the defaults that hold without.
pub(crate) const FLAGS: [(&str, &str, &str); 8] = [
    ("authority", "ISTIOCTL_AUTHORITY", ""),
    ("cert-dir", "ISTIOCTL_CERT_DIR", ""),
    ("insecure", "ISTIOCTL_INSECURE", ""),
    ("istioNamespace", "ISTIOCTL_ISTIONAMESPACE", "istio-system"),
    ("plaintext", "ISTIOCTL_PLAINTEXT", ""),
    ("prefer-experimental", "ISTIOCTL_PREFER_EXPERIMENTAL", ""),
    ("xds-address", "ISTIOCTL_XDS_ADDRESS", ""),
    ("xds-port", "ISTIOCTL_XDS_PORT", "15012"),
];

/// A default, and who set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlagDefault {
    /// The flag.
    pub(crate) flag: &'static str,
    /// What it is.
    pub(crate) value: String,
    /// `$VARIABLE`, the file, or `default`.
    pub(crate) from: String,
}

/// The default of every flag of [`FLAGS`].
///
/// # Errors
/// A file that `$ISTIOCONFIG` names and that cannot be read, or any that is no YAML.
pub(crate) fn read(environment: &Environment) -> Result<Vec<FlagDefault>> {
    let file = file(environment)?;
    let of_file = |flag: &str| {
        let (path, values) = file.as_ref()?;
        let entries = values.as_mapping()?.iter();
        let mut named = entries.filter(|(key, _)| key.eq_ignore_ascii_case(flag));
        let value = match named.next()?.1 {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => kubeyaml::render_flow(other),
        };
        Some((value, path.display().to_string()))
    };
    let found = |(flag, variable, default): (&'static str, &'static str, &'static str)| {
        let of_environment = environment.flag_defaults.get(variable).cloned();
        let (value, from) = of_environment
            .map(|value| (value, format!("${variable}")))
            .or_else(|| of_file(flag))
            .unwrap_or_else(|| (default.to_owned(), "default".to_owned()));
        FlagDefault { flag, value, from }
    };
    Ok(FLAGS.map(found).into())
}

fn file(environment: &Environment) -> Result<Option<(PathBuf, Value)>> {
    let path = match (&environment.istioconfig, &environment.home) {
        (Some(path), _) => path.clone(),
        (None, Some(home)) => home.join(".istioctl").join("config.yaml"),
        (None, None) => return Ok(None),
    };
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound && environment.istioconfig.is_none() => return Ok(None),
        Err(why) => return Err(why).with_context(|| path.display().to_string()),
    };
    let values = kubeyaml::from_slice(&text).with_context(|| path.display().to_string())?;
    Ok(Some((path, values)))
}

/// The command line with the defaults that a user has set, for flags of the command that are not given; nothing if there are none.
///
/// # Errors
/// As [`read`].
pub(crate) fn filled(
    environment: &Environment,
    root: &clap::Command,
    matches: &ArgMatches,
    argv: &[OsString],
) -> Result<Option<Vec<OsString>>> {
    let set: Vec<FlagDefault> = read(environment)?
        .into_iter()
        .filter(|default| default.from != "default" && !default.value.is_empty())
        .collect();
    let (mut command, mut matches) = (root, matches);
    while let Some((name, below)) = matches.subcommand() {
        let Some(found) = command.find_subcommand(name) else {
            break;
        };
        (command, matches) = (found, below);
    }
    let missing = |default: &FlagDefault| {
        let mut known = command
            .get_arguments()
            .chain(root.get_arguments().filter(|one| one.is_global_set()));
        let argument = known.find(|one| one.get_long() == Some(default.flag))?;
        let given = matches.value_source(argument.get_id().as_str()) == Some(ValueSource::CommandLine);
        (!given).then(|| OsString::from(format!("--{}={}", default.flag, default.value)))
    };
    let more: Vec<OsString> = set.iter().filter_map(missing).collect();
    if more.is_empty() {
        return Ok(None);
    }
    // Behind two dashes there are no flags any more.
    let end = argv.iter().position(|word| word == "--").unwrap_or(argv.len());
    let (before, behind) = argv.split_at(end);
    Ok(Some([before, &more, behind].concat()))
}
