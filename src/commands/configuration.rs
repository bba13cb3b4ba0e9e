//! Istio configuration in a cluster, as `create`, `replace`, `get` and `delete` of early releases worked with it.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use istio_analysis::check::{CheckSettings, check_file, settle};
use istio_analysis::format::{Format, Report};
use istio_analysis::message::{Level, Message};
use istio_analysis::snapshot::{KINDS, Kind};
use istio_manifest::cluster::{ClusterError, Connection, Resource};
use kubeyaml::{Limits, Stream, Value};

use crate::cli::GlobalArgs;
use crate::error::{Invalid, UsageError};
use crate::files;
use crate::ui::Ui;

/// Who owns the fields that are written.
pub(super) const FIELD_MANAGER: &str = "istioctl";

/// An object of a file, and where it belongs.
#[derive(Debug)]
pub(super) struct Configured {
    pub(super) resource: Resource,
    pub(super) namespace: Option<String>,
    pub(super) name: String,
    pub(super) object: Value,
}

impl Configured {
    /// `virtualservices.networking.istio.io/web`, as kubectl names an object.
    pub(super) fn words(&self) -> String {
        format!("{}/{}", self.resource, self.name)
    }
}

/// Says that the command is an old one, and what to use now.
pub(super) fn say_what_is_new(command: &str, instead: &str, ui: &mut Ui) {
    ui.note(&format!("istioctl {command} is a command of early releases; {instead}"));
}

/// Reads the objects of files after a check of all of them: what is wrong is reported, and nothing is given back then.
///
/// # Errors
/// [`Invalid`]; a file that cannot be read; an object of another kind or of another namespace than `--namespace`.
pub(super) fn checked(
    paths: &[PathBuf],
    global: &GlobalArgs,
    connection: &Connection,
    ui: &mut Ui,
) -> Result<Vec<Configured>> {
    files::check_names(paths, false)?;
    let inputs = files::read_manifests(paths)?;
    let settings = CheckSettings {
        default_namespace: namespace(global, connection),
        istio_namespace: &global.istio_namespace,
    };
    let mut messages: Vec<Message> = Vec::new();
    for input in &inputs {
        messages.extend(check_file(&input.name, &input.bytes, settings).messages);
    }
    settle(&mut messages);
    let errors = messages
        .iter()
        .filter(|message| message.level() == Level::Error)
        .count();
    if !messages.is_empty() {
        let report = Report {
            messages: &messages,
            version: env!("CARGO_PKG_VERSION"),
            ..Report::default()
        };
        ui.notes(&Format::Log.write(&report));
    }
    if errors > 0 {
        return Err(Invalid(errors).into());
    }
    let mut objects = Vec::new();
    for input in &inputs {
        let at = || input.name.clone();
        let stream = Stream::parse(&input.bytes, &Limits::default()).with_context(at)?;
        for document in stream.to_documents().with_context(at)? {
            let value = document.to_value().with_context(at)?;
            let items = match value.get("items").and_then(Value::as_sequence) {
                Some(items) if value.get("kind").and_then(Value::as_str) == Some("List") => items.to_vec(),
                _ if value.is_null() => Vec::new(),
                _ => vec![value],
            };
            for item in items {
                objects.push(configured(item, global, connection).with_context(at)?);
            }
        }
    }
    if objects.is_empty() {
        bail!("the files hold no objects");
    }
    Ok(objects)
}

/// An error, with what is most likely behind it.
pub(super) fn explained(why: ClusterError) -> anyhow::Error {
    if why.is_not_found() {
        return anyhow!(
            "{why}: does the cluster have the namespace, and the definitions that `istioctl install` brings?"
        );
    }
    why.into()
}

/// The namespace of objects that name none.
pub(super) fn namespace<'a>(global: &'a GlobalArgs, connection: &'a Connection) -> &'a str {
    global
        .namespace
        .as_deref()
        .filter(|name| !name.is_empty())
        .unwrap_or(connection.namespace())
}

