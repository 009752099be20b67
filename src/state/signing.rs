//! A new entry for a record: what a signer wants to write, and why it may not be written.
//!
//! In: the thing as it is now, its record, and a wish. Out: the entry as text, to be put at the end of the record, or a
//! refusal in the words of an editor. Nothing that stands in a record is ever changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::standing::{Text, void};
use crate::set::canonical::Fingerprint;
use crate::set::editorial::{self, Word};
use crate::set::register::Fact;
use crate::set::sector::Sector;
use crate::set::signoff::{Judgement, Notes, Record, Role, Signature, StepKind, is_code};
use crate::source::{FileId, Span, Spanned};

/// What somebody wants to put into a record.
#[derive(Clone, Debug)]
pub enum Act {
    /// A judgement.
    Sign,
    /// A change of spelling only: the signatures stay.
    Editorial,
    /// The text goes at once.
    Withdraw,
}

/// What stands with it.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The role, as written.
    pub role: Option<String>,
    /// Organisation and function.
    pub organisation: Option<String>,
    /// The code of the signer.
    pub signer: Option<String>,
    /// The judgement.
    pub judgement: Option<Judgement>,
    /// The number of people of a panel.
    pub heads: Option<i64>,
    /// What was remarked.
    pub remarks: Vec<String>,
    /// What was changed after that.
    pub changed: Vec<String>,
    /// What was not changed, and why.
    pub unchanged: Vec<String>,
    /// How data was checked.
    pub how: Option<String>,
    /// What was read.
    pub sources: Vec<String>,
    /// Why.
    pub reason: Option<String>,
}

/// The thing as it is now.
pub struct Now<'a> {
    /// What it asks.
    pub text: &'a Text<'a>,
    /// Its fingerprint.
    pub print: Fingerprint,
    /// Its text as it stands in its file, when that can be read again.
    pub written: Option<String>,
    /// Its words.
    pub words: Vec<Word>,
    /// What stands in and beside it.
    pub seen: BTreeMap<String, String>,
    /// Whether it is data, which is checked and not judged.
    pub data: bool,
}

/// The entry for the end of the record.
pub fn entry(act: &Act, wish: &Wish, now: &Now<'_>, record: Option<&Record>, day: Date) -> Result<String, String> {
    let mut out = String::new();
    match act {
        Act::Withdraw => {
            let reason = wish.reason.as_deref().filter(|r| !r.trim().is_empty());
            let reason = reason.ok_or("bij een intrekking hoort een reden: `--reden \"…\"`")?;
            if let Some(code) = wish.signer.as_deref().filter(|code| !is_code(code)) {
                return Err(no_code(code));
            }
            let _ = writeln!(out, "  - soort: intrekking\n    datum: {day}");
            line(&mut out, "ondertekenaar", wish.signer.as_deref());
            line(&mut out, "reden", Some(reason));
        }
        Act::Sign => {
            let signature = signature(wish, now, record, None)?;
            let _ = writeln!(out, "  - soort: handtekening\n    datum: {day}");
            write(&mut out, &signature, wish, now, record);
        }
        Act::Editorial => {
            let (from, record) = signed_before(now, record)?;
            let reason = wish.reason.as_deref().filter(|r| !r.trim().is_empty());
            let reason = reason.ok_or("bij een redactionele wijziging hoort een reden: `--reden \"…\"`")?;
            let words =
                record.words.get(&from).ok_or("de tekst die getekend is, is niet bewaard; laat opnieuw tekenen")?;
            if let Some(difference) = editorial::forbidden(words, &now.words) {
                return Err(format!(
                    "dit is geen redactionele wijziging: {difference}; laat de nieuwe tekst opnieuw nakijken en tekenen"
                ));
            }
            let signature = signature(wish, now, Some(record), Some(&from))?;
            let _ = writeln!(out, "  - soort: redactioneel\n    datum: {day}");
            line(&mut out, "van", Some(&from.to_string()));
            line(&mut out, "reden", Some(reason));
            write(&mut out, &signature, wish, now, Some(record));
        }
    }
    Ok(out)
}

