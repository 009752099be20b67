//! HTML that is made once and filled for each site: literal text with holes.
//!
//! While HTML is being written, a hole is a token of two private characters around a name. Such characters are refused
//! in every text of an editor, so a token can't be forged. Splitting at the tokens gives a [`Template`].

use super::marks::Pen;
use crate::set::document::{PageId, Variable};

const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// A place that differs per site or page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hole {
    /// A fact, a contact's field, a region's field.
    Value(Variable),
    /// The same in running text, where a number or address of a contact can be followed.
    Reach(Variable),
    /// The number of a source on this page.
    Citation(String),
    /// A term of the glossary, by number, as the text wrote it.
    Term(usize, String),
    /// The address of a page, with a section of it.
    Page(PageId, Option<String>),
    /// The address of an image or document.
    File(String),
    /// Its width in pixels.
    Width(String),
    /// Its height in pixels.
    Height(String),
    /// A locked passage.
    Passage(String),
    /// What a region put into a slot.
    Slot(String),
    /// An experience.
    Experience(String),
    /// A name that a theme's template was given for later.
    Named(String),
    /// From here on the text is pointed out.
    MarkBegins,
    /// Up to here.
    MarkEnds,
    /// The number of what was pointed out, and where it is explained.
    MarkNumber(usize, String),
}

/// HTML with holes.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Literal text, each followed by a hole but the last.
    pieces: Vec<(Box<str>, Option<Hole>)>,
}

impl Template {
    /// The literal pieces and the holes behind them.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Option<&Hole>)> {
        self.pieces.iter().map(|(text, hole)| (&**text, hole.as_ref()))
    }

    /// The holes.
    pub fn holes(&self) -> impl Iterator<Item = &Hole> {
        self.pieces.iter().filter_map(|(_, hole)| hole.as_ref())
    }

    /// The template with every literal piece changed by `change`.
    pub(super) fn map(mut self, change: impl Fn(&str) -> String) -> Self {
        for (text, _) in &mut self.pieces {
            *text = change(text).into();
        }
        self
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|(text, hole)| text.is_empty() && hole.is_none())
    }

    /// Splits the output of a theme's template, in which holes were put by name.
    pub fn from_theme(html: &str) -> Self {
        Self::split(html, |name| Hole::Named(name.to_owned()))
    }

    fn split(html: &str, hole: impl Fn(&str) -> Hole) -> Self {
        let mut pieces = Vec::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(OPEN) {
            let Some((name, tail)) = after.split_once(CLOSE) else {
                break;
            };
            pieces.push((before.into(), Some(hole(name))));
            rest = tail;
        }
        pieces.push((rest.into(), None));
        Self { pieces }
    }
}

/// What a theme's template gets in the place of a value that is filled in later.
pub(super) fn token(name: &str) -> String {
    format!("{OPEN}{name}{CLOSE}")
}

/// HTML in the making.
#[derive(Default)]
pub(super) struct Writer<'a> {
    html: String,
    holes: Vec<Hole>,
    /// Points out places, if any are wanted.
    pub(super) pen: Pen<'a>,
}

impl<'a> Writer<'a> {
    /// Writes with this pen.
    pub(super) fn with(pen: Pen<'a>) -> Self {
        Self { pen, ..Self::default() }
    }

    /// Markup of our own.
    pub(super) fn markup(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Text of an editor.
    pub(super) fn text(&mut self, text: &str) {
        escape_into(&mut self.html, text);
    }

    /// A place that is filled later.
    pub(super) fn hole(&mut self, hole: Hole) {
        self.html.push_str(&token(&self.holes.len().to_string()));
        self.holes.push(hole);
    }

    /// The template, after the second lock went over it.
    pub(super) fn finish(self, lock: &ammonia::Builder<'_>) -> Template {
        let clean = lock.clean(&self.html).to_string();
        let hole = |name: &str| name.parse().ok().and_then(|i: usize| self.holes.get(i)).cloned();
        Template::split(&clean, |name| hole(name).unwrap_or_else(|| Hole::Named(String::new())))
    }
}

/// Text as HTML. Private characters are left out: they are ours.
pub(super) fn escape_into(out: &mut String, text: &str) {
    let ours = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    if text.contains(ours) {
        let kept: String = text.chars().filter(|c| !ours(*c)).collect();
        // Writing to a string can't fail.
        let _ = pulldown_cmark_escape::escape_html(out, &kept);
    } else {
        let _ = pulldown_cmark_escape::escape_html(out, text);
    }
}

/// Text as HTML, as a string of its own.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

/// The tags and attributes that our own emitter writes, and nothing else.
pub(super) fn lock() -> ammonia::Builder<'static> {
    let tags = [
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "em",
        "strong",
        "del",
        "a",
        "sup",
        "br",
        "hr",
        "span",
        "div",
        "img",
    ];
    let mut lock = ammonia::Builder::empty();
    lock.tags(tags.into())
        .tag_attributes([("a", ["href"].into()), ("ol", ["start"].into()), ("th", ["scope"].into())].into())
        .allowed_classes(
            [
                ("a", ["extern"].into()),
                ("li", ["taak", "invullen"].into()),
                ("th", ["links", "midden", "rechts"].into()),
                ("td", ["links", "midden", "rechts"].into()),
                ("div", ["tabel"].into()),
                ("span", ["vinkje"].into()),
            ]
            .into(),
        )
        .add_tag_attributes("div", ["tabindex", "role"])
        .add_tag_attributes("img", ["src", "alt", "width", "height", "loading"])
        .url_schemes(["https", "http", "mailto", "tel"].into())
        .link_rel(None);
    lock
}
