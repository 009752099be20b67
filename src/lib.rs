//! `wegwijzer`: one national information set and a folder per region become two sites per region.
//!
//! # The pipeline
//!
//! ```text
//! disk --load--> Sources --parse--> InformationSet --assemble--> Site --check---> Diagnostics
//!                                                                    \--render--> Output --publish--> disk
//! ```
//!
//! A type per stage, never filled in later. Everything between `load` and `publish` is pure: no disk, no clock, no
//! environment. The date is a value.
//!
//! # Invariants
//!
//! - Files are parsed alone and **sections are merged, never text**: where a block came from is a fact of its file.
//! - **Every byte of a text is owned by a node or a finding** ([`parse`]); a place ([`source::Span`]) goes from the
//!   first byte to the finding.
//! - A finding is made where the text stands, once, and knows the sites that it concerns. An error keeps back exactly
//!   the sites that show its place ([`pipeline`]); what was published before stays.
//! - The HTML of a section is made once, as a template with holes, and filled per site ([`render`]); what a page shows
//!   of the set is known as keys.
//! - Output is written beside the old sites and exchanged once ([`publish`]).
//! - Only known kinds of files are read as something; everything else is told. Registers never reach the output but
//!   through a variable.
//! - What state a text is in follows from who signed it and when ([`state`]); nobody types it. Nothing stays behind in
//!   silence.
//! - No text of one region reaches another. Rules change nothing. Render judges nothing.
//! - Same input, same day: the same bytes.
//!
//! # The rooms, in reading order
//!
//! | Level | Rooms | May use |
//! |---|---|---|
//! | 0 | [`source`], [`color`], [`dutch`] | nothing of ours |
//! | 1 | [`diagnostic`], [`catalogue`] | source |
//! | 2 | [`config`], [`set`] | 0-1 |
//! | 3 | [`parse`] | 0-2 |
//! | 3 | [`state`] | 0-2 |
//! | 4 | [`overlay`] | 0-2, state |
//! | 5 | [`rules`], [`render`], [`report`] | 0-2, state, overlay's types; not each other |
//! | 6 | [`pipeline`] | 0-5 |
//! | 7 | [`load`], [`publish`], [`starter`], [`ledger`] | source; pipeline's sink and render's output; the set and its keys; nothing |
//! | 8 | [`serve`], [`cli`] | everything below; `cli` uses `serve` |
//!
//! `tests/architecture.rs` holds this table against the code.

pub mod catalogue;
pub mod cli;
pub mod color;
pub mod config;
pub mod diagnostic;
pub mod dutch;
pub mod ledger;
pub mod load;
pub mod overlay;
pub mod parse;
pub mod pipeline;
pub mod publish;
pub mod render;
pub mod report;
pub mod rules;
pub mod serve;
pub mod set;
pub mod source;
pub mod starter;
pub mod state;
