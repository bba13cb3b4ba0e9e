//! What is rendered, by us and by Helm.

use std::path::{Path, PathBuf};

use helm::values::{self, SetFlag};
use helm::{Capabilities, Chart, Error, KubeVersion, Release, RenderOptions};
use kubeyaml::Mapping;

pub(crate) const KUBE_VERSION: &str = "1.34";

/// A name, the chart, and flags as Helm takes them.
pub(crate) const CASES: &[(&str, &str, &[&str])] = &[
    ("shop-defaults", "shop", &[]),
    (
        "shop-one-chart",
        "shop",
        &[
            "--set",
            "database.enabled=false,tags.fast=false,ingress.enabled=false",
            "--set",
            "image.tag=5.5",
        ],
    ),
    (
        "shop-all-charts",
        "shop",
        &[
            "--set",
            "tags.pages=true,global.labels.team=null,global.labels.zone=eu",
            "--set-string",
            "env.LOG_LEVEL=1,pages.port=7000",
            "--set-json",
            "resources={\"limits\":{\"cpu\":2}}",
            "--set-literal",
            "env.FEATURES=a,b={c}",
            "--set",
            "ingress.hosts[0].paths={/x,/y},ingress.hosts[0].host=a.b,ingress.hosts[1].host=b\\,c,ingress.hosts[1].paths[0]=/",
        ],
    ),
    ("shop-type-mismatch", "shop", &["--set", "sessions=text"]),
    ("worker-defaults", "worker", &[]),
    (
        "worker-extra",
        "worker",
        &[
            "--set-json",
            "extra=[\"kind: A\\nname: {{ .Release.Name }}\", {\"kind\": \"B\", \"n\": 1.5, \"name\": \"{{ .Chart.Name }}\"}]",
            "--set",
            "queues.mail=null,queues.night.schedule=0 0 * * *,queues.night.concurrency=7",
        ],
    ),
    ("store-defaults", "store", &["--include-crds"]),
    (
        "store-single",
        "store",
        &[
            "--set",
            "mode=single,storage.retain=true,password=xyz",
            "--namespace",
            "data",
            "--is-upgrade",
        ],
    ),
    ("store-old-cluster", "store", &["--kube-version", "v1.26.3"]),
    ("store-bad-values", "store", &["--set", "replicas=0"]),
    ("store-bad-size", "store", &["--set", "storage.size=8 GB"]),
];

pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

pub(crate) fn rendered(chart: &Chart, flags: &[&str]) -> Result<String, Error> {
    let mut release = Release {
        name: "rel".to_owned(),
        ..Release::default()
    };
    let mut capabilities = Capabilities::default();
    let (mut crds, mut version, mut sets) = (false, KUBE_VERSION, Vec::new());
    let mut flags = flags.iter();
    while let Some(flag) = flags.next() {
        let mut value = || *flags.next().expect("each of these flags has a value");
        match *flag {
            "--include-crds" => crds = true,
            "--is-upgrade" => release.is_upgrade = true,
            "--namespace" => release.namespace = value().to_owned(),
            "--kube-version" => version = value(),
            flag => sets.push((flag, value())),
        }
    }
    capabilities.kube_version = KubeVersion::parse(version).expect("a good version");
    let mut merged = Mapping::new();
    for flag in SetFlag::ORDER {
        for (_, argument) in sets.iter().filter(|(name, _)| *name == flag.name()) {
            values::set(flag, argument, &mut merged, |path| Err(path.to_owned()))?;
        }
    }
    helm::render(chart, &merged, &release, &capabilities, &RenderOptions::default())?.template_output(crds)
}
