//! Immunizations: what bundles bring, the page by vaccine and by date, the vaccination record,
//! the health card.

mod files;

use std::io::Write as _;
use std::path::PathBuf;

use domain::immunizations::MOST_DOSES;
use store::immunizations::Immunization;
use testkit::{Browser, Page, World};

use crate::bundles::{import, member, record, signed_on, taken};
use crate::registration::journey::count_of;

const PAGE: &str = "/medical-record/immunizations";
const RECORD: &str = "/medical-record/immunizations/record";
const PDF: &str = "/medical-record/immunizations/pdf";
const CARD: &str = "/medical-record/immunizations/health-card";

/// A record with every case: given, not given, recorded by mistake, and every way to say when
/// and what.
const CASES: &str = include_str!("immunizations/cases.json");

/// A world with that record, and its person's browser.
async fn cases() -> (World, Browser) {
    let world = World::new().await;
    taken(&world, CASES).await;
    let (_, browser) = signed_on(&world, "ines").await;
    (world, browser)
}

async fn doses(world: &World, fhir_id: &'static str) -> Vec<Immunization> {
    let id = member(world, fhir_id).await.id;
    let request = world.request();
    let rows = request.read(move |cx| {
        Box::pin(
            async move { Ok(store::immunizations::of_member(&mut cx.tx, id, MOST_DOSES).await?) },
        )
    });
    rows.await.unwrap()
}

fn dose(id: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"Immunization","id":"{id}","patient":{{"reference":"Patient/ines"}},{rest}}}"#
    )
}

fn flu(id: &str, on: &str, rest: &str) -> String {
    dose(
        id,
        &format!(
            r#""status":"completed","vaccineCode":{{"coding":[{{
            "system":"http://hl7.org/fhir/sid/cvx","code":"140"}}]}},
            "occurrenceDateTime":"{on}"{rest}"#
        ),
    )
}

/// What stands from one text to the next.
fn between<'w>(words: &'w str, from: &str, to: &str) -> &'w str {
    let start = words
        .find(from)
        .unwrap_or_else(|| panic!("{from}: {words}"));
    let end = words[start..]
        .find(to)
        .map_or(words.len(), |end| start + end);
    &words[start..end]
}

/// The part of a page that is its own.
fn main_of(page: &Page) -> String {
    let words = page.words();
    between(&words, "Vaccines given, and when.", "Call us").to_owned()
}

#[tokio::test]
async fn every_dose_is_stored_and_counted_and_a_second_import_is_unchanged() {
    let world = World::new().await;
    let line = taken(&world, CASES).await;
    assert_eq!(line.counts["Immunization"], 12);
    assert_eq!(doses(&world, "ines").await.len(), 12);
    let again = import(&world, CASES).await;
    assert_eq!(again.status, "unchanged");
    assert_eq!(again.counts["Immunization"], 12);
    let rows = doses(&world, "ines").await;
    assert!(
        rows.iter().all(|row| row.version == 1),
        "nothing was written anew"
    );
}

#[tokio::test]
async fn a_correction_takes_the_place_of_what_was() {
    let (world, mut browser) = cases().await;
    let corrected = CASES.replace("HB-4471", "HB-4472").replace(
        r#""id": "flu", "status": "completed""#,
        r#""id": "flu", "status": "entered-in-error""#,
    );
    assert_eq!(taken(&world, &corrected).await.status, "imported");
    let rows = doses(&world, "ines").await;
    assert_eq!(rows.len(), 12);
    let changed: Vec<&str> = rows
        .iter()
        .filter(|row| row.version == 2)
        .map(|row| row.fhir_id.as_str())
        .collect();
    assert_eq!(changed, ["flu", "everything"]);
    let words = main_of(&browser.get(PAGE).await);
    assert!(
        words.contains("HB-4472") && !words.contains("HB-4471"),
        "{words}"
    );
    let given = between(&words, "By vaccine", "Not given");
    assert!(!given.contains("Influenza"), "no longer given: {given}");
    // What was is kept whole, and an older file does not bring it back.
    assert_eq!(import(&world, CASES).await.status, "unchanged");
    assert_eq!(doses(&world, "ines").await[0].version, 2);
}

