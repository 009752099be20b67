//! `wegwijzer teken PAD`: writes a judgement, a change of spelling, or a withdrawal into the record of a text.

use std::path::Path;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{Verdict, day, load, say, say_error, today};
use crate::diagnostic::{Severity, did_you_mean};
use crate::ledger;
use crate::parse::{parse, signoff};
use crate::report::{self, Form};
use crate::set::InformationSet;
use crate::set::canonical::Fingerprint;
use crate::set::editorial::Word;
use crate::set::region::Region;
use crate::set::signoff::{Judgement, Subject};
use crate::source::Sources;
use crate::state::signing::{Act, Now, Wish, entry, head};
use crate::state::{Beside, Signable, States};

#[derive(Args)]
pub(super) struct Options {
    /// De tekst: `ouders/tlv`, `passages/v-tlv`, `feiten/hoorrecht`, `contacten/112` of `regions/<map>/…`; ook het bestand zelf
    pad: String,
    /// De vraag die u beantwoordt: inhoud, redactie, panel, swv-redactie, steunpunt of controle
    #[arg(long, value_name = "ROL")]
    rol: Option<String>,
    /// Organisatie en functie, zoals "Landelijke redactie"
    #[arg(long, value_name = "NAAM")]
    organisatie: Option<String>,
    /// Uw code, zoals LR2; nooit een naam
    #[arg(long, value_name = "CODE")]
    ondertekenaar: Option<String>,
    /// Wat u vindt; weggelaten: akkoord
    #[arg(long, value_name = "OORDEEL")]
    oordeel: Option<JudgementName>,
    /// Bij een panel: hoeveel mensen meededen
    #[arg(long, value_name = "N")]
    aantal: Option<i64>,
    /// Wat er werd opgemerkt; vaker mag
    #[arg(long, value_name = "TEKST")]
    opmerkingen: Vec<String>,
    /// Wat daarna is veranderd; vaker mag
    #[arg(long, value_name = "TEKST")]
    veranderd: Vec<String>,
    /// Wat niet is veranderd, en waarom; vaker mag
    #[arg(long, value_name = "TEKST")]
    niet_veranderd: Vec<String>,
    /// Bij gegevens: hoe het is nagekeken, zoals "gebeld"
    #[arg(long, value_name = "TEKST")]
    hoe: Option<String>,
    /// Wat u erbij las: een id van bronnen.yaml; vaker mag
    #[arg(long, value_name = "ID")]
    bron: Vec<String>,
    /// De dag van het oordeel (jaar-maand-dag); weggelaten: vandaag
    #[arg(long, value_name = "DATUM", value_parser = day)]
    datum: Option<Date>,
    /// De tekst is alleen anders gespeld of opgemaakt; de handtekeningen blijven, als het programma dat ook ziet
    #[arg(long, conflicts_with = "intrekken")]
    redactioneel: bool,
    /// De tekst gaat meteen weg; er komt een korte melding met contact voor in de plaats
    #[arg(long)]
    intrekken: bool,
    /// Waarom, bij --redactioneel en --intrekken
    #[arg(long, value_name = "TEKST")]
    reden: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum JudgementName {
    Akkoord,
    AkkoordMetOpmerking,
    Afgekeurd,
}

impl From<JudgementName> for Judgement {
    fn from(name: JudgementName) -> Self {
        match name {
            JudgementName::Akkoord => Judgement::Agreed,
            JudgementName::AkkoordMetOpmerking => Judgement::AgreedWithRemark,
            JudgementName::Afgekeurd => Judgement::Refused,
        }
    }
}

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    let sources = load(root)?;
    let (set, mut findings) = parse(&sources);
    let (region, subject) = find(&set, &options.pad)?;
    let signable = Signable::find(&set, region, &subject).ok_or_else(|| unknown(&set, region, &subject))?;
    let path = record_path(region, &subject);
    let record = region.map_or(&set.records, |r| &r.records).get(&subject).map(AsRef::as_ref);
    let record_file = record.map(|r| r.file);
    findings.retain(|d| {
        let here = d.span.is_some_and(|s| s.file == signable.file() || Some(s.file) == record_file);
        d.severity == Severity::Error && here
    });
    // What is taken back may be broken; what is signed may not.
    if !findings.is_empty() && (!options.intrekken || record.is_some_and(|r| r.broken)) {
        say_error(&report::write(Form::Mens, &findings, &sources, false));
        say_error("er is niets getekend: herstel eerst deze fouten\n");
        return Ok(Verdict::Findings);
    }
    let date = options.datum.unwrap_or_else(today);
    if date > today() {
        say_error(&format!("niet geschreven: {date} is nog niet geweest; teken op de dag van het oordeel\n"));
        return Ok(Verdict::Findings);
    }
    let beside = Beside::of(&set);
    let text = signable.asks(&beside, region, &subject);
    let print = signable.print();
    let (written, words) = kept(&sources, &signable, &subject, &print);
    let now = Now {
        text: &text,
        print,
        written,
        words,
        seen: signable.document().map(|d| beside.seen(region, &subject, d)).unwrap_or_default(),
        data: matches!(signable, Signable::Contact(..) | Signable::Profile(_)),
    };
    let act = match (options.intrekken, options.redactioneel) {
        (true, _) => Act::Withdraw,
        (_, true) => Act::Editorial,
        _ => Act::Sign,
    };
    let entry = match entry(&act, &options.wish(), &now, record, date) {
        Ok(entry) => entry,
        Err(why) => {
            say_error(&format!("niet geschreven: {why}\n"));
            return Ok(Verdict::Findings);
        }
    };
    let mut whole = record_file.map_or_else(|| head(&subject.to_string()), |file| sources.file(file).text.clone());
    if !whole.ends_with('\n') {
        whole.push('\n');
    }
    whole.push_str(&entry);
    if signoff::alone(&whole, &subject).broken {
        return Err(
            "de stap is niet terug te lezen; er is niets geschreven. Staat er iets vreemds in de tekst?".to_owned()
        );
    }
    ledger::put(&root.join(&path), &whole).map_err(|error| format!("`{path}`: {error}"))?;
    told(root, &path, region.map(|r| r.folder.clone()), &subject, date.max(today()))
}

