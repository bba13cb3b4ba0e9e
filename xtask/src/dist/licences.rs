//! Whether every dependency may be used under a licence that deny.toml allows.
//!
//! `cargo deny check` looks closer (at licence texts, advisories, sources); this asks what the packages declare, and needs nothing that
//! is not built anyway.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::project;

/// Names and licences of packages that may not be used.
///
/// # Errors
/// When cargo or deny.toml cannot be read.
pub(super) fn refused() -> Result<Vec<String>> {
    let deny = std::fs::read_to_string(project::root().join("deny.toml")).context("deny.toml")?;
    let allowed = allowed(&deny)?;
    let output = project::cargo()
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .context("cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?;
    let mut refused = Vec::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        if !fits(licence, &allowed) {
            let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
            refused.push(format!("{} {}: {licence:?}", text("name"), text("version")));
        }
    }
    Ok(refused)
}

/// The list `allow` of `[licenses]`.
fn allowed(deny: &str) -> Result<Vec<String>> {
    let (_, licenses) = deny.split_once("[licenses]").context("deny.toml has no [licenses]")?;
    let (_, list) = licenses
        .split_once("allow = [")
        .context("deny.toml allows no licences")?;
    let (list, _) = list
        .split_once(']')
        .context("the list `allow` of deny.toml does not end")?;
    let names = list.split(',').map(|name| name.trim().trim_matches('"').to_owned());
    Ok(names.filter(|name| !name.is_empty()).collect())
}

fn fits(licence: &str, allowed: &[String]) -> bool {
    // Old packages have a slash where an expression says OR.
    let expression = Expression::parse_mode(licence, ParseMode::LAX);
    expression.is_ok_and(|expression| expression.evaluate(|asked| allowed.contains(&asked.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_holds_by_what_is_allowed() {
        let allowed = allowed(
            "[a]\nallow = [\"X\"]\n[licenses]\nallow = [\n    \"MIT\",\n    \"Apache-2.0 WITH LLVM-exception\",\n]\n",
        )
        .expect("a list");
        assert_eq!(allowed, ["MIT", "Apache-2.0 WITH LLVM-exception"]);
        for (licence, wanted) in [
            ("MIT", true),
            ("MIT OR Apache-2.0", true),
            ("Apache-2.0/MIT", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("MIT AND Apache-2.0", false),
            ("GPL-3.0-only", false),
            ("nonsense", false),
            ("", false),
        ] {
            assert_eq!(fits(licence, &allowed), wanted, "{licence}");
        }
    }
}
