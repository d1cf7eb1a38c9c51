//! FHIR bundles in great number: records of people whom nobody knows, in the shape and in about
//! the mixture of those that Synthea writes. The same is made every time.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::steps::{Outcome, While};

const TERMINOLOGY: &str = "http://terminology.hl7.org/CodeSystem";
const UCUM: &str = "http://unitsofmeasure.org";

/// Kinds of reports. The first is that of everybody's newest.
const PANELS: [&str; 10] = [
    "Basic metabolic panel",
    "Blood count",
    "Liver panel",
    "Kidney check",
    "Lipid panel",
    "Thyroid panel",
    "Iron studies",
    "Urine chemistry",
    "Hormone panel",
    "Vitamin levels",
];
/// A word in the names of half of them.
pub const WORD: &str = "panel";
/// Values of a report.
pub const VALUES: u32 = 8;
/// What they measure, each in a report of its kind.
const TESTS: [&str; VALUES as usize] = [
    "Sodium",
    "Potassium",
    "Chloride",
    "Calcium",
    "Glucose",
    "Creatinine",
    "Protein",
    "Albumin",
];

/// A person's record as it is written.
pub struct Record {
    number: u32,
    /// How the person is referred to.
    person: String,
    /// Resources so far.
    made: u32,
    reports: u32,
    text: String,
}

impl Record {
    /// That of somebody new, with who treats them and where.
    pub fn new(number: u32) -> Self {
        let mut record = Self::of(number, String::new());
        let id = record.id();
        record.person = format!("urn:uuid:{id}");
        record.add(
            &id,
            json!({
                "resourceType": "Patient",
                "name": [{
                    "use": "official",
                    "family": format!("Sample{number}"),
                    "given": [format!("Robin{number}")],
                    "prefix": ["Mx."],
                }],
                "telecom": [{"system": "phone", "value": "310-555-0100", "use": "home"}],
                "gender": "other",
                "birthDate": format!("19{:02}-{:02}-{:02}", 30 + number % 70, 1 + number % 12, 1 + number % 28),
                "address": [{
                    "line": [format!("{number} Quay Street")],
                    "city": "Larkhaven",
                    "state": "California",
                    "postalCode": "90000",
                    "country": "US",
                }],
                "communication": [{"language": {"coding": [{
                    "system": "urn:ietf:bcp:47",
                    "code": "en-US",
                    "display": "English",
                }]}}],
            }),
        );
        record
    }

    /// More for somebody who is on file: `person` is the id at the source. Its reports are older
    /// than so many that were written before.
    pub fn more(number: u32, person: &str, before: u32) -> Self {
        Self {
            reports: before,
            ..Self::of(number, format!("Patient/{person}"))
        }
    }

    fn of(number: u32, person: String) -> Self {
        Self {
            number,
            person,
            made: 0,
            reports: 0,
            text: String::new(),
        }
    }

    /// The text of the bundle.
    pub fn text(&self) -> String {
        format!(
            "{{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{}]}}",
            self.text
        )
    }

    /// The next id, which nothing else has.
    fn id(&mut self) -> String {
        self.made += 1;
        format!("{:08x}-0000-4000-8000-{:012x}", self.number, self.made)
    }

    /// Adds a resource.
    fn add(&mut self, id: &str, mut resource: Value) {
        let url = resource["resourceType"].clone();
        resource["id"] = json!(id);
        let entry = json!({
            "fullUrl": format!("urn:uuid:{id}"),
            "resource": resource,
            "request": {"method": "POST", "url": url},
        });
        if !self.text.is_empty() {
            self.text.push(',');
        }
        // Indented, as such files come. Writing to a String does not fail.
        let _ = write!(self.text, "{entry:#}");
    }

    /// Adds a visit; answers how it is referred to.
    fn visit(&mut self, at: &str) -> String {
        let id = self.id();
        self.add(
            &id,
            json!({
                "resourceType": "Encounter",
                "status": "finished",
                "class": {"system": format!("{TERMINOLOGY}/v3-ActCode"), "code": "AMB"},
                "type": [coded("http://snomed.info/sct", "185349003", "Encounter for check up")],
                "subject": {"reference": self.person},
                "period": {"start": at, "end": at},
            }),
        );
        format!("urn:uuid:{id}")
    }

