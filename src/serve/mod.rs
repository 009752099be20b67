//! The preview: the whole set in a browser, as it is on the disk at this moment.
//!
//! 1. `gate` lets in only this machine, and only whole, harmless requests (`head`).
//! 2. `inner` is `tiny_http`, which nobody else can reach.
//! 3. `answers` decides what stands at an address: a page of a site (`page`), the overview (`overview`), the
//!    review of a page (`review`, block by block: `blocks`).
//! 4. `workspace` holds the set; `watch` sees what is saved; `verdicts` judges it in the background.
//!
//! Beside it stand the reviewers' [`pack()`], a folder that opens from disk, and what comes back from it (`comments`).
//!
//! Pages are made when they are asked for, by the functions of a build. Nothing is written to the disk.

mod answers;
mod beside;
mod blocks;
mod changes;
mod comments;
mod difference;
mod figures;
mod findings;
mod gate;
mod head;
mod inner;
mod inside;
mod overview;
mod pack;
mod page;
mod review;
mod signatures;
mod since;
mod trouble;
mod verdicts;
mod watch;
mod web;
mod workspace;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use jiff::civil::Date;

pub use comments::{Comment, Unreadable, read as read_comments};
pub use pack::{Files, pack};
pub use since::Earlier;

use answers::Answers;
use gate::Behind;
use head::Ask;
use inner::Inner;
use verdicts::Verdicts;
use workspace::Workspace;

/// How long a browser that waits for news is kept waiting.
const WAITING: Duration = Duration::from_secs(25);
/// So many may wait at once; a browser needs one for all its tabs. Who went away while waiting keeps a place for a while.
const MOST_WAITING: usize = 64;

/// How the preview is run.
pub struct Options {
    /// The folder of the set.
    pub root: PathBuf,
    /// The port on this machine; 0 takes a free one.
    pub port: u16,
    /// Changes are looked for, since this disk does not tell of them.
    pub poll: bool,
    /// Which day it is; asked again as time goes by.
    pub today: Box<dyn Fn() -> Date + Send + Sync>,
    /// Tells the operator something, as a line.
    pub say: fn(&str),
}

/// A preview that is listening.
pub struct Preview {
    listener: std::net::TcpListener,
    hall: Arc<Hall>,
    options: (bool, fn(&str)),
}

/// Why there is no preview.
#[derive(Debug)]
pub enum Unable {
    /// Another program has the port.
    PortTaken(u16),
    /// The folder of the set can't be read.
    Folder(PathBuf, io::Error),
    /// The machine does not let us.
    Machine(io::Error),
}

impl Preview {
    /// Reads the set and takes the port.
    pub fn open(options: Options) -> Result<Self, Unable> {
        // The port first: reading a set only to find it taken would be a waste.
        let listener = gate::listen(options.port).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => Unable::PortTaken(options.port),
            _ => Unable::Machine(error),
        })?;
        let root = options.root.canonicalize().map_err(|error| Unable::Folder(options.root.clone(), error))?;
        let workspace = Workspace::open(&root, options.today).map_err(|error| Unable::Folder(root, error))?;
        let workspace = Arc::new(workspace);
        let verdicts = Arc::new(Verdicts::default());
        let answers = Answers::new(Arc::clone(&workspace), Arc::clone(&verdicts));
        let inner = Inner::start(Arc::new(move |ask: &Ask| answers.answer(ask))).map_err(Unable::Machine)?;
        let hall = Arc::new(Hall { workspace, verdicts, inner, waiting: AtomicUsize::new(0) });
        Ok(Self { listener, hall, options: (options.poll, options.say) })
    }

    /// Where the overview stands.
    pub fn address(&self) -> String {
        let port = self.listener.local_addr().map_or(0, |address| address.port());
        format!("http://localhost:{port}/")
    }

    /// Answers for ever; Ctrl-C ends the program, and leaves nothing behind.
    pub fn run(self) -> Result<std::convert::Infallible, Unable> {
        let (poll, say) = self.options;
        let hall = Arc::clone(&self.hall);
        thread::Builder::new()
            .name("kijken".to_owned())
            .spawn(move || watch::watch(&hall.workspace, poll, &say))
            .map_err(Unable::Machine)?;
        let hall = Arc::clone(&self.hall);
        thread::Builder::new()
            .name("nakijken".to_owned())
            .spawn(move || aside(|| hall.verdicts.keep_up(&hall.workspace)))
            .map_err(Unable::Machine)?;
        gate::admit(&self.listener, &self.hall)
    }
}

/// Between the gate and the server: who waits for news waits here, and keeps nobody from being answered.
struct Hall {
    workspace: Arc<Workspace>,
    verdicts: Arc<Verdicts>,
    inner: Inner,
    waiting: AtomicUsize,
}

impl Behind for Hall {
    fn answer(&self, ask: &Ask) -> Answer {
        if ask.path == answers::NEWS {
            let seen = ask.value("nieuws").and_then(|n| n.parse().ok()).unwrap_or(0);
            // Whoever has something to hear does not wait.
            if self.workspace.news() == seen {
                let waiting = self.waiting.fetch_add(1, Ordering::Relaxed);
                let there_is_room = waiting < MOST_WAITING;
                if there_is_room {
                    self.workspace.wait(seen, WAITING);
                }
                self.waiting.fetch_sub(1, Ordering::Relaxed);
                if !there_is_room {
                    return Answer::text(503, "er wachten al te veel bezoekers op nieuws");
                }
            }
        }
        self.inner.ask(ask)
    }
}

/// What a client gets.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
    /// Where it is to be found instead.
    location: Option<String>,
}

/// The kinds of content, by the ending of a name.
const KINDS: [(&str, &str); 14] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("svg", "image/svg+xml"),
    ("pdf", "application/pdf"),
    ("woff2", "font/woff2"),
    ("ics", "text/calendar; charset=utf-8"),
];
const UNKNOWN_KIND: &str = "application/octet-stream";

/// The kind of content of a file of this name.
fn kind_by_name(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    KINDS.iter().find(|(e, _)| *e == ending).map_or(UNKNOWN_KIND, |(_, kind)| kind)
}

/// A kind of content that we give.
fn kind_of(text: &str) -> Option<&'static str> {
    KINDS.iter().map(|(_, kind)| *kind).chain([UNKNOWN_KIND]).find(|kind| *kind == text)
}

impl Answer {
    /// A line of text.
    fn text(status: u16, text: &str) -> Self {
        Self::new(status, "txt", format!("{text}\n").into_bytes())
    }

    /// Content of the kind that a file with this ending has.
    fn new(status: u16, ending: &str, body: Vec<u8>) -> Self {
        Self { status, kind: kind_by_name(&format!(".{ending}")), body, location: None }
    }

    /// It stands elsewhere.
    fn elsewhere(to: String) -> Self {
        Self { location: Some(to), ..Self::text(302, "zie het andere adres") }
    }
}

/// Runs what goes on in the background with workers of its own, so that a page that somebody waits for never stands
/// behind it in line; one core is left to the pages.
fn aside(work: impl FnOnce() + Send) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    match rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build() {
        Ok(workers) => workers.install(work),
        Err(_) => work(),
    }
}