/// The fingerprint of the text that was signed last, before this one.
fn signed_before<'r>(now: &Now<'_>, record: Option<&'r Record>) -> Result<(Fingerprint, &'r Record), String> {
    let nothing = "er is nog niets getekend; een redactionele wijziging houdt handtekeningen in stand die er zijn";
    let record = record.ok_or(nothing)?;
    let prints = record.steps.iter().rev().filter_map(|step| match &step.kind {
        StepKind::Signed(signature) => Some(&signature.print),
        StepKind::Editorial(change) => Some(&change.to),
        StepKind::Withdrawn(_) => None,
    });
    let last = prints.into_iter().next().ok_or(nothing)?;
    if *last == now.print {
        return Err("de tekst is niet veranderd sinds er getekend is".to_owned());
    }
    Ok((last.clone(), record))
}

fn no_code(written: &str) -> String {
    format!("`{written}` is geen code: schrijf hoofdletters en cijfers, zoals `LR2`, en nooit een naam")
}

/// The role that is meant: `panel` is that of the readers.
fn role(written: &str, text: &Text<'_>) -> Result<Role, String> {
    if written == "panel" {
        let panels: Vec<&str> = text.needs.iter().map(|n| n.name()).filter(|n| n.ends_with("panel")).collect();
        return match panels.as_slice() {
            [one] => Role::from_name(one).ok_or_else(|| "dit panel bestaat niet".to_owned()),
            [] => Err("bij deze tekst tekent geen panel".to_owned()),
            _ => Err(format!("deze tekst staat op beide sites; schrijf welk panel: {}", panels.join(" of "))),
        };
    }
    Role::from_name(written).ok_or_else(|| {
        let names: Vec<&str> = Role::ALL.iter().map(|(name, _)| *name).collect();
        format!("de rol `{written}` bestaat niet; er zijn: panel, {}", names.join(", "))
    })
}

/// The signature, unless something stands in its way.
fn signature(
    wish: &Wish,
    now: &Now<'_>,
    record: Option<&Record>,
    from: Option<&Fingerprint>,
) -> Result<Signature, String> {
    let at = Span::new(FileId(0), 0, 0);
    let written = wish.role.as_deref().ok_or("zeg in welke rol: `--rol redactie`")?;
    let role = role(written, now.text)?;
    let signer = wish.signer.clone().ok_or("zeg wie tekent: `--ondertekenaar CODE`")?;
    if !is_code(&signer) {
        return Err(no_code(&signer));
    }
    let organisation = wish.organisation.clone().filter(|o| !o.trim().is_empty());
    let organisation = organisation.ok_or("zeg namens wie: `--organisatie \"…\"`")?;
    if role.is_panel() && wish.heads.is_none_or(|n| n < 1) {
        return Err("zeg met hoeveel mensen het panel was: `--aantal 8`".to_owned());
    }
    if now.data && wish.how.is_none() {
        return Err("zeg hoe dit is nagekeken: `--hoe \"gebeld\"`".to_owned());
    }
    let signature = Signature {
        role: Spanned::new(role, at),
        organisation,
        signer: Spanned::new(signer, at),
        judgement: wish.judgement.unwrap_or(Judgement::Agreed),
        print: now.print.clone(),
        heads: wish.heads,
        seen: now.seen.clone(),
        notes: Notes {
            remarks: wish.remarks.clone(),
            changed: wish.changed.clone(),
            unchanged: wish.unchanged.clone(),
            how: wish.how.clone(),
        },
    };
    if let Some(why) = void(now.text, &signature) {
        return Err(why);
    }
    let code = signature.signer.value.as_str();
    let known = record.into_iter().flat_map(since_withdrawal).filter_map(|step| match &step.kind {
        StepKind::Signed(s) => Some(s),
        StepKind::Editorial(change) => Some(&change.signature),
        StepKind::Withdrawn(_) => None,
    });
    let same = |s: &&Signature| s.print == now.print || Some(&s.print) == from;
    if let Some(other) = known.filter(same).find(|s| s.signer.value == code && s.role.value != role) {
        return Err(format!(
            "`{code}` tekende deze tekst al als {}, en twee handtekeningen zijn van twee mensen",
            other.role.value.name()
        ));
    }
    Ok(signature)
}

