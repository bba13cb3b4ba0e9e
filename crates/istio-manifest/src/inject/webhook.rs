//! Injection by an admission webhook: another program says how a pod changes.

use std::fmt;

use kubeschema::{Type, UnknownFields};
use kubeyaml::Value;
use strategicpatch::json_patch;

use super::error::Fault;
use super::injector::Worker;
use super::report::Warning;

/// What a webhook says about a pod.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Admission {
    /// The operations of a JSON patch; nothing if the pod stays as it is.
    pub patch: Option<Value>,
    /// What the user should know.
    pub warnings: Vec<String>,
}

/// Says how pods change.
pub trait AdmissionWebhook: fmt::Debug + Send + Sync {
    /// Judges a pod (a mapping with `metadata` and `spec`) that is to be in a namespace, which may be empty.
    ///
    /// # Errors
    /// In words, why the webhook does not judge or does not take the pod.
    fn admit(&self, pod: &Value, namespace: &str) -> Result<Admission, String>;
}

impl Worker<'_> {
    /// The pod as the webhook wants it; nothing if it leaves the pod alone.
    pub(super) fn admit(
        &self,
        webhook: &dyn AdmissionWebhook,
        pod: &Value,
        namespace: &str,
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<Value>, Fault> {
        let shape = Type::Struct(self.shapes.pod.id());
        // A field that the webhook does not know it would take out again.
        let known = kubeschema::decode(pod, &shape, UnknownFields::Drop)
            .map_err(|why| Fault::at(why.path, why.problem.to_string()))?;
        let admission = webhook.admit(&known.value, namespace).map_err(Fault::pod)?;
        warnings.extend(admission.warnings.into_iter().map(Warning::Other));
        let Some(patch) = admission.patch else { return Ok(None) };
        let mut patched = pod.clone();
        json_patch(&mut patched, patch)
            .map_err(|why| Fault::pod(format!("the patch of the injector's webhook does not fit: {why}")))?;
        let decoded = kubeschema::decode_owned(patched, &shape, UnknownFields::Keep)
            .map_err(|why| Fault::at(why.path, why.problem.to_string()))?;
        Ok(Some(decoded.value))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::inject::{Injector, InjectorConfig, Options, Outcome, SkipReason};

    #[derive(Debug, Default)]
    struct Scripted {
        patch: &'static str,
        seen: Mutex<Vec<(Value, String)>>,
    }

    impl AdmissionWebhook for Scripted {
        fn admit(&self, pod: &Value, namespace: &str) -> Result<Admission, String> {
            self.seen
                .lock()
                .map_err(|why| why.to_string())?
                .push((pod.clone(), namespace.to_owned()));
            match self.patch {
                "" => Ok(Admission::default()),
                "denied" => Err("no".to_owned()),
                patch => Ok(Admission {
                    patch: Some(kubeyaml::json::from_str(patch).map_err(|why| why.to_string())?),
                    warnings: vec!["look out".to_owned()],
                }),
            }
        }
    }

    fn injector(patch: &'static str) -> (Injector, Arc<Scripted>) {
        let webhook = Arc::new(Scripted {
            patch,
            ..Scripted::default()
        });
        let options = Options {
            webhook: Some(webhook.clone()),
            restore_comment: false,
            ..Options::default()
        };
        let mesh = istio_api::mesh::default_mesh_config();
        let values = kubeyaml::Mapping::new().into();
        let injector = Injector::new(InjectorConfig::default(), mesh, values, options).expect("a configuration");
        (injector, webhook)
    }

    const DEPLOYMENT: &str = "# mine
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      unheardOf: 1 # stays
      containers:
      - name: web
        image: web
";

    #[test]
    fn its_patch_changes_the_pod_and_nothing_else() {
        let (injector, webhook) = injector(
            r#"[{"op": "add", "path": "/spec/containers/1", "value": {"name": "istio-proxy", "image": "proxy"}},
                {"op": "add", "path": "/metadata/annotations", "value": {"a": "b"}}, {"op": "add", "path": "/status", "value": {}}]"#,
        );
        let injected = injector.inject("x", DEPLOYMENT.as_bytes()).expect("injected");
        assert_eq!(injected.reports[0].outcome, Outcome::Injected);
        let warnings: Vec<String> = injected.reports[0].warnings.iter().map(ToString::to_string).collect();
        assert!(warnings.contains(&"look out".to_owned()), "{warnings:?}");
        for part in ["# mine", "unheardOf: 1 # stays", "image: proxy", "a: b"] {
            assert!(injected.text.contains(part), "{part}: {}", injected.text);
        }
        let seen = webhook.seen.lock().expect("one thread");
        assert_eq!(seen[0].1, "shop");
        assert_eq!(seen[0].0["spec"].get("unheardOf"), None, "{seen:?}");
    }

    #[test]
    fn without_a_patch_the_workload_is_skipped_and_a_refusal_is_an_error() {
        let (quiet, _) = injector("");
        let injected = quiet.inject("x", DEPLOYMENT.as_bytes()).expect("no failure");
        assert_eq!(injected.text, DEPLOYMENT);
        assert_eq!(injected.reports[0].outcome, Outcome::Skipped(SkipReason::Webhook));
        let (refusing, _) = injector("denied");
        let why = refusing
            .inject("x", DEPLOYMENT.as_bytes())
            .expect_err("refused")
            .to_string();
        assert_eq!(why, "x:7:5: Deployment shop/web: spec.template: no");
        let (wrong, _) = injector(r#"[{"op": "remove", "path": "/spec/nothing"}]"#);
        let why = wrong
            .inject("x", DEPLOYMENT.as_bytes())
            .expect_err("no such field")
            .to_string();
        assert!(why.contains("does not fit"), "{why}");
    }

    #[test]
    fn who_wants_no_sidecar_is_not_asked_about() {
        let (injector, webhook) = injector("denied");
        let text = DEPLOYMENT.replace(
            "spec:\n      unheardOf",
            "spec:\n      hostNetwork: true\n      unheardOf",
        );
        let injected = injector.inject("x", text.as_bytes()).expect("skipped");
        assert_eq!(injected.reports[0].outcome, Outcome::Skipped(SkipReason::HostNetwork));
        assert!(webhook.seen.lock().expect("one thread").is_empty());
    }
}
