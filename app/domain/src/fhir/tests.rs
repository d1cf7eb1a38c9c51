use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::results::{Flag, LabValue, ReportStatus, flag};
use crate::time::Timestamp;

const PATIENT: &str = r#"{"fullUrl":"urn:uuid:p1","request":{"method":"POST","url":"Patient"},
 "resource":{"resourceType":"Patient","id":"p1","name":[
   {"use":"maiden","family":"Alt","given":["Ines"]},
   {"use":"official","family":"O’Hara-Ruiz","given":["Inés","María"]}],
  "telecom":[{"system":"phone","value":"555-0100","use":"work"},
             {"system":"phone","value":"555-0147","use":"home"},
             {"system":"email","value":"ines@example.org"}],
  "birthDate":"1984-03-09","address":[{"line":["12 Alder Lane"],"city":"Eastholm"}]}}"#;

fn transaction(entries: &[&str]) -> String {
    format!(
        r#"{{"resourceType":"Bundle","type":"transaction","entry":[{}]}}"#,
        entries.join(",")
    )
}

fn entry(resource: &str) -> String {
    format!(r#"{{"request":{{"method":"POST","url":"x"}},"resource":{resource}}}"#)
}

fn observation(rest: &str) -> String {
    entry(&format!(
        r#"{{"resourceType":"Observation","id":"o1","status":"final",
            "category":[{{"coding":[{{"code":"laboratory"}}]}}],
            "code":{{"coding":[{{"system":"http://loinc.org","code":"2823-3"}}],"text":"Potassium"}},
            "subject":{{"reference":"urn:uuid:p1"}}{rest}}}"#
    ))
}

