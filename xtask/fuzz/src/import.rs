//! Reads whatever libFuzzer thinks up as a bundle, and does with what was read what the import and
//! the pages do with it. Nothing may panic, overflow, hang or take more memory than it is given.
#![no_main]

use domain::fhir::{
    Bundle, Entry, Immunization, Observation, Resource, Version, read_bundle, withdrawn,
};
use domain::immunizations::Named;
use domain::immunizations::cvx::Cvx;
use domain::locale::Locale;
use domain::results::{Component, Shown, Taken, bar, change, flag, meaning};
use domain::time::LocalTime;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match read_bundle(bytes) {
        Ok(bundle) => import(&bundle),
        Err(problems) => {
            assert!((1..=20).contains(&problems.len()), "{problems:?}");
            assert!(problems.iter().all(|problem| !problem.reason.is_empty()));
        }
    }
});

fn import(bundle: &Bundle) {
    let counted: u64 = bundle.counts().values().sum();
    assert_eq!(
        counted,
        (bundle.entries.len() + bundle.deletions.len()) as u64
    );
    assert_eq!(
        bundle.withdrawn().values().sum::<u64>(),
        bundle.deletions.len() as u64
    );
    for entry in &bundle.entries {
        stored(entry);
        match &entry.resource {
            Resource::Observation(observation) => shown(observation),
            Resource::Immunization(dose) => given(dose),
            _ => {}
        }
    }
}

/// What is stored can be withdrawn, and is so once: withdrawn again it is the same.
fn stored(entry: &Entry) {
    let version = Version {
        id: Some("7".to_owned()),
        updated: Some(domain::time::Timestamp::from_micros(1_790_000_000_000_000)),
    };
    let kind = &entry.resource_type;
    let once = withdrawn(kind, &entry.source, &version).expect("a stored resource");
    assert_eq!(Version::of(&once), version);
    let _ = entry.version.against(&version);
    assert_eq!(
        withdrawn(kind, &once, &version).expect("a withdrawn resource"),
        once
    );
}

fn shown(observation: &Observation) {
    let own = std::iter::once(&observation.component);
    let parts: Vec<&Component> = own
        .chain(observation.components.iter().map(|(_, part)| part))
        .collect();
    for part in &parts {
        let _ = (Shown::of(part), flag(part), bar(part), part.shown_ranges());
        if let Some(value) = &part.value {
            let _ = (value.shown(), value.more_digits());
            if let Some((number, ..)) = value.number() {
                let _ = (number.shown(), number.to_f64());
            }
            for other in &parts {
                let _ = other.value.as_ref().and_then(|then| change(value, then));
            }
        }
    }
    let _ = (meaning(parts), observation.line());
    let _ = Taken::of(observation.effective.as_ref(), |at| LocalTime {
        at,
        civil: domain::time::DateTime::constant(2026, 1, 1, 0, 0, 0, 0),
        zone: "UTC".to_owned(),
    });
}

fn given(dose: &Immunization) {
    let named = Named {
        cvx: Cvx::of(&dose.vaccine),
        words: dose.vaccine.words().unwrap_or_default().to_owned(),
    };
    let _ = (named.name(Locale::Es), named.headings());
}
