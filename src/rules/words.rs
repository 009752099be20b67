//! Words that do not help their readers: `woorden.yaml`, which is data and not code.
//!
//! Where young people look first (titles, menu, addresses, the name of the site, what an image says) such a word is an
//! error. In running text it is a warning, and none where it is explained: by the glossary, or in the same paragraph.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::writing::{Kind, Part, Writing, small, stands_alone};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::register::Word;
use crate::source::{Audience, Span};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("W001", "official-word", Error), run: Run::Text(official_word) },
    Check { rule: rule!("W002", "official-word-in-text", Warning), run: Run::Text(official_word_in_text) },
];

/// The words to avoid for some readers, ready to be found.
struct Avoided<'s> {
    words: Vec<&'s Word>,
    /// For each form the number of its word.
    of: Vec<usize>,
    finder: Option<AhoCorasick>,
}

impl<'s> Avoided<'s> {
    fn new(set: &'s InformationSet, audience: Audience) -> Self {
        let words: Vec<&Word> = set.registers.words.iter().filter(|w| w.audiences.contains(&audience)).collect();
        let forms = words.iter().enumerate().flat_map(|(i, word)| {
            std::iter::once(&word.word.value).chain(&word.forms).map(move |form| (i, form.to_lowercase()))
        });
        let (of, forms): (Vec<usize>, Vec<String>) = forms.unzip();
        let finder = AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(forms).ok();
        Self { words, of, finder }
    }

    /// Each word that stands in a text of small letters by itself.
    fn find(&self, lower: &str) -> Vec<(&'s Word, std::ops::Range<usize>)> {
        let found = self.finder.iter().flat_map(|finder| finder.find_iter(lower));
        found
            .filter(|m| stands_alone(lower, m.range()))
            .map(|m| (self.words[self.of[m.pattern().as_usize()]], m.range()))
            .collect()
    }
}

fn instead(word: &Word) -> String {
    word.instead.as_deref().map_or_else(|| "laat het weg".to_owned(), |instead| format!("schrijf liever: {instead}"))
}

/// R77: what young people see first.
fn official_word(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let set = writing.set;
    let avoided = Avoided::new(set, Audience::Jongeren);
    let mut look = |text: &str, place: &str, span: &dyn Fn(std::ops::Range<usize>) -> Span| {
        let text = small(text);
        for (word, range) in avoided.find(&text) {
            findings.push(
                Diagnostic::new(rule, span(range.clone()), format!("`{}` in {place} voor jongeren", &text[range]))
                    .label(word.word.span, "dit woord helpt jongeren niet")
                    .help(instead(word)),
            );
        }
    };
    for text in writing.texts.iter().filter(|t| t.audiences == [Audience::Jongeren]) {
        for line in &text.lines {
            match line.part {
                Part::Title => look(&line.text, "de titel", &|_| line.whole()),
                Part::Alternative => look(&line.text, "wat een afbeelding zegt", &|range| line.span(range)),
                _ => {}
            }
        }
        if let Kind::Page(id) = text.kind {
            look(&id.slug.replace('-', " "), "het adres", &|_| Span::new(text.file, 0, 0));
        }
    }
    for group in set.summaries.get(&Audience::Jongeren).iter().flat_map(|s| &s.groups) {
        look(&group.title.value, "het menu", &|_| group.title.span);
        group.entries.iter().for_each(|entry| look(&entry.title, "het menu", &|_| entry.slug.span));
    }
    for slot in set.registers.slots.values().filter(|s| s.audiences.contains(&Audience::Jongeren)) {
        look(slot.heading_young.as_ref().unwrap_or(&slot.heading), "de kop van een vak", &|_| slot.span);
    }
    for profile in set.regions.iter().filter_map(|r| r.profile.sites.get(&Audience::Jongeren)) {
        look(&profile.brand.value, "de naam van de site", &|_| profile.brand.span);
        if let Some(address) = &profile.address {
            look(&address.value, "het adres van de site", &|_| address.span);
        }
    }
}

/// Signs that a paragraph explains a word.
const EXPLAINS: [&str; 13] = [
    " heet",
    " heten",
    " noem",
    " betekent",
    " bedoel",
    " woord ",
    " genoemd",
    "dat is een ",
    "dat is de ",
    "dat is het ",
    "dat is iemand",
    "dat is als ",
    "dat zijn ",
];

/// R24, R29: a word that is not explained is jumped over.
fn official_word_in_text(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let set = writing.set;
    for audience in Audience::ALL {
        let avoided = Avoided::new(set, audience);
        let glossary: BTreeSet<String> = set
            .registers
            .terms
            .iter()
            .filter(|t| t.audiences.contains(&audience))
            .flat_map(|t| std::iter::once(&t.term.value).chain(&t.synonyms))
            .map(|term| term.to_lowercase())
            .collect();
        // A story is told in the words of who tells it.
        let texts = writing.texts.iter().filter(|t| t.audiences.contains(&audience));
        for text in texts.filter(|t| !matches!(t.kind, Kind::Experience(_))) {
            let mut told: BTreeSet<&str> = BTreeSet::new();
            for line in text.lines.iter().filter(|l| matches!(l.part, Part::Heading | Part::Paragraph | Part::Summary))
            {
                for (word, range) in avoided.find(&line.lower) {
                    let found = &line.lower[range.clone()];
                    let brackets = line.lower[range.end..].starts_with(" (");
                    let explained =
                        brackets || glossary.contains(found) || EXPLAINS.iter().any(|sign| line.lower.contains(sign));
                    // Once for each word and text: the rest is mended in one go.
                    if explained || !told.insert(&word.word.value) {
                        continue;
                    }
                    findings.push(
                        Diagnostic::new(rule, line.span(range), format!("`{found}` in een tekst voor {audience}"))
                            .label(word.word.span, "dit woord helpt deze lezers niet")
                            .help(format!("{}; of leg het in dezelfde alinea uit", instead(word))),
                    );
                }
            }
        }
    }
}
