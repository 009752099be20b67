//! What was read before: while a file is the same, so is what was made of it.
//!
//! A set that is read for the first time knows nothing; the preview keeps what it knows from one save to the next. What
//! is made of a file depends on the file alone, and on the part that it plays: each part has a memory of its own.

use std::sync::Arc;

use super::lock::Lock;
use super::role::{Role, role};
use super::{postcodes, register, stray};
use crate::diagnostic::{Diagnostics, Suppression};
use crate::set::Asset;
use crate::set::font::Metrics;
use crate::set::page::{Experience, Overlay, PageSource, Passage};
use crate::set::region::{Filling, Profile};
use crate::set::register::Registers;
use crate::set::signoff::Record;
use crate::source::{FileId, SourceFile, Sources};

/// What is known of the files that were read last.
#[derive(Default)]
pub struct Known {
    pub(super) pages: Memory<Arc<PageSource>>,
    pub(super) overlays: Memory<Arc<Overlay>>,
    pub(super) passages: Memory<Arc<Passage>>,
    pub(super) experiences: Memory<Arc<Experience>>,
    pub(super) fillings: Memory<Arc<Filling>>,
    pub(super) agendas: Memory<Arc<Filling>>,
    pub(super) profiles: Memory<Arc<Profile>>,
    pub(super) locks: Memory<Arc<Lock>>,
    pub(super) assets: Memory<Option<Asset>>,
    pub(super) records: Memory<Arc<Record>>,
    pub(super) fonts: Memory<Option<Metrics>>,
    /// Comments that silence a finding.
    pub(super) silences: Memory<Vec<Suppression>>,
    /// The registers hold together: one that changed has all of them read again.
    registers: Option<(Vec<Arc<SourceFile>>, Arc<Registers>, Diagnostics)>,
}

/// What was made of files that play one part, by the number of the file.
pub(super) struct Memory<T> {
    entries: Vec<Option<Entry<T>>>,
    /// Counts the sets that were read; what was not asked for in the last one is forgotten.
    turn: u64,
}

struct Entry<T> {
    file: Arc<SourceFile>,
    made: T,
    findings: Diagnostics,
    /// The set for which it was asked last.
    turn: u64,
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), turn: 0 }
    }
}

impl<T: Clone> Memory<T> {
    /// What was made of the file, made now if the file is another than it was.
    pub(super) fn get(
        &mut self,
        sources: &Sources,
        id: FileId,
        findings: &mut Diagnostics,
        make: impl FnOnce(&mut Diagnostics) -> T,
    ) -> T {
        let file = sources.shared(id);
        let at = id.0 as usize;
        if self.entries.len() <= at {
            self.entries.resize_with(at + 1, || None);
        }
        let place = &mut self.entries[at];
        if !place.as_ref().is_some_and(|known| Arc::ptr_eq(&known.file, file)) {
            let mut findings = Diagnostics::of_one_file();
            let made = make(&mut findings);
            *place = Some(Entry { file: Arc::clone(file), made, findings, turn: self.turn });
        }
        let entry = place.as_mut().expect("it was made just now");
        entry.turn = self.turn;
        if !entry.findings.is_empty() {
            findings.extend(entry.findings.clone());
        }
        entry.made.clone()
    }

    /// Forgets what was not asked for.
    fn turn(&mut self) {
        let now = self.turn;
        self.entries.iter_mut().filter(|e| e.as_ref().is_some_and(|e| e.turn != now)).for_each(|e| *e = None);
        self.turn += 1;
    }
}

impl Known {
    /// The registers of the set.
    pub(super) fn registers(&mut self, sources: &Sources, findings: &mut Diagnostics) -> Arc<Registers> {
        let is_register = |path: &str| path.starts_with("content/registers/");
        let ids: Vec<FileId> = sources.iter().filter(|(_, f)| is_register(&f.path)).map(|(id, _)| id).collect();
        let files: Vec<Arc<SourceFile>> = ids.iter().map(|id| Arc::clone(sources.shared(*id))).collect();
        let same = |known: &[Arc<SourceFile>]| {
            known.len() == files.len() && known.iter().zip(&files).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        if let Some((known, registers, found)) = &self.registers
            && same(known)
        {
            findings.extend(found.clone());
            return Arc::clone(registers);
        }
        let mut registers = Registers::default();
        let mut found = Diagnostics::default();
        for (id, file) in ids.iter().zip(&files) {
            read_register(*id, file, &mut registers, &mut found);
        }
        let registers = Arc::new(registers);
        findings.extend(found.clone());
        self.registers = Some((files, Arc::clone(&registers), found));
        registers
    }

    /// Forgets the files that are gone.
    pub(super) fn turn(&mut self) {
        self.pages.turn();
        self.overlays.turn();
        self.passages.turn();
        self.experiences.turn();
        self.fillings.turn();
        self.agendas.turn();
        self.profiles.turn();
        self.locks.turn();
        self.assets.turn();
        self.records.turn();
        self.fonts.turn();
        self.silences.turn();
    }
}

fn read_register(id: FileId, file: &SourceFile, registers: &mut Registers, findings: &mut Diagnostics) {
    match role(&file.path) {
        Role::Register(name) => {
            let known = register::read(&name, id, &file.text, registers, findings);
            let help =
                "er zijn: feiten, bronnen, begrippen, woorden, contacten, wegwijzer, vakken, wijzigingen, reacties";
            if !known {
                stray(id, "dit register bestaat niet", help, findings);
            }
        }
        Role::Postcodes => registers.postcodes = postcodes::read(id, &file.text, findings),
        _ => {}
    }
}
