//! Messages as text, and in the formats that other tools read. One file a format.

mod github;
mod gitlab;
mod json;
mod junit;
mod log;
mod sarif;
mod tap;
mod yaml;

use std::fmt;
use std::str::FromStr;

use crate::message::{Level, Message};

/// What is written, whatever the format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report<'a> {
    /// The messages, sorted.
    pub messages: &'a [Message],
    /// The names of the inputs, for formats that name what is fine as well.
    pub inputs: &'a [String],
    /// The version of the tool.
    pub version: &'a str,
    /// Who sends readers to the pages about codes.
    pub reference: &'a str,
    /// Whether the text has colour.
    pub colour: bool,
    /// Whether each message of the text shows the line that it is about.
    pub frames: bool,
}

macro_rules! formats {
    ($( $variant:ident $name:literal $module:ident $doc:literal; )+) => {
        /// A format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $( #[doc = $doc] $variant, )+
        }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Format] = &[$(Format::$variant),+];

            /// The name by which users pick it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Format::$variant => $name,)+ }
            }

            /// Writes a report; the text ends with a line break.
            #[must_use]
            pub fn write(self, report: &Report<'_>) -> String {
                match self { $(Format::$variant => $module::write(report),)+ }
            }
        }
    };
}

formats! {
    Log "log" log "Lines for people.";
    Json "json" json "A JSON list, as istioctl writes it.";
    Yaml "yaml" yaml "A YAML list, as istioctl writes it.";
    Sarif "sarif" sarif "SARIF 2.1.0.";
    Junit "junit" junit "JUnit XML.";
    Github "github" github "Workflow commands of GitHub Actions.";
    Gitlab "gitlab" gitlab "Code quality report of GitLab.";
    Tap "tap" tap "Test Anything Protocol, version 13.";
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Format::ALL
            .iter()
            .copied()
            .find(|format| format.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
                format!("{text} not a valid option for format: {}", names.join(", "))
            })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The file that a message is in, or a word for what is in none.
fn file_of(message: &Message) -> &str {
    message.location.as_ref().map_or("cluster", |place| place.file.as_str())
}

/// The line that a message is about, from 1.
fn line_of(message: &Message) -> usize {
    message.location.as_ref().map_or(1, |place| place.line)
}

/// `Kind namespace/name`, or nothing.
fn resource_of(message: &Message) -> String {
    message
        .subject
        .as_ref()
        .map(|subject| subject.friendly_name())
        .unwrap_or_default()
}

/// `file:line` as log, JSON and YAML have it: JSON files have no lines there, since tools write them in one.
fn reference_of(message: &Message) -> Option<String> {
    let place = message.location.as_ref()?;
    if place.file.ends_with(".json") {
        return Some(place.file.clone());
    }
    Some(format!("{}:{}", place.file, place.line))
}

/// Whether a level stands for something that is wrong, in formats that know only that.
fn is_failure(level: Level) -> bool {
    level > Level::Info
}

/// A name for a message that stays when lines move.
fn fingerprint(message: &Message) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    let field = message.field.as_ref().map(ToString::to_string).unwrap_or_default();
    for part in [
        message.code.id,
        file_of(message),
        &resource_of(message),
        &field,
        &message.text(),
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Request, analyze};
    use crate::snapshot::{Builder, Settings};

    const BROKEN: &str = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  \
                          hosts: [\"<web> & 'co'\"]\n  gateways:\n  - nowhere\n";

    /// What every format makes of one broken and one empty file.
    pub(super) fn written(format: Format) -> String {
        let mut builder = Builder::new(Settings::default());
        builder.add_files(vec![("a b.yaml".to_owned(), BROKEN.as_bytes().to_vec())]);
        let names = vec!["virtualservice.GatewayAnalyzer".to_owned()];
        let request = Request {
            analyzers: &names,
            ..Request::default()
        };
        let analysis = analyze(&builder.build(), &request);
        assert_eq!(analysis.messages.len(), 2);
        let inputs = ["a b.yaml".to_owned(), "fine.yaml".to_owned()];
        format.write(&Report {
            messages: &analysis.messages,
            inputs: &inputs,
            version: "1.30.3",
            reference: "istioctl-analyze",
            ..Report::default()
        })
    }

    #[test]
    fn names_are_read_in_any_case() {
        assert_eq!("SARIF".parse(), Ok(Format::Sarif));
        assert!("xml".parse::<Format>().is_err());
    }

    #[test]
    fn every_format_names_code_and_place() {
        for &format in Format::ALL {
            let text = written(format);
            assert!(
                text.contains("IST0101") && text.contains("nowhere") && text.ends_with('\n'),
                "{format}: {text}"
            );
            assert!(text.contains('9'), "{format} has no line: {text}");
        }
    }
}
