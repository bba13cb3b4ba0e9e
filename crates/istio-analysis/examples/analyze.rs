//! What is wrong in files: `cargo run -p istio-analysis --example analyze -- FILE...`; without files, in a text of its own.

#![allow(clippy::print_stdout)]

use istio_analysis::analysis::{Request, analyze};
use istio_analysis::snapshot::{Builder, Settings};

const SERVICE: &str = "apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  ports:
  - {port: 8080, name: web}
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    for path in std::env::args().skip(1) {
        files.push((path.clone(), std::fs::read(path)?));
    }
    if files.is_empty() {
        files.push(("service.yaml".to_owned(), SERVICE.as_bytes().to_vec()));
    }
    let mut builder = Builder::new(Settings::default());
    builder.add_files(files);
    for message in analyze(&builder.build(), &Request::default()).messages {
        let line = message.location.as_ref().map_or(0, |place| place.line);
        println!("line {line}: {} {}", message.code.id, message.code.name);
    }
    Ok(())
}
