//! Where charts and profiles come from: the trees that istioctl carries, a folder of the same shape, or the archive of a release.
//!
//! A package has `profiles/NAME.yaml` and below `charts/` the charts by their subfolder, as the `manifests/` folder of an Istio release.

mod archive;

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Every file of both trees by its path, sorted.
static EMBEDDED: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/package_files.rs"));

/// The registry and path that official images are published under.
pub const HUB: &str = "docker.io/istio";
/// The release whose images are installed.
pub const TAG: &str = env!("CARGO_PKG_VERSION");

/// A file of a chart: its path below the chart's folder, and its bytes.
pub type ChartFile = (String, Arc<[u8]>);

/// Charts and profiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package(Place);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Embedded,
    Folder(PathBuf),
    Archive(PathBuf, Arc<archive::Files>),
}

/// What a package cannot give.
#[derive(Debug)]
pub enum PackageError {
    /// There is no profile of that name.
    UnknownProfile {
        /// The name.
        name: String,
        /// The profiles that there are, sorted.
        known: Vec<String>,
        /// The folder or archive of the package, unless it is the embedded one.
        folder: Option<PathBuf>,
    },
    /// The folder or archive is none, or has no folder `profiles`.
    NoPackage {
        /// The folder or archive.
        folder: PathBuf,
        /// What it lacks.
        missing: &'static str,
    },
    /// There is no chart at that place.
    UnknownChart {
        /// The chart's subfolder.
        chart: String,
        /// The folder or archive of the package, unless it is the embedded one.
        folder: Option<PathBuf>,
    },
    /// A file that cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        error: io::Error,
    },
    /// A profile that is no UTF-8 text.
    NotText {
        /// The file.
        path: PathBuf,
    },
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = |folder: &Option<PathBuf>| match folder {
            Some(folder) => format!(" in {}", folder.display()),
            None => String::new(),
        };
        match self {
            Self::UnknownProfile { name, known, folder } => {
                write!(f, "there is no profile {name:?}{}", within(folder))?;
                if !known.is_empty() {
                    write!(f, "; there are {}", known.join(", "))?;
                }
                Ok(())
            }
            Self::NoPackage { folder, missing } => write!(
                f,
                "{}: no folder {missing:?} there; charts and profiles are read from a folder like the manifests/ of an Istio release, or from a release's .tgz",
                folder.display()
            ),
            Self::UnknownChart { chart, folder } => write!(f, "there is no chart {chart:?}{}", within(folder)),
            Self::Unreadable { path, error } => write!(f, "{}: {error}", path.display()),
            Self::NotText { path } => write!(f, "{}: the file is not UTF-8 text", path.display()),
        }
    }
}

impl std::error::Error for PackageError {}

impl Package {
    /// What istioctl carries.
    #[must_use]
    pub fn embedded() -> Self {
        Self(Place::Embedded)
    }

    /// A folder of the same shape, or a `.tgz` archive that has such a folder at its top, or as `manifests` at its top or in its one
    /// folder, as the archive of an Istio release.
    ///
    /// # Errors
    /// A folder or archive without `profiles`; an archive that cannot be read, or is too large.
    pub fn open(path: &Path) -> Result<Self, PackageError> {
        let missing = || PackageError::NoPackage {
            folder: path.to_owned(),
            missing: "profiles",
        };
        if path.is_file() {
            let files = std::fs::read(path).and_then(|bytes| archive::read(&bytes));
            let files = files.map_err(|error| unreadable(path, error))?;
            if !files.keys().any(|name| name.starts_with("profiles/")) {
                return Err(missing());
            }
            return Ok(Self(Place::Archive(path.to_owned(), Arc::new(files))));
        }
        if !path.join("profiles").is_dir() {
            return Err(missing());
        }
        Ok(Self(Place::Folder(path.to_owned())))
    }

