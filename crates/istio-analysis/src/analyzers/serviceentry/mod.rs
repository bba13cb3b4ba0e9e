//! Checks of ServiceEntry.

pub(crate) mod addresses;
