//! The command line: the only reader of clock, environment and terminal. One file per command.

mod bevestig;
mod build;
mod check;
mod diff;
mod lees;
mod lees_json;
mod lees_report;
mod leesbaarheid;
mod revision;
mod serve;
mod sinds;
mod sleutels;
mod start;
mod status;
mod teken;
mod toets;
mod uitleg;
mod verklaar;
mod verschil;
mod verslag;

use std::collections::BTreeSet;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::{Severity, did_you_mean};
use crate::load::{load_raw, load_region};
use crate::pipeline::{Outcome, Report, Request};
use crate::report::{self, Form};
use crate::source::Sources;

/// What a run comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing at or above the fail level.
    Fine,
    /// Findings at or above it.
    Findings,
    /// The run could not be done.
    Failed,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Fine => ExitCode::from(0),
            Verdict::Findings => ExitCode::from(1),
            Verdict::Failed => ExitCode::from(2),
        }
    }
}

#[derive(Parser)]
#[command(
    name = "wegwijzer",
    version,
    about = "Maakt van een landelijke set en regio's de sites voor ouders en jongeren"
)]
#[command(disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
struct PlaceArgs {
    /// De map van de set, met book.toml
    #[arg(long, global = true, value_name = "MAP", default_value = ".")]
    root: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Controleert alles, en schrijft de sites die zonder fouten zijn
    Build(build::Options),
    /// Controleert alles, en schrijft niets
    Check(check::Options),
    /// Toont alle sites in de browser, en ververst ze bij elke wijziging
    Serve(serve::Options),
    /// Begint een set in een lege map
    Init(start::InitOptions),
    /// Begint een regio
    Regio(start::RegionOptions),
    /// Begint een pagina
    Nieuw(start::PageOptions),
    /// Toont de staat van elke tekst, elk feit en elk contact, en wat wanneer aan de beurt is
    Status(status::Options),
    /// Ondertekent een tekst, of trekt haar in
    Teken(teken::Options),
    /// Toont welke sleutels er zijn, per soort bestand
    Sleutels(sleutels::Options),
    /// Laat zien op welke landelijke tekst een regio schreef, en bewaart dat iemand heeft gekeken
    Bevestig(bevestig::Options),
    /// Laat zien waar elk stuk van een gepubliceerde pagina vandaan komt
    Verklaar(verklaar::Options),
    /// Laat zien wat een regio aan de landelijke set verandert, of wat een landelijke verandering raakt
    Verschil(verschil::Options),
    /// Maakt van een regio een map om te toetsen, die opent zonder internet, met een formulier voor opmerkingen
    Toets(toets::PackOptions),
    /// Leest ingevulde formulieren terug, en wijst per opmerking de plek in de tekst
    Opmerkingen(toets::CommentOptions),
    /// Beoordeelt een tekst: cijfers, niveau per lezer, en zinnen die beter kunnen
    Lees(lees::Options),
    /// Toont van elke pagina hoe leesbaar zij is: landelijk, en met wat een regio schreef
    Leesbaarheid(leesbaarheid::Options),
    /// Legt een bevinding uit: wat, waarom, fout, goed
    Uitleg(uitleg::Options),
}

/// Which regions a command is about.
#[derive(Args)]
struct RegionArgs {
    /// Alleen deze regio; vaker te gebruiken
    #[arg(long, value_name = "MAP")]
    regio: Vec<String>,
    /// Een regio die buiten de set staat, zoals de map van een SWV zelf; alleen die, tenzij --regio er meer noemt
    #[arg(long, value_name = "DIR")]
    regio_pad: Option<PathBuf>,
}

