//! What clinicians say about results, and what members ask about them.

use domain::ids::{CommentId, DraftId, PractitionerId, ReportId};
use domain::messages::{Correspondent, DraftText, SendKey, Topic, Writer};
use domain::staff::Role;
use domain::time::minutes;
use store::drafts::{self, NewDraft};
use store::messages::{Author, about};
use store::results::comments::{self, NewComment};
use store::results::{self, Report, listed};
use store::{StoreError, Tx};

use super::{reader, report};
use crate::messages::cast::{Cast, add, cast, open};
use crate::staff;
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: a_comment_is_kept_once_and_makes_its_result_news,
        a_message_says_which_result_it_asks_about_as_it_stood,
        what_refers_to_a_stand_in_goes_to_the_report_that_holds_its_value,
        a_draft_keeps_the_result_that_it_asks_about;
}

async fn say(
    tx: &mut Tx,
    (id, nurse): (u8, PractitionerId),
    report: ReportId,
    body: &str,
) -> Result<bool, StoreError> {
    let author = staff::add(tx, &format!("nurse.{id}"), Role::Nurse, Some(nurse)).await;
    let key = SendKey::new([id; 16]);
    let new = NewComment {
        id: key.as_str().parse::<CommentId>().unwrap(),
        report,
        author,
        body: body.into(),
        written_at: NOW + minutes(u64::from(id)),
    };
    let added = comments::add(tx, &new).await?;
    // The same once more.
    assert!(!comments::add(tx, &new).await?);
    Ok(added)
}

async fn a_comment_is_kept_once_and_makes_its_result_news(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let member = cast.member;
    let panel = report(member, "r1", NOW);
    results::insert_report(&mut tx, &panel).await.unwrap();
    results::mark_read(&mut tx, panel.id, member, NOW)
        .await
        .unwrap();
    assert_eq!(results::unread(&mut tx, member).await.unwrap(), 0);
    let commented = listed::commented(&mut tx, &[panel.id]).await.unwrap();
    assert!(commented.is_empty());
    for (nurse, body) in [
        ((2, cast.physician), "Later"),
        ((1, cast.colleague), "First"),
    ] {
        assert!(say(&mut tx, nurse, panel.id, body).await.unwrap());
    }
    let commented = listed::commented(&mut tx, &[panel.id]).await.unwrap();
    assert!(commented.contains(&panel.id));
    let found = comments::of_report(&mut tx, panel.id).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|one| (&*one.name, one.role, &*one.body))
        .collect();
    assert_eq!(
        told,
        [
            ("Name of nurse.1", Role::Nurse, "First"),
            ("Name of nurse.2", Role::Nurse, "Later")
        ]
    );
    assert!(
        comments::find(&mut tx, found[0].id)
            .await
            .unwrap()
            .is_some()
    );
    // Unread again, and the laboratory has changed nothing.
    let now = results::report(&mut tx, panel.id, member)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((now.read_at, now.changed_at, now.version), (None, NOW, 1));
}

async fn a_message_says_which_result_it_asks_about_as_it_stood(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let mut panel = report(cast.member, "r1", NOW);
    results::insert_report(&mut tx, &panel).await.unwrap();
    let with = Correspondent::Practitioner(cast.physician);
    let conversation = open(&mut tx, cast.member, with, "A question").await;
    let message = add(&mut tx, conversation, cast.member, Author::Member, NOW).await;
    about::ask(&mut tx, message, panel.id).await.unwrap();
    panel.version = 2;
    panel.changed_at = NOW + minutes(5);
    results::replace_report(&mut tx, &panel, NOW).await.unwrap();
    let found = about::of_conversation(&mut tx, conversation).await.unwrap();
    assert_eq!(found.len(), 1);
    let row = &found[0];
    assert_eq!(
        (row.message, row.report, row.version),
        (message, panel.id, 1)
    );
    assert!(row.changed_at > row.sent_at && row.name == "Lipid Panel");
    // What was sent is told apart by it.
    let lately = store::messages::written_since(&mut tx, cast.member, NOW)
        .await
        .unwrap();
    assert_eq!(lately[0].report, Some(panel.id));
    // Whoever read it knows it.
    assert!(about::known_to(&mut tx, panel.id).await.unwrap().is_empty());
    let reader = reader(&mut tx).await;
    results::put_reviewers(&mut tx, panel.id, &[reader])
        .await
        .unwrap();
    assert_eq!(about::known_to(&mut tx, panel.id).await.unwrap(), [reader]);
}

