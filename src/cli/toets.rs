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
            Unreadable::Columns => {
                failure("dit is geen formulier van wegwijzer: de kolommen pagina, sectie en opmerking ontbreken")
            }
            Unreadable::Line(line) => failure(&format!("regel {line} is niet te lezen; bewaar het als CSV")),
        })?;
        all.extend(read);
    }
    all.sort();
    for comment in &all {
        say(&line(comment));
    }
    let lost = all.iter().filter(|c| c.file.is_none()).count();
    say(&format!("{} opmerkingen, waarvan {lost} zonder plek\n", all.len()));
    Ok(if lost > 0 { Verdict::Findings } else { Verdict::Fine })
}

fn line(comment: &Comment) -> String {
    let place = comment.file.as_ref().map(|file| format!("{file}:{}: ", comment.line)).unwrap_or_default();
    let from = if comment.from.is_empty() { String::new() } else { format!(" van {}", plain(&comment.from)) };
    let note = comment.note.map(|note| format!(" ({note})")).unwrap_or_default();
    format!("{place}opmerking{from} bij {}: {}{note}\n", plain(&comment.about), plain(&comment.text))
}

/// Text of others without what would move the cursor or forge a line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
