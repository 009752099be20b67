//! What stands in the slots of a site, and which slots should have been filled.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::set::InformationSet;
use crate::set::region::{Filling, Region};
use crate::set::register::{Required, Slot, SlotKind};
use crate::set::sector::{Sector, Sectors};
use crate::source::{Audience, SiteId, Span};

use super::SlotContent;

/// A slot, for all schools or for one sector.
pub(super) type SlotKey = (String, Option<Sector>);

/// Fills the slots of a site; findings name fillings that nobody can see and required slots that are empty.
pub(super) fn fill<'s>(
    set: &'s InformationSet,
    region: &'s Region,
    site: SiteId,
    as_of: Date,
    behind: &BTreeSet<SlotKey>,
    findings: &mut Diagnostics,
) -> BTreeMap<&'s str, SlotContent<'s>> {
    let sectors = region.sectors();
    let slots = &set.registers.slots;
    let mut filled = BTreeMap::new();
    for (id, slot) in
        slots.iter().filter(|(_, s)| s.audiences.contains(&site.audience) && !s.sectors.and(sectors).is_empty())
    {
        let content = match slot.kind {
            SlotKind::Data => has_data(region, id, site.audience, as_of).then_some(SlotContent::Data),
            SlotKind::Text | SlotKind::Agenda => texts(region, id, slot.sectors.and(sectors), &|key, filling| {
                !behind.contains(key) && filling.document.sections.iter().any(|s| s.marks.shown_on(as_of))
            }),
        };
        // A table of schools fills its slot by itself, or stands below the text of the region.
        let content = content.or_else(|| has_schools(region, id, sectors).then_some(SlotContent::Data));
        if let Some(content) = content {
            filled.insert(id.as_str(), content);
        }
    }
    for (id, slot) in slots {
        require(region, site, id, slot, &filled, findings);
    }
    for ((id, sector), filling) in &region.fillings {
        judge(set, region, id, *sector, filling, findings);
    }
    filled
}

/// The texts of a slot that `goes` lets through.
fn texts<'s>(
    region: &'s Region,
    id: &str,
    sectors: Sectors,
    goes: &dyn Fn(&SlotKey, &Filling) -> bool,
) -> Option<SlotContent<'s>> {
    let filled = |sector| {
        let key = (id.to_owned(), sector);
        region.fillings.get(&key).map(AsRef::as_ref).filter(|f| goes(&key, f))
    };
    if let Some(one) = filled(None) {
        return Some(SlotContent::Text(vec![(None, one)]));
    }
    let apart: Vec<_> = sectors.iter().filter_map(|s| filled(Some(s)).map(|f| (Some(s), f))).collect();
    (!apart.is_empty()).then_some(SlotContent::Text(apart))
}

/// Whether `regio.yaml` holds what a slot of data shows.
fn has_data(region: &Region, slot: &str, audience: Audience, as_of: Date) -> bool {
    let profile = &region.profile;
    match slot {
        "contact" => profile.channels.iter().any(|c| c.audiences.contains(&audience)),
        "gezichten" => !profile.faces.is_empty(),
        "spreekuur" => profile.hours.iter().any(|h| h.valid_until.is_none_or(|until| as_of <= until)),
        _ => false,
    }
}

/// Whether the region has a table of schools for this slot.
pub(super) fn has_schools(region: &Region, slot: &str, sectors: Sectors) -> bool {
    slot == "scholen" && region.schools.iter().any(|s| !s.sectors.and(sectors).is_empty())
}

