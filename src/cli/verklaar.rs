//! `wegwijzer verklaar ADRES`: where each block of a published page comes from.

use std::fmt::Write as _;
use std::path::Path;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{RegionArgs, Verdict, day, say, today};
use crate::diagnostic::did_you_mean;
use crate::overlay::trace::{Step, What, trace};
use crate::overlay::{Origin, Page, Site, assemble};
use crate::parse::parse;
use crate::set::document::{HOME, Variable, plain_text};
use crate::set::region::Region;
use crate::set::sector::Sector;
use crate::set::signoff::Subject;
use crate::source::{Audience, Layer, Sources, Span};
use crate::state::{Signed, Standing};

#[derive(Args)]
pub(super) struct Options {
    /// Het adres van de pagina: een pad als merelbeek/ouders/tlv/#zo-gaat-het, of het adres op het web
    adres: String,
    /// De dag waarvoor de site geldt; weggelaten: vandaag
    #[arg(long, value_name = "DATUM", value_parser = day)]
    peildatum: Option<Date>,
    /// Hoe het op het scherm komt
    #[arg(long, value_name = "VORM", default_value = "mens")]
    formaat: FormName,
    #[command(flatten)]
    regions: RegionArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormName {
    Mens,
    Json,
}

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    let (sources, _) = options.regions.load(root)?;
    let (set, _) = parse(&sources);
    let address = Address::read(&options.adres, &set.regions, &set.config.build_dir)?;
    let as_of = options.peildatum.unwrap_or_else(today);
    let (site, _) = assemble(&set, address.region, address.audience, as_of);
    let page = site.pages.get(address.slug.as_str()).ok_or_else(|| {
        let known = site.pages.keys().copied();
        let near = did_you_mean(&address.slug, known, "kijk in de map van de site welke pagina's er zijn");
        format!("de site `{}/{}` heeft geen pagina `{}`: {near}", address.region.folder, address.audience, address.slug)
    })?;
    let steps = steps_of(&site, page, address.section.as_deref())?;
    let view = View { sources: &sources, site: &site, page, track: address.track };
    match options.formaat {
        FormName::Mens => say(&view.text(&steps)),
        FormName::Json => say(&view.json(&steps)),
    }
    Ok(Verdict::Fine)
}

/// The whole chain, or the part of one section.
fn steps_of<'s>(site: &Site<'s>, page: &Page<'s>, section: Option<&str>) -> Result<Vec<Step<'s>>, String> {
    let all = trace(site, page);
    let Some(wanted) = section else { return Ok(all) };
    let at = all.iter().position(|s| matches!(s.what, What::Section(id, _) if id == wanted)).ok_or_else(|| {
        let known = all.iter().filter_map(|s| match s.what {
            What::Section(id, _) => Some(id),
            _ => None,
        });
        let near = did_you_mean(wanted, known, "laat het deel achter `#` weg om de hele pagina te zien");
        format!("de pagina `{}` heeft geen sectie `{wanted}`: {near}", page.id.slug)
    })?;
    let depth = all[at].depth;
    let end = all[at + 1..].iter().position(|s| s.depth <= depth).map_or(all.len(), |i| at + 1 + i);
    Ok(all[at..end].to_vec())
}

/// An address of a page, taken apart.
struct Address<'a> {
    region: &'a Region,
    audience: Audience,
    track: Option<Sector>,
    slug: String,
    section: Option<String>,
}

impl<'a> Address<'a> {
    fn read(written: &str, regions: &'a [Region], build_dir: &str) -> Result<Self, String> {
        let (path, section) = written.split_once('#').map_or((written, None), |(p, s)| (p, Some(s.to_owned())));
        let (region, audience, rest) = match on_the_web(path, regions) {
            Some(found) => found,
            None => below_the_output(path, regions, build_dir)?,
        };
        let rest = rest.trim_end_matches("index.html").trim_matches('/');
        let (track, slug) = match rest.split_once('/') {
            Some(("basisschool", slug)) => (Some(Sector::Po), slug),
            Some(("middelbare", slug)) => (Some(Sector::Vo), slug),
            _ => (None, rest),
        };
        let slug = if slug.is_empty() { HOME } else { slug };
        Ok(Self { region, audience, track, slug: slug.to_owned(), section })
    }
}

/// The site whose own address the page stands under.
fn on_the_web<'a, 'p>(path: &'p str, regions: &'a [Region]) -> Option<(&'a Region, Audience, &'p str)> {
    let sites = regions.iter().flat_map(|r| r.profile.sites.iter().map(move |(audience, site)| (r, *audience, site)));
    let found = sites.filter_map(|(region, audience, site)| {
        let base = site.address.as_ref()?.value.trim_end_matches('/');
        let rest = path.strip_prefix(base)?;
        (rest.is_empty() || rest.starts_with('/')).then_some((base.len(), region, audience, rest))
    });
    found.max_by_key(|(length, ..)| *length).map(|(_, region, audience, rest)| (region, audience, rest))
}

