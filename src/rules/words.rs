//! Words that do not help young people, where they see them first: titles, menu, addresses, the name of the site.

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::plain_text;
use crate::set::register::Word;
use crate::source::{Audience, Span};

pub(super) static RULES: &[Check] =
    &[Check { rule: rule!("W001", "official-word", Error), run: Run::Set(official_word) }];

/// R77: the words of `woorden.yaml`, which is data and not code.
fn official_word(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let mut look = |span: Span, text: &str, place: &str| {
        for word in set.registers.words.iter().filter(|w| w.audiences.contains(&Audience::Jongeren)) {
            let Some(found) = find(word, text) else {
                continue;
            };
            let instead = word
                .instead
                .as_deref()
                .map_or_else(|| "laat het weg".to_owned(), |instead| format!("schrijf liever: {instead}"));
            findings.push(
                Diagnostic::new(rule, span, format!("`{found}` in {place} voor jongeren"))
                    .label(word.word.span, "dit woord helpt jongeren niet")
                    .help(instead),
            );
        }
    };
    let regional = set.regions.iter().flat_map(|r| &r.pages);
    for (id, page) in set.pages.iter().chain(regional).filter(|(id, _)| id.audience == Audience::Jongeren) {
        look(page.meta.title.span, &plain_text(&page.meta.title.value), "de titel");
        look(Span::new(page.file, 0, 0), &id.slug.replace('-', " "), "het adres");
    }
    if let Some(summary) = set.summaries.get(&Audience::Jongeren) {
        for group in &summary.groups {
            look(group.title.span, &group.title.value, "het menu");
            for entry in &group.entries {
                look(entry.slug.span, &entry.title, "het menu");
            }
        }
    }
    for profile in set.regions.iter().filter_map(|r| r.profile.sites.get(&Audience::Jongeren)) {
        look(profile.brand.span, &profile.brand.value, "de naam van de site");
    }
}

/// The form of the word that stands in `text` as a word of its own.
fn find<'w>(word: &'w Word, text: &str) -> Option<&'w str> {
    let text = text.to_lowercase();
    std::iter::once(&word.word.value).chain(&word.forms).map(String::as_str).find(|form| {
        let form = form.to_lowercase();
        text.match_indices(&form).any(|(i, _)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(text[..i].chars().next_back()) && !letter(text[i + form.len()..].chars().next())
        })
    })
}
