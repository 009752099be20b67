//! The preview as a browser, an editor and an attacker meet it.
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

mod program;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use program::{copy, put_set};

/// A preview of a set of its own.
struct Preview {
    folder: TempDir,
    /// Where the program puts what it needs for a moment.
    moment: TempDir,
    child: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn start(set: bool, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        if set {
            put_set(folder.path());
        }
        let moment = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_wegwijzer"))
            .current_dir(folder.path())
            .env("TMPDIR", moment.path())
            .args(["serve", "--poort", "0", "--peildatum", "2026-11-22"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let line = lines.find(|l| l.as_ref().is_ok_and(|l| l.contains("http://"))).expect("an address").expect("text");
        let port = line.rsplit(':').next().expect("a port").trim_end_matches('/').parse().expect("a number");
        Self { folder, moment, child, port }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time");
        stream
    }

    /// Sends bytes as they are; the whole answer.
    fn raw(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // A server that has seen enough may stop listening.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).as_bytes())
    }

    /// Asks for a page until it shows what is wanted.
    fn until(&self, path: &str, wanted: impl Fn(&str) -> bool) -> Duration {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return start.elapsed();
            }
            assert!(start.elapsed() < Duration::from_secs(15), "{path} stays at {answer}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn is_well(&self) {
        let start = Instant::now();
        let answer = self.get("/voorbeeld/ouders/");
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    }

    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

#[test]
fn pages_are_those_of_a_build() {
    let preview = Preview::start(true, &[]);
    let out = preview.path("public");
    let built = Command::new(env!("CARGO_BIN_EXE_wegwijzer"))
        .current_dir(preview.folder.path())
        .args(["build", "--peildatum", "2026-11-22"])
        .output()
        .expect("the program");
    assert!(built.status.success());
    for path in ["voorbeeld/ouders/", "voorbeeld/ouders/hulp/", "voorbeeld/jongeren/basisschool/meepraten/"] {
        let file = fs::read_to_string(out.join(path).join("index.html")).expect("a page");
        let answer = preview.get(&format!("/{path}"));
        let main = |html: &str| html.split("<main").nth(1).expect("a text").split("</main>").next().map(str::to_owned);
        assert_eq!(main(&file), main(&answer), "{path}");
        assert!(answer.contains("voorvertoning.js") && !file.contains("voorvertoning"), "{path}");
    }
    let style = fs::read_to_string(out.join("voorbeeld/ouders/stijl.css")).expect("a style");
    assert!(preview.get("/voorbeeld/ouders/stijl.css").ends_with(&style));
    let there = ["/", "/_/bevindingen", "/_/nakijken/voorbeeld/ouders/hulp/", "/_/uitleg/F004", "/_overzicht/"];
    for path in there {
        assert_eq!(status(&preview.get(path)), 200, "{path}");
    }
    assert!(preview.get("/voorbeeld/ouders/hulp").contains("Location: /voorbeeld/ouders/hulp/\r\n"));
    assert_eq!(status(&preview.get("/voorbeeld/ouders/er-is-niets/")), 404);
    assert_eq!(status(&preview.get("/content/registers/feiten.yaml")), 404);
    assert_eq!(status(&preview.get("/book.toml")), 404);
}

#[test]
fn no_attack_gets_an_answer_or_hurts_others() {
    let preview = Preview::start(true, &[]);
    let host = format!("Host: localhost:{}", preview.port);
    let many = format!("{}\r\n", "X: y\r\n".repeat(5000));
    let long = format!("GET /{} HTTP/1.1", "a".repeat(100_000));
    let cases: Vec<(u16, String)> = vec![
        (400, format!("GET /../../etc/passwd HTTP/1.1\r\n{host}\r\n\r\n")),
        (400, format!("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n{host}\r\n\r\n")),
        (400, format!("GET /..%5c..%5cbook.toml HTTP/1.1\r\n{host}\r\n\r\n")),
        (400, format!("GET //etc/passwd HTTP/1.1\r\n{host}\r\n\r\n")),
        (400, format!("GET /.git/config HTTP/1.1\r\n{host}\r\n\r\n")),
        (400, format!("GET /a%00b HTTP/1.1\r\n{host}\r\n\r\n")),
        (400, format!("GET http://evil.example/ HTTP/1.1\r\n{host}\r\n\r\n")),
        (421, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_owned()),
        (421, "GET / HTTP/1.1\r\n\r\n".to_owned()),
        (421, format!("GET / HTTP/1.1\r\n{host}\r\n{host}\r\n\r\n")),
        (403, format!("GET / HTTP/1.1\r\n{host}\r\nOrigin: https://evil.example\r\n\r\n")),
        (405, format!("POST / HTTP/1.1\r\n{host}\r\n\r\n")),
        (405, format!("POST / HTTP/1.1\r\n{host}\r\nContent-Length: 3\r\n\r\na=b")),
        (413, format!("GET / HTTP/1.1\r\n{host}\r\nContent-Length: 1000000000000000\r\n\r\n")),
        (413, format!("GET / HTTP/1.1\r\n{host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
        (417, format!("GET / HTTP/1.1\r\n{host}\r\nExpect: 100-continue\r\n\r\n")),
        (400, format!("GET / HTTP/1.1\r\n{host}\r\n\r\nGET /smuggled HTTP/1.1\r\n{host}\r\n\r\n")),
        (400, format!("GET / HTTP/1.1\r\n{host}\r\nX: a\nY: b\r\n\r\n")),
        (505, format!("GET / HTTP/9.9\r\n{host}\r\n\r\n")),
        (431, format!("GET / HTTP/1.1\r\n{host}\r\n{many}\r\n")),
        (431, format!("{long}\r\n{host}\r\n\r\n")),
    ];
    for (code, request) in cases {
        let answer = preview.raw(request.as_bytes());
        let shown: String = request.chars().take(80).collect();
        assert_eq!(status(&answer), code, "{shown:?} gives {answer}");
        assert!(answer.contains("X-Content-Type-Options: nosniff"), "{shown:?}");
        assert!(!answer.contains("Access-Control"), "{shown:?}");
        preview.is_well();
    }
    let zeroes = vec![0; 20_000];
    for noise in [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], &zeroes, b"\r\n\r\n", b"GET"] {
        let mut stream = preview.connect();
        let _ = stream.write_all(noise);
        drop(stream);
        preview.is_well();
    }
    let head = preview.raw(format!("HEAD / HTTP/1.1\r\n{host}\r\n\r\n").as_bytes());
    assert!(status(&head) == 200 && head.ends_with("\r\n\r\n"), "{head}");
}

#[test]
fn slow_clients_keep_nobody_waiting() {
    let preview = Preview::start(true, &[]);
    let mut slow: Vec<TcpStream> = (0..50).map(|_| preview.connect()).collect();
    for round in 0..6 {
        for (i, stream) in slow.iter_mut().enumerate() {
            // One letter now and then, or silence.
            if i % 2 == 0 {
                let _ = stream.write_all(&b"GET / HTTP/1.1\r\n"[round..=round]);
            }
        }
        preview.is_well();
        std::thread::sleep(Duration::from_millis(100));
    }
    // Clients that ask and do not read.
    let asked: Vec<TcpStream> = (0..50)
        .map(|_| {
            let mut stream = preview.connect();
            let _ = write!(stream, "GET /voorbeeld/ouders/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
            stream
        })
        .collect();
    preview.is_well();
    // A head that does not come whole in five seconds never will.
    let start = Instant::now();
    let mut answer = String::new();
    let _ = slow[1].read_to_string(&mut answer);
    assert_eq!(status(&answer), 408, "{answer}");
    assert!(start.elapsed() < Duration::from_secs(8));
    drop(asked);
    // More clients than there are places.
    let crowd: Vec<TcpStream> = (0..700).filter_map(|_| TcpStream::connect(("127.0.0.1", preview.port)).ok()).collect();
    assert!(crowd.len() > 512);
    drop(crowd);
    std::thread::sleep(Duration::from_millis(300));
    preview.is_well();
    assert!(preview.memory() < 300_000, "{} KB", preview.memory());
}

/// Saves the text in some way, and says what the page should show then.
type Save = fn(&Path, &str);

const SAVES: [(&str, Save); 7] = [
    ("in place", |path, text| fs::write(path, text).expect("write")),
    ("renamed over", |path, text| {
        let new = path.with_file_name(".hulp.md.swp");
        fs::write(&new, text).expect("write");
        fs::rename(new, path).expect("rename");
    }),
    ("removed and made again", |path, text| {
        fs::remove_file(path).expect("remove");
        std::thread::sleep(Duration::from_millis(20));
        fs::write(path, text).expect("write");
    }),
    ("kept as a backup, written anew", |path, text| {
        fs::rename(path, path.with_file_name("hulp.md~")).expect("rename");
        fs::write(path, text).expect("write");
    }),
    ("emptied, then written", |path, text| {
        let mut file = fs::File::create(path).expect("create");
        std::thread::sleep(Duration::from_millis(60));
        file.write_all(text.as_bytes()).expect("write");
    }),
    ("in pieces", |path, text| {
        let mut file = fs::File::create(path).expect("create");
        for piece in text.as_bytes().chunks(100) {
            file.write_all(piece).expect("write");
            std::thread::sleep(Duration::from_millis(2));
        }
    }),
    ("a whole folder put in its place", |path, text| {
        let folder = path.parent().expect("a folder");
        let (old, new) = (folder.with_file_name("oud"), folder.with_file_name("nieuw"));
        copy(folder, &new);
        fs::write(new.join("hulp.md"), text).expect("write");
        fs::rename(folder, &old).expect("rename");
        fs::rename(&new, folder).expect("rename");
        fs::remove_dir_all(old).expect("remove");
    }),
];

fn every_way_of_saving_is_noticed(more: &[&str]) {
    let preview = Preview::start(true, more);
    let path = preview.path("content/ouders/hulp.md");
    let text = fs::read_to_string(&path).expect("a text");
    preview.until("/voorbeeld/ouders/hulp/", |page| page.contains("<main"));
    for (i, (name, save)) in SAVES.iter().enumerate() {
        let word = format!("proefwoord{i}");
        save(&path, &format!("{text}\nHier staat {word}.\n"));
        let time = preview.until("/voorbeeld/ouders/hulp/", |page| page.contains(&word));
        assert!(time < Duration::from_secs(5), "{name}: {time:?}");
    }
    // New, renamed and removed pages and folders.
    let new = preview.path("regions/voorbeeld/jongeren/van-ons.md");
    fs::create_dir_all(new.parent().expect("a folder")).expect("a folder");
    let page =
        "---\ntitel: Van ons?\nsamenvatting: Iets.\npijler: informeren\nklasse: C\n---\n\nHier is iets nieuws.\n";
    fs::write(&new, page).expect("write");
    let at = |slug: &str| format!("/voorbeeld/jongeren/basisschool/{slug}/");
    preview.until(&at("van-ons"), |page| page.contains("iets nieuws"));
    fs::rename(&new, new.with_file_name("ook-van-ons.md")).expect("rename");
    preview.until(&at("ook-van-ons"), |page| page.contains("iets nieuws"));
    preview.until(&at("van-ons"), |page| page.contains("laatste goede versie"));
    copy(&preview.path("regions/voorbeeld"), &preview.path("regions/nieuw"));
    preview.until("/nieuw/ouders/", |page| status(page) == 200);
    fs::remove_dir_all(preview.path("regions/nieuw")).expect("remove");
    preview.until("/", |page| !page.contains("/nieuw/ouders/"));
    // Themes and registers count as well.
    let style = preview.path("themes/basis/stijl.css");
    fs::write(&style, ".anders { color: red; }\n").expect("write");
    preview.until("/voorbeeld/ouders/stijl.css", |css| css.contains(".anders {"));
}

#[test]
fn saves_are_noticed_by_events() {
    every_way_of_saving_is_noticed(&[]);
}

#[test]
fn saves_are_noticed_by_looking() {
    every_way_of_saving_is_noticed(&["--poll"]);
}

#[test]
fn a_waiting_browser_is_told_at_once() {
    let preview = Preview::start(true, &[]);
    let ask = "map=voorbeeld&doelgroep=jongeren&pad=basisschool/meepraten/";
    preview.until(&format!("/_/nieuws?nieuws=0&{ask}"), |a| a.contains("\"nagekeken\":true"));
    let news = preview.get(&format!("/_/nieuws?nieuws=0&{ask}"));
    let number = |news: &str| news.split("\"nieuws\":").nth(1).expect("a number").split(',').next().map(str::to_owned);
    let seen = number(&news).expect("a number");
    let print = |news: &str| news.split("\"afdruk\":").nth(1).expect("a print").split(',').next().map(str::to_owned);
    let path = preview.path("content/jongeren/meepraten.md");
    let text = fs::read_to_string(&path).expect("a text");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| preview.get(&format!("/_/nieuws?nieuws={seen}&volg=ja&{ask}")));
        std::thread::sleep(Duration::from_millis(300));
        assert!(!waiting.is_finished(), "there was nothing to tell");
        fs::write(&path, text.replace("titel: ", "titel: Nu ")).expect("write");
        let told = waiting.join().expect("an answer");
        assert!(told.contains("\"volg\":\"/voorbeeld/jongeren/basisschool/meepraten/\""), "{told}");
        assert_ne!(print(&told), print(&news));
        assert_ne!(number(&told), number(&news));
    });
}

/// A browser loads a page again when its fingerprint is another one: one that never agrees would load for ever.
#[test]
fn what_is_told_of_a_page_agrees_with_the_page() {
    let preview = Preview::start(true, &[]);
    let value = |text: &str, before: &str| -> String {
        let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("{before} in {text}"));
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let agree = |case: &str| {
        preview.until("/_/nieuws?nieuws=0", |news| news.contains("\"nagekeken\":true"));
        for path in ["hulp/", "nergens/", "contact/", "hulp/?nakijken=ja"] {
            let page = preview.get(&format!("/voorbeeld/ouders/{path}"));
            let pad = path.split('?').next().unwrap_or_default();
            let news = preview.get(&format!("/_/nieuws?nieuws=0&map=voorbeeld&doelgroep=ouders&pad={pad}"));
            assert_eq!(value(&page, "data-afdruk=\""), value(&news, "\"afdruk\":\""), "{case}: {path}");
        }
    };
    agree("all is well");
    let cases = [
        ("content/ouders/hulp.md", "<b>vet</b>\n"),
        ("themes/basis/pagina.html", "{{ niet.er }}"),
        ("content/registers/feiten.yaml", "  : ["),
        ("regions/voorbeeld/regio.yaml", "  : ["),
        ("book.toml", "[["),
    ];
    for (file, slip) in cases {
        let path = preview.path(file);
        let old = fs::read_to_string(&path).expect(file);
        fs::write(&path, format!("{old}\n{slip}")).expect("write");
        preview.until("/", |page| {
            page.contains("1 fout") || page.contains(" fouten en") && !page.contains(" 0 fouten en")
        });
        agree(file);
        fs::write(&path, old).expect("write");
        preview.until("/", |page| page.contains(" 0 fouten en"));
    }
    let gone = preview.path("pagina.html");
    fs::rename(preview.path("themes/basis/pagina.html"), gone).expect("rename");
    preview.until("/voorbeeld/ouders/contact/", |page| page.contains("basis/pagina.html"));
    agree("a template is gone");
}

#[test]
fn a_set_that_is_not_there_yet_is_shown_and_recovers() {
    let preview = Preview::start(false, &[]);
    preview.until("/", |page| page.contains("er is geen <code>book.toml</code> in deze map"));
    assert_eq!(status(&preview.get("/voorbeeld/ouders/")), 404);
    put_set(preview.folder.path());
    preview.until("/voorbeeld/ouders/hulp/", |page| status(page) == 200);
    preview.until("/", |page| page.contains("kan uit"));
}

#[test]
fn a_page_that_breaks_stays_under_a_banner_and_recovers() {
    let preview = Preview::start(true, &[]);
    let page = "/voorbeeld/ouders/hulp/";
    preview.is_well();
    assert_eq!(status(&preview.get(page)), 200);
    let template = preview.path("themes/basis/pagina.html");
    let good = fs::read_to_string(&template).expect("a template");
    fs::write(&template, format!("{good}{{{{ niet.er }}}}")).expect("write");
    preview.until(page, |p| p.contains("laatste goede versie") && p.contains("themes/basis/pagina.html:"));
    // A page that was never seen before has no last good version.
    assert!(preview.get("/voorbeeld/ouders/aanmelden/").contains("Het thema is stuk"));
    fs::write(&template, good).expect("write");
    preview.until(page, |p| !p.contains("laatste goede versie"));
    // A template that is gone is named.
    let gone = preview.path("pagina.html");
    fs::rename(&template, &gone).expect("rename");
    preview.until("/voorbeeld/ouders/aanmelden/", |p| {
        p.contains("het thema heeft geen <code>themes/basis/pagina.html</code>")
    });
    preview.until(page, |p| p.contains("laatste goede versie") && p.contains("themes/basis/pagina.html"));
    fs::rename(&gone, &template).expect("rename");
    preview.until(page, |p| !p.contains("laatste goede versie"));
    // A register that can't be read would leave holes in every page.
    let register = preview.path("content/registers/feiten.yaml");
    let facts = fs::read_to_string(&register).expect("a text");
    fs::write(&register, format!("  : [\n{facts}")).expect("write");
    preview.until(page, |p| p.contains("laatste goede versie") && p.contains("content/registers/feiten.yaml:1"));
    let never_seen = preview.get("/voorbeeld/jongeren/basisschool/meepraten/");
    assert!(never_seen.contains("Op deze pagina kan iets ontbreken."), "{never_seen}");
    let list = preview.path("content/jongeren/contact.md");
    let contact = fs::read_to_string(&list).expect("a text");
    fs::write(&list, format!("{contact}\n<b>vet</b>\n")).expect("write");
    preview.until("/_/bevindingen", |p| p.contains("H003") && p.contains("feiten.yaml:1"));
    let told = preview.get("/_/bevindingen");
    let weights: Vec<&str> = told.split("<p><strong>").skip(1).filter_map(|t| t.split(' ').next()).collect();
    let mut sorted = weights.clone();
    sorted.sort_by_key(|w| ["Fout", "Waarschuwing", "Info"].iter().position(|known| known == w));
    assert_eq!(weights, sorted, "errors come first");
    fs::write(&list, contact).expect("write");
    fs::write(&register, facts).expect("write");
    preview.until(page, |p| !p.contains("laatste goede versie"));
    // An error in a text is told, with its place, and the page is shown.
    let text = preview.path("content/ouders/hulp.md");
    let old = fs::read_to_string(&text).expect("a text");
    fs::write(&text, format!("{old}\n<b>vet</b>\n")).expect("write");
    preview.until("/_/bevindingen", |p| p.contains("H003") && p.contains("content/ouders/hulp.md:"));
    preview.until("/", |p| p.contains("gaat niet uit"));
    assert_eq!(status(&preview.get(page)), 200);
    let review = preview.get("/_/nakijken/voorbeeld/ouders/hulp/");
    assert!(review.contains("<mark>") && review.contains("H003"), "{review}");
    fs::write(&text, old).expect("write");
    preview.until("/", |p| p.contains("kan uit") && !p.contains("gaat niet uit"));
}

#[test]
fn a_review_points_findings_out_in_the_page_itself() {
    let preview = Preview::start(true, &[]);
    let text = preview.path("content/ouders/hulp.md");
    let old = fs::read_to_string(&text).expect("a text");
    let zin = "\nDeze verzoeken **worden** door de [school](contact.md) <b>afgehandeld</b>.\n";
    let source = old.replace("klasse: B\n", "klasse: B\nbronnen: [bestaat-niet]\n");
    fs::write(&text, format!("{source}{zin}")).expect("write");
    // In a text that stands in the page, and where it can't be seen.
    let slot = preview.path("regions/voorbeeld/vakken/onafhankelijkheid.md");
    let own = fs::read_to_string(&slot).expect("a text");
    fs::write(&slot, format!("{own}\nHier staat <i>schuin</i>.\n")).expect("write");
    let (review, page) = ("/_/nakijken/voorbeeld/ouders/hulp/", "/voorbeeld/ouders/hulp/?nakijken=ja");
    preview.until(review, |p| p.matches(" H003<").count() >= 2 || p.matches(">H003<").count() >= 2);
    let told = preview.get(review);
    let marked = preview.get(page);
    assert!(told.contains(&format!("src=\"{page}\"")), "{told}");
    let (mut places, mut unseen) = (0, 0);
    for rest in told.split("id=\"bevinding-").skip(1) {
        let number = rest.split('"').next().expect("a number");
        let finding = rest.split("</li>").next().expect("a finding");
        let place = format!("id=\"_ww-plek-{number}\"");
        // What can be seen leads there and back; what can't says so.
        assert_eq!(finding.contains(&format!("{page}#_ww-plek-{number}")), marked.contains(&place), "{finding}");
        assert_ne!(finding.contains("niet aan te wijzen"), marked.contains(&place), "{finding}");
        if marked.contains(&place) {
            assert!(marked.contains(&format!("href=\"{review}#bevinding-{number}\"")), "{number}");
            places += 1;
        } else {
            unseen += 1;
        }
        assert!(finding.contains("/_/uitleg/"), "{finding}");
    }
    assert!(places >= 2 && unseen >= 1, "{places} and {unseen}: {told}");
    assert!(marked.contains("<mark class=\"_ww-vondst\">&lt;i&gt;</mark>"), "{marked}");
    // Who only looks at the page sees nothing of it, and neither does the build.
    assert!(!preview.get("/voorbeeld/ouders/hulp/").contains("_ww-vondst"));
    fs::write(&text, old).expect("write");
    fs::write(&slot, own).expect("write");
    preview.until(page, |p| !p.contains("_ww-vondst"));
}

/// The cells of the row of that name in a table, and those of the rows that belong to it.
fn cells<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let row = page.split("<tr>").find(|row| row.contains(name)).expect(name);
    row.split("<td>").skip(1).map(|cell| cell.split("</td>").next().unwrap_or_default()).collect()
}

#[test]
fn a_review_shows_figures_before_and_after() {
    let preview = Preview::start(true, &[]);
    let review = "/_/nakijken/voorbeeld/ouders/hulp/";
    let page = preview.get(review);
    let before = cells(&page, "De hele pagina, voor ouders");
    // The region filled a slot, so that there are two already.
    assert_eq!(before[0], "landelijke tekst");
    let overlay = preview.path("regions/voorbeeld/ouders/hulp.md");
    let own =
        "## Bij ons {vervangt=voorbeelden}\n\nWij lezen dit samen met u door en wij denken daarna ook met u mee.\n";
    fs::create_dir_all(overlay.parent().expect("a folder")).expect("a folder");
    fs::write(&overlay, own).expect("write");
    preview.until(review, |page| page.contains("Bij ons"));
    let page = preview.get(review);
    let (whole, section) = (cells(&page, "De hele pagina, voor ouders"), cells(&page, "#blok-voorbeelden\">Bij ons"));
    assert_eq!(section[0], "landelijke tekst");
    assert_eq!(whole[..7], before[..7], "the national page is as it was");
    let rows = page.split("#blok-voorbeelden\">Bij ons").nth(1).expect("the section");
    let own = rows.split("<tr>").nth(1).expect("a second row");
    let own: Vec<&str> = own.split("<td>").skip(1).map(|c| c.split("</td>").next().unwrap_or_default()).collect();
    assert_eq!(own[..4], ["zoals hier", "15", "15,0", "15"]);
    // The national text stands beside the region's.
    let block = page.split("id=\"blok-voorbeelden\"").nth(1).expect("the block");
    assert!(block.contains("van de regio, in de plaats van landelijke tekst"), "{block}");
    assert!(block.contains("Mijn kind wil niet naar school."), "{block}");
}

/// A text that can't be read leaves nothing to look at: the page stays as it was, and says why.
#[test]
fn a_text_that_cannot_be_read_leaves_the_last_good_page() {
    let preview = Preview::start(true, &[]);
    preview.is_well();
    let page = "/voorbeeld/ouders/hulp/";
    let path = preview.path("content/ouders/hulp.md");
    let good = fs::read(&path).expect("a text");
    let open = String::from_utf8(good.clone()).expect("text").replacen("titel: ", "titel: \"", 1);
    let other_encoding: Vec<u8> = good.iter().copied().chain([0xe9, b'\n']).collect();
    for (bad, code) in [(open.into_bytes(), "F004"), (other_encoding, "F001"), (Vec::new(), "F003")] {
        assert!(!preview.get(page).contains("laatste goede versie"));
        fs::write(&path, &bad).expect("write");
        preview.until(page, |p| p.contains("laatste goede versie") && p.contains(code) && p.contains("hulp.md:"));
        fs::write(&path, &good).expect("write");
        preview.until(page, |p| !p.contains("laatste goede versie"));
    }
    // A broken text of others does not keep an editor from seeing what they write.
    let story = preview.path("content/ervaringen/bellen.md");
    let told = fs::read_to_string(&story).expect("a text");
    fs::write(&story, told.replacen(": ", ": \"", 1)).expect("write");
    preview.until(page, |p| p.contains("Op deze pagina kan iets ontbreken.") && p.contains("bellen.md:"));
    fs::write(&path, [&good[..], b"\nNieuw hier.\n"].concat()).expect("write");
    preview.until(page, |p| p.contains("Nieuw hier.") && p.contains("bellen.md:"));
    fs::write(&story, told).expect("write");
    fs::write(&path, &good).expect("write");
    preview.until(page, |p| !p.contains("kan iets ontbreken") && !p.contains("Nieuw hier."));
    // A page that is there, and not for this site.
    let region = preview.path("regions/voorbeeld/regio.yaml");
    let both = fs::read_to_string(&region).expect("a text");
    fs::write(&region, both.replacen("[PO9901, VO9901]", "[PO9901]", 1)).expect("write");
    let only = String::from_utf8(good.clone()).expect("text").replacen("klasse: B", "klasse: B\nonderwijs: [vo]", 1);
    fs::write(&path, only).expect("write");
    preview.until(page, |p| p.contains("Deze regio toont deze pagina niet"));
    fs::write(&region, both).expect("write");
    fs::write(&path, &good).expect("write");
    preview.until(page, |p| !p.contains("Deze regio toont deze pagina niet"));
    let elsewhere = preview.path("content/ouders/andere-hulp.md");
    fs::rename(&path, &elsewhere).expect("rename");
    preview.until(page, |p| p.contains("is er niet meer") && p.contains("<code>content/ouders/andere-hulp.md</code>"));
    let review = preview.get("/_/nakijken/voorbeeld/ouders/hulp/");
    assert_eq!(preview.get("/voorbeeld/ouders/nergens/").matches("voorvertoning.js").count(), 1);
    assert!(status(&review) == 404 && review.contains("voorvertoning.js") && review.contains("href=\"/\""), "{review}");
    fs::rename(&elsewhere, &path).expect("rename");
    preview.until(page, |p| !p.contains("is er niet meer"));
    let region = preview.path("regions/voorbeeld");
    let away = preview.path("voorbeeld");
    assert_eq!(status(&preview.get("/voorbeeld/ouders/stijl.css")), 200);
    fs::rename(&region, &away).expect("rename");
    preview.until(page, |p| p.contains("De map <code>regions/voorbeeld</code> is er niet meer"));
    // What the last good page is dressed with is there as well.
    assert_eq!(status(&preview.get("/voorbeeld/ouders/stijl.css")), 200);
}

/// A tab hears of a style sheet, a colour, an image: what stands in the page is not all that is seen.
#[test]
fn what_pages_are_dressed_with_makes_them_load_again() {
    let preview = Preview::start(true, &[]);
    preview.is_well();
    let print = || {
        let news = preview.get("/_/nieuws?map=voorbeeld&doelgroep=ouders&pad=hulp/");
        news.split("\"afdruk\":").nth(1).and_then(|rest| rest.split(',').next()).expect("a print").to_owned()
    };
    let mut known = print();
    assert_eq!(known, print());
    for (file, from, to) in [
        ("themes/basis/stijl.css", "", "p { color: red }\n"),
        ("themes/basis/hulp.js", "", "// anders\n"),
        ("regions/voorbeeld/regio.yaml", "status: ", "# anders\nstatus: "),
    ] {
        let path = preview.path(file);
        let text = fs::read_to_string(&path).expect("a text");
        fs::write(&path, text.replacen(from, to, 1)).expect("write");
        preview.until("/_/nieuws?map=voorbeeld&doelgroep=ouders&pad=hulp/", |news| !news.contains(&known));
        known = print();
        assert!(preview.get("/voorbeeld/ouders/hulp/").contains(&format!("data-afdruk={known}")));
    }
}

/// A browser that opens and leaves a page a hundred times keeps nobody from the others.
#[test]
fn those_who_wait_for_news_leave_room_for_others() {
    let preview = Preview::start(true, &[]);
    preview.is_well();
    let number = || {
        let news = preview.get("/_/nieuws");
        news.split("\"nieuws\":").nth(1).and_then(|n| n.split(',').next()).expect("a number").to_owned()
    };
    // When there is news meanwhile, nobody waits: then it is tried again.
    let refused = (0..20).find_map(|_| {
        let before = number();
        let refused = refused_of_a_hundred(&preview, &before);
        (number() == before).then_some(refused)
    });
    assert_eq!(refused, Some(36));
    assert_eq!(status(&preview.get("/voorbeeld/ouders/hulp/")), 200);
}

/// Of a hundred who wait for other news than this, how many are told that there is no room.
fn refused_of_a_hundred(preview: &Preview, number: &str) -> usize {
    let waiting: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = preview.connect();
            write!(stream, "GET /_/nieuws?nieuws={number} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
            stream.set_nonblocking(true).expect("a stream");
            stream
        })
        .collect();
    let refuses = |mut stream: &TcpStream| {
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).is_ok() && answer.ends_with(b"503")
    };
    // They are told at once, long before the others hear anything.
    let until = Instant::now() + Duration::from_secs(5);
    let mut refused = 0;
    while refused < 36 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
        refused += waiting.iter().filter(|stream| refuses(stream)).count();
    }
    refused
}

