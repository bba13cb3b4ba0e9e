//! Files of the charts that are the same in several of them.
//!
//! A chart is a folder that stands alone, so what several charts say is in each of them. One copy is written by people; the others are
//! made from it.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::project;

const CHARTS: &str = "charts";

/// The gateways' charts differ in their values alone.
const INGRESS: &str = "charts/gateways/istio-ingress/templates";
/// The folder that is a copy of [`INGRESS`].
pub(super) const EGRESS: &str = "charts/gateways/istio-egress/templates";

/// A template, the chart that people edit it in, and the charts that have a copy.
struct Shared {
    template: &'static str,
    source: &'static str,
    copies: &'static [&'static str],
}

/// The egress gateway's chart is missing here: all of its templates are copies of the ingress gateway's.
const SHARED: [Shared; 4] = [
    Shared {
        template: "_istio.tpl",
        source: "base",
        copies: &[
            "default",
            "gateway",
            "gateways/istio-ingress",
            "istio-cni",
            "istio-control/istio-discovery",
            "ztunnel",
        ],
    },
    Shared {
        template: "zzz_values.yaml",
        source: "base",
        copies: &["default", "gateway", "gateways/istio-ingress", "istio-cni", "ztunnel"],
    },
    Shared {
        template: "_stable.tpl",
        source: "base",
        copies: &["istio-control/istio-discovery"],
    },
    Shared {
        template: "_injection.tpl",
        source: "istio-control/istio-discovery",
        copies: &["default"],
    },
];

/// Every copy with the text that it should have.
///
/// # Errors
/// A file that people write and that cannot be read.
pub(super) fn copies() -> Result<Vec<(String, Vec<u8>)>> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for shared in &SHARED {
        let text = read(&format!("{CHARTS}/{}/templates/{}", shared.source, shared.template))?;
        for chart in shared.copies {
            files.push((format!("{CHARTS}/{chart}/templates/{}", shared.template), text.clone()));
        }
    }
    let mut names = names_in(&project::root().join(INGRESS))?;
    names.sort();
    for name in names {
        let source = format!("{INGRESS}/{name}");
        // What is itself a copy counts as it should be, not as it is.
        let text = match files.iter().find(|(path, _)| *path == source) {
            Some((_, text)) => text.clone(),
            None => read(&source)?,
        };
        files.push((format!("{EGRESS}/{name}"), text));
    }
    Ok(files)
}

fn read(path: &str) -> Result<Vec<u8>> {
    std::fs::read(project::root().join(path)).with_context(|| path.to_owned())
}

fn names_in(folder: &Path) -> Result<Vec<String>> {
    let context = || folder.display().to_string();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_source_is_a_copy_and_no_copy_is_made_twice() {
        let copies = copies().expect("the charts can be read");
        let mut paths: Vec<&str> = copies.iter().map(|(path, _)| path.as_str()).collect();
        paths.sort_unstable();
        let made = paths.len();
        paths.dedup();
        assert_eq!(paths.len(), made);
        for shared in &SHARED {
            let source = format!("{CHARTS}/{}/templates/{}", shared.source, shared.template);
            assert!(!paths.contains(&source.as_str()), "{source}");
        }
        assert!(paths.contains(&"charts/gateways/istio-egress/templates/_istio.tpl"));
    }
}