#[tokio::test]
async fn doses_that_were_kept_whole_before_there_was_a_room_are_read_later() {
    let (world, mut browser) = cases().await;
    let file = world.folder().join("portal.sqlite");
    let address = format!("sqlite:{}", file.display());
    let pool = sqlx::SqlitePool::connect(&address).await.unwrap();
    let gone = sqlx::query("DELETE FROM immunization")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(gone.rows_affected(), 12);
    // Nor did that release note which files it had read; one that learns to read more reads those
    // that were noted once more.
    sqlx::query("DELETE FROM imported_file")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    assert!(
        browser
            .get(PAGE)
            .await
            .words()
            .contains("No immunizations on record")
    );
    assert_eq!(import(&world, CASES).await.status, "imported");
    assert_eq!(doses(&world, "ines").await.len(), 12);
    assert_eq!(import(&world, CASES).await.status, "unchanged");
}

#[tokio::test]
async fn the_page_shows_every_dose_with_all_that_is_known_of_it() {
    let (_world, mut browser) = cases().await;
    let page = browser.get(PAGE).await;
    assert_eq!(page.status, 200);
    let words = main_of(&page);
    for expected in [
        // Everything.
        "Hepatitis B, child or teen",
        "March 10, 2016",
        "1 of 3 (Hepatitis B, child)",
        "HB-4471",
        "Left thigh",
        "Larkhaven Birth Center",
        "Given by Tomás Ruiz",
        "Reaction on March 11, 2016: Fever: 38.90 °C (as we were told)",
        "0.50 mL",
        "Into a muscle",
        "Harbor Biologics",
        "May 31, 2018",
        "Given in the first day of life.",
        "Hep B, adolescent or pediatric",
        // Several parts.
        "DTaP-Hepatitis B-Polio",
        "Counts for: Diphtheria, tetanus, pertussis (DTaP), Hepatitis B, Polio",
        "first of 4 or 5 (DTaP)",
        "1 (Polio)",
        "County health fair",
        "Given by Ada Okafor",
        // As precise as it was told, and no more.
        "2017",
        "April 2017",
        "as a baby, in Oaxaca",
        "Date not given",
        // Without a code of ours.
        "Polio drops",
        "Trial vaccine Q",
        // The visit says where.
        "Alder Medical Office",
        // What may not count.
        "May not count",
        "Reaction on September 2018",
        "Reported by the patient, the family or another record.",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert!(
        !words.contains("Orders Only"),
        "who ordered it did not give it"
    );
    let title = between(&page.text, "<title>", "</title>");
    assert_eq!(title, "<title>Immunizations");
}

#[tokio::test]
async fn a_dose_of_several_parts_stands_under_each() {
    let (_world, mut browser) = cases().await;
    let words = main_of(&browser.get(PAGE).await);
    for (from, to) in [
        (
            "Hepatitis B Doses",
            "Diphtheria, tetanus, pertussis (DTaP) Doses",
        ),
        ("Diphtheria, tetanus, pertussis (DTaP) Doses", "Polio Doses"),
        ("Polio Doses", "Pneumococcal Doses"),
    ] {
        let section = between(&words, from, to);
        assert!(section.contains("May 9, 2016"), "{from}: {section}");
    }
}

#[tokio::test]
async fn what_was_not_given_is_apart_and_a_mistake_is_never_given() {
    let (_world, mut browser) = cases().await;
    for address in [PAGE.to_owned(), format!("{PAGE}?by=date")] {
        let words = main_of(&browser.get(&address).await);
        let given = between(&words, "By vaccine", "These vaccines were planned");
        for name in ["MMRV", "HPV", "COVID-19"] {
            assert!(!given.contains(name), "{name}: {given}");
        }
        let not_given = between(&words, "These vaccines were planned", "Taken out");
        for expected in [
            "COVID-19",
            "October 1, 2024",
            "patient objection",
            "Would like to talk about it again.",
            "MMRV",
            "No reason given",
        ] {
            assert!(not_given.contains(expected), "{expected}: {not_given}");
        }
        let withdrawn = between(&words, "Taken out of the record", "nothing after");
        assert!(withdrawn.contains("HPV (9 types)"), "{withdrawn}");
        assert!(withdrawn.contains("entered by mistake"), "{withdrawn}");
        assert!(
            !words.contains("WRONG-ARM"),
            "nothing of a mistake is shown as fact"
        );
    }
}

#[tokio::test]
async fn by_date_every_dose_stands_once_newest_year_first() {
    let (_world, mut browser) = cases().await;
    let page = browser.get(&format!("{PAGE}?by=date")).await;
    let words = main_of(&page);
    let at = |text: &str| {
        words
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {words}"))
    };
    let order = [
        "Doses: 2026",
        "Doses: 2025",
        "Doses: 2018",
        "Doses: 2017",
        "Doses: 2016",
        "Doses: Date not known",
    ];
    assert!(order.map(at).is_sorted(), "{words}");
    assert_eq!(words.matches("Given by Ada Okafor").count(), 1);
    let current = page
        .text
        .split("aria-current=\"page\"")
        .nth(1)
        .unwrap_or_default();
    assert!(page.has("aria-current=\"page\""), "{current}");
    assert!(page.has(&format!("href=\"{PAGE}?by=date\"")));
}

#[tokio::test]
async fn the_record_names_the_person_and_every_dose_by_date() {
    let (world, mut browser) = cases().await;
    let page = browser.get(RECORD).await;
    assert_eq!(page.status, 200);
    let words = page.words();
    for expected in [
        "Vaccination record",
        "For school, sports and camp",
        "Inés Ordóñez",
        "March 9, 2016",
        &world.portal.organisation().name,
        "Hepatitis B 03/10/2016 05/09/2016 DTaP-Hepatitis B-Polio",
        "04/2017",
        "2017 Reported",
        "as a baby, in Oaxaca",
        "10/05/2026",
        "MMRV: No reason given",
        "COVID-19: patient objection",
        "It is not a state school form",
        "SMART Health Card",
        "It holds 6 doses.",
        "It leaves out 3 doses",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    for absent in ["HPV", "WRONG-ARM", "HB-4471"] {
        assert!(!words.contains(absent), "{absent}: {words}");
    }
    assert_eq!(page.text.matches("class=\"qr-code\"").count(), 1);
    let title = between(&page.text, "<title>", "</title>");
    assert_eq!(title, "<title>Vaccination record", "no name in the title");
}

#[tokio::test]
async fn acc_12_the_birth_date_is_in_the_source_of_the_record_alone() {
    let (world, mut browser) = cases().await;
    let person = member(&world, "ines").await;
    for (address, allowed) in [(PAGE, false), ("/medical-record", false), (RECORD, true)] {
        let page = browser.get(address).await;
        for secret in ["2016-03-09", "March 9, 2016"] {
            assert_eq!(page.has(secret), allowed, "{address}: {secret}");
        }
        // What no page of this room needs.
        for secret in [
            person.mrn.as_str(),
            "555-0147",
            "12 Alder Lane",
            "58160-0820-11",
        ] {
            assert!(!page.has(secret), "{address}: {secret}");
        }
    }
}

#[tokio::test]
async fn aud_1_every_look_is_on_the_trail() {
    let (world, mut browser) = cases().await;
    for (address, action) in [
        (PAGE, "view_immunizations"),
        (RECORD, "view_vaccination_record"),
        (PDF, "download_vaccination_record"),
        (CARD, "download_health_card"),
    ] {
        browser.get(address).await;
        assert_eq!(count_of(&world, action, "done").await, 1, "{action}");
    }
}

#[tokio::test]
async fn none_is_said_as_such_and_there_is_nothing_to_download() {
    let world = World::new().await;
    taken(&world, &record(&[])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let words = browser.get(PAGE).await.words();
    assert!(words.contains("No immunizations on record"), "{words}");
    let page = browser.get(RECORD).await;
    assert!(page.words().contains("No vaccines given are on record."));
    assert!(!page.has("qr-code") && !page.has(CARD));
    assert_eq!(browser.get(CARD).await.status, 404);
    // Only what was not given: not the same as nothing.
    let refused = dose(
        "r",
        r#""status":"not-done","vaccineCode":{"text":"Flu shot"},"occurrenceDateTime":"2024""#,
    );
    taken(&world, &record(&[&refused])).await;
    let words = browser.get(PAGE).await.words();
    assert!(words.contains("No vaccines given are on record"), "{words}");
    assert!(words.contains("Flu shot"), "{words}");
}

#[tokio::test]
async fn a_visitor_signs_on_first_and_nobody_sees_anothers() {
    let (world, _browser) = cases().await;
    for address in [PAGE, RECORD, PDF, CARD] {
        let mut visitor = world.visitor();
        let page = visitor.get(address).await;
        assert!(!page.has("HB-4471"), "{address}");
        assert_eq!(
            (page.status, page.location()),
            (303, Some("/sign-on")),
            "{address}"
        );
    }
    let otto = record(&[&flu("o", "2026-10-05", "")])
        .replace("ines", "otto")
        .replace("\"v1\"", "\"v2\"");
    taken(&world, &otto).await;
    let (_, mut stranger) = signed_on(&world, "otto").await;
    let words = main_of(&stranger.get(PAGE).await);
    assert!(
        words.contains("October 5, 2026") && !words.contains("Hepatitis"),
        "{words}"
    );
}

#[tokio::test]
async fn in_spanish_vaccines_have_spanish_names() {
    let (_world, mut browser) = cases().await;
    browser.language = "es".into();
    let words = browser.get(PAGE).await.words();
    for expected in [
        "Vacunas",
        "Hepatitis B, niños o adolescentes",
        "Difteria, tétanos, tosferina (DTaP)",
        "10 de marzo de 2016",
        "La puso Tomás Ruiz",
        "Muslo izquierdo",
        "Inyección en el músculo",
        "Sin motivo anotado",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    let words = browser.get(RECORD).await.words();
    for expected in [
        "Constancia de vacunas",
        "9 de marzo de 2016",
        "03/10/2016",
        "Informada",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
}

/// Every dose of the shared bundles, as a record system sent them.
#[tokio::test]
async fn every_dose_of_the_shared_bundles_is_shown() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/synthea-r4");
    let Ok(files) = std::fs::read_dir(&folder) else {
        // Past the test runner's capture, which shows nothing of a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "NOT CHECKED: {} is not there",
            folder.display()
        );
        return;
    };
    let world = World::new().await;
    let mut shown = 0;
    let files = files.map(|entry| entry.unwrap().path());
    for file in files.filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
        let line = server::commands::import_fhir::import_file(&world.portal, &file)
            .await
            .unwrap();
        assert_eq!(line.status, "imported", "{:?}", line.problems);
        let Some(expected) = line.counts.get("Immunization").copied() else {
            continue;
        };
        let mrn = line.members[0].mrn.replace(' ', "");
        let rows = world
            .request()
            .read(move |cx| {
                let mrn = mrn.clone();
                Box::pin(async move {
                    let tx = &mut cx.tx;
                    let member = store::roll::member_by_mrn(tx, &mrn).await?.unwrap();
                    Ok(store::immunizations::of_member(tx, member.id, MOST_DOSES).await?)
                })
            })
            .await
            .unwrap();
        assert_eq!(
            u64::try_from(rows.len()).unwrap(),
            expected,
            "{}",
            file.display()
        );
        for row in &rows {
            let cvx = row
                .cvx
                .as_deref()
                .and_then(domain::immunizations::cvx::Cvx::parse);
            let known = cvx.and_then(domain::immunizations::cvx::Vaccine::find);
            assert!(known.is_some(), "no name for CVX {:?}", row.cvx);
            assert!(row.place.is_some(), "its visit says where");
        }
        shown += rows.len();
    }
    assert_eq!(shown, 188);
}
