//! Checks of the mesh's networks.

pub(crate) mod registries;
