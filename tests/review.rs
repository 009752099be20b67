//! The review panel of the preview, as somebody meets it who has to judge a page.
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

mod program;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use program::put_set;

/// A set, with a preview when one was started.
struct Desk {
    folder: TempDir,
    preview: Option<(Child, u16)>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some((child, _)) = &mut self.preview {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        put_set(folder.path());
        Self { folder, preview: None }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("write");
    }

    fn change(&self, below: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(below)).expect("a text");
        assert!(text.contains(old), "{old} in {text}");
        self.write(below, &text.replace(old, new));
    }

    fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wegwijzer"));
        command.current_dir(self.folder.path());
        command
    }

    fn run(&self, arguments: &[&str]) {
        let done = self.program().args(arguments).output().expect("the program");
        assert!(done.status.success(), "{arguments:?}: {done:?}");
    }

    /// The panel of a page, of the set as it is now.
    fn panel(&mut self, page: &str) -> String {
        if let Some((mut child, _)) = self.preview.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
        let mut child =
            self.program().args(["serve", "--poort", "0"]).stdout(Stdio::piped()).spawn().expect("the program");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let line = lines.find(|l| l.as_ref().is_ok_and(|l| l.contains("http://"))).expect("an address").expect("text");
        let port = line.rsplit(':').next().expect("a port").trim_end_matches('/').parse().expect("a number");
        self.preview = Some((child, port));
        self.get(&format!("/_/nakijken/{page}"))
    }

    fn get(&self, path: &str) -> String {
        let port = self.preview.as_ref().expect("a preview").1;
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").expect("write");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with("HTTP/1.1 200 "), "{path}: {answer}");
        answer
    }
}

/// What stands on the page between the opening of a section and its end.
fn section<'p>(page: &'p str, opening: &str) -> &'p str {
    let rest = page.split(opening).nth(1).unwrap_or_else(|| panic!("{opening} in {page}"));
    rest.split("</section>").next().unwrap_or_default()
}

const OVERLAY: &str = "regions/voorbeeld/ouders/hulp.md";
const NATIONAL: &str = "content/ouders/hulp.md";
const LOCK: &str = "regions/voorbeeld/basis.lock";

#[test]
fn a_stale_overlay_is_judged_with_three_texts() {
    let mut desk = Desk::new();
    desk.write(OVERLAY, "## Bij ons {#bij-ons na=wie-helpt}\n\nOok Noor helpt u.\n");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let block = section(&page, "id=\"blok-bij-ons\"");
    assert!(block.contains("niemand heeft het bevestigd") && block.contains("wegwijzer bevestig voorbeeld"), "{block}");
    desk.run(&["bevestig", "voorbeeld"]);
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let block = section(&page, "id=\"blok-bij-ons\"");
    assert!(block.contains("De zorgplicht geldt voor elke school.") && block.contains("niet veranderd"), "{block}");
    assert!(!block.contains("van toen") && !block.contains("let-op"), "{block}");
    desk.change(NATIONAL, "geldt voor elke school", "geldt voor bijna elke <i>school</i>");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let block = section(&page, "id=\"blok-bij-ons\"");
    // Then, now with what changed, and the region's.
    let then = block.split("Landelijke tekst van toen").nth(1).expect("the text of then");
    let (then, now) = then.split_once("Landelijke tekst van nu").expect("the text of now");
    let (now, own) = now.split_once("Van de regio").expect("the text of the region");
    assert!(then.contains(&format!("{LOCK}:3")) && then.contains("De zorgplicht geldt voor elke school."), "{then}");
    assert!(now.contains("<ins>") && now.contains(">bijna <") && now.contains("&lt;i&gt;school"), "{now}");
    assert!(now.contains("Iemand van buiten"), "what stayed is there to read: {now}");
    assert!(own.contains("Ook Noor helpt u."), "{own}");
    assert!(block.contains("<code>wegwijzer bevestig voorbeeld ouders/hulp#wie-helpt</code>"), "{block}");
}

#[test]
fn who_can_not_see_the_text_of_then_is_told_how_to_find_it() {
    let mut desk = Desk::new();
    desk.write(OVERLAY, "## Bij ons {#bij-ons na=wie-helpt}\n\nOok Noor helpt u.\n");
    desk.run(&["bevestig", "voorbeeld"]);
    let lock = fs::read_to_string(desk.path(LOCK)).expect("a text");
    let (head, _) = lock.split_once("  tekst:").expect("the text of then");
    desk.write(LOCK, head);
    desk.change(NATIONAL, "geldt voor elke school", "geldt altijd");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let block = section(&page, "id=\"blok-bij-ons\"");
    assert!(block.contains("niet bewaard in <code>basis.lock</code>"), "{block}");
    assert!(block.contains("T23:59 -- content/ouders/hulp.md</code>"), "{block}");
    assert!(block.contains("geldt altijd") && !block.contains("<ins>"), "{block}");
}

