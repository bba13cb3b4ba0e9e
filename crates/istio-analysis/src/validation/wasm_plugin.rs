//! `WasmPlugin`, and what a traffic extension shares with it.

use std::collections::BTreeSet;

use super::node::Node;
use super::report::Report;
use super::{Object, selector};

const SCHEMES: [&str; 5] = ["", "file", "http", "https", "oci"];
const MAX_SECRET: usize = 253;
const MAX_NAME: usize = 256;

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    selector::check_attachment(&object.spec, report);
    check_module(&object.spec, report);
    check_traffic(&object.spec.at("match"), report);
}

/// Where the module comes from and how it runs.
pub(super) fn check_module(module: &Node<'_>, report: &mut Report) {
    let url = module.at("url");
    report.check(&url, "wasm-url", check_url(url.text()));
    let hash = module.at("sha256");
    if hash.has_text() {
        report.check(&hash, "wasm-sha256", check_sha256(hash.text()));
    }
    for (field, most) in [("imagePullSecret", MAX_SECRET), ("pluginName", MAX_NAME)] {
        let node = module.at(field);
        if node.text().len() > most {
            report.error(
                &node,
                "wasm-text-length",
                format!("{field} must be no longer than {most} characters"),
            );
        }
    }
    check_environment(&module.at("vmConfig").at("env"), report);
}

/// A URL, which may begin with its host.
fn check_url(url: &str) -> Result<(), String> {
    if url.is_empty() {
        return Err("the url must be set: it says where the module comes from".to_owned());
    }
    let scheme = match sprig::url::scheme(url) {
        Ok(scheme) if !scheme.is_empty() || url.starts_with('/') || url == "*" => scheme,
        parsed => {
            let error = sprig::url::scheme(&format!("http://{url}")).err();
            return match (error, parsed) {
                (None, _) => Ok(()),
                (Some(error), Ok(_)) | (Some(_), Err(error)) => Err(format!("the url {url:?} is no URL: {error}")),
            };
        }
    };
    if SCHEMES.contains(&scheme.as_str()) {
        Ok(())
    } else {
        Err(format!("the url has the scheme {scheme}, which is not supported"))
    }
}

fn check_sha256(hash: &str) -> Result<(), String> {
    if hash.len() != 64 {
        return Err(format!(
            "sha256 must have 64 characters, but {hash:?} has {}",
            hash.len()
        ));
    }
    if !hash.bytes().all(|b| matches!(b, b'a'..=b'f' | b'0'..=b'9')) {
        return Err(format!("sha256 must match [a-f0-9]{{64}}, unlike {hash:?}"));
    }
    Ok(())
}

/// The environment of the module: the first thing that is wrong.
fn check_environment(list: &Node<'_>, report: &mut Report) {
    const RULE: &str = "wasm-environment";
    let mut names = BTreeSet::new();
    for variable in list.items().iter().filter(|variable| variable.is_set()) {
        let (name, value) = (variable.at("name"), variable.at("value"));
        let from = variable.at("valueFrom");
        if !name.has_text() {
            report.error(&name, RULE, "a variable in spec.vmConfig.env has no name");
        } else if name.text().len() > MAX_NAME {
            report.error(
                &name,
                RULE,
                format!("env.name must be no longer than {MAX_NAME} characters"),
            );
        } else if !names.insert(name.text()) {
            report.error(
                &name,
                RULE,
                format!("env has {:?} more than once (duplicate)", name.text()),
            );
        } else if value.has_text() && from.choice(&["INLINE", "HOST"]) != Some("INLINE") {
            report.error(&value, RULE, "value may only be set when valueFrom is INLINE");
        } else {
            continue;
        }
        return;
    }
}

/// Which traffic the extension is for: the first thing that is wrong.
pub(super) fn check_traffic(list: &Node<'_>, report: &mut Report) {
    for (index, selector) in list.items().iter().enumerate() {
        if !selector.is_set() {
            report.error(selector, "null", format!("spec.Match[{index}] must not be null (nil)"));
            return;
        }
        for (position, port) in selector.at("ports").items().iter().enumerate() {
            let number = port.at("number");
            let name = format!("spec.Match[{index}].Ports[{position}]");
            if !port.is_set() {
                report.error(port, "null", format!("{name} must not be null (nil)"));
                return;
            }
            if !(1..=65_535).contains(&number.int()) {
                report.error(
                    &number,
                    "port-number",
                    format!("the port {} of {name} is out of range", number.int()),
                );
                return;
            }
        }
    }
}
