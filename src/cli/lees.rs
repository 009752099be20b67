//! `wegwijzer lees PAD…`: judges any text: figures, a level per profile, sentences marked.
//!
//! A file that ends in `.md` is read as Markdown, any other text as it stands. No set is needed.

use std::io::Read as _;
use std::path::Path;

use clap::{Args, ValueEnum};

use super::lees_json;
use super::lees_report::{self, Judged, Wanted};
use super::{Verdict, say};
use crate::dutch::{Profile, Reader};
use crate::{load, parse};

#[derive(Args)]
pub(super) struct Options {
    /// De teksten; `-` leest wat er binnenkomt
    #[arg(required = true, value_name = "PAD")]
    paden: Vec<String>,
    /// In welke vorm het oordeel komt
    #[arg(long, value_name = "VORM", default_value = "mens")]
    formaat: FormName,
    /// Voor wie de zinnen bedoeld zijn: de grens voor een lange zin
    #[arg(long, value_name = "PROFIEL", default_value = "ouders")]
    profiel: ProfileName,
    /// Lees elke tekst als Markdown of als gewone tekst; weggelaten: `.md` is Markdown
    #[arg(long, value_name = "SOORT")]
    soort: Option<Kind>,
    /// Toont ook de lettergrepen van elk woord
    #[arg(long)]
    woorden: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormName {
    Mens,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Markdown,
    Tekst,
}

#[derive(Clone, Copy, ValueEnum)]
enum ProfileName {
    JongerenPo,
    JongerenVo,
    Ouders,
    Juridisch,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::JongerenPo => Profile::JongerenPo,
            ProfileName::JongerenVo => Profile::JongerenVo,
            ProfileName::Ouders => Profile::Ouders,
            ProfileName::Juridisch => Profile::Juridisch,
        }
    }
}

pub(super) fn run(options: &Options) -> Result<Verdict, String> {
    // All of them are read before the first is judged: a text that is not there spoils no half list.
    let texts: Vec<(String, String)> = options.paden.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    let wanted = Wanted { profile: options.profiel.into(), words: options.woorden };
    let mut reader = Reader::new();
    let mut judged = Vec::new();
    for (path, text) in &texts {
        let markdown = match options.soort {
            Some(kind) => kind == Kind::Markdown,
            None => Path::new(path).extension().is_some_and(|e| e.eq_ignore_ascii_case("md")),
        };
        let prose = markdown.then(|| parse::prose(text));
        let shown = Judged::new(&mut reader, text, prose.as_ref(), wanted);
        match options.formaat {
            FormName::Json => judged.push(lees_json::json(path, text, &shown)),
            FormName::Mens => say(&lees_report::human(path, text, &shown)),
        }
    }
    if options.formaat == FormName::Json {
        say("[\n");
        for (i, text) in judged.iter().enumerate() {
            say(text);
            say(if i + 1 < judged.len() { ",\n" } else { "\n" });
        }
        say("]\n");
    }
    Ok(Verdict::Fine)
}

fn why(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "bestaat niet; klopt het pad?".to_owned(),
        std::io::ErrorKind::PermissionDenied => "mag niet gelezen worden".to_owned(),
        std::io::ErrorKind::IsADirectory => "is een map; noem de bestanden".to_owned(),
        _ => format!("is niet te lezen: {error}"),
    }
}

/// The path and its text.
fn read(path: &str) -> Result<(String, String), String> {
    let bytes = if path == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|error| format!("de invoer is niet te lezen: {error}"))?;
        bytes
    } else {
        load::bytes(Path::new(path)).map_err(|error| format!("`{path}` {}", why(&error)))?
    };
    if bytes.len() > u32::MAX as usize {
        return Err(format!("`{path}` is groter dan 4 GB; knip de tekst in delen"));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((path.to_owned(), text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
            let (line, column) = lees_report::place(&before, at);
            Err(format!(
                "`{path}` is geen UTF-8: op regel {line}, teken {column} (byte {at}) staat een teken dat niet klopt; \
                 bewaar de tekst als UTF-8"
            ))
        }
    }
}
