use proptest::prelude::*;

use super::*;

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn quantity(text: &str, unit: &str) -> Quantity {
    Quantity {
        value: decimal(text),
        comparator: None,
        unit: Some(unit.to_owned()),
    }
}

fn normal(low: Option<&str>, high: Option<&str>) -> ReferenceRange {
    ReferenceRange {
        low: low.map(|low| quantity(low, "mmol/L")),
        high: high.map(|high| quantity(high, "mmol/L")),
        text: None,
        kind: RangeKind::Normal,
    }
}

fn measured(text: &str, ranges: Vec<ReferenceRange>) -> Component {
    let value = Some(LabValue::Quantity(quantity(text, "mmol/L")));
    Component {
        value,
        ranges,
        interpretations: Vec::new(),
    }
}

fn bounded(comparator: Comparator, text: &str, range: ReferenceRange) -> Component {
    let value = Quantity {
        comparator: Some(comparator),
        ..quantity(text, "mmol/L")
    };
    Component {
        value: Some(LabValue::Quantity(value)),
        ranges: vec![range],
        interpretations: Vec::new(),
    }
}

#[test]
fn four_significant_digits_are_shown_and_short_numbers_stay_as_written() {
    for (source, shown) in [
        ("4.5983172846519003", "4.598"),
        ("4.5998", "4.600"),
        ("172.90796599182718", "172.9"),
        ("99.996", "100.0"),
        ("9999.5", "10000"),
        ("0.00012345678", "0.0001235"),
        ("0.99999", "1.000"),
        ("12345.678", "12350"),
        ("5.10", "5.10"),
        ("5", "5"),
        ("0", "0"),
        ("0.000", "0.000"),
        ("-0.0", "-0.0"),
        ("-37.70129691537352", "-37.70"),
        ("1.5e-3", "0.0015"),
        ("1.23456E2", "123.5"),
        ("12e3", "12000"),
        ("1e400", "1e400"),
        ("7e-99", "7e-99"),
        ("250.05", "250.1"),
        ("250.04999999999999999", "250.0"),
    ] {
        assert_eq!(decimal(source).shown(), shown, "{source}");
        assert_eq!(decimal(source).text(), source);
    }
}

#[test]
fn what_is_no_json_number_is_no_decimal() {
    for text in [
        "",
        "-",
        "1.",
        ".5",
        "01",
        "1e",
        "1e+",
        "NaN",
        "+1",
        "1 ",
        "0x1",
        "1,5",
        "1e9999999",
    ] {
        assert!(Decimal::parse(text).is_none(), "{text}");
    }
}

#[test]
fn decimals_compare_by_value_and_subtract_exactly() {
    assert_eq!(decimal("5.10"), decimal("5.1"));
    assert_eq!(decimal("1e2"), decimal("100.0"));
    assert_eq!(decimal("-0"), decimal("0.0"));
    assert!(decimal("0.30000000000000004") > decimal("0.3"));
    assert!(decimal("-2") < decimal("-1.5"));
    assert!(decimal("1e400") > decimal("99999999"));
    assert_eq!(decimal("5.3").minus(&decimal("5.1")).unwrap().text(), "0.2");
    assert_eq!(
        decimal("1").minus(&decimal("1.25")).unwrap().text(),
        "-0.25"
    );
    assert!(decimal("1e400").minus(&decimal("1")).is_none());
    assert_eq!(decimal("0.0449").to_places(1), "0.0");
    assert_eq!(decimal("0.96").to_places(1), "1.0");
    assert_eq!(decimal("0.06").to_places(1), "0.1");
    assert_eq!(decimal("0.006").to_places(1), "0.0");
    assert_eq!(decimal("-3.456").to_places(2), "-3.46");
    assert_eq!(decimal("12").to_places(2), "12");
}

#[test]
fn every_form_of_value_is_shown() {
    let less = Quantity {
        comparator: Some(Comparator::Less),
        ..quantity("0.1", "ng/mL")
    };
    assert_eq!(
        LabValue::Quantity(less.clone()).shown().unwrap(),
        "<0.1 ng/mL"
    );
    let more = Quantity {
        comparator: Some(Comparator::AtLeast),
        ..quantity("90", "mL/min")
    };
    assert_eq!(
        LabValue::Quantity(more.clone()).shown().unwrap(),
        "≥90 mL/min"
    );
    assert_eq!(LabValue::Quantity(more).exact().unwrap(), ">=90 mL/min");
    assert_eq!(
        LabValue::Quantity(quantity("41.25", "%")).shown().unwrap(),
        "41.25%"
    );
    let bare = |text| Quantity {
        value: decimal(text),
        comparator: None,
        unit: None,
    };
    let titer = LabValue::Ratio {
        numerator: bare("1"),
        denominator: bare("128"),
    };
    assert_eq!(titer.shown().unwrap(), "1:128");
    let range = LabValue::Range {
        low: Some(bare("2")),
        high: Some(bare("5")),
    };
    assert_eq!(range.shown().unwrap(), "2 – 5");
    assert_eq!(LabValue::Text("Trace".into()).shown().unwrap(), "Trace");
    assert_eq!(LabValue::Integer(decimal("3")).shown().unwrap(), "3");
    assert_eq!(LabValue::Boolean(true).shown(), None);
    assert_eq!(
        LabValue::Absent(Absence {
            code: None,
            text: None
        })
        .shown(),
        None
    );
}