#[test]
fn what_a_region_hides_is_shown_beside_what_it_was() {
    let mut desk = Desk::new();
    desk.write(
        OVERLAY,
        "---\nverbergt:\n  - sectie: voorbeelden\n    reden: Deze regio heeft eigen voorbeelden.\n---\n",
    );
    desk.run(&["bevestig", "voorbeeld"]);
    desk.change(NATIONAL, "Ik maak mij zorgen.", "Ik maak mij geen zorgen.");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    assert!(!page.contains("id=\"blok-voorbeelden\""), "{page}");
    let hidden = section(&page, "De regio verbergt deze landelijke tekst");
    assert!(
        hidden.contains("bevestigde dat de regio die kan verbergen") && hidden.contains("Kan dat nog?"),
        "{hidden}"
    );
    assert!(hidden.contains("De reden: Deze regio heeft eigen voorbeelden"), "{hidden}");
    assert!(hidden.contains("Landelijke tekst van toen") && hidden.contains("<ins>"), "{hidden}");
    // A section that is gone: its text of then is all there is.
    desk.change(NATIONAL, "{#voorbeelden .open}", "{#anders .open}");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let gone = section(&page, "De landelijke sectie waar dit bij hoort, is er niet meer");
    assert!(gone.contains("Ik maak mij zorgen.") && !gone.contains("van nu"), "{gone}");
}

/// The signatures of a text, each as the panel shows it.
fn signatures<'p>(page: &'p str, text: &str) -> Vec<&'p str> {
    let list = page.split(&format!("<h3>{text}: ")).nth(1).unwrap_or_else(|| panic!("{text} in {page}"));
    let list = list.split("</ul>").next().unwrap_or_default();
    list.split("<li>").skip(1).collect()
}

const PANEL: &[&str] = &[
    "teken",
    "ouders/hulp",
    "--rol",
    "panel",
    "--organisatie",
    "Ouderpanel <Zuid>",
    "--ondertekenaar",
    "OP1",
    "--datum",
    "2026-11-20",
    "--oordeel",
    "akkoord-met-opmerking",
    "--aantal",
    "5",
    "--opmerkingen",
    "OPP kent niemand",
    "--veranderd",
    "OPP is nu uitgelegd",
    "--niet-veranderd",
    "De titel blijft: zo zoeken ouders",
];

#[test]
fn who_signed_is_told_with_what_came_of_it_and_what_it_is_worth() {
    let mut desk = Desk::new();
    let page = desk.panel("voorbeeld/ouders/hulp/");
    assert!(page.contains("Niemand tekende deze tekst."), "{page}");
    desk.run(PANEL);
    let editor = ["teken", "ouders/hulp", "--rol", "redactie", "--organisatie", "Redactie", "--ondertekenaar"];
    desk.run(&[&editor[..], &["LR2", "--datum", "2026-11-21"]].concat());
    desk.run(&[&editor[..], &["LR3", "--datum", "2026-11-22"]].concat());
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let [third, second, first] = signatures(&page, "Landelijke tekst")[..] else { panic!("{page}") };
    assert!(first.contains("ouderpanel</strong>, 5 mensen, 2026-11-20: <code>OP1</code>"), "{first}");
    assert!(first.contains("(Ouderpanel &lt;Zuid&gt;), akkoord met opmerking. Telt voor de tekst"), "{first}");
    assert!(first.contains("Opmerking: OPP kent niemand") && first.contains("veranderd: OPP is nu"), "{first}");
    assert!(first.contains("Niet veranderd: De titel blijft"), "{first}");
    assert!(second.contains("LR2") && second.contains("Een latere handtekening is hiervoor"), "{second}");
    assert!(third.contains("LR3") && third.contains("Telt voor de tekst"), "{third}");
    // The text moved on: nobody signed this one.
    desk.change(NATIONAL, "geldt voor elke school", "geldt voor bijna elke school");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let all = signatures(&page, "Landelijke tekst");
    assert!(
        all.len() == 3 && all.iter().all(|s| s.contains("Telt niet meer: de tekst is daarna veranderd")),
        "{all:?}"
    );
    desk.run(&["teken", "ouders/hulp", "--intrekken", "--reden", "Klopt niet meer", "--datum", "2026-11-23"]);
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let all = signatures(&page, "Landelijke tekst");
    assert!(all[0].contains("intrekking") && all[0].contains("Reden: Klopt niet meer"), "{all:?}");
    assert!(all[1..].iter().all(|s| s.contains("de tekst is daarna ingetrokken")), "{all:?}");
}

#[test]
fn who_has_to_sign_yet_is_told_once() {
    let mut desk = Desk::new();
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let never = "niemand heeft deze tekst ondertekend (nog nodig: inhoud, redactie, ouderpanel)";
    assert!(page.contains(never), "{page}");
    desk.run(PANEL);
    let page = desk.panel("voorbeeld/ouders/hulp/");
    assert!(page.contains("concept; er ontbreekt een handtekening: inhoud, redactie</dd>"), "{page}");
    desk.run(&["toets", "voorbeeld", "--output-dir", "pakket"]);
    let index = fs::read_to_string(desk.path("pakket/index.html")).expect("a page");
    assert!(index.contains("concept; er ontbreekt een handtekening: inhoud, redactie</span>"), "{index}");
    assert!(index.contains(never), "{index}");
}

