//! The admin port of a proxy in the cluster, and what commands that look into a proxy have in common.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, ValueHint};
use istio_manifest::cluster::Connection;
use istio_manifest::cluster::port_forward::{ChosenPod, PodChoice};
use kubeyaml::Value;

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::files;
use crate::kubeconfig;
use crate::ui::Ui;

/// Asks the admin port of a pod.
pub(crate) struct AdminPort {
    pub(crate) connection: Connection,
    pub(crate) pod: ChosenPod,
    port: u16,
}

impl AdminPort {
    /// Finds the pod of `[TYPE/]NAME[.NAMESPACE]`, in the namespace of the flags unless the name has one.
    ///
    /// # Errors
    /// A number that is no port; a cluster that cannot be asked; no such pod, or one that does not run.
    pub(crate) fn open(name: &str, number: i64, global: &GlobalArgs, environment: &Environment) -> Result<Self> {
        let port = port(number)?;
        let connection = kubeconfig::connect(global, environment)?;
        let choice = PodChoice::named(name, &namespace(global, &connection));
        let pod = connection.block_on(choice.choose(&connection))?;
        Ok(Self { connection, pod, port })
    }

    /// The body of the answer to `GET`.
    ///
    /// # Errors
    /// A pod that cannot be reached or answers otherwise.
    pub(crate) fn get(&self, path: &str) -> Result<String> {
        let ChosenPod { namespace, name, .. } = &self.pod;
        let asked = self.connection.get_from_pod(namespace, name, self.port, path);
        Ok(self.connection.block_on(asked)?)
    }
}

/// The namespace that the flags or the kubeconfig's context name.
pub(crate) fn namespace(global: &GlobalArgs, connection: &Connection) -> String {
    let given = global.namespace.as_deref().filter(|name| !name.is_empty());
    given.unwrap_or_else(|| connection.namespace()).to_owned()
}

/// A port number.
///
/// # Errors
/// One out of range.
pub(crate) fn port(number: i64) -> Result<u16, UsageError> {
    u16::try_from(number)
        .ok()
        .filter(|port| *port > 0)
        .ok_or_else(|| UsageError(format!("port number {number} must be in the range 1..65535")))
}

/// A proxy in the cluster, or a file with what it told.
#[derive(Args, Debug)]
pub(crate) struct SourceArgs {
    /// The proxy's pod, or a workload, Service or Gateway of which any pod will do.
    #[arg(value_name = "[TYPE/]NAME[.NAMESPACE]")]
    proxy: Option<String>,
    /// File with what the proxy's admin port tells, instead of a proxy; - for standard input.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

impl SourceArgs {
    /// The file, if one is named.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref().filter(|path| !path.as_os_str().is_empty())
    }

    /// Reads the file, or asks the proxy at a path. Also gives the words for what is wrong with the text.
    ///
    /// # Errors
    /// Neither or both of name and file; what cannot be read or asked.
    pub(crate) fn read(
        &self,
        command: &str,
        path: &str,
        number: i64,
        global: &GlobalArgs,
        environment: &Environment,
    ) -> Result<Told> {
        let name = self
            .proxy
            .as_deref()
            .filter(|name| !name.is_empty() && self.rest.is_empty());
        match (name, self.file()) {
            (None, Some(file)) if self.rest.is_empty() => Ok(Told {
                text: files::read_text_or_stdin(file)?,
                by: if file == Path::new("-") {
                    "standard input".to_owned()
                } else {
                    file.display().to_string()
                },
            }),
            (Some(name), None) => {
                let proxy = AdminPort::open(name, number, global, environment)?;
                Ok(Told {
                    text: proxy.get(path)?,
                    by: format!("pod {}:{number}{path}", proxy.pod),
                })
            }
            _ => Err(UsageError(format!("{command} requires pod name or --file parameter")).into()),
        }
    }
}

/// What a proxy told.
pub(crate) struct Told {
    pub(crate) text: String,
    by: String,
}

impl Told {
    /// Reads the text; what is wrong with it names where it comes from.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn parse<T>(&self, parse: impl FnOnce(&str) -> Result<T, envoy_admin::Error>) -> Result<T> {
        parse(&self.text).with_context(|| self.by.clone())
    }
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Short,
    Json,
    Yaml,
}

impl Format {
    /// Reads `--output`.
    ///
    /// # Errors
    /// A word that is none.
    pub(crate) fn parse(output: Option<&str>, default: Self) -> Result<Self, UsageError> {
        match output {
            None => Ok(default),
            Some("short") => Ok(Self::Short),
            Some("json") => Ok(Self::Json),
            Some("yaml") => Ok(Self::Yaml),
            Some(other) => Err(UsageError(format!(
                "output format {other:?} not supported: it is short, json or yaml"
            ))),
        }
    }
}

/// Prints data as JSON or YAML.
///
/// # Errors
/// A standard output that takes nothing.
pub(crate) fn print(value: &Value, format: Format, ui: &mut Ui) -> Result<()> {
    Ok(ui.data(written(value, format)?.as_bytes())?)
}

/// Data as JSON or YAML.
///
/// # Errors
/// Numbers that JSON does not have.
pub(crate) fn written(value: &Value, format: Format) -> Result<String> {
    if format == Format::Yaml {
        let text = kubeyaml::to_string(value);
        return Ok(if text.ends_with('\n') { text } else { text + "\n" });
    }
    let format = kubeyaml::json::Format {
        indent: Some("    ".to_owned()),
        ..kubeyaml::json::Format::default()
    };
    Ok(kubeyaml::json::to_string_with(value, &format)? + "\n")
}
