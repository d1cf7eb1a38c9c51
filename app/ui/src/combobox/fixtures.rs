//! The states of this component. The list itself opens only in a page that lives.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

fn words() -> ComboboxWords {
    // Asked now: the words are said later, outside of the fixture's context.
    let one = say("1 result", "1 resultado");
    let other = say("results", "resultados");
    ComboboxWords::new(
        move |count| match count {
            1 => one.to_owned(),
            _ => format!("{count} {other}"),
        },
        say(
            "Nothing fits. Try fewer letters.",
            "No hay coincidencias. Pruebe con menos letras.",
        ),
    )
}

fn team() -> Vec<Choice> {
    let people = [
        (
            "ana",
            "Ana Whitlock",
            "Personal physician",
            "Médica personal",
        ),
        ("jose", "José Núñez", "Cardiology", "Cardiología"),
        ("mei", "Mei-Ling Zhao", "Nurse", "Enfermera"),
        ("priya", "Priya Raman", "Dermatology", "Dermatología"),
        ("sam", "Samuel Okafor", "Pharmacist", "Farmacéutico"),
        ("tove", "Tove Ångström", "Eye care", "Oftalmología"),
        (
            "desk",
            "Website & app support",
            "Technical help",
            "Ayuda técnica",
        ),
    ];
    people
        .into_iter()
        .map(|(value, name, english, spanish)| {
            Choice::new(value, name).with_hint(say(english, spanish))
        })
        .collect()
}

fn cities() -> Vec<Choice> {
    [
        "Alder Falls",
        "Cañon Creek",
        "Cedar Park",
        "Fort Juniper",
        "Mill Race",
        "San Andrés",
    ]
    .into_iter()
    .map(|city| Choice::new(city, city))
    .collect()
}

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || {
            view! {
                <Combobox
                    name="whom"
                    label=say("To", "Para")
                    hint=say(
                        "Type a part of the name, or what the person does.",
                        "Escriba una parte del nombre o de la especialidad.",
                    )
                    placeholder=say("Choose a person", "Elija una persona")
                    choices=team()
                    words=words()
                    required=true
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "chosen",
        view: || {
            view! {
                <Combobox
                    name="city"
                    label=say("City", "Ciudad")
                    placeholder=say("Choose a city", "Elija una ciudad")
                    choices=cities()
                    value="Cedar Park"
                    words=words()
                    width=Width::Medium
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Combobox
                    name="whom-wrong"
                    label=say("To", "Para")
                    placeholder=say("Choose a person", "Elija una persona")
                    choices=team()
                    words=words()
                    required=true
                    error=say("Choose whom to write to.", "Elija a quién quiere escribir.")
                />
            }
            .into_any()
        },
    },
];
