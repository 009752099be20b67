//! What is known of a single word: frequency, syllables, and the roles that it can play in a sentence.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{frequency, passive, phrases, syllables};

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Roles {
            $($(#[$doc])* pub(super) const $name: Roles = Roles(1 << $bit);)*
        }
    };
}

roles! {
    /// Builds sentences and means little by itself: `data/functiewoorden.txt`.
    FUNCTION = 0;
    /// Opens a clause that hangs on another.
    SUBORDINATOR = 1;
    /// A finite form that asks for a participle or an infinitive.
    AUXILIARY = 2;
    /// A form of *worden*.
    WORDEN = 3;
    /// Looks like a participle.
    PARTICIPLE = 4;
    /// Denies.
    NEGATION = 5;
    /// Ends as abstract nouns do.
    ABSTRACT = 6;
    /// `u`, `uw`, `uzelf`
    FORMAL = 7;
    /// `je`, `jij`, `jou`, `jouw`, `jullie`
    INFORMAL = 8;
    /// Begins sentences.
    OPENER = 9;
    /// Joins equals: en, of, maar, want, dus.
    COORDINATOR = 10;
    /// Looks like an infinitive.
    INFINITIVE = 11;
    /// A first word of a phrase in a list.
    PHRASE = 12;
    /// An article or what stands in its place.
    DETERMINER = 13;
    /// A preposition.
    PREPOSITION = 14;
    /// Has a point inside.
    DOTTED = 15;
}

impl Roles {
    pub(super) fn has(self, role: Roles) -> bool {
        self.0 & role.0 != 0
    }

    /// Either role.
    pub(super) fn or(self, other: Roles) -> Roles {
        Roles(self.0 | other.0)
    }

    pub(super) fn add(&mut self, role: Roles, when: bool) {
        if when {
            self.0 |= role.0;
        }
    }
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// In hundredths; 0 when it is in no list.
    pub(super) zipf: u16,
    /// The same for content words, where a compound counts as its head.
    pub(super) content_zipf: u16,
    pub(super) syllables: u16,
    pub(super) letters: u16,
    pub(super) roles: Roles,
}

static FUNCTION_WORDS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/functiewoorden.txt").lines().filter(|l| !l.starts_with('#'));
    let mut list = HashMap::new();
    for (kind, words) in lines.filter_map(|l| l.split_once(": ")) {
        for word in words.split(' ') {
            list.entry(word).or_insert(kind);
        }
    }
    list
});

/// The kind of a word that builds sentences, as the list calls it.
pub(super) fn kind_of_function(word: &str) -> Option<&'static str> {
    FUNCTION_WORDS.get(word).copied()
}

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

static SUBORDINATORS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set("dat die omdat doordat zodat als wanneer terwijl hoewel voordat nadat totdat zodra zolang indien tenzij mits \
         opdat toen alsof aangezien zoals waar waarin waarmee waarop waaraan waaruit waarvan waarvoor waardoor \
         waarbij waarover waarna waarheen waarnaar wie wat welke of hoe waarom")
});
static NEGATIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| set("niet geen nooit niemand niets niks nergens zonder evenmin noch"));
static OPENERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    set("de het een deze dit dat die er hier daar dan daarna daarom daarbij daarmee daarvoor als wie wat waar wanneer \
         waarom hoe welke ik jij je u hij zij ze wij we jullie men iedereen iemand niemand mijn jouw uw zijn haar ons \
         onze hun in op bij met van voor na naar om aan uit door over tijdens volgens sinds vanaf tot en of maar want \
         dus ook toch nu toen soms vaak meestal misschien verder bovendien echter zo sommige veel alle alles elke \
         ieder geen niet ja nee lees bel vraag kijk ga is heeft kan mag moet wil wordt zijn heb kun hebt bent ben \
         doe maak schrijf praat mail omdat terwijl hoewel zodra indien nadat voordat zelfs helaas gelukkig wel alleen \
         beide andere nog al eerst later vandaag morgen gisteren vroeger ten eindelijk toen na alsof")
});

/// Endings of nouns that name no thing one can see, each of at least 0.9 precise on running text.
const ABSTRACT_ENDINGS: [&str; 10] =
    ["heid", "heden", "teit", "teiten", "atie", "aties", "isme", "ismen", "logie", "logieën"];

/// Finds out all that is known of `word`, which is in small letters.
pub(super) fn look_up(word: &str) -> Word {
    let kind = kind_of_function(word);
    let mut roles = Roles::default();
    roles.add(Roles::FUNCTION, kind.is_some());
    roles.add(Roles::SUBORDINATOR, SUBORDINATORS.contains(word));
    roles.add(Roles::AUXILIARY, matches!(kind, Some("koppel" | "hulp")));
    roles.add(Roles::DETERMINER, matches!(kind, Some("lidwoorden" | "aanwijzend")));
    roles.add(Roles::DOTTED, word.contains('.'));
    roles.add(Roles::PREPOSITION, kind == Some("voorzetsels"));
    roles.add(Roles::WORDEN, matches!(word, "word" | "wordt" | "worden" | "werd" | "werden"));
    roles.add(Roles::PARTICIPLE, kind.is_none() && passive::is_participle(word));
    roles.add(Roles::NEGATION, NEGATIONS.contains(word));
    roles.add(
        Roles::ABSTRACT,
        kind.is_none() && ABSTRACT_ENDINGS.iter().any(|e| word.len() > e.len() + 2 && word.ends_with(e)),
    );
    roles.add(Roles::FORMAL, matches!(word, "u" | "uw" | "uzelf"));
    roles.add(Roles::INFORMAL, matches!(word, "je" | "jij" | "jou" | "jouw" | "jullie" | "jezelf" | "jouzelf"));
    roles.add(Roles::OPENER, OPENERS.contains(word));
    roles.add(Roles::COORDINATOR, matches!(word, "en" | "of" | "maar" | "want" | "dus"));
    roles.add(Roles::PHRASE, phrases::opens(word));
    roles.add(Roles::INFINITIVE, kind.is_none() && word.ends_with("en") && word.len() > 4);
    let zipf = frequency::zipf(word);
    Word {
        zipf,
        content_zipf: frequency::of_content(word),
        syllables: syllables::syllables(word).min(999) as u16,
        letters: word.chars().filter(|c| c.is_alphanumeric()).count().min(999) as u16,
        roles,
    }
}
