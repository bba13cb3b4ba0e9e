//! Reading a chart's `.tgz` archive.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::{Loaded, MAX_CHART, MAX_FILE, without_mark};
use crate::error::Error;
use crate::go_yaml::quoted;

/// How many files an archive may hold.
const MAX_FILES: usize = 100_000;

fn too_large() -> Error {
    Error::load(format!(
        "decompressed chart is larger than the maximum file size {MAX_CHART}"
    ))
}

/// The files of an archive, by their path below its one folder.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Loaded>, Error> {
    // What is read beyond the files themselves (headers, padding) is bounded too.
    let unzipped = MultiGzDecoder::new(bytes).take(2 * MAX_CHART);
    let mut archive = tar::Archive::new(unzipped);
    let broken = |e: std::io::Error| Error::load(format!("cannot read the chart archive: {e}"));
    let mut files: Vec<Loaded> = Vec::new();
    let mut remaining = MAX_CHART;
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let kind = entry.header().entry_type();
        if kind.is_dir() || kind.is_pax_global_extensions() || kind.is_pax_local_extensions() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if path.ends_with('/') {
            continue;
        }
        let name = path_in_chart(&path)?;
        let size = entry.size();
        if size > remaining {
            return Err(too_large());
        }
        if size > MAX_FILE {
            let shown = quoted(&path);
            return Err(Error::load(format!(
                "decompressed chart file {shown} is larger than the maximum file size {MAX_FILE}"
            )));
        }
        let mut data = Vec::new();
        let read = entry
            .by_ref()
            .take(MAX_FILE + 1)
            .read_to_end(&mut data)
            .map_err(broken)?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        if read < size || read >= remaining || files.len() >= MAX_FILES {
            return Err(too_large());
        }
        remaining -= read;
        files.push(Loaded {
            name,
            data: without_mark(data.into()),
        });
    }
    if files.is_empty() {
        return Err(Error::load("no files in chart archive"));
    }
    Ok(files)
}

/// The path without the folder that everything is in; what would lead out of the chart is refused.
fn path_in_chart(path: &str) -> Result<String, Error> {
    // Archives made on Windows may have backslashes.
    let delimiter = if path.contains('\\') { '\\' } else { '/' };
    let (first, rest) = path.split_once(delimiter).unwrap_or((path, ""));
    let name = rest.replace(delimiter, "/");
    if name.starts_with('/') {
        return Err(Error::load("chart illegally contains absolute paths"));
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Err(Error::load("chart illegally references parent directory"));
                }
            }
            part => parts.push(part),
        }
    }
    let name = parts.join("/");
    if name.is_empty() {
        let shown = quoted(path);
        return Err(Error::load(format!(
            "chart illegally contains content outside the base directory: {shown}"
        )));
    }
    if name.starts_with("..") {
        return Err(Error::load("chart illegally references parent directory"));
    }
    let bytes = name.as_bytes();
    if bytes.len() >= 3 && bytes[0].is_ascii_alphabetic() && &bytes[1..3] == b":/" {
        return Err(Error::load("chart contains illegally named files"));
    }
    if first == "Chart.yaml" {
        return Err(Error::load("chart yaml not in base directory"));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::path_in_chart;

    #[test]
    fn paths_stay_in_the_chart() {
        for (path, name) in [
            ("app/Chart.yaml", "Chart.yaml"),
            ("app/./templates//a.yaml", "templates/a.yaml"),
            ("app/a/../b", "b"),
            ("app\\templates\\a.yaml", "templates/a.yaml"),
        ] {
            assert_eq!(path_in_chart(path).expect(path), name);
        }
        for path in [
            "app",
            "app/..",
            "app/../x",
            "app//etc/passwd",
            "Chart.yaml",
            "app/c:/x",
            "app/..x",
        ] {
            assert!(path_in_chart(path).is_err(), "{path}");
        }
    }
}
