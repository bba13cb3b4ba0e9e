//! Questions before a cluster is changed.

use anyhow::Result;

use crate::error::Cancelled;
use crate::ui::Ui;

/// Asks, and ends the command unless the answer is yes.
///
/// # Errors
/// [`Cancelled`] for any other answer, and for none.
pub(crate) fn ask(question: &str, ui: &mut Ui) -> Result<()> {
    if ui.confirm(question)? {
        Ok(())
    } else {
        Err(Cancelled.into())
    }
}
