//! A build after a build: what did not change is kept without being made, and the outcome is that of a build into a new
//! folder, whatever was done to the texts or to the output meanwhile.
#![allow(clippy::disallowed_methods)]

mod set;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use wegwijzer::pipeline::{Sink, build};
use wegwijzer::publish::Publisher;
use wegwijzer::render::Output;
use wegwijzer::report::{Form, write};
use wegwijzer::source::{RawFile, Sources};

/// Counts the sites that are made anew.
struct Counting(Publisher, AtomicUsize);

impl Sink for Counting {
    fn write(&self, folder: &str, output: &Output) -> std::io::Result<()> {
        self.1.fetch_add(usize::from(!folder.is_empty()), Ordering::Relaxed);
        self.0.write(folder, output)
    }
    fn keep(&self, folder: &str) -> std::io::Result<bool> {
        self.0.keep(folder)
    }
    fn keep_others(&self, known: &std::collections::BTreeSet<&str>) -> std::io::Result<bool> {
        self.0.keep_others(known)
    }
    fn reuse(&self, folder: &str, inputs: &str) -> std::io::Result<Option<usize>> {
        self.0.reuse(folder, inputs)
    }
    fn note(&self, folder: &str, inputs: &str, output: &Output) -> std::io::Result<()> {
        self.0.note(folder, inputs, output)
    }
}

/// Builds; how many sites were made, whether anything changed, and the findings.
fn run(files: &[RawFile], out: &Path, day: &str) -> (usize, bool, String) {
    let sources = Sources::new(files.to_vec());
    let sink = Counting(Publisher::begin(out).expect("a folder"), AtomicUsize::new(0));
    let day: jiff::civil::Date = day.parse().expect("a date");
    let report = build(&sources, day, &sink).expect("a build");
    let made = sink.1.load(Ordering::Relaxed);
    let published = sink.0.commit().expect("the sites");
    (made, published.changed, write(Form::Regel, &report.diagnostics, &sources, false))
}

/// Does something to a page of the output.
type Touch = fn(&Path);

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).expect("below").to_owned(), fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn put(files: &mut Vec<RawFile>, path: &str, text: &str) {
    files.retain(|f| f.path != path);
    files.push(RawFile::text(path, text));
}

fn two_regions() -> Vec<RawFile> {
    let mut files = set::basis();
    let copies: Vec<RawFile> = files
        .iter()
        .filter(|f| f.path.starts_with("regions/voorbeeld/"))
        .map(|f| RawFile { path: f.path.replace("voorbeeld", "ander"), ..f.clone() })
        .collect();
    files.extend(copies);
    files
}

/// Builds into the same folder and into a new one: both hold the same.
fn same_as_clean(files: &[RawFile], work: &Path, number: usize) -> (usize, bool) {
    let (made, changed, findings) = run(files, &work.join("out"), set::TODAY);
    let clean = work.join(format!("clean-{number}"));
    let (_, _, expected) = run(files, &clean, set::TODAY);
    assert_eq!(findings, expected);
    let (ours, theirs) = (tree(&work.join("out")), tree(&clean));
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (path, bytes) in ours {
        assert!(bytes == theirs[&path], "{} differs in step {number}", path.display());
    }
    (made, changed)
}

#[test]
fn what_did_not_change_is_not_made_again() {
    let work = tempfile::tempdir().expect("a folder");
    let mut files = two_regions();
    assert_eq!(same_as_clean(&files, work.path(), 0), (4, true));
    assert_eq!(same_as_clean(&files, work.path(), 1), (0, false));
    // A text of one region: its two sites. A national one: all.
    put(&mut files, "regions/ander/vakken/onafhankelijkheid.md", "Wij staan naast u, ook hier.\n");
    assert_eq!(same_as_clean(&files, work.path(), 2), (2, true));
    let national = set::text_of("content/ouders/hulp.md");
    put(&mut files, "content/ouders/hulp.md", &format!("{national}\nEn nog iets.\n"));
    assert_eq!(same_as_clean(&files, work.path(), 3), (4, true));
    // Another day may show other texts; when it does not, the files stay as they are.
    let (made, changed, _) = run(&files, &work.path().join("out"), "2026-11-23");
    assert_eq!((made, changed), (4, false));
    let (made, changed, _) = run(&files, &work.path().join("out"), "2026-11-23");
    assert_eq!((made, changed), (0, false));
    // A site with an error is kept, and made when the error is gone.
    put(&mut files, "regions/ander/vakken/onafhankelijkheid.md", "Wij <b>staan</b> naast u.\n");
    // The other site does not show that text, and is made.
    let (made, ..) = run(&files, &work.path().join("out"), "2026-11-23");
    assert_eq!(made, 1);
    put(&mut files, "regions/ander/vakken/onafhankelijkheid.md", "Wij staan naast u, ook hier.\n");
    let (made, ..) = run(&files, &work.path().join("out"), "2026-11-23");
    assert_eq!(made, 1, "what stands there is what these texts make");
    put(&mut files, "regions/ander/vakken/onafhankelijkheid.md", "Wij staan echt naast u.\n");
    assert_eq!(run(&files, &work.path().join("out"), "2026-11-23").0, 2);
}