/// What `build` and `check` share.
#[derive(Args)]
struct RunOptions {
    #[command(flatten)]
    regions: RegionArgs,
    /// De dag waarvoor de sites gelden (jaar-maand-dag); weggelaten: vandaag
    #[arg(long, value_name = "DATUM", value_parser = day)]
    peildatum: Option<Date>,
    /// Laat ook waarschuwingen tellen voor de uitslag
    #[arg(long)]
    streng: bool,
    /// Toont ook wat alleen goed is om te weten; dat telt nooit voor de uitslag
    #[arg(long)]
    info: bool,
    /// In welke vorm de bevindingen komen; json, sarif, junit en github staan alleen op stdout, met alles erin
    #[arg(long, value_name = "VORM", default_value = "mens")]
    formaat: FormName,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormName {
    Mens,
    Regel,
    Json,
    Sarif,
    Junit,
    Github,
}

impl From<FormName> for Form {
    fn from(name: FormName) -> Self {
        match name {
            FormName::Mens => Form::Mens,
            FormName::Regel => Form::Regel,
            FormName::Json => Form::Json,
            FormName::Sarif => Form::Sarif,
            FormName::Junit => Form::Junit,
            FormName::Github => Form::Github,
        }
    }
}

/// Runs the command that the arguments name.
pub fn run() -> Verdict {
    // clap's own exit code for a wrong command line is 2 as well: the run could not be done.
    let cli = Cli::parse();
    let done = std::panic::catch_unwind(|| match cli.command {
        Command::Build(options) => build::run(&cli.place.root, &options),
        Command::Check(options) => check::run(&cli.place.root, &options),
        Command::Serve(options) => serve::run(&cli.place.root, &options),
        Command::Init(options) => start::init(&cli.place.root, &options),
        Command::Regio(options) => start::region(&cli.place.root, &options),
        Command::Nieuw(options) => start::page(&cli.place.root, &options),
        Command::Status(options) => status::run(&cli.place.root, &options),
        Command::Teken(options) => teken::run(&cli.place.root, &options),
        Command::Sleutels(options) => sleutels::run(&options),
        Command::Bevestig(options) => bevestig::run(&cli.place.root, &options),
        Command::Verklaar(options) => verklaar::run(&cli.place.root, &options),
        Command::Verschil(options) => verschil::run(&cli.place.root, &options),
        Command::Toets(options) => toets::make(&cli.place.root, &options),
        Command::Opmerkingen(options) => toets::comments(&cli.place.root, &options),
        Command::Lees(options) => lees::run(&options),
        Command::Leesbaarheid(options) => leesbaarheid::run(&cli.place.root, &options),
        Command::Uitleg(options) => Ok(uitleg::run(&options)),
    });
    // A panic is our own fault; the run could not be done.
    let done = done.unwrap_or_else(|_| Err("een fout van wegwijzer zelf; meld dit, met de tekst hierboven".to_owned()));
    done.unwrap_or_else(|message| {
        say_error(&format!("wegwijzer kan niet verder: {message}\n"));
        Verdict::Failed
    })
}

impl RegionArgs {
    /// Reads the set with the region from elsewhere in it, and the folders that are asked for.
    fn load(&self, root: &Path) -> Result<(Sources, Option<BTreeSet<String>>), String> {
        let unreadable =
            |path: &Path, error: &std::io::Error| format!("de map `{}` is niet te lezen: {error}", path.display());
        let mut raw = load_raw(root).map_err(|error| unreadable(root, &error))?;
        let mut only: BTreeSet<String> = self.regio.iter().cloned().collect();
        if let Some(path) = &self.regio_pad {
            only.insert(load_region(path, &mut raw).map_err(|error| unreadable(path, &error))?);
        }
        let sources = Sources::new(raw);
        if let Some(unknown) = only.iter().find(|name| !sources.regions().contains(name)) {
            let known = sources.regions().iter().map(String::as_str);
            let list = format!("er zijn: {}", sources.regions().join(", "));
            return Err(format!("er is geen regio `{unknown}`: {}", did_you_mean(unknown, known, &list)));
        }
        Ok((sources, (!only.is_empty()).then_some(only)))
    }
}

impl RunOptions {
    /// The set, and what is asked of it.
    fn load(&self, root: &Path) -> Result<(Sources, Request), String> {
        let (sources, only) = self.regions.load(root)?;
        Ok((sources, Request { as_of: self.peildatum.unwrap_or_else(today), only }))
    }

    /// Shows the findings, and gives the verdict on them.
    fn show(&self, report: &Report, sources: &Sources) -> Verdict {
        let form: Form = self.formaat.into();
        if form.is_for_programs() {
            say(&report::write(form, &report.diagnostics, sources, false));
        } else {
            let color = std::io::stderr().is_terminal();
            let all = if self.info { report.diagnostics.clone() } else { report.diagnostics.without_info() };
            say_error(&report::write(form, &all, sources, color));
        }
        let errors = report.diagnostics.count(Severity::Error) > 0;
        let warnings = self.streng && report.diagnostics.count(Severity::Warning) > 0;
        if report.sites.iter().any(|s| s.outcome == Outcome::Failed) {
            Verdict::Failed
        } else if errors || warnings {
            Verdict::Findings
        } else {
            Verdict::Fine
        }
    }

    /// Says how the run ended, where it is in nobody's way.
    fn conclude(&self, text: &str) {
        if Form::from(self.formaat).is_for_programs() { say_error(text) } else { say(text) }
    }
}

/// The only look at the clock.
fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "schrijf een dag als jaar-maand-dag, zoals 2027-08-31".to_owned())
}

fn load(root: &Path) -> Result<Sources, String> {
    crate::load::load(root).map_err(|error| format!("de map `{}` is niet te lezen: {error}", root.display()))
}

/// Writes to standard output; a reader that went away is no fault.
fn say(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Writes to standard error, without colours where nobody wants them.
fn say_error(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}
