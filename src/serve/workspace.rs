//! The set as it is on the disk now: one [`Stand`] after another, each complete.
//!
//! A save makes a new edition from the old one and puts it in its place. Who is being answered keeps the stand that it
//! began with. Who asks while a save is being taken in gets the set of that save, if it comes soon.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use jiff::civil::Date;

use crate::load;
use crate::parse::Known;
use crate::pipeline::Edition;
use crate::source::Sources;

/// For so long a save may keep an answer waiting.
const SETTLES: Duration = Duration::from_millis(200);
/// A file that became empty gets so many moments to be filled.
const MOMENTS: u32 = 40;
const MOMENT: Duration = Duration::from_micros(500);

/// Which day it is; asked again as time goes by.
pub(super) type Today = Box<dyn Fn() -> Date + Send + Sync>;

/// The set at one moment.
pub(super) struct Stand {
    pub(super) edition: Arc<Edition>,
    /// Counts the changes, from 1.
    pub(super) version: u64,
    /// The files that changed last.
    pub(super) changed: Vec<String>,
    /// When what pages are dressed with last changed: style sheets, scripts, images. For all regions, and by the folder
    /// of a region.
    looks: BTreeMap<String, u64>,
    /// The set could not be read by a fault of ours; this is how it was before.
    pub(super) failed: bool,
}

impl Stand {
    /// What the pages of a region are dressed with, as one number; another one when any of it changed.
    pub(super) fn looks(&self, folder: &str) -> u64 {
        ["", folder].into_iter().filter_map(|of| self.looks.get(of)).sum()
    }
}

/// Whose pages are dressed with this file: those of a region by folder, or all (an empty name).
fn dresses(path: &str) -> Option<&str> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["themes", ..] | ["content", "bestanden", ..] => Some(""),
        ["regions", folder, "regio.yaml" | "bestanden", ..] => Some(folder),
        _ => None,
    }
}

/// The set on the disk.
pub(super) struct Workspace {
    root: PathBuf,
    today: Today,
    known: Mutex<Known>,
    stand: RwLock<Arc<Stand>>,
    /// Counts what there is to tell: a new stand, or a set that was judged.
    news: Mutex<u64>,
    told: Condvar,
    /// A save is being taken in: everything else can wait.
    busy: AtomicBool,
}

impl Workspace {
    /// Reads the set for the first time. An error means that the folder itself can't be read.
    pub(super) fn open(root: &Path, today: Today) -> io::Result<Self> {
        let sources = Arc::new(load::load(root)?);
        let mut known = Known::default();
        let read = catch_unwind(AssertUnwindSafe(|| Edition::first(Arc::clone(&sources), &mut known, today())));
        let failed = read.is_err();
        // A set that breaks us is shown as an empty one, until it is mended.
        let edition = read.unwrap_or_else(|_| Edition::new(Arc::new(Sources::default()), today()));
        let stand =
            Stand { edition: Arc::new(edition), version: 1, changed: Vec::new(), looks: BTreeMap::new(), failed };
        Ok(Self {
            root: root.to_owned(),
            known: Mutex::new(if failed { Known::default() } else { known }),
            today,
            stand: RwLock::new(Arc::new(stand)),
            news: Mutex::new(1),
            told: Condvar::new(),
            busy: AtomicBool::new(false),
        })
    }

