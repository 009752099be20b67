//! Where an editor slipped in YAML that can't be read: line by line, in the words of an editor.
//!
//! The library stops at the first sign that it can't place, which is often a line or more behind the slip, and says so
//! in its own terms. This reads the lines again with what editors get wrong: only after the library gave up, so that
//! nothing that can be read is ever complained about.

use std::ops::Range;

/// A slip: its place in the text, what is wrong, what to do.
pub(super) struct Slip {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// Every slip that can be recognised, in the order of the text.
pub(super) fn find(text: &str) -> Vec<Slip> {
    let mut reader = Reader { slips: Vec::new(), keys: Vec::new(), block: None, open: false };
    let lines: Vec<Line<'_>> = lines(text).collect();
    for (i, line) in lines.iter().enumerate() {
        let next = lines[i + 1..].iter().find(|l| !l.is_empty());
        reader.line(line, next);
    }
    reader.slips
}

/// A line, taken apart.
struct Line<'a> {
    /// Where it begins in the text.
    start: usize,
    /// As written, without its end.
    text: &'a str,
    /// Where its first key or value begins, list markers left out.
    indent: usize,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |written| {
        let start = at;
        at += written.len();
        let text = written.trim_end();
        let mut indent = text.len() - text.trim_start().len();
        while let Some(rest) = text[indent..].strip_prefix("- ") {
            indent += 2 + rest.len() - rest.trim_start().len();
        }
        Line { start, text, indent }
    })
}

impl<'a> Line<'a> {
    /// Blank, or a comment.
    fn is_empty(&self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }

    fn content(&self) -> &'a str {
        &self.text[self.indent..]
    }

    /// The key and where its value begins, when the line has both.
    fn key(&self) -> Option<(&'a str, usize)> {
        let content = self.content();
        if content.starts_with(['"', '\'', '[', '{']) {
            return None;
        }
        let (key, after) = match content.find(": ") {
            Some(i) => (&content[..i], i + 2),
            None => (content.strip_suffix(':')?, content.len()),
        };
        let value = content[after..].len() - content[after..].trim_start().len();
        Some((key, self.indent + after + value))
    }

    fn whole(&self) -> Range<usize> {
        let indent = self.text.len() - self.text.trim_start().len();
        self.start + indent..self.start + self.text.len()
    }
}

struct Reader {
    slips: Vec<Slip>,
    /// The keys around this line: column, whether each has a value on its own line, and that line.
    keys: Vec<(usize, bool, Range<usize>)>,
    /// The column of the key whose text runs on below it.
    block: Option<usize>,
    /// A bracket or quotation mark is open: what follows belongs to it.
    open: bool,
}

impl Reader {
    fn slip(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.slips.push(Slip { range, message: message.into(), help: help.into() });
    }

    fn line(&mut self, line: &Line<'_>, next: Option<&Line<'_>>) {
        let spaces = line.text.len() - line.text.trim_start().len();
        if self.block.is_some_and(|key| line.text.is_empty() || spaces > key) || line.is_empty() {
            return;
        }
        self.block = None;
        if let Some(tab) = line.text[..spaces].find('\t') {
            let at = line.start + tab;
            self.slip(
                at..at + 1,
                "deze regel springt in met een tab, en YAML kent alleen spaties",
                "vervang de tab door spaties",
            );
            return;
        }
        if std::mem::take(&mut self.open) {
            return;
        }
        match line.key() {
            Some((key, value)) => self.entry(line, key, value, next),
            None => self.keyless(line),
        }
    }

