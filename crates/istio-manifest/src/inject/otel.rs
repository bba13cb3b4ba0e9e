//! `OTEL_RESOURCE_ATTRIBUTES`: how OpenTelemetry's Kubernetes conventions name the service of a pod.

use kubeyaml::Value;

use super::pod;

/// The attributes `service.namespace`, `service.version` and `service.instance.id` as `key=value` pairs separated by commas.
/// An annotation `resource.opentelemetry.io/NAME` goes before what the pod itself tells.
pub(super) fn resource_attributes(
    annotation: impl Fn(&str) -> Option<String>,
    label: impl Fn(&str) -> Option<String>,
    namespace: &str,
    containers: &[Value],
) -> String {
    let named = |name: &str| annotation(&format!("resource.opentelemetry.io/{name}")).filter(|v| !v.is_empty());
    let version_label = || label("app.kubernetes.io/version").filter(|v| !v.is_empty());
    let image_version = || match containers {
        [only] => image_version(only.get("image").and_then(Value::as_str).unwrap_or_default()),
        _ => None,
    };
    let attributes = [
        (
            "service.namespace",
            named("service.namespace").or_else(|| (!namespace.is_empty()).then(|| namespace.to_owned())),
        ),
        (
            "service.version",
            named("service.version").or_else(version_label).or_else(image_version),
        ),
        (
            "service.instance.id",
            // The pod has no name yet; Kubernetes puts it in when the container starts.
            named("service.instance.id")
                .or_else(|| Some(format!("{namespace}.$(POD_NAME).{}", pod::name(containers.first()?)))),
        ),
    ];
    let pairs: Vec<String> = attributes
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key}={}", value?)))
        .collect();
    pairs.join(",")
}

/// Tag and digest of an image reference.
fn image_version(image: &str) -> Option<String> {
    let (name, digest) = image
        .split_once('@')
        .map_or((image, None), |(name, digest)| (name, Some(digest)));
    let last = name.rsplit('/').next().unwrap_or_default();
    let tag = last.rsplit_once(':').map(|(_, tag)| tag).filter(|tag| !tag.is_empty());
    match (tag, digest.filter(|d| !d.is_empty())) {
        (Some(tag), Some(digest)) => Some(format!("{tag}@{digest}")),
        (tag, digest) => tag.or(digest).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_images() {
        for (image, version) in [
            ("nginx:1.21", Some("1.21")),
            ("nginx@sha256:abc", Some("sha256:abc")),
            ("nginx:1.21@sha256:abc", Some("1.21@sha256:abc")),
            ("registry:5000/nginx:1.21", Some("1.21")),
            ("registry:5000/nginx", None),
            ("nginx", None),
        ] {
            assert_eq!(image_version(image).as_deref(), version, "{image}");
        }
    }
}
