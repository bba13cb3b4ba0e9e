//! Whether a pod gets a sidecar.

use kubeyaml::Value;

use super::names::{IGNORED_NAMESPACES, annotation, label};
use super::pod;
use super::report::{SkipReason, Warning};
use super::selector::LabelSelector;

/// What decides beside the pod itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Policy {
    /// Pods whose labels match one of these are left alone, unless their label or annotation says otherwise.
    pub never_inject: Vec<LabelSelector>,
}

impl Policy {
    /// Decides on one workload. `pods` are the pod template and, where a kind has an outer one (a CronJob's job template), that too:
    /// an opt-out on any of them counts. `namespace` is the workload's.
    ///
    /// The order of the reasons is the webhook's: host network, namespace, label before annotation, selectors. Running
    /// `kube-inject` is itself the wish to inject, so there is no policy that is off by default.
    #[must_use]
    pub(super) fn decide(&self, pods: &[&Value], namespace: &str, warnings: &mut Vec<Warning>) -> Option<SkipReason> {
        let spec_field = |path: &[&str]| pods.iter().find_map(|p| p.get("spec")?.get_path(path));
        if spec_field(&["hostNetwork"]).and_then(Value::as_bool) == Some(true) {
            return Some(SkipReason::HostNetwork);
        }
        if IGNORED_NAMESPACES.contains(&namespace) {
            return Some(SkipReason::IgnoredNamespace(namespace.to_owned()));
        }
        let os = [&["os", "name"][..], &["nodeSelector", "kubernetes.io/os"]]
            .iter()
            .find_map(|path| spec_field(path)?.as_str());
        if os == Some("windows") {
            return Some(SkipReason::Windows);
        }
        let mut explicit = None;
        for pod in pods {
            match pod::label(pod, label::INJECT).or_else(|| pod::annotation(pod, annotation::INJECT)) {
                Some("false") => return Some(SkipReason::OptedOut),
                Some("true") => explicit = Some(true),
                None | Some("") => {}
                Some(other) => warnings.push(Warning::InjectValue(other.to_owned())),
            }
        }
        let never = || {
            self.never_inject
                .iter()
                .any(|s| pods.iter().any(|p| s.matches(pod::labels(p))))
        };
        (explicit.is_none() && never()).then_some(SkipReason::NeverInjectSelector)
    }
}
