//! A message that asks about a result: the form, the draft, the conversation, the desk.

use std::slice;

use domain::ids::{MemberId, ObservationId, ReportId};
use domain::results::ReportStatus;
use domain::staff::Role;
use domain::time::minutes;
use store::results::{self as rows, Observation, Report};
use testkit::{Browser, Page, Person, World};

use super::audit;
use crate::paper;

/// A panel with one value above its range, of which no mail may tell.
pub const PANEL: &str = "Lipid panel";
const VALUE: &str = "5.600 mmol/L";
const SUBJECT: &str = "A question about a lab result";

/// Puts a result into a member's record that the second of the test's clinicians has read.
pub async fn result_of(world: &World, member: MemberId, fhir_id: &'static str) -> ReportId {
    let reader = world.clinicians().await[1];
    let value = r#"{"value":{"quantity":{"value":"5.6001","unit":"mmol/L"}},
        "ranges":[{"low":{"value":"3.50","unit":"mmol/L"},
            "high":{"value":"5.10","unit":"mmol/L"},"kind":"normal"}],"interpretations":[]}"#;
    let request = world.request();
    let written = request.write(move |cx| {
        Box::pin(async move {
            let (now, bytes) = cx.id_seed()?;
            let report = Report {
                id: ReportId::new(now, bytes),
                source: "test".into(),
                resource_type: "DiagnosticReport".into(),
                fhir_id: fhir_id.into(),
                member,
                name: PANEL.into(),
                status: ReportStatus::Final,
                at: now,
                at_source: Some("2026-10-05T09:50:00-07:00".into()),
                issued_source: None,
                visit: None,
                laboratory: None,
                conclusion: None,
                version: 1,
                changed_at: now,
                read_at: Some(now),
            };
            rows::insert_report(&mut cx.tx, &report).await?;
            let (now, bytes) = cx.id_seed()?;
            let observation = Observation {
                id: ObservationId::new(now, bytes),
                source: "test".into(),
                fhir_id: fhir_id.into(),
                part: 0,
                member,
                name: "Cholesterol".into(),
                loinc: Some("2093-3".into()),
                unit: "mmol/L".into(),
                status: ReportStatus::Final,
                at: now,
                at_source: None,
                issued_source: None,
                component: value.into(),
                note: None,
                version: 1,
            };
            rows::insert_observations(&mut cx.tx, slice::from_ref(&observation)).await?;
            rows::put_values(&mut cx.tx, report.id, &[observation.id]).await?;
            rows::put_reviewers(&mut cx.tx, report.id, &[reader]).await?;
            Ok(report.id)
        })
    });
    written.await.unwrap()
}

/// The laboratory takes a result back.
async fn withdraw(world: &World, member: MemberId, id: ReportId) {
    let request = world.request();
    let done = request.write(move |cx| {
        Box::pin(async move {
            let found = rows::report(&mut cx.tx, id, member).await?;
            let mut report = found.unwrap();
            report.status = ReportStatus::EnteredInError;
            report.version += 1;
            report.changed_at = cx.now;
            rows::replace_report(&mut cx.tx, &report, cx.now).await?;
            Ok(())
        })
    });
    done.await.unwrap();
}

/// Whether the box of the result is there, and ticked.
fn is_attached(page: &Page, id: ReportId) -> bool {
    page.text.split('<').any(|tag| {
        tag.starts_with("input")
            && tag.contains("name=\"report\"")
            && tag.contains(&format!("value=\"{id}\""))
            && tag.contains("checked")
    })
}

/// The fields of a message about a result, as its page brings them.
fn fields(page: &Page, to: &str, id: ReportId, message: &str) -> Vec<(&'static str, String)> {
    let held = |name: &str| page.value_of(name).unwrap_or_default();
    vec![
        ("to", to.to_owned()),
        ("topic", "test".to_owned()),
        ("subject", held("subject")),
        ("message", message.to_owned()),
        ("report", id.to_string()),
        ("send_key", held("send_key")),
        ("draft", held("draft")),
        ("revision", held("revision")),
        ("page", held("page")),
    ]
}

