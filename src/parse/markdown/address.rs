//! Where a link may lead: a page of the set, a section of the page, or one of four schemes outside.

use crate::set::document::{PageId, Target};
use crate::source::Audience;

type Refusal = (String, &'static str);

/// Reads the address of a link in the file at `path`.
pub(super) fn read(path: &str, address: &str) -> Result<Target, Refusal> {
    if address.trim().is_empty() {
        return Err(("deze link heeft geen adres".to_owned(), "schrijf `[tekst](pagina.md)`"));
    }
    if address.contains("{{") || address.contains("}}") {
        return Err((
            "in een adres mag geen variabele staan".to_owned(),
            "zet het adres voluit, of maak van de hele zin een verwijzing naar het contact",
        ));
    }
    if address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\' || super::super::shape::is_hidden(c)) {
        return Err((
            format!("het adres `{}` bevat een teken dat daar niet kan", address.escape_debug()),
            "haal spaties, `\\` en onzichtbare tekens uit het adres",
        ));
    }
    if let Some(section) = address.strip_prefix('#') {
        return Ok(Target::Section(section.to_owned()));
    }
    if let Some((scheme, rest)) = scheme(address) {
        return outside(address, &scheme, rest);
    }
    if address.starts_with('/') {
        return Err((
            format!("`{address}` begint met `/` en werkt niet op elke site"),
            "verwijs naar het bestand van de pagina, zoals `tlv.md`",
        ));
    }
    page(path, address)
}

fn scheme(address: &str) -> Option<(String, &str)> {
    let (before, after) = address.split_once(':')?;
    let shaped = before.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'));
    shaped.then(|| (before.to_ascii_lowercase(), after))
}

fn outside(address: &str, scheme: &str, rest: &str) -> Result<Target, Refusal> {
    let fine = match scheme {
        // The lock on the HTML drops what it can't read: so it is read here in the same way.
        "https" | "http" => {
            url::Url::parse(address).is_ok()
                && rest.strip_prefix("//").is_some_and(|host| {
                    host.split(['/', '?', '#']).next().is_some_and(|h| h.contains('.') && !h.contains('@'))
                })
        }
        "mailto" => rest
            .split('?')
            .next()
            .is_some_and(|a| a.split_once('@').is_some_and(|(n, h)| !n.is_empty() && h.contains('.'))),
        "tel" => !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-')),
        _ => {
            return Err((
                format!("een adres met `{scheme}:` mag niet"),
                "gebruik https, http, mailto of tel, of verwijs naar een pagina: `tlv.md`",
            ));
        }
    };
    if fine {
        Ok(Target::Outside(address.to_owned()))
    } else {
        let help = match scheme {
            "mailto" => "schrijf een heel mailadres, zoals `mailto:naam@voorbeeld.example`",
            "tel" => "schrijf alleen cijfers, zoals `tel:0123456789`",
            _ => "schrijf het voluit, zoals `https://www.voorbeeld.example/pagina`",
        };
        Err((format!("`{address}` is geen volledig adres"), help))
    }
}

/// What somebody means who writes an address without its beginning.
fn meant(address: &str) -> Option<&'static str> {
    if address.starts_with("www.") {
        Some("schrijf het voluit, met `https://` ervoor")
    } else if address.contains('@') {
        Some("zet `mailto:` voor een mailadres")
    } else if address.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        Some("zet `tel:` voor een telefoonnummer")
    } else if !address.contains('.') {
        Some("zet `.md` achter de naam van de pagina")
    } else {
        None
    }
}

/// The path below the set's root of a file that stands at `address` as seen from the file at `path`. Texts of a region
/// see the files of the nation and of that region; texts of the nation only its own.
pub(super) fn file(path: &str, address: &str) -> Result<String, Refusal> {
    let refuse = || (format!("`{address}` is geen bestand van deze set"), "verwijs naar `../bestanden/naam.jpg`");
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(folders.pop().ok_or_else(refuse)?),
            name => folders.push(name),
        }
    }
    let own = path.strip_prefix("regions/").and_then(|rest| rest.split('/').next());
    match folders.as_slice() {
        ["content", "bestanden", _] => Ok(folders.join("/")),
        ["regions", region, "bestanden", _] if own == Some(region) => Ok(folders.join("/")),
        _ => Err(refuse()),
    }
}

fn page(path: &str, address: &str) -> Result<Target, Refusal> {
    let (file, section) = match address.split_once('#') {
        Some((file, section)) => (file, Some(section.to_owned())),
        None => (address, None),
    };
    let refuse = || {
        (
            format!("`{address}` is geen pagina van deze set"),
            "verwijs naar het bestand van de pagina, zoals `tlv.md` of `../jongeren/gepest.md#hulp`",
        )
    };
    if address.contains("bestanden/") {
        return self::file(path, address).map(Target::File);
    }
    if let Some(meant) = meant(file) {
        return Err((format!("`{address}` is geen adres"), meant));
    }
    let stem = file.strip_suffix(".md").ok_or_else(refuse)?;
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    for part in stem.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                folders.pop().ok_or_else(refuse)?;
            }
            name => folders.push(name),
        }
    }
    // Pages of the nation and of a region share one set of names.
    let [.., audience, slug] = folders.as_slice() else {
        return Err(refuse());
    };
    let audience = Audience::from_name(audience).ok_or_else(refuse)?;
    Ok(Target::Page(PageId { audience, slug: (*slug).to_owned() }, section))
}
