//! Facts and contacts that somebody typed, while a register has them: they stay behind when the register changes.

use std::collections::BTreeMap;

use super::traces::{dialled, digits, is_phone, mails};
use super::writing::{Kind, Line, Writing, sentence, stands_alone};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::MONTHS;
use crate::set::register::Registers;
use crate::source::Span;
use crate::state::parts;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("G022", "typed-fact", Error, Rights), run: Run::Text(typed_fact) },
    Check { rule: rule!("G023", "typed-contact", Error, Safety), run: Run::Text(typed_contact) },
];

/// Units of a term, in all their forms; the first is the one that is compared.
const UNITS: [(&str, &[&str]); 4] = [
    ("weken", &["weken", "week"]),
    ("dagen", &["dagen", "dag"]),
    ("werkdagen", &["werkdagen", "werkdag"]),
    ("maanden", &["maanden", "maand"]),
];
/// Numbers as words; `een` is an article far more often.
const NUMBERS: [(&str, u32); 11] = [
    ("twee", 2),
    ("drie", 3),
    ("vier", 4),
    ("vijf", 5),
    ("zes", 6),
    ("zeven", 7),
    ("acht", 8),
    ("negen", 9),
    ("tien", 10),
    ("elf", 11),
    ("twaalf", 12),
];
/// What a value of the register says when it is typed, with the facts that have it: name and place.
type Known<'a> = BTreeMap<String, Vec<(String, Span)>>;

/// R14, R22: a term or date that the law gives stands once in the register.
fn typed_fact(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let known = known(&writing.set.registers);
    for text in &writing.texts {
        let page = match (text.region, text.kind) {
            // Stories tell what was.
            (_, Kind::Experience(_)) => continue,
            (None, _) => None,
            // A region has terms of its own: what it types is the law's only beside a national text that says so.
            (Some(_), Kind::Overlay(id)) => writing.set.pages.get(id).map(|page| parts(writing.set, &page.document)),
            (Some(_), _) => continue,
        };
        for line in &text.lines {
            for (range, says) in terms(&line.lower) {
                let mut facts = known.get(&says).cloned().unwrap_or_default();
                if let Some(shown) = &page {
                    facts.retain(|fact| shown.iter().any(|part| fact.0.strip_prefix(part).is_some_and(is_field)));
                }
                let doubtful = page.is_some() || says.starts_with("1 ");
                if doubtful {
                    facts.retain(|(name, _)| is_about(name, sentence(&line.lower, range.start)));
                }
                if !facts.is_empty() {
                    findings.push(typed(rule, line, range, &facts));
                }
            }
        }
    }
}

/// Whether this is what follows the name of a fact.
fn is_field(rest: &str) -> bool {
    rest.starts_with('.')
}

fn typed(rule: &'static Rule, line: &Line<'_>, range: std::ops::Range<usize>, facts: &[(String, Span)]) -> Diagnostic {
    let names: Vec<String> = facts.iter().take(3).map(|(name, _)| format!("`{{{{ {name} }}}}`")).collect();
    let message = format!("`{}` is getypt, en staat in `registers/feiten.yaml`", &line.text[range.clone()]);
    Diagnostic::new(rule, line.span(range), message)
        .label(facts[0].1, "hier staat het")
        .help(format!("gebruik het feit: {}", names.join(" of ")))
}

/// Whether a sentence is about the fact `feit.<naam>.<waarde>`: a single day or week is said of many things.
fn is_about(fact: &str, lower: &str) -> bool {
    let name = fact.split('.').nth(1).unwrap_or_default();
    name.split('-').filter_map(|part| part.get(..6)).any(|begin| lower.contains(begin))
}

fn known(registers: &Registers) -> Known<'_> {
    let mut known = Known::new();
    for (id, fact) in &registers.facts {
        for (name, value) in &fact.values {
            let says = match UNITS.iter().find(|(unit, _)| *unit == name) {
                Some((unit, _)) => format!("{value} {unit}"),
                None => match terms(&value.to_lowercase()).first() {
                    Some((range, says)) if *range == (0..value.len()) => says.clone(),
                    _ => continue,
                },
            };
            known.entry(says).or_default().push((format!("feit.{id}.{name}"), fact.span));
        }
    }
    known
}