    /// Adds a laboratory report of a visit of its own, older than those before it.
    pub fn report(&mut self) {
        let at = day(self.reports);
        let kind = self.reports % 10;
        self.reports += 1;
        let visit = self.visit(&at);
        let mut listed = Vec::new();
        for (place, name) in (0_u32..).zip(TESTS) {
            let loinc = format!("9{kind}{place}-{place}");
            let id = self.observation(&visit, &at, "laboratory", &loinc, name, "mmol/L");
            listed.push(json!({"reference": format!("urn:uuid:{id}"), "display": name}));
        }
        let panel = PANELS[kind as usize];
        let id = self.id();
        self.add(
            &id,
            json!({
                "resourceType": "DiagnosticReport",
                "status": "final",
                "category": [{"coding": [{
                    "system": format!("{TERMINOLOGY}/v2-0074"),
                    "code": "LAB",
                    "display": "Laboratory",
                }]}],
                "code": coded("http://loinc.org", &format!("9{kind}-0"), panel),
                "subject": {"reference": self.person},
                "encounter": {"reference": visit},
                "effectiveDateTime": at,
                "issued": at,
                "result": listed,
            }),
        );
    }

    /// Adds a value; answers its id.
    fn observation(
        &mut self,
        visit: &str,
        at: &str,
        category: &str,
        loinc: &str,
        name: &str,
        unit: &str,
    ) -> String {
        let id = self.id();
        let bound =
            |value: f64| json!({"value": value, "unit": unit, "system": UCUM, "code": unit});
        let value = number(self.number, self.made);
        self.add(
            &id,
            json!({
                "resourceType": "Observation",
                "status": "final",
                "category": [{"coding": [{
                    "system": format!("{TERMINOLOGY}/observation-category"),
                    "code": category,
                    "display": category,
                }]}],
                "code": coded("http://loinc.org", loinc, name),
                "subject": {"reference": self.person},
                "encounter": {"reference": visit},
                "effectiveDateTime": at,
                "issued": at,
                "valueQuantity": bound(value),
                "referenceRange": [{"low": bound(20.0), "high": bound(90.0)}],
            }),
        );
        id
    }

    /// Adds a visit as it is in a whole record: what was measured, given, claimed and paid.
    fn whole_visit(&mut self, number: u32) {
        let at = day(number);
        let visit = self.visit(&at);
        for (loinc, name, unit) in [
            ("8302-2", "Body Height", "cm"),
            ("29463-7", "Body Weight", "kg"),
            ("39156-5", "Body Mass Index", "kg/m2"),
        ] {
            self.observation(&visit, &at, "vital-signs", loinc, name, unit);
        }
        if number.is_multiple_of(2) {
            self.report();
        }
        let id = self.id();
        self.add(
            &id,
            json!({
                "resourceType": "Immunization",
                "status": "completed",
                "vaccineCode": coded("http://hl7.org/fhir/sid/cvx", "140", "Influenza, seasonal"),
                "patient": {"reference": self.person},
                "encounter": {"reference": visit},
                "occurrenceDateTime": at,
                "primarySource": true,
            }),
        );
        let claim = self.id();
        let items: Vec<Value> = (1..=6).map(|place| item(place, &visit)).collect();
        self.add(
            &claim,
            json!({
                "resourceType": "Claim",
                "status": "active",
                "use": "claim",
                "patient": {"reference": self.person},
                "created": at,
                "item": &items[..2],
                "total": {"value": 129.16, "currency": "USD"},
            }),
        );
        let id = self.id();
        self.add(
            &id,
            json!({
                "resourceType": "ExplanationOfBenefit",
                "status": "active",
                "use": "claim",
                "patient": {"reference": self.person},
                "claim": {"reference": format!("urn:uuid:{claim}")},
                "created": at,
                "outcome": "complete",
                "item": items,
                "payment": {"amount": {"value": 103.33, "currency": "USD"}},
            }),
        );
    }
}

/// Writes so many whole records of at least so many bytes each into a folder; answers the bytes
/// of all.
pub fn records(folder: &Path, files: u32, least: usize) -> Outcome<u64> {
    fs::create_dir(folder).while_doing(format_args!("make {}", folder.display()))?;
    let mut bytes = 0;
    for number in 0..files {
        let mut record = Record::new(number);
        for visit in 0.. {
            record.whole_visit(visit);
            if record.text.len() >= least {
                break;
            }
        }
        bytes += put(folder, number, &record)?;
    }
    Ok(bytes)
}

