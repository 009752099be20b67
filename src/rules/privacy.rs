//! What a text may not tell about a person, and addresses that tell others who reads.

use super::traces::{dialled, digits, is_citizen_number, is_phone, mails};
use super::writing::{Kind, Line, Writing};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::Target;
use crate::source::Span;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("P001", "citizen-number", Error, Privacy), run: Run::Text(citizen_number) },
    Check { rule: rule!("P002", "private-phone", Error, Privacy), run: Run::Text(private_phone) },
    Check { rule: rule!("P003", "private-mail", Error, Privacy), run: Run::Text(private_mail) },
    Check { rule: rule!("P007", "third-party", Error, Privacy), run: Run::Text(third_party) },
    Check { rule: rule!("P008", "surname", Warning, Privacy), run: Run::Set(surname) },
    Check { rule: rule!("L010", "insecure-link", Warning), run: Run::Text(insecure_link) },
];

/// Hosts where people have a mail address of their own.
const PEOPLE: [&str; 16] = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.nl",
    "outlook.com",
    "live.nl",
    "live.com",
    "icloud.com",
    "me.com",
    "yahoo.com",
    "ziggo.nl",
    "kpnmail.nl",
    "planet.nl",
    "xs4all.nl",
    "home.nl",
    "proton.me",
];

/// Hosts that hide where a link leads, count who follows it, or show somebody else's page.
const TRACKERS: [&str; 18] = [
    "bit.ly",
    "tinyurl.com",
    "t.co",
    "goo.gl",
    "ow.ly",
    "is.gd",
    "buff.ly",
    "lnkd.in",
    "rb.gy",
    "forms.gle",
    "doubleclick.net",
    "google-analytics.com",
    "googletagmanager.com",
    "connect.facebook.net",
    "list-manage.com",
    "safelinks.protection.outlook.com",
    "player.vimeo.com",
    "youtube-nocookie.com",
];

/// Parts of an address that name who sent the reader.
const TRACES: [&str; 6] = ["utm_", "fbclid=", "gclid=", "mc_eid=", "igshid=", "/embed/"];

fn citizen_number(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    for line in writing.texts.iter().flat_map(|t| &t.lines) {
        for found in digits(&line.text).into_iter().filter(|d| is_citizen_number(&d.digits)) {
            findings.push(
                Diagnostic::new(
                    rule,
                    line.span(found.range),
                    "dit kan een burgerservicenummer zijn: de elfproef klopt",
                )
                .help("haal het weg; moet dit getal hier echt staan, schrijf het dan in losse delen met woorden"),
            );
        }
    }
}

fn private_phone(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let registers = &writing.set.registers.contacts;
    let known =
        |number: &str| registers.values().any(|c| ["telefoon", "telefoon2"].iter().any(|f| is_field(c, f, number)));
    for text in &writing.texts {
        let own = |number: &str| {
            text.region.is_some_and(|r| r.profile.channels.iter().any(|c| dialled(&c.value.value) == number))
        };
        let mut judge = |span: Span, number: &str| {
            let story = matches!(text.kind, Kind::Experience(_));
            if story || (!known(number) && !own(number)) {
                let place =
                    if text.region.is_some() { "`contact` in `regio.yaml`" } else { "`registers/contacten.yaml`" };
                findings.push(
                    Diagnostic::new(
                        rule,
                        span,
                        "dit telefoonnummer staat in geen register, en kan van een persoon zijn",
                    )
                    .help(format!("haal het weg, of zet het nummer van de organisatie in {place}")),
                );
            }
        };
        for line in &text.lines {
            for found in digits(&line.text).into_iter().filter(|d| is_phone(&d.digits)) {
                judge(line.span(found.range), &dialled(&found.digits));
            }
            for (address, span) in outside(line) {
                if let Some(number) = address.strip_prefix("tel:").map(dialled).filter(|n| is_phone(n)) {
                    judge(span, &number);
                }
            }
        }
    }
}

fn is_field(contact: &crate::set::register::Contact, field: &str, number: &str) -> bool {
    contact.fields.get(field).is_some_and(|written| dialled(written) == number)
}

