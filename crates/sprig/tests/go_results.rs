//! Templates with what Go 1.26 makes of them with sprig v3.3.0, semver v3.5.0, cast v1.10.0 and mergo v1.0.2:
//! `go_results.jsonl` has a template and its output or error a line.

use gotemplate::{ExecOptions, TemplateSet, Value};
use sprig::{Environment, Sprig};

const RESULTS: &str = include_str!("go_results.jsonl");

fn run(template: &str) -> Result<String, String> {
    let layer = Sprig::new(Environment::default());
    let mut set = TemplateSet::new();
    set.parse("t", template, &[&layer]).map_err(|e| e.to_string())?;
    let out = set
        .execute("t", &[&layer], Value::Nil, &ExecOptions::default())
        .map_err(|e| e.to_string())?;
    String::from_utf8(out).map_err(|e| e.to_string())
}

#[test]
fn templates_give_what_they_give_in_go() {
    let (mut all, mut wrong) = (0, Vec::new());
    for line in RESULTS.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("every line is JSON");
        let template = case["template"].as_str().expect("every case has a template");
        let wanted = match case["error"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(case["output"].as_str().expect("no error, so an output").to_owned()),
        };
        let got = run(template);
        all += 1;
        if got != wanted {
            wrong.push(format!("{template}\n  want {wanted:?}\n  got  {got:?}"));
        }
    }
    assert!(all > 500, "only {all} cases");
    assert!(
        wrong.is_empty(),
        "{} of {all} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
