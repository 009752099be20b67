//! `wegwijzer status`: the state of everything, who keeps it, and when somebody has to look.

use std::path::Path;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{Verdict, day, load, say, today};
use crate::parse::parse;
use crate::report::{StatusForm, status};
use crate::state::States;
use crate::state::overview::Overview;

#[derive(Args)]
pub(super) struct Options {
    /// Hoe het overzicht eruitziet: tabel, json, csv, of ics voor een agenda
    #[arg(long, value_name = "VORM", default_value = "tabel")]
    formaat: FormName,
    /// Alleen wat binnen zoveel dagen aan de beurt is, of het al was; zoals 30, 60 of 90
    #[arg(long, value_name = "DAGEN")]
    binnen: Option<i32>,
    /// De dag waarvoor de stand geldt (jaar-maand-dag); weggelaten: vandaag
    #[arg(long, value_name = "DATUM", value_parser = day)]
    peildatum: Option<Date>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormName {
    Tabel,
    Json,
    Csv,
    Ics,
}

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    let sources = load(root)?;
    let (set, _) = parse(&sources);
    let states = States::of(&set, options.peildatum.unwrap_or_else(today));
    let mut overview = Overview::of(&states);
    if let Some(days) = options.binnen {
        overview = overview.within(days);
    }
    let form = match options.formaat {
        FormName::Tabel => StatusForm::Table,
        FormName::Json => StatusForm::Json,
        FormName::Csv => StatusForm::Csv,
        FormName::Ics => StatusForm::Calendar,
    };
    say(&status(form, &overview));
    Ok(Verdict::Fine)
}
