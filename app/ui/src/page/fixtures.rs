//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "form",
        view: || {
            view! {
                <Page width=PageWidth::Form>
                    <PageHeading
                        text="Sign on"
                        caption="Welcome back"
                        lead="Your care, on your own time."
                    />
                    <TextInput
                        name="user_id"
                        label="User ID or medical record number"
                        autocomplete="username"
                    />
                    <Button>"Sign on"</Button>
                </Page>
            }
            .into_any()
        },
    },
    Fixture {
        name: "section",
        view: || {
            view! {
                <Section heading="Since you were last here" id="since">
                    <p>"One new lab result."</p>
                </Section>
            }
            .into_any()
        },
    },
    Fixture {
        name: "aside",
        view: || {
            view! {
                <MainAndAside aside=|| {
                    view! {
                        <Card heading="Who sees this">
                            <p>"Ana Whitlock and her team."</p>
                        </Card>
                    }
                }>
                    <p>"The main thing."</p>
                </MainAndAside>
            }
            .into_any()
        },
    },
    Fixture {
        name: "stack",
        view: || {
            view! {
                <Stack gap=Gap::Small>
                    <p>"One"</p>
                    <p>"Two"</p>
                </Stack>
            }
            .into_any()
        },
    },
    Fixture {
        name: "prose",
        view: || {
            view! {
                <Prose>
                    <p>"Before you start, have these at hand:"</p>
                    <ul>
                        <li>"your member ID card"</li>
                        <li>"an e-mail address that is yours alone"</li>
                    </ul>
                    <h2>"Younger than 18?"</h2>
                    <p>"A parent can "<a href="/help">"manage your care"</a>" for you."</p>
                </Prose>
            }
            .into_any()
        },
    },
];
