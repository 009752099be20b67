//! The small set on a disk, for tests that run the program.
#![allow(dead_code, unreachable_pub, clippy::disallowed_methods)]

use std::fs;
use std::path::Path;

/// Copies a folder with everything in it; `to` may be there already.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { _ = fs::copy(&path, &target).expect("copy") }
    }
}

/// Puts the folder `tests/basis` with the real themes into `folder`.
pub fn put_set(folder: &Path) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&package.join("tests/basis"), folder);
    copy(&package.join("themes"), &folder.join("themes"));
}
