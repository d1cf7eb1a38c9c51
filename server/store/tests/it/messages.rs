//! Conversations and their messages.

pub mod bulk;
pub mod cast;
pub mod mailboxes;

use domain::ids::{MemberId, PractitionerId, VisitId};
use domain::messages::{Correspondent, Cursor, Desk, Mailbox, SendKey, Topic};
use domain::time::{days, minutes};
use sqlx::{AssertSqlSafe, Connection};
use store::messages::{self, Author, Tie};
use store::roll::{self, Visit};
use store::{Engine, Store, all_statements};

use cast::{add, cast, conversation, message, open, subjects};

use crate::world::{Db, NOW, bytes, write};

crate::cases! {
    BOTH: a_conversation_comes_back_as_it_was_written, lists_sort_by_what_they_are_about,
        msg_8_a_form_sends_once_however_often_it_arrives, pages_lose_and_repeat_nothing,
        only_received_messages_are_unread_and_marks_stay, a_mark_up_to_a_message_leaves_later_ones,
        acc_3_nobody_finds_or_marks_what_is_not_theirs, history_may_be_added_in_any_order,
        everyone_who_could_be_written_to_is_found_with_why, texts_come_back_byte_for_byte,
        what_was_written_lately_is_found;
    SQLITE: l9_what_a_page_asks_of_messages_is_in_an_index;
}

/// Nothing but the index is read: a member's messages stand all over the table. An index that
/// only tells which rows have a clinician would read everybody's.
async fn l9_what_a_page_asks_of_messages_is_in_an_index(db: Db) {
    let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
    for (name, alias, index, times) in [
        ("PEOPLE", "w", "INDEX message_people (member=?", 2),
        ("UNREAD", "message", "COVERING INDEX message_unread (", 1),
        ("INBOX", "m", "COVERING INDEX message_unread (", 2),
        ("INBOX", "a", "INDEX attachment_member (member=?", 1),
    ] {
        let statement = all_statements()
            .find(|one| one.name() == format!("store::messages::{name}"))
            .unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {}", statement.text(Engine::Sqlite));
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(AssertSqlSafe(explain))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let search = format!("SEARCH {alias} USING ");
        let reads: Vec<&str> = plan
            .iter()
            .filter_map(|(.., step)| step.strip_prefix(&search))
            .collect();
        assert_eq!(reads.len(), times, "{name}: {plan:?}");
        for read in reads {
            assert!(read.contains(index), "{name}: {read}");
        }
    }
}

async fn a_conversation_comes_back_as_it_was_written(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let with = Correspondent::Practitioner(cast.physician);
    let id = open(&mut tx, cast.member, with, "My knee").await;
    add(&mut tx, id, cast.member, Author::Member, NOW).await;
    let mut answer = message(id, cast.member, Author::Practitioner(cast.colleague), NOW);
    answer.sent_at = NOW + minutes(5);
    answer.no_reply = true;
    assert!(messages::append(&mut tx, &answer).await.unwrap());
    tx.commit().await.unwrap();

    let mut tx = db.store.read().await.unwrap();
    let found = messages::find(&mut tx, cast.member, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.subject.as_str(), found.topic),
        ("My knee", Topic::Test)
    );
    assert_eq!(found.with(), Some(with));
    assert_eq!(found.newest_id, answer.id);
    assert_eq!(found.newest().sent_at, answer.sent_at);
    assert!(found.newest().no_reply && !found.newest_is_own());
    let listed = messages::messages(&mut tx, id, None, 50).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed[0].received() && !listed[1].received());
    assert_eq!(listed[0].family.as_deref(), Some("Whitlock b"));
    assert_eq!(listed[1].body, "Line one\n\nLine two");
    let row = &messages::list(&mut tx, cast.member, Mailbox::Inbox, None, 50)
        .await
        .unwrap()[0];
    assert_eq!((row.messages, row.unread, row.at), (2, 1, answer.sent_at));
    assert_eq!(
        row.family.as_deref(),
        Some("Whitlock b"),
        "the Inbox names who wrote"
    );
    let row = &messages::list(&mut tx, cast.member, Mailbox::Sent, None, 50)
        .await
        .unwrap()[0];
    assert_eq!(
        row.family.as_deref(),
        Some("Whitlock a"),
        "Sent names to whom it went"
    );
}

