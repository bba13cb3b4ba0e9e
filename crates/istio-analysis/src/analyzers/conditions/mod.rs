//! Checks of the status that controllers write.

pub(crate) mod negative_status;
