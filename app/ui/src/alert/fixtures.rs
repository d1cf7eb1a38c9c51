//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "info",
        view: || {
            view! {
                <Alert>
                    <p>"Your care team answers within two business days."</p>
                </Alert>
            }
            .into_any()
        },
    },
    Fixture {
        name: "success",
        view: || {
            view! {
                <Alert tone=Tone::Success heading="Message sent" announce=true>
                    <p>"Ana Whitlock and her team will see it."</p>
                </Alert>
            }
            .into_any()
        },
    },
    Fixture {
        name: "warning",
        view: || {
            view! {
                <Alert tone=Tone::Warning heading="You have two tries left">
                    <p>"After that, registration is closed for 24 hours."</p>
                </Alert>
            }
            .into_any()
        },
    },
    Fixture {
        name: "danger",
        view: || {
            view! {
                <Alert tone=Tone::Danger heading="This value needs care now" announce=true>
                    <p>"Call the nurse line at "<a href="tel:5550142">"555-0142"</a>"."</p>
                </Alert>
            }
            .into_any()
        },
    },
];
