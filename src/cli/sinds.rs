//! `wegwijzer verschil --sinds REV`: what the national changes since a git version touch.
//!
//! The national files as they were then are put beside the regions of today, and both sets are read and checked in
//! full: what is new and what is gone among the findings is the difference of two full checks, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::{Verdict, diff, revision, say, today};
use crate::load::load_raw;
use crate::overlay::base::anchors;
use crate::parse::parse;
use crate::pipeline;
use crate::set::InformationSet;
use crate::set::canonical::{self, Fingerprint};
use crate::set::document::{Document, InlineKind, Section, Target, Variable};
use crate::source::{FileId, Sources};

pub(super) fn run(root: &Path, version: &str, as_json: bool) -> Result<Verdict, String> {
    let now = load_raw(root).map_err(|error| format!("de map `{}` is niet te lezen: {error}", root.display()))?;
    let mut then = revision::files(root, version, &["book.toml", "content", "themes"])?;
    then.extend(now.iter().filter(|f| f.path.starts_with("regions/")).cloned());
    let change = Change::between(&Sources::new(then), &Sources::new(now));
    say(&if as_json { change.json() } else { change.text() });
    Ok(Verdict::Fine)
}

/// What was changed nationally, and what that touches.
#[derive(Default)]
struct Change {
    texts: Vec<Text>,
    facts: Vec<Fact>,
    new: BTreeSet<String>,
    gone: BTreeSet<String>,
}

/// A national section that was changed, added or taken away.
struct Text {
    name: String,
    kind: &'static str,
    difference: String,
    regions: BTreeSet<String>,
    links: BTreeSet<String>,
}

/// A fact of which a value was changed.
struct Fact {
    id: String,
    values: Vec<(String, Option<String>, Option<String>)>,
    places: BTreeSet<String>,
}

/// National sections by `ouders/tlv#zo-gaat-het`, with their fingerprint and text.
type Texts<'a> = BTreeMap<String, (Fingerprint, &'a str)>;

impl Change {
    fn between(then: &Sources, now: &Sources) -> Self {
        let ((old, _), (new, _)) = (parse(then), parse(now));
        let (before, after) = (texts(&old, then), texts(&new, now));
        let mut change = Self::default();
        for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let (kind, a, b) = match (before.get(name), after.get(name)) {
                (Some((old, _)), Some((new, _))) if old == new => continue,
                (Some((_, a)), Some((_, b))) => ("veranderd", *a, *b),
                (Some((_, a)), None) => ("weg", *a, ""),
                (None, b) => ("nieuw", "", b.map_or("", |(_, b)| *b)),
            };
            change.texts.push(Text {
                name: name.clone(),
                kind,
                difference: diff::lines(a, b, "    "),
                regions: regions_on(&new, name),
                links: links_to(&new, now, name),
            });
        }
        change.facts = facts(&old, &new, now);
        let (found_then, found_now) = (findings(then), findings(now));
        change.new = found_now.difference(&found_then).cloned().collect();
        change.gone = found_then.difference(&found_now).cloned().collect();
        change
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for text in &self.texts {
            let _ = writeln!(out, "{}: {}", text.name, text.kind);
            out.push_str(&text.difference);
            for region in &text.regions {
                let _ = writeln!(out, "    raakt {region}");
            }
            for link in &text.links {
                let _ = writeln!(out, "    verwijzing in {link}");
            }
            out.push('\n');
        }
        for fact in &self.facts {
            let _ = writeln!(out, "feit {}: veranderd", fact.id);
            for (name, old, new) in &fact.values {
                let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "niets".to_owned());
                let _ = writeln!(out, "    {name}: {} wordt {}", shown(old), shown(new));
            }
            for place in &fact.places {
                let _ = writeln!(out, "    staat in {place}");
            }
            out.push('\n');
        }
        for finding in &self.new {
            let _ = writeln!(out, "nieuw: {finding}");
        }
        for finding in &self.gone {
            let _ = writeln!(out, "opgelost: {finding}");
        }
        let regions: BTreeSet<&String> = self.texts.iter().flat_map(|t| &t.regions).collect();
        let _ = writeln!(
            out,
            "{} teksten, {} feiten; raakt {} plekken in regio's; {} bevindingen nieuw, {} opgelost",
            self.texts.len(),
            self.facts.len(),
            regions.len(),
            self.new.len(),
            self.gone.len()
        );
        out
    }

    fn json(&self) -> String {
        let texts: Vec<Value> = self
            .texts
            .iter()
            .map(|t| json!({ "tekst": t.name, "soort": t.kind, "verschil": t.difference, "regios": t.regions, "verwijzingen": t.links }))
            .collect();
        let facts: Vec<Value> = self
            .facts
            .iter()
            .map(|f| {
                let values: Vec<Value> =
                    f.values.iter().map(|(n, a, b)| json!({ "waarde": n, "was": a, "is": b })).collect();
                json!({ "feit": f.id, "waarden": values, "plekken": f.places })
            })
            .collect();
        let all = json!({ "teksten": texts, "feiten": facts, "nieuw": self.new, "opgelost": self.gone });
        let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Every national section by its name, and every passage.
fn texts<'a>(set: &InformationSet, sources: &'a Sources) -> Texts<'a> {
    let mut all = Texts::new();
    let mut own = |section: &Section, name: String| {
        // A child is a text of its own: the parent's counts without it.
        let alone = Section { children: Vec::new(), ..section.clone() };
        let end = section.children.first().map_or(section.span.end, |child| child.span.start);
        let span = crate::source::Span { end, ..section.span };
        all.insert(name, (canonical::section(&alone), sources.slice(span).trim_end()));
    };
    for (id, page) in &set.pages {
        page.document.all_sections().into_iter().for_each(|s| own(s, format!("{id}#{}", s.id.value)));
    }
    for (id, passage) in &set.passages {
        passage.document.all_sections().into_iter().for_each(|s| own(s, format!("passages/{id}")));
    }
    all
}

