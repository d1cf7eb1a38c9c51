//! Conversations, written through the same functions as everybody's.

use domain::ids::{ConversationId, MemberId, MessageId, PractitionerId};
use domain::messages::{Correspondent, Desk, Topic};
use domain::staff::CloseReason;
use domain::time::{Timestamp, minutes};
use service::import::SOURCE;
use service::{Cx, Fault, Stop};
use store::messages::{self, Author, NewConversation, NewMessage};
use store::roll;

use super::calendar::Calendar;
use super::letters::{By, Talk, To, talks};
use super::people::Person;

/// What a member wrote last so many days before the demo begins waits for nobody.
const LONG_AGO: u32 = 30;

/// Writes the conversations of a member: what came before they were last here is read.
pub async fn put(
    cx: &mut Cx,
    member: MemberId,
    person: &Person,
    calendar: &Calendar,
) -> Result<(), Stop> {
    let Some(account) = &person.account else {
        return Ok(());
    };
    let last_here = calendar.at(account.last_here, 20, 10);
    for talk in talks(person.serial) {
        put_talk(cx, member, talk, last_here, calendar).await?;
    }
    Ok(())
}

async fn put_talk(
    cx: &mut Cx,
    member: MemberId,
    talk: &Talk,
    last_here: Timestamp,
    calendar: &Calendar,
) -> Result<(), Stop> {
    let times = times(talk, calendar);
    let Some(first) = times.first() else {
        return Err(Fault::Shape("empty conversation").into());
    };
    let last = times.last().copied();
    let with = match talk.to {
        To::Clinician(key) => Correspondent::Practitioner(practitioner(cx, key).await?),
        To::Desk(desk) => Correspondent::Desk(desk),
    };
    let conversation = ConversationId::new(*first, cx.random()?);
    let new = NewConversation {
        id: conversation,
        member,
        with,
        topic: talk.topic,
        subject: talk.subject.to_owned(),
        created_at: *first,
    };
    messages::open(&mut cx.tx, &new).await?;
    for (letter, sent_at) in talk.letters.iter().zip(times) {
        let author = match (letter.by, with) {
            (By::Me, _) => Author::Member,
            (By::Them, Correspondent::Practitioner(id)) => Author::Practitioner(id),
            (By::Them, Correspondent::Desk(desk)) => Author::Desk(desk),
            (By::Covering(key) | By::Also(key), _) => {
                Author::Practitioner(practitioner(cx, key).await?)
            }
        };
        let read = author != Author::Member && sent_at < last_here;
        let message = NewMessage {
            id: MessageId::new(sent_at, cx.random()?),
            conversation,
            member,
            author,
            body: letter.body.to_owned(),
            sent_at,
            no_reply: matches!(letter.by, By::Covering(_)),
            read_at: read.then(|| (sent_at + minutes(9 * 60)).min(last_here)),
            send_key: None,
        };
        if !messages::append(&mut cx.tx, &message).await? {
            return Err(Fault::Shape("message twice").into());
        }
        if author == Author::Member {
            service::requests::number(cx, &message).await?;
            service::staff::arrived(cx, conversation, sent_at).await?;
        } else {
            service::staff::answered(cx, conversation, sent_at).await?;
        }
    }
    // A conversation that a member ended long ago asked nothing more; its team closed it.
    let long_ago = calendar.at(LONG_AGO, 9, 0);
    if last.is_some_and(|last| last < long_ago) {
        let why = CloseReason::NothingToAnswer;
        store::staff::desk::close(&mut cx.tx, conversation, why, long_ago).await?;
    }
    Ok(())
}

/// When the messages of a conversation were sent: clinicians and desks write on weekdays, and
/// an answer never comes before what it answers.
fn times(talk: &Talk, calendar: &Calendar) -> Vec<Timestamp> {
    let mut times: Vec<Timestamp> = Vec::with_capacity(talk.letters.len());
    for letter in talk.letters {
        let (days_ago, hour, minute) = letter.at;
        let at = match letter.by {
            By::Me => calendar.at(days_ago, hour, minute),
            _ => calendar.weekday(days_ago, hour, minute),
        };
        let earliest = times.last().map_or(at, |before| *before + minutes(25));
        times.push(at.max(earliest).min(calendar.now - minutes(1)));
    }
    times
}

/// Writes so many more, each of one message from a desk, one a day and still unread.
pub async fn put_more(
    cx: &mut Cx,
    member: MemberId,
    count: u16,
    calendar: &Calendar,
) -> Result<(), Stop> {
    for number in 1..=u32::from(count) {
        let sent_at = calendar.at(number, 8, 15);
        let conversation = ConversationId::new(sent_at, cx.random()?);
        let new = NewConversation {
            id: conversation,
            member,
            with: Correspondent::Desk(Desk::MemberServices),
            topic: Topic::General,
            subject: format!("Your question of last week, number {number}"),
            created_at: sent_at,
        };
        messages::open(&mut cx.tx, &new).await?;
        let message = NewMessage {
            id: MessageId::new(sent_at, cx.random()?),
            conversation,
            member,
            author: Author::Desk(Desk::MemberServices),
            body: "Thank you for writing to us. We have looked into it and all is in order.".into(),
            sent_at,
            no_reply: false,
            read_at: None,
            send_key: None,
        };
        if !messages::append(&mut cx.tx, &message).await? {
            return Err(Fault::Shape("message twice").into());
        }
    }
    Ok(())
}

async fn practitioner(cx: &mut Cx, key: &str) -> Result<PractitionerId, Stop> {
    let found = roll::practitioner_by_source(&mut cx.tx, SOURCE, key).await?;
    Ok(found.ok_or(Fault::Shape("demo clinician"))?)
}
