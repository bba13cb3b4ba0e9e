//! The proxy image: hub, name, tag and variant.

use kubeyaml::Value;

/// Variants that Istio publishes; a tag that already ends in one is stripped of it first.
const PUBLISHED_VARIANTS: [&str; 2] = ["distroless", "debug"];
/// The variant that means "no suffix".
const DEFAULT_VARIANT: &str = "default";

/// Builds the image reference from the injector values.
///
/// `variant` is the image type of the proxy configuration if that has one; `annotation` is the pod's
/// `sidecar.istio.io/proxyImageType`, which goes first. Without either, `global.variant` counts.
#[must_use]
pub(super) fn proxy_image(values: &Value, variant: Option<&str>, annotation: Option<&str>) -> String {
    let global = |key: &str| values.get_path(&["global", key]);
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = match text(values.get_path(&["global", "proxy", "image"])) {
        name if name.is_empty() => "proxyv2".to_owned(),
        name => name,
    };
    let tag = global("tag").map(scalar_text).unwrap_or_default();
    let fallback = text(global("variant"));
    let variant = annotation.or(variant).unwrap_or(&fallback);
    format!("{}/{name}:{}", text(global("hub")), tag_with_variant(&tag, variant))
}

/// How Go prints a scalar of the values (`tag` may be written as a number).
fn scalar_text(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        Value::Bool(b) => b.to_string(),
        Value::Number(n) => go_float(n.as_f64()),
        _ => String::new(),
    }
}

/// Go's `%v` of a float64, which is what a number in the values is.
fn go_float(v: f64) -> String {
    let exponent = if v == 0.0 { 0.0 } else { v.abs().log10().floor() };
    if (-4.0..21.0).contains(&exponent) {
        return v.to_string();
    }
    let text = format!("{v:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => {
            let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |d| ('-', d));
            format!("{mantissa}e{sign}{digits:0>2}")
        }
        None => text,
    }
}

fn tag_with_variant(tag: &str, variant: &str) -> String {
    if variant.is_empty() {
        return tag.to_owned();
    }
    let base = PUBLISHED_VARIANTS
        .iter()
        .find_map(|known| tag.strip_suffix(known)?.strip_suffix('-'))
        .unwrap_or(tag);
    if variant == DEFAULT_VARIANT {
        base.to_owned()
    } else {
        format!("{base}-{variant}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kubeyaml::Mapping;

    fn values(hub: &str, tag: Value, variant: &str) -> Value {
        let mut global = Mapping::new();
        global.insert("hub", hub);
        global.insert("tag", tag);
        global.insert("variant", variant);
        let mut root = Mapping::new();
        root.insert("global", global);
        root.into()
    }

    #[test]
    fn variants() {
        let v = |tag: &str, variant| values("docker.io/istio", tag.into(), variant);
        assert_eq!(
            proxy_image(&v("1.30.3", ""), None, None),
            "docker.io/istio/proxyv2:1.30.3"
        );
        assert_eq!(
            proxy_image(&v("1.30.3", "debug"), None, None),
            "docker.io/istio/proxyv2:1.30.3-debug"
        );
        assert_eq!(
            proxy_image(&v("1.30.3-debug", ""), None, Some("distroless")),
            "docker.io/istio/proxyv2:1.30.3-distroless"
        );
        assert_eq!(
            proxy_image(&v("1.30.3-debug", "debug"), Some("default"), None),
            "docker.io/istio/proxyv2:1.30.3"
        );
        assert_eq!(
            proxy_image(&v("latest", "debug"), Some("distroless"), Some("mine")),
            "docker.io/istio/proxyv2:latest-mine"
        );
    }

    #[test]
    fn a_tag_written_as_a_number_prints_as_go_prints_a_float() {
        assert_eq!(
            proxy_image(&values("h", 1.30_f64.into(), ""), None, None),
            "h/proxyv2:1.3"
        );
        assert_eq!(proxy_image(&values("h", 5_i64.into(), ""), None, None), "h/proxyv2:5");
    }
}
