//! The objects of an installation, without a cluster: `cargo run -p istio-manifest --example installation`.

#![allow(clippy::print_stdout)]

use istio_manifest::generate::{GenerateOptions, generate};
use istio_manifest::operator::{Layers, SetFlag};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = GenerateOptions {
        layers: Layers {
            flags: vec![
                SetFlag::typed("profile=minimal"),
                SetFlag::typed("meshConfig.enableTracing=true"),
            ],
            ..Layers::default()
        },
        ..GenerateOptions::default()
    };
    let generated = generate(&options)?;
    for instance in &generated.instances {
        println!("{:?}: {} objects", instance.component, instance.manifests.len());
    }
    let manifests = generated.instances.iter().flat_map(|instance| &instance.manifests);
    let istiod = manifests
        .filter(|manifest| manifest.yaml().contains("name: istiod\n"))
        .count();
    assert!(istiod > 0, "no istiod");

    // What is wrong is an error with its place.
    let mut wrong = options;
    wrong.layers.flags.push(SetFlag::typed("meshConfig.enableTracin=true"));
    match generate(&wrong) {
        Err(why) => println!("{why}"),
        Ok(generated) => println!("{}", generated.warnings.join("\n")),
    }
    Ok(())
}
