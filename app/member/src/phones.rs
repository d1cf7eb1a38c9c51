//! A telephone line of the plan, as pages list it.

use domain::organisation::Line;
use ui::prelude::PhoneLine;
use words::{Locale, shell as say};

/// A line under a name, with its hours and its TTY.
pub fn phone_line(locale: Locale, name: &str, line: &Line) -> PhoneLine {
    PhoneLine {
        name: name.to_owned(),
        number: line.phone.clone(),
        hours: Some(line.hours(locale).to_owned()),
        tty: Some(say::tty(locale, &line.tty)),
    }
}
