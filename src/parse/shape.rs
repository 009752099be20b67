//! What a file may hold: keys with their shapes, as tables, and the one check that holds a file against them.
//!
//! In: a a tree of values and a table of [`Key`]s. Out: findings for every unknown, missing, double or wrong value at once.
//! After the check the decoders take values with `Fields` and need not complain again.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::forms::{is_color, is_mail, is_phone, is_web};
use super::yaml::{Node, Style, Value};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::Span;

/// A key of a kind of file.
#[derive(Debug)]
pub struct Key {
    /// As editors write it.
    pub name: &'static str,
    /// What may stand behind it.
    pub shape: Shape,
    /// Whether it has to be there.
    pub required: bool,
    /// What counts when it is left out, as JSON, where its shape does not say so already.
    pub default: Option<&'static str>,
    /// What it is for, in Dutch, for the handbook and the schemas.
    pub about: &'static str,
}

/// What may stand behind a key.
#[derive(Debug)]
pub enum Shape {
    /// A text on one line, without control characters.
    Line,
    /// A text; numbers and dates count as text too.
    Free,
    /// A name: small letters, digits, hyphens.
    Name,
    /// A day, `2027-08-31`.
    Date,
    /// An address on the web, `https://…`.
    Web,
    /// A mail address.
    Mail,
    /// A telephone number, or a short one.
    Phone,
    /// A colour, `"#00594f"`.
    Color,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Number,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of such values.
    List(&'static Shape),
    /// Keys of its own.
    Table(&'static [Key]),
    /// Names of the editor's choice, each with such a value.
    MapOf(&'static Shape),
    /// Either of these.
    Either(&'static Shape, &'static Shape),
}

/// Longest text on one line, in characters.
pub(super) const MAX_LINE: usize = 500;

/// Checks `node` against `shape`; `false` when something is wrong with the node itself.
pub(super) fn check(node: &Node, shape: &Shape, findings: &mut Diagnostics) -> bool {
    match (shape, &node.value) {
        (Shape::Either(a, b), _) => {
            let written_flat =
                matches!((a, &node.value), (Shape::List(_), Value::Scalar { .. })) && !matches_form(node, b);
            if matches_form(node, a) || written_flat { check(node, a, findings) } else { check(node, b, findings) }
        }
        (Shape::List(inner), Value::List(items)) => {
            items.iter().fold(true, |fine, item| check(item, inner, findings) & fine)
        }
        (Shape::Table(keys), Value::Map(entries)) => check_table(node.span, entries, keys, findings),
        (Shape::MapOf(inner), Value::Map(entries)) => {
            let unique = refuse_doubles(entries, findings);
            entries.iter().fold(unique, |fine, (key, value)| {
                check(key, &Shape::Free, findings) & check(value, inner, findings) & fine
            })
        }
        (_, Value::Scalar { text, style }) => match scalar_fault(shape, text, *style) {
            None => true,
            Some((what, help)) => {
                findings.push(Diagnostic::new(&catalogue::WRONG_VALUE, node.span, what).help(help));
                false
            }
        },
        _ => {
            let message = format!("hier hoort {}, en er staat {}", expected(shape), found(&node.value));
            findings.push(Diagnostic::new(&catalogue::WRONG_VALUE, node.span, message).help(example(shape)));
            false
        }
    }
}

fn check_table(span: Span, entries: &[(Node, Node)], keys: &'static [Key], findings: &mut Diagnostics) -> bool {
    let mut fine = refuse_doubles(entries, findings);
    for (name, value) in entries {
        let written = name.text().unwrap_or("");
        if let Some(key) = keys.iter().find(|k| k.name == written) {
            // An empty optional key is a key that is not there.
            let nothing = match &value.value {
                Value::Null => true,
                Value::List(items) => key.required && items.is_empty(),
                _ => false,
            };
            if !nothing {
                fine &= check(value, &key.shape, findings);
            } else if key.required {
                let message = format!("`{written}` is leeg, en moet hier ingevuld zijn");
                findings.push(Diagnostic::new(&catalogue::MISSING_KEY, name.span, message).help(format!(
                    "vul in: {}. {}",
                    expected(&key.shape),
                    key.about
                )));
                fine = false;
            }
        } else {
            let known = list_of(keys.iter().map(|k| k.name));
            let advice = did_you_mean(written, keys.iter().map(|k| k.name), &format!("hier kunnen staan: {known}"));
            findings.push(
                Diagnostic::new(
                    &catalogue::UNKNOWN_KEY,
                    name.span,
                    format!("de sleutel `{written}` bestaat hier niet"),
                )
                .help(advice),
            );
            fine = false;
        }
    }
    for key in keys.iter().filter(|k| k.required) {
        if !entries.iter().any(|(name, _)| name.text() == Some(key.name)) {
            let at = Span { end: span.start, ..span };
            findings.push(
                Diagnostic::new(&catalogue::MISSING_KEY, at, format!("de sleutel `{}` ontbreekt", key.name))
                    .help(format!("voeg toe: `{}: …`. {}", key.name, key.about)),
            );
            fine = false;
        }
    }
    fine
}

fn refuse_doubles(entries: &[(Node, Node)], findings: &mut Diagnostics) -> bool {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut fine = true;
    for (name, _) in entries {
        let Some(written) = name.text() else { continue };
        if let Some(first) = seen.get(written) {
            let message = format!("de sleutel `{written}` staat er twee keer");
            findings.push(
                Diagnostic::new(&catalogue::DUPLICATE_NAME, name.span, message)
                    .label(*first, "hier stond hij al")
                    .help("houd er één over, of voeg de waarden samen"),
            );
            fine = false;
        } else {
            seen.insert(written, name.span);
        }
    }
    fine
}

fn matches_form(node: &Node, shape: &Shape) -> bool {
    match shape {
        Shape::List(_) => matches!(node.value, Value::List(_)),
        Shape::Table(_) | Shape::MapOf(_) => matches!(node.value, Value::Map(_)),
        Shape::Either(a, b) => matches_form(node, a) || matches_form(node, b),
        _ => matches!(node.value, Value::Scalar { .. }),
    }
}

fn scalar_fault(shape: &Shape, text: &str, style: Style) -> Option<(String, String)> {
    let fault = |what: String, help: &str| Some((what, help.to_owned()));
    match shape {
        Shape::Free | Shape::Line if text.chars().any(is_hidden) => fault(
            "deze tekst bevat een onzichtbaar teken".to_owned(),
            "typ de tekst opnieuw; geplakte tekst kan onzichtbare tekens bevatten",
        ),
        Shape::Free => None,
        Shape::Line if style == Style::Plain && looks_like_data(text) => fault(
            format!("`{text}` leest YAML als {}, en hier hoort tekst", kind_of(text)),
            "zet de tekst tussen aanhalingstekens",
        ),
        Shape::Line if text.trim().is_empty() => fault("deze tekst is leeg".to_owned(), "vul de tekst in"),
        Shape::Line if text.chars().count() > MAX_LINE => {
            fault(format!("deze tekst is langer dan {MAX_LINE} tekens"), "maak hem korter")
        }
        Shape::Line if text.trim_end().contains('\n') => {
            fault("deze tekst loopt door over meer regels".to_owned(), "zet hem op één regel")
        }
        Shape::Name if text.strip_suffix(".md").is_some_and(is_name) => {
            fault(format!("`{text}` is de naam van een bestand"), "schrijf alleen de naam van de pagina, zonder `.md`")
        }
        Shape::Web if !is_web(text) => {
            fault(format!("`{text}` is geen adres op het web"), "schrijf het voluit, met `https://` ervoor")
        }
        Shape::Mail if !is_mail(text) => {
            fault(format!("`{text}` is geen mailadres"), "schrijf het zoals `hallo@voorbeeld.example`")
        }
        Shape::Phone if style == Style::Plain || !is_phone(text) => {
            fault(format!("`{text}` is geen nummer"), "schrijf cijfers tussen aanhalingstekens: `\"0800-0432\"`")
        }
        Shape::Color if style == Style::Plain || !is_color(text) => {
            fault(format!("`{text}` is geen kleur"), "schrijf een kleur als `\"#00594f\"`, met aanhalingstekens")
        }
        Shape::Name if style == Style::Plain && looks_like_data(text) => fault(
            format!("`{text}` leest YAML als {}, en hier hoort een naam", kind_of(text)),
            "zet de naam tussen aanhalingstekens, of kies een andere",
        ),
        Shape::Name if !is_name(text) => fault(
            format!("`{text}` is geen goede naam"),
            "gebruik kleine letters, cijfers en streepjes, zoals `wat-is-een-tlv`",
        ),
        Shape::Date if style == Style::Plain && is_date_shaped(text) && date(text).is_none() => {
            fault(format!("de dag `{text}` bestaat niet"), "kijk de datum na")
        }
        Shape::Date if style == Style::Text || date(text).is_none() => fault(
            format!("`{text}` is geen datum zoals die hier hoort"),
            "schrijf de datum als jaar-maand-dag zonder aanhalingstekens, zoals 2027-08-31",
        ),
        Shape::Bool if style == Style::Text || !matches!(text, "true" | "false") => {
            fault(format!("`{text}` is geen `true` of `false`"), "schrijf `true` voor ja, `false` voor nee")
        }
        Shape::Number if style == Style::Text || text.parse::<i64>().is_err() => {
            fault(format!("`{text}` is geen heel getal"), "schrijf alleen cijfers")
        }
        Shape::Choice(options) if !options.contains(&text) => {
            // Of words as short as `po` any other is near.
            let list = format!("kies uit: {}", list_of(options.iter().copied()));
            let short = options.iter().any(|o| o.len() < 3);
            let help = if short { list } else { did_you_mean(text, options.iter().copied(), &list) };
            fault(format!("`{text}` kan hier niet"), &help)
        }
        Shape::List(_) | Shape::Table(_) | Shape::MapOf(_) => {
            fault(format!("hier hoort {}, en er staat een tekst", expected(shape)), &example(shape))
        }
        _ => None,
    }
}

/// Control characters, and characters that change the direction of text.
pub(super) fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// Whether a name is made of small letters, digits and single hyphens between them.
pub fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 80
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn looks_like_data(text: &str) -> bool {
    kind_of(text) != "tekst"
}

fn kind_of(text: &str) -> &'static str {
    if matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n") {
        "ja of nee"
    } else if matches!(text.to_ascii_lowercase().as_str(), "null" | "~" | "") {
        "niets"
    } else if text.replace('_', "").parse::<f64>().is_ok() || text.starts_with("0x") {
        "een getal"
    } else if date(text).is_some() {
        "een datum"
    } else {
        "tekst"
    }
}

fn is_date_shaped(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
}

/// The day that `text` names, when it is written as `2027-08-31` and exists.
pub(super) fn date(text: &str) -> Option<Date> {
    is_date_shaped(text).then(|| text.parse().ok()).flatten()
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::Line | Shape::Free => "een tekst",
        Shape::Name => "een naam",
        Shape::Date => "een datum",
        Shape::Web => "een adres op het web",
        Shape::Mail => "een mailadres",
        Shape::Phone => "een telefoonnummer",
        Shape::Color => "een kleur",
        Shape::Bool => "`true` of `false`",
        Shape::Number => "een getal",
        Shape::Choice(_) => "een woord uit een vaste lijst",
        Shape::List(_) => "een lijst",
        Shape::Table(_) | Shape::MapOf(_) => "een groep sleutels",
        Shape::Either(_, b) => expected(b),
    }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "niets",
        Value::Scalar { .. } => "een tekst",
        Value::List(_) => "een lijst",
        Value::Map(_) => "een groep sleutels",
    }
}

fn example(shape: &Shape) -> String {
    match shape {
        Shape::List(_) => "schrijf een lijst: `[een, twee]`, of elk op een eigen regel met een streepje".to_owned(),
        Shape::Table(keys) => format!("schrijf sleutels: {}", list_of(keys.iter().map(|k| k.name))),
        Shape::MapOf(_) => "schrijf sleutels met een waarde: `naam: waarde`".to_owned(),
        _ => format!("schrijf {} achter de dubbele punt", expected(shape)),
    }
}

/// `a`, `b` en `c`.
fn list_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for (i, name) in names.enumerate() {
        let _ = write!(text, "{}`{name}`", if i == 0 { "" } else { ", " });
    }
    text
}
