//! What is typed, and what is to come of it. `\t` is the Tab key.

/// What comes of the keys.
pub(crate) enum Expected {
    /// Enter runs istioctl with these arguments.
    Runs(&'static [&'static str]),
    /// The terminal shows each of these, and none of those.
    Shows(&'static [&'static str], &'static [&'static str]),
}

pub(crate) struct Case {
    pub(crate) keys: &'static str,
    pub(crate) expected: Expected,
}

const fn runs(keys: &'static str, arguments: &'static [&'static str]) -> Case {
    Case {
        keys,
        expected: Expected::Runs(arguments),
    }
}

const fn shows(keys: &'static str, there: &'static [&'static str], not_there: &'static [&'static str]) -> Case {
    Case {
        keys,
        expected: Expected::Shows(there, not_there),
    }
}

/// Files are those of `terminal.rs`, the cluster is that of `cluster.rs`.
pub(crate) const CASES: &[Case] = &[
    // Commands and flags.
    runs("istioctl insta\t", &["install"]),
    runs("istioctl x check-i\t web", &["x", "check-inject", "web"]),
    runs("istioctl manif\ttrans\t", &["manifest", "translate"]),
    runs(
        "istioctl kube-inject --injectC\tx",
        &["kube-inject", "--injectConfigFile", "x"],
    ),
    shows(
        "istioctl tag \t\t",
        &["generate", "remove", "Remove a tag"],
        &["kube-inject"],
    ),
    shows(
        "istioctl install --s\t\t",
        &["--set-json", "--skip-confirmation"],
        &["--prune"],
    ),
    // Enumerated values, and such as the binary knows.
    runs(
        "istioctl manifest generate -o j\t",
        &["manifest", "generate", "-o", "json"],
    ),
    runs(
        "istioctl manifest generate --output=j\t",
        &["manifest", "generate", "--output=json"],
    ),
    runs(
        "istioctl analyze --output-threshold W\t",
        &["analyze", "--output-threshold", "Warning"],
    ),
    runs("istioctl profile dump dem\t", &["profile", "dump", "demo"]),
    runs(
        "istioctl install --set profile=dem\t",
        &["install", "--set", "profile=demo"],
    ),
    runs(
        "istioctl install --set=profile=dem\t",
        &["install", "--set=profile=demo"],
    ),
    runs(
        "istioctl install --set values.global.proxy.logL\tinfo",
        &["install", "--set", "values.global.proxy.logLevel=info"],
    ),
    runs(
        "istioctl analyze --analyzer gateway.Confl\t",
        &["analyze", "--analyzer", "gateway.ConflictingGatewayAnalyzer"],
    ),
    runs("istioctl analyze -S IST0169\tx", &["analyze", "-S", "IST0169=x"]),
    // Files of the right kind.
    runs("istioctl validate -f bro\t", &["validate", "-f", "broken.yaml"]),
    runs(
        "istioctl validate --filename=bro\t",
        &["validate", "--filename=broken.yaml"],
    ),
    runs("istioctl analyze sp\t", &["analyze", "spaced name.yaml"]),
    runs(
        "istioctl profile list -d cha\tx",
        &["profile", "list", "-d", "charts-here/x"],
    ),
    runs(
        "istioctl analyze charts-here/v\t",
        &["analyze", "charts-here/values.yaml"],
    ),
    shows(
        "istioctl validate -f b\t\t",
        &["broken.yaml", "bare.yml"],
        &["broken.txt"],
    ),
    // What the cluster has.
    runs("istioctl version -n sho\t", &["version", "-n", "shop"]),
    runs("istioctl version --namespace=sho\t", &["version", "--namespace=shop"]),
    runs("istioctl --context fa\t version", &["--context", "fake", "version"]),
    runs(
        "istioctl install --revision can\t",
        &["install", "--revision", "canary"],
    ),
    runs("istioctl tag remove pro\t", &["tag", "remove", "prod"]),
    runs(
        "istioctl check-inject -n shop we\t",
        &["check-inject", "-n", "shop", "web-1"],
    ),
    runs(
        "istioctl check-inject -n shop deployment/we\t",
        &["check-inject", "-n", "shop", "deployment/web"],
    ),
    shows(
        "istioctl version -n \t\t",
        &["istio-injection=enabled", "istio-system"],
        &["canary"],
    ),
    // Where there is nothing to say, nothing is said.
    runs("istioctl version -n nowh\tere", &["version", "-n", "nowhere"]),
    runs(
        "istioctl --context gone version -n sho\tp",
        &["--context", "gone", "version", "-n", "shop"],
    ),
    runs(
        "istioctl --kubeconfig none version -n sho\tp",
        &["--kubeconfig", "none", "version", "-n", "shop"],
    ),
    // What is only being typed is not run; `terminal.rs` looks for the file.
    shows(
        "istioctl version -r \"$(touch ran)\" -o \t\t",
        &["json", "yaml"],
        &["table"],
    ),
];