fn private_mail(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let registers = &writing.set.registers.contacts;
    for text in &writing.texts {
        let mut judge = |span: Span, mail: &str| {
            let known = registers.values().any(|c| c.fields.get("mail").is_some_and(|m| m == mail));
            let person = is_of_a_person(mail) || matches!(text.kind, Kind::Experience(_));
            if person || (text.region.is_none() && !known) {
                let what = if person { "kan van een persoon zijn" } else { "staat in geen register" };
                findings.push(Diagnostic::new(rule, span, format!("`{mail}` {what}")).help(
                    "gebruik een adres van de organisatie, zoals `hallo@…`; een landelijk adres staat in `registers/contacten.yaml`",
                ));
            }
        };
        for line in &text.lines {
            for range in mails(&line.text) {
                judge(line.span(range.clone()), &line.text[range].to_lowercase());
            }
            for (address, span) in outside(line) {
                let mail = address.strip_prefix("mailto:").and_then(|a| a.split('?').next()).unwrap_or("");
                // The same address as the text of its link was judged there.
                if !mail.is_empty() && !line.text.to_lowercase().contains(&mail.to_lowercase()) {
                    judge(span, &mail.to_lowercase());
                }
            }
        }
    }
    for region in &writing.set.regions {
        for channel in region.profile.channels.iter().filter(|c| is_of_a_person(&c.value.value)) {
            findings.push(
                Diagnostic::new(
                    rule,
                    channel.value.span,
                    format!("`{}` kan van een persoon zijn", channel.value.value),
                )
                .help("gebruik een adres van de organisatie, zoals `hallo@…`"),
            );
        }
    }
}

/// `x@gmail.com`, or `j.jansen@…`: one letter and a name.
fn is_of_a_person(mail: &str) -> bool {
    let Some((name, host)) = mail.split_once('@') else { return false };
    let initial = name.split_once('.').is_some_and(|(first, rest)| {
        first.len() == 1 && rest.len() > 3 && rest.chars().all(|c| c.is_ascii_alphabetic() || c == '.')
    });
    initial || PEOPLE.contains(&host)
}

fn outside<'a>(line: &'a Line<'_>) -> impl Iterator<Item = (&'a str, Span)> {
    line.links.iter().filter_map(|(target, span, _)| match target {
        Target::Outside(address) => Some((address.as_str(), *span)),
        _ => None,
    })
}

fn third_party(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let mut judge =
        |span: Span, address: &str| {
            if let Some(why) = tells_others(address) {
                findings.push(Diagnostic::new(rule, span, format!("`{why}` laat anderen weten wie dit leest")).help(
                    "verwijs naar de pagina zelf, met het adres dat u in de browser ziet, zonder wat na `?` komt",
                ));
            }
        };
    for (address, span) in writing.texts.iter().flat_map(|t| &t.lines).flat_map(outside) {
        judge(span, address);
    }
    for channel in writing.set.regions.iter().flat_map(|r| &r.profile.channels) {
        judge(channel.value.span, &channel.value.value);
    }
    for contact in writing.set.registers.contacts.values() {
        ["site", "chat"].iter().filter_map(|f| contact.fields.get(*f)).for_each(|a| judge(contact.span, a));
    }
}

/// The part of an address that tells somebody else who follows it.
fn tells_others(address: &str) -> Option<&'static str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("").to_lowercase();
    let of = |known: &&&str| host == **known || host.ends_with(&format!(".{known}"));
    TRACKERS.iter().find(of).or_else(|| TRACES.iter().find(|trace| rest.contains(**trace))).copied()
}

fn insecure_link(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    for (address, span) in writing.texts.iter().flat_map(|t| &t.lines).flat_map(outside) {
        if address.starts_with("http://") {
            findings.push(
                Diagnostic::new(
                    rule,
                    span,
                    format!("`{address}` is niet beveiligd: wie meekijkt, ziet wat de lezer leest"),
                )
                .help("schrijf `https://`; werkt dat niet, kies dan een andere plek"),
            );
        }
    }
}

/// Of who works there only a first name stands on the site.
fn surname(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for face in set.regions.iter().flat_map(|r| &r.profile.faces) {
        let name = &face.first_name;
        if name.value.split_whitespace().count() > 1 {
            findings.push(
                Diagnostic::new(rule, name.span, format!("`{}` lijkt een voornaam met een achternaam", name.value))
                    .help("schrijf alleen de voornaam; is dit een dubbele voornaam, zet er dan een streepje tussen"),
            );
        }
    }
}
