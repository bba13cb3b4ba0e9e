//! `istioctl admin log`

use anyhow::{Context, Result, bail};
use clap::Args;
use istio_manifest::cluster::port_forward::PodChoice;
use istio_manifest::cluster::{Connection, join_all};
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::commands::admin_port::{Format, port};
use crate::commands::istiod_pods;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::table::tabbed;
use crate::ui::Ui;

/// Levels of istiod.
const LEVELS: [&str; 5] = ["none", "error", "warn", "info", "debug"];
/// The level that logs start with.
const LOG_DEFAULT: &str = "info";
/// The level from which on istiod writes stack traces, to start with.
const STACK_TRACE_DEFAULT: &str = "none";

/// Show how much each scope of istiod writes to its log, or change it.
///
/// One istiod is asked: the first of the revision unless one is named. Changes last until it ends.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # All scopes
  istioctl admin log

  # More of some scopes, with stack traces in one
  istioctl admin log --level ads:debug,authorization:debug --stack-trace-level ads:error

  # One istiod of a revision
  istioctl admin log --revision canary -o json

  # Everything as it started
  istioctl admin log --reset")]
pub(super) struct LogArgs {
    /// The istiod pod, in the namespace of Istio unless the name has one.
    #[arg(value_name = "POD")]
    pod: Option<String>,
    /// Revision (or tag) of the control plane.
    #[arg(short, long, value_name = "REVISION")]
    revision: Option<String>,
    /// Levels to set: SCOPE:LEVEL with commas between them. A level is none, error, warn, info or debug.
    #[arg(long, value_name = "LEVELS")]
    level: Option<String>,
    /// Levels from which on stack traces are written: SCOPE:LEVEL with commas between them.
    #[arg(long, value_name = "LEVELS")]
    stack_trace_level: Option<String>,
    /// Set all levels of logs and stack traces to what they start with.
    #[arg(long)]
    reset: bool,
    /// Set all levels of logs to what they start with: info.
    #[arg(long)]
    log_reset: bool,
    /// Set all levels of stack traces to what they start with: none.
    #[arg(long)]
    stack_trace_reset: bool,
    /// Port of ControlZ in the pod.
    #[arg(
        long = "ctrlz_port",
        value_name = "PORT",
        default_value_t = 9876,
        allow_negative_numbers = true,
        hide = true
    )]
    port: i64,
    /// How to print: short, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "short")]
    output: String,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(super) fn run(
    args: &LogArgs,
    selector: &str,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let port = port(args.port)?;
    let format = Format::parse(Some(&args.output), Format::Short)?;
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (level, stack_trace_level) = (given(&args.level), given(&args.stack_trace_level));
    let log_reset = args.reset || args.log_reset;
    let stack_trace_reset = args.reset || args.stack_trace_reset;
    if log_reset && level.is_some() {
        bail!(UsageError(
            "--level cannot be combined with --reset, --log-reset".to_owned()
        ));
    }
    if stack_trace_reset && stack_trace_level.is_some() {
        bail!(UsageError(
            "--stack-trace-level cannot be combined with --reset, --stack-trace-reset".to_owned()
        ));
    }
    let mut changes = parsed(level.as_deref(), "output_level")?;
    changes.extend(parsed(stack_trace_level.as_deref(), "stack_trace_level")?);
    if let Some(argument) = args.rest.first() {
        ui.warning(&format!("one name is enough: {argument:?} has no effect"));
    }

    let connection = kubeconfig::connect(global, environment)?;
    let namespace = &global.istio_namespace;
    let name = match given(&args.pod) {
        Some(name) => name,
        None => {
            let pods = istiod_pods::of_labels(&connection, selector, args.revision.as_deref(), namespace);
            let pods = connection.block_on(pods)?;
            let first = pods.first().context("there is one, or finding them fails")?;
            if pods.len() > 1 {
                ui.note(&format!("Of {} istiods that fit, {} is asked.", pods.len(), first.name));
            }
            format!("{}.{namespace}", first.name)
        }
    };
    let istiod = connection.block_on(PodChoice::named(&name, namespace).choose(&connection))?;
    let controlz = ControlZ {
        connection: &connection,
        namespace: &istiod.namespace,
        pod: &istiod.name,
        port,
    };
    if log_reset || stack_trace_reset {
        for scope in controlz.scopes()? {
            let mut change = Mapping::new();
            change.insert("name", scope.name);
            if log_reset {
                change.insert("output_level", LOG_DEFAULT);
            }
            if stack_trace_reset {
                change.insert("stack_trace_level", STACK_TRACE_DEFAULT);
            }
            changes.push(change);
        }
    }
    if changes.is_empty() {
        return show(controlz.scopes()?, format, ui);
    }
    controlz.change(&changes)
}

