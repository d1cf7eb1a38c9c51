use crate::fhir::{Precision, Resource, Target, read_bundle};
use crate::immunizations::cvx::Cvx;
use crate::immunizations::{ImmunizationStatus, Protocol};

use super::Immunization;

/// Reads one immunization; `rest` is what it has besides person and vaccine.
fn read(rest: &str) -> Result<Immunization, String> {
    let text = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[
        {{"resource":{{"resourceType":"Patient","id":"ines","name":[{{"family":"Ruiz","given":["Inés"]}}],
            "gender":"female","birthDate":"2018-02-03"}}}},
        {{"resource":{{"resourceType":"Observation","id":"fever","status":"final",
            "code":{{"text":"Fever"}},"subject":{{"reference":"Patient/ines"}},
            "valueQuantity":{{"value":38.90,"unit":"°C"}}}}}},
        {{"resource":{{"resourceType":"Immunization","id":"i",
            "patient":{{"reference":"Patient/ines"}},{rest}}}}}]}}"#
    );
    let bundle = read_bundle(text.as_bytes()).map_err(|problems| problems[0].to_string())?;
    match &bundle.entries[2].resource {
        Resource::Immunization(found) => Ok(*found.clone()),
        other => panic!("{other:?}"),
    }
}

/// The same with a vaccine and a status.
fn given(rest: &str) -> Immunization {
    read(&format!(
        r#""status":"completed","vaccineCode":{{"coding":[{{
        "system":"http://hl7.org/fhir/sid/cvx","code":"8"}}]}}{rest}"#
    ))
    .unwrap()
}

#[test]
fn everything_that_is_shown_is_read() {
    let found = given(
        r##","occurrenceDateTime":"2018-02-03","primarySource":false,"lotNumber":"HB 4471",
        "expirationDate":"2019-05-31","manufacturer":{"reference":"#maker"},
        "location":{"reference":"Location/7","display":"Cedar Park Medical Office"},
        "site":{"coding":[{"code":"LT"}],"text":"Left thigh"},
        "route":{"coding":[{"code":"IM","display":"Intramuscular"}]},
        "doseQuantity":{"value":0.50,"unit":"mL"},
        "performer":[
            {"function":{"coding":[{"code":"OP"}]},"actor":{"display":"Dr. Orders"}},
            {"function":{"coding":[{"code":"AP"}]},"actor":{"reference":"#nurse"}}],
        "note":[{"text":"Cried a little."},{"text":"Slept well."}],"isSubpotent":true,
        "reaction":[
            {"date":"2018-02-04","detail":{"reference":"Observation/fever"},"reported":true},
            {"detail":{"reference":"#rash"}},{"date":"2018-02"}],
        "protocolApplied":[{"series":"Hepatitis B, child","doseNumberPositiveInt":1,
            "seriesDosesString":"3 or 4"}],
        "contained":[{"resourceType":"Organization","id":"maker","name":"Harbor Biologics"},
            {"resourceType":"Practitioner","id":"nurse","name":[{"family":"Okafor",
                "given":["Ada"]}]},
            {"resourceType":"Observation","id":"rash","code":{"text":"Rash"},
                "valueString":"left leg"}]"##,
    );
    assert_eq!(found.status, ImmunizationStatus::Completed);
    assert_eq!(Cvx::of(&found.vaccine), Cvx::parse("08"));
    assert_eq!(found.occurrence.unwrap().precision(), Precision::Day);
    assert!(found.reported && found.subpotent);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    assert_eq!(text(&found.lot), "HB 4471");
    assert_eq!(found.expires.unwrap().text(), "2019-05-31");
    assert_eq!(text(&found.manufacturer), "Harbor Biologics");
    assert_eq!(text(&found.place), "Cedar Park Medical Office");
    assert_eq!(text(&found.site), "Left thigh");
    assert_eq!(text(&found.route), "Intramuscular");
    assert_eq!(text(&found.amount), "0.50 mL", "the digits of the source");
    assert_eq!(found.notes, ["Cried a little.", "Slept well."]);
    assert_eq!(
        found.performers.len(),
        1,
        "who only ordered it did not give it"
    );
    assert_eq!(text(&found.performers[0].words), "Ada Okafor");
    let [fever, rash, nameless] = found.reactions.as_slice() else {
        panic!("{:?}", found.reactions)
    };
    let here = Target::Here {
        kind: "Observation".into(),
        key: "fever".into(),
    };
    assert_eq!(fever.detail.as_ref().unwrap().target, Some(here));
    assert!(fever.self_reported && fever.what.is_none());
    assert_eq!(text(&rash.what), "Rash: left leg");
    assert_eq!(nameless.at.as_ref().unwrap().text(), "2018-02");
    assert_eq!(
        found.protocols,
        [Protocol {
            series: Some("Hepatitis B, child".into()),
            dose: Some("1".into()),
            of: Some("3 or 4".into()),
        }]
    );
}

