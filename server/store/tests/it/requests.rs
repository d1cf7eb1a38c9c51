//! What members have asked for: numbers, the order of the list, and how a row stands.

use domain::ids::{MemberId, RequestId};
use domain::messages::{Correspondent, Desk};
use domain::requests::{ConfirmationNumber, RequestCursor, State, state};
use domain::staff::{CloseReason, Role, Team, Urgency};
use domain::time::{Timestamp, days, minutes};
use sqlx::{AssertSqlSafe, Connection};
use store::messages::{Author, NewMessage};
use store::requests::{self, NewRequest, RequestRow};
use store::staff::desk::{self, Arrival};
use store::{Engine, Tx, all_statements};

use crate::messages::cast::{self, Cast};
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: a_number_is_given_once, a_message_is_one_request, the_newest_comes_first_and_nobody_elses,
        pages_lose_and_repeat_nothing, how_a_request_stands_is_read_from_its_rows,
        an_answer_is_what_came_after;
    SQLITE: l9_a_page_is_one_read_of_an_index;
}

fn number(seed: u64) -> ConfirmationNumber {
    ConfirmationNumber::drawn(seed.to_le_bytes())
}

fn request(message: &NewMessage, number: ConfirmationNumber) -> NewRequest {
    NewRequest {
        id: RequestId::new(message.sent_at, bytes()),
        member: message.member,
        number,
        asked_at: message.sent_at,
        message: message.id,
    }
}

/// A message that a member sends, with its number.
async fn ask(
    tx: &mut Tx,
    member: MemberId,
    with: Correspondent,
    subject: &str,
    seed: u64,
    at: Timestamp,
) -> NewMessage {
    let conversation = cast::open(tx, member, with, subject).await;
    let message = cast::message(conversation, member, Author::Member, at);
    assert!(store::messages::append(tx, &message).await.unwrap());
    assert!(
        requests::insert(tx, &request(&message, number(seed)))
            .await
            .unwrap()
    );
    message
}

async fn list(tx: &mut Tx, member: MemberId) -> Vec<RequestRow> {
    requests::page(tx, member, None, 50).await.unwrap()
}

async fn cast_of(tx: &mut Tx) -> (Cast, Correspondent) {
    let cast = cast::cast(tx, "1").await;
    let with = Correspondent::Practitioner(cast.physician);
    (cast, with)
}

async fn a_number_is_given_once(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (cast, with) = cast_of(&mut tx).await;
    ask(&mut tx, cast.member, with, "first", 7, NOW).await;
    let other = cast::cast(&mut tx, "2").await;
    let conversation = cast::open(&mut tx, other.member, with, "second").await;
    let message = cast::message(conversation, other.member, Author::Member, NOW);
    assert!(store::messages::append(&mut tx, &message).await.unwrap());
    let taken = request(&message, number(7));
    assert!(
        !requests::insert(&mut tx, &taken).await.unwrap(),
        "somebody has it"
    );
    assert!(list(&mut tx, other.member).await.is_empty());
    // The transaction goes on: another number is drawn.
    let free = request(&message, number(8));
    assert!(requests::insert(&mut tx, &free).await.unwrap());
    let rows = list(&mut tx, other.member).await;
    assert_eq!(rows[0].number, Some(number(8)));
    let read = store::messages::messages(&mut tx, conversation, None, 9)
        .await
        .unwrap();
    assert_eq!(read[0].number, Some(number(8)), "at the message too");
}

async fn a_message_is_one_request(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (cast, with) = cast_of(&mut tx).await;
    let message = ask(&mut tx, cast.member, with, "once", 1, NOW).await;
    let again = request(&message, number(2));
    assert!(requests::insert(&mut tx, &again).await.is_err());
}

async fn the_newest_comes_first_and_nobody_elses(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (cast, with) = cast_of(&mut tx).await;
    let other = cast::cast(&mut tx, "2").await;
    for (seed, subject, after) in [(1, "b", 20), (2, "c", 30), (3, "a", 10)] {
        let at = NOW + minutes(after);
        ask(&mut tx, cast.member, with, subject, seed, at).await;
    }
    let desk = Correspondent::Desk(Desk::Support);
    ask(&mut tx, other.member, desk, "theirs", 4, NOW).await;
    let rows = list(&mut tx, cast.member).await;
    let subjects: Vec<_> = rows.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(subjects, ["c", "b", "a"]);
    assert_eq!(rows[0].family.as_deref(), Some("Whitlock a"));
    assert!(!rows[0].reply && rows[0].desk.is_none());
    let theirs = list(&mut tx, other.member).await;
    assert_eq!((theirs.len(), theirs[0].desk), (1, Some(Desk::Support)));
}