impl Options {
    fn wish(&self) -> Wish {
        let default = || self.redactioneel.then(|| "redactie".to_owned());
        Wish {
            role: self.rol.clone().or_else(default),
            organisation: self.organisatie.clone(),
            signer: self.ondertekenaar.clone(),
            judgement: self.oordeel.map(Into::into),
            heads: self.aantal,
            remarks: self.opmerkingen.clone(),
            changed: self.veranderd.clone(),
            unchanged: self.niet_veranderd.clone(),
            how: self.hoe.clone(),
            sources: self.bron.clone(),
            reason: self.reden.clone(),
        }
    }
}

/// The text as it is kept in the record, and its words; a text that can't be read back alone is not kept.
fn kept(
    sources: &Sources,
    signable: &Signable<'_>,
    subject: &Subject,
    print: &Fingerprint,
) -> (Option<String>, Vec<Word>) {
    let text = match signable {
        Signable::Contact(..) | Signable::Profile(_) => return (None, Vec::new()),
        Signable::Fact(id, fact) => crate::state::signing::fact_text(id, fact),
        other => sources.file(other.file()).text.clone(),
    };
    match signoff::signed(subject, &text) {
        Some((read, words)) if read == *print => (Some(text), words),
        _ => (None, Vec::new()),
    }
}

/// The region and the text that a path names: with or without `content/`, with or without an ending.
fn find<'s>(set: &'s InformationSet, path: &str) -> Result<(Option<&'s Region>, Subject), String> {
    let plain = path.trim_start_matches("./").trim_end_matches(".md").trim_end_matches(".yaml");
    let plain = plain.strip_prefix("content/").unwrap_or(plain);
    let help =
        "schrijf bijvoorbeeld `ouders/tlv`, `passages/v-tlv`, `feiten/hoorrecht` of `regions/<map>/vakken/tlv-route`";
    if let Some((folder, rest)) = plain.strip_prefix("regions/").and_then(|p| p.split_once('/')) {
        let region = set.regions.iter().find(|r| r.folder == folder).ok_or_else(|| {
            let near = did_you_mean(folder, set.regions.iter().map(|r| r.folder.as_str()), "kijk in `regions/`");
            format!("er is geen regio `{folder}`: {near}")
        })?;
        let subject = Subject::from_name(rest).ok_or_else(|| format!("`{path}` is niet te ondertekenen; {help}"))?;
        return Ok((Some(region), subject));
    }
    let dotted = ["feit", "passage", "contact"].iter().find_map(|kind| {
        let id = plain.strip_prefix(kind)?.strip_prefix('.')?;
        let folder = match *kind {
            "feit" => "feiten",
            "passage" => "passages",
            _ => "contacten",
        };
        Some(format!("{folder}/{id}"))
    });
    let name = dotted.as_deref().unwrap_or(plain);
    let subject = Subject::from_name(name).ok_or_else(|| format!("`{path}` is niet te ondertekenen; {help}"))?;
    Ok((None, subject))
}

fn unknown(set: &InformationSet, region: Option<&Region>, subject: &Subject) -> String {
    let pages = region.map_or_else(
        || set.pages.keys().map(ToString::to_string).collect::<Vec<_>>(),
        |r| r.pages.keys().chain(r.overlays.keys()).map(ToString::to_string).collect(),
    );
    let known: Vec<String> = match (subject, region) {
        (Subject::Passage(_), None) => set.passages.keys().map(|id| format!("passages/{id}")).collect(),
        (Subject::Fact(_), None) => set.registers.facts.keys().map(|id| format!("feiten/{id}")).collect(),
        (Subject::Contact(_), None) => set.registers.contacts.keys().map(|id| format!("contacten/{id}")).collect(),
        _ => pages,
    };
    let name = subject.to_string();
    let near = did_you_mean(&name, known.iter().map(String::as_str), "kijk of het bestand er is");
    format!("er is geen `{name}`: {near}")
}

fn record_path(region: Option<&Region>, subject: &Subject) -> String {
    let folder = region.map_or_else(|| "content".to_owned(), |r| format!("regions/{}", r.folder));
    format!("{folder}/validaties/{subject}.yaml")
}

/// Says what was written, and how the text stands now.
fn told(root: &Path, path: &str, folder: Option<String>, subject: &Subject, day: Date) -> Result<Verdict, String> {
    let sources = load(root)?;
    let (set, _) = parse(&sources);
    let states = States::of(&set, day);
    let region = folder.and_then(|f| set.regions.iter().find(|r| r.folder == f));
    let standing = match region {
        Some(region) => states.regional(region.id, subject),
        None => states.national(subject),
    };
    say(&format!("geschreven: {path}\n"));
    if let Some(standing) = standing {
        let why = standing.why.iter().fold(String::new(), |text, why| text + " (" + why + ")");
        say(&format!("{subject} is nu {}{why}\n", standing.state.name()));
        if let Some(until) = standing.until {
            say(&format!("opnieuw nakijken voor {until}\n"));
        }
    }
    Ok(Verdict::Fine)
}
