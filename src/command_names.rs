//! Names that people know from Go's istioctl, of this release and of earlier ones, and what to say about those that are not here.

/// A command of Go's istioctl 1.30.3 with its aliases. What is below one that is missing needs no row of its own.
struct Known {
    path: &'static [&'static str],
    aliases: &'static [&'static str],
}

const fn known(path: &'static [&'static str], aliases: &'static [&'static str]) -> Known {
    Known { path, aliases }
}

const GO: &[Known] = &[known(&["bug-report"], &[])];

/// Names of earlier releases, and what took their place.
const GONE: &[(&[&str], &str)] = &[
    (
        &["add-to-mesh"],
        "kube-inject injects manifests, and the label istio-injection=enabled of a namespace its pods",
    ),
    (
        &["authn"],
        "`istioctl experimental describe pod` tells about mutual TLS",
    ),
    (&["convert-ingress"], "it was removed without a successor"),
    (&["deregister"], "a WorkloadEntry and `kubectl delete` do this"),
    (&["describe"], "it is a command of `istioctl experimental`"),
    (
        &["experimental", "add-to-mesh"],
        "kube-inject injects manifests, and the label istio-injection=enabled of a namespace its pods",
    ),
    (&["experimental", "analyze"], "it is `istioctl analyze` today"),
    (&["experimental", "auth"], "it is `istioctl experimental authz` today"),
    (
        &["experimental", "kube-uninject"],
        "it is `istioctl kube-uninject` here",
    ),
    (
        &["experimental", "remove-from-mesh"],
        "`istioctl kube-uninject` takes the sidecar out of manifests",
    ),
    (&["experimental", "tag"], "it is `istioctl tag` today"),
    (&["experimental", "uninstall"], "it is `istioctl uninstall` today"),
    (&["experimental", "upgrade"], "it is `istioctl upgrade` today"),
    (&["experimental", "wait"], "`kubectl wait` does this"),
    (
        &["manifest", "migrate"],
        "`istioctl manifest translate` writes values for Helm",
    ),
    (
        &["manifest", "versions"],
        "`istioctl version` says which release this is",
    ),
    (
        &["operator"],
        "the operator was removed in 1.23; `istioctl install` installs",
    ),
    (&["register"], "a WorkloadEntry does this"),
    (
        &["remove-from-mesh"],
        "`istioctl kube-uninject` takes the sidecar out of manifests",
    ),
    (&["verify"], "it is `istioctl verify-install`"),
];

/// What to say about a command that is not here; `path` has the canonical names of the commands above it.
pub(crate) fn hint(path: &[&str]) -> Option<String> {
    let (last, above) = path.split_last()?;
    let here = |known: &[&str]| known.split_last().is_some_and(|(_, before)| before == above);
    let named = |known: &&Known| here(known.path) && (known.path.last() == Some(last) || known.aliases.contains(last));
    if let Some(known) = GO.iter().find(named) {
        return Some(format!(
            "this istioctl does not have `istioctl {}` yet; Go's istioctl 1.30.3 does",
            known.path.join(" ")
        ));
    }
    let gone = GONE.iter().find(|(gone, _)| *gone == path)?;
    Some(format!(
        "`istioctl {}` is a command of earlier releases: {}",
        path.join(" "),
        gone.1
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_go_and_of_earlier_releases_are_known() {
        assert!(hint(&["bug-report"]).is_some_and(|hint| hint.contains("`istioctl bug-report`")));
        assert!(hint(&["operator"]).is_some_and(|hint| hint.contains("1.23")));
        assert_eq!(hint(&["tag", "des"]), None);
        assert_eq!(hint(&[]), None);
    }
}