fn require(
    region: &Region,
    site: SiteId,
    id: &str,
    slot: &Slot,
    filled: &BTreeMap<&str, SlotContent<'_>>,
    findings: &mut Diagnostics,
) {
    let here = slot.audiences.contains(&site.audience)
        && (slot.required_for.is_empty() || slot.required_for.contains(&site.audience));
    let asked = match &slot.required {
        Required::Yes => here,
        Required::No => false,
        Required::With(other) => here && filled.contains_key(other.value.as_str()),
    };
    let open: Vec<Sector> = match filled.get(id) {
        _ if !asked => return,
        Some(SlotContent::Data) => return,
        Some(SlotContent::Text(texts)) if texts.iter().any(|(sector, _)| sector.is_none()) => {
            return;
        }
        Some(SlotContent::Text(texts)) => slot
            .sectors
            .and(region.sectors())
            .iter()
            .filter(|s| !texts.iter().any(|(sector, _)| *sector == Some(*s)))
            .collect(),
        None => slot.sectors.and(region.sectors()).iter().collect(),
    };
    if open.is_empty() || !region.profile.complete {
        return;
    }
    let written = std::iter::once(None).chain(open.iter().map(|s| Some(*s)));
    let written = written.into_iter().any(|s| region.fillings.contains_key(&(id.to_owned(), s)));
    let which = if filled.contains_key(id) { format!(" voor {}", open[0].name()) } else { String::new() };
    let help = match slot.kind {
        _ if written => "de tekst die er staat mag in een echte regio niet uit: laat haar tekenen".to_owned(),
        SlotKind::Data => format!("vul in `regio.yaml` de sleutel `{id}` voor {}", site.audience),
        _ => format!("schrijf `regions/{}/vakken/{id}.md`", region.folder),
    };
    // A steunpunt that is being set up may take its time; a site waits until it is whole.
    let (rule, until) = if region.profile.starting {
        (&catalogue::AWAITED_SLOT, "tot het gevuld is, gaat de site")
    } else {
        (&catalogue::REQUIRED_SLOT, "zo gaat de site")
    };
    findings.push(
        Diagnostic::new(
            rule,
            Span::new(region.profile.file, 0, 0),
            format!("het verplichte vak `{id}` is leeg{which}; {until} voor {} niet uit", site.audience),
        )
        .label(slot.span, "het vak")
        .help(help)
        .for_site(site),
    );
}

fn judge(
    set: &InformationSet,
    region: &Region,
    id: &str,
    sector: Option<Sector>,
    filling: &Filling,
    findings: &mut Diagnostics,
) {
    let at = Span::new(filling.file, 0, 0);
    let Some(slot) = set.registers.slots.get(id) else {
        if set.registers.unread.contains("vakken") {
            return;
        }
        let known = set.registers.slots.keys().map(String::as_str);
        findings.push(
            Diagnostic::new(&catalogue::UNKNOWN_TARGET, at, format!("er bestaat geen vak `{id}`")).help(did_you_mean(
                id,
                known,
                "de vakken staan in `registers/vakken.yaml`",
            )),
        );
        return;
    };
    let fault = match (slot.kind, sector) {
        (SlotKind::Data, _) => Some("dit vak wordt gevuld uit `regio.yaml`, niet met een tekst"),
        (_, Some(_)) if !slot.per_sector => Some("dit vak is voor po en vo hetzelfde"),
        (_, Some(s)) if !slot.sectors.has(s) => Some("dit vak is er niet voor deze sector"),
        (_, None) if slot.sectors.and(region.sectors()).is_empty() => {
            Some("dit vak is er niet voor de scholen van deze regio")
        }
        (_, Some(s)) if !region.sectors().has(s) => Some("deze regio heeft geen samenwerkingsverband in deze sector"),
        (_, Some(_)) if region.fillings.contains_key(&(id.to_owned(), None)) => {
            Some("dit vak is ook voor po en vo samen gevuld, en die tekst gaat voor")
        }
        _ if filling.document.is_empty() => Some("dit bestand heeft geen tekst"),
        _ => None,
    };
    if let Some(fault) = fault.filter(|_| region.profile.complete) {
        findings.push(
            Diagnostic::new(&catalogue::USELESS_FILLING, at, format!("niemand zou deze tekst zien: {fault}"))
                .label(slot.span, "het vak")
                .help("haal het bestand weg, of zet de tekst op de plek die wel getoond wordt"),
        );
    }
}
