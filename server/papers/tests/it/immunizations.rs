//! The vaccination record.

use domain::immunizations::{
    HealthCardView, NotGiven, QrCode, RecordDose, RecordRow, VaccinationRecord,
};
use domain::locale::Locale;
use domain::results::Taken;
use domain::time::Date;
use papers::vaccination_record;

use crate::reader::read;
use crate::{frame, moment};

fn dose(taken: Taken, text: Option<&str>, vaccine: Option<&str>, reported: bool) -> RecordDose {
    RecordDose {
        taken,
        taken_text: text.map(str::to_owned),
        vaccine: vaccine.map(str::to_owned),
        reported,
    }
}

/// A record of so many rows of three doses.
fn record(rows: usize) -> VaccinationRecord {
    let given = |_| {
        vec![
            dose(Taken::On(Date::constant(2016, 3, 10)), None, None, false),
            dose(Taken::Year(2017), None, Some("DTaP-Polio"), true),
            dose(Taken::NotGiven, Some("as a baby, in Oaxaca"), None, false),
        ]
    };
    VaccinationRecord {
        name: "Inés #Ordóñez $x$".into(),
        birth_date: Date::constant(2016, 3, 9),
        plan: "Larkhaven Health Plan".into(),
        made: moment(),
        rows: (0..rows)
            .map(|row| RecordRow {
                group: format!("Group {row}"),
                doses: given(row),
            })
            .collect(),
        not_given: vec![NotGiven {
            vaccine: "COVID-19".into(),
            taken: Taken::NotGiven,
            taken_text: None,
            reason: Some("patient objection".into()),
            note: None,
        }],
        card: HealthCardView {
            codes: vec![QrCode {
                side: 3,
                // 101 010 101
                modules: "aa8".into(),
            }],
            on_card: 6,
            off_card: 3,
        },
    }
}

#[test]
fn what_a_school_asks_stands_on_one_tagged_page() {
    for (locale, parts) in [
        (
            Locale::En,
            [
                "Vaccination record",
                "March 9, 2016",
                "Reported",
                "COVID-19: patient objection",
            ],
        ),
        (
            Locale::Es,
            [
                "Constancia de vacunas",
                "9 de marzo de 2016",
                "Informada",
                "COVID-19: patient objection",
            ],
        ),
    ] {
        let made = vaccination_record(&frame(locale), &record(10)).unwrap();
        assert_eq!(made.pages(), 1);
        let found = read(&made.pdf().unwrap());
        let letters = found.letters();
        let always = [
            "Inés #Ordóñez $x$",
            "03/10/2016",
            "2017",
            "as a baby, in Oaxaca",
            "Group 9",
        ];
        for part in parts.into_iter().chain(always) {
            assert!(
                letters.contains(&part.replace(' ', "")),
                "{part}: {letters}"
            );
        }
        assert_eq!(found.info("Title"), parts[0]);
        found.is_tagged();
        assert!(!found.fonts().is_empty());
    }
}

#[test]
fn a_long_record_goes_on_and_loses_nothing() {
    let made = vaccination_record(&frame(Locale::En), &record(60)).unwrap();
    assert!(made.pages() > 1);
    let letters = read(&made.pdf().unwrap()).letters();
    for row in 0..60 {
        assert!(letters.contains(&format!("Group{row}")), "{row}");
    }
}

#[test]
fn an_empty_record_says_so_and_has_no_code() {
    let mut empty = record(0);
    empty.card = HealthCardView::default();
    let letters = read(
        &vaccination_record(&frame(Locale::En), &empty)
            .unwrap()
            .pdf()
            .unwrap(),
    )
    .letters();
    assert!(letters.contains("Novaccinesgivenareonrecord."), "{letters}");
    assert!(!letters.contains("SMARTHealthCard"), "{letters}");
}
