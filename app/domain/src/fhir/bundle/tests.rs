use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::*;

const PATIENT: &str = r#"{"resource":{"resourceType":"Patient","id":"p",
    "name":[{"family":"Ruiz","given":["Ana"]}],"birthDate":"1984-03-09"}}"#;

fn bundle(kind: &str, entries: &[String]) -> String {
    format!(
        r#"{{"resourceType":"Bundle","type":"{kind}","entry":[{}]}}"#,
        entries.join(",")
    )
}

fn request(method: &str, url: &str, rest: &str) -> String {
    format!(r#"{{"request":{{"method":"{method}","url":"{url}"}}{rest}}}"#)
}

/// A condition at a version.
fn condition(id: &str, version: &str) -> String {
    request(
        "PUT",
        &format!("Condition/{id}"),
        &format!(
            r#","resource":{{"resourceType":"Condition","id":"{id}","meta":{{{version}}},
            "subject":{{"reference":"Patient/p"}}}}"#
        ),
    )
}

fn read(text: &str) -> Bundle {
    read_bundle(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn refused(text: &str) -> String {
    let problems = read_bundle(text.as_bytes()).expect_err("should be refused");
    problems[0].to_string()
}

#[test]
fn what_the_source_deleted_is_read_with_its_version() {
    let stamp = r#","response":{"etag":"W/\"3\"","lastModified":"2026-03-16T08:00:00Z"}"#;
    let entries = [
        request("DELETE", "Observation/o1", stamp),
        request("DELETE", "https://x.example/fhir/Immunization/i.1", ""),
        request("DELETE", "Goal/g", ""),
    ];
    for kind in ["transaction", "batch", "history"] {
        let found = read(&bundle(kind, &entries));
        let [value, dose] = found.deletions.as_slice() else {
            panic!("{:?}", found.deletions)
        };
        assert_eq!(
            (value.path.as_str(), value.key.as_str()),
            ("entry[0]", "o1")
        );
        assert_eq!(value.version.id.as_deref(), Some("3"));
        assert!(value.version.updated.is_some());
        assert_eq!(
            (dose.resource_type.as_str(), dose.key.as_str()),
            ("Immunization", "i.1")
        );
        assert_eq!(dose.version, Version::default());
        assert_eq!(found.counts(), found.withdrawn());
        assert_eq!(
            (found.counts()["Observation"], found.skipped["Goal"]),
            (1, 1)
        );
    }
}

#[test]
fn what_cannot_be_deleted_is_refused() {
    for (url, told) in [
        ("Patient/p", "a file takes nobody off the roll"),
        (
            "Observation",
            "not a type and an id to delete: 'Observation'",
        ),
        (
            "Observation?identifier=a|b",
            "not a type and an id to delete: 'Observation?identifier=a|b'",
        ),
        ("../../1", "not a type and an id to delete: '../../1'"),
    ] {
        let text = bundle("transaction", &[request("DELETE", url, "")]);
        assert_eq!(refused(&text), format!("entry[0].request.url: {told}"));
    }
    let patch = bundle("batch", &[request("PATCH", "Observation/o", "")]);
    assert_eq!(
        refused(&patch),
        "entry[0].request.method: only POST, PUT and DELETE are taken, not 'PATCH'"
    );
    let both = [request("DELETE", "Condition/c", ""), condition("c", "")];
    assert_eq!(
        refused(&bundle("transaction", &both)),
        "entry[1].resource: a second Condition/c in one bundle"
    );
}

#[test]
fn of_a_history_the_newest_version_is_taken_wherever_it_stands() {
    let [one, two, three] = [1, 2, 3].map(|n| condition("c", &format!(r#""versionId":"{n}""#)));
    let patient = format!(
        r#"{{"request":{{"method":"PUT","url":"Patient/p"}},{}"#,
        &PATIENT[1..]
    );
    for entries in [
        [&patient, &three, &two, &one],
        [&patient, &one, &two, &three],
        [&one, &three, &patient, &two],
    ] {
        let found = read(&bundle("history", &entries.map(Clone::clone)));
        let newest = found.entries.iter().find(|entry| entry.key == "c").unwrap();
        assert_eq!(newest.version.id.as_deref(), Some("3"));
        assert_eq!(
            (found.counts()["Condition"], found.skipped["Condition"]),
            (1, 2)
        );
    }
    // Without versions the first is the newest: so FHIR sorts a history.
    let gone = request("DELETE", "Condition/c", "");
    let before = condition("c", "");
    let found = read(&bundle(
        "history",
        &[patient.clone(), gone.clone(), before.clone()],
    ));
    assert_eq!((found.deletions.len(), found.skipped["Condition"]), (1, 1));
    let found = read(&bundle("history", &[patient, before, gone]));
    assert_eq!((found.deletions.len(), found.skipped["Condition"]), (0, 1));
}

#[test]
fn a_full_url_stands_once() {
    let twice = |kind: &str| {
        let entry = |id: &str| {
            format!(
                r#"{{"fullUrl":"urn:uuid:1","request":{{"method":"PUT","url":"x"}},"resource":
                {{"resourceType":"Organization","id":"{id}","name":"Alder"}}}}"#
            )
        };
        bundle(kind, &[entry("a"), entry("b")])
    };
    for kind in ["transaction", "batch", "collection"] {
        assert_eq!(
            refused(&twice(kind)),
            "entry[1].fullUrl: the full URL of an earlier Organization again: 'urn:uuid:1'"
        );
    }
    assert_eq!(read(&twice("history")).entries.len(), 2);
}

#[test]
fn what_is_too_large_is_refused_before_it_is_taken_apart() {
    let start = Instant::now();
    let long = " ".repeat(MAX_BYTES + 1);
    assert_eq!(refused(&long), "larger than 32 MB");
    let many = format!("[{}0]", "0,".repeat(MAX_VALUES));
    assert_eq!(refused(&many), "500002 values, more than 500000");
    let deep = format!("{}{}", "[".repeat(MAX_DEPTH + 1), "]".repeat(MAX_DEPTH + 1));
    assert_eq!(refused(&deep), "nested 65 levels deep, more than 64");
    let name = PATIENT.replace("Ruiz", &"R".repeat(401));
    assert_eq!(
        refused(&bundle("collection", &[name])),
        "entry[0].resource.name[0].family: longer than 400 bytes"
    );
    let id = PATIENT.replace(r#""id":"p","#, "").replace(
        "{\"resource\"",
        &format!(
            "{{\"fullUrl\":\"https://x.example/{}\",\"resource\"",
            "a".repeat(1_000)
        ),
    );
    assert_eq!(
        refused(&bundle("collection", &[id])),
        "entry[0].resource: known by more than 1000 bytes"
    );
    assert!(start.elapsed() < Duration::from_secs(20));
}

/// Each of these took minutes where what is read grows with the square of the file.
#[test]
fn hostile_lists_are_read_in_time_that_grows_with_the_file() {
    let start = Instant::now();
    let mut fields = String::new();
    for n in 0..150_000 {
        let _ = write!(fields, "\"f{n}\":0,");
    }
    let wide = PATIENT.replace("\"id\"", &format!("{fields}\"id\""));
    assert_eq!(read(&bundle("collection", &[wide])).entries.len(), 1);

    let performers = r##"{"actor":{"reference":"#a29999"}},"##.repeat(30_000);
    let mut contained = String::new();
    for n in 0..30_000 {
        let _ = write!(contained, r#"{{"id":"a{n}","name":"A"}},"#);
    }
    let dose = format!(
        r#"{{"resource":{{"resourceType":"Immunization","id":"i","status":"completed",
        "vaccineCode":{{"text":"Flu"}},"patient":{{"reference":"Patient/p"}},
        "performer":[{}],"contained":[{}]}}}}"#,
        performers.trim_end_matches(','),
        contained.trim_end_matches(',')
    );
    let found = read(&bundle("collection", &[PATIENT.to_owned(), dose]));
    let Resource::Immunization(dose) = &found.entries[1].resource else {
        panic!()
    };
    assert_eq!(dose.performers.len(), 30_000);
    assert_eq!(dose.performers[0].words.as_deref(), Some("A"));
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn references_that_lead_in_a_circle_are_followed_one_step() {
    let visit = |id: &str, of: &str| {
        format!(
            r#"{{"resource":{{"resourceType":"Encounter","id":"{id}","status":"finished",
            "subject":{{"reference":"Patient/p"}},"partOf":{{"reference":"Encounter/{of}"}}}}}}"#
        )
    };
    let report = r#"{"resource":{"resourceType":"DiagnosticReport","id":"r","status":"final",
        "code":{"text":"A"},"subject":{"reference":"Patient/p"},
        "result":[{"reference":"DiagnosticReport/r"}]}}"#;
    let entries = [
        PATIENT.to_owned(),
        visit("a", "b"),
        visit("b", "a"),
        report.to_owned(),
    ];
    assert_eq!(read(&bundle("collection", &entries)).entries.len(), 4);
}