/// Terms and dates in a text of small letters, each in one way of writing: `zes weken` is `6 weken`, `1 mei` stays `1 mei`.
fn terms(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let words: Vec<(usize, &str)> = words(text);
    let mut found = Vec::new();
    for (i, (at, word)) in words.iter().enumerate() {
        let number: Option<u32> =
            word.parse().ok().or_else(|| NUMBERS.iter().find(|(w, _)| w == word).map(|(_, n)| *n));
        let (Some(number), Some((next_at, next))) = (number, words.get(i + 1)) else { continue };
        let end = next_at + next.len();
        if text[at + word.len()..*next_at].trim() != "" {
            continue;
        }
        if let Some((unit, _)) = UNITS.iter().find(|(_, forms)| forms.contains(next)) {
            found.push((*at..end, format!("{number} {unit}")));
        } else if MONTHS.contains(next) {
            let year = words
                .get(i + 2)
                .filter(|(y, w)| w.len() == 4 && w.parse::<u32>().is_ok() && text[end..*y].trim().is_empty());
            let (end, year) = year.map_or((end, String::new()), |(y, w)| (y + w.len(), format!(" {w}")));
            found.push((*at..end, format!("{number} {next}{year}")));
        }
    }
    found
}

fn words(text: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(i);
        } else if let Some(from) = start.take() {
            all.push((from, &text[from..i]));
        }
    }
    all
}

/// R62: a number that helps stands once, with the day on which somebody called it.
fn typed_contact(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let contacts = &writing.set.registers.contacts;
    let of = |fields: &[&str], same: &dyn Fn(&str) -> bool| {
        contacts.iter().find_map(|(id, contact)| {
            let field = fields.iter().find(|f| contact.fields.get(**f).is_some_and(|value| same(value)))?;
            Some((format!("contact.{id}.{field}"), contact.span))
        })
    };
    for line in writing.texts.iter().filter(|t| !matches!(t.kind, Kind::Experience(_))).flat_map(|t| &t.lines) {
        let mut tell = |range: std::ops::Range<usize>, (name, place): (String, Span)| {
            let message = format!("`{}` is getypt, en staat in `registers/contacten.yaml`", &line.text[range.clone()]);
            findings.push(
                Diagnostic::new(rule, line.span(range), message)
                    .label(place, "dit contact")
                    .help(format!("gebruik het contact: `{{{{ {name} }}}}`")),
            );
        };
        for found in digits(&line.text) {
            let number = dialled(&found.digits);
            let short = found.digits.len() == 3 && is_called(&line.text, found.range.start);
            if is_phone(&found.digits) || (short && stands_alone(&line.text, found.range.clone())) {
                let known = of(&["telefoon", "telefoon2"], &|value| dialled(value) == number);
                known.into_iter().for_each(|known| tell(found.range.clone(), known));
            }
        }
        for range in mails(&line.text) {
            let mail = line.text[range.clone()].to_lowercase();
            of(&["mail"], &|value| value == mail).into_iter().for_each(|known| tell(range.clone(), known));
        }
    }
}

/// Whether the sentence asks to call: 112 can be a house as well.
fn is_called(text: &str, at: usize) -> bool {
    let sentence = sentence(text, at).to_lowercase();
    ["bel ", "belt ", "bellen", "nummer", "alarm"].iter().any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_the_same_however_it_is_written() {
        let found = |text: &str| terms(text).into_iter().map(|(_, says)| says).collect::<Vec<_>>();
        assert_eq!(
            found("binnen zes weken, of 6 weken. een week is kort; 1 week ook."),
            ["6 weken", "6 weken", "1 weken"]
        );
        assert_eq!(found("van 10 januari tot 1 mei 2027, elke 3e week"), ["10 januari", "1 mei 2027"]);
        assert_eq!(found("6. weken gaan voorbij"), [""; 0]);
    }
}
