//! Small bundles for the tests of the import and of results: a person, a visit, reports.

use domain::ids::{AccountId, MemberId};
use domain::time::Timestamp;
use server::commands::import_fhir::{FileLine, import_bytes};
use service::import::SOURCE;
use service::keys::token_hash;
use store::account::NewAccount;
use store::session::NewSession;
use testkit::{Browser, World};

/// A patient of Dr. Ruiz at Alder Medical Office.
pub const PATIENT: &str = r#"{"resourceType":"Patient","id":"ines","name":[{"use":"official",
    "family":"Ordóñez","given":["Inés"]}],"gender":"female","birthDate":"1984-03-09",
    "telecom":[{"system":"phone","value":"555-0147"}],
    "address":[{"line":["12 Alder Lane","Apt 3"],"city":"Larkhaven"}]}"#;
/// Her doctor.
pub const DOCTOR: &str = r#"{"resourceType":"Practitioner","id":"ruiz","identifier":[
    {"system":"http://hl7.org/fhir/sid/us-npi","value":"20"}],
    "name":[{"family":"Ruiz","given":["Tomás"],"prefix":["Dr."]}]}"#;
/// Where.
pub const OFFICE: &str =
    r#"{"resourceType":"Organization","id":"alder","name":"Alder Medical Office"}"#;

/// A visit on a day.
pub fn visit(id: &str, start: &str) -> String {
    format!(
        r#"{{"resourceType":"Encounter","id":"{id}","status":"finished","class":{{"code":"AMB"}},
        "type":[{{"text":"Check-up"}}],"subject":{{"reference":"Patient/ines"}},
        "participant":[{{"individual":{{"reference":"Practitioner/ruiz"}}}}],
        "period":{{"start":"{start}"}},"serviceProvider":{{"reference":"Organization/alder"}}}}"#
    )
}

/// A laboratory value; `rest` is its value, ranges and interpretation.
pub fn value(id: &str, loinc: &str, name: &str, at: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"Observation","id":"{id}","status":"final",
        "category":[{{"coding":[{{"code":"laboratory"}}]}}],
        "code":{{"coding":[{{"system":"http://loinc.org","code":"{loinc}"}}],"text":"{name}"}},
        "subject":{{"reference":"Patient/ines"}},"encounter":{{"reference":"Encounter/v1"}},
        "effectiveDateTime":"{at}","issued":"{at}",{rest}}}"#
    )
}

/// A laboratory report of some values.
pub fn panel(id: &str, name: &str, status: &str, at: &str, values: &[&str]) -> String {
    let results: Vec<String> = values
        .iter()
        .map(|id| format!(r#"{{"reference":"Observation/{id}"}}"#))
        .collect();
    format!(
        r#"{{"resourceType":"DiagnosticReport","id":"{id}","status":"{status}",
        "category":[{{"coding":[{{"code":"LAB"}}]}}],"code":{{"text":"{name}"}},
        "subject":{{"reference":"Patient/ines"}},"encounter":{{"reference":"Encounter/v1"}},
        "effectiveDateTime":"{at}","issued":"{at}",
        "performer":[{{"display":"Harbor Laboratory"}}],"result":[{}]}}"#,
        results.join(",")
    )
}

/// A collection bundle.
pub fn bundle(resources: &[&str]) -> String {
    let entries: Vec<String> = resources
        .iter()
        .map(|resource| format!(r#"{{"resource":{resource}}}"#))
        .collect();
    format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#,
        entries.join(",")
    )
}

/// The person, her doctor, the office, one visit, and more.
pub fn record(more: &[&str]) -> String {
    let visit = visit("v1", "2026-10-05T09:30:00-07:00");
    let mut resources = vec![PATIENT, DOCTOR, OFFICE, visit.as_str()];
    resources.extend(more);
    bundle(&resources)
}

/// Imports a bundle.
pub async fn import(world: &World, text: &str) -> FileLine {
    import_bytes(&world.portal, "test.json".into(), text.as_bytes())
        .await
        .unwrap()
}

/// Imports a bundle that must be taken without a remark.
pub async fn taken(world: &World, text: &str) -> FileLine {
    let line = import(world, text).await;
    assert_eq!(
        (line.status, line.problems.len()),
        ("imported", 0),
        "{:?}",
        line.problems
    );
    line
}

/// The member that the import made of a patient.
pub async fn member(world: &World, fhir_id: &'static str) -> store::roll::Member {
    world
        .request()
        .read(move |cx| {
            Box::pin(async move {
                Ok(store::roll::member_by_source(&mut cx.tx, SOURCE, fhir_id).await?)
            })
        })
        .await
        .unwrap()
        .unwrap()
}

/// Changes what the roll says of a member.
pub async fn amend(world: &World, id: MemberId, change: fn(&mut store::roll::Member)) {
    let request = world.request();
    let work = request.write(move |cx| {
        Box::pin(async move {
            let mut member = store::roll::member(&mut cx.tx, id).await?.unwrap();
            change(&mut member);
            Ok(store::roll::update_member(&mut cx.tx, &member).await?)
        })
    });
    work.await.unwrap();
}

/// A browser that the member of a patient has signed on with, for the first time.
pub async fn signed_on(world: &World, fhir_id: &'static str) -> (MemberId, Browser) {
    let member = member(world, fhir_id).await.id;
    world
        .request()
        .write(move |cx| {
            Box::pin(async move {
                let (now, bytes) = cx.id_seed()?;
                let account = NewAccount {
                    id: AccountId::new(now, bytes),
                    member,
                    user_id: fhir_id.into(),
                    user_id_key: fhir_id.into(),
                    email: None,
                    email_confirmed_at: None,
                    password_hash: "never asked for".into(),
                    created_at: now,
                };
                assert!(store::account::insert(&mut cx.tx, &account).await?);
                Ok(())
            })
        })
        .await
        .unwrap();
    (member, signed_on_again(world, member, None).await)
}

/// A browser that a member with an account has signed on with now; before that they did at
/// `previous`.
pub async fn signed_on_again(
    world: &World,
    member: MemberId,
    previous: Option<Timestamp>,
) -> Browser {
    let token = format!("token-of-{member}-{}", world.clock.now().as_micros());
    let hash = token_hash(&token);
    world
        .request()
        .write(move |cx| {
            let hash = hash.clone();
            Box::pin(async move {
                let account = store::account::by_member(&mut cx.tx, member).await?;
                let session = NewSession {
                    token_hash: hash,
                    account: account.expect("an account").id,
                    created_at: cx.now,
                    previous_sign_on_at: previous,
                    device: "test".into(),
                    network: "127.0.0.1".into(),
                    terms_due: false,
                };
                Ok(store::session::insert(&mut cx.tx, &session).await?)
            })
        })
        .await
        .unwrap();
    let mut browser = world.visitor();
    browser
        .cookies
        .insert(server::cookies::SESSION.into(), token);
    browser
}
