//! Workflow commands of GitHub Actions, which show messages at the lines of a pull request.

use super::Report;
use crate::message::{Level, Message};

pub(super) fn write(report: &Report<'_>) -> String {
    report.messages.iter().map(command).collect()
}

fn command(message: &Message) -> String {
    let name = match message.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &message.location {
        properties.push(format!("file={}", property(&place.file)));
        properties.push(format!("line={}", place.line));
        properties.push(format!("col={}", place.column));
    }
    let title = format!("{} {}", message.code.id, message.code.name);
    properties.push(format!("title={}", property(&title)));
    let resource = super::resource_of(message);
    let text = match resource.is_empty() {
        true => message.text(),
        false => format!("{resource}: {}", message.text()),
    };
    format!("::{name} {}::{}\n", properties.join(","), data(&text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::written};
    use super::*;

    #[test]
    fn commands_name_the_place_and_escape_the_text() {
        let text = written(Format::Github);
        assert!(
            text.starts_with("::error file=a b.yaml,line=9,col=5,title=IST0101 "),
            "{text}"
        );
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
