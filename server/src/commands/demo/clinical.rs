//! FHIR R4 resources as a record system would send them.

use std::borrow::Cow;

use domain::time::{Timestamp, minutes};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use service::Fault;

use super::calendar::Calendar;
use super::directory::{Clinician, PATHOLOGIST};
use super::panels::{Panel, Test};

/// Who did the laboratory's work.
const LABORATORY: &str = "Larkhaven Regional Laboratory";
const LOINC: &str = "http://loinc.org";
const UCUM: &str = "http://unitsofmeasure.org";
const TERMINOLOGY: &str = "http://terminology.hl7.org/CodeSystem";

/// An entry of a transaction bundle.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    resource: Box<RawValue>,
    request: Value,
}

impl Entry {
    /// A resource under its type and id.
    pub fn new(kind: &str, id: &str, resource: &impl Serialize) -> Result<Self, Fault> {
        Ok(Self {
            resource: to_raw_value(resource)?,
            request: json!({"method": "PUT", "url": format!("{kind}/{id}")}),
        })
    }
}

/// The text of a transaction bundle.
pub fn bundle(entries: &[Entry]) -> Result<String, Fault> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Bundle<'a> {
        resource_type: &'a str,
        r#type: &'a str,
        entry: &'a [Entry],
    }
    let bundle = Bundle {
        resource_type: "Bundle",
        r#type: "transaction",
        entry: entries,
    };
    Ok(serde_json::to_string(&bundle)?)
}

/// The id of an office at the record system.
pub fn office_key(number: usize) -> String {
    format!("office-{number}")
}

fn reference(kind: &str, id: &str) -> Value {
    json!({"reference": format!("{kind}/{id}")})
}

/// A visit.
pub struct Meeting<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whose.
    pub patient: &'a str,
    /// When.
    pub at: Timestamp,
    /// What kind of visit.
    pub kind: &'a str,
    /// Why.
    pub reason: &'a str,
    /// With whom.
    pub with: &'a Clinician,
}

impl Meeting<'_> {
    /// As FHIR has it.
    pub fn entry(&self, calendar: &Calendar) -> Result<Entry, Fault> {
        let Self {
            id,
            patient,
            at,
            kind,
            reason,
            with,
        } = self;
        let resource = json!({
            "resourceType": "Encounter",
            "id": id,
            "status": "finished",
            "class": {"system": format!("{TERMINOLOGY}/v3-ActCode"), "code": "AMB"},
            "type": [{"text": kind}],
            "reasonCode": [{"text": reason}],
            "subject": reference("Patient", patient),
            "participant": [{"individual": reference("Practitioner", with.key)}],
            "period": {
                "start": calendar.fhir(*at),
                "end": calendar.fhir(*at + minutes(25)),
            },
            "serviceProvider": reference("Organization", &office_key(with.office)),
        });
        Entry::new("Encounter", id, &resource)
    }
}