fn borrowed<'f>(fields: &'f [(&'static str, String)]) -> Vec<(&'f str, &'f str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// Asks the personal physician about a result; answers the address of the conversation.
pub async fn ask_about(world: &World, browser: &mut Browser, id: ReportId) -> String {
    let to = world.clinicians().await[0].to_string();
    let page = browser.get(&format!("/messages/new?result={id}")).await;
    let fields = fields(&page, &to, id, "Should I be worried?");
    let answer = browser.post("messages/send", &borrowed(&fields)).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let path = answer.location().unwrap().to_owned();
    assert!(path.starts_with("/messages/0"), "{path}");
    path
}

#[tokio::test]
async fn a_result_leads_to_a_message_that_carries_it() {
    let (world, member, mut maria) = World::with_member().await;
    let id = result_of(&world, member, "r1").await;
    let page = maria
        .get(&format!("/medical-record/lab-results/{id}"))
        .await;
    let link = format!("/messages/new?result={id}");
    assert!(page.has(&format!("href=\"{link}\"")), "{}", page.words());
    assert!(
        page.words()
            .contains("Ask your care team about this result")
    );
    let page = maria.get(&link).await;
    assert_eq!(page.status, 200);
    assert!(is_attached(&page, id));
    assert!(page.words().contains("About: Lipid panel, October 5, 2026"));
    // The subject tells nothing of it, and whoever read it is chosen.
    assert_eq!(page.value_of("subject").as_deref(), Some(SUBJECT));
    assert!(!page.has(VALUE) && !page.has("5.6001"));
    let reader = world.clinicians().await[1].to_string();
    let chosen = page.text.split("<option").any(|option| {
        let tag = &option[..option.find('>').unwrap_or(0)];
        tag.contains(&reader) && tag.contains("selected")
    });
    assert!(chosen, "{}", page.words());
    let path = ask_about(&world, &mut maria, id).await;
    let page = maria.get(&path).await;
    assert!(page.words().contains("About: Lipid panel, October 5, 2026"));
    assert!(page.has(&format!("href=\"/medical-record/lab-results/{id}\"")));
    // On paper its name and day, and nothing it says.
    let (status, _, pdf) = paper::bytes(&world, &maria, &format!("{path}/pdf")).await;
    assert_eq!(status, 200);
    let words = paper::words(&pdf);
    assert!(
        words.contains("About: Lipid panel, October 5, 2026"),
        "{words}"
    );
    assert!(!words.contains("5.6"), "{words}");
    // A result that is taken back later says so.
    world.clock.turn_to(world.clock.now() + minutes(5));
    withdraw(&world, member, id).await;
    let page = maria.get(&path).await;
    assert!(
        page.words().contains("took this result back"),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn acc_3_anothers_result_is_as_one_that_is_not_there() {
    let (world, member, mut maria) = World::with_member().await;
    let (other, _) = world.signed_on(&Person::another()).await;
    let theirs = result_of(&world, other, "r2").await;
    let nobodys: ReportId = "01900000-0000-7000-8000-000000000000".parse().unwrap();
    let to = world.clinicians().await[0].to_string();
    let mut answers = Vec::new();
    for id in [theirs, nobodys] {
        let page = maria.get(&format!("/messages/new?result={id}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.has(&id.to_string()) && !page.has(PANEL), "{id}");
        assert_eq!(page.value_of("subject").as_deref(), Some(""));
        let mut fields = fields(&page, &to, id, "Tell me.");
        fields[2].1 = "Theirs".into();
        let page = maria.submit("messages/send", &borrowed(&fields)).await;
        assert!(
            page.words().contains("is not there any more"),
            "{}",
            page.words()
        );
        // What was written is still there.
        assert!(page.has("Tell me.") && !is_attached(&page, id));
        // A draft keeps the text, and not the result.
        maria
            .post("messages/keep-message", &borrowed(&fields))
            .await;
        let drafts = maria.get("/messages/drafts").await;
        let at = drafts.text.find("/messages/new?draft=").unwrap();
        let link = drafts.text[at..].split('"').next().unwrap().to_owned();
        let draft = maria.get(&link).await;
        assert!(draft.has("Tell me.") && !draft.has(&id.to_string()));
        let draft = draft.value_of("draft").unwrap();
        maria
            .post("messages/delete-draft", &[("draft", &draft)])
            .await;
        answers.push(page.words().replace(&id.to_string(), ""));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(super::sent(&world, member).await.is_empty());
    let refused = format!("send_message {theirs} refused");
    assert!(audit(&world, member).await.contains(&refused));
    // What is no id at all is no result either, and nothing is sent without a word.
    let page = maria.get("/messages/new?result=lipids").await;
    let mut fields = fields(&page, &to, theirs, "Tell me.");
    (fields[2].1, fields[4].1) = ("Theirs".into(), "lipids".into());
    let page = maria.submit("messages/send", &borrowed(&fields)).await;
    assert!(
        page.words().contains("is not there any more"),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn acc_9_what_waits_cannot_be_asked_about_and_what_was_asked_about_stays_open() {
    let (world, member, mut maria) = World::with_member().await;
    let asked = result_of(&world, member, "r1").await;
    let waits = result_of(&world, member, "r2").await;
    let to = world.clinicians().await[0].to_string();
    let early = maria.get(&format!("/messages/new?result={waits}")).await;
    let early = fields(&early, &to, waits, "Tell me.");
    maria.post("messages/keep-message", &borrowed(&early)).await;
    let path = ask_about(&world, &mut maria, asked).await;
    let kinds = [
        "everyday",
        "genetic",
        "cancer",
        "infection",
        "pregnancy",
        "other",
    ];
    let choices = kinds.map(|kind| (kind, "comment-7"));
    maria.get("/medical-record/result-choices").await;
    maria.submit("results/choose", &choices).await;
    let page = maria.get(&path).await;
    assert!(
        page.words().contains("About: Lipid panel"),
        "{}",
        page.words()
    );
    let results = "/medical-record/lab-results";
    assert!(maria.get(&format!("{results}/{asked}")).await.has(VALUE));
    let cover = maria.get(&format!("{results}/{waits}")).await;
    assert!(!cover.has(PANEL) && !cover.has(&format!("result={waits}")));
    // Neither a link, nor a draft of before, nor a form of before carries it.
    let page = maria.get(&format!("/messages/new?result={waits}")).await;
    assert!(!page.has(PANEL) && !is_attached(&page, waits));
    let drafts = maria.get("/messages/drafts").await;
    let at = drafts.text.find("/messages/new?draft=").unwrap();
    let link = drafts.text[at..].split('"').next().unwrap().to_owned();
    let draft = maria.get(&link).await;
    assert!(draft.has("Tell me.") && !draft.has(PANEL));
    let page = maria.submit("messages/send", &borrowed(&early)).await;
    assert!(
        page.words().contains("is not there any more") && !page.has(PANEL),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn a_draft_keeps_the_result_and_gives_it_up_when_its_box_is_cleared() {
    let (world, member, mut maria) = World::with_member().await;
    let id = result_of(&world, member, "r1").await;
    let to = world.clinicians().await[0].to_string();
    let page = maria.get(&format!("/messages/new?result={id}")).await;
    let fields = fields(&page, &to, id, "Is it high?");
    let kept = maria
        .submit("messages/keep-message", &borrowed(&fields))
        .await;
    let at = kept.text.find("/messages/new?draft=").unwrap();
    let link = kept.text[at..].split('"').next().unwrap().to_owned();
    let page = maria.get(&link).await;
    assert!(is_attached(&page, id) && page.has("Is it high?"));
    // A living page saves the same fields.
    let (draft, revision) = (
        page.value_of("draft").unwrap(),
        page.value_of("revision").unwrap(),
    );
    let mut without = fields.clone();
    without.retain(|(name, _)| *name != "report");
    for (name, value) in [("draft", &draft), ("revision", &revision)] {
        without.retain(|(one, _)| *one != name);
        without.push((name, value.clone()));
    }
    let held = page.value_of("page").unwrap();
    without.retain(|(one, _)| *one != "page");
    without.push(("page", held));
    without.push(("step", "1".into()));
    let mut living = maria.clone();
    living.scripts = true;
    let saved = living
        .post("messages/save-draft", &borrowed(&without))
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text);
    let page = maria.get(&link).await;
    assert!(page.has("Is it high?") && !page.has("name=\"report\""));
    // Sent without it, it is an ordinary message.
    let answer = maria.submit("messages/send", &borrowed(&without)).await;
    assert!(answer.words().contains("Is it high?") && !answer.words().contains(PANEL));
}

#[tokio::test]
async fn msg_8_twice_from_one_form_is_one_and_two_results_are_two() {
    let (world, member, mut maria) = World::with_member().await;
    let to = world.clinicians().await[0].to_string();
    let mut paths = Vec::new();
    for name in ["r1", "r2"] {
        let id = result_of(&world, member, name).await;
        let page = maria.get(&format!("/messages/new?result={id}")).await;
        let fields = fields(&page, &to, id, "Is this all right?");
        for _ in 0..2 {
            let answer = maria.post("messages/send", &borrowed(&fields)).await;
            paths.push(answer.location().unwrap().to_owned());
        }
    }
    // The same words about another result are another question.
    assert!(paths[0] == paths[1] && paths[2] == paths[3] && paths[0] != paths[2]);
    assert_eq!(super::sent(&world, member).await.len(), 2);
}

#[tokio::test]
async fn the_desk_sees_what_the_result_says_and_a_clerk_that_there_is_one() {
    let (world, member, mut maria) = World::with_member().await;
    let id = result_of(&world, member, "r1").await;
    let clinicians = world.clinicians().await;
    let mut nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(clinicians[3]))
        .await;
    let path = ask_about(&world, &mut maria, id).await;
    let page = nurse.browser.get(&format!("/staff{path}")).await;
    for told in [
        PANEL,
        "October 5, 2026",
        "Cholesterol",
        VALUE,
        "High",
        "3.50 – 5.10 mmol/L",
    ] {
        assert!(page.words().contains(told), "{told}: {}", page.words());
    }
    assert!(!page.words().contains("changed this result"));
    // The look is in the history of the member's record.
    let looks = audit(&world, member).await;
    assert!(
        looks.contains(&format!("view_result {id} done")),
        "{looks:?}"
    );
    // Another office asks for a reason first, and tells nothing.
    let mut elsewhere = world
        .worker("nurse.elsewhere", Role::Nurse, Some(clinicians[1]))
        .await;
    let page = elsewhere.browser.get(&format!("/staff{path}")).await;
    assert!(!page.has(PANEL) && !page.has("Cholesterol"));
    // To member services: that there is one, and no word of it.
    let page = maria.get(&format!("/messages/new?result={id}")).await;
    let fields = fields(&page, "member_services", id, "Who can explain it?");
    let answer = maria.post("messages/send", &borrowed(&fields)).await;
    let path = answer.location().unwrap().to_owned();
    let mut clerk = world.worker("rosa.clerk", Role::MemberServices, None).await;
    let page = clerk.browser.get(&format!("/staff{path}")).await;
    assert!(
        page.words().contains("The member asks about a lab result"),
        "{}",
        page.words()
    );
    for told in [PANEL, "Cholesterol", VALUE, &id.to_string()] {
        assert!(!page.has(told), "{told}");
    }
    // It was changed meanwhile: said at the desk too.
    world.clock.turn_to(world.clock.now() + minutes(5));
    withdraw(&world, member, id).await;
    let path = ask_about(&world, &mut maria, id).await;
    let page = nurse.browser.get(&format!("/staff{path}")).await;
    assert!(
        page.words().contains("took this result back"),
        "{}",
        page.words()
    );
    assert!(!page.words().contains("High"));
}
