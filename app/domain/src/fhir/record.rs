//! What happened: Encounter, `DiagnosticReport`, Observation, and the heads of the rest.

use super::json::{Node, Object};
use super::specimen::worded;
use super::values::Follow;
use super::{CodeableConcept, FhirDateTime, Problem, Reference};
use crate::results::{
    Absence, Comparator, Component, LabValue, Quantity, RangeKind, ReferenceRange, ReportStatus,
};

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encounter {
    /// FHIR's status code.
    pub status: String,
    /// The class code, such as `AMB`.
    pub class: String,
    /// What kind of visit, in the source's words.
    pub kind: Option<String>,
    /// Why, in the source's words.
    pub reason: Option<String>,
    /// Whose.
    pub subject: Reference,
    /// Who took part.
    pub participants: Vec<Reference>,
    /// When it began.
    pub start: Option<FhirDateTime>,
    /// When it ended.
    pub end: Option<FhirDateTime>,
    /// The office or hospital.
    pub service_provider: Option<Reference>,
}

impl Encounter {
    pub(super) fn read(object: &Object<'_>, bundle: &dyn Follow) -> Result<Self, Problem> {
        let mut participants = Vec::new();
        for participant in object.objects("participant")? {
            participants.extend(Reference::field(&participant, "individual", bundle)?);
        }
        let period = object.object("period")?;
        let bound = |name| {
            period
                .as_ref()
                .map_or(Ok(None), |period| period.date_time(name))
        };
        let kinds = concepts(object, "type")?;
        let reasons = concepts(object, "reasonCode")?;
        let class = match object.object("class")? {
            Some(class) => class.string("code")?,
            None => None,
        };
        Ok(Self {
            status: object.required("status")?.string()?,
            class: class.unwrap_or_default(),
            reason: reasons
                .first()
                .and_then(CodeableConcept::words)
                .map(str::to_owned),
            kind: kinds
                .first()
                .and_then(CodeableConcept::words)
                .map(str::to_owned),
            subject: subject(object, "subject", bundle)?,
            participants,
            start: bound("start")?,
            end: bound("end")?,
            service_provider: Reference::field(object, "serviceProvider", bundle)?,
        })
    }
}

/// A report of a laboratory or another service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosticReport {
    /// How final it is.
    pub status: ReportStatus,
    /// The kinds of service.
    pub categories: Vec<CodeableConcept>,
    /// Which panel.
    pub code: CodeableConcept,
    /// Whose.
    pub subject: Reference,
    /// The visit it belongs to.
    pub encounter: Option<Reference>,
    /// When the sample was taken or the finding made.
    pub effective: Option<FhirDateTime>,
    /// When the report was issued.
    pub issued: Option<FhirDateTime>,
    /// Who made it.
    pub performers: Vec<Reference>,
    /// Who read it (`resultsInterpreter`).
    pub interpreters: Vec<Reference>,
    /// Its values.
    pub results: Vec<Reference>,
    /// What the laboratory concludes from it.
    pub conclusion: Option<String>,
    /// The samples that it was made from.
    pub specimens: Vec<Reference>,
}

/// Laboratory sections of HL7's diagnostic services (table 0074).
const LABORATORY: [&str; 15] = [
    "LAB",
    "laboratory",
    "CH",
    "HM",
    "MB",
    "MCB",
    "MYC",
    "PAR",
    "VR",
    "SR",
    "IMM",
    "TX",
    "URN",
    "BLB",
    "CP",
];

fn is_laboratory(categories: &[CodeableConcept]) -> bool {
    LABORATORY
        .iter()
        .any(|code| categories.iter().any(|category| category.has_code(code)))
}

impl DiagnosticReport {
    pub(super) fn read(object: &Object<'_>, bundle: &dyn Follow) -> Result<Self, Problem> {
        let results = Reference::list(object, "result", bundle)?;
        if let Some(inside) = results.iter().find(|result| result.target.is_none()) {
            return Err(Problem::new(
                format!("{}.reference", inside.path),
                "a result of this report is not an entry of the bundle",
            ));
        }
        Ok(Self {
            status: status(object)?,
            categories: concepts(object, "category")?,
            code: concept(object, "code")?,
            subject: subject(object, "subject", bundle)?,
            encounter: Reference::field(object, "encounter", bundle)?,
            effective: effective(object, "effective")?,
            issued: object.date_time("issued")?,
            performers: worded(object, &object.objects("performer")?, bundle)?,
            interpreters: Reference::list(object, "resultsInterpreter", bundle)?,
            results,
            conclusion: object.string("conclusion")?,
            specimens: worded(object, &object.objects("specimen")?, bundle)?,
        })
    }

    /// Whether its category says laboratory.
    pub fn is_laboratory(&self) -> bool {
        is_laboratory(&self.categories)
    }

