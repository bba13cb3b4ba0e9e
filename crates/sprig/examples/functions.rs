//! A template with sprig's functions: `cargo run -p sprig --example functions`.

#![allow(clippy::print_stdout)]

use gotemplate::{ExecOptions, TemplateSet, Value};
use sprig::Sprig;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sprig = Sprig::default();
    let mut set = TemplateSet::new();
    let source = r#"{{ range list "v1.9.0" "v1.10.0" }}{{ . }}: {{ semverCompare ">=1.10" . | ternary "new" "old" }}
{{ end }}"#;
    set.parse("versions", source, &[&sprig])?;
    let out = set.execute("versions", &[&sprig], Value::Nil, &ExecOptions::default())?;
    assert_eq!(out, b"v1.9.0: old\nv1.10.0: new\n");
    print!("{}", String::from_utf8_lossy(&out));
    Ok(())
}
