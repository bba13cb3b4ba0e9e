//! A chart in one text, files after lines `=== PATH`, loads and renders or gives an error; a second rendering gives the same.
//! The file `=== --set` holds arguments, one a line.
#![no_main]

use helm::{Capabilities, Chart, Release, RenderOptions, strvals};
use kubeyaml::Mapping;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("=== "), files.last_mut()) {
            (Some(path), _) => files.push((path.trim().to_owned(), Vec::new())),
            (None, Some((_, data))) => data.extend_from_slice(line.as_bytes()),
            (None, None) => {}
        }
    }
    let mut values = Mapping::new();
    if let Some(at) = files.iter().position(|(path, _)| path == "--set") {
        let (_, arguments) = files.remove(at);
        for argument in String::from_utf8_lossy(&arguments).lines() {
            let _ = strvals::set(argument, &mut values);
            let _ = strvals::set_json(argument, &mut values);
            let _ = strvals::set_literal(argument, &mut values);
        }
    }
    let Ok(chart) = Chart::from_files(files) else { return };
    let options = RenderOptions { max_output: 1 << 16, max_steps: 10_000, max_calls: 1_000, ..RenderOptions::default() };
    let render = || {
        let (release, capabilities) = (Release::default(), Capabilities::default());
        let rendered = helm::render(&chart, &values, &release, &capabilities, &options);
        rendered.and_then(|rendered| rendered.template_output(true)).map_err(|error| error.to_string())
    };
    let first = render();
    if let Err(error) = &first {
        assert!(!error.contains("panicked"), "{error}");
    }
    // What is random or of this moment may differ.
    if !["rand", "uuid", "now", "gen", "shuffle", "bcrypt", "htpasswd", "ago", "date", "encryptAES"].iter().any(|word| text.contains(word)) {
        assert_eq!(first, render());
    }
});