    /// Everyone who made or read it: those of them who are clinicians helped review it.
    pub fn readers(&self) -> impl Iterator<Item = &Reference> {
        self.performers.iter().chain(&self.interpreters)
    }
}

/// A measured or stated value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// How final it is.
    pub status: ReportStatus,
    /// The kinds of observation.
    pub categories: Vec<CodeableConcept>,
    /// What was measured.
    pub code: CodeableConcept,
    /// Whose.
    pub subject: Reference,
    /// The visit it belongs to.
    pub encounter: Option<Reference>,
    /// When it was measured.
    pub effective: Option<FhirDateTime>,
    /// When it was issued.
    pub issued: Option<FhirDateTime>,
    /// Who measured it.
    pub performers: Vec<Reference>,
    /// The value with its ranges and interpretation.
    pub component: Component,
    /// Values that belong together under one observation (systolic and diastolic), each with
    /// its name.
    pub components: Vec<(CodeableConcept, Component)>,
    /// Notes.
    pub notes: Vec<String>,
    /// The observations that belong together under this one (`hasMember`): a panel within a panel.
    pub members: Vec<Reference>,
    /// The sample that it was measured in.
    pub specimen: Option<Reference>,
}

impl Observation {
    pub(super) fn read(object: &Object<'_>, bundle: &dyn Follow) -> Result<Self, Problem> {
        let mut components = Vec::new();
        for part in object.objects("component")? {
            components.push((concept(&part, "code")?, component(&part)?));
        }
        let mut notes = Vec::new();
        for note in object.objects("note")? {
            notes.extend(note.string("text")?);
        }
        Ok(Self {
            status: status(object)?,
            categories: concepts(object, "category")?,
            code: concept(object, "code")?,
            subject: subject(object, "subject", bundle)?,
            encounter: Reference::field(object, "encounter", bundle)?,
            effective: effective(object, "effective")?,
            issued: object.date_time("issued")?,
            performers: worded(object, &object.objects("performer")?, bundle)?,
            component: component(object)?,
            components,
            notes,
            members: Reference::list(object, "hasMember", bundle)?,
            specimen: worded(object, object.object("specimen")?.as_slice(), bundle)?.pop(),
        })
    }

    /// Whether its category says laboratory.
    pub fn is_laboratory(&self) -> bool {
        is_laboratory(&self.categories)
    }
}

/// What later rooms list a resource by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Whose.
    pub subject: Reference,
    /// FHIR's status code, where it has one.
    pub status: Option<String>,
    /// What it is about.
    pub code: Option<CodeableConcept>,
    /// When.
    pub date: Option<FhirDateTime>,
}

impl Head {
    pub(super) fn read(
        resource_type: &str,
        object: &Object<'_>,
        bundle: &dyn Follow,
    ) -> Result<Self, Problem> {
        let (whose, what, when): (&str, &str, &[&str]) = match resource_type {
            "MedicationRequest" => ("subject", "medicationCodeableConcept", &["authoredOn"]),
            "AllergyIntolerance" => ("patient", "code", &["recordedDate", "onset"]),
            "Condition" => ("subject", "code", &["onset", "recordedDate"]),
            "Procedure" => ("subject", "code", &["performed"]),
            _ => ("patient", "type", &["created"]),
        };
        let mut date = None;
        for name in when {
            if date.is_none() {
                date = match object.get(name) {
                    Some(node) => Some(node.date_time()?),
                    None => effective(object, name)?,
                };
            }
        }
        Ok(Self {
            subject: subject(object, whose, bundle)?,
            status: object.string("status")?,
            code: object
                .object(what)?
                .map(|code| CodeableConcept::read(&code))
                .transpose()?,
            date,
        })
    }
}

pub(super) fn subject(
    object: &Object<'_>,
    name: &str,
    bundle: &dyn Follow,
) -> Result<Reference, Problem> {
    let found = Reference::field(object, name, bundle)?;
    let found =
        found.ok_or_else(|| object.problem(name, "missing: nobody could say whose it is"))?;
    if found.target.is_none() {
        return Err(object.problem(name, "names nobody whose it could be"));
    }
    Ok(found)
}

pub(super) fn concept(object: &Object<'_>, name: &str) -> Result<CodeableConcept, Problem> {
    let inner = object.required(name)?.object()?;
    let found = CodeableConcept::read(&inner)?;
    if found.words().is_none() {
        return Err(object.problem(name, "neither a code nor a text"));
    }
    Ok(found)
}

fn concepts(object: &Object<'_>, name: &str) -> Result<Vec<CodeableConcept>, Problem> {
    object
        .objects(name)?
        .iter()
        .map(CodeableConcept::read)
        .collect()
}

