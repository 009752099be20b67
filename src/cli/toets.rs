//! `wegwijzer toets MAP`: a reviewers' pack of a region; `wegwijzer opmerkingen`: reads the comments back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::{Verdict, day, load, revision, say, today};
use crate::diagnostic::did_you_mean;
use crate::serve::{Comment, Earlier, Unreadable, pack, read_comments};
use crate::source::Sources;
use crate::{load as disk, publish};

/// What to do with a file that can't be read as a form.
const SAVE: &str = "bewaar het opnieuw als CSV (in Excel: Opslaan als, `CSV UTF-8`), met de eerste regel zoals die was";

#[derive(Args)]
pub(super) struct PackOptions {
    /// De map van de regio
    map: String,
    /// De nieuwe map van het pakket; weggelaten: `toets-MAP` in de map van de set
    #[arg(long, value_name = "MAP")]
    output_dir: Option<PathBuf>,
    /// De dag waarvoor de sites gelden (jaar-maand-dag); weggelaten: vandaag
    #[arg(long, value_name = "DATUM", value_parser = day)]
    peildatum: Option<Date>,
    /// Vergelijkt teksten die nog nooit getekend zijn met een git-versie, of met een map waarin de set staat zoals die was
    #[arg(long, value_name = "VERSIE|MAP")]
    sinds: Option<String>,
}

#[derive(Args)]
pub(super) struct CommentOptions {
    /// Ingevulde `opmerkingen.csv`-bestanden
    #[arg(required = true, value_name = "BESTAND")]
    bestanden: Vec<PathBuf>,
}

pub(super) fn make(root: &Path, options: &PackOptions) -> Result<Verdict, String> {
    let sources = Arc::new(load(root)?);
    let region = format!("regions/{}", options.map);
    let earlier = options.sinds.as_ref().map(|version| -> Result<Earlier, String> {
        let files = revision::files_or_folder(root, version, &["content", &region])?;
        Ok(Earlier { name: version.clone(), files: Sources::new(files) })
    });
    let earlier = earlier.transpose()?;
    let day = options.peildatum.unwrap_or_else(today);
    let files = pack(Arc::clone(&sources), &options.map, day, earlier.as_ref()).ok_or_else(|| {
        let known = sources.regions().iter().map(String::as_str);
        let list = format!("er zijn: {}", sources.regions().join(", "));
        format!("er is geen regio `{}`: {}", options.map, did_you_mean(&options.map, known, &list))
    })?;
    let folder = options.output_dir.clone().unwrap_or_else(|| root.join(format!("toets-{}", options.map)));
    publish::write_new(&folder, &files)
        .map_err(|error| format!("`{}`: {error}; kies een nieuwe map met `--output-dir`", folder.display()))?;
    say(&format!("{} bestanden in {}; begin bij index.html\n", files.len(), folder.display()));
    Ok(Verdict::Fine)
}

pub(super) fn comments(root: &Path, options: &CommentOptions) -> Result<Verdict, String> {
    let sources = Arc::new(load(root)?);
    let mut all = Vec::new();
    for path in &options.bestanden {
        let failure = |why: &str| format!("`{}`: {why}", path.display());
        let form = disk::form(path).map_err(|error| failure(&error.to_string()))?;
        let read = read_comments(Arc::clone(&sources), today(), &form).map_err(|unreadable| match unreadable {
            Unreadable::Columns => failure(&format!(
                "dit is geen formulier van wegwijzer: de kolommen pagina, sectie en opmerking ontbreken; {SAVE}"
            )),
            Unreadable::Line(line) => failure(&format!("regel {line} is niet te lezen; {SAVE}")),
        })?;
        all.extend(read.into_iter().map(|comment| (comment, path.as_path())));
    }
    all.sort();
    for (comment, form) in &all {
        say(&told(comment, form));
    }
    let lost = all.iter().filter(|(comment, _)| comment.file.is_none()).count();
    let counted = if all.len() == 1 { "1 opmerking".to_owned() } else { format!("{} opmerkingen", all.len()) };
    say(&format!("{counted}, waarvan {lost} zonder plek\n"));
    Ok(if lost > 0 { Verdict::Findings } else { Verdict::Fine })
}

/// A comment with its place; one that has none stands in a line of the form. More lines stand below, indented.
fn told(comment: &Comment, form: &Path) -> String {
    let place = match &comment.file {
        Some(file) => format!("{file}:{}", comment.line),
        None => format!("{}:{}", form.display(), comment.row),
    };
    let from = if comment.from.is_empty() { String::new() } else { format!(" van {}", plain(&comment.from)) };
    let about = if comment.about.is_empty() { String::new() } else { format!(" bij {}", plain(&comment.about)) };
    let note = comment.note.map(|note| format!(" ({note})")).unwrap_or_default();
    if comment.text.contains('\n') {
        let indented = |line| format!("    {}", plain(line)).trim_end().to_owned() + "\n";
        let lines: String = comment.text.lines().map(indented).collect();
        return format!("{place}: opmerking{from}{about}:{note}\n{lines}");
    }
    format!("{place}: opmerking{from}{about}: {}{note}\n", plain(&comment.text))
}

/// Text of others without what would move the cursor or forge a line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
