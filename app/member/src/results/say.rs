//! The words of this room for the codes of the domain.

use domain::results::{Flag, Meaning, Taken};
use ui::prelude::*;
use words::{Locale, moments};

pub(crate) use words::values::{change, day, flag, shown, status, taken};

/// When something was taken, for machines.
pub(crate) fn machine(taken: &Taken) -> String {
    match taken {
        Taken::At(at) => moments::machine(at),
        Taken::On(date) => date.to_string(),
        Taken::Month(date) => format!("{:04}-{:02}", date.year(), date.month()),
        Taken::Year(year) => format!("{year:04}"),
        Taken::NotGiven => String::new(),
    }
}

/// A flag's colour and icon.
pub(super) fn tone(flag: Flag) -> (TagTone, Option<IconName>) {
    match flag {
        Flag::Normal | Flag::Negative => (TagTone::Good, Some(IconName::Check)),
        Flag::Positive | Flag::Indeterminate => (TagTone::Neutral, None),
        _ if flag.is_critical() => (TagTone::Urgent, Some(IconName::Warning)),
        _ => (TagTone::Caution, Some(IconName::Info)),
    }
}

/// The line of meaning, with what the list shows for it.
pub(super) fn meaning(locale: Locale, meaning: Meaning) -> (ui::result_list::Meaning, String) {
    use ui::result_list::Meaning as Drawn;
    let drawn = match meaning {
        Meaning::Critical { .. } => Drawn::Critical,
        Meaning::Outside(_) => Drawn::OutOfRange,
        Meaning::AllInRange | Meaning::InRangeWhereGiven => Drawn::InRange,
        Meaning::NoRanges | Meaning::NoValues => Drawn::Unknown,
    };
    (drawn, words::values::meaning(locale, meaning))
}
