//! Checks of Gateway.

pub(crate) mod certificate;
pub(crate) mod conflicts;
mod pem;
pub(crate) mod ports;
pub(crate) mod secrets;

use crate::analyzers::Context;
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{FieldPath, Resource, field};

/// The workloads' selector of a gateway.
fn selector_of(gateway: &Resource) -> Selector<'_> {
    Selector::of(gateway.spec().map("selector"))
}

/// The field that a message about the selector points to.
fn selector_place(selector: &Selector<'_>) -> FieldPath {
    field!["spec", "selector", selector.first_key()]
}

/// Reports that no workload has the labels of a gateway's selector.
fn report_no_workload(gateway: &Resource, selector: &Selector<'_>, context: &mut Context<'_>) {
    let place = selector_place(selector);
    if context.files_only() {
        context.unknown(
            gateway,
            place,
            format!("whether a gateway workload has the labels {selector}"),
        );
        return;
    }
    let message = Message::new(&codes::REFERENCED_RESOURCE_NOT_FOUND, gateway);
    context.report(message.with("selector").with(selector).at(place));
}
