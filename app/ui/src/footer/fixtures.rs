//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "lines",
        view: || {
            view! {
                <PhoneLines lines=vec![
                    PhoneLine {
                        name: "Nurse line".to_owned(),
                        number: "555-0142".to_owned(),
                        hours: Some("Day and night".to_owned()),
                        tty: None,
                    },
                ] />
            }
            .into_any()
        },
    },
    Fixture {
        name: "whole",
        view: || {
            view! {
                <SiteFooter
                    heading="Here to help"
                    phones=vec![
                        PhoneLine {
                            name: "Website & app support".to_owned(),
                            number: "555-0110".to_owned(),
                            hours: Some("Every day, 7 AM to 9 PM".to_owned()),
                            tty: Some("TTY 711".to_owned()),
                        },
                        PhoneLine {
                            name: "Member services".to_owned(),
                            number: "555-0120".to_owned(),
                            hours: Some("Monday to Friday, 8 AM to 6 PM".to_owned()),
                            tty: Some("TTY 711".to_owned()),
                        },
                        PhoneLine {
                            name: "Nurse line".to_owned(),
                            number: "555-0142".to_owned(),
                            hours: Some("Day and night".to_owned()),
                            tty: Some("TTY 711".to_owned()),
                        },
                    ]
                    links_label="About this website"
                    links=vec![
                        ("Technical help".to_owned(), "/help".to_owned()),
                        ("Privacy".to_owned(), "/privacy".to_owned()),
                    ]
                    legal="Larkhaven Health Plan. In an emergency, call 911."
                />
            }
            .into_any()
        },
    },
];
