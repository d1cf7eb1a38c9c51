//! Proofs of access. A use case that touches a record takes one of these types; each is made
//! only here, out of the session as it stands in the use case's own transaction. A forgotten
//! check does not compile.

pub mod reading;
mod staff;

use std::time::Duration;

use domain::ids::{AccountId, MemberId};
use domain::services::{CareRelationship, Service, ServiceStanding};
use domain::session::{SessionSpan, SessionStanding};
use domain::time::Timestamp;

use crate::cx::Cx;
use crate::stop::{Refusal, Stop};
use crate::views::Touch;

pub use reading::Reading;
pub use staff::{Case, DeskWorker, Opened, PasswordOnly, Staff};

/// Use within this span of the last is not written again: one page makes several reads.
const TOUCH_EVERY: Duration = Duration::from_secs(1);

/// A member who is signed on, acting for themselves.
#[derive(Clone, Debug)]
pub struct Member {
    account: AccountId,
    id: MemberId,
    given: String,
    name: String,
    relationship: CareRelationship,
    coverage_ended: Option<Timestamp>,
    /// When this was proved.
    at: Timestamp,
    previous_sign_on: Option<Timestamp>,
}

impl Member {
    /// The member whose session this request carries. Using it extends the idle limit.
    pub async fn signed_on(cx: &mut Cx) -> Result<Self, Stop> {
        match Self::signing_on(cx).await? {
            (who, false) => Ok(who),
            (_, true) => Err(Refusal::TermsDue.into()),
        }
    }

    /// The same, also while newer terms wait for them, and whether they do: for reading those
    /// and for signing off, and for nothing else.
    pub async fn signing_on(cx: &mut Cx) -> Result<(Self, bool), Stop> {
        let (who, terms_due, unused_since) = Self::found(cx).await?;
        if let Some(token) = cx.facts.session.clone()
            && cx.now.since(unused_since) >= TOUCH_EVERY
        {
            cx.views.touch = Some((Touch::Member(token), cx.now));
        }
        Ok((who, terms_due))
    }

    /// The same, for a page that is only open: it does not extend the idle limit.
    pub(crate) async fn watching(cx: &mut Cx) -> Result<Self, Stop> {
        match Self::found(cx).await? {
            (who, false, _) => Ok(who),
            (_, true, _) => Err(Refusal::TermsDue.into()),
        }
    }

    /// The member of the session, whether newer terms wait for them, and when it was used last.
    async fn found(cx: &mut Cx) -> Result<(Self, bool, Timestamp), Stop> {
        let Some(token) = cx.facts.session.clone() else {
            return Err(Refusal::SignOnNeeded.into());
        };
        let Some(row) = store::session::find(&mut cx.tx, &token).await? else {
            return Err(Refusal::SignOnNeeded.into());
        };
        let span = SessionSpan {
            started: row.created_at,
            last_seen: row.last_seen_at,
        };
        if !matches!(
            span.standing(cx.now),
            SessionStanding::Open | SessionStanding::Warning
        ) {
            return Err(Refusal::SignOnNeeded.into());
        }
        let who = Self {
            account: row.account,
            id: row.member,
            given: row.given,
            name: row.name,
            relationship: row.relationship,
            coverage_ended: row.coverage_ended_at,
            at: cx.now,
            previous_sign_on: row.previous_sign_on_at,
        };
        Ok((who, row.terms_due, row.last_seen_at))
    }

    /// The same, for looking at a service that this member's care relationship opens, be it
    /// only to read what was (SPEC section 4).
    pub async fn with(cx: &mut Cx, service: Service) -> Result<Self, Stop> {
        let who = Self::signed_on(cx).await?;
        match who.standing(service) {
            ServiceStanding::Open | ServiceStanding::ReadOnly(_) => Ok(who),
            ServiceStanding::NotOpen(_) => Err(Refusal::NotOpen.into()),
        }
    }

    /// The same, for beginning something new with it.
    pub async fn using(cx: &mut Cx, service: Service) -> Result<Self, Stop> {
        let who = Self::signed_on(cx).await?;
        match who.standing(service) {
            ServiceStanding::Open => Ok(who),
            ServiceStanding::ReadOnly(_) | ServiceStanding::NotOpen(_) => {
                Err(Refusal::NotOpen.into())
            }
        }
    }

    /// How a service stands for this member.
    pub fn standing(&self, service: Service) -> ServiceStanding {
        service.standing_at(self.relationship, self.coverage_ended, self.at)
    }

    /// The account signed on.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The person on the roll: whose record this is.
    pub fn id(&self) -> MemberId {
        self.id
    }

    /// The first name, for the greeting.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// First and last name, for paper.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How this member gets care.
    pub fn relationship(&self) -> CareRelationship {
        self.relationship
    }

    /// When they were last here before this session, if ever.
    pub fn previous_sign_on(&self) -> Option<Timestamp> {
        self.previous_sign_on
    }
}
