//! The preview makes again only what changed, and shows what a clean build would: a walk through random edits compares
//! every file of every site, and every finding, with a set that is read from nothing.
#![allow(clippy::disallowed_methods)]

mod set;

use std::collections::BTreeMap;
use std::sync::Arc;

use wegwijzer::parse::Known;
use wegwijzer::pipeline::{Edition, settle};
use wegwijzer::report::{Form, write};
use wegwijzer::source::{RawFile, Sources};

/// A stream of numbers that is the same on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.roll(from.len())]
    }
}

/// Pieces that an editor might put anywhere: good, doubtful and broken.
const PIECES: [&str; 16] = [
    "Een zin erbij over de zorgplicht.\n",
    "\n## Nog een kop {#nog-een}\n\nMet tekst.\n",
    "{{ feit.beslistermijn.weken }}",
    "{{ passage.v-termijnen }}\n",
    "[^wvo-8-8]",
    "\n{{ vak.contact }}\n",
    "<b>",
    "---\n",
    "{{",
    "\n## Hier {bij=stappen}\n\nVan ons.\n",
    "\n## Anders {vervangt=tips}\n\nVan ons.\n",
    "[elders](contact.md)",
    "naam: Anders\n",
    "\n- [Nieuw](nieuw.md)\n",
    "\u{feff}",
    "<!-- negeer W001: moet zo -->\n\n",
];

const NEW_FILES: [(&str, &str); 10] = [
    ("regions/voorbeeld/ouders/hulp.md", "## Hier {vervangt=tips}\n\nBij ons gaat het anders.\n"),
    (
        "regions/voorbeeld/basis.lock",
        "- pagina: ouders/hulp\n  sectie: tips\n  vingerafdruk: c0091f8c7c5924838a3d1a60b5284d780e79f8380e45781ffdc098c7dd57bfbb\n  tekst: oud\n",
    ),
    (
        "content/ouders/nieuw.md",
        "---\ntitel: Nieuw?\nsamenvatting: Iets nieuws.\npijler: informeren\nklasse: B\n---\n\nTekst.\n",
    ),
    (
        "content/jongeren/nieuw.md",
        "---\ntitel: Nieuw?\nsamenvatting: Iets nieuws.\npijler: informeren\nklasse: B\n---\n\nTekst.\n",
    ),
    (
        "regions/voorbeeld/ouders/nieuw.md",
        "---\ntitel: Van ons?\nsamenvatting: Iets.\npijler: informeren\nklasse: C\n---\n\nTekst.\n",
    ),
    ("regions/voorbeeld/vakken/meedenken.md", "Kom meedenken over de zorgplicht.\n"),
    ("regions/aa/regio.yaml", "naam: Aa\n"),
    ("content/ouders/4913", ""),
    ("themes/basis/meer.html", "{{ niets }}"),
    ("content/passages/v-nieuw.md", "---\nbronnen: [wvo-8-8]\n---\n\nDit geldt.\n"),
];

struct Walk {
    edition: Edition,
    known: Known,
    files: BTreeMap<String, Vec<u8>>,
    dice: Dice,
}

fn raw(path: &str, bytes: &[u8]) -> RawFile {
    RawFile { path: path.to_owned(), bytes: Ok(bytes.to_vec()) }
}

fn today() -> jiff::civil::Date {
    set::TODAY.parse().expect("a date")
}

impl Walk {
    fn new(files: Vec<RawFile>, seed: u64) -> Self {
        let mut known = Known::default();
        let edition = Edition::first(Arc::new(Sources::new(files.clone())), &mut known, today());
        let files = files.into_iter().map(|f| (f.path, f.bytes.expect("bytes"))).collect();
        Self { edition, known, files, dice: Dice(seed) }
    }

    /// What an editor might do next.
    fn changes(&mut self) -> BTreeMap<String, Option<Vec<u8>>> {
        let paths: Vec<&str> = self.files.keys().map(String::as_str).collect();
        let path = self.dice.pick(&paths).to_owned();
        let old = self.files[&path].clone();
        match self.dice.roll(10) {
            0 => [(path, None)].into(),
            1 => {
                let (new, text) = NEW_FILES[self.dice.roll(NEW_FILES.len())];
                [(new.to_owned(), Some(text.as_bytes().to_vec()))].into()
            }
            2 => {
                let to = path.replacen(".md", "-b.md", 1).replacen(".yaml", "-b.yaml", 1);
                [(path, None), (to, Some(old))].into()
            }
            3 => {
                // A whole region goes, or comes under another name.
                let region = ["regions/voorbeeld/", "regions/aa/"][self.dice.roll(2)];
                let to = ["regions/bb/", "regions/voorbeeld/"][self.dice.roll(2)];
                let moved: Vec<&String> = self.files.keys().filter(|p| p.starts_with(region)).collect();
                let mut changes: BTreeMap<_, _> = moved.iter().map(|p| ((*p).clone(), None)).collect();
                changes.extend(moved.iter().map(|p| (p.replacen(region, to, 1), Some(self.files[*p].clone()))));
                changes
            }
            _ => {
                let text = String::from_utf8(old).expect("text");
                let lines: Vec<usize> = text.match_indices('\n').map(|(i, _)| i + 1).chain([0]).collect();
                let at = lines[self.dice.roll(lines.len())];
                let piece = self.dice.pick(&PIECES);
                [(path, Some(format!("{}{piece}{}", &text[..at], &text[at..]).into_bytes()))].into()
            }
        }
    }