async fn what_refers_to_a_stand_in_goes_to_the_report_that_holds_its_value(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let alone = Report {
        resource_type: "Observation".into(),
        ..report(cast.member, "o1", NOW)
    };
    let panel = Report {
        version: 3,
        ..report(cast.member, "r1", NOW)
    };
    for row in [&alone, &panel] {
        results::insert_report(&mut tx, row).await.unwrap();
    }
    assert!(
        say(&mut tx, (1, cast.physician), alone.id, "A little high")
            .await
            .unwrap()
    );
    let with = Correspondent::Practitioner(cast.physician);
    let conversation = open(&mut tx, cast.member, with, "A question").await;
    let message = add(&mut tx, conversation, cast.member, Author::Member, NOW).await;
    about::ask(&mut tx, message, alone.id).await.unwrap();
    let draft = keep(&mut tx, &cast, alone.id).await;
    results::forget_report(&mut tx, alone.id, panel.id)
        .await
        .unwrap();
    let said = comments::of_report(&mut tx, panel.id).await.unwrap();
    assert!(said.len() == 1 && said[0].body == "A little high");
    let asked = about::of_conversation(&mut tx, conversation).await.unwrap();
    assert_eq!((asked[0].report, asked[0].version), (panel.id, 3));
    let kept = drafts::find(&mut tx, cast.member, draft).await.unwrap();
    assert_eq!(kept.unwrap().report, Some(panel.id));
}

async fn a_draft_keeps_the_result_that_it_asks_about(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let panel = report(cast.member, "r1", NOW);
    results::insert_report(&mut tx, &panel).await.unwrap();
    let id = keep(&mut tx, &cast, panel.id).await;
    let row = drafts::find(&mut tx, cast.member, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.text().report, Some(panel.id));
    // A copy of what was there keeps it, and the text in its place may do without.
    let without = DraftText {
        report: None,
        ..row.text()
    };
    let page = Writer {
        page: SendKey::new([7; 16]),
        step: 1,
        knows: 1,
    };
    drafts::replace(&mut tx, cast.member, id, &page, &without, NOW)
        .await
        .unwrap();
    let other = DraftId::new(NOW, bytes());
    let key = SendKey::new([8; 16]);
    drafts::copy(&mut tx, cast.member, &row, other, &key)
        .await
        .unwrap();
    let kept = |row: Option<drafts::DraftRow>| row.unwrap().report;
    assert_eq!(
        kept(drafts::find(&mut tx, cast.member, id).await.unwrap()),
        None
    );
    let copied = drafts::find(&mut tx, cast.member, other).await.unwrap();
    assert_eq!(kept(copied), Some(panel.id));
}

/// A draft of a message about a result.
async fn keep(tx: &mut Tx, cast: &Cast, report: ReportId) -> DraftId {
    let id = DraftId::new(NOW, bytes());
    let new = NewDraft {
        id,
        member: cast.member,
        send_key: &SendKey::new([5; 16]),
        writer: &Writer {
            page: SendKey::new([6; 16]),
            step: 1,
            knows: 0,
        },
        text: &DraftText {
            conversation: None,
            to: Some(Correspondent::Practitioner(cast.physician)),
            topic: Topic::Test,
            subject: "A question".into(),
            message: "Is it high?".into(),
            report: Some(report),
        },
    };
    assert!(drafts::add(tx, &new, NOW).await.unwrap());
    id
}