/// Changes of scopes, from `SCOPE:LEVEL,...`.
fn parsed(text: Option<&str>, field: &str) -> Result<Vec<Mapping>, UsageError> {
    let Some(text) = text else { return Ok(Vec::new()) };
    text.split(',')
        .map(|term| {
            let (scope, level) = term
                .split_once(':')
                .filter(|(scope, level)| is_scope(scope) && LEVELS.contains(level))
                .ok_or_else(|| {
                    UsageError(format!(
                        "{term:?} is not of the form SCOPE:LEVEL with a level of {}",
                        LEVELS.join(", ")
                    ))
                })?;
            let mut change = Mapping::new();
            change.insert("name", scope);
            change.insert(field, level);
            Ok(change)
        })
        .collect()
}

fn is_scope(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_- ".contains(&byte))
}

/// A part of istiod that writes to its log.
struct Scope {
    name: String,
    description: String,
    level: String,
    stack_trace_level: String,
}

/// istiod's own pages of introspection.
struct ControlZ<'c> {
    connection: &'c Connection,
    namespace: &'c str,
    pod: &'c str,
    port: u16,
}

impl ControlZ<'_> {
    /// All scopes, by name.
    fn scopes(&self) -> Result<Vec<Scope>> {
        let asked = self
            .connection
            .get_from_pod(self.namespace, self.pod, self.port, "/scopej/");
        let told = self.connection.block_on(asked)?;
        let told = kubeyaml::json::from_str(&told).with_context(|| format!("the scopes of pod {}", self.pod))?;
        let list = told.as_sequence().unwrap_or_default();
        let mut scopes: Vec<Scope> = list
            .iter()
            .map(|scope| {
                let text = |name: &str| scope.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                Scope {
                    name: text("name"),
                    description: text("description"),
                    level: text("output_level"),
                    stack_trace_level: text("stack_trace_level"),
                }
            })
            .collect();
        scopes.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(scopes)
    }

    fn change(&self, changes: &[Mapping]) -> Result<()> {
        let results = self.connection.block_on(join_all(changes.iter().map(async |change| {
            let name = change.get("name").and_then(Value::as_str).unwrap_or_default();
            // Some scopes have blanks in their names.
            let path = format!("/scopej/{}", name.replace(' ', "%20"));
            let json = kubeyaml::json::to_string(&change.clone().into())?;
            let put = self
                .connection
                .put_to_pod(self.namespace, self.pod, self.port, &path, json);
            put.await.with_context(|| format!("failed updating scope {name}"))
        })));
        results.into_iter().collect::<Result<Vec<String>>>().map(|_| ())
    }
}

fn show(scopes: Vec<Scope>, format: Format, ui: &mut Ui) -> Result<()> {
    if format == Format::Short {
        let heading = ["ACTIVE SCOPE", "DESCRIPTION", "LOG LEVEL", "STACK TRACE LEVEL"];
        let mut rows = vec![heading.map(str::to_owned).to_vec()];
        rows.extend(
            scopes
                .into_iter()
                .map(|scope| vec![scope.name, scope.description, scope.level, scope.stack_trace_level]),
        );
        return Ok(ui.data(tabbed(&rows, 3).as_bytes())?);
    }
    let list: Vec<Value> = scopes
        .into_iter()
        .map(|scope| {
            let mut entry = Mapping::new();
            entry.insert("scope_name", scope.name);
            entry.insert("log_level", scope.level);
            entry.insert("stack_trace_level", scope.stack_trace_level);
            entry.insert("description", scope.description);
            entry.into()
        })
        .collect();
    crate::commands::admin_port::print(&list.into(), format, ui)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_name_a_scope_and_a_level() {
        let changes = parsed(Some("ads:debug,a b:none"), "output_level").expect("changes");
        assert_eq!(changes.len(), 2);
        assert_eq!(changes[1].get("name").and_then(Value::as_str), Some("a b"));
        for wrong in ["ads", "ads:loud", ":debug", "ads:debugging", "a/b:info", ""] {
            assert!(parsed(Some(wrong), "output_level").is_err(), "{wrong}");
        }
    }
}
