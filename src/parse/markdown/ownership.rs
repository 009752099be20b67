//! The bookkeeping behind "every byte of a file is owned by a node or a finding".
//!
//! Nodes claim the bytes they show or mean. Punctuation and white space between claims are the markup itself; a
//! letter or digit that nobody claims and no finding covers is text that would be lost.

use std::ops::Range;

use crate::diagnostic::Diagnostics;
use crate::source::FileId;

/// The bytes that nodes claimed.
#[derive(Default)]
pub(super) struct Ownership {
    claims: Vec<Range<usize>>,
}

impl Ownership {
    /// A node shows or means these bytes.
    pub(super) fn add(&mut self, range: &Range<usize>) {
        self.claims.push(range.clone());
    }

    /// One finding speaks for the whole text.
    pub(super) fn all(&mut self, length: usize) {
        self.claims.push(0..length);
    }

    /// The stretches of `body` with letters or digits that neither a claim nor a finding covers.
    pub(super) fn gaps(
        &mut self,
        body: &str,
        findings: &Diagnostics,
        file: FileId,
        offset: usize,
    ) -> Vec<Range<usize>> {
        let told = findings.iter().filter_map(|d| d.span).filter(|s| s.file == file).map(|s| {
            let start = (s.start as usize).saturating_sub(offset);
            start..(s.end as usize).saturating_sub(offset)
        });
        self.claims.extend(told);
        self.claims.sort_by_key(|r| r.start);
        let mut gaps = Vec::new();
        let mut at = 0;
        for claim in self.claims.iter().cloned().chain(std::iter::once(body.len()..body.len())) {
            if claim.start > at {
                gaps.extend(words(body, at..claim.start));
            }
            at = at.max(claim.end);
        }
        gaps
    }
}

/// From the first to the last letter or digit of the range.
fn words(body: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = body.get(range.clone())?;
    let first = text.find(char::is_alphanumeric)?;
    let (last, c) = text.char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    Some(range.start + first..range.start + last + c.len_utf8())
}
