//! Many conversations at once: what is stored is what the other way stores.

use domain::ids::{ConversationId, MemberId, RequestId};
use domain::messages::search::Sought;
use domain::messages::{Correspondent, Desk, Mailbox};
use domain::requests::ConfirmationNumber;
use domain::staff::{Team, Urgency};
use domain::time::minutes;
use store::Tx;
use store::messages::bulk::{self, AtDesk, Letter, Whole};
use store::messages::{self, Author, search};
use store::requests::{self, NewRequest};
use store::staff::desk::{self, Arrival, Waiting};

use super::cast::{Cast, cast, conversation, message};
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: many_at_once_are_stored_as_one_by_one, what_nobody_answers_and_nobody_asked,
        a_number_that_somebody_has_is_left_out;
}

const SUBJECT: &str = "My knee's result";

/// A conversation of three messages, the last of which waits.
fn whole(cast: &Cast, first_number: u64) -> Whole {
    let with = Correspondent::Practitioner(cast.physician);
    let conversation = conversation(cast.member, with, SUBJECT);
    let letter = |author, after, people: &str| {
        let mut message = message(conversation.id, cast.member, author, NOW + minutes(after));
        message.body = format!("Swelling since minute {after}");
        let own = author == Author::Member;
        let number = ConfirmationNumber::drawn((first_number + after).to_le_bytes());
        let request = own.then(|| (RequestId::new(message.sent_at, bytes()), number));
        Letter {
            message,
            people: people.into(),
            request,
        }
    };
    let answer = Author::Practitioner(cast.colleague);
    Whole {
        letters: vec![
            letter(Author::Member, 0, "Ana Whitlock a"),
            letter(answer, 5, "Ana Whitlock b Ana Whitlock a"),
            letter(Author::Member, 10, "Ana Whitlock a"),
        ],
        conversation,
        desk: Some(AtDesk {
            team: Team::Clinicians,
            urgency: Urgency::Soon,
            due_at: Some(NOW + minutes(90)),
        }),
    }
}

/// The same by the way that everybody's messages take.
async fn one_by_one(tx: &mut Tx, whole: &Whole) {
    messages::open(tx, &whole.conversation).await.unwrap();
    for letter in &whole.letters {
        let message = &letter.message;
        assert!(messages::append(tx, message).await.unwrap());
        let Some((id, number)) = letter.request.clone() else {
            desk::answer(tx, message.conversation, message.sent_at)
                .await
                .unwrap();
            continue;
        };
        let request = NewRequest {
            id,
            member: message.member,
            number,
            asked_at: message.sent_at,
            message: message.id,
        };
        assert!(requests::insert(tx, &request).await.unwrap());
        let arrival = Arrival {
            conversation: message.conversation,
            team: Team::Clinicians,
            urgency: Urgency::Soon,
            at: message.sent_at,
            due_at: NOW + minutes(90),
        };
        desk::arrive(tx, arrival).await.unwrap();
    }
}

/// Everything that can be seen of a member's, in words; identifiers are each's own.
async fn seen(tx: &mut Tx, member: MemberId) -> Vec<String> {
    let mut seen = Vec::new();
    for mailbox in [Mailbox::Inbox, Mailbox::Sent] {
        for row in messages::list(tx, member, mailbox, None, 9).await.unwrap() {
            seen.push(format!(
                "{:?} {} {:?} {} {} {:?} {:?} {:?}",
                mailbox,
                row.subject,
                row.at,
                row.messages,
                row.unread,
                row.desk,
                row.given,
                row.family
            ));
            seen.extend(conversation_seen(tx, member, row.id).await);
        }
    }
    for row in requests::page(tx, member, None, 9).await.unwrap() {
        seen.push(format!(
            "{:?} {} {:?} {} {:?}",
            row.asked_at,
            row.number.is_some(),
            row.answered_at,
            row.reply,
            row.team
        ));
    }
    for typed in ["knee", "swell 10", "whitlock", "member services", "b"] {
        let sought = Sought::parse(typed).unwrap();
        let found = search::find(tx, member, &sought).await.unwrap();
        let rows = found.rows.iter().map(|row| (row.at, row.unread));
        seen.push(format!("{typed}: {:?}", rows.collect::<Vec<_>>()));
    }
    seen
}

