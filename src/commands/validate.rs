//! `istioctl validate`

use std::path::PathBuf;

use anyhow::Result;
use clap::{ArgAction, Args, ValueHint};
use istio_analysis::check::{CheckSettings, OperatorObject, check_file, settle};
use istio_analysis::format::{Format, Report};
use istio_analysis::message::{Level, Message};
use istio_analysis::snapshot::{FieldPath, Step};
use istio_manifest::operator::validation::Violation;
use istio_manifest::operator::{self, InputFile, Origins};

use crate::cli::GlobalArgs;
use crate::error::Invalid;
use crate::files;
use crate::ui::Ui;

/// Check Istio configuration, file by file.
///
/// Each document is read strictly: unknown fields, values of a wrong type and keys that stand twice are errors. Istio's own rules, the
/// names of service ports and IstioOperators are checked too. For what several resources have to do with each other see `analyze`.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes:
  0   nothing is wrong
  1   something is wrong, or an input cannot be read
  64  the command line cannot be understood

Examples:
  # One file
  istioctl validate -f gateway.yaml

  # All manifests of a directory
  istioctl validate -f manifests/

  # What runs in a namespace
  kubectl get deployments,services -o yaml | istioctl validate -f -")]
pub(crate) struct ValidateArgs {
    /// Manifest to check: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath, value_delimiter = ',', action = ArgAction::Append)]
    filename: Vec<PathBuf>,
    /// Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable).
    #[arg(short, long, value_name = "FORMAT[=FILE]", default_value = "log")]
    output: Vec<String>,
    /// Has no effect.
    #[arg(short = 'x', long, hide = true, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    referential: Option<bool>,
}

/// What is wrong with an IstioOperator, as it stands: settings of its profile are not looked at.
fn operator_messages(operator: &OperatorObject) -> Vec<Message> {
    let Some(object) = operator.object.as_mapping() else {
        return Vec::new();
    };
    let origins = Origins {
        files: vec![InputFile {
            name: String::new(),
            text: operator.document_text().to_owned(),
        }],
        ..Origins::default()
    };
    let found = operator::validation::validate(object, &origins);
    let place = |violation: &Violation| {
        let steps = violation.path.steps().iter().map(|step| match step {
            kubeschema::Step::Key(key) => Step::Key(key.clone()),
            kubeschema::Step::Index(index) => Step::Index(*index),
        });
        FieldPath::new(steps.collect())
    };
    let text = |violation: &Violation| {
        let unplaced = Violation {
            origin: None,
            ..violation.clone()
        };
        unplaced.to_string()
    };
    // That a section lacks something is a matter of the profile below it.
    let lacks = |violation: &&Violation| {
        let keys: Vec<&str> = violation
            .path
            .steps()
            .iter()
            .filter_map(|step| match step {
                kubeschema::Step::Key(key) => Some(key.as_str()),
                kubeschema::Step::Index(_) => None,
            })
            .collect();
        keys.len() <= 2
            && operator
                .object
                .get_path(&keys)
                .is_some_and(|value| value.as_mapping().is_some())
    };
    let errors = found.errors.iter().map(|one| operator.error(text(one), place(one)));
    let warnings = found.warnings.iter().filter(|one| !lacks(one));
    let warnings = warnings.map(|one| operator.warning(text(one), place(one)));
    errors.chain(warnings).collect()
}

/// Runs the command.
///
/// # Errors
/// [`Invalid`], and whatever could not be read or written.
pub(crate) fn run(args: &ValidateArgs, global: &GlobalArgs, ui: &mut Ui) -> Result<()> {
    if args.filename.is_empty() {
        return Err(anyhow::anyhow!(
            "no input: name a file with --filename, as in\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'"
        ));
    }
    let outputs = super::analyze::outputs(&args.output)?;
    let inputs = super::analyze::inputs::read_any(&args.filename)?;
    let settings = CheckSettings {
        default_namespace: global.namespace.as_deref().unwrap_or("default"),
        istio_namespace: &global.istio_namespace,
    };
    let mut messages: Vec<Message> = Vec::new();
    for (name, bytes) in &inputs {
        let checked = check_file(name, bytes, settings);
        for note in &checked.notes {
            ui.note(note);
        }
        messages.extend(checked.messages);
        messages.extend(checked.operators.iter().flat_map(operator_messages));
    }
    settle(&mut messages);
    let names: Vec<String> = inputs.into_iter().map(|(name, _)| name).collect();
    for (format, file) in &outputs {
        let nothing_to_say = *format == Format::Log && messages.is_empty();
        let report = Report {
            messages: &messages,
            inputs: &names,
            version: env!("CARGO_PKG_VERSION"),
            reference: "istioctl-validate",
            colour: file.is_none() && ui.stdout_has_colour(),
            frames: file.is_none() && ui.stdout_is_terminal(),
        };
        let text = format.write(&report);
        match file {
            Some(path) => files::replace(path, text.as_bytes())?,
            None if nothing_to_say => {}
            None => ui.data(text.as_bytes())?,
        }
    }
    let faulty = |name: &String| {
        messages
            .iter()
            .any(|message| message.location.as_ref().is_some_and(|place| place.file == *name))
    };
    for name in names.iter().filter(|name| !faulty(name)) {
        ui.note(&format!("{name:?} is valid"));
    }
    let errors = messages
        .iter()
        .filter(|message| message.level() == Level::Error)
        .count();
    if errors > 0 {
        return Err(Invalid(errors).into());
    }
    Ok(())
}
