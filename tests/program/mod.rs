//! The program as a user runs it, in a folder of its own.
#![allow(dead_code, unreachable_pub, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A copy of `tests/basis` with the themes of the package, and the program in it.
pub struct Set {
    pub folder: TempDir,
}

impl Set {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        put_set(folder.path());
        Self { folder }
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("write");
    }

    pub fn replace(&self, below: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(below)).expect("read");
        assert!(text.contains(from), "{below} does not hold {from}");
        self.write(below, &text.replace(from, to));
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wegwijzer"));
        command.current_dir(self.folder.path()).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program")
    }

    pub fn build(&self) -> Output {
        self.run(&["build", "--peildatum", "2026-11-22"])
    }

    pub fn published(&self) -> BTreeMap<String, String> {
        tree(&self.path("public"))
    }
}

/// Puts the folder `tests/basis` with the themes of the package into `folder`.
pub fn put_set(folder: &Path) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&package.join("tests/basis"), folder);
    copy(&package.join("themes"), &folder.join("themes"));
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { _ = fs::copy(&path, &target).expect("copy") }
    }
}

/// Every file below a folder with its text.
pub fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                files.insert(below, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    files
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