#[test]
fn whoever_touches_the_output_has_it_made_again() {
    let work = tempfile::tempdir().expect("a folder");
    let files = two_regions();
    same_as_clean(&files, work.path(), 0);
    let out = work.path().join("out");
    let page = out.join("ander/ouders/hulp/index.html");
    let touches: [(&str, Touch); 7] = [
        ("other bytes", |page| fs::write(page, "anders").expect("write")),
        ("as many other bytes", |page| {
            let text = fs::read_to_string(page).expect("a page");
            std::thread::sleep(Duration::from_millis(20));
            fs::write(page, "x".repeat(text.len())).expect("write");
        }),
        ("gone", |page| fs::remove_file(page).expect("remove")),
        ("one more", |page| fs::write(page.with_file_name("meer.html"), "meer").expect("write")),
        ("another name", |page| fs::rename(page, page.with_file_name("anders.html")).expect("rename")),
        ("no manifest", |page| {
            let marker = page.ancestors().nth(4).expect("out").join(".wegwijzer");
            let text = fs::read_to_string(&marker).expect("a marker");
            let names: String = text.split_inclusive('\n').filter(|line| !line.contains('\t')).collect();
            fs::write(marker, names).expect("write");
        }),
        ("a younger date", |page| {
            let later = SystemTime::now() + Duration::from_secs(60);
            fs::File::options().write(true).open(page).expect("open").set_modified(later).expect("a date");
        }),
    ];
    for (i, (name, touch)) in touches.into_iter().enumerate() {
        touch(&page);
        let (made, _) = same_as_clean(&files, work.path(), i + 1);
        assert!(made >= 1, "{name}: nothing was made");
        let text = fs::read_to_string(&page).expect("a page");
        assert!(text.contains("<main"), "{name}: {text}");
    }
}

#[test]
fn a_walk_of_builds_leaves_what_clean_builds_leave() {
    let work = tempfile::tempdir().expect("a folder");
    let start = two_regions();
    let mut files = start.clone();
    let mut dice = 20_261_126_u64;
    let mut roll = |sides: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % sides as u64) as usize
    };
    let mut reused = 0;
    for step in 0..24 {
        // Every other edit is one of a region: those leave the other region's sites as they are.
        let ours: Vec<usize> =
            (0..files.len()).filter(|i| step % 2 == 0 || files[*i].path.starts_with("regions/")).collect();
        let at = ours[roll(ours.len())];
        let path = files[at].path.clone();
        match roll(5) {
            0 if path.starts_with("regions/") => drop(files.remove(at)),
            1 => files.clone_from(&start),
            2 => {}
            _ => {
                let text = String::from_utf8(files[at].bytes.clone().expect("bytes")).expect("text");
                put(&mut files, &path, &format!("{text}\nZin {step}.\n"));
            }
        }
        // An error keeps old sites, which a new folder does not have: only sets without errors are compared.
        let day = set::TODAY.parse::<jiff::civil::Date>().expect("a date");
        if wegwijzer::pipeline::check(&Sources::new(files.clone()), day)
            .diagnostics
            .iter()
            .any(|d| d.severity == wegwijzer::diagnostic::Severity::Error)
        {
            run(&files, &work.path().join("out"), set::TODAY);
            files.clone_from(&start);
        }
        let (made, _) = same_as_clean(&files, work.path(), step);
        reused += usize::from(made < 4);
    }
    assert!(reused > 5, "{reused}");
}
