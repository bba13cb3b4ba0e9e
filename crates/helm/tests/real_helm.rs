//! Helm v3.21.0 itself, built from its Go module, beside ours. Without Go each test is reported as skipped, with the reason.

mod cases;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::OnceLock;

use cases::{CASES, KUBE_VERSION, folder, rendered};
use helm::Chart;
use libtest_mimic::{Arguments, Completion, Trial};

const MODULE: &str = "helm.sh/helm/v3/cmd/helm@v3.21.0";

/// Istio's charts, and values that reach most of their templates.
const ISTIO: &[(&str, &[&str])] = &[
    ("base", &["--set", "defaultRevision=canary"]),
    ("default", &["--set", "revision=canary"]),
    ("gateway", &["--set", "service.type=NodePort,autoscaling.minReplicas=2"]),
    ("gateways/istio-ingress", &[]),
    ("gateways/istio-egress", &["--set", "revision=canary"]),
    ("istio-cni", &["--set", "profile=ambient"]),
    ("istio-cni", &["--set", "global.platform=openshift"]),
    ("istio-control/istio-discovery", &[]),
    (
        "istio-control/istio-discovery",
        &["--set", "profile=ambient,revision=canary,revisionTags={prod,test}"],
    ),
    (
        "istio-control/istio-discovery",
        &[
            "--set",
            "profile=remote,istiodRemote.injectionURL=https://istiod.example.com/inject",
        ],
    ),
    (
        "istio-control/istio-discovery",
        &[
            "--set",
            "compatibilityVersion=1.27,global.proxy.privileged=true,autoscaleEnabled=false",
        ],
    ),
    ("ztunnel", &["--set", "resourceName=zt,env.A=b"]),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for (name, chart, flags) in CASES {
        let chart = folder("charts").join(chart);
        trials.push(trial(format!("charts::{name}"), chart, flags));
    }
    for (number, (chart, flags)) in ISTIO.iter().enumerate() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts").join(chart);
        trials.push(trial(
            format!("istio::{}_{number}", chart.replace('/', "_")),
            folder,
            flags,
        ));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(name: String, chart: PathBuf, flags: &'static [&'static str]) -> Trial {
    Trial::ignorable_test(name, move || {
        let helm = match real_helm() {
            Ok(helm) => helm,
            Err(reason) => return Ok(Completion::ignored_with(reason.as_str())),
        };
        let theirs = template(helm, &chart, flags);
        let ours = Chart::from_folder(&chart)
            .and_then(|chart| rendered(&chart, flags))
            .map_err(|error| error.to_string().trim_end().to_owned());
        if ours != theirs {
            return Err(format!("ours:\n{}\nHelm's:\n{}", text(&ours), text(&theirs)).into());
        }
        Ok(Completion::Completed)
    })
}

fn text(result: &Result<String, String>) -> &str {
    match result {
        Ok(text) | Err(text) => text,
    }
}

/// The program, built once; or why there is none.
fn real_helm() -> &'static Result<PathBuf, String> {
    static HELM: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    HELM.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("helm-v3.21.0");
        let program = folder.join("helm");
        if program.is_file() {
            return Ok(program);
        }
        let output = Command::new("go")
            .args(["install", MODULE])
            .env("GOBIN", &folder)
            .env("CGO_ENABLED", "0")
            .output()
            .map_err(|why| format!("needs Go to build Helm: {why}"))?;
        if output.status.success() {
            return Ok(program);
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(format!(
            "Helm does not build: {}",
            said.lines().last().unwrap_or_default()
        ))
    })
}

/// What `helm template` prints, or its error.
fn template(helm: &Path, chart: &Path, flags: &[&str]) -> Result<String, String> {
    let mut command = Command::new(helm);
    command.args(["template", "rel"]).arg(chart);
    if !flags.contains(&"--kube-version") {
        command.args(["--kube-version", KUBE_VERSION]);
    }
    let output = command.args(flags).output().map_err(|why| why.to_string())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let error = said.split_once("Error: ").map_or(said.as_str(), |(_, error)| error);
    Err(error.trim_end().to_owned())
}
