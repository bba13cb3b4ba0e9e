//! `helm template` on this crate: `cargo run -p helm --example template -- RELEASE CHART [--namespace NS] [--kube-version V]
//! [--api-versions A,B] [--values FILE]... [--set ARG]... [--include-crds] [--times N]`.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::Path;
use std::time::Instant;

use helm::values::{self, SetFlag};
use helm::{Capabilities, Chart, KubeVersion, Release, RenderOptions};
use kubeyaml::Mapping;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut release = Release {
        name: arguments.next().ok_or("no release")?,
        ..Release::default()
    };
    let path = arguments.next().ok_or("no chart")?;
    let (mut capabilities, mut merged) = (Capabilities::default(), Mapping::new());
    let (mut crds, mut times) = (false, 1);
    let mut sets = Vec::new();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--namespace" => release.namespace = value()?,
            "--kube-version" => capabilities.kube_version = KubeVersion::parse(&value()?)?,
            "--api-versions" => capabilities.api_versions.extend(value()?.split(',').map(str::to_owned)),
            "--values" => {
                let path = value()?;
                values::merge(&mut merged, values::read(&path, &std::fs::read(&path)?)?);
            }
            "--include-crds" => crds = true,
            "--times" => times = value()?.parse()?,
            flag => sets.push((flag.to_owned(), value()?)),
        }
    }
    for flag in SetFlag::ORDER {
        for (_, argument) in sets.iter().filter(|(name, _)| name == flag.name()) {
            let read = |path: &str| std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"));
            values::set(flag, argument, &mut merged, read)?;
        }
    }
    let start = Instant::now();
    let chart = Chart::load(Path::new(&path))?;
    if times > 1 {
        eprintln!("loaded in {:?}", start.elapsed());
    }
    for round in 0..times {
        let start = Instant::now();
        let rendered = helm::render(&chart, &merged, &release, &capabilities, &RenderOptions::default());
        let rendered = rendered?;
        let between = start.elapsed();
        let text = rendered.template_output(crds)?;
        if times > 1 {
            eprintln!(
                "rendered in {between:?}, split and sorted in {:?}",
                start.elapsed() - between
            );
        }
        if round + 1 == times {
            print!("{text}");
            for warning in rendered.warnings() {
                eprintln!("{warning}");
            }
        }
    }
    Ok(())
}
