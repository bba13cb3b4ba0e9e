//! `docs/reference/profiles.md` and `values.md`: what profiles set and what charts do by default, from what the binary carries.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, anyhow};
use istio_manifest::manifest::diff_trees;
use istio_manifest::operator::{Layers, SetFlag};
use istio_manifest::package::Package;
use kubeyaml::{Limits, NodeKind, NodeRef, Stream, Value};

/// The two pages.
pub(super) const PROFILES: &str = "docs/reference/profiles.md";
/// See [`PROFILES`].
pub(super) const VALUES: &str = "docs/reference/values.md";

/// Values that stand under this key are the chart's own; it is left out of their paths.
const INTERNAL: &str = "_internal_defaults_do_not_set";

/// The chart of istiod.
const ISTIOD: &str = "istio-control/istio-discovery";

/// The charts in the order of the page: folder, title, where an IstioOperator has their values.
const CHARTS: [(&str, &str, &str); 8] = [
    (
        ISTIOD,
        "istiod",
        "`values.PATH`; what belongs to the deployment of istiod under `values.pilot`, mesh configuration also under `meshConfig`",
    ),
    ("base", "base", "`values.PATH`"),
    ("default", "default", "nowhere: the command `tag` uses it"),
    ("gateways/istio-ingress", "Ingress gateways", "`values.PATH`"),
    ("gateways/istio-egress", "Egress gateways", "`values.PATH`"),
    ("istio-cni", "cni", "`values.cni.PATH`, and `values.global`"),
    ("ztunnel", "ztunnel", "`values.ztunnel.PATH`, and `values.global`"),
    ("gateway", "gateway", "nowhere: it is for Helm, one release a gateway"),
];

/// Both pages.
///
/// # Errors
/// What is embedded cannot be read.
pub(super) fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let package = Package::embedded();
    Ok(vec![
        (PROFILES.to_owned(), profiles(&package)?.into_bytes()),
        (VALUES.to_owned(), values(&package)?.into_bytes()),
    ])
}

fn note(from: &str) -> String {
    format!("<!-- Written by `cargo xtask generate` from {from}. -->\n\n")
}

/// A profile over the default one.
fn merged(name: &str) -> Result<Value> {
    let layers = Layers {
        flags: vec![SetFlag::typed(format!("profile={name}"))],
        ..Layers::default()
    };
    let mut merged = layers
        .merge_untranslated()
        .map_err(|why| anyhow!("profile {name}: {why}"))?;
    if let Some(spec) = merged.operator.get_mut("spec").and_then(Value::as_mapping_mut) {
        // Where it was read, and that the names differ, say nothing about what it sets.
        spec.remove("installPackagePath");
        spec.remove("profile");
    }
    Ok(Value::Mapping(merged.operator))
}

fn profiles(package: &Package) -> Result<String> {
    let mut page = note("the folder profiles");
    page.push_str(
        "# Profiles

A profile is a set of settings with a name: `istioctl install --set profile=NAME`. Each is laid over the profile `default`, and files
(`-f`) and flags (`--set`) over both. `istioctl profile dump NAME` prints one with all its settings, `istioctl profile diff A B` compares
two. What charts do beyond that is in [values](values.md).
",
    );
    let default = merged("default")?;
    for name in package.profiles()? {
        let (_, text) = package.profile(&name)?;
        let lines = text.lines().map_while(|line| line.strip_prefix('#'));
        let about: Vec<&str> = lines.map(str::trim).collect();
        let _ = write!(page, "\n## {name}\n\n{}\n\n", about.join("\n"));
        if name == "default" {
            let _ = write!(page, "```yaml\n{}```\n", kubeyaml::to_string(&default));
            continue;
        }
        let changes = diff_trees(&default, &merged(&name)?);
        if changes.is_empty() {
            page.push_str("It sets what the default sets.\n");
        } else {
            page.push_str("What is other than in the default:\n\n```\n");
            for change in changes {
                let _ = writeln!(page, "{change}");
            }
            page.push_str("```\n");
        }
        let files = package.chart(ISTIOD)?;
        if let Some((_, values)) = files
            .iter()
            .find(|(path, _)| *path == format!("files/profiles/{name}.yaml"))
        {
            let values = String::from_utf8_lossy(values);
            let _ = write!(
                page,
                "\nValues that istiod's chart has for it:\n\n```yaml\n{}\n```\n",
                values.trim_end()
            );
        }
    }
    Ok(page)
}

fn values(package: &Package) -> Result<String> {
    let mut page = note("values.yaml of the charts");
    page.push_str(
        "# Values

What the charts take, and what they do unless they are told otherwise. `--set values.PATH=VALUE`, or `spec.values` in a file, changes
it; where a chart's values stand is said with each. A path that ends in `.*` is about all that stands below it. Hub and tag of the
images come from the profile ([profiles](profiles.md)).
",
    );
    for (folder, title, place) in CHARTS {
        let files = package.chart(folder)?;
        let (_, bytes) = files
            .iter()
            .find(|(name, _)| name == "values.yaml")
            .with_context(|| format!("{folder} has no values.yaml"))?;
        let _ = write!(
            page,
            "\n## {title}\n\nThe chart `{folder}`; in an IstioOperator: {place}.\n\n| value | default | what it is |\n|--|--|--|\n"
        );
        let stream = Stream::parse(bytes, &Limits::default())?;
        for document in stream.to_documents()? {
            let root = document.root().context("no values")?;
            rows(&mut page, "", root.get(INTERNAL).unwrap_or(root))?;
        }
    }
    Ok(page)
}

/// A row a value, and one for a mapping that a comment is about.
fn rows(page: &mut String, path: &str, node: NodeRef<'_>) -> Result<()> {
    for entry in node.entries() {
        let key = entry.key.key_text()?;
        // A key with dots in it is one step.
        let step = key.replace('.', "\\.");
        let path = match path {
            "" => step,
            path => format!("{path}.{step}"),
        };
        let comments = entry.key.head_comments();
        let lines = comments
            .iter()
            .map(|comment| comment.text.trim_start_matches('#').trim());
        // A line of dashes heads several values.
        let about: Vec<&str> = lines.filter(|line| !line.starts_with("----")).collect();
        let about = about.join(" ").replace('|', "\\|");
        if entry.value.kind() == NodeKind::Mapping && !entry.value.is_empty() {
            if !about.is_empty() {
                let _ = writeln!(page, "| `{path}.*` | | {about} |");
            }
            rows(page, &path, entry.value)?;
        } else {
            let default = kubeyaml::json::to_string(&entry.value.to_value()?)?;
            let _ = writeln!(page, "| `{path}` | `{}` | {about} |", default.replace('|', "\\|"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_has_a_section_with_what_it_changes() {
        let page = profiles(&Package::embedded()).expect("a page");
        assert!(page.contains("\n## demo\n"), "{page}");
        assert!(
            page.contains("spec.components.egressGateways[0].enabled: false -> true"),
            "{page}"
        );
    }

    #[test]
    fn a_value_has_its_path_default_and_comment() {
        let page = values(&Package::embedded()).expect("a page");
        for row in [
            "| `autoscaleEnabled` | `true` |  |",
            "| `global.proxy.statusPort` | `15020` | Port for the agent's own health and metrics; 0 turns its probes off. |",
            "| `labels.istio\\.io/dataplane-mode` | `\"none\"` | No ztunnel in front of a gateway. |",
        ] {
            assert!(page.contains(row), "{row}\n{page}");
        }
        assert!(!page.contains("----"), "{page}");
    }
}
