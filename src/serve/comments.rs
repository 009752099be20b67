//! Comments of reviewers: a form that any spreadsheet opens, and the way back from a filled-in one to the right section.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::overlay::{Part, Site};
use crate::pipeline::Edition;
use crate::set::canonical;
use crate::set::document::Section;
use crate::source::{Audience, Sources};
use std::sync::Arc;

/// A line of the form.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Row {
    pub(super) regio: String,
    pub(super) pagina: String,
    pub(super) sectie: String,
    pub(super) kop: String,
    pub(super) opmerking: String,
    pub(super) van: String,
    pub(super) versie: String,
}

/// The fingerprint of a section as the form holds it. With a letter in front that is no digit of it, no spreadsheet takes
/// it for a number: `07525e56` would come back as `7,525E+59`.
pub(super) fn version(section: &Section) -> String {
    format!("v{}", canonical::section(section).short())
}

/// A comment with the place that it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// The file of the section; `None` when there is no such section.
    pub file: Option<String>,
    /// The line of its heading, from 1.
    pub line: usize,
    /// `voorbeeld ouders/tlv#aanvragen` as the form says it; empty when it does not.
    pub about: String,
    /// What was said, with its lines.
    pub text: String,
    /// Who said it, in their own words.
    pub from: String,
    /// What has to be known besides: the text changed, the section is gone.
    pub note: Option<&'static str>,
    /// The line of the form on which it stands, from 1.
    pub row: u64,
}

/// Why a file is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The columns that a form has are not there.
    Columns,
    /// This line, from 1, is none of a table.
    Line(u64),
}

/// The empty form.
pub(super) fn form(rows: &[Row]) -> Vec<u8> {
    // With the mark by which a spreadsheet knows UTF-8, and with the sign that Dutch ones expect between columns.
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Writing to memory can't fail.
        let _ = writer.serialize(Row { kop: harmless(&row.kop), ..row.clone() });
    }
    writer.into_inner().unwrap_or_default()
}

/// Text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!(" {text}") } else { text.to_owned() }
}

/// The comments in a filled-in form, in the order of the texts.
pub fn read(sources: Arc<Sources>, as_of: Date, form: &[u8]) -> Result<Vec<Comment>, Unreadable> {
    let text = decode(form);
    // With one sign for the end of a line, the lines are counted as an editor of text does.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let head = text.lines().next().unwrap_or_default();
    let delimiter =
        [b';', b',', b'\t'].into_iter().max_by_key(|d| head.matches(char::from(*d)).count()).unwrap_or(b';');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|_| Unreadable::Columns)?.clone();
    if !["pagina", "sectie", "opmerking"].iter().all(|name| columns.iter().any(|c| c == *name)) {
        return Err(Unreadable::Columns);
    }
    let edition = Edition::new(sources, as_of);
    let mut comments = Vec::new();
    for record in reader.records() {
        let line = |position: Option<&csv::Position>| position.map_or(1, csv::Position::line);
        let record = record.map_err(|error| Unreadable::Line(line(error.position())))?;
        let row = line(record.position());
        let read: Row = record.deserialize(Some(&columns)).map_err(|_| Unreadable::Line(row))?;
        if !read.opmerking.trim().is_empty() {
            comments.push(Comment { row, ..place(&edition, &read) });
        }
    }
    comments.sort();
    Ok(comments)
}

fn place(edition: &Edition, row: &Row) -> Comment {
    let [regio, pagina, sectie] = [&row.regio, &row.pagina, &row.sectie].map(|cell| cell.trim());
    let nowhere = [regio, pagina, sectie].into_iter().any(str::is_empty);
    let mut comment = Comment {
        file: None,
        line: 0,
        about: if nowhere { String::new() } else { format!("{regio} {pagina}#{sectie}") },
        text: lines(&row.opmerking),
        from: row.van.trim().to_owned(),
        note: None,
        row: 0,
    };
    if nowhere {
        comment.note = Some("in deze regel staat niet bij welke regio, pagina en sectie dit hoort");
        return comment;
    }
    let site = pagina.split_once('/').and_then(|(audience, slug)| {
        let audience = Audience::from_name(audience)?;
        Some((edition.site(edition.region(regio)?, audience)?, slug))
    });
    let Some((site, slug)) = site else {
        comment.note = Some("deze site is er niet meer");
        return comment;
    };
    match part(&site, slug, sectie) {
        Some(part) => {
            let span = part.section.span;
            comment.file = Some(edition.sources.file(span.file).path.clone());
            comment.line = edition.sources.place(span.file, span.start).line;
            comment.note = compare(part.section, row.versie.trim());
        }
        None => {
            comment.note = Some("deze sectie is er niet meer");
            let page = site.pages.get(slug);
            comment.file = page.map(|page| edition.sources.file(page.source.file).path.clone());
            comment.line = usize::from(page.is_some());
        }
    }
    comment
}

/// What there is to say of the text, when the form holds this version of it.
fn compare(section: &Section, written: &str) -> Option<&'static str> {
    let now = version(section);
    let now = now.trim_start_matches('v');
    // Older forms have it without the letter.
    let old = written.strip_prefix('v').unwrap_or(written);
    if written.is_empty() || old == now {
        None
    } else if old.len() == now.len() && old.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        Some("de tekst is sindsdien veranderd")
    } else {
        Some("of de tekst sindsdien veranderd is, is niet te zien: de kolom `versie` is beschadigd")
    }
}

/// The lines of a remark, without the white space around and between the words of each.
fn lines(text: &str) -> String {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim().lines().map(line).collect::<Vec<_>>().join("\n")
}

fn part<'a, 's>(site: &'a Site<'s>, slug: &str, section: &str) -> Option<&'a Part<'s>> {
    site.pages.get(slug)?.all_parts().into_iter().find(|part| part.id == section)
}

/// Text as it was meant: UTF-8, UTF-16 with its mark, or what spreadsheets of Windows write when they are not asked.
fn decode(bytes: &[u8]) -> String {
    let wide = |pairs: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = pairs.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return wide(rest, u16::from_be_bytes),
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    // Windows-1252: as Latin-1, but for the marks that Dutch texts have.
    let letter = |b: &u8| match b {
        0x80 => '€',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x96 => '–',
        0x97 => '—',
        b => char::from(*b),
    };
    bytes.iter().map(letter).collect()
}
