//! `regio.yaml`: who a region is.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::forms::{is_mail, is_phone, is_web};
use super::keys;
use super::register::audiences;
use super::shape::{self, Shape};
use super::yaml::{self, Node, Value};
use crate::catalogue;
use crate::color::{Color, Role};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::region::{Channel, Face, OfficeHour, Profile, SiteProfile, Statement, Style, Swv, Token};
use crate::set::sector::Sector;
use crate::source::{Audience, FileId, Span, Spanned};

/// Reads the profile of a region; a broken file gives what could be read.
pub(super) fn profile(file: FileId, path: &str, text: &str, findings: &mut Diagnostics) -> Profile {
    let read = yaml::read(file, text, 0, findings);
    let unread = read.is_none();
    let node = read.unwrap_or(Node { span: Span::new(file, 0, 0), value: Value::Map(Vec::new()) });
    // What could not be read at all was told; missing keys are then no news.
    let complete = !unread && shape::check(&node, &Shape::Table(keys::REGION), findings);
    let fields = Fields::new(&node);
    let swvs = swvs(fields, findings);
    let complete = complete && !swvs.is_empty();
    for channel in fields.list("contact") {
        refuse_value(Fields::new(channel), findings);
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let map_name = folder.rsplit('/').next().unwrap_or_default();
    Profile {
        file,
        complete,
        swvs,
        name: fields.spanned("naam").unwrap_or_else(|| Spanned::new(map_name.to_owned(), node.span)),
        fictional: fields.flag("fictief"),
        starting: fields.text("status").as_deref() == Some("in-opbouw"),
        sites: sites(fields),
        style: fields.fields("huisstijl").map(|s| style(s, folder)).unwrap_or_default(),
        feedback: feedback(fields, findings),
        statement: fields.fields("toegankelijkheid").map(statement).unwrap_or_default(),
        procedure_address: fields.spanned("procedure-adres"),
        checked_on: fields.date("gecontroleerd-op"),
        checked_span: fields.get("gecontroleerd-op").map_or(node.span, |n| n.span),
        deciders: fields.names("toelaatbaarheid"),
        channels: fields.list("contact").iter().map(Fields::new).filter_map(channel).collect(),
        faces: fields.list("gezichten").iter().map(Fields::new).filter_map(|f| face(f, folder)).collect(),
        schools: fields.get("scholen").map(|n| n.span),
        hours: fields.list("spreekuur").iter().map(Fields::new).filter_map(hour).collect(),
    }
}

fn swvs(fields: Fields<'_>, findings: &mut Diagnostics) -> Vec<Swv> {
    let codes = fields.names("swv");
    let mut swvs = Vec::new();
    if let (true, Some(node)) = (codes.is_empty(), fields.get("swv")) {
        findings.push(
            Diagnostic::new(&catalogue::WRONG_VALUE, node.span, "hier staat geen enkele code")
                .help("noem elk samenwerkingsverband van dit steunpunt: `[PO9906, VO9906]`"),
        );
    }
    for code in codes {
        let sector = match code.value.get(..2) {
            Some("PO") => Sector::Po,
            Some("VO") => Sector::Vo,
            _ => {
                findings.push(wrong_code(&code));
                continue;
            }
        };
        if code.value.len() != 6 || !code.value[2..].bytes().all(|b| b.is_ascii_digit()) {
            findings.push(wrong_code(&code));
            continue;
        }
        let municipalities = municipalities(fields, &code.value);
        swvs.push(Swv { code, sector, municipalities });
    }
    swvs
}

fn wrong_code(code: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(
        &catalogue::WRONG_VALUE,
        code.span,
        format!("`{}` is geen code van een samenwerkingsverband", code.value),
    )
    .help("schrijf `PO` of `VO` met vier cijfers, zoals `PO9906`")
}

fn municipalities(fields: Fields<'_>, code: &str) -> Vec<String> {
    match fields.get("gemeenten").map(|n| &n.value) {
        Some(Value::Map(_)) => fields.fields("gemeenten").map(|f| f.texts(code)).unwrap_or_default(),
        _ => fields.texts("gemeenten"),
    }
}

fn sites(fields: Fields<'_>) -> BTreeMap<Audience, SiteProfile> {
    Audience::ALL
        .into_iter()
        .filter_map(|audience| {
            let site = fields.fields(audience.name())?;
            let profile = SiteProfile {
                brand: site.spanned("merk")?,
                address: site.spanned("adres"),
                chosen_with: site.text("gekozen-met"),
                exit: site.text("snel-weg").filter(|a| is_web(a)),
            };
            Some((audience, profile))
        })
        .collect()
}

/// What stands behind a way of contact has to be what its kind says: a reader clicks on it.
fn refuse_value(fields: Fields<'_>, findings: &mut Diagnostics) {
    let (Some(kind), Some(value)) = (fields.text("soort"), fields.spanned("waarde")) else { return };
    let (fine, help) = match kind.as_str() {
        "telefoon" => (is_phone(&value.value), "schrijf een nummer: `\"000-000 00 01\"`"),
        "mail" => (is_mail(&value.value), "schrijf een mailadres: `hallo@voorbeeld.example`"),
        "langskomen" => (true, ""),
        "whatsapp" => (
            is_phone(&value.value) || is_web(&value.value),
            "schrijf een nummer, of een adres dat met `https://` begint",
        ),
        _ => (is_web(&value.value), "schrijf een adres dat met `https://` begint"),
    };
    if !fine {
        findings.push(
            Diagnostic::new(&catalogue::WRONG_VALUE, value.span, format!("`{}` past niet bij `{kind}`", value.value))
                .help(help),
        );
    }
}

fn channel(fields: Fields<'_>) -> Option<Channel> {
    Some(Channel {
        span: fields.span(),
        kind: fields.spanned("soort")?,
        value: fields.spanned("waarde")?,
        times: fields.text("tijden"),
        answer: fields.text("antwoord"),
        anonymous: fields.spanned("anoniem"),
        audiences: audiences(fields, "voor"),
    })
}

/// A colour; what is none was told already.
fn color(fields: Fields<'_>, key: &str) -> Option<Spanned<Color>> {
    let written = fields.spanned(key)?;
    Some(Spanned::new(Color::from_hex(&written.value)?, written.span))
}

/// A file of the region, by path below the set's root.
fn own_file(fields: Fields<'_>, key: &str, folder: &str) -> Option<Spanned<String>> {
    let written = fields.spanned(key)?;
    Some(Spanned::new(format!("{folder}/{}", written.value), written.span))
}

fn style(fields: Fields<'_>, folder: &str) -> Style {
    let token = |(name, value): &(Node, Node)| {
        let role = Role::from_token(name.text()?)?;
        let (light, dark) = match &value.value {
            Value::Map(_) => (color(Fields::new(value), "licht"), color(Fields::new(value), "donker")),
            _ => (value.text().and_then(Color::from_hex).map(|c| Spanned::new(c, value.span)), None),
        };
        Some(Token { role, light, dark })
    };
    Style {
        color: color(fields, "kleur"),
        link_color: color(fields, "kleur-links"),
        corners: fields.number("hoeken").and_then(|n| u8::try_from(n).ok()).map(|n| n.min(18)),
        font: fields.spanned("lettertype"),
        logo: own_file(fields, "logo", folder),
        tokens: fields.entries("tokens").iter().filter_map(token).collect(),
    }
}

fn statement(fields: Fields<'_>) -> Statement {
    Statement {
        status: fields.text("status"),
        date: fields.date("datum"),
        audit: fields.text("onderzoek"),
        contact: fields.text("contact"),
        answer: fields.text("antwoord"),
        complaint: fields.text("klacht"),
    }
}

/// Where remarks go: a mail address, with or without `mailto:`, or the address of a form.
fn feedback(fields: Fields<'_>, findings: &mut Diagnostics) -> BTreeMap<Audience, Spanned<String>> {
    let mut all = BTreeMap::new();
    for audience in Audience::ALL {
        let Some(written) = fields.fields("terugkoppeling").and_then(|f| f.spanned(audience.name())) else { continue };
        let address = written.value.strip_prefix("mailto:").unwrap_or(&written.value);
        if is_mail(address) || is_web(address) {
            all.insert(audience, Spanned::new(address.to_owned(), written.span));
        } else {
            findings.push(
                Diagnostic::new(
                    &catalogue::WRONG_VALUE,
                    written.span,
                    format!("`{}` is geen mailadres en geen adres van een formulier", written.value),
                )
                .help("schrijf `mailto:meedenken@voorbeeld.example`, of een adres dat met `https://` begint"),
            );
        }
    }
    all
}

fn face(fields: Fields<'_>, folder: &str) -> Option<Face> {
    Some(Face {
        first_name: fields.spanned("voornaam")?,
        role: fields.text("rol")?,
        schools: fields.texts("scholen"),
        sentence: fields.text("zin"),
        days: fields.text("dagen"),
        photo: own_file(fields, "foto", folder),
    })
}

fn hour(fields: Fields<'_>) -> Option<OfficeHour> {
    Some(OfficeHour {
        school: fields.text("school")?,
        place: fields.text("plek"),
        day: fields.text("dag")?,
        time: fields.text("tijd")?,
        valid_until: fields.date("geldig-tot"),
    })
}