    fn root(&self) -> Option<PathBuf> {
        match &self.0 {
            Place::Embedded => None,
            Place::Folder(path) | Place::Archive(path, _) => Some(path.clone()),
        }
    }

    /// The profiles' names, sorted.
    ///
    /// # Errors
    /// A folder that cannot be listed.
    pub fn profiles(&self) -> Result<Vec<String>, PackageError> {
        let name = |path: &str| path.strip_prefix("profiles/")?.strip_suffix(".yaml").map(str::to_owned);
        let mut names: Vec<String> = match &self.0 {
            Place::Embedded => EMBEDDED.iter().filter_map(|(path, _)| name(path)).collect(),
            Place::Archive(_, files) => files.keys().filter_map(|path| name(path)).collect(),
            Place::Folder(root) => {
                let folder = root.join("profiles");
                let mut names = Vec::new();
                for entry in std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))? {
                    let entry = entry.map_err(|error| unreadable(&folder, error))?;
                    if let Some(name) = entry.file_name().to_str().and_then(|name| name.strip_suffix(".yaml")) {
                        names.push(name.to_owned());
                    }
                }
                names
            }
        };
        names.sort();
        Ok(names)
    }

    /// The text of a profile, and the name of the file it comes from.
    ///
    /// # Errors
    /// A profile that is not there or not readable.
    pub fn profile(&self, name: &str) -> Result<(String, Cow<'static, str>), PackageError> {
        let unknown = || -> PackageError {
            PackageError::UnknownProfile {
                name: name.to_owned(),
                known: self.profiles().unwrap_or_default(),
                folder: self.root(),
            }
        };
        if name.contains(['/', '\\']) || name.starts_with('.') {
            return Err(unknown());
        }
        let relative = format!("profiles/{name}.yaml");
        match &self.0 {
            Place::Embedded => {
                let bytes = embedded(&relative).ok_or_else(unknown)?;
                let text = std::str::from_utf8(bytes).map_err(|_| PackageError::NotText {
                    path: PathBuf::from(&relative),
                })?;
                Ok((relative, Cow::Borrowed(text)))
            }
            Place::Folder(root) => {
                let path = root.join(&relative);
                let bytes = std::fs::read(&path).map_err(|error| match error.kind() {
                    io::ErrorKind::NotFound => unknown(),
                    _ => unreadable(&path, error),
                })?;
                let text = String::from_utf8(bytes).map_err(|_| PackageError::NotText { path: path.clone() })?;
                Ok((path.display().to_string(), Cow::Owned(text)))
            }
            Place::Archive(root, files) => {
                let path = root.join(&relative);
                let bytes = files.get(&relative).ok_or_else(unknown)?;
                let text = std::str::from_utf8(bytes).map_err(|_| PackageError::NotText { path: path.clone() })?;
                Ok((path.display().to_string(), Cow::Owned(text.to_owned())))
            }
        }
    }

    /// All files of a chart, named by their path below its folder, sorted.
    ///
    /// # Errors
    /// A chart that is not there or not readable.
    pub fn chart(&self, subfolder: &str) -> Result<Vec<ChartFile>, PackageError> {
        let mut files = Vec::new();
        match &self.0 {
            Place::Embedded => {
                let prefix = format!("charts/{subfolder}/");
                let start = EMBEDDED.partition_point(|(path, _)| *path < prefix.as_str());
                for (path, bytes) in &EMBEDDED[start..] {
                    let Some(name) = path.strip_prefix(&prefix) else { break };
                    files.push((name.to_owned(), Arc::from(*bytes)));
                }
            }
            Place::Archive(_, all) => {
                let prefix = format!("charts/{subfolder}/");
                let from_prefix = all.range(prefix.clone()..);
                let inside = from_prefix.map_while(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes)));
                files.extend(inside.map(|(name, bytes)| (name.to_owned(), Arc::clone(bytes))));
            }
            Place::Folder(root) => {
                let folder = root.join("charts").join(subfolder);
                if folder.is_dir() {
                    collect(&folder, "", &mut files, 0)?;
                    files.sort();
                }
            }
        }
        if files.is_empty() {
            return Err(PackageError::UnknownChart {
                chart: subfolder.to_owned(),
                folder: self.root(),
            });
        }
        Ok(files)
    }
}

