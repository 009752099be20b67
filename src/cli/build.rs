//! `wegwijzer build`: checks, and writes the sites that may go out.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{RunOptions, Verdict, say_error, verslag};
use crate::ledger;
use crate::pipeline::{self, Outcome, Report};
use crate::publish::Publisher;
use crate::report;

#[derive(Args)]
pub(super) struct Options {
    #[command(flatten)]
    run: RunOptions,
    /// De map waar de sites komen; weggelaten: `build-dir` van book.toml
    #[arg(long, value_name = "MAP")]
    output_dir: Option<PathBuf>,
    /// Schrijft wat achterbleef en waarom ook in dit bestand, als JSON; zet het niet in de uitvoermap
    #[arg(long, value_name = "BESTAND")]
    verslag: Option<PathBuf>,
}

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    let (sources, request) = options.run.load(root)?;
    let out = match &options.output_dir {
        Some(out) => out.clone(),
        None => root.join(crate::parse::build_dir(&sources)),
    };
    refuse_inside(root, &out)?;
    if options.verslag.as_ref().is_some_and(|path| absolute(path).starts_with(absolute(&out))) {
        return Err("het verslag hoort niet bij de sites: kies een bestand buiten de uitvoermap".to_owned());
    }
    let as_of = request.as_of;
    let failure = |error: std::io::Error| format!("`{}`: {error}", out.display());
    let publisher = Publisher::begin(&out).map_err(failure)?;
    let done = match pipeline::build(&sources, request, &publisher) {
        Ok(done) => done,
        Err(error) => {
            publisher.abandon().map_err(failure)?;
            return Err(failure(error));
        }
    };
    if done.is_no_set() {
        publisher.abandon().map_err(failure)?;
        let verdict = options.run.show(&done, &sources);
        say_error("er is niets geschreven, en wat er stond blijft staan\n");
        return Ok(verdict);
    }
    let published = publisher.commit().map_err(failure)?;
    let verdict = options.run.show(&done, &sources);
    for site in &done.sites {
        let held = match site.outcome {
            Outcome::Kept => "niet vernieuwd: er zijn fouten, en wat er stond blijft staan",
            Outcome::Withheld => "niet gepubliceerd: er zijn fouten",
            Outcome::Failed => "mislukt door een fout van wegwijzer zelf; meld dit, met de tekst hierboven",
            Outcome::Written(_) | Outcome::Checked | Outcome::Untouched(_) => continue,
        };
        say_error(&format!("{}: {held}\n", site.folder));
    }
    options.run.conclude(&verslag::lines(&done));
    if let Some(path) = &options.verslag {
        let text = verslag::json(&done, &as_of.to_string());
        ledger::put(path, &text).map_err(|error| error.to_string())?;
    }
    options.run.conclude(&summary(&done, &out, published.changed));
    Ok(verdict)
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Sites among the texts would be read as texts by the next build.
fn refuse_inside(root: &Path, out: &Path) -> Result<(), String> {
    let inside =
        ["content", "regions", "themes"].into_iter().find(|f| absolute(out).starts_with(absolute(&root.join(f))));
    inside.map_or(Ok(()), |folder| {
        Err(format!("de uitvoermap ligt in `{folder}/`, bij de teksten; kies met `--output-dir` een andere map"))
    })
}

fn summary(done: &Report, out: &Path, changed: bool) -> String {
    let written = done.sites.iter().filter_map(|s| match s.outcome {
        Outcome::Written(pages) => Some(pages),
        _ => None,
    });
    let (sites, pages) = written.fold((0, 0), |(s, p), pages| (s + 1, p + pages));
    let what = if changed { "geschreven naar" } else { "onveranderd in" };
    format!(
        "{sites} van {} sites, {pages} pagina's, {what} {}: {}\n",
        done.sites.iter().filter(|s| !matches!(s.outcome, Outcome::Untouched(_))).count(),
        out.display(),
        report::totals(&done.diagnostics)
    )
}