#[test]
fn a_range_is_shown_as_the_laboratory_gave_it() {
    assert_eq!(
        normal(Some("3.50"), Some("5.10")).shown().unwrap(),
        "3.50 – 5.10 mmol/L"
    );
    assert_eq!(normal(Some("3.5"), None).shown().unwrap(), "≥ 3.5 mmol/L");
    assert_eq!(normal(None, Some("5.1")).shown().unwrap(), "≤ 5.1 mmol/L");
    let worded = ReferenceRange {
        text: Some("Not detected".into()),
        ..normal(None, None)
    };
    assert_eq!(worded.shown().unwrap(), "Not detected");
    assert_eq!(normal(None, None).shown(), None);
    assert!(measured("4", Vec::new()).shown_ranges().is_empty());
}

#[test]
fn a_flag_is_the_laboratorys_else_of_its_own_range_else_none() {
    let range = || normal(Some("3.5"), Some("5.1"));
    assert_eq!(flag(&measured("4.2", vec![range()])), Some(Flag::Normal));
    assert_eq!(flag(&measured("3.5", vec![range()])), Some(Flag::Normal));
    assert_eq!(
        flag(&measured("3.4999999999999999", vec![range()])),
        Some(Flag::Low)
    );
    assert_eq!(
        flag(&measured("5.1000000000000001", vec![range()])),
        Some(Flag::High)
    );
    assert_eq!(flag(&measured("4.2", Vec::new())), None, "never borrowed");

    let mut told = measured("4.2", vec![range()]);
    told.interpretations = vec!["H".into(), "HH".into()];
    assert_eq!(
        flag(&told),
        Some(Flag::CriticalHigh),
        "the gravest of the laboratory's own"
    );
    told.interpretations = vec!["something else".into()];
    assert_eq!(flag(&told), Some(Flag::Normal));

    let other_unit = ReferenceRange {
        low: Some(quantity("63", "mg/dL")),
        high: None,
        ..range()
    };
    assert_eq!(flag(&measured("4.2", vec![other_unit])), None);
    let goal = ReferenceRange {
        kind: RangeKind::Other,
        ..range()
    };
    assert_eq!(flag(&measured("9", vec![goal])), None);
    assert_eq!(
        flag(&measured("9", vec![range(), normal(Some("1"), Some("99"))])),
        None
    );
}

#[test]
fn a_bounded_value_is_flagged_only_where_it_is_certain() {
    let range = || normal(Some("0.5"), Some("90"));
    assert_eq!(
        flag(&bounded(Comparator::Less, "0.1", range())),
        Some(Flag::Low)
    );
    assert_eq!(
        flag(&bounded(Comparator::Less, "0.5", range())),
        Some(Flag::Low)
    );
    assert_eq!(flag(&bounded(Comparator::AtMost, "0.5", range())), None);
    assert_eq!(flag(&bounded(Comparator::Less, "10", range())), None);
    assert_eq!(
        flag(&bounded(Comparator::More, "90", range())),
        Some(Flag::High)
    );
    assert_eq!(flag(&bounded(Comparator::AtLeast, "90", range())), None);
    let above_60 = normal(Some("60"), None);
    assert_eq!(
        flag(&bounded(Comparator::More, "90", above_60.clone())),
        Some(Flag::Normal)
    );
    assert_eq!(flag(&bounded(Comparator::More, "30", above_60)), None);
    let below_5 = normal(None, Some("5"));
    assert_eq!(
        flag(&bounded(Comparator::Less, "0.1", below_5)),
        Some(Flag::Normal)
    );
    assert_eq!(bar(&bounded(Comparator::Less, "0.1", range())), None);
}

#[test]
fn one_line_says_what_a_report_means() {
    let range = || vec![normal(Some("3.5"), Some("5.1"))];
    let inside = measured("4", range());
    let outside = measured("6", range());
    let bare = measured("4", Vec::new());
    let critical = Component {
        interpretations: vec!["LL".into()],
        ..measured("1", range())
    };
    let absent = Component {
        value: Some(LabValue::Absent(Absence {
            code: None,
            text: None,
        })),
        ..Component::default()
    };
    assert_eq!(meaning([&inside, &inside]), Meaning::AllInRange);
    assert_eq!(meaning([&inside, &bare]), Meaning::InRangeWhereGiven);
    assert_eq!(meaning([&inside, &outside, &bare]), Meaning::Outside(1));
    assert_eq!(
        meaning([&outside, &critical]),
        Meaning::Critical {
            count: 1,
            outside: 2
        }
    );
    assert_eq!(meaning([&bare]), Meaning::NoRanges);
    assert_eq!(meaning([&absent]), Meaning::NoValues);
    assert_eq!(meaning([]), Meaning::NoValues);
}

