//! A set of any size, of text that looks like the real one: pages of 300 to 950 words in five sections, with facts,
//! citations, terms, a passage and a slot.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const WORDS: [&str; 60] = [
    "de",
    "school",
    "uw",
    "kind",
    "een",
    "plan",
    "hulp",
    "wij",
    "kijken",
    "samen",
    "naar",
    "wat",
    "nodig",
    "is",
    "en",
    "u",
    "praat",
    "met",
    "leraar",
    "over",
    "hoe",
    "het",
    "gaat",
    "in",
    "klas",
    "soms",
    "duurt",
    "dat",
    "lang",
    "dan",
    "kunt",
    "iemand",
    "vragen",
    "die",
    "meedenkt",
    "ouders",
    "weten",
    "vaak",
    "niet",
    "waar",
    "zij",
    "moeten",
    "beginnen",
    "zorgplicht",
    "samenwerkingsverband",
    "leerling",
    "gesprek",
    "besluit",
    "weken",
    "brief",
    "mag",
    "moet",
    "bij",
    "op",
    "voor",
    "ook",
    "als",
    "geen",
    "meer",
    "tijd",
];

/// A stream of numbers that is the same on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn sentences(&mut self, words: usize) -> String {
        let mut text = String::new();
        let mut left = words;
        while left > 0 {
            let length = (6 + self.roll(9)).min(left);
            for i in 0..length {
                let word = WORDS[self.roll(WORDS.len())];
                let first: String = word.chars().take(1).flat_map(char::to_uppercase).collect();
                let shown = if i == 0 { format!("{first}{}", &word[1..]) } else { word.to_owned() };
                let _ = write!(text, "{shown}{}", if i + 1 == length { ". " } else { " " });
            }
            left -= length;
        }
        text.trim_end().to_owned()
    }
}

/// Writes the set: the small test set with more pages and regions.
pub(crate) fn set(folder: &Path, regions: usize, pages: usize) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&package.join("tests/basis"), folder);
    copy(&package.join("themes"), &folder.join("themes"));
    let mut dice = Dice(20_261_122);
    // The small set has four pages for parents and three for young people, home included.
    for (audience, own) in [("ouders", 4), ("jongeren", 3)] {
        let summary = folder.join(format!("content/{audience}/SUMMARY.md"));
        let mut list = fs::read_to_string(&summary).expect("SUMMARY.md");
        for i in 0..pages.saturating_sub(own) {
            if i % 20 == 0 {
                let _ = write!(list, "\n# Groep {}\n\n", i / 20);
            }
            let _ = writeln!(list, "- [Vraag {i}](vraag-{i}.md)");
            write(&folder.join(format!("content/{audience}/vraag-{i}.md")), &page(&mut dice, audience, i));
        }
        write(&summary, &list);
    }
    for r in 0..regions {
        let region = folder.join(format!("regions/regio-{r}"));
        copy(&folder.join("regions/voorbeeld"), &region);
        // Invented codes end in two digits of their own; from the hundredth region on they are shared.
        let shared = if r >= 100 { "# negeer R019: er zijn meer regio's dan codes\n" } else { "" };
        let profile = fs::read_to_string(region.join("regio.yaml")).expect("regio.yaml");
        write(
            &region.join("regio.yaml"),
            &format!("{shared}{}", profile.replace("9901", &format!("99{:02}", r % 100))),
        );
        for i in (0..pages.saturating_sub(4)).filter(|i| (i * 7 + r) % 100 < 15) {
            let operation = ["vervangt=tips", "bij=stappen", "na=vragen"][i % 3];
            let text = format!("## Zo gaat het hier {{{operation}}}\n\n{}\n", dice.sentences(60));
            let audience = if i % 2 == 0 { "ouders" } else { "jongeren" };
            let text = if audience == "jongeren" { informal(&text) } else { text };
            write(&region.join(format!("{audience}/vraag-{i}.md")), &text);
        }
    }
    fs::remove_dir_all(folder.join("regions/voorbeeld")).expect("the first region");
}

fn page(dice: &mut Dice, audience: &str, number: usize) -> String {
    let words = 300 + dice.roll(650);
    let mut text = format!(
        "---\ntitel: Vraag {number} van mij?\nsamenvatting: {}\npijler: informeren\nklasse: B\nbronnen: [wvo-8-8]\n\
         eigenaar: landelijke-redactie\nherzien-voor: 2027-08-01\n---\n\n{}\n\n",
        dice.sentences(12),
        dice.sentences(words / 8)
    );
    if audience == "ouders" {
        text.push_str("{{ passage.v-termijnen }}\n\n");
    }
    for (id, mark) in [("stappen", ""), ("tips", " .open"), ("basis", " .po"), ("middelbaar", " .vo"), ("vragen", "")] {
        let _ = write!(text, "## {} {{#{id}{mark}}}\n\n", dice.sentences(4).trim_end_matches('.'));
        let _ = write!(text, "{}[^wvo-8-8]\n\n", dice.sentences(words / 10));
        let _ = write!(text, "- {}\n- {{{{ feit.beslistermijn.weken }}}} weken.\n\n", dice.sentences(words / 20));
    }
    let _ = writeln!(text, "Lees ook [een andere vraag](vraag-{}.md#stappen).", number / 2);
    if audience == "jongeren" { informal(&text) } else { text }
}

/// The text as it is said to young people: `u` to them is an error.
fn informal(text: &str) -> String {
    let word = |word: &str| match word {
        "u" | "uw" => "je".to_owned(),
        "U" | "Uw" => "Je".to_owned(),
        other => other.to_owned(),
    };
    text.split_inclusive(|c: char| !c.is_alphabetic())
        .map(|piece| {
            let end = piece.trim_end_matches(|c: char| !c.is_alphabetic()).len();
            word(&piece[..end]) + &piece[end..]
        })
        .collect()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("write");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copy");
        }
    }
}
