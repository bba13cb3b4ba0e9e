//! One file a verb; the path is the argv.

pub(crate) mod analyze;
pub(crate) mod check_inject;
pub(crate) mod completion;
pub(crate) mod create_remote_secret;
pub(crate) mod experimental;
pub(crate) mod install;
pub(crate) mod kube_inject;
pub(crate) mod kube_uninject;
pub(crate) mod layers;
pub(crate) mod manifest;
pub(crate) mod precheck;
pub(crate) mod profile;
pub(crate) mod reference;
pub(crate) mod tag;
pub(crate) mod uninstall;
pub(crate) mod upgrade;
pub(crate) mod validate;
pub(crate) mod verify_install;
pub(crate) mod version;
pub(crate) mod waypoint;
