//! What the demo's members find: results, messages, the rest of the record.

use std::collections::BTreeSet;

use domain::fhir::FhirDateTime;
use domain::ids::MemberId;
use domain::immunizations::cvx::{Cvx, Vaccine};
use domain::messages::{Mailbox, Newest, ReplyClosed, ReplyState, reply_state};
use domain::results::ReportStatus;
use domain::services::ServiceStanding;
use serde_json::Value;
use service::Portal;
use store::immunizations::of_member;
use store::{Tx, messages, results};

use super::{filled, in_state, members, on_the_roll, with_relationship};

async fn reports_of(tx: &mut Tx, member: MemberId) -> Vec<results::Report> {
    results::reports(tx, member, None, 500).await.unwrap()
}

#[tokio::test]
async fn results_of_years_hold_everything_a_laboratory_may_say() {
    let (_folder, portal, listing) = filled().await;
    check_results(&portal, &listing).await;
}

/// Holds on whichever day the demo begins.
pub async fn check_results(portal: &Portal, listing: &Value) {
    let mut tx = portal.store().read().await.unwrap();
    let mut said = String::new();
    let mut statuses = BTreeSet::new();
    let mut corrected = 0;
    let active = in_state(listing, "active");
    let open = with_relationship(&active, "medical_office");
    for value in &open {
        let member = on_the_roll(&mut tx, value).await;
        let reports = reports_of(&mut tx, member.id).await;
        let unread = reports
            .iter()
            .filter(|report| report.read_at.is_none())
            .count();
        assert!(
            unread > 0 && unread < reports.len(),
            "{unread} of {}",
            reports.len()
        );
        let first = reports.last().unwrap().at;
        let years = portal.clock().now().since(first).as_secs() / (365 * 86_400);
        assert!(years >= 1, "{} began {years} years ago", member.given);
        for report in &reports {
            statuses.insert(report.status.code());
            assert!(report.laboratory.is_some() && report.visit.is_some());
            assert!(report.changed_at < portal.clock().now());
            let taken: FhirDateTime =
                serde_json::from_value(report.at_source.clone().unwrap().into()).unwrap();
            let issued: FhirDateTime =
                serde_json::from_value(report.issued_source.clone().unwrap().into()).unwrap();
            assert!(taken.instant() < issued.instant());
            let values = results::values_of(&mut tx, report.id).await.unwrap();
            assert!(!values.is_empty());
            said.extend(values.into_iter().map(|value| value.component + "\n"));
            if report.status == ReportStatus::Corrected {
                let before = results::report_before(&mut tx, report.id).await.unwrap();
                assert_eq!(before[0].status, ReportStatus::Final);
                let before = results::observations_before(&mut tx, report.id)
                    .await
                    .unwrap();
                assert!(
                    before
                        .iter()
                        .any(|value| value.component.contains("\"HH\""))
                );
                assert!(report.read_at.is_none(), "a correction is news");
                corrected += 1;
            }
        }
    }
    assert_eq!(corrected, 1);
    for status in ["final", "corrected", "cancelled", "preliminary"] {
        assert!(statuses.contains(status), "{status}");
    }
    for words in [
        "\"L\"",
        "\"H\"",
        "\"HH\"",
        "\"A\"",
        "\"comparator\":\"<\"",
        "\"comparator\":\">\"",
        "\"ratio\"",
        "\"coded\"",
        "\"text\":\"1:160\"",
        "\"absent\"",
        "\"ranges\":[]",
        "\"kind\":\"other\"",
        "\"value\":\"4.0\"",
    ] {
        assert!(said.contains(words), "no value has {words}");
    }
}

#[tokio::test]
async fn messages_of_years_show_every_way_a_conversation_can_stand() {
    let (_folder, portal, listing) = filled().await;
    check_messages(&portal, &listing).await;
}

