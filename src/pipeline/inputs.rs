//! Of what a site is made, as one fingerprint: everything that could change a byte of it, and more.
//!
//! All national files and themes, the profile of every region, all files of its own, the day. A site of which the
//! fingerprint is the same is the same; when it differs, the site is made.

use std::collections::BTreeMap;

use super::Edition;
use crate::set::region::Region;
use crate::source::{Audience, Layer, RegionId, SourceFile};

/// The fingerprints of the files, by who they belong to.
pub(super) struct Inputs {
    /// What every site is made of.
    shared: blake3::Hasher,
    regions: BTreeMap<RegionId, blake3::Hasher>,
}

impl Inputs {
    pub(super) fn of(edition: &Edition) -> Self {
        let mut inputs = Self { shared: blake3::Hasher::new(), regions: BTreeMap::new() };
        inputs.shared.update(edition.as_of.to_string().as_bytes());
        // In the order of the paths.
        for (_, file) in edition.sources.iter() {
            match file.layer {
                Layer::National => add(&mut inputs.shared, file),
                Layer::Region(region) => {
                    add(inputs.regions.entry(region).or_default(), file);
                    // A page may name the other regions.
                    if file.path.ends_with("/regio.yaml") {
                        add(&mut inputs.shared, file);
                    }
                }
            }
        }
        inputs
    }

    /// The fingerprint of a site.
    pub(super) fn site(&self, region: &Region, audience: Audience) -> String {
        let mut hasher = self.shared.clone();
        hasher.update(region.folder.as_bytes()).update(b"\0").update(audience.name().as_bytes());
        if let Some(own) = self.regions.get(&region.id) {
            hasher.update(own.finalize().as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

fn add(hasher: &mut blake3::Hasher, file: &SourceFile) {
    let bytes = file.bytes.as_deref().unwrap_or(file.shown().as_bytes());
    hasher.update(file.path.as_bytes()).update(b"\0").update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    // A file that can't be read is another one than an empty one.
    hasher.update(format!("{:?}", file.defect).as_bytes());
}
