//! The settings of an installation, kept in the cluster beside the values that charts keep there: an annotation of the ConfigMap `values`.
//! Who asks later what was installed (to verify it, to upgrade it) need not know the files and flags any more.

use kubeyaml::{Mapping, Value};

use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::resource::kinds;
use crate::cluster::revisions::suffix;
use crate::operator::{InputFile, Layers, SetFlag, SetKind};

/// The annotation with the settings.
pub const SETTINGS: &str = "install.istio.io/settings";

/// Files and flags as one line of JSON; comments and spelling of the files do not count.
#[must_use]
pub fn of_layers(layers: &Layers) -> String {
    let files: Vec<Value> = layers
        .files
        .iter()
        // A file that cannot be read ended the command long ago.
        .filter_map(|file| file.object(&mut Vec::new()).ok().flatten())
        .map(Value::from)
        .collect();
    let flags: Vec<Value> = layers
        .flags
        .iter()
        .map(|flag| {
            let mut entry = Mapping::new();
            let kind = match &flag.kind {
                SetKind::Typed => "set",
                SetKind::Text => "set-string",
                SetKind::Json => "set-json",
                SetKind::File(_) => "set-file",
            };
            entry.insert("kind", kind);
            entry.insert("text", flag.text.as_str());
            if let SetKind::File(content) = &flag.kind {
                entry.insert("content", content.as_str());
            }
            entry.into()
        })
        .collect();
    let mut settings = Mapping::new();
    settings.insert("files", files);
    settings.insert("flags", flags);
    // Numbers that JSON has no text for do not come out of YAML files and flags but as NaN, which no setting takes.
    kubeyaml::json::to_string(&settings.into()).unwrap_or_default()
}

/// The way back; nothing if the text is not of ours.
#[must_use]
pub fn to_layers(text: &str) -> Option<Layers> {
    let settings = kubeyaml::json::from_str(text).ok()?;
    let mut layers = Layers::default();
    for file in settings["files"].as_sequence()? {
        layers.files.push(InputFile {
            name: "the settings in the cluster".to_owned(),
            text: kubeyaml::json::to_string(file).ok()?,
        });
    }
    for flag in settings["flags"].as_sequence()? {
        let kind = match flag["kind"].as_str()? {
            "set" => SetKind::Typed,
            "set-string" => SetKind::Text,
            "set-json" => SetKind::Json,
            "set-file" => SetKind::File(flag["content"].as_str()?.to_owned()),
            _ => return None,
        };
        layers.flags.push(SetFlag {
            kind,
            text: flag["text"].as_str()?.to_owned(),
        });
    }
    Some(layers)
}

/// The settings of a control plane, if it was installed by an istioctl that keeps them.
///
/// # Errors
/// A ConfigMap that cannot be read.
pub async fn read(connection: &Connection, namespace: &str, revision: &str) -> Result<Option<Layers>, ClusterError> {
    let name = format!("values{}", suffix(revision));
    let kept = connection.get(&kinds::config_map(), Some(namespace), &name).await?;
    Ok(kept.and_then(|kept| to_layers(kept["metadata"]["annotations"][SETTINGS].as_str()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were() {
        let layers = Layers {
            files: vec![InputFile {
                name: "mesh.yaml".to_owned(),
                text: "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: # why\n  profile: demo\n"
                    .to_owned(),
            }],
            flags: vec![
                SetFlag::typed("values.global.proxy.logLevel=debug"),
                SetFlag {
                    kind: SetKind::File("text".to_owned()),
                    text: "values.x=file".to_owned(),
                },
            ],
            detected: Vec::new(),
        };
        let text = of_layers(&layers);
        let back = to_layers(&text).expect("settings");
        assert_eq!(back.flags.len(), 2);
        assert_eq!(back.flags[1].kind, SetKind::File("text".to_owned()));
        assert_eq!(of_layers(&back), text);
        assert!(!text.contains("why") && text.contains("demo"), "{text}");
        assert!(to_layers("{}").is_none() && to_layers("nothing").is_none());
    }
}
