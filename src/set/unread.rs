//! Texts whose front matter could not be read whole. That was told, as an error of the text; what seems to be lacking
//! there may well be written there, and is no news.
//!
//! A finding follows from such front matter when its place or one of its labels is in it; or, for a few kinds, when they
//! are in the text below it, or anywhere at all.

use super::InformationSet;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::region::Region;
use crate::source::{FileId, RegionId};

/// What is found in a text by what its front matter says: its sources, its class, the schools that it is for. Every
/// finding about sentences is one of them, as the limit goes by the reader.
const FROM_ABOVE: [&str; 5] = ["G005", "G024", "L002", "L005", "O003"];
/// What is found by looking for it in all texts of the nation and of all regions.
const FROM_ALL: [&str; 2] = ["G033", "G034"];
/// What is found by looking for it in all texts of the nation, and of the region in whose file it is told. Front matter
/// that is closed nowhere takes the text with it; and a comment that silences nothing may silence what is not told now.
/// What happens in one region never takes away what is told of another.
const FROM_NATION_AND_REGION: [&str; 4] = ["G035", "G036", "H013", "O008"];

impl InformationSet {
    /// Takes out the findings that follow from front matter that could not be read whole. Not for what was found while
    /// reading, which tells just that; nor for what keeps a text that nobody signed from going out.
    pub fn silence_unread(&self, findings: &mut Diagnostics) {
        if !self.unread.is_empty() {
            findings.retain(|finding| !self.is_from_unread(finding));
        }
    }

    fn is_from_unread(&self, finding: &Diagnostic) -> bool {
        let code = finding.rule.code;
        if FROM_NATION_AND_REGION.contains(&code) {
            let told = finding.span.and_then(|place| self.region_of(place.file));
            return self.unread.keys().map(|file| self.region_of(*file)).any(|of| of.is_none() || of == told);
        }
        let below = FROM_ABOVE.contains(&code) || code.starts_with('S');
        let mut places = finding.span.into_iter().chain(finding.labels.iter().map(|label| label.span));
        FROM_ALL.contains(&code)
            || places.any(|place| self.unread.get(&place.file).is_some_and(|front| below || front.contains(place)))
    }

    /// The region whose text stands in this file.
    fn region_of(&self, file: FileId) -> Option<RegionId> {
        let holds = |region: &&Region| region.documents().any(|(id, _)| id == file);
        self.regions.iter().find(holds).map(|region| region.id)
    }
}
