//! Results to take away: what leaves is what came, to the letter (MSG-11, MSG-9).

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;

use axum::http::header;
use serde::Deserialize;
use serde_json::value::RawValue;
use testkit::{Browser, World};

use super::{AT, RANGE, potassium, results_of};
use crate::bundles::{panel, record, signed_on, taken, value};
use crate::messages::audit;
use crate::paper::{bytes, words};

const LIST: &str = "/medical-record/lab-results";
const FORMATS: [&str; 3] = ["pdf", "csv", "fhir"];

/// A file that is there.
async fn file(world: &World, browser: &Browser, path: &str) -> Vec<u8> {
    let (status, _, bytes) = bytes(world, browser, path).await;
    assert_eq!(status, 200, "{path}");
    bytes
}

/// The lines of a table, as another program reads them.
fn lines(table: &[u8]) -> Vec<Vec<String>> {
    let table = table.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(table);
    reader
        .records()
        .map(|line| line.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// A text without its white space: a document breaks its lines where it likes.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

#[tokio::test]
async fn msg_11_a_corrected_result_leaves_whole_in_every_form() {
    let world = World::new().await;
    let first = record(&[
        &potassium("k", AT, "6.10", RANGE),
        &value(
            "t",
            "3024-7",
            "Free T4",
            AT,
            r#""valueQuantity":{"value":0.1,"comparator":"<","unit":"ng/dL"}"#,
        ),
        &value(
            "g",
            "2345-7",
            "Glucose",
            AT,
            r#""valueQuantity":{"value":98.4000000000000057,"unit":"mg/dL"}"#,
        ),
        &value(
            "a",
            "5048-4",
            "ANA",
            AT,
            r#""valueRatio":{"numerator":{"value":1},"denominator":{"value":160}}"#,
        ),
        &panel("r", "Metabolic", "final", AT, &["k", "t", "g", "a"]),
    ]);
    taken(&world, &first).await;
    let second = first
        .replace("6.10", "4.10")
        .replace(r#""status":"final""#, r#""status":"corrected""#);
    taken(&world, &second).await;
    let (member, mut browser) = signed_on(&world, "ines").await;
    let one = results_of(&browser.get(LIST).await).remove(0);
    for path in [LIST.to_owned(), one] {
        let pdf = letters(&words(
            &file(&world, &browser, &format!("{path}/pdf")).await,
        ));
        for expected in [
            "Metabolic",
            "4.10 mmol/L",
            "6.10 mmol/L (Final)",
            "<0.1 ng/dL",
            "98.40 mg/dL (exactly 98.4000000000000057 mg/dL)",
            "1:160",
            "3.50 – 5.10 mmol/L",
            "No range given by the laboratory",
            "In range",
            "Harbor Laboratory",
            "Corrected",
        ] {
            assert!(pdf.contains(&letters(expected)), "{expected}: {pdf}");
        }
        let table = lines(&file(&world, &browser, &format!("{path}/csv")).await);
        let of = |test: &str| -> Vec<&Vec<String>> {
            table.iter().filter(|line| line[3] == test).collect()
        };
        assert_eq!(table[0][5..8], ["Value", "Unit", "Reference range"]);
        let [now, before] = of("Potassium")[..] else {
            panic!("{table:?}");
        };
        assert_eq!(
            (
                &*now[0], &*now[1], &*now[4], &*now[5], &*now[6], &*now[8], &*now[9], &*now[10]
            ),
            (
                "Metabolic",
                AT,
                "2823-3",
                "4.10",
                "mmol/L",
                "In range",
                "Corrected",
                ""
            )
        );
        assert_eq!((&*before[5], &*before[9]), ("6.10", "Final"));
        assert!(!before[10].is_empty(), "when it was replaced");
        assert_eq!(of("Free T4")[0][5], "<0.1");
        assert_eq!(of("Glucose")[0][5], "98.4000000000000057");
        assert_eq!(of("ANA")[0][5], "1:160");
        let fhir = file(&world, &browser, &format!("{path}/fhir")).await;
        let fhir = String::from_utf8(fhir).unwrap();
        assert!(fhir.contains(r#""value":98.4000000000000057"#), "{fhir}");
        let again = domain::fhir::read_bundle(fhir.as_bytes()).unwrap();
        assert_eq!(again.counts()["Observation"], 4);
        assert_eq!(again.counts()["DiagnosticReport"], 1);
    }
    let recorded = audit(&world, member).await;
    let downloads = recorded
        .iter()
        .filter(|row| row.starts_with("download_results") && row.ends_with("done"));
    assert_eq!(downloads.count(), 6, "{recorded:?}");
}

#[tokio::test]
async fn msg_4_files_of_results_are_attachments_whose_names_tell_nothing() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("k", AT, "4.1", RANGE)])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let one = results_of(&browser.get(LIST).await).remove(0);
    for (format, kind, ending) in [
        ("pdf", "application/pdf", "pdf"),
        ("csv", "text/csv; charset=utf-8", "csv"),
        ("fhir", "application/fhir+json", "json"),
    ] {
        for (path, name) in [(LIST, "lab-results"), (&one, "lab-result")] {
            let (_, headers, _) = bytes(&world, &browser, &format!("{path}/{format}")).await;
            assert_eq!(headers[header::CONTENT_TYPE], kind);
            let named = headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            let day = named
                .strip_prefix(&format!("attachment; filename=\"{name}-"))
                .and_then(|rest| rest.strip_suffix(&format!(".{ending}\"")));
            assert!(day.is_some_and(|day| day.len() == 10), "{named}");
            assert_eq!(headers[header::CACHE_CONTROL], "no-store");
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.contains("sandbox"), "{policy}");
        }
    }
}

#[tokio::test]
async fn msg_9_what_a_laboratory_wrote_is_no_formula() {
    let world = World::new().await;
    let hostile = value(
        "h",
        "1-8",
        "=HYPERLINK(1)",
        AT,
        r#""valueString":"@SUM(A1)","note":[{"text":"+1-555-0110"}]"#,
    );
    let negative = value(
        "n",
        "2-6",
        "Base excess",
        AT,
        r#""valueQuantity":{"value":-2.50}"#,
    );
    taken(&world, &record(&[&hostile, &negative])).await;
    let (_, browser) = signed_on(&world, "ines").await;
    let table = lines(&file(&world, &browser, &format!("{LIST}/csv")).await);
    let cells: BTreeSet<&str> = table.iter().flatten().map(String::as_str).collect();
    for cell in ["'=HYPERLINK(1)", "'@SUM(A1)", "'+1-555-0110", "-2.50"] {
        assert!(cells.contains(cell), "{cell}: {cells:?}");
    }
}

#[tokio::test]
async fn acc_3_anothers_files_answer_like_none() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("k", AT, "4.1", RANGE)])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let theirs = results_of(&browser.get(LIST).await).remove(0);
    let otto = record(&[])
        .replace("ines", "otto")
        .replace("\"v1\"", "\"v2\"");
    taken(&world, &otto).await;
    let (_, stranger) = signed_on(&world, "otto").await;
    for format in FORMATS {
        for path in [
            format!("{theirs}/{format}"),
            format!("{LIST}/0190a1b2-0000-7000-8000-000000000000/{format}"),
            format!("{LIST}/1/{format}"),
        ] {
            let (status, _, body) = bytes(&world, &stranger, &path).await;
            assert_eq!(status, 404, "{path}");
            assert!(!String::from_utf8_lossy(&body).contains("Potassium"));
        }
        // All of theirs is nothing, and a file that says so.
        let (status, _, body) = bytes(&world, &stranger, &format!("{LIST}/{format}")).await;
        assert_eq!(status, 200);
        assert!(!String::from_utf8_lossy(&body).contains("Potassium"));
        let mut nobody = world.visitor();
        let away = nobody.get(&format!("{theirs}/{format}")).await;
        assert_eq!((away.status, away.location()), (303, Some("/sign-on")));
    }
}