fn since_withdrawal(record: &Record) -> &[crate::set::signoff::Step] {
    let last = record.steps.iter().rposition(|s| matches!(s.kind, StepKind::Withdrawn(_)));
    &record.steps[last.map_or(0, |i| i + 1)..]
}

fn write(out: &mut String, signature: &Signature, wish: &Wish, now: &Now<'_>, record: Option<&Record>) {
    line(out, "rol", Some(signature.role.value.name()));
    line(out, "organisatie", Some(&signature.organisation));
    line(out, "ondertekenaar", Some(&signature.signer.value));
    line(out, "oordeel", Some(signature.judgement.name()));
    line(out, "vingerafdruk", Some(&now.print.to_string()));
    if let Some(heads) = wish.heads {
        let _ = writeln!(out, "    aantal: {heads}");
    }
    line(out, "hoe", wish.how.as_deref());
    list(out, "opmerkingen", &wish.remarks);
    list(out, "veranderd", &wish.changed);
    list(out, "niet-veranderd", &wish.unchanged);
    list(out, "bronnen", &wish.sources);
    if !now.seen.is_empty() {
        let _ = writeln!(out, "    gezien:");
        for (name, print) in &now.seen {
            let _ = writeln!(out, "      {}: {}", quoted(name), quoted(print));
        }
    }
    // A text is kept once.
    let kept = record.is_some_and(|r| r.texts.contains_key(&now.print));
    if let Some(text) = now.written.as_deref().filter(|_| !kept) {
        let _ = writeln!(out, "    tekst: |2");
        for written in text.replace("\r\n", "\n").trim_end_matches('\n').split('\n') {
            let _ = if written.is_empty() { writeln!(out) } else { writeln!(out, "      {written}") };
        }
    }
}

fn line(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = writeln!(out, "    {key}: {}", quoted(value));
    }
}

fn list(out: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let _ = writeln!(out, "    {key}:");
        for value in values {
            let _ = writeln!(out, "      - {}", quoted(value));
        }
    }
}

/// A text between quotation marks, as YAML reads it.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.trim().chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A record as it begins.
pub fn head(subject: &str) -> String {
    format!(
        "# Wie deze tekst nakeek, en wanneer. Dit bestand schrijft `wegwijzer teken`; er komt alleen iets bij.\n\
         onderdeel: {}\nstappen:\n",
        quoted(subject)
    )
}

/// A fact as an entry of its register.
pub fn fact_text(id: &str, fact: &Fact) -> String {
    let mut out = format!("- id: {}\n", quoted(id));
    let mut put = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "  {key}: {}", quoted(value));
        }
    };
    put("kernzin", fact.sentence.as_deref());
    put("kernzin-jongeren", fact.sentence_young.as_deref());
    let values: Vec<String> =
        fact.values.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
    let sectors: Vec<&str> = fact.sectors.iter().map(Sector::name).collect();
    let _ = writeln!(out, "  waarden: {{ {} }}\n  onderwijs: [{}]", values.join(", "), sectors.join(", "));
    let basis: Vec<String> = fact.basis.iter().map(|b| format!("{{ bron: {} }}", quoted(&b.value))).collect();
    let _ = writeln!(out, "  basis: [{}]", basis.join(", "));
    for (key, day) in [("geldig-vanaf", fact.valid_from), ("geldig-tot", fact.valid_until)] {
        if let Some(day) = day {
            let _ = writeln!(out, "  {key}: {day}");
        }
    }
    let _ = writeln!(out, "  zekerheid: {}", fact.certainty.name());
    out
}
