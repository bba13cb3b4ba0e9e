//! Candidates for the value of an argument.

use std::path::Path;

use istio_analysis::analyzers::ANALYZERS;
use istio_analysis::message::CODES;
use istio_manifest::operator::setting_names::{self, SettingKey};
use istio_manifest::package::Package;

use super::answer::{Answer, Candidate, Files};
use super::line::Line;
use super::live::{self, Question};
use super::nouns::Noun;
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;

/// What a profile is when no file says anything.
const DEFAULT_PROFILE: &str = "default";

/// Candidates for the rest of `text`. Where something cannot be had there are none.
pub(super) fn of_noun(noun: Noun, text: &str, line: &Line<'_, '_>, environment: &Environment) -> Answer {
    let ask = |question: Question| Answer::of(live::ask(question, &global(line), environment));
    match noun {
        Noun::File(files) => Answer::files(files),
        Noun::Words(words) => Answer {
            keep_order: true,
            ..Answer::of(
                words
                    .iter()
                    .map(|(word, about)| Candidate::new(*word, *about))
                    .collect(),
            )
        },
        Noun::Context => Answer::of(contexts(line, environment)),
        Noun::Namespace => ask(Question::Namespaces),
        Noun::Revision => ask(Question::Revisions {
            planes: true,
            tags: true,
        }),
        Noun::ControlPlane => ask(Question::Revisions {
            planes: true,
            tags: false,
        }),
        Noun::Tag => ask(Question::Revisions {
            planes: false,
            tags: true,
        }),
        Noun::Profile => Answer::of(profiles(line)),
        Noun::ProfileOrFile => Answer {
            files: Files::Any,
            ..Answer::of(profiles(line))
        },
        Noun::Setting => setting(text, line),
        Noun::Analyzer => Answer::of(analyzers()),
        Noun::Code => Answer::of(codes("").chain(analyzers()).collect()),
        Noun::Suppression => suppression(text),
        Noun::Workload => workload(text, false, &ask),
        Noun::MeshedWorkload => workload(text, true, &ask),
        Noun::MeshedPod => ask(pods(text, true)),
        Noun::Service => ask(Question::Services),
        Noun::ControlPlanePod => ask(Question::ControlPlanePods),
        Noun::Node => ask(Question::Nodes),
        Noun::Unknown => Answer::default(),
    }
}

/// The global flags of the line that say which cluster is meant.
fn global(line: &Line<'_, '_>) -> GlobalArgs {
    let text = |long: &str| line.value(long).map(str::to_owned);
    GlobalArgs {
        kubeconfig: text("kubeconfig"),
        context: text("context"),
        namespace: text("namespace"),
        istio_namespace: text("istioNamespace").unwrap_or_else(|| "istio-system".to_owned()),
        as_user: text("as"),
        as_group: line.values("as-group"),
        as_uid: text("as-uid"),
        ..GlobalArgs::default()
    }
}

fn contexts(line: &Line<'_, '_>, environment: &Environment) -> Vec<Candidate> {
    let target = kubeconfig::target(&global(line), environment);
    let Ok(read) = target.kubeconfig() else {
        return Vec::new();
    };
    let about = |name: &str| match read.server(Some(name)) {
        Some(server) if read.current_context() == Some(name) => format!("{server}, the current one"),
        Some(server) => server.to_owned(),
        None => String::new(),
    };
    read.contexts().map(|name| Candidate::new(name, about(name))).collect()
}

/// The profiles of `--manifests`, if that is a folder (an archive would take long to read), else those in the binary.
fn profiles(line: &Line<'_, '_>) -> Vec<Candidate> {
    let folder = line.value("manifests").map(Path::new).filter(|path| path.is_dir());
    let package = folder.map_or_else(|| Some(Package::embedded()), |folder| Package::open(folder).ok());
    let names = package.and_then(|package| package.profiles().ok()).unwrap_or_default();
    let about = |name: &str| {
        if name == DEFAULT_PROFILE {
            "if no other is named"
        } else {
            ""
        }
    };
    names.iter().map(|name| Candidate::new(name, about(name))).collect()
}

/// `PATH=VALUE`: the next key of the path, or the value of those whose values are known.
fn setting(text: &str, line: &Line<'_, '_>) -> Answer {
    if let Some((path, _)) = text.split_once('=') {
        let values = match path {
            "profile" => profiles(line),
            _ => setting_names::values_at(path)
                .iter()
                .map(|value| Candidate::bare(*value))
                .collect(),
        };
        let typed = |candidate: Candidate| Candidate {
            value: format!("{path}={}", candidate.value),
            ..candidate
        };
        return Answer::of(values.into_iter().map(typed).collect());
    }
    let (above, _) = text.rsplit_once('.').unwrap_or(("", text));
    let key = |key: &SettingKey| {
        let end = if key.has_keys { "." } else { "=" };
        let dot = if above.is_empty() { "" } else { "." };
        Candidate::bare(format!("{above}{dot}{}{end}", key.name))
    };
    Answer {
        no_space: true,
        ..Answer::of(setting_names::keys_below(above).iter().map(key).collect())
    }
}

fn analyzers() -> Vec<Candidate> {
    ANALYZERS
        .iter()
        .map(|analyzer| Candidate::new(analyzer.name, analyzer.description))
        .collect()
}

/// The codes, each with something behind it.
fn codes(end: &'static str) -> impl Iterator<Item = Candidate> {
    let about = |code: &istio_analysis::message::Code| format!("{} ({})", code.name, code.level);
    CODES
        .iter()
        .map(move |code| Candidate::new(format!("{}{end}", code.id), about(code)))
}

/// `CODE=RESOURCE`, of which the code is known.
fn suppression(text: &str) -> Answer {
    if text.contains('=') {
        return Answer::default();
    }
    Answer {
        no_space: true,
        ..Answer::of(codes("=").collect())
    }
}

/// Pods, or behind `TYPE/` the objects of that type.
fn workload(text: &str, meshed: bool, ask: &impl Fn(Question) -> Answer) -> Answer {
    let Some((kind, _)) = text.split_once('/') else {
        return ask(pods(text, meshed));
    };
    match live::workload_kind(kind) {
        Some(resource) if resource.kind == "Pod" => {
            let mut answer = ask(pods(text.split_once('/').map_or("", |(_, name)| name), meshed));
            for candidate in &mut answer.candidates {
                candidate.value = format!("{kind}/{}", candidate.value);
            }
            answer
        }
        Some(resource) => ask(Question::Workloads {
            prefix: format!("{kind}/"),
            resource,
        }),
        None => Answer::default(),
    }
}

/// With a dot the namespace is being typed, so that the pods of all namespaces count.
fn pods(text: &str, meshed: bool) -> Question {
    Question::Pods {
        everywhere: text.contains('.'),
        meshed,
    }
}
