//! The control plane's programs: built from pinned Go modules into a cache that outlives the build folder's other content.
//!
//! `tools/cluster/` has one Go module a program, so that their requirements stay apart. The cache folder's name is a digest of
//! everything that decides what is built; a folder appears in it by renaming, complete or not at all.

use crate::arguments::Arguments;
use crate::project;
use anyhow::{Context as _, Result, anyhow, bail};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Go module under `tools/cluster/` and what it gives.
struct Module {
    folder: &'static str,
    /// The module that go.mod pins.
    path: &'static str,
    packages: &'static [&'static str],
}

const MODULES: [Module; 3] = [
    Module {
        folder: "etcd",
        path: "go.etcd.io/etcd/server/v3",
        packages: &["go.etcd.io/etcd/server/v3"],
    },
    Module {
        folder: "kubernetes",
        path: "k8s.io/kubernetes",
        packages: &[
            "k8s.io/kubernetes/cmd/kube-apiserver",
            "k8s.io/kubernetes/cmd/kube-controller-manager",
            "k8s.io/kubernetes/cmd/kube-scheduler",
        ],
    },
    Module {
        folder: "kwok",
        path: "sigs.k8s.io/kwok",
        packages: &["sigs.k8s.io/kwok/cmd/kwok"],
    },
];

/// The stages that kwok's module ships: how a simulated node and its pods come and go.
const STAGES: [&str; 3] = ["node/fast", "node/heartbeat-with-lease", "pod/fast"];
/// File in the cache with those stages, joined.
const STAGES_FILE: &str = "stages.yaml";
/// Folder in the cache with the definitions of kwok's own kinds.
const DEFINITIONS_FOLDER: &str = "definitions";

/// Those of kwok's kinds that tests steer it with.
const DEFINITIONS: [&str; 6] = [
    "clusterexecs",
    "clusterlogs",
    "clusterportforwards",
    "execs",
    "logs",
    "portforwards",
];

/// Changes whenever what is built from the same versions changes: flags, files taken along.
const RECIPE: &str = "1";

/// Why the programs cannot be had on this machine, as opposed to something that went wrong.
#[derive(Debug)]
pub(crate) struct NoGo(String);

impl std::fmt::Display for NoGo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoGo {}

/// Where the programs are.
#[derive(Clone, Debug)]
pub(crate) struct Binaries {
    folder: PathBuf,
    assets: Option<PathBuf>,
}

impl Binaries {
    /// Builds what the cache lacks. Takes `--cache DIR` and `--assets DIR` (programs to use instead of our own where it has them,
    /// such as the folder that KUBEBUILDER_ASSETS names).
    ///
    /// # Errors
    /// [`NoGo`] when there is no Go; else what the build said.
    pub(crate) fn of_arguments(arguments: &mut Arguments) -> Result<Self> {
        let cache = arguments.value("--cache")?.map(PathBuf::from);
        let assets = arguments.value("--assets")?.map(PathBuf::from);
        if let Some(assets) = assets.as_ref().filter(|folder| !folder.is_dir()) {
            bail!("--assets {}: there is no such folder", assets.display());
        }
        let cache = std::path::absolute(cache.unwrap_or_else(default_cache)).context("--cache")?;
        let folder = cached(&cache)?;
        Ok(Self { folder, assets })
    }

    /// Programs that were built before, for the supervisor.
    pub(crate) fn at(folder: PathBuf, assets: Option<PathBuf>) -> Self {
        Self { folder, assets }
    }

    /// The cache folder of this set of versions.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder whose programs go first.
    pub(crate) fn assets(&self) -> Option<&Path> {
        self.assets.as_deref()
    }

    /// The path of a program.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let given = self.assets.as_ref().map(|folder| folder.join(name));
        given
            .filter(|path| path.is_file())
            .unwrap_or_else(|| self.folder.join(name))
    }

    /// kwok's stages.
    pub(crate) fn stages(&self) -> PathBuf {
        self.folder.join(STAGES_FILE)
    }

    /// The definitions of the kinds that steer kwok's port-forward, exec and logs.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(crate) fn definitions(&self) -> Result<Vec<PathBuf>> {
        let mut files = yaml_files(&self.folder.join(DEFINITIONS_FOLDER))?;
        files.retain(|path| {
            let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            name.rsplit_once('_')
                .is_some_and(|(_, plural)| DEFINITIONS.contains(&plural))
        });
        Ok(files)
    }
}

