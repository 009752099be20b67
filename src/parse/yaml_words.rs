//! What the YAML library complains about, in the words of an editor.

/// The library's message in the words of an editor, with what to do.
pub(super) fn explain(message: &str, line: &str) -> (String, String) {
    if message.contains("mapping values are not allowed") {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        return (
            "in deze tekst staat een dubbele punt, en YAML leest dat als een nieuwe sleutel".to_owned(),
            format!(
                "zet de tekst tussen aanhalingstekens: `{}: \"{}\"`",
                key.trim(),
                value.trim().replace('"', "\\\"")
            ),
        );
    }
    let known: [(&str, &str, &str); 7] = [
        ("tabs disallowed", "hier staat een tab, en YAML kent alleen spaties", "vervang de tab door spaties"),
        ("unclosed bracket", "dit haakje wordt nergens gesloten", "sluit de lijst met `]` of de groep met `}`"),
        (
            "quote",
            "dit aanhalingsteken wordt nergens gesloten",
            "zet aan het eind van de tekst hetzelfde aanhalingsteken",
        ),
        ("unknown anchor", "`*` verwijst in YAML naar iets anders", "zet de tekst tussen aanhalingstekens"),
        (
            "multiple YAML documents",
            "hier staat nog eens `---`",
            "haal deze regel weg: een bestand heeft er geen tweede",
        ),
        ("budget", "dit is te veel of te diep genest voor één bestand", "verdeel de inhoud, of haal herhaling weg"),
        (
            "simple key",
            "hier wordt een sleutel met dubbele punt verwacht",
            "schrijf `sleutel: waarde`, en let op het inspringen",
        ),
    ];
    known.iter().find(|(part, _, _)| message.contains(part)).map_or_else(
        || {
            (
                "dit is geen geldige YAML".to_owned(),
                "kijk naar inspringen, haakjes, aanhalingstekens en dubbele punten op en vlak boven deze regel"
                    .to_owned(),
            )
        },
        |(_, what, help)| ((*what).to_owned(), (*help).to_owned()),
    )
}
