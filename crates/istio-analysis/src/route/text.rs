//! The answer for people: a tree.

use std::fmt::Write as _;

use super::trace::{Destination, Effect, Outcome, Place, Trace, Tried};

/// Writes the answer as a tree, the places of files in parentheses.
#[must_use]
pub fn write(trace: &Trace) -> String {
    let mut tree = Tree::default();
    tree.line(0, &format!("From {}{}", trace.client, at(trace.client_place.as_ref())));
    if !trace.client_labels.is_empty() {
        tree.line(1, &format!("labels {}", pairs(&trace.client_labels)));
    }
    tree.line(
        0,
        &format!("To {}, port {} ({})", trace.host, trace.port, trace.protocol),
    );
    if let Some(service) = &trace.service {
        tree.line(1, &format!("{}{}", service.resource, at(Some(service))));
    }
    for other in &trace.passed_over {
        tree.line(0, &format!("Not {}{}", named(&other.place), at(Some(&other.place))));
        tree.line(1, &other.why);
    }
    for place in &trace.virtual_services {
        tree.line(0, &format!("{}{}", place.resource, at(Some(place))));
    }
    for tried in &trace.tried {
        tree.tried(tried, trace.virtual_services.len() > 1);
    }
    tree.outcome(&trace.outcome);
    for note in &trace.notes {
        tree.line(0, &format!("Note: {note}"));
    }
    tree.text
}

#[derive(Default)]
struct Tree {
    text: String,
}

impl Tree {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:1$}{text}", "", depth * 2);
    }

    fn tried(&mut self, tried: &Tried, with_resource: bool) {
        let mark = if tried.mismatches.is_empty() { "+" } else { "-" };
        let owner = if with_resource {
            format!("{} ", tried.place.resource)
        } else {
            String::new()
        };
        let name = if tried.name.is_empty() {
            String::new()
        } else {
            format!(" {:?}", tried.name)
        };
        let field = tried.place.field.trim_start_matches("spec.");
        let wants = if tried.conditions.is_empty() {
            "any request".to_owned()
        } else {
            tried.conditions.join(", ")
        };
        self.line(
            1,
            &format!("{mark} {owner}{field}{name}: {wants}{}", at(Some(&tried.place))),
        );
        for mismatch in &tried.mismatches {
            self.line(3, &format!("{}{}", mismatch.text, at(Some(&mismatch.place))));
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Routed {
                destinations, effects, ..
            } => {
                self.effects(effects);
                self.line(0, "Goes to");
                if destinations.is_empty() {
                    self.line(1, "nowhere: no destination of the rule has a weight");
                }
                for destination in destinations {
                    self.destination(destination);
                }
            }
            Outcome::Answered { rule, text, effects } => {
                self.effects(effects);
                self.line(0, &format!("Is answered: {}{text}{}", prefixed(rule), at(Some(rule))));
            }
            Outcome::Default(destination) => {
                self.line(0, "Goes to the service, as no rule is about it");
                self.destination(destination);
            }
            Outcome::PassedThrough { why } => self.line(0, &format!("Leaves the mesh as it is: {why}")),
            Outcome::Refused { status: 0, why } => self.line(0, &format!("Is closed: {why}")),
            Outcome::Refused { status, why } => self.line(0, &format!("Fails with {status}: {why}")),
        }
    }

    fn effects(&mut self, effects: &[Effect]) {
        for effect in effects {
            self.line(2, &format!("{}{}", effect.text, at(Some(&effect.place))));
        }
    }

    fn destination(&mut self, to: &Destination) {
        let (weight, total) = to.weight;
        let share = if weight == total {
            "100%".to_owned()
        } else {
            percent(weight, total)
        };
        let subset = to
            .subset
            .as_ref()
            .map(|subset| format!(" subset {}", subset.name))
            .unwrap_or_default();
        self.line(
            1,
            &format!("{share} {}:{}{subset}{}", to.host, to.port, at(Some(&to.place))),
        );
        if let Some(rule) = &to.rule {
            self.line(
                2,
                &format!("{}{}: {}", rule.place.resource, at(Some(&rule.place)), rule.why),
            );
            for other in &rule.merged {
                self.line(3, &format!("with {}{}", other.resource, at(Some(other))));
            }
        }
        if let Some(subset) = to.subset.as_ref().filter(|subset| subset.place.is_some()) {
            let labels = pairs(&subset.labels);
            self.line(
                2,
                &format!("subset {}: labels {labels}{}", subset.name, at(subset.place.as_ref())),
            );
        }
        if !to.workloads.is_empty() {
            self.line(2, &format!("workloads {}", to.workloads.join(", ")));
        }
        for problem in &to.problems {
            self.line(2, &format!("! {problem}"));
        }
    }
}

/// A share of requests with at most one digit after the point.
fn percent(weight: i64, total: i64) -> String {
    let tenths = i128::from(weight) * 1000 / i128::from(total.max(1));
    match tenths % 10 {
        0 => format!("{}%", tenths / 10),
        digit => format!("{}.{digit}%", tenths / 10),
    }
}

fn prefixed(rule: &Place) -> String {
    format!("{} ", named(rule))
}

fn named(place: &Place) -> String {
    match place.field.trim_start_matches("spec.") {
        "" => place.resource.clone(),
        field if field.contains('[') => format!("{} {field}", place.resource),
        _ => place.resource.clone(),
    }
}

fn pairs(labels: &[(String, String)]) -> String {
    let pairs: Vec<String> = labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
    pairs.join(",")
}

fn at(place: Option<&Place>) -> String {
    place
        .and_then(|place| place.location.as_ref())
        .map(|at| format!("  ({}:{})", at.file, at.line))
        .unwrap_or_default()
}
