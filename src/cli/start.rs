//! `wegwijzer init`, `regio`, `nieuw`: starting files for editors.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::{Span, civil::Date};

use super::{Verdict, load, say, today};
use crate::parse::{parse, shape::is_name};
use crate::set::document::PageId;
use crate::source::Audience;
use crate::starter;

#[derive(Args)]
pub(super) struct InitOptions {
    /// De map waar de set komt; weggelaten: deze map
    map: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct RegionOptions {
    /// De naam van de map onder regions/: kleine letters, cijfers en streepjes
    map: String,
}

#[derive(Args)]
pub(super) struct PageOptions {
    /// De pagina, zoals `ouders/mijn-vraag`; van een regio: `regions/<map>/ouders/mijn-vraag`
    pad: String,
}

pub(super) fn init(root: &Path, options: &InitOptions) -> Result<Verdict, String> {
    let folder = options.map.clone().unwrap_or_else(|| root.to_owned());
    let made = starter::set(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    // A set without a region has no site to look at.
    let set = parse(&load(&folder)?).0;
    let region = starter::region(&folder, &set, "voorbeeld", today()).map_err(|error| error.to_string())?;
    say(&format!("{} bestanden in {}\n", made.len() + region.len(), folder.display()));
    say("bekijk ze, en maak de sites met `wegwijzer build`\n");
    Ok(Verdict::Fine)
}

pub(super) fn region(root: &Path, options: &RegionOptions) -> Result<Verdict, String> {
    let set = parse(&load(root)?).0;
    check_name(&options.map)?;
    let made = starter::region(root, &set, &options.map, today()).map_err(|error| error.to_string())?;
    tell(&made);
    Ok(Verdict::Fine)
}

pub(super) fn page(root: &Path, options: &PageOptions) -> Result<Verdict, String> {
    let set = parse(&load(root)?).0;
    let path = options.pad.trim_end_matches(".md").trim_start_matches("content/");
    let parts: Vec<&str> = path.split('/').collect();
    let id = |audience: &str, slug: &str| -> Result<PageId, String> {
        check_name(slug)?;
        let audience = Audience::from_name(audience).ok_or("een pagina staat in `ouders/` of `jongeren/`")?;
        Ok(PageId { audience, slug: slug.to_owned() })
    };
    let made = match parts.as_slice() {
        [audience, slug] => starter::page(root, &id(audience, slug)?, review_day()),
        ["regions", region, audience, slug] => {
            if !set.regions.iter().any(|r| r.folder == *region) {
                return Err(format!("er is geen regio `{region}`; begin haar met `wegwijzer regio {region}`"));
            }
            starter::region_page(root, &set, region, &id(audience, slug)?, review_day())
        }
        _ => return Err("schrijf de pagina als `ouders/mijn-vraag` of `regions/<map>/ouders/mijn-vraag`".to_owned()),
    };
    tell(&made.map_err(|error| error.to_string())?);
    Ok(Verdict::Fine)
}

/// A new text is looked at again within a year.
fn review_day() -> Date {
    today().saturating_add(Span::new().years(1))
}

fn check_name(name: &str) -> Result<(), String> {
    let advice = "gebruik kleine letters, cijfers en streepjes, zoals `wat-is-een-tlv`";
    is_name(name).then_some(()).ok_or_else(|| format!("`{name}` is geen goede naam: {advice}"))
}

fn tell(made: &[PathBuf]) {
    for path in made {
        say(&format!("{}\n", path.display()));
    }
}