    /// The folder of the set.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The set as it is now.
    pub(super) fn stand(&self) -> Arc<Stand> {
        Arc::clone(&self.stand.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The set as it is now; while a save is being taken in, that of the save. Whoever asks for a page in that moment
    /// gets one that is not old already, and keeps nobody busy with it.
    pub(super) fn settled(&self) -> Arc<Stand> {
        let news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        let busy = |_: &mut u64| self.busy.load(Ordering::Relaxed);
        drop(self.told.wait_timeout_while(news, SETTLES, busy));
        self.stand()
    }

    /// Looks at these files and folders again; whether anything is different.
    pub(super) fn look(&self, paths: &[PathBuf]) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let busy = Busy::with(self);
        let old = self.stand();
        let mut changes = BTreeMap::new();
        for path in paths {
            changes.extend(load::look(&self.root, path, &old.edition.sources));
        }
        self.wait_for_text(&old.edition.sources, &mut changes);
        let changed: Vec<String> = changes.keys().cloned().collect();
        let sources = old.edition.sources.with(changes);
        if sources.is_same(&old.edition.sources) && (self.today)() == old.edition.as_of {
            return false;
        }
        let changed = really(&changed, &old.edition.sources, &sources);
        let sources = Arc::new(sources);
        let before = &old.edition;
        let made = catch_unwind(AssertUnwindSafe(|| before.next(Arc::clone(&sources), &mut known, (self.today)())));
        let (edition, failed) = match made {
            Ok(edition) => (Arc::new(edition), false),
            Err(_) => {
                *known = Known::default();
                (Arc::clone(&old.edition), true)
            }
        };
        let version = old.version + 1;
        let mut looks = old.looks.clone();
        looks.extend(changed.iter().filter_map(|path| dresses(path)).map(|of| (of.to_owned(), version)));
        let stand = Stand { edition, version, changed, looks, failed };
        *self.stand.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(stand);
        // Who waits for it has it now; the old set is put away while they are answered.
        drop(busy);
        drop(known);
        self.tell();
        true
    }

    /// A file that became empty may be halfway a save: it gets a moment to be filled.
    fn wait_for_text(&self, old: &Sources, changes: &mut BTreeMap<String, Option<crate::source::RawFile>>) {
        let is_empty = |change: &Option<crate::source::RawFile>| {
            change.as_ref().is_some_and(|raw| raw.bytes.as_ref().is_ok_and(Vec::is_empty))
        };
        let had_text = |path: &str| old.find(path).is_some_and(|id| !old.file(id).text.is_empty());
        for _ in 0..MOMENTS {
            let empty: Vec<String> =
                changes.iter().filter(|(p, c)| is_empty(c) && had_text(p)).map(|(p, _)| p.clone()).collect();
            if empty.is_empty() {
                return;
            }
            thread::sleep(MOMENT);
            for path in empty {
                changes.extend(load::look(&self.root, &self.root.join(path), old));
            }
        }
    }

    /// Whether this version of the set is the one that counts, and no other is being made.
    pub(super) fn rests_at(&self, version: u64) -> bool {
        !self.busy.load(Ordering::Relaxed) && self.stand().version == version
    }

    /// Tells everybody that there is something new.
    pub(super) fn tell(&self) {
        *self.news.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.told.notify_all();
    }

    /// The number of the latest news.
    pub(super) fn news(&self) -> u64 {
        *self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is other news than `seen`, or until the time is over.
    pub(super) fn wait(&self, seen: u64, time: Duration) {
        let news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        // Whatever comes of it, the client asks again.
        drop(self.told.wait_timeout_while(news, time, |news| *news == seen));
    }
}

/// Says so for as long as it is there.
struct Busy<'a>(&'a Workspace);

impl<'a> Busy<'a> {
    fn with(workspace: &'a Workspace) -> Self {
        workspace.busy.store(true, Ordering::Relaxed);
        Self(workspace)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        // Under the lock, so that nobody begins to wait between looking and hearing.
        let _news = self.0.news.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.busy.store(false, Ordering::Relaxed);
        self.0.told.notify_all();
    }
}

/// The paths among `looked` whose file is another one now.
fn really(looked: &[String], old: &Sources, new: &Sources) -> Vec<String> {
    let find = |sources: &Sources, path: &str| sources.find(path).map(|id| Arc::clone(sources.shared(id)));
    let differs = |path: &&String| match (find(old, path), find(new, path)) {
        (Some(a), Some(b)) => !Arc::ptr_eq(&a, &b),
        (None, None) => false,
        _ => true,
    };
    looked.iter().filter(differs).cloned().collect()
}
