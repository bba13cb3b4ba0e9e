//! One file a verb; the path is the argv.

pub(crate) mod completion;
pub(crate) mod kube_inject;
pub(crate) mod kube_uninject;
pub(crate) mod tag;
pub(crate) mod version;
