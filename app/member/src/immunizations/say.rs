//! The words of this room for the types of the domain.

use domain::immunizations::{Protocol, ReactionView};
use domain::results::Taken;
use words::{Locale, immunizations as say};

use crate::results::say as shared;

/// When: in the source's words where it gives no date.
pub(super) fn when(locale: Locale, taken: &Taken, text: Option<&str>) -> String {
    match text {
        Some(text) => text.to_owned(),
        None => shared::day(locale, taken),
    }
}

/// When, for machines; empty where there is no date.
pub(super) fn machine(taken: &Taken) -> String {
    match taken {
        Taken::At(at) => at.civil.date().to_string(),
        other => shared::machine(other),
    }
}

/// Which dose of how many, and of which series.
pub(super) fn place(locale: Locale, protocol: &Protocol) -> Option<String> {
    let number = match (&protocol.dose, &protocol.of) {
        (Some(number), Some(total)) => Some(say::number_of(locale, number, total)),
        (Some(number), None) => Some(number.clone()),
        (None, _) => None,
    };
    match (number, &protocol.series) {
        (Some(number), Some(series)) => Some(format!("{number} ({series})")),
        (number, series) => number.or_else(|| series.clone()),
    }
}

/// What happened after a dose, in one line.
pub(super) fn reaction(locale: Locale, reaction: &ReactionView) -> String {
    let line = match (&reaction.what, &reaction.taken) {
        (Some(what), Taken::NotGiven) => say::reaction_what(locale, what),
        (Some(what), at) => say::reaction_what_on(locale, shared::day(locale, at), what),
        (None, Taken::NotGiven) => say::reaction(locale).to_owned(),
        (None, at) => say::reaction_on(locale, shared::day(locale, at)),
    };
    if reaction.self_reported {
        say::reaction_told(locale, line)
    } else {
        line
    }
}
