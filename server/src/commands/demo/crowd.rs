//! A crowd that writes: members and their messages in great number, to measure with
//! (`portal demo --messages`).
//!
//! Everybody has as many messages as the other, in conversations of one to six, spread over five
//! years; they are stored round by round, so that nobody's stand together. The first of the crowd
//! are the demo's own members whose messages are open, the others are made up here.

mod speech;

use std::iter::from_fn;
use std::sync::Arc;

use domain::ids::{ConversationId, MemberId, MessageId, OfficeId, PractitionerId, RequestId};
use domain::messages::{Correspondent, Desk, SendKey, Topic};
use domain::mrn::Mrn;
use domain::names::fold;
use domain::requests::ConfirmationNumber;
use domain::services::CareRelationship;
use domain::staff::{Team, Urgency, due};
use domain::time::{Date, Timestamp, minutes};
use service::import::SOURCE;
use service::random::Random;
use service::{Cx, Fault, Portal, RequestFacts, Stop};
use store::messages::bulk::{self, AtDesk, Letter, Whole};
use store::messages::{Author, NewConversation, NewMessage};
use store::roll::{self, Member, Practitioner, Sex};

use super::SEED;
use super::cast::PEOPLE;
use super::directory::CLINICIANS;
use super::people::State;
use speech::Speech;

/// Conversations stored in one transaction.
const BATCH: usize = 1_000;
/// The most messages of a conversation.
const LONGEST: u32 = 6;
/// How far back the oldest conversations lie, in minutes, and those that wait.
const SPAN: u64 = 1_800 * 24 * 60;
const WAITING_SPAN: u32 = 14 * 24 * 60;
/// One conversation of so many is with member services, and one of so many that end with an
/// answer was not read since.
const WITH_DESK: u32 = 12;
const UNREAD: u32 = 6;
/// One of so many is with somebody else than the personal physician.
const ELSEWHERE: u32 = 4;
/// The serial number of the first card of those who are made up here; nobody of the demo's has
/// one near.
const FIRST_SERIAL: u32 = 1_500_000;
/// The office whose team has all that waits: that of the demo's first nurse.
const NURSE: &str = "castellanos";

/// How large the crowd is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crowd {
    /// Messages of all together.
    pub messages: u32,
    /// Messages of each, one at least.
    pub each: u32,
    /// Conversations that wait for the team of the demo's first nurse.
    pub waiting: u32,
}

/// The plan, as far as a crowd knows it.
struct Plan {
    clinicians: Vec<Practitioner>,
    /// Those of them at the office where things wait.
    at_office: Vec<usize>,
}

/// One of the crowd.
struct Writer {
    id: MemberId,
    /// Their personal physician, by place in the plan.
    physician: usize,
    /// How many messages each of their conversations has, oldest first.
    talks: Vec<u32>,
}

/// Stores the crowd and what it writes, as of `now`.
pub async fn put(portal: &Portal, now: Timestamp, crowd: Crowd) -> Result<(), Stop> {
    let request = portal.request(RequestFacts {
        id: "demo".into(),
        ..RequestFacts::default()
    });
    let random = Random::seeded(SEED + 3);
    let plan = Arc::new(request.read(|cx| Box::pin(plan(cx))).await?);
    let count = crowd.messages / crowd.each.max(1);
    let known = plan.clone();
    let ids = request.write(move |cx| {
        let plan = known.clone();
        Box::pin(async move { members(cx, &plan, count).await })
    });
    let mut writers = Vec::new();
    for (id, physician) in ids.await? {
        writers.push(Writer {
            id,
            physician,
            talks: lengths(crowd.each, &random)?,
        });
    }
    let mut pen = Pen {
        portal,
        now,
        random,
        speech: Speech::new(),
        asked: 0,
    };
    let mut turns = turns(&writers, crowd.waiting);
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        for turn in turns.by_ref().take(BATCH) {
            batch.push(pen.whole(&plan, &writers[turn.writer], &turn)?);
        }
        if batch.is_empty() {
            return Ok(());
        }
        let batch = Arc::new(batch);
        let stored = request.write(move |cx| {
            let batch = batch.clone();
            Box::pin(async move { Ok(bulk::add(&mut cx.tx, &batch).await?) })
        });
        stored.await?;
    }
}

