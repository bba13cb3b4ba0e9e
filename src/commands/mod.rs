//! One file a verb; the path is the argv.

pub(crate) mod addons;
pub(crate) mod analyze;
pub(crate) mod check_inject;
pub(crate) mod completion;
mod configuration;
pub(crate) mod create;
pub(crate) mod dashboard;
pub(crate) mod delete;
pub(crate) mod experimental;
pub(crate) mod get;
pub(crate) mod install;
pub(crate) mod kube_inject;
pub(crate) mod kube_uninject;
pub(crate) mod layers;
pub(crate) mod manifest;
pub(crate) mod options;
pub(crate) mod precheck;
pub(crate) mod profile;
pub(crate) mod reference;
pub(crate) mod replace;
mod surface;
pub(crate) mod tag;
pub(crate) mod uninstall;
pub(crate) mod upgrade;
pub(crate) mod validate;
pub(crate) mod verify_install;
pub(crate) mod version;
