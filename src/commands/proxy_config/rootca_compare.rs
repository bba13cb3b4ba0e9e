//! `istioctl proxy-config rootca-compare`

use anyhow::{Context, Result, bail};
use clap::Args;
use envoy_admin::{ConfigDump, root_certificates};

use super::Asking;
use crate::commands::admin_port::AdminPort;
use crate::error::UsageError;
use crate::ui::Ui;

/// Say whether two pods trust a common certificate authority, without which they cannot talk over mutual TLS.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes:
  0  there is a certificate that both trust
  1  there is none, or it cannot be told

Examples:
  istioctl proxy-config rootca-compare web-6d4b75cb6d-hx2zm.shop deployment/reviews.shop")]
pub(super) struct RootcaCompareArgs {
    /// The two pods.
    #[arg(value_name = "[TYPE/]NAME[.NAMESPACE]")]
    pods: Vec<String>,
}

pub(super) fn run(args: &RootcaCompareArgs, asking: &Asking<'_>, ui: &mut Ui) -> Result<()> {
    let [first, second] = &args.pods[..] else {
        bail!(UsageError("rootca-compare requires 2 pods as an argument".to_owned()));
    };
    let (first, trusted) = read(first, asking)?;
    let (second, trusted_too) = read(second, asking)?;
    if trusted.iter().any(|certificate| trusted_too.contains(certificate)) {
        let line = format!(
            "Both [{first}] and [{second}] have the identical ROOTCA, theoretically the connectivity between them is available\n"
        );
        return Ok(ui.data(line.as_bytes())?);
    }
    bail!(
        "Both [{first}] and [{second}] have the non identical ROOTCA, theoretically the connectivity between them is unavailable"
    )
}

/// A pod's name, and the certificates that it trusts.
fn read(name: &str, asking: &Asking<'_>) -> Result<(String, Vec<Vec<u8>>)> {
    let proxy = AdminPort::open(name, asking.port, asking.global, asking.environment)?;
    let name = format!("{}.{}", proxy.pod.name, proxy.pod.namespace);
    let told = proxy.get("/config_dump?mask=dynamic_active_secrets,dynamic_warming_secrets")?;
    let certificates = ConfigDump::parse(&told).and_then(|dump| root_certificates(&dump));
    Ok((name.clone(), certificates.with_context(|| format!("pod {name}"))?))
}