async fn plan(cx: &mut Cx) -> Result<Plan, Stop> {
    let mut clinicians = Vec::new();
    for one in CLINICIANS.iter().filter(|one| one.writes) {
        let id = roll::practitioner_by_source(&mut cx.tx, SOURCE, one.key).await?;
        let id = id.ok_or(Fault::Shape("demo clinician"))?;
        let row = roll::practitioner(&mut cx.tx, id).await?;
        clinicians.push(row.ok_or(Fault::Shape("demo clinician"))?);
    }
    let nurse = clinicians.iter().find(|one| one.fhir_id == NURSE);
    let office = nurse.ok_or(Fault::Shape("demo nurse"))?.office;
    let at_office = (0..clinicians.len())
        .filter(|place| clinicians[*place].office == office)
        .collect();
    Ok(Plan {
        clinicians,
        at_office,
    })
}

/// So many members with the place of their personal physician: those of the demo first.
async fn members(cx: &mut Cx, plan: &Plan, count: u32) -> Result<Vec<(MemberId, usize)>, Stop> {
    let open = PEOPLE.iter().filter(|one| {
        one.state == State::Active && one.relationship == CareRelationship::MedicalOffice
    });
    let mut found = Vec::new();
    for (number, person) in (0..count).zip(open.map(Some).chain(std::iter::repeat(None))) {
        let place = usize::try_from(number).unwrap_or(0) % plan.clinicians.len();
        found.push(if let Some(person) = person {
            let member = roll::member_by_mrn(&mut cx.tx, person.mrn().as_str()).await?;
            let member = member.ok_or(Fault::Shape("demo member"))?;
            let own = |one: &Practitioner| Some(one.id) == member.personal_physician;
            let physician = plan.clinicians.iter().position(own);
            (member.id, physician.unwrap_or(place))
        } else {
            let member = made_up(cx, number, &plan.clinicians[place])?;
            roll::insert_member(&mut cx.tx, &member).await?;
            (member.id, place)
        });
    }
    Ok(found)
}

/// A member whom nobody knows.
fn made_up(cx: &Cx, number: u32, physician: &Practitioner) -> Result<Member, Fault> {
    let (now, bytes) = cx.id_seed()?;
    let serial = FIRST_SERIAL + number;
    let (given, family) = speech::name(number);
    let part = |of: u32| i8::try_from(number % of).unwrap_or(0) + 1;
    let year = i16::try_from(number % 70).unwrap_or(0) + 1935;
    Ok(Member {
        id: MemberId::new(now, bytes),
        source: SOURCE.into(),
        fhir_id: format!("member-{serial}"),
        mrn: Mrn::from_serial(serial).as_str().to_owned(),
        given: given.into(),
        family: family.into(),
        preferred_name: None,
        name_key: format!("{} {}", fold(given), fold(family)),
        birth_date: Date::new(year, part(12), part(28)).map_err(|_| Fault::Shape("birth date"))?,
        died: false,
        died_on: None,
        sex: Sex::Unknown,
        locale: None,
        email: None,
        phone: None,
        street: None,
        city: None,
        state: None,
        postal_code: None,
        relationship: CareRelationship::MedicalOffice,
        personal_physician: Some(physician.id),
        medical_office: physician.office,
        coverage_ended_at: None,
    })
}

/// How many messages conversations have that hold so many together.
fn lengths(messages: u32, random: &Random) -> Result<Vec<u32>, Fault> {
    let mut lengths = Vec::new();
    let mut left = messages;
    while left > 0 {
        let length = (1 + random.below(LONGEST)?).min(left);
        lengths.push(length);
        left -= length;
    }
    Ok(lengths)
}

