//! `istioctl tag list`

use anyhow::Result;
use clap::Args;
use istio_manifest::cluster::tags::{self, Listed};
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// List tags, the revisions that they stand for, and the namespaces that follow them.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl tag list
  istioctl tag list -o json")]
pub(crate) struct ListArgs {
    /// table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    output: String,
}

#[derive(Clone, Copy)]
enum Format {
    Table,
    Json,
    Yaml,
}

pub(super) fn run(args: &ListArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let format = match args.output.as_str() {
        "table" => Format::Table,
        "json" => Format::Json,
        "yaml" => Format::Yaml,
        other => return Err(UsageError(format!("unknown format: {other}; there are table, json and yaml")).into()),
    };
    let connection = kubeconfig::connect(global, environment)?;
    let listed = connection.block_on(tags::list(&connection, &global.istio_namespace))?;
    let text = match format {
        Format::Table if listed.is_empty() => "No Istio revision tags found.\n".to_owned(),
        Format::Table => shown(&listed),
        Format::Json => {
            let format = kubeyaml::json::Format {
                indent: Some("\t".to_owned()),
                ..kubeyaml::json::Format::default()
            };
            format!("{}\n", kubeyaml::json::to_string_with(&data(&listed), &format)?)
        }
        Format::Yaml => kubeyaml::to_string(&data(&listed)),
    };
    ui.data(text.as_bytes())?;
    Ok(())
}

fn shown(listed: &[Listed]) -> String {
    let mut rows = vec![["TAG", "REVISION", "NAMESPACES"].map(str::to_owned)];
    rows.extend(listed.iter().map(|tag| {
        let namespaces = tag.namespaces.join(",");
        [tag.name.clone(), tag.revision.clone(), namespaces]
    }));
    table::columns(&rows, 1)
}

fn data(listed: &[Listed]) -> Value {
    let entries = listed.iter().map(|tag| {
        let mut entry = Mapping::new();
        entry.insert("tag", tag.name.as_str());
        entry.insert("revision", tag.revision.as_str());
        let namespaces: Vec<Value> = tag.namespaces.iter().map(|name| Value::from(name.as_str())).collect();
        entry.insert("namespaces", namespaces);
        Value::from(entry)
    });
    entries.collect::<Vec<_>>().into()
}
