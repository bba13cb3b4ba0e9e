//! `cargo xtask bench`: whole commands of the release binary, measured and set beside Go's.
//!
//! benches/README.md says what is measured and how to read it.

pub(crate) mod measure;
mod workload;

use crate::arguments::Arguments;
use crate::project;
use crate::report::say;
use anyhow::{Context as _, Result};
use measure::Figures;
use std::path::Path;

/// What Go's istioctl 1.30.3 took on two cores, for when its binary is not at hand.
const RECORDED_INJECT: (f64, f64) = (2400.0, 96.0);
const RECORDED_VERSION: (f64, f64) = (46.0, 72.0);
const RECORDED_GENERATE: (f64, f64) = (345.0, 101.0);
const RECORDED_ANALYSIS: (f64, f64) = (1470.0, 121.0);
const RECORDED_SIZE_MB: f64 = 104.0;

/// One line of the table.
struct Row {
    what: String,
    ours: Figures,
    /// Go's median time in milliseconds and peak memory in MiB.
    peer: Option<(f64, Option<f64>)>,
}

/// Runs the command.
///
/// # Errors
/// When the binary does not build, or a measured command fails.
pub(crate) fn run(argv: Vec<String>) -> Result<bool> {
    let mut arguments = Arguments::new(argv);
    let here = std::env::current_dir().context("the current folder")?;
    let quick = arguments.switch("--quick");
    let peer = arguments.value("--peer")?.map(|path| here.join(path));
    let binary = arguments.value("--binary")?.map(|path| here.join(path));
    let suite = arguments
        .value("--suite")?
        .map_or_else(|| project::root().join("../shared/conformance"), |dir| here.join(dir));
    arguments.rest()?;
    let binary = match binary {
        Some(path) => path,
        None => project::release_binary()?,
    };
    let configuration = Some(suite.join("kube-inject/config/default")).filter(|dir| dir.is_dir());
    let folder = tempfile::tempdir().context("a folder for the workloads")?;
    let mut rows = Vec::new();

    eprintln!("version");
    let version: Vec<String> = ["version", "--remote=false"].map(str::to_owned).to_vec();
    let ours = measure::repeat(&binary, &version, if quick { 5 } else { 30 })?;
    let theirs = match &peer {
        Some(peer) => Some(measured(peer, &version, 5)?),
        None => Some((RECORDED_VERSION.0, Some(RECORDED_VERSION.1))),
    };
    rows.push(Row {
        what: "`version --remote=false`".to_owned(),
        ours,
        peer: theirs,
    });

    generation(&binary, peer.as_deref(), folder.path(), quick, &mut rows)?;
    analysis(&binary, peer.as_deref(), folder.path(), quick, &mut rows)?;

    let sizes: &[usize] = if quick { &[1_000] } else { &[2, 1_000, 10_000, 50_000] };
    for &documents in sizes {
        let file = folder.path().join(format!("{documents}.yaml"));
        let text = workload::stream(documents);
        std::fs::write(&file, &text).with_context(|| file.display().to_string())?;
        eprintln!("kube-inject, {documents} documents, {} KB", text.len() / 1000);
        let times = match (quick, documents) {
            (true, _) => 5,
            (false, 0..=1_000) => 20,
            (false, 1_001..=10_000) => 5,
            (false, _) => 3,
        };
        let peer_figures = match (&peer, &configuration) {
            // Larger files take Go minutes.
            (Some(peer), Some(files)) if documents <= 1_000 => Some(measured(peer, &with_files(&file, files), 3)?),
            (None, _) if documents == 1_000 => Some((RECORDED_INJECT.0, Some(RECORDED_INJECT.1))),
            _ => None,
        };
        let ours = measure::repeat(&binary, &offline(&file), times)?;
        rows.push(Row {
            what: format!("`kube-inject`, {documents} documents, own templates"),
            ours,
            peer: peer_figures,
        });
        if let Some(files) = configuration.as_deref().filter(|_| documents == 1_000) {
            let ours = measure::repeat(&binary, &with_files(&file, files), times)?;
            rows.push(Row {
                what: format!("`kube-inject`, {documents} documents, a cluster's ConfigMap"),
                ours,
                peer: peer_figures,
            });
        }
    }
    crate::report::write(format_args!("{}", table(&rows)));
    let megabytes = |path: &Path| -> Result<f64> {
        Ok(std::fs::metadata(path)
            .with_context(|| path.display().to_string())?
            .len() as f64
            / 1e6)
    };
    let size = megabytes(&binary)?;
    let peer_size = peer.as_deref().map_or(Ok(RECORDED_SIZE_MB), megabytes)?;
    say!(
        "\nbinary: {size:.1} MB; Go's: {peer_size:.0} MB, {:.1} times as large",
        peer_size / size
    );
    if peer.is_none() {
        say!("Go's figures are recorded ones, of another machine; --peer PATH measures its binary here.");
    }
    Ok(true)
}

