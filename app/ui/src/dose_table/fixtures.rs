//! The states of this component.

use leptos::prelude::*;

use crate::dose_table::{DoseDate, DoseRow};
use crate::fixtures::{Fixture, say};
use crate::prelude::*;

fn on(when: &str, datetime: &str) -> DoseDate {
    DoseDate {
        when: when.to_owned(),
        datetime: datetime.to_owned(),
        ..DoseDate::default()
    }
}

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "record",
    view: || {
        let combined = DoseDate {
            note: say("DTaP-Hepatitis B-Polio", "DTaP-hepatitis B-polio").into(),
            ..on("04/09/2018", "2018-04-09")
        };
        let told = DoseDate {
            note: say("Reported", "Informada").into(),
            ..on("2021", "2021")
        };
        let words = DoseDate {
            when: say("As a baby", "De bebé").to_owned(),
            ..DoseDate::default()
        };
        let rows = vec![
            DoseRow {
                name: say("Hepatitis B vaccine", "Vacuna contra la hepatitis B").to_owned(),
                doses: vec![on("02/03/2018", "2018-02-03"), combined],
            },
            DoseRow {
                name: say("Flu vaccine", "Vacuna contra la influenza").to_owned(),
                doses: (2019..2027)
                    .map(|year| on(&format!("10/11/{year}"), &format!("{year}-10-11")))
                    .chain([told])
                    .collect(),
            },
            DoseRow {
                name: say("Tuberculosis vaccine", "Vacuna contra la tuberculosis").to_owned(),
                doses: vec![words],
            },
        ];
        view! {
            <DoseTable
                caption=say("Vaccinations of Sofia Santos", "Vacunas de Sofia Santos")
                columns=[
                    say("Vaccine", "Vacuna").to_owned(),
                    say("Dates given", "Fechas de aplicación").to_owned(),
                ]
                rows=rows
            />
        }
        .into_any()
    },
}];