async fn lists_sort_by_what_they_are_about(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let with = Correspondent::Practitioner(cast.physician);
    let clinician = Author::Practitioner(cast.physician);
    let asked = open(&mut tx, cast.member, with, "asked").await;
    add(
        &mut tx,
        asked,
        cast.member,
        Author::Member,
        NOW + minutes(9),
    )
    .await;
    let both = open(&mut tx, cast.member, with, "both").await;
    add(&mut tx, both, cast.member, clinician, NOW + minutes(1)).await;
    add(
        &mut tx,
        both,
        cast.member,
        Author::Member,
        NOW + minutes(10),
    )
    .await;
    let told = open(
        &mut tx,
        cast.member,
        Correspondent::Desk(Desk::Support),
        "told",
    )
    .await;
    add(
        &mut tx,
        told,
        cast.member,
        Author::Desk(Desk::Support),
        NOW + minutes(5),
    )
    .await;
    assert_eq!(
        subjects(&mut tx, cast.member, Mailbox::Inbox).await,
        ["told", "both"]
    );
    assert_eq!(
        subjects(&mut tx, cast.member, Mailbox::Sent).await,
        ["both", "asked"]
    );
    let told = &messages::list(&mut tx, cast.member, Mailbox::Inbox, None, 1)
        .await
        .unwrap()[0];
    assert_eq!(
        (told.desk, told.family.as_deref()),
        (Some(Desk::Support), None)
    );
}

async fn msg_8_a_form_sends_once_however_often_it_arrives(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    tx.commit().await.unwrap();
    let key = SendKey::new([7; 16]);
    let (member, physician) = (cast.member, cast.physician);
    let sends = (0..20).map(|_| {
        let (store, key) = (db.store.clone(), key.clone());
        tokio::spawn(async move { send_once(&store, member, physician, &key).await })
    });
    let mut made = 0;
    for sent in sends.collect::<Vec<_>>() {
        made += u32::from(sent.await.unwrap());
    }
    assert_eq!(made, 1);
    let mut tx = db.store.read().await.unwrap();
    let rows = messages::list(&mut tx, cast.member, Mailbox::Sent, None, 50)
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].messages, 1);
    let sent = messages::sent_with(&mut tx, cast.member, &key)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (sent.subject.as_str(), sent.body.as_str()),
        ("once", "Line one\n\nLine two")
    );
    assert_eq!(
        sent.with(),
        Some(Correspondent::Practitioner(cast.physician))
    );
}

/// Sends as the use case does; answers whether it was this call that made the message.
async fn send_once(
    store: &Store,
    member: MemberId,
    physician: PractitionerId,
    key: &SendKey,
) -> bool {
    write(store, |tx| {
        let key = key.clone();
        Box::pin(async move {
            tx.lock(key.as_str()).await?;
            if messages::sent_with(tx, member, &key).await?.is_some() {
                return Ok(false);
            }
            let with = Correspondent::Practitioner(physician);
            let opened = conversation(member, with, "once");
            messages::open(tx, &opened).await?;
            let mut new = message(opened.id, member, Author::Member, NOW);
            new.send_key = Some(key);
            messages::append(tx, &new).await
        })
    })
    .await
    .unwrap()
}

async fn pages_lose_and_repeat_nothing(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    for n in 0..23_u32 {
        let with = Correspondent::Practitioner(cast.physician);
        let id = open(&mut tx, cast.member, with, &n.to_string()).await;
        // Five conversations share each instant.
        let at = NOW + minutes(u64::from(n / 5));
        add(
            &mut tx,
            id,
            cast.member,
            Author::Practitioner(cast.physician),
            at,
        )
        .await;
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = messages::list(&mut tx, cast.member, Mailbox::Inbox, after, 4)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(Cursor {
            at: last.at,
            id: last.id,
        });
        seen.extend(page.iter().map(|row| (row.at, row.id)));
    }
    assert_eq!(seen.len(), 23);
    assert!(seen.is_sorted_by(|a, b| a > b));
}

