//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "form",
        view: || {
            view! {
                <Page width=PageWidth::Form>
                    <PageHeading
                        text=say("Sign on", "Iniciar sesión")
                        caption=say("Welcome back", "Le damos la bienvenida de nuevo")
                        lead=say(
                            "Your care, on your own time.",
                            "Su atención médica, cuando le convenga.",
                        )
                    />
                    <TextInput
                        name="user_id"
                        label=say(
                            "User ID or medical record number",
                            "Nombre de usuario o número de historia clínica",
                        )
                        autocomplete="username"
                    />
                    <Button>{say("Sign on", "Iniciar sesión")}</Button>
                </Page>
            }
            .into_any()
        },
    },
    Fixture {
        name: "section",
        view: || {
            view! {
                <Section
                    heading=say("Since you were last here", "Desde su última visita")
                    id="since"
                >
                    <p>{say("One new lab result.", "Un resultado de laboratorio nuevo.")}</p>
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
                        <Card heading=say("Who sees this", "Quién ve esto")>
                            <p>{say("Ana Whitlock and her team.", "Ana Whitlock y su equipo.")}</p>
                        </Card>
                    }
                }>
                    <p>{say("The main thing.", "Lo principal.")}</p>
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
                    <p>{say("One", "Uno")}</p>
                    <p>{say("Two", "Dos")}</p>
                </Stack>
            }
            .into_any()
        },
    },
    Fixture {
        name: "sheet",
        view: || {
            view! {
                <Sheet>
                    <SummaryList rows=vec![
                        (say("Name", "Nombre").to_owned(), "Maria Santos".to_owned()),
                        (
                            say("Health plan", "Plan de salud").to_owned(),
                            "Larkhaven Health Plan".to_owned(),
                        ),
                    ] />
                    <p>{say("What this paper is.", "Qué es este papel.")}</p>
                </Sheet>
            }
            .into_any()
        },
    },
    Fixture {
        name: "prose",
        view: || {
            view! {
                <Prose>
                    <p>
                        {say(
                            "Before you start, have these at hand:",
                            "Antes de comenzar, tenga a mano:",
                        )}
                    </p>
                    <ul>
                        <li>
                            {say("your member ID card", "su tarjeta de identificación de miembro")}
                        </li>
                        <li>
                            {say(
                                "an e-mail address that is yours alone",
                                "una dirección de correo electrónico que sea solo suya",
                            )}
                        </li>
                    </ul>
                    <h2>{say("Younger than 18?", "¿Tiene menos de 18 años?")}</h2>
                    <p>
                        {say("A parent can ", "Su padre o su madre puede ")}
                        <a href="/help">{say("manage your care", "ocuparse de su atención")}</a>
                        {say(" for you.", " por usted.")}
                    </p>
                </Prose>
            }
            .into_any()
        },
    },
];
