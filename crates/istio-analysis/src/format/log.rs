//! Lines for people: `LEVEL [CODE] (RESOURCE FILE:LINE) TEXT`.

use super::{Report, reference_of};
use crate::message::{Level, Message};

pub(super) fn write(report: &Report<'_>) -> String {
    let several_clusters = has_several_clusters(report.messages);
    let mut text = String::new();
    for message in report.messages {
        text.push_str(&line(message, report.colour, several_clusters));
        text.push('\n');
        if report.frames {
            text.push_str(&frame(message));
        }
    }
    if report.messages.is_empty() {
        text.push('\n');
    }
    text
}

/// Whether messages come from more than one cluster, so that each must name its own.
pub(super) fn has_several_clusters(messages: &[Message]) -> bool {
    let mut clusters = messages
        .iter()
        .filter_map(|message| message.subject.as_ref())
        .map(|subject| &subject.cluster);
    let first = clusters.next();
    clusters.any(|cluster| Some(cluster) != first)
}

fn line(message: &Message, colour: bool, name_cluster: bool) -> String {
    let level = match (colour, message.level()) {
        (false, level) => level.to_string(),
        (true, Level::Error) => "\u{1b}[1;31mError\u{1b}[0m".to_owned(),
        (true, Level::Warning) => "\u{1b}[33mWarning\u{1b}[0m".to_owned(),
        (true, Level::Info) => "Info\u{1b}[0m".to_owned(),
    };
    let mut origin = String::new();
    if let Some(subject) = &message.subject {
        if name_cluster {
            origin.push_str(&format!(" [cluster-{}]", subject.cluster));
        }
        let place = reference_of(message)
            .map(|place| format!(" {place}"))
            .unwrap_or_default();
        origin.push_str(&format!(" ({}{place})", subject.friendly_name()));
    }
    format!("{level} [{}]{origin} {}", message.code.id, message.text())
}

/// The line of the file that a message is about, with a mark below the field.
fn frame(message: &Message) -> String {
    let (Some(place), Some(file)) = (
        &message.location,
        message.origin.as_ref().and_then(|origin| origin.file()),
    ) else {
        return String::new();
    };
    let Some(line) = file.source.written().lines().nth(place.line.saturating_sub(1)) else {
        return String::new();
    };
    let shown: String = line
        .chars()
        .take(160)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let number = place.line.to_string();
    let column = place.column.saturating_sub(1).min(160);
    let length = shown
        .get(column..)
        .map_or(1, |rest| rest.trim_end().chars().count())
        .max(1);
    let margin = " ".repeat(number.len());
    format!(
        "  {number} | {shown}\n  {margin} | {}{}\n",
        " ".repeat(column),
        "^".repeat(length)
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::written};

    #[test]
    fn lines_are_those_of_istioctl() {
        let text = written(Format::Log);
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("Error [IST0101] (VirtualService shop/web a b.yaml:9) "),
            "{first}"
        );
    }
}
