//! Proof that somebody may read a part of a record: their own, or that of a child for whom the
//! roll lets them act (SPEC section 10). Session and guardianship are read in the transaction
//! of the use case, at every request: what has ended is over at the next one (ACC-6, ACC-13).

use std::marker::PhantomData;

use domain::audit::{Action, Actor};
use domain::family::{self, ChangeAhead, Extent, Person, Whose};
use domain::ids::MemberId;
use domain::services::{CareRelationship, Service, ServiceStanding};
use domain::time::{Date, Timestamp};
use store::family as rows;

use super::Member;
use crate::cx::{Act, Cx};
use crate::stop::{Refusal, Stop};

/// A part of a record for which there are proofs.
pub trait Part: Send + Sync + 'static {
    /// Whether so much of a child's record opens it.
    fn is_open(extent: Extent) -> bool;
}

/// The page that leads to the parts.
#[derive(Clone, Copy, Debug)]
pub struct Overview;
/// Lab results.
#[derive(Clone, Copy, Debug)]
pub struct Results;
/// Immunizations.
#[derive(Clone, Copy, Debug)]
pub struct Immunizations;

impl Part for Overview {
    fn is_open(extent: Extent) -> bool {
        extent != Extent::Nothing
    }
}

impl Part for Results {
    fn is_open(extent: Extent) -> bool {
        extent.opens(family::Part::Results)
    }
}

impl Part for Immunizations {
    fn is_open(extent: Extent) -> bool {
        extent.opens(family::Part::Immunizations)
    }
}

/// Whose record is read.
#[derive(Clone, Debug)]
pub struct Subject {
    id: MemberId,
    name: String,
    relationship: CareRelationship,
    coverage_ended: Option<Timestamp>,
}

/// Somebody who may read a part of a record now.
#[derive(Clone, Debug)]
pub struct Reading<P> {
    reader: Member,
    subject: Subject,
    extent: Extent,
    part: PhantomData<P>,
}

impl<P: Part> Reading<P> {
    /// Whoever's session this request carries, reading the record that it names. Nobody's, a
    /// stranger's and one that is closed by now are told alike; a part that the child's age has
    /// closed is [`Refusal::NotOpen`].
    pub async fn of(cx: &mut Cx, whose: Whose) -> Result<Self, Stop> {
        let Some(person) = whose.0 else {
            let reader = Member::with(cx, Service::MedicalRecord).await?;
            return Ok(Self {
                subject: Subject {
                    id: reader.id,
                    name: reader.name.clone(),
                    relationship: reader.relationship,
                    coverage_ended: reader.coverage_ended,
                },
                reader,
                extent: Extent::Whole,
                part: PhantomData,
            });
        };
        let reader = Member::signed_on(cx).await?;
        let (child, extent) = child(cx, &reader, person).await?;
        let reading = Self {
            reader,
            subject: Subject {
                id: child.id,
                name: child.name,
                relationship: child.relationship,
                coverage_ended: child.coverage_ended_at,
            },
            extent,
            part: PhantomData,
        };
        let is_closed = matches!(
            reading.standing(Service::MedicalRecord),
            ServiceStanding::NotOpen(_)
        );
        if is_closed || !P::is_open(extent) {
            cx.looked(reading.act(Action::Deny).refused())?;
            return Err(Refusal::NotOpen.into());
        }
        Ok(reading)
    }

    /// Whose record it is.
    pub fn id(&self) -> MemberId {
        self.subject.id
    }

    /// First and last name of whose record it is, for paper.
    pub fn name(&self) -> &str {
        &self.subject.name
    }

    /// Who reads.
    pub fn reader(&self) -> MemberId {
        self.reader.id
    }

    /// When who reads was here before this session, if ever.
    pub fn last_here(&self) -> Option<Timestamp> {
        self.reader.previous_sign_on()
    }

    /// Whether it is the reader's own.
    pub fn is_own(&self) -> bool {
        self.subject.id == self.reader.id
    }

    /// Whether another part of the record is open too.
    pub fn opens(&self, part: family::Part) -> bool {
        self.extent.opens(part)
    }

    /// How a service stands for whose record it is.
    pub fn standing(&self, service: Service) -> ServiceStanding {
        service.standing_at(
            self.subject.relationship,
            self.subject.coverage_ended,
            self.reader.at,
        )
    }

    /// The reader's act on this record: the audit trail names both.
    pub fn act(&self, action: Action) -> Act {
        Act {
            actor: Actor::Member(self.reader.id),
            ..Act::own(self.subject.id, action)
        }
    }
}

/// The child of that id, with what is open of their record today. Whoever asks for somebody
/// else learns nothing (ACC-3).
async fn child(
    cx: &mut Cx,
    reader: &Member,
    person: MemberId,
) -> Result<(rows::Child, Extent), Stop> {
    let today = today(cx);
    if let Some(child) = rows::of_child(&mut cx.tx, reader.id, person).await? {
        match extent(&child, today) {
            Extent::Nothing => {}
            open => return Ok((child, open)),
        }
    }
    // About nobody: the roll may not have anybody of that id.
    let denied = Act {
        subject: None,
        ..Act::own(reader.id, Action::Deny)
    };
    cx.looked(denied.on(person).refused())?;
    Err(Refusal::NotFound.into())
}

/// Whom a member may act for today.
pub async fn people(cx: &mut Cx, who: &Member) -> Result<Vec<Person>, Stop> {
    let today = today(cx);
    let all = rows::of_parent(&mut cx.tx, who.id).await?;
    Ok(all
        .into_iter()
        .filter_map(|child| {
            let extent = extent(&child, today);
            (extent != Extent::Nothing).then_some(Person {
                id: child.id,
                given: child.given,
                name: child.name,
                extent,
            })
        })
        .collect())
}

/// The birthdays of those whom a member acts for that will soon take something away.
pub(crate) async fn changes_ahead(cx: &mut Cx, who: &Member) -> Result<Vec<ChangeAhead>, Stop> {
    let today = today(cx);
    let all = rows::of_parent(&mut cx.tx, who.id).await?;
    let living = all.into_iter().filter(|child| !child.died);
    Ok(living
        .filter_map(|child| {
            let (then, on) = child.span().change_ahead(child.birth_date, today)?;
            Some(ChangeAhead {
                given: child.given,
                then,
                on,
            })
        })
        .collect())
}

/// What is open of the record of somebody who has died is the plan's to say, by telephone.
fn extent(child: &rows::Child, today: Date) -> Extent {
    if child.died {
        return Extent::Nothing;
    }
    child.span().extent(child.birth_date, today)
}

/// The day it is in the plan's zone.
fn today(cx: &Cx) -> Date {
    cx.portal.local(cx.now).civil.date()
}
