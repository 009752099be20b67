//! `wegwijzer uitleg CODE`: the manual of a finding.

use clap::Args;

use super::{Verdict, say, say_error};
use crate::diagnostic::{Rule, nearest};
use crate::{report, rules};

#[derive(Args)]
pub(super) struct Options {
    /// De code van de bevinding, zoals F004; weggelaten: een lijst van alle codes
    code: Option<String>,
}

/// How much a finding weighs, and whether a set may change that.
fn weight(rule: &Rule) -> String {
    let may = rule.guard.map_or_else(
        || "U kunt dit in `book.toml` onder `[rules]` anders kiezen.".to_owned(),
        |guard| format!("Dit bewaakt {}: in `book.toml` kan het zwaarder, niet lichter.", guard.name()),
    );
    format!("\n## Hoe zwaar\n\n{}. {may}\n", report::name(rule.severity))
}

pub(super) fn run(options: &Options) -> Verdict {
    let rules = rules::catalogue();
    let Some(code) = &options.code else {
        for rule in rules {
            say(&format!("{} {} ({})\n", rule.code, rule.title(), report::name(rule.severity)));
        }
        return Verdict::Fine;
    };
    let wanted = code.to_uppercase();
    if let Some(rule) = rules.iter().find(|r| r.code == wanted || r.name == code) {
        say(rule.explain);
        say(&weight(rule));
        return Verdict::Fine;
    }
    let near = nearest(&wanted, rules.iter().map(|r| r.code));
    let advice = near.map_or_else(|| "`wegwijzer uitleg` toont ze alle".to_owned(), |n| format!("bedoelt u {n}?"));
    say_error(&format!("er is geen bevinding `{code}`: {advice}\n"));
    Verdict::Failed
}
