//! `istioctl proxy-config log`

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use clap::Args;
use istio_manifest::cluster::port_forward::{ChosenPod, PodChoice};
use istio_manifest::cluster::{Connection, kinds};
use kubeyaml::Value;

use super::Asking;
use crate::commands::admin_port::{namespace, port};
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Levels as Envoy names them, from the loudest on.
const LEVELS: [&str; 7] = ["trace", "debug", "info", "warning", "error", "critical", "off"];
/// What resetting sets where the injector's values say nothing.
const DEFAULT: &str = "warning";

/// Show how much each logger of a proxy writes, or change it.
///
/// Without --level and --reset it shows the level of each logger. Changes last until the proxy ends.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # The level of each logger
  istioctl proxy-config log web-6d4b75cb6d-hx2zm.shop

  # All loggers of all pods of a deployment
  istioctl proxy-config log deployment/web -n shop --level info

  # Two of them
  istioctl proxy-config log -l app=web -n shop --level http:debug,rbac:debug

  # As the injector has it
  istioctl proxy-config log deployment/web -n shop -r")]
pub(super) struct LogArgs {
    /// A pod, or a workload, Service or Gateway, all pods of which are meant.
    #[arg(value_name = "[TYPE/]NAME[.NAMESPACE]")]
    name: Option<String>,
    /// Labels of the pods, instead of a name.
    #[arg(short = 'l', long, value_name = "LABELS")]
    selector: Option<String>,
    /// Levels to set, with commas between them: LEVEL for all loggers, LOGGER:LEVEL for one. A level is trace, debug, info, warning,
    /// error, critical or off.
    #[arg(long, value_name = "LEVELS")]
    level: Option<String>,
    /// Set all loggers to the level that proxies start with: that of the injector's values, else warning.
    #[arg(short, long)]
    reset: bool,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(super) fn run(args: &LogArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (name, selector, level) = (given(&args.name), given(&args.selector), given(&args.level));
    if name.is_none() && selector.is_none() {
        bail!(UsageError("log requires pod name or --selector".to_owned()));
    }
    if args.reset && level.is_some() {
        bail!(UsageError("--level cannot be combined with --reset".to_owned()));
    }
    if asking.output.is_some_and(|output| !["", "short"].contains(&output)) {
        bail!(UsageError("--output is not applicable for this command".to_owned()));
    }
    if let Some(argument) = args.rest.first() {
        ui.warning(&format!("one name is enough: {argument:?} has no effect"));
    }
    let port = port(asking.port)?;
    let mut wanted = Levels::parse(level.as_deref().unwrap_or_default())?;

    let connection = kubeconfig::connect(asking.global, asking.environment)?;
    let home = namespace(asking.global, &connection);
    let choice = match selector {
        Some(selector) => PodChoice::Selected {
            namespaces: vec![home],
            selector,
        },
        None => PodChoice::named(&name.unwrap_or_default(), &home),
    };
    let pods = connection.block_on(choice.choose_all(&connection))?;
    if args.reset {
        wanted.all = Some(level_of_values(&connection, &asking.global.istio_namespace, ui).unwrap_or(DEFAULT));
    }
    let mut failed = Vec::new();
    let mut shown = String::new();
    for pod in &pods {
        match connection.block_on(wanted.set(&connection, pod, port)) {
            Ok(told) => shown += &format!("{}.{}:\n{told}", pod.name, pod.namespace),
            Err(why) => failed.push(format!("{why:#}")),
        }
    }
    ui.data(shown.as_bytes())?;
    if !failed.is_empty() {
        bail!(failed.join("; "));
    }
    Ok(())
}

/// The level that the injector gives to proxies.
fn level_of_values(connection: &Connection, istio_namespace: &str, ui: &mut Ui) -> Option<&'static str> {
    let config_map = kinds::config_map();
    let map = connection.get(&config_map, Some(istio_namespace), "istio-sidecar-injector");
    let values = connection.block_on(map).ok().flatten().and_then(|map| {
        let text = map.get_path(&["data", "values"])?.as_str()?.to_owned();
        kubeyaml::json::from_str(&text).ok()
    });
    let level = values.as_ref().and_then(|values| {
        let level = values
            .get_path(&["global", "proxy", "logLevel"])
            .and_then(Value::as_str)?;
        level_name(level)
    });
    if level.is_none() {
        ui.note(&format!(
            "The injector's values name no level of proxies in namespace {istio_namespace:?}, so it is {DEFAULT}."
        ));
    }
    level
}

/// A level under Envoy's name.
fn level_name(word: &str) -> Option<&'static str> {
    let word = if word == "warn" { "warning" } else { word };
    LEVELS.into_iter().find(|level| *level == word)
}

/// What to set.
#[derive(Debug, Default, PartialEq, Eq)]
struct Levels {
    /// The level of all loggers, which comes first.
    all: Option<&'static str>,
    /// Loggers with levels of their own.
    one: BTreeMap<String, &'static str>,
}

impl Levels {
    /// Reads `[LOGGER:]LEVEL,...`, where `=` may stand for the colon, and a namespace with `::` before the logger.
    fn parse(text: &str) -> Result<Self, UsageError> {
        let level = |word: &str| {
            level_name(word).ok_or_else(|| {
                UsageError(format!(
                    "unrecognized logging level: {word} (it is one of {})",
                    LEVELS.join(", ")
                ))
            })
        };
        let mut levels = Self::default();
        for term in text.split(',').filter(|_| !text.is_empty()) {
            let term = term.rsplit("::").next().unwrap_or(term);
            match term.split_once([':', '=']) {
                None => levels.all = Some(level(term)?),
                Some(("level", word)) => levels.all = Some(level(word)?),
                Some((logger, word)) => {
                    levels.one.insert(logger.to_owned(), level(word)?);
                }
            }
        }
        Ok(levels)
    }

    /// Sets the levels of a proxy, and gives what it says of all of them then.
    async fn set(&self, connection: &Connection, pod: &ChosenPod, port: u16) -> Result<String> {
        let post = async |query: String| {
            let path = format!("/logging{query}");
            connection.post_to_pod(&pod.namespace, &pod.name, port, &path).await
        };
        let mut told = post(String::new()).await?;
        let loggers: Vec<&str> = told
            .lines()
            .filter_map(|line| Some(line.split_once(':')?.0.trim()))
            .collect();
        if let Some(unknown) = self.one.keys().find(|logger| !loggers.contains(&logger.as_str())) {
            bail!("{}.{}: unrecognized logger name: {unknown}", pod.name, pod.namespace);
        }
        let of_all = self.all.map(|level| format!("?level={level}"));
        let of_one = self.one.iter().map(|(logger, level)| format!("?{logger}={level}"));
        for query in of_all.into_iter().chain(of_one) {
            told = post(query)
                .await
                .with_context(|| format!("error configuring log level for {}.{}", pod.name, pod.namespace))?;
        }
        Ok(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_for_all_loggers_or_for_one() {
        let parsed = Levels::parse("http:debug,warn,istio::rbac=trace").expect("levels");
        assert_eq!(parsed.all, Some("warning"));
        let one: Vec<(&str, &str)> = parsed
            .one
            .iter()
            .map(|(logger, level)| (logger.as_str(), *level))
            .collect();
        assert_eq!(one, [("http", "debug"), ("rbac", "trace")]);
        assert_eq!(Levels::parse("").expect("none"), Levels::default());
        for wrong in ["loud", "http:loud", "http:", ","] {
            assert!(Levels::parse(wrong).is_err(), "{wrong}");
        }
    }
}