    fn step(&mut self) -> String {
        let changes = self.changes();
        let told = format!("{:?}", changes.keys().collect::<Vec<_>>());
        for (path, bytes) in &changes {
            match bytes {
                Some(bytes) => self.files.insert(path.clone(), bytes.clone()),
                None => self.files.remove(path),
            };
        }
        let changes = changes.into_iter().map(|(p, b)| (p.clone(), b.map(|b| raw(&p, &b)))).collect();
        let sources = Arc::new(self.edition.sources.with(changes));
        self.edition = self.edition.next(sources, &mut self.known, today());
        told
    }

    fn compare(&self, told: &str) {
        let clean = Sources::new(self.files.iter().map(|(p, b)| raw(p, b)).collect());
        let clean = Edition::new(Arc::new(clean), today());
        let (ours, theirs) = (shown(&self.edition), shown(&clean));
        assert_eq!(findings(&self.edition), findings(&clean), "findings after {told}");
        assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "files after {told}");
        for (path, bytes) in &ours {
            assert!(bytes == &theirs[path], "{path} differs after {told}");
        }
    }
}

fn shown(edition: &Edition) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (region, audience) in edition.sites() {
        let Some(site) = edition.site(region, audience) else { continue };
        let (output, _) = edition.render(&site);
        for (path, bytes) in output.files() {
            files.insert(format!("{}/{audience}/{path}", region.folder), bytes.to_vec());
        }
        // A page that is asked for alone is the page of the whole site.
        for page in output.pages.iter().step_by(5) {
            let (alone, _) = edition.page(&site, &page.path);
            assert_eq!(alone.map(|p| p.html).as_ref(), Some(&page.html), "{}", page.path);
        }
    }
    files
}

/// The findings, by place: ids of files are another matter in an edition that grew.
fn findings(edition: &Edition) -> Vec<String> {
    let shared = edition.shared();
    let mut all = shared.clone();
    let mut held = Vec::new();
    for (region, audience) in edition.sites() {
        let (_, judged) = edition.judge(&shared, region, audience).expect("no panic");
        all.extend(judged.findings);
        held.push(format!("{}/{audience} {}", region.folder, judged.held));
    }
    let all = settle(edition, all);
    let mut lines: Vec<String> = write(Form::Regel, &all, &edition.sources, false).lines().map(str::to_owned).collect();
    lines.sort();
    lines.extend(held);
    lines
}

fn walk(files: Vec<RawFile>, seed: u64, steps: usize) {
    let start = files.clone();
    let mut walk = Walk::new(files, seed);
    for step in 0..steps {
        // A set that is broken all over shows little: begin anew now and then.
        if step % 25 == 24 {
            walk = Walk::new(start.clone(), seed + step as u64);
        }
        let told = walk.step();
        walk.compare(&told);
    }
}

#[test]
fn a_walk_through_random_edits_shows_what_a_clean_build_shows() {
    for seed in [1, 20_261_126, 77] {
        walk(set::basis(), seed, 400);
    }
}

#[test]
fn an_edit_of_one_text_reads_one_text() {
    let files = set::basis();
    let mut known = Known::default();
    let first = Edition::first(Arc::new(Sources::new(files)), &mut known, today());
    let path = "content/ouders/start.md";
    let text = format!("{}\nNog een zin.\n", set::text_of(path));
    let change = [(path.to_owned(), Some(RawFile::text(path, &text)))].into();
    let next = first.next(Arc::new(first.sources.with(change)), &mut known, today());
    let mut again = Vec::new();
    for ((id, old), (_, new)) in first.set.pages.iter().zip(&next.set.pages) {
        if !Arc::ptr_eq(old, new) {
            again.push(id.to_string());
        }
    }
    assert_eq!(again, ["ouders/start"]);
    assert!(Arc::ptr_eq(&first.set.registers, &next.set.registers));
    for (old, new) in first.set.regions.iter().zip(&next.set.regions) {
        assert!(Arc::ptr_eq(&old.profile, &new.profile));
        assert!(old.overlays.values().zip(new.overlays.values()).all(|(a, b)| Arc::ptr_eq(a, b)));
    }
}
