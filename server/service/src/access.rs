//! Proofs of access. A use case that touches a record takes one of these types; each is made
//! only here, out of the session as it stands in the use case's own transaction. A forgotten
//! check does not compile.

use std::time::Duration;

use domain::ids::{AccountId, MemberId};
use domain::services::{Relationship, Service, availability};
use domain::session;

use crate::cx::Cx;
use crate::stop::{Refusal, Stop};

/// Use within this span of the last is not written again: one page makes several reads.
const TOUCH_EVERY: Duration = Duration::from_secs(1);

/// A member who is signed on, acting for themselves.
#[derive(Clone, Debug)]
pub struct Member {
    account: AccountId,
    member: MemberId,
    given: String,
    relationship: Relationship,
    previous_sign_on: Option<domain::time::Timestamp>,
}

impl Member {
    /// The member whose session this request carries. Using it extends the idle limit.
    pub async fn signed_on(cx: &mut Cx) -> Result<Self, Stop> {
        let Some(token) = cx.facts.session.clone() else {
            return Err(Refusal::SignOnNeeded.into());
        };
        let Some(row) = store::session::find(&mut cx.tx, &token).await? else {
            return Err(Refusal::SignOnNeeded.into());
        };
        if !session::is_alive(row.created_at, row.last_seen_at, cx.now) {
            return Err(Refusal::SignOnNeeded.into());
        }
        if cx.now.since(row.last_seen_at) >= TOUCH_EVERY {
            cx.views.touch = Some((token, cx.now));
        }
        Ok(Self {
            account: row.account,
            member: row.member,
            given: row.given,
            relationship: row.relationship,
            previous_sign_on: row.previous_sign_on_at,
        })
    }

    /// The same, for a service that must be open to this member's care relationship
    /// (SPEC section 4).
    pub async fn with(cx: &mut Cx, service: Service) -> Result<Self, Stop> {
        let who = Self::signed_on(cx).await?;
        if availability(who.relationship, service).is_open() {
            Ok(who)
        } else {
            Err(Refusal::NotOpen.into())
        }
    }

    /// The account signed on.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The person on the roll: whose record this is.
    pub fn id(&self) -> MemberId {
        self.member
    }

    /// The first name, for the greeting.
    pub fn given(&self) -> &str {
        &self.given
    }

    /// How this member gets care.
    pub fn relationship(&self) -> Relationship {
        self.relationship
    }

    /// When they were last here before this session, if ever.
    pub fn previous_sign_on(&self) -> Option<domain::time::Timestamp> {
        self.previous_sign_on
    }
}
