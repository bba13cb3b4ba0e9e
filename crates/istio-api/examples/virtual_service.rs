//! A VirtualService, read, changed and checked: `cargo run -p istio-api --example virtual_service`.

#![allow(clippy::print_stdout)]

use istio_api::networking::{Destination, HttpRouteDestination, VirtualServiceSpec};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = r#"{"hosts":["teas"],"http":[{"route":[{"destination":{"host":"teas","subset":"v1"}}]}]}"#;
    let mut spec: VirtualServiceSpec = serde_json::from_str(text)?;
    for http in spec.http.get_or_insert_default() {
        let routes = http.route.get_or_insert_default();
        for route in routes.iter_mut() {
            route.weight = Some(90);
        }
        routes.push(HttpRouteDestination {
            destination: Destination {
                host: "teas".to_owned(),
                subset: Some("v2".to_owned()),
                ..Destination::default()
            },
            weight: Some(10),
            ..HttpRouteDestination::default()
        });
    }
    let written = serde_json::to_string(&spec)?;
    assert!(
        written.contains(r#"{"destination":{"host":"teas","subset":"v2"},"weight":10}"#),
        "{written}"
    );
    println!("{written}");
    for kind in istio_api::kinds().iter().take(3) {
        println!("{kind:?}");
    }
    Ok(())
}
