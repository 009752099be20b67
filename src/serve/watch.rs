//! Waiting for saves. Folders are watched, since editors write a new file and rename it over the old one.
//!
//! Events tell at once what changed. Beside them the stamps of all files are compared every second or so: that finds
//! what came too early to be watched, what got lost in a full queue, and everything on disks that send no events.
//! When events prove to be missing, or on request, comparing is all there is, and it is done more often.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::workspace::Workspace;
use crate::load::{self, Stamp};

/// Between two comparisons while events come.
const SELDOM: Duration = Duration::from_secs(1);
/// Between two comparisons when there are no events.
const OFTEN: Duration = Duration::from_millis(250);
/// So many changes that no event told of, and events are not relied on.
const MISSED: u32 = 3;

/// Waits for saves, for ever. `say` tells the operator what is different from what they may expect.
pub(super) fn watch(workspace: &Arc<Workspace>, poll: bool, say: &(dyn Fn(&str) + Sync)) {
    let (events, received) = channel();
    let watcher = if poll {
        None
    } else {
        let made = notify::recommended_watcher(events);
        made.map_err(|error| say(&format!("wijzigingen worden gezocht in plaats van gemeld: {error}\n"))).ok()
    };
    let mut watch = Watch {
        watched: BTreeSet::new(),
        stamps: load::stamps(workspace.root()),
        compared: Instant::now(),
        cost: Duration::ZERO,
        missed: 0,
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
    missed: u32,
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

    fn step(&mut self, received: &Receiver<notify::Result<Event>>) {
        let pace = if self.watcher.is_some() { SELDOM } else { OFTEN }.max(self.cost * 10);
        let left = pace.saturating_sub(self.compared.elapsed());
        match received.recv_timeout(left) {
            Ok(first) => {
                let events: Vec<_> = std::iter::once(first).chain(received.try_iter()).collect();
                self.hear(events);
            }
            Err(RecvTimeoutError::Timeout) => self.compare(),
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(left);
                self.compare();
            }
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
        if self.workspace.look(&paths) {
            self.missed = 0;
        }
        if folders {
            self.arm();
            // A file that was put into a new folder before that was watched.
            thread::sleep(Duration::from_millis(15));
            self.workspace.look(&paths);
        }
    }

    /// Compares the stamps of all files with those of last time.
    fn compare(&mut self) {
        let start = Instant::now();
        let now = load::stamps(self.workspace.root());
        let gone = self.stamps.keys().filter(|path| !now.contains_key(*path));
        let new = now.iter().filter(|(path, stamp)| self.stamps.get(*path) != Some(*stamp)).map(|(path, _)| path);
        let paths: Vec<PathBuf> = gone.chain(new).cloned().collect();
        self.stamps = now;
        self.cost = start.elapsed();
        // Also without paths: the day may be another one.
        let found = self.workspace.look(&paths) && !paths.is_empty();
        if found && self.watcher.is_some() {
            self.missed += 1;
            if self.missed >= MISSED {
                (self.say)("van deze schijf komen geen meldingen; wijzigingen worden voortaan gezocht\n");
                self.watcher = None;
            }
        }
        self.arm();
        self.compared = Instant::now();
    }
}
