//! Any file answers where a request goes, without a panic and twice the same.
#![no_main]

use istio_analysis::route::{From, Request, to_json, to_text, trace};
use istio_analysis::snapshot::{Builder, Coverage, Settings};
use libfuzzer_sys::fuzz_target;

/// Targets, the gateway that the request comes through if any.
const ASKED: [(&str, Option<&str>); 4] = [
    ("reviews:9080/api/v1?page=2", None),
    ("https://shop.example.com/cart", Some("shop/web")),
    ("http://shop.example.com/cart", Some("shop/web")),
    ("tcp://db.shop.svc.cluster.local:5432", None),
];

fn answers(data: &[u8]) -> Vec<String> {
    let mut builder = Builder::new(Settings {
        coverage: Coverage::Files,
        default_namespace: "shop".to_owned(),
        ..Settings::default()
    });
    builder.add_files(vec![("input.yaml".to_owned(), data.to_vec())]);
    builder.use_config_map("istio");
    let snapshot = builder.build();
    let mut answers = Vec::new();
    for (target, gateway) in ASKED {
        let mut request = Request::to(target).expect("the targets are right");
        request.add_header("end-user: jason").expect("the header is right");
        for from in ["shop/productpage", "shop"] {
            match trace(&snapshot, &request, &From::parse(from), gateway) {
                Ok(found) => answers.extend([to_text(&found), to_json(&found)]),
                Err(error) => answers.push(error.to_string()),
            }
        }
    }
    answers
}

fuzz_target!(|data: &[u8]| {
    let first = answers(data);
    assert!(first.iter().all(|answer| !answer.is_empty()));
    assert_eq!(first, answers(data));
});