/// `manifest generate`: the profile demo, and installations with few and with many gateways.
fn generation(binary: &Path, peer: Option<&Path>, folder: &Path, quick: bool, rows: &mut Vec<Row>) -> Result<()> {
    let generate = ["manifest", "generate"].map(str::to_owned);
    let mut workloads = vec![(
        "`manifest generate`, profile demo".to_owned(),
        ["--set", "profile=demo"].map(str::to_owned),
        Some((RECORDED_GENERATE.0, Some(RECORDED_GENERATE.1))),
    )];
    for gateways in [1, 10, 100] {
        let file = folder.join(format!("gateways-{gateways}.yaml"));
        std::fs::write(&file, workload::installation(gateways)).with_context(|| file.display().to_string())?;
        let plural = if gateways == 1 { "" } else { "s" };
        workloads.push((
            format!("`manifest generate`, {gateways} gateway{plural}"),
            ["-f".to_owned(), file.display().to_string()],
            None,
        ));
    }
    for (what, flags, recorded) in workloads {
        eprintln!("{what}");
        let args: Vec<String> = generate.iter().chain(&flags).cloned().collect();
        let theirs = match peer {
            Some(peer) => Some(measured(peer, &args, if quick { 3 } else { 10 })?),
            None => recorded,
        };
        rows.push(Row {
            what,
            ours: measure::repeat(binary, &args, if quick { 5 } else { 30 })?,
            peer: theirs,
        });
    }
    Ok(())
}

/// Meshes of one file with 1,004, 5,020 and 10,040 resources, and of a directory of 2,000 files with 100,400.
const MESHES: [(usize, usize); 4] = [(4, 1), (20, 1), (40, 1), (400, 5)];

/// `analyze`: meshes of several sizes, from files alone.
fn analysis(binary: &Path, peer: Option<&Path>, folder: &Path, quick: bool, rows: &mut Vec<Row>) -> Result<()> {
    for (namespaces, files_each) in MESHES {
        let resources = namespaces * workload::A_NAMESPACE;
        if quick && resources > 6_000 {
            continue;
        }
        let files = workload::mesh(namespaces, files_each);
        let input = folder.join(format!("mesh-{namespaces}"));
        std::fs::create_dir_all(&input).with_context(|| input.display().to_string())?;
        let texts: Vec<String> = if files_each == 1 { vec![files.concat()] } else { files };
        for (number, text) in texts.iter().enumerate() {
            let path = input.join(format!("{number:05}.yaml"));
            std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        }
        let what = match texts.len() {
            1 => format!("`analyze`, {resources} resources in one file"),
            several => format!("`analyze`, {resources} resources in {several} files"),
        };
        eprintln!("{what}");
        let mut args: Vec<String> = ["analyze", "--use-kube=false", "-o", "json"]
            .map(str::to_owned)
            .to_vec();
        args.push(input.display().to_string());
        let times = match resources {
            0..=6_000 if !quick => 20,
            6_001..=20_000 => 10,
            _ => 5,
        };
        let theirs = match peer {
            // Larger meshes take Go minutes.
            Some(peer) if resources < 20_000 => Some(measured(peer, &args, 3)?),
            None if namespaces == 20 => Some((RECORDED_ANALYSIS.0, Some(RECORDED_ANALYSIS.1))),
            _ => None,
        };
        rows.push(Row {
            what,
            ours: measure::repeat(binary, &args, times)?,
            peer: theirs,
        });
    }
    Ok(())
}

fn offline(file: &Path) -> Vec<String> {
    ["kube-inject", "--quiet", "--offline", "-f"]
        .map(str::to_owned)
        .into_iter()
        .chain([file.display().to_string()])
        .collect()
}

fn with_files(file: &Path, configuration: &Path) -> Vec<String> {
    let path = |name: &str| configuration.join(name).display().to_string();
    let mut args = vec!["kube-inject".to_owned(), "-f".to_owned(), file.display().to_string()];
    args.extend(["--injectConfigFile".to_owned(), path("inject.yaml")]);
    args.extend(["--meshConfigFile".to_owned(), path("mesh.yaml")]);
    args.extend(["--valuesFile".to_owned(), path("values.json")]);
    args
}

fn measured(peer: &Path, args: &[String], times: usize) -> Result<(f64, Option<f64>)> {
    let figures = measure::repeat(peer, args, times)?;
    Ok((figures.median_ms, figures.peak_kib.map(|kib| kib as f64 / 1024.0)))
}

fn table(rows: &[Row]) -> String {
    let mut out = String::from(
        "| command | median | fastest | peak memory | Go: median | Go: peak | faster | smaller |\n\
         |--|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    for row in rows {
        let mib = row.ours.peak_kib.map(|kib| kib as f64 / 1024.0);
        let peer_ms = row.peer.map(|(ms, _)| ms);
        let peer_mib = row.peer.and_then(|(_, mib)| mib);
        out.push_str(&format!(
            "| {} | {:.1} ms | {:.1} ms | {} | {} | {} | {} | {} |\n",
            row.what,
            row.ours.median_ms,
            row.ours.least_ms,
            or_dash(mib.map(|m| format!("{m:.1} MiB"))),
            or_dash(peer_ms.map(|ms| format!("{ms:.0} ms"))),
            or_dash(peer_mib.map(|m| format!("{m:.0} MiB"))),
            or_dash(peer_ms.map(|ms| format!("{:.1}x", ms / row.ours.median_ms))),
            or_dash(mib.zip(peer_mib).map(|(m, p)| format!("{:.1}x", p / m))),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_sets_ratios_beside_figures() {
        let ours = Figures {
            median_ms: 50.0,
            least_ms: 49.0,
            peak_kib: Some(20 * 1024),
        };
        let rows = [
            Row {
                what: "a".to_owned(),
                ours,
                peer: Some((2000.0, Some(80.0))),
            },
            Row {
                what: "b".to_owned(),
                ours: Figures { peak_kib: None, ..ours },
                peer: None,
            },
        ];
        let table = table(&rows);
        assert!(
            table.contains("| a | 50.0 ms | 49.0 ms | 20.0 MiB | 2000 ms | 80 MiB | 40.0x | 4.0x |"),
            "{table}"
        );
        assert!(
            table.contains("| b | 50.0 ms | 49.0 ms | - | - | - | - | - |"),
            "{table}"
        );
    }
}
