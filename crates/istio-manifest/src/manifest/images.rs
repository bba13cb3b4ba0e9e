//! The images that manifests use.

use std::collections::BTreeSet;

use kubeyaml::Value;

use super::Manifest;

/// Every image of a container in the manifests, sorted, each once. `auto`, which the injector replaces, stands for no image and is left
/// out, unless `proxy` says what is put there.
#[must_use]
pub fn images<'m>(manifests: impl IntoIterator<Item = &'m Manifest>, proxy: Option<&str>) -> Vec<String> {
    let mut found = BTreeSet::new();
    for manifest in manifests {
        if manifest.identity().kind == "CustomResourceDefinition" {
            continue;
        }
        collect(&manifest.tree(), &mut found);
    }
    if found.remove("auto")
        && let Some(proxy) = proxy
    {
        found.insert(proxy.to_owned());
    }
    found.into_iter().collect()
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map.iter() {
                match (key, value) {
                    ("containers" | "initContainers" | "ephemeralContainers", Value::Sequence(containers)) => {
                        for container in containers {
                            let image = container.get("image").and_then(Value::as_str);
                            found.extend(image.filter(|image| !image.is_empty()).map(str::to_owned));
                        }
                    }
                    _ => collect(value, found),
                }
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
