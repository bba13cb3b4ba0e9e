//! Base profile < profile < detected settings < files in order < flags in order.

use std::fmt;
use std::path::Path as FilePath;

use kubeschema::Path;
use kubeyaml::{Mapping, Value};

use super::input::{InputError, InputFile};
use super::origin::{Origin, Origins};
use super::schema;
use super::set_flag::{SetError, SetFlag, apply};
use super::{floats, merge, translation};
use crate::package::{HUB, Package, PackageError, TAG};

/// What a user gives.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// Files with an IstioOperator, in order.
    pub files: Vec<InputFile>,
    /// Flags of the `--set` family, in order.
    pub flags: Vec<SetFlag>,
    /// Settings that a cluster was found to need, as paths and values of `--set`; they go below files and flags.
    pub detected: Vec<String>,
}

/// The merged IstioOperator.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The whole object.
    pub operator: Mapping,
    /// Where its charts come from.
    pub package: Package,
    /// Where its values come from.
    pub origins: Origins,
    /// What was accepted and yet surprises.
    pub warnings: Vec<String>,
}

/// Layers that cannot be merged.
#[derive(Debug)]
pub enum LayeringError {
    /// A file.
    Input(InputError),
    /// A flag.
    Set(SetError),
    /// A profile.
    Package(PackageError),
    /// A part of the tree that everything else hangs on has the wrong type.
    Shape {
        /// Where it comes from.
        origin: Option<Origin>,
        /// Its path.
        path: String,
        /// What stands there.
        found: &'static str,
    },
}

impl fmt::Display for LayeringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::Set(error) => error.fmt(f),
            Self::Package(error) => error.fmt(f),
            Self::Shape { origin, path, found } => {
                if let Some(origin) = origin {
                    write!(f, "{origin}: ")?;
                }
                write!(f, "{path}: expected a mapping, found {found}")
            }
        }
    }
}

impl std::error::Error for LayeringError {}

impl From<InputError> for LayeringError {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}

impl From<SetError> for LayeringError {
    fn from(error: SetError) -> Self {
        Self::Set(error)
    }
}

impl From<PackageError> for LayeringError {
    fn from(error: PackageError) -> Self {
        Self::Package(error)
    }
}

impl Layers {
    /// Merges all layers and translates the result for the charts. The tree is not validated yet, and `unvalidatedValues` are not applied.
    ///
    /// # Errors
    /// The first layer that cannot be read, and an unknown profile.
    pub fn merge(&self) -> Result<Merged, LayeringError> {
        let (mut merged, before, user_values) = self.lay()?;
        // Whether the CNI is installed is written here, which would hide that the user has something else.
        let cni = ["pilot", "cni"];
        match user_values.as_ref().and_then(|values| values.get(cni[0])?.get(cni[1])) {
            None | Some(Value::Null | Value::Mapping(_)) => {}
            Some(other) => return Err(shape(&merged.origins, &["spec", "values", cni[0], cni[1]], other)),
        }
        translation::translate(&mut merged.operator, before.as_ref(), user_values);
        Ok(merged)
    }

    /// Merges all layers as they were written: what a profile says, with files and flags on top.
    ///
    /// # Errors
    /// As [`Layers::merge`].
    pub fn merge_untranslated(&self) -> Result<Merged, LayeringError> {
        self.lay().map(|(merged, _, _)| merged)
    }

    /// The merged layers, the values of the profile alone, and those of the user alone.
    fn lay(&self) -> Result<(Merged, Option<Mapping>, Option<Mapping>), LayeringError> {
        let mut warnings = Vec::new();
        let mut origins = Origins {
            files: Vec::new(),
            flags: self.flags.clone(),
            profiles: 0,
        };
        let mut user = Mapping::new();
        for (key, value) in [("apiVersion", "install.istio.io/v1alpha1"), ("kind", "IstioOperator")] {
            user.insert(key, value);
        }
        user.insert("metadata", Mapping::new());
        user.insert("spec", Mapping::new());
        for file in &self.files {
            let Some(object) = file.object(&mut warnings)? else {
                continue;
            };
            let mut object = Value::Mapping(object);
            floats(&mut object);
            let Value::Mapping(mut object) = object else { continue };
            match object.get("spec") {
                None => {}
                Some(Value::Null) => {
                    object.remove("spec");
                }
                Some(Value::Mapping(spec)) => match spec.get("values") {
                    None | Some(Value::Null | Value::Mapping(_)) => {}
                    Some(other) => return Err(shape(&only(file), &["spec", "values"], other)),
                },
                Some(other) => return Err(shape(&only(file), &["spec"], other)),
            }
            merge(&mut user, &object);
        }
        if let Some(spec) = user.get_mut("spec").and_then(Value::as_mapping_mut) {
            for flag in &self.flags {
                apply(spec, flag, &schema::takes, &mut warnings)?;
            }
        }

        let spec = user.get("spec").cloned().unwrap_or_default();
        let text = |key: &str| spec.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let package = match text("installPackagePath") {
            Some(path) => Package::open(FilePath::new(path))?,
            None => Package::embedded(),
        };
        let user_values = match spec.get("values") {
            Some(Value::Mapping(values)) => Some(values.clone()),
            None | Some(Value::Null) => None,
            Some(other) => return Err(shape(&origins, &["spec", "values"], other)),
        };
        let mut base = profile(&package, text("profile").unwrap_or("default"), &mut origins)?;
        let below = base.entry_or_null("spec");
        if below.as_mapping().is_none() {
            *below = Value::Mapping(Mapping::new());
        }
        if let Some(below) = below.as_mapping_mut() {
            for setting in &self.detected {
                apply(below, &SetFlag::typed(setting), &schema::takes, &mut Vec::new())?;
            }
            below.insert("hub", HUB);
            below.insert("tag", TAG);
        }
        let before = base
            .get("spec")
            .and_then(|spec| spec.get("values"))
            .and_then(Value::as_mapping)
            .cloned();
        merge(&mut base, &user);
        origins.profiles = origins.files.len();
        origins.files.extend(self.files.iter().cloned());
        let merged = Merged {
            operator: base,
            package,
            origins,
            warnings,
        };
        Ok((merged, before, user_values))
    }
}

/// The origins of a file by itself.
fn only(file: &InputFile) -> Origins {
    Origins {
        files: vec![file.clone()],
        ..Origins::default()
    }
}

fn shape(origins: &Origins, keys: &[&str], found: &Value) -> LayeringError {
    let mut path = Path::new();
    keys.iter().for_each(|key| path.push_key(key));
    LayeringError::Shape {
        origin: origins.find(&path),
        path: path.to_string(),
        found: found.kind_name(),
    }
}

/// A profile over the default one.
fn profile(package: &Package, name: &str, origins: &mut Origins) -> Result<Mapping, LayeringError> {
    let mut read = |name: &str| -> Result<Mapping, LayeringError> {
        let (file, text) = package.profile(name)?;
        let input = InputFile {
            name: file,
            text: text.into_owned(),
        };
        let object = input.object(&mut Vec::new())?.unwrap_or_default();
        let mut object = Value::Mapping(object);
        floats(&mut object);
        origins.files.push(input);
        Ok(match object {
            Value::Mapping(map) => map,
            _ => Mapping::new(),
        })
    };
    let mut base = read("default")?;
    if name != "default" {
        let top = read(name)?;
        merge(&mut base, &top);
    }
    Ok(base)
}
