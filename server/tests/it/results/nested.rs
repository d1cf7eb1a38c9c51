//! Panels within panels: what a laboratory groups stays together, in circles too.

use testkit::{Browser, World};

use super::{AT, RANGE, only, potassium, results_of};
use crate::bundles::{panel, record, signed_on, taken, value};
use crate::paper::bytes;

const LIST: &str = "/medical-record/lab-results";

/// An observation of observations.
fn group(id: &str, name: &str, members: &[&str]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|id| format!(r#"{{"reference":"Observation/{id}"}}"#))
        .collect();
    let members = format!(r#""hasMember":[{}]"#, members.join(","));
    value(id, "58410-2", name, AT, &members)
}

fn count(id: &str, name: &str, number: &str) -> String {
    let rest = format!(r#""valueQuantity":{{"value":{number},"unit":"g/dL"}}"#);
    value(id, "718-7", name, AT, &rest)
}

/// A blood panel that holds another, which leads back to it.
fn blood() -> [String; 5] {
    [
        count("h", "Hemoglobin", "13.9"),
        group("red", "Red cells", &["h", "m", "blood"]),
        count("m", "Hematocrit", "41"),
        group("blood", "Blood panel", &["red", "k"]),
        potassium("k", AT, "4.4", RANGE),
    ]
}

async fn shows_it_whole(browser: &mut Browser) {
    let words = only(browser).await.words();
    for said in [
        "Hemoglobin Part of: Blood panel, Red cells",
        "Hematocrit Part of: Blood panel, Red cells",
        "Potassium Part of: Blood panel",
        "13.9 g/dL",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(
        !words.contains("No value given"),
        "a panel is no value: {words}"
    );
}

#[tokio::test]
async fn a_report_shows_what_lies_within_its_panels() {
    let world = World::new().await;
    let blood = blood();
    let report = panel("r", "Annual check", "final", AT, &["blood"]);
    let mut all: Vec<&str> = blood.iter().map(String::as_str).collect();
    all.push(&report);
    taken(&world, &record(&all)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    shows_it_whole(&mut browser).await;
    let (status, _, file) = bytes(&world, &browser, &format!("{LIST}/fhir")).await;
    assert_eq!(status, 200);
    let bundle: serde_json::Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(
        bundle["entry"].as_array().unwrap().len(),
        6,
        "report, panels and values"
    );
}

#[tokio::test]
async fn a_panel_that_no_report_lists_is_one_result_in_whatever_order_it_comes() {
    for turn in 0..5 {
        let world = World::new().await;
        let mut blood = blood();
        blood.rotate_left(turn);
        // Without the way back, so that it is clear which is the outer one.
        let blood = blood.map(|one| one.replace(r#",{"reference":"Observation/blood"}"#, ""));
        let all: Vec<&str> = blood.iter().map(String::as_str).collect();
        taken(&world, &record(&all)).await;
        let (_, mut browser) = signed_on(&world, "ines").await;
        shows_it_whole(&mut browser).await;
    }
}

#[tokio::test]
async fn a_circle_of_panels_loses_nothing() {
    let world = World::new().await;
    let all = [
        group("one", "First panel", &["two", "one"]),
        group("two", "Second panel", &["one", "h"]),
        count("h", "Hemoglobin", "13.9"),
    ];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    taken(&world, &record(&all)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let words = only(&mut browser).await.words();
    assert!(words.contains("13.9 g/dL"), "{words}");
}

#[tokio::test]
async fn a_panel_that_comes_later_takes_in_what_stood_alone() {
    let world = World::new().await;
    let [h, red, m, outer, k] = blood();
    taken(&world, &record(&[&h, &m, &k])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    assert_eq!(results_of(&browser.get(LIST).await).len(), 3);
    taken(&world, &record(&[&red, &outer, &h, &m, &k])).await;
    let report = panel("r", "Annual check", "final", AT, &["blood"]);
    taken(&world, &record(&[&report, &red, &outer, &h, &m, &k])).await;
    shows_it_whole(&mut browser).await;
}
