//! Any template that parses ends on fixed data, with output or an error; twice the same; limits hold.
#![no_main]

use gotemplate::{ExecOptions, List, Map, MissingKey, TemplateSet, Value};
use libfuzzer_sys::fuzz_target;

const MAX_OUTPUT: usize = 1 << 16;

fn data() -> Value {
    let map = Map::new();
    map.insert("key", "value");
    map.insert("n", 3.5);
    let root = Map::new();
    root.insert("a", true);
    root.insert("b", false);
    root.insert("n", Value::int(42));
    root.insert("f", 1e21);
    root.insert("name", "wörld <&> \"quoted\"");
    root.insert("list", Value::list([Value::int(1), Value::from("two"), Value::Nil, Value::from(false)]));
    root.insert("words", List::strings(["x", "y", ""]));
    root.insert("bytes", List::bytes(b"\xff\x00a"));
    root.insert("map", map);
    root.insert("nil", Value::Nil);
    Value::from(root)
}

fuzz_target!(|text: &[u8]| {
    let mut set = TemplateSet::new();
    if set.parse("t", text, &[]).is_err() {
        return;
    }
    for missing_key in [MissingKey::Default, MissingKey::Error] {
        let options = ExecOptions { missing_key, max_depth: 500, max_output: MAX_OUTPUT, max_steps: 20_000 };
        let run = || {
            let mut out = Vec::new();
            let result = set.execute_into(&mut out, "t", &[], data(), &options);
            assert!(result.is_err() || out.len() <= MAX_OUTPUT, "{} bytes", out.len());
            (out, result.map_err(|error| error.to_string()))
        };
        let (first, second) = (run(), run());
        // `%p` prints where a map lies.
        let has_address = first.0.windows(2).any(|two| two == b"0x");
        assert!(first == second || has_address, "{first:?} or {second:?}");
    }
});
