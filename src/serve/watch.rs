//! Waiting for saves. Folders are watched, since editors write a new file and rename it over the old one.
//!
//! Events tell at once what changed. Beside them the stamps of all files are compared every second or so: that finds
//! what came too early to be watched, what got lost in a full queue, and everything on disks that send no events.
//! When events prove to be missing, or on request, comparing is all there is, and it is done more often.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::workspace::Workspace;
use crate::load::{self, Stamp};

/// Between two comparisons while events come.
const SELDOM: Duration = Duration::from_secs(1);
/// Between two comparisons when there are no events.
const OFTEN: Duration = Duration::from_millis(250);
/// So many times changes that no event told of, and events are not relied on.
const MISSED: u32 = 3;

/// So many events may wait to be heard.
const QUEUE: usize = 4096;

/// What comes in.
enum Heard {
    Event(notify::Result<Event>),
    /// The stamps of all files, and how long they took.
    Stamps(BTreeMap<PathBuf, Stamp>, Duration),
}

/// Waits for saves, for ever. `say` tells the operator what is different from what they may expect.
pub(super) fn watch(workspace: &Arc<Workspace>, poll: bool, say: &(dyn Fn(&str) + Sync)) {
    let (sender, received) = sync_channel(QUEUE);
    let watcher = if poll {
        None
    } else {
        let events = sender.clone();
        // What does not fit is found by comparing.
        let hear = move |event| drop(events.try_send(Heard::Event(event)));
        let made = RecommendedWatcher::new(hear, Config::default().with_follow_symlinks(false));
        made.map_err(|error| say(&format!("wijzigingen worden gezocht in plaats van gemeld: {error}\n"))).ok()
    };
    let mut watch = Watch {
        watched: BTreeSet::new(),
        stamps: load::stamps(workspace.root()),
        compared: Instant::now(),
        cost: Duration::ZERO,
        comparing: false,
        untold: Untold::default(),
        sender,
        watcher,
        workspace,
        say,
    };
    watch.arm();
    // What was saved between reading the set and watching it.
    watch.workspace.look(&watch.everything());
    loop {
        watch.step(&received);
    }
}

struct Watch<'a> {
    workspace: &'a Arc<Workspace>,
    say: &'a (dyn Fn(&str) + Sync),
    /// Nothing when changes are found by comparing alone.
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    stamps: BTreeMap<PathBuf, Stamp>,
    compared: Instant,
    /// How long the last comparison took.
    cost: Duration,
    /// Stamps are being taken, elsewhere: an event never waits for them.
    comparing: bool,
    sender: SyncSender<Heard>,
    untold: Untold,
}

/// Changes that were found by comparing, and that no event told of until now.
#[derive(Default)]
struct Untold {
    paths: BTreeSet<PathBuf>,
    times: u32,
}

impl Untold {
    /// An event told of this file or folder.
    fn told(&mut self, path: &Path) {
        let before = self.paths.len();
        self.paths.retain(|untold| !untold.starts_with(path));
        if self.paths.len() < before {
            self.times = 0;
        }
    }

    /// These were found by comparing; an event may still tell of them, which takes its time on a busy machine. Whether
    /// events prove to be missing.
    fn found(&mut self, paths: &[PathBuf]) -> bool {
        self.times += u32::from(!self.paths.is_empty());
        self.paths = paths.iter().cloned().collect();
        self.times >= MISSED
    }
}