/// Writes a bundle under its number; answers its bytes.
pub fn put(folder: &Path, number: u32, record: &Record) -> Outcome<u64> {
    let (file, text) = (folder.join(format!("{number:05}.json")), record.text());
    fs::write(&file, &text).while_doing(format_args!("write {}", file.display()))?;
    Ok(text.len() as u64)
}

fn coded(system: &str, code: &str, text: &str) -> Value {
    json!({"coding": [{"system": system, "code": code, "display": text}], "text": text})
}

/// A line of a claim.
fn item(place: u32, visit: &str) -> Value {
    let paid: Vec<Value> = ["deductible", "coinsurance", "paidtoprovider", "submitted"]
        .into_iter()
        .map(|code| {
            json!({
                "category": coded(&format!("{TERMINOLOGY}/adjudication"), code, code),
                "amount": {"value": 103.33, "currency": "USD"},
            })
        })
        .collect();
    json!({
        "sequence": place,
        "productOrService": coded("http://snomed.info/sct", "410620009", "Well child visit"),
        "encounter": [{"reference": visit}],
        "adjudication": paid,
    })
}

/// A day: the one of number 0 is the first of November 2026, the next ones are before it, 28 to
/// a month.
fn day(number: u32) -> String {
    let days = number + 55;
    let (year, month, day) = (2026 - days / 336, 12 - days % 336 / 28, 28 - days % 28);
    format!("{year:04}-{month:02}-{day:02}T09:30:00-07:00")
}

/// A value of many digits between 0 and 100, the same for the same two numbers.
fn number(person: u32, place: u32) -> f64 {
    let mut mixed = (u64::from(person) << 32) + u64::from(place) + 1;
    for factor in [0x9e37_79b9_7f4a_7c15_u64, 0xbf58_476d_1ce4_e5b9] {
        mixed = (mixed ^ (mixed >> 31)).wrapping_mul(factor);
    }
    let part = u32::try_from(mixed >> 32).unwrap_or_default();
    f64::from(part) / f64::from(u32::MAX) * 100.0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn entries(record: &Record) -> Vec<Value> {
        let bundle: Value = serde_json::from_str(&record.text()).unwrap();
        bundle["entry"].as_array().unwrap().clone()
    }

    fn of_kind<'e>(entries: &'e [Value], kind: &str) -> Vec<&'e Value> {
        let resources = entries.iter().map(|entry| &entry["resource"]);
        resources
            .filter(|resource| resource["resourceType"] == kind)
            .collect()
    }

    #[test]
    fn a_report_lists_values_of_its_own_bundle() {
        let mut record = Record::more(7, "member-1", 0);
        (0..12).for_each(|_| record.report());
        let entries = entries(&record);
        let ids: BTreeSet<_> = entries.iter().map(|one| one["fullUrl"].as_str()).collect();
        assert_eq!(ids.len(), entries.len(), "no id stands twice");
        let reports = of_kind(&entries, "DiagnosticReport");
        assert_eq!(reports.len(), 12);
        for report in &reports {
            assert_eq!(report["subject"]["reference"], "Patient/member-1");
            let listed = report["result"].as_array().unwrap();
            assert_eq!(listed.len(), VALUES as usize);
            for one in listed {
                assert!(ids.contains(&one["reference"].as_str()));
            }
        }
        assert_eq!(reports[0]["code"]["text"], reports[10]["code"]["text"]);
        let named = PANELS.iter().filter(|name| name.contains(WORD));
        assert_eq!(named.count(), 5);
    }

    #[test]
    fn a_whole_record_holds_what_those_of_synthea_hold() {
        let mut record = Record::new(3);
        (0..4).for_each(|visit| record.whole_visit(visit));
        let entries = entries(&record);
        for (kind, count) in [
            ("Patient", 1),
            ("Encounter", 6),
            ("Observation", 28),
            ("DiagnosticReport", 2),
            ("Immunization", 4),
            ("Claim", 4),
            ("ExplanationOfBenefit", 4),
        ] {
            assert_eq!(of_kind(&entries, kind).len(), count, "{kind}");
        }
    }

    #[test]
    fn days_go_back_and_are_days() {
        assert_eq!(day(0), "2026-11-01T09:30:00-07:00");
        assert_eq!(day(1), "2026-10-28T09:30:00-07:00");
        let days: Vec<String> = (0..2_000).map(day).collect();
        assert!(days.is_sorted_by(|newer, older| newer > older));
    }
}
