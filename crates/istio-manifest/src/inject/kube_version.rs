//! Which version of Kubernetes an injected pod is for.

use std::fmt;
use std::str::FromStr;

/// A version of Kubernetes, as far as injection cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KubeVersion {
    major: u32,
    minor: u32,
}

/// From here on native sidecars are stable, and every node runs them.
const NATIVE_SIDECARS: KubeVersion = KubeVersion { major: 1, minor: 33 };

impl KubeVersion {
    /// Whether a control plane makes sidecars native in such a cluster when nothing says otherwise.
    #[must_use]
    pub fn has_native_sidecars(self) -> bool {
        self >= NATIVE_SIDECARS
    }
}

impl FromStr for KubeVersion {
    type Err = KubeVersionError;

    /// Reads `1.36`, `v1.36.2` and what vendors append, such as `v1.33.1-gke.100` or `1.33+`.
    fn from_str(text: &str) -> Result<Self, KubeVersionError> {
        let mut parts = text.strip_prefix('v').unwrap_or(text).split(['.', '-', '+']);
        let mut number = || -> Option<u32> { parts.next()?.parse().ok() };
        match (number(), number()) {
            (Some(major @ 1..), Some(minor)) => Ok(Self { major, minor }),
            _ => Err(KubeVersionError(text.to_owned())),
        }
    }
}

/// Text that is no version of Kubernetes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KubeVersionError(String);

impl fmt::Display for KubeVersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a Kubernetes version such as 1.36", self.0)
    }
}

impl std::error::Error for KubeVersionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn native_sidecars_come_with_1_33() {
        for (text, native) in [
            ("1.32", false),
            ("v1.32.9", false),
            ("1.33", true),
            ("v1.33.1-gke.100", true),
            ("1.33+", true),
            ("2.0", true),
        ] {
            assert_eq!(text.parse().map(KubeVersion::has_native_sidecars), Ok(native), "{text}");
        }
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "1", "v", "0.9", "latest", "1.x", "-1.33"] {
            assert!(text.parse::<KubeVersion>().is_err(), "{text}");
        }
    }
}
