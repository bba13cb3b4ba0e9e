//! `istioctl addons list`

use anyhow::{Result, bail};
use clap::Args;
use istio_manifest::addons::ALL;
use istio_manifest::cluster::install::addons::{AddonState, states};
use istio_manifest::lifecycle::readiness::Readiness;
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// List add-ons: the version that would be installed, the namespace that has one, and whether it is ready.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl addons list

  # For programs
  istioctl addons list -o json")]
pub(super) struct ListArgs {
    /// table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    output: String,
}

pub(super) fn run(args: &ListArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    if !["table", "json", "yaml"].contains(&args.output.as_str()) {
        let text = format!("unknown format: {}; there are table, json and yaml", args.output);
        return Err(UsageError(text).into());
    }
    let target = kubeconfig::target(global, environment);
    // What there is can be listed without a cluster; a cluster that is named has to answer.
    let found = match kubeconfig::cluster(&target)? {
        None if global.kubeconfig.is_some() || global.context.is_some() => {
            bail!("no kubeconfig names a cluster")
        }
        None => {
            ui.note("No kubeconfig names a cluster: these are the add-ons that could be installed.");
            None
        }
        Some(_) => {
            let connection = kubeconfig::connect(global, environment)?;
            Some(connection.block_on(states(&connection))?)
        }
    };
    let text = match args.output.as_str() {
        "json" => format!("{}\n", kubeyaml::json::to_string(&data(found.as_deref()))?),
        "yaml" => kubeyaml::to_string(&data(found.as_deref())),
        _ => rows(found.as_deref()),
    };
    ui.data(text.as_bytes())?;
    Ok(())
}

fn rows(found: Option<&[AddonState]>) -> String {
    let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    let mut rows = vec![row(["NAME", "VERSION", "INSTALLED", "READY", "FOR"])];
    for addon in ALL {
        let version = addon.version();
        let state = found.and_then(|found| found.iter().find(|state| state.addon == addon));
        let Some(state) = state else {
            rows.push(row([addon.name, &version, "", "", addon.purpose]));
            continue;
        };
        if !state.is_there() {
            rows.push(row([addon.name, &version, "no", "", addon.purpose]));
        }
        for installed in &state.installed {
            let place = if installed.version == version {
                format!("in {}", installed.namespace)
            } else {
                format!("{} in {}", installed.version, installed.namespace)
            };
            let ready = match &installed.readiness {
                Readiness::Ready => "yes".to_owned(),
                Readiness::Waiting(why) => format!("no: {why}"),
            };
            rows.push(row([addon.name, &version, &place, &ready, addon.purpose]));
        }
        for namespace in &state.foreign {
            let place = format!("in {namespace}, not by istioctl");
            rows.push(row([addon.name, &version, &place, "", addon.purpose]));
        }
    }
    table::numbered(&rows)
}

fn data(found: Option<&[AddonState]>) -> Value {
    let entries = ALL.iter().map(|addon| {
        let mut entry = Mapping::new();
        entry.insert("name", addon.name);
        entry.insert("version", addon.version());
        entry.insert("purpose", addon.purpose);
        if let Some(state) = found.and_then(|found| found.iter().find(|state| state.addon == *addon)) {
            let installed = state.installed.iter().map(|installed| {
                let mut place = Mapping::new();
                place.insert("namespace", installed.namespace.as_str());
                place.insert("version", installed.version.as_str());
                place.insert("ready", installed.readiness.is_ready());
                if let Readiness::Waiting(why) = &installed.readiness {
                    place.insert("waitsFor", why.as_str());
                }
                Value::from(place)
            });
            entry.insert("installed", installed.collect::<Vec<_>>());
            let foreign = state.foreign.iter().map(|namespace| Value::from(namespace.as_str()));
            entry.insert("installedByOthers", foreign.collect::<Vec<_>>());
        }
        Value::from(entry)
    });
    entries.collect::<Vec<_>>().into()
}