async fn only_received_messages_are_unread_and_marks_stay(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let with = Correspondent::Practitioner(cast.physician);
    let id = open(&mut tx, cast.member, with, "read me").await;
    let own = add(&mut tx, id, cast.member, Author::Member, NOW).await;
    let clinician = Author::Practitioner(cast.physician);
    let first = add(&mut tx, id, cast.member, clinician, NOW + minutes(1)).await;
    let second = add(&mut tx, id, cast.member, clinician, NOW + minutes(2)).await;
    assert_eq!(
        messages::unread(&mut tx, cast.member).await.unwrap(),
        1,
        "one conversation"
    );
    assert_eq!(
        messages::waiting(&mut tx, cast.member, 5).await.unwrap()[0].unread,
        2
    );

    let (member, later) = (cast.member, NOW + days(1));
    let marked = messages::mark_read(&mut tx, member, id, &[own, first], later)
        .await
        .unwrap();
    assert_eq!(marked, 1, "what one wrote has no mark");
    let again = messages::mark_read(&mut tx, member, id, &[first], later + days(1))
        .await
        .unwrap();
    assert_eq!(again, 0);
    assert_eq!(messages::unread(&mut tx, member).await.unwrap(), 1);
    messages::mark_read(&mut tx, member, id, &[second], later)
        .await
        .unwrap();
    assert_eq!(messages::unread(&mut tx, member).await.unwrap(), 0);
    assert!(
        messages::waiting(&mut tx, member, 5)
            .await
            .unwrap()
            .is_empty()
    );
    let rows = messages::messages(&mut tx, id, None, 50).await.unwrap();
    let marks: Vec<_> = rows.iter().map(|row| row.read_at).collect();
    assert_eq!(marks, [Some(later), Some(later), None]);
}

async fn a_mark_up_to_a_message_leaves_later_ones(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let with = Correspondent::Practitioner(cast.physician);
    let id = open(&mut tx, cast.member, with, "shown").await;
    let clinician = Author::Practitioner(cast.physician);
    add(&mut tx, id, cast.member, clinician, NOW).await;
    let shown = add(&mut tx, id, cast.member, clinician, NOW + minutes(1)).await;
    let other = open(&mut tx, cast.member, with, "other").await;
    add(&mut tx, other, cast.member, clinician, NOW).await;
    add(&mut tx, id, cast.member, clinician, NOW + minutes(2)).await;
    let (member, now) = (cast.member, NOW + days(1));
    assert_eq!(
        messages::mark_read_up_to(&mut tx, member, id, shown, now)
            .await
            .unwrap(),
        2
    );
    assert_eq!(
        messages::mark_read_up_to(&mut tx, member, other, shown, now)
            .await
            .unwrap(),
        0
    );
    assert_eq!(messages::unread(&mut tx, member).await.unwrap(), 2);
}

async fn acc_3_nobody_finds_or_marks_what_is_not_theirs(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (mine, theirs) = (cast(&mut tx, "1").await, cast(&mut tx, "2").await);
    let with = Correspondent::Practitioner(theirs.physician);
    let id = open(&mut tx, theirs.member, with, "not yours").await;
    let clinician = Author::Practitioner(theirs.physician);
    let message = add(&mut tx, id, theirs.member, clinician, NOW).await;
    assert!(
        messages::find(&mut tx, mine.member, id)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        subjects(&mut tx, mine.member, Mailbox::Inbox)
            .await
            .is_empty()
    );
    assert_eq!(
        messages::mark_read(&mut tx, mine.member, id, &[message], NOW)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        messages::mark_read_up_to(&mut tx, mine.member, id, message, NOW)
            .await
            .unwrap(),
        0
    );
    assert_eq!(messages::unread(&mut tx, theirs.member).await.unwrap(), 1);
}

async fn history_may_be_added_in_any_order(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let with = Correspondent::Practitioner(cast.physician);
    let id = open(&mut tx, cast.member, with, "history").await;
    let newest = NOW + days(3);
    add(
        &mut tx,
        id,
        cast.member,
        Author::Practitioner(cast.colleague),
        newest,
    )
    .await;
    let mut old = message(id, cast.member, Author::Practitioner(cast.physician), NOW);
    old.read_at = Some(NOW + minutes(30));
    messages::append(&mut tx, &old).await.unwrap();
    add(&mut tx, id, cast.member, Author::Member, NOW + days(2)).await;
    add(&mut tx, id, cast.member, Author::Member, NOW + days(1)).await;
    let inbox = &messages::list(&mut tx, cast.member, Mailbox::Inbox, None, 9)
        .await
        .unwrap()[0];
    assert_eq!((inbox.at, inbox.messages, inbox.unread), (newest, 4, 1));
    assert_eq!(inbox.family.as_deref(), Some("Whitlock b"));
    let sent = &messages::list(&mut tx, cast.member, Mailbox::Sent, None, 9)
        .await
        .unwrap()[0];
    assert_eq!(sent.at, NOW + days(2));
    let found = messages::find(&mut tx, cast.member, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.newest().sent_at, newest);
}

