//! `istioctl check-inject`, also `istioctl experimental check-inject`

use anyhow::{Result, anyhow, bail};
use clap::Args;
use colored::Colorize as _;
use istio_manifest::cluster::injection_webhooks::{self, Verdict};
use istio_manifest::cluster::pod_labels::{self, WorkloadName};
use istio_manifest::cluster::{Connection, kinds};
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # A pod
  istioctl check-inject details-v1-fcff6c49c-kqnfk.test

  # The pods of a Deployment
  istioctl check-inject deployment/details-v1 -n test

  # Labels that a pod could have
  istioctl check-inject -n test -l app=helloworld,version=v1")]
pub(crate) struct CheckInjectArgs {
    /// The workload: a pod, deployment, statefulset, daemonset, replicaset, job, cronjob, replicationcontroller or service.
    #[arg(value_name = "[TYPE/]NAME[.NAMESPACE]")]
    workload: Option<String>,
    /// Labels of a pod, key=value with commas between them, instead of a workload.
    #[arg(short, long, value_name = "LABELS")]
    labels: Option<String>,
}

pub(crate) fn run(args: &CheckInjectArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let labels = args.labels.as_deref().filter(|labels| !labels.is_empty());
    let subject = match (&args.workload, labels) {
        (Some(workload), _) => Subject::Workload(WorkloadName::parse(workload)),
        (None, Some(labels)) => Subject::Labels(parsed(labels)?),
        (None, None) => {
            return Err(
                UsageError("name a workload, as in deployment/web.shop, or labels with --labels".to_owned()).into(),
            );
        }
    };
    let connection = kubeconfig::connect(global, environment)?;
    let verdicts = connection.block_on(judge(&connection, &subject, global))?;
    if verdicts.is_empty() {
        ui.warning("the cluster has no injector of Istio, so nothing is injected");
        return Ok(());
    }
    ui.data(shown(&verdicts, ui.stdout_has_colour()).as_bytes())?;
    if verdicts.iter().filter(|verdict| verdict.injects).count() > 1 {
        ui.warning("more than one injector would inject, and what comes of that is undefined");
    }
    Ok(())
}

enum Subject {
    Workload(WorkloadName),
    Labels(Mapping),
}

/// `a=b,c=d`
fn parsed(labels: &str) -> Result<Mapping, UsageError> {
    let mut all = Mapping::new();
    for term in labels.split(',').map(str::trim) {
        let pair = term
            .split_once('=')
            .map(|(key, value)| (key, value.trim_start_matches('=')));
        match pair {
            Some((key, value)) if !key.is_empty() && !key.ends_with('!') => all.insert(key.trim(), value.trim()),
            _ => return Err(UsageError(format!("--labels: {term:?} is not of the form key=value"))),
        };
    }
    Ok(all)
}

async fn judge(connection: &Connection, subject: &Subject, global: &GlobalArgs) -> Result<Vec<Verdict>> {
    let given = global.namespace.as_deref().filter(|namespace| !namespace.is_empty());
    let default = given.unwrap_or_else(|| connection.namespace());
    let (labels, namespace) = match subject {
        Subject::Labels(labels) => (labels.clone(), default),
        Subject::Workload(workload) => {
            let namespace = workload.namespace.as_deref().unwrap_or(default);
            let Some(resource) = workload.resource() else {
                bail!(UsageError(format!(
                    "{:?} is no type of workload that has pods",
                    workload.kind
                )));
            };
            let found = pod_labels::read(connection, &resource, namespace, &workload.name).await?;
            let labels = found.ok_or_else(|| {
                let of = if resource.kind == "Service" { " with a pod" } else { "" };
                anyhow!(
                    "there is no {resource} {:?}{of} in namespace {namespace:?}",
                    workload.name
                )
            })?;
            (labels, namespace)
        }
    };
    let Some(home) = connection.get(&kinds::namespace(), None, namespace).await? else {
        bail!("there is no namespace {namespace:?}");
    };
    let home = home.get_path(&["metadata", "labels"]).and_then(Value::as_mapping);
    Ok(injection_webhooks::verdicts(connection, Some(&labels), home).await?)
}

fn shown(verdicts: &[Verdict], colour: bool) -> String {
    let mut rows = vec![["WEBHOOK", "REVISION", "INJECTED", "REASON"].map(str::to_owned)];
    rows.extend(verdicts.iter().map(|verdict| {
        let mark = if verdict.injects { "✔" } else { "✘" };
        [
            verdict.webhook.clone(),
            verdict.revision.clone(),
            mark.to_owned(),
            verdict.reason.clone(),
        ]
    }));
    let text = table::columns(&rows, 2);
    if !colour {
        return text;
    }
    // Colour is no part of the columns' widths. Names and reasons have no such marks.
    text.replace('✔', &"✔".green().to_string())
        .replace('✘', &"✘".red().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_pairs() {
        let all = parsed("app=web, version==v1,empty=").expect("labels");
        let pairs: Vec<(&str, Option<&str>)> = all.iter().map(|(key, value)| (key, value.as_str())).collect();
        assert_eq!(
            pairs,
            [("app", Some("web")), ("version", Some("v1")), ("empty", Some(""))]
        );
        for wrong in ["app", "=web", "app!=web", "a=b,,c=d"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }
}
