//! `scholen.csv` of a region: its schools and other places, per municipality.
//!
//! The columns `naam`, `gemeente` and `soort` have to be there, `aanbod` and `site` may; in any order, between commas or
//! semicolons. A row that can't be read is a finding with its line.

use csv::{ReaderBuilder, Trim};

use super::forms::is_web;
use super::postcodes::line;
use super::shape::is_hidden;
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::set::region::School;
use crate::set::sector::Sectors;
use crate::source::{FileId, Span};

/// The kinds of schools, and for which sectors they are.
const KINDS: [(&str, Sectors); 8] = [
    ("basisschool", Sectors { po: true, vo: false }),
    ("sbo", Sectors { po: true, vo: false }),
    ("so", Sectors { po: true, vo: false }),
    ("middelbare school", Sectors { po: false, vo: true }),
    ("vso", Sectors { po: false, vo: true }),
    ("praktijkonderwijs", Sectors { po: false, vo: true }),
    ("opdc", Sectors { po: false, vo: true }),
    ("andere plek", Sectors::BOTH),
];
const LONGEST: usize = 200;

/// Reads the table, in the order of municipalities and names.
pub(super) fn read(file: FileId, text: &str, findings: &mut Diagnostics) -> Vec<School> {
    let header = text.lines().next().unwrap_or_default();
    let mark = if header.contains(';') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new().delimiter(mark).trim(Trim::All).flexible(true).from_reader(text.as_bytes());
    let columns = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| columns.iter().position(|c| c.eq_ignore_ascii_case(name));
    let (Some(name), Some(municipality), Some(kind)) = (column("naam"), column("gemeente"), column("soort")) else {
        findings.push(
            Diagnostic::new(
                &catalogue::WRONG_VALUE,
                Span::new(file, 0, header.len()),
                "de eerste regel noemt de kolommen niet",
            )
            .help("zet op de eerste regel: `naam,gemeente,soort,aanbod,site`"),
        );
        return Vec::new();
    };
    let mut schools = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else {
            findings.push(refuse(Span::new(file, 0, header.len()), "deze tabel is niet te lezen"));
            break;
        };
        let span = line(file, text, &record);
        let field = |i: Option<usize>| i.and_then(|i| record.get(i)).unwrap_or_default();
        let (name, municipality, written) = (field(Some(name)), field(Some(municipality)), field(Some(kind)));
        let (offer, site) = (field(column("aanbod")), field(column("site")));
        let fault = if name.is_empty() || municipality.is_empty() {
            Some("deze school heeft geen naam of geen gemeente".to_owned())
        } else if [name, municipality, offer].iter().any(|t| t.chars().count() > LONGEST || t.chars().any(is_hidden)) {
            Some(format!("een tekst in deze regel is langer dan {LONGEST} tekens of bevat een onzichtbaar teken"))
        } else if !site.is_empty() && !is_web(site) {
            Some(format!("`{site}` is geen adres dat met `https://` begint"))
        } else {
            None
        };
        if let Some(fault) = fault {
            findings.push(refuse(span, &fault));
            continue;
        }
        let Some((kind, sectors)) = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(written)) else {
            let list = KINDS.map(|(k, _)| k).join(", ");
            let help = did_you_mean(written, KINDS.iter().map(|(k, _)| *k), &format!("kies uit: {list}"));
            findings.push(refuse(span, &format!("`{written}` is geen soort school")).help(help));
            continue;
        };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        schools.push(School {
            name: name.to_owned(),
            municipality: municipality.to_owned(),
            kind,
            sectors: *sectors,
            offer: some(offer),
            site: some(site),
        });
    }
    schools.sort_by(|a, b| (&a.municipality, &a.name).cmp(&(&b.municipality, &b.name)));
    schools
}

fn refuse(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::WRONG_VALUE, span, message)
        .help("schrijf een regel als `De Vuurtoren,Merelbeek,basisschool,rustige groep,`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_or_told() {
        let mut findings = Diagnostics::default();
        let table = "soort;naam;gemeente;site\nvso;De Brug;Waterdam;https://brug.example/\nSBO;Anker;Aveld;\nkroeg;X;Y;\nso;;Y;\nso;Z;Y;www.z.example\n";
        let schools = read(FileId(0), table, &mut findings);
        let names: Vec<(&str, &str, bool)> = schools.iter().map(|s| (s.name.as_str(), s.kind, s.sectors.po)).collect();
        assert_eq!(names, [("Anker", "sbo", true), ("De Brug", "vso", false)]);
        assert_eq!(findings.iter().count(), 3);
        assert!(read(FileId(0), "a,b\n", &mut findings).is_empty());
    }
}
