//! The letter of "finish by mail".

use domain::locale::Locale;
use domain::organisation::Line;
use domain::registration::letter::{PasswordLetter, letter_until};
use domain::time::{Date, LocalTime};
use papers::password_letter;

use crate::reader::read;
use crate::{frame, moment};

fn letter() -> PasswordLetter {
    PasswordLetter {
        name: "Maria Santos".into(),
        address: vec!["12 Alder Lane".into(), "Cedar Park, CA 94000".into()],
        password: "Quiet-Heron-4821".into(),
        until: LocalTime {
            at: letter_until(moment().at),
            civil: Date::constant(2026, 4, 2).at(9, 5, 0, 0),
            zone: "PDT".into(),
        },
        site: "portal.larkhaven.example".into(),
        support: Line {
            phone: "1-800-555-0110".into(),
            tty: "711".into(),
            hours_en: "every day".into(),
            hours_es: "todos los días".into(),
        },
    }
}

#[test]
fn the_password_stands_alone_on_its_line() {
    for locale in Locale::ALL {
        let made = password_letter(&frame(locale), &letter()).unwrap();
        assert_eq!(made.pages(), 1);
        let found = read(&made.pdf().unwrap());
        let lines: Vec<&str> = found.pages[0].lines().map(str::trim).collect();
        let alone = lines
            .iter()
            .filter(|line| **line == "Quiet-Heron-4821")
            .count();
        assert_eq!(alone, 1, "{lines:#?}");
        found.is_tagged();
        assert!(!found.fonts().is_empty());
    }
}

#[test]
fn it_says_what_to_do_until_when_and_whom_to_call() {
    for (locale, parts) in [
        (
            Locale::En,
            [
                "Dear Maria Santos,",
                "Open portal.larkhaven.example and choose Sign on.",
                "works once, until April 2, 2026, 9:05",
                "at 1-800-555-0110 (TTY 711), every day.",
            ],
        ),
        (
            Locale::Es,
            [
                "Hola, Maria Santos:",
                "Abra portal.larkhaven.example y elija Iniciar sesión.",
                "sirve una sola vez, hasta el 2 de abril de 2026, 9:05",
                "al 1-800-555-0110 (TTY 711), todos los días.",
            ],
        ),
    ] {
        let found = read(
            &password_letter(&frame(locale), &letter())
                .unwrap()
                .pdf()
                .unwrap(),
        );
        let words = found.words();
        let common = [
            "Larkhaven Health Plan",
            "12 Alder Lane",
            "Cedar Park, CA 94000",
            "4.",
        ];
        for part in parts.into_iter().chain(common) {
            assert!(words.contains(part), "{part}: {words}");
        }
    }
}