#[test]
fn a_date_is_as_precise_as_it_was_sent_or_words() {
    for (text, precision) in [
        ("1999", Precision::Year),
        ("1999-04", Precision::Month),
        ("1999-04-30", Precision::Day),
        ("1999-04-30T10:00:00-07:00", Precision::Instant),
    ] {
        let found = given(&format!(r#","occurrenceDateTime":"{text}""#))
            .occurrence
            .unwrap();
        assert_eq!((found.precision(), found.text()), (precision, text));
    }
    let found = given(r#","occurrenceString":"as a baby, in Oaxaca""#);
    assert_eq!(found.occurrence, None);
    assert_eq!(
        found.occurrence_text.as_deref(),
        Some("as a baby, in Oaxaca")
    );
    assert_eq!(given("").occurrence, None, "not given at all");
}

#[test]
fn not_done_has_its_reason_and_a_mistake_its_status() {
    let vaccine = r#""vaccineCode":{"text":"Flu shot"}"#;
    let refused = read(&format!(
        r#""status":"not-done",{vaccine},"statusReason":{{"coding":[{{"code":"PATOBJ",
        "display":"patient objection"}}]}}"#
    ))
    .unwrap();
    assert_eq!(refused.status, ImmunizationStatus::NotDone);
    assert_eq!(refused.reason.as_deref(), Some("patient objection"));
    assert_eq!(refused.vaccine.words(), Some("Flu shot"));
    assert_eq!(Cvx::of(&refused.vaccine), None);
    let mistake = read(&format!(r#""status":"entered-in-error",{vaccine}"#)).unwrap();
    assert_eq!(mistake.status, ImmunizationStatus::EnteredInError);
}

#[test]
fn what_is_not_said_is_not_made_up() {
    let found = given(
        r#","doseQuantity":{"unit":"mL"},"site":{},"location":{"reference":"Location/7"},
        "reaction":[{}],"protocolApplied":[{"authority":{"display":"ACIP"}}]"#,
    );
    assert!(!found.reported && !found.subpotent);
    assert_eq!((found.amount, found.site, found.place), (None, None, None));
    assert!(found.protocols.is_empty());
    assert_eq!(found.reactions.len(), 1, "that there was one is said");
}

#[test]
fn what_is_wrong_names_its_place() {
    let vaccine = r#""vaccineCode":{"text":"Flu shot"}"#;
    for (rest, place) in [
        (
            format!(r#""status":"given",{vaccine}"#),
            "resource.status: not a status of FHIR R4",
        ),
        (vaccine.to_owned(), "resource.status: missing"),
        (
            r#""status":"completed""#.to_owned(),
            "resource.vaccineCode: missing",
        ),
        (
            r#""status":"completed","vaccineCode":{}"#.to_owned(),
            "neither a code nor a text",
        ),
        (
            format!(r#""status":"completed",{vaccine},"occurrenceDateTime":"spring""#),
            "resource.occurrenceDateTime: not a date",
        ),
        (
            format!(
                r#""status":"completed",{vaccine},"protocolApplied":[{{"doseNumberPositiveInt":0}}]"#
            ),
            "doseNumberPositiveInt: not a positive whole number",
        ),
        (
            format!(
                r#""status":"completed",{vaccine},"occurrenceDateTime":"2020","occurrenceString":"x""#
            ),
            "stands beside",
        ),
    ] {
        let problem = read(&rest).unwrap_err();
        assert!(problem.contains(place), "{problem} / {place}");
    }
}
