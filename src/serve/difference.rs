//! Two versions of a text, word by word, in paragraphs: what went, what came, what stayed.

use std::ops::Range;
use std::time::Duration;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// Two texts that have nothing in common are not compared for longer.
const PATIENCE: Duration = Duration::from_millis(500);

/// A paragraph in which something changed; without parts it stands for those that were skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Paragraph {
    delen: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Part {
    /// `gelijk`, `weg` or `erbij`.
    soort: &'static str,
    tekst: String,
}

/// What is different between two texts.
pub(super) struct Difference {
    parts: Vec<Part>,
}

/// The paragraphs in which something changed, word by word; none when the texts are the same.
pub(super) fn compare(old: &str, new: &str) -> Vec<Paragraph> {
    changed(paragraphs(&Difference::of(old, new).parts))
}

/// Every paragraph, with what changed in it word by word.
pub(super) fn whole(old: &str, new: &str) -> Vec<Paragraph> {
    paragraphs(&Difference::of(old, new).parts)
}

impl Difference {
    /// Compares the texts. What stayed and what came make up the new text, to the last byte.
    pub(super) fn of(old: &str, new: &str) -> Self {
        let diff = TextDiff::configure().timeout(PATIENCE).diff_words(old, new);
        let mut parts: Vec<Part> = Vec::new();
        let (mut gone, mut come) = (String::new(), String::new());
        let changes: Vec<_> = diff.iter_all_changes().map(|c| (c.tag(), c.value().to_owned())).collect();
        for (i, (tag, text)) in changes.iter().enumerate() {
            match tag {
                ChangeTag::Delete => gone.push_str(text),
                ChangeTag::Insert => come.push_str(text),
                ChangeTag::Equal => {
                    let goes_on = changes.get(i + 1).is_some_and(|(next, _)| *next != ChangeTag::Equal);
                    let space = text.trim().is_empty() && !text.contains('\n');
                    if space && goes_on && !(gone.is_empty() && come.is_empty()) {
                        // Words beside each other that changed are one change.
                        gone.push_str(text);
                        come.push_str(text);
                        continue;
                    }
                    flush(&mut gone, &mut come, &mut parts);
                    add("gelijk", text, &mut parts);
                }
            }
        }
        flush(&mut gone, &mut come, &mut parts);
        Self { parts }
    }

    /// The paragraphs of this range of the new text in which something changed. What went is told where it stood.
    pub(super) fn within(&self, range: Range<usize>) -> Vec<Paragraph> {
        let mut kept = Vec::new();
        let mut at = 0;
        let end: usize = self.parts.iter().filter(|p| p.soort != "weg").map(|p| p.tekst.len()).sum();
        for part in &self.parts {
            if part.soort == "weg" {
                // What stood behind the last word stood in the last part.
                if range.contains(&at) || at == end && range.end == end {
                    kept.push(part.clone());
                }
                continue;
            }
            let (start, end) = (at.max(range.start), (at + part.tekst.len()).min(range.end));
            if start < end
                && let Some(text) = part.tekst.get(start - at..end - at)
            {
                kept.push(Part { soort: part.soort, tekst: text.to_owned() });
            }
            at += part.tekst.len();
        }
        changed(paragraphs(&kept))
    }
}

/// The paragraphs in which something changed, with a sign for those between.
fn changed(all: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut kept: Vec<Paragraph> = Vec::new();
    let mut changes = false;
    for paragraph in all {
        if !paragraph.stays() {
            changes = true;
            kept.push(paragraph);
        } else if kept.last().is_none_or(|last| !last.delen.is_empty()) {
            kept.push(Paragraph::default());
        }
    }
    if changes { kept } else { Vec::new() }
}

fn flush(gone: &mut String, come: &mut String, parts: &mut Vec<Part>) {
    add("weg", &std::mem::take(gone), parts);
    add("erbij", &std::mem::take(come), parts);
}

