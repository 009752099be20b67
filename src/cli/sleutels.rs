//! `wegwijzer sleutels [SOORT]`: the keys of each kind of file, as a table or as a JSON Schema.

use clap::Args;

use super::{Verdict, say};
use crate::diagnostic::did_you_mean;
use crate::parse::schema::KINDS;

#[derive(Args)]
pub(super) struct Options {
    /// Het soort bestand, zoals pagina of regio; weggelaten: alle
    soort: Option<String>,
    /// Als JSON Schema, voor programma's
    #[arg(long)]
    schema: bool,
}

pub(super) fn run(options: &Options) -> Result<Verdict, String> {
    let wanted = |name: &str| options.soort.as_deref().is_none_or(|s| s == name);
    let kinds: Vec<_> = KINDS.iter().filter(|k| wanted(k.name)).collect();
    if kinds.is_empty() {
        let names: Vec<&str> = KINDS.iter().map(|k| k.name).collect();
        let soort = options.soort.as_deref().unwrap_or_default();
        let advice = did_you_mean(soort, names.iter().copied(), &format!("er zijn: {}", names.join(", ")));
        return Err(format!("er is geen soort `{soort}`: {advice}"));
    }
    for kind in kinds {
        say(&if options.schema { kind.schema() } else { format!("{}\n", kind.table()) });
    }
    Ok(Verdict::Fine)
}
