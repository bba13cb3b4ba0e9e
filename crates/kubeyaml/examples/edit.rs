//! Changes a manifest and leaves all other lines as they are: `cargo run -p kubeyaml --example edit`.

#![allow(clippy::print_stdout)]

use kubeyaml::edit::{Options, set_value};
use kubeyaml::{Limits, Stream};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = "kind: Deployment   # the shop\nspec:\n    replicas: 1 # for now\n    mode: 0644\n";
    let stream = Stream::parse(source.as_bytes(), &Limits::default())?;
    let document = stream.to_documents()?.remove(0);
    let replicas = document.root().and_then(|root| root.get_path(&["spec", "replicas"]));
    println!("replicas: line {}", replicas.map_or(0, |node| node.position().line));

    let target = kubeyaml::from_str("{kind: Deployment, spec: {replicas: 3, mode: 420}}")?;
    let edited = set_value(&document, &target, &Options::default())?.apply(source);
    assert_eq!(edited, source.replace("replicas: 1", "replicas: 3"));
    print!("{edited}");
    Ok(())
}