#[test]
fn wrong_types_are_told_wherever_they_stand() {
    for (from, to, told) in [
        ("\"1984-03-09\"", "[]", "birthDate: not a string: []"),
        ("[{\"family\"", "{\"a\":[{\"family\"", "line "),
        ("\"Ruiz\"", "null", "name[0].family: missing"),
        ("[\"Ana\"]", "\"Ana\"", "name[0].given: not a list: \"Ana\""),
        (
            "\"id\":\"p\"",
            "\"id\":\"p\",\"meta\":7",
            "meta: not an object: 7",
        ),
        (
            "\"id\":\"p\"",
            "\"id\":\"p\",\"meta\":{\"versionId\":1}",
            "meta.versionId: not a string: 1",
        ),
        (
            "\"id\":\"p\"",
            "\"id\":\"p\",\"meta\":{\"lastUpdated\":\"soon\"}",
            "meta.lastUpdated: not a date or time: 'soon'",
        ),
        (
            "\"Ana\"",
            "\"\\ud800\"",
            "name[0].given[0]: not a string: \"\\ud800\"",
        ),
        (
            "\"Ana\"",
            "\"A\\u0000\"",
            "name[0].given[0]: a string with a NUL character in it",
        ),
    ] {
        let text = bundle("collection", &[PATIENT.replace(from, to)]);
        let said = refused(&text);
        let at = said.strip_prefix("entry[0].resource.").unwrap_or(&said);
        assert!(at.starts_with(told), "{said} / {told}");
    }
}
