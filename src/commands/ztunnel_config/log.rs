//! `istioctl ztunnel-config log`

use anyhow::{Result, bail};
use clap::Args;
use istio_manifest::cluster::port_forward::PodChoice;
use istio_manifest::cluster::{Connection, kinds};

use super::{SourceArgs, is_ztunnel, on_node};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Levels as they may be written, and as ztunnel has them.
const LEVELS: [(&str, &str); 8] = [
    ("trace", "trace"),
    ("debug", "debug"),
    ("info", "info"),
    ("warning", "warn"),
    ("warn", "warn"),
    ("error", "error"),
    ("critical", "error"),
    ("off", "off"),
];

/// Show how much ztunnels write to their logs, or change it; all ztunnels unless one is named.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # How much all ztunnels write
  istioctl ztunnel-config log

  # Another level for one, with one of its own for accesses
  istioctl ztunnel-config log ztunnel-bwh89 --level info,access:debug

  # As they started
  istioctl ztunnel-config log -r")]
pub(super) struct LogArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Levels to set, with commas between them: LEVEL for all loggers, LOGGER:LEVEL for one. A level is trace, debug, info, warning,
    /// error, critical or off.
    #[arg(long, value_name = "LEVELS")]
    level: Option<String>,
    /// Set what ztunnels start with: info.
    #[arg(short, long)]
    reset: bool,
}

pub(super) fn run(args: &LogArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let level = args.level.as_deref().filter(|level| !level.is_empty());
    let port = args.source.check()?;
    if args.source.file().is_some() {
        bail!(UsageError(
            "a file has no log levels: name a ztunnel, or none for all".to_owned()
        ));
    }
    if args.reset && level.is_some() {
        bail!(UsageError("--level cannot be combined with --reset".to_owned()));
    }
    if args
        .source
        .output
        .as_deref()
        .is_some_and(|output| !["", "short"].contains(&output))
    {
        bail!(UsageError("--output is not applicable for this command".to_owned()));
    }
    let path = match level {
        None if args.reset => "/logging?level=info&reset".to_owned(),
        None => "/logging".to_owned(),
        Some(level) => format!("/logging?level={}", levels(level)?),
    };
    let connection = kubeconfig::connect(global, environment)?;
    let pods = connection.block_on(pods(&args.source, &connection, global))?;
    let (mut shown, mut failed) = (String::new(), Vec::new());
    for (namespace, name) in pods {
        match connection.block_on(connection.post_to_pod(&namespace, &name, port, &path)) {
            Ok(told) => shown += &format!("{name}.{namespace}:\n{told}\n"),
            Err(why) => failed.push(why.to_string()),
        }
    }
    ui.data(shown.as_bytes())?;
    if !failed.is_empty() {
        bail!(failed.join("; "));
    }
    Ok(())
}

/// Namespace and name of the ztunnels that are meant.
async fn pods(source: &SourceArgs, connection: &Connection, global: &GlobalArgs) -> Result<Vec<(String, String)>> {
    let given = global.namespace.as_deref().filter(|name| !name.is_empty());
    let namespace = given.unwrap_or(&global.istio_namespace);
    let all = match (source.node(), source.name()) {
        (Some(node), _) => vec![on_node(connection, node, &global.istio_namespace).await?],
        (None, Some(name)) => vec![PodChoice::named(name, namespace).choose(connection).await?],
        (None, None) => {
            let choice = PodChoice::named("daemonset/ztunnel", &global.istio_namespace);
            choice.choose_all(connection).await?
        }
    };
    if let ([pod], Some(_)) = (&all[..], source.name()) {
        let live = connection.get(&kinds::pod(), Some(&pod.namespace), &pod.name).await?;
        if !live.as_ref().is_some_and(is_ztunnel) {
            bail!("pod {pod} is no ztunnel");
        }
    }
    Ok(all.into_iter().map(|pod| (pod.namespace, pod.name)).collect())
}

/// Levels in ztunnel's words: `LEVEL,LOGGER:LEVEL`.
fn levels(text: &str) -> Result<String, UsageError> {
    let level = |word: &str| {
        let known = LEVELS.iter().find(|(name, _)| *name == word).map(|(_, level)| *level);
        known.ok_or_else(|| UsageError(format!("unrecognized logging level: {word}")))
    };
    let mut terms = Vec::new();
    for term in text.split(',') {
        // Paths of modules have `::` in them, so the level is behind the last sign.
        terms.push(match term.rsplit_once([':', '=']) {
            None => level(term)?.to_owned(),
            Some(("level", word)) => level(word)?.to_owned(),
            Some((logger, word)) if is_logger(logger) => format!("{logger}:{}", level(word)?),
            Some((logger, _)) => return Err(UsageError(format!("unrecognized logger name: {logger}"))),
        });
    }
    Ok(terms.join(","))
}

fn is_logger(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-:.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_in_ztunnel_s_words() {
        assert_eq!(levels("warning").expect("a level"), "warn");
        assert_eq!(levels("critical,access:debug").expect("levels"), "error,access:debug");
        assert_eq!(levels("ztunnel::proxy=trace").expect("a level"), "ztunnel::proxy:trace");
        for wrong in ["", "loud", "access:loud", "a b:info", ":info"] {
            assert!(levels(wrong).is_err(), "{wrong}");
        }
    }
}