#[test]
fn a_change_needs_two_measured_numbers_in_one_unit() {
    let value = |text: &str, unit: &str| LabValue::Quantity(quantity(text, unit));
    let found = change(&value("98.76", "mg/dL"), &value("102.3", "mg/dL")).unwrap();
    assert_eq!(
        found,
        Change {
            direction: Direction::Down,
            amount: "3.5".into()
        }
    );
    let same = change(&value("5.00001", "mg/dL"), &value("5.00002", "mg/dL")).unwrap();
    assert_eq!(same.direction, Direction::Same);
    assert!(change(&value("1", "mg/dL"), &value("1", "mmol/L")).is_none());
    assert!(change(&value("1", "mg/dL"), &LabValue::Text("1".into())).is_none());
    let less = LabValue::Quantity(Quantity {
        comparator: Some(Comparator::Less),
        ..quantity("1", "mg/dL")
    });
    assert!(change(&value("1", "mg/dL"), &less).is_none());
}

#[test]
fn statuses_keep_their_codes() {
    for status in ReportStatus::ALL {
        assert_eq!(ReportStatus::from_code(status.code()), Some(status));
        let json = serde_json::to_string(&status).unwrap();
        assert_eq!(json, format!("\"{}\"", status.code()));
    }
    assert_eq!(ReportStatus::from_code("done"), None);
}

/// JSON numbers of up to 18 digits on either side, with and without an exponent.
fn number() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,18})?(e-?[0-9])?"
}

#[test]
fn a_zero_of_many_places_is_near_every_number() {
    let (zero, large) = (decimal("0.0000000000000000e-6"), decimal("20000000e9"));
    assert_eq!(large.minus(&zero), Some(large.clone()));
    assert_eq!(zero.minus(&large), Some(decimal("-20000000e9")));
    assert_eq!(zero.minus(&zero), Some(decimal("0")));
}

proptest! {
    #[test]
    fn source_text_survives(text in number()) {
        let number = decimal(&text);
        prop_assert_eq!(number.text(), &text);
        let json = serde_json::to_string(&number).unwrap();
        let back: Decimal = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(back.text(), &text);
    }

    /// Rounding moves a number by at most half of its fourth digit, and so never into
    /// another order of magnitude (but for a carry to the next power of ten itself).
    #[test]
    fn rounding_keeps_the_order_of_magnitude(text in number()) {
        let number = decimal(&text);
        let shown = decimal(&number.shown());
        let digits = shown.text().trim_start_matches(['-', '0', '.']).replace('.', "");
        let significant = digits.trim_end_matches('0').len();
        prop_assert!(significant <= SHOWN_DIGITS, "{} shows {} digits", text, significant);
        let moved = number.minus(&shown).unwrap().to_f64().abs();
        prop_assert!(moved <= number.to_f64().abs() * 0.000_500_000_1, "{} -> {}", text, shown);
        if !number.is_zero() {
            let (a, b) = (number.to_f64().abs().log10(), shown.to_f64().abs().log10());
            let carried = (b - b.round()).abs() < 1e-9;
            let apart = (a + 1e-12).floor() - (b + 1e-12).floor();
            prop_assert!(apart.abs() < 0.5 || carried);
        }
    }

    #[test]
    fn rounding_is_monotonic(a in number(), b in number()) {
        let (a, b) = (decimal(&a), decimal(&b));
        if a <= b {
            prop_assert!(decimal(&a.shown()) <= decimal(&b.shown()));
        }
    }

    #[test]
    fn comparison_agrees_with_subtraction(a in number(), b in number()) {
        let (a, b) = (decimal(&a), decimal(&b));
        let Some(difference) = a.minus(&b) else {
            // Too far apart to be subtracted, so neither is zero.
            prop_assert!(a != decimal("0") && b != decimal("0"));
            return Ok(());
        };
        prop_assert_eq!(a.cmp(&b), difference.cmp(&decimal("0")));
        prop_assert_eq!(&b.minus(&a).unwrap(), &decimal("0").minus(&difference).unwrap());
    }

    #[test]
    fn flag_and_drawing_agree(value in 0..200_i32, low in 1..99_i32, width in 1..99_i32) {
        let high = low + width;
        let range = normal(Some(&low.to_string()), Some(&high.to_string()));
        let component = measured(&value.to_string(), vec![range]);
        let drawn = bar(&component).unwrap();
        let (low, high) = (drawn.low.unwrap().at, drawn.high.unwrap().at);
        let expected = match flag(&component).unwrap() {
            Flag::Low => drawn.value < low,
            Flag::High => drawn.value > high,
            _ => (low..=high).contains(&drawn.value),
        };
        prop_assert!(expected, "{value}");
    }
}
