//! The findings that reading, putting together and rendering make by themselves, as rows.
//!
//! Findings that come from a judgement on the finished set or site stand with their function in `rules/`. Letters:
//! F files and their form, H structure of a text, L links and references, O overlay, G governance.

use crate::diagnostic::Rule;
use crate::rule;

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident = $code:literal $slug:literal $severity:ident;)*) => {
        $($(#[$doc])* pub static $name: Rule = rule!($code, $slug, $severity, Form);)*
        /// Every row, in the order of the codes.
        pub static STAGES: &[&Rule] = &[$(&$name),*];
    };
}

catalogue! {
    /// No text: encoding, NUL, size, link, name.
    UNREADABLE_FILE = "F001" "unreadable-file" Error;
    /// A file that has no role at this place.
    STRAY_FILE = "F002" "stray-file" Error;
    /// A page without front matter, or one that is not closed.
    BROKEN_FRONT_MATTER = "F003" "broken-front-matter" Error;
    /// YAML or TOML that cannot be read.
    BROKEN_YAML = "F004" "broken-yaml" Error;
    /// Anchors, aliases, tags, merge keys.
    YAML_FEATURE = "F005" "yaml-feature" Error;
    /// The same key or id twice.
    DUPLICATE_NAME = "F006" "duplicate-name" Error;
    /// A key that this kind of file does not have.
    UNKNOWN_KEY = "F007" "unknown-key" Error;
    /// A key that has to be there.
    MISSING_KEY = "F008" "missing-key" Error;
    /// A value of the wrong kind.
    WRONG_VALUE = "F009" "wrong-value" Error;
    /// A template that cannot be read or filled.
    BROKEN_TEMPLATE = "F010" "broken-template" Error;
    /// A file or folder that has to be there.
    MISSING_FILE = "F011" "missing-file" Error;
    /// An image or document that can't be published.
    BROKEN_FILE = "F012" "broken-file" Error;
    /// Braces in a heading that cannot be read.
    HEADING_ATTRIBUTES = "H001" "heading-attributes" Error;
    /// Two sections with one id.
    DUPLICATE_SECTION = "H002" "duplicate-section" Error;
    /// HTML in a text.
    RAW_HTML = "H003" "raw-html" Error;
    /// A variable that is not one, or stands where none may stand.
    BROKEN_VARIABLE = "H004" "broken-variable" Error;
    /// Text that was meant as markup.
    STRAY_MARKUP = "H005" "stray-markup" Error;
    /// A heading of the wrong level or in the wrong place.
    MISPLACED_HEADING = "H006" "misplaced-heading" Error;
    /// A comment that silences nothing, or cannot be read.
    BROKEN_SUPPRESSION = "H007" "broken-suppression" Error;
    /// A footnote defined in a page.
    FOOTNOTE_DEFINITION = "H008" "footnote-definition" Error;
    /// Text that would be shown nowhere.
    LOST_TEXT = "H009" "lost-text" Error;
    /// Lists and quotes nested too deep.
    NESTED_TOO_DEEP = "H010" "nested-too-deep" Error;
    /// A line of SUMMARY.md that is no group and no page.
    BROKEN_SUMMARY = "H011" "broken-summary" Error;
    /// Control or direction characters.
    HIDDEN_CHARACTER = "H012" "hidden-character" Error;
    /// A comment that silences nothing.
    UNUSED_SUPPRESSION = "H013" "unused-suppression" Warning;
    /// An image that says nothing to who can't see it.
    MISSING_ALTERNATIVE = "H015" "missing-alternative" Error;
    /// A passage or story without text.
    EMPTY_TEXT = "H014" "empty-text" Error;
    /// An address that a link or image may not have.
    BAD_ADDRESS = "L001" "bad-address" Error;
    /// An overlay heading without exactly one operation.
    OVERLAY_OPERATION = "O001" "overlay-operation" Error;
    /// A section, page or slot that the national set does not have.
    UNKNOWN_TARGET = "O002" "unknown-target" Error;
    /// A section that a region may not touch so.
    LOCKED_TARGET = "O003" "locked-target" Error;
    /// Two operations that contradict each other.
    CONFLICTING_OPERATIONS = "O004" "conflicting-operations" Error;
    /// An overlay or replacement without text.
    EMPTY_OVERLAY = "O005" "empty-overlay" Error;
    /// A required slot that nobody filled.
    REQUIRED_SLOT = "O006" "required-slot" Error;
    /// A filling that no site of the region can show.
    USELESS_FILLING = "O007" "useless-filling" Error;
    /// An entry of an agenda without an end.
    ENDLESS_ENTRY = "R004" "endless-entry" Error;
    /// A real region, while nobody signed what no site can do without.
    UNSIGNED = "G001" "unsigned" Error;
    /// A text of a real region stays behind, or goes out with a notice.
    STAYS_BEHIND = "G010" "stays-behind" Warning;
    /// A right, or a number for safety, that was checked too long ago.
    LATE_RIGHT = "G011" "late-right" Error;
    /// A record of sign-off that can't be read, or that is not of the text it claims.
    BROKEN_RECORD = "G012" "broken-record" Error;
    /// A link to a page that stays behind.
    LINK_BEHIND = "G013" "link-behind" Warning;
}