fn below_the_output<'a, 'p>(
    path: &'p str,
    regions: &'a [Region],
    build_dir: &str,
) -> Result<(&'a Region, Audience, &'p str), String> {
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let path = path.strip_prefix(build_dir).map_or(path, |rest| rest.trim_start_matches('/'));
    let (folder, rest) = path.split_once('/').unwrap_or((path, ""));
    let region = regions.iter().find(|r| r.folder == folder).ok_or_else(|| {
        let list: Vec<&str> = regions.iter().map(|r| r.folder.as_str()).collect();
        let near = did_you_mean(folder, list.iter().copied(), &format!("er zijn: {}", list.join(", ")));
        format!("er is geen regio `{folder}`: {near}")
    })?;
    let (audience, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let audience = Audience::from_name(audience)
        .ok_or_else(|| format!("na de regio komt `ouders` of `jongeren`, zoals `{folder}/ouders/`"))?;
    Ok((region, audience, rest))
}

struct View<'a, 's> {
    sources: &'a Sources,
    site: &'a Site<'s>,
    page: &'a Page<'s>,
    track: Option<Sector>,
}

impl View<'_, '_> {
    fn place(&self, span: Span) -> String {
        let place = self.sources.place(span.file, span.start);
        format!("{}:{}", self.sources.file(span.file).path, place.line)
    }

    /// Whose text it is, in words.
    fn layer(&self, span: Span) -> &'static str {
        match self.sources.file(span.file).layer {
            Layer::National => "landelijk",
            Layer::Region(_) => "regionaal",
        }
    }

    fn shown(&self, step: &Step<'_>) -> bool {
        self.track.is_none_or(|track| step.sectors.has(track))
    }

    fn text(&self, steps: &[Step<'_>]) -> String {
        let meta = &self.page.source.meta;
        let whole = Span::new(self.page.source.file, 0, 0);
        let mut out = format!("{}\n", plain_text(&meta.title.value));
        let owner = meta.owner.as_ref().map_or("niemand", |o| o.value.as_str());
        let review = meta.review_before.map_or("geen datum".to_owned(), |d| d.to_string());
        let _ = writeln!(
            out,
            "{}, {}, klasse {:?}, beheer {owner}, herzien voor {review}",
            self.place(whole),
            self.layer(whole),
            meta.class
        );
        if let Some(overlay) = self.page.overlay {
            let owner = overlay.owner.as_ref().map_or_else(String::new, |o| format!(", beheer {}", o.value));
            let _ = writeln!(out, "{}, regionaal{owner}", self.place(Span::new(overlay.file, 0, 0)));
        }
        out.push('\n');
        for step in steps.iter().filter(|s| self.shown(s)) {
            let indent = "  ".repeat(step.depth);
            let _ = writeln!(out, "{indent}{}{}", self.name(step), self.for_whom(step));
            let _ = writeln!(out, "{indent}    {}", self.chain(step));
        }
        out
    }

    fn name(&self, step: &Step<'_>) -> String {
        match &step.what {
            What::Section(id, heading) if heading.is_empty() => format!("#{id}"),
            What::Section(id, heading) => format!("#{id}  {heading}"),
            What::Passage(id) => format!("vaste passage {id}"),
            What::Slot(id, _) => format!("vak {id}"),
            What::Experience(id) => format!("ervaring {id}"),
            What::Value(variable) => self.value(variable),
            What::Source(id) => {
                let title = self.site.set.registers.sources.get(*id).map_or("onbekend", |s| s.title.as_str());
                format!("bron {id}: {title}")
            }
        }
    }

    fn value(&self, variable: &Variable) -> String {
        let registers = &self.site.set.registers;
        let (name, value) = match variable {
            Variable::Fact(id, key) => {
                (format!("feit {id}.{key}"), registers.facts.get(id).and_then(|f| f.values.get(key)).cloned())
            }
            Variable::Contact(id, key) => {
                (format!("contact {id}.{key}"), registers.contacts.get(id).and_then(|c| c.fields.get(key)).cloned())
            }
            Variable::Region(field) => (format!("regio.{field}"), self.site.region.field(field, self.site.id.audience)),
        };
        format!("{name} = {}", value.as_deref().unwrap_or("onbekend"))
    }

    fn for_whom(&self, step: &Step<'_>) -> String {
        match (step.sectors == self.page.sectors, step.sectors.iter().next()) {
            (false, Some(sector)) => format!("  (alleen {})", sector.name()),
            _ => String::new(),
        }
    }

    fn chain(&self, step: &Step<'_>) -> String {
        let Some(span) = step.span else {
            return "leeg: hier staat niets".to_owned();
        };
        let mut chain = format!("{}, {}", self.place(span), self.layer(span));
        if let (Some((what, target)), What::Section(..)) = (origin(step.origin), &step.what) {
            let _ = write!(chain, ", {what} {}", self.place(target));
        }
        if let Some(fingerprint) = &step.fingerprint {
            let _ = write!(chain, ", versie {}", fingerprint.short());
        }
        if let Some(standing) = self.standing(step) {
            let _ = write!(chain, ", {}", standing.state.name());
            for signed in &standing.signed {
                let signature = signed.signature;
                let (role, code) = (signature.role.value.name(), &signature.signer.value);
                let _ = write!(chain, ", getekend door {role} {code} op {}", signed.date);
            }
        }
        chain
    }

    /// Who signed the text that a step shows.
    fn standing(&self, step: &Step<'_>) -> Option<&Standing<'_>> {
        let states = &self.site.states;
        let own = |subject: Subject| match step.span.map(|span| self.layer(span)) {
            Some("regionaal") => states.regional(self.site.region.id, &subject),
            _ => states.national(&subject),
        };
        match &step.what {
            What::Section(..) => own(Subject::Page(self.page.id.clone())),
            What::Passage(id) => own(Subject::Passage((*id).to_owned())),
            What::Slot(id, sector) => own(Subject::Filling((*id).to_owned(), *sector)),
            What::Experience(id) => own(Subject::Experience((*id).to_owned())),
            What::Value(Variable::Fact(id, _)) => own(Subject::Fact(id.clone())),
            What::Value(Variable::Contact(id, _)) => own(Subject::Contact(id.clone())),
            What::Value(Variable::Region(_)) => own(Subject::Profile),
            What::Source(_) => None,
        }
    }

    fn json(&self, steps: &[Step<'_>]) -> String {
        let list: Vec<Value> = steps.iter().filter(|s| self.shown(s)).map(|s| self.entry(s)).collect();
        let meta = &self.page.source.meta;
        let whole = json!({
            "regio": self.site.region.folder,
            "doelgroep": self.site.id.audience.name(),
            "pagina": self.page.id.slug,
            "titel": plain_text(&meta.title.value),
            "bestand": self.sources.file(self.page.source.file).path,
            "aanpassing": self.page.overlay.map(|o| self.sources.file(o.file).path.as_str()),
            "klasse": format!("{:?}", meta.class),
            "eigenaar": meta.owner.as_ref().map(|o| o.value.as_str()),
            "herzien-voor": meta.review_before.map(|d| d.to_string()),
            "bronnen": meta.sources.iter().map(|s| s.value.as_str()).collect::<Vec<_>>(),
            "blokken": list,
        });
        let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
        text.push('\n');
        text
    }

    fn entry(&self, step: &Step<'_>) -> Value {
        let (kind, id) = match &step.what {
            What::Section(id, _) => ("sectie", (*id).to_owned()),
            What::Passage(id) => ("passage", (*id).to_owned()),
            What::Slot(id, _) => ("vak", (*id).to_owned()),
            What::Experience(id) => ("ervaring", (*id).to_owned()),
            What::Value(variable) => ("waarde", self.value(variable)),
            What::Source(id) => ("bron", (*id).to_owned()),
        };
        let place = step.span.map(|span| self.sources.place(span.file, span.start));
        let target = origin(step.origin).filter(|_| matches!(step.what, What::Section(..)));
        json!({
            "soort": kind,
            "id": id,
            "diepte": step.depth,
            "bestand": step.span.map(|s| self.sources.file(s.file).path.as_str()),
            "regel": place.map(|p| p.line),
            "laag": step.span.map(|s| self.layer(s)),
            "opdracht": target.map(|(what, _)| what),
            "doel": target.map(|(_, span)| self.place(span)),
            "versie": step.fingerprint.as_ref().map(ToString::to_string),
            "staat": self.standing(step).map(|s| s.state.name()),
            "ondertekend": self.standing(step).map(|s| s.signed.iter().map(signed).collect::<Vec<_>>()),
            "onderwijs": step.sectors.iter().map(Sector::name).collect::<Vec<_>>(),
        })
    }
}

fn signed(signed: &Signed<'_>) -> Value {
    let signature = signed.signature;
    json!({
        "rol": signature.role.value.name(),
        "organisatie": signature.organisation,
        "ondertekenaar": signature.signer.value,
        "datum": signed.date.to_string(),
    })
}

/// What a region did to bring a section here, and to which national section.
fn origin(origin: Origin) -> Option<(&'static str, Span)> {
    match origin {
        Origin::Own => None,
        Origin::Replaces(span) => Some(("vervangt", span)),
        Origin::Into(span) => Some(("bij", span)),
        Origin::Before(span) => Some(("voor", span)),
        Origin::After(span) => Some(("na", span)),
    }
}