    fn entry(&mut self, line: &Line<'_>, key: &str, value: usize, next: Option<&Line<'_>>) {
        self.indentation(line);
        let text = &line.text[value..];
        let range = line.start + value..line.start + line.text.len();
        self.keys.push((line.indent, !text.is_empty(), line.whole()));
        if text.starts_with(['|', '>']) && text[1..].bytes().all(|b| b.is_ascii_digit() || b"+-".contains(&b)) {
            self.block = Some(line.indent);
            return;
        }
        let runs_on = next.is_some_and(|n| n.key().is_none() && n.indent > line.indent);
        let quoted = |text: &str| format!("`{key}: \"{}\"`", text.replace('"', "\\\""));
        let Some(sign) = text.chars().next() else { return };
        let rest = &text[sign.len_utf8()..];
        // What stands for the mark itself closes nothing.
        let bare = rest.replace(if sign == '"' { "\\\"" } else { "''" }, "");
        match sign {
            '"' | '\'' if !bare.contains(sign) => {
                if runs_on {
                    self.open = true;
                } else {
                    let help = format!("zet aan het eind van de tekst hetzelfde aanhalingsteken: `{sign}`");
                    self.slip(range, "dit aanhalingsteken wordt nergens gesloten", help);
                }
            }
            '"' | '\'' => {
                let closed = bare.strip_suffix(sign);
                let ends = closed.is_some_and(|c| !c.contains(sign));
                if sign == '"' && ends && has_wrong_escape(&rest[..rest.len() - 1]) {
                    self.slip(
                        range,
                        "tussen dubbele aanhalingstekens betekent `\\` iets in YAML",
                        "schrijf `\\\\` voor het teken zelf, of haal het weg",
                    );
                } else if !ends && !rest.contains(" #") {
                    let help = format!("zet de hele tekst tussen aanhalingstekens: {}", quoted(text));
                    self.slip(range, format!("deze tekst begint met `{sign}`, en dat betekent iets in YAML"), help);
                }
            }
            '[' | '{' => self.brackets(text, range, runs_on),
            '-' | '?' if !rest.starts_with(' ') => {}
            '-' | '?' | '@' | '%' | '`' | '*' | '&' | '!' | '|' | '>' | ',' | ']' | '}' => {
                let help = format!("zet de hele tekst tussen aanhalingstekens: {}", quoted(text));
                self.slip(range, format!("deze tekst begint met `{sign}`, en dat betekent iets in YAML"), help);
            }
            _ => self.colon(key, text, &range),
        }
    }

    /// A second colon in a plain text.
    fn colon(&mut self, key: &str, text: &str, range: &Range<usize>) {
        let spoken = text.find(" #").map_or(text, |i| &text[..i]);
        let Some(at) = spoken.find(": ").or_else(|| spoken.ends_with(':').then(|| spoken.len() - 1)) else { return };
        let help = format!("zet de tekst tussen aanhalingstekens: `{key}: \"{}\"`", text.replace('"', "\\\""));
        let at = range.start + at;
        self.slip(at..at + 1, "in deze tekst staat een dubbele punt, en YAML leest dat als een nieuwe sleutel", help);
    }

    fn brackets(&mut self, text: &str, range: Range<usize>, runs_on: bool) {
        let (open, close) = if text.starts_with('[') { ('[', ']') } else { ('{', '}') };
        let count = |c: char| text.matches(c).count();
        let after = text.rfind(close).map_or("", |i| text[i + 1..].trim_start());
        if count(open) > count(close) {
            if runs_on {
                self.open = true;
            } else {
                self.slip(
                    range,
                    "dit haakje wordt nergens gesloten",
                    format!("sluit af met `{close}`, op dezelfde regel"),
                );
            }
        } else if count(close) > count(open) {
            self.slip(range, format!("hier staat een `{close}` te veel"), format!("haal de laatste `{close}` weg"));
        } else if !after.is_empty() && !after.starts_with('#') {
            let help = "zet de hele tekst tussen dubbele aanhalingstekens: `\"…\"`";
            self.slip(range, format!("deze tekst begint met `{open}`, en dat betekent iets in YAML"), help);
        }
    }

    /// A key that stands deeper than the one above it, which has its value already, or at a column that no key has.
    fn indentation(&mut self, line: &Line<'_>) {
        let deepest = self.keys.last().cloned();
        while self.keys.last().is_some_and(|(column, ..)| *column > line.indent) {
            self.keys.pop();
        }
        if self.keys.last().is_some_and(|(column, ..)| *column == line.indent) {
            self.keys.pop();
            return;
        }
        let help = "laat sleutels die bij elkaar horen even ver inspringen";
        match (self.keys.last(), deepest) {
            _ if line.text.trim_start().starts_with("- ") => {}
            (Some((above, true, _)), _) => {
                let message = format!("deze regel springt {} plaatsen in, en de sleutel erboven {above}", line.indent);
                self.slip(line.whole(), message, help);
            }
            // The first key stands deeper than the others: it is that one that slipped.
            (None, Some((column, _, first))) => {
                let message = format!("deze regel springt {column} plaatsen in, en de sleutel eronder {}", line.indent);
                self.slip(first, message, help);
            }
            _ => {}
        }
    }

