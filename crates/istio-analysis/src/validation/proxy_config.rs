//! `ProxyConfig`, the kind; the message of that name in mesh config is checked by `istio_api::mesh`.

use super::report::Report;
use super::{Object, selector};

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    selector::check(&object.spec.at("selector"), report);
    let concurrency = object.spec.at("concurrency");
    if concurrency.int() < 0 {
        report.error(
            &concurrency,
            "concurrency",
            format!("concurrency must be 0 or greater, not {}", concurrency.int()),
        );
    }
}
