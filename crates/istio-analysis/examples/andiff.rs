#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs
)]
use istio_analysis::analysis::{Request, analyze};
use istio_analysis::schemas::SchemaUse;
use istio_analysis::snapshot::{Builder, Settings};
use std::io::{BufRead, Write};
fn main() {
    let compat = std::env::args().nth(1).is_none();
    for line in std::io::stdin().lock().lines() {
        let name = line.unwrap();
        let bytes = std::fs::read(&name).unwrap();
        let mut builder = Builder::new(Settings {
            as_istioctl_130: compat,
            schemas: if compat { SchemaUse::Refuse } else { SchemaUse::Ignore },
            default_namespace: String::new(),
            ..Settings::default()
        });
        builder.add_files(vec![(name.clone(), bytes)]);
        builder.add_builtin_ingress_gateway();
        let snapshot = builder.build();
        let problems: Vec<String> = snapshot.problems().iter().map(|p| p.to_string()).collect();
        let found = analyze(&snapshot, &Request::default());
        let messages: Vec<serde_json::Value> = found
            .messages
            .iter()
            .map(|m| {
                serde_json::json!({
                    "code": m.code.id, "level": m.level().to_string(), "message": m.text(),
                    "origin": m.subject.as_ref().map(|s| s.friendly_name()).unwrap_or_default(),
                    "reference": m.location.as_ref().map(|p| format!("{}:{}", p.file, p.line)).unwrap_or_default(),
                })
            })
            .collect();
        let out = serde_json::json!({"messages": messages, "parse": problems.join("; ")});
        println!("{out}");
        std::io::stdout().flush().unwrap();
    }
}
