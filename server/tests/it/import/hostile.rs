//! Bundles that somebody made to do harm: refused with a reason, or taken as the text they are.

use testkit::World;

use super::{AT, potassium};
use crate::bundles::{bundle, import, panel, record, signed_on, taken};

#[tokio::test]
async fn hostile_files_are_refused_with_a_reason_and_change_nothing() {
    let world = World::new().await;
    let good = record(&[&potassium("4.1")]);
    let deep = format!(
        r#"{{"resourceType":"Bundle","type":"collection","a":{}{}}}"#,
        "[".repeat(90_000),
        "]".repeat(90_000)
    );
    let many = good.replacen('{', &format!("{{\"a\":[{}0],", "0,".repeat(500_000)), 1);
    for (text, told) in [
        (deep, "nested 90001 levels deep, more than 64"),
        (many, "values, more than 500000"),
        (" ".repeat(33 << 20), "larger than 32 MB"),
        (
            good.replace("Inés", &"I".repeat(401)),
            "longer than 400 bytes",
        ),
        (good.replace("\"Potassium\"", "{\"a\":1}"), "not a string"),
        (
            good.replace("\"effectiveDateTime\":", "\"effectiveDateTime\":7,\"a\":"),
            "not a string",
        ),
        (
            good.replace("\"system\":\"phone\"", "\"system\":[]"),
            "not a string",
        ),
        (good.replace("12 Alder Lane", "\\u0000"), "NUL"),
        (
            good.replace("mmol/L", &"m".repeat(500)),
            "longer than 400 bytes",
        ),
    ] {
        let line = import(&world, &text).await;
        assert_eq!(line.status, "rejected", "{told}");
        assert!(
            line.problems[0].contains(told),
            "{} / {told}",
            line.problems[0]
        );
        assert!(line.problems[0].len() < 500, "{}", line.problems[0]);
        assert!(stored!(world, tx => store::roll::is_empty(tx)), "{told}");
    }
    let name = "test.json".to_owned();
    let line =
        server::commands::import_fhir::import_bytes(&world.portal, name, b"\xff\xfe{}").await;
    assert_eq!(line.unwrap().problems, ["byte 0: not UTF-8 text"]);
    taken(&world, &format!("\u{feff}{good}")).await;
}

#[tokio::test]
async fn script_in_a_text_is_text() {
    let world = World::new().await;
    let script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    let potassium = potassium("4.1").replace("Potassium", script);
    let panel = panel("r", script, "final", AT, &["k"]);
    taken(
        &world,
        &record(&[&potassium, &panel]).replace("Inés", script),
    )
    .await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let id = {
        let member = crate::bundles::member(&world, "ines").await.id;
        stored!(world, tx => store::results::reports(tx, member, None, 9))[0].id
    };
    for path in [
        "/home".to_owned(),
        "/medical-record/lab-results".to_owned(),
        format!("/medical-record/lab-results/{id}"),
    ] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("<script>alert"), "{path}");
        assert!(!page.text.contains("<img src=x"), "{path}");
        assert!(
            page.words().contains("alert(1)"),
            "{path}: {}",
            page.words()
        );
    }
}

#[tokio::test]
async fn references_in_a_circle_come_to_an_end() {
    let world = World::new().await;
    let report = panel("r", "Round", "final", AT, &["k", "k", "k"]);
    let selves = report
        .replace("Observation/k", "DiagnosticReport/r")
        .replace("\"r\"", "\"s\"");
    let line = import(&world, &record(&[&potassium("4.1"), &report, &selves])).await;
    assert_eq!(line.status, "imported", "{:?}", line.problems);
    let alone = bundle(&[&selves]);
    assert_eq!(import(&world, &alone).await.status, "unchanged");
}