fn status(object: &Object<'_>) -> Result<ReportStatus, Problem> {
    let node = object.required("status")?;
    let text = node.string()?;
    ReportStatus::from_code(&text)
        .ok_or_else(|| node.problem(format!("not a status of FHIR R4: '{text}'")))
}

/// `effectiveDateTime`, `effectiveInstant`, or the start of `effectivePeriod`; other forms
/// (an age, a timing, a text) give no date.
fn effective(object: &Object<'_>, stem: &str) -> Result<Option<FhirDateTime>, Problem> {
    match object.choice(stem)? {
        Some(("DateTime" | "Instant", node)) => node.date_time().map(Some),
        Some(("Period", node)) => node.object()?.date_time("start"),
        _ => Ok(None),
    }
}

fn component(object: &Object<'_>) -> Result<Component, Problem> {
    let mut interpretations = Vec::new();
    for inner in object.objects("interpretation")? {
        let found = CodeableConcept::read(&inner)?;
        let codes = found.coding.iter().filter_map(|coding| coding.code.clone());
        let before = interpretations.len();
        interpretations.extend(codes);
        if interpretations.len() == before {
            interpretations.extend(found.text);
        }
    }
    let ranges = object
        .objects("referenceRange")?
        .iter()
        .map(range)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Component {
        value: value(object)?,
        ranges,
        interpretations,
    })
}

pub(super) fn value(object: &Object<'_>) -> Result<Option<LabValue>, Problem> {
    let absent = object.object("dataAbsentReason")?;
    let Some((kind, node)) = object.choice("value")? else {
        let Some(reason) = absent else {
            return Ok(None);
        };
        let reason = CodeableConcept::read(&reason)?;
        let code = reason.coding.iter().find_map(|coding| coding.code.clone());
        let text = reason.text.or_else(|| {
            reason
                .coding
                .iter()
                .find_map(|coding| coding.display.clone())
        });
        return Ok(Some(LabValue::Absent(Absence { code, text })));
    };
    Ok(Some(match kind {
        "Quantity" => LabValue::Quantity(quantity(&node)?),
        "CodeableConcept" => {
            let concept = CodeableConcept::read(&node.object()?)?;
            let words = concept
                .words()
                .ok_or_else(|| node.problem("neither code nor text"))?;
            LabValue::Coded(words.to_owned())
        }
        "String" | "Time" => LabValue::Text(node.string()?),
        "Boolean" => LabValue::Boolean(node.boolean()?),
        "Integer" => LabValue::Integer(node.decimal()?),
        "DateTime" => LabValue::DateTime(node.date_time()?),
        "Ratio" => {
            let ratio = node.object()?;
            LabValue::Ratio {
                numerator: quantity(&ratio.required("numerator")?)?,
                denominator: quantity(&ratio.required("denominator")?)?,
            }
        }
        "Range" => {
            let range = node.object()?;
            let bound = |name| range.get(name).map(|node| quantity(&node)).transpose();
            LabValue::Range {
                low: bound("low")?,
                high: bound("high")?,
            }
        }
        "Period" => {
            let period = node.object()?;
            LabValue::Period {
                start: period.date_time("start")?,
                end: period.date_time("end")?,
            }
        }
        "SampledData" => LabValue::Series,
        _ => return Err(node.problem("not a form that a value can take in FHIR R4")),
    }))
}

pub(super) fn quantity(node: &Node<'_>) -> Result<Quantity, Problem> {
    let object = node.object()?;
    let comparator = match object.get("comparator") {
        None => None,
        Some(node) => {
            let text = node.string()?;
            let found = Comparator::from_code(&text);
            Some(found.ok_or_else(|| node.problem(format!("not a comparator: '{text}'")))?)
        }
    };
    // UCUM calls a number without a unit "1"; beside a value it would read as a second number.
    let unit = object.word("unit")?.or(object.word("code")?);
    Ok(Quantity {
        value: object.required("value")?.decimal()?,
        comparator,
        unit: unit.filter(|unit| unit != "1"),
    })
}

fn range(object: &Object<'_>) -> Result<ReferenceRange, Problem> {
    let bound = |name| object.get(name).map(|node| quantity(&node)).transpose();
    let kind = match object.object("type")? {
        None => RangeKind::Normal,
        Some(inner) => {
            let kind = CodeableConcept::read(&inner)?;
            if kind.has_code("normal") || kind.coding.is_empty() {
                RangeKind::Normal
            } else {
                RangeKind::Other
            }
        }
    };
    let for_whom = !object.list("appliesTo")?.is_empty() || object.get("age").is_some();
    let kind = if for_whom { RangeKind::Other } else { kind };
    Ok(ReferenceRange {
        low: bound("low")?,
        high: bound("high")?,
        text: object.string("text")?,
        kind,
    })
}
