//! Medicines, allergies, conditions, procedures and blood pressure as FHIR.

use domain::time::Timestamp;
use serde_json::{Value, json};
use service::Fault;

use super::calendar::Calendar;
use super::clinical::Entry;
use super::histories::What;

const LOINC: &str = "http://loinc.org";

/// Something kept, under an id, of a patient, with whom they were then.
pub fn entry(
    what: &What,
    id: &str,
    (patient, clinician): (&str, &str),
    at: Timestamp,
    calendar: &Calendar,
) -> Result<Entry, Fault> {
    let patient = json!({"reference": format!("Patient/{patient}")});
    let clinician = json!({"reference": format!("Practitioner/{clinician}")});
    let (when, day) = (calendar.fhir(at), calendar.date(at).to_string());
    let (kind, mut resource) = match what {
        What::Medicine(name, directions) | What::Stopped(name, directions) => (
            "MedicationRequest",
            json!({
                "status": if matches!(what, What::Stopped(..)) { "completed" } else { "active" },
                "intent": "order",
                "medicationCodeableConcept": {"text": name},
                "subject": patient,
                "authoredOn": when,
                "requester": clinician,
                "dosageInstruction": [{"text": directions}],
            }),
        ),
        What::Allergy(substance, reaction) => (
            "AllergyIntolerance",
            json!({
                "clinicalStatus": status("allergyintolerance-clinical", "active"),
                "code": {"text": substance},
                "patient": patient,
                "recordedDate": day,
                "reaction": [{"manifestation": [{"text": reaction}]}],
            }),
        ),
        What::Condition(name) | What::Resolved(name) => {
            let state = if matches!(what, What::Resolved(_)) {
                "resolved"
            } else {
                "active"
            };
            (
                "Condition",
                json!({
                    "clinicalStatus": status("condition-clinical", state),
                    "code": {"text": name},
                    "subject": patient,
                    "onsetDateTime": day,
                    "recordedDate": day,
                    "asserter": clinician,
                }),
            )
        }
        What::Procedure(name) => (
            "Procedure",
            json!({
                "status": "completed",
                "code": {"text": name},
                "subject": patient,
                "performedDateTime": day,
            }),
        ),
    };
    resource["resourceType"] = json!(kind);
    resource["id"] = json!(id);
    Entry::new(kind, id, &resource)
}

fn status(system: &str, code: &str) -> Value {
    let system = format!("http://terminology.hl7.org/CodeSystem/{system}");
    json!({"coding": [{"system": system, "code": code}]})
}

/// The blood pressure of a visit: one observation of two parts.
pub fn blood_pressure(
    (visit, patient): (&str, &str),
    at: Timestamp,
    (upper, lower): (u32, u32),
    calendar: &Calendar,
) -> Result<Entry, Fault> {
    let part = |loinc: &str, name: &str, value: u32| {
        json!({
            "code": {"coding": [{"system": LOINC, "code": loinc}], "text": name},
            "valueQuantity": {
                "value": value,
                "unit": "mmHg",
                "system": "http://unitsofmeasure.org",
                "code": "mm[Hg]",
            },
        })
    };
    let id = format!("{visit}-bp");
    let resource = json!({
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [status("observation-category", "vital-signs")],
        "code": {"coding": [{"system": LOINC, "code": "85354-9"}], "text": "Blood pressure"},
        "subject": {"reference": format!("Patient/{patient}")},
        "encounter": {"reference": format!("Encounter/{visit}")},
        "effectiveDateTime": calendar.fhir(at),
        "component": [
            part("8480-6", "Systolic blood pressure", upper),
            part("8462-4", "Diastolic blood pressure", lower),
        ],
    });
    Entry::new("Observation", &id, &resource)
}