/// From a page to the same subject on the other site.
#[test]
fn the_counterpart_is_one_step_away() {
    let preview = Preview::start(true, &[]);
    let to = |page: &str| {
        let answer = preview.get(&format!("/_/naast/{page}"));
        answer.lines().find_map(|l| l.strip_prefix("Location: ")).map(|l| l.trim().to_owned())
    };
    assert_eq!(to("voorbeeld/ouders/"), Some("/voorbeeld/jongeren/".to_owned()));
    let counterpart = "/voorbeeld/jongeren/basisschool/meepraten/";
    assert_eq!(to("voorbeeld/ouders/aanmelden/"), Some(counterpart.to_owned()));
    assert_eq!(to("voorbeeld/ouders/nergens/"), Some("/voorbeeld/jongeren/".to_owned()));
    // And to the same page in every other region.
    copy(&preview.path("regions/voorbeeld"), &preview.path("regions/tweede"));
    preview.until("/_/elders/voorbeeld/ouders/aanmelden/", |page| {
        page.contains("href=\"/tweede/ouders/aanmelden/\"") && page.contains("href=\"/voorbeeld/ouders/aanmelden/\"")
    });
}

#[test]
fn a_region_that_is_being_set_up_waits_and_says_for_what() {
    let preview = Preview::start(true, &[]);
    let profile = preview.path("regions/voorbeeld/regio.yaml");
    let text = fs::read_to_string(&profile).expect("a text");
    preview.until("/", |page| page.contains("kan uit") && page.contains("van 9 bouwstenen compleet"));
    fs::remove_file(preview.path("regions/voorbeeld/vakken/onafhankelijkheid.md")).expect("remove");
    preview.until("/", |page| page.contains("gaat niet uit: er zijn fouten"));
    let starting = text.lines().map(|l| if l.starts_with("status:") { "status: in-opbouw" } else { l });
    let starting = format!("{}\n", starting.collect::<Vec<_>>().join("\n"));
    fs::write(&profile, starting).expect("write");
    let waits = |page: &str| {
        page.contains("wacht: nog niet alles is ingevuld") && page.contains("<code>onafhankelijkheid</code>")
    };
    preview.until("/", |page| waits(page) && !page.contains("gaat niet uit: er zijn fouten"));
}

