//! `wegwijzer serve`: the whole set in a browser, as it is on the disk.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use super::{Verdict, day, say, say_error, today};
use crate::serve::{Options as ServeOptions, Preview, Unable};

#[derive(Args)]
pub(super) struct Options {
    /// De poort op deze computer; 0 kiest een vrije
    #[arg(long, value_name = "N", default_value_t = 3000)]
    poort: u16,
    /// Opent het overzicht in de browser
    #[arg(long)]
    open: bool,
    /// Zoekt zelf naar wijzigingen, voor schijven die ze niet melden (netwerkschijven, WSL)
    #[arg(long)]
    poll: bool,
    /// De dag waarvoor de sites gelden (jaar-maand-dag); weggelaten: vandaag
    #[arg(long, value_name = "DATUM", value_parser = day)]
    peildatum: Option<Date>,
}

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    let fixed = options.peildatum;
    let preview = Preview::open(ServeOptions {
        root: root.to_owned(),
        port: options.poort,
        poll: options.poll,
        today: Box::new(move || fixed.unwrap_or_else(today)),
        say: say_error,
    })
    .map_err(|unable| explain(&unable))?;
    let address = preview.address();
    say(&format!("de voorvertoning staat op {address}\n"));
    say("stop met Ctrl-C; wat u bewaart, ziet u meteen\n");
    if options.open && open::that_detached(&address).is_err() {
        say_error("de browser gaat niet vanzelf open; typ het adres hierboven over\n");
    }
    match preview.run() {
        Ok(never) => match never {},
        Err(unable) => Err(explain(&unable)),
    }
}

fn explain(unable: &Unable) -> String {
    match unable {
        Unable::PortTaken(port) => format!(
            "poort {port} is al in gebruik, misschien door een andere voorvertoning; kies een andere met `--poort {}`",
            port.saturating_add(1)
        ),
        Unable::Folder(folder, error) => format!("de map `{}` is niet te lezen: {error}", folder.display()),
        Unable::Machine(error) => format!("de voorvertoning kan niet beginnen: {error}"),
    }
}
