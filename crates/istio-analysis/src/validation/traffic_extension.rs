//! `TrafficExtension`.

use super::node::Node;
use super::report::Report;
use super::{Object, selector, wasm_plugin};

const MAX_CODE: usize = 64 * 1024;

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    let (wasm, lua) = (spec.at("wasm"), spec.at("lua"));
    if wasm.is_set() == lua.is_set() {
        report.error(spec, "extension-filter", "exactly one of wasm and lua must be set");
    }
    selector::check_attachment(spec, report);
    if lua.is_set() {
        check_lua(&lua, report);
    }
    if wasm.is_set() {
        wasm_plugin::check_module(&wasm, report);
    }
    wasm_plugin::check_traffic(&spec.at("match"), report);
}

fn check_lua(lua: &Node<'_>, report: &mut Report) {
    let code = lua.at("inlineCode");
    if !code.has_text() {
        report.error(&code, "lua-code", "lua.inlineCode must not be empty");
    } else if code.text().len() > MAX_CODE {
        report.error(&code, "lua-code", "lua.inlineCode must not be larger than 64KB");
    }
}
