//! Lists every file of `charts/` and `profiles/`, and of `addons/`, so that the binary carries the trees complete.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let here =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("cargo names no folder"))?);
    let root = here.join("../..").canonicalize()?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no output folder"))?);
    fs::write(out.join("package_files.rs"), list(&root, &["charts", "profiles"])?)?;
    fs::write(out.join("addon_files.rs"), list(&root, &["addons"])?)
}

/// The files of some trees as an array of names and bytes, sorted.
fn list(root: &Path, trees: &[&str]) -> io::Result<String> {
    let mut files = Vec::new();
    for tree in trees {
        println!("cargo:rerun-if-changed={}", root.join(tree).display());
        collect(&root.join(tree), &mut files)?;
    }
    files.sort();
    let mut list = String::from("[\n");
    for file in &files {
        let name = file
            .strip_prefix(root)
            .map_err(io::Error::other)?
            .to_string_lossy()
            .replace('\\', "/");
        // The list is sorted by bytes of the name as it is looked up.
        writeln!(
            list,
            "    ({name:?}, include_bytes!({:?})),",
            file.display().to_string()
        )
        .map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    Ok(list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
