//! Two texts beside each other, line by line, as diff shows them.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

/// The lines that were taken away (`-`), that came (`+`) and that stayed, with three lines around each change.
pub(super) fn lines(old: &str, new: &str, indent: &str) -> String {
    let (old, new) = (with_end(old), with_end(new));
    let diff = TextDiff::from_lines(&old, &new);
    let mut out = String::new();
    for (i, group) in diff.grouped_ops(3).iter().enumerate() {
        if i > 0 {
            let _ = writeln!(out, "{indent}  …");
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let _ = writeln!(out, "{indent}{sign} {}", shown(change.value()));
        }
    }
    out
}

/// Every line of a text with a sign before it.
pub(super) fn marked(text: &str, sign: char, indent: &str) -> String {
    text.trim_end().lines().fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "{indent}{sign} {}", shown(line));
        out
    })
}

fn with_end(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

/// A line of an editor without what would move the cursor.
fn shown(line: &str) -> String {
    line.trim_end().chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_what_goes_and_what_comes() {
        assert_eq!(lines("a\nb\nc", "a\nx\nc\n", ""), "  a\n- b\n+ x\n  c\n");
        assert_eq!(lines("a", "a\n", ""), "");
        assert_eq!(marked("a\nb\n", '+', "  "), "  + a\n  + b\n");
    }

    #[test]
    fn a_text_moves_no_cursor() {
        assert_eq!(marked("a\u{1b}[2Jb", '+', ""), "+ a\u{fffd}[2Jb\n");
    }
}
