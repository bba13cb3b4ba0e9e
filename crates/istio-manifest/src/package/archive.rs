//! Charts and profiles out of the archive of a release.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

/// The largest file that is kept, as Helm bounds the files of charts.
const MAX_FILE: u64 = 5 << 20;
/// How much is kept, all files together.
const MAX_KEPT: u64 = 100 << 20;
/// How much is unpacked on the way. A release has an istioctl of about 100 MiB in it, which is passed over.
const MAX_UNPACKED: u64 = 1 << 30;
/// How many entries are looked at.
const MAX_ENTRIES: usize = 100_000;

/// The files of a package by their path in it, such as `profiles/default.yaml`.
pub(super) type Files = BTreeMap<String, Arc<[u8]>>;

/// Reads the charts and profiles of a `.tgz`: those in the first folder `manifests` that stands at the top or in the one folder of the
/// archive, or else those at the top.
pub(super) fn read(bytes: &[u8]) -> io::Result<Files> {
    read_within(bytes, MAX_UNPACKED)
}

fn read_within(bytes: &[u8], most: u64) -> io::Result<Files> {
    let mut unzipped = MultiGzDecoder::new(bytes).take(most);
    let mut archive = tar::Archive::new(&mut unzipped);
    let mut files = Files::new();
    let mut left = MAX_KEPT;
    for (index, entry) in archive.entries()?.enumerate() {
        if index >= MAX_ENTRIES {
            return Err(too_large(&format!("it has more than {MAX_ENTRIES} entries")));
        }
        let mut entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let Some(name) = name_in_package(&path) else { continue };
        let size = entry.size();
        if size > MAX_FILE {
            return Err(too_large(&format!("{path} has more than {MAX_FILE} bytes")));
        }
        left = left
            .checked_sub(size)
            .ok_or_else(|| too_large(&format!("its charts have more than {MAX_KEPT} bytes")))?;
        let mut data = Vec::new();
        entry.by_ref().take(MAX_FILE + 1).read_to_end(&mut data)?;
        if u64::try_from(data.len()).unwrap_or(u64::MAX) != size {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                format!("{path} is cut off"),
            ));
        }
        files.insert(name, data.into());
    }
    if unzipped.limit() == 0 {
        return Err(too_large(&format!("it has more than {most} bytes unpacked")));
    }
    Ok(files)
}

fn too_large(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("the archive is too large: {why}"))
}

/// The path below the folder that has the charts and profiles; `None` for what is no part of them.
fn name_in_package(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return None;
    }
    let inside = match parts.as_slice() {
        ["manifests", inside @ ..] | [_, "manifests", inside @ ..] => inside,
        whole => whole,
    };
    matches!(inside, ["charts" | "profiles", _, ..]).then(|| inside.join("/"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
        for (path, data) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(data.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, path, *data).expect("an entry");
        }
        archive.into_inner().and_then(GzEncoder::finish).expect("an archive")
    }

    #[test]
    fn a_release_has_its_manifests_in_a_folder() {
        let bytes = packed(&[
            ("istio-1.30.3/bin/istioctl", b"elf"),
            ("istio-1.30.3/manifests/profiles/default.yaml", b"a"),
            ("istio-1.30.3/manifests/charts/base/Chart.yaml", b"b"),
            ("istio-1.30.3/samples/charts/x.yaml", b"c"),
        ]);
        let files = read(&bytes).expect("files");
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["charts/base/Chart.yaml", "profiles/default.yaml"]);
        for (path, name) in [
            ("manifests/profiles/x.yaml", Some("profiles/x.yaml")),
            (
                "./manifests/charts/base/templates/a.yaml",
                Some("charts/base/templates/a.yaml"),
            ),
            ("profiles/x.yaml", Some("profiles/x.yaml")),
            ("a/b/manifests/profiles/x.yaml", None),
            ("manifests/../profiles/x.yaml", None),
            ("manifests/profiles", None),
        ] {
            assert_eq!(name_in_package(path).as_deref(), name, "{path}");
        }
    }

    #[test]
    fn what_is_too_large_or_broken_is_an_error() {
        let bytes = packed(&[(
            "profiles/x.yaml",
            &vec![b'a'; usize::try_from(MAX_FILE).expect("small") + 1],
        )]);
        assert!(
            read(&bytes)
                .expect_err("too large")
                .to_string()
                .contains("profiles/x.yaml")
        );
        let bytes = packed(&[("bin/istioctl", &[0; 100_000])]);
        assert!(read(&bytes).is_ok() && read_within(&bytes, 50_000).is_err());
        assert!(read(bytes.get(..bytes.len() / 2).expect("half")).is_err());
        let mut text = GzEncoder::new(Vec::new(), Compression::fast());
        text.write_all(&[b'x'; 2000]).expect("in memory");
        assert!(read(&text.finish().expect("in memory")).is_err());
        assert!(read(b"no archive").is_err());
    }
}