fn embedded(path: &str) -> Option<&'static [u8]> {
    let index = EMBEDDED.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    EMBEDDED.get(index).map(|(_, bytes)| *bytes)
}

fn unreadable(path: &Path, error: io::Error) -> PackageError {
    PackageError::Unreadable {
        path: path.to_owned(),
        error,
    }
}

/// How deep the folders of a chart are followed; a link that leads round in circles ends here.
const DEEPEST: usize = 32;

fn collect(folder: &Path, prefix: &str, files: &mut Vec<ChartFile>, depth: usize) -> Result<(), PackageError> {
    if depth > DEEPEST {
        return Err(unreadable(folder, io::Error::other("folders are nested too deeply")));
    }
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let entry = entry.map_err(|error| unreadable(folder, error))?;
        let path = entry.path();
        let Some(name) = entry.file_name().to_str().map(|name| format!("{prefix}{name}")) else {
            continue;
        };
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files, depth + 1)?;
        } else {
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, error))?;
            files.push((name, bytes.into()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_is_sorted_and_complete() {
        assert!(EMBEDDED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let package = Package::embedded();
        let profiles = package.profiles().expect("the list");
        assert!(profiles.contains(&"default".to_owned()) && profiles.contains(&"openshift-ambient".to_owned()));
        let chart = package.chart("istio-control/istio-discovery").expect("the chart");
        assert!(chart.iter().any(|(name, _)| name == "Chart.yaml"));
    }

    #[test]
    fn what_is_not_there_is_named() {
        let package = Package::embedded();
        let error = package.profile("demmo").expect_err("no such profile").to_string();
        assert!(error.contains("\"demmo\"") && error.contains("demo, empty"), "{error}");
        assert!(package.profile("../charts/x").is_err());
        assert!(package.chart("base2").is_err());
        assert!(Package::open(Path::new("/nowhere/at/all")).is_err());
    }

    #[test]
    fn the_archive_of_a_release_is_a_package() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("istio-1.30.3.tgz");
        let gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let mut packed = tar::Builder::new(gzip);
        for (name, data) in EMBEDDED {
            let mut header = tar::Header::new_gnu();
            header.set_size(data.len() as u64);
            header.set_mode(0o644);
            let name = format!("istio-1.30.3/manifests/{name}");
            packed.append_data(&mut header, name, *data).expect("an entry");
        }
        let bytes = packed.into_inner().and_then(|gzip| gzip.finish()).expect("an archive");
        std::fs::write(&path, bytes).expect("a file");

        let (archive, embedded) = (Package::open(&path).expect("a package"), Package::embedded());
        assert_eq!(
            archive.profiles().expect("profiles"),
            embedded.profiles().expect("profiles")
        );
        let (name, text) = archive.profile("demo").expect("the profile");
        assert!(name.ends_with("istio-1.30.3.tgz/profiles/demo.yaml"), "{name}");
        assert_eq!(text, embedded.profile("demo").expect("the profile").1);
        for chart in ["base", "gateways/istio-ingress"] {
            assert_eq!(
                archive.chart(chart).expect("files"),
                embedded.chart(chart).expect("files")
            );
        }
        assert!(matches!(
            archive.profile("demmo"),
            Err(PackageError::UnknownProfile { .. })
        ));
        assert!(matches!(
            archive.chart("nothing"),
            Err(PackageError::UnknownChart { .. })
        ));
        std::fs::write(&path, "text").expect("a file");
        assert!(matches!(Package::open(&path), Err(PackageError::Unreadable { .. })));
    }
}
