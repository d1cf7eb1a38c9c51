//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "primary",
        view: || view! { <Button>"Continue"</Button> }.into_any(),
    },
    Fixture {
        name: "secondary",
        view: || view! { <Button kind=ButtonKind::Secondary>"Decline"</Button> }.into_any(),
    },
    Fixture {
        name: "quiet",
        view: || view! { <Button kind=ButtonKind::Quiet>"Mark as read"</Button> }.into_any(),
    },
    Fixture {
        name: "danger",
        view: || view! { <Button kind=ButtonKind::Danger>"End this session"</Button> }.into_any(),
    },
    Fixture {
        name: "disabled",
        view: || view! { <Button disabled=true>"Send"</Button> }.into_any(),
    },
    Fixture {
        name: "busy",
        view: || view! { <Button busy=true>"Sending"</Button> }.into_any(),
    },
    Fixture {
        name: "row",
        view: || {
            view! {
                <ButtonRow>
                    <Button>"Continue"</Button>
                    <Button kind=ButtonKind::Secondary name="decline" value="true">
                        "Decline"
                    </Button>
                </ButtonRow>
            }
            .into_any()
        },
    },
    Fixture {
        name: "icon",
        view: || {
            view! {
                <Button>
                    <Icon name=IconName::Message />
                    "Send"
                </Button>
            }
            .into_any()
        },
    },
];