/// What regions do with that section, as `map/bestand`.
fn regions_on(set: &InformationSet, name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for region in &set.regions {
        for anchor in anchors(set, region) {
            let on = format!("{}#{}", anchor.page, anchor.name);
            let inside = anchor
                .national
                .is_some_and(|s| name.strip_prefix(&format!("{}#", anchor.page)).is_some_and(|child| s.holds(child)));
            if on == name || inside {
                found.insert(format!("regions/{}/{}.md ({})", region.folder, anchor.page, anchor.freshness().name()));
            }
        }
    }
    found
}

/// The places that lead to that section, as `bestand:regel`.
fn links_to(set: &InformationSet, sources: &Sources, name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let own = set.pages.iter().find(|(id, _)| name.starts_with(&format!("{id}#"))).map(|(_, p)| p.file);
    each_inline(set, &mut |file, inline| {
        let InlineKind::Link(target, _) = &inline.kind else { return };
        let to = match target {
            Target::Page(page, Some(section)) => format!("{page}#{section}"),
            Target::Section(section) if Some(file) == own => {
                let page = name.split('#').next().unwrap_or_default();
                format!("{page}#{section}")
            }
            _ => return,
        };
        if to == name {
            found.insert(place(sources, inline.span));
        }
    });
    found
}

fn facts(old: &InformationSet, new: &InformationSet, sources: &Sources) -> Vec<Fact> {
    let ids: BTreeSet<&String> = old.registers.facts.keys().chain(new.registers.facts.keys()).collect();
    let mut changed = Vec::new();
    for id in ids {
        let empty = BTreeMap::new();
        let of = |set: &InformationSet| set.registers.facts.get(id).map_or(empty.clone(), |f| f.values.clone());
        let (before, after) = (of(old), of(new));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let values: Vec<_> = names
            .into_iter()
            .filter(|name| before.get(*name) != after.get(*name))
            .map(|name| (name.clone(), before.get(name).cloned(), after.get(name).cloned()))
            .collect();
        if !values.is_empty() {
            changed.push(Fact { id: id.clone(), values, places: uses_of(new, sources, id) });
        }
    }
    changed
}

fn uses_of(set: &InformationSet, sources: &Sources, fact: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_inline(set, &mut |_, inline| {
        if matches!(&inline.kind, InlineKind::Variable(Variable::Fact(id, _)) if id == fact) {
            found.insert(place(sources, inline.span));
        }
    });
    found
}

fn each_inline(set: &InformationSet, visit: &mut dyn FnMut(FileId, &crate::set::document::Inline)) {
    for (file, document) in set.documents() {
        for section in Document::all_sections(document) {
            section.each_inline(&mut |inline| visit(file, inline));
        }
    }
}

fn place(sources: &Sources, span: crate::source::Span) -> String {
    format!("{}:{}", sources.file(span.file).path, sources.place(span.file, span.start).line)
}

/// The findings of a full check, by file, code and message: lines move when a text above them changes.
fn findings(sources: &Sources) -> BTreeSet<String> {
    let report = pipeline::check(sources, today());
    let line = |d: &crate::diagnostic::Diagnostic| {
        let path = d.span.map_or("", |span| sources.file(span.file).path.as_str());
        format!("{path}: {} {}", d.rule.code, d.message)
    };
    report.diagnostics.iter().map(line).collect()
}
