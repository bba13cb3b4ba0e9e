//! Any text, with Go's delimiters or others, either parses or gives an error that names the template and a line.
#![no_main]

use gotemplate::TemplateSet;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for (left, right) in [("", ""), ("<", ">>"), ("[[", "]]")] {
        let mut set = TemplateSet::new().delims(left, right);
        match set.parse("t", data, &[]) {
            // A name that a text defines is there afterwards, and parsing again over it works.
            Ok(()) => set.parse("t", data, &[]).expect("the same text parses twice"),
            Err(error) => {
                let text = error.to_string();
                let line = text.strip_prefix("template: t:").and_then(|rest| rest.split(':').next());
                let line: Option<usize> = line.and_then(|digits| digits.parse().ok());
                let lines = 1 + data.iter().filter(|byte| **byte == b'\n').count();
                assert!(line.is_some_and(|line| (1..=lines).contains(&line)), "{text}");
            }
        }
    }
});
