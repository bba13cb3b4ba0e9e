//! Lists of containers merge by name, as `kubectl patch` does it: `cargo run -p strategicpatch --example patch`.

#![allow(clippy::print_stdout)]

use strategicpatch::{UnknownFields, merge_by_kind};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut pod = kubeyaml::from_str(
        "{apiVersion: v1, kind: Pod, spec: {containers: [{name: web, image: web:1}, {name: log, image: log:1}]}}",
    )?;
    let patch = kubeyaml::from_str("{spec: {containers: [{name: log, image: log:2}, {name: web, $patch: delete}]}}")?;
    merge_by_kind(&mut pod, patch, UnknownFields::Merge)?;
    let containers = &pod["spec"]["containers"];
    assert_eq!(*containers, kubeyaml::from_str("[{name: log, image: log:2}]")?);
    print!("{}", kubeyaml::to_string(&pod));
    Ok(())
}