fn read(text: &str) -> Bundle {
    read_bundle(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn refused(text: &str) -> String {
    let problems = read_bundle(text.as_bytes()).expect_err("should be refused");
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

fn the_observation(rest: &str) -> Observation {
    let mut bundle = read(&transaction(&[PATIENT, &observation(rest)]));
    match bundle.entries.remove(1).resource {
        Resource::Observation(found) => *found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_patient_is_read_for_the_roll() {
    let bundle = read(&transaction(&[PATIENT]));
    let Resource::Patient(patient) = &bundle.entries[0].resource else {
        panic!()
    };
    assert_eq!(patient.name.given_family(), "Inés O’Hara-Ruiz");
    assert_eq!(patient.birth_date, jiff::civil::date(1984, 3, 9));
    assert_eq!(
        patient.phone.as_deref(),
        Some("555-0147"),
        "the home number"
    );
    assert_eq!(patient.email.as_deref(), Some("ines@example.org"));
    assert_eq!(patient.address.as_ref().unwrap().lines, ["12 Alder Lane"]);
    assert!(!patient.died);
    assert_eq!(bundle.entries[0].key, "p1");
}

#[test]
fn every_kind_of_value_is_read_in_its_own_digits() {
    let quantity = the_observation(
        r#","effectiveDateTime":"2026-03-14","valueQuantity":{"value": 4.10000000000000009,
           "comparator":"<","unit":"mmol/L","code":"mmol/L"},
           "interpretation":[{"coding":[{"code":"L"}]}],
           "referenceRange":[{"low":{"value":3.50,"unit":"mmol/L"},"high":{"value":5.1}}]"#,
    );
    let LabValue::Quantity(value) = quantity.component.value.as_ref().unwrap() else {
        panic!()
    };
    assert_eq!(value.exact(), "<4.10000000000000009 mmol/L");
    assert_eq!(quantity.component.shown_ranges(), ["3.50 mmol/L – 5.1"]);
    assert_eq!(flag(&quantity.component), Some(Flag::Low));
    assert_eq!(quantity.code.loinc(), Some("2823-3"));
    assert!(quantity.is_laboratory());

    let shown = |rest: &str| the_observation(rest).component.value.unwrap().shown();
    assert_eq!(
        shown(r#","valueQuantity":{"value":1.2E-3,"code":"g"}"#).unwrap(),
        "0.0012 g"
    );
    assert_eq!(
        shown(r#","valueQuantity":{"value":1.011,"code":"1"}"#).unwrap(),
        "1.011",
        "UCUM's code for no unit"
    );
    assert_eq!(
        shown(r#","valueString":"Clear, yellow""#).unwrap(),
        "Clear, yellow"
    );
    assert_eq!(
        shown(r#","valueCodeableConcept":{"text":"Positive"}"#).unwrap(),
        "Positive"
    );
    assert_eq!(
        shown(r#","valueRatio":{"numerator":{"value":1},"denominator":{"value":128}}"#).unwrap(),
        "1:128"
    );
    assert_eq!(shown(r#","valueInteger":3"#).unwrap(), "3");
    assert_eq!(shown(r#","valueBoolean":true"#), None);
    assert_eq!(
        shown(r#","valueDateTime":"2026-03-14T08:00:00-07:00""#).unwrap(),
        "2026-03-14T08:00:00-07:00"
    );
    assert_eq!(
        shown(r#","valueRange":{"low":{"value":2},"high":{"value":5}}"#).unwrap(),
        "2 – 5"
    );
    let absent = the_observation(
        r#","dataAbsentReason":{"coding":[{"code":"not-performed","display":"Not performed"}]}"#,
    );
    let Some(LabValue::Absent(absence)) = absent.component.value else {
        panic!()
    };
    assert_eq!(absence.code.as_deref(), Some("not-performed"));
    assert_eq!(the_observation("").component.value, None);
}

#[test]
fn blood_pressure_keeps_its_components() {
    let found = the_observation(
        r#","component":[{"code":{"text":"Systolic"},"valueQuantity":{"value":121,"unit":"mm[Hg]"}},
           {"code":{"text":"Diastolic"},"valueQuantity":{"value":79,"unit":"mm[Hg]"}}]"#,
    );
    assert_eq!(found.components.len(), 2);
    assert_eq!(found.components[1].0.words(), Some("Diastolic"));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let patient = |from: &str, to: &str| transaction(&[&PATIENT.replace(from, to)]);
    for (text, told) in [
        (
            patient("1984-03-09", "19x"),
            "entry[0].resource.birthDate: not a date: '19x'",
        ),
        (
            patient("1984-03-09", "1984"),
            "entry[0].resource.birthDate: a whole date (year, month, day) is needed, not '1984'",
        ),
        (
            patient("1984-03-09", "2026-02-30"),
            "entry[0].resource.birthDate: not a date: '2026-02-30'",
        ),
        (
            patient("\"birthDate\"", "\"born\""),
            "entry[0].resource.birthDate: missing",
        ),
        (
            patient("\"POST\"", "\"DELETE\""),
            "entry[0].request.url: not a type and an id to delete: 'Patient'",
        ),
        (
            patient("\"id\":\"p1\"", "\"id\":\"p 1\""),
            "entry[0].resource.id: not a FHIR id: 'p 1'",
        ),
        (
            patient("\"id\":\"p1\"", "\"id\":7"),
            "entry[0].resource.id: not a string: 7",
        ),
        (
            transaction(&[PATIENT, &observation(r#","valueQuantity":{"value":"4.1"}"#)]),
            "entry[1].resource.valueQuantity.value: not a number: \"4.1\"",
        ),
        (
            transaction(&[
                PATIENT,
                &observation(r#","valueInteger":1,"valueString":"1""#),
            ]),
            "entry[1].resource.valueString: stands beside valueInteger",
        ),
        (
            transaction(&[PATIENT, &observation("").replace("\"final\"", "\"done\"")]),
            "entry[1].resource.status: not a status of FHIR R4: 'done'",
        ),
        (
            transaction(&[
                PATIENT,
                &observation("").replace("urn:uuid:p1", "urn:uuid:p2"),
            ]),
            "entry[1].resource.subject.reference: points at nothing in this bundle: 'urn:uuid:p2'",
        ),
        (
            transaction(&[PATIENT, PATIENT]),
            "entry[1].fullUrl: the full URL of an earlier Patient again: 'urn:uuid:p1'",
        ),
        (
            transaction(&[PATIENT, &entry(r#"{"resourceType":"Patient","id":"p1"}"#)]),
            "entry[1].resource: a second Patient/p1 in one bundle",
        ),
        (transaction(&["{}"]), "entry[0].request: missing"),
        (transaction(&["7"]), "entry[0]: not an object: 7"),
        (
            r#"{"resourceType":"Bundle","type":"searchset"}"#.to_owned(),
            "type: only transaction, batch, history and collection bundles are imported, not \
             'searchset'",
        ),
        (
            r#"{"resourceType":"Patient"}"#.to_owned(),
            "resourceType: a Bundle is needed, not 'Patient'",
        ),
        (
            r#"{"type":"collection"}"#.to_owned(),
            "resourceType: missing",
        ),
        (
            r#"{"resourceType":"Bundle","type":"collection","entry":{}}"#.to_owned(),
            "entry: not a list: {}",
        ),
        ("[1]".to_owned(), "not an object: [1]"),
        (
            r#"{"resourceType":"Bundle","resourceType":"Bundle"}"#.to_owned(),
            "not an object we can read: 'resourceType' stands twice",
        ),
    ] {
        assert!(
            refused(&text).starts_with(told),
            "{} / {told}",
            refused(&text)
        );
    }
}

#[test]
fn text_that_is_no_json_is_refused_with_its_line() {
    let whole = transaction(&[PATIENT]);
    let told = refused(&whole[..whole.len() - 40]);
    assert!(told.starts_with("line 8 column"), "{told}");
    assert!(
        refused("").starts_with("line 1 column 0: not JSON"),
        "{}",
        refused("")
    );
    let problems = read_bundle(b"{\"a\":\"\xff\"}").unwrap_err();
    assert_eq!(problems[0].to_string(), "byte 6: not UTF-8 text");
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(refused(&deep).contains("nested 100000 levels deep"));
    assert!(
        read_bundle(format!("\u{feff}{whole}").as_bytes()).is_ok(),
        "a byte order mark"
    );
}

#[test]
fn every_problem_is_told_and_no_more_than_twenty() {
    let broken = PATIENT.replace("1984-03-09", "never");
    let entries: Vec<String> = (0..30)
        .map(|n| broken.replace("p1", &format!("p{n}")))
        .collect();
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let problems = read_bundle(transaction(&entries).as_bytes()).unwrap_err();
    assert_eq!(problems.len(), 20);
    assert_eq!(problems[19].path, "entry[19].resource.birthDate");
}

#[test]
fn references_lead_inside_the_bundle_or_become_questions() {
    let encounter = entry(
        r#"{"resourceType":"Encounter","id":"e1","status":"finished",
            "subject":{"reference":"Patient/p1"},
            "participant":[{"individual":{"reference":"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|20"}},
                           {"individual":{"reference":"https://records.example.org/fhir/Practitioner/9/_history/2"}},
                           {"individual":{"display":"A colleague"}}],
            "serviceProvider":{"reference":"Organization/5"},
            "period":{"start":"2026-03-14T08:00:00Z"}}"#,
    );
    let bundle = read(&transaction(&[PATIENT, &encounter]));
    let Resource::Encounter(found) = &bundle.entries[1].resource else {
        panic!()
    };
    let here = Target::Here {
        kind: "Patient".into(),
        key: "p1".into(),
    };
    assert_eq!(found.subject.target, Some(here));
    let stored = |kind: &str, key: &str| {
        Some(Target::Stored {
            kind: kind.to_owned(),
            key: key.to_owned(),
        })
    };
    assert_eq!(
        found.participants[0].target,
        Some(Target::Identified {
            kind: "Practitioner".into(),
            system: "http://hl7.org/fhir/sid/us-npi".into(),
            value: "20".into()
        })
    );
    assert_eq!(found.participants[1].target, stored("Practitioner", "9"));
    assert_eq!(found.participants[2].target, None);
    assert_eq!(
        found.service_provider.as_ref().unwrap().target,
        stored("Organization", "5")
    );
}

#[test]
fn other_types_are_counted_and_passed_over() {
    let goal = entry(r#"{"resourceType":"Goal","description":{"text":7}}"#);
    let claim = entry(r#"{"resourceType":"Claim","id":"c","patient":{"reference":"Patient/p1"}}"#);
    let text = transaction(&[PATIENT, &goal, &goal, &claim]);
    let bundle = read(&text);
    assert_eq!(bundle.skipped["Goal"], 2);
    assert_eq!(bundle.counts()["Patient"], 1);
    assert_eq!(bundle.counts()["Claim"], 1);
    assert_eq!(bundle.kind, BundleKind::Transaction);
    let collection = text.replace("\"transaction\"", "\"collection\"");
    assert_eq!(read(&collection).kind, BundleKind::Collection);
}

#[test]
fn a_file_laid_out_anew_is_not_news() {
    let one = read(&transaction(&[PATIENT]));
    let laid_out = PATIENT
        .replace(":[", " :\n\t[ ")
        .replace("\",\"", "\" ,\r\n \"");
    let two = read(&transaction(&[&laid_out]));
    assert_eq!(one.entries[0].source, two.entries[0].source);
    assert!(one.entries[0].source.contains("O’Hara-Ruiz"));
}

#[test]
fn dates_keep_their_text_and_precision() {
    let read = |text: &str| FhirDateTime::parse(text).unwrap();
    for (text, precision) in [
        ("2026", Precision::Year),
        ("2026-03", Precision::Month),
        ("2026-03-14", Precision::Day),
        ("2026-03-14T08:00:00Z", Precision::Instant),
        ("2026-03-14T08:00:00.123456789-07:00", Precision::Instant),
    ] {
        assert_eq!(read(text).precision(), precision);
        assert_eq!(read(text).text(), text);
        let json = serde_json::to_string(&read(text)).unwrap();
        assert_eq!(
            serde_json::from_str::<FhirDateTime>(&json).unwrap(),
            read(text)
        );
    }
    let at = |text: &str| read(text).instant().unwrap().as_micros();
    assert_eq!(at("1970-01-01T00:00:01.5Z"), 1_500_000);
    assert_eq!(at("1970-01-01T00:00:00+00:30"), -1_800_000_000);
    assert_eq!(at("2012-03-16T16:35:58.942+00:00"), 1_331_915_758_942_000);
    assert_eq!(read("2026-03").date(), None);
    assert_eq!(
        read("1970-01-01").sort_key(),
        Timestamp::from_micros(43_200_000_000)
    );
    for text in [
        "",
        "26",
        "2026-13",
        "2026-02-30",
        "2026-3-14",
        "2026-03-14T08:00:00",
        "2026-03-14T08:00Z",
        "2026-03-14T24:00:00Z",
        "2026-03-14T08:00:00.Z",
        "2026-03T08:00:00Z",
        "2026-03-14 08:00:00Z",
        "2026-03-14T08:00:00+15:00",
        "２０２６",
        "2026-03-14T08:00:00-0700",
        "0000-00-00",
    ] {
        assert!(FhirDateTime::parse(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,200}") {
        let _ = read_bundle(text.as_bytes());
    }

    #[test]
    fn a_bundle_with_a_piece_cut_out_never_panics(from in 0..600_usize, len in 0..40_usize) {
        let whole = transaction(&[PATIENT, &observation(r#","valueQuantity":{"value":4.1}"#)]);
        let bytes = whole.as_bytes();
        let (from, to) = (from.min(bytes.len()), (from + len).min(bytes.len()));
        let _ = read_bundle(&[&bytes[..from], &bytes[to..]].concat());
    }
}

/// A small generator of our own: the same results on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn number(&mut self) -> String {
        let mut text = self.roll(2000).to_string();
        let places = self.roll(19);
        if places > 0 {
            text.push('.');
            for _ in 0..places {
                let _ = write!(text, "{}", self.roll(10));
            }
        }
        if self.roll(20) == 0 {
            let _ = write!(text, "e-{}", self.roll(9));
        }
        text
    }
}

/// MSG-11: values, units, ranges and dates of 10,000 generated results come out of the
/// reader byte for byte as they went in.
#[test]
fn msg_11_ten_thousand_results_are_byte_exact() {
    const UNITS: [&str; 6] = [
        "mg/dL",
        "10*3/uL",
        "%",
        "µmol/L",
        "mL/min/{1.73_m2}",
        "{score}",
    ];
    let mut dice = Dice(20_261_121);
    let mut written = Vec::new();
    let mut entries = vec![PATIENT.to_owned()];
    for n in 0..10_000 {
        let (value, low, high) = (dice.number(), dice.number(), dice.number());
        let unit = UNITS[usize::try_from(dice.roll(6)).unwrap()];
        let sign = ["", "<", "<=", ">=", ">"][usize::try_from(dice.roll(5)).unwrap()];
        let comparator = if sign.is_empty() {
            String::new()
        } else {
            format!(r#""comparator":"{sign}","#)
        };
        let date = format!(
            "{}-{:02}-{:02}T{:02}:{:02}:{:02}.{}+0{}:00",
            1990 + dice.roll(36),
            1 + dice.roll(12),
            1 + dice.roll(28),
            dice.roll(24),
            dice.roll(60),
            dice.roll(60),
            dice.roll(1000),
            dice.roll(10),
        );
        entries.push(
            observation(&format!(
                r#","effectiveDateTime":"{date}","valueQuantity":{{"value":{value},{comparator}"unit":"{unit}"}},
                "referenceRange":[{{"low":{{"value":{low},"unit":"{unit}"}},"high":{{"value":{high},"unit":"{unit}"}}}}]"#
            ))
            .replace("\"o1\"", &format!("\"o{n}\"")),
        );
        written.push((value, sign, unit, low, high, date));
    }
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let bundle = read(&transaction(&entries));
    assert_eq!(bundle.entries.len(), 10_001);
    for (entry, (value, sign, unit, low, high, date)) in bundle.entries[1..].iter().zip(&written) {
        let Resource::Observation(found) = &entry.resource else {
            panic!()
        };
        // As the store keeps it: through JSON and back.
        let json = serde_json::to_string(&found.component).unwrap();
        let component: crate::results::Component = serde_json::from_str(&json).unwrap();
        let space = if *unit == "%" { "" } else { " " };
        let exact = component.value.as_ref().unwrap().exact().unwrap();
        assert_eq!(exact, format!("{sign}{value}{space}{unit}"));
        assert_eq!(
            component.shown_ranges(),
            [format!("{low} – {high}{space}{unit}")]
        );
        assert_eq!(found.effective.as_ref().unwrap().text(), date);
        assert!(entry.source.contains(&format!("\"value\":{value},")));
    }
}

/// The sixteen bundles beside the project, where they are there.
fn published() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/synthea-r4");
    let Ok(files) = std::fs::read_dir(&folder) else {
        // Past the test runner's capture, which shows nothing of a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "NOT CHECKED: {} is not there",
            folder.display()
        );
        return Vec::new();
    };
    let mut found: Vec<(String, Vec<u8>)> = files
        .filter_map(Result::ok)
        .filter(|file| {
            file.path()
                .extension()
                .is_some_and(|ending| ending == "json")
        })
        .map(|file| {
            (
                file.file_name().to_string_lossy().into_owned(),
                std::fs::read(file.path()).unwrap(),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn the_published_bundles_are_read_whole() {
    let files = published();
    let mut seen = 0;
    for (name, bytes) in &files {
        let bundle = read_bundle(bytes).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let plain: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let total = plain["entry"].as_array().unwrap().len();
        let counted = bundle.counts().values().sum::<u64>() + bundle.skipped.values().sum::<u64>();
        assert_eq!(counted, total as u64, "{name}");
        let text = std::str::from_utf8(bytes).unwrap();
        for entry in &bundle.entries {
            if let Resource::Observation(found) = &entry.resource {
                assert_eq!(found.status, ReportStatus::Final);
                if let Some((number, ..)) =
                    found.component.value.as_ref().and_then(LabValue::number)
                {
                    assert!(
                        text.contains(&format!("\"value\": {}", number.text())),
                        "{name}"
                    );
                }
            }
        }
        seen += total;
    }
    assert!(files.is_empty() || seen == 2_407, "{seen}");
}
