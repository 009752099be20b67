//! The state of a set for people and machines: table, JSON, CSV, calendar.

use std::fmt::Write as _;

use crate::state::overview::{Overview, Row};

/// How the overview is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusForm {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// For calendars: iCalendar, RFC 5545.
    Calendar,
}

/// Writes the overview down.
pub fn status(form: StatusForm, overview: &Overview) -> String {
    match form {
        StatusForm::Table => table(overview),
        StatusForm::Json => serde_json::to_string_pretty(overview).map_or_else(|_| String::new(), |json| json + "\n"),
        StatusForm::Csv => csv(overview),
        StatusForm::Calendar => calendar(overview),
    }
}

fn table(overview: &Overview) -> String {
    let mut out = String::new();
    let mut counts = std::collections::BTreeMap::new();
    for row in &overview.rijen {
        *counts.entry((row.soort, row.state, row.staat)).or_insert(0_usize) += 1;
    }
    let _ = writeln!(out, "Stand op {}\n", overview.peildatum);
    for ((kind, _, state), count) in &counts {
        let _ = writeln!(out, "  {kind:<11} {state:<14} {count:>5}");
    }
    let width = overview.rijen.iter().map(|r| r.naam.chars().count()).max().unwrap_or(0).min(60);
    let _ =
        writeln!(out, "\n{:<11} {:<width$} {:<12} {:<20} {:<10} waarom", "soort", "naam", "staat", "eigenaar", "datum");
    for row in &overview.rijen {
        let owner = row.eigenaar.as_deref().unwrap_or("-");
        let day = row.datum.as_deref().unwrap_or("-");
        let why = super::plain(&row.waarom.join("; "));
        let _ = writeln!(out, "{:<11} {:<width$} {:<12} {owner:<20} {day:<10} {why}", row.soort, row.naam, row.staat);
    }
    let _ = writeln!(out, "\nBouwstenen per regio (gevuld van wat er kan)");
    for (region, blocks) in &overview.bouwstenen {
        let _ = writeln!(out, "  {region}");
        for block in blocks {
            let open = if block.open.is_empty() { String::new() } else { format!("  open: {}", block.open.join(", ")) };
            let _ = writeln!(out, "    {:<11} {:<30} {}/{}{open}", block.pijler, block.blok, block.gevuld, block.van);
        }
    }
    let without: Vec<&str> =
        overview.onderwerpen.iter().filter(|t| t.tegenhangers.is_empty()).map(|t| t.pagina.as_str()).collect();
    list(&mut out, "Onderwerpen zonder tegenhanger op de andere site", without.into_iter());
    let differ = overview.onderwerpen.iter().filter(|t| !t.andere_feiten.is_empty());
    let differ: Vec<String> = differ
        .map(|t| format!("{} en {}: {}", t.pagina, t.tegenhangers.join(", "), t.andere_feiten.join(", ")))
        .collect();
    list(&mut out, "Tegenhangers met andere feiten", differ.iter().map(String::as_str));
    list(&mut out, "Feiten die geen tekst gebruikt", overview.ongebruikte_feiten.iter().map(String::as_str));
    list(&mut out, "Pagina's die om een ervaring vragen", overview.zonder_ervaring.iter().map(String::as_str));
    out
}

fn list<'a>(out: &mut String, title: &str, items: impl Iterator<Item = &'a str>) {
    let items: Vec<&str> = items.collect();
    let _ = writeln!(out, "\n{title}: {}", if items.is_empty() { "geen".to_owned() } else { items.len().to_string() });
    for item in items {
        let _ = writeln!(out, "  {item}");
    }
}

fn csv(overview: &Overview) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let head = [
        "soort",
        "regio",
        "naam",
        "staat",
        "eigenaar",
        "gecontroleerd",
        "datum",
        "dagen",
        "binnen",
        "ontbreekt",
        "waarom",
    ];
    // Writing to memory can't fail.
    let _ = writer.write_record(head);
    for row in &overview.rijen {
        let days = row.dagen.map(|d| d.to_string()).unwrap_or_default();
        let _ = writer.write_record([
            row.soort,
            row.regio.as_deref().unwrap_or_default(),
            &row.naam,
            row.staat,
            row.eigenaar.as_deref().unwrap_or_default(),
            row.gecontroleerd.as_deref().unwrap_or_default(),
            row.datum.as_deref().unwrap_or_default(),
            &days,
            row.binnen,
            &row.ontbreekt.join(", "),
            // A sheet takes what begins with these signs for a formula.
            row.waarom.join("; ").trim_start_matches(['=', '+', '-', '@']),
        ]);
    }
    writer.into_inner().map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// A day per thing that has to be looked at. The same thing keeps its UID, so that a calendar moves it.
fn calendar(overview: &Overview) -> String {
    let stamp = overview.peildatum.replace('-', "");
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//wegwijzer//status//NL", "CALSCALE:GREGORIAN"] {
        folded(&mut out, line);
    }
    folded(&mut out, "X-WR-CALNAME:Nakijken");
    for row in overview.rijen.iter().filter(|r| r.datum.is_some()) {
        event(&mut out, row, &stamp);
    }
    folded(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, row: &Row, stamp: &str) {
    let day = row.datum.as_deref().unwrap_or_default().replace('-', "");
    let uid = blake3::hash(format!("{}:{}", row.soort, row.naam).as_bytes()).to_hex();
    let owner = row.eigenaar.as_deref().unwrap_or("niemand");
    let why = row.waarom.join("; ");
    folded(out, "BEGIN:VEVENT");
    folded(out, &format!("UID:{}@wegwijzer", &uid[..32]));
    folded(out, &format!("DTSTAMP:{stamp}T000000Z"));
    folded(out, &format!("DTSTART;VALUE=DATE:{day}"));
    folded(out, &format!("SUMMARY:{}", escaped(&format!("Nakijken: {} ({})", row.naam, row.soort))));
    folded(out, &format!("DESCRIPTION:{}", escaped(&format!("Staat: {}. Beheer: {owner}. {why}", row.staat))));
    folded(out, "TRANSP:TRANSPARENT");
    folded(out, "END:VEVENT");
}

fn escaped(text: &str) -> String {
    super::plain(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// A line of at most 75 bytes, continued on the next one after a space; no letter is cut.
fn folded(out: &mut String, line: &str) {
    const MOST: usize = 75;
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > MOST {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_calendar_are_short_and_whole() {
        let text = format!("SUMMARY:{}", "één, twéé; ".repeat(30));
        let mut out = String::new();
        folded(&mut out, &text);
        assert!(out.ends_with("\r\n") && out.lines().count() > 3);
        assert!(out.split("\r\n").all(|l| l.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", ""), format!("{text}\r\n"));
    }
}