    /// A line that should have been `key: value`.
    fn keyless(&mut self, line: &Line<'_>) {
        let content = line.content();
        let inside = self.keys.last().is_some_and(|(column, ..)| line.indent > *column);
        let spaces = line.text.len() - line.text.trim_start().len();
        let item = line.text[spaces..].starts_with('-');
        if item && self.keys.last().is_some_and(|(column, valued, _)| *valued && spaces <= *column) {
            let help = "zet een lijst onder een sleutel zonder waarde, of tussen `[` en `]`";
            self.slip(line.whole(), "dit streepje hoort bij een lijst, en hier staat er geen", help);
            return;
        }
        if content.starts_with(['"', '\'', '[', '{', ']', '}']) || (inside && !content.contains(':')) {
            return;
        }
        let word: String = content.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let rest = content[word.len()..].trim_start();
        if let Some(value) = rest.strip_prefix(':').filter(|v| !word.is_empty() && !v.starts_with("//")) {
            let help = format!("zet een spatie achter de dubbele punt: `{word}: {}`", value.trim());
            self.slip(line.whole(), "achter deze sleutel ontbreekt een spatie", help);
        } else if let Some(value) = rest.strip_prefix([';', '=']).filter(|_| !word.is_empty()) {
            let help = format!("schrijf `{word}: {}`", value.trim());
            self.slip(line.whole(), "achter een sleutel hoort een dubbele punt", help);
        } else if !item {
            self.slip(
                line.whole(),
                "deze regel is geen `sleutel: waarde`",
                "zet er een sleutel voor, of laat de regel inspringen als hij bij de tekst erboven hoort",
            );
        }
    }
}

/// A backslash before a sign that means nothing after it.
fn has_wrong_escape(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && !chars.next().is_some_and(|e| "0abt\tnvfre \"/\\N_LPxuU".contains(e)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines on which slips are found, from 1, with the beginning of what is said.
    fn found(text: &str) -> Vec<(usize, String)> {
        find(text).into_iter().map(|s| (text[..s.range.start].matches('\n').count() + 1, s.message)).collect()
    }

    #[test]
    fn each_slip_is_found_on_its_own_line() {
        for (text, line, says) in [
            ("a: x\ntitel:Wat is dit\nb: y\n", 2, "ontbreekt een spatie"),
            ("titel; Wat\nb: y\n", 1, "hoort een dubbele punt"),
            ("titel = Wat\nb: y\n", 1, "hoort een dubbele punt"),
            ("a: x\nlos woord\nb: y\n", 2, "geen `sleutel: waarde`"),
            ("a: x\n\tb: y\n", 2, "tab"),
            ("a: \"Wat\nb: y\n", 1, "nergens gesloten"),
            ("a: 'Wat\nb: y\n", 1, "nergens gesloten"),
            ("a: \"Wat\" is dit\nb: y\n", 1, "begint met `\"`"),
            ("a: \"een \\q\"\n", 1, "betekent `\\` iets"),
            ("a: [Wat\nb: y\n", 1, "haakje"),
            ("a: {x: 1\nb: y\n", 1, "haakje"),
            ("a: [x]]\nb: y\n", 1, "te veel"),
            ("a: [x] en y\nb: y\n", 1, "begint met `[`"),
            ("a: - Wat\nb: y\n", 1, "begint met `-`"),
            ("a: @jan\nb: y\n", 1, "begint met `@`"),
            ("a: Wat: is dit?\nb: y\n", 1, "dubbele punt"),
            ("a: x\n  b: y\n", 2, "springt 2 plaatsen in"),
            (" a: x\nb: y\n", 1, "springt 1 plaatsen in"),
            ("a: x\n- los\nb: y\n", 2, "streepje"),
            ("- id: x\n  a: y\n   b: z\n", 3, "springt 3 plaatsen in"),
        ] {
            let slips = found(text);
            assert!(slips.len() == 1 && slips[0].0 == line && slips[0].1.contains(says), "{text:?}: {slips:?}");
        }
    }

    #[test]
    fn what_is_right_is_no_slip() {
        for text in [
            "a: x\nb:\n  - y\n  - z: 1\n    w: 2\nc: d\n",
            "a: |\n  titel:Wat\n  - los: x: y\nb: y\n",
            "a: >-\n  x\n\n  y\nb: [x, \"y: z\"] # noot\n",
            "a: een lange tekst\n  die doorloopt\nb: 'it''s'\n",
            "a: \"een\n  twee\"\nb: [x,\n  y]\nc: z\n",
            "# noot: x: y\n- id: x\n  contact:\n    - { soort: mail, tijden: \"9:00\" }\n- id: y\n  url: https://x.example/y\n",
            "a: 9:00\nb: \"x \\\\ \\n \\\" \"\n",
        ] {
            assert!(found(text).is_empty(), "{text:?}: {:?}", found(text));
        }
    }

    #[test]
    fn any_text_is_taken() {
        for text in ["", ":", "- ", "-", "- - - : ", "\t\t", "é: ü: ö", "a: \"", "\u{feff}a: [", "{", "a:\n -\n  -"]
        {
            find(text);
        }
    }
}