impl Watch<'_> {
    fn everything(&self) -> Vec<PathBuf> {
        let root = self.workspace.root();
        load::folders(root).chain([root.join("book.toml")]).collect()
    }

    /// Watches the folders that are there and not watched yet. More of them than the system allows: compare instead.
    fn arm(&mut self) {
        let root = self.workspace.root().to_owned();
        self.watched.retain(|folder| folder.is_dir());
        let Some(watcher) = &mut self.watcher else { return };
        for folder in load::folders(&root).chain([root.clone()]) {
            if self.watched.contains(&folder) || !folder.is_dir() {
                continue;
            }
            let mode = if folder == root { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
            if let Err(error) = watcher.watch(&folder, mode) {
                (self.say)(&format!("wijzigingen worden gezocht in plaats van gemeld: {error}\n"));
                self.watcher = None;
                return;
            }
            self.watched.insert(folder);
        }
    }

    fn step(&mut self, received: &Receiver<Heard>) {
        let pace = if self.watcher.is_some() { SELDOM } else { OFTEN }.max(self.cost * 10);
        let left = if self.comparing { pace } else { pace.saturating_sub(self.compared.elapsed()) };
        let mut events = Vec::new();
        let mut stamps = None;
        for heard in received.recv_timeout(left).into_iter().chain(received.try_iter()) {
            match heard {
                Heard::Event(event) => events.push(event),
                Heard::Stamps(now, cost) => stamps = Some((now, cost)),
            }
        }
        // First what was told: what is left to find after that, no event told of.
        self.hear(events);
        if let Some((now, cost)) = stamps {
            self.compare(now, cost);
        } else if !self.comparing && self.compared.elapsed() >= pace {
            self.take_stamps();
        }
    }

    fn hear(&mut self, events: Vec<notify::Result<Event>>) {
        let mut paths = BTreeSet::new();
        let mut folders = false;
        for event in events {
            let Ok(event) = event else {
                paths.extend(self.everything());
                continue;
            };
            if event.need_rescan() {
                paths.extend(self.everything());
            }
            if !matches!(event.kind, EventKind::Access(_)) {
                folders |= event.paths.iter().any(|p| p.is_dir());
                paths.extend(event.paths);
            }
        }
        // An event on the root is about what stands in it.
        if paths.remove(self.workspace.root()) {
            paths.extend(self.everything());
        }
        let paths: Vec<PathBuf> = paths.into_iter().collect();
        if paths.is_empty() {
            return;
        }
        paths.iter().for_each(|path| self.untold.told(path));
        self.workspace.look(&paths);
        if folders {
            self.arm();
            // A file that was put into a new folder before that was watched.
            thread::sleep(Duration::from_millis(15));
            self.workspace.look(&paths);
        }
    }

    /// Takes the stamps of all files on a thread of its own; without one, here.
    fn take_stamps(&mut self) {
        let (root, sender) = (self.workspace.root().to_owned(), self.sender.clone());
        let timed = |root: &Path| {
            let start = Instant::now();
            (load::stamps(root), start.elapsed())
        };
        let elsewhere = move || {
            let (stamps, cost) = timed(&root);
            // Nobody hears it when the program ends.
            drop(sender.send(Heard::Stamps(stamps, cost)));
        };
        self.comparing = true;
        if thread::Builder::new().name("vergelijken".to_owned()).spawn(elsewhere).is_err() {
            let (stamps, cost) = timed(self.workspace.root());
            self.compare(stamps, cost);
        }
    }

    /// Compares the stamps of all files with those of last time.
    fn compare(&mut self, now: BTreeMap<PathBuf, Stamp>, cost: Duration) {
        let gone = self.stamps.keys().filter(|path| !now.contains_key(*path));
        let new = now.iter().filter(|(path, stamp)| self.stamps.get(*path) != Some(*stamp)).map(|(path, _)| path);
        let paths: Vec<PathBuf> = gone.chain(new).cloned().collect();
        self.stamps = now;
        self.cost = cost;
        self.comparing = false;
        // Also without paths: the day may be another one.
        let found = self.workspace.look(&paths);
        let missing = self.untold.found(if found { &paths } else { &[] });
        if missing && self.watcher.is_some() {
            (self.say)("van deze schijf komen geen meldingen; wijzigingen worden voortaan gezocht\n");
            self.watcher = None;
        }
        self.arm();
        self.compared = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn a_disk_without_events_is_known_by_changes_that_stay_untold() {
        let mut untold = Untold::default();
        assert!(!untold.found(&paths(&["regions/a/x.md"])));
        assert!(!untold.found(&paths(&["regions/a/x.md"])));
        assert!(!untold.found(&[]), "twice until now");
        assert!(!untold.found(&paths(&["content/y.md"])));
        assert!(untold.found(&[]));
    }

    #[test]
    fn an_event_that_comes_after_the_comparison_is_no_event_that_is_missing() {
        let mut untold = Untold::default();
        for _ in 0..10 {
            assert!(!untold.found(&paths(&["regions/a/x.md"])));
            // Of the file itself, or of a new folder that it stands in.
            untold.told(Path::new("regions/a"));
        }
        for _ in 0..10 {
            assert!(!untold.found(&[]));
        }
    }
}
