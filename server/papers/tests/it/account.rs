//! The member ID card.

use domain::account::IdCardView;
use domain::locale::Locale;
use domain::organisation::Line;
use papers::id_card;

use crate::frame;
use crate::reader::read;

fn card(name: &str) -> IdCardView {
    let line = |phone: &str| Line {
        phone: phone.into(),
        tty: "711".into(),
        hours_en: "every day".into(),
        hours_es: "todos los días".into(),
    };
    IdCardView {
        name: name.into(),
        mrn: "1234 5671".into(),
        physician: Some("Ana Whitlock".into()),
        office: None,
        member_services: line("1-800-555-0120"),
        nurse: line("1-800-555-0140"),
    }
}

#[test]
fn the_card_and_its_facts_stand_on_one_page() {
    for (locale, parts) in [
        (
            Locale::En,
            [
                "Member ID card",
                "Medical record number: 1234 5671",
                "Cut along the line",
            ],
        ),
        (
            Locale::Es,
            [
                "Tarjeta de identificación de miembro",
                "Número de historia clínica: 1234 5671",
                "Recorte por la línea",
            ],
        ),
    ] {
        let made = id_card(&frame(locale), &card("Maria Santos")).unwrap();
        assert_eq!(made.pages(), 1);
        let found = read(&made.pdf().unwrap());
        let letters = found.letters();
        for part in parts
            .into_iter()
            .chain(["Ana Whitlock", "1-800-555-0120", "TTY 711"])
        {
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
fn a_name_of_any_length_stays_on_the_card() {
    let name = "Wilhelmina Featherstonehaugh-Montgomery ".repeat(3);
    let mut frame = frame(Locale::En);
    frame.whose.clone_from(&name);
    let made = id_card(&frame, &card(&name)).unwrap();
    assert_eq!(made.pages(), 1);
    let letters = read(&made.pdf().unwrap()).letters();
    let name = name.replace(' ', "");
    assert!(
        letters.matches(&name).count() >= 2,
        "on the card and in the list: {letters}"
    );
}