async fn everyone_who_could_be_written_to_is_found_with_why(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    for (n, at) in [NOW, NOW + days(9)].into_iter().enumerate() {
        let visit = Visit {
            id: VisitId::new(NOW, bytes()),
            source: "demo".into(),
            fhir_id: format!("visit-{n}"),
            member: cast.member,
            started_at: at,
            started_source: String::new(),
            ended_at: None,
            class: "AMB".into(),
            kind: "Office visit".into(),
            reason: None,
            office: None,
        };
        roll::put_visit(&mut tx, &visit, &[(cast.elsewhere, "PPRF")])
            .await
            .unwrap();
    }
    let with = Correspondent::Practitioner(cast.physician);
    let id = open(&mut tx, cast.member, with, "hello").await;
    add(
        &mut tx,
        id,
        cast.member,
        Author::Practitioner(cast.colleague),
        NOW + days(2),
    )
    .await;
    let people = messages::people(&mut tx, cast.member, []).await.unwrap();
    let ties = |id: PractitionerId| {
        let mut ties: Vec<_> = people
            .iter()
            .filter(|row| row.id == id)
            .map(|row| (format!("{:?}", row.why), row.at))
            .collect();
        ties.sort();
        ties
    };
    assert_eq!(
        ties(cast.physician),
        [("Office".into(), None), ("Physician".into(), None)]
    );
    assert_eq!(
        ties(cast.colleague),
        [
            ("Office".into(), None),
            ("Wrote".into(), Some(NOW + days(2)))
        ]
    );
    assert_eq!(
        ties(cast.elsewhere),
        [("Visit".into(), Some(NOW + days(9)))]
    );
    let seen = people.iter().find(|row| row.why == Tie::Visit).unwrap();
    assert!(!seen.receives_messages && seen.office.is_none());
    let physician = people.iter().find(|row| row.why == Tie::Physician).unwrap();
    assert_eq!(
        physician.office.as_deref(),
        Some("Cedar Park Medical Office")
    );
    assert_eq!(physician.phone.as_deref(), Some("555-0121"));
}

async fn texts_come_back_byte_for_byte(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let with = Correspondent::Practitioner(cast.physician);
    for text in [
        "<b>'\"; DROP TABLE message; --",
        "%_\\",
        "n\u{303} \u{f1}",
        "👨‍👩‍👧‍👦",
        "\u{202e}abc",
        "$1 ? :x",
    ] {
        let id = open(&mut tx, cast.member, with, text).await;
        let mut new = message(id, cast.member, Author::Member, NOW);
        new.body = text.into();
        messages::append(&mut tx, &new).await.unwrap();
        let found = messages::find(&mut tx, cast.member, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found.subject, text);
        assert_eq!(
            messages::messages(&mut tx, id, None, 1).await.unwrap()[0].body,
            text
        );
    }
}

async fn what_was_written_lately_is_found(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (mine, theirs) = (cast(&mut tx, "1").await, cast(&mut tx, "2").await);
    let with = Correspondent::Practitioner(mine.physician);
    let id = open(&mut tx, mine.member, with, "mine").await;
    add(&mut tx, id, mine.member, Author::Member, NOW - minutes(1)).await;
    let now = add(&mut tx, id, mine.member, Author::Member, NOW).await;
    add(
        &mut tx,
        id,
        mine.member,
        Author::Practitioner(mine.physician),
        NOW,
    )
    .await;
    let id = open(&mut tx, theirs.member, with, "theirs").await;
    add(&mut tx, id, theirs.member, Author::Member, NOW).await;
    let found = messages::written_since(&mut tx, mine.member, NOW)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].message, found[0].subject.as_str()), (now, "mine"));
    assert_eq!(found[0].with(), Some(with));
}