async fn conversation_seen(tx: &mut Tx, member: MemberId, id: ConversationId) -> Vec<String> {
    let mut seen = Vec::new();
    let found = messages::find(tx, member, id).await.unwrap().unwrap();
    seen.push(format!("{:?} {:?}", found.topic, found.newest().sent_at));
    for row in messages::messages(tx, id, None, 9).await.unwrap() {
        seen.push(format!(
            "{} {} {:?} {:?} {:?} {}",
            row.received(),
            row.body,
            row.sent_at,
            row.read_at,
            row.family,
            row.number.is_some()
        ));
    }
    let case = desk::find(tx, id).await.unwrap();
    let case = case.map(|case| {
        (
            case.team,
            case.clinical,
            case.standing,
            case.urgency,
            case.waiting_since,
            case.due_at,
        )
    });
    seen.push(format!("{case:?}"));
    seen
}

async fn many_at_once_are_stored_as_one_by_one(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (mine, theirs) = (cast(&mut tx, "1").await, cast(&mut tx, "2").await);
    one_by_one(&mut tx, &whole(&mine, 100)).await;
    bulk::add(&mut tx, &[whole(&theirs, 200)]).await.unwrap();
    let seen_of_mine = seen(&mut tx, mine.member).await;
    assert_eq!(seen_of_mine, seen(&mut tx, theirs.member).await);
    assert!(seen_of_mine.len() > 15, "{seen_of_mine:?}");
    // Both wait with their team, and no message has to be indexed any more.
    let waiting = desk::waiting(&mut tx, Waiting::All(Team::Clinicians), None, 9);
    assert_eq!(waiting.await.unwrap().len(), 2);
    assert_eq!(search::index_missing(&mut tx, 9).await.unwrap(), 0);
}

async fn what_nobody_answers_and_nobody_asked(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let with = Correspondent::Desk(Desk::MemberServices);
    let one = |author, number: Option<u64>, subject: &str| {
        let conversation = conversation(cast.member, with, subject);
        let message = message(conversation.id, cast.member, author, NOW);
        let request = number.map(|number| {
            let number = ConfirmationNumber::drawn(number.to_le_bytes());
            (RequestId::new(NOW, bytes()), number)
        });
        let desk = request.is_some().then_some(AtDesk {
            team: Team::Desk(Desk::MemberServices),
            urgency: Urgency::Routine,
            due_at: None,
        });
        let people = Desk::MemberServices.names().into();
        Whole {
            letters: vec![Letter {
                message,
                people,
                request,
            }],
            conversation,
            desk,
        }
    };
    let desk = Author::Desk(Desk::MemberServices);
    let both = [
        one(Author::Member, Some(1), "Asked"),
        one(desk, None, "Told"),
    ];
    bulk::add(&mut tx, &both).await.unwrap();
    for (mailbox, subject) in [(Mailbox::Inbox, "Told"), (Mailbox::Sent, "Asked")] {
        let rows = messages::list(&mut tx, cast.member, mailbox, None, 9).await;
        let rows = rows.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].subject.as_str(), rows[0].desk),
            (subject, Some(Desk::MemberServices))
        );
    }
    let told = desk::find(&mut tx, both[1].conversation.id).await.unwrap();
    assert!(
        told.is_none(),
        "a team's own letter is none of the desks' yet"
    );
    let sought = Sought::parse("servicios told").unwrap();
    let found = search::find(&mut tx, cast.member, &sought).await.unwrap();
    assert_eq!(found.rows.len(), 1);
}

async fn a_number_that_somebody_has_is_left_out(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let all = [whole(&cast, 100), whole(&cast, 100)];
    bulk::add(&mut tx, &all).await.unwrap();
    let rows = requests::page(&mut tx, cast.member, None, 9).await.unwrap();
    assert_eq!(rows.len(), 2);
    let sent = messages::list(&mut tx, cast.member, Mailbox::Sent, None, 9).await;
    assert_eq!(sent.unwrap().len(), 2, "the messages are there");
}
