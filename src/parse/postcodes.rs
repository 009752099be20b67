//! `postcodes.csv`: which samenwerkingsverbanden a four-digit postcode belongs to.
//!
//! The columns `postcode`, `po` and `vo` may stand in any order, beside others, between commas or semicolons. Codes may
//! be written as in the annex of the Regeling regio-indeling samenwerkingsverbanden (BWBR0032324) or as here:
//! `PO3101`, `PO-31-01`, `31.01` and `3101` are the same in the column `po`. Several codes are joined by `|`.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Trim};

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::register::Postcode;
use crate::source::{FileId, Span};

/// Reads the table. Every row that can't be read is a finding with its line.
pub(super) fn read(file: FileId, text: &str, findings: &mut Diagnostics) -> BTreeMap<String, Postcode> {
    let mut found = BTreeMap::new();
    let header = text.lines().next().unwrap_or_default();
    let mark = if header.contains(';') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new().delimiter(mark).trim(Trim::All).flexible(true).from_reader(text.as_bytes());
    let columns = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| columns.iter().position(|c| c.eq_ignore_ascii_case(name));
    let (Some(postcode), Some(po), Some(vo)) = (column("postcode"), column("po"), column("vo")) else {
        let span = Span::new(file, 0, header.len());
        findings.push(
            Diagnostic::new(&catalogue::WRONG_VALUE, span, "de eerste regel noemt de kolommen niet")
                .help("zet op de eerste regel: `postcode,po,vo`"),
        );
        return found;
    };
    for record in reader.records() {
        let Ok(record) = record else {
            findings.push(refuse(Span::new(file, 0, header.len()), "deze tabel is niet te lezen"));
            break;
        };
        let span = line(file, text, &record);
        let field = |i: usize| record.get(i).unwrap_or_default();
        let code = field(postcode);
        if code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit()) {
            findings.push(refuse(span, &format!("`{code}` is geen postcode van vier cijfers")));
            continue;
        }
        let mut row = Postcode { span, po: Vec::new(), vo: Vec::new() };
        for (name, written, into) in [("PO", field(po), &mut row.po), ("VO", field(vo), &mut row.vo)] {
            for written in written.split('|').map(str::trim).filter(|w| !w.is_empty()) {
                match swv(name, written) {
                    Some(code) => into.push(code),
                    None => {
                        findings.push(refuse(span, &format!("`{written}` is geen code van een samenwerkingsverband")));
                    }
                }
            }
        }
        if let Some(first) = found.insert(code.to_owned(), row).map(|first: Postcode| first.span) {
            findings.push(
                Diagnostic::new(&catalogue::DUPLICATE_NAME, span, format!("de postcode {code} staat er twee keer"))
                    .label(first, "hier stond hij al")
                    .help("zet alle codes van een postcode op één regel, met `|` ertussen"),
            );
        }
    }
    found
}

fn refuse(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::WRONG_VALUE, span, message).help("schrijf een regel als `0123,PO9901,VO9901`")
}

pub(super) fn line(file: FileId, text: &str, record: &StringRecord) -> Span {
    let start = record.position().map_or(0, |p| p.byte() as usize).min(text.len());
    let start = start + text[start..].len() - text[start..].trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    Span::new(file, start, start + text[start..end].trim_end().len())
}

/// A code as `regio.yaml` writes it.
fn swv(sector: &str, written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let rest: String = written.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '-' | '.' | ' ')).collect();
    (digits.len() == 4 && (rest.is_empty() || rest.eq_ignore_ascii_case(sector))).then(|| format!("{sector}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_every_known_form() {
        for written in ["PO3101", "PO-31-01", "31.01", "3101", "po 31 01"] {
            assert_eq!(swv("PO", written).as_deref(), Some("PO3101"), "{written}");
        }
        for written in ["VO3101", "PO310", "PO31012", "x"] {
            assert_eq!(swv("PO", written), None, "{written}");
        }
    }

    #[test]
    fn the_annex_comes_with_other_columns_and_semicolons() {
        let mut findings = Diagnostics::default();
        let table = "Gemeente;Postcode;VO;PO\nWaterdam;0311;99.03;99.03|99.04\nX;31;;\nY;0311;;\n";
        let found = read(FileId(0), table, &mut findings);
        assert_eq!(found["0311"].vo.len() + found["0311"].po.len(), 0, "the last row counts");
        let lines: Vec<u32> = findings.iter().filter_map(|d| d.span).map(|s| s.start).collect();
        assert_eq!(lines, [56, 63], "the short postcode, and the double one");
    }
}