/// Two tabs look at different pages, a third waits for news, and nothing that is saved meanwhile gets lost.
#[test]
fn pages_asked_for_while_a_save_is_taken_in_are_whole() {
    let preview = Preview::start(true, &[]);
    let path = preview.path("content/ouders/hulp.md");
    let text = fs::read_to_string(&path).expect("a text");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for page in ["/voorbeeld/ouders/hulp/", "/voorbeeld/ouders/contact/", "/"] {
            let (preview, done) = (&preview, &done);
            scope.spawn(move || {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    let start = Instant::now();
                    let answer = preview.get(page);
                    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("</html>"), "{page}: {answer}");
                    assert!(start.elapsed() < Duration::from_secs(2), "{page}: {:?}", start.elapsed());
                }
            });
        }
        for i in 0..30 {
            fs::write(&path, format!("{text}\nDit is keer {i}.\n")).expect("write");
            std::thread::sleep(Duration::from_millis(20));
        }
        let time = preview.until("/voorbeeld/ouders/hulp/", |page| page.contains("Dit is keer 29."));
        assert!(time < Duration::from_secs(2), "{time:?}");
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn the_end_comes_at_once_and_leaves_nothing() {
    let mut preview = Preview::start(true, &[]);
    let before = files(preview.folder.path());
    preview.is_well();
    let waiting = preview.connect();
    let start = Instant::now();
    let killed = Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status().expect("kill");
    assert!(killed.success());
    preview.child.wait().expect("an end");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    drop(waiting);
    assert_eq!(files(preview.folder.path()), before);
    assert_eq!(fs::read_dir(preview.moment.path()).expect("a folder").count(), 0);
}

