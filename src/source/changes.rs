//! The same set with some files changed: what the preview does at every save.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::reading::{read, region_of_raw};
use super::{FileId, Layer, RawFile, RegionId, SourceFile, Sources};

impl Sources {
    /// The same set with some files changed: new bytes, or `None` for a file that is gone. Every file keeps its id, and
    /// a file whose bytes are the same is shared with the set before.
    pub fn with(&self, changes: BTreeMap<String, Option<RawFile>>) -> Self {
        let kept = self.iter().filter(|(_, f)| !changes.contains_key(&f.path));
        let old = kept.filter_map(|(_, f)| self.region_name(f));
        let new = changes.values().flatten().filter_map(region_of_raw);
        let regions: BTreeSet<&str> = old.chain(new).collect();
        let regions: Vec<String> = regions.into_iter().map(str::to_owned).collect();
        let mut next = self.clone();
        if regions != self.regions {
            for id in &self.order {
                let file = self.file(*id);
                let layer = self.region_name(file).and_then(|r| regions.binary_search_by(|k| k.as_str().cmp(r)).ok());
                let layer = layer.map_or(Layer::National, |i| Layer::Region(RegionId(i as u16)));
                if layer != file.layer {
                    next.files[id.0 as usize] = Arc::new(SourceFile { layer, ..file.clone() });
                }
            }
            next.regions = regions;
        }
        for (path, change) in changes {
            next.put(&path, change);
        }
        next
    }

    /// The file at this path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.order.binary_search_by(|id| self.file(*id).path.as_str().cmp(path)).ok()?;
        Some(self.order[at])
    }

    /// Whether both hold the very same files.
    pub fn is_same(&self, other: &Self) -> bool {
        let same = |id: &FileId| Arc::ptr_eq(self.shared(*id), other.shared(*id));
        self.order == other.order && self.order.iter().all(same)
    }

    fn put(&mut self, path: &str, change: Option<RawFile>) {
        let place = self.order.binary_search_by(|id| self.file(*id).path.as_str().cmp(path));
        match (place, change) {
            (Ok(at), None) => drop(self.order.remove(at)),
            (Err(_), None) => {}
            (Ok(at), Some(raw)) => {
                let new = read(raw, &self.regions);
                let old = &mut self.files[self.order[at].0 as usize];
                if **old != new {
                    *old = Arc::new(new);
                }
            }
            (Err(at), Some(raw)) => {
                let new = Arc::new(read(raw, &self.regions));
                let known = self.files.iter().position(|f| f.path == path);
                let number = known.unwrap_or(self.files.len());
                if known.is_some() {
                    self.files[number] = new;
                } else {
                    self.files.push(new);
                }
                self.order.insert(at, FileId(number as u32));
            }
        }
    }

    fn region_name(&self, file: &SourceFile) -> Option<&str> {
        match file.layer {
            Layer::Region(id) => self.regions.get(id.0 as usize).map(String::as_str),
            Layer::National => None,
        }
    }
}