/// Whose conversation is next, which of theirs it is, and whether it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turn {
    writer: usize,
    talk: usize,
    waits: bool,
}

/// Every conversation of everybody: the oldest of each first. Those that wait are as far apart
/// as they can be.
fn turns(writers: &[Writer], waiting: u32) -> impl Iterator<Item = Turn> {
    let all: usize = writers.iter().map(|writer| writer.talks.len()).sum();
    let waiting = usize::try_from(waiting).unwrap_or(0).min(all);
    let (mut writer, mut talk, mut number) = (0, 0, 0);
    from_fn(move || {
        while number < all {
            if writer == writers.len() {
                (writer, talk) = (0, talk + 1);
            }
            writer += 1;
            if talk < writers[writer - 1].talks.len() {
                let waits = (number + 1) * waiting / all > number * waiting / all;
                number += 1;
                return Some(Turn {
                    writer: writer - 1,
                    talk,
                    waits,
                });
            }
        }
        None
    })
}

/// What writes conversations down.
struct Pen<'a> {
    portal: &'a Portal,
    now: Timestamp,
    random: Random,
    speech: Speech,
    /// How much members have asked for.
    asked: u64,
}

impl Pen<'_> {
    fn whole(&mut self, plan: &Plan, writer: &Writer, turn: &Turn) -> Result<Whole, Fault> {
        let length = writer.talks.get(turn.talk).copied().unwrap_or(1);
        let with = self.with(plan, writer, turn)?;
        let topics = u32::try_from(Topic::ALL.len()).unwrap_or(1);
        let topic = Topic::ALL[place(self.random.below(topics)?)];
        let times = self.times(writer, turn, length)?;
        let first = times.first().copied().ok_or(Fault::Shape("talk"))?;
        let id = ConversationId::new(first, self.random.bytes()?);
        let mut letters = Vec::with_capacity(times.len());
        for (number, sent_at) in (0..length).zip(&times) {
            // They write in turns, and the last word is the member's where it waits.
            let own = (length - 1 - number).is_multiple_of(2) == turn.waits;
            let last = number + 1 == length;
            letters.push(self.letter(writer.id, id, &with, own, last, *sent_at)?);
        }
        let wrote = letters.iter().any(|letter| letter.request.is_some());
        let last = times.last().copied().unwrap_or(first);
        Ok(Whole {
            conversation: NewConversation {
                id,
                member: writer.id,
                with: with.to,
                topic,
                subject: self.speech.subject(&self.random)?,
                created_at: first,
            },
            letters,
            desk: wrote.then(|| AtDesk {
                team: Team::answering(with.desk(), with.office, None),
                urgency: Urgency::of(topic),
                due_at: turn.waits.then(|| self.due_at(last)),
            }),
        })
    }

    fn with(&self, plan: &Plan, writer: &Writer, turn: &Turn) -> Result<With, Fault> {
        let drawn = |from: usize| -> Result<usize, Fault> {
            let from = u32::try_from(from).unwrap_or(1);
            Ok(place(self.random.below(from)?))
        };
        let one = if turn.waits {
            plan.at_office[drawn(plan.at_office.len())?]
        } else if self.random.below(WITH_DESK)? == 0 {
            return Ok(With {
                to: Correspondent::Desk(Desk::MemberServices),
                author: Author::Desk(Desk::MemberServices),
                office: None,
                names: Desk::MemberServices.names().to_owned(),
            });
        } else if self.random.below(ELSEWHERE)? == 0 {
            drawn(plan.clinicians.len())?
        } else {
            writer.physician
        };
        let one = &plan.clinicians[one];
        Ok(With {
            to: Correspondent::Practitioner(one.id),
            author: author(one.id),
            office: one.office,
            names: format!("{} {}", one.given, one.family),
        })
    }

    /// When the messages of a conversation were sent, oldest first.
    fn times(&self, writer: &Writer, turn: &Turn, length: u32) -> Result<Vec<Timestamp>, Fault> {
        let all = u64::try_from(writer.talks.len()).unwrap_or(1).max(1);
        let later = all - u64::try_from(turn.talk).unwrap_or(0);
        let ago = if turn.waits {
            5 + u64::from(self.random.below(WAITING_SPAN)?)
        } else {
            SPAN * later / all + u64::from(self.random.below(1_440)?)
        };
        let mut at = self.now - minutes(ago);
        let mut times = Vec::new();
        for _ in 0..length {
            times.push(at);
            at = at - minutes(20 + u64::from(self.random.below(2_880)?));
        }
        times.reverse();
        Ok(times)
    }

    fn letter(
        &mut self,
        member: MemberId,
        conversation: ConversationId,
        with: &With,
        own: bool,
        last: bool,
        sent_at: Timestamp,
    ) -> Result<Letter, Fault> {
        let id = MessageId::new(sent_at, self.random.bytes()?);
        let read = !last || self.random.below(UNREAD)? > 0;
        let message = NewMessage {
            id,
            conversation,
            member,
            author: if own { Author::Member } else { with.author },
            body: self.speech.body(&self.random)?,
            sent_at,
            no_reply: false,
            read_at: (read && !own).then(|| (sent_at + minutes(9 * 60)).min(self.now)),
            send_key: if own {
                Some(SendKey::new(self.random.bytes()?))
            } else {
                None
            },
        };
        let request = if own {
            Some((RequestId::new(sent_at, self.random.bytes()?), self.number()))
        } else {
            None
        };
        Ok(Letter {
            message,
            // Whom the conversation is with, and who wrote.
            people: if own {
                with.names.clone()
            } else {
                format!("{0} {0}", with.names)
            },
            request,
        })
    }

    /// A number that nobody of the crowd has had: the same step through all of them.
    fn number(&mut self) -> ConfirmationNumber {
        self.asked += 1;
        ConfirmationNumber::drawn((self.asked * 7_919_317).to_le_bytes())
    }

    fn due_at(&self, at: Timestamp) -> Timestamp {
        let holidays = &self.portal.organisation().holidays;
        let civil = due(self.portal.local(at).civil, holidays);
        self.portal.instant(civil)
    }
}

