//! Which kinds have a pod template, and where.

use std::fmt;
use std::str::FromStr;

use kubeyaml::Value;

/// Where the pod of a workload stands in its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PodLocation {
    /// Path of the metadata that injection labels and annotates.
    pub metadata: Vec<String>,
    /// Path of the pod spec.
    pub spec: Vec<String>,
    /// Path of the pod template's own metadata where that is another one (a CronJob's, beside its job template's).
    pub inner_metadata: Option<Vec<String>>,
    /// `apiVersion` and `kind` under which the object's shape is known; none for a kind that the user named.
    pub shape: Option<(&'static str, &'static str)>,
}

struct Kind {
    groups: &'static [&'static str],
    name: &'static str,
    api_version: &'static str,
    template: &'static [&'static str],
}

/// The kinds that injection knows. An object of another group is another kind, whatever it is called.
const KINDS: [Kind; 9] = [
    Kind {
        groups: &["apps", "extensions"],
        name: "Deployment",
        api_version: "apps/v1",
        template: &["spec", "template"],
    },
    Kind {
        groups: &["apps"],
        name: "StatefulSet",
        api_version: "apps/v1",
        template: &["spec", "template"],
    },
    Kind {
        groups: &["apps", "extensions"],
        name: "DaemonSet",
        api_version: "apps/v1",
        template: &["spec", "template"],
    },
    Kind {
        groups: &["apps", "extensions"],
        name: "ReplicaSet",
        api_version: "apps/v1",
        template: &["spec", "template"],
    },
    Kind {
        groups: &[""],
        name: "ReplicationController",
        api_version: "v1",
        template: &["spec", "template"],
    },
    Kind {
        groups: &["batch"],
        name: "Job",
        api_version: "batch/v1",
        template: &["spec", "template"],
    },
    Kind {
        groups: &[""],
        name: "Pod",
        api_version: "v1",
        template: &[],
    },
    Kind {
        groups: &["apps.openshift.io", ""],
        name: "DeploymentConfig",
        api_version: "apps.openshift.io/v1",
        template: &["spec", "template"],
    },
    Kind {
        groups: &["batch"],
        name: "CronJob",
        api_version: "batch/v1",
        template: &["spec", "jobTemplate", "spec", "template"],
    },
];

/// A kind whose pod template the user located: `Rollout=spec.template`, optionally with its group: `Rollout.argoproj.io=spec.template`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplatePath {
    kind: String,
    group: Option<String>,
    path: Vec<String>,
}

/// A `--template-path` that is not of the form `KIND[.GROUP]=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplatePathError(String);

impl fmt::Display for TemplatePathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} does not say where a kind keeps its pod template; write for example Rollout=spec.template",
            self.0
        )
    }
}

impl std::error::Error for TemplatePathError {}

impl FromStr for TemplatePath {
    type Err = TemplatePathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || TemplatePathError(text.to_owned());
        let (kind, path) = text.split_once('=').ok_or_else(wrong)?;
        let (kind, group) = match kind.split_once('.') {
            Some((kind, group)) => (kind, Some(group.to_owned())),
            None => (kind, None),
        };
        let path: Vec<String> = path.trim_start_matches('.').split('.').map(str::to_owned).collect();
        if kind.is_empty() || group.as_deref() == Some("") || path.iter().any(String::is_empty) {
            return Err(wrong());
        }
        Ok(Self {
            kind: kind.to_owned(),
            group,
            path,
        })
    }
}

/// What an object is to injection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A `v1` List, whose items are looked at one by one.
    List,
    /// A workload.
    Workload(PodLocation),
    /// Anything else.
    Other,
}

/// Classifies an object by its `apiVersion` and `kind`. An object without `apiVersion` is judged by its kind alone.
#[must_use]
pub(super) fn classify(api_version: &str, kind: &str, extra: &[TemplatePath]) -> Class {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    let group_fits = |groups: &[&str]| api_version.is_empty() || groups.contains(&group);
    if kind == "List" && group_fits(&[""]) {
        return Class::List;
    }
    let owned = |path: &[&str]| path.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    if let Some(known) = KINDS.iter().find(|k| k.name == kind && group_fits(k.groups)) {
        let mut location = below(&owned(known.template));
        location.shape = Some((known.api_version, known.name));
        if kind == "CronJob" {
            // Injection has always labelled the job template of a CronJob; its pod template can opt out all the same.
            location.inner_metadata = Some(std::mem::replace(
                &mut location.metadata,
                owned(&["spec", "jobTemplate", "metadata"]),
            ));
        }
        return Class::Workload(location);
    }
    match extra
        .iter()
        .find(|t| t.kind == kind && t.group.as_deref().is_none_or(|g| g == group))
    {
        Some(named) => Class::Workload(below(&named.path)),
        None => Class::Other,
    }
}

fn below(template: &[String]) -> PodLocation {
    let under = |field: &str| template.iter().cloned().chain([field.to_owned()]).collect();
    PodLocation {
        metadata: under("metadata"),
        spec: under("spec"),
        inner_metadata: None,
        shape: None,
    }
}

/// Name and namespace of the workload that owns a pod, with its kind, as the control plane reports them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Owner {
    /// Its name.
    pub name: String,
    /// Its namespace, empty when the file names none.
    pub namespace: String,
    /// Its kind.
    pub kind: String,
    /// Its API version.
    pub api_version: String,
}

