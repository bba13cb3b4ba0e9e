//! What the kubeconfig says about the cluster that a command is for.

use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use kubeyaml::Value;

use crate::cli::GlobalArgs;
use crate::environment::Environment;

/// The name of the cluster that the context points to, if there is a kubeconfig that names one. The files of `$KUBECONFIG` count
/// together, the first that has an entry decides; `--kubeconfig` stands instead of them.
///
/// # Errors
/// A file that cannot be read (one that is not there counts only if `--kubeconfig` names it) or is no YAML; a `--context` that no
/// file has.
pub(crate) fn cluster(global: &GlobalArgs, environment: &Environment) -> Result<Option<String>> {
    let configs = read(global, environment)?;
    let explicit = global.context.as_deref().filter(|name| !name.is_empty());
    let current = || configs.iter().find_map(|config| text(config, "current-context"));
    let Some(context) = explicit.map(str::to_owned).or_else(current) else {
        return Ok(None);
    };
    let found = named(&configs, "contexts", &context);
    if found.is_none() && explicit.is_some() {
        bail!("--context {context:?}: no kubeconfig has a context of this name");
    }
    let cluster = found.and_then(|context| text(context.get("context")?, "cluster"));
    let has_server = |name: &String| {
        named(&configs, "clusters", name)
            .and_then(|cluster| text(cluster.get("cluster")?, "server"))
            .is_some()
    };
    Ok(cluster.filter(has_server))
}

fn read(global: &GlobalArgs, environment: &Environment) -> Result<Vec<Value>> {
    let explicit = global.kubeconfig.as_ref().filter(|path| !path.is_empty());
    let paths: Vec<PathBuf> = match (explicit, &environment.kubeconfig) {
        (Some(path), _) => vec![PathBuf::from(path)],
        (None, Some(list)) => std::env::split_paths(list)
            .filter(|path| !path.as_os_str().is_empty())
            .collect(),
        (None, None) => environment
            .home
            .iter()
            .map(|home| home.join(".kube").join("config"))
            .collect(),
    };
    let mut configs = Vec::new();
    for path in paths {
        let at = || format!("kubeconfig {}", path.display());
        match std::fs::read(&path) {
            Ok(bytes) => configs.push(kubeyaml::from_slice(&bytes).map_err(|why| anyhow!("{}: {why}", at()))?),
            Err(why) if why.kind() == ErrorKind::NotFound && explicit.is_none() => {}
            Err(why) => return Err(why).with_context(at),
        }
    }
    Ok(configs)
}

fn named<'v>(configs: &'v [Value], list: &str, name: &str) -> Option<&'v Value> {
    configs
        .iter()
        .filter_map(|config| config.get(list)?.as_sequence())
        .flatten()
        .find(|item| item.get("name").and_then(Value::as_str) == Some(name))
}

/// A text field that is not empty.
fn text(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}