/// `ISTIOCTL_CLUSTER_CACHE`, else a folder under `XDG_CACHE_HOME`, else one under the build folder.
fn default_cache() -> PathBuf {
    let set = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("ISTIOCTL_CLUSTER_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|home| home.join("istioctl").join("cluster")))
        .unwrap_or_else(|| project::target_dir().join("cluster").join("programs"))
}

fn module_folder(module: &Module) -> PathBuf {
    project::root().join("tools").join("cluster").join(module.folder)
}

/// The folder for these versions in a cache; built first if need be. Of two that want it, one builds and the other waits.
fn cached(cache: &Path) -> Result<PathBuf> {
    let folder = cache.join(key()?);
    if folder.is_dir() {
        return Ok(folder);
    }
    check_go()?;
    fs::create_dir_all(cache).with_context(|| cache.display().to_string())?;
    let lock_path = cache.join("lock");
    let lock = File::create(&lock_path).with_context(|| lock_path.display().to_string())?;
    lock.lock().with_context(|| lock_path.display().to_string())?;
    if folder.is_dir() {
        return Ok(folder);
    }
    eprintln!(
        "building a control plane into {} (some minutes, once)",
        folder.display()
    );
    let unfinished = tempfile::Builder::new()
        .prefix(".unfinished-")
        .tempdir_in(cache)
        .with_context(|| cache.display().to_string())?;
    for module in &MODULES {
        build(module, unfinished.path())?;
    }
    kwok_files(unfinished.path())?;
    // From here on it is no temporary folder any more.
    let finished = unfinished.keep();
    fs::rename(&finished, &folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

/// A digest of the versions, the way they are built, and the machine they are for.
fn key() -> Result<String> {
    let mut digest = Sha256::new();
    digest.update(RECIPE);
    digest.update(std::env::consts::OS);
    digest.update(std::env::consts::ARCH);
    for module in &MODULES {
        for file in ["go.mod", "go.sum"] {
            let path = module_folder(module).join(file);
            digest.update(fs::read(&path).with_context(|| path.display().to_string())?);
        }
    }
    Ok(digest
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

fn check_go() -> Result<()> {
    let output = go(&MODULES[0])
        .arg("version")
        .output()
        .map_err(|why| NoGo(format!("Go does not start: {why}")))?;
    if output.status.success() {
        return Ok(());
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(NoGo(format!("Go does not start: {}", message.trim())).into())
}

fn go(module: &Module) -> Command {
    let mut command = Command::new("go");
    command
        .current_dir(module_folder(module))
        .env("CGO_ENABLED", "0")
        .env("GOTOOLCHAIN", "local")
        .env("GOFLAGS", "-mod=readonly");
    command
}

fn build(module: &Module, into: &Path) -> Result<()> {
    for package in module.packages {
        let name = match module.folder {
            "etcd" => "etcd",
            _ => package.rsplit('/').next().unwrap_or(package),
        };
        eprintln!("  {name} {}", pinned_version(module)?);
        let status = go(module)
            .args(["build", "-trimpath", "-ldflags", &linker_flags(module)?, "-o"])
            .arg(into.join(name))
            .arg(package)
            .status()
            .context("go build")?;
        if !status.success() {
            bail!("go build {package}: {status}");
        }
    }
    Ok(())
}

/// Kubernetes takes its own version from the linker; without it a server says that it is a development version.
fn linker_flags(module: &Module) -> Result<String> {
    let mut flags = "-s -w".to_owned();
    if module.folder == "kubernetes" {
        let version = pinned_version(module)?;
        let mut numbers = version.trim_start_matches('v').split('.');
        let place = "k8s.io/component-base/version";
        flags += &format!(" -X {place}.gitVersion={version}");
        for field in ["gitMajor", "gitMinor"] {
            let number = numbers.next().with_context(|| format!("{version} has no {field}"))?;
            flags += &format!(" -X {place}.{field}={number}");
        }
    }
    Ok(flags)
}

/// The version that a module's go.mod requires.
fn pinned_version(module: &Module) -> Result<String> {
    let path = module_folder(module).join("go.mod");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    required_version(&text, module.path).ok_or_else(|| anyhow!("{} does not require {}", path.display(), module.path))
}

fn required_version(go_mod: &str, module: &str) -> Option<String> {
    go_mod.lines().find_map(|line| {
        let mut words = line.trim_start_matches("require ").split_whitespace();
        let found = words.next() == Some(module);
        words
            .next()
            .filter(|version| found && version.starts_with('v'))
            .map(str::to_owned)
    })
}

/// Takes the stages and definitions out of kwok's module.
fn kwok_files(into: &Path) -> Result<()> {
    let module = &MODULES[2];
    let output = go(module)
        .args(["list", "-m", "-f", "{{.Dir}}", module.path])
        .output()
        .context("go list")?;
    if !output.status.success() {
        bail!("go list: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let kustomize = Path::new(String::from_utf8_lossy(&output.stdout).trim()).join("kustomize");
    let mut stages = String::new();
    for stage in STAGES {
        for path in yaml_files(&kustomize.join("stage").join(stage))? {
            stages += "---\n";
            stages += &fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        }
    }
    fs::write(into.join(STAGES_FILE), stages).context(STAGES_FILE)?;
    let definitions = into.join(DEFINITIONS_FOLDER);
    fs::create_dir(&definitions).context(DEFINITIONS_FOLDER)?;
    for path in yaml_files(&kustomize.join("crd").join("bases"))? {
        if let Some(name) = path.file_name() {
            let text = fs::read(&path).with_context(|| path.display().to_string())?;
            fs::write(definitions.join(name), text).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// The YAML files of a folder by name, without what is for kustomize alone.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
        if is_yaml && path.file_name().is_some_and(|name| name != "kustomization.yaml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_a_list_or_alone_and_not_in_a_replacement() {
        let text = "require (\n\tk8s.io/api v0.1.0\n\tk8s.io/kubernetes v1.36.3 // indirect\n)\nreplace k8s.io/x => k8s.io/x v9\n";
        assert_eq!(required_version(text, "k8s.io/kubernetes").as_deref(), Some("v1.36.3"));
        assert_eq!(
            required_version("require a.b/c v1.2.3\n", "a.b/c").as_deref(),
            Some("v1.2.3")
        );
        assert_eq!(required_version(text, "k8s.io/x"), None);
    }

    #[test]
    fn every_module_is_pinned() {
        for module in &MODULES {
            assert!(pinned_version(module).is_ok(), "{}", module.path);
        }
    }
}