impl Owner {
    /// The owner of the pods of an object: the object itself, or for a bare Pod the controller that its metadata points to.
    #[must_use]
    pub(super) fn of(object: &Value, kind: &str, api_version: &str) -> Self {
        let text = |path: &[&str]| {
            object
                .get_path(path)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let mut owner = Self {
            name: text(&["metadata", "name"]),
            namespace: text(&["metadata", "namespace"]),
            kind: kind.to_owned(),
            api_version: api_version.to_owned(),
        };
        if kind == "Pod" {
            owner.kind = "Pod".to_owned();
            owner.api_version = "v1".to_owned();
            owner.follow_controller(object);
        }
        owner
    }

    /// A generated pod belongs to its controller, and the controller's name tells which Deployment, Rollout, DeploymentConfig or
    /// CronJob made that in turn.
    fn follow_controller(&mut self, pod: &Value) {
        let generated = pod
            .get_path(&["metadata", "generateName"])
            .and_then(Value::as_str)
            .is_some_and(|n| !n.is_empty());
        let references = pod
            .get_path(&["metadata", "ownerReferences"])
            .and_then(Value::as_sequence)
            .unwrap_or_default();
        let Some(controller) = references
            .iter()
            .find(|r| generated && r.get("controller").and_then(Value::as_bool) == Some(true))
        else {
            return;
        };
        let text = |field: &str| {
            controller
                .get(field)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        (self.name, self.kind, self.api_version) = (text("name"), text("kind"), text("apiVersion"));
        let label = |name: &str| super::pod::label(pod, name).filter(|v| !v.is_empty());
        let without_hash = |hash: &str| {
            Some(
                self.name
                    .strip_suffix(hash)?
                    .strip_suffix('-')
                    .unwrap_or(&self.name)
                    .to_owned(),
            )
        };
        match self.kind.as_str() {
            "ReplicaSet" => {
                if let Some(name) = label("pod-template-hash").and_then(without_hash) {
                    (self.name, self.kind) = (name, "Deployment".to_owned());
                } else if let Some(name) = label("rollouts-pod-template-hash").and_then(without_hash) {
                    (self.name, self.kind, self.api_version) = (name, "Rollout".to_owned(), "v1alpha1".to_owned());
                }
            }
            "ReplicationController" => {
                if let Some(name) = label("deploymentconfig") {
                    (self.name, self.kind) = (name.to_owned(), "DeploymentConfig".to_owned());
                }
            }
            "Job" => {
                if let Some(name) = cron_job_name(&self.name) {
                    (self.name, self.kind, self.api_version) =
                        (name.to_owned(), "CronJob".to_owned(), "batch/v1".to_owned());
                }
            }
            _ => {}
        }
    }
}

/// A CronJob names its jobs after itself and the minute they are due: 8 to 10 digits after a dash.
fn cron_job_name(job: &str) -> Option<&str> {
    let (name, minute) = job.rsplit_once('-')?;
    (!name.is_empty() && (8..=10).contains(&minute.len()) && minute.bytes().all(|b| b.is_ascii_digit())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec_path(api_version: &str, kind: &str) -> Option<String> {
        match classify(api_version, kind, &[]) {
            Class::Workload(location) => Some(location.spec.join(".")),
            _ => None,
        }
    }

    #[test]
    fn kinds_are_matched_with_their_group() {
        assert_eq!(
            spec_path("apps/v1", "Deployment").as_deref(),
            Some("spec.template.spec")
        );
        assert_eq!(
            spec_path("extensions/v1beta1", "Deployment").as_deref(),
            Some("spec.template.spec")
        );
        assert_eq!(spec_path("", "Deployment").as_deref(), Some("spec.template.spec"));
        assert_eq!(spec_path("v1", "Pod").as_deref(), Some("spec"));
        assert_eq!(
            spec_path("batch/v1", "CronJob").as_deref(),
            Some("spec.jobTemplate.spec.template.spec")
        );
        assert_eq!(spec_path("batch.volcano.sh/v1alpha1", "Job"), None);
        assert_eq!(spec_path("apps.kruise.io/v1beta1", "StatefulSet"), None);
        assert_eq!(spec_path("apps/v1", "deployment"), None);
        assert_eq!(classify("v1", "List", &[]), Class::List);
        assert_eq!(classify("example.com/v1", "List", &[]), Class::Other);
    }

    #[test]
    fn a_kind_that_the_user_located() {
        let rollout: TemplatePath = "Rollout=spec.template".parse().expect("a template path");
        let with_group: TemplatePath = "Rollout.argoproj.io=.spec.template".parse().expect("a template path");
        for path in [rollout, with_group] {
            assert!(
                matches!(classify("argoproj.io/v1alpha1", "Rollout", &[path]), Class::Workload(l) if l.spec.join(".") == "spec.template.spec")
            );
        }
        let other: TemplatePath = "Rollout.example.com=spec.template".parse().expect("a template path");
        assert_eq!(classify("argoproj.io/v1alpha1", "Rollout", &[other]), Class::Other);
        for bad in [
            "Rollout",
            "=spec.template",
            "Rollout=",
            "Rollout=spec..template",
            "Rollout.=spec",
        ] {
            assert!(bad.parse::<TemplatePath>().is_err(), "{bad}");
        }
    }

    #[test]
    fn names_of_cron_jobs() {
        assert_eq!(cron_job_name("report-27971820"), Some("report"));
        assert_eq!(cron_job_name("report-1234567"), None);
        assert_eq!(cron_job_name("report-12345678901"), None);
        assert_eq!(cron_job_name("report"), None);
    }
}
