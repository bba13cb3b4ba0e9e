//! One file a verb; the path is the argv.

pub(crate) mod analyze;
pub(crate) mod completion;
pub(crate) mod experimental;
pub(crate) mod kube_inject;
pub(crate) mod kube_uninject;
pub(crate) mod layers;
pub(crate) mod manifest;
pub(crate) mod profile;
pub(crate) mod reference;
pub(crate) mod tag;
pub(crate) mod validate;
pub(crate) mod version;
