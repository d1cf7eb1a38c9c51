//! The whole slice on imported records: a bundle comes in, its patient registers in five
//! steps with what that record says, signs on and sees their own results.

use std::io::Write as _;
use std::path::PathBuf;

use domain::names::fold;
use domain::time::Timestamp;
use serde_json::Value;
use testkit::{Browser, World};

use crate::bundles::{panel, record, taken, value};
use crate::registration::journey::{Journey, SECRETS, questions_on};

/// What a person knows of themselves.
struct Known {
    first: String,
    last: String,
    birth_date: String,
    mrn: String,
    /// By the kind of identity question.
    facts: Vec<(&'static str, String)>,
}

/// Registers and signs on; answers the browser on Home.
async fn registered(world: &World, known: &Known, user_id: &str) -> Browser {
    let mut at = Journey::start(world);
    let birth: Vec<&str> = known.birth_date.split('-').collect();
    let page = at
        .membership(&[
            ("first_name", &known.first),
            ("last_name", &known.last),
            ("birth_year", birth[0]),
            ("birth_month", birth[1]),
            ("birth_day", birth[2]),
            ("mrn", &known.mrn),
        ])
        .await;
    assert_eq!(at.browser.at, "/register/terms", "{}", page.words());
    at.terms().await;
    at.user_id(user_id, "imported@mail.example").await;
    let page = at.code(&world.newest_code().await).await;
    assert_eq!(at.browser.at, "/register/secure", "{}", page.words());
    let questions = questions_on(&page);
    assert_eq!(questions.len(), 3, "{}", page.words());
    let chosen: Vec<(String, String)> = questions
        .into_iter()
        .map(|(kind, options)| {
            let (_, truth) = known.facts.iter().find(|(name, _)| *name == kind).unwrap();
            let right = options.iter().find(|(_, text)| text == truth);
            let right = right.unwrap_or_else(|| panic!("{kind}: {truth} not in {options:?}"));
            (kind, right.0.clone())
        })
        .collect();
    let fields: Vec<(&str, &str)> = chosen
        .iter()
        .map(|(kind, index)| (kind.as_str(), index.as_str()))
        .collect();
    let page = at.browser.submit("registration/questions", &fields).await;
    assert_eq!(
        at.browser.at,
        "/register/secure/password",
        "{}",
        page.words()
    );
    let page = at.secrets(&[]).await;
    assert_eq!(at.browser.at, "/register/done", "{}", page.words());
    let page = at
        .browser
        .submit(
            "session/sign-on",
            &[("id", &known.mrn), ("password", SECRETS[0].1)],
        )
        .await;
    assert_eq!(
        (page.status, at.browser.at.as_str()),
        (200, "/home"),
        "{}",
        page.words()
    );
    // The card may be read without its accents; Home greets by the name on the roll.
    let (shown, typed) = (fold(&page.words()), fold(&known.first));
    assert!(shown.contains(&typed), "{shown}");
    at.browser
}

#[tokio::test]
async fn an_imported_member_registers_and_sees_their_results() {
    let world = World::new().await;
    // Other people's clinicians and offices, among whom the right ones stand.
    world.clinicians().await;
    let at = "2026-10-05T09:50:00-07:00";
    let glucose = r#""valueQuantity":{"value":98.4000000000000057,"unit":"mg/dL"}"#;
    let line = taken(
        &world,
        &record(&[
            &value("g", "2339-0", "Glucose", at, glucose),
            &panel("r", "Metabolic Panel", "final", at, &["g"]),
        ]),
    )
    .await;
    let known = Known {
        first: "Ines".into(),
        last: "ordonez".into(),
        birth_date: "1984-03-09".into(),
        mrn: line.members[0].mrn.clone(),
        facts: vec![
            ("street", "12 Alder Lane".into()),
            ("physician", "Tomás Ruiz".into()),
            ("medical_office", "Alder Medical Office".into()),
            ("last_visit_month", "October 2026".into()),
            ("phone_last4", "0147".into()),
        ],
    };
    let mut browser = registered(&world, &known, "ines.o").await;
    let list = browser.get("/medical-record/lab-results").await;
    assert!(list.words().contains("Metabolic Panel"), "{}", list.words());
    let result = first_result(&list.text);
    let page = browser.get(&result).await;
    assert!(page.words().contains("98.40 mg/dL"), "{}", page.words());
    assert!(
        page.words().contains("98.4000000000000057 mg/dL"),
        "{}",
        page.words()
    );
}

fn first_result(text: &str) -> String {
    let found = text
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|href| href.starts_with("/medical-record/lab-results/"));
    found.expect("a result in the list").to_owned()
}