fn add(soort: &'static str, text: &str, parts: &mut Vec<Part>) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.soort == soort => last.tekst.push_str(text),
        _ => parts.push(Part { soort, tekst: text.to_owned() }),
    }
}

/// Cuts the parts at empty lines.
fn paragraphs(parts: &[Part]) -> Vec<Paragraph> {
    let mut all = vec![Paragraph::default()];
    for part in parts {
        for (i, piece) in part.tekst.split("\n\n").enumerate() {
            if i > 0 {
                all.push(Paragraph::default());
            }
            if let Some(last) = all.last_mut()
                && !piece.is_empty()
            {
                last.delen.push(Part { soort: part.soort, tekst: piece.to_owned() });
            }
        }
    }
    all.retain(|p| !p.delen.is_empty());
    all
}

impl Paragraph {
    /// Whether nothing changed in it.
    pub(super) fn stays(&self) -> bool {
        self.delen.iter().all(|d| d.soort == "gelijk" || d.tekst.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let part = |d: &Part| match d.soort {
            "weg" => format!("[-{}-]", d.tekst),
            "erbij" => format!("[+{}+]", d.tekst),
            _ => d.tekst.clone(),
        };
        let line = |p: &Paragraph| match p.delen.as_slice() {
            [] => "…".to_owned(),
            parts => parts.iter().map(part).collect(),
        };
        compare(old, new).iter().map(line).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_that_changed_are_shown_in_their_paragraph() {
        assert_eq!(
            shown("Een.\n\nBinnen zes weken.\n\nDrie.", "Een.\n\nBinnen acht weken.\n\nDrie."),
            "…|Binnen [-zes-][+acht+] weken.|…"
        );
        assert_eq!(shown("a b c d", "a x y d"), "a [-b c-][+x y+] d");
        assert_eq!(shown("Een.", "Een.\n\nTwee."), "…|[+Twee.+]");
        assert_eq!(shown("Een.\n\nTwee.", "Een."), "…|[-Twee.-]");
        assert_eq!(shown("", "Nieuw."), "[+Nieuw.+]");
        assert_eq!(shown("Gelijk.", "Gelijk."), "");
    }

    #[test]
    fn a_part_of_a_text_tells_what_changed_in_it() {
        let (old, new) = ("## A\n\nEen.\n\n## Weg\n\nOoit.\n\n## B\n\nTwee.\n", "## A\n\nEen.\n\n## B\n\nDrie.\n");
        let difference = Difference::of(old, new);
        let at = new.find("## B").expect("a heading");
        let told = |range| format!("{:?}", difference.within(range));
        let (first, second) = (told(0..at), told(at..new.len()));
        assert!(!first.contains("Drie") && second.contains("Drie") && second.contains("Twee"), "{first} {second}");
        assert_eq!(first.contains("Ooit"), !second.contains("Ooit"), "once: {first} {second}");
        let same: String = difference.parts.iter().filter(|p| p.soort != "weg").map(|p| p.tekst.as_str()).collect();
        assert_eq!(same, new);
    }

    #[test]
    fn what_went_at_the_very_end_is_told_in_the_last_part() {
        let (old, new) = ("## A\n\nEen.\n\n## B\n\nTwee.\n\n- Drie.", "## A\n\nEen.\n\n## B\n\nTwee.");
        let difference = Difference::of(old, new);
        let at = new.find("## B").expect("a heading");
        let told = |range| format!("{:?}", difference.within(range));
        assert!(told(at..new.len()).contains("Drie") && !told(0..at).contains("Drie"));
    }

    #[test]
    fn a_whole_text_keeps_what_stayed() {
        let all = whole("Een.\n\nTwee.", "Een.\n\nDrie.");
        assert_eq!(all.iter().map(Paragraph::stays).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn texts_without_anything_in_common_take_no_time() {
        let words = |seed: usize| (0..60_000).map(|i| ((i * seed) % 7919).to_string()).collect::<Vec<_>>().join(" ");
        assert!(!compare(&words(31), &words(57)).is_empty());
    }
}
