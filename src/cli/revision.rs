//! A set as it was before: at a version in git, or in a folder. The only place that knows git.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::load::load_raw;
use crate::source::RawFile;

/// The files below these folders as they were at that version of git.
pub(super) fn files(root: &Path, version: &str, folders: &[&str]) -> Result<Vec<RawFile>, String> {
    if version.starts_with('-') {
        return Err(format!("`{version}` is geen git-versie"));
    }
    let mut list = vec!["ls-tree", "-r", "-z", "--name-only", version, "--"];
    list.extend(folders);
    let list = git(root, &list).map_err(|why| format!("git kent de versie `{version}` hier niet: {why}"))?;
    let names: Vec<String> =
        String::from_utf8_lossy(&list).split('\0').filter(|n| !n.is_empty()).map(str::to_owned).collect();
    if names.is_empty() {
        return Err(format!("in de versie `{version}` staat hier geen landelijke set"));
    }
    names
        .into_iter()
        .map(|path| {
            let bytes = git(root, &["show", &format!("{version}:./{path}")])?;
            Ok(RawFile { path, bytes: Ok(bytes) })
        })
        .collect()
}

/// The same, where `version` may also be a folder that holds the set as it was.
pub(super) fn files_or_folder(root: &Path, version: &str, folders: &[&str]) -> Result<Vec<RawFile>, String> {
    let folder = Path::new(version);
    if !folder.is_dir() {
        return files(root, version, folders);
    }
    let mut all = load_raw(folder).map_err(|error| format!("de map `{version}` is niet te lezen: {error}"))?;
    all.retain(|file| folders.iter().any(|below| file.path.starts_with(&format!("{below}/"))));
    if all.is_empty() {
        return Err(format!("in de map `{version}` staat geen set"));
    }
    Ok(all)
}

fn git(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("git is niet te starten: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or("git zei niets").to_owned();
    Err(said)
}
