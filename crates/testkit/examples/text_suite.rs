//! Runs the recorded cases of mode `text` in a folder of JSON lines: `text_suite DIR [FILTER]`.
#![allow(clippy::print_stdout)]

use serde_json::Value as Json;
use std::path::PathBuf;
use testkit::engine_data::{Outcome, as_recorded, run_text_case};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().ok_or("which folder?")?);
    let filter = args.next().unwrap_or_default();
    let (mut right, mut all) = (0, 0);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&dir)?.filter_map(|e| Some(e.ok()?.path())).collect();
    files.sort();
    for file in files {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        if !name.starts_with("text_") || !name.ends_with(".jsonl") {
            continue;
        }
        for line in std::fs::read_to_string(&file)?.lines() {
            let case: Json = serde_json::from_str(line)?;
            let id = format!("{name}/{}", case["name"].as_str().unwrap_or_default());
            if !id.contains(&filter) {
                continue;
            }
            all += 1;
            let outcome = run_text_case(&case);
            if outcome.as_ref().is_ok_and(|o| as_recorded(&case, o)) {
                right += 1;
                continue;
            }
            println!("{id}: {}", case["template"]);
            println!("  want {} {} {}", case["output"], case["error"], case["panic"]);
            match outcome {
                Ok(Outcome::Output(bytes)) => println!("  got  {:?}", String::from_utf8_lossy(&bytes)),
                other => println!("  got  {other:?}"),
            }
        }
    }
    println!("{right} of {all}");
    Ok(())
}
