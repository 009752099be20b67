//! The house style of a region: can its colours be read, are its pictures there; and its statement on accessibility.

use super::{Check, Run};
use crate::color::{Fault, Mode, Role, faults, scheme};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::overlay::Site;
use crate::rule;
use crate::set::InformationSet;
use crate::set::region::{Region, Style};
use crate::source::Span;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("R030", "unclear-colors", Error), run: Run::Set(unclear_colors) },
    Check { rule: rule!("R021", "accessibility-statement", Warning), run: Run::Site(statement) },
    Check { rule: rule!("R022", "missing-picture", Error), run: Run::Set(missing_picture) },
];

/// Days after which a statement has to be looked at again.
const STATEMENT_DAYS: i32 = 366;

/// What follows from one colour holds; what a region chose instead has to hold too.
fn unclear_colors(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for region in &set.regions {
        let style = &region.profile.style;
        let Some(color) = &style.color else { continue };
        for mode in [Mode::Light, Mode::Dark] {
            let mut roles = scheme(color.value, mode);
            style.apply(&mut roles, mode);
            for fault in faults(&roles) {
                findings.push(unclear(rule, region, &fault, mode));
            }
        }
    }
}

fn unclear(rule: &'static Rule, region: &Region, fault: &Fault, mode: Mode) -> Diagnostic {
    let style = &region.profile.style;
    let chosen = place(style, fault.pair.front, mode);
    let span = chosen.or_else(|| place(style, fault.pair.ground, mode)).unwrap_or(region.profile.name.span);
    let screen = if mode == Mode::Light { "een licht" } else { "een donker" };
    let message = format!(
        "`{}` heeft op `{}` een contrast van {}, en nodig is {} ({} op {}, op {screen} scherm)",
        fault.front,
        fault.ground,
        comma(fault.found),
        comma(fault.pair.ratio),
        name(fault.pair.front),
        name(fault.pair.ground),
    );
    let help = if chosen.is_some() {
        format!("gebruik `{}`, of laat de kleur weg: dan volgt zij uit `kleur`", fault.nearest)
    } else {
        format!(
            "kies een lichtere of donkerdere achtergrond, of gebruik voor {} `{}`",
            name(fault.pair.front),
            fault.nearest
        )
    };
    Diagnostic::new(rule, span, message).help(help)
}

/// Where the region chose the colour of this role.
fn place(style: &Style, role: Role, mode: Mode) -> Option<Span> {
    let token = style.tokens.iter().rev().find(|t| t.role == role);
    let token = token.and_then(|t| if mode == Mode::Light { t.light.as_ref() } else { t.dark.as_ref() });
    let link = style.link_color.as_ref().filter(|_| role == Role::Link && mode == Mode::Light);
    token.or(link).map(|c| c.span)
}

/// Rounded down: what is just too little must not look like enough.
fn comma(ratio: f64) -> String {
    format!("{:.2}", (ratio * 100.0).floor() / 100.0).trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Page => "de pagina",
        Role::Band => "een band",
        Role::Tint => "het korte antwoord",
        Role::Ink => "tekst",
        Role::Subtle => "kleine letters",
        Role::Link => "links",
        Role::Border => "randen",
        Role::Line => "lijnen",
        Role::Button => "de knop",
        Role::ButtonText => "de tekst van de knop",
        Role::ButtonBorder => "de rand van de knop",
    }
}

/// The site shows what the region says of its accessibility, and nothing is filled in for it. A made-up region has
/// nothing to say.
fn statement(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    let profile = &site.region.profile;
    let said = &profile.statement;
    let nothing = said.status.is_none() && said.date.is_none() && said.contact.is_none();
    if !profile.complete || (profile.fictional && nothing) {
        return;
    }
    let missing: Vec<&str> =
        [("status", said.status.is_none()), ("datum", said.date.is_none()), ("contact", said.contact.is_none())]
            .into_iter()
            .filter_map(|(name, missing)| missing.then_some(name))
            .collect();
    let span = profile.name.span;
    if !missing.is_empty() {
        let message = format!("van de verklaring over toegankelijkheid ontbreekt: {}", missing.join(", "));
        let help =
            "vul in wat vaststaat bij `toegankelijkheid`; tot die tijd zegt de site dat het nog niet is ingevuld";
        findings.push(Diagnostic::new(rule, span, message).help(help));
    }
    if let Some(date) = said.date.filter(|d| d.until(site.as_of).is_ok_and(|s| s.get_days() > STATEMENT_DAYS)) {
        let message =
            format!("de verklaring over toegankelijkheid is van {date}, en is na een jaar toe aan een nieuwe");
        findings
            .push(Diagnostic::new(rule, span, message).help("kijk de verklaring na, en zet er de nieuwe datum bij"));
    }
}

/// A picture that `regio.yaml` names has to be there.
fn missing_picture(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for region in &set.regions {
        let profile = &region.profile;
        for path in profile.style.logo.iter().chain(profile.faces.iter().filter_map(|f| f.photo.as_ref())) {
            if set.files.get(&path.value).is_none_or(|f| f.size.is_none()) {
                let message = format!("de afbeelding `{}` is er niet", path.value);
                let help = "zet de afbeelding in `bestanden/` van deze regio en noem haar zo: `bestanden/noor.png`";
                findings.push(Diagnostic::new(rule, path.span, message).help(help));
            }
        }
    }
}