fn configured(mut object: Value, global: &GlobalArgs, connection: &Connection) -> Result<Configured> {
    let text = |path: &[&str]| {
        object
            .get_path(path)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (api_version, kind, name) = (text(&["apiVersion"]), text(&["kind"]), text(&["metadata", "name"]));
    let known = Kind::of(&api_version, &kind)
        .filter(|known| known.is_istio())
        .ok_or_else(|| {
            anyhow!("{kind} {name:?} ({api_version}) is no kind of Istio's; kubectl does this for any kind")
        })?;
    let resource = resource(known, version(&api_version));
    let own = text(&["metadata", "namespace"]);
    let wanted = namespace(global, connection);
    let namespace = match own.as_str() {
        "" => wanted.to_owned(),
        own if global
            .namespace
            .as_deref()
            .is_some_and(|asked| !asked.is_empty() && asked != own) =>
        {
            bail!("{kind} {name:?} is in the namespace {own:?}, but --namespace says {wanted:?}")
        }
        own => own.to_owned(),
    };
    if let Some(metadata) = object
        .as_mapping_mut()
        .and_then(|all| all.get_mut("metadata")?.as_mapping_mut())
    {
        metadata.insert("namespace", namespace.as_str());
    }
    Ok(Configured {
        resource,
        namespace: Some(namespace),
        name,
        object,
    })
}

fn version(api_version: &str) -> &str {
    api_version.rsplit_once('/').map_or(api_version, |(_, version)| version)
}

fn resource(kind: Kind, version: &str) -> Resource {
    Resource {
        group: kind.group().to_owned(),
        version: version.to_owned(),
        plural: kind.plural(),
        kind: kind.name().to_owned(),
        namespaced: !kind.is_cluster_scoped(),
    }
}

/// The kinds of Istio.
fn istio_kinds() -> impl Iterator<Item = Kind> {
    KINDS.iter().copied().filter(|kind| kind.is_istio())
}

/// The kind that a word names: `VirtualService`, `virtualservices`, `virtual-service` of old, or `virtualservices.networking.istio.io`.
///
/// # Errors
/// A word that names none, with the nearest.
pub(super) fn kind_named(word: &str) -> Result<Resource> {
    let plain = |text: &str| text.replace('-', "").to_ascii_lowercase();
    let wanted = plain(word.split('.').next().unwrap_or(word));
    let group = word.split_once('.').map(|(_, group)| group);
    let short = |kind: Kind| match kind.name() {
        "DestinationRule" => "dr",
        "EnvoyFilter" => "ef",
        "Gateway" => "gw",
        "ProxyConfig" => "pc",
        "ServiceEntry" => "se",
        "VirtualService" => "vs",
        "WorkloadEntry" => "we",
        "WorkloadGroup" => "wg",
        "PeerAuthentication" => "pa",
        "RequestAuthentication" => "ra",
        "AuthorizationPolicy" => "ap",
        _ => "",
    };
    let found = istio_kinds().find(|kind| {
        let named = [plain(kind.name()), kind.plural(), short(*kind).to_owned()].contains(&wanted);
        named && group.is_none_or(|group| group == kind.group())
    });
    match found {
        Some(kind) => {
            // The newest version stands first.
            let version = kind.versions().first().copied().unwrap_or("v1");
            Ok(resource(kind, version))
        }
        None => {
            let names: Vec<String> = istio_kinds().map(|kind| kind.name().to_ascii_lowercase()).collect();
            let near = kubeschema::nearest(&wanted, names.iter().map(String::as_str));
            let hint = near.map_or_else(
                || format!("there are {}", names.join(", ")),
                |near| format!("did you mean {near}?"),
            );
            Err(UsageError(format!("{word:?} is no kind of Istio's; {hint}")).into())
        }
    }
}

/// The names of the kinds, for help.
pub(super) fn kind_names() -> Vec<String> {
    istio_kinds().map(|kind| kind.name().to_ascii_lowercase()).collect()
}
