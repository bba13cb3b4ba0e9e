//! Bounds on what one call may make, so that a template cannot exhaust the memory.

use gotemplate::FuncError;

/// The longest text, in bytes, that one call makes by repeating or padding.
pub(crate) const MAX_TEXT: usize = 64 << 20;

/// The longest list that one call makes out of numbers or by splitting.
pub(crate) const MAX_ITEMS: usize = 4 << 20;

/// Checks the size of a text that is about to be made; `None` is a size that overflowed.
pub(crate) fn text_of_size(size: Option<usize>) -> Result<usize, FuncError> {
    size.filter(|n| *n <= MAX_TEXT)
        .ok_or_else(|| FuncError::new(format!("result too large: more than {MAX_TEXT} bytes")))
}

/// The error of a list that would be too long.
pub(crate) fn too_many() -> FuncError {
    FuncError::new(format!("result too large: more than {MAX_ITEMS} items"))
}
