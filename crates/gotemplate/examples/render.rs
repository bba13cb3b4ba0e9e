//! Data in, text out: `cargo run -p gotemplate --example render`.

#![allow(clippy::print_stdout)]

use gotemplate::{ExecOptions, Map, TemplateSet, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut set = TemplateSet::new();
    set.parse(
        "order",
        "{{ printf \"%-6s\" .tea }}{{ if gt .cups 1 }} x{{ .cups }}{{ end }}\n",
        &[],
    )?;
    let order = Map::new();
    order.insert("tea", "green");
    order.insert("cups", Value::int(3));
    let out = set.execute("order", &[], order.into(), &ExecOptions::default())?;
    assert_eq!(out, b"green  x3\n");
    print!("{}", String::from_utf8_lossy(&out));

    // Errors say where, in the words of Go's package.
    let wrong = set.parse("wrong", "{{ if }}", &[]).expect_err("there is no condition");
    println!("{wrong}");
    Ok(())
}
