//! `istioctl get`

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use istio_manifest::cluster::{ListOptions, Resource};
use kubeyaml::{Mapping, Value};

use super::configuration;
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// Show Istio configuration of the cluster.
///
/// A command of early releases; kubectl does the same for any kind.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl get virtualservices -n shop
  istioctl get virtualservice web -n shop -o yaml
  istioctl get gateways -A

  # The same today
  kubectl get virtualservices -n shop")]
pub(crate) struct GetArgs {
    /// Kind of the objects, such as virtualservice; all shows every kind.
    #[arg(value_name = "KIND")]
    kind: String,
    /// Name of one object.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// All namespaces.
    #[arg(short = 'A', long, conflicts_with = "name")]
    all_namespaces: bool,
    /// How to print.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Output {
    #[value(alias = "short")]
    Table,
    Json,
    Yaml,
}

pub(crate) fn run(args: &GetArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    configuration::say_what_is_new("get", "`kubectl get` does the same", ui);
    let kinds: Vec<Resource> = match args.kind.as_str() {
        "all" => configuration::kind_names()
            .iter()
            .map(|name| configuration::kind_named(name))
            .collect::<Result<_>>()?,
        kind => vec![configuration::kind_named(kind)?],
    };
    let connection = kubeconfig::connect(global, environment)?;
    let namespace = (!args.all_namespaces).then(|| configuration::namespace(global, &connection));
    let mut found = Vec::new();
    for resource in &kinds {
        match &args.name {
            Some(name) => match connection.block_on(connection.get(resource, namespace, name))? {
                Some(object) => found.push(object),
                None if kinds.len() > 1 => {}
                None => bail!(
                    "{resource}/{name} is not in the namespace {}",
                    namespace.unwrap_or_default()
                ),
            },
            None => {
                let listed = connection.block_on(connection.list(resource, namespace, &ListOptions::default()));
                match listed {
                    Ok(objects) => found.extend(objects),
                    // The cluster may not have every kind.
                    Err(why) if why.is_not_found() && kinds.len() > 1 => {}
                    Err(why) => return Err(configuration::explained(why)),
                }
            }
        }
    }
    let text = match args.output {
        Output::Table if found.is_empty() => {
            ui.note("No resources found.");
            return Ok(());
        }
        Output::Table => columns(&found),
        Output::Yaml => kubeyaml::to_string(&listed(found, args.name.is_some())),
        Output::Json => {
            let format = kubeyaml::json::Format {
                indent: Some("    ".to_owned()),
                ..kubeyaml::json::Format::default()
            };
            format!(
                "{}\n",
                kubeyaml::json::to_string_with(&listed(found, args.name.is_some()), &format)?
            )
        }
    };
    Ok(ui.data(text.as_bytes())?)
}

/// One object as it is, several as a List.
fn listed(mut found: Vec<Value>, one: bool) -> Value {
    if one && found.len() == 1 {
        return found.pop().unwrap_or_default();
    }
    let mut list = Mapping::new();
    list.insert("apiVersion", "v1");
    list.insert("kind", "List");
    list.insert("items", found);
    list.into()
}

fn columns(found: &[Value]) -> String {
    let now = jiff::Timestamp::now().as_second();
    let mut rows = vec![["NAMESPACE", "KIND", "NAME", "AGE", "HOSTS"].map(str::to_owned)];
    rows.extend(found.iter().map(|object| {
        let text = |path: &[&str]| {
            object
                .get_path(path)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let created = text(&["metadata", "creationTimestamp"]).parse::<jiff::Timestamp>();
        [
            text(&["metadata", "namespace"]),
            text(&["kind"]),
            text(&["metadata", "name"]),
            created.map_or_else(|_| "<unknown>".to_owned(), |created| age(now - created.as_second())),
            hosts(object),
        ]
    }));
    table::columns(&rows, 2)
}

/// The names that an object is about, where its kind has some.
fn hosts(object: &Value) -> String {
    let texts = |value: Option<&Value>| -> Vec<String> {
        let all = value.and_then(Value::as_sequence).unwrap_or_default();
        all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut names = texts(object.get_path(&["spec", "hosts"]));
    names.extend(
        object
            .get_path(&["spec", "host"])
            .and_then(Value::as_str)
            .map(str::to_owned),
    );
    let servers = object
        .get_path(&["spec", "servers"])
        .and_then(Value::as_sequence)
        .unwrap_or_default();
    for name in servers.iter().flat_map(|server| texts(server.get("hosts"))) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(",")
}

/// `5s`, `3m`, `7h`, `12d`
fn age(seconds: i64) -> String {
    match seconds.max(0) {
        seconds @ ..120 => format!("{seconds}s"),
        seconds @ ..7_200 => format!("{}m", seconds / 60),
        seconds @ ..172_800 => format!("{}h", seconds / 3_600),
        seconds => format!("{}d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `kubectl get` rounds them, to one unit.
    #[test]
    fn ages_have_one_unit() {
        let ages = [0, 119, 120, 7_199, 7_200, 172_799, 172_800].map(age);
        assert_eq!(ages, ["0s", "119s", "2m", "119m", "2h", "47h", "2d"]);
    }
}