/// What a test found.
#[derive(Clone, Debug)]
pub enum Answer {
    /// This number.
    Number(Cow<'static, str>),
    /// Less than the method can measure.
    Below(&'static str),
    /// More than the method can measure.
    Above(&'static str),
    /// Words.
    Words(&'static str),
    /// Words with a code behind them.
    Coded(&'static str),
    /// A dilution.
    Ratio(u32, u32),
    /// Nothing, for this reason.
    Missing(&'static str),
}

/// A sample that was sent to the laboratory.
pub struct Sample<'a> {
    /// The id of its report.
    pub id: String,
    /// Whose.
    pub patient: &'a str,
    /// The visit it was taken at.
    pub visit: &'a str,
    /// Which panel.
    pub panel: &'static Panel,
    /// When it was taken.
    pub taken: Timestamp,
    /// When the report was issued.
    pub issued: Timestamp,
    /// How final the report is.
    pub status: &'static str,
    /// What the laboratory found, test by test.
    pub answers: Vec<Answer>,
    /// What it says of the whole.
    pub conclusion: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Quantity {
    value: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparator: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    system: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    code: &'static str,
}

impl Quantity {
    fn of(test: &Test, number: &str, comparator: Option<&'static str>) -> Result<Self, Fault> {
        // As text, so that the digits stay as they are: 1.10 is not 1.1.
        let value = RawValue::from_string(number.to_owned())?;
        let unit = match test.unit {
            "10*3/uL" => "10³/µL",
            "10*6/uL" => "10⁶/µL",
            "mL/min/1.73m2" => "mL/min/1.73 m²",
            "m[IU]/L" => "mIU/L",
            "ug/dL" => "µg/dL",
            unit => unit,
        };
        // A number without a unit is just that: UCUM's code for it is nothing to read.
        let system = if unit.is_empty() { "" } else { UCUM };
        Ok(Self {
            value,
            comparator,
            unit,
            system,
            code: test.unit,
        })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Range {
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<Quantity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<Quantity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<Value>,
}

impl Range {
    fn of(test: &Test) -> Result<Option<Self>, Fault> {
        let worded = |text: &str| Self {
            low: None,
            high: None,
            text: Some(text.to_owned()),
            r#type: None,
        };
        if test.decimals == 0 && test.unit.is_empty() {
            // A test that answers in words: what is usual, or the first dilution that is not.
            return Ok(match (test.usual, test.high) {
                ("", "") => None,
                ("", high) => Some(worded(&format!("less than {high}"))),
                (usual, _) => Some(worded(usual)),
            });
        }
        let bound = |text: &str| {
            (!text.is_empty())
                .then(|| Quantity::of(test, text, None))
                .transpose()
        };
        let (low, high) = (bound(test.low)?, bound(test.high)?);
        if low.is_none() && high.is_none() {
            return Ok(None);
        }
        let meaning = format!("{TERMINOLOGY}/referencerange-meaning");
        let r#type = (!test.meaning.is_empty())
            .then(|| json!({"coding": [{"system": meaning, "code": test.meaning}]}));
        Ok(Some(Self {
            low,
            high,
            text: None,
            r#type,
        }))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Observation<'a> {
    resource_type: &'static str,
    id: &'a str,
    status: &'a str,
    category: Value,
    code: Value,
    subject: Value,
    encounter: Value,
    effective_date_time: String,
    issued: String,
    performer: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_quantity: Option<Quantity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_string: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_codeable_concept: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_ratio: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_absent_reason: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    interpretation: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reference_range: Vec<Range>,
}

impl Sample<'_> {
    /// The report and its values.
    pub fn entries(&self, calendar: &Calendar) -> Result<Vec<Entry>, Fault> {
        let mut entries = Vec::with_capacity(self.answers.len() + 1);
        let mut listed = Vec::with_capacity(self.answers.len());
        for (place, (test, answer)) in self.panel.tests.iter().zip(&self.answers).enumerate() {
            let id = format!("{}-{place}", self.id);
            entries.push(self.observation(&id, test, answer, calendar)?);
            listed.push(reference("Observation", &id));
        }
        let mut report = json!({
            "resourceType": "DiagnosticReport",
            "id": self.id,
            "status": self.status,
            "category": [{"coding": [{
                "system": format!("{TERMINOLOGY}/v2-0074"),
                "code": "LAB",
            }]}],
            "code": code(self.panel.loinc, self.panel.name),
            "subject": reference("Patient", self.patient),
            "encounter": reference("Encounter", self.visit),
            "effectiveDateTime": calendar.fhir(self.taken),
            "issued": calendar.fhir(self.issued),
            "performer": [{"display": LABORATORY}],
            "result": listed,
        });
        if !self.conclusion.is_empty() {
            report["conclusion"] = json!(self.conclusion);
            report["resultsInterpreter"] = json!([reference("Practitioner", PATHOLOGIST)]);
        }
        entries.push(Entry::new("DiagnosticReport", &self.id, &report)?);
        Ok(entries)
    }

    fn observation(
        &self,
        id: &str,
        test: &Test,
        answer: &Answer,
        calendar: &Calendar,
    ) -> Result<Entry, Fault> {
        let mut observation = Observation {
            resource_type: "Observation",
            id,
            status: self.status,
            category: json!([{"coding": [{
                "system": format!("{TERMINOLOGY}/observation-category"),
                "code": "laboratory",
            }]}]),
            code: code(test.loinc, test.name),
            subject: reference("Patient", self.patient),
            encounter: reference("Encounter", self.visit),
            effective_date_time: calendar.fhir(self.taken),
            issued: calendar.fhir(self.issued),
            performer: json!([{"display": LABORATORY}]),
            value_quantity: None,
            value_string: None,
            value_codeable_concept: None,
            value_ratio: None,
            data_absent_reason: None,
            interpretation: test
                .interpret(answer)
                .map(interpretation)
                .into_iter()
                .collect(),
            reference_range: Range::of(test)?.into_iter().collect(),
        };
        match answer {
            Answer::Number(number) => {
                observation.value_quantity = Some(Quantity::of(test, number, None)?);
            }
            Answer::Below(number) => {
                observation.value_quantity = Some(Quantity::of(test, number, Some("<"))?);
            }
            Answer::Above(number) => {
                observation.value_quantity = Some(Quantity::of(test, number, Some(">"))?);
            }
            Answer::Words(words) => observation.value_string = Some(words),
            Answer::Coded(words) => {
                observation.value_codeable_concept = Some(json!({"text": words}));
            }
            Answer::Ratio(one, to) => {
                observation.value_ratio =
                    Some(json!({"numerator": {"value": one}, "denominator": {"value": to}}));
            }
            Answer::Missing(why) => {
                observation.data_absent_reason = Some(json!({
                    "coding": [{
                        "system": format!("{TERMINOLOGY}/data-absent-reason"),
                        "code": "not-performed",
                    }],
                    "text": why,
                }));
            }
        }
        Entry::new("Observation", id, &observation)
    }
}

fn code(loinc: &str, name: &str) -> Value {
    json!({"coding": [{"system": LOINC, "code": loinc, "display": name}], "text": name})
}

fn interpretation(code: &'static str) -> Value {
    json!({"coding": [{
        "system": format!("{TERMINOLOGY}/v3-ObservationInterpretation"),
        "code": code,
    }]})
}

impl Test {
    /// The laboratory's mark, where it makes one: it leaves a number in range unmarked.
    fn interpret(&self, answer: &Answer) -> Option<&'static str> {
        match answer {
            Answer::Number(number) => self.mark(number),
            Answer::Words(words) | Answer::Coded(words) => {
                let mark = if *words == self.usual { "N" } else { "A" };
                (!self.usual.is_empty()).then_some(mark)
            }
            Answer::Below(_) | Answer::Above(_) | Answer::Ratio(..) | Answer::Missing(_) => None,
        }
    }

    fn mark(&self, number: &str) -> Option<&'static str> {
        let value = self.scaled(number)?;
        let is = |bound: &str, wrong: fn(i64, i64) -> bool| {
            self.scaled(bound).is_some_and(|bound| wrong(value, bound))
        };
        if is(self.alarm_low, |value, bound| value <= bound) {
            Some("LL")
        } else if is(self.alarm_high, |value, bound| value >= bound) {
            Some("HH")
        } else if !self.meaning.is_empty() {
            None
        } else if is(self.low, |value, bound| value < bound) {
            Some("L")
        } else if is(self.high, |value, bound| value > bound) {
            Some("H")
        } else {
            None
        }
    }

    /// A number of this test as a whole number of its last digit; nothing for a bound that
    /// the test does not have.
    pub fn scaled(&self, number: &str) -> Option<i64> {
        if number.is_empty() {
            return None;
        }
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let digits = usize::try_from(self.decimals).ok()?;
        format!("{whole}{part:0<digits$}").parse().ok()
    }

    /// The other way round.
    pub fn written(&self, scaled: i64) -> String {
        let power = 10_i64.pow(self.decimals);
        let (whole, part) = (scaled / power, scaled % power);
        match usize::try_from(self.decimals) {
            Ok(digits) if digits > 0 => format!("{whole}.{part:0>digits$}"),
            _ => whole.to_string(),
        }
    }
}