async fn pages_lose_and_repeat_nothing(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (cast, with) = cast_of(&mut tx).await;
    for n in 0..23 {
        // Five were asked for at each instant.
        ask(&mut tx, cast.member, with, "one", n, NOW + minutes(n / 5)).await;
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = requests::page(&mut tx, cast.member, after, 4)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(RequestCursor {
            at: last.asked_at,
            id: last.id,
        });
        seen.extend(page.iter().map(|row| (row.asked_at, row.id)));
    }
    assert_eq!(seen.len(), 23);
    assert!(seen.is_sorted_by(|a, b| a > b));
}

async fn how_a_request_stands_is_read_from_its_rows(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (cast, with) = cast_of(&mut tx).await;
    let message = ask(&mut tx, cast.member, with, "a rash", 1, NOW).await;
    let id = message.conversation;
    let now = NOW + minutes(1);
    let stands = |row: &RequestRow| state(row.progress(), now);
    assert_eq!(stands(&list(&mut tx, cast.member).await[0]), State::Stored);
    let place = desk::place(&mut tx, id).await.unwrap();
    let team = Team::answering(place.desk, place.office, place.medical_office);
    let due_at = NOW + days(2);
    let arrival = Arrival {
        conversation: id,
        team,
        urgency: Urgency::Routine,
        at: NOW,
        due_at,
    };
    desk::arrive(&mut tx, arrival).await.unwrap();
    let row = list(&mut tx, cast.member).await.remove(0);
    let overdue = false;
    assert_eq!(stands(&row), State::Waiting { due_at, overdue });
    assert_eq!((row.team, row.assigned), (Some(team), None));
    assert_eq!(row.office.as_deref(), Some("Cedar Park Medical Office"));
    assert_eq!(row.phone.as_deref(), Some("555-0121"));
    let nurse = crate::staff::add(&mut tx, "nora", Role::Nurse, Some(cast.colleague)).await;
    desk::assign(&mut tx, id, Some(nurse), NOW).await.unwrap();
    let row = list(&mut tx, cast.member).await.remove(0);
    assert_eq!(row.assigned.as_deref(), Some("Name of nora"));
    let why = CloseReason::AnsweredElsewhere;
    desk::close(&mut tx, id, why, NOW).await.unwrap();
    let row = list(&mut tx, cast.member).await.remove(0);
    assert_eq!(stands(&row), State::Closed { why: Some(why) });
    // Another message opens it again: the first was closed and stays so.
    let second = cast::message(id, cast.member, Author::Member, now);
    assert!(store::messages::append(&mut tx, &second).await.unwrap());
    requests::insert(&mut tx, &request(&second, number(2)))
        .await
        .unwrap();
    let again = Arrival { at: now, ..arrival };
    desk::arrive(&mut tx, again).await.unwrap();
    let rows = list(&mut tx, cast.member).await;
    assert!(rows[0].reply && matches!(stands(&rows[0]), State::Waiting { .. }));
    assert_eq!(stands(&rows[1]), State::Closed { why: None });
}

async fn an_answer_is_what_came_after(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (cast, with) = cast_of(&mut tx).await;
    let message = ask(&mut tx, cast.member, with, "asked", 1, NOW).await;
    let id = message.conversation;
    let own = Author::Practitioner(cast.colleague);
    cast::add(&mut tx, id, cast.member, own, NOW - minutes(5)).await;
    let row = list(&mut tx, cast.member).await.remove(0);
    assert_eq!((row.answered_at, row.reply), (None, true));
    let first = NOW + minutes(3);
    cast::add(
        &mut tx,
        id,
        cast.member,
        Author::Desk(Desk::Support),
        NOW + minutes(9),
    )
    .await;
    cast::add(&mut tx, id, cast.member, own, first).await;
    let row = list(&mut tx, cast.member).await.remove(0);
    assert_eq!(row.answered_at, Some(first), "the first of them");
    assert_eq!(row.answered_family.as_deref(), Some("Whitlock b"));
    assert_eq!(row.answered_desk, None);
}

async fn l9_a_page_is_one_read_of_an_index(db: Db) {
    let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
    let statement = all_statements()
        .find(|one| one.name() == "store::requests::PAGE")
        .unwrap();
    let explain = format!("EXPLAIN QUERY PLAN {}", statement.text(Engine::Sqlite));
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(AssertSqlSafe(explain))
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let steps: Vec<&str> = plan.iter().map(|(.., step)| step.as_str()).collect();
    let reads = |step: &&&str| {
        step.starts_with("SEARCH r USING")
            && step.contains("request_member")
            && step.contains("asked_at")
    };
    assert_eq!(steps.iter().filter(reads).count(), 1, "{steps:?}");
    assert!(
        !steps.iter().any(|step| step.contains("TEMP B-TREE")),
        "{steps:?}"
    );
}
