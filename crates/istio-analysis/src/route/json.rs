//! The answer as JSON.

use serde_json::{Value, json};

use super::trace::{Destination, Effect, Outcome, Place, Trace};

/// Writes the answer as one JSON object, keys sorted.
#[must_use]
pub fn write(trace: &Trace) -> String {
    let tried: Vec<Value> = trace
        .tried
        .iter()
        .map(|tried| {
            let mismatches: Vec<Value> = tried
                .mismatches
                .iter()
                .map(|one| json!({"at": place(&one.place), "text": one.text}))
                .collect();
            json!({
                "at": place(&tried.place),
                "name": tried.name,
                "conditions": tried.conditions,
                "matches": tried.mismatches.is_empty(),
                "mismatches": mismatches,
            })
        })
        .collect();
    let passed_over: Vec<Value> = trace
        .passed_over
        .iter()
        .map(|other| json!({"at": place(&other.place), "why": other.why}))
        .collect();
    let value = json!({
        "client": {
            "name": trace.client,
            "labels": labels(&trace.client_labels),
            "at": trace.client_place.as_ref().map(place),
        },
        "host": trace.host,
        "port": trace.port,
        "protocol": trace.protocol,
        "service": trace.service.as_ref().map(place),
        "virtualServices": trace.virtual_services.iter().map(place).collect::<Vec<_>>(),
        "passedOver": passed_over,
        "tried": tried,
        "outcome": outcome(&trace.outcome),
        "taken": trace.is_taken(),
        "notes": trace.notes,
    });
    // A tree of plain values always has a text.
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn place(place: &Place) -> Value {
    let at = place.location.as_ref();
    json!({
        "resource": place.resource,
        "field": place.field,
        "file": at.map(|at| at.file.as_str()),
        "line": at.map(|at| at.line),
        "column": at.map(|at| at.column),
    })
}

fn labels(pairs: &[(String, String)]) -> Value {
    pairs
        .iter()
        .map(|(key, value)| (key.clone(), Value::from(value.as_str())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn effects(effects: &[Effect]) -> Value {
    effects
        .iter()
        .map(|effect| json!({"at": place(&effect.place), "text": effect.text}))
        .collect::<Vec<_>>()
        .into()
}

fn outcome(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Routed {
            rule,
            destinations,
            effects: found,
        } => json!({
            "kind": "route",
            "rule": place(rule),
            "destinations": destinations.iter().map(destination).collect::<Vec<_>>(),
            "effects": effects(found),
        }),
        Outcome::Answered {
            rule,
            text,
            effects: found,
        } => json!({"kind": "answer", "rule": place(rule), "text": text, "effects": effects(found)}),
        Outcome::Default(to) => json!({"kind": "default", "destinations": [destination(to)]}),
        Outcome::PassedThrough { why } => json!({"kind": "passthrough", "why": why}),
        Outcome::Refused { status, why } => json!({"kind": "refused", "status": status, "why": why}),
    }
}

fn destination(to: &Destination) -> Value {
    json!({
        "at": place(&to.place),
        "host": to.host,
        "port": to.port,
        "cluster": to.cluster(),
        "weight": to.weight.0,
        "totalWeight": to.weight.1,
        "subset": to.subset.as_ref().map(|subset| json!({
            "name": subset.name,
            "at": subset.place.as_ref().map(place),
            "labels": labels(&subset.labels),
        })),
        "service": to.service.as_ref().map(place),
        "destinationRule": to.rule.as_ref().map(|rule| json!({
            "at": place(&rule.place),
            "why": rule.why,
            "merged": rule.merged.iter().map(place).collect::<Vec<_>>(),
        })),
        "workloads": to.workloads,
        "problems": to.problems,
    })
}
