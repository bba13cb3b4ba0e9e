//! `istioctl precheck`, also `istioctl experimental precheck`

use anyhow::{Result, bail};
use clap::Args;
use istio_analysis::analysis::{self, analyze};
use istio_analysis::format::{Format, Report};
use istio_analysis::message::{Level, Message, Subject, codes, sort_and_merge};
use istio_analysis::snapshot::{Builder, Settings};
use istio_manifest::cluster::precheck::{self, Finding, Outcome, Request};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Where a code is explained.
const PAGES: &str = "https://istio.io/v1.30/docs/reference/config/analysis";

/// Look whether Istio can be installed or upgraded in the cluster.
///
/// Kubernetes must be new enough, the user must be allowed to create what an installation has, and the Gateway API's resources must be
/// served in the versions that this release wants. What may not be read is named, and everything else is looked at all the same.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Before an installation or upgrade
  istioctl precheck

  # What has changed since the release that is installed
  istioctl precheck --from-version 1.20

  # Annotations of alpha features too, in one namespace
  istioctl precheck --output-threshold Info -n shop")]
pub(crate) struct PrecheckArgs {
    /// Look for changes of behaviour since this release, such as 1.20.
    #[arg(short, long, value_name = "VERSION")]
    from_version: Option<String>,
    /// Do not look at the cluster's version, the user's rights and the Gateway API.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    skip_controlplane: bool,
    /// Print messages of this level and worse: Info, Warning or Error.
    #[arg(long, value_name = "LEVEL", default_value = "Warning")]
    output_threshold: Level,
    /// log, json, yaml or another format of `istioctl analyze`.
    #[arg(short, long, value_name = "FORMAT", default_value = "log")]
    output: String,
    /// Revision of the control plane. Every check is about all revisions.
    #[arg(short, long, value_name = "NAME")]
    revision: Option<String>,
    #[arg(hide = true)]
    ignored: Vec<String>,
}

pub(crate) fn run(args: &PrecheckArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let format: Format = args.output.parse().map_err(UsageError)?;
    if !args.ignored.is_empty() {
        ui.warning(&format!("arguments are ignored: {}", args.ignored.join(" ")));
    }
    let request = Request {
        istio_namespace: global.istio_namespace.clone(),
        namespace: global.namespace.clone().filter(|namespace| !namespace.is_empty()),
        control_plane: !args.skip_controlplane,
        annotations: args.output_threshold <= Level::Info,
        from_minor: args
            .from_version
            .as_deref()
            .filter(|version| !version.is_empty())
            .map(minor)
            .transpose()?,
    };
    let outcome = if request.control_plane || request.from_minor.is_some() {
        let connection = kubeconfig::connect(global, environment)?;
        connection.block_on(precheck::check(&connection, &request))?
    } else {
        Outcome::default()
    };
    for line in &outcome.unchecked {
        ui.note(&format!("Not checked: {line}"));
    }
    let unchecked = outcome.unchecked.len();
    let all = messages(outcome, &request);
    let shown: Vec<Message> = all
        .iter()
        .filter(|message| message.level() >= args.output_threshold)
        .cloned()
        .collect();
    if !shown.is_empty() || format != Format::Log {
        let report = Report {
            messages: &shown,
            version: env!("CARGO_PKG_VERSION"),
            colour: ui.stdout_has_colour(),
            ..Report::default()
        };
        ui.data(format.write(&report).as_bytes())?;
    }
    if all.iter().any(|message| message.level() >= Level::Warning) {
        bail!(
            "Istio may not be safe to install or upgrade: the check of the cluster found issues; {PAGES} explains them"
        );
    }
    match unchecked {
        0 => {}
        1 => bail!("the check of the cluster is not complete: one thing could not be looked at, see above"),
        many => bail!("the check of the cluster is not complete: {many} things could not be looked at, see above"),
    }
    ui.note("✔ No issues found when checking the cluster: Istio is safe to install or upgrade.");
    Ok(())
}

/// 20 of `1.20`.
fn minor(version: &str) -> Result<u32, UsageError> {
    let wrong = |why: &str| UsageError(format!("--from-version {version:?}: {why}"));
    let (major, minor) = version
        .split_once('.')
        .ok_or_else(|| wrong("a release is named like 1.20"))?;
    if major != "1" {
        return Err(wrong("the major version of every release is 1"));
    }
    // A patch level says nothing about behaviour.
    let minor = minor.split('.').next().unwrap_or(minor);
    minor.parse().map_err(|_| wrong("the minor version is not a number"))
}

fn messages(outcome: Outcome, request: &Request) -> Vec<Message> {
    let mut all: Vec<Message> = outcome.findings.into_iter().map(message).collect();
    if !outcome.annotated.is_empty() {
        let mut builder = Builder::new(Settings {
            istio_namespace: request.istio_namespace.clone(),
            ..Settings::default()
        });
        builder.add_objects("", outcome.annotated);
        let alpha = ["annotations.AlphaAnalyzer".to_owned()];
        let wanted = analysis::Request {
            analyzers: &alpha,
            namespace: request.namespace.as_deref(),
            more_namespaces: &[],
            suppressions: &[],
        };
        all.extend(analyze(&builder.build(), &wanted).messages);
    }
    sort_and_merge(&mut all);
    all
}

fn message(finding: Finding) -> Message {
    let cluster = || Some(Subject::new("Cluster", "", ""));
    match finding {
        Finding::Kubernetes { version, minimum } => Message::about(&codes::UNSUPPORTED_KUBERNETES_VERSION, cluster())
            .with(version)
            .with(minimum),
        Finding::Permission {
            resource,
            namespace,
            reason,
        } => {
            let resource = match namespace {
                Some(namespace) => format!("{resource} in namespace {namespace}"),
                None => resource,
            };
            let reason = if reason.is_empty() {
                "permission denied".to_owned()
            } else {
                reason
            };
            Message::about(&codes::INSUFFICIENT_PERMISSIONS, cluster())
                .with(resource)
                .with(reason)
        }
        Finding::GatewayApi {
            definition,
            served,
            wanted,
            needed_now,
        } => {
            let code = if needed_now {
                &codes::UNSUPPORTED_GATEWAY_API_VERSION
            } else {
                &codes::FUTURE_UNSUPPORTED_GATEWAY_API_VERSION
            };
            let subject = Subject::new("CustomResourceDefinition", "", &definition);
            Message::about(code, Some(subject)).with(served).with(wanted)
        }
        Finding::DefaultTracing { namespace, name } => {
            let subject = Subject::new("Service", namespace, name);
            let detail = format!(
                "traces go to '{name}.{namespace}.svc' only where a Telemetry resource asks for them; \
                 see https://istio.io/latest/docs/tasks/observability/distributed-tracing/telemetry-api/"
            );
            Message::about(&codes::UPDATE_INCOMPATIBILITY, Some(subject))
                .with("meshConfig.defaultConfig.tracer")
                .with("1.21")
                .with(detail)
                .with("1.21")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_named_by_two_numbers() {
        assert_eq!(minor("1.20").map_err(|why| why.0), Ok(20));
        assert_eq!(minor("1.20.3").map_err(|why| why.0), Ok(20));
        for (wrong, part) in [("abc", "like 1.20"), ("2.0", "major"), ("1.x", "not a number")] {
            let why = minor(wrong).expect_err("no release").0;
            assert!(why.contains(part), "{why}");
        }
    }
}