/// Holds on whichever day the demo begins.
pub async fn check_messages(portal: &Portal, listing: &Value) {
    let now = portal.clock().now();
    let mut tx = portal.store().read().await.unwrap();
    let (mut no_reply, mut too_old, mut open) = (0, 0, 0);
    let (mut longest, mut spanish, mut desks) = (0, false, 0);
    let active = in_state(listing, "active");
    for value in with_relationship(&active, "medical_office") {
        let member = on_the_roll(&mut tx, value).await.id;
        let rows = messages::list(&mut tx, member, Mailbox::Inbox, None, 50)
            .await
            .unwrap();
        let unread = messages::unread(&mut tx, member).await.unwrap();
        assert!(unread >= 1, "nothing unread for {}", value["name"]);
        assert!(
            (unread as usize) < rows.len(),
            "everything unread for {}",
            value["name"]
        );
        for row in rows {
            let found = messages::find(&mut tx, member, row.id)
                .await
                .unwrap()
                .unwrap();
            desks += u32::from(found.desk.is_some());
            let Newest {
                sent_at,
                no_reply: covering,
            } = found.newest();
            assert!(sent_at < now);
            match reply_state(found.newest(), ServiceStanding::Open, now) {
                ReplyState::OpenUntil(_) => open += 1,
                ReplyState::Closed(ReplyClosed::NoReply) => {
                    assert!(covering);
                    no_reply += 1;
                }
                ReplyState::Closed(_) => too_old += 1,
            }
            for message in messages::messages(&mut tx, row.id, None, 50).await.unwrap() {
                longest = longest.max(message.body.chars().count());
                spanish |= message.body.contains('¿');
            }
        }
        let sent = messages::list(&mut tx, member, Mailbox::Sent, None, 50)
            .await
            .unwrap();
        // Whoever wrote was signed on then.
        let account = store::account::by_member(&mut tx, member).await.unwrap();
        let last_here = account.unwrap().last_sign_on_at.unwrap();
        assert!(
            sent.first().is_some_and(|row| row.at <= last_here),
            "{}",
            value["name"]
        );
    }
    assert!(no_reply >= 1 && too_old >= 5 && open >= 5 && desks >= 2);
    assert!(longest > 2_000 && spanish, "{longest}");
}

#[tokio::test]
async fn the_record_holds_more_than_results() {
    let (_folder, portal, listing) = filled().await;
    let mut tx = portal.store().read().await.unwrap();
    for kind in [
        "MedicationRequest",
        "AllergyIntolerance",
        "Condition",
        "Procedure",
    ] {
        let id = "1234567-k";
        let mut found = 0;
        for number in 0..40 {
            let id = format!("{id}{number}");
            let stored = store::record::find(&mut tx, "fhir", kind, &id)
                .await
                .unwrap();
            found += u32::from(stored.is_some());
        }
        assert!(found > 0, "{kind}");
    }
    let child = &members(&listing)[0]["children"][0];
    let child = on_the_roll(&mut tx, child).await;
    assert!(!reports_of(&mut tx, child.id).await.is_empty());
}

#[tokio::test]
async fn vaccinations_show_everything_that_can_become_of_a_dose() {
    let (_folder, portal, listing) = filled().await;
    let mut tx = portal.store().read().await.unwrap();
    let mut statuses = BTreeSet::new();
    let (mut reported, mut reactions, mut words, mut partial) = (0, 0, 0, 0);
    for value in in_state(&listing, "active") {
        let children = value["children"].as_array().cloned().unwrap_or_default();
        for person in children.iter().chain([value]) {
            let member = on_the_roll(&mut tx, person).await;
            let rows = of_member(&mut tx, member.id, 100).await.unwrap();
            // Who has not chosen a physician yet was given none here.
            let expected = value["relationship"] != "no_physician";
            assert_eq!(!rows.is_empty(), expected, "{}", member.given);
            for row in &rows {
                statuses.insert(row.status.code());
                let vaccine = row
                    .cvx
                    .as_deref()
                    .and_then(Cvx::parse)
                    .and_then(Vaccine::find);
                assert!(vaccine.is_some() && !row.name.is_empty(), "{:?}", row.cvx);
                assert!(row.at < portal.clock().now());
                let at = row.at_source.as_deref().map(FhirDateTime::parse);
                let born = member.birth_date;
                if let Some(day) = at.and_then(|at| at.unwrap().date()) {
                    assert!(day >= born, "{} before the birth", row.name);
                }
                reported += u32::from(row.reported);
                reactions += u32::from(row.reactions != "[]");
                words += u32::from(row.at_text.is_some());
                partial += u32::from(row.at_source.as_ref().is_some_and(|at| at.len() < 10));
            }
            if !children.is_empty() && member.birth_date.year() > 2000 {
                assert!(
                    rows.len() >= 25,
                    "a childhood has more doses than {}",
                    rows.len()
                );
            }
        }
    }
    assert_eq!(statuses.len(), 3);
    assert!(reported > 2 && reactions > 1 && words > 0 && partial > 2);
}