/// As much of a bundle as is looked at, its numbers letter for letter.
#[derive(Deserialize)]
struct Published<'t> {
    #[serde(borrow)]
    entry: Vec<Entry<'t>>,
}

#[derive(Deserialize)]
struct Entry<'t> {
    #[serde(borrow)]
    resource: Resource<'t>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resource<'t> {
    #[serde(rename = "resourceType")]
    kind: String,
    id: Option<String>,
    category: Option<&'t RawValue>,
    #[serde(borrow)]
    value_quantity: Option<Quantity<'t>>,
}

#[derive(Deserialize)]
struct Quantity<'t> {
    #[serde(borrow)]
    value: &'t RawValue,
    unit: String,
}

/// Each number of each published bundle: on a page, in the document, the table and the FHIR
/// file, as the file has it.
#[tokio::test]
async fn msg_11_every_number_of_the_shared_bundles_is_shown_and_leaves_exactly() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/synthea-r4");
    let Ok(found) = std::fs::read_dir(&folder) else {
        // Past the test runner's capture, which shows nothing of a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "NOT CHECKED: {} is not there",
            folder.display()
        );
        return;
    };
    let world = World::new().await;
    let mut checked = 0;
    for path in found.map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let bundle: Published = serde_json::from_str(&text).unwrap();
        let line = server::commands::import_fhir::import_file(&world.portal, &path)
            .await
            .unwrap();
        assert_eq!(line.status, "imported", "{:?}", line.problems);
        let resources: Vec<&Resource> = bundle.entry.iter().map(|one| &one.resource).collect();
        let Some(patient) = resources.iter().find(|one| one.kind == "Patient") else {
            continue;
        };
        let patient: &'static str = patient.id.clone().unwrap().leak();
        let (_, mut browser) = signed_on(&world, patient).await;
        let pages = letters(&every_page(&mut browser).await);
        let pdf = letters(&words(
            &file(&world, &browser, &format!("{LIST}/pdf")).await,
        ));
        let table = lines(&file(&world, &browser, &format!("{LIST}/csv")).await);
        let fhir = file(&world, &browser, &format!("{LIST}/fhir")).await;
        let fhir = String::from_utf8(fhir).unwrap();
        for one in resources {
            let laboratory = one
                .category
                .is_some_and(|category| category.get().contains("laboratory"));
            let Some(Quantity { value, unit }) = one.value_quantity.as_ref().filter(|_| laboratory)
            else {
                continue;
            };
            let number = value.get();
            let said = letters(&match unit.as_str() {
                "%" => format!("{number}%"),
                unit => format!("{number} {unit}"),
            });
            assert!(
                pages.contains(&said),
                "{}: {said} on no page",
                path.display()
            );
            assert!(
                pdf.contains(&said),
                "{}: {said} not in the PDF",
                path.display()
            );
            assert!(
                table
                    .iter()
                    .any(|line| line[5] == number && line[6] == *unit),
                "{}: {said} not in the table",
                path.display()
            );
            assert!(
                fhir.contains(&format!("\"value\":{number}")),
                "{said} not in the FHIR file"
            );
            checked += 1;
        }
    }
    assert_eq!(checked, 583);
}

/// The words of every result of a member.
async fn every_page(browser: &mut Browser) -> String {
    let mut words = String::new();
    let mut next = Some(LIST.to_owned());
    while let Some(path) = next {
        let list = browser.get(&path).await;
        let links = results_of(&list);
        for href in &links {
            words.push_str(&browser.get(href).await.words());
        }
        next = list
            .text
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
            .find(|href| href.starts_with("/medical-record/lab-results?after="))
            .map(|href| href.replace("&amp;", "&"));
    }
    words
}
