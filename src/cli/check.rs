//! `wegwijzer check`: all checks, no output.

use std::path::Path;

use clap::Args;

use super::{RunOptions, Verdict};
use crate::{pipeline, report};

#[derive(Args)]
pub(super) struct Options {
    #[command(flatten)]
    run: RunOptions,
}

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    let (sources, request) = options.run.load(root)?;
    let done = pipeline::check(&sources, request);
    let verdict = options.run.show(&done, &sources);
    options.run.conclude(&format!("{} sites nagekeken: {}\n", done.sites.len(), report::totals(&done.diagnostics)));
    Ok(verdict)
}
