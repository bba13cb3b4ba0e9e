//! The manifest of the kubectl plugin.

use anyhow::{Context as _, Result};

use super::{Release, VERSION, sum};
use crate::project;

/// Where a release's files are to be found; `{VERSION}` is filled in.
const RELEASES: &str = "https://github.com/istioctl-rs/istioctl/releases/download/v{VERSION}";

/// Fills the manifest in, for the one platform that krew users have most: others get none.
pub(super) fn write(release: &Release) -> Result<()> {
    if !release.name.ends_with("-linux-amd64") {
        return Ok(());
    }
    let template = project::root().join("packaging/krew/istioctl.yaml");
    let template = std::fs::read_to_string(&template).with_context(|| template.display().to_string())?;
    let archive = format!("{}.tar.gz", release.name);
    let text = filled(&template, &release.name, &sum(&release.folder.join(archive))?);
    std::fs::write(release.folder.join("istioctl.krew.yaml"), text).context("istioctl.krew.yaml")
}

fn filled(template: &str, name: &str, sum: &str) -> String {
    // The comment at the top is about the template.
    let lines = template.lines().skip_while(|line| line.starts_with('#'));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    text.replace("{URL}", &format!("{RELEASES}/{name}.tar.gz"))
        .replace("{VERSION}", VERSION)
        .replace("{NAME}", name)
        .replace("{SUM}", sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_manifest_has_no_gaps() {
        let template =
            std::fs::read_to_string(project::root().join("packaging/krew/istioctl.yaml")).expect("a template");
        let text = filled(&template, "istioctl-1-linux-amd64", &"0f".repeat(32));
        let tree = kubeyaml::from_str(&text).expect("YAML");
        let first = |list: &kubeyaml::Value| list.as_sequence().and_then(|items| items.first()).cloned();
        let platform = first(&tree["spec"]["platforms"]).expect("a platform");
        let file = first(&platform["files"]).expect("a file");
        assert_eq!(tree["spec"]["version"].as_str(), Some(format!("v{VERSION}").as_str()));
        assert_eq!(platform["sha256"].as_str(), Some("0f".repeat(32).as_str()));
        assert_eq!(file["from"].as_str(), Some("istioctl-1-linux-amd64/istioctl"));
        let uri = platform["uri"].as_str().expect("a URI");
        assert!(
            uri.ends_with(&format!("/v{VERSION}/istioctl-1-linux-amd64.tar.gz")),
            "{uri}"
        );
        for gap in ["{URL}", "{VERSION}", "{NAME}", "{SUM}"] {
            assert!(template.contains(gap) && !text.contains(gap), "{gap}");
        }
    }
}
