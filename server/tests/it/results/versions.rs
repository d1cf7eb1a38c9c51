//! Every version of a result, one click away.

use domain::time::minutes;
use testkit::World;

use super::{AT, RANGE, only, potassium};
use crate::bundles::{panel, record, signed_on, taken, value};

#[tokio::test]
async fn every_version_stands_whole_beneath_the_one_that_replaced_it() {
    let world = World::new().await;
    let sodium = r#""valueQuantity":{"value":140,"unit":"mmol/L"}"#;
    let sodium = value("n", "2951-2", "Sodium", AT, sodium);
    let send = |status: &str, number: &str, with_sodium: bool, conclusion: &str| {
        let named = |text: &str| text.replace("\"final\"", &format!("\"{status}\""));
        let potassium = named(&potassium("k", AT, number, RANGE));
        let values: &[&str] = if with_sodium { &["k", "n"] } else { &["k"] };
        let report = panel("r", "Electrolytes", status, AT, values).replace(
            "\"performer\"",
            &format!("\"conclusion\":\"{conclusion}\",\"performer\""),
        );
        let sodium = named(&sodium);
        let mut all = vec![potassium.as_str(), report.as_str()];
        if with_sodium {
            all.push(&sodium);
        }
        record(&all)
    };
    for (status, number, with_sodium, conclusion) in [
        ("preliminary", "5.9", false, "To be confirmed."),
        ("final", "5.6", true, "Slightly high."),
        ("corrected", "4.9", true, "In range."),
        ("entered-in-error", "4.9", true, "In range."),
    ] {
        taken(&world, &send(status, number, with_sodium, conclusion)).await;
        world.clock.turn_to(world.clock.now() + minutes(60));
    }
    let (_, mut browser) = signed_on(&world, "ines").await;
    let page = only(&mut browser).await;
    let words = page.words();
    let history = words.split_once("What this report was before").unwrap().1;
    let places: Vec<usize> = [
        "Corrected, until November 2, 2026",
        "conclusion then: “In range.” Potassium: 4.9 mmol/L Sodium: 140 mmol/L",
        "Final, until November 2, 2026",
        "conclusion then: “Slightly high.” Potassium: 5.6 mmol/L (changed after that) \
         Sodium: 140 mmol/L",
        "Preliminary, until November 2, 2026",
        "conclusion then: “To be confirmed.” Potassium: 5.9 mmol/L (changed after that)",
    ]
    .map(|said| {
        history
            .find(said)
            .unwrap_or_else(|| panic!("{said}: {history}"))
    })
    .into();
    assert!(places.is_sorted(), "latest first: {history}");
    assert_eq!(
        history.matches("Sodium: 140").count(),
        2,
        "what came later was not there"
    );
    assert!(words.contains("This result was withdrawn"), "{words}");
    assert!(page.has("<details"), "each is to be opened");
}

#[tokio::test]
async fn a_value_that_is_sent_again_alone_makes_a_version_too() {
    let world = World::new().await;
    let report = panel("r", "Electrolytes", "final", AT, &["k"]);
    taken(
        &world,
        &record(&[&potassium("k", AT, "5.6", RANGE), &report]),
    )
    .await;
    world.clock.turn_to(world.clock.now() + minutes(60));
    taken(&world, &record(&[&potassium("k", AT, "4.9", RANGE)])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let words = only(&mut browser).await.words();
    let history = words.split_once("What this report was before").unwrap().1;
    assert!(
        history.contains("Final, until November 2, 2026"),
        "{history}"
    );
    assert!(
        history.contains("Potassium: 5.6 mmol/L (changed after that)"),
        "{history}"
    );
}
