//! Whom to call when it cannot wait: on every page where a message is written.

use domain::shell::ShellView;
use leptos::prelude::*;
use ui::prelude::*;
use words::messages as say;

/// The emergency number, the crisis line and the nurse line.
#[component]
pub(super) fn Urgent() -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    let nurse = shell.lines.nurse;
    let line = |name: &str, number: &str| PhoneLine {
        name: name.to_owned(),
        number: number.to_owned(),
        hours: None,
        tty: None,
    };
    let lines = vec![
        line(say::urgent_911(locale), "911"),
        line(say::urgent_988(locale), "988"),
        PhoneLine {
            name: say::urgent_nurse(locale).to_owned(),
            hours: Some(nurse.hours(locale).to_owned()),
            tty: Some(say::tty(locale, &nurse.tty)),
            number: nurse.phone,
        },
    ];
    view! {
        <Alert tone=Tone::Warning heading=say::urgent_heading(locale)>
            <p>{say::urgent_lead(locale)}</p>
            <PhoneLines lines=lines />
        </Alert>
    }
}
