//! `wegwijzer uitleg CODE`: the manual of a finding.

use clap::Args;

use super::{Verdict, say, say_error};
use crate::diagnostic::nearest;
use crate::rules;

#[derive(Args)]
pub(super) struct Options {
    /// De code van de bevinding, zoals F004; weggelaten: een lijst van alle codes
    code: Option<String>,
}

pub(super) fn run(options: &Options) -> Verdict {
    let rules = rules::catalogue();
    let Some(code) = &options.code else {
        for rule in rules {
            let title = rule.explain.lines().next().unwrap_or("").trim_start_matches(['#', ' ']);
            say(&format!("{title}\n"));
        }
        return Verdict::Fine;
    };
    let wanted = code.to_uppercase();
    if let Some(rule) = rules.iter().find(|r| r.code == wanted || r.name == code) {
        say(rule.explain);
        return Verdict::Fine;
    }
    let near = nearest(&wanted, rules.iter().map(|r| r.code));
    let advice = near.map_or_else(|| "`wegwijzer uitleg` toont ze alle".to_owned(), |n| format!("bedoelt u {n}?"));
    say_error(&format!("er is geen bevinding `{code}`: {advice}\n"));
    Verdict::Failed
}
