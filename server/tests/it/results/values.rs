//! MSG-11: whatever the source wrote is shown right, and to the letter.

use testkit::World;

use super::{AT, RANGE, only, potassium};
use crate::bundles::{bundle, import, panel, record, signed_on, taken, value};

#[tokio::test]
async fn msg_11_odd_values_are_shown_right() {
    let world = World::new().await;
    let odd = [
        (
            "a",
            "Free T4",
            r#""valueQuantity":{"value":0.1,"comparator":"<","unit":"ng/dL"}"#,
            "<0.1 ng/dL",
        ),
        (
            "b",
            "eGFR",
            r#""valueQuantity":{"value":90,"comparator":">","unit":"mL/min"}"#,
            ">90 mL/min",
        ),
        (
            "c",
            "ANA",
            r#""valueRatio":{"numerator":{"value":1},"denominator":{"value":160}}"#,
            "1:160",
        ),
        ("d", "Color", r#""valueString":"Yellow <b>""#, "Yellow <b>"),
        (
            "e",
            "Protein",
            r#""valueCodeableConcept":{"text":"Negative"}"#,
            "Negative",
        ),
        ("f", "Fasting", r#""valueBoolean":true"#, "Yes"),
        ("g", "Crystals", r#""valueInteger":3"#, "3"),
        (
            "h",
            "Lost",
            r#""dataAbsentReason":{"coding":[{"code":"not-performed"}]}"#,
            "No value: not carried out",
        ),
        (
            "i",
            "Tiny",
            r#""valueQuantity":{"value":1.23456e-3,"unit":"g"}"#,
            "0.001235 g",
        ),
    ];
    let values: Vec<String> = odd
        .iter()
        .map(|(id, name, rest, _)| value(id, id, name, AT, rest))
        .collect();
    let ids: Vec<&str> = odd.iter().map(|(id, ..)| *id).collect();
    let report = panel("r", "Odd Ones", "final", AT, &ids);
    let mut resources: Vec<&str> = values.iter().map(String::as_str).collect();
    resources.push(&report);
    taken(&world, &record(&resources)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let page = only(&mut browser).await;
    let words = page.words();
    for (_, name, _, shown) in odd {
        assert!(
            words.contains(&format!("{name} {shown}")),
            "{name} {shown}: {words}"
        );
    }
    assert!(words.contains("1.23456e-3 g"), "{words}");
    assert!(!page.has("<b>"), "text is text");
}

#[tokio::test]
async fn msg_11_a_corrected_result_never_hides_what_it_replaced() {
    let world = World::new().await;
    let sodium = value(
        "n",
        "2951-2",
        "Sodium",
        AT,
        r#""valueQuantity":{"value":140,"unit":"mmol/L"}"#,
    );
    let first = record(&[
        &potassium("k", AT, "6.10", RANGE),
        &sodium,
        &panel("r", "Metabolic", "final", AT, &["k", "n"]),
    ]);
    taken(&world, &first).await;
    let second = first
        .replace("6.10", "4.10")
        .replace(r#""status":"final""#, r#""status":"corrected""#);
    taken(&world, &second).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let words = only(&mut browser).await.words();
    for expected in [
        "This result was corrected",
        "4.10 mmol/L",
        "6.10 mmol/L (Final), until",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    let told = words.matches("What this value replaced").count();
    assert_eq!(
        told, 1,
        "only of the value that is other than it was: {words}"
    );
    assert!(!words.contains("140 mmol/L (Final)"), "{words}");
}

/// MSG-11 through the whole house: what a laboratory wrote is found on the page, digit for
/// digit. (Ten thousand values go through reader and storage in the domain's own test.)
#[tokio::test]
async fn msg_11_generated_values_are_byte_exact_on_the_page() {
    let world = World::new().await;
    let mut state: u64 = 20_261_121;
    let mut roll = |sides: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let (mut values, mut written) = (Vec::new(), Vec::new());
    for n in 0..60 {
        let places = 1 + roll(17);
        let digits: String = (0..places).map(|_| roll(10).to_string()).collect();
        let number = format!("{}.{digits}", roll(1000));
        let (low, high) = (
            format!("{}.{}", roll(9), roll(10)),
            format!("{}.{:02}0", 20 + roll(9), roll(100)),
        );
        let rest = format!(
            r#""valueQuantity":{{"value":{number},"unit":"u{n}"}},"referenceRange":[
            {{"low":{{"value":{low},"unit":"u{n}"}},"high":{{"value":{high},"unit":"u{n}"}}}}]"#
        );
        values.push(value(
            &format!("o{n}"),
            &format!("{n}-0"),
            &format!("Test {n}"),
            AT,
            &rest,
        ));
        written.push((format!("{number} u{n}"), format!("{low} – {high} u{n}")));
    }
    let ids: Vec<String> = (0..60).map(|n| format!("o{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let report = panel("r", "Many", "final", AT, &ids);
    let mut resources: Vec<&str> = values.iter().map(String::as_str).collect();
    resources.push(&report);
    taken(&world, &record(&resources)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let words = only(&mut browser).await.words();
    for (exact, range) in written {
        assert!(words.contains(&exact), "{exact}");
        assert!(words.contains(&range), "{range}");
    }
    assert_eq!(import(&world, &bundle(&[])).await.status, "unchanged");
}
