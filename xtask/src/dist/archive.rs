//! The archive: what is in it, and the same bytes whenever it is written.

use std::fs::File;
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::{Compression, GzBuilder};

use super::Release;
use crate::project;

/// Files that go with the binary: where they are in the project, and where in the archive.
const COMPANIONS: [(&str, &str); 8] = [
    ("LICENSE", "LICENSE"),
    ("README.md", "README.md"),
    ("README.zh-CN.md", "README.zh-CN.md"),
    ("COMPATIBILITY.md", "COMPATIBILITY.md"),
    ("completions/_istioctl", "completions/_istioctl"),
    ("completions/istioctl.bash", "completions/istioctl.bash"),
    ("completions/istioctl.fish", "completions/istioctl.fish"),
    ("completions/istioctl.ps1", "completions/istioctl.ps1"),
];

/// Lays the files out as the archive has them.
pub(super) fn stage(release: &Release, tree: &Path) -> Result<()> {
    std::fs::create_dir_all(tree.join("completions")).with_context(|| tree.display().to_string())?;
    std::fs::copy(&release.binary, tree.join("istioctl")).with_context(|| release.binary.display().to_string())?;
    for (from, to) in COMPANIONS {
        std::fs::copy(project::root().join(from), tree.join(to)).context(from)?;
    }
    Ok(())
}

/// Packs a folder: names sorted, one time, nobody's files, and a mode that says no more than whether a file runs.
pub(super) fn write(tree: &Path, to: &Path, time: u64) -> Result<()> {
    let mut paths = Vec::new();
    list(tree, &mut paths)?;
    paths.sort();
    let file = File::create(to).with_context(|| to.display().to_string())?;
    let mut tar = tar::Builder::new(GzBuilder::new().mtime(0).write(file, Compression::best()));
    let parent = tree.parent().unwrap_or(tree);
    for path in paths {
        let name = path.strip_prefix(parent).unwrap_or(&path);
        let mut header = tar::Header::new_gnu();
        header.set_mtime(time);
        header.set_uid(0);
        header.set_gid(0);
        if path.is_dir() {
            header.set_entry_type(tar::EntryType::Directory);
            header.set_mode(0o755);
            header.set_size(0);
            tar.append_data(&mut header, name, std::io::empty())?;
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let runs = path.file_name().is_some_and(|name| name == "istioctl");
        header.set_mode(if runs { 0o755 } else { 0o644 });
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, name, bytes.as_slice())?;
    }
    tar.into_inner()?.finish()?;
    Ok(())
}

fn list(folder: &Path, paths: &mut Vec<std::path::PathBuf>) -> Result<()> {
    paths.push(folder.to_owned());
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_owners_on_disk_make_no_difference() {
        let folder = tempfile::tempdir().expect("a folder");
        let packed = |made: &str| {
            let tree = folder.path().join(made).join("tree");
            std::fs::create_dir_all(tree.join("b")).expect("a folder");
            std::fs::write(tree.join("b/text"), "text").expect("a file");
            std::fs::write(tree.join("istioctl"), "program").expect("a file");
            let to = folder.path().join(format!("{made}.tar.gz"));
            write(&tree, &to, 1_000_000_000).expect("an archive");
            std::fs::read(to).expect("an archive")
        };
        let one = packed("one");
        assert_eq!(one, packed("two"));
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(one.as_slice()));
        let entries: Vec<String> = archive
            .entries()
            .expect("entries")
            .map(|entry| {
                let entry = entry.expect("an entry");
                let header = entry.header();
                let path = entry.path().expect("a path").display().to_string();
                format!(
                    "{path} {:o} {}",
                    header.mode().expect("a mode"),
                    header.mtime().expect("a time")
                )
            })
            .collect();
        assert_eq!(
            entries,
            [
                "tree 755 1000000000",
                "tree/b 755 1000000000",
                "tree/b/text 644 1000000000",
                "tree/istioctl 755 1000000000"
            ]
        );
    }
}
