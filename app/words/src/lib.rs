//! Every sentence of the portal, in each of its languages.
//!
//! A room is a pair of files, `locales/en/<room>.json` and `locales/es/<room>.json`, and
//! a module here; a sentence is a function of it that takes the [`Locale`] first:
//!
//! - `"title": "Messages"` is `title(locale) -> &'static str`;
//! - `"from": "{role} {name}"` is `from(locale, name, role) -> String`: blanks come in
//!   alphabetical order, whatever their order in the sentence;
//! - `"unread_one"` beside `"unread_other"` is `unread(locale, count: u64)`, which says
//!   the first for one and the second for any other number; `{count}` is its number.
//!
//! `{{` and `}}` stand for braces. The build fails where the languages differ in their
//! sentences or blanks. A sentence nobody calls costs the browser nothing.

#[cfg(live)]
pub mod live;
pub mod moments;
pub mod terms;
pub mod values;

pub use domain::locale::Locale;

include!(concat!(env!("OUT_DIR"), "/rooms.rs"));