/// With whom a conversation is.
struct With {
    to: Correspondent,
    author: Author,
    office: Option<OfficeId>,
    names: String,
}

impl With {
    fn desk(&self) -> Option<Desk> {
        match self.to {
            Correspondent::Desk(desk) => Some(desk),
            Correspondent::Practitioner(_) => None,
        }
    }
}

const fn author(id: PractitionerId) -> Author {
    Author::Practitioner(id)
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writers(talks: &[usize]) -> Vec<Writer> {
        let all = talks.iter();
        all.map(|count| Writer {
            id: MemberId::new(Timestamp::from_micros(0), [0; 10]),
            physician: 0,
            talks: vec![1; *count],
        })
        .collect()
    }

    #[test]
    fn everybodys_conversations_have_their_turn_round_by_round() {
        let writers = writers(&[2, 0, 3]);
        let all: Vec<_> = turns(&writers, 0)
            .map(|turn| (turn.writer, turn.talk))
            .collect();
        assert_eq!(all, [(0, 0), (2, 0), (0, 1), (2, 1), (2, 2)]);
    }

    #[test]
    fn as_many_wait_as_were_asked_for() {
        let writers = writers(&[40, 30, 30]);
        for (asked, found) in [(0, 0), (1, 1), (33, 33), (100, 100), (500, 100)] {
            let waiting = turns(&writers, asked).filter(|turn| turn.waits).count();
            assert_eq!(waiting, found);
        }
    }

    #[test]
    fn conversations_hold_so_many_messages_together() {
        let random = Random::seeded(1);
        for messages in [0, 1, 200, 2_000] {
            let lengths = lengths(messages, &random).unwrap();
            assert_eq!(lengths.iter().sum::<u32>(), messages);
            assert!(lengths.iter().all(|one| (1..=LONGEST).contains(one)));
        }
    }
}
