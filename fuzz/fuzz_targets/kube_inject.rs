//! Any file is injected with the embedded configuration or refused: the result reads, injecting it again changes nothing, and
//! taking the injection out gives the file's bytes.
#![no_main]

use std::sync::OnceLock;

use istio_manifest::inject::{Injector, Options, uninject};
use istio_manifest::sources::Embedded;
use kubeyaml::{Limits, Stream};
use libfuzzer_sys::fuzz_target;

fn injector() -> &'static Injector {
    static INJECTOR: OnceLock<Injector> = OnceLock::new();
    INJECTOR.get_or_init(|| {
        let sources = Embedded::default().sources().expect("the embedded configuration is sound");
        let (mesh, _) = sources.mesh_config().expect("the embedded mesh configuration is sound");
        Injector::new(sources.injector, mesh, sources.values, Options::default()).expect("the embedded templates parse")
    })
}

fuzz_target!(|data: &[u8]| {
    let once = match injector().inject("input.yaml", data) {
        Ok(injected) => injected.to_bytes().into_owned(),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let stream = Stream::parse(&once, &Limits::default()).expect("injected output is text");
    for document in stream.documents() {
        let read = document.and_then(|document| document.to_value());
        assert!(read.is_ok(), "{read:?} in {}", String::from_utf8_lossy(&once));
    }
    let twice = injector().inject("input.yaml", &once).map(|injected| injected.to_bytes().into_owned());
    assert_eq!(
        twice.as_deref().map(String::from_utf8_lossy),
        Ok(String::from_utf8_lossy(&once)),
        "injected twice"
    );
    let back = uninject("input.yaml", &once, &[]).map(|uninjected| uninjected.to_bytes().into_owned());
    // What came injected already loses that injection too.
    let first_time = uninject("input.yaml", data, &[]).is_ok_and(|uninjected| uninjected.to_bytes() == data);
    if first_time {
        assert_eq!(
            back.as_deref().map(String::from_utf8_lossy),
            Ok(String::from_utf8_lossy(data)),
            "injected and taken out; in between {}",
            String::from_utf8_lossy(&once)
        );
    }
});
