//! packaging/install.sh against releases in a folder and behind a server on loopback, right ones and wrong ones.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::check::{Outcome, settle, unless};
use super::{Release, VERSION};
use crate::project;
use crate::tally::Tally;

/// What somebody does to the files of a release in a folder.
type Tamper<'a> = &'a dyn Fn(&Path) -> Result<()>;

/// Installs from the release, and from copies that were tampered with.
pub(super) fn check(release: &Release, tally: &mut Tally) {
    let folder = release.folder.display().to_string();
    settle("install.sh from a folder", installs(&folder), tally);
    settle(
        "install.sh from a file:// URL",
        installs(&format!("file://{folder}")),
        tally,
    );
    let fetches = ["curl", "wget"]
        .iter()
        .any(|tool| Command::new(tool).arg("--version").output().is_ok());
    let over_http = match fetches {
        true => served(&release.folder).and_then(|url| installs(&url)),
        false => Ok(Outcome::Skipped("neither curl nor wget is there".to_owned())),
    };
    settle("install.sh from a server", over_http, tally);
    let archive = format!("{}.tar.gz", release.name);
    let tampered: [(&str, Tamper<'_>, &str); 4] = [
        (
            "another archive",
            &|copy| append(&copy.join(&archive)),
            "nothing is installed",
        ),
        (
            "another sum",
            &|copy| other_sum(&copy.join("SHA256SUMS")),
            "nothing is installed",
        ),
        (
            "no sum",
            &|copy| Ok(std::fs::write(copy.join("SHA256SUMS"), "")?),
            "has no sum for",
        ),
        (
            "no archive",
            &|copy| Ok(std::fs::remove_file(copy.join(&archive))?),
            "cannot fetch",
        ),
    ];
    for (what, tamper, wanted) in tampered {
        let outcome = refuses(release, tamper, wanted);
        settle(&format!("install.sh with {what}"), outcome, tally);
    }
}

fn append(file: &Path) -> Result<()> {
    std::fs::OpenOptions::new()
        .append(true)
        .open(file)?
        .write_all(b"more")?;
    Ok(())
}

fn other_sum(file: &Path) -> Result<()> {
    let text = std::fs::read_to_string(file)?;
    let turned: String = text
        .lines()
        .map(|line| match line.split_once("  ") {
            Some((sum, name)) => format!("{}  {name}\n", sum.chars().rev().collect::<String>()),
            None => String::new(),
        })
        .collect();
    Ok(std::fs::write(file, turned)?)
}

/// Runs the script as `sh` does; says whether it succeeded, and what it said.
fn install(from: &str, to: &Path) -> Result<(bool, String)> {
    let output = Command::new("sh")
        .arg(project::root().join("packaging/install.sh"))
        .args(["--from", from, "--version", VERSION, "--to"])
        .arg(to.join("bin"))
        .arg("--completions")
        .arg(to.join("completions"))
        .output()
        .context("sh")?;
    Ok((
        output.status.success(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    ))
}

fn installs(from: &str) -> Result<Outcome> {
    let to = tempfile::tempdir()?;
    let (succeeded, told) = install(from, to.path())?;
    if !succeeded {
        return Ok(Outcome::Fails(told));
    }
    let output = Command::new(to.path().join("bin/istioctl"))
        .args(["version", "--remote=false"])
        .output()?;
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    let completed = to.path().join("completions/_istioctl").is_file();
    let holds = version.contains(VERSION) && completed && entries(&to.path().join("bin"))? == ["istioctl"];
    Ok(unless((!holds).then(|| format!("{version}{told}"))))
}

/// A copy of the release that was tampered with is refused, and nothing is left.
fn refuses(release: &Release, tamper: Tamper<'_>, wanted: &str) -> Result<Outcome> {
    let (copy, to) = (tempfile::tempdir()?, tempfile::tempdir()?);
    for file in [format!("{}.tar.gz", release.name), "SHA256SUMS".to_owned()] {
        std::fs::copy(release.folder.join(&file), copy.path().join(&file)).context(file)?;
    }
    tamper(copy.path())?;
    let (succeeded, told) = install(&copy.path().display().to_string(), to.path())?;
    let left = entries(to.path())?;
    let holds = !succeeded && told.contains(wanted) && left.is_empty();
    Ok(unless((!holds).then(|| format!("it said {told:?} and left {left:?}"))))
}

fn entries(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}

/// The URL of a server that has a folder's files, as long as this process runs.
fn served(folder: &Path) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away has its answer.
            let _ = answer(stream, &folder);
        }
    });
    Ok(format!("http://{address}"))
}

fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
    match std::fs::read(folder.join(path)) {
        Ok(body) if !path.contains("..") => {
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            )?;
            stream.write_all(&body)
        }
        _ => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    }
}