#[test]
fn the_counterpart_leads_to_its_page_and_to_its_panel() {
    let mut desk = Desk::new();
    desk.change(NATIONAL, "klasse: B\n", "klasse: B\ntegenhanger: [jongeren/meepraten]\n");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let other = "voorbeeld/jongeren/basisschool/meepraten/";
    assert!(page.contains(&format!("<iframe src=\"/{other}\"")), "{page}");
    let links = |target: &str| page.matches(&format!("<a href=\"{target}\">")).count();
    assert_eq!((links(&format!("/{other}")), links(&format!("/_/nakijken/{other}"))), (2, 2), "{page}");
    desk.get(&format!("/{other}"));
    desk.get(&format!("/_/nakijken/{other}"));
}

#[test]
fn what_stands_in_a_page_is_shown_with_its_text_and_its_state() {
    let mut desk = Desk::new();
    desk.change(NATIONAL, "Begin bij de leraar.", "Begin bij de leraar.\n\n{{ passage.v-termijnen }}\n\n");
    let slot = "regions/voorbeeld/vakken/onafhankelijkheid.md";
    let text = fs::read_to_string(desk.path(slot)).expect("a text");
    desk.write(slot, &format!("---\ngecontroleerd-op: 2026-11-02\n---\n\nWij kiezen geen partij.\n\n{text}"));
    desk.run(&["teken", &slot[..slot.len() - 3], "--rol", "steunpunt", "--organisatie", "X", "--ondertekenaar", "V1"]);
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let passage = section(&page, "Hierin: vaste passage v-termijnen");
    let written = fs::read_to_string(desk.path("content/passages/v-termijnen.md")).expect("a text");
    let words = written.rsplit("---").next().expect("a text").trim().split("{{").next().expect("a text").trim();
    assert!(passage.contains(words) && passage.contains("Staat: concept; niemand heeft"), "{passage}");
    let slot = section(&page, "Hierin: vak onafhankelijkheid, gevuld door de regio");
    assert!(slot.contains("Wij kiezen geen partij."), "{slot}");
    assert!(slot.contains("Van Samen naar School Voorbeeld, gecontroleerd op 2026-11-02"), "{slot}");
    assert!(
        slot.contains("<code>V1</code>") && slot.contains("er ontbreekt een handtekening: iemand van de regio<"),
        "{slot}"
    );
    let file = "regions/voorbeeld/vakken/onafhankelijkheid.md";
    desk.change(file, "geen partij", "nooit partij");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let slot = section(&page, "Hierin: vak onafhankelijkheid, gevuld door de regio");
    assert!(slot.contains("veranderd sinds de handtekening van") && slot.contains("nooit<"), "{slot}");
    // Data of the region: its lines, and how they stand.
    let page = desk.panel("voorbeeld/ouders/contact/");
    let contact = section(&page, "Hierin: vak contact, uit regio.yaml");
    assert!(contact.contains("soort: telefoon") && !contact.contains("soort: chat"), "{contact}");
    assert!(contact.contains("gecontroleerd op 2026-11-01") && contact.contains("Staat: "), "{contact}");
    fs::remove_file(desk.path(file)).expect("remove");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    assert!(page.contains("Hierin: vak onafhankelijkheid, leeg"), "{page}");
}

#[test]
fn each_block_tells_what_changed_in_it_since_somebody_signed() {
    let mut desk = Desk::new();
    desk.run(PANEL);
    let page = desk.panel("voorbeeld/ouders/hulp/");
    assert!(page.contains("Deze tekst is niet veranderd sinds de handtekening van 2026-11-20."), "{page}");
    assert!(!page.contains(">Veranderd sinds"), "{page}");
    desk.change(NATIONAL, "Ik maak mij zorgen.", "Ik maak mij grote zorgen.");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    assert!(page.contains("Deze tekst is veranderd sinds de handtekening van 2026-11-20."), "{page}");
    let other = section(&page, "id=\"blok-wie-helpt\"");
    let block = section(&page, "id=\"blok-voorbeelden\"");
    assert!(!other.contains("Veranderd sinds"), "{other}");
    let told = block.split("Veranderd sinds de handtekening van 2026-11-20:").nth(1).expect("what changed");
    assert!(told.contains("<ins>") && told.contains("grote "), "{told}");
    // As Windows saves it: nothing else changed.
    desk.change(NATIONAL, "\n", "\r\n");
    let page = desk.panel("voorbeeld/ouders/hulp/");
    let other = section(&page, "id=\"blok-wie-helpt\"");
    assert!(!other.contains("Veranderd sinds"), "{other}");
    assert_eq!(page.matches(">Veranderd sinds").count(), 1, "{page}");
}