/// The published bundles' grown-ups who are alive, each from the file to the result.
#[tokio::test]
async fn people_of_the_published_bundles_register_and_see_their_results() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/synthea-r4");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        // Past the test runner's capture, which shows nothing of a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "NOT CHECKED: {} is not there",
            folder.display()
        );
        return;
    };
    let files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    let world = World::new().await;
    world.clinicians().await;
    for name in ["Freda", "Gustavo", "Jed"] {
        let file = files
            .iter()
            .find(|path| {
                path.file_name()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with(name)
            })
            .unwrap();
        let line = server::commands::import_fhir::import_file(&world.portal, file)
            .await
            .unwrap();
        let bundle: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        let known = known_by(&world, &bundle, line.members[0].mrn.clone());
        let user_id = format!("{name}.of.{name}");
        let mut browser = registered(&world, &known, &user_id).await;

        let newest = newest_report(&bundle);
        let page = browser.get("/medical-record/lab-results").await;
        assert!(
            page.words()
                .contains(newest["code"]["text"].as_str().unwrap())
        );
        // The digits of one value, as they stand in the file.
        let text = std::fs::read_to_string(file).unwrap();
        let id = newest["result"][0]["reference"].as_str().unwrap();
        let (number, unit) = source_digits(&text, id);
        let mut found = false;
        for href in page
            .text
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
        {
            if href.starts_with("/medical-record/lab-results/") {
                found |= browser
                    .get(href)
                    .await
                    .words()
                    .contains(&format!("{number} {unit}"));
            }
        }
        assert!(found, "{name}: {number} {unit}");
    }
}

fn resources<'b>(bundle: &'b Value, kind: &str) -> Vec<&'b Value> {
    bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["resource"])
        .filter(|resource| resource["resourceType"] == kind)
        .collect()
}

fn known_by(world: &World, bundle: &Value, mrn: String) -> Known {
    let patient = resources(bundle, "Patient")[0];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut visits = resources(bundle, "Encounter");
    visits.sort_by_key(|visit| visit["period"]["start"].as_str());
    let named = |reference: &Value| {
        let id = reference.as_str().unwrap().trim_start_matches("urn:uuid:");
        bundle["entry"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| &entry["resource"])
            .find(|resource| resource["id"] == id)
            .unwrap()
    };
    let last = visits.last().unwrap();
    let doctor = visits
        .iter()
        .rev()
        .find_map(|visit| visit.get("participant"))
        .map(|participants| named(&participants[0]["individual"]["reference"]))
        .unwrap();
    let start: jiff::Timestamp = text(&last["period"]["start"]).parse().unwrap();
    let local = world
        .portal
        .local(Timestamp::from_micros(start.as_microsecond()));
    let phone = text(&patient["telecom"][0]["value"]);
    Known {
        first: text(&patient["name"][0]["given"][0]),
        last: text(&patient["name"][0]["family"]),
        birth_date: text(&patient["birthDate"]),
        mrn,
        facts: vec![
            ("street", text(&patient["address"][0]["line"][0])),
            (
                "physician",
                format!(
                    "{} {}",
                    doctor["name"][0]["given"][0].as_str().unwrap(),
                    doctor["name"][0]["family"].as_str().unwrap()
                ),
            ),
            (
                "medical_office",
                text(&named(&last["serviceProvider"]["reference"])["name"]),
            ),
            (
                "last_visit_month",
                local.civil.strftime("%B %Y").to_string(),
            ),
            ("phone_last4", phone[phone.len() - 4..].to_owned()),
        ],
    }
}

fn newest_report(bundle: &Value) -> &Value {
    let mut reports = resources(bundle, "DiagnosticReport");
    reports.sort_by_key(|report| report["effectiveDateTime"].as_str());
    reports.last().unwrap()
}

/// Number and unit of an observation in the very digits of the file.
fn source_digits(text: &str, full_url: &str) -> (String, String) {
    let entry = &text[text.find(&format!("\"fullUrl\": \"{full_url}\"")).unwrap()..];
    let quantity = &entry[entry.find("\"valueQuantity\"").unwrap()..];
    let after = |name: &str| {
        let rest = &quantity[quantity.find(name).unwrap() + name.len()..];
        rest[..rest.find([',', '\n']).unwrap()]
            .trim_matches(['"', ' '])
            .to_owned()
    };
    (after("\"value\": "), after("\"unit\": "))
}