/// A folder that is no region yet is called by the name of the folder, wherever a name stands.
#[test]
fn a_region_without_a_name_is_called_by_its_folder() {
    let preview = Preview::start(true, &[]);
    let folder = preview.folder.path().join("regions/tweede");
    fs::create_dir_all(folder.join("vakken")).expect("a folder");
    fs::write(folder.join("basis.lock"), "").expect("write");
    fs::write(folder.join("vakken/onafhankelijkheid.md"), "Het samenwerkingsverband betaalt ons.\n").expect("write");
    preview.until("/", |p| p.contains("voor ouders in tweede<") && p.contains("voor jongeren in tweede<"));
    // It is told of both its sites, at a text.
    for audience in ["ouders", "jongeren"] {
        let list = format!("/_/bevindingen?map=tweede&doelgroep={audience}");
        preview.until(&list, |p| p.contains("regions/tweede/vakken/onafhankelijkheid.md:1") && p.contains("F011"));
    }
    fs::write(folder.join("regio.yaml"), "swv: [PO9902, VO9902]\n").expect("write");
    preview.until("/", |p| p.contains("voor ouders in tweede<") && !p.contains("voor ouders in <"));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path.clone());
            }
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn a_port_that_is_taken_is_told() {
    let preview = Preview::start(true, &[]);
    let second = Command::new(env!("CARGO_BIN_EXE_wegwijzer"))
        .current_dir(preview.folder.path())
        .args(["serve", "--poort", &preview.port.to_string()])
        .output()
        .expect("the program");
    assert_eq!(second.status.code(), Some(2));
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(told.contains(&format!("poort {} is al in gebruik", preview.port)), "{told}");
}
