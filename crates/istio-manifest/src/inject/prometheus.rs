//! Metrics merging: Prometheus scrapes the sidecar, and the sidecar scrapes the application.

use kubeyaml::{Mapping, Value};

use super::annotations::parse_bool;
use super::names::{PROMETHEUS_ENV, annotation};
use super::pod;

/// Prometheus reads label and annotation names with every other character as `_`, so several spellings mean the same.
fn meaning(name: &str) -> Option<Field> {
    let same = |wanted: &str| {
        name.len() == wanted.len()
            && name
                .chars()
                .zip(wanted.chars())
                .all(|(c, w)| w == if c.is_ascii_alphanumeric() { c } else { '_' })
    };
    if same("prometheus_io_scrape") {
        Some(Field::Scrape)
    } else if same("prometheus_io_path") {
        Some(Field::Path)
    } else if same("prometheus_io_port") {
        Some(Field::Port)
    } else {
        None
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Scrape,
    Path,
    Port,
}

fn read(annotations: &Mapping, field: Field) -> Option<&str> {
    annotations
        .iter()
        .find(|(name, _)| meaning(name) == Some(field))
        .and_then(|(_, value)| value.as_str())
}

/// Moves the application's scrape annotations into the sidecar's environment and points Prometheus at the sidecar.
///
/// Nothing changes when the user turned scraping or merging off, when `status_port` is 0 (there is no status server), or when the
/// port already is the sidecar's.
pub(super) fn merge(pod: &mut Value, mesh_setting: Option<bool>, status_port: i64) {
    let empty = Mapping::new();
    let annotations = pod::annotations(pod).unwrap_or(&empty);
    let scraped = annotations
        .iter()
        .filter(|(name, _)| meaning(name) == Some(Field::Scrape))
        .find_map(|(_, value)| parse_bool(value.as_str()?))
        .unwrap_or(true);
    let merging = annotations
        .get(annotation::PROMETHEUS_MERGE)
        .and_then(|v| parse_bool(v.as_str()?))
        .unwrap_or(mesh_setting.unwrap_or(true));
    let port = status_port.to_string();
    if !scraped || !merging || status_port == 0 || read(annotations, Field::Port) == Some(port.as_str()) {
        return;
    }
    let application = application_settings(annotations);
    if let (Some(settings), Some(sidecar)) = (application, pod::sidecar_mut(pod).and_then(Value::as_mapping_mut)) {
        let env = sidecar.entry_or_null("env");
        if env.is_null() {
            *env = Value::Sequence(Vec::new());
        }
        if let Some(env) = env.as_sequence_mut() {
            env.push(pod::env_var(PROMETHEUS_ENV, settings));
        }
    }
    clear(pod);
    if let Some(annotations) = pod::annotations_mut(pod) {
        annotations.insert("prometheus.io/port", port);
        annotations.insert("prometheus.io/path", "/stats/prometheus");
        annotations.insert("prometheus.io/scrape", "true");
    }
}

/// The agent's JSON, or nothing when the user wrote no scrape annotation.
fn application_settings(annotations: &Mapping) -> Option<String> {
    let field = |field| read(annotations, field).unwrap_or_default();
    let (scrape, path, port) = (field(Field::Scrape), field(Field::Path), field(Field::Port));
    if scrape.is_empty() && path.is_empty() && port.is_empty() {
        return None;
    }
    let mut settings = Mapping::new();
    settings.insert("scrape", scrape);
    settings.insert("path", path);
    settings.insert("port", port);
    Some(crate::bridge::json_text(&settings.into()))
}

/// Takes every spelling of the scrape annotations out.
pub(super) fn clear(pod: &mut Value) {
    if pod::annotations(pod).is_some()
        && let Some(annotations) = pod::annotations_mut(pod)
    {
        annotations.retain(|name, _| meaning(name).is_none());
    }
}

/// The scrape port that the annotations name, in any spelling.
#[must_use]
pub(super) fn scrape_port(pod: &Value) -> Option<&str> {
    read(pod::annotations(pod)?, Field::Port)
}
