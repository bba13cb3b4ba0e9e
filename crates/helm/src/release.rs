//! The release that a chart is rendered for.

/// `.Release`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// `.Release.Name`.
    pub name: String,
    /// `.Release.Namespace`.
    pub namespace: String,
    /// `.Release.Revision`, from 1.
    pub revision: i64,
    /// Whether this is an upgrade (`.Release.IsUpgrade`) and not an installation (`.Release.IsInstall`).
    pub is_upgrade: bool,
}

impl Default for Release {
    /// What `helm template` takes: `release-name` in `default`, revision 1.
    fn default() -> Self {
        Release {
            name: "release-name".to_owned(),
            namespace: "default".to_owned(),
            revision: 1,
            is_upgrade: false,
        }
    }
}
